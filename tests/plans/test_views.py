"""Pages of plans, what of them stands on a child's record, and how workers and managers come to know."""

import datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Action
from cases.people_merging import merge_people
from cases.periods import periods_under
from cs_casework.access import restrict_record
from cs_casework.dates import today
from plans import agreeing, serving, writing
from plans.models import Goal, Plan, PlanChildLink
from plans.views import REVIEWS_A_PAGE
from plans.watched import What, watched
from tests.factories import (
    ActionFactory,
    AllocationFactory,
    AssessmentChildFactory,
    AssessmentFactory,
    CaseChildFactory,
    ContextAssessmentFactory,
    ContextCaseFactory,
    ContextLinkFactory,
    ContextPlanFactory,
    GoalFactory,
    GoalMeasureFactory,
    IncidentFactory,
    PersonFactory,
    PlanActionFactory,
    PlanChildLinkFactory,
    PlanFactory,
    PlanReviewFactory,
    TeamFactory,
    UserFactory,
    WeightingFactory,
    WeightingRowFactory,
)
from tests.helpers import audited, boxes, hours_ago
from tests.site.records import restrict

pytestmark = pytest.mark.django_db

HEADING = "Plans for places and groups that affect"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def reaching(made: SimpleNamespace, worker: Any) -> SimpleNamespace:
    """A plan for the park that reaches both children: the whole of it stands on one record, a summary on the other."""
    plan = ContextPlanFactory(case=made.context_case, agreed=True, lead=worker, aim="The park is lit.")
    goal = GoalFactory(plan=plan, statement="Nobody is followed.")
    action = PlanActionFactory(plan=plan, goal=goal, action__what="Light the path").action
    PlanChildLinkFactory(plan=plan, child=made.child)
    PlanChildLinkFactory(plan=plan, child=made.other, share="summary", why="He cycles through.")
    return SimpleNamespace(plan=plan, goal=goal, action=action, **vars(made))


# --- On a child's record ---------------------------------------------------------------------------------------------
def test_what_is_shared_stands_on_the_record_and_in_the_childs_own_plan(
    as_user: Any, worker: Any, reaching: SimpleNamespace
) -> None:
    own = PlanFactory(case=reaching.case, child=reaching.child)
    client = as_user(worker)
    for address in (reaching.child.get_absolute_url(), own.get_absolute_url()):
        page = client.get(address).content.decode()
        for words in (
            HEADING,
            "She waits there every day.",
            "Nobody is followed.",
            "Light the path",
            "The park is lit.",
        ):
            assert words in page
        assert reaching.context.get_absolute_url() in page
    summary = client.get(reaching.other.get_absolute_url()).content.decode()
    assert "He cycles through." in summary
    assert "The park is lit." in summary
    assert "Nobody is followed." not in summary
    assert "Light the path" not in summary


def test_nothing_on_the_child_tells_of_a_place_that_is_hidden(
    as_user: Any, worker: Any, manager: Any, reaching: SimpleNamespace
) -> None:
    restrict(reaching.context, by=manager)
    page = as_user(worker).get(reaching.child.get_absolute_url()).content.decode()
    for words in (HEADING, "She waits there", "Light the path", "Riverside Park"):
        assert words not in page


def test_the_childs_page_asks_as_often_however_many_plans_it_has(
    as_user: Any, worker: Any, made: SimpleNamespace
) -> None:
    client = as_user(worker)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(made.child.get_absolute_url()).status_code == 200
        return len(found)

    asked()
    counts = [asked()]
    for _time in range(2):
        for share in ("whole", "summary", "whole"):
            plan = ContextPlanFactory(agreed=True)
            GoalFactory(plan=plan)
            PlanActionFactory(plan=plan)
            PlanChildLinkFactory(plan=plan, child=made.child, share=share)
        counts.append(asked())
    assert len(set(counts)) == 1


# --- One plan --------------------------------------------------------------------------------------------------------
def test_a_form_opened_before_somebody_else_wrote_shows_both(
    as_user: Any, worker: Any, colleague: Any, made: SimpleNamespace
) -> None:
    plan = PlanFactory(case=made.case, child=made.child, lead=worker)
    writing.write_plan(plan, by=colleague, number=0, aim="THEIRS", lead=worker)
    said = {"number": "0", "aim": "MINE", "lead": worker.pk, "draft_id": uuid4(), **boxes("starts_on", today())}
    address = reverse("plans:plan-write", args=[plan.pk])
    page = as_user(worker).post(address, said)
    assert page.status_code == 200
    assert "THEIRS" in page.content.decode()
    assert "MINE" in page.content.decode()
    again = as_user(worker).post(address, said | {"number": "1"})
    assert again.status_code == 302
    plan.refresh_from_db()
    assert (plan.aim, plan.number) == ("MINE", 2)


