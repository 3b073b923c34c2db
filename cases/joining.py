"""Joining two families recorded apart, with their members, cases, notes and history. Undoing it is in `undoing.py`."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from cases.closing import blocks_closing
from cases.merge_querysets import hidden_among
from cases.models import (
    Action,
    Allocation,
    Case,
    CaseChild,
    CaseNote,
    DocumentSubject,
    ExtraFamilialFactor,
    FamilyJoin,
    Intervention,
    Meeting,
    NoteSubject,
    Removal,
    WarningNote,
)
from cases.moved import Moved
from cases.workflow import close_into
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.models import Family, FamilyMembership
from families.workflow import require_sight

UNSETTLED = (Case.Status.OPEN, Case.Status.PROPOSED)


@transaction.atomic
def join_families(kept: Family, *, joined: Family, by: User, reason: str, continuing: Case | None = None) -> FamilyJoin:
    """Make one family of two: everyone and everything of `joined` comes to `kept`, which counts as confirmed.

    Where both have an open case the manager names the one that continues; the open children and workers of the other
    move into it, with the factors outside the family that have not ended, the meetings that are not over, what is still
    to be done and the interventions that go on, and it closes into it. Closed cases come over as they are. Who belongs
    to both, or works with both cases, does so once. The joined family keeps its reference, which leads to the kept one,
    as do the references of families joined into it before.

    Every row changed is written down as it was (`FamilyJoin.moved`), so that the join can be read back and undone. That
    somebody once found them not to be one stays on record and counts no more.

    Refuses a family joined already, a family with itself, one the manager may not see, no reason, and what would lift a
    restriction: a restricted family or case that would go into one that is not. Refuses, without saying which, where
    anything that would move is not the manager's to see; a case that would end while its transfer or a closing in it
    waits for an answer, as the answer would come to a case that is over; and two cases one of which is proposed to
    close as a whole, as that was not said of the children who would come into it.
    """
    require(by, Permission.JOIN_FAMILIES)
    require_sight(by, kept, joined)
    if kept.pk == joined.pk:
        raise ValidationError({"joined": _("Choose another family: this is the same one.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say how you know that they are one family.")})
    locked = lock_families(kept, joined)
    kept, joined = locked[kept.pk], locked[joined.pk]
    if kept.joined_into_id or joined.joined_into_id:
        raise ValidationError(_("One of these families was joined into another already."))
    if joined.is_restricted and not kept.is_restricted:
        raise ValidationError(
            _(
                "%(joined)s is restricted, and here everybody would see its members. Restrict %(kept)s first, or join "
                "them the other way round."
            )
            % {"joined": joined, "kept": kept}
        )
    moved = Moved()
    _move_notes_and_cases(kept, joined, by=by, continuing=continuing, moved=moved)
    _move_members(kept, joined, by=by, moved=moved)
    before = [family for family in locked.values() if family.joined_into_id == joined.pk]
    for family in [joined, *before]:
        with moved.noting("families", family):
            family.joined_into, family.joined_on = kept, family.joined_on or today()
            save_record(family, by=by)
    if not kept.is_confirmed:
        with moved.noting("families", kept):
            kept.confirmed_on = today()
            save_record(kept, by=by)
    join = save_record(FamilyJoin(kept=kept, joined=joined, reason=reason, moved=moved.rows), by=by)
    record(by=by, action="family.joined", target=kept, reason=reason)
    record(by=by, action="family.joined_into", target=joined, reason=reason)
    return join


def lock_families(*families: Family) -> dict[UUID, Family]:
    """These families, locked, and with them those that were joined into them.

    Joins and undoings take turns, so that none is joined between looking which these are and locking them. The rows are
    locked in the one order that everybody keeps who locks several, so that nobody waits in a circle.
    """
    pks = [family.pk for family in families]
    return lock_records(Family.objects.filter(Q(pk__in=pks) | Q(joined_into__in=pks)))


def lock_records[R: Model](records: QuerySet[R], *, no_key: bool = False) -> dict[UUID, R]:
    """These families, contexts or people, looked for and locked in turn with everybody else who joins, merges or
    undoes. With `no_key` who writes a row that points at one of them does not wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cs_casework.joins'))")
    return {record.pk: record for record in lock_rows(records, no_key=no_key)}


