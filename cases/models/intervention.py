"""What is done where the harm is, over a time: what it is to change, and what came of it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.intervention_querysets import InterventionQuerySet
from cases.models.action import Action
from cases.models.case import Case
from cases.periods import Period
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future, today
from cs_casework.reference.models import Agency


class Intervention(Record):
    """A response on a case that goes on for a while: youth workers on the estate, a lit path, lessons in a year group.

    It says which social condition it is to change, not which child: what makes harm possible there. An action is done
    once; an intervention has a time, how far it was taken up, and an effect, with how that is known. It ends with its
    effect, "not known yet" among the answers.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="interventions")
    what = models.CharField(_("what is done"), max_length=200)
    aimed_at = models.CharField(_("aimed at"), max_length=20, choices=Action.AimedAt)
    condition = models.TextField(_("the social condition it is to change"), max_length=2000)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="interventions", null=True, blank=True, verbose_name=_("agency")
    )
    provider = models.CharField(_("who provides it"), max_length=150, blank=True)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("ended on"), null=True, blank=True, validators=[not_in_future])
    take_up = models.TextField(_("take-up"), max_length=2000, blank=True)
    effect = models.TextField(_("effect"), max_length=2000, blank=True)
    effect_known = models.CharField(_("how the effect is known"), max_length=500, blank=True)

    objects = InterventionQuerySet.as_manager()
    # Closing a case tells of it, and is not kept back by it.
    blocks_closing = False

    class Meta:
        verbose_name = _("intervention")
        ordering = ["-from_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                name="intervention_says_what",
                condition=~Q(what="") & ~Q(aimed_at="") & ~Q(condition=""),
                violation_error_message=_("Say what is done, what it is aimed at, and what it is to change."),
            ),
            models.CheckConstraint(
                name="intervention_is_provided",
                condition=Q(agency__isnull=False) | ~Q(provider=""),
                violation_error_message=_("Say which agency or who provides it."),
            ),
            models.CheckConstraint(
                name="intervention_ends_after_it_began",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("It ends before it began."),
            ),
            models.CheckConstraint(
                name="intervention_ended_has_effect",
                condition=Q(to_on=None) | ~Q(effect=""),
                violation_error_message=_("Say what has changed, or that it is not known."),
            ),
            models.CheckConstraint(
                name="intervention_effect_is_known_by",
                condition=Q(effect="", effect_known="") | (~Q(effect="") & ~Q(effect_known="")),
                violation_error_message=_("Say what has changed together with how you know."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("cases:intervention-detail", args=[self.pk])

    @property
    def has_ended(self) -> bool:
        return self.to_on is not None

    @property
    def has_begun(self) -> bool:
        return self.from_on <= today()

    @property
    def whose(self) -> str:
        """Which agency or who provides it, in words."""
        return ", ".join(str(part) for part in (self.provider, self.agency) if part)

    @property
    def period(self) -> Period:
        """How it lies under a count of incidents by month (`cases/periods.py`)."""
        return Period(
            label=self.what,
            kind=str(_("Intervention")),
            from_on=self.from_on,
            to_on=self.to_on,
            url=self.get_absolute_url(),
        )

    @property
    def still_open_words(self) -> str:
        """How closing a case tells of it."""
        return str(_("Intervention without an end: %(what)s") % {"what": self.what})
