"""A child or a context on one page, for somebody who has never met them."""

import datetime
import re
from typing import Any

import pytest
from django.urls import reverse

from contexts.models import Context
from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today
from cs_casework.overview.summary.child import summary_of_child
from cs_casework.overview.summary.lines import MOST_DATES, MOST_LINES, READ
from cs_casework.overview.summary.place import summary_of_context
from cs_casework.reference.models import Agency
from families.models import Person
from plans.models import Plan
from tests.factories import (
    ActionFactory,
    AddressFactory,
    AllocationFactory,
    AssessmentChildFactory,
    AssessmentFactory,
    CaseChildFactory,
    CaseFactory,
    CaseNoteFactory,
    ContextAdultFactory,
    ContextCaseFactory,
    ContextFactory,
    ContextLinkFactory,
    ContextPlanFactory,
    FamilyMembershipFactory,
    GoalFactory,
    IncidentChildFactory,
    IncidentFactory,
    InterplayFactory,
    InvitationFactory,
    MeetingFactory,
    MissingEpisodeFactory,
    NoteSubjectFactory,
    PersonFactory,
    PlanChildLinkFactory,
    PlanFactory,
    RelationshipFactory,
    SafetyMapAdultFactory,
    SafetyMapFactory,
    SafetyMapFeatureFactory,
    UserFactory,
    WeightingFactory,
    WeightingRowFactory,
)
from tests.helpers import GIVEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(team: Any) -> Any:
    """A child of whom everything is known that a summary tells."""
    child = PersonFactory(given="Ada", family="Okafor", school="Northfield School")
    family = FamilyMembershipFactory(person=child).family
    mother = PersonFactory(given="Ngozi", family="Okafor", birth_on=months_after(today(), -480), reach="07700 900123")
    FamilyMembershipFactory(person=mother, family=family, part="mother")
    RelationshipFactory(person=mother, other=child, kind="parent", parental_responsibility=True)
    FamilyMembershipFactory(person=PersonFactory(given="Ife", family="Okafor"), family=family)
    case = CaseFactory(family=family, team=team)
    CaseChildFactory(case=case, child=child)
    AllocationFactory(case=case, worker=UserFactory(name="Tam Reed", phone="01632 960101"))
    place = ContextFactory(name="Canal Walk")
    ContextLinkFactory(child=child, context=place, role="at_risk")
    ContextLinkFactory(child=child, context=ContextFactory(name="The library"), role="feels_safe")
    ContextAdultFactory(context=place, described="The shopkeeper")
    authorised = {"status": "authorised", "authorised_on": today(), "authorised_by": UserFactory(code="manager")}
    assessment = AssessmentFactory(case=case, **authorised)
    AssessmentChildFactory(assessment=assessment, child=child, concluded=True)
    weighting = WeightingFactory(assessment=assessment, child=child, change_first="The walk home")
    home = WeightingRowFactory(weighting=weighting, kind="home", direction="protective", why="Her mother asks.")
    outside = WeightingRowFactory(weighting=weighting, context=place, why="She is followed there.")
    InterplayFactory(weighting=weighting, from_row=outside, to_row=home, words="Fear keeps her in.")
    GoalFactory(plan=PlanFactory(case=case, child=child, agreed=True), statement="Ada walks home safely.")
    plan = ContextPlanFactory(case=ContextCaseFactory(context=place), agreed=True)
    PlanChildLinkFactory(plan=plan, child=child, why="She waits there every day.")
    ActionFactory(case=case, what="Ask the bus company")
    InvitationFactory(
        meeting=MeetingFactory(case=case), name="Mr Okello", part="head of year", agency=Agency.objects.first()
    )
    NoteSubjectFactory(note=CaseNoteFactory(title="Followed home", is_significant=True), child=child)
    IncidentChildFactory(incident=IncidentFactory(context=place), child=child)
    return type("Story", (), {"child": child, "mother": mother, "case": case, "place": place, "plan": plan})