def lock_rows(rows: Any, *, no_key: bool = False) -> list[Any]:
    """Locked before they are read, so that nothing written to one of them at the same moment is written over."""
    return list(rows.select_for_update(of=("self",), no_key=no_key).order_by("pk"))


def lock_notes(subjects: Any) -> None:
    """Lock the notes of these rows: who amends a note writes to them too, and locks the note first. After the families
    and before the cases: an amendment may come to wait for a case."""
    lock_rows(CaseNote.objects.filter(pk__in=subjects.values("note")))


def require_sight_of_rows(by: User, *kinds: tuple[Any, Any], words: str) -> None:
    """Refuse, in words that do not tell which, unless this person may see every one of these rows: each kind given as
    the rows, and all that they may see of that kind."""
    for rows, seen in kinds:
        if hidden_among(rows, seen).exists():
            raise ValidationError(words)


def _not_yours() -> str:
    return _("Part of what would come together is not yours to move. Ask a manager who works with it.")


def _move_notes_and_cases(kept: Family, joined: Family, *, by: User, continuing: Case | None, moved: Moved) -> None:
    subjects = NoteSubject.objects.filter(family=joined)
    lock_notes(subjects)
    unsettled = lock_rows(Case.objects.filter(family__in=[kept, joined], status__in=UNSETTLED))
    require_sight_of_rows(
        by,
        (FamilyMembership.objects.filter(family=joined), FamilyMembership.objects.visible_to(by)),
        (Family.objects.filter(joined_into=joined), Family.objects.visible_to(by)),
        (Case.objects.filter(family=joined), Case.objects.visible_to(by)),
        (subjects, NoteSubject.objects.readable_by(by)),
        (WarningNote.objects.filter(family=joined), WarningNote.objects.visible_to(by)),
        (DocumentSubject.objects.filter(family=joined), DocumentSubject.objects.visible_to(by)),
        (Removal.objects.filter(family=joined), Removal.objects.visible_to(by)),
        words=_not_yours(),
    )
    if len(unsettled) == 2:
        unnamed = _("Both families have a case. Choose which one continues.")
        end_one_of(unsettled, continuing=continuing, by=by, moved=moved, unnamed=unnamed)
    for case in lock_rows(Case.objects.filter(family=joined)):
        with moved.noting("cases", case):
            case.family = kept
            save_record(case, by=by)
    for warning in lock_rows(WarningNote.objects.filter(family=joined)):
        with moved.noting("warnings", warning):
            warning.family = kept
            save_record(warning, by=by)
    for row in lock_rows(subjects.exclude(note__subjects__family=kept)):
        with moved.noting("note_subjects", row):
            row.family = kept
            save_record(row, by=by)
    documents = DocumentSubject.objects.filter(family=joined).exclude(document__subjects__family=kept)
    for kind, found in (("document_subjects", documents), ("removals", Removal.objects.filter(family=joined))):
        for row in lock_rows(found):
            with moved.noting(kind, row):
                row.family = kept
                save_record(row, by=by)


