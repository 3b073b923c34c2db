"""The clock of the demo: lets the year be written day by day, as staff would have written it.

The workflow functions ask what day it is: a case opens today, a review falls due three months on, a note cannot be of
the future. Filling a year of them in one minute therefore means standing on each of its days in turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db.models.signals import pre_save
from django.utils import timezone

from cs_casework.audit.models import AuditEvent, Disclosure, Record


class Clock:
    """Where the filling stands in time."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def date(self, sender: type[Any], instance: Any, **kwargs: Any) -> None:
        """Say of a new row that it was recorded at this moment, where the database would say at the real one."""
        if not instance._state.adding:
            return
        if issubclass(sender, Record):
            instance.created_at = self.moment
        elif sender in (AuditEvent, Disclosure):
            instance.at = self.moment


@contextmanager
def running(clock: Clock) -> Iterator[Clock]:
    """Everything in this process takes the time from `clock` until the end of the block."""
    real = timezone.now
    timezone.now = clock.now
    pre_save.connect(clock.date)
    try:
        yield clock
    finally:
        pre_save.disconnect(clock.date)
        timezone.now = real
