"""A plan for a place reaches the children it matters to; harm outside the home leads to a plan of a child's own; and the
paper of a conference about a place goes out without a name."""

import datetime
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases.models import CaseChildStatus, Meeting
from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today
from plans import writing
from plans.models import Plan
from tests import factories
from tests.browser.looking import check
from tests.browser.steps import choose, done, fill_date, follow, go_to_part, press

DAY = datetime.timedelta(days=1)
ARCADE = "The arcade on Kingsway"
WANTED = "Young people are safe at the arcade after eight."
GOAL = "An adult whom young people trust is there every evening."
ACTION = "Ask the owner to light the yard"
CHANGED = "The yard is lit, and nobody was followed home this week."
OUTCOME = "Two lamps burn in the yard until midnight."
TOLD = f"Context plan for {ARCADE}"

in_both_modes = pytest.mark.parametrize(
    ("with_scripts", "width"), [(True, 1366), (False, 320)], ids=["with scripts", "without scripts on a phone"]
)


@pytest.fixture
def rowan(team: Any) -> Any:
    """A practitioner of the same team."""
    user = factories.UserFactory(username="rowan", name="Rowan Teal")
    factories.TeamMembershipFactory(user=user, team=team)
    return user


@pytest.fixture
def arcade(worker: Any, team: Any) -> Any:
    """A case on a place, which the worker leads."""
    case = factories.ContextCaseFactory(context__name=ARCADE, team=team)
    factories.AllocationFactory(case=case, worker=worker)
    return case


@pytest.fixture
def assessment(arcade: Any) -> Any:
    """Of the place, authorised, with what is wanted there and what weighs most."""
    made = factories.ContextAssessmentFactory(case=arcade, authorised=True)
    factories.AssessmentSectionFactory(assessment=made, name="goals", text=WANTED)
    weighting = factories.WeightingFactory(assessment=made, child=None)
    factories.WeightingRowFactory(weighting=weighting, context=arcade.context, why="Nobody looks out for them there.")
    return made


def open_child(name: str, *, worker: Any, team: Any) -> Any:
    """A child of a family of their own, for a month, whose worker that is."""
    given, family = name.split()
    before = today() - 30 * DAY
    case = factories.CaseFactory(family__name=f"{family} family", team=team, referred_on=before, opened_on=before)
    period = factories.CaseChildFactory(case=case, child__given=given, child__family=family, from_on=before)
    factories.FamilyMembershipFactory(family=case.family, person=period.child)
    factories.AllocationFactory(case=case, worker=worker, from_on=before)
    return period


@pytest.fixture
def ada(arcade: Any, colleague: Any, team: Any) -> Any:
    period = open_child("Ada Moss", worker=colleague, team=team)
    factories.ContextLinkFactory(child=period.child, context=arcade.context, role="at_risk")
    return period


@pytest.fixture
def ben(arcade: Any, rowan: Any, team: Any) -> Any:
    period = open_child("Ben Reed", worker=rowan, team=team)
    factories.ContextLinkFactory(child=period.child, context=arcade.context, role="at_risk")
    return period


@pytest.fixture
def cara(arcade: Any, manager: Any, rowan: Any, team: Any) -> Any:
    """Linked to the place like the others, and kept from everybody but the manager."""
    period = open_child("Cara Finch", worker=rowan, team=team)
    factories.ContextLinkFactory(child=period.child, context=arcade.context, role="at_risk")
    restrict_record(period.child, by=manager, reason="Her father must not learn where she is")
    return period


@pytest.fixture
def desk(open_page: Callable[..., Page], with_scripts: bool, width: int) -> Callable[[Any], Page]:
    """The page of a member of staff on a computer of their own, in the mode of the test."""
    return lambda user: open_page(as_user=user, with_scripts=with_scripts, width=width)


