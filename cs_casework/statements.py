"""Statements of our own in SQL, with who may see what said where it is said for everything else: in `visible_to`."""

import datetime
import json
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any, Self

from django.db import connection
from django.db.models import BooleanField, Expression, Func, Q, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from cs_casework.accounts.models import User
from cs_casework.dates import today
from cs_casework.once import marked

JSONB = 3802  # the type in PostgreSQL's catalogue: Django leaves it as text in statements of our own
PLACE = re.compile(r"%s")
# At the end of a sub-query asked once a row: it is looked up by its index each time. The database guesses how many rows
# a common table has, and guessing high it would read the whole table instead.
BY_INDEX = "OFFSET 0"
# A limit that leaves out nothing.
EVERY_ROW = 2**31 - 1


class Written(Expression):
    """What stands in a queryset as it is written here: a value that is given when the statement is sent, or a column of
    the statement around it."""

    def __init__(self, text: str, output_field: Any = None) -> None:
        super().__init__(output_field=output_field or TextField())
        self.text = text

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[()]]:
        return self.text, ()


class Statement:
    """One statement, written around querysets that are put into it as sub-queries.

    A queryset says who may see which rows; the SQL around it says how they are joined, which the ORM cannot.
    """

    def __init__(self, **values: Any) -> None:
        self.values = values

    def rows(self, found: QuerySet[Any]) -> str:
        """The queryset as a sub-query in brackets, its values added to those of the statement."""
        # What is empty whatever the rows, as for a role that sees none, is a sub-query of nothing.
        text, values = found.order_by().query.get_compiler(connection=connection, elide_empty=False).as_sql()
        given = iter(values)

        def name(_place: re.Match[str]) -> str:
            key = f"v{len(self.values)}"
            self.values[key] = next(given)
            return f"%({key})s"

        return f"({PLACE.sub(name, text)})"

    def run(self, text: str, **values: Any) -> list[dict[str, Any]]:
        """Send it with these values too, and give back the rows by the names of their columns."""
        with connection.cursor() as cursor:
            cursor.execute(text.strip(), self.values | values)
            read = [(column.name, json.loads if column.type_code == JSONB else None) for column in cursor.description]
            return [
                {name: load(value) if load and value else value for (name, load), value in zip(read, row, strict=True)}
                for row in cursor.fetchall()
            ]

    def run_large(self, text: str) -> list[dict[str, Any]]:
        """The same for a statement whose steps give thousands of rows, which PostgreSQL cannot foresee: joined one by
        one, as it would for the few that it expects, they take minutes."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('enable_nestloop', 'off', true)")
            found = self.run(text)
            cursor.execute("SELECT set_config('enable_nestloop', 'on', true)")
        return found


@dataclass(frozen=True)
class Reader:
    """For whom a statement is written: it is the same for all whose role may do the same, but for their id; and another
    where it is asked what they would see without a standing grant, what is open to them, or what they are granted, and
    for a token that is for one team alone."""

    may: frozenset[str]
    uses: tuple[bool, bool, bool]
    only_team: Any
    user: User = field(compare=False)

    @classmethod
    def like(cls, user: User) -> "Reader":
        return cls(user.rights, (user.uses_standing, user.uses_openings, user.uses_grants), user.only_team, user)


class Given(Enum):
    """What a kept statement leaves open, and what is filled in for whoever asks."""

    READER = "their id"
    TODAY = "the day"
    NOW = "the moment"


def answer[W: Hashable](
    write: Callable[[Statement, User, W], str], user: User, what: W, **values: Any
) -> list[dict[str, Any]]:
    """What the statement that this writes for this reader gives back with these values.

    Writing it takes longer than running it, so its text is kept for whoever asks again: for what their role may do, what
    is asked, and the day. What is restricted and who is granted what is read when it runs. So of the reader a writer may
    look at what their role may do; everything else about them is for the database to find by their id.
    """
    ask, text = kept_statement(write, Reader.like(user), what, today())
    return ask.run(text, **_filled(ask.values, user), **values)


@lru_cache(maxsize=256)
def kept_statement(
    write: Callable[[Statement, User, Any], str], reader: Reader, what: Hashable, day: datetime.date
) -> tuple[Statement, str]:
    ask, began = Statement(), timezone.now()
    text = write(ask, reader.user, what)
    ended = timezone.now()

    def kept(value: Any) -> Any:
        if value == reader.user.pk:
            return Given.READER
        if isinstance(value, datetime.datetime):
            if began <= value <= ended:
                return Given.NOW
            if timezone.localtime(value).time() != datetime.time():
                raise TypeError("A kept statement knows no moment but now and the beginning of a day.")
        if isinstance(value, list | tuple) and any(kept(one) is not one for one in value):
            raise TypeError("A kept statement is the same for everybody, and this one has the reader or now in a list.")
        return value

    ask.values = {name: kept(value) for name, value in ask.values.items()}
    return ask, text


def _filled(values: dict[str, Any], user: User) -> dict[str, Any]:
    given = {Given.READER: user.pk, Given.NOW: timezone.now()}
    return {name: given[value] for name, value in values.items() if isinstance(value, Given)}


class Kept(RawSQL):
    """A sub-query of ours, asked once however often it stands in a statement. It depends on nothing around it: it is the
    same wherever the queryset that it stands in is put."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.sql, tuple(self.params)

    def copy(self) -> Self:
        return self

    def resolve_expression(self, *_args: Any, **_kwargs: Any) -> Self:
        return self


