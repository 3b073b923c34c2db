"""Statements of our own in SQL, with who may see what said where it is said for everything else: in `visible_to`."""

import datetime
import json
import re
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Expression, Q, QuerySet, TextField
from django.db.models.expressions import RawSQL

from cs_casework.accounts.models import Permission, User
from cs_casework.dates import today

JSONB = 3802  # the type in PostgreSQL's catalogue: Django leaves it as text in statements of our own
PLACE = re.compile(r"%s")


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


def answer[W: Hashable](
    write: Callable[[Statement, User, W], str], user: User, what: W, **values: Any
) -> list[dict[str, Any]]:
    """What the statement that this writes for this reader gives back with these values.

    Writing it takes longer than running it, so its text is kept for whoever asks again: for one person, what their role
    may do, what is asked, and the day. What is restricted and who is granted what is read when it runs.
    """
    ask, text = _kept(write, user, frozenset(filter(user.may, Permission)), what, today())
    return ask.run(text, **values)


@lru_cache(maxsize=256)
def _kept(
    write: Callable[[Statement, User, Any], str], user: User, may: frozenset[str], what: Hashable, day: datetime.date
) -> tuple[Statement, str]:
    ask = Statement()
    return ask, write(ask, user, what)


def as_written(ask: Callable[[User], QuerySet[Any]], user: User) -> RawSQL:
    """The rows that `ask` gives for this reader, as a sub-query for a queryset: `filter(pk__in=as_written(…))`.

    What says who may see what is asked in many places of one page, and putting one queryset into another is work each
    time, more than the database has with the answer. So its text is kept, as that of `answer` is; what is restricted and
    granted is read when it runs.
    """
    text, values = _kept_rows(ask, user, frozenset(filter(user.may, Permission)), today())
    return RawSQL(text, values)  # noqa: S611  Django's own text of a queryset of ours


def none_of(hidden: Callable[[User], QuerySet[Any]], user: User, *ways: str) -> Q:
    """Rows in which none of these columns names a record that `hidden` gives for this reader; one that names none is
    among them."""
    return Q(*(~Q((f"{way}__in", as_written(hidden, user))) for way in ways))


@lru_cache(maxsize=512)
def _kept_rows(
    ask: Callable[[User], QuerySet[Any]], user: User, may: frozenset[str], day: datetime.date
) -> tuple[str, tuple[Any, ...]]:
    text, values = ask(user).order_by().query.get_compiler(connection=connection, elide_empty=False).as_sql()
    return text, tuple(values)
