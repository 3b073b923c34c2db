from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.intervention_forms import EndForm, InterventionForm
from cases.interventions import change_intervention, end_intervention, record_intervention
from cases.models import Case, Incident, Intervention
from cases.pages import case_page
from cases.periods import beside, periods_under
from contexts.models import Context
from contexts.pages import context_page
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.pages import attempt, needs, paginate
from cs_casework.versions import show_versions

CASES = Case.objects.select_related("family", "context", "team")
INTERVENTIONS = Intervention.objects.whole()
PER_PAGE = 10


# --- Interventions of a case, and of a context -----------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def case_interventions(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every intervention of a case; on a context's case with the incidents there before each and since."""
    case = open_record(request, CASES, pk=pk)
    found = INTERVENTIONS.visible_to(request.user).filter(case=case)
    page = {
        "page": case_page(case, request.user, "interventions"),
        "may_record": case.is_open and request.user.may(Permission.WRITE_NOTES),
        "case": case,
    }
    return _list(request, found, case.context, page)


@require_GET
@needs(Permission.VIEW_CASES)
def context_interventions(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is and was done at a context, on any case of it, laid under its incidents by month: of those that this reader
    may see, as on the page of its incidents."""
    context = open_record(request, Context, pk=pk)
    user = request.user
    found = INTERVENTIONS.visible_to(user).of_context(context)
    case = Case.objects.visible_to(user).open().filter(context=context).first()
    page = {
        "page": context_page(context, user, "interventions"),
        "may_record": case is not None and user.may(Permission.WRITE_NOTES),
        "case": case,
        "chart": _incidents(context, user).drawn_at(context, user),
    }
    # Plans of the context lie under the same months, and are counted beside too.
    others = [period for period in periods_under(context, user) if not period.is_intervention]
    counted = beside(others, _incidents(context, user))
    page["others"] = [(period, counted.get(period.pk, [])) for period in others]
    return _list(request, found, context, page)


def _incidents(context: Context, user: Any) -> Any:
    return Incident.objects.visible_to(user).filter(context=context)


def _list(request: StaffRequest, found: Any, context: Context | None, page: dict[str, Any]) -> HttpResponse:
    shown = paginate(request, found.going_on_first(), PER_PAGE)
    rows = list(shown)
    counted = beside(rows, _incidents(context, request.user)) if context else {}
    page |= {"page_of": shown, "rows": [(row, counted.get(row.pk, [])) for row in rows]}
    return render(request, "cases/intervention_list.html", {"chart": None, "others": []} | page)


# --- One intervention ------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def intervention_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One intervention, the incidents before it and since where it is on a context, and every version of it."""
    intervention = open_record(request, INTERVENTIONS, pk=pk)
    user, context = request.user, intervention.case.context
    return show_versions(
        request,
        intervention,
        case_page(intervention.case, user, "interventions"),
        template="cases/intervention_detail.html",
        intervention=intervention,
        spans=beside([intervention], _incidents(context, user)).get(intervention.pk, []) if context else [],
        write=user.may(Permission.WRITE_NOTES),
    )


@needs(Permission.WRITE_NOTES)
def intervention_create(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = open_record(request, CASES.open() if request.method == "GET" else CASES, pk=pk)
    draft = FormDraft(request, "cases.intervention", f"case:{case.pk}")
    return _answer(
        request,
        InterventionForm(draft.typed),
        draft,
        partial(record_intervention, case),
        said=_("The intervention has been recorded."),
        heading=_("Record an intervention"),
        intro=_("What is done over time, by whom, and what it is meant to change where the harm is."),
        submit=_("Record the intervention"),
        back=case.get_absolute_url(),
        page=case_page(case, request.user),
    )


@needs(Permission.WRITE_NOTES)
def intervention_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    intervention = open_record(request, INTERVENTIONS.with_versions(), pk=pk)
    draft = FormDraft(request, "cases.intervention", f"intervention:{pk}")
    return _answer(
        request,
        InterventionForm(draft.typed, intervention=intervention),
        draft,
        partial(change_intervention, intervention),
        standing=intervention,
        said=_("The intervention has been changed. The earlier version stays readable."),
        heading=_("Change this intervention"),
        submit=_("Record the change"),
    )


@needs(Permission.WRITE_NOTES)
def intervention_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """For an answer that is sent, one that ended meanwhile too, so that it is refused in words."""
    going_on = INTERVENTIONS.filter(to_on=None) if request.method == "GET" else INTERVENTIONS
    intervention = open_record(request, going_on.with_versions(), pk=pk)
    draft = FormDraft(request, "cases.intervention", f"end of intervention:{pk}")
    return _answer(
        request,
        EndForm(draft.typed, intervention=intervention),
        draft,
        partial(end_intervention, intervention),
        standing=intervention,
        said=_("Recorded, with what came of it."),
        heading=_("End this intervention"),
        submit=_("Record the end"),
    )


def _answer(
    request: StaffRequest,
    form: Any,
    draft: FormDraft,
    change: Callable[..., Intervention],
    *,
    said: str,
    standing: Any = None,
    **page: Any,
) -> HttpResponse:
    """Keep what is typed as a draft, or record it. `standing` is the intervention that is changed: the form carries which
    version of it was read, and who is told that somebody else changed it sends theirs again, knowing of it."""
    fields: dict[str, Any] = {}
    if standing:
        text = draft.typed.get("version", "") if draft.typed is not None else ""
        read = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
        fields["read_version"] = standing.version_count if read is None else read
        page |= {"intro": standing.what, "back": standing.get_absolute_url()}
        page["page"] = case_page(standing.case, request.user)
    context = {"form": form, "draft": draft, "version": fields.get("read_version"), **page}
    if request.method == "POST":
        if "_save" in request.POST:
            draft.save(title=request.POST.get("what", "") or page["intro"])
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return redirect("overview:home")
        if form.is_valid():
            write = partial(change, by=request.user, **form.cleaned_data, **fields)
            if made := attempt(form, draft.submit, lambda: write().pk):
                messages.success(request, said)
                return redirect("cases:intervention-detail", made)
            context["version"] = standing.version_count if standing else None
    elif draft.draft:
        unchecked(form)
    return render(request, "cases/intervention_form.html", context)
