"""What somebody asks about links: on which day, how far back, and which of them."""

import datetime
from dataclasses import dataclass
from typing import Any

from contexts.codes import Reliability
from contexts.models import ContextLink
from cs_casework.dates import months_after, today

# The more reliable before the less: what is asked to be "at least this reliable".
RELIABILITIES = (Reliability.CONFIRMED, Reliability.REPORTED, Reliability.UNCONFIRMED)


@dataclass(frozen=True)
class Asked:
    """Which links are looked at. All of them as they stand today, unless something else is asked."""

    on: datetime.date | None = None  # as at this day, as the dates of each link now say it stood
    months: int = 0  # also those that ended or lapsed in so many months before it
    kind: str = ""  # kind of context
    role: str = ""  # one of the two children holds it there
    reliability: str = ""  # at least this reliable, on both sides
    least: int = 1  # contexts shared

    @property
    def day(self) -> datetime.date:
        return self.on or today()

    @property
    def since(self) -> datetime.date:
        """The first day on which a link that is looked at may have stood for the last time."""
        return months_after(self.day, -self.months)

    @property
    def is_narrowed(self) -> bool:
        return self != Asked(on=self.on)

    def links(self, user: Any) -> Any:
        """The links that are looked at, of every role. Who may see the child and the context is asked beside it."""
        found = ContextLink.objects.in_roles_shown_to(user).standing(self.since, self.day)
        if self.kind:
            found = found.filter(context__kind=self.kind)
        if self.reliability:
            enough = RELIABILITIES[: RELIABILITIES.index(Reliability(self.reliability)) + 1]
            found = found.filter(reliability__in=enough)
        return found
