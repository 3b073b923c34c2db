"""Writes plans: begun, their goals and what is to be done, agreed, measured again, reviewed, whom they reach, ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from assessments.models import Assessment
from cases.actions import finish_action
from cases.models import Action
from cs_casework.reference.models import Agency
from plans.agreeing import agree_plan, ask_agreement, end_plan, review_plan
from plans.models import Plan
from plans.reaching import Reach, reach_children
from plans.serving import add_action, tie_action
from plans.writing import add_goal, measure_goal, say_result, start_plan, write_plan

from .desk import Desk, moment
from .planned import GoalTold, PlanTold, ReachTold, ReviewTold, StepTold
from .plans_told import PLANS


def plan_plans(desk: Desk) -> None:
    for told in PLANS:
        desk.plan(_at(desk, told.started, 11), start, told)
        if told.asked is not None:
            desk.plan(_at(desk, told.asked, 15), ask, told)
        if told.agreed:
            desk.plan(_at(desk, told.agreed[1], 16, 40), agree, told)
        for step in told.steps:
            desk.plan(_at(desk, step.ago, 17), write_step, told, step)
            if step.done:
                desk.plan(_at(desk, step.done[0], 17, 10), finish_step, told, step)
        for ago, what in told.takes:
            desk.plan(_at(desk, ago, 17, 30), take_step, told, what)
        for reach in told.reach:
            desk.plan(_at(desk, reach.ago, 17, 20), reach_child, told, reach)
        for goal in told.goals:
            _plan_goal(desk, told, goal)
        for review in told.reviews:
            desk.plan(_at(desk, review.ago, 17, 40), review_it, told, review)
        if told.ended:
            desk.plan(_at(desk, told.ended[0], 17, 50), end_it, told)


def _plan_goal(desk: Desk, told: PlanTold, goal: GoalTold) -> None:
    if goal.added:
        desk.plan(_at(desk, goal.added[0], 16), put_in, told, goal)
    for ago, found, change in goal.measures:
        desk.plan(_at(desk, ago, 17, 25), measure, told, goal, found, change)
    if goal.result:
        desk.plan(_at(desk, goal.result[0], 17, 45), tell_result, told, goal)


def _at(desk: Desk, ago: int, hour: int, minute: int = 0) -> Any:
    return moment(desk.borough.today - timedelta(days=ago), hour, minute)


def _found(desk: Desk, told: PlanTold) -> Plan:
    about = {"child": desk.people[told.child]} if told.child else {}
    return Plan.objects.get(case=desk.cases[told.case], kind=told.kind, **about)


def _goal(desk: Desk, told: PlanTold, key: str) -> Any:
    statement = next(goal.statement for goal in told.goals if goal.key == key)
    return _found(desk, told).goals.get(statement=statement)


def start(desk: Desk, told: PlanTold) -> None:
    """Begun, written whole, and every goal put in: what somebody does in one sitting."""
    case, by = desk.cases[told.case], desk.users[told.by]
    child = desk.people[told.child] if told.child else None
    found = Assessment.objects.filter(case=case, status="authorised").order_by("-authorised_on").first()
    plan = start_plan(case, by=by, kind=told.kind, child=child, assessment=found if told.from_assessment else None)
    lead = desk.users[told.lead or told.by]
    write_plan(plan, by=by, number=plan.number, aim=told.aim, views=told.views, contingency=told.contingency, lead=lead)
    for goal in told.goals:
        if not goal.added:
            put_in(desk, told, goal)


def put_in(desk: Desk, told: PlanTold, goal: GoalTold) -> None:
    said: dict[str, Any] = {"statement": goal.statement, "measure": goal.measure, "how": goal.how}
    if goal.baseline:
        ago, said["baseline"] = goal.baseline
        said["baseline_on"] = desk.borough.today - timedelta(days=ago)
    reason = goal.added[1] if goal.added else ""
    add_goal(_found(desk, told), by=desk.users[told.by], reason=reason, **said)


def ask(desk: Desk, told: PlanTold) -> None:
    ask_agreement(_found(desk, told), by=desk.users[told.by])


def agree(desk: Desk, told: PlanTold) -> None:
    assert told.agreed
    by, _ago, why = told.agreed
    agree_plan(_found(desk, told), by=desk.users[by], agreed_why=why)


# --- What is done for it ---------------------------------------------------------------------------------------------
def write_step(desk: Desk, told: PlanTold, step: StepTold) -> None:
    add_action(
        _found(desk, told),
        by=desk.users[told.by],
        what=step.what,
        aimed_at=step.aimed_at,
        due_on=desk.borough.today + timedelta(days=step.due),
        owner=desk.users[step.owner] if step.owner else None,
        agency=Agency.objects.get(name=step.agency) if step.agency else None,
        owner_name=step.name,
        goal=_goal(desk, told, step.goal) if step.goal else None,
    )


def finish_step(desk: Desk, told: PlanTold, step: StepTold) -> None:
    assert step.done
    action = Action.objects.get(case=desk.cases[told.case], what=step.what)
    finish_action(action, by=desk.users[told.by], status=Action.Status.DONE, outcome=step.done[1])


def take_step(desk: Desk, told: PlanTold, what: str) -> None:
    """An action of the plan of a place, which reaches the child, serves the child's own plan too."""
    tie_action(_found(desk, told), by=desk.users[told.by], action=Action.objects.get(what=what))


def reach_child(desk: Desk, told: PlanTold, reach: ReachTold) -> None:
    child = desk.people[reach.child]
    reach_children(_found(desk, told), by=desk.users[told.by], children=[Reach(child, reach.why, reach.share)])


# --- How it went on --------------------------------------------------------------------------------------------------
def measure(desk: Desk, told: PlanTold, goal: GoalTold, found: str, change: str) -> None:
    measure_goal(
        _goal(desk, told, goal.key), by=desk.users[told.by], measured_on=desk.today(), found=found, change=change
    )


def tell_result(desk: Desk, told: PlanTold, goal: GoalTold) -> None:
    assert goal.result
    say_result(_goal(desk, told, goal.key), by=desk.users[told.by], result=goal.result[1])


def review_it(desk: Desk, told: PlanTold, review: ReviewTold) -> None:
    plan = _found(desk, told)
    review_plan(
        plan,
        by=desk.users[told.by],
        held_on=desk.today(),
        changed=review.changed,
        decision=review.decision,
        why=review.why,
        views=review.views,
        assessment=plan.assessment,
    )


def end_it(desk: Desk, told: PlanTold) -> None:
    assert told.ended
    _ago, by, outcome, words = told.ended
    end_plan(_found(desk, told), by=desk.users[by], outcome=outcome, outcome_words=words)
