"""Meetings: booked, held, minuted, approved and circulated; what is on their agendas, and who may read it."""

import datetime
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases import agenda, meetings
from cases.actions import record_action
from cases.circulating import send
from cases.models import Action, AgendaItem, Invitation, Meeting, Section47
from cs_casework.dates import today, working_days_after
from cs_casework.reference.models import Agency
from families.models import Person
from tests import factories
from tests.helpers import audited, hours_ago, latest_version, messages_of, race
from tests.site.records import grant, restrict

pytestmark = pytest.mark.django_db
YESTERDAY = datetime.timedelta(days=1)


@pytest.fixture
def case() -> Any:
    return factories.CaseFactory()


@pytest.fixture
def child(case: Any) -> Any:
    """A child open to the service for two months in this case."""
    long_ago = today() - datetime.timedelta(days=60)
    return factories.CaseChildFactory(case=case, from_on=long_ago).child


def held(case: Any, chair: Any, *children: Person, kind: str = "strategy", **facts: Any) -> Meeting:
    """A meeting of an hour ago on this case, with these children on its agenda."""
    made: Meeting = factories.MeetingFactory(case=case, kind=kind, chair=chair, starts_at=hours_ago(1), **facts)
    for somebody in children:
        factories.AgendaItemFactory(meeting=made, child=somebody)
    return made


def item_of(meeting: Meeting, child: Any) -> Any:
    return meeting.items.get(child=child)


# --- Booking ---------------------------------------------------------------------------------------------------------
def booked(case: Any, by: Any, **changes: Any) -> Meeting:
    facts = {"kind": "strategy", "starts_at": timezone.now() + YESTERDAY, "place": "Room 4"} | changes
    return meetings.book_meeting(case, by=by, **facts)


def test_a_meeting_is_booked_with_its_agenda(case: Any, child: Any, worker: Any, manager: Any, support: Any) -> None:
    park = factories.ContextFactory()
    meeting = booked(case, worker, kind="roth", chair=manager, minute_taker=support, children=[child], contexts=[park])
    assert {item.subject for item in meeting.items.all()} == {child, park}
    assert (meeting.minute_taker, meeting.chair) == (support, manager)
    assert audited("meeting.booked")[0].shown == [child.pk]


def test_business_support_minutes_what_it_books_and_a_case_on_a_context_brings_it(support: Any, manager: Any) -> None:
    case = factories.ContextCaseFactory()
    meeting = booked(case, support, kind="context", chair=manager)
    assert meeting.minute_taker == support
    assert [item.context for item in meeting.items.all()] == [case.context]
    for kind, on in (("icpc", case), ("strategy", None)):
        with pytest.raises(ValidationError, match="not held on such a case"):
            booked(on, support, kind=kind, chair=manager)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "context"}, "kind"),  # on a family's case
        ({"kind": "panel"}, "kind"),
        ({"chair": "worker"}, "chair"),
        ({"minute_taker": "records"}, "minute_taker"),
        ({"minute_taker": "manager"}, "minute_taker"),  # who chairs it
    ],
)
def test_what_cannot_be_booked_is_refused(
    case: Any, worker: Any, manager: Any, records: Any, changes: dict[str, Any], field: str
) -> None:
    cast = {"worker": worker, "manager": manager, "records": records}
    facts = {name: cast.get(value, value) for name, value in ({"chair": "manager"} | changes).items()}
    with pytest.raises(ValidationError) as refusal:
        booked(case, worker, **facts)
    assert list(messages_of(refusal)) == [field]


def test_a_closed_case_a_hidden_child_and_who_runs_no_meetings_are_refused(
    case: Any, child: Any, worker: Any, manager: Any, records: Any
) -> None:
    with pytest.raises(PermissionDenied):
        booked(case, records, chair=manager)
    park = factories.ContextFactory()
    for hidden in (child, park):
        restrict(hidden, by=manager)
    for about in ({"children": [child]}, {"contexts": [park]}):
        with pytest.raises(PermissionDenied):
            booked(case, worker, chair=manager, **about)
    closed = factories.CaseFactory(status="closed", closed_on=today(), closure_reason="RC7")
    with pytest.raises(ValidationError, match="not open"):
        booked(closed, worker, chair=manager)


