"""Pages about cases that move from one team to another."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases import transferring
from cases.filters import TransferFilter
from cases.models import Case, CaseTransfer
from cases.pages import case_page
from cases.standing import Standing
from cases.transfer_forms import AcceptForm, DeclineTransferForm, SendForm, TransferForm, WithdrawForm
from cases.views import CASE
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, is_begun
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.searches import asked


@require_GET
@needs(Permission.ALLOCATE_CASE)
def transfer_list(request: StaffRequest) -> HttpResponse:
    """Those that wait, into and out of the teams this manager answers for."""
    waiting = CaseTransfer.objects.visible_to(request.user).waiting().of_teams(request.user)
    narrowed = TransferFilter(asked(request), waiting, request=request)
    transfers = narrowed.qs.with_decider(request.user).select_related(
        "case__family", "case__context", "from_team", "to_team", "asked_by"
    )
    record_listing(request, "case.transfers_listed")
    return render(
        request,
        "cases/transfer_list.html",
        {"page_of": paginate(request, transfers), "filter": narrowed.form, "is_filtered": bool(request.GET)},
    )


@needs(Permission.PROPOSE_CASE)
def case_transfer(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = open_record(request, CASE.open() if is_begun(request) else CASE, pk=pk)
    standing = Standing(request.user, case)
    if not standing.manages and not standing.works_with:
        raise PermissionDenied
    sends = standing.manages
    draft = FormDraft(request, "cases.transfer", f"case:{pk}")
    return answer_form(
        request,
        TransferForm(draft.typed, case=case),
        transferring.transfer_case,
        case,
        draft=draft,
        done=case,
        said=_("The case has been sent. It stays with your team until it is accepted.")
        if sends
        else _("Asked. Your manager sends the case on, or says why not."),
        heading=_("Transfer this case") if sends else _("Ask for this case to be transferred"),
        intro=_("Until the receiving manager accepts, nothing changes: the team and its workers hold the case."),
        submit=_("Send the case") if sends else _("Ask for the transfer"),
        back=case.get_absolute_url(),
        page=case_page(case, request.user),
    )


@needs(Permission.ALLOCATE_CASE)
def transfer_send(request: StaffRequest, pk: UUID, transfer: UUID) -> HttpResponse:
    case, found = _transfer(request, pk, transfer, status=[CaseTransfer.Status.ASKED])
    if not Standing(request.user, case).manages:
        raise PermissionDenied
    return _answer(
        request,
        case,
        SendForm(request.POST or None),
        transferring.send_transfer,
        found,
        said=_("The case has been sent. It stays with your team until it is accepted."),
        heading=_("Send this case to %(team)s?") % {"team": found.to_team},
        intro=_("%(who)s asked for it: %(why)s") % {"who": found.asked_by, "why": found.why},
        submit=_("Send the case"),
    )


@needs(Permission.ALLOCATE_CASE)
def transfer_accept(request: StaffRequest, pk: UUID, transfer: UUID) -> HttpResponse:
    case, found = _transfer(request, pk, transfer, status=[CaseTransfer.Status.SENT])
    if not Standing(request.user, case).receives(found.to_team_id):
        raise PermissionDenied
    return _answer(
        request,
        case,
        AcceptForm(request.POST or None, transfer=found),
        transferring.accept_transfer,
        found,
        said=_("The case is with %(team)s now.") % {"team": found.to_team},
        heading=_("Accept this case for %(team)s?") % {"team": found.to_team},
        intro=found.why,
        warning=_("What the workers of the old team hold of it ends today, each child’s worker too."),
        submit=_("Accept the case"),
    )


@needs(Permission.ALLOCATE_CASE)
def transfer_decline(request: StaffRequest, pk: UUID, transfer: UUID) -> HttpResponse:
    case, found = _transfer(request, pk, transfer)
    standing = Standing(request.user, case)
    if not (standing.receives(found.to_team_id) if found.sent_by_id else standing.manages):
        raise PermissionDenied
    return _answer(
        request,
        case,
        DeclineTransferForm(request.POST or None),
        transferring.decline_transfer,
        found,
        said=_("The case stays where it is. Your reason stands on it."),
        heading=_("Do not accept this transfer"),
        intro=found.why,
        submit=_("Do not accept"),
    )


@needs(Permission.PROPOSE_CASE)
def transfer_withdraw(request: StaffRequest, pk: UUID, transfer: UUID) -> HttpResponse:
    case, found = _transfer(request, pk, transfer)
    if found.asked_by_id != request.user.pk and not Standing(request.user, case).manages:
        raise PermissionDenied
    return _answer(
        request,
        case,
        WithdrawForm(request.POST or None),
        transferring.withdraw_transfer,
        found,
        said=_("The transfer has been withdrawn. The case stays where it is."),
        heading=_("Withdraw the transfer to %(team)s?") % {"team": found.to_team},
        submit=_("Withdraw"),
    )


def _transfer(request: StaffRequest, pk: UUID, transfer: UUID, status: Any = CaseTransfer.WAITING) -> tuple[Case, Any]:
    """The case and its transfer; for an answer that is sent, one decided meanwhile too, so that it is refused in words
    and what was typed stays on the page."""
    case = open_record(request, CASE, pk=pk)
    found = CaseTransfer.objects.visible_to(request.user).filter(case=case)
    found = found.select_related("case", "to_team", "asked_by")
    wanted = found.filter(status__in=status) if request.method == "GET" else found
    return case, get_object_or_404(wanted.visible_to(request.user), pk=transfer)


def _answer(
    request: StaffRequest, case: Case, form: Any, change: Any, found: CaseTransfer, **context: Any
) -> HttpResponse:
    back = case.get_absolute_url()
    page = case_page(case, request.user)
    return answer_form(request, form, change, found, done=case, back=back, page=page, **context)