def page_of(desk: Any, name: str, record: Any) -> str:
    response = desk.get(reverse(f"overview:{name}-summary", args=[record.pk]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_child_is_told_on_one_page(story: Any, as_user: Any, worker: Any) -> None:
    body = page_of(as_user(worker), "person", story.child)
    for told in (
        "Tam Reed",
        "01632 960101",
        "Ngozi Okafor",
        "parental responsibility",
        "07700 900123",
        "Ife Okafor",
        "Her mother asks.",
        "She is followed there.",
        "Fear keeps her in.",
        "The walk home",
        "The library",
        "The shopkeeper",
        "Ada walks home safely.",
        "She waits there every day.",
        "Ask the bus company",
        "Mr Okello",
        "Northfield School",
        "Followed home",
        "A telephone was taken from a young person.",
    ):
        assert told in body


def test_every_line_leads_to_where_it_stands(story: Any, worker: Any) -> None:
    summary = summary_of_child(story.child, worker)
    for lines in (summary.strengths, summary.dates, summary.involved, summary.lately):
        assert lines
        assert all(line.url for line in lines)


LINE = re.compile(r'<(li|dd|p class="app-summary__line[^"]*")[ >](.*?)</(?:li|dd|p)>')


def lines_of(body: str) -> list[str]:
    """The lines of the page, without those that say that there is nothing."""
    summary = body[body.index('class="app-summary"') : body.index("app-only-printed")]
    return [text for tag, text in LINE.findall(summary) if "app-muted" not in tag]


def test_every_line_of_the_page_is_a_way_to_its_source(story: Any, as_user: Any, worker: Any) -> None:
    child = story.child
    child.names.create(kind="known_as", given="Addie")
    AddressFactory(person=child, lines="14 High Street")
    Person.objects.filter(pk=child.pk).update(
        reach="07700 900456", first_language="Igbo", needs_interpreter=True, communication_needs="Short words"
    )
    Plan.objects.filter(child=child).update(contingency="We meet the same day")
    lines = lines_of(page_of(as_user(worker), "person", child))
    for told in ("Addie", "14 High Street", "07700 900456", "Igbo", "Short words", "The walk home", "We meet the same"):
        assert any(told in line for line in lines), told
    assert [line for line in lines if "<a " not in line] == []
    place = story.place
    Context.objects.filter(pk=place.pk).update(times="After school", strengths="The shop is open late")
    GoalFactory(plan=story.plan, statement="Nobody is followed here.")
    lines = lines_of(page_of(as_user(worker), "context", place))
    for told in ("After school", "The shop is open late", "Nobody is followed here.", "Children it reaches"):
        assert any(told in line for line in lines), told
    assert [line for line in lines if "<a " not in line and "Nobody recorded yet" not in line] == []


def test_what_does_not_fit_is_counted_and_a_click_away(story: Any, as_user: Any, worker: Any) -> None:
    for number in range(MOST_DATES + 2):
        ActionFactory(case=story.case, what=f"Step {number}", due_on=today() + datetime.timedelta(days=number))
    for number in range(MOST_LINES):
        NoteSubjectFactory(note=CaseNoteFactory(title=f"Event {number}", is_significant=True), child=story.child)
    summary = summary_of_child(story.child, worker)
    dates, lately = summary.dates, summary.lately
    assert (len(dates), dates.url, dates.at_least) == (MOST_DATES, story.case.get_absolute_url(), False)
    # Beside these the action there was, and the review of the plan.
    assert len(dates) + dates.more == MOST_DATES + 4
    assert (len(lately), lately.more) == (MOST_LINES, 2)
    assert lately.url == reverse("overview:chronology", args=["people", story.child.pk])
    body = page_of(as_user(worker), "person", story.child)
    assert f"{dates.more} more <span" in body
    assert "2 more <span" in body
    for number in range(READ):
        ActionFactory(case=story.case, what=f"Later {number}", due_on=months_after(today(), 1))
    assert summary_of_child(story.child, worker).dates.at_least
    assert f"{READ + 1 - MOST_DATES} or more besides" in page_of(as_user(worker), "person", story.child)


def test_paper_says_who_printed_it_and_when(story: Any, as_user: Any, worker: Any) -> None:
    for name, record in (("person", story.child), ("context", story.place)):
        desk = as_user(worker)
        assert f"Printed by {worker}, " not in page_of(desk, name, record)
        body = " ".join(desk.post(reverse(f"overview:{name}-summary", args=[record.pk]), GIVEN).text.split())
        assert f"Printed by {worker}, " in body
        assert "for The family court" in body


def test_their_latest_safety_map_is_told_on_both_sides(story: Any, as_user: Any, worker: Any, manager: Any) -> None:
    for ago, name in ((9, "The old gate"), (0, "The cut")):
        drawn = SafetyMapFactory(child=story.child, drawn_on=today() - datetime.timedelta(days=ago))
        SafetyMapFeatureFactory(safety_map=drawn, name=name, why="It is dark there.")
    SafetyMapFeatureFactory(safety_map=drawn, name="The market", colour="green")
    aunt = SafetyMapAdultFactory(safety_map=drawn, name="Auntie Jo", person=PersonFactory()).person
    summary = summary_of_child(story.child, worker)
    assert [(line.words, line.more) for line in summary.unsafe] == [("The cut", "It is dark there.")]
    assert {"The market", "Auntie Jo"} <= {line.words for line in summary.strengths}
    body = page_of(as_user(worker), "person", story.child)
    assert body.count(drawn.get_absolute_url()) == 3
    # One that may not be read leaves the one before as the last.
    restrict_record(aunt, by=manager, reason="A relative works here")
    assert [line.words for line in summary_of_child(story.child, worker).unsafe] == ["The old gate"]


def test_summary_of_a_child_nobody_works_with_says_so(as_user: Any, worker: Any) -> None:
    body = page_of(as_user(worker), "person", PersonFactory())
    for told in (
        "Not open to the service",
        "Home is not weighed yet.",
        "No plan is agreed.",
        "Nothing is booked or due.",
    ):
        assert told in body


def test_what_is_hidden_is_not_summed_up(story: Any, as_user: Any, worker: Any, manager: Any) -> None:
    restrict_record(story.place, by=manager, reason="An ongoing inquiry")
    restrict_record(story.mother, by=manager, reason="A relative works here")
    desk = as_user(worker)
    body = page_of(desk, "person", story.child)
    for hidden in (
        "Canal Walk",
        "The shopkeeper",
        "Ngozi",
        "07700 900123",
        "She is followed there.",
        "She waits there",
    ):
        assert hidden not in body
    assert desk.get(reverse("overview:context-summary", args=[story.place.pk])).status_code == 404


def test_who_is_missing_now_is_told_first(story: Any, as_user: Any, worker: Any) -> None:
    MissingEpisodeFactory(child=story.child)
    assert "They are missing since" not in page_of(as_user(worker), "person", story.child)
    MissingEpisodeFactory(child=story.child, found_at=None)
    assert "They are missing since" in page_of(as_user(worker), "person", story.child)


def test_protected_address_does_not_go_onto_the_page(story: Any, as_user: Any, worker: Any) -> None:
    AddressFactory(person=story.child, lines="14 Hidden Row", is_protected=True)
    body = page_of(as_user(worker), "person", story.child)
    assert "14 Hidden Row" not in body
    assert "Protected address" in body


def test_context_is_told_on_one_page_without_a_childs_name(story: Any, as_user: Any, worker: Any) -> None:
    NoteSubjectFactory(note=CaseNoteFactory(title="Ada was here", is_significant=True), child=None, context=story.place)
    GoalFactory(plan=story.plan, statement="Nobody is followed here.")
    body = page_of(as_user(worker), "context", story.place)
    for told in ("The shopkeeper", "Nobody is followed here.", "Children linked: 1, open to the service: 1"):
        assert told in body
    assert "Incidents in 3, 6 and 12 months: 1, 1, 1" in body
    for name in ("Ada", "Okafor"):
        assert name not in body
    assert summary_of_context(story.place, worker).reached == 1


def test_counts_of_a_context_leave_out_who_is_hidden(story: Any, worker: Any, manager: Any) -> None:
    restrict_record(story.child, by=manager, reason="A relative works here")
    summary = summary_of_context(story.place, worker)
    assert (summary.children["linked"], summary.reached, summary.incidents_over) == (0, 0, [0, 0, 0])


def test_record_that_was_merged_leads_to_the_one_that_was_kept(as_user: Any, worker: Any) -> None:
    kept = PersonFactory()
    merged = PersonFactory(merged_into=kept, merged_on=today())
    answer = as_user(worker).get(reverse("overview:person-summary", args=[merged.pk]))
    assert answer["Location"] == reverse("overview:person-summary", args=[kept.pk])