def test_who_chairs_and_minutes_a_meeting_may_see_its_case(
    case: Any, worker: Any, colleague: Any, manager: Any, support: Any
) -> None:
    """When it is booked, and when the booking changes."""
    other = factories.UserFactory(code="manager")
    restrict(case, by=manager)
    for user in (worker, manager):
        grant(case, to=user)
    meeting = booked(case, worker, chair=manager)
    change = partial(meetings.change_booking, meeting, by=worker, starts_at=meeting.starts_at, place="Room 5")
    for field, who in (
        ("chair", {"chair": other}),
        ("minute_taker", {"chair": manager, "minute_taker": colleague}),
        ("minute_taker", {"chair": manager, "minute_taker": manager}),
    ):
        for call in (partial(booked, case, worker), change):
            with pytest.raises(ValidationError) as refusal:
                call(**who)
            assert list(messages_of(refusal)) == [field]
    assert change(chair=manager).place == "Room 5"


def test_no_child_stands_on_the_agenda_of_a_conference_about_a_place(
    case: Any, child: Any, worker: Any, manager: Any
) -> None:
    on_place = factories.ContextCaseFactory()
    for kind in ("context", "peers"):
        with pytest.raises(ValidationError, match="about no child"):
            booked(on_place, worker, kind=kind, chair=manager, children=[child])
        meeting = booked(on_place, worker, kind=kind, chair=manager)
        with pytest.raises(ValidationError, match="about no child"):
            agenda.put_on_agenda(meeting, by=worker, subject=child)
    assert booked(on_place, worker, chair=manager, children=[child]).items.filter(child=child).exists()


def test_a_booking_changes_and_is_cancelled_with_a_reason(case: Any, child: Any, worker: Any, manager: Any) -> None:
    meeting = booked(case, worker, chair=manager, children=[child])
    facts = {"starts_at": hours_ago(1), "place": "By video", "chair": manager}
    meeting = meetings.change_booking(meeting, by=worker, **facts)
    with pytest.raises(ValidationError, match="Say why"):
        meetings.cancel_meeting(meeting, by=worker, why=" ")
    told, minuted, judged = meeting, held(case, manager), held(case, manager, child)
    agenda.write_item(item_of(told, child), by=worker, said="She is well", decision="")
    meetings.write_minutes(minuted, by=worker, minutes="We spoke")
    agenda.decide_for_child(item_of(judged, child), by=manager, outcome="s47", led_by="joint")
    for over in (told, minuted, judged):
        with pytest.raises(ValidationError, match="took place"):
            meetings.cancel_meeting(over, by=worker, why="Nobody came")
        with pytest.raises(ValidationError, match="took place") as refusal:
            meetings.change_booking(over, by=worker, **facts | {"starts_at": timezone.now() + YESTERDAY})
        assert list(messages_of(refusal)) == ["starts_at"]
        assert meetings.change_booking(over, by=worker, **facts | {"starts_at": hours_ago(2)}).place == "By video"
    meetings.approve_minutes(minuted, by=manager)
    with pytest.raises(ValidationError, match="approved"):
        meetings.change_booking(minuted, by=worker, **facts)
    other = booked(case, worker, chair=manager)
    assert meetings.cancel_meeting(other, by=worker, why="Snow").cancelled_on == today()
    with pytest.raises(ValidationError, match="cancelled"):
        meetings.invite(other, by=worker, name="Mr Okello")


