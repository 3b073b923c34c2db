"""What was given to whom, as it goes to the person it is about: other people's names as initials."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases.naming import people_around
from cs_casework.accounts.models import User
from cs_casework.audit.log import record
from families.models import Person, PersonName
from families.naming import KnownNames, Mask, own_words


@dataclass(frozen=True)
class GivenRow:
    """A line as it goes out."""

    at: Any
    what: str
    version: str
    recipient: str
    basis: str
    by: str


def masked(rows: list[Any], person: Person, *, by: User) -> list[GivenRow]:
    """The lines with initials for whoever else is on record and may be named in them: the person's relatives and families,
    and everybody who was told of together with them. Whose names were met stands in the audit alone."""
    around = {row["child"] for row in people_around([person.pk]).order_by()}
    others = {pk for row in rows for pk in row.people} | around | {person.pk}
    own = own_words(PersonName.objects.visible_to(by).filter(person=person.pk))
    mask = Mask(KnownNames(others), own)
    if met := mask.whose(text for row in rows for text in (row.recipient, row.version)) - {person.pk}:
        record(by=by, action="names.masked", target=person, shown=sorted(met))
    return [told_of(row, mask.initials) for row in rows]


def told_of(row: Any, say: Callable[[str], str] = str) -> GivenRow:
    """One line, with what somebody typed as `say` has it."""
    return GivenRow(
        row.at,
        str(row.get_kind_display()),
        say(row.version),
        say(row.recipient),
        str(row.get_basis_display()),
        row.actor_name,
    )
