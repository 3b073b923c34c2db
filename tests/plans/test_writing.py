"""Writing a plan: begun, its words and goals, measured again, and each change once it is agreed."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.actions import finish_action
from cases.models import Action
from cs_casework.dates import today
from plans import agreeing, serving, writing
from plans.codes import Kind
from plans.models import Goal, Plan, PlanVersion
from tests.factories import (
    ActionFactory,
    AssessmentChildFactory,
    AssessmentFactory,
    AssessmentSectionFactory,
    CaseFactory,
    ContextAssessmentFactory,
    ContextPlanFactory,
    GoalFactory,
    PersonFactory,
    PlanActionFactory,
    PlanChildLinkFactory,
    PlanFactory,
    UserFactory,
)
from tests.helpers import messages_of, race
from tests.site.records import grant, restrict

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
GOAL = {"statement": "She walks home with friends.", "measure": "How often she says so."}


def test_a_plan_begins_with_what_the_assessment_wants(worker: Any, made: SimpleNamespace) -> None:
    assessment = AssessmentFactory(case=made.case, authorised=True)
    AssessmentChildFactory(assessment=assessment, child=made.child, concluded=True, support="Somebody to walk with.")
    plan = writing.start_plan(made.case, by=worker, kind="cin", child=made.child, assessment=assessment)
    assert (plan.aim, plan.is_draft, plan.review_due) == ("Somebody to walk with.", True, None)
    found = ContextAssessmentFactory(case=made.context_case, authorised=True)
    AssessmentSectionFactory(assessment=found, name="goals", text="The park is lit.")
    assert writing.start_plan(made.context_case, by=worker, kind="context", assessment=found).aim == "The park is lit."


def test_a_plan_is_refused_where_it_does_not_fit(worker: Any, made: SimpleNamespace) -> None:
    def refusal(**said: Any) -> dict[str, list[str]]:
        with pytest.raises(ValidationError) as refused:
            writing.start_plan(said.pop("case", made.case), by=worker, **said)
        return messages_of(refused)

    assert "kind" in refusal(kind="context")
    assert "kind" in refusal(case=made.context_case, kind="cin", child=made.child)
    assert "child" in refusal(kind="cin")
    assert "child" in refusal(kind="cin", child=PersonFactory())
    assert "child" in refusal(case=made.context_case, kind="context", child=made.child)
    assert "assessment" in refusal(kind="cin", child=made.child, assessment=AssessmentFactory(case=made.case))
    for other in (
        AssessmentFactory(authorised=True),  # of another case
        AssessmentChildFactory(
            assessment=AssessmentFactory(case=made.case, authorised=True), child=made.other
        ).assessment,
    ):
        assert "assessment" in refusal(kind="cin", child=made.child, assessment=other)
    assert "lead" in refusal(kind="cin", child=made.child, lead=UserFactory(code="business_support"))
    PlanFactory(case=made.case, child=made.child)
    assert refusal(kind="cin", child=made.child) == {
        "__all__": ["This child has a plan of this kind already. Change it, or end it first."]
    }
    ContextPlanFactory(case=made.context_case)
    assert "__all__" in refusal(case=made.context_case, kind="context")
    made.case.status, made.case.closed_on = "closed", today()
    made.case.save()
    assert refusal(kind="safety", child=made.child) == {"__all__": ["This case is not open."]}


def test_who_does_not_work_with_the_case_writes_no_plan_on_it(worker: Any, made: SimpleNamespace, records: Any) -> None:
    with pytest.raises(PermissionDenied):
        writing.start_plan(CaseFactory(), by=worker, kind="cin", child=made.child)
    plan = PlanFactory(case=made.case, child=made.child)
    for somebody in (UserFactory(), records):
        with pytest.raises(PermissionDenied):
            writing.add_goal(plan, by=somebody, **GOAL)


def test_a_change_of_an_agreed_plan_is_a_new_version_with_a_reason(worker: Any, made: SimpleNamespace) -> None:
    plan = PlanFactory(case=made.case, child=made.child, agreed=True, lead=worker)
    goal = GoalFactory(plan=plan)
    said = {"aim": "She is safe and has company.", "lead": worker}
    with pytest.raises(ValidationError) as refused:
        writing.write_plan(plan, by=worker, number=0, **said)
    assert messages_of(refused) == {"reason": ["Say why the plan is changed."]}
    plan = writing.write_plan(plan, by=worker, number=0, reason="She has moved school", **said)
    writing.add_goal(plan, by=worker, reason="The new school", **GOAL)
    writing.change_goal(goal, by=worker, number=0, reason="Clearer", statement="Safe at the stop")
    versions = PlanVersion.objects.filter(plan=plan).order_by("number")
    assert [(row.number, row.why) for row in versions] == [
        (2, "She has moved school"),
        (3, "The new school"),
        (4, "Clearer"),
    ]
    assert [len(row.said["goals"]) for row in versions] == [1, 2, 2]
    assert versions[0].said["goals"][0]["statement"] == "Young people feel safe at the bus stop."
    with pytest.raises(ValidationError, match="what it is for"):
        writing.write_plan(plan, by=worker, number=1, aim="", lead=worker, reason="x")
    with pytest.raises(ValidationError, match="who leads it"):
        writing.write_plan(plan, by=worker, number=1, aim="She is safe", lead=None, reason="x")


def test_a_draft_changes_without_a_version(worker: Any, made: SimpleNamespace) -> None:
    plan = PlanFactory(case=made.case, child=made.child)
    plan = writing.write_plan(plan, by=worker, number=0, aim="", starts_on=today() + DAY)
    assert (plan.aim, plan.starts_on, plan.version) == ("", today() + DAY, 0)
    assert not PlanVersion.objects.exists()


def test_nothing_somebody_else_wrote_since_is_written_over(worker: Any, colleague: Any, made: SimpleNamespace) -> None:
    plan = PlanFactory(case=made.case, child=made.child)
    writing.write_plan(plan, by=colleague, number=0, aim="Theirs")
    with pytest.raises(writing.WrittenSince) as since:
        writing.write_plan(plan, by=worker, number=0, aim="Mine")
    assert since.value.found.aim == "Theirs"
    goal = writing.add_goal(plan, by=colleague, **GOAL)
    with pytest.raises(writing.WrittenSince):
        writing.change_goal(goal, by=worker, number=0, statement="Mine")


def test_a_goal_says_what_will_be_different_and_since_when_it_is_as_it_is(worker: Any, made: SimpleNamespace) -> None:
    plan = PlanFactory(case=made.case, child=made.child)
    for said, field in (
        ({"statement": " "}, "statement"),
        ({"statement": "x", "baseline": "Two of ten"}, "baseline_on"),
        ({"statement": "x", "baseline_on": today()}, "baseline"),
        ({"statement": "x", "baseline": "Two of ten", "baseline_on": today() + DAY}, "baseline_on"),
    ):
        with pytest.raises(ValidationError) as refused:
            writing.add_goal(plan, by=worker, **said)
        assert field in messages_of(refused)


def test_a_goal_is_measured_again_and_its_result_said(worker: Any, made: SimpleNamespace) -> None:
    plan = PlanFactory(case=made.case, child=made.child)
    goal = GoalFactory(plan=plan, baseline="Two of ten", baseline_on=today())
    found = {"found": "Six of ten", "change": "better"}
    with pytest.raises(ValidationError, match="once its plan is agreed"):
        writing.measure_goal(goal, by=worker, measured_on=today(), **found)
    agreed = PlanFactory(case=made.case, child=made.child, kind="safety", agreed=True)
    goal = GoalFactory(plan=agreed, baseline="Two of ten", baseline_on=today())
    for day in (today() - DAY, today() + DAY):
        with pytest.raises(ValidationError):
            writing.measure_goal(goal, by=worker, measured_on=day, **found)
    assert list(Goal.objects.measured_once()) == [goal]
    writing.measure_goal(goal, by=worker, measured_on=today(), **found)
    assert not Goal.objects.measured_once().exists()
    with pytest.raises(ValidationError, match="Say what was found"):
        writing.measure_goal(goal, by=worker, measured_on=today(), found=" ", change="better")
    with pytest.raises(ValidationError, match="Say what came of it"):
        writing.say_result(goal, by=worker, result=" ")
    with pytest.raises(ValidationError, match="once its plan is agreed"):
        writing.say_result(GoalFactory(plan=plan), by=worker, result="x")
    assert writing.say_result(goal, by=worker, result="She feels safe").result_on == today()
    kept = PlanVersion.objects.get(plan=agreed)
    assert (kept.number, kept.goals[0]["result"]) == (2, "She feels safe")


def test_a_goal_taken_out_stays_readable_and_its_actions_in_the_plan(worker: Any, made: SimpleNamespace) -> None:
    plan = PlanFactory(case=made.case, child=made.child, agreed=True)
    first, last = GoalFactory(plan=plan), GoalFactory(plan=plan)
    row = PlanActionFactory(plan=plan, goal=first)
    writing.take_out_goal(first, by=worker, reason="Reached")
    row.refresh_from_db()
    assert (row.goal, row.removed_on) == (None, None)
    with pytest.raises(ValidationError, match="at least one goal"):
        writing.take_out_goal(last, by=worker, reason="x")
    with pytest.raises(ValidationError) as refused:
        writing.take_out_goal(last, by=worker, reason=" ")
    assert messages_of(refused) == {"reason": ["Say why the goal is taken out."]}
    with pytest.raises(ValidationError, match="taken out"):
        writing.change_goal(first, by=worker, number=0, statement="x", reason="x")


# --- What is done for it ---------------------------------------------------------------------------------------------
def test_one_action_serves_several_plans_and_is_done_once(worker: Any, made: SimpleNamespace) -> None:
    """A child's plan points at what the plan of a context does, instead of writing it again."""
    place = ContextPlanFactory(case=made.context_case, agreed=True)
    plan = PlanFactory(case=made.case, child=made.child, agreed=True)
    said = {"what": "Light the path", "due_on": today(), "aimed_at": "neighbourhood", "owner_name": "Parks officer"}
    action = serving.add_action(place, by=worker, **said).action
    assert action.whose == "Parks officer"
    with pytest.raises(ValidationError, match="a plan that reaches the child"):
        serving.tie_action(plan, by=worker, action=action)
    PlanChildLinkFactory(plan=place, child=made.child)
    serving.tie_action(plan, by=worker, action=action, goal=GoalFactory(plan=plan))
    finish_action(action, by=worker, status="done", outcome="It is lit")
    assert {row.action.status for row in plan.plan_actions.all()} == {"done"}
    with pytest.raises(ValidationError, match="finished already"):
        serving.tie_action(plan, by=worker, action=action)


