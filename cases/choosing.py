"""How a long form chooses what it is about: records behind keys such as `child:<id>`, and a finder that adds more."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from contexts.models import Context
from contexts.views import uuid_or_none
from cs_casework.access import record_listing
from cs_casework.accounts.models import User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.searches import sought
from families.models import Family, Person

SUBJECTS: dict[str, Any] = {"child": Person, "family": Family, "context": Context}
MOST_SUBJECTS = 20


def resolve(keys: Iterable[str], user: User, most: int = MOST_SUBJECTS) -> list[Any]:
    """The records behind these keys, each once, in order; those the writer may not see fall out.
    Each comes with the warnings that stand above its pages."""
    wanted: dict[str, list[UUID]] = {}
    for key in list(dict.fromkeys(keys))[:most]:
        column, _colon, text = key.partition(":")
        if column in SUBJECTS and (pk := uuid_or_none(text)):
            wanted.setdefault(column, []).append(pk)
    found = {
        pk: record
        for column, pks in wanted.items()
        for pk, record in SUBJECTS[column].objects.visible_to(user).for_its_page(user).in_bulk(pks).items()
    }
    return [found[pk] for key in dict.fromkeys(keys) if (pk := uuid_or_none(key.partition(":")[2])) in found]


def with_columns(subjects: Iterable[Any]) -> list[tuple[str, Any]]:
    names = {model: column for column, model in SUBJECTS.items()}
    return [(names[type(subject)], subject) for subject in subjects]


def keyed(subjects: Iterable[Any]) -> list[tuple[str, Any]]:
    """Each record with its key."""
    return [(f"{column}:{record.pk}", record) for column, record in with_columns(subjects)]


def find_subjects(request: StaffRequest, keys: list[str]) -> dict[str, Any]:
    """Children, families and contexts that match what was typed into the finder of the form."""
    return _found(request, keys, lambda text: find_by(text, request.user))


def find_by(text: str, user: User) -> list[Any]:
    """Children, families and contexts by name or reference, the nearest of each kind."""
    return [
        *Person.objects.visible_to(user).search(text)[:10],
        *Context.objects.visible_to(user).standing().search(text, user)[:10],
        *Family.objects.visible_to(user).standing().search(text, user)[:5],
    ]


def find_children_and_contexts(request: StaffRequest, keys: list[str]) -> dict[str, Any]:
    """The same for a form that is about children and contexts alone: no adult is found."""
    user = request.user
    return _found(
        request,
        keys,
        lambda text: [
            *Person.objects.visible_to(user).search(text).counted_as_children(user)[:10],
            *Context.objects.visible_to(user).standing().search(text, user)[:10],
        ],
    )


def _found(request: StaffRequest, keys: list[str], look: Any) -> dict[str, Any]:
    text = sought(request.POST, "_finder")
    if not text:
        return {"finder": text, "nothing_typed": True}
    found = look(text)
    record_listing(request, "person.searched", [person.pk for person in found if isinstance(person, Person)])
    return {"finder": text, "found": [pair for pair in keyed(found) if pair[0] not in keys], "searched": True}
