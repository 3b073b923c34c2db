"""Every change staff can make to a case, who is open in it, and who holds it. Notes are in `notes.py`."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import ClosureReason
from cases.models import Allocation, Case, CaseChild, CaseChildStatus
from contexts.models import Context
from cs_casework.access import require
from cs_casework.accounts.models import Permission, Team, TeamMembership, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.models import Family, FamilyMembership, Person
from families.workflow import lock_unended, require_sight


@transaction.atomic
def propose_case(
    subject: Family | Context, *, by: User, why: str, referred_on: datetime.date | None = None, team: Team | None = None
) -> Case:
    """Ask a manager to open a case on a family or a context, saying why.

    Refuses a subject that has a case already, open or proposed, and a family joined into another.
    """
    require(by, Permission.PROPOSE_CASE)
    require_sight(by, subject)
    if not why.strip():
        raise ValidationError({"why": _("Say why a case is needed.")})
    _check_not_in_future(referred_on=referred_on)
    # Locked, so that a second proposal, or a join with another family, waits until this one is written.
    type(subject)._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)
    if isinstance(subject, Family) and Family.objects.filter(pk=subject.pk, joined_into__isnull=False).exists():
        raise ValidationError(_("This family was joined into another. Propose the case there."))
    case = Case(
        family=subject if isinstance(subject, Family) else None,
        context=subject if isinstance(subject, Context) else None,
        proposed_on=today(),
        proposed_by=by,
        proposed_why=why,
        referred_on=referred_on,
        team=team,
    )
    save_record(case, by=by)
    record(by=by, action="case.proposed", target=case)
    return case


@transaction.atomic
def open_case(
    case: Case,
    *,
    by: User,
    team: Team,
    children: Iterable[Person] = (),
    why: str = "",
    referred_on: datetime.date | None = None,
    primary_need: str = "",
    source: str = "",
) -> Case:
    """A manager agrees: the case is open, held by a team, and the children named are open to the service.

    Refuses a case that is not proposed, a family case without a child, a child who is open already, who is not a
    member of the family, who has died, or whom the manager may not see. A context case opens its context too.
    """
    require(by, Permission.OPEN_CASE)
    case = _lock(case, by=by)
    if case.status != Case.Status.PROPOSED:
        raise ValidationError(_("Only a proposed case can be opened."))
    _check_not_in_future(referred_on=referred_on)
    case.status = Case.Status.OPEN
    case.opened_on = today()
    case.referred_on = referred_on or case.referred_on or today()
    case.team = team
    case.decided_why = why
    save_record(case, by=by)
    if case.family:
        opened = list(children)
        if not opened:
            raise ValidationError({"children": _("Choose at least one child who is open to the service.")})
        for child in opened:
            open_child(case, child=child, by=by, primary_need=primary_need, source=source)
    elif case.context and case.context.status not in (Context.Status.OPEN.value, Context.Status.MONITORING.value):
        case.context.status = Context.Status.OPEN
        save_record(case.context, by=by)
    record(by=by, action="case.opened", target=case)
    return case


@transaction.atomic
def open_child(
    case: Case,
    *,
    child: Person,
    by: User,
    primary_need: str = "",
    source: str = "",
    from_on: datetime.date | None = None,
) -> CaseChild:
    """Open one child of the family to the service, in this case. Refuses as `open_case` does."""
    require(by, Permission.OPEN_CASE)
    require_sight(by, child)
    case = _lock(case, by=by)
    if not case.is_open or not case.family:
        raise ValidationError(_("A child is opened in an open case on a family."))
    _check_not_in_future(from_on=from_on)
    if child.died_on:
        raise ValidationError({"children": _("%(child)s has died.") % {"child": child}})
    if not FamilyMembership.objects.current().filter(family=case.family, person=child).exists():
        raise ValidationError({"children": _("%(child)s is not a member of this family.") % {"child": child}})
    period = CaseChild(case=case, child=child, from_on=from_on or today(), referred_on=case.referred_on, source=source)
    if primary_need:
        period.primary_need = primary_need
    save_record(period, by=by)
    record(by=by, action="child.opened", target=child)
    return period


@transaction.atomic
def decline_case(case: Case, *, by: User, why: str) -> Case:
    """A manager does not open the case, and says why. The proposal stays readable."""
    require(by, Permission.OPEN_CASE)
    case = _lock(case, by=by)
    if case.status != Case.Status.PROPOSED:
        raise ValidationError(_("Only a proposed case can be declined."))
    if not why.strip():
        raise ValidationError({"why": _("Say why the case is not opened.")})
    case.status = Case.Status.DECLINED
    case.decided_why = why
    save_record(case, by=by)
    record(by=by, action="case.declined", target=case)
    return case


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
    reason: str = "",
) -> Allocation:
    """Give an open case, or one child of it, to a worker in a team.

    A new lead takes over from the one before, whose allocation ends the same day with the reason. A case that no team
    held yet, as after an import, is this team's from now on. Refuses a case that is not open, a worker who may not see
    it, is not in the team or holds that part already, and a child who is not open in the case.
    """
    require(by, Permission.ALLOCATE_CASE)
    case = _lock(case, by=by)
    if not case.is_open:
        raise ValidationError(_("Only an open case can be allocated."))
    team = team or case.team
    if team is None:
        raise ValidationError({"worker": _("Choose a worker of the team that will hold the case.")})
    if not worker.is_active or not TeamMembership.objects.current().filter(user=worker, team=team).exists():
        raise ValidationError({"worker": _("%(worker)s is not in this team.") % {"worker": worker}})
    if not worker.may(Permission.WRITE_NOTES) or not Case.objects.visible_to(worker).filter(pk=case.pk).exists():
        raise ValidationError({"worker": _("%(worker)s cannot be given this case.") % {"worker": worker}})
    if child and not case.children.open().filter(child=child).exists():
        raise ValidationError({"child": _("This child is not open in the case.")})
    if case.allocations.filter(worker=worker, role=role, child=child, to_on=None).exists():
        raise ValidationError({"worker": _("%(worker)s holds this part already.") % {"worker": worker}})
    _check_not_in_future(from_on=from_on)
    if case.team is None:
        # A case that came without a team, as from a census return, is the team's whose worker takes it.
        case.team = team
        save_record(case, by=by)
    from_on = from_on or today()
    if role == Allocation.Role.LEAD:
        for former in case.allocations.filter(role=role, to_on=None, child=child):
            former.to_on, former.reason = max(from_on, former.from_on), reason
            save_record(former, by=by)
    allocation = save_record(
        Allocation(case=case, child=child, worker=worker, team=team, role=role, from_on=from_on, reason=reason), by=by
    )
    record(by=by, action="case.allocated", target=case)
    return allocation


@transaction.atomic
def end_allocation(allocation: Allocation, *, by: User, to_on: datetime.date, reason: str) -> Allocation:
    """A worker no longer holds the case, and why. A case without a lead stands in the list of unallocated cases."""
    require(by, Permission.ALLOCATE_CASE)
    require_sight(by, allocation)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the allocation ended.")})
    allocation = lock_unended(allocation, to_on=to_on)
    allocation.to_on, allocation.reason = to_on, reason
    save_record(allocation, by=by)
    record(by=by, action="case.allocation_ended", target=allocation.case)
    return allocation


@transaction.atomic
def give_status(
    period: CaseChild, *, by: User, status: str, from_on: datetime.date, category: str = ""
) -> CaseChildStatus:
    """Say what a child is to the service from a day on. Several statuses stand at once; none ends another here.

    Refuses a status for a period that has closed or had not begun, and a protection plan without its category.
    """
    require(by, Permission.OPEN_CASE)
    require_sight(by, period)
    period = CaseChild.objects.select_for_update(of=("self",)).get(pk=period.pk)
    if period.to_on:
        raise ValidationError(_("This child is no longer open to the service."))
    _check_not_in_future(from_on=from_on)
    if from_on < period.from_on:
        raise ValidationError({"from_on": _("The child was not open to the service yet.")})
    row = save_record(CaseChildStatus(period=period, status=status, category=category, from_on=from_on), by=by)
    record(by=by, action="child.status_given", target=period.child)
    return row


@transaction.atomic
def close_period(period: CaseChild, *, by: User, to_on: datetime.date, reason: str) -> CaseChild:
    """End a period in which a child was open, with the national reason. Their statuses end with it.

    Refuses a period that has closed already, a day to come, and one before the period began. The journey of closing
    (what is still open, the summary, the manager's agreement) is built on this.
    """
    require(by, Permission.OPEN_CASE)
    require_sight(by, period)
    period = lock_unended(period, to_on=to_on)
    period.to_on, period.closure_reason = to_on, reason
    save_record(period, by=by)
    for status in period.statuses.filter(to_on=None):
        status.to_on = max(to_on, status.from_on)
        save_record(status, by=by)
    record(by=by, action="child.closed", target=period.child)
    return period


@transaction.atomic
def close_into(case: Case, *, continuing: Case, by: User) -> Case:
    """Close a case whose work goes on in another, when two families or two contexts turn out to be one."""
    require(by, Permission.OPEN_CASE)
    case.status = Case.Status.CLOSED
    case.opened_on = case.opened_on or today()
    case.closed_on = max(today(), case.opened_on)
    case.closure_reason = ClosureReason.CEASED_OTHER
    case.outcome = _("Continues in another case")  # which one, a reader learns through that case's own door
    case.closed_into = continuing
    save_record(case, by=by)
    record(by=by, action="case.closed", target=case)
    return case


def _check_not_in_future(**days: datetime.date | None) -> None:
    """Refuse a day that staff give and that has not come. Not a rule of the table: a return may tell of such a day, and
    what a return says is recorded and reported, never changed."""
    for field, day in days.items():
        if day and day > today():
            raise ValidationError({field: _("This date is in the future.")})


def _lock(case: Case, *, by: User) -> Case:
    found: Any = Case.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=case.pk).first()
    if found is None:
        raise PermissionDenied
    return found