def test_an_action_needs_an_owner_who_may_see_the_child(
    worker: Any, colleague: Any, manager: Any, made: SimpleNamespace
) -> None:
    restrict(made.child, by=manager)
    for user in (worker, colleague):
        grant(made.child, to=user)
    plan = PlanFactory(case=made.case, child=made.child)
    said = {"what": "Call her", "due_on": today(), "aimed_at": "individual"}
    with pytest.raises(ValidationError) as refused:
        serving.add_action(plan, by=worker, **said)
    assert "owner" in messages_of(refused)
    with pytest.raises(ValidationError) as refused:
        serving.add_action(plan, by=worker, owner=UserFactory(), **said)
    assert "owner" in messages_of(refused)
    with pytest.raises(ValidationError) as refused:
        serving.add_action(plan, by=worker, owner=colleague, goal=GoalFactory(), **said)
    assert "goal" in messages_of(refused)
    assert serving.add_action(plan, by=worker, owner=colleague, **said).action.case == made.case
    # Nor is one taken into the plan that somebody has who may not: it would be theirs and on no list of theirs.
    for whose in ({"owner": UserFactory()}, {"owner_name": "A warden", "owner": None, "chaser": UserFactory()}):
        with pytest.raises(ValidationError, match="Give it to somebody else first"):
            serving.tie_action(plan, by=worker, action=ActionFactory(case=made.case, **whose))


