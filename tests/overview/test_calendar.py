"""What falls due, in the calendar of another program: at a secret address, without a name, and with no session."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from cases.models import MissingEpisode, NRMReferral
from cs_casework.access import restrict_record
from cs_casework.accounts.calendars import end_calendar, hash_of, renew_calendar
from cs_casework.accounts.models import CalendarFeed
from cs_casework.accounts.workflow import deactivate_user, reactivate_user
from cs_casework.audit.models import AuditEvent
from cs_casework.dates import today, working_days_after
from tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    AllocationFactory,
    AssessmentFactory,
    CaseChildFactory,
    ContextCaseFactory,
    ContextLinkFactory,
    MeetingFactory,
    NRMReferralFactory,
    PeerGroupFactory,
    PersonFactory,
    PlanFactory,
    ReturnInterviewFactory,
    Section47Factory,
)
from tests.helpers import audited, hours_ago

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def read(token: str) -> Any:
    return Client().get(f"/calendar/{token}.ics")


def told(token: str) -> dict[str, datetime.date]:
    answer = read(token)
    assert answer.status_code == 200
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(event["summary"]): event.decoded("dtstart") for event in events}


def held_by(worker: Any) -> dict[str, Any]:
    """A child and a peer group they work with, with something of each kind that falls due."""
    period = CaseChildFactory(child=PersonFactory(given="Zephyrine"))
    AllocationFactory(case=period.case, worker=worker)
    group = PeerGroupFactory(name="Zephyrine’s friends", review_due=today() + 9 * DAY)
    AllocationFactory(case=ContextCaseFactory(context=group), worker=worker)
    link = ContextLinkFactory(child=period.child, context=group, review_due=today() + 40 * DAY)
    ActionFactory(case=period.case, owner=worker, what="Ring Zephyrine", due_on=today() - DAY)
    meeting = MeetingFactory(case=period.case, kind="roth", chair=worker, starts_at=timezone.now() + 3 * DAY)
    # One that they neither chair nor are invited to, on the case they hold.
    strategy = MeetingFactory(case=period.case, starts_at=timezone.now().replace(microsecond=0) + 5 * DAY)
    enquiry = Section47Factory(
        strategy=strategy, child=period.child, started_on=today(), conference_due_on=today() + 21 * DAY
    )
    period.statuses.create(status="cp", category="NEG", from_on=today())
    plan = PlanFactory(case=period.case, child=period.child, agreed=True)
    interview = ReturnInterviewFactory(episode__child=period.child, episode__found_where="At Zephyrine’s aunt")
    return {
        "interview": interview,
        "nrm": NRMReferralFactory(child=period.child),
        "enquiry": enquiry,
        "strategy": strategy,
        "meeting": meeting,
    } | {
        "period": period,
        "link": link,
        "plan": plan,
        "assessment": AssessmentFactory(case=period.case),
    }


def test_it_tells_kind_and_reference_and_no_name(worker: Any, manager: Any) -> None:
    made, token = held_by(worker), renew_calendar(by=worker)
    child, group = made["link"].child.reference, made["link"].context.reference
    found = told(token)
    assert found.pop(f"Visit due: {child}") > today()
    assert found == {
        f"Review of a link: {child}, {group}": today() + 40 * DAY,
        f"Review of a peer group: {group}": today() + 9 * DAY,
        f"Assessment due: {made['assessment'].reference}": made["assessment"].due_on,
        f"Review of a plan: {made['plan'].reference}": made["plan"].review_due,
        f"Risk outside the home conference: {made['period'].case.reference}": made["meeting"].starts_at.replace(
            microsecond=0
        ),
        f"Strategy discussion: {made['period'].case.reference}": made["strategy"].starts_at,
        f"Section 47 enquiry or its conference due: {child}": today() + 21 * DAY,
        f"Core group due: {child}": working_days_after(today(), 10),
        f"Return interview due: {child}": timezone.localdate(made["interview"].due_at),
        f"NRM decision on reasonable grounds: {child}": made["nrm"].reasonable_due_on,
        f"Action due: {made['period'].case.reference}": today() - DAY,
    }
    assert "Zephyrine" not in read(token).text
    # Once they are booked or held, what is booked stands there alone.
    for kind, hours in (("core_group", -72), ("icpc", 0)):
        about = MeetingFactory(case=made["period"].case, kind=kind, starts_at=hours_ago(hours))
        AgendaItemFactory(meeting=about, child=made["link"].child)
    assert not [words for words in told(token) if words.startswith(("Section 47", "Core group due"))]
    # The conclusive decision has a day from which on it can be made; what was held or withdrawn is due no more.
    decided = {"reasonable": "positive", "reasonable_on": today()}
    NRMReferral.objects.filter(pk=made["nrm"].pk).update(**decided)
    assert told(token)[f"NRM conclusive decision possible from today: {child}"] == today() + 30 * DAY
    NRMReferral.objects.filter(pk=made["nrm"].pk).update(withdrawn_on=today(), withdrawn_why="A slip")
    MissingEpisode.objects.update(withdrawn_on=today(), withdrawn_why="Another child")
    assert not [words for words in told(token) if "NRM" in words or "interview" in words]
    NRMReferral.objects.update(withdrawn_on=None, withdrawn_why="")
    MissingEpisode.objects.update(withdrawn_on=None, withdrawn_why="")
    # What is hidden from them leaves it, as it leaves every page.
    restrict_record(made["link"].child, by=manager, reason="x")
    restrict_record(made["period"].case, by=manager, reason="x")
    assert set(told(token)) == {f"Review of a peer group: {group}"}


def test_the_secret_is_shown_once_kept_as_a_hash_and_ended_by_a_new_one(as_user: Any, worker: Any) -> None:
    desk = as_user(worker)
    assert "Make an address" in desk.get("/calendar/").text
    shown = desk.post("/calendar/renew/").context["address"]
    token = shown.rpartition("/")[2].removesuffix(".ics")
    assert shown == f"http://testserver/calendar/{token}.ics"
    assert token not in desk.get("/calendar/").text
    assert CalendarFeed.objects.get().token_hash == hash_of(token) != token
    assert read(token).status_code == 200
    new = renew_calendar(by=worker)
    assert [read(old).status_code for old in (token, new)] == [404, 200]
    desk.post("/calendar/end/")
    assert read(new).status_code == 404
    end_calendar(by=worker)  # again: it has ended
    assert CalendarFeed.objects.get().token_hash is None


def test_it_needs_no_session_and_makes_none_and_the_audit_holds_no_secret(worker: Any) -> None:
    token, held = renew_calendar(by=worker), held_by(worker)
    answer = read(token)
    assert not answer.cookies
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    [event] = audited("calendar.read")
    assert event.shown == [held["link"].child_id]
    assert (event.actor_id, event.path) == (worker.pk, "/calendar/")
    assert not AuditEvent.objects.filter(path__contains=token).exists()


def test_it_is_nobodys_who_has_left_or_may_no_longer_have_any(worker: Any, colleague: Any) -> None:
    tokens = [renew_calendar(by=user) for user in (worker, colleague)]
    worker.is_active = False
    worker.save()
    colleague.role = None
    colleague.save()
    assert [read(token).status_code for token in tokens] == [404, 404]


def test_wrong_addresses_keep_nobody_from_a_right_one_and_an_account_come_back_has_none(
    worker: Any, administrator: Any
) -> None:
    """What one computer asks for is no hint: behind a proxy all have its address, and the secret cannot be found."""
    token = renew_calendar(by=worker)
    assert {read(f"wrong-{number}").status_code for number in range(30)} == {404}
    assert read(token).status_code == 200
    deactivate_user(worker, by=administrator)
    reactivate_user(worker, by=administrator)
    assert read(token).status_code == 404


def test_it_asks_as_often_for_many_as_for_one(worker: Any, django_assert_num_queries: Any) -> None:
    token = renew_calendar(by=worker)
    held_by(worker)
    read(token)
    with django_assert_num_queries(16):
        few = read(token)
    for _more in range(3):
        held_by(worker)
    with django_assert_num_queries(16):
        assert len(read(token).content) > 2 * len(few.content)