# --- A plan for a place ----------------------------------------------------------------------------------------------
@in_both_modes
def test_a_plan_for_a_place_reaches_each_child_and_is_done_once(
    assessment: Any,
    ada: Any,
    ben: Any,
    cara: Any,
    worker: Any,
    colleague: Any,
    rowan: Any,
    manager: Any,
    desk: Callable[[Any], Page],
) -> None:
    """Cara's name stands on no page that anybody but the manager opens."""
    page, managers = desk(worker), desk(manager)
    start_from_assessment(page, assessment)
    plan = Plan.objects.get()
    write_it(page, worker)
    agree(managers, plan)
    link_children(page, plan, "Ada Moss", "Ben Reed")
    link_children(managers, plan, "Cara Finch")
    expect(managers.get_by_role("main")).to_contain_text("Ada Moss")
    page.goto(reverse("plans:plan-reach", args=[plan.pk]))
    without(page, "Cara")
    check(page)
    page.goto(plan.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("2 children")
    without(page, "Cara")

    desks = SimpleNamespace(colleague=desk(colleague), rowan=desk(rowan))
    for whose in (desks.colleague, desks.rowan):
        told_at_home(whose, "it reaches a child you work with")
    review(page, plan)
    for whose, period in ((desks.colleague, ada), (desks.rowan, ben)):
        told_at_home(whose, "it was reviewed")
        stands_on_record(whose, period.child)
        read_and_told_no_more(whose, plan)

    own = factories.PlanFactory(case=ada.case, child=ada.child, agreed=True, lead=colleague)
    point_at_action(desks.colleague, own)
    finish_from_list(page)
    for whose, where in ((page, plan), (desks.colleague, own)):
        whose.goto(where.get_absolute_url())
        expect(whose.get_by_role("main")).to_contain_text(OUTCOME)
        without(whose, "Cara")
        check(whose)


def without(page: Page, words: str) -> None:
    expect(page.get_by_role("main")).not_to_contain_text(words)


def start_from_assessment(page: Page, assessment: Any) -> None:
    """The plan begins with what the assessment says is wanted."""
    page.goto(assessment.get_absolute_url())
    press(page, "Start a plan from it")
    check(page)
    press(page, "Start the plan")
    done(page, "The plan is begun.")
    expect(page.get_by_role("main")).to_contain_text(WANTED)


def write_it(page: Page, worker: Any) -> None:
    """A goal that anybody can tell has been reached, and what is done for it; then it goes to a manager."""
    press(page, "Add a goal")
    page.get_by_label("What will be different?").fill(GOAL)
    page.get_by_label("How will we know that it has changed?").fill("How many of ten say they would ask them.")
    page.get_by_label("How is it now?").fill("Two of ten.")
    fill_date(page, "Found on", today())
    check(page)
    press(page, "Save")
    done(page, "The goal is in the plan.")
    press(page, "Add an action")
    page.get_by_label("What is to be done?").fill(ACTION)
    page.get_by_label("For which goal?").select_option(label=GOAL)
    page.get_by_label("Who does it: a colleague").select_option(label=str(worker))
    fill_date(page, "By when?", today() + 7 * DAY)
    page.get_by_label("What is it aimed at?").select_option("neighbourhood")
    check(page)
    press(page, "Save")
    done(page, "The action is in the plan.")
    check(page)
    press(page, "Send to a manager to agree")
    done(page, "Sent to a manager")


def agree(page: Page, plan: Plan) -> None:
    """A manager finds it on the home page."""
    page.goto("/")
    follow(page, re.compile("plans to agree"))
    check(page)
    page.locator(f"a[href='{plan.get_absolute_url()}']").click()
    press(page, "Agree to this plan")
    check(page)
    press(page, "Agree")
    done(page, "Agreed.")


def link_children(page: Page, plan: Plan, *names: str) -> None:
    page.goto(plan.get_absolute_url())
    press(page, "Link this plan to children")
    for name in names:
        page.get_by_role("checkbox", name=name).check()
    press(page, "Continue with those ticked")
    for name in names:
        page.get_by_label(f"Why does the plan matter to {name}?").fill("The way home leads past the yard.")
    choose(page, "How much of the plan stands on their records?", "The whole: goals and next actions too")
    check(page)
    press(page, "Link the plan to them")
    done(page, "The plan reaches them from today.")


def told_at_home(page: Page, words: str) -> None:
    page.goto("/")
    told = page.get_by_role("region", name="Changed since you last looked").get_by_role("listitem")
    expect(told.filter(has_text=TOLD)).to_contain_text(words)
    without(page, "Cara")


def read_and_told_no_more(page: Page, plan: Plan) -> None:
    page.goto("/")
    follow(page, TOLD)
    expect(page).to_have_url(re.compile(plan.get_absolute_url()))
    page.goto("/")
    expect(page.get_by_role("region", name="Changed since you last looked")).not_to_contain_text(TOLD)


def review(page: Page, plan: Plan) -> None:
    """In view of what weighed most when the place was assessed."""
    page.goto(plan.get_absolute_url())
    press(page, "Review this plan")
    expect(page.get_by_role("main")).to_contain_text("Nobody looks out for them there.")
    page.get_by_label("What has changed since last time?").fill(CHANGED)
    choose(page, "What is decided?", "Go on as it is")
    page.get_by_label("Why?", exact=True).fill("It begins to work.")
    check(page)
    press(page, "Record the review")
    done(page, "The review is recorded.")
    expect(page.get_by_role("region", name="Reviews")).to_contain_text(CHANGED)


def stands_on_record(page: Page, child: Any) -> None:
    """Why it matters to this child, what it is to change, what is done next, and what the review found."""
    page.goto(child.get_absolute_url())
    told = page.get_by_role("region", name=f"Plans for places and groups that affect {child}")
    for words in ("The way home leads past the yard.", WANTED, GOAL, ACTION, CHANGED, "Go on as it is"):
        expect(told).to_contain_text(words)
    without(page, "Cara")
    check(page)


def point_at_action(page: Page, own: Plan) -> None:
    """The child's own plan uses what is done for the place, instead of writing it again."""
    page.goto(own.get_absolute_url())
    follow(page, "Use one that is there already")
    page.get_by_role("group", name="Which action?").get_by_label(ACTION).check()
    check(page)
    press(page, "Use this action")
    done(page, "The action serves this plan too.")


def finish_from_list(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Actions").click()
    row = page.get_by_role("row").filter(has_text=ACTION)
    row.get_by_text("Say what came of it").click()
    row.get_by_label("What came of it?").fill(OUTCOME)
    check(page)
    row.get_by_role("button", name="Record").click()
    done(page, "Recorded, with what came of it.")
    without(page, ACTION)


# --- Harm outside the home -------------------------------------------------------------------------------------------
@in_both_modes
def test_harm_outside_the_home_leads_to_a_plan_that_is_reviewed_within_three_months(
    ada: Any, colleague: Any, manager: Any, desk: Callable[[Any], Page]
) -> None:
    """Strategy discussion, section 47, conference, plan: and no category of child protection plan."""
    page, managers = desk(colleague), desk(manager)
    book(page, ada.case, "Strategy discussion", today() - 3 * DAY, "Ada Moss")
    decide(managers, "Section 47 enquiry", led_by="Joint: with the police")
    enquire(page, ada.case)
    follow(page, re.compile("Book it"))
    expect(page.get_by_label("Risk outside the home conference")).to_be_checked()
    fill_booking(page, today() - DAY, "Ada Moss")
    decide(managers, "Risk outside the home plan")
    assert list(ada.statuses.current().values_list("status", "category")) == [
        (CaseChildStatus.Status.RISK_OUTSIDE_HOME, "")
    ]

    page.goto(ada.case.get_absolute_url())
    way = page.get_by_role("region", name="Protection pathway")
    expect(way).to_contain_text("The plan is not written yet.")
    check(page)
    follow(page, "Start the plan")
    for question, answer in (("Which plan is it?", "Risk outside the home plan"), ("For which child?", "Ada Moss")):
        expect(page.get_by_role("group", name=question).get_by_label(answer, exact=True)).to_be_checked()
    press(page, "Start the plan")
    follow(page, "Change What it is for")
    page.get_by_label("What is the plan for?").fill("Ada gets home safely, whoever waits outside.")
    check(page)
    press(page, "Save")
    plan = Plan.objects.get()
    writing.add_goal(plan, by=colleague, statement=GOAL, measure="What she says")
    page.goto(plan.get_absolute_url())
    press(page, "Send to a manager to agree")
    agree(managers, plan)
    latest = months_after(today(), 3)
    review_within(page, plan, latest)
    page.goto(ada.case.get_absolute_url())
    expect(way).to_contain_text(f"{plan.reference}: Agreed")


def book(page: Page, case: Any, kind: str, day: datetime.date, *names: str) -> None:
    page.goto(case.get_absolute_url())
    go_to_part(page, "Meetings")
    press(page, "Book a meeting")
    choose(page, "What kind of meeting?", kind)
    fill_booking(page, day, *names)


def fill_booking(page: Page, day: datetime.date, *names: str) -> None:
    fill_date(page, "When is it?", day, "10am")
    page.get_by_label("Where?").fill("Room 4")
    page.get_by_label("Who chairs it?").select_option(label="Mana Oduya")
    for name in names:
        expect(page.get_by_role("group", name="Which children is it about?").get_by_label(name)).to_be_checked()
    check(page)
    press(page, "Book the meeting")
    done(page, "The meeting is booked.")
    check(page)


def decide(page: Page, outcome: str, led_by: str = "") -> None:
    """Whoever chairs it, of the meeting that was booked last."""
    page.goto(Meeting.objects.latest("created_at").get_absolute_url())
    follow(page, re.compile("^Decide"))
    choose(page, "What is decided?", outcome)
    if led_by:
        choose(page, "Who carries out the enquiry?", led_by)
    check(page)
    press(page, "Record the decision")
    done(page, "Decided.")


def enquire(page: Page, case: Any) -> None:
    """Whether the child was seen, and what it leads to."""
    page.goto(case.get_absolute_url())
    follow(page, re.compile("Say whether the child was seen"))
    choose(page, "Was the child seen?", "Seen, and seen alone")
    fill_date(page, "When?", today() - 2 * DAY)
    check(page)
    press(page, "Save")
    done(page, "Recorded.")
    follow(page, re.compile("Say what the enquiry leads to"))
    choose(page, "What does the enquiry lead to?", "Risk outside the home conference")
    page.get_by_label("Why?", exact=True).fill("Home is safe; the way there is not.")
    fill_date(page, "When was it decided?", today() - 2 * DAY)
    check(page)
    press(page, "Save")
    done(page, "Recorded what the enquiry led to.")


def review_within(page: Page, plan: Plan, latest: datetime.date) -> None:
    """A later day than three months on is refused; without one it is that day."""
    page.goto(plan.get_absolute_url())
    press(page, "Review this plan")
    page.get_by_label("What has changed since last time?").fill("She is home by nine.")
    choose(page, "What is decided?", "Go on as it is")
    page.get_by_label("Why?", exact=True).fill("It works.")
    fill_date(page, "Next review by", latest + DAY)
    press(page, "Record the review")
    expect(page.get_by_role("alert")).to_contain_text(f"no later than {latest:%-d %B %Y}")
    check(page)
    for box in ("Day", "Month", "Year"):
        page.get_by_role("group", name="Next review by").get_by_label(box).fill("")
    press(page, "Record the review")
    done(page, "The review is recorded.")
    plan.refresh_from_db()
    assert plan.review_due == latest


# --- A conference about the place ------------------------------------------------------------------------------------
@in_both_modes
def test_the_paper_of_a_conference_about_a_place_prints_once_no_name_is_in_it(
    arcade: Any, ada: Any, worker: Any, manager: Any, desk: Callable[[Any], Page]
) -> None:
    page = desk(worker)
    book(page, arcade, "Context conference", today() + DAY)
    press(page, "Write the paper")
    paper = page.get_by_role("textbox", name="Paper for the conference")
    expect(paper).to_have_value(re.compile(ARCADE))
    begun = paper.input_value()
    paper.fill(f"{begun}\n\nOn Fridays Ada waits in the yard until nine.")
    check(page)
    press(page, "Save")
    done(page, "The paper is saved.")
    follow(page, "Read or print the paper")
    expect(page.locator("mark")).to_have_text("Ada")
    expect(page.get_by_role("main")).to_contain_text("The paper does not print yet.")
    check(page)
    follow(page, re.compile("Put it right"))
    paper.fill(f"{begun}\n\nOn Fridays young people wait in the yard until nine.")
    press(page, "Save")
    follow(page, "Read or print the paper")
    expect(page.get_by_role("article")).to_contain_text("young people wait in the yard until nine")
    without(page, "Ada")
    check(page)
    expect(page.get_by_role("button", name="Print it or save it as a PDF")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("article")).to_be_visible()
    expect(page.get_by_role("link", name="Write the paper on")).to_be_hidden()