def end_one_of(cases: list[Case], *, continuing: Case | None, by: User, moved: Moved, unnamed: str) -> None:
    """Close into the case that continues the other one, with the children open in it and its workers. `unnamed` says
    what to do where nobody said which continues."""
    require_sight_of_rows(
        by,
        (Case.objects.filter(pk__in=[case.pk for case in cases]), Case.objects.visible_to(by)),
        words=_not_yours(),
    )
    if continuing is None or continuing not in cases:
        raise ValidationError({"continuing": unnamed})
    ending = next(case for case in cases if case != continuing)
    continuing = next(case for case in cases if case == continuing)
    require_sight_of_rows(
        by,
        (ending.children.filter(to_on=None), CaseChild.objects.visible_to(by)),
        (ending.allocations.filter(to_on=None), Allocation.objects.visible_to(by)),
        (going_on(ending.factors), ExtraFamilialFactor.objects.visible_to(by)),
        (actions_going_on(ending), Action.objects.visible_to(by)),
        (meetings_going_on(ending), Meeting.objects.readable_by(by)),
        (ending.interventions.filter(to_on=None), Intervention.objects.visible_to(by)),
        words=_not_yours(),
    )
    if ending.is_open and not continuing.is_open:
        raise ValidationError({"continuing": _("A proposed case cannot take over an open one.")})
    if ending.is_restricted and not continuing.is_restricted:
        raise ValidationError(
            {"continuing": _("The case that would end is restricted. Choose it to continue, or restrict the other.")}
        )
    for case in cases:
        if case.closures.waiting().filter(period=None).exists():
            words = _("Closing %(case)s has been proposed. A manager answers that first.")
            raise ValidationError({"continuing": words % {"case": case.reference}})
    if ending.transfers.waiting().exists():
        words = _("A transfer of %(case)s is waiting for an answer. Settle it first, or let that case continue.")
        raise ValidationError({"continuing": words % {"case": ending.reference}})
    if ending.closures.waiting().exists():
        words = _("Closing in %(case)s is waiting for a manager. Settle it first, or let that case continue.")
        raise ValidationError({"continuing": words % {"case": ending.reference}})
    if blocking := blocks_closing(ending, by):
        words = _("%(case)s cannot end until this is done: %(what)s Or let that case continue.")
        raise ValidationError({"continuing": words % {"case": ending.reference, "what": " ".join(blocking)}})
    _move_rows(ending, continuing, by=by, moved=moved)
    with moved.noting("cases", ending):
        close_into(ending, continuing=continuing, by=by)


def going_on(factors: Any) -> Any:
    """Of these factors those that go on where their case ends into another: not those that ended there."""
    return factors.not_ended()


def actions_going_on(ending: Case) -> Any:
    """What is still to be done on a case, and all that was to be done about what goes on."""
    return ending.actions.filter(Q(finished_on=None, factor=None) | Q(factor__in=going_on(ending.factors)))


def meetings_going_on(ending: Case) -> Any:
    """The meetings on a case that are not over: to come, or without approved minutes."""
    return ending.meetings.standing().filter(approved_on=None)


def _move_rows(ending: Case, continuing: Case, *, by: User, moved: Moved) -> None:
    for kind, found in (
        ("actions", actions_going_on(ending)),
        ("factors", going_on(ending.factors)),
        ("meetings", meetings_going_on(ending)),
        ("interventions", ending.interventions.filter(to_on=None)),
    ):
        for row in lock_rows(found):
            with moved.noting(kind, row):
                row.case = continuing
                save_record(row, by=by)
    for period in lock_rows(ending.children.filter(to_on=None)):
        with moved.noting("periods", period):
            period.case = continuing
            save_record(period, by=by)
    held = set(continuing.allocations.filter(to_on=None).values_list("worker", "child", "role"))
    for allocation in lock_rows(ending.allocations.filter(to_on=None)):
        with moved.noting("allocations", allocation):
            if goes_on(allocation, allocation.child_id, held, already=_("Works with the case that continues already")):
                allocation.case = continuing
            save_record(allocation, by=by)


def goes_on(allocation: Allocation, place: UUID | None, held: set[Any], *, already: str) -> bool:
    """Whether an allocation goes on beside those `held`, each a (worker, place, role): not where its worker holds as
    much already, which then is why it ends. A second lead in one place is a co-worker from then on: nobody is dropped
    in silence."""
    lead, worker = Allocation.Role.LEAD.value, allocation.worker_id
    if allocation.role == lead and any(part[1:] == (place, lead) for part in held):
        allocation.role = Allocation.Role.CO_WORKER.value
    if held & {(worker, place, allocation.role), (worker, place, lead)}:
        allocation.to_on, allocation.reason = max(today(), allocation.from_on), already
        return False
    held.add((worker, place, allocation.role))
    return True


def _move_members(kept: Family, joined: Family, *, by: User, moved: Moved) -> None:
    present = set(kept.memberships.filter(to_on=None).values_list("person", flat=True))
    for member in lock_rows(joined.memberships.all()):
        with moved.noting("memberships", member):
            if member.to_on is None and member.person_id in present:
                member.to_on = max(today(), member.from_on or today())
                member.ended_why = _("Recorded twice: member of the family joined")
            else:
                member.family = kept
            save_record(member, by=by)
