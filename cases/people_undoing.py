"""Undoing a merge: two records that turned out to be two people after all."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.joining import lock_notes, lock_records, lock_rows, require_sight_of_rows
from cases.models import Case, CaseChild, CaseClosure, NoteSubject, PersonMerge
from cases.moved import is_as_left, person_columns, person_kinds, put_back, without_put_right
from cases.people_merge_querysets import UNSEEN, seen_of
from cases.people_merging import DETAILS
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.models import Person, PersonName, PossibleDuplicate
from families.own_affairs import end_bars_of_merge
from families.workflow import require_sight

NAME, ALIAS = PersonName.Kind.NAME.value, PersonName.Kind.ALIAS.value
# What stands on a period after the period, and the people after what hangs on them.
FIRST, LAST = ("periods",), ("people",)
Rows = dict[str, list[Any]]


@transaction.atomic
def undo_person_merge(merge: PersonMerge, *, by: User, why: str) -> PersonMerge:
    """Put everything a merge moved back on the record it came from. Both people stand by themselves again.

    Each row goes back, with the other fields the merge changed as they were: links, memberships and addresses that
    ended because they stood twice, the period that closed, and what the kept record said of itself. What somebody has
    changed since is newer and stays, as does what was written since: it stays on the kept record. A period that closed
    is open again only where its case is, and the child in no other. The bars on staff that came of the merge end with it.
    That the two may be one person is settled: they are two. The merge stays readable, with who undid it and why.

    Refuses without a reason, a merge undone already, one whose kept record was merged into another since, and one of
    which a later merge has moved a part on: those are undone first. Refuses what would lift a restriction (the kept
    record is restricted and the other is not), while a manager's word is waited for on closing a period that would go
    back, and whatever a constraint refuses. Refuses, without saying which, where anything that would go back is not the
    manager's to see.
    """
    require(by, Permission.MERGE_PEOPLE)
    require_sight(by, merge)
    if not why.strip():
        raise ValidationError({"why": _("Say why the merge is undone.")})
    pks = [merge.kept_id, merge.merged_id]
    people = lock_records(Person.objects.filter(Q(pk__in=[*pks, *merge.moved.get("people", {})])), no_key=True)
    merge = PersonMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    kept, merged = people[merge.kept_id], people[merge.merged_id]
    _check_stands(merge, kept, by=by)
    rows = _lock_moved(merge, people)
    _check_sight(rows, by=by)
    _check_where_they_are(merge, rows)
    if kept.is_restricted and not merged.is_restricted:
        words = _("%(kept)s is restricted, and what goes back to %(merged)s everybody would see. Restrict that first.")
        raise ValidationError(words % {"kept": kept, "merged": merged.reference})
    _check_no_closing(merge, rows)
    for kind in sorted(rows, key=lambda kind: (kind in LAST, kind not in FIRST)):
        # What goes elsewhere first: it makes room for what stands again.
        for row in sorted(rows[kind], key=lambda row: not _goes_back(merge, kind, row)):
            _put_back(merge, kind, row)
            save_record(row, by=by, reason=why)
    end_bars_of_merge(people.keys(), by=by, why=why)
    for person in (kept, merged):
        _agree_on_name(person, by=by)
    _tell_apart(kept, merged, by=by)
    merge.undone_on, merge.undone_by, merge.undone_why = today(), by, why
    save_record(merge, by=by, reason=why)
    for person in (kept, merged):
        record(by=by, action="person.merge_undone", target=person, reason=why)
    return merge


def _check_stands(merge: PersonMerge, kept: Person, *, by: User) -> None:
    if merge.undone_on:
        raise ValidationError(_("This merge was undone already."))
    if kept.merged_into_id:
        into = Person.objects.visible_to(by).filter(pk=kept.merged_into_id).first()
        words = _("%(kept)s was merged into %(into)s since. Undo that first.")
        raise ValidationError(words % {"kept": kept.reference, "into": into.reference if into else _("another record")})


def _lock_moved(merge: PersonMerge, people: dict[UUID, Person]) -> Rows:
    """Every row the merge changed, locked in the order that `merge_people` locks in."""
    kinds = {kind: model for kind, model in person_kinds().items() if kind in merge.moved}
    changed = {kind: list(merge.moved[kind]) for kind in kinds}
    lock_notes(NoteSubject.objects.filter(pk__in=changed.get("note_subjects", [])))
    held = CaseChild.objects.filter(pk__in=changed.get("periods", [])).order_by()
    lock_rows(Case.objects.filter(pk__in=held.values("case")))
    rows: Rows = {}
    for kind, model in kinds.items():
        if kind != "people":
            found = lock_rows(model._default_manager.filter(pk__in=changed[kind]))
            columns = person_columns(kind)
            rows[kind] = without_put_right(kind, found, merge.moved[kind], places=columns, since=merge.created_at)
    rows["people"] = [person for person in people.values() if str(person.pk) in changed.get("people", [])]
    return rows


def _check_sight(rows: Rows, *, by: User) -> None:
    kinds = []
    for kind, found in rows.items():
        if kind not in UNSEEN:
            model = person_kinds()[kind]
            concerned = model._default_manager.filter(pk__in=[row.pk for row in found])
            kinds.append((concerned, seen_of(kind, model, by)))
    words = _("Part of what was merged is not yours to move. Ask a manager who works with both.")
    require_sight_of_rows(by, *kinds, words=words)


def _check_where_they_are(merge: PersonMerge, rows: Rows) -> None:
    for kind, found in rows.items():
        for row in found:
            changes = merge.moved[kind][str(row.pk)]
            for column in person_columns(kind):
                if column in changes and not is_as_left(row, column, changes[column]):
                    raise ValidationError(_("A later merge has moved part of it on. Undo that one first."))


def _check_no_closing(merge: PersonMerge, rows: Rows) -> None:
    going = [period.pk for period in rows.get("periods", []) if _goes_back(merge, "periods", period)]
    found = CaseClosure.objects.waiting().filter(period__in=going).select_related("case").order_by("created_at").first()
    if found:
        words = _("Closing in %(case)s is waiting for a manager, and that goes back. Settle it first.")
        raise ValidationError(words % {"case": found.case.reference})


def _goes_back(merge: PersonMerge, kind: str, row: Any) -> bool:
    return bool(set(person_columns(kind)) & set(merge.moved[kind][str(row.pk)]))


def _put_back(merge: PersonMerge, kind: str, row: Any) -> None:
    changes = merge.moved[kind][str(row.pk)]
    places = person_columns(kind)
    if kind == "people" and row.pk == merge.kept_id:
        _put_back_details(row, changes)
        return
    if kind == "people":
        places = ("merged_into_id", "merged_on")
    if not _may_stand_again(kind, row, changes):
        changes = {name: change for name, change in changes.items() if name in places}
    put_back(row, changes, places=places)


def _put_back_details(person: Person, changes: dict[str, dict[str, Any]]) -> None:
    """What the kept record said of itself, each choice as a whole."""
    for columns in DETAILS.values():
        put_back(person, {name: changes[name] for name in columns if name in changes}, places=())


def _may_stand_again(kind: str, row: Any, changes: dict[str, Any]) -> bool:
    """Whether what the merge closed may be open again: a period in an open case, of a child open in no other; what
    stands on a period, where that is."""
    if "to_on" not in changes:
        return True
    if kind == "periods":
        child = changes["child_id"]["was"] if "child_id" in changes else row.child_id
        elsewhere = CaseChild.objects.open().filter(child=child).exclude(pk=row.pk)
        return bool(row.case.is_open and not elsewhere.exists())
    if kind == "statuses":
        return row.period.to_on is None
    if kind == "allocations":
        child = changes["child_id"]["was"] if "child_id" in changes else row.child_id
        return CaseChild.objects.open().filter(child=child, case=row.case_id).exists()
    return True


def _agree_on_name(person: Person, *, by: User) -> None:
    """One name is the one they have now, and it is the one that their record is listed by."""
    names = lock_rows(PersonName.objects.filter(person=person))
    if sum(name.kind == NAME for name in names) == 1:
        return
    for name in names:
        kind = NAME if str(name) == person.display_name else ALIAS if name.kind == NAME else name.kind
        if kind != name.kind:
            name.kind = kind
            save_record(name, by=by)


def _tell_apart(kept: Person, merged: Person, *, by: User) -> None:
    pair = Q(person=kept, other=merged) | Q(person=merged, other=kept)
    for task in lock_rows(PossibleDuplicate.objects.filter(pair)):
        task.outcome, task.settled_on = PossibleDuplicate.Outcome.DIFFERENT, today()
        save_record(task, by=by)