# --- Who comes -------------------------------------------------------------------------------------------------------
def test_colleagues_and_others_are_invited_come_and_are_taken_off(
    case: Any, worker: Any, manager: Any, colleague: Any
) -> None:
    meeting = held(case, manager)
    police = Agency.objects.order_by("name").first()
    first = meetings.invite(meeting, by=worker, user=colleague)
    second = meetings.invite(meeting, by=worker, name="Mr Okello", part="head of year", agency=police)
    with pytest.raises(ValidationError, match="invited already"):
        meetings.invite(meeting, by=worker, user=colleague)
    for nobody in ({}, {"user": colleague, "name": "Mr Okello"}):
        with pytest.raises(ValidationError):
            meetings.invite(meeting, by=worker, **nobody)
    meetings.record_attendance(meeting, by=worker, attendance={first.pk: "attended", second.pk: "apologies"})
    assert list(meeting.invitations.values_list("attendance", flat=True)) == ["attended", "apologies"]
    with pytest.raises(ValidationError, match="came"):
        meetings.take_off_list(first, by=worker)
    assert meetings.take_off_list(second, by=worker).removed_on == today()


def test_nothing_is_said_of_a_meeting_before_it_has_taken_place(
    case: Any, child: Any, worker: Any, manager: Any
) -> None:
    meeting = booked(case, worker, chair=manager, children=[child])
    item = item_of(meeting, child)
    for change in (
        lambda: meetings.record_attendance(meeting, by=worker, attendance={}),
        lambda: meetings.write_minutes(meeting, by=worker, minutes="We spoke"),
        lambda: agenda.write_item(item, by=worker, said="x", decision=""),
        lambda: agenda.decide_for_child(item, by=manager, outcome="no_plan"),
    ):
        with pytest.raises(ValidationError, match="not taken place"):
            change()


# --- Minutes ---------------------------------------------------------------------------------------------------------
def test_minutes_are_written_approved_by_the_chair_and_then_locked(
    case: Any, worker: Any, manager: Any, support: Any
) -> None:
    meeting = held(case, manager, minute_taker=support)
    with pytest.raises(ValidationError, match="no minutes"):
        meetings.approve_minutes(meeting, by=manager)
    with pytest.raises(ValidationError, match="Write what was said"):
        meetings.write_minutes(meeting, by=support, minutes=" ")
    meetings.write_minutes(meeting, by=support, minutes="We spoke", number=0)
    with pytest.raises(ValidationError, match="Somebody else"):
        meetings.write_minutes(meeting, by=worker, minutes="I heard other", number=0)
    for nobody in (support, worker, factories.UserFactory(code="manager")):
        with pytest.raises(PermissionDenied):
            meetings.approve_minutes(meeting, by=nobody)
    with pytest.raises(ValidationError, match="since you opened them"):
        meetings.approve_minutes(meeting, by=manager, number=0)  # read before they were written on
    approved = meetings.approve_minutes(meeting, by=manager, number=1)
    assert (approved.approved_by, approved.approved_on) == (manager, today())
    for change in (
        lambda: meetings.write_minutes(meeting, by=support, minutes="Other"),
        lambda: meetings.invite(meeting, by=support, name="Somebody"),
        lambda: agenda.put_on_agenda(meeting, by=support, subject="Something"),
    ):
        with pytest.raises(ValidationError, match="approved"):
            change()


def test_approved_minutes_change_by_a_new_version_with_a_reason(case: Any, worker: Any, manager: Any) -> None:
    meeting = held(case, manager)
    with pytest.raises(ValidationError, match="not approved"):
        meetings.revise_minutes(meeting, by=worker, why="A name is wrong")
    meetings.write_minutes(meeting, by=worker, minutes="We spoke")
    meetings.approve_minutes(meeting, by=manager)
    with pytest.raises(ValidationError, match="Say why"):
        meetings.revise_minutes(meeting, by=worker, why="")
    revised = meetings.revise_minutes(meeting, by=worker, why="A day is wrong")
    assert (revised.minutes_number, revised.approved_on) == (2, None)
    assert latest_version(revised).history_change_reason == "A day is wrong"
    meetings.write_minutes(revised, by=worker, minutes="We spoke on Monday")
    assert meeting.history.filter(minutes="We spoke", approved_on=today()).exists()


