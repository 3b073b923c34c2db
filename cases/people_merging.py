"""Merging two records of one person, with all that hangs on them. Undoing it is in `people_undoing.py`."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.closing import blocks_closing
from cases.codes import ClosureReason, WorkerChange
from cases.joining import goes_on, lock_notes, lock_records, lock_rows
from cases.merge_details import differing, take
from cases.merge_querysets import hidden_among
from cases.merge_rows import move_adults, move_links, move_notes, move_rows_above
from cases.models import Allocation, Case, CaseChild, NoteSubject, PersonMerge
from cases.moved import Moved
from cases.people_merge_querysets import concerned_by_merge
from cases.people_moving import (
    move_addresses,
    move_duplicates,
    move_findings,
    move_memberships,
    move_names,
    move_relationships,
)
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.models import Person
from families.own_affairs import bar_who_both_are
from families.workflow import check_dates, require_sight

# What is recorded of a person, as it is chosen from one or the other: what belongs together is one choice.
DETAILS: dict[str, tuple[str, ...]] = {
    "name": ("display_name",),
    "born": ("birth_on", "birth_is_estimate", "expected_on"),
    "died_on": ("died_on",),
    "sex": ("sex",),
    "gender": ("gender",),
    "ethnicity": ("ethnicity",),
    "disabilities": ("disabilities",),
    "la_child_id": ("la_child_id",),
    "nhs_number": ("nhs_number",),
    "upn": ("upn", "upn_unknown"),
    "language": ("first_language", "needs_interpreter"),
    "communication_needs": ("communication_needs",),
    "school": ("school",),
    "reach": ("reach",),
    "elsewhere": ("responsible_authority", "elsewhere_contact"),
}


@transaction.atomic
def merge_people(
    kept: Person,
    *,
    merged: Person,
    by: User,
    reason: str,
    continuing: CaseChild | None = None,
    taken: Collection[str] = (),
    stays: Collection[UUID] = (),
) -> PersonMerge:
    """Make one record of two that are one person: everything of `merged` comes to `kept`.

    `taken` names the details (`DETAILS`) that are taken from the merged record instead; every name comes over, and all
    of them are still found. Of each link and each adult's part in a context that stands on both, `stays` holds the id
    of the one that stays current. What else says the same on both stands once: a membership, a relationship, an
    address. Where both are open to the service `continuing` is the period that goes on; the other closes today, with
    its statuses and with what is allocated for the child alone in its case, which itself stays open. A note that stands
    on both goes on standing on the kept one, with what was written for either alone. A member of staff whom either is
    about is barred from all whom the one is related to. Every row changed is written down as it was
    (`PersonMerge.moved`). The merged record is no longer listed, found or linked; its reference and its address lead to
    the kept one.

    Refuses one that was merged already, a person with themselves, no reason, a restricted record that would go into
    one that is not, a link or an adult's part on both of which nobody said which stays, and two open periods of which
    nobody said which goes on, or of which the other has a status that the one that goes on has not, waits to be
    closed, or has what has to be finished before it ends, such as an assessment. Refuses, in the same words whatever
    it is, where anything that would move is not the manager's to see.
    """
    require(by, Permission.MERGE_PEOPLE)
    require_sight(by, kept, merged)
    if kept.pk == merged.pk:
        raise ValidationError({"merged": _("Choose another person: this is the same record.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say how you know that they are one person.")})
    pks = [kept.pk, merged.pk]
    locked = lock_records(Person.objects.filter(Q(pk__in=pks) | Q(merged_into=merged)), no_key=True)
    kept, merged = locked[kept.pk], locked[merged.pk]
    _check_may_be_one(kept, merged)
    lock_notes(NoteSubject.objects.filter(child=merged))
    held = Case.objects.filter(Q(children__child__in=pks) | Q(allocations__child__in=pks)).order_by()
    lock_rows(Case.objects.filter(pk__in=held.values("pk")))
    if any(hidden_among(rows, seen).exists() for _kind, rows, seen in concerned_by_merge(kept, merged, by)):
        raise ValidationError(not_yours())
    moved = Moved()
    _move_periods(kept, merged, by=by, continuing=continuing, moved=moved)
    twice = _("Recorded twice: two records of one person were merged")
    move_links(kept, merged, by=by, stays=stays, moved=moved, twice=twice)
    move_adults(kept, merged, by=by, stays=stays, moved=moved)
    move_notes(kept, merged, by=by, moved=moved)
    move_memberships(kept, merged, by=by, moved=moved)
    bar_who_both_are(kept, merged, by=by)
    move_relationships(kept, merged, by=by, moved=moved)
    move_findings(kept, merged, by=by, moved=moved)
    move_addresses(kept, merged, by=by, moved=moved)
    move_duplicates(kept, merged, by=by, moved=moved)
    move_rows_above(kept, merged, by=by, moved=moved)
    chosen = set(differing(kept, merged, DETAILS)) & set(taken)
    move_names(kept, merged, by=by, takes_name="name" in chosen, moved=moved)
    with moved.noting("people", kept):
        for name in chosen:
            take(kept, merged, DETAILS[name])
        check_dates(kept, by=by)
        save_record(kept, by=by, reason=reason)
    before = [person for person in locked.values() if person.merged_into_id == merged.pk]
    for person in [merged, *before]:
        with moved.noting("people", person):
            person.merged_into, person.merged_on = kept, person.merged_on or today()
            save_record(person, by=by, reason=reason)
    merge = save_record(PersonMerge(kept=kept, merged=merged, reason=reason, moved=moved.rows), by=by)
    record(by=by, action="person.merged", target=kept, reason=reason)
    record(by=by, action="person.merged_into", target=merged, reason=reason)
    return merge


def not_yours() -> str:
    return _("Part of what would come together is not yours to move. Ask a manager who works with both.")


def _check_may_be_one(kept: Person, merged: Person) -> None:
    if kept.merged_into_id or merged.merged_into_id:
        raise ValidationError(_("One of these records was merged into another already."))
    if merged.is_restricted and not kept.is_restricted:
        words = _(
            "%(merged)s is restricted, and here everybody would see what stands on it. Restrict %(kept)s first, or "
            "merge them the other way round."
        )
        raise ValidationError(words % {"merged": merged.reference, "kept": kept.reference})


# --- Open to the service -------------------------------------------------------------------------------------------
def open_periods(kept: Person, merged: Person) -> Any:
    """The periods in which the two are open to the service: one of two goes on."""
    return CaseChild.objects.filter(child__in=[kept, merged], to_on=None)


def _move_periods(kept: Person, merged: Person, *, by: User, continuing: CaseChild | None, moved: Moved) -> None:
    periods = lock_rows(CaseChild.objects.filter(child__in=[kept, merged]))
    going = [period for period in periods if period.to_on is None]
    ended = None
    if len(going) == 2:
        ended = _end_one_of(going, continuing=continuing, by=by, moved=moved)
    for period in (period for period in periods if period.child_id == merged.pk):
        with moved.noting("periods", period):
            period.child = kept
            save_record(period, by=by)
    _move_allocations(kept, merged, by=by, ended=ended, moved=moved)


def _end_one_of(going: list[CaseChild], *, continuing: CaseChild | None, by: User, moved: Moved) -> CaseChild:
    """Close the period that does not go on, with its statuses. Gives it back."""
    require(by, Permission.OPEN_CASE)
    if continuing is None or continuing not in going:
        raise ValidationError({"continuing": _("Both are open to the service. Choose in which case that goes on.")})
    ending = next(period for period in going if period != continuing)
    words = {"case": ending.case.reference}
    if ending.closures.waiting().exists():
        raise ValidationError(
            {"continuing": _("Closing in %(case)s is waiting for a manager. Settle it first.") % words}
        )
    if blocking := blocks_closing(ending.case, by, ending):
        said = _("The child’s time in %(case)s cannot end until this is done: %(what)s")
        raise ValidationError({"continuing": said % {"what": " ".join(blocking), **words}})
    standing = set(continuing.statuses.filter(to_on=None).values_list("status", "category"))
    statuses = lock_rows(ending.statuses.filter(to_on=None))
    for status in statuses:
        if (status.status, status.category) not in standing:
            said = _("“%(status)s” in %(case)s would end with it. Give that status in the other case first.")
            raise ValidationError({"continuing": said % {"status": status, **words}})
    with moved.noting("periods", ending):
        ending.to_on = max(today(), ending.from_on)
        ending.closure_reason = ClosureReason.CEASED_OTHER.value
        save_record(ending, by=by)
    for status in statuses:
        with moved.noting("statuses", status):
            status.to_on = max(ending.to_on, status.from_on)
            save_record(status, by=by)
    record(by=by, action="child.closed", target=ending.child)
    return ending


def _move_allocations(kept: Person, merged: Person, *, by: User, ended: CaseChild | None, moved: Moved) -> None:
    """What is allocated for the child alone goes on, in a case in which the child does, and each part once."""
    rows = lock_rows(Allocation.objects.filter(child__in=[kept, merged]))
    still_open = set(open_periods(kept, merged).values_list("case", flat=True))
    over = {ended.case_id} - still_open if ended else set()
    held = {
        (row.worker_id, row.case_id, row.role)
        for row in rows
        if row.child_id == kept.pk and row.to_on is None and row.case_id not in over
    }
    for row in (row for row in rows if row.child_id == merged.pk or row.case_id in over):
        with moved.noting("allocations", row):
            if row.to_on is None and row.case_id in over:
                row.to_on, row.change_reason = max(today(), row.from_on), WorkerChange.CASE_MANAGEMENT.value
                row.reason = _("The child’s time in the case ended")
            elif row.child_id == merged.pk and row.to_on is None:
                goes_on(row, row.case_id, held, already=_("Works with the child already"))
            row.child = kept
            save_record(row, by=by)
