"""What the page of a contact says of whom and what it is about: as stated, and beside it the record it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cs_casework.forms import in_a_sentence
from referrals.codes import WORLDS, Known
from referrals.models import Referral

OF_CHILD = ["part", "known_as", "birth_on", "about_age", "sex", "described", "address", "postcode", "attends"]
IDENTIFIERS = ["nhs_number", "upn"]
OF_ADULT = ["part", "birth_on", "described", "phone", "address", "postcode", "about"]
OF_PLACE = ["kind", "address", "postcode", "school_number", "platform", "route", "happens", "when", "frequency"]
OF_CONTEXT = [*OF_PLACE, "how_many", "ages", "manages", "protective", "safer"]
# Said of a context whether or not anybody answered: a gap is to be seen as one.
ALWAYS = {"frequency", "how_many"}


@dataclass
class Shown:
    """One child, adult or context as stated, and which record it is, as far as this reader may be told."""

    row: Any
    facts: list[dict[str, Any]]
    record: Any
    match: str


def children_shown(rows: Iterable[Any]) -> list[Shown]:
    return [_shown(row, "person", [*OF_CHILD, *IDENTIFIERS]) for row in rows]


def adults_shown(rows: Iterable[Any]) -> list[Shown]:
    return [_shown(row, "person", OF_ADULT) for row in rows]


def contexts_shown(rows: Iterable[Any]) -> list[Shown]:
    return [_shown(row, "context", OF_CONTEXT) for row in rows]


def _shown(row: Any, column: str, names: list[str]) -> Shown:
    """A record that is hidden from this reader is not told apart from one that nobody has found: nothing says that the
    row was matched, nor that it was ever asked."""
    if getattr(row, f"shows_{column}"):
        return Shown(row, facts_of(row, names), getattr(row, column), "")
    known = Known.UNSURE if getattr(row, f"{column}_id") else row.known
    return Shown(row, facts_of(row, names), None, str(Known(known).label) if known else _("Not asked yet"))


def facts_of(record: Any, names: Iterable[str]) -> list[dict[str, Any]]:
    """What was said, field by field, in the words of the form that asked; what was not said is left out."""
    facts = []
    for name in names:
        column = record._meta.get_field(name)
        value = getattr(record, name)
        if value in (None, "") and name not in ALWAYS:
            continue
        if column.choices:
            value = getattr(record, f"get_{name}_display")()
        label = str(column.verbose_name)
        facts.append({"key": label[:1].upper() + label[1:], "value": value})
    return facts


def worlds_of(referral: Referral) -> list[dict[str, Any]]:
    """What was answered about each part of a young person's world: "none known" and "not asked" are answers."""
    return [
        {
            "key": str(label),
            "answer": getattr(referral, f"get_{name}_display")(),
            "said": getattr(referral, f"{name}_said"),
        }
        for name, label in WORLDS.items()
    ]


def subjects_in_words(referral: Referral) -> str:
    """What it is about, as one sentence: “A child, or several; a place, a group or an online space”."""
    first, *others = referral.subjects_shown or [""]
    return "; ".join([first, *(in_a_sentence(words) for words in others)])
