"""Which events stand on a page of a chronology, and what each says."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.overview.unions import Between, Row, Rows, key_read, page_of_rows, read_rows
from families.models import Family, FamilyMembership, Person

PER_PAGE = 50
# What one may choose to print at once: a chronology of a hundred sides helps no court.
MOST_CHOSEN = 300


@dataclass(frozen=True)
class Scope:
    """Whose chronology, for whom, and which part of it."""

    user: User
    person: Person | None = None
    family: Family | None = None
    context: Context | None = None
    at: Context | None = None  # only what happened in this context
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def children(self) -> Any:
        """The ids of the people whose events these are: one child, or everybody who is or was of the family, as far as
        this reader may see them."""
        if self.person:
            return [self.person.pk]
        members = FamilyMembership.objects.visible_to(self.user).filter(family=self.family)
        return members.order_by().values("person")

    @property
    def place(self) -> Context | None:
        """The context that an event must belong to, if it must: that whose chronology it is, or that which was chosen."""
        return self.context or self.at

    def of_case(self, way: str = "case") -> Q:
        """Rows of the cases of this family or context."""
        return Q(**{f"{way}__family": self.family}) if self.family else Q(**{f"{way}__context": self.context})


@dataclass(frozen=True)
class Event:
    """One line of a chronology: on which day, what, and where it is read whole."""

    key: str
    label: str
    day: datetime.date
    words: str
    text: str
    source: str
    url: str
    time: datetime.datetime | None
    shown: tuple[UUID, ...]  # the people it names, for the audit and for masking


@dataclass(frozen=True)
class Said:
    """What a source says of a row in words."""

    label: str
    words: str
    url: str
    text: str = ""
    source: str = ""
    has_time: bool = False


class Source(Protocol):
    """Where events of one kind come from."""

    name: str
    label: Any

    def rows(self, scope: Scope) -> Iterable[Rows]: ...

    def say(self, row: Row, scope: Scope) -> Said: ...


def events_of(scope: Scope, sources: Iterable[Source], *, page: int = 1) -> tuple[list[Event], bool]:
    """A page of the events, the latest first, and whether there are earlier ones."""
    by_name = {source.name: source for source in sources}
    parts = [part for source in by_name.values() for part in source.rows(scope)]
    between = Between(scope.since, scope.until)
    rows, has_more = page_of_rows(parts, between, page=page, per_page=PER_PAGE, latest_first=True)
    return [_event(by_name[row.source], row, scope) for row in rows], has_more


def chosen_events(scope: Scope, sources: Iterable[Source], keys: Iterable[str]) -> list[Event]:
    """The events with these keys, the earliest first, as far as they belong to this chronology and may be seen."""
    by_name = {source.name: source for source in sources}
    parts = [part for source in by_name.values() for part in source.rows(scope)]
    asked = [key for text in dict.fromkeys(keys) if (key := key_read(text))]
    rows = read_rows(parts, asked[:MOST_CHOSEN]).values()
    found = [_event(by_name[row.source], row, scope) for row in rows]
    return sorted(found, key=lambda event: (event.day, event.time is not None, event.time or timezone.now()))


def _event(source: Source, row: Row, scope: Scope) -> Event:
    said = source.say(row, scope)
    return Event(
        key=row.key,
        label=said.label,
        day=row.day,
        words=said.words,
        text=said.text,
        source=said.source,
        url=said.url,
        time=timezone.localtime(row.moment) if said.has_time else None,
        shown=(row.child,) if row.child else (),
    )
