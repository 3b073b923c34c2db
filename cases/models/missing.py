"""That a child was missing, and what they said when they were back."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from cases.missing_querysets import MissingEpisodeQuerySet, ReturnInterviewQuerySet
from cases.models.proposal import LinkFacts
from contexts.codes import Basis, LinkRole
from contexts.models import Context
from cs_casework.audit.models import Record
from cs_casework.forms import format_time
from families.models import Person


def moment_in_words(moment: object) -> str:
    local = timezone.localtime(moment)  # type: ignore[arg-type]
    return now_in("%(date)s at %(time)s") % {"date": f"{local:%-d %B %Y}", "time": format_time(local)}


class MissingEpisode(Record):
    """One time that a child was missing, or away without authorisation: since when, until when, and where they were.

    It stays open until the child is found. Where they were found may be a context that is recorded: a link to it is
    proposed then and none is made. Who was with them is said in words, never as a list of names.
    """

    class Kind(models.TextChoices):
        """As the children looked after return has them."""

        MISSING = "M", _("Missing")
        AWAY = "A", _("Away without authorisation")

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="missing_episodes")
    kind = models.CharField(_("missing or away"), max_length=1, choices=Kind)
    missing_from = models.DateTimeField(_("missing from"))
    reported_by = models.CharField(_("reported by"), max_length=300, blank=True)
    reported_at = models.DateTimeField(_("reported at"), null=True, blank=True)
    police_reference = models.CharField(_("police reference"), max_length=60, blank=True)
    done = models.TextField(_("what was done"), max_length=5000, blank=True)
    found_at = models.DateTimeField(_("found at"), null=True, blank=True)
    found_where = models.CharField(_("where they were found"), max_length=500, blank=True)
    context = models.ForeignKey(
        Context,
        on_delete=models.PROTECT,
        related_name="missing_episodes",
        null=True,
        blank=True,
        verbose_name=_("context where they were found"),
    )
    with_whom = models.CharField(_("with whom they were"), max_length=500, blank=True)
    travelled = models.CharField(_("how they travelled"), max_length=300, blank=True)
    withdrawn_on = models.DateField(_("recorded in error, said on"), null=True, blank=True, editable=False)
    withdrawn_why = models.CharField(_("why it was an error"), max_length=500, blank=True, editable=False)

    objects = MissingEpisodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("missing episode")
        ordering = ["-missing_from", "-created_at"]
        indexes = [
            models.Index(fields=["missing_from"], name="missing_now", condition=Q(found_at=None, withdrawn_on=None))
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_episode_a_child",
                fields=["child"],
                condition=Q(found_at=None, withdrawn_on=None),
                violation_error_message=_("This child is recorded as missing already."),
            ),
            models.CheckConstraint(
                name="found_after_missing",
                condition=Q(found_at=None) | Q(found_at__gt=F("missing_from")),
                violation_error_message=_("They were found before they were missing."),
            ),
            models.CheckConstraint(
                name="where_found_once_found",
                condition=Q(found_at__isnull=False) | Q(found_where="", context=None),
                violation_error_message=_("Say when they were found."),
            ),
            models.CheckConstraint(
                name="episode_withdrawn_has_reason",
                condition=Q(withdrawn_on=None, withdrawn_why="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_why="")),
                violation_error_message=_("Say why it was an error."),
            ),
        ]

    def __str__(self) -> str:
        local = timezone.localtime(self.missing_from)
        return now_in("%(kind)s from %(day)s") % {"kind": self.get_kind_display(), "day": f"{local:%-d %B %Y}"}

    def get_absolute_url(self) -> str:
        return reverse("cases:episode-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether the child is still missing."""
        return self.found_at is None and self.withdrawn_on is None

    @property
    def interview(self) -> "ReturnInterview | None":
        """The return interview, as far as the queryset brought it along (`whole`): it then may be read."""
        found = getattr(self, "interviews", [])
        return found[0] if found else None

    def end_as_twice(self, day: object) -> None:
        """Where a merge finds both records of one person missing, one of the two says it."""
        self.withdrawn_on = day  # type: ignore[assignment]
        self.withdrawn_why = now_in("Recorded twice: two records of one person were merged")

    @property
    def link_facts(self) -> LinkFacts:
        assert self.found_at
        day = timezone.localdate(self.found_at)
        return LinkFacts(
            child=self.child_id,
            context=None if self.withdrawn_on else self.context_id,
            intro=now_in("A missing episode says that they were found there. Nothing is linked by that."),
            roles=[LinkRole.FOUND_MISSING],
            basis=Basis.AGENCY_REPORT,
            # What kind of record tells it. Its words stay there: a link is read by who works with the place.
            source=now_in("Missing episode: %(episode)s, found %(day)s") % {"episode": self, "day": f"{day:%-d %B %Y}"},
            source_on=day,
            from_on=day,
        )


