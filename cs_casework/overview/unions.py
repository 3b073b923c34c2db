"""Rows of many kinds on one page: found and cut to size by one statement, and read by another.

A chronology and a list of what is due are both made of rows that stand in a dozen tables. Each table gives a queryset
that has passed its own door, and says by which day a row stands and what is told of it; the database puts them into one
order. So a page costs two statements whatever stands on it, reads no long text that it does not show, and counts nothing.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Cast, TruncDate

# What a source may tell of a row, each as text, whatever it is there.
TOLD = ("a", "b", "c", "d", "child_name")
KEY = ("e_source", "e_what", "e_pk", "e_day", "e_moment")
# Which of the columns read is the child: a row may name none. What else is missing reads as nothing.
CHILD = len(KEY) + len(TOLD)

Key = tuple[str, str, UUID]


@dataclass(frozen=True)
class Rows:
    """Rows that one queryset holds: of which `source` they are and what they tell (`began`, `ended`); the column of the
    day and, where the time is known, that of the moment; and the columns that say what each is (`TOLD`, the `child` it
    names, and the record `to` which it leads)."""

    source: str
    what: str
    found: Any
    day: str
    moment: str = ""
    columns: dict[str, Any] = field(default_factory=dict)

    def only_where(self, column: str) -> "Rows":
        """The same, of the rows that say something there."""
        said = self.found.alias(e_said=Cast(self.columns[column], models.TextField())).exclude(e_said="")
        return replace(self, found=said)


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

    @property
    def key(self) -> str:
        """By which it is known in a form."""
        return f"{self.source}.{self.what}.{self.pk}"


@dataclass(frozen=True)
class Between:
    """The days between which rows are asked for, both included."""

    since: datetime.date | None = None
    until: datetime.date | None = None


def page_of_rows(
    parts: Iterable[Rows], between: Between, *, page: int, per_page: int, latest_first: bool
) -> tuple[list[Row], bool]:
    """A page of these rows in the order of their days, and whether there are more. How many there are is not counted."""
    parts = list(parts)
    found = union_of([_dated(part, between).values_list(*KEY) for part in parts])
    if found is None:
        return [], False
    first = (page - 1) * per_page
    order = [f"{'-' if latest_first else ''}{name}" for name in ("e_day", "e_moment", "e_pk")]
    keys: list[Key] = [row[:3] for row in found.order_by(*order)[first : first + per_page + 1]]
    told = read_rows(parts, keys[:per_page], between)
    return [told[key] for key in keys[:per_page] if key in told], len(keys) > per_page


def read_rows(parts: Iterable[Rows], keys: Iterable[Key], between: Between | None = None) -> dict[Key, Row]:
    """The rows with these keys, as far as they are among the parts."""
    wanted = []
    for part, found in _with_keys(parts, keys, between or Between()):
        text = {name: Cast(part.columns.get(name, Value("")), models.TextField()) for name in TOLD}
        child = part.columns.get("child", Value(None, output_field=models.UUIDField()))
        uuids = {"e_child": Cast(child, models.UUIDField()), "e_to": Cast(part.columns["to"], models.UUIDField())}
        found = found.annotate(**{f"e_{name}": value for name, value in text.items()}, **uuids)
        wanted.append(found.values_list(*KEY, *(f"e_{name}" for name in TOLD), "e_child", "e_to"))
    found = union_of(wanted)
    told = {}
    for values in found if found is not None else ():
        read: list[Any] = [value if value is not None or place == CHILD else "" for place, value in enumerate(values)]
        row = Row(*read)
        told[row.source, row.what, row.pk] = row
    return told


def keys_among(parts: Iterable[Rows], keys: Iterable[Key]) -> set[Key]:
    """Those of these keys that are among the parts, without reading what the rows say."""
    found = union_of([rows.values_list(*KEY[:3]) for _part, rows in _with_keys(parts, keys, Between())])
    return set(found) if found is not None else set()


def _with_keys(parts: Iterable[Rows], keys: Iterable[Key], between: Between) -> Iterable[tuple[Rows, Any]]:
    """Each part that has rows asked for, with the rows of it that have one of these keys."""
    asked: dict[tuple[str, str], list[UUID]] = {}
    for source, what, pk in keys:
        asked.setdefault((source, what), []).append(pk)
    for part in parts:
        if pks := asked.get((part.source, part.what)):
            yield part, _dated(part, between).filter(pk__in=pks)


def key_read(text: str) -> Key | None:
    """A key as it comes back from a form; nothing where it is none."""
    parts = text.split(".")
    try:
        return parts[0], parts[1], UUID(parts[2])
    except (ValueError, IndexError):
        return None


def _dated(part: Rows, between: Between) -> Any:
    """The rows with what they are, and when; within the days that are asked for."""
    is_moment = isinstance(_column(part), models.DateTimeField)
    found = part.found.order_by().annotate(
        e_source=Value(part.source),
        e_what=Value(part.what),
        e_pk=F("pk"),
        e_day=TruncDate(part.day) if is_moment else F(part.day),
        e_moment=Cast(part.moment or "created_at", models.DateTimeField()),
    )
    if between.since:
        found = found.filter(e_day__gte=between.since)
    if between.until:
        found = found.filter(e_day__lte=between.until)
    return found.filter(e_day__isnull=False)


def _column(part: Rows) -> Any:
    """The field of the day; None where the queryset works it out, which is a day then."""
    model, found = part.found.model, None
    for name in part.day.split("__"):
        try:
            found = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        model = found.related_model
    return found


def union_of(parts: list[Any]) -> Any:
    """All rows of these, in no order; None of nothing."""
    return parts[0].union(*parts[1:], all=True).order_by() if parts else None
