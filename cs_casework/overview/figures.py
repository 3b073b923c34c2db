"""Numbers that lead to the lists they count."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value


@dataclass
class Figure:
    """A number that leads to the list of what it counts."""

    number: int
    label: str
    url: str


def count_all(**asked: QuerySet[Any]) -> dict[str, int]:
    """How many rows each of these has, all in one statement: a home page shows many numbers."""
    counts = [
        rows.order_by().values(counted_as=Value(name)).annotate(n=Count("pk", distinct=True))
        for name, rows in asked.items()
    ]
    found = {row["counted_as"]: row["n"] for row in counts[0].union(*counts[1:], all=True).order_by()}
    return {name: found.get(name, 0) for name in asked}