def test_a_conference_on_risk_outside_the_home_says_what_parents_bring(case: Any, worker: Any, manager: Any) -> None:
    meeting = held(case, manager, kind="roth")
    meetings.write_minutes(meeting, by=worker, minutes="We spoke")
    with pytest.raises(ValidationError, match="partners"):
        meetings.approve_minutes(meeting, by=manager)
    meetings.write_minutes(meeting, by=worker, minutes="We spoke", partners="They walk him home")
    assert meetings.approve_minutes(meeting, by=manager).is_approved


def test_who_covers_for_the_chair_approves(case: Any, worker: Any, manager: Any) -> None:
    covering = factories.UserFactory(code="manager")
    meeting = held(case, manager)
    meetings.write_minutes(meeting, by=worker, minutes="We spoke")
    factories.CoverFactory(absent=manager, covering=covering)
    assert meetings.approve_minutes(meeting, by=covering).approved_by == covering


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_minutes_at_once_do_not_write_over_each_other(
    manager: Any, worker: Any, colleague: Any
) -> None:
    meeting = held(factories.CaseFactory(), manager)
    results = race(
        lambda: meetings.write_minutes(meeting, by=worker, minutes="One", number=0),
        lambda: meetings.write_minutes(meeting, by=colleague, minutes="Two", number=0),
        hold=lambda: Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk),
    )
    assert sorted(type(result).__name__ for result in results) == ["Meeting", "ValidationError"]
    connection.close()


# --- Who got what ----------------------------------------------------------------------------------------------------
def test_who_was_sent_what_stands_with_the_version(
    case: Any, worker: Any, manager: Any, support: Any, records: Any
) -> None:
    meeting = held(case, manager, minute_taker=support)
    row, elsewhere = meetings.invite(meeting, by=support, name="Mr Okello"), factories.InvitationFactory()
    sent = {"invitations": [row], "sent_on": today()}
    meetings.write_minutes(meeting, by=support, minutes="We spoke")
    for what, words in (("minutes", "approves"), ("paper", "no paper")):
        with pytest.raises(ValidationError, match=words):
            send(meeting, by=support, what=what, **sent)
    for wrong, field in (
        ({"invitations": [elsewhere]}, "invitations"),
        ({"invitations": []}, "invitations"),
        ({"sent_on": today() + YESTERDAY}, "sent_on"),
    ):
        with pytest.raises(ValidationError) as refusal:
            send(meeting, by=support, what="invitation", **sent | wrong)
        assert list(messages_of(refusal)) == [field]
    for nobody in (factories.UserFactory(code="business_support"), records):  # who does not minute it; who runs none
        with pytest.raises(PermissionDenied):
            send(meeting, by=nobody, what="invitation", **sent)
    meetings.approve_minutes(meeting, by=manager)
    assert list(Meeting.objects.to_circulate_by(support)) == [meeting]
    send(meeting, by=support, what="minutes", how="Secure e-mail", **sent)
    assert [(made.invitation, made.number) for made in meeting.sent.all()] == [(row, 1)]
    assert not Meeting.objects.to_circulate_by(support).exists()
    meetings.revise_minutes(meeting, by=support, why="A day is wrong")
    meetings.approve_minutes(meeting, by=manager)
    assert list(Meeting.objects.to_circulate_by(support)) == [meeting]  # the new version went to nobody yet


