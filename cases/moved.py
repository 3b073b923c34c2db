"""What a join or a merge writes down of every row it changes, so that it can be read back, and a join undone."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from cases.models import Allocation, Case, CaseChild, NoteSubject
from contexts.models import Context, ContextAdult, ContextLink, ContextRelation
from families.models import Family, FamilyMembership

KINDS: dict[str, type[Any]] = {
    "families": Family,
    "memberships": FamilyMembership,
    "note_subjects": NoteSubject,
    "cases": Case,
    "periods": CaseChild,
    "allocations": Allocation,
}
# Kinds of row that a merge of contexts changes.
MERGED_KINDS: dict[str, type[Any]] = {
    "contexts": Context,
    "links": ContextLink,
    "adults": ContextAdult,
    "relations": ContextRelation,
    "note_subjects": NoteSubject,
    "cases": Case,
    "allocations": Allocation,
}
# The column by which a row of each kind hangs on a family or a case: what a join moves it by.
HANGS_ON = {
    "families": "joined_into_id",
    "memberships": "family_id",
    "note_subjects": "family_id",
    "cases": "family_id",
    "periods": "case_id",
    "allocations": "case_id",
}


class Moved:
    """The rows a join or a merge changes: by kind and id, each field as it `was` and as it `became`."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}

    @contextmanager
    def noting(self, kind: str, row: Any) -> Iterator[None]:
        """Write down what is changed of this row within. A row changed twice is known as it was before the first."""
        before = _fields(row)
        yield
        noted = self.rows.setdefault(kind, {}).setdefault(str(row.pk), {})
        for name, value in _fields(row).items():
            if value != before[name]:
                noted.setdefault(name, {"was": before[name]})["became"] = value


def _fields(row: Any) -> dict[str, Any]:
    columns = [column for column in row._meta.concrete_fields if not column.generated and not column.primary_key]
    return {column.attname: plain(getattr(row, column.attname)) for column in columns}


def plain(value: Any) -> Any:
    """A field's value as JSON holds it."""
    if isinstance(value, UUID | datetime.date):
        return str(value)
    return value
