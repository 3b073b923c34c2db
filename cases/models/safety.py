"""The map that a young person draws of where they are safe and where they are not."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from cases.models.proposal import LinkFacts
from cases.points import check_points
from cases.safety_codes import LETTERS, TONES, Colour, Pooling, Shape, When, Why
from cases.safety_querysets import SafetyMapAdultQuerySet, SafetyMapFeatureQuerySet, SafetyMapQuerySet
from contexts.codes import Basis, LinkRole
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future
from families.models import Person


class SafetyMap(Record):
    """Where one young person says that they are safe, sometimes safe and not safe, on which ways, when and why, and which
    adults they trust: drawn with them on a day, and theirs.

    They are asked whether what they told of places may be counted with what others told (`pooling`): that is never taken
    for granted, and can be taken back at any time (`cases/safety_pooled.py`). Another map is drawn another day; this one
    is put right by a new version.
    """

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="safety_maps")
    drawn_on = models.DateField(_("drawn on"), validators=[not_in_future])
    drawn_with = models.CharField(_("who drew it with them"), max_length=150)
    said = models.TextField(_("what they said about it"), max_length=5000, blank=True)
    pooling = models.CharField(
        _("may be counted with what others told"), max_length=10, choices=Pooling, default=Pooling.LATER
    )
    pooling_on = models.DateField(_("answered on"), null=True, blank=True, validators=[not_in_future])
    pooling_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("asked by")
    )
    withdrawn_on = models.DateField(_("recorded in error, said on"), null=True, blank=True, editable=False)
    withdrawn_why = models.CharField(_("why it was an error"), max_length=500, blank=True, editable=False)

    objects = SafetyMapQuerySet.as_manager()

    class Meta:
        verbose_name = _("safety map")
        ordering = ["-drawn_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                name="safety_map_drawn_with_somebody",
                condition=~Q(drawn_with=""),
                violation_error_message=_("Say who drew it with them."),
            ),
            models.CheckConstraint(
                name="safety_map_pooling_has_date",
                condition=Q(pooling="later", pooling_on=None, pooling_by=None)
                | (~Q(pooling="later") & Q(pooling_on__isnull=False, pooling_by__isnull=False)),
                violation_error_message=_("Say when they were asked."),
            ),
            models.CheckConstraint(
                name="safety_map_withdrawn_has_reason",
                condition=Q(withdrawn_on=None, withdrawn_why="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_why="")),
                violation_error_message=_("Say why it was an error."),
            ),
        ]

    def __str__(self) -> str:
        return now_in("Safety map of %(day)s") % {"day": f"{self.drawn_on:%-d %B %Y}"}

    def get_absolute_url(self) -> str:
        return reverse("cases:safety-map-detail", args=[self.pk])

    @property
    def agrees(self) -> bool:
        """Whether what they told of places may be counted with what others told."""
        return self.pooling == Pooling.YES


class SafetyMapRow(Record):
    """Something on a safety map. What is taken off it again is kept: earlier versions of the map tell of it."""

    removed_on = models.DateField(_("taken off on"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class SafetyMapFeature(SafetyMapRow):
    """One place or way on a safety map: how safe it is, when, and why, under the name that the young person gives it.

    It may name a context. `times` and `reasons` are picked from lists, so that they can be counted with those of others;
    `points` is where it was drawn, one for a spot, more for a way or round an area.
    """

    safety_map = models.ForeignKey(SafetyMap, on_delete=models.PROTECT, related_name="features")
    place = models.PositiveSmallIntegerField(_("place in the list"), default=1)
    shape = models.CharField(_("place or way"), max_length=10, choices=Shape, default=Shape.AREA)
    colour = models.CharField(_("how safe it is"), max_length=10, choices=Colour)
    name = models.CharField(_("what they call it"), max_length=200)
    context = models.ForeignKey(
        Context,
        on_delete=models.PROTECT,
        related_name="safety_map_features",
        null=True,
        blank=True,
        verbose_name=_("context"),
    )
    times = ArrayField(models.CharField(max_length=20, choices=When), verbose_name=_("when"), default=list, blank=True)
    when = models.CharField(_("when, in their words"), max_length=300, blank=True)
    reasons = ArrayField(models.CharField(max_length=20, choices=Why), verbose_name=_("why"), default=list, blank=True)
    why = models.TextField(_("why, in their words"), max_length=2000, blank=True)
    points = models.JSONField(_("where on the map"), null=True, blank=True, validators=[check_points])

    objects = SafetyMapFeatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("place or way on a safety map")
        ordering = ["place", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="safety_map_feature_has_name",
                condition=~Q(name=""),
                violation_error_message=_("Say what they call it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.safety_map.get_absolute_url()

    @property
    def letter(self) -> str:
        """R, A or G: it says the colour again."""
        return LETTERS[Colour(self.colour)]

    @property
    def tone(self) -> str:
        return TONES[Colour(self.colour)]

    @property
    def times_shown(self) -> list[str]:
        return [str(When(code).label) for code in self.times]

    @property
    def reasons_shown(self) -> list[str]:
        return [str(Why(code).label) for code in self.reasons]

    @property
    def link_facts(self) -> LinkFacts:
        """A red or an amber place proposes that the child feels unsafe there.

        A green one proposes nothing. Where a child feels safe is theirs: it stands on their own map and their summary.
        A link would put them onto that place's list of children, beside those who are harmed there, and make them
        somebody to look for in the one place where nobody bothers them; who has a reason can record such a link
        themselves.
        """
        drawn = self.safety_map
        stands = self.removed_on is None and drawn.withdrawn_on is None
        told = {"map": drawn, "name": self.name, "colour": self.get_colour_display()}
        return LinkFacts(
            child=drawn.child_id,
            context=self.context_id if stands and self.colour != Colour.GREEN else None,
            intro=now_in("They marked this place on their safety map. Nothing is linked by that."),
            roles=[LinkRole.FEELS_UNSAFE],
            basis=Basis.CHILD_SAID,
            source=now_in("%(map)s. “%(name)s”: %(colour)s") % told,
            source_on=drawn.drawn_on,
            from_on=drawn.drawn_on,
        )


class SafetyMapAdult(SafetyMapRow):
    """An adult whom the young person trusts, as they call them: who it is on record where that is known."""

    safety_map = models.ForeignKey(SafetyMap, on_delete=models.PROTECT, related_name="adults")
    place = models.PositiveSmallIntegerField(_("place in the list"), default=1)
    name = models.CharField(_("who it is, as they call them"), max_length=200)
    how = models.CharField(_("how they help"), max_length=500, blank=True)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="trusted_on_maps",
        null=True,
        blank=True,
        verbose_name=_("person on record"),
    )

    objects = SafetyMapAdultQuerySet.as_manager()

    class Meta:
        verbose_name = _("trusted adult on a safety map")
        ordering = ["place", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="safety_map_adult_has_name",
                condition=~Q(name=""),
                violation_error_message=_("Say who it is."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
