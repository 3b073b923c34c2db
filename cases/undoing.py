"""Undoing a join: two families that turned out to be two after all."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.closing import blocks_closing
from cases.joining import UNSETTLED, lock_families, lock_notes, lock_rows, require_sight_of_rows
from cases.models import Case, CaseClosure, FamilyJoin, NoteSubject
from cases.moved import HANGS_ON, KINDS, is_as_left, put_back, without_put_right
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.models import Family
from families.workflow import require_sight

# What stands on a case, and came into another with the case that ended.
ON_CASES = ("periods", "allocations", "factors", "meetings", "actions", "interventions")
# What stands on a family beside it: a row of each puts something on its record.
ENTRIES = ("note_subjects", "document_subjects")
# What stands on a case after the case, and the case that closed into another after the one that came over.
ORDER = ("memberships", *ENTRIES, "warnings", "removals", "cases", *ON_CASES, "families")
# Whether a case is still closed into the other as the join left it. Of other rows all that the join changed decides.
DECIDES = {"cases": {"status", "closed_on", "closed_into_id"}}
Rows = dict[str, list[Any]]


@transaction.atomic
def undo_join(join: FamilyJoin, *, by: User, why: str) -> FamilyJoin:
    """Put everything a join moved back where it came from. Both families stand by themselves again.

    Each row goes back to the family or the case it hung on, with the other fields the join changed as they were: roles
    of workers, memberships that were recorded twice, and the case that was closed into the other, which is open or
    proposed again. What somebody has changed since is newer and stays: a membership or an allocation that is no longer
    as the join left it, a case that has been opened again by itself, and all that the join never touched. So a child's
    period that has been closed since goes back closed. What was written since (notes, members, children opened, cases,
    statuses, allocations) stays where it was written. The join stays readable, with who undid it and why.

    Refuses without a reason, a join undone already, one whose kept family was joined into another since, and one of
    which a later join has moved a part on: those are undone first. Refuses what would lift a restriction (the kept
    family or case is restricted and the other is not), a second case on one family, and whatever a constraint refuses.
    Refuses while something that keeps a child from closing, such as a plan, was begun since in the case that took over:
    it would stay there, on a family that the child is not in.
    Refuses while a manager's word is waited for on closing for a child who would go back, or on closing the whole case
    the child would go back to: the answer would come to another case than it was asked for.
    Refuses, without saying which, where anything that would go back is not the manager's to see.
    """
    require(by, Permission.JOIN_FAMILIES)
    require_sight(by, join)
    if not why.strip():
        raise ValidationError({"why": _("Say why the join is undone.")})
    families = lock_families(join.kept, join.joined)
    join = FamilyJoin.objects.select_for_update(of=("self",)).get(pk=join.pk)
    kept, joined = families[join.kept_id], families[join.joined_id]
    _check_stands(join, kept, by=by)
    rows = _lock_moved(join, families)
    _check_sight(rows, by=by)
    _check_where_they_are(join, rows)
    _check_restrictions(kept, joined, join, rows)
    _check_no_closing(join, rows)
    _check_nothing_begun(join, rows, by=by)
    for kind in ORDER:
        for row in rows[kind]:
            if row == kept and kept.joins.filter(undone_on=None).exclude(pk=join.pk).exists():
                continue  # another join stands, and with it that somebody checked the members
            changes, decides = join.moved[kind][str(row.pk)], DECIDES.get(kind)
            put_back(row, changes, places=[HANGS_ON[kind]], decides=decides)
            _check_can_stand(kind, row, by=by)
            save_record(row, by=by, reason=why)
    join.undone_on, join.undone_by, join.undone_why = today(), by, why
    save_record(join, by=by, reason=why)
    for family in (kept, joined):
        record(by=by, action="family.join_undone", target=family, reason=why)
    return join


def _check_stands(join: FamilyJoin, kept: Family, *, by: User) -> None:
    if join.undone_on:
        raise ValidationError(_("This join was undone already."))
    if kept.joined_into_id:
        into = Family.objects.visible_to(by).filter(pk=kept.joined_into_id).first()
        words = _("%(kept)s was joined into %(into)s since. Undo that first.")
        raise ValidationError(words % {"kept": kept, "into": into or _("another family")})


def _lock_moved(join: FamilyJoin, families: dict[UUID, Family]) -> Rows:
    """Every row the join moved, locked in the order that `join_families` locks in."""
    moved = {kind: list(join.moved.get(kind, {})) for kind in KINDS}
    lock_notes(NoteSubject.objects.filter(pk__in=moved["note_subjects"]))
    # The case that took over is locked too: who allocates or opens a child in it writes to these rows.
    cases = {
        change[HANGS_ON[kind]][side]
        for kind in ON_CASES
        for change in join.moved.get(kind, {}).values()
        if HANGS_ON[kind] in change
        for side in ("was", "became")
    }
    found = lock_rows(Case.objects.filter(pk__in={*cases, *moved["cases"]}))
    rows: Rows = {
        kind: lock_rows(KINDS[kind].objects.filter(pk__in=moved[kind]))
        for kind in ("memberships", *ENTRIES, "warnings", "removals", *ON_CASES)
    }
    for kind in ENTRIES:
        noted, put = join.moved.get(kind, {}), {HANGS_ON[kind]}
        rows[kind] = without_put_right(kind, rows[kind], noted, places=put, since=join.created_at)
    # One that only came over first, and so leaves room for the one that opens again.
    rows["cases"] = sorted(
        (case for case in found if str(case.pk) in moved["cases"]),
        key=lambda case: len(join.moved["cases"][str(case.pk)]),
    )
    rows["families"] = [family for family in families.values() if str(family.pk) in moved["families"]]
    return rows


def _check_sight(rows: Rows, *, by: User) -> None:
    kinds = []
    for kind, found in rows.items():
        records = KINDS[kind].objects.all()
        whole = kind in ("note_subjects", "meetings")
        seen = records.readable_by(by) if whole else records.visible_to(by)
        kinds.append((records.filter(pk__in=[row.pk for row in found]), seen))
    require_sight_of_rows(by, *kinds, words=_not_yours())


def _not_yours() -> str:
    return _("Part of what was joined is not yours to move. Ask a manager who works with it.")


def _check_where_they_are(join: FamilyJoin, rows: Rows) -> None:
    for kind, found in rows.items():
        column = HANGS_ON[kind]
        for row in found:
            change = join.moved[kind][str(row.pk)].get(column)
            if change and not is_as_left(row, column, change):
                raise ValidationError(_("A later join has moved part of it on. Undo that one first."))


def _check_restrictions(kept: Family, joined: Family, join: FamilyJoin, rows: Rows) -> None:
    if kept.is_restricted and not joined.is_restricted:
        raise ValidationError(
            _("%(kept)s is restricted, and in %(joined)s everybody would see its members. Restrict %(joined)s first.")
            % {"kept": kept, "joined": joined.reference}
        )
    for kind in ON_CASES:
        for row in rows[kind]:
            change = join.moved[kind][str(row.pk)].get(HANGS_ON[kind])
            if not change or not row.case.is_restricted:
                continue
            home = Case.objects.get(pk=change["was"])
            if not home.is_restricted:
                raise ValidationError(
                    _("%(case)s is restricted, and in %(home)s everybody would see its children. Restrict that first.")
                    % {"case": row.case.reference, "home": home.reference}
                )


def _check_no_closing(join: FamilyJoin, rows: Rows) -> None:
    moved = {row.pk: join.moved["periods"][str(row.pk)].get(HANGS_ON["periods"]) for row in rows["periods"]}
    homes = [change["was"] for change in moved.values() if change]
    going = [pk for pk, change in moved.items() if change]
    waiting = CaseClosure.objects.waiting().filter(Q(period__in=going) | Q(period=None, case__in=homes))
    found = waiting.select_related("case").order_by("created_at").first()
    if found:
        words = _("Closing in %(case)s is waiting for a manager, and a child goes back from there. Settle it first.")
        if found.period_id is None:
            words = _("Closing %(case)s has been proposed, and a child goes back there. A manager answers that first.")
        raise ValidationError(words % {"case": found.case.reference})


def _check_nothing_begun(join: FamilyJoin, rows: Rows, *, by: User) -> None:
    for period in rows["periods"]:
        if period.to_on or HANGS_ON["periods"] not in join.moved["periods"][str(period.pk)]:
            continue
        if begun := blocks_closing(period.case, by, period):
            words = _("%(child)s goes back to another case. Finish this first: %(what)s")
            raise ValidationError(words % {"child": period.child, "what": " ".join(begun)})


def _check_can_stand(kind: str, row: Any, *, by: User) -> None:
    """Refuse two cases on one family, and a child or a worker in a case that is over."""
    if kind == "cases":
        _check_one_case(row, by=by)
    if kind in ("periods", "allocations") and row.to_on is None and not row.case.is_unsettled:
        words = _("%(case)s has been closed since, and what would go back to it is still open. End that first.")
        raise ValidationError(words % {"case": row.case.reference})


def _check_one_case(case: Case, *, by: User) -> None:
    others = Case.objects.filter(family=case.family_id, status__in=UNSETTLED).exclude(pk=case.pk)
    if not case.is_unsettled or not others.exists():
        return
    if not others.visible_to(by).exists():
        raise ValidationError(_not_yours())
    words = _("%(family)s has another case by now, open or proposed: %(case)s. Close it or decline it first.")
    raise ValidationError(words % {"family": case.family, "case": others[0].reference})
