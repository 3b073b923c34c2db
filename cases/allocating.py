"""Who holds a case: giving it to a worker, ending that, and handing over everything that one worker holds."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Allocation, Case
from cases.standing import lock_case
from cs_casework.access import require
from cs_casework.accounts.models import Permission, Team, TeamMembership, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future, today
from families.models import Person
from families.workflow import lock_unended, require_sight


@transaction.atomic
def allocate(
    case: Case,
    *,
    by: User,
    worker: User,
    team: Team | None = None,
    role: str = Allocation.Role.LEAD,
    child: Person | None = None,
    from_on: datetime.date | None = None,
    change_reason: str = "",
    reason: str = "",
) -> Allocation:
    """Give an open case, or one child of it, to a worker in a team.

    A new lead takes over from the one before, whose allocation ends the same day with the reason; then the kind of
    reason must be chosen. A lead and who covers are of the team that holds the case; a co-worker may be of another. A
    case that no team held yet, as after an import, is this team's from now on, unless it is given to a co-worker alone.
    Refuses a case that is not open, a worker who may not see it or the child, is not in the team or holds that part
    already, a child who is not open in the case, a day before the case or the child was open, and covering where nobody
    leads for whom one could cover.
    """
    require(by, Permission.ALLOCATE_CASE)
    require_sight(by, child)
    case = lock_case(case, by=by)
    if not case.is_open:
        raise ValidationError(_("Only an open case can be allocated."))
    team = team or case.team
    if team is None:
        raise ValidationError({"worker": _("Choose a worker of the team that will hold the case.")})
    if role != Allocation.Role.CO_WORKER and case.team_id and team.pk != case.team_id:
        raise ValidationError({"worker": _("This case is with %(team)s. Transfer it first.") % {"team": case.team}})
    # As they are now, locked: somebody who is being switched off is given nothing more.
    worker = User.objects.select_for_update(of=("self",), no_key=True).get(pk=worker.pk)
    if not worker.is_active or not TeamMembership.objects.current().filter(user=worker, team=team).exists():
        raise ValidationError({"worker": _("%(worker)s is not in this team.") % {"worker": worker}})
    if not worker.may(Permission.WRITE_NOTES) or not Case.objects.visible_to(worker).filter(pk=case.pk).exists():
        raise ValidationError({"worker": _("%(worker)s cannot be given this case.") % {"worker": worker}})
    period = case.children.open().filter(child=child).first() if child else None
    if child and not period:
        raise ValidationError({"child": _("This child is not open in the case.")})
    if child and not Person.objects.visible_to(worker).filter(pk=child.pk).exists():
        raise ValidationError({"worker": _("%(worker)s cannot be given this case.") % {"worker": worker}})
    if case.allocations.filter(worker=worker, role=role, child=child, to_on=None).exists():
        raise ValidationError({"worker": _("%(worker)s holds this part already.") % {"worker": worker}})
    check_not_in_future(from_on=from_on)
    begun = period.from_on if period else case.reopened_on or case.opened_on
    if from_on and begun and from_on < begun:
        words = _("The child was not open to the service yet.") if period else _("The case was not open yet.")
        raise ValidationError({"from_on": words})
    leads = case.allocations.filter(role=Allocation.Role.LEAD, to_on=None)
    if role == Allocation.Role.COVERING:
        # Who leads the whole case leads for each child in it.
        covered = leads.filter(child=None) | leads.filter(child=child) if child else leads.filter(child=None)
        if not covered.exclude(worker=worker).exists():
            raise ValidationError({"role": _("There is no lead worker to cover for. Allocate a lead first.")})
    if case.team is None and role != Allocation.Role.CO_WORKER:
        # A case that came without a team, as from a census return, is the team's whose worker takes it.
        case.team = team
        save_record(case, by=by)
    from_on = from_on or today()
    if role == Allocation.Role.LEAD:
        for former in leads.filter(child=child):
            _check_change(change_reason)
            _end(former, by=by, to_on=from_on, change_reason=change_reason, reason=reason)
    allocation = Allocation(case=case, child=child, worker=worker, team=team, role=role, from_on=from_on)
    allocation.change_reason, allocation.reason = change_reason, reason
    save_record(allocation, by=by)
    record(by=by, action="case.allocated", target=case)
    return allocation


@transaction.atomic
def end_allocation(
    allocation: Allocation, *, by: User, to_on: datetime.date, change_reason: str, reason: str
) -> Allocation:
    """A worker no longer holds the case, and why. A case without a lead stands in the list of unallocated cases."""
    require(by, Permission.ALLOCATE_CASE)
    require_sight(by, allocation)
    _check_change(change_reason)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the allocation ended.")})
    lock_case(allocation.case, by=by)
    allocation = lock_unended(allocation, to_on=to_on)
    _end(allocation, by=by, to_on=to_on, change_reason=change_reason, reason=reason)
    record(by=by, action="case.allocation_ended", target=allocation.case)
    return allocation


def end_allocations(allocations: Any, *, by: User, to_on: datetime.date, change_reason: str, reason: str) -> None:
    """End whatever of these allocations still runs, in a change that a case goes through as a whole."""
    for allocation in allocations.current().select_for_update(of=("self",)):
        _end(allocation, by=by, to_on=to_on, change_reason=change_reason, reason=reason)


# --- A whole caseload ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class HandOver:
    """What becomes of one allocation: who takes it, or nobody, and it stays where it is."""

    allocation: Allocation
    to: User | None = None


@transaction.atomic
def hand_over(worker: User, *, by: User, rows: Iterable[HandOver], change_reason: str, reason: str) -> list[Allocation]:
    """Give what a worker holds to others, row by row as a manager has reviewed it, all of it or nothing.

    Each allocation handed over ends today, and who takes it holds the same part of the same case, in the team that
    holds the case; a co-worker's, in the team of that co-worker. What the manager may not see is none of the rows and
    stays. Refuses the whole when one row is refused, naming it: a part that ended or changed hands meanwhile, or a new
    worker to whom it cannot be allocated.
    """
    require(by, Permission.ALLOCATE_CASE)
    _check_change(change_reason)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the caseload is handed over.")})
    # A lead before those who cover for one; and cases in one order, so that two managers do not wait for each other.
    given = sorted(
        (row for row in rows if row.to), key=lambda row: (row.allocation.case_id, row.allocation.role != "lead")
    )
    if not given:
        raise ValidationError(_("Choose at least one row to hand over, and to whom."))
    require_sight(by, *(row.allocation for row in given))
    # All the cases, then all who take them, each in one order: as `allocate` takes the case first and then the worker.
    for row in given:
        lock_case(row.allocation.case, by=by)
    takers = User.objects.filter(pk__in={row.to.pk for row in given if row.to}).order_by("pk")
    list(takers.select_for_update(of=("self",), no_key=True))
    refused: dict[str, str] = {}
    taken = []
    for row in given:
        try:
            taken.append(_give(row, worker=worker, by=by, change_reason=change_reason, reason=reason))
        except ValidationError as refusal:
            about = {"row": _named(row.allocation), "why": " ".join(refusal.messages)}
            refused[f"to_{row.allocation.pk}"] = _("%(row)s: %(why)s") % about
    if refused:
        raise ValidationError(refused)
    record(by=by, action="caseload.handed_over", target=worker, reason=reason)
    return taken


def _give(row: HandOver, *, worker: User, by: User, change_reason: str, reason: str) -> Allocation:
    case = lock_case(row.allocation.case, by=by)
    held = (
        case.allocations.select_for_update(of=("self",)).filter(pk=row.allocation.pk, worker=worker).current().first()
    )
    if held is None:
        raise ValidationError(_("%(worker)s no longer holds this.") % {"worker": worker})
    assert row.to is not None
    _end(held, by=by, to_on=today(), change_reason=change_reason, reason=reason)
    return allocate(
        case,
        by=by,
        worker=row.to,
        team=taking_team(held),
        role=held.role,
        child=held.child,
        change_reason=change_reason,
        reason=reason,
    )


def taking_team(allocation: Allocation) -> Team:
    """Whose workers can take it: those of the team that holds the case, or of the team that a co-worker is of."""
    if allocation.role == Allocation.Role.CO_WORKER:
        return allocation.team
    return allocation.case.team or allocation.team


def _named(allocation: Allocation) -> str:
    parts = [str(allocation.case), str(allocation.child) if allocation.child else "", allocation.get_role_display()]
    return ", ".join(part for part in parts if part)


def _check_change(change_reason: str) -> None:
    if not change_reason:
        raise ValidationError({"change_reason": _("Choose why the worker changes.")})


def _end(allocation: Allocation, *, by: User, to_on: datetime.date, change_reason: str, reason: str) -> None:
    allocation.to_on = max(to_on, allocation.from_on)
    allocation.change_reason, allocation.reason = change_reason, reason
    save_record(allocation, by=by)
