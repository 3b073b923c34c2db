"""Openings: that a restricted record was opened to one member of staff in an emergency, for a few hours."""

from typing import Any, Self

from django.db import models
from django.db.models.functions import UUID7, Now

from cs_casework.accounts.models import User

HOURS_OPEN = 4


class OpeningQuerySet(models.QuerySet[Any]):
    def live(self) -> Self:
        """Those that open the record at this moment, by the clock of the database."""
        return self.filter(closes_at__gt=Now())

    def opened(self, user: Any) -> Any:
        """The ids of the records that are open to this member of staff now."""
        return self.live().filter(user=user).order_by().values("record")


class Opening(models.Model):
    """That one restricted record is open to one member of staff until a moment, because they asked in an emergency.

    Written by `break_glass()` alone and read inside `visible_to` alone. It opens nothing to who is barred, and lets nobody
    restrict, grant or lift.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    access = models.ForeignKey("confidential.EmergencyAccess", on_delete=models.PROTECT, related_name="%(class)ss")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(db_default=Now(), editable=False)
    closes_at = models.DateTimeField()

    objects = OpeningQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-opened_at"]
        indexes = [models.Index(fields=["user", "closes_at"], name="%(class)s_until")]

    def __str__(self) -> str:
        return f"{self.user} · {self.record}"  # type: ignore[attr-defined]
