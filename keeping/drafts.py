"""What becomes of forms half written when a record is disposed of."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection, models

from cs_casework.drafts.models import Draft
from families.models import Person
from keeping.going import Going

AN_ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# Drafts that became one of these rows, or tell of one by its id: in the address they were begun from, or in what they hold.
ABOUT_THEM = """
    SELECT id FROM drafts_draft WHERE result = ANY (%(keys)s::uuid[]) OR EXISTS (
        SELECT FROM regexp_matches(about || ' ' || path || ' ' || data::text, %(an_id)s, 'g') AS found (ids)
        WHERE ids[1] = ANY (%(keys)s)
    ) FOR UPDATE
"""


def forget_drafts(going: Going) -> None:
    """Remove what is half written about what goes. A draft that names people who stay is theirs too: it stays, and names
    what goes no more. Was it begun from the page of somebody who goes, it goes on from the page of one who stays."""
    gone = {
        str(key) for model, keys in going.rows.items() if isinstance(model._meta.pk, models.UUIDField) for key in keys
    }
    with connection.cursor() as cursor:
        cursor.execute(ABOUT_THEM, {"keys": list(gone), "an_id": AN_ID})
        drafts = Draft.objects.in_bulk([key for (key,) in cursor.fetchall()])
    for draft in drafts.values():
        others = _people_who_stay(draft, gone)
        if not others or draft.submitted_at:
            draft.delete()
            continue
        draft.data = _without(draft.data, gone)
        draft.path, draft.about = (_from_another(text, gone, others[0]) for text in (draft.path, draft.about))
        draft.title = ""  # it may name them; the kind of form is told in its place
        draft.version += 1
        draft.save(update_fields=["data", "path", "about", "title", "version"])


def _people_who_stay(draft: Draft, gone: set[str]) -> list[str]:
    """Whom else it names, in the order in which it does."""
    named = [key for key in _ids_in([draft.path, draft.about, draft.data]) if key not in gone]
    people = Person.objects.filter(pk__in=[UUID(key) for key in named], disposed_on=None).order_by()
    stay = {str(key) for key in people.values_list("pk", flat=True)}
    return [key for key in named if key in stay]


def _ids_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list):
        for one in value:
            yield from _ids_in(one)
    elif isinstance(value, str):
        yield from re.findall(AN_ID, value)


def _without(value: Any, gone: set[str]) -> Any:
    """The same, without what stands under one of these ids, such as what was written for that child alone, and without
    the ids themselves."""
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if gone.isdisjoint(_ids_in(key))}
        return {key: _without(one, gone) for key, one in kept.items()}
    if isinstance(value, list):
        return [_without(one, gone) for one in value if not (isinstance(one, str) and one in gone)]
    return "" if isinstance(value, str) and not gone.isdisjoint(_ids_in(value)) else value


def _from_another(text: str, gone: set[str], person: str) -> str:
    return re.sub(AN_ID, lambda found: person if found[0] in gone else found[0], text)
