"""One plan: begun, read, its words and goals written, and handed to a manager."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assessments.models import Assessment
from cases.pages import case_page
from cases.standing import Standing
from cases.views import CASE
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, needs, paginate
from plans import agreeing, writing
from plans.affecting import affecting_whom
from plans.conferences import undecided
from plans.forms import PlanForm, StartForm
from plans.models import Goal, GoalMeasure, Plan, PlanAction, PlanChildLink, PlanReview, PlanVersion
from plans.pages import answer_kept, plan_page, steps_of
from plans.writing import may_write

PLAN = Plan.objects.select_related("case__family", "case__context", "case__team", "child", "lead")
REVIEWS_A_PAGE = 12


@needs(Permission.WRITE_PLANS)
def plan_start(request: StaffRequest, pk: UUID) -> HttpResponse:
    """On this case; with `?kind=`, `?child=` and `?assessment=` where what one came from says it already."""
    case = open_record(request, CASE, pk=pk)
    if not may_write(Standing(request.user, case)):
        raise PermissionDenied
    back = reverse("plans:case-plans", args=[case.pk])
    if request.method == "GET" and not case.is_open:
        return redirect(back)
    asked = {name: request.GET[name] for name in ("kind", "child", "assessment") if name in request.GET}
    form = StartForm(request.POST or None, case=case, user=request.user, initial=asked)
    return answer_form(
        request,
        form,
        writing.start_plan,
        case,
        done=lambda made: made,
        said=_("The plan is begun. Say what it is for, and add its goals and actions."),
        heading=_("Start a plan"),
        warning=form.undecided,
        submit=_("Start the plan"),
        back=back,
        page=case_page(case, request.user),
    )


@require_GET
@needs(Permission.VIEW_CASES)
def plan_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The whole plan on one page: what it is for, each goal with its measures and actions, its reviews."""
    user = request.user
    plan = open_record(request, PLAN.select_related("agreed_by", "asked_by", "ended_by", "assessment"), pk=pk)
    goals = goals_measured(plan, user)
    rows = PlanAction.objects.visible_to(user).filter(plan=plan).next_first()
    rows = rows.select_related("action__owner", "action__agency", "action__chaser", "action__case__context")
    standing = [row for row in rows if row.removed_on is None]
    # The assessment that was in view is asked through the door.
    assessments = Assessment.objects.visible_to(user)
    reviews = PlanReview.objects.visible_to(user).filter(plan=plan).select_related("created_by")
    reviews = reviews.prefetch_related(Prefetch("assessment", assessments))
    record_listing(request, "plan.read", [plan.child_id] if plan.child_id else [])
    reached = PlanChildLink.objects.visible_to(user).current().filter(plan=plan).count() if plan.is_of_context else 0
    return render(
        request,
        "plans/plan_detail.html",
        {
            "plan": plan,
            "page": plan_page(plan, user, "plan"),
            "steps": steps_of(plan, user),
            "goals": [(goal, [row for row in standing if row.goal_id == goal.pk]) for goal in goals if goal.is_in_plan],
            "other_actions": [row for row in standing if row.goal_id is None],
            "goals_out": [goal for goal in goals if not goal.is_in_plan],
            "actions_out": [row for row in rows if row.removed_on],
            "reviews": paginate(request, reviews, REVIEWS_A_PAGE),
            "reached": reached,
            "affecting": affecting_whom(plan.child, user) if plan.child_id else [],
            "assessment": _assessment(plan, user),
            "undecided": undecided(plan.kind, plan.child, plan.case) if plan.is_unagreed else "",
        },
    )


def goals_measured(plan: Plan, user: Any) -> Any:
    """The goals of a plan, each with what measuring found since (`again`)."""
    measures = GoalMeasure.objects.visible_to(user).select_related("created_by")
    goals = Goal.objects.visible_to(user).filter(plan=plan)
    return goals.prefetch_related(Prefetch("measures", measures, to_attr="again"))


def _assessment(plan: Plan, user: Any) -> Any:
    """The assessment it came from, where this reader may see it."""
    if plan.assessment_id is None:
        return None
    return Assessment.objects.visible_to(user).filter(pk=plan.assessment_id).first()


@needs(Permission.WRITE_PLANS)
def plan_write(request: StaffRequest, pk: UUID) -> HttpResponse:
    plan = opened_to_write(request, pk)
    names = ("aim", "views", "contingency", "lead", "starts_on")
    initial = {name: getattr(plan, name) for name in names} | {"lead": plan.lead_id}
    return answer_kept(
        request,
        name="plans.plan",
        about=str(plan.pk),
        record=plan,
        make=lambda typed: PlanForm(typed, initial=initial, plan=plan),
        change=writing.write_plan,
        done=plan,
        said=_("Saved."),
        plan=plan,
        theirs=[(_("What it is for"), "aim"), (_("What they say of it"), "views"), (_("If not"), "contingency")],
        heading=_("What the plan is for"),
        page=plan_page(plan, request.user),
        back=plan.get_absolute_url(),
    )


@require_POST
@needs(Permission.WRITE_PLANS)
def plan_ask(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Hand it to a manager; what is still missing is said above the plan."""
    plan = open_record(request, PLAN, pk=pk)
    try:
        agreeing.ask_agreement(plan, by=request.user)
        messages.success(request, _("Sent to a manager, who agrees to it or returns it."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(plan)


@require_GET
@needs(Permission.VIEW_CASES)
def plan_versions(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The plan as it read when it was agreed and after each change since, the newest first."""
    plan = open_record(request, PLAN, pk=pk)
    found = PlanVersion.objects.visible_to(request.user).filter(plan=plan).select_related("created_by")
    page = plan_page(plan, request.user, "versions")
    return render(
        request, "plans/plan_versions.html", {"plan": plan, "page": page, "page_of": paginate(request, found, 10)}
    )


def opened_to_write(request: StaffRequest, pk: UUID) -> Plan:
    """The plan, for who writes in it."""
    plan = open_record(request, PLAN, pk=pk)
    if not may_write(Standing(request.user, plan.case)):
        raise PermissionDenied
    return plan


def part_of(plan: Plan, rows: Any, user: Any, pk: UUID) -> Any:
    """One goal or action of this plan, as this reader may see it."""
    found = get_object_or_404(rows.visible_to(user), plan=plan, pk=pk)
    found.plan = plan
    return found
