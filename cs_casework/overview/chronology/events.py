"""Which events stand on a page of a chronology, and what each says."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone

from contexts.models import Context
from cs_casework.accounts.models import User
from families.models import Family, FamilyMembership, Person

PER_PAGE = 50
# What one may choose to print at once: a chronology of a hundred sides helps no court.
MOST_CHOSEN = 300
# What a source may tell of a row, each as text, whatever it is there.
TOLD = ("a", "b", "c", "d", "child_name")


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
class Rows:
    """Events that one queryset holds: what they tell of its rows (`began`, `ended`), the column of the day and, where the
    time is known, that of the moment; and the columns that say what each was (`TOLD`, the `child` it names, and the
    record `to` which it leads)."""

    what: str
    found: Any
    day: str
    moment: str = ""
    columns: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One of them, read."""

    source: str
    what: str
    pk: UUID
    day: datetime.date
    moment: datetime.datetime
    a: str
    b: str
    c: str
    d: str
    child_name: str
    child: UUID | None
    to: UUID


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
    """A page of the events, the latest first, and whether there are earlier ones. How many there are is not counted.

    In two statements, whatever they are: which stand on the page, and what these say. So no long text is read that is
    not shown.
    """
    first = (page - 1) * PER_PAGE
    by_name = {source.name: source for source in sources}
    rows = [(name, row) for name, source in by_name.items() for row in source.rows(scope)]
    found = _union([_dated(name, row, scope).values_list(*KEY) for name, row in rows])
    if found is None:
        return [], False
    keys = list(found.order_by("-e_day", "-e_moment", "-e_pk")[first : first + PER_PAGE + 1])
    told = _told(by_name, rows, [key[:3] for key in keys[:PER_PAGE]], scope)
    return [told[key[:3]] for key in keys[:PER_PAGE] if key[:3] in told], len(keys) > PER_PAGE


def chosen_events(scope: Scope, sources: Iterable[Source], keys: Iterable[str]) -> list[Event]:
    """The events with these keys, the earliest first, as far as they belong to this chronology and may be seen."""
    by_name = {source.name: source for source in sources}
    rows = [(name, row) for name, source in by_name.items() for row in source.rows(scope)]
    asked = [key for text in dict.fromkeys(keys) if (key := _read(text))]
    found = _told(by_name, rows, asked[:MOST_CHOSEN], scope)
    return sorted(found.values(), key=lambda event: (event.day, event.time is not None, event.time or timezone.now()))


KEY = ("e_source", "e_what", "e_pk", "e_day", "e_moment")
# Which of the columns read is the child: a row may name none. What else is missing reads as nothing.
CHILD = len(KEY) + len(TOLD)


def _read(text: str) -> tuple[str, str, UUID] | None:
    parts = text.split(".")
    try:
        return (parts[0], parts[1], UUID(parts[2]))
    except (ValueError, IndexError):
        return None


def _dated(name: str, row: Rows, scope: Scope) -> Any:
    """The rows with what they are, and when; within the period that is asked for."""
    moment = isinstance(_column(row), models.DateTimeField)
    found = row.found.order_by().annotate(
        e_source=Value(name),
        e_what=Value(row.what),
        e_pk=F("pk"),
        e_day=TruncDate(row.day) if moment else F(row.day),
        e_moment=Cast(row.moment or "created_at", models.DateTimeField()),
    )
    if scope.since:
        found = found.filter(e_day__gte=scope.since)
    if scope.until:
        found = found.filter(e_day__lte=scope.until)
    return found.filter(e_day__isnull=False)


def _column(row: Rows) -> Any:
    model, found = row.found.model, None
    for part in row.day.split("__"):
        found = model._meta.get_field(part)
        model = found.related_model
    return found


def _union(parts: list[Any]) -> Any:
    if not parts:
        return None
    return parts[0].union(*parts[1:], all=True).order_by()


def _told(
    sources: dict[str, Source],
    rows: list[tuple[str, Rows]],
    keys: Iterable[tuple[str, str, UUID]],
    scope: Scope,
) -> dict[tuple[str, str, UUID], Event]:
    """What these say, by key."""
    asked: dict[tuple[str, str], list[UUID]] = {}
    for name, what, pk in keys:
        asked.setdefault((name, what), []).append(pk)
    parts = []
    for name, row in rows:
        if pks := asked.get((name, row.what)):
            text = {column: Cast(row.columns.get(column, Value("")), models.TextField()) for column in TOLD}
            child = row.columns.get("child", Value(None, output_field=models.UUIDField()))
            uuids = {"e_child": Cast(child, models.UUIDField()), "e_to": Cast(row.columns["to"], models.UUIDField())}
            found = _dated(name, row, scope).filter(pk__in=pks)
            found = found.annotate(**{f"e_{column}": value for column, value in text.items()}, **uuids)
            parts.append(found.values_list(*KEY, *(f"e_{column}" for column in TOLD), "e_child", "e_to"))
    found = _union(parts)
    told = {}
    for values in found if found is not None else ():
        read: list[Any] = [value if value is not None or place == CHILD else "" for place, value in enumerate(values)]
        row_read = Row(*read)
        said = sources[row_read.source].say(row_read, scope)
        key = (row_read.source, row_read.what, row_read.pk)
        told[key] = Event(
            key=f"{row_read.source}.{row_read.what}.{row_read.pk}",
            label=said.label,
            day=row_read.day,
            words=said.words,
            text=said.text,
            source=said.source,
            url=said.url,
            time=timezone.localtime(row_read.moment) if said.has_time else None,
            shown=(row_read.child,) if row_read.child else (),
        )
    return told
