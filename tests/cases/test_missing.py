"""Missing episodes and what follows: the interview that falls due, the link that is proposed, who may see them, and where
they go when records join."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions import record_action
from cases.interviews import extend_interview, record_interview
from cases.links.asking import links_named_in_episode
from cases.merging import merge_contexts
from cases.missing import change_episode, record_episode, record_found, withdraw_episode
from cases.models import LinkProposal, MissingEpisode, ReturnInterview
from cases.people_merging import merge_people
from cases.people_undoing import undo_person_merge
from cases.proposals import accept_proposal, decline_proposal
from contexts.models import ContextLink
from cs_casework.access import restrict_record
from cs_casework.dates import today
from cs_casework.reference.models import Interval
from cs_casework.reference.workflow import change_interval
from families.models import Person
from tests.factories import (
    CaseChildFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyMembershipFactory,
    MissingEpisodeFactory,
    PersonFactory,
    ReturnInterviewFactory,
    UserFactory,
)
from tests.helpers import GIVE_UP_AFTER, alone, audited, everything, hours_ago, messages_of, race, until_all_wait

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
LINK = {
    "basis": "agency_report",
    "reliability": "reported",
    "source": "Police",
    "source_on": today(),
    "from_on": today(),
}


@pytest.fixture
def made(team: Any) -> SimpleNamespace:
    period = CaseChildFactory(case__team=team)
    FamilyMembershipFactory(person=period.child, family=period.case.family)
    return SimpleNamespace(child=period.child, case=period.case, park=ContextFactory(name="Ferry Park"))


def gone(made: SimpleNamespace, by: Any, **said: Any) -> MissingEpisode:
    return record_episode(made.child, by=by, **({"kind": "M", "missing_from": hours_ago(30)} | said))


def found(made: SimpleNamespace, by: Any, **said: Any) -> MissingEpisode:
    return gone(made, by, **({"found_at": hours_ago(6), "found_where": "On the swings", "context": made.park} | said))


def refused(change: Any) -> dict[str, list[str]]:
    """What is refused; nothing of it may stay."""
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        change()
    assert everything() == before
    return messages_of(refusal)


# --- One episode -----------------------------------------------------------------------------------------------------
def test_a_child_is_missing_until_found_and_then_an_interview_is_due(made: SimpleNamespace, worker: Any) -> None:
    episode = gone(made, worker, reported_by="Her aunt, to the police", police_reference="ZZ/1")
    assert episode.is_open
    assert list(MissingEpisode.objects.visible_to(worker).still_missing()) == [episode]
    assert not ReturnInterview.objects.exists()
    assert not LinkProposal.objects.exists()
    record_found(episode, by=worker, found_at=hours_ago(6), found_where="On the swings", context=made.park)
    assert not MissingEpisode.objects.visible_to(worker).still_missing().exists()
    interview = ReturnInterview.objects.get()
    assert interview.due_at == hours_ago(6) + 72 * HOUR
    assert list(ReturnInterview.objects.visible_to(worker).outstanding()) == [interview]
    assert [event.action for event in audited("missing.recorded") + audited("missing.found")] == [
        "missing.recorded",
        "missing.found",
    ]
    # Of whoever was quicker: it is not said twice.
    assert "__all__" in refused(lambda: record_found(episode, by=worker, found_at=hours_ago(5)))


def test_what_cannot_be_is_refused(made: SimpleNamespace, worker: Any) -> None:
    later = timezone.now() + HOUR
    assert "missing_from" in refused(lambda: gone(made, worker, missing_from=later))
    assert "reported_at" in refused(lambda: gone(made, worker, reported_at=later))
    assert "found_at" in refused(lambda: gone(made, worker, found_at=later))
    assert "found_at" in refused(lambda: gone(made, worker, found_at=hours_ago(31)))
    assert "found_at" in refused(lambda: gone(made, worker, found_where="At home"))
    assert "missing_from" in refused(lambda: gone(made, worker, missing_from=hours_ago(24 * 365 * 40)))
    grown = PersonFactory(birth_on=today() - datetime.timedelta(days=365 * 30))
    assert "missing_from" in refused(lambda: record_episode(grown, by=worker, kind="M", missing_from=hours_ago(3)))
    unborn = PersonFactory(birth_on=None, expected_on=today() + datetime.timedelta(days=30))
    assert "missing_from" in refused(lambda: record_episode(unborn, by=worker, kind="M", missing_from=hours_ago(3)))
    with pytest.raises(PermissionDenied):
        gone(made, UserFactory(code="business_support"))


def test_two_at_the_same_time_are_refused_where_it_is_sure(made: SimpleNamespace, worker: Any) -> None:
    first = found(made, worker)
    words = refused(lambda: gone(made, worker, missing_from=hours_ago(8), found_at=hours_ago(2)))["missing_from"]
    assert str(first) in words[0]
    assert "missing_from" in refused(lambda: gone(made, worker, missing_from=hours_ago(40)))
    # Before, and after it, they were missing at other times.
    gone(made, worker, missing_from=hours_ago(60), found_at=hours_ago(30))
    again = gone(made, worker, missing_from=hours_ago(2))
    assert "missing_from" in refused(lambda: gone(made, worker, missing_from=hours_ago(1)))
    # One recorded in error stands in no way.
    withdraw_episode(again, by=worker, why="She was at a friend’s")
    assert gone(made, worker, missing_from=hours_ago(1)).is_open


@pytest.mark.django_db(transaction=True)
def test_of_two_who_record_at_once_one_is_refused(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    record = [lambda by=by: gone(made, by) for by in (worker, manager)]
    answers = race(*record, hold=lambda: Person.objects.select_for_update().get(pk=made.child.pk))
    assert sorted(type(answer).__name__ for answer in answers) == ["MissingEpisode", "ValidationError"]
    assert MissingEpisode.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_say_at_once_that_they_were_found_one_is_told(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    episode = gone(made, worker)
    answers = race(
        *(
            partial(record_found, episode, by=by, found_at=hours_ago(2), found_where=str(by))
            for by in (worker, manager)
        ),
        hold=lambda: Person.objects.select_for_update().get(pk=made.child.pk),
    )
    [won] = [answer for answer in answers if isinstance(answer, MissingEpisode)]
    assert [type(answer) for answer in answers if answer != won] == [ValidationError]
    episode.refresh_from_db()
    assert episode.found_where == won.found_where
    assert ReturnInterview.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_record_one_interview_at_once_one_is_told(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    """Each from the form as they opened it, before anything was said; and where nothing was read, once it was held."""
    interview = found(made, worker).return_interviews.get()
    held = {"offered": "Y", "taken_up": "Y", "offered_at": hours_ago(2), "offered_by": "The school"}
    held |= {"held_at": hours_ago(1), "independent": "yes"}
    answers = race(
        *(
            partial(record_interview, interview, by=by, held_by=str(by), said=str(by), read_version=1, **held)
            for by in (worker, manager)
        ),
        hold=lambda: Person.objects.select_for_update().get(pk=made.child.pk),
    )
    [won] = [answer for answer in answers if isinstance(answer, ReturnInterview)]
    assert [type(answer) for answer in answers if answer != won] == [ValidationError]
    interview.refresh_from_db()
    assert interview.said == won.said
    assert len(audited("interview.held")) == 1


def test_it_is_put_right_by_a_new_version(made: SimpleNamespace, worker: Any) -> None:
    episode = found(made, worker)
    said = {"kind": "A", "missing_from": hours_ago(30), "found_at": hours_ago(3), "found_where": "At the pier"}
    assert "reason" in refused(lambda: change_episode(episode, by=worker, reason=" ", **said))
    assert "__all__" in refused(lambda: change_episode(episode, by=worker, reason="x", read_version=7, **said))
    not_found = said | {"found_at": None, "found_where": ""}
    assert "found_at" in refused(lambda: change_episode(episode, by=worker, reason="x", **not_found))
    change_episode(episode, by=worker, reason="It was later", **said)
    # Due anew, and the place that it names no longer is no longer proposed.
    assert ReturnInterview.objects.get().due_at == hours_ago(3) + 72 * HOUR
    assert LinkProposal.objects.get().status == "withdrawn"
    assert MissingEpisode.objects.get().history.first().history_change_reason == "It was later"
    withdraw_episode(MissingEpisode.objects.get(), by=worker, why="Another child")
    assert "__all__" in refused(lambda: change_episode(episode, by=worker, reason="x", **said))
    assert not ReturnInterview.objects.visible_to(worker).outstanding().exists()


# --- The link that is proposed ---------------------------------------------------------------------------------------
def test_where_they_were_found_is_proposed_and_linked_when_somebody_says_so(made: SimpleNamespace, worker: Any) -> None:
    episode = found(made, worker)
    assert not ContextLink.objects.exists()
    proposal = LinkProposal.objects.visible_to(worker).waiting().get()
    assert (proposal.came_from, proposal.child, proposal.context) == (episode, made.child, made.park)
    facts = proposal.came_from.link_facts
    assert list(facts.roles) == ["found_missing"]
    # What kind of record tells it, and when; the words stay there.
    found_on = timezone.localdate(episode.found_at)
    assert facts.source == f"Missing episode: {episode}, found {found_on:%-d %B %Y}"
    # Another time that they were found there waits too, and is answered with the first.
    gone(made, worker, missing_from=hours_ago(90), found_at=hours_ago(80), context=made.park)
    accept_proposal(proposal, by=worker, roles=facts.roles, **LINK | {"source": facts.source})
    link = ContextLink.objects.get()
    assert (link.role, link.source) == ("found_missing", facts.source)
    assert not LinkProposal.objects.waiting().exists()
    # Once linked it is asked whether that is still true, and not proposed again.
    third = gone(made, worker, missing_from=hours_ago(5), found_at=hours_ago(4), context=made.park)
    assert not third.link_proposals.exists()
    ContextLink.objects.update(reviewed_on=today() - datetime.timedelta(days=9))
    assert links_named_in_episode(third.pk, worker) == [link]


def test_what_was_declined_or_withdrawn_is_proposed_no_more(made: SimpleNamespace, worker: Any) -> None:
    episode = found(made, worker)
    decline_proposal(LinkProposal.objects.get(), by=worker, why="He was brought there")
    said = {"kind": "M", "missing_from": episode.missing_from, "found_at": episode.found_at}
    change_episode(episode, by=worker, reason="More is known", context=made.park, travelled="By bus", **said)
    assert LinkProposal.objects.get().status == "declined"
    second = gone(made, worker, missing_from=hours_ago(4), found_at=hours_ago(3), context=made.park)
    withdraw_episode(second, by=worker, why="Another child")
    assert second.link_proposals.get().status == "withdrawn"
    # A link that says something else is no answer to where they were found.
    other = PersonFactory()
    ContextLinkFactory(child=other, context=made.park, role="attends")
    record_episode(other, by=worker, kind="M", missing_from=hours_ago(9), found_at=hours_ago(8), context=made.park)
    assert LinkProposal.objects.filter(child=other, status="waiting").exists()


@pytest.mark.django_db(transaction=True)
def test_a_proposed_link_can_be_answered_whose_child_is_merged_meanwhile(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    found(made, worker)
    proposal, kept = LinkProposal.objects.get(), PersonFactory()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            merge_people(kept, merged=made.child, by=manager, reason="One")
            declined = pool.submit(alone, partial(decline_proposal, proposal, by=worker, why="He was brought there"))
            until_all_wait([declined])
        assert declined.result(GIVE_UP_AFTER).pk == proposal.pk
    proposal.refresh_from_db()
    assert (proposal.child, proposal.status) == (kept, "declined")


# --- The interview ---------------------------------------------------------------------------------------------------
def test_an_interview_is_told_step_by_step_and_proposes_what_the_child_told_of(
    made: SimpleNamespace, worker: Any
) -> None:
    episode = found(made, worker, context=None)
    interview = episode.return_interviews.get()
    offer = {"offered": "Y", "offered_at": hours_ago(5), "offered_by": "Nia of the charity"}
    record_interview(interview, by=worker, **offer)
    assert list(ReturnInterview.objects.outstanding()) == [interview]
    held = {"held_at": hours_ago(1), "held_by": "Nia of the charity", "independent": "yes", "said": "I was cold."}
    record_interview(interview, by=worker, **offer, taken_up="Y", context=made.park, told_where="The swings", **held)
    assert not ReturnInterview.objects.outstanding().exists()
    proposal = LinkProposal.objects.get()
    assert proposal.came_from == interview
    facts = proposal.came_from.link_facts
    assert (facts.basis, facts.source) == (
        "child_said",
        f"Return interview of {timezone.localdate(hours_ago(1)):%-d %B %Y}",
    )
    # What was said once held is changed with a reason alone.
    assert "reason" in refused(lambda: record_interview(interview, by=worker, **offer, taken_up="Y", **held))
    record_interview(interview, by=worker, **offer, taken_up="N", not_taken_up_why="Not now", reason="Wrong child")
    again = ReturnInterview.objects.get()
    assert (again.held_at, again.said, again.context) == (None, "", None)
    assert LinkProposal.objects.get().status == "withdrawn"


def test_what_an_interview_cannot_be_is_refused(made: SimpleNamespace, worker: Any) -> None:
    interview = found(made, worker).return_interviews.get()

    def record(**said: Any) -> dict[str, list[str]]:
        return refused(lambda: record_interview(interview, by=worker, **said))

    offer = {"offered": "Y", "offered_at": hours_ago(5), "offered_by": "Nia"}
    assert "offered_at" in record(offered="Y", offered_by="Nia")
    assert "offered_by" in record(offered="Y", offered_at=hours_ago(5))
    assert "offered_at" in record(**offer | {"offered_at": hours_ago(8)})
    assert "offered_at" in record(**offer | {"offered_at": timezone.now() + HOUR})
    assert "not_offered_why" in record(offered="N")
    assert "held_by" in record(**offer, taken_up="Y", held_at=hours_ago(1), independent="yes")
    assert "independent" in record(**offer, taken_up="Y", held_at=hours_ago(1), held_by="Nia")
    assert "__all__" in record(**offer, read_version=5)
    assert "not_taken_up_why" in record(**offer, taken_up="N", not_taken_up_why=" ")
    assert "not_applicable_why" in record(**offer, taken_up="NA")
    # One that was not offered does not apply, as the return has it.
    record_interview(interview, by=worker, offered="N", not_offered_why="He moved abroad", taken_up="Y")
    assert ReturnInterview.objects.get().taken_up == "NA"


def test_what_was_not_taken_up_says_why_and_can_be_offered_again(made: SimpleNamespace, worker: Any) -> None:
    interview = found(made, worker).return_interviews.get()
    offer = {"offered": "Y", "offered_at": hours_ago(5), "offered_by": "Nia"}
    record_interview(
        interview, by=worker, **offer, taken_up="N", not_taken_up_why="Not with Nia", not_applicable_why="x"
    )
    refusal = ReturnInterview.objects.get()
    assert (refusal.not_taken_up_why, refusal.not_applicable_why) == ("Not with Nia", "")
    assert list(ReturnInterview.objects.refused()) == [refusal]
    assert not ReturnInterview.objects.outstanding().exists()
    again = {"offered": "Y", "offered_at": hours_ago(1), "offered_by": "Lowri"}
    record_interview(refusal, by=worker, **again)
    assert list(ReturnInterview.objects.outstanding()) == [refusal]
    assert ReturnInterview.objects.get().not_taken_up_why == ""
    assert "Not with Nia" in {version.not_taken_up_why for version in refusal.history.all()}
    record_interview(refusal, by=worker, **again, taken_up="NA", not_applicable_why="He moved to another council")
    assert list(ReturnInterview.objects.without_any()) == [refusal]


def test_no_child_is_found_after_they_were_talked_with(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    episode = found(made, worker, context=None)
    interview = episode.return_interviews.get()
    offer = {"offered": "Y", "offered_at": hours_ago(5), "offered_by": "Nia"}
    record_interview(interview, by=worker, **offer)
    said = {"kind": "M", "missing_from": episode.missing_from}

    def found_at(hours: int) -> MissingEpisode:
        return change_episode(episode, by=worker, reason="It was then", found_at=hours_ago(hours), **said)

    assert "found_at" in refused(lambda: found_at(4))
    held = {"held_at": hours_ago(3), "held_by": "Nia", "independent": "yes", "taken_up": "Y", "context": made.park}
    assert "held_at" in refused(
        lambda: record_interview(interview, by=worker, **offer | held | {"held_at": hours_ago(6)})
    )
    assert "held_at" in refused(
        lambda: record_interview(interview, by=worker, **offer | held | {"offered_at": hours_ago(2)})
    )
    record_interview(interview, by=worker, **offer | held)
    assert "found_at" in refused(lambda: found_at(2))
    # To the minute, and earlier, it can be put right; and later, once the interview has been.
    found_at(5)
    found_at(9)
    later = {"offered_at": hours_ago(2), "held_at": hours_ago(1)}
    record_interview(interview, by=worker, reason="Both were today", **offer | held | later)
    found_at(2)
    assert "found_at" in refused(lambda: found_at(0))
    # What the child told of a hidden place stands in the way of nobody who may not know of it.
    restrict_record(made.park, by=manager, reason="A witness lives there")
    found_at(0)


@pytest.mark.django_db(transaction=True)
def test_of_who_found_and_who_talked_at_once_one_is_refused(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    episode = found(made, worker, context=None)
    interview = episode.return_interviews.get()
    said = {"kind": "M", "missing_from": episode.missing_from, "found_at": hours_ago(2), "reason": "It was then"}
    offer = {"offered": "Y", "offered_at": hours_ago(4), "offered_by": "Nia"}
    answers = race(
        lambda: change_episode(episode, by=worker, **said),
        lambda: record_interview(interview, by=manager, **offer),
        hold=lambda: Person.objects.select_for_update().get(pk=made.child.pk),
    )
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1, answers
    interview.refresh_from_db()
    episode.refresh_from_db()
    assert interview.offered_at is None or interview.offered_at >= episode.found_at


def test_an_interview_is_given_longer_with_a_reason(made: SimpleNamespace, worker: Any) -> None:
    episode = found(made, worker)
    interview = episode.return_interviews.get()
    first, later = interview.due_at, interview.due_at + 48 * HOUR
    for name, said in (("why", {"why": ""}), ("due_at", {"due_at": hours_ago(1)}), ("due_at", {"due_at": first})):
        told = {"due_at": later, "why": "He is in hospital"} | said
        assert name in refused(lambda told=told: extend_interview(interview, by=worker, **told))
    extend_interview(interview, by=worker, due_at=later, why="He is in hospital")
    given = ReturnInterview.objects.get()
    assert (given.due_at, given.first_due_at, given.extended_why) == (later, first, "He is in hospital")
    # Found at another time, it keeps what it was given.
    said = {"kind": "M", "missing_from": episode.missing_from, "found_at": hours_ago(5)}
    change_episode(episode, by=worker, reason="Later", **said)
    given.refresh_from_db()
    assert (given.due_at, given.first_due_at) == (later, hours_ago(5) + 72 * HOUR)
    record_interview(given, by=worker, offered="N", not_offered_why="He moved abroad")
    assert "__all__" in refused(lambda: extend_interview(given, by=worker, due_at=later + HOUR, why="x"))


def test_a_council_says_how_long_an_interview_may_take(made: SimpleNamespace, worker: Any) -> None:
    admin = UserFactory(code="administrator")
    interval = Interval.objects.get(code="return_interview")
    change_interval(interval, by=admin, length=2, unit="working_days")
    interview = found(made, worker).return_interviews.get()
    assert interview.due_at > hours_ago(6) + 47 * HOUR
    assert timezone.localtime(interview.due_at).time() == timezone.localtime(hours_ago(6)).time()
    # Hours are for what begins at a moment.
    assert "unit" in refused(
        lambda: change_interval(Interval.objects.get(code="visit_cin"), by=admin, length=9, unit="hours")
    )
    assert "length" in refused(lambda: change_interval(interval, by=admin, length=721, unit="hours"))


# --- Who sees them, and where they go --------------------------------------------------------------------------------
def test_a_hidden_place_hides_the_episode_and_what_hangs_on_it(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    episode = found(made, worker)
    record_action(
        made.case, by=worker, episode=episode, what="Ask the warden", owner=worker, due_on=today(), aimed_at="peers"
    )
    told = gone(made, worker, missing_from=hours_ago(90), found_at=hours_ago(80))
    interview = told.return_interviews.get()
    offer = {"offered": "Y", "offered_at": hours_ago(70), "offered_by": "Nia", "taken_up": "Y"}
    held = {"held_at": hours_ago(60), "held_by": "Nia", "independent": "yes", "context": made.park}
    record_interview(interview, by=worker, **offer, **held)
    restrict_record(made.park, by=manager, reason="A witness lives there")
    assert list(MissingEpisode.objects.visible_to(worker)) == [told]
    assert not ReturnInterview.objects.visible_to(worker).exists()
    assert not LinkProposal.objects.visible_to(worker).exists()
    assert not made.case.actions.visible_to(worker).exists()
    assert MissingEpisode.objects.visible_to(manager).count() == 2
    assert LinkProposal.objects.visible_to(manager).count() == 2
    with pytest.raises(PermissionDenied):
        record_found(episode, by=worker, found_at=hours_ago(1))
    # That there is one at that time is not told: it is written down again.
    assert gone(made, worker, missing_from=hours_ago(20), found_at=hours_ago(19)).pk


def test_an_action_can_come_from_an_episode(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    episode = found(made, worker)
    asked = {"by": worker, "what": "Ask the warden", "owner": worker, "due_on": today(), "aimed_at": "neighbourhood"}
    elsewhere = CaseChildFactory().case
    assert "case" in refused(lambda: record_action(elsewhere, episode=episode, **asked))
    action = record_action(made.case, episode=episode, **asked)
    assert action.get_absolute_url() == reverse("cases:episode-detail", args=[episode.pk])
    assert "Ask the warden" in as_user(worker).get(episode.get_absolute_url()).content.decode()


def test_episodes_come_over_when_two_records_of_a_child_are_merged(made: SimpleNamespace, manager: Any) -> None:
    """Where both are recorded as missing now, one of the two says it, and both stand apart again when it is undone."""
    twin = PersonFactory()
    ours, theirs = (MissingEpisodeFactory(child=child, found_at=None) for child in (made.child, twin))
    past = MissingEpisodeFactory(child=twin, context=made.park)
    ReturnInterviewFactory(episode=past, held=True)
    merge = merge_people(made.child, merged=twin, by=manager, reason="One birth certificate")
    assert set(MissingEpisode.objects.filter(child=made.child)) == {ours, theirs, past}
    assert list(MissingEpisode.objects.still_missing()) == [ours]
    undo_person_merge(merge, by=manager, why="Two children")
    assert set(MissingEpisode.objects.filter(child=twin)) == {theirs, past}
    assert set(MissingEpisode.objects.still_missing()) == {ours, theirs}


def test_episodes_and_interviews_follow_a_context_that_is_merged(made: SimpleNamespace, manager: Any) -> None:
    episode = found(made, manager)
    interview = ReturnInterview.objects.get()
    ReturnInterview.objects.filter(pk=interview.pk).update(
        offered="Y",
        offered_at=hours_ago(5),
        taken_up="Y",
        held_at=hours_ago(4),
        held_by="Nia",
        independent="yes",
        context=made.park,
    )
    kept = ContextFactory()
    merge_contexts(kept, merged=made.park, by=manager, reason="One park")
    episode.refresh_from_db()
    interview.refresh_from_db()
    assert (episode.context, interview.context, LinkProposal.objects.get().context) == (kept, kept, kept)