# --- The agenda, and what is decided ---------------------------------------------------------------------------------
def test_an_agenda_holds_each_child_and_context_once(case: Any, child: Any, worker: Any, manager: Any) -> None:
    meeting = held(case, manager, child)
    with pytest.raises(ValidationError, match="already"):
        agenda.put_on_agenda(meeting, by=worker, subject=child)
    with pytest.raises(ValidationError, match="Say what it is about"):
        agenda.put_on_agenda(meeting, by=worker, subject=" ")
    hidden = factories.PersonFactory()
    restrict(hidden, by=manager)
    with pytest.raises(PermissionDenied):
        agenda.put_on_agenda(meeting, by=worker, subject=hidden)
    words = agenda.put_on_agenda(meeting, by=worker, subject="The walk home")
    agenda.take_off_agenda(words, by=worker)
    with pytest.raises(ValidationError, match="was taken off"):
        agenda.write_item(words, by=worker, said="It is dark", decision="")
    item = item_of(meeting, child)
    agenda.write_item(item, by=worker, said="She wants to stay", decision="The school asks her")
    with pytest.raises(ValidationError, match="stays on the agenda"):
        agenda.take_off_agenda(item, by=worker)


def test_a_strategy_discussion_begins_an_enquiry_with_its_due_day(
    case: Any, child: Any, worker: Any, manager: Any
) -> None:
    meeting = held(case, manager, child)
    item = item_of(meeting, child)
    with pytest.raises(ValidationError, match="who carries out"):
        agenda.decide_for_child(item, by=manager, outcome="s47")
    for nobody in (worker, factories.UserFactory(code="manager")):
        with pytest.raises(PermissionDenied):
            agenda.decide_for_child(item, by=nobody, outcome="s47", led_by="joint")
    agenda.decide_for_child(item, by=manager, outcome="s47", led_by="joint")
    enquiry = Section47.objects.get(child=child)
    assert enquiry.conference_due_on == working_days_after(meeting.day, 15)
    assert (enquiry.strategy, enquiry.led_by) == (meeting, "joint")
    with pytest.raises(ValidationError, match="decided already"):
        agenda.decide_for_child(item, by=manager, outcome="no_plan")
    again = held(case, manager, child)
    with pytest.raises(ValidationError, match="already"):
        agenda.decide_for_child(item_of(again, child), by=manager, outcome="s47", led_by="single")


@pytest.mark.parametrize(
    ("kind", "outcome", "category", "statuses"),
    [
        ("icpc", "cp", "NEG", {("cp", "NEG")}),
        ("roth", "roth", "", {("roth", ""), ("cin", "")}),
        ("roth", "roth_cp", "EMO", {("roth", ""), ("cp", "EMO")}),
        ("icpc", "no_plan", "", {("cin", "")}),
        ("icpc", "cin", "", {("cin", "")}),
    ],
)
def test_what_a_conference_decides_is_what_the_child_is_to_the_service(
    case: Any, child: Any, manager: Any, kind: str, outcome: str, category: str, statuses: set[tuple[str, str]]
) -> None:
    """A child protection plan takes the place of one for a child in need; one for risk outside home stands beside."""
    period = case.children.get(child=child)
    period.statuses.create(status="cin", from_on=period.from_on)
    meeting = held(case, manager, child, kind=kind)
    agenda.decide_for_child(item_of(meeting, child), by=manager, outcome=outcome, category=category)
    now = period.statuses.filter(to_on=None)
    assert set(now.values_list("status", "category")) == statuses


def test_a_category_is_for_harm_at_home_and_for_nothing_else(case: Any, child: Any, manager: Any) -> None:
    item = item_of(held(case, manager, child, kind="roth"), child)
    for outcome, category in (("roth", "EMO"), ("roth_cp", "")):
        with pytest.raises(ValidationError) as refusal:
            agenda.decide_for_child(item, by=manager, outcome=outcome, category=category)
        assert list(messages_of(refusal)) == ["category"]
    with pytest.raises(ValidationError, match="not decided here"):
        agenda.decide_for_child(item, by=manager, outcome="s47", led_by="joint")


