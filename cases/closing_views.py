"""Pages about closing a case, or one child's time in it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases import closing
from cases.closing_forms import AgreeForm, CloseForm, ReturnForm
from cases.models import Case, CaseChild, CaseClosure
from cases.pages import case_page
from cases.standing import Standing
from cases.views import CASE
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.pages import answer_form, attempt, needs, paginate


@require_GET
@needs(Permission.OPEN_CASE)
def closing_list(request: StaffRequest) -> HttpResponse:
    """Closings that wait for the word of this manager."""
    waiting = CaseClosure.objects.visible_to(request.user).for_decision_by(request.user)
    closings = waiting.select_related("case__family", "case__context", "case__team", "period__child", "asked_by")
    record_listing(request, "case.closings_listed")
    return render(
        request, "cases/closing_list.html", {"page_of": paginate(request, closings.order_by("asked_on", "pk"))}
    )


@needs(Permission.PROPOSE_CASE)
def case_close(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = open_record(request, _open(request), pk=pk)
    return _close(request, case)


@needs(Permission.PROPOSE_CASE)
def child_close(request: StaffRequest, pk: UUID, period: UUID) -> HttpResponse:
    case = open_record(request, _open(request), pk=pk)
    periods = CaseChild.objects.visible_to(request.user).filter(case=case).select_related("child")
    wanted = periods.open() if request.method == "GET" else periods
    return _close(request, case, get_object_or_404(wanted.visible_to(request.user), pk=period))


def _open(request: StaffRequest) -> Any:
    """For a form that is sent, a case that closed meanwhile too, so that it is refused in words."""
    return CASE.open() if request.method == "GET" else CASE


def _close(request: StaffRequest, case: Case, period: CaseChild | None = None) -> HttpResponse:
    user = request.user
    standing = Standing(user, case)
    if not standing.manages and not standing.works_with:
        raise PermissionDenied
    decides = standing.manages
    child = period.child if period else None
    links = closing.links_to_ask_about(closing.closing_periods(case, user, period), user) if case.family_id else []
    left = closing.still_open(case, user, period)
    is_blocked = any(row.blocks for row in left)
    draft = FormDraft(request, "cases.closing", f"closing:{(period or case).pk}")
    form = CloseForm(draft.typed, decides=decides, links=links, asks_context=bool(case.context_id and not period))
    if decides:
        said = (
            _("%(child)s is no longer open to the service.") % {"child": child} if child else _("The case is closed.")
        )
    else:
        said = _("Closing has been proposed. A manager agrees to it or returns it.")
    what = {True: _("Close the case"), False: _("Propose to close the case")}
    if child:
        what = {True: _("Close for %(child)s"), False: _("Propose to close for %(child)s")}
    heading = what[decides] % {"child": child}
    if request.method == "POST":
        if "_save" in request.POST:
            draft.save(title=heading)
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return redirect("overview:home")
        if form.is_valid():
            attempt(form, _submit, draft=draft, case=case, period=period, by=user, **form.cleaned_data)
            if not form.errors:
                messages.success(request, said)
                return redirect(case)
    elif draft.draft:
        unchecked(form)
    return render(
        request,
        "cases/case_close.html",
        {
            "form": form,
            "draft": draft,
            "case": case,
            "left": left,
            "is_blocked": is_blocked,
            # What was typed before something came up that blocks it is kept in view.
            "shows_form": not is_blocked or request.method == "POST",
            "is_last": period is not None and closing.is_last(case, period, user),
            "heading": heading,
            "submit": _("Close") if decides else _("Propose to close"),
            "back": case.get_absolute_url(),
            "page": case_page(case, user),
        },
    )


def _submit(*, draft: FormDraft, case: Case, **fields: Any) -> UUID:
    return draft.submit(lambda: closing.close_case(case, **fields).pk)


@needs(Permission.OPEN_CASE)
def closing_agree(request: StaffRequest, pk: UUID, closure: UUID) -> HttpResponse:
    case, found = _closing(request, pk, closure)
    return _decide(
        request,
        case,
        found,
        AgreeForm(request.POST or None, links=closing.links_to_ask_again(found, request.user)),
        closing.agree_closing,
        said=_("Agreed and closed."),
        heading=_("Agree to close for %(child)s?") % {"child": found.period.child}
        if found.period
        else _("Agree to close this case?"),
        submit=_("Agree and close"),
    )


@needs(Permission.OPEN_CASE)
def closing_return(request: StaffRequest, pk: UUID, closure: UUID) -> HttpResponse:
    case, found = _closing(request, pk, closure)
    return _decide(
        request,
        case,
        found,
        ReturnForm(request.POST or None),
        closing.return_closing,
        said=_("Returned with your reason. Nothing has closed."),
        heading=_("Return this closing"),
        submit=_("Return it"),
    )


def _closing(request: StaffRequest, pk: UUID, closure: UUID) -> tuple[Case, Any]:
    """The case and its closing; for an answer that is sent, one decided meanwhile too, so that it is refused in words
    and what was typed stays on the page."""
    case = open_record(request, CASE, pk=pk)
    found = CaseClosure.objects.visible_to(request.user).filter(case=case)
    found = found.select_related("case", "period__child", "asked_by")
    wanted = found.waiting() if request.method == "GET" else found
    return case, get_object_or_404(wanted.visible_to(request.user), pk=closure)


def _decide(
    request: StaffRequest, case: Case, found: CaseClosure, form: Any, change: Any, **context: Any
) -> HttpResponse:
    if not Standing(request.user, case).manages:
        raise PermissionDenied
    return answer_form(
        request,
        form,
        change,
        found,
        done=case,
        template="cases/closing_decide.html",
        case=case,
        closure=found,
        left=closing.still_open(case, request.user, found.period),
        back=case.get_absolute_url(),
        page=case_page(case, request.user),
        **context,
    )
