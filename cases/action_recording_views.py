"""Recording what is to be done: on a case alone, or about a factor, an incident or a note. One form for all of them."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.action_forms import ActionForm, ActionOnForm, Owners
from cases.actions import open_cases_on, record_action
from cases.models import Action, Case, CaseNote, ExtraFamilialFactor, Incident
from cases.pages import case_page
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import RecordPage, answer_form, needs, paginate

CASES = Case.objects.select_related("family", "context", "team")
# So many are offered to choose from: a note can be about all the children of a place.
MOST_CASES = 50


@require_GET
@needs(Permission.VIEW_CASES)
def case_actions(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everything that is to be done on a case, whatever it came from, and what was."""
    case = open_record(request, CASES, pk=pk)
    user = request.user
    found = Action.objects.visible_to(user).filter(case=case).with_origins(user).to_do_first()
    write = user.may(Permission.WRITE_NOTES)
    page = {
        "case": case,
        "page": case_page(case, user, "actions"),
        "page_of": paginate(request, found),
        "write": write,
        "may_record": write and case.is_open,
    }
    return render(request, "cases/case_actions_list.html", page)


@needs(Permission.WRITE_NOTES)
def case_action_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Something to be done on a case that came from nothing recorded apart."""
    case = open_record(request, CASES.open() if request.method == "GET" else CASES, pk=pk)
    form = ActionForm(request.POST or None, owners=Owners(case))
    listed, page = Action(case=case).get_absolute_url(), case_page(case, request.user, "actions")
    return _answer(request, form, partial(record_action, case), done=listed, page=page)


@needs(Permission.WRITE_NOTES)
def action_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One more thing to be done about a factor."""
    factors = ExtraFamilialFactor.objects.select_related("case__family", "case__team")
    open_ones = factors.filter(case__status=Case.Status.OPEN)
    factor = open_record(request, open_ones if request.method == "GET" else factors, pk=pk)
    form = ActionForm(request.POST or None, owners=Owners(factor.case))
    change = partial(record_action, factor.case, factor=factor)
    page = case_page(factor.case, request.user, "factors")
    return _answer(request, form, change, done=factor.get_absolute_url(), page=page, intro=str(factor))


@needs(Permission.WRITE_NOTES)
def incident_action_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Something to be done about an incident, on the case of a child in it or of where it happened."""
    incident = open_record(request, Incident, pk=pk)
    kind = RecordPage(title=str(incident), kind=_("Incident"), url=incident.get_absolute_url())
    return about_record(request, incident, kind, incident=incident)


@needs(Permission.WRITE_NOTES)
def note_action_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Something to be done about a note, on the case of a record it stands on."""
    note = open_record(request, CaseNote, pk=pk)
    kind = RecordPage(title=note.title, kind=_("Case note"), url=note.get_absolute_url())
    return about_record(request, note, kind, note=note)


def about_record(request: StaffRequest, came_from: Any, page: RecordPage, **about: Any) -> HttpResponse:
    cases = open_cases_on(came_from, user=request.user).select_related("family", "context").order_by("reference")
    form = ActionOnForm(request.POST or None, cases=cases[:MOST_CASES])
    if request.method == "GET" and not form.cases:
        raise Http404
    change = partial(record_action, **about)
    return _answer(request, form, change, done=came_from.get_absolute_url(), page=page, intro=str(came_from))


def _answer(request: StaffRequest, form: Any, change: Any, *, done: str, **context: Any) -> HttpResponse:
    return answer_form(
        request,
        form,
        change,
        done=done,
        said=_("The action has been recorded."),
        heading=_("What is to be done?"),
        submit=_("Record the action"),
        back=done,
        **context,
    )