def test_a_plan_ends_at_the_conference_that_reviews_it(case: Any, child: Any, manager: Any) -> None:
    period = case.children.get(child=child)
    period.statuses.create(status="cp", category="NEG", from_on=period.from_on)  # not the plan that is reviewed here
    meeting = held(case, manager, child, kind="roth")
    item = item_of(meeting, child)
    for outcome, words in (("ends", "no such plan"), ("continues", "no such plan"), ("cin", "stand beside each other")):
        with pytest.raises(ValidationError, match=words) as refusal:
            agenda.decide_for_child(item, by=manager, outcome=outcome)
        assert list(messages_of(refusal)) == ["outcome"]
    plan = period.statuses.create(status="roth", from_on=period.from_on)
    agenda.decide_for_child(item, by=manager, outcome="ends")
    plan.refresh_from_db()
    assert (plan.to_on, plan.ended_why) == (meeting.day, str(meeting))


def test_a_child_who_is_not_open_in_the_case_gets_no_plan(case: Any, manager: Any) -> None:
    somebody = factories.PersonFactory()
    item = item_of(held(case, manager, somebody, kind="icpc"), somebody)
    with pytest.raises(ValidationError, match="not open to the service"):
        agenda.decide_for_child(item, by=manager, outcome="cp", category="NEG")


def test_a_decision_becomes_an_action(case: Any, child: Any, worker: Any, colleague: Any, manager: Any) -> None:
    meeting = held(case, manager, child)
    item = item_of(meeting, child)
    facts = {"what": "Walk with her", "due_on": today(), "aimed_at": "school"}
    of_item = record_action(case, by=worker, item=item, owner=colleague, **facts)
    of_all = record_action(case, by=worker, meeting=meeting, owner_name="The warden", **facts)
    assert (of_item.meeting, of_all.item) == (meeting, None)
    assert of_item.get_absolute_url() == meeting.get_absolute_url()
    for came_from in ({"item": item}, {"meeting": meeting}):
        with pytest.raises(ValidationError, match="is done on"):
            record_action(factories.CaseFactory(), by=worker, owner=worker, **came_from, **facts)
    restrict(child, by=manager)
    assert not Action.objects.visible_to(worker).exists()
    with pytest.raises(PermissionDenied):
        record_action(case, by=worker, meeting=meeting, owner_name="The warden", **facts)


# --- Who may read it -------------------------------------------------------------------------------------------------
def test_with_a_hidden_child_on_the_agenda_the_rest_is_read_alone(
    case: Any, child: Any, worker: Any, manager: Any, as_user: Any
) -> None:
    """The booking and what was said about the child who may be seen; neither the minutes nor who was invited."""
    hidden = factories.CaseChildFactory(case=case).child
    meeting = held(case, manager, child, hidden)
    words = agenda.put_on_agenda(meeting, by=worker, subject="The family’s car")
    Invitation.objects.create(meeting=meeting, name="Mrs Hale, mother")
    mine = item_of(meeting, child)
    of_mine = record_action(case, by=worker, item=mine, owner=worker, what="x", due_on=today(), aimed_at="peers")
    # What was decided about something in words may tell of anybody on the agenda.
    record_action(case, by=worker, item=words, owner=worker, what="x", due_on=today(), aimed_at="peers")
    restrict(hidden, by=manager)
    assert list(Meeting.objects.visible_to(worker)) == [meeting]
    assert not Meeting.objects.readable_by(worker).exists()
    assert list(AgendaItem.objects.visible_to(worker)) == [mine]
    assert not Invitation.objects.visible_to(worker).exists()
    assert list(Action.objects.visible_to(worker)) == [of_mine]
    booking = {"starts_at": hours_ago(1), "place": "By video", "chair": manager}
    with pytest.raises(PermissionDenied):
        meetings.write_minutes(meeting, by=worker, minutes="We spoke")
    # Whether anything was written down or decided would be told by what is refused.
    with pytest.raises(PermissionDenied):
        meetings.cancel_meeting(meeting, by=worker, why="Snow")
    with pytest.raises(PermissionDenied):
        meetings.change_booking(meeting, by=worker, **booking)
    for step in ("meeting-change", "meeting-cancel"):
        address = reverse(f"cases:{step}", args=[meeting.pk])
        assert address not in as_user(worker).get(meeting.get_absolute_url()).text
        assert as_user(worker).get(address).status_code == 404
    assert agenda.write_item(mine, by=worker, said="She is well", decision="").said == "She is well"
    grant(hidden, to=worker)
    assert list(Meeting.objects.readable_by(worker)) == [meeting]
    assert words in AgendaItem.objects.visible_to(worker)


