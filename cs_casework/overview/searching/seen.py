"""Which of a few that were found this reader may see.

What is searched for is found first, the likest or the newest of it, and only then is it asked who may see it: of that
few, not of everything that holds the words. Where too many of them are hidden, more are looked for; so nothing that may
be seen is missed, and nothing else is told.
"""

from collections.abc import Callable, Collection, Sequence
from itertools import batched
from typing import Any
from uuid import UUID

from cases.models import CaseNote, NoteSubject
from cs_casework.accounts.models import User
from cs_casework.statements import Statement, answer
from families.models import Person

# What is found beyond a page's need, in the place of what is hidden: enough nearly always.
SPARE = 20
FOURFOLD = 4
# A statement is kept for so many ids, and the next larger one for more: given one by one, each is looked up in an index.
SIZES = (30, 50, 250, 1_000)
DOORS: dict[str, Callable[[User, Any], Any]] = {
    "people": lambda user, given: Person.objects.visible_to(user, among=given).standing(),
    "notes": lambda user, given: CaseNote.objects.visible_to(user, among=given),
    "parts": lambda user, given: NoteSubject.objects.visible_to(user, among=given),
}


def seen(door: str, ids: Collection[UUID], user: User) -> set[UUID]:
    """Those of these people or notes that this reader may see; of notes also the rows that put them on a record."""
    found: set[UUID] = set()
    for some in batched(ids, SIZES[-1]):
        size = next(size for size in SIZES if size >= len(some))
        given = {f"id{number}": some[min(number, len(some) - 1)] for number in range(size)}
        found |= {row["pk"] for row in answer(_written, user, (door, size), **given)}
    return found


def _written(ask: Statement, user: User, what: tuple[str, int]) -> str:
    door, size = what
    places = {UUID(int=number): f"id{number}" for number in range(size)}
    text = ask.rows(DOORS[door](user, list(places)).values("pk"))
    for name, value in list(ask.values.items()):
        if value in places:  # filled in when it is asked
            text = text.replace(f"%({name})s", f"%({places[value]})s")
            del ask.values[name]
    return f"SELECT pk FROM {text} AS seen"  # noqa: S608  ours


def first_seen[R](find: Callable[[int], Sequence[R]], keep: Callable[[Sequence[R]], list[R]], most: int) -> list[R]:
    """The first so many of those that `keep` leaves of what is found, in its order. `find` gives the first of them up to
    a number, or fewer where there are no more."""
    number = most + SPARE
    while True:
        found = find(number)
        kept = keep(found)
        if len(kept) >= most or len(found) < number:
            return kept[:most]
        number *= FOURFOLD
