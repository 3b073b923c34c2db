"""What the database refuses of plans, whoever writes to it."""

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from cs_casework.dates import today
from tests.factories import (
    ContextPlanFactory,
    GoalFactory,
    GoalMeasureFactory,
    PersonFactory,
    PlanActionFactory,
    PlanChildLinkFactory,
    PlanFactory,
    PlanReviewFactory,
    PlanVersionFactory,
    UserFactory,
)
from tests.helpers import twice

pytestmark = pytest.mark.django_db

BEFORE = today() - datetime.timedelta(days=1)


def ended(make: Any = PlanFactory, **details: Any) -> Any:
    end = {"status": "ended", "ended_on": today(), "ended_by": UserFactory(), "outcome": "achieved"}
    return make(**(end | {"outcome_words": "They walk home together."} | details))


# Each constraint of the app with rows that break it and nothing else.
BREAKS: dict[str, list[Any]] = {
    "plan_of_child_or_context": [
        lambda: PlanFactory(child=None),
        lambda: ContextPlanFactory(child=PersonFactory()),
    ],
    "one_plan_of_a_kind_a_child": [twice(PlanFactory, "case", "child")],
    "one_plan_a_context_case": [twice(ContextPlanFactory, "case")],
    "plan_agreed_is_whole": [
        lambda: PlanFactory(agreed_on=today()),
        lambda: PlanFactory(agreed_by=UserFactory()),
        lambda: PlanFactory(review_due=today()),
        lambda: PlanFactory(version=1),
        lambda: PlanFactory(status="asked", asked_on=today(), asked_by=UserFactory(), version=1),
        *(
            lambda part=part: PlanFactory(agreed=True, **{part: None})
            for part in ("agreed_on", "agreed_by", "review_due", "lead")
        ),
        lambda: PlanFactory(agreed=True, version=0),
        lambda: ended(review_due=today()),
    ],
    "plan_ended_is_whole": [
        lambda: ended(ended_on=None),
        lambda: ended(ended_by=None),
        lambda: ended(outcome=""),
        lambda: ended(outcome_words=""),
        lambda: PlanFactory(ended_on=today()),
        lambda: PlanFactory(ended_by=UserFactory()),
        lambda: PlanFactory(outcome="achieved"),
        lambda: PlanFactory(outcome_words="They walk home together."),
    ],
    "plan_asked_is_whole": [
        lambda: PlanFactory(status="asked", asked_on=today()),
        lambda: PlanFactory(status="asked", asked_by=UserFactory()),
    ],
    "plan_ends_after_it_started": [
        lambda: ended(agreed_on=BEFORE, ended_on=BEFORE),
    ],
    "version_once_a_plan": [twice(PlanVersionFactory, "plan")],
    "plan_change_says_why": [lambda: PlanVersionFactory(number=2)],
    "action_once_a_plan": [twice(PlanActionFactory, "plan", "action")],
    "plan_action_taken_out_says_why": [
        lambda: PlanActionFactory(removed_on=today()),
        lambda: PlanActionFactory(removed_why="The school does it"),
    ],
    "plan_review_says_what_changed": [
        lambda part=part: PlanReviewFactory(**{part: ""}) for part in ("changed", "why", "decision")
    ],
    "plan_reviewed_before_the_next": [lambda: PlanReviewFactory(next_due=today())],
    "goal_says_what_will_be_different": [lambda: GoalFactory(statement="")],
    "goal_baseline_has_a_day": [
        lambda: GoalFactory(baseline="Four of twenty."),
        lambda: GoalFactory(baseline_on=today()),
    ],
    "goal_taken_out_says_why": [
        lambda: GoalFactory(removed_on=today()),
        lambda: GoalFactory(removed_why="The stop has moved"),
    ],
    "goal_result_has_a_day": [lambda: GoalFactory(result="Nine of twenty."), lambda: GoalFactory(result_on=today())],
    "goal_measure_says_what_was_found": [lambda: GoalMeasureFactory(found=""), lambda: GoalMeasureFactory(change="")],
    "plan_reaches_a_child_once": [twice(PlanChildLinkFactory, "plan", "child")],
    "plan_link_says_why": [lambda: PlanChildLinkFactory(why="")],
    "plan_link_ends_with_reason": [
        lambda: PlanChildLinkFactory(to_on=today()),
        lambda: PlanChildLinkFactory(ended_why="She has moved"),
    ],
    "plan_link_ends_after_it_began": [lambda: PlanChildLinkFactory(to_on=BEFORE, ended_why="She has moved")],
}


@pytest.mark.parametrize(
    ("name", "write"), [pytest.param(name, write, id=name) for name, writes in BREAKS.items() for write in writes]
)
def test_constraint_holds_whoever_writes(name: str, write: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def test_every_constraint_is_tried() -> None:
    models = apps.get_app_config("plans").get_models()
    names = {constraint.name for model in models for constraint in model._meta.constraints}
    assert names == set(BREAKS)


def test_what_is_over_makes_room_for_the_same() -> None:
    plan = ended()
    assert PlanFactory(case=plan.case, child=plan.child).pk
    assert ContextPlanFactory(case=ended(ContextPlanFactory).case).pk
    row = PlanActionFactory(removed_on=today(), removed_why="The school does it")
    assert PlanActionFactory(plan=row.plan, action=row.action).pk
    link = PlanChildLinkFactory(to_on=today(), ended_why="She has moved")
    assert PlanChildLinkFactory(plan=link.plan, child=link.child).pk


def test_a_child_has_a_plan_of_each_kind_at_once() -> None:
    plan = PlanFactory(kind="cp")
    assert PlanFactory(case=plan.case, child=plan.child, kind="roth").pk