def test_a_goal_sent_twice_is_one_and_can_wait_as_a_draft(as_user: Any, worker: Any, made: SimpleNamespace) -> None:
    plan = PlanFactory(case=made.case, child=made.child)
    client, address = as_user(worker), reverse("plans:goal-add", args=[plan.pk])
    said = {"statement": "She walks with friends", "draft_id": uuid4()}
    client.post(address, said | {"_save": "1"})
    assert "She walks with friends" in client.get(address).content.decode()
    for _time in range(2):
        assert client.post(address, said).status_code == 302
    assert Goal.objects.filter(plan=plan).count() == 1


def test_the_versions_of_a_plan_are_read_beside_their_reasons(
    as_user: Any, worker: Any, manager: Any, made: SimpleNamespace
) -> None:
    plan = PlanFactory(case=made.case, child=made.child, lead=worker, aim="FIRST AIM")
    goal = GoalFactory(plan=plan, baseline="TWO OF TEN", baseline_on=today() - 9 * DAY, how="BY ASKING HER")
    agreeing.agree_plan(plan, by=manager)
    writing.write_plan(plan, by=worker, number=0, aim="SECOND AIM", lead=worker, reason="She moved school")
    writing.measure_goal(goal, by=worker, measured_on=today(), found="SIX OF TEN", change="better")
    writing.say_result(goal, by=worker, result="SHE FEELS SAFE")
    page = as_user(worker).get(reverse("plans:plan-versions", args=[plan.pk])).content.decode()
    days = {f"{day:%-d} " for day in (plan.starts_on, goal.baseline_on)}
    for words in {
        "FIRST AIM",
        "SECOND AIM",
        "She moved school",
        "TWO OF TEN",
        "BY ASKING HER",
        "SHE FEELS SAFE",
    } | days:
        assert words in page
    # What was measured stays readable when the goal is taken out.
    GoalFactory(plan=plan)
    writing.take_out_goal(goal, by=worker, reason="REACHED")
    page = as_user(worker).get(plan.get_absolute_url()).content.decode()
    assert "REACHED" in page
    assert "SIX OF TEN" in page


def test_a_review_is_written_in_view_of_what_weighed_most(
    as_user: Any, worker: Any, manager: Any, made: SimpleNamespace
) -> None:
    assessment = AssessmentFactory(case=made.case, authorised=True)
    AssessmentChildFactory(assessment=assessment, child=made.child, concluded=True)
    WeightingRowFactory(
        weighting=WeightingFactory(assessment=assessment, child=made.child), why="THREATENED AT THE STOP"
    )
    plan = PlanFactory(case=made.case, child=made.child, agreed=True)
    goal = GoalFactory(plan=plan, statement="HE WALKS HOME BY THE ROAD HE LIKES")
    GoalMeasureFactory(goal=goal, found="FOUR EVENINGS OF SEVEN")
    client, address = as_user(worker), reverse("plans:plan-review", args=[plan.pk])
    page = client.get(address).content.decode()
    for words in ("THREATENED AT THE STOP", goal.statement, "FOUR EVENINGS OF SEVEN"):
        assert words in page
    said = {
        "changed": "Fewer",
        "decision": "go_on",
        "why": "It works",
        "draft_id": uuid4(),
        **boxes("held_on", today()),
    }
    assert client.post(address, said).status_code == 302
    assert plan.reviews.get().assessment == assessment
    # Its page leads to that assessment, if the reader may see it; and to what no longer fits on the first page.
    for _time in range(REVIEWS_A_PAGE):
        PlanReviewFactory(plan=plan, held_on=today() - DAY, changed="LONG AGO", assessment=assessment)
    pages = [client.get(plan.get_absolute_url(), {"page": number}).text for number in (1, 2)]
    assert [page.count("LONG AGO") for page in pages] == [REVIEWS_A_PAGE - 1, 1]
    assert pages[0].count(assessment.get_absolute_url()) == REVIEWS_A_PAGE
    kept = AssessmentFactory(case=made.case)
    AssessmentChildFactory(assessment=kept, child=made.other)
    PlanReviewFactory(plan=plan, held_on=today(), assessment=kept)
    restrict(made.other, by=manager)
    assert kept.reference not in client.get(plan.get_absolute_url()).text


