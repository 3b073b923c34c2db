"""Moving a case from one team to another. Until the receiving manager accepts, the old team and its workers hold it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.allocating import allocate, end_allocations
from cases.codes import WorkerChange
from cases.models import Case, CaseTransfer
from cases.standing import Standing, lock_case, managers_of
from cs_casework.access import require
from cs_casework.accounts.models import Permission, Team, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.workflow import require_sight


@transaction.atomic
def transfer_case(case: Case, *, by: User, to_team: Team, why: str) -> CaseTransfer:
    """Send a case to another team, or ask one's own manager to, saying why.

    A manager of the team that holds the case sends it; a practitioner who works with it asks. Refuses a case that is
    not open, that is on its way already or about to close, its own team, and a team that has no manager, or none who may
    see the case and so could accept it.
    """
    require(by, Permission.PROPOSE_CASE)
    case = lock_case(case, by=by)
    standing = Standing(by, case)
    if not standing.manages and not standing.works_with:
        raise PermissionDenied
    if not case.is_open:
        raise ValidationError(_("Only an open case can be transferred."))
    if case.transfers.waiting().exists():
        raise ValidationError(_("A transfer of this case is waiting already."))
    if case.closures.waiting().filter(period=None).exists():
        raise ValidationError(_("Closing this case has been proposed. A manager answers that first."))
    if not why.strip():
        raise ValidationError({"why": _("Say why the case moves.")})
    _check_receiving(case, to_team)
    transfer = CaseTransfer(case=case, from_team=case.team, to_team=to_team, why=why, asked_on=today(), asked_by=by)
    if standing.manages:
        transfer.status, transfer.sent_by = CaseTransfer.Status.SENT, by
    save_record(transfer, by=by)
    record(by=by, action="case.transfer_sent" if standing.manages else "case.transfer_asked", target=case)
    return transfer


@transaction.atomic
def send_transfer(transfer: CaseTransfer, *, by: User) -> CaseTransfer:
    """The manager of the team that holds the case sends on what a worker asked for. Refuses as `transfer_case` does."""
    require(by, Permission.ALLOCATE_CASE)
    transfer = _lock(transfer, by=by)
    if not Standing(by, transfer.case).manages:
        raise PermissionDenied
    if transfer.status != CaseTransfer.Status.ASKED:
        raise ValidationError(_("This transfer has been sent or decided already."))
    if not transfer.case.is_open:
        raise ValidationError(_("Only an open case can be transferred."))
    _check_receiving(transfer.case, transfer.to_team)
    transfer.status, transfer.sent_by = CaseTransfer.Status.SENT, by
    # The team that holds it now: one that came without a team may have got one since it was asked.
    transfer.from_team = transfer.case.team
    save_record(transfer, by=by)
    record(by=by, action="case.transfer_sent", target=transfer.case)
    return transfer


@transaction.atomic
def accept_transfer(transfer: CaseTransfer, *, by: User, worker: User | None = None) -> CaseTransfer:
    """The receiving manager takes the case, and may name who leads it from today; else it is unallocated there.

    The team changes, and what the old team's workers hold of it, each child's worker too, ends today. Refuses one that
    was not sent or is decided already, a manager who does not answer for the receiving team, and a worker who is not in
    that team.
    """
    require(by, Permission.ALLOCATE_CASE)
    transfer = _lock(transfer, by=by)
    case, team = transfer.case, transfer.to_team
    if not Standing(by, case).receives(team.pk):
        raise PermissionDenied
    if transfer.status != CaseTransfer.Status.SENT:
        raise ValidationError(_("This transfer has not been sent, or is decided already."))
    if not case.is_open:
        raise ValidationError(_("Only an open case can be transferred."))
    case.team = team
    save_record(case, by=by)
    end_allocations(
        case.allocations.exclude(team=team),
        by=by,
        to_on=today(),
        change_reason=WorkerChange.PROCESS,
        reason=_("The case moved to %(team)s") % {"team": team},
    )
    _decide(transfer, CaseTransfer.Status.ACCEPTED, by=by, why="")
    record(by=by, action="case.transfer_accepted", target=case)
    if worker:
        allocate(
            case,
            by=by,
            worker=worker,
            team=team,
            change_reason=WorkerChange.PROCESS,
            reason=_("The case came to %(team)s") % {"team": team},
        )
    return transfer


@transaction.atomic
def decline_transfer(transfer: CaseTransfer, *, by: User, why: str) -> CaseTransfer:
    """Whoever it waits for says no, and why: the team's own manager to what was asked, the receiving one to what was
    sent. The case stays where it is. Refuses one decided already."""
    require(by, Permission.ALLOCATE_CASE)
    transfer = _lock(transfer, by=by)
    standing = Standing(by, transfer.case)
    sent = transfer.sent_by_id is not None
    if not (standing.receives(transfer.to_team_id) if sent else standing.manages):
        raise PermissionDenied
    _check_waiting(transfer)
    if not why.strip():
        raise ValidationError({"why": _("Say why the case does not move.")})
    _decide(transfer, CaseTransfer.Status.DECLINED, by=by, why=why)
    record(by=by, action="case.transfer_declined", target=transfer.case)
    return transfer


@transaction.atomic
def withdraw_transfer(transfer: CaseTransfer, *, by: User, why: str = "") -> CaseTransfer:
    """Whoever asked, or a manager of the team that holds the case, takes it back. Refuses one decided already."""
    require(by, Permission.PROPOSE_CASE)
    transfer = _lock(transfer, by=by)
    if transfer.asked_by_id != by.pk and not Standing(by, transfer.case).manages:
        raise PermissionDenied
    _check_waiting(transfer)
    _decide(transfer, CaseTransfer.Status.WITHDRAWN, by=by, why=why)
    record(by=by, action="case.transfer_withdrawn", target=transfer.case)
    return transfer


def _lock(transfer: CaseTransfer, *, by: User) -> CaseTransfer:
    """The transfer as it is now, with its case, both locked: the case first, as in everything done to a case."""
    require_sight(by, transfer)
    case = lock_case(transfer.case, by=by)
    transfer = CaseTransfer.objects.select_for_update(of=("self",)).select_related("to_team").get(pk=transfer.pk)
    transfer.case = case
    return transfer


def _check_receiving(case: Case, team: Team) -> None:
    """Refuse a team that holds the case already, and one of which nobody could accept it."""
    if case.team_id == team.pk:
        raise ValidationError({"to_team": _("The case is with this team already.")})
    managers = managers_of(team)
    if not managers:
        raise ValidationError({"to_team": _("%(team)s has no manager who could accept it.") % {"team": team}})
    # Whoever sends it sees the case, and that it is restricted; so nothing is told that they may not know.
    if not any(Case.objects.visible_to(manager).filter(pk=case.pk).exists() for manager in managers):
        words = _("No manager of %(team)s may see this case. Grant access first, so that somebody can accept it.")
        raise ValidationError({"to_team": words % {"team": team}})


def _check_waiting(transfer: CaseTransfer) -> None:
    if not transfer.is_waiting:
        raise ValidationError(_("This transfer has been decided already."))


def _decide(transfer: CaseTransfer, status: str, *, by: User, why: str) -> None:
    transfer.status, transfer.decided_on, transfer.decided_by, transfer.decided_why = status, today(), by, why
    save_record(transfer, by=by)
