"""Which of a few that were found this reader may see.

What is searched for is found first, the likest or the newest of it, and only then is it asked who may see it: of that
few, not of everything that holds the words. Where too many of them are hidden, more are looked for; so nothing that may
be seen is missed, and nothing else is told.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

from cases.models import CaseNote, NoteSubject
from cs_casework.accounts.models import User
from cs_casework.statements import Statement, Written, answer
from families.models import Person

# What is found beyond a page's need, in the place of what is hidden: enough nearly always.
SPARE = 20
FOURFOLD = 4
GIVEN = Written("(SELECT unnest(%(ids)s::uuid[]))")
DOORS: dict[str, Callable[[User], Any]] = {
    "people": lambda user: Person.objects.visible_to(user, among=GIVEN).standing(),
    "notes": lambda user: CaseNote.objects.visible_to(user, among=GIVEN),
    "parts": lambda user: NoteSubject.objects.visible_to(user, among=GIVEN),
}


def seen(door: str, ids: Collection[UUID], user: User) -> set[UUID]:
    """Those of these people or notes that this reader may see; of notes also the rows that put them on a record."""
    return {row["pk"] for row in answer(_written, user, door, ids=list(ids))} if ids else set()


def _written(ask: Statement, user: User, door: str) -> str:
    return f"SELECT pk FROM {ask.rows(DOORS[door](user).values('pk'))} AS seen"


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
