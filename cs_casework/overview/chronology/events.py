"""Which events stand on a page of a chronology, and what each says."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.overview.unions import Between, Row, Rows, key_read, keys_among, page_of_rows, read_rows, union_of
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


class Source:
    """Where events of one kind come from."""

    name: str
    label: Any

    def rows(self, scope: Scope) -> Iterable[Rows]:
        raise NotImplementedError

    def say(self, row: Row, scope: Scope) -> Said:
        raise NotImplementedError

    def whom(self, scope: Scope, records: Iterable[UUID]) -> Any:
        """Of which of the family's children each of these records tells, where its rows name none: the record, the child
        and how they are called. Asked in a family's chronology alone."""
        return None


def events_of(scope: Scope, sources: Iterable[Source], *, page: int = 1) -> tuple[list[Event], bool]:
    """A page of the events, the latest first, and whether there are earlier ones."""
    by_name = {source.name: source for source in sources}
    parts = [part for source in by_name.values() for part in source.rows(scope)]
    between = Between(scope.since, scope.until)
    rows, has_more = page_of_rows(parts, between, page=page, per_page=PER_PAGE, latest_first=True)
    return _events(by_name, rows, scope), has_more


def chosen_events(scope: Scope, sources: Iterable[Source], keys: Iterable[str]) -> list[Event]:
    """The events with these keys, the earliest first, as far as they belong to this chronology and may be seen."""
    by_name = {source.name: source for source in sources}
    parts = [part for source in by_name.values() for part in source.rows(scope)]
    asked = [key for text in dict.fromkeys(keys) if (key := key_read(text))]
    rows = list(read_rows(parts, asked[:MOST_CHOSEN]).values())
    found = _events(by_name, rows, scope)
    return sorted(found, key=lambda event: (event.day, event.time is not None, event.time or timezone.now()))


def still_there(scope: Scope, sources: Iterable[Source], texts: Iterable[str]) -> list[str]:
    """Those of these keys of which the event still belongs to this chronology and may be seen, in the order given."""
    asked = {text: key for text in texts if (key := key_read(text))}
    found = keys_among([part for source in sources for part in source.rows(scope)], asked.values()) if asked else set()
    return [text for text, key in asked.items() if key in found]


def _events(sources: dict[str, Source], rows: Iterable[Row], scope: Scope) -> list[Event]:
    whom = _whom(sources, rows, scope) if scope.family else {}
    return [_event(sources[row.source], row, scope, whom.get((row.source, row.to), {})) for row in rows]


def _whom(sources: dict[str, Source], rows: Iterable[Row], scope: Scope) -> dict[tuple[str, UUID], dict[UUID, str]]:
    """The family's own children of whom these rows tell, by row: one statement for all of them."""
    records: dict[str, set[UUID]] = {}
    for row in rows:
        records.setdefault(row.source, set()).add(row.to)
    asked = [
        told.annotate(e_source=Value(name))
        for name, of_it in records.items()
        if (told := sources[name].whom(scope, of_it)) is not None
    ]
    found: dict[tuple[str, UUID], dict[UUID, str]] = {}
    for record, child, child_name, name in union_of(asked) if asked else ():
        found.setdefault((name, record), {})[child] = child_name
    return found


def _event(source: Source, row: Row, scope: Scope, whom: dict[UUID, str]) -> Event:
    said = source.say(row, scope)
    if row.child and scope.family:
        whom = {row.child: row.child_name}
    words = said.words
    if whom:
        words = _("%(whom)s: %(what)s") % {"whom": ", ".join(sorted(whom.values())), "what": words}
    return Event(
        key=row.key,
        label=said.label,
        day=row.day,
        words=words,
        text=said.text,
        source=said.source,
        url=said.url,
        time=timezone.localtime(row.moment) if said.has_time else None,
        shown=tuple({*whom, *([row.child] if row.child else [])}),
    )
