"""The areas a council counts by, wards as a rule, and where each context lies on the map."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contexts.querysets import AreaQuerySet, ContextPlaceQuerySet
from cs_casework.audit.models import Record


class Area(Record):
    """A ward, or another area by which a council counts what happens where, with its boundary.

    A council loads its areas from a file (`bin/manage import_areas`). All that stand make one set: a newer file ends what
    it no longer holds, or holds otherwise, and nothing is deleted, so that it can be read later what was counted by.
    """

    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    # Polygons, each an outer ring and its holes, each ring [longitude, latitude] pairs: the coordinates of a GeoJSON
    # MultiPolygon. By the boundary it is decided what lies in it; the outline is the same with fewer points, to be drawn.
    boundary = models.JSONField(_("boundary"))
    outline = models.JSONField(_("outline, as drawn"))
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        ordering = ["name", "code"]
        constraints = [
            models.UniqueConstraint(
                name="one_standing_area_a_code",
                fields=["code"],
                condition=Q(to_on=None),
                violation_error_message=_("An area with this code stands already."),
            ),
            models.CheckConstraint(
                name="area_ends_after_it_began",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                name="area_has_an_extent", condition=Q(west__lt=F("east")) & Q(south__lt=F("north"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def says(self) -> tuple[str, Any]:
        """What a newer file has to say otherwise for this one to end."""
        return self.name, self.boundary


class ContextPlace(models.Model):
    """Where a context lies: the point that was measured, or else the middle of its postcode, and the area around it.

    Worked out anew whenever the context or the areas change (`contexts/placing.py`), so that what lies in an area is
    counted in one statement. Whether it may be shown is asked of the records themselves: `ContextQuerySet.on_map`.
    """

    derived = True

    context = models.OneToOneField(
        "contexts.Context", on_delete=models.CASCADE, primary_key=True, related_name="placed"
    )
    easting = models.PositiveIntegerField()
    northing = models.PositiveIntegerField()
    latitude = models.FloatField()
    longitude = models.FloatField()
    is_measured = models.BooleanField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", null=True)

    objects = ContextPlaceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["easting", "northing"], name="placed_at")]

    def __str__(self) -> str:
        return f"{self.latitude:.5f}, {self.longitude:.5f}"
