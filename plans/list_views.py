"""The plans on a case, and on the record of a child and a context; and what a manager watches over plans."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cases.filters import teams_of
from cases.models import CaseChild
from cases.pages import case_page
from cases.views import CASE
from contexts.models import Context
from contexts.pages import context_page
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import RecordPage, needs, paginate
from families.models import Person
from families.pages import person_page
from plans.affecting import affecting_whom
from plans.models import Plan
from plans.pages import TONES, start_url
from plans.watched import EXPLAINED, SHAPES, What, contexts_not_reaching, watched


@require_GET
@needs(Permission.VIEW_CASES)
def case_plans(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = open_record(request, CASE, pk=pk)
    found = Plan.objects.visible_to(request.user).filter(case=case)
    page = case_page(case, request.user, "plans")
    return _listed(request, found, page, start_url=start_url(case, request.user))


@require_GET
@needs(Permission.VIEW_CASES)
def context_plans(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context, pk=pk)
    found = Plan.objects.visible_to(request.user).filter(case__context=context)
    case = CASE.visible_to(request.user).open().filter(context=context).first()
    page = context_page(context, request.user, "plans")
    return _listed(request, found, page, start_url=start_url(case, request.user))


@require_GET
@needs(Permission.VIEW_CASES)
def person_plans(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A child's own plans, and those for places and groups that affect them."""
    person = open_record(request, Person, pk=pk)
    found = Plan.objects.visible_to(request.user).filter(child=person)
    page = person_page(person, request.user, "plans")
    periods = CaseChild.objects.visible_to(request.user).open().filter(child=person).order_by()
    case = CASE.visible_to(request.user).open().filter(pk__in=periods.values("case")).first()
    start = start_url(case, request.user, child=person)
    return _listed(request, found, page, person=person, affecting=affecting_whom(person, request.user), start_url=start)


def _listed(request: StaffRequest, found: Any, page: RecordPage, **context: Any) -> HttpResponse:
    shown = paginate(request, found.select_related("child", "lead", "case").soonest_first())
    record_listing(request, "plan.listed", {plan.child_id for plan in shown if plan.child_id})
    rows = [(plan, TONES[plan.status]) for plan in shown]
    return render(request, "plans/plan_list.html", {"page": page, "page_of": shown, "rows": rows, **context})


@require_GET
@needs(Permission.AGREE_PLANS)
def plan_watch(request: StaffRequest, what: str) -> HttpResponse:
    """What a manager watches over plans: one list of those there are, of their own teams or of the whole service."""
    user = request.user
    whole_service = request.GET.get("teams") == "all"
    if what not in What.values:
        raise Http404
    asked = What(what)
    page = paginate(request, watched(user, asked, teams=None if whole_service else teams_of(user)))
    children = {key for row in page if (key := getattr(row, "child_id", None) or _of_goal(row))}
    if SHAPES[asked] == "child":
        affecting = contexts_not_reaching(children, user)
        for row in page:
            row.not_reaching = affecting.get(row.child_id, [])
    record_listing(request, "plan.watched", children)
    return render(
        request,
        "plans/plan_watch.html",
        {
            "what": asked,
            "explained": EXPLAINED[asked],
            "shape": SHAPES[asked],
            "whole_service": whole_service,
            "parts": [
                {"label": one.label, "url": reverse("plans:plan-watch", args=[one.value]), "current": one == asked}
                for one in What
            ],
            "page_of": page,
        },
    )


@require_GET
@needs(Permission.WRITE_PLANS)
def reviews_due(request: StaffRequest) -> HttpResponse:
    """A worker's own plans that are to be looked at again in the next two weeks, the soonest first."""
    found = Plan.objects.visible_to(request.user).of_own(request.user).review_soon()
    page = paginate(request, found.select_related("child", "case__context").order_by("review_due", "pk"))
    record_listing(request, "plan.reviews_due_listed", {plan.child_id for plan in page if plan.child_id})
    return render(request, "plans/reviews_due.html", {"page_of": page})


def _of_goal(row: Any) -> Any:
    plan = getattr(row, "plan", None)
    return plan.child_id if plan else None
