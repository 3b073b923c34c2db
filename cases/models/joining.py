"""That two families turned out to be one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.querysets import FamilyJoinQuerySet
from cs_casework.audit.models import Record
from families.models import Family


class FamilyJoin(Record):
    """That one family was joined into another, with every row it moved, so that it can be read back and undone."""

    kept = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="joins")
    joined = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="joins_into")
    reason = models.TextField(_("why they are one family"), max_length=2000)
    moved = models.JSONField(default=dict)

    objects = FamilyJoinQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.joined.reference} → {self.kept.reference}"
