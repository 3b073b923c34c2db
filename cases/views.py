from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases import redating, workflow
from cases.filters import CaseFilter
from cases.forms import DeclineForm, OpenChildForm, OpenForm, ProposeForm, ReferralDateForm, ReopenForm
from cases.life import life_of
from cases.models import Action, Allocation, Case, CaseChild
from cases.pages import case_page
from cases.pathway import pathways
from cases.standing import Standing
from contexts.models import Context
from contexts.views import uuid_or_none
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, is_begun
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.searches import asked
from cs_casework.versions import show_versions
from families.models import Family

# So much of what is to be done stands on the page of the case; all of it on a page of its own.
MOST_URGENT = 10

CASE = Case.objects.select_related("family", "context", "team", "proposed_by")


@require_GET
@needs(Permission.LIST_CASES)
def case_list(request: StaffRequest) -> HttpResponse:
    cases = Case.objects.visible_to(request.user).select_related("family", "context", "team")
    narrowed = CaseFilter(asked(request), cases, request=request)
    page = paginate(request, narrowed.qs.with_workers(request.user).with_last_oversight(request.user))
    record_listing(request, "case.listed")
    return render(
        request, "cases/case_list.html", {"page_of": page, "filter": narrowed.form, "is_filtered": bool(request.GET)}
    )


@needs(Permission.PROPOSE_CASE)
def case_propose(request: StaffRequest) -> HttpResponse:
    """On which record: `?family=` or `?context=`."""
    asked: list[tuple[type[Any], str]] = [(Family, "family"), (Context, "context")]
    for model, name in asked:
        if name in request.GET:
            subject = open_record(request, model, pk=uuid_or_none(request.GET[name]))
            break
    else:
        raise Http404
    draft = FormDraft(request, "cases.proposal", f"{name}:{subject.pk}")
    return answer_form(
        request,
        ProposeForm(draft.typed),
        workflow.propose_case,
        subject,
        draft=draft,
        done=lambda pk: reverse("cases:case-detail", args=[pk]),
        said=_("The case has been proposed. A manager decides whether to open it."),
        heading=_("Propose a case on %(subject)s") % {"subject": subject},
        submit=_("Propose the case"),
        back=subject.get_absolute_url(),
    )


@require_GET
def case_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = open_record(request, CASE.with_continuation(request.user).with_last_oversight(request.user), pk=pk)
    user = request.user
    in_it = CaseChild.objects.visible_to(user).filter(case=case).with_position(user)
    periods = list(in_it.with_last_seen(user).with_transition(user))
    allocations = Allocation.objects.visible_to(user).filter(case=case).select_related("worker", "team", "child")
    to_do = Action.objects.visible_to(user).filter(case=case).unfinished()
    life = life_of(case, user)
    return render(
        request,
        "cases/case_detail.html",
        {
            "case": case,
            "page": case_page(case, user, "details"),
            "periods": periods,
            "allocations": allocations.order_by("to_on", "-from_on"),
            "life": life,
            "actions": to_do.with_origins(user).to_do_first()[:MOST_URGENT],
            "pathways": pathways(life.standing, periods),
            "contacts": case.referrals.visible_to(user).select_related("referral"),
        },
    )


def _to_decide(request: StaffRequest) -> Any:
    """The proposals; for an answer that is sent or was kept, those decided meanwhile too, so that it is refused in words
    and what was typed stays on the page."""
    return CASE.proposed() if is_begun(request) else CASE


@needs(Permission.OPEN_CASE)
def case_open(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = open_record(request, _to_decide(request), pk=pk)
    draft = FormDraft(request, "cases.opening", f"case:{pk}")
    return answer_form(
        request,
        OpenForm(draft.typed, case=case, user=request.user),
        workflow.open_case,
        case,
        draft=draft,
        done=case,
        said=_("The case is open. Allocate it next, so that somebody leads."),
        template="cases/case_decide.html",
        case=case,
        heading=_("Open this case?"),
        submit=_("Open the case"),
        back=case.get_absolute_url(),
        page=case_page(case, request.user),
    )


@needs(Permission.OPEN_CASE)
def case_referral_date(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = open_record(request, CASE.open() if request.method == "GET" else CASE, pk=pk)
    if not Standing(request.user, case).manages:
        raise PermissionDenied
    return answer_form(
        request,
        ReferralDateForm(request.POST or None, initial={"referred_on": case.referred_on}),
        redating.put_right_referral_date,
        case,
        done=case,
        said=_("The referral date is put right, and what is due is reckoned from it."),
        heading=_("Put the referral date right"),
        intro=_("Children who were opened with the case are referred on this day too."),
        submit=_("Put it right"),
        back=case.get_absolute_url(),
        page=case_page(case, request.user),
    )


@needs(Permission.OPEN_CASE)
def case_decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = open_record(request, _to_decide(request), pk=pk)
    draft = FormDraft(request, "cases.declining", f"case:{pk}")
    return answer_form(
        request,
        DeclineForm(draft.typed),
        workflow.decline_case,
        case,
        draft=draft,
        done=case,
        said=_("The case has not been opened. Your reason stands on it."),
        template="cases/case_decide.html",
        case=case,
        heading=_("Do not open this case"),
        submit=_("Do not open the case"),
        back=case.get_absolute_url(),
        page=case_page(case, request.user),
    )


@needs(Permission.OPEN_CASE)
def case_reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """For an answer that is sent or was kept, the case whatever has become of it meanwhile, so that it is refused in
    words."""
    closed = CASE.with_continuation(request.user).filter(status=Case.Status.CLOSED, shows_continuation=False)
    case = open_record(request, closed if is_begun(request) else CASE, pk=pk)
    if not Standing(request.user, case).manages:
        raise PermissionDenied
    draft = FormDraft(request, "cases.reopening", f"case:{pk}")
    return answer_form(
        request,
        ReopenForm(draft.typed, case=case, user=request.user),
        workflow.reopen_case,
        case,
        draft=draft,
        done=case,
        said=_("The case is open again. Allocate it next, so that somebody leads."),
        heading=_("Open this case again?"),
        intro=_("What was said when it closed stays readable on it."),
        submit=_("Open the case again"),
        back=case.get_absolute_url(),
        page=case_page(case, request.user),
    )


@needs(Permission.OPEN_CASE)
def child_open(request: StaffRequest, pk: UUID) -> HttpResponse:
    families = CASE.filter(family__isnull=False)
    case = open_record(request, families.open() if request.method == "GET" else families, pk=pk)
    return answer_form(
        request,
        OpenChildForm(request.POST or None, case=case, user=request.user),
        workflow.open_child,
        case,
        done=case,
        said=_("The child is open to the service."),
        heading=_("Open another child to the service"),
        intro=_(
            "Members of the family who are not open yet. Somebody who is not a member is added to the family first."
        ),
        submit=_("Open"),
        back=case.get_absolute_url(),
        page=case_page(case, request.user),
    )


@require_GET
@needs(Permission.VIEW_CASES)
def case_history(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = open_record(request, CASE, pk=pk)
    return show_versions(request, case, case_page(case, request.user, "history"))
