"""The goals of a plan and what is done for them."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, needs
from plans import serving, writing
from plans.forms import AddActionForm, GoalForm, MeasureForm, ReasonForm, ResultForm, TieActionForm
from plans.models import Goal, Plan, PlanAction
from plans.pages import answer_kept, plan_page
from plans.views import opened_to_write, part_of


@needs(Permission.WRITE_PLANS)
def goal_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    plan = opened_to_write(request, pk)
    return answer_kept(
        request,
        name="plans.goal",
        about=f"plan:{plan.pk}",
        make=lambda typed: GoalForm(typed, plan=plan),
        change=partial(writing.add_goal, plan),
        done=plan,
        said=_("The goal is in the plan."),
        heading=_("Add a goal"),
        page=plan_page(plan, request.user),
        back=plan.get_absolute_url(),
    )


@needs(Permission.WRITE_PLANS)
def goal_change(request: StaffRequest, pk: UUID, goal: UUID) -> HttpResponse:
    plan = opened_to_write(request, pk)
    found = _goal(request, plan, goal)
    names = ("statement", "measure", "baseline", "baseline_on", "how")
    return answer_kept(
        request,
        name="plans.goal",
        about=str(found.pk),
        record=found,
        make=lambda typed: GoalForm(typed, initial={name: getattr(found, name) for name in names}, plan=plan),
        change=writing.change_goal,
        done=plan,
        said=_("Saved."),
        theirs=[
            (_("What will be different"), "statement"),
            (_("How we will know"), "measure"),
            (_("How it is now"), "baseline"),
            (_("How it will be measured again"), "how"),
        ],
        heading=_("Change this goal"),
        page=plan_page(plan, request.user),
        back=plan.get_absolute_url(),
    )


@needs(Permission.WRITE_PLANS)
def goal_measure(request: StaffRequest, pk: UUID, goal: UUID) -> HttpResponse:
    plan = opened_to_write(request, pk)
    found = _goal(request, plan, goal)
    return _answer(
        request,
        plan,
        MeasureForm(request.POST or None),
        writing.measure_goal,
        found,
        said=_("Recorded beside how it was at first."),
        heading=_("Measure this goal again"),
        intro=found.statement,
    )


@needs(Permission.WRITE_PLANS)
def goal_result(request: StaffRequest, pk: UUID, goal: UUID) -> HttpResponse:
    plan = opened_to_write(request, pk)
    found = _goal(request, plan, goal)
    return _answer(
        request,
        plan,
        ResultForm(request.POST or None, initial={"result": found.result}),
        writing.say_result,
        found,
        said=_("Recorded. The goal is not asked to be measured again."),
        heading=_("Say what came of this goal"),
        intro=found.statement,
    )


@needs(Permission.WRITE_PLANS)
def goal_take_out(request: StaffRequest, pk: UUID, goal: UUID) -> HttpResponse:
    plan = opened_to_write(request, pk)
    found = _goal(request, plan, goal)
    return _answer(
        request,
        plan,
        ReasonForm(request.POST or None),
        writing.take_out_goal,
        found,
        said=_("The goal is no longer in the plan. What was said of it stays readable in its versions."),
        heading=_("Take this goal out of the plan"),
        intro=found.statement,
        submit=_("Take out"),
    )


# --- What is done for it ---------------------------------------------------------------------------------------------
@needs(Permission.WRITE_PLANS)
def action_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    plan = opened_to_write(request, pk)
    return _answer(
        request,
        plan,
        AddActionForm(request.POST or None, plan=plan, user=request.user),
        serving.add_action,
        plan,
        said=_("The action is in the plan."),
        heading=_("Add an action"),
        intro=_("Nobody is filled in as its owner: say who does it, or which agency."),
    )


@needs(Permission.WRITE_PLANS)
def action_tie(request: StaffRequest, pk: UUID) -> HttpResponse:
    plan = opened_to_write(request, pk)
    return _answer(
        request,
        plan,
        TieActionForm(request.POST or None, plan=plan, user=request.user),
        serving.tie_action,
        plan,
        said=_("The action serves this plan too. It has one status wherever it stands."),
        heading=_("Use an action that is there already"),
        intro=_("Actions still to do on the case, and in plans for places and groups that affect the child.")
        if plan.child_id
        else _("Actions still to do on the case."),
        submit=_("Use this action"),
    )


@needs(Permission.WRITE_PLANS)
def action_untie(request: StaffRequest, pk: UUID, row: UUID) -> HttpResponse:
    plan = opened_to_write(request, pk)
    rows = PlanAction.objects.visible_to(request.user).select_related("action")
    found = part_of(plan, rows, request.user, row)
    return _answer(
        request,
        plan,
        ReasonForm(request.POST or None),
        serving.untie_action,
        found,
        said=_("The action is no longer in this plan. It goes on where else it stands."),
        heading=_("Take this action out of the plan"),
        intro=found.action.what,
        submit=_("Take out"),
    )


def _goal(request: StaffRequest, plan: Plan, pk: UUID) -> Any:
    return part_of(plan, Goal.objects.visible_to(request.user).select_related("written_by"), request.user, pk)


def _answer(
    request: StaffRequest, plan: Plan, form: Any, change: Callable[..., Any], about: Any, **context: Any
) -> HttpResponse:
    return answer_form(
        request,
        form,
        change,
        about,
        done=plan,
        back=plan.get_absolute_url(),
        page=plan_page(plan, request.user),
        **context,
    )