def test_ending_a_context_plan_asks_about_each_child(as_user: Any, manager: Any, reaching: SimpleNamespace) -> None:
    client, address = as_user(manager), reverse("plans:plan-end", args=[reaching.plan.pk])
    page = client.get(address).content.decode()
    for child in reaching.children:
        assert f"What happens next for {child}?" in page
    assert set(audited("plan.reach_listed")[0].shown) == {child.pk for child in reaching.children}
    said = {"outcome": "achieved", "outcome_words": "It is lit", "draft_id": uuid4(), **boxes("ended_on", today())}
    assert client.post(address, said).status_code == 200
    answers = {f"link_{link.pk}": "Her own plan" for link in PlanChildLink.objects.all()}
    assert client.post(address, said | answers).status_code == 302
    assert not PlanChildLink.objects.filter(to_on=None).exists()
    # Whom it reached before is named by the page of the children too, and so told of in the audit.
    client.get(reverse("plans:plan-reach", args=[reaching.plan.pk]))
    latest = max(audited("plan.reach_listed"), key=lambda event: event.at)
    assert {child.pk for child in reaching.children} <= set(latest.shown)


# --- Whom it reaches -------------------------------------------------------------------------------------------------
def test_every_open_child_of_the_place_is_reached_or_not(
    as_user: Any, worker: Any, manager: Any, made: SimpleNamespace
) -> None:
    plan = ContextPlanFactory(case=made.context_case, agreed=True)
    PlanChildLinkFactory(plan=plan, child=made.child)
    hidden = PersonFactory(given="Hidden", family="Away")
    for child, is_open in ((PersonFactory(given="Nobody", family="Here"), False), (hidden, True)):
        ContextLinkFactory(child=child, context=made.context, role="at_risk")
        if is_open:
            CaseChildFactory(child=child)
    restrict(hidden, by=manager)
    client, address = as_user(worker), reverse("plans:plan-reach", args=[plan.pk])
    page = client.get(address)
    assert [(row.child, bool(link)) for row, link in page.context["rows"]] == [(made.other, False), (made.child, True)]
    for name in ("Nobody Here", "Hidden Away"):
        assert name not in page.content.decode()
    add = f"{reverse('plans:reach-add', args=[plan.pk])}?child={made.other.pk}&child={hidden.pk}"
    assert str(hidden) not in client.get(add).content.decode()
    said = {f"why_{made.other.pk}": "He cycles through", f"why_{hidden.pk}": "x", "share": "summary"}
    assert client.post(add, said).status_code == 302
    assert {link.child for link in plan.child_links.all()} == {made.child, made.other}


def test_links_say_whether_the_plan_reaches_each(as_user: Any, worker: Any, made: SimpleNamespace) -> None:
    far = CaseChildFactory(case__team=made.case.team, child=PersonFactory(given="Cas", family="Roe")).child
    ContextLinkFactory(child=far, context=made.context, role="at_risk")
    client, address = as_user(worker), reverse("cases:shared-contexts", args=[made.child.pk])
    assert "No plan of this context yet" in client.get(address).content.decode()
    plan = ContextPlanFactory(case=made.context_case, agreed=True)
    assert "The plan of this context reaches neither" in client.get(address).content.decode()
    PlanChildLinkFactory(plan=plan, child=made.child)
    assert f"The plan of this context reaches {made.child} alone" in client.get(address).content.decode()
    PlanChildLinkFactory(plan=plan, child=far)
    assert "The plan of this context reaches both" in client.get(address).content.decode()
    there = client.get(reverse("cases:context-children", args=[made.context.pk])).content.decode()
    assert there.count("Reached by the plan") == 2
    assert there.count("Not reached by the plan") == 1


