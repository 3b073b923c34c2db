"""What harms or endangers children outside their family, as it is seen by those who work with them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from cases.factor_querysets import (
    ExtraFamilialFactorQuerySet,
    FactorChildQuerySet,
    FactorHarmQuerySet,
)
from cases.models.case import Case
from cases.models.proposal import LinkFacts
from contexts.models import Context
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future
from cs_casework.reference.harms import ToldHarm
from families.models import Person


class ExtraFamilialFactor(Record):
    """Something outside the family that harms one or more of its children or puts them in danger.

    It says what is seen and by whom, what it does to the child and to what the parents can do, who and what protects,
    and what each of them says of it; and what is to be done (`Action`), or why nothing is. It stands beside the
    concerns at home, and does not end with a date alone: it eases or ends, on a day, and for a reason.
    """

    class Status(models.TextChoices):
        CURRENT = "current", _("Current")
        EASING = "easing", _("Easing")
        ENDED = "ended", _("Ended")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="factors")
    context = models.ForeignKey(
        Context,
        on_delete=models.PROTECT,
        related_name="factors",
        null=True,
        blank=True,
        verbose_name=_("context"),
        help_text=_("None: where or among whom is not known"),
    )
    # What the kinds of harm were called when they were said, so that versions tell of them: a version keeps the fields
    # of a row, and the kinds are rows of their own.
    harm_words = models.CharField(_("kinds of harm"), max_length=2000, blank=True, editable=False)
    seen = models.TextField(_("what is seen"), max_length=10000)
    seen_by = models.CharField(_("who saw it, or said so"), max_length=300)
    seen_from = models.DateField(_("seen since"), validators=[not_in_future])
    seen_to = models.DateField(_("last seen on"), null=True, blank=True, validators=[not_in_future])
    effect_on_child = models.TextField(_("effect on the child"), max_length=5000)
    effect_on_family = models.TextField(
        _("effect on the family, and on what the parents can do"), max_length=5000, blank=True
    )
    strengths = models.TextField(_("strengths and protective people"), max_length=5000, blank=True)
    child_view = models.TextField(_("the child’s view"), max_length=5000, blank=True)
    parent_view = models.TextField(_("the parents’ view"), max_length=5000, blank=True)
    no_action_why = models.TextField(_("why no action is needed"), max_length=2000, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.CURRENT)
    status_on = models.DateField(_("since"), validators=[not_in_future])
    ended_why = models.TextField(_("why it ended"), max_length=2000, blank=True)

    objects = ExtraFamilialFactorQuerySet.as_manager()

    class Meta:
        verbose_name = _("factor outside the family")
        ordering = ["-seen_from", "-created_at"]
        constraints = [
            models.CheckConstraint(
                name="factor_seen_until_after_it_began",
                condition=Q(seen_to=None) | Q(seen_to__gte=F("seen_from")),
                violation_error_message=_("It was last seen before it was first seen."),
            ),
            models.CheckConstraint(
                name="factor_status_after_it_began",
                condition=Q(status_on__gte=F("seen_from")),
                violation_error_message=_("This is before it was first seen."),
            ),
            models.CheckConstraint(
                name="factor_ended_has_reason",
                condition=(Q(status="ended") & ~Q(ended_why="")) | (~Q(status="ended") & Q(ended_why="")),
                violation_error_message=_("Say why it ended."),
            ),
            models.CheckConstraint(
                name="factor_says_what_is_seen",
                condition=~Q(seen="") & ~Q(seen_by="") & ~Q(effect_on_child=""),
                violation_error_message=_("Say what is seen, by whom, and what it does to the child."),
            ),
        ]

    def __str__(self) -> str:
        return self.harm_words or str(_("Factor outside the family"))

    def get_absolute_url(self) -> str:
        return reverse("cases:factor-detail", args=[self.pk])

    @property
    def is_ended(self) -> bool:
        return self.status == self.Status.ENDED

    @property
    def link_facts(self) -> LinkFacts:
        return LinkFacts(
            context=self.context_id,
            intro=now_in("A factor outside the family names both. What it says stands here to be put right."),
            source=self.seen_by,
            source_on=self.seen_to or self.seen_from,
            from_on=self.seen_from,
        )


class FactorHarm(ToldHarm):
    factor = models.ForeignKey(ExtraFamilialFactor, on_delete=models.PROTECT, related_name="harms")

    objects = FactorHarmQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of harm of a factor")
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(name="one_harm_of_a_kind_in_a_factor", fields=["factor", "harm_type"])]


class FactorChild(Record):
    """That a factor is about this child: one row a child."""

    factor = models.ForeignKey(ExtraFamilialFactor, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="factors")
    # A child put in by mistake is taken out, not away: the row says that they were in it.
    removed_on = models.DateField(_("taken out on"), null=True, blank=True)

    objects = FactorChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("child of a factor")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="factor_child_once",
                fields=["factor", "child"],
                violation_error_message=_("The factor is about this child already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.child)
