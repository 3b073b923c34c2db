"""What can be asked of the local lists."""

from typing import Any, Self

from django.db import models
from django.db.models import Func, Subquery


class ReferenceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Everybody who works here: the lists hold words and numbers, nothing of anybody's record."""
        return self if user.is_active else self.none()

    def offered(self) -> Self:
        """What forms offer. What was withdrawn stays on the records that have it."""
        return self.filter(withdrawn_on=None)


class PlaceCategoryQuerySet(ReferenceQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Everybody who works here."""
        return super().visible_to(user)

    def offered(self, keep: str | None = None) -> Self:
        """What a form offers: those not withdrawn, and the one that the record has already."""
        return self.filter(models.Q(withdrawn_on=None) | models.Q(code=keep or ""))


class IntervalQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Everybody who works here."""
        return self if user.is_active else self.none()

    def shortest_after(self, start: Any) -> "DayAfter":
        """An expression: the day on which the shortest of these has gone by since `start`, a day's expression.

        A month is as long as it is from that day on, so which is the shortest is known only by the day it leads to.
        """
        return DayAfter(start, Subquery(self.order_by().values("length", "unit"), output_field=models.IntegerField()))


class OutcomeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Everybody who works here."""
        return self if user.is_active else self.none()


class DayAfter(Func):
    """The earliest of the days that are so many days, or so many months, after a first one; none where no number is
    given."""

    # OFFSET 0 keeps the first day, which may be costly to find, from being looked for once for each number.
    template = (
        "(SELECT MIN(CASE unit WHEN 'days' THEN begun + length ELSE (begun + make_interval(months => length))::date END)"
        " FROM (SELECT %(expressions)s AS lengths (length, unit))"
    )
    arg_joiner = " OFFSET 0) AS counted (begun) CROSS JOIN "
    output_field = models.DateField()