# --- Who comes to know -----------------------------------------------------------------------------------------------
def test_workers_of_the_children_are_told_until_they_have_read_it(
    as_user: Any, worker: Any, colleague: Any, manager: Any, reaching: SimpleNamespace
) -> None:
    """A plan that changed, was reviewed and ended; not who made the change, nor who may not see the place."""
    AllocationFactory(case=reaching.case, worker=colleague, team=reaching.case.team)
    plan, client = reaching.plan, as_user(colleague)
    plan_words = f"Context plan for {reaching.context}"
    client.get(plan.get_absolute_url())
    assert plan_words not in client.get("/").content.decode()
    writing.add_goal(plan, by=worker, statement="The kiosk closes late", reason="The kiosk")
    writing.measure_goal(reaching.goal, by=worker, measured_on=today(), found="Six of ten", change="better")
    serving.untie_action(plan.plan_actions.get(), by=worker, reason="Done elsewhere")
    agreeing.review_plan(plan, by=worker, held_on=today(), changed="Lit", decision="go_on", why="Works")
    [told] = [one for one in client.get("/").context["changes"] if one.record == plan]
    assert set(told.kinds) == {"plan_changed", "plan_measured", "plan_actions", "plan_reviewed"}
    assert plan_words in client.get("/").content.decode()
    client.get(plan.get_absolute_url())
    assert plan_words not in client.get("/").content.decode()
    answers = [agreeing.ChildAnswer(link, "Goes on alone") for link in PlanChildLink.objects.all()]
    agreeing.end_plan(plan, by=manager, outcome="achieved", outcome_words="Lit", answers=answers)
    assert "it ended" in client.get("/").content.decode()
    restrict(reaching.context, by=manager)
    assert plan_words not in client.get("/").content.decode()


def test_that_a_plan_was_returned_is_told_once_whoever_writes_in_it_since(
    as_user: Any, worker: Any, colleague: Any, manager: Any, made: SimpleNamespace
) -> None:
    AllocationFactory(case=made.case, worker=colleague, team=made.case.team)
    plan = PlanFactory(case=made.case, child=made.child, lead=worker)
    GoalFactory(plan=plan)
    agreeing.return_plan(agreeing.ask_agreement(plan, by=worker), by=manager, returned_why="A measure")
    client = as_user(colleague)
    [told] = [one for one in client.get("/").context["changes"] if one.record == plan]
    assert set(told.kinds) == {"plan_returned"}
    client.get(plan.get_absolute_url())
    writing.write_plan(plan, by=worker, number=0, aim="Safe at the stop", lead=worker)
    assert not [one for one in client.get("/").context["changes"] if one.record == plan]


# --- What a manager watches ------------------------------------------------------------------------------------------
def test_a_manager_watches_over_plans(as_user: Any, manager: Any, team: Any, made: SimpleNamespace) -> None:
    def rows(what: What, **asked: Any) -> list[Any]:
        return list(watched(manager, what, **asked))

    assert rows(What.NO_PLAN) == [made.context_case]
    assert [row.child for row in rows(What.NOT_REACHED)] == made.children
    plan = ContextPlanFactory(case=made.context_case, agreed=True, review_due=today() - DAY)
    assert rows(What.NO_PLAN) == []
    PlanChildLinkFactory(plan=plan, child=made.child)
    assert [row.child for row in rows(What.NOT_REACHED)] == [made.other]
    assert rows(What.OVERDUE) == [plan]
    goal = GoalFactory(plan=plan, measure="", baseline="Two of ten", baseline_on=today())
    assert rows(What.NO_MEASURE) == [plan]
    assert rows(What.MEASURED_ONCE) == [goal]
    GoalMeasureFactory(goal=goal)
    assert rows(What.MEASURED_ONCE) == []
    agreeing.review_plan(plan, by=manager, held_on=today(), changed="x", decision="end", why="x")
    assert rows(What.TO_END) == [plan]
    # Of another team: only where the whole service is asked for; what no team holds is every manager's.
    elsewhere, nobodys = ContextCaseFactory(team=TeamFactory()), ContextCaseFactory(team=None)
    assert rows(What.NO_PLAN, teams=[team]) == [nobodys]
    assert set(rows(What.NO_PLAN)) == {elsewhere, nobodys}
    late = {"agreed": True, "review_due": today() - DAY}
    others = [ContextPlanFactory(case=case, **late) for case in (elsewhere, nobodys)]
    goals = [GoalFactory(plan=one, baseline="One", baseline_on=today()) for one in others]
    assert rows(What.OVERDUE, teams=[team]) == [others[1]]
    assert rows(What.MEASURED_ONCE, teams=[team]) == [goals[1]]
    # A context without any case affects them all the same, and stands beside them, unless it is hidden.
    lonely = CaseChildFactory(case__team=None).child
    alley = ContextLinkFactory(child=lonely, context__name="The alley", role="at_risk").context
    listed = as_user(manager).get(reverse("plans:plan-watch", args=[What.NOT_REACHED]))
    assert {row.child: row.not_reaching for row in listed.context["page_of"]} == {
        made.other: [made.context],
        lonely: [alley],
    }
    restrict_record(alley, by=UserFactory(code="manager"), reason="x")
    assert [row.child for row in rows(What.NOT_REACHED)] == [made.other]