def test_an_action_of_another_childs_plan_is_not_offered(worker: Any, manager: Any, made: SimpleNamespace) -> None:
    plan = PlanFactory(case=made.case, child=made.child)
    theirs = PlanActionFactory(plan=PlanFactory(case=made.case, child=made.other)).action
    of_case = ActionFactory(case=made.case)
    assert list(serving.actions_to_tie(plan, worker)) == [of_case]
    with pytest.raises(ValidationError):
        serving.tie_action(plan, by=worker, action=theirs)
    row = serving.tie_action(plan, by=worker, action=of_case)
    assert not serving.actions_to_tie(plan, worker).exists()
    with pytest.raises(ValidationError, match="Say why the action is taken out"):
        serving.untie_action(row, by=worker, reason=" ")
    serving.untie_action(row, by=worker, reason="Done elsewhere")
    assert serving.actions_to_tie(plan, worker).get() == of_case
    with pytest.raises(ValidationError, match="taken out of the plan already"):
        serving.untie_action(row, by=worker, reason="Again")
    gone = GoalFactory(plan=plan, removed_on=today(), removed_why="Reached")
    with pytest.raises(ValidationError, match="Choose a goal of this plan"):
        serving.tie_action(plan, by=worker, action=of_case, goal=gone)
    restrict(made.context, by=manager)
    with pytest.raises(PermissionDenied):
        serving.tie_action(plan, by=worker, action=ActionFactory(case=made.context_case))


