"""Everything at once, or one kind with its next pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import Permission, User
from cs_casework.overview.searching.hits import Asked, Hit
from cs_casework.overview.searching.people import find_families, find_people
from cs_casework.overview.searching.records import find_cases, find_contexts
from cs_casework.overview.searching.texts import find_assessments, find_documents, find_notes

# So many of each kind where all are shown, and so many a page of one kind.
MOST_EACH, MOST = 5, 20


@dataclass(frozen=True)
class Kind:
    """A kind of thing to be found, by its name in an address; who may not read any of it is not offered it."""

    name: str
    label: Any
    find: Callable[[Asked, User, int, int], tuple[list[Hit], bool]]
    permission: Permission
    is_text: bool = False


# A page further on than this is asked for by a machine, and each costs more than the one before.
LAST_PAGE = 50
KINDS = {
    kind.name: kind
    for kind in (
        Kind("people", _("People"), find_people, Permission.VIEW_PEOPLE),
        Kind("contexts", _("Contexts"), find_contexts, Permission.LIST_CONTEXTS),
        Kind("families", _("Families"), find_families, Permission.VIEW_PEOPLE),
        Kind("cases", _("Cases and contacts"), find_cases, Permission.LIST_CASES),
        Kind("notes", _("Case notes"), find_notes, Permission.VIEW_CASES, is_text=True),
        Kind("documents", _("Documents"), find_documents, Permission.VIEW_CASES, is_text=True),
        Kind("assessments", _("Assessments"), find_assessments, Permission.VIEW_CASES, is_text=True),
    )
}


@dataclass
class Found:
    """The hits of one kind that a page shows, whether there are more, and whether they are what was typed."""

    kind: Kind
    hits: list[Hit] = field(default_factory=list)
    has_more: bool = False
    is_guessed: bool = False


def kinds_for(user: User) -> list[Kind]:
    return [kind for kind in KINDS.values() if user.may(kind.permission)]


def search_everything(text: str, user: User) -> list[Found]:
    """The first matches of each kind that this reader may see, without those of which nothing was found."""
    asked = Asked.of(text)
    found = [_find(kind, asked, user, 0, MOST_EACH) for kind in kinds_for(user)] if asked.text else []
    return [one for one in found if one.hits]


def search_kind(name: str, text: str, user: User, page: int = 1) -> Found:
    """A page of the matches of one kind. How many there are in all is not counted."""
    kind = KINDS[name]
    asked = Asked.of(text)
    if not asked.text or not user.may(kind.permission):
        return Found(kind)
    return _find(kind, asked, user, (page - 1) * MOST, MOST)


def _find(kind: Kind, asked: Asked, user: User, first: int, most: int) -> Found:
    hits, has_more = kind.find(asked, user, first, most)
    if not hits and kind.is_text and (guess := asked.guessed()):
        hits, has_more = kind.find(guess, user, first, most)
        return Found(kind, hits, has_more, is_guessed=bool(hits))
    return Found(kind, hits, has_more)
