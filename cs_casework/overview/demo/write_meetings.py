"""Writes meetings: booked, who comes, what is decided, the minutes and who got them; enquiries; what a panel is to hear."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cases.agenda import decide_for_child, gather_agenda, put_forward, write_item
from cases.circulating import send
from cases.enquiries import finish_enquiry, record_seen
from cases.meeting_codes import SentWhat
from cases.meetings import approve_minutes, book_meeting, invite, record_attendance, write_minutes
from cases.models import AgendaItem, CaseChild, Meeting, Section47
from cases.papers import write_paper
from cs_casework.accounts.models import User
from cs_casework.reference.models import Agency

from .desk import Desk, moment
from .meetings_told import ENQUIRIES, MEETINGS, Decided, EnquiryTold, Guest, MeetingTold


def plan_meetings(desk: Desk) -> None:
    for told in MEETINGS:
        desk.plan(_at(desk, told.ago + told.booked, told.hour - 1), book, told)
        for subject, by, ago, why in told.heard:
            desk.plan(_at(desk, ago, 12), ask_panel, subject, by, why)
        if told.heard:
            desk.plan(_at(desk, 1, 15), gather, told)
        if told.paper:
            desk.plan(_at(desk, told.ago + 5, 11), write_its_paper, told)
        if told.minutes:
            desk.plan(_at(desk, told.ago, told.hour + 2), hold, told)
            desk.plan(_at(desk, told.ago - 2, 12), approve, told)
    for enquiry in ENQUIRIES:
        desk.plan(_at(desk, enquiry.seen_ago, 18), see, enquiry)
        desk.plan(_at(desk, enquiry.done_ago, 18), finish, enquiry)


def _at(desk: Desk, ago: int, hour: int, minute: int = 0) -> Any:
    return moment(desk.borough.today - timedelta(days=ago), hour, minute)


def _found(desk: Desk, told: MeetingTold) -> Meeting:
    return Meeting.objects.get(kind=told.kind, starts_at=_at(desk, told.ago, told.hour))


def _minutes_it(desk: Desk, told: MeetingTold) -> User:
    """Business support where they booked it; or whoever did, if not the chair."""
    return desk.users[told.booked_by]


def _subject(desk: Desk, key: str) -> Any:
    return desk.contexts[key.removeprefix("c:")] if key.startswith("c:") else desk.people[key]


def book(desk: Desk, told: MeetingTold) -> None:
    by, case = desk.users[told.booked_by], desk.cases[told.case] if told.case else None
    children = [desk.people[child] for child in told.children]
    if case and case.family_id and not children:
        children = [row.child for row in CaseChild.objects.open().filter(case=case).select_related("child")]
    meeting = book_meeting(
        case,
        by=by,
        kind=told.kind,
        starts_at=_at(desk, told.ago, told.hour),
        place=told.place,
        chair=desk.users[told.chair],
        minute_taker=by,
        children=children,
        contexts=[desk.contexts[context] for context in told.contexts],
    )
    for guest in told.guests:
        _invite(desk, meeting, guest, by=by)


def _invite(desk: Desk, meeting: Meeting, guest: Guest, *, by: User) -> None:
    if guest.is_staff:
        invite(meeting, by=by, user=desk.users[guest.who])
    else:
        agency = Agency.objects.get(name=guest.agency) if guest.agency else None
        invite(meeting, by=by, name=guest.who, part=guest.part, agency=agency)


def hold(desk: Desk, told: MeetingTold) -> None:
    """Who came, what was said and decided about each, and the minutes, written the same day."""
    meeting, by = _found(desk, told), _minutes_it(desk, told)
    came = {desk.users[guest.who].name if guest.is_staff else guest.who: guest.came for guest in told.guests}
    rows = {row.pk: came[row.user.name if row.user else row.name] for row in meeting.invitations.select_related("user")}
    record_attendance(meeting, by=by, attendance=rows)
    for decided in told.decided:
        decide(desk, told, meeting, decided)
    write_minutes(meeting, by=by, minutes=told.minutes, partners=told.partners)


def decide(desk: Desk, told: MeetingTold, meeting: Meeting, decided: Decided) -> None:
    about = {"context" if decided.about.startswith("c:") else "child": _subject(desk, decided.about)}
    item = AgendaItem.objects.get(meeting=meeting, **about)
    write_item(item, by=_minutes_it(desk, told), said=decided.said, decision=decided.decision)
    if decided.outcome:
        decide_for_child(item, by=desk.users[told.chair], outcome=decided.outcome, led_by=decided.led_by)


def approve(desk: Desk, told: MeetingTold) -> None:
    """The chair says that the minutes are right, and they are sent to everybody who was asked to come."""
    meeting = approve_minutes(_found(desk, told), by=desk.users[told.chair])
    guests = list(meeting.invitations.standing())
    send(
        meeting,
        by=_minutes_it(desk, told),
        what=SentWhat.MINUTES,
        invitations=guests,
        sent_on=desk.today(),
        how="By secure e-mail",
    )


def write_its_paper(desk: Desk, told: MeetingTold) -> None:
    write_paper(_found(desk, told), by=desk.users["practitioner"], text=told.paper)


# --- Enquiries -------------------------------------------------------------------------------------------------------
def _enquiry(desk: Desk, told: EnquiryTold) -> Section47:
    return Section47.objects.get(child=desk.people[told.child])


def see(desk: Desk, told: EnquiryTold) -> None:
    record_seen(_enquiry(desk, told), by=desk.users[told.by], seen="seen_alone", seen_on=desk.today())


def finish(desk: Desk, told: EnquiryTold) -> None:
    finish_enquiry(
        _enquiry(desk, told),
        by=desk.users[told.by],
        outcome=told.outcome,
        outcome_on=desk.today(),
        outcome_why=told.why,
    )


# --- A panel ---------------------------------------------------------------------------------------------------------
def ask_panel(desk: Desk, subject: str, by: str, why: str) -> None:
    put_forward(_subject(desk, subject), by=desk.users[by], why=why)


def gather(desk: Desk, told: MeetingTold) -> None:
    gather_agenda(_found(desk, told), by=desk.users["manager"], items=AgendaItem.objects.waiting())