def test_what_is_done_for_a_hidden_child_is_hidden_on_the_case_too(
    worker: Any, manager: Any, made: SimpleNamespace
) -> None:
    theirs = PlanActionFactory(plan=PlanFactory(case=made.case, child=made.other)).action
    place = PlanActionFactory(plan=ContextPlanFactory(case=made.context_case)).action
    PlanActionFactory(plan=PlanFactory(case=made.case, child=made.other, kind="safety"), action=place)
    assert set(Action.objects.visible_to(worker)) == {theirs, place}
    restrict(made.other, by=manager)
    assert set(Action.objects.visible_to(worker)) == {place}


def test_two_who_begin_a_plan_at_once_make_one(
    worker: Any, colleague: Any, made: SimpleNamespace, transactional_db: None
) -> None:
    begin = {"kind": Kind.CHILD_IN_NEED, "child": made.child}
    answers = race(
        lambda: writing.start_plan(made.case, by=worker, **begin),
        lambda: writing.start_plan(made.case, by=colleague, **begin),
        hold=lambda: type(made.case).objects.select_for_update().get(pk=made.case.pk),
    )
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    assert Plan.objects.count() == 1


def test_a_plan_that_waits_or_has_ended_is_not_written_in(worker: Any, manager: Any, made: SimpleNamespace) -> None:
    plan = PlanFactory(case=made.case, child=made.child, lead=worker)
    GoalFactory(plan=plan)
    agreeing.ask_agreement(plan, by=worker)
    with pytest.raises(ValidationError, match="waits for a manager"):
        writing.add_goal(plan, by=worker, **GOAL)
    agreeing.agree_plan(plan, by=manager)
    agreeing.end_plan(plan, by=manager, outcome="achieved", outcome_words="She is safe")
    with pytest.raises(ValidationError, match="has ended"):
        writing.add_goal(plan, by=worker, reason="x", **GOAL)
