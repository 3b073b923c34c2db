"""What weighs how much in a child's world or in a context, in whose view, and how one acts on another."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from assessments.codes import BARS, WEIGHING, Direction, Influence, NoPrimary, View, World
from assessments.models.assessment import Assessment
from assessments.querysets import (
    InterplayQuerySet,
    WeightingBasisQuerySet,
    WeightingQuerySet,
    WeightingRowQuerySet,
)
from cases.models import CaseNote, ExtraFamilialFactor, Incident
from contexts.models import Context
from cs_casework.audit.models import Record
from families.models import Person


class Weighting(Record):
    """A whole set of rows at one time in one view: of one child in an assessment of a family, of a context in its own.

    Never changed once written: another version (`number`) is added, and the newest counts. Words and bars; there is no
    number for a child and no total.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="weightings")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="weightings", null=True, blank=True)
    view = models.CharField(_("whose view"), max_length=12, choices=View, default=View.PRACTITIONER)
    number = models.PositiveIntegerField(_("version"), default=1)
    no_primary = models.CharField(_("no part is primary because"), max_length=15, choices=NoPrimary, blank=True)
    no_primary_why = models.TextField(_("why"), max_length=2000, blank=True)
    change_first = models.TextField(_("what must change first"), max_length=2000, blank=True)

    objects = WeightingQuerySet.as_manager()
    # Versions of one view stand together: where two records of a child are merged, none comes between those of the other.
    comes_over_beside_none_of_the_same = ("assessment", "view")

    class Meta:
        verbose_name = _("weighting")
        ordering = ["view", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="weighting_version_once",
                fields=["assessment", "child", "view", "number"],
                nulls_distinct=False,
                violation_error_message=_("Somebody else has just written a newer version."),
            ),
            models.CheckConstraint(name="weighting_versions_count_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="no_primary_says_why",
                condition=Q(no_primary="", no_primary_why="") | (~Q(no_primary="") & ~Q(no_primary_why="")),
                violation_error_message=_("Say why no part is called primary."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_view_display()} · {self.number}"


class WeightingRow(Record):
    """One part of a child's world in one weighting, tied to a context where there is one. A kind may have several."""

    weighting = models.ForeignKey(Weighting, on_delete=models.PROTECT, related_name="rows")
    kind = models.CharField(_("part of the child’s world"), max_length=15, choices=World)
    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="weighting_rows", null=True, blank=True)
    influence = models.CharField(_("influence"), max_length=15, choices=Influence)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, blank=True)
    # Of what is not known yet it may be missing: a manager is told so before authorising.
    why = models.TextField(_("why"), max_length=2000, blank=True)

    objects = WeightingRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a weighting")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="weighting_row_says_why",
                condition=~Q(why="") | Q(influence="not_known"),
                violation_error_message=_("Say why."),
            ),
            # What is no factor, or not known yet, acts in no direction.
            models.CheckConstraint(
                name="what_weighs_has_a_direction",
                condition=Q(influence__in=["none", "not_known"])
                | (Q(influence__in=["primary", "significant", "contributing"]) & ~Q(direction="")),
                violation_error_message=_("Say whether it harms, protects, or both."),
            ),
            models.CheckConstraint(
                name="home_is_no_context",
                condition=~Q(kind="home") | Q(context=None),
                violation_error_message=_("Home and family is tied to no context."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.context or self.get_kind_display())

    @property
    def bar(self) -> int:
        """How much of its bar is drawn: it says again what the word beside it says."""
        return BARS.get(Influence(self.influence), 0)

    @property
    def direction_words(self) -> str:
        """In which direction it weighs, as it is read behind how much it does."""
        words = {Direction.HARM: now_in("harms"), Direction.PROTECTIVE: now_in("protects")}
        words[Direction.BOTH] = now_in("harms and protects")
        return words[Direction(self.direction)] if self.direction else ""

    @property
    def is_home(self) -> bool:
        return self.kind == World.HOME

    @property
    def is_primary(self) -> bool:
        return self.influence == Influence.PRIMARY

    @property
    def weighs(self) -> bool:
        return self.influence in WEIGHING

    @property
    def harms(self) -> bool:
        """Whether it weighs, and does harm, if not only harm."""
        return self.weighs and self.direction in (Direction.HARM, Direction.BOTH)


class WeightingBasis(Record):
    """One record that a row of a weighting rests on."""

    row = models.ForeignKey(WeightingRow, on_delete=models.PROTECT, related_name="bases")
    factor = models.ForeignKey(
        ExtraFamilialFactor, on_delete=models.PROTECT, related_name="weighting_bases", null=True, blank=True
    )
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="weighting_bases", null=True, blank=True
    )
    note = models.ForeignKey(CaseNote, on_delete=models.PROTECT, related_name="weighting_bases", null=True, blank=True)
    context = models.ForeignKey(
        Context, on_delete=models.PROTECT, related_name="weighting_bases", null=True, blank=True
    )

    objects = WeightingBasisQuerySet.as_manager()

    class Meta:
        verbose_name = _("what a weighting rests on")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="weighting_rests_on_one_record",
                condition=Q(factor__isnull=False, incident=None, note=None, context=None)
                | Q(factor=None, incident__isnull=False, note=None, context=None)
                | Q(factor=None, incident=None, note__isnull=False, context=None)
                | Q(factor=None, incident=None, note=None, context__isnull=False),
            ),
            models.UniqueConstraint(
                name="weighting_rests_on_it_once",
                fields=["row", "factor", "incident", "note", "context"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return str(self.record)

    @property
    def record(self) -> ExtraFamilialFactor | Incident | CaseNote | Context:
        """The one record it is."""
        found = self.factor or self.incident or self.note or self.context
        assert found is not None
        return found


class Interplay(Record):
    """How one part of a child's world acts on another, as a sentence in one direction."""

    weighting = models.ForeignKey(Weighting, on_delete=models.PROTECT, related_name="interplays")
    from_row = models.ForeignKey(WeightingRow, on_delete=models.PROTECT, related_name="acts_on")
    to_row = models.ForeignKey(WeightingRow, on_delete=models.PROTECT, related_name="acted_on_by")
    words = models.TextField(_("how it acts on the other"), max_length=2000)

    objects = InterplayQuerySet.as_manager()

    class Meta:
        verbose_name = _("interplay")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="interplay_says_how", condition=~Q(words=""), violation_error_message=_("Say how.")
            ),
            models.CheckConstraint(
                name="interplay_is_between_two",
                condition=~Q(from_row=F("to_row")),
                violation_error_message=_("Choose two different parts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_row} → {self.to_row}"

    def clean(self) -> None:
        """Both rows are of this weighting."""
        if {self.from_row.weighting_id, self.to_row.weighting_id} != {self.weighting_id}:
            raise ValidationError(now_in("Both parts have to be of this weighting."))
