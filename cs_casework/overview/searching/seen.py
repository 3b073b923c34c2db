"""Which of a few that were found this reader may see.

What is searched for is found first, the likest or the newest of it, and only then is it asked who may see it: of that
few, not of everything that holds the words. Where too many of them are hidden, more are looked for; so nothing that may
be seen is missed, and nothing else is told.
"""

from collections.abc import Callable, Collection
from itertools import batched
from typing import Any
from uuid import UUID

from cases.models import NoteSubject
from cs_casework.accounts.models import User
from cs_casework.statements import Statement, answer
from families.models import Person

# What is found beyond a page's need, in the place of what is hidden: enough nearly always.
SPARE = 20
FOURFOLD = 4
# A statement is kept for so many ids, and the next larger one for more: given one by one, each is looked up in an index.
SIZES = (30, 50, 100, 250, 1_000)
DOORS: dict[str, Callable[[User, Any], Any]] = {
    "people": lambda user, given: Person.objects.visible_to(user, among=given).standing().values("pk"),
    "hidden rows": lambda user, given: NoteSubject.objects.out_of_sight_of(user, given).order_by().values("pk", "note"),
}


def people_seen(ids: Collection[UUID], user: User) -> set[UUID]:
    """Those of these people whom this reader may see, and whose record was not merged into another."""
    return {row["pk"] for row in _asked("people", ids, user)}


def rows_hidden(notes: Collection[UUID], user: User) -> dict[UUID, UUID]:
    """The rows that put these notes on records hidden from this reader, each with its note: of one who reads notes at
    all. Of such a row they may not read the part, and of its note not what is shared."""
    return {row["pk"]: row["note"] for row in _asked("hidden rows", notes, user)}


def _asked(door: str, ids: Collection[UUID], user: User) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for some in batched(ids, SIZES[-1]):
        size = next(size for size in SIZES if size >= len(some))
        given = {f"id{number}": some[min(number, len(some) - 1)] for number in range(size)}
        found += answer(_written, user, (door, size), **given)
    return found


def _written(ask: Statement, user: User, what: tuple[str, int]) -> str:
    door, size = what
    places = {UUID(int=number): f"id{number}" for number in range(size)}
    text = ask.rows(DOORS[door](user, list(places)))
    for name, value in list(ask.values.items()):
        if value in places:  # filled in when it is asked
            text = text.replace(f"%({name})s", f"%({places[value]})s")
            del ask.values[name]
    return f"SELECT * FROM {text} AS asked"  # noqa: S608  ours