def as_written(ask: Callable[[User], QuerySet[Any]], user: User) -> RawSQL:
    """The rows that `ask` gives for this reader, as a sub-query for a queryset: `filter(pk__in=as_written(…))`.

    What says who may see what is asked in many places of one page, and putting one queryset into another is work each
    time, more than the database has with the answer. So its text is kept, as that of `answer` is; what is restricted and
    granted is read when it runs.
    """
    mark, values = kept_rows(ask, Reader.like(user))
    given = {Given.READER: user.pk, Given.TODAY: today()}
    return Kept(mark, tuple(given[value] if isinstance(value, Given) else value for value in values))


def found_first(found: Any, column: str = "pk") -> Any:
    """The ids of these rows, or what stands in a column of them, as a sub-query that is answered before anything else is
    asked of them: a few, found by an index. The database joins a sub-query to what stands around it, unless it has a limit;
    and as it cannot foresee how many rows are hidden from a reader, it would ask of every row of a table what is dear to
    know of these."""
    return found.order_by().values(column)[:EVERY_ROW]


def none_of(hidden: Callable[[User], QuerySet[Any]], user: User, *ways: str) -> Q:
    """Rows in which none of these columns names a record that `hidden` gives for this reader; one that names none is
    among them."""
    return Q(*(~Q((f"{way}__in", as_written(hidden, user))) for way in ways))


def any_of(ask: Callable[[User], QuerySet[Any]], user: User) -> Func:
    """Whether `ask` gives any row for this reader, whatever the rows around it."""
    return Func(as_written(ask, user), function="EXISTS", output_field=BooleanField())


@lru_cache(maxsize=2048)
def kept_rows(ask: Callable[[User], QuerySet[Any]], reader: Reader) -> tuple[str, tuple[Any, ...]]:
    """Its mark, and each of its values once. The only day in it is today, so that it is right tomorrow too; another is
    refused."""
    day = today()
    text, values = ask(reader.user).order_by().query.get_compiler(connection=connection, elide_empty=False).as_sql()

    def kept(value: Any) -> Any:
        if value == reader.user.pk:
            return Given.READER
        if isinstance(value, datetime.date):
            if value != day:
                raise TypeError(f"A kept sub-query knows no day but today, and this one asks for {value}.")
            return Given.TODAY
        if isinstance(value, list | tuple) and any(kept(one) is not one for one in value):
            raise TypeError(
                "A kept sub-query is the same for everybody, and this one has the reader or the day in a list."
            )
        return value

    found: dict[Any, tuple[int, Any]] = {}
    order = []
    for value in map(kept, values):
        # A list is like no other, and cannot be told from it by its hash.
        alike = id(value) if isinstance(value, list) else (type(value), value)
        order.append(found.setdefault(alike, (len(found), value))[0])
    return marked(f"({text})", order), tuple(value for _number, value in found.values())