def test_a_plan_aimed_elsewhere_than_what_weighs_most_is_told_of(manager: Any, made: SimpleNamespace) -> None:
    """By the last authorised assessment of the child or the context, whichever the plan was begun from; and by what in
    it is primary: what is aimed at somewhere else does not answer it."""
    place = ContextPlanFactory(case=made.context_case, agreed=True)
    plan = PlanFactory(case=made.case, child=made.child, agreed=True)
    earlier = AssessmentFactory(case=made.case, authorised=True, started_on=today() - DAY, authorised_on=today() - DAY)
    AssessmentChildFactory(assessment=earlier, child=made.child, concluded=True)
    WeightingRowFactory(weighting=WeightingFactory(assessment=earlier, child=made.child), kind="peers", context=None)
    latest = AssessmentFactory(case=made.case, authorised=True)
    AssessmentChildFactory(assessment=latest, child=made.child, concluded=True)
    for weighting in (
        WeightingFactory(assessment=latest, child=made.child),
        WeightingFactory(assessment=ContextAssessmentFactory(case=made.context_case, authorised=True), child=None),
    ):
        WeightingRowFactory(weighting=weighting, kind="school", context=None)
    for one in (plan, place):
        row = PlanActionFactory(plan=one, action__aimed_at="individual")
        for aim, answers in (("online", False), ("peers", False), ("school", True), ("policy", True)):
            Action.objects.filter(pk=row.action_id).update(aimed_at=aim)
            assert (one in watched(manager, What.AIMED_ELSEWHERE)) is not answers


def test_the_home_page_of_a_manager_counts_each_list(as_user: Any, manager: Any, made: SimpleNamespace) -> None:
    page = as_user(manager).get("/")
    figures = {figure.label: figure.number for figure in page.context["plan_figures"]}
    assert figures["contexts without a plan"] == 1
    assert {label.lower() for label in figures} == {str(what.label).lower() for what in What}
    assert as_user(manager).get(reverse("plans:plan-watch", args=["nothing"])).status_code == 404


def test_what_a_plan_is_and_reaches_comes_over_when_two_records_of_a_child_are_merged(
    manager: Any, reaching: SimpleNamespace
) -> None:
    kept = PersonFactory(given="Ayla", family="Venn")
    PlanFactory(case=reaching.case, child=reaching.child, kind="safety")
    merge_people(kept, merged=reaching.child, by=manager, reason="One child")
    assert PlanChildLink.objects.filter(plan=reaching.plan, child=kept).exists()
    assert Plan.objects.get(kind="safety").child == kept


def test_a_plan_stands_beside_what_is_done_for_it_and_under_the_incidents_of_its_context(
    as_user: Any, worker: Any, manager: Any, made: SimpleNamespace
) -> None:
    place = ContextPlanFactory(case=made.context_case, agreed=True)
    own = PlanFactory(case=made.case, child=made.child)
    action, out = ActionFactory(case=made.case, owner=worker), {"removed_on": today(), "removed_why": "Said twice"}
    for plan in (place, own):
        PlanActionFactory(plan=plan, action=action)
    PlanActionFactory(plan=PlanFactory(case=made.case, child=made.child, kind="safety"), action=action, **out)
    desk, told = as_user(worker), []
    for hidden in (None, made.context):
        if hidden:
            restrict_record(hidden, by=manager, reason="x")
        [row] = desk.get("/actions/").context["page_of"]
        told.append({origin.words for origin in row.origins})
    assert told == [{place.reference, own.reference}, {own.reference}]
    assert periods_under(made.context, manager) == [place.period]
    assert periods_under(made.context, worker) == []
    # Incidents are counted before it and since, as they are beside an intervention.
    IncidentFactory(context=made.context, occurred_at=hours_ago(0))
    page = as_user(manager).get(reverse("cases:context-interventions", args=[made.context.pk]))
    [(period, spans)] = page.context["others"]
    assert (period, [span.number for span in spans]) == (place.period, [0, 1])
    assert place.reference in page.text
