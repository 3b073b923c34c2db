"""What an assessment says of one child."""

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from assessments.codes import AssessmentFactor, Outcome, Seen
from assessments.models.assessment import Assessment
from assessments.querysets import AssessmentChildQuerySet
from cases.codes import Need
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future
from families.models import Person


class AssessmentChild(Record):
    """One child's own record in an assessment: seen, their words, factors, outcome, and the level of need with why.

    Each child has their own conclusion, so two of one family may differ. The level is of the children's thresholds,
    never of the contexts'. Whoever was in it once counts as in it for who may read the shared sections.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessments")
    from_on = models.DateField(_("in it from"))
    removed_on = models.DateField(_("taken out on"), null=True, blank=True, editable=False)
    removed_why = models.CharField(_("why the child was taken out"), max_length=300, blank=True)
    seen = models.CharField(_("was the child seen?"), max_length=10, choices=Seen, blank=True)
    seen_on = models.DateField(_("last seen on"), null=True, blank=True, validators=[not_in_future])
    not_seen_why = models.TextField(_("why the child was not seen, or not alone"), max_length=2000, blank=True)
    words = models.TextField(_("the child’s own words"), max_length=5000, blank=True)
    factors = ArrayField(
        models.CharField(max_length=3, choices=AssessmentFactor),
        verbose_name=_("factors identified"),
        default=list,
        blank=True,
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    level = models.CharField(_("level of need"), max_length=1, choices=Need, blank=True)
    level_why = models.TextField(
        _("how concerns at home and outside it led to this level"), max_length=5000, blank=True
    )
    support = models.TextField(_("support required"), max_length=5000, blank=True)
    number = models.PositiveIntegerField(default=0, editable=False)
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    written_on = models.DateField(_("last written on"), null=True, blank=True, editable=False)

    # As `vector` of the sections; `words` are the child’s own.
    vector = models.GeneratedField(
        expression=SearchVector("words", "level_why", "support", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = AssessmentChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("child in an assessment")
        verbose_name_plural = _("children in an assessment")
        ordering = ["created_at", "id"]
        indexes = [GinIndex(fields=["vector"], name="assessed_child_words")]
        constraints = [
            models.UniqueConstraint(
                name="child_once_an_assessment",
                fields=["assessment", "child"],
                condition=Q(removed_on=None),
                violation_error_message=_("This child is in the assessment already."),
            ),
            models.CheckConstraint(
                name="child_taken_out_says_why",
                condition=Q(removed_on=None, removed_why="") | (Q(removed_on__isnull=False) & ~Q(removed_why="")),
                violation_error_message=_("Say why the child is taken out."),
            ),
            # Rule 8869 of the census.
            models.CheckConstraint(
                name="no_factors_stands_alone",
                condition=~Q(factors__contains=["21"]) | Q(factors__len=1),
                violation_error_message=_("“No factors identified” stands alone. Take it out, or the others."),
            ),
            models.CheckConstraint(
                name="seen_child_has_a_day",
                condition=Q(seen__in=["", "not_seen"], seen_on=None)
                | Q(seen__in=["seen", "seen_alone"], seen_on__isnull=False),
                violation_error_message=_("Give the day on which the child was last seen."),
            ),
            models.CheckConstraint(
                name="level_of_need_says_why",
                condition=Q(level="") | ~Q(level_why=""),
                violation_error_message=_("Say how concerns at home and outside it led to this level."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} · {self.assessment.reference}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:child", args=[self.assessment_id, self.pk])

    def clean(self) -> None:
        """Rule 8898 of the census: no factor is given twice."""
        if len(set(self.factors)) != len(self.factors):
            raise ValidationError({"factors": now_in("Each factor is given once.")})

    @property
    def factors_shown(self) -> list[str]:
        return [str(AssessmentFactor(code).label) for code in self.factors if code in AssessmentFactor.values]

    @property
    def census_factors(self) -> list[str]:
        """What a return says: of an assessment that is not authorised, none (rules 8614 and 8897Q)."""
        return list(self.factors) if self.assessment.is_authorised else []

    @property
    def is_begun(self) -> bool:
        """Whether anything was written of this child."""
        return self.number > 0

    @property
    def missing(self) -> list[Any]:
        """What is still to be said of the child before a manager can authorise."""
        needed: Collection[tuple[bool, Any]] = (
            (bool(self.seen), _("whether the child was seen")),
            (self.seen in ("", Seen.SEEN_ALONE) or bool(self.not_seen_why), _("why not, or not alone")),
            (bool(self.words), _("the child’s own words")),
            (bool(self.factors), _("at least one factor")),
            (bool(self.outcome), _("the outcome")),
            (bool(self.level), _("the level of need, and why")),
            (bool(self.support), _("support required")),
        )
        return [words for said, words in needed if not said]
