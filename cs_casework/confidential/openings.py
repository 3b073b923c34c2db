"""Openings: that a restricted record was opened to one member of staff in an emergency, for a few hours."""

import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models.functions import UUID7, Now
from django.utils import timezone

from cs_casework.accounts.models import User

HOURS_OPEN = 4
# By more than any two clocks of a service differ, and longer than anything is open.
AROUND = datetime.timedelta(days=3)


def first_key(moment: datetime.datetime) -> UUID:
    """The first key that the database makes at a moment (`casework_first_key`)."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


class OpeningQuerySet(models.QuerySet[Any]):
    def live(self) -> Self:
        """Those that open the record at this moment, by the clock of the database.

        They are kept by month, and their keys begin with the moment they were made: the database is told by the day which
        keys these can have, so that it plans for one month or two and not for all that there ever were.
        """
        day = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
        keys = {"pk__gte": first_key(day - AROUND), "pk__lt": first_key(day + AROUND)}
        return self.filter(closes_at__gt=Now(), **keys)

    def opened(self, user: Any) -> Any:
        """The ids of the records that are open to this member of staff now."""
        return self.live().filter(user=user).order_by().values("record")


class Opening(models.Model):
    """That one restricted record is open to one member of staff until a moment, because they asked in an emergency.

    Written by `break_glass()` alone and read inside `visible_to` alone; only ever added to, and kept by month. It opens
    nothing to who is barred, and lets nobody restrict, grant or lift.
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
