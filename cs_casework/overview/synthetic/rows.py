"""Rows on their way into the database: collected by table and written with COPY, some thousands at a time."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import psycopg
from django.db import models
from psycopg import sql

from cs_casework.dates import months_after, working_days_after

BATCH = 5000


class Keys:
    """UUIDs of version 7 in the order in which they are asked for: rows written together lie together in an index.

    They count the milliseconds on from the beginning of a day before this one, so what is written later by somebody
    at work comes after them. The rest is drawn with the seed: two seeds never make the same key.
    """

    def __init__(self, rng: Random, day: date) -> None:
        self.bits = rng.getrandbits
        self.next = (day - timedelta(days=2)).toordinal() * 86_400_000 - date(1970, 1, 1).toordinal() * 86_400_000

    def new(self) -> str:
        self.next += 1
        at, drawn = self.next, self.bits(74)
        tail = drawn >> 12
        return (
            f"{at >> 16:08x}-{at & 0xFFFF:04x}-7{drawn & 0xFFF:03x}"
            f"-{0x8000 | tail >> 48:04x}-{tail & 0xFFFFFFFFFFFF:012x}"
        )


class Days:
    """Days as so many before the day on which the service stands, in the form in which COPY wants them."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.iso = functools.cache(lambda ago: (day - timedelta(days=ago)).isoformat())

    def ago(self, days: int) -> str:
        """So many days ago; days to come where it is less than none."""
        return self.iso(days)

    def at(self, days: int, minute: int) -> str:
        """A moment of that day, so many minutes after midnight."""
        return f"{self.iso(days)} {minute // 60:02d}:{minute % 60:02d}+00"

    @functools.cache  # noqa: B019  one of these lives as long as the command
    def due(self, looked_at: int, months: int) -> int:
        """How long ago that falls (negative: how soon) which is due so many months after it was looked at."""
        return (self.day - months_after(self.day - timedelta(days=looked_at), months)).days

    @functools.cache  # noqa: B019
    def lapses(self, due: int) -> int:
        """The same of the day on which a link lapses that nobody looked at when it fell due."""
        return (self.day - working_days_after(self.day - timedelta(days=due), 20)).days


class Table:
    """One table, the columns that are given for each of its rows, and the rows not yet written.

    A column that is not given has what a new record of its model would have there.
    """

    def __init__(self, owner: psycopg.Connection, model: type[models.Model], *given: str) -> None:
        self.owner = owner
        self.count = 0
        self.waiting: list[tuple[Any, ...]] = []
        left = [field for field in written(model) if field.name not in given and not field.null]
        left = [field for field in left if not field.has_db_default() and not isinstance(field, models.AutoField)]
        self.rest = tuple(_prepared(field) for field in left)
        by_name = {field.name: field for field in model._meta.concrete_fields}
        columns = [field.column for field in [*(by_name[name] for name in given), *left]]
        self.copy = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier("public", model._meta.db_table),
            sql.SQL(", ").join(sql.Identifier(str(column)) for column in columns),
        )

    def add(self, *values: Any) -> None:
        self.waiting.append(values + self.rest)
        if len(self.waiting) == BATCH:
            self.write()

    def write(self) -> None:
        with self.owner.cursor() as cursor, cursor.copy(self.copy) as copy:
            for row in self.waiting:
                copy.write_row(row)
        self.count += len(self.waiting)
        self.waiting.clear()


def written(model: type[models.Model]) -> Iterator[Any]:
    """The columns of a table that somebody writes: the database works the others out."""
    return (field for field in model._meta.concrete_fields if not field.generated)


def _prepared(field: Any) -> Any:
    value = field.get_default()
    return "{}" if value == {} else value
