"""Everything that is due, of a worker or a team, and why there is more time."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today
from cs_casework.overview.home import SOON
from tests.factories import (
    ActionFactory,
    AllocationFactory,
    AssessmentChildFactory,
    AssessmentFactory,
    CaseChildFactory,
    CaseFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyMembershipFactory,
    MeetingFactory,
    MissingEpisodeFactory,
    PeerGroupFactory,
    PersonFactory,
    PlanFactory,
    ReferralFactory,
    ReturnInterviewFactory,
    Section47Factory,
    WarningFactory,
)
from tests.helpers import audited

pytestmark = pytest.mark.django_db

PAGE = reverse("overview:deadlines")
WORDS = {
    "Visit to Ada Okafor",
    "Ask the bus company",
    "Section 47 enquiry or its conference: Ada Okafor",
    "Link: Ada Okafor and Canal Walk",
    "Review: Child in need plan",
    "Return interview with Ada Okafor",
    "Warning: Ring before you go",
}


@pytest.fixture
def work(worker: Any, team: Any) -> Any:
    """A worker with one of everything that falls due."""
    child = PersonFactory(given="Ada", family="Okafor")
    case = CaseFactory(team=team)
    CaseChildFactory(case=case, child=child, from_on=months_after(today(), -3))
    AllocationFactory(case=case, worker=worker)
    ActionFactory(case=case, what="Ask the bus company", owner=worker, due_on=today())
    assessment = AssessmentFactory(case=case)
    plan = PlanFactory(case=case, child=child, agreed=True, lead=worker)
    Section47Factory(case=case, strategy=MeetingFactory(case=case), child=child)
    link = ContextLinkFactory(child=child, context=ContextFactory(name="Canal Walk"))
    contact = ReferralFactory(taker=worker)
    ReturnInterviewFactory(episode=MissingEpisodeFactory(child=child))
    WarningFactory(person=child, what_to_do="Ring before you go")
    kinds = type("Work", (), {"case": case, "child": child, "assessment": assessment, "plan": plan, "link": link})
    kinds.contact = contact
    return kinds


def shown(desk: Any, **asked: Any) -> list[str]:
    response = desk.get(PAGE, asked)
    assert response.status_code == 200
    return [line.due.words for line in response.context["lines"]]


def test_whatever_falls_due_stands_in_one_list_the_soonest_first(work: Any, as_user: Any, worker: Any) -> None:
    response = as_user(worker).get(PAGE, {"when": "all"})
    lines = response.context["lines"]
    expected = WORDS | {
        f"Assessment {work.assessment.reference}",
        f"Decision on contact {work.contact.reference}",
    }
    assert {line.due.words for line in lines} == expected
    days = [line.row.day for line in lines]
    assert days == sorted(days)
    assert [event.shown for event in audited("deadlines.listed")] == [[work.child.pk]]


def test_at_first_it_holds_what_is_overdue_or_due_soon(work: Any, as_user: Any, worker: Any) -> None:
    desk = as_user(worker)
    found = shown(desk)
    assert "Ask the bus company" in found
    assert "Review: Child in need plan" not in found
    type(work.plan).objects.filter(pk=work.plan.pk).update(review_due=today() + SOON)
    assert "Review: Child in need plan" in shown(desk)
    assert shown(desk, when="overdue") == ["Visit to Ada Okafor"]


def test_kind_narrows_it_and_so_does_what_was_given_longer(work: Any, as_user: Any, worker: Any) -> None:
    desk = as_user(worker)
    assert shown(desk, when="all", kind="visit") == ["Visit to Ada Okafor"]
    assert shown(desk, when="all", extended="on") == []
    later = {"extended_why": "The school is closed", "first_due_on": today(), "due_on": today()}
    work.case.actions.update(**later | {"due_on": today() + datetime.timedelta(days=3)})
    response = desk.get(PAGE, {"when": "all", "extended": "on"})
    assert [line.row.d for line in response.context["lines"]] == ["The school is closed"]
    assert "The school is closed" in response.content.decode()


def test_colleagues_and_teams_have_theirs(work: Any, as_user: Any, worker: Any, colleague: Any, team: Any) -> None:
    desk = as_user(colleague)
    assert shown(desk, when="all") == []
    assert "Ask the bus company" in shown(desk, when="all", worker=worker.pk)
    assert set(shown(desk, when="all", team=team.pk)) >= WORDS


def test_peer_group_falls_due_for_the_team_that_owns_it(as_user: Any, manager: Any, team: Any) -> None:
    group = PeerGroupFactory(owner_team=team, review_due=today())
    assert shown(as_user(manager), team=team.pk) == [f"Review of {group.name}"]


def test_warning_about_a_parent_falls_due_for_who_works_with_the_family(work: Any, as_user: Any, worker: Any) -> None:
    father = FamilyMembershipFactory(family=work.case.family, part="father").person
    WarningFactory(person=father, what_to_do="Go in pairs")
    assert "Warning: Go in pairs" in shown(as_user(worker), when="all", kind="warning")


def test_what_is_hidden_is_not_due_for_its_reader(work: Any, as_user: Any, worker: Any, manager: Any) -> None:
    restrict_record(work.child, by=manager, reason="A relative works here")
    assert not [words for words in shown(as_user(worker), when="all") if "Ada" in words]


def test_what_a_colleague_holds_for_somebody_hidden_is_not_told(
    as_user: Any, worker: Any, colleague: Any, manager: Any
) -> None:
    case, hidden = CaseFactory(), PersonFactory()
    CaseChildFactory(case=case)
    AllocationFactory(case=case, child=CaseChildFactory(case=case, child=hidden).child, worker=colleague)
    AssessmentFactory(case=case, due_on=today())
    desk = as_user(worker)
    assert shown(desk, kind="assessment", worker=colleague.pk) != []
    restrict_record(hidden, by=manager, reason="A relative works here")
    assert shown(desk, kind="assessment", worker=colleague.pk) == []


def test_reason_of_an_assessment_with_somebody_hidden_is_not_told(
    work: Any, as_user: Any, worker: Any, manager: Any
) -> None:
    hidden = AssessmentChildFactory(assessment=work.assessment).child
    AssessmentChildFactory(assessment=work.assessment, child=work.child)
    type(work.assessment).objects.filter(pk=work.assessment.pk).update(extended_why="Kit was away")
    desk = as_user(worker)
    assert "Kit was away" in desk.get(PAGE, {"when": "all"}).content.decode()
    restrict_record(hidden, by=manager, reason="A relative works here")
    assert f"Assessment {work.assessment.reference}" in shown(desk, when="all")
    assert "Kit was away" not in desk.get(PAGE, {"when": "all"}).content.decode()
    assert shown(desk, when="all", extended="on") == []


def test_empty_list_says_what_to_do(as_user: Any, worker: Any) -> None:
    body = as_user(worker).get(PAGE).content.decode()
    assert "Nothing is due" in body
