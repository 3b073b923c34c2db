"""Everything that is due, of a worker or a team, and why there is more time."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today, working_days_after
from cs_casework.overview.home import SOON
from tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    AllocationFactory,
    AssessmentChildFactory,
    AssessmentFactory,
    CaseChildFactory,
    CaseFactory,
    ContextFactory,
    ContextLinkFactory,
    CoverFactory,
    FamilyMembershipFactory,
    InvitationFactory,
    MeetingFactory,
    MissingEpisodeFactory,
    NRMReferralFactory,
    PeerGroupFactory,
    PersonFactory,
    PlanFactory,
    ReferralFactory,
    ReturnInterviewFactory,
    Section47Factory,
    TeamFactory,
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
    "First decision on the NRM referral of Ada Okafor, where possible",
    "Core group for Ada Okafor",
    "Review conference of the child protection plan: Ada Okafor",
    "Strategy discussion",
    "Management oversight: Okafor and Brown",
    "Transition plan for Ada Okafor, who turns 18",
}


@pytest.fixture
def work(worker: Any, team: Any) -> Any:
    """A worker with one of everything that falls due."""
    child = PersonFactory(given="Ada", family="Okafor", birth_on=months_after(today(), -12 * 18 + 4))
    case = CaseFactory(team=team, family__name="Okafor and Brown")
    period = CaseChildFactory(case=case, child=child, from_on=months_after(today(), -3))
    period.statuses.create(status="cp", category="NEG", from_on=today())
    AllocationFactory(case=case, worker=worker)
    NRMReferralFactory(child=child)
    ActionFactory(case=case, what="Ask the bus company", owner=worker, due_on=today())
    assessment = AssessmentFactory(case=case)
    plan = PlanFactory(case=case, child=child, agreed=True, lead=worker)
    strategy = MeetingFactory(case=case, starts_at=timezone.now() + datetime.timedelta(days=1))
    Section47Factory(case=case, strategy=strategy, child=child)
    link = ContextLinkFactory(child=child, context=ContextFactory(name="Canal Walk"))
    contact = ReferralFactory(taker=worker)
    ReturnInterviewFactory(episode=MissingEpisodeFactory(child=child))
    WarningFactory(person=child, what_to_do="Ring before you go")
    kinds = type(
        "Work",
        (),
        {"case": case, "child": child, "period": period, "assessment": assessment, "plan": plan, "link": link},
    )
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


def test_what_a_colleague_covers_for_is_not_theirs(work: Any, as_user: Any, worker: Any, colleague: Any) -> None:
    """Neither visits and interviews nor actions, plans and contacts: what they have for others is in their own list."""
    CoverFactory(covering=colleague, absent=worker)
    assert shown(as_user(worker), when="all", worker=colleague.pk) == []
    assert "Ask the bus company" in shown(as_user(colleague), when="all")


def test_each_says_who_is_to_do_it(work: Any, as_user: Any, worker: Any, manager: Any, colleague: Any) -> None:
    """The responsible worker of the case or the child; of oversight a manager; of what nobody leads, the team."""
    desk = as_user(worker)

    def who() -> dict[str, str]:
        lines = desk.get(PAGE, {"when": "all", "team": work.case.team_id}).context["lines"]
        return {line.due.words: line.row.c for line in lines}

    told = who()
    assert {words: name for words, name in told.items() if not name} == {}
    assert told.pop("Management oversight: Okafor and Brown") == manager.name
    told.pop("Strategy discussion"), told.pop(f"Decision on contact {work.contact.reference}", "")
    assert set(told.values()) == {worker.name}
    # For one child of the case, whoever leads for that child.
    AllocationFactory(case=work.case, child=work.child, worker=colleague)
    own = who()
    for words in WORDS:
        if "Ada" in words:
            assert own[words] == colleague.name, words
    work.case.allocations.update(to_on=today())
    assert who()["Visit to Ada Okafor"] == work.case.team.name


def test_a_worker_in_a_team_has_what_is_due_there_alone(work: Any, as_user: Any, worker: Any, colleague: Any) -> None:
    other = CaseFactory(team=TeamFactory())
    AllocationFactory(case=other, worker=worker)
    ActionFactory(case=other, what="Ask the other school", owner=worker, due_on=today())
    ActionFactory(case=work.case, what="Ask the aunt", owner=colleague, due_on=today())
    desk = as_user(worker)
    both = shown(desk, when="all", team=work.case.team_id, worker=worker.pk)
    assert "Ask the bus company" in both
    assert "Ask the aunt" not in both
    assert "Ask the other school" not in both
    assert "Ask the aunt" in shown(desk, when="all", team=work.case.team_id)
    assert shown(desk, when="all", team=other.team_id, worker=colleague.pk) == []
    page = desk.get(PAGE, {"team": work.case.team_id, "worker": worker.pk})
    assert page.context["whose"] == f"{worker.name}, {work.case.team.name}"


def test_core_groups_and_review_conferences_wait_until_they_are_booked(work: Any, as_user: Any, worker: Any) -> None:
    desk = as_user(worker)

    def due() -> dict[str, datetime.date]:
        lines = desk.get(PAGE, {"when": "all", "kind": "conference"}).context["lines"]
        return {line.due.words.partition(":")[0]: line.row.day for line in lines}

    group, review = "Core group for Ada Okafor", "Review conference of the child protection plan"
    assert due() == {group: working_days_after(today(), 10), review: months_after(today(), 3)}
    status = work.period.statuses.get()
    status.from_on = months_after(today(), -4)
    status.save()
    # Held since it began: the next is counted from there, by the later interval.
    noon = datetime.datetime.combine(today() - datetime.timedelta(days=9), datetime.time(12))
    held = MeetingFactory(case=work.case, kind="rcpc", starts_at=timezone.make_aware(noon))
    AgendaItemFactory(meeting=held, child=work.child)
    assert due() == {
        group: working_days_after(status.from_on, 10),
        review: months_after(today() - datetime.timedelta(days=9), 6),
    }
    for kind in ("core_group", "rcpc"):
        booked = MeetingFactory(case=work.case, kind=kind, starts_at=timezone.now() + datetime.timedelta(days=9))
        AgendaItemFactory(meeting=booked, child=work.child)
    assert due() == {}
    assert "Core group" in shown(desk, when="all", kind="meeting")
    # With an agreed plan its own review is due, and it is not said twice.
    booked.cancelled_on, booked.cancelled_why = today(), "Flu"
    booked.save()
    assert set(due()) == {review}
    PlanFactory(case=work.case, child=work.child, kind="cp", agreed=True)
    assert due() == {}
    work.period.statuses.create(status="roth", from_on=today())
    assert due() == {"Conference on the risk outside the home plan": months_after(today(), 3)}


def test_meetings_are_due_for_who_chairs_or_minutes_them(as_user: Any, worker: Any, colleague: Any, team: Any) -> None:
    case = CaseFactory(team=team)
    soon = timezone.now() + datetime.timedelta(days=2)
    MeetingFactory(case=case, kind="roth", chair=worker, starts_at=soon)
    invited = MeetingFactory(case=case, kind="icpc", starts_at=soon)
    InvitationFactory(meeting=invited, user=worker, name="", part="")
    MeetingFactory(case=case, chair=worker, starts_at=soon, cancelled_on=today(), cancelled_why="Flu")
    assert set(shown(as_user(worker), kind="meeting")) == {
        "Risk outside the home conference",
        "Initial child protection conference",
    }
    # That a colleague is invited is told with the whole meeting alone.
    assert shown(as_user(colleague), kind="meeting", worker=worker.pk) == ["Risk outside the home conference"]
    assert shown(as_user(colleague), kind="meeting", worker=worker.pk, team=TeamFactory().pk) == []


def test_what_turns_on_a_birthday_or_is_looked_at_again_is_due_by_no_made_up_day(
    work: Any, as_user: Any, worker: Any
) -> None:
    desk = as_user(worker)
    [line] = desk.get(PAGE, {"when": "all", "kind": "transition"}).context["lines"]
    assert line.row.day == work.child.adult_on
    referral = work.child.nrm_referrals.get()
    assert shown(desk, when="all", kind="nrm") != []
    for facts in (
        {"reasonable": "positive", "reasonable_on": today()},  # the conclusive one has no day by which it is made
        {"reconsidered": "reasonable", "reconsider_on": today(), "reconsider_why": "New facts"},
        {"withdrawn_on": today(), "withdrawn_why": "A slip"},
    ):
        rows = type(referral).objects.filter(pk=referral.pk)
        rows.update(**facts)
        assert shown(desk, when="all", kind="nrm") == [], facts
        rows.update(**{name: getattr(referral, name) for name in facts})


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