class ReturnInterview(Record):
    """The talk that a child is offered after being missing: whether they took it up, when, and what they said.

    Statutory guidance has it offered when a child is found, by somebody independent, and held within 72 hours; a council
    may give itself another time (`IntervalCode.RETURN_INTERVIEW`). One stands with each episode from the moment the
    child is found, so that none is forgotten.
    """

    class Offered(models.TextChoices):
        YES = "Y", _("Yes")
        NO = "N", _("No")

    class TakenUp(models.TextChoices):
        """As the return has them."""

        YES = "Y", _("Yes")
        NO = "N", _("No")
        NOT_APPLICABLE = "NA", _("Does not apply")

    class Independent(models.TextChoices):
        YES = "yes", _("Yes: not involved in the child’s care")
        NO = "no", _("No")
        NOT_KNOWN = "not_known", _("Not known")

    episode = models.ForeignKey(MissingEpisode, on_delete=models.PROTECT, related_name="return_interviews")
    due_at = models.DateTimeField(_("due by"))
    first_due_at = models.DateTimeField(_("first due by"), null=True, blank=True, editable=False)
    extended_why = models.CharField(_("why there is more time"), max_length=500, blank=True)
    offered = models.CharField(_("offered"), max_length=1, choices=Offered, blank=True)
    offered_at = models.DateTimeField(_("offered at"), null=True, blank=True)
    offered_by = models.CharField(_("offered by"), max_length=150, blank=True)
    not_offered_why = models.CharField(_("why it was not offered"), max_length=500, blank=True)
    taken_up = models.CharField(_("taken up"), max_length=2, choices=TakenUp, blank=True)
    not_taken_up_why = models.CharField(_("why it was not taken up"), max_length=500, blank=True)
    not_applicable_why = models.CharField(_("why it does not apply"), max_length=500, blank=True)
    held_at = models.DateTimeField(_("held at"), null=True, blank=True)
    held_by = models.CharField(_("held by"), max_length=150, blank=True)
    independent = models.CharField(_("held by somebody independent"), max_length=10, choices=Independent, blank=True)
    said = models.TextField(_("what the child said"), max_length=20000, blank=True)
    told_where = models.CharField(_("where they were, as they tell it"), max_length=500, blank=True)
    context = models.ForeignKey(
        Context,
        on_delete=models.PROTECT,
        related_name="return_interviews",
        null=True,
        blank=True,
        verbose_name=_("context they told of"),
    )
    told_with = models.CharField(_("with whom, as they tell it"), max_length=500, blank=True)
    told_travelled = models.CharField(_("how they travelled, as they tell it"), max_length=300, blank=True)

    objects = ReturnInterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("return interview")
        ordering = ["due_at", "created_at"]
        constraints = [
            models.UniqueConstraint(name="one_interview_an_episode", fields=["episode"]),
            models.CheckConstraint(
                name="interview_offered_is_whole",
                condition=Q(offered="", offered_at=None, not_offered_why="")
                | Q(offered="Y", offered_at__isnull=False, not_offered_why="")
                | (Q(offered="N", offered_at=None) & ~Q(not_offered_why="")),
                violation_error_message=_("Say when it was offered, or why it was not."),
            ),
            models.CheckConstraint(
                name="interview_taken_up_was_offered",
                condition=Q(taken_up="") | Q(offered="Y") | Q(offered="N", taken_up="NA"),
                violation_error_message=_("It was not offered, so it was not taken up: choose “Does not apply”."),
            ),
            models.CheckConstraint(
                name="interview_not_taken_up_has_reason",
                condition=(Q(taken_up="N") & ~Q(not_taken_up_why="")) | (~Q(taken_up="N") & Q(not_taken_up_why="")),
                violation_error_message=_("Say why they did not take it up."),
            ),
            # One that was not offered has its reason there.
            models.CheckConstraint(
                name="interview_not_applicable_has_reason",
                condition=(Q(offered="Y", taken_up="NA") & ~Q(not_applicable_why=""))
                | (~Q(offered="Y", taken_up="NA") & Q(not_applicable_why="")),
                violation_error_message=_("Say why it does not apply."),
            ),
            models.CheckConstraint(
                name="interview_held_was_taken_up",
                condition=Q(held_at=None, held_by="", independent="")
                | (Q(held_at__isnull=False, taken_up="Y") & ~Q(held_by="") & ~Q(independent="")),
                violation_error_message=_("Say that it was taken up, who held it, and whether they are independent."),
            ),
            models.CheckConstraint(
                name="interview_held_after_offer",
                condition=Q(held_at=None) | Q(offered_at=None) | Q(held_at__gte=F("offered_at")),
                violation_error_message=_("It was held before it was offered."),
            ),
            models.CheckConstraint(
                name="interview_told_when_held",
                condition=Q(held_at__isnull=False)
                | Q(said="", told_where="", context=None, told_with="", told_travelled=""),
                violation_error_message=_("Say when it was held: what a child said was said in it."),
            ),
            models.CheckConstraint(
                name="interview_extended_has_reason",
                condition=Q(first_due_at=None, extended_why="") | (Q(first_due_at__isnull=False) & ~Q(extended_why="")),
                violation_error_message=_("Say why there is more time."),
            ),
        ]

    def __str__(self) -> str:
        return now_in("Return interview: %(episode)s") % {"episode": self.episode}

    def get_absolute_url(self) -> str:
        """It stands on the page of its episode."""
        return f"{reverse('cases:episode-detail', args=[self.episode_id])}#interview"

    @property
    def is_outstanding(self) -> bool:
        """Whether nobody has held it, nor said that there will be none."""
        return self.held_at is None and self.offered != self.Offered.NO and self.taken_up in ("", self.TakenUp.YES)

    @property
    def was_refused(self) -> bool:
        """Whether the child was offered it and did not want it: they may be asked again, on another day or by somebody
        else."""
        return self.taken_up == self.TakenUp.NO

    @property
    def is_late(self) -> bool:
        return self.is_outstanding and self.due_at < timezone.now()

    @property
    def was_held_late(self) -> bool:
        return self.held_at is not None and self.held_at > self.due_at

    @property
    def link_facts(self) -> LinkFacts:
        day = timezone.localdate(self.held_at)
        return LinkFacts(
            child=self.episode.child_id,
            context=None if self.episode.withdrawn_on else self.context_id,
            intro=now_in("The child told of this place in a return interview. Nothing is linked by that."),
            basis=Basis.CHILD_SAID,
            source=now_in("Return interview of %(day)s") % {"day": f"{day:%-d %B %Y}"},
            source_on=day,
            from_on=timezone.localdate(self.episode.missing_from),
        )
