"""Numbers that lead to the lists they count."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value

from cs_casework.accounts.models import User
from cs_casework.statements import Statement, answer


@dataclass
class Figure:
    """A number that leads to the list of what it counts."""

    number: int
    label: str
    url: str


def count_all(**asked: QuerySet[Any]) -> dict[str, int]:
    """How many rows each of these has, all in one statement: a home page shows many numbers."""
    found = {row["counted_as"]: row["n"] for row in _counts(asked)}
    return {name: found.get(name, 0) for name in asked}


def count_for(user: User, ask: Callable[[User], dict[str, QuerySet[Any]]]) -> dict[str, int]:
    """How many rows each of those has that `ask` gives for this reader. The statement is written once a day for all who
    may do the same, as that takes longer than to answer it: `ask` finds whatever else it needs to know of the reader by
    their id, within its querysets."""
    return {row["counted_as"]: row["n"] for row in answer(_written, user, ask)}


def _written(statement: Statement, user: User, ask: Callable[[User], dict[str, QuerySet[Any]]]) -> str:
    asked = ask(user)
    names = ", ".join(f"('{name}')" for name in asked)
    return f"""
        SELECT counted_as, COALESCE(n, 0) AS n
        FROM (VALUES {names}) AS asked (counted_as) LEFT JOIN {statement.rows(_counts(asked))} AS counted USING (counted_as)
    """  # noqa: S608  names of ours


def _counts(asked: dict[str, QuerySet[Any]]) -> Any:
    counts = [
        rows.order_by().values(counted_as=Value(name)).annotate(n=Count("pk", distinct=True))
        for name, rows in asked.items()
    ]
    return counts[0].union(*counts[1:], all=True).order_by()
