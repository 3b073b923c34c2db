"""That two families turned out to be one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.querysets import FamilyJoinQuerySet
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from families.models import Family


class FamilyJoin(Record):
    """That one family was joined into another, with every row it moved, so that it can be read back and undone.

    `moved` maps each kind of row to the rows moved, and each row to its changed fields, as they were and as they became
    (`cases/moved.py`). A join that was undone stays readable, with who undid it and why.
    """

    kept = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="joins")
    joined = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="joins_into")
    reason = models.TextField(_("why they are one family"), max_length=2000)
    moved = models.JSONField(default=dict)
    undone_on = models.DateField(_("undone on"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("undone by")
    )
    undone_why = models.TextField(_("why it was undone"), max_length=2000, blank=True)

    objects = FamilyJoinQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="join_undoing_is_whole",
                condition=Q(undone_on=None, undone_by=None, undone_why="")
                | (Q(undone_on__isnull=False, undone_by__isnull=False) & ~Q(undone_why="")),
                violation_error_message=_("Say why the join is undone."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.joined.reference} → {self.kept.reference}"
