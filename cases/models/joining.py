"""That two families turned out to be one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.querysets import FamilyJoinQuerySet
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from families.models import Family


class Undoable(Record):
    """A join or a merge, with every row it moved, so that it can be read back and undone.

    One that was undone stays readable, with who undid it and why.
    """

    moved = models.JSONField(default=dict)
    undone_on = models.DateField(_("undone on"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("undone by")
    )
    undone_why = models.TextField(_("why it was undone"), max_length=2000, blank=True)

    # Both or neither, and never without a reason.
    UNDOING_IS_WHOLE = Q(undone_on=None, undone_by=None, undone_why="") | (
        Q(undone_on__isnull=False, undone_by__isnull=False) & ~Q(undone_why="")
    )

    class Meta:
        abstract = True
        ordering = ["-created_at"]


class FamilyJoin(Undoable):
    """That one family was joined into another, with every row it moved, so that it can be read back and undone.

    `moved` maps each kind of row to the rows moved, and each row to its changed fields, as they were and as they became
    (`cases/moved.py`).
    """

    kept = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="joins")
    joined = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="joins_into")
    reason = models.TextField(_("why they are one family"), max_length=2000)

    objects = FamilyJoinQuerySet.as_manager()

    class Meta(Undoable.Meta):
        constraints = [
            models.CheckConstraint(
                name="join_undoing_is_whole",
                condition=Undoable.UNDOING_IS_WHOLE,
                violation_error_message=_("Say why the join is undone."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.joined.reference} → {self.kept.reference}"
