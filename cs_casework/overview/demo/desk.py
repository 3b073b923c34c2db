"""What the filling has written so far, and what is still to be done on which day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from cases.models import Case, CaseChild, ExtraFamilialFactor, Incident
from contexts.models import Context, ContextLink
from cs_casework.accounts.models import Team, User
from cs_casework.dates import today
from families.models import Address, Family, Person

from .shapes import AddressPlan, Borough, CasePlan, LinkPlan

LONDON = ZoneInfo("Europe/London")


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)


@dataclass(order=True)
class Event:
    """Something a member of staff does at a moment; in the order planned where two fall together."""

    at: datetime
    number: int
    act: Callable[[], object] = field(compare=False)


class Desk:
    """The borough as planned, the records as written, by the plan's keys, and the events to come."""

    def __init__(self, borough: Borough) -> None:
        self.borough = borough
        self.users: dict[str, User] = {}
        self.teams: dict[str, Team] = {}
        self.people: dict[str, Person] = {}
        self.families: dict[str, Family] = {}
        self.contexts: dict[str, Context] = {}
        self.cases: dict[str, Case] = {}
        self.periods: dict[str, CaseChild] = {}
        self.links: dict[LinkPlan, ContextLink] = {}
        self.factors: dict[str, ExtraFamilialFactor] = {}
        # By where and how many days ago: `dunnock/117`.
        self.incidents: dict[str, Incident] = {}
        self.addresses: dict[AddressPlan, Address] = {}
        self.events: list[Event] = []
        self.restricted = {family.key for family in borough.families if family.restricted}

    def plan(self, at: datetime, act: Callable[..., object], *args: Any) -> None:
        self.events.append(Event(at, len(self.events), partial(act, self, *args)))

    def in_order(self) -> list[Event]:
        return sorted(self.events)

    # --- Who writes what -------------------------------------------------------------------------------------------
    def recorder(self, family: str) -> User:
        """Who records a family: the front door, but for a restricted one the manager who holds it."""
        return self.users["manager" if family in self.restricted else "callum"]

    def recorder_of(self, person: str) -> User:
        kin = self.borough.families_of(person) or self.borough.families_of(person, basis="placement")
        return self.recorder(min(kin))

    def manager_of(self, case: CasePlan) -> User:
        return self.users[case.decided_by or "manager"]

    def now(self) -> datetime:
        """The moment on which the filling stands."""
        return timezone.now()

    def today(self) -> date:
        """The day on which the filling stands."""
        return today()