@pytest.mark.parametrize("what", ["child", "context", "family", "case"])
def test_of_a_meeting_about_hidden_records_alone_there_is_no_trace(
    case: Any, child: Any, worker: Any, manager: Any, what: str
) -> None:
    park = factories.ContextFactory()
    meeting = held(case, manager, child)
    if what == "context":
        meeting.items.all().update(child=None, context=park)
    restrict({"child": child, "context": park, "family": case.family, "case": case}[what], by=manager)
    assert not Meeting.objects.visible_to(worker).exists()
    assert not AgendaItem.objects.visible_to(worker).exists()


def test_who_chaired_what_was_held_is_said_by_whoever_did_or_manages_the_case(
    child: Any, case: Any, worker: Any, manager: Any, team: Any
) -> None:
    """Else anybody who may chair would make themselves the chair of a meeting of others, and decide there."""
    other = factories.UserFactory(code="manager")
    meeting = held(case, manager, child, kind="icpc")
    facts = {"starts_at": meeting.starts_at, "place": meeting.place}
    for by in (other, worker):
        with pytest.raises(ValidationError, match="says who did"):
            meetings.change_booking(meeting, by=by, chair=other, **facts)
    assert meetings.change_booking(meeting, by=manager, chair=other, **facts).chair == other
    to_come = booked(case, worker, chair=manager)
    assert (
        meetings.change_booking(to_come, by=worker, starts_at=to_come.starts_at, place="x", chair=other).chair == other
    )


def test_a_child_who_was_taken_off_an_agenda_counts_on(case: Any, child: Any, worker: Any, manager: Any) -> None:
    other = factories.PersonFactory()
    meeting = held(case, manager, child, other)
    agenda.take_off_agenda(item_of(meeting, other), by=worker)
    restrict(other, by=manager)
    assert not Meeting.objects.readable_by(worker).exists()


def test_business_support_sees_what_it_minutes_and_nothing_more(
    case: Any, child: Any, support: Any, worker: Any, manager: Any
) -> None:
    mine, other = held(case, manager, child, minute_taker=support), held(case, manager, child)
    assert list(Meeting.objects.visible_to(support)) == [mine]
    assert list(AgendaItem.objects.visible_to(support)) == [item_of(mine, child)]
    assert not Section47.objects.visible_to(support).exists()
    with pytest.raises(PermissionDenied):
        meetings.invite(other, by=support, name="Somebody")
    restrict(child, by=manager)
    assert list(Meeting.objects.visible_to(support)) == [mine]  # the booking
    assert not Meeting.objects.readable_by(support).exists()
    assert not AgendaItem.objects.visible_to(support).exists()


# --- Lists -----------------------------------------------------------------------------------------------------------
def test_a_meeting_stands_where_it_waits_for_somebody(
    case: Any, worker: Any, colleague: Any, manager: Any, support: Any
) -> None:
    meeting = held(case, manager, minute_taker=support)
    meetings.invite(meeting, by=worker, user=colleague)
    mine = Meeting.objects.visible_to
    assert [bool(mine(who).concerning(who)) for who in (manager, support, colleague, worker)] == [
        True,
        True,
        True,
        False,
    ]
    assert list(Meeting.objects.to_minute_by(support)) == [meeting]
    assert not Meeting.objects.to_minute_by(manager).exists()
    meetings.write_minutes(meeting, by=support, minutes="We spoke")
    assert not Meeting.objects.to_minute_by(support).exists()
    assert list(Meeting.objects.to_approve_by(manager)) == [meeting]
