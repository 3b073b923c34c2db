"""What a join or a merge writes down of every row it changes, so that it can be read back, and a join undone."""

import datetime
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from cases.models import (
    Action,
    Allocation,
    Case,
    CaseChild,
    CaseChildStatus,
    DocumentSubject,
    ExtraFamilialFactor,
    Intervention,
    Meeting,
    NoteSubject,
    Removal,
    WarningNote,
)
from contexts.models import Context, ContextAdult, ContextLink, ContextRelation
from cs_casework.access import model_above
from families.models import Family, FamilyMembership, Person

KINDS: dict[str, type[Any]] = {
    "families": Family,
    "memberships": FamilyMembership,
    "note_subjects": NoteSubject,
    "warnings": WarningNote,
    "document_subjects": DocumentSubject,
    "removals": Removal,
    "cases": Case,
    "periods": CaseChild,
    "allocations": Allocation,
    "factors": ExtraFamilialFactor,
    "meetings": Meeting,
    "actions": Action,
    "interventions": Intervention,
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
    "meetings": Meeting,
    "actions": Action,
    "interventions": Intervention,
}
# The column by which a row of each kind hangs on a family or a case: what a join moves it by.
HANGS_ON = {
    "families": "joined_into_id",
    "memberships": "family_id",
    "note_subjects": "family_id",
    "warnings": "family_id",
    "document_subjects": "family_id",
    "removals": "family_id",
    "cases": "family_id",
    "periods": "case_id",
    "allocations": "case_id",
    "factors": "case_id",
    "meetings": "case_id",
    "actions": "case_id",
    "interventions": "case_id",
}
# Kinds of row that a merge of two people changes: the name by which a person has them, and by which columns they hang on
# a person.
PERSON_ROWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "people": ("merged", ("merged_into",)),
    "names": ("names", ("person",)),
    "memberships": ("memberships", ("person",)),
    "relationships": ("relationships", ("person", "other")),
    "not_related": ("not_related_to", ("person", "other")),
    "duplicates": ("possible_duplicates", ("person", "other")),
    "addresses": ("addresses", ("person",)),
    "links": ("context_links", ("child",)),
    "adults": ("adult_in_contexts", ("person",)),
    "periods": ("case_periods", ("child",)),
    "allocations": ("allocations", ("child",)),
    "note_subjects": ("note_subjects", ("child",)),
}
# Rows that come over as they are, whatever else is merged, of apps above and of this one: by the name a person or a
# context has them under, and the column. A line here is all such a kind needs to come over, to be read back, and to go
# back.
ROWS_ABOVE: dict[type[Any], dict[str, str]] = {
    Person: {
        "referral_children": "person",
        "referral_adults": "person",
        "hidden_matches": "person",
        "acknowledgements": "child",
        "assessments": "child",
        "weightings": "child",
        "misfit_answers": "child",
        "assessment_passages": "person",
        "assessments_taken_part_in": "person",
        "incident_children": "child",
        "agenda_items": "child",
        "enquiries": "child",
        "factors": "child",
        "link_proposals": "child",
        "missing_episodes": "child",
        "nrm_referrals": "child",
        "safety_maps": "child",
        "trusted_on_maps": "person",
        "warnings": "person",
        "plans": "child",
        "plan_links": "child",
        "document_subjects": "child",
        "removals": "child",
    },
    Context: {
        "referral_contexts": "context",
        "weighting_rows": "context",
        "weighting_bases": "context",
        "context_passages": "context",
        "incidents": "context",
        "agenda_items": "context",
        "factors": "context",
        "link_proposals": "context",
        "missing_episodes": "context",
        "return_interviews": "context",
        "nrm_referrals": "context",
        "safety_map_features": "context",
        "warnings": "context",
        "not_names": "context",
        "document_subjects": "context",
        "removals": "context",
    },
}


def rows_above(model: type[Any]) -> dict[str, type[Any]]:
    """The tables of `ROWS_ABOVE` that hang on people, or on contexts: reached by name, as those of apps above must be."""
    return {related: model_above(model, related) for related in ROWS_ABOVE[model]}


def context_kinds() -> dict[str, type[Any]]:
    """Each kind of row that a merge of two contexts changes."""
    return MERGED_KINDS | rows_above(Context)


def person_kinds() -> dict[str, type[Any]]:
    """Each kind of row that a merge of two people changes. Tables of apps above are reached by name."""
    kinds = {kind: model_above(Person, related) for kind, (related, _columns) in PERSON_ROWS.items()}
    return kinds | rows_above(Person) | {"statuses": CaseChildStatus}


def person_columns(kind: str) -> tuple[str, ...]:
    """The columns by which rows of this kind hang on a person."""
    above = ROWS_ABOVE[Person]
    columns = (above[kind],) if kind in above else PERSON_ROWS.get(kind, ("", ()))[1]
    return tuple(f"{column}_id" for column in columns)


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


def put_back(
    row: Any, changes: dict[str, dict[str, Any]], *, places: Collection[str], decides: Collection[str] | None = None
) -> None:
    """Set the fields of this row as they were: where it hangs (`places`), and the rest unless somebody has changed it
    since. All of the rest decides that, or the fields in `decides` alone."""
    rest = {name: change for name, change in changes.items() if name not in places}
    kept = {name for name in rest if is_as_left(row, name, rest[name])}
    if not (set(rest) if decides is None else set(decides) & set(rest)) <= kept:
        kept = set()
    for name, change in changes.items():
        if name in places or name in kept:
            setattr(row, name, row._meta.get_field(name).to_python(change["was"]))


# By which column a removal from a wrong record names a row of each kind.
REMOVED = {"note_subjects": "note_subject", "document_subjects": "document_subject", "links": "link"}


def not_put_right(kind: str, rows: Any, *, since: datetime.datetime) -> Any:
    """Of these rows those that are still told of where a merge brought them: not one that stood there in error and was
    put on another record since."""
    return rows.exclude(removals__created_at__gt=since) if kind in REMOVED else rows


def without_put_right(
    kind: str, rows: list[Any], moved: dict[str, Any], *, places: Collection[str], since: datetime.datetime
) -> list[Any]:
    """Of these rows those that go back where a join or a merge is undone: not one that was recorded in error and has been
    put on another record since. That is right, whatever was joined or merged."""
    if kind not in REMOVED:
        return rows
    removed = Removal.objects.filter(**{f"{REMOVED[kind]}__in": rows}, created_at__gt=since).order_by()
    since_put = set(removed.values_list(REMOVED[kind], flat=True))

    def was_put(row: Any) -> bool:
        changes = moved[str(row.pk)]
        stays = all(is_as_left(row, name, changes[name]) for name in places if name in changes)
        return row.pk in since_put and not stays

    return [row for row in rows if not was_put(row)]


def is_as_left(row: Any, name: str, change: dict[str, Any]) -> bool:
    """Whether a field of this row still is what it became."""
    return bool(plain(getattr(row, name)) == change["became"])
