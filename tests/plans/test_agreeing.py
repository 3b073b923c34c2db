"""What a manager does with a plan, its reviews, and which children a context's plan reaches until it ends."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.closing import close_case
from cases.models import Case, CaseChild
from cases.pathway import pathways
from cases.standing import Standing
from cases.workflow import close_period
from cs_casework.dates import today
from plans import agreeing, reaching, writing
from plans.models import Plan, PlanChildLink
from plans.reaching import Reach
from tests.factories import (
    AssessmentChildFactory,
    AssessmentFactory,
    CaseChildFactory,
    ContextLinkFactory,
    ContextPlanFactory,
    GoalFactory,
    PersonFactory,
    PlanChildLinkFactory,
    PlanFactory,
    PlanReviewFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import messages_of, race, stand_on
from tests.site.records import restrict

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
MARCH = datetime.date(2026, 3, 2)
SAID = {"changed": "Fewer are followed", "why": "It works"}


def _asked(made: SimpleNamespace, worker: Any, **said: Any) -> Plan:
    plan = PlanFactory(case=made.case, child=made.child, lead=worker, **said)
    GoalFactory(plan=plan)
    return agreeing.ask_agreement(plan, by=worker)


def test_a_plan_says_what_it_is_for_before_it_is_agreed(worker: Any, manager: Any, made: SimpleNamespace) -> None:
    plan = PlanFactory(case=made.case, child=made.child, aim="")
    for change, by in ((agreeing.ask_agreement, worker), (agreeing.agree_plan, manager)):
        with pytest.raises(ValidationError, match="what it is for, who leads it, at least one goal"):
            change(plan, by=by)


def test_a_manager_of_the_team_agrees(worker: Any, manager: Any, made: SimpleNamespace) -> None:
    plan = _asked(made, worker)
    assert list(Plan.objects.for_decision_by(manager)) == [plan]
    assert agreeing.ask_agreement(plan, by=worker) == plan
    with pytest.raises(PermissionDenied):
        agreeing.agree_plan(plan, by=worker)
    # Not a manager of another team.
    TeamMembershipFactory(user=(other := UserFactory(code="manager")), is_manager=True)
    for change, said in (
        (agreeing.agree_plan, {}),
        (agreeing.return_plan, {"returned_why": "x"}),
        (agreeing.end_plan, {"outcome": "not_needed", "outcome_words": "x"}),
        (agreeing.extend_review, {"due_on": today(), "extended_why": "x"}),
    ):
        with pytest.raises(PermissionDenied):
            change(plan, by=other, **said)
    Case.objects.filter(pk=plan.case_id).update(status="closed", closed_on=today())
    with pytest.raises(ValidationError, match="This case is not open"):
        agreeing.agree_plan(plan, by=manager)
    Case.objects.filter(pk=plan.case_id).update(status="open", closed_on=None)
    plan = agreeing.agree_plan(plan, by=manager, agreed_why="Good")
    with pytest.raises(ValidationError, match="agreed already"):
        agreeing.ask_agreement(plan, by=worker)
    assert (plan.status, plan.agreed_by, plan.plan_versions.get().said["aim"]) == ("agreed", manager, plan.aim)
    with pytest.raises(ValidationError, match="agreed already"):
        agreeing.agree_plan(plan, by=manager)
    with pytest.raises(ValidationError, match="does not wait"):
        agreeing.return_plan(plan, by=manager, returned_why="x")


def test_a_returned_plan_says_what_is_missing_and_is_agreed_as_it_was_read(
    worker: Any, manager: Any, made: SimpleNamespace, as_user: Any
) -> None:
    plan = _asked(made, worker)
    with pytest.raises(ValidationError) as refused:
        agreeing.return_plan(plan, by=manager, returned_why=" ")
    assert "returned_why" in messages_of(refused)
    plan = agreeing.return_plan(plan, by=manager, returned_why="A measure")
    assert (plan.status, plan.asked_on, plan.returned_why) == ("draft", None, "A measure")
    # A manager may agree without waiting for it, to what they read and nothing else.
    page = as_user(manager).get(reverse("plans:plan-agree", args=[plan.pk])).context["form"]
    writing.change_goal(plan.goals.get(), by=worker, number=0, statement="Nobody is followed home.")
    with pytest.raises(ValidationError, match="since you opened it"):
        agreeing.agree_plan(plan, by=manager, read=page["read"].value())
    assert agreeing.agree_plan(plan, by=manager, read=writing.reading_of(plan)).is_agreed


@pytest.mark.parametrize(
    ("kind", "first", "later"),
    [
        ("cp", datetime.date(2026, 6, 2), datetime.date(2026, 12, 2)),
        ("roth", datetime.date(2026, 6, 2), datetime.date(2026, 9, 2)),
        ("safety", MARCH + 28 * DAY, datetime.date(2026, 6, 30)),
    ],
)
def test_each_kind_has_a_clock_of_its_own(
    worker: Any,
    manager: Any,
    made: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    first: datetime.date,
    later: datetime.date,
) -> None:
    stand_on(monkeypatch, MARCH)
    plan = agreeing.agree_plan(_asked(made, worker, kind=kind, starts_on=MARCH), by=manager)
    assert plan.review_due == first
    # The first core group: ten working days on.
    assert plan.core_group_by == (datetime.date(2026, 3, 16) if kind == "cp" else None)
    stand_on(monkeypatch, datetime.date(2026, 6, 2))
    review = agreeing.review_plan(plan, by=worker, held_on=today(), decision="go_on", **SAID)
    plan.refresh_from_db()
    assert review.next_due == plan.review_due == later
    assert (review.was_due_on, review.was_late) == (first, kind == "safety")


@pytest.mark.parametrize(("kind", "counted"), [("cp", 0), ("roth", 0), ("safety", 40)])
def test_what_a_conference_decided_is_counted_from_it_however_late_it_is_agreed(
    worker: Any,
    manager: Any,
    made: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    as_user: Any,
    kind: str,
    counted: int,
) -> None:
    """From the conference, or else from the day it starts; any other from the day it is agreed. The pathway says that
    day too. Where no conference decided, the page to begin it, the plan and the page to agree it tell so."""
    stand_on(monkeypatch, MARCH)
    plan = _asked(made, worker, kind=kind, starts_on=MARCH + DAY)
    begin = f"{reverse('plans:plan-start', args=[made.case.pk])}?child={made.child.pk}&kind={kind}"
    pages = [(worker, begin), (worker, plan.get_absolute_url()), (manager, reverse("plans:plan-agree", args=[plan.pk]))]

    def told() -> set[bool]:
        return {"No conference has decided on a" in as_user(reader).get(url).text for reader, url in pages}

    assert told() == {not counted}
    period = CaseChild.objects.get(child=made.child)
    if not counted:
        period.statuses.create(status=kind, category="NEG" if kind == "cp" else "", from_on=MARCH)
    assert told() == {False}
    assert as_user(worker).get(begin).context["form"]["starts_on"].initial == MARCH
    stand_on(monkeypatch, MARCH + 40 * DAY)
    plan = agreeing.agree_plan(plan, by=manager)
    assert plan.review_due == agreeing.next_review(plan, MARCH + counted * DAY, is_first=True)
    if not counted:
        periods = CaseChild.objects.filter(pk=period.pk).with_statuses()
        [way] = pathways(Standing(worker, made.case), periods)
        assert way.steps[-1].due_on == plan.review_due
        # What was decided ends, and the plan is to be ended.
        assert list(Plan.objects.to_end()) == []
        period.statuses.update(to_on=today())
    assert list(Plan.objects.to_end()) == ([] if counted else [plan])


def test_a_review_is_refused_where_it_says_nothing_or_waits_too_long(worker: Any, made: SimpleNamespace) -> None:
    draft = PlanFactory(case=made.case, child=made.child, kind="safety")
    with pytest.raises(ValidationError, match="once it is agreed"):
        agreeing.review_plan(draft, by=worker, held_on=today(), decision="go_on", **SAID)
    plan = PlanFactory(case=made.case, child=made.child, agreed=True)
    for said, field in (
        ({"held_on": today() + DAY}, "held_on"),
        ({"held_on": today() - DAY}, "held_on"),
        ({"changed": ""}, "changed"),
        ({"why": ""}, "why"),
        ({"decision": "x"}, "decision"),
        ({"next_due": today() + 200 * DAY}, "next_due"),
        ({"next_due": today()}, "next_due"),
    ):
        with pytest.raises(ValidationError) as refused:
            agreeing.review_plan(plan, by=worker, **{"held_on": today(), "decision": "go_on"} | SAID | said)
        assert field in messages_of(refused)
    review = agreeing.review_plan(
        plan, by=worker, held_on=today(), decision="end", assessment=AssessmentFactory(case=made.case), **SAID
    )
    restrict((hidden := AssessmentChildFactory(assessment__authorised=True)).child, by=UserFactory(code="manager"))
    with pytest.raises(PermissionDenied):
        agreeing.review_plan(plan, by=worker, held_on=today(), decision="end", assessment=hidden.assessment, **SAID)
    # That it should end is said; a manager ends it.
    assert (review.decision, list(Plan.objects.to_end())) == ("end", [plan])
    with pytest.raises(ValidationError, match="was last reviewed on"):
        agreeing.review_plan(plan, by=worker, held_on=today(), decision="go_on", **SAID)


def test_a_review_is_given_longer_with_a_reason(as_user: Any, worker: Any, manager: Any, made: SimpleNamespace) -> None:
    """It stands on the plan until it is reviewed. What a conference decided on has a longest time."""
    plan = PlanFactory(case=made.case, child=made.child, agreed=True, lead=worker, review_due=today() + 9 * DAY)
    with pytest.raises(PermissionDenied):
        agreeing.extend_review(plan, by=worker, due_on=today() + 20 * DAY, extended_why="x")
    for due_on, why, field in (
        (today() + 9 * DAY, "x", "due_on"),
        (today() + 300 * DAY, "x", "due_on"),
        (today() + 20 * DAY, " ", "extended_why"),
    ):
        with pytest.raises(ValidationError) as refused:
            agreeing.extend_review(plan, by=manager, due_on=due_on, extended_why=why)
        assert field in messages_of(refused)
    for days in (20, 30):
        plan = agreeing.extend_review(plan, by=manager, due_on=today() + days * DAY, extended_why="SHE IS ILL")
    assert (plan.review_due, plan.review_first_due) == (today() + 30 * DAY, today() + 9 * DAY)
    assert "SHE IS ILL" in as_user(worker).get(plan.get_absolute_url()).text
    agreeing.review_plan(plan, by=worker, held_on=today(), decision="go_on", **SAID)
    plan.refresh_from_db()
    assert (plan.review_first_due, plan.extended_why) == (None, "")
    decided = PlanFactory(case=made.case, child=made.child, kind="roth", agreed=True, review_due=today() + DAY)
    latest = agreeing.next_review(decided, today(), is_first=True)
    with pytest.raises(ValidationError, match="at the latest"):
        agreeing.extend_review(decided, by=manager, due_on=latest + DAY, extended_why="x")
    assert agreeing.extend_review(decided, by=manager, due_on=latest, extended_why="x").review_due == latest
    draft = PlanFactory(case=made.case, child=made.other)
    with pytest.raises(ValidationError, match="once it is agreed"):
        agreeing.extend_review(draft, by=manager, due_on=today() + DAY, extended_why="x")


def test_a_plan_ends_with_what_came_of_it(worker: Any, manager: Any, made: SimpleNamespace) -> None:
    plan = PlanFactory(case=made.case, child=made.child, agreed=True)
    said = {"outcome": "achieved", "outcome_words": "She is safe"}
    with pytest.raises(PermissionDenied):
        agreeing.end_plan(plan, by=worker, **said)
    for wrong, field in (
        ({"outcome": ""}, "outcome"),
        ({"outcome_words": " "}, "outcome_words"),
        ({"ended_on": today() + DAY}, "ended_on"),
        ({"ended_on": today() - DAY}, "ended_on"),
    ):
        with pytest.raises(ValidationError) as refused:
            agreeing.end_plan(plan, by=manager, **said | wrong)
        assert field in messages_of(refused)
    assert agreeing.end_plan(plan, by=manager, **said).review_due is None
    with pytest.raises(ValidationError, match="ended already"):
        agreeing.end_plan(plan, by=manager, **said)
    never = PlanFactory(case=made.case, child=made.child)
    with pytest.raises(ValidationError) as refused:
        agreeing.end_plan(never, by=manager, **said)
    assert "outcome" in messages_of(refused)
    agreeing.end_plan(never, by=manager, outcome="not_needed", outcome_words="Begun in error")


# --- Children it reaches ---------------------------------------------------------------------------------------------
def test_a_plan_reaches_several_children_at_once(worker: Any, manager: Any, made: SimpleNamespace) -> None:
    plan = ContextPlanFactory(case=made.context_case, agreed=True)
    rows = reaching.reach_children(
        plan, by=worker, children=[Reach(child, "She waits there") for child in made.children]
    )
    assert {row.child for row in rows} == set(made.children)
    linked, is_open, also = PersonFactory(), CaseChildFactory().child, CaseChildFactory().child
    for child in (linked, also):
        ContextLinkFactory(child=child, context=made.context, role="at_risk")
    for children, words in (
        ([], "at least one child"),
        ([Reach(made.child, "x")], "reaches this child already"),
        ([Reach(linked, "x")], "not open to the service"),
        ([Reach(is_open, "x")], "not open to the service"),
        ([Reach(also, "x"), Reach(made.child, " ")], f"Say why the plan matters to {made.child}"),
    ):
        with pytest.raises(ValidationError, match=words):
            reaching.reach_children(plan, by=worker, children=children)
    for other in (ContextPlanFactory(agreed=True, case__team=made.case.team).case, made.case):
        draft = PlanFactory(case=other, child=made.other) if other.family_id else None
        if draft:
            with pytest.raises(ValidationError, match="Only the plan of a context"):
                reaching.reach_children(draft, by=worker, children=[Reach(made.other, "x")])
    with pytest.raises(ValidationError, match="Say why"):
        reaching.change_reach(rows[0], by=worker, why=" ", share="whole")
    assert reaching.change_reach(rows[0], by=worker, why="Now daily", share="whole").share == "whole"
    for said, words in (
        ({"ended_why": " "}, "Say why it ends"),
        ({"ended_why": "x", "to_on": today() + DAY}, "to_on"),
        ({"ended_why": "x", "to_on": today() - DAY}, "ends before it begins"),
    ):
        with pytest.raises(ValidationError, match=words):
            reaching.end_reach(rows[0], by=worker, **said)
    assert reaching.end_reach(rows[0], by=worker, ended_why="Moved").to_on == today()
    for change in (
        lambda: reaching.end_reach(rows[0], by=worker, ended_why="Moved"),
        lambda: reaching.change_reach(rows[0], by=worker, why="Now daily", share="whole"),
    ):
        with pytest.raises(ValidationError, match="ended already"):
            change()
    restrict(also, by=manager)
    with pytest.raises(PermissionDenied):
        reaching.reach_children(plan, by=worker, children=[Reach(also, "x")])
    assert PlanChildLink.objects.count() == 2


def test_a_draft_reaches_nobody(worker: Any, made: SimpleNamespace) -> None:
    plan = ContextPlanFactory(case=made.context_case)
    with pytest.raises(ValidationError, match="once it is agreed"):
        reaching.reach_children(plan, by=worker, children=[Reach(made.child, "x")])


def test_a_context_plan_ends_with_a_word_for_each_child(manager: Any, made: SimpleNamespace) -> None:
    """One whom the manager may not see is not asked about, and no refusal tells of them."""
    plan = ContextPlanFactory(case=made.context_case, agreed=True)
    seen, hidden = (PlanChildLinkFactory(plan=plan, child=child) for child in made.children)
    restrict(made.other, by=manager)
    said = {"outcome": "achieved", "outcome_words": "It is lit"}
    with pytest.raises(ValidationError) as refused:
        agreeing.end_plan(plan, by=manager, **said)
    assert list(messages_of(refused)) == [f"link_{seen.pk}"]
    assert agreeing.links_to_answer(plan, manager) == [seen]
    agreeing.end_plan(plan, by=manager, answers=[agreeing.ChildAnswer(seen, "Her own plan goes on")], **said)
    for link in (seen, hidden):
        link.refresh_from_db()
    assert (seen.ended_why, hidden.ended_why) == ("Her own plan goes on", "The plan ended")


def test_a_case_closes_once_its_plan_has_ended(worker: Any, manager: Any, made: SimpleNamespace) -> None:
    plan = ContextPlanFactory(case=made.context_case, agreed=True)
    said = {"reason": "RC8", "outcome": "x", "summary": "x", "context_status": "monitoring"}
    with pytest.raises(ValidationError, match=f"{plan.reference} · Context plan has not ended"):
        close_case(made.context_case, by=manager, **said)
    agreeing.end_plan(plan, by=manager, outcome="achieved", outcome_words="It is lit")
    close_case(made.context_case, by=manager, **said)


def test_what_reaches_a_child_ends_when_the_child_closes(manager: Any, made: SimpleNamespace) -> None:
    plan = ContextPlanFactory(case=made.context_case, agreed=True)
    link, other = (PlanChildLinkFactory(plan=plan, child=child) for child in made.children)
    period = CaseChild.objects.get(child=made.child)
    close_period(period, by=manager, to_on=today(), reason="RC1")
    for row in (link, other):
        row.refresh_from_db()
    assert (link.to_on, link.ended_why.startswith("Closed to the service: ")) == (today(), True)
    assert list(PlanChildLink.objects.current()) == [other]


def test_a_child_who_closes_while_they_are_reached_is_reached_no_more(
    worker: Any, manager: Any, made: SimpleNamespace, transactional_db: None
) -> None:
    plan = ContextPlanFactory(case=made.context_case, agreed=True)
    period = CaseChild.objects.get(child=made.child)
    race(
        lambda: reaching.reach_children(plan, by=worker, children=[Reach(made.child, "She waits there")]),
        lambda: close_period(period, by=manager, to_on=today(), reason="RC1"),
        hold=lambda: CaseChild.objects.select_for_update(no_key=True).get(pk=period.pk),
    )
    assert CaseChild.objects.get(pk=period.pk).to_on
    assert not PlanChildLink.objects.current().exists()


def test_who_may_not_see_the_place_sees_nothing_on_the_child(worker: Any, manager: Any, made: SimpleNamespace) -> None:
    plan = ContextPlanFactory(case=made.context_case, agreed=True)
    PlanChildLinkFactory(plan=plan, child=made.child)
    PlanReviewFactory(plan=plan)
    assert PlanChildLink.objects.visible_to(worker).exists()
    restrict(made.context, by=manager)
    for rows in (PlanChildLink, Plan, type(plan.reviews.get())):
        assert not rows.objects.visible_to(worker).exists()
