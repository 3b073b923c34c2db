"""Meetings: booking one, who is invited and comes, the minutes, and the chair's approval."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.meeting_codes import NAME_FREE, ON_CONTEXT, ON_FAMILY, Attendance, MeetingKind
from cases.models import AgendaItem, Case, Invitation, Meeting
from cases.standing import Standing, lock_case
from contexts.models import Context
from contexts.workflow import lock_standing
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from cs_casework.reference.models import Agency
from families.models import Person
from families.workflow import lock_people, require_sight


# --- Booking ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def book_meeting(
    case: Case | None,
    *,
    by: User,
    kind: str,
    starts_at: datetime.datetime,
    place: str,
    chair: User,
    minute_taker: User | None = None,
    children: Iterable[Person] = (),
    contexts: Iterable[Context] = (),
) -> Meeting:
    """Say when and where a meeting is, who chairs it and who invites, minutes and circulates; put children and contexts
    on its agenda. What took place already can be booked too: a strategy discussion is often held within the hour.

    Whoever reads no cases, such as business support, minutes what they book. The context that a case is on is on the
    agenda of each meeting on it. Refuses a case that is not open, a kind that is not held on such a case, a child at a
    conference about a place or a group, a chair who may not approve minutes or not see the case, somebody to minute it
    who may not, and whom or what the booker may not see.
    """
    require(by, Permission.RUN_MEETINGS)
    children, contexts = list(children), list(contexts)
    require_sight(by, case, *children, *contexts)
    children = lock_people(*children)
    if case and case.context_id and not any(context.pk == case.context_id for context in contexts):
        assert case.context
        contexts = [case.context, *contexts]
    contexts = lock_standing(*contexts)
    if case:
        case = lock_case(case, by=by)
        if not case.is_open:
            raise ValidationError(_("The case is not open. A meeting is booked on an open one."))
    _check_kind(kind, case)
    check_is_about_nobody(kind, *children)
    if not by.may(Permission.VIEW_CASES):
        minute_taker = by
    meeting = Meeting(kind=kind, case=case, starts_at=starts_at, place=place, chair=chair, minute_taker=minute_taker)
    _check_who(meeting)
    save_record(meeting, by=by)
    for child in children:
        save_record(AgendaItem(meeting=meeting, child=child), by=by)
    for context in contexts:
        save_record(AgendaItem(meeting=meeting, context=context), by=by)
    record(by=by, action="meeting.booked", target=meeting, shown=[child.pk for child in children])
    return meeting


@transaction.atomic
def change_booking(
    meeting: Meeting,
    *,
    by: User,
    starts_at: datetime.datetime,
    place: str,
    chair: User,
    minute_taker: User | None = None,
) -> Meeting:
    """Say anew when and where it is, who chairs and who minutes it. Refuses as `book_meeting` does, one whose minutes are
    approved, and to put off what took place: that has minutes, or something was said or decided there. Once it has
    taken place another chair is named by whoever chaired it or manages the case: the chair decides and approves."""
    meeting = _lock_booking(meeting, by=by)
    if chair != meeting.chair and meeting.has_taken_place and not _may_name_chair(meeting, by):
        raise ValidationError(
            {"chair": _("It has taken place. Whoever chaired it, or manages the case, says who did.")}
        )
    if starts_at > timezone.now() and _is_written_of(meeting):
        raise ValidationError({"starts_at": _("It took place: something was written down or decided there.")})
    if not by.may(Permission.VIEW_CASES):
        minute_taker = meeting.minute_taker
    meeting.starts_at, meeting.place, meeting.chair, meeting.minute_taker = starts_at, place, chair, minute_taker
    _check_who(meeting)
    save_record(meeting, by=by)
    record(by=by, action="meeting.changed", target=meeting)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User, why: str) -> Meeting:
    """It is not held. Who was invited is told by whoever invited them. Refuses without a reason, and one that took place:
    that has minutes, or something was said or decided there."""
    meeting = _lock_booking(meeting, by=by)
    if not why.strip():
        raise ValidationError({"why": _("Say why it is cancelled.")})
    if _is_written_of(meeting):
        raise ValidationError(_("It took place: something was written down or decided there."))
    meeting.cancelled_on, meeting.cancelled_why = today(), why
    save_record(meeting, by=by, reason=why)
    record(by=by, action="meeting.cancelled", target=meeting, reason=why)
    return meeting


def _lock_booking(meeting: Meeting, *, by: User) -> Meeting:
    """For whoever runs it and sees the booking; once it has taken place, for those who may read it whole: what is refused
    then tells whether anything was written or decided."""
    return lock_meeting(meeting, by=by, whole=meeting.has_taken_place)


def _may_name_chair(meeting: Meeting, by: User) -> bool:
    return chairs(meeting, by) or bool(meeting.case and Standing(by, meeting.case).manages)


def _is_written_of(meeting: Meeting) -> bool:
    """Whether anything was written down of it, or decided there: a section 47 enquiry too is begun by what is decided."""
    told = AgendaItem.objects.filter(meeting=meeting).exclude(said="", decision="", decided_on=None)
    return bool(meeting.minutes) or told.exists()


def lock_meeting(meeting: Meeting, *, by: User, whole: bool = True) -> Meeting:
    """The meeting as it is now, locked, for whoever runs it. `whole`: what belongs to all of it is for who may read it
    whole. Refuses one that was cancelled, and one whose minutes are approved."""
    require(by, Permission.RUN_MEETINGS)
    meetings = Meeting.objects.readable_by(by) if whole else Meeting.objects.visible_to(by)
    found: Meeting | None = meetings.select_for_update(of=("self",)).filter(pk=meeting.pk).first()
    if found is None:
        raise PermissionDenied
    if found.cancelled_on:
        raise ValidationError(_("This meeting was cancelled."))
    if found.is_approved:
        raise ValidationError(_("The minutes are approved. Begin a new version of them first, and say why."))
    return found


def _check_kind(kind: str, case: Case | None) -> None:
    held: tuple[str, ...] = (MeetingKind.PANEL,)
    if case:
        held = ON_FAMILY if case.family_id else ON_CONTEXT
    if kind not in held:
        raise ValidationError({"kind": _("This kind of meeting is not held on such a case.")})


def check_is_about_nobody(kind: str, *children: Person) -> None:
    """Refuse a child on the agenda of a conference about a place or a group."""
    if children and kind in NAME_FREE:
        words = _(
            "This conference is about a place or a group, and about no child. Speak of a child on a case of theirs."
        )
        raise ValidationError(words)


def _check_who(meeting: Meeting) -> None:
    """Refuse a chair or somebody to minute it whom it would not reach, or who may not."""
    chair, taker = meeting.chair, meeting.minute_taker
    if not chair.may(Permission.APPROVE_MEETINGS) or not _sees_case(chair, meeting):
        raise ValidationError({"chair": _("%(chair)s cannot chair this. Choose somebody else.") % {"chair": chair}})
    if taker == chair:
        words = _("Whoever chairs it does not minute it too. Leave this empty, or choose somebody else.")
        raise ValidationError({"minute_taker": words})
    if taker and (not taker.may(Permission.RUN_MEETINGS) or not _sees_case(taker, meeting)):
        words = _("%(who)s cannot be given this meeting. Choose somebody else.")
        raise ValidationError({"minute_taker": words % {"who": taker}})


def _sees_case(user: User, meeting: Meeting) -> bool:
    return meeting.case_id is None or Case.objects.visible_to(user).filter(pk=meeting.case_id).exists()


# --- Who comes -------------------------------------------------------------------------------------------------------
@transaction.atomic
def invite(
    meeting: Meeting,
    *,
    by: User,
    user: User | None = None,
    name: str = "",
    part: str = "",
    agency: Agency | None = None,
) -> Invitation:
    """Put somebody on the list of those who are asked to come: a colleague, or somebody by name and agency.

    Refuses nobody, two at once, and a colleague who is on it already.
    """
    meeting = lock_meeting(meeting, by=by)
    if user and (name or agency):
        raise ValidationError({"user": _("Say one: a colleague, or somebody by name.")})
    if not user and not name.strip():
        raise ValidationError({"user": _("Say who is invited: a colleague, or somebody by name.")})
    row = save_record(Invitation(meeting=meeting, user=user, name=name, part=part, agency=agency), by=by)
    record(by=by, action="meeting.invited", target=meeting)
    return row


@transaction.atomic
def take_off_list(invitation: Invitation, *, by: User) -> Invitation:
    """They are not asked to come any more. Refuses somebody who came."""
    lock_meeting(invitation.meeting, by=by)
    found = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if found.attendance == Attendance.ATTENDED:
        raise ValidationError(_("They came to the meeting."))
    found.removed_on = found.removed_on or today()
    save_record(found, by=by)
    record(by=by, action="meeting.uninvited", target=invitation.meeting)
    return found


@transaction.atomic
def record_attendance(meeting: Meeting, *, by: User, attendance: Mapping[Any, str]) -> Meeting:
    """Say of each who was invited whether they came, by the id of the invitation. Refuses before it has taken place."""
    meeting = lock_meeting(meeting, by=by)
    _check_taken_place(meeting)
    for row in meeting.invitations.standing().select_for_update(of=("self",)).order_by("pk"):
        came = attendance.get(row.pk, row.attendance)
        if came != row.attendance:
            row.attendance = came
            save_record(row, by=by)
    record(by=by, action="meeting.attendance", target=meeting)
    return meeting


def _check_taken_place(meeting: Meeting) -> None:
    if meeting.starts_at > timezone.now():
        raise ValidationError(_("The meeting has not taken place yet."))


# --- Minutes ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def write_minutes(
    meeting: Meeting, *, by: User, minutes: str, partners: str = "", number: int | None = None
) -> Meeting:
    """Write down what was said, for the chair to approve. Until then it can be written on, by whoever runs the meeting.

    `number` is that of the version the writer had before them. Refuses before it has taken place, nothing, and where
    somebody else has written since.
    """
    meeting = lock_meeting(meeting, by=by)
    _check_taken_place(meeting)
    if not minutes.strip():
        raise ValidationError({"minutes": _("Write what was said.")})
    if number is not None and number != meeting.number:
        raise ValidationError(_("Somebody else has written the minutes since you opened them. Read theirs first."))
    meeting.minutes, meeting.partners = minutes, partners
    meeting.written_by, meeting.written_on, meeting.number = by, today(), meeting.number + 1
    save_record(meeting, by=by)
    record(by=by, action="meeting.minuted", target=meeting)
    return meeting


@transaction.atomic
def approve_minutes(meeting: Meeting, *, by: User, number: int | None = None) -> Meeting:
    """Whoever chaired it, or covers for them, says that the minutes are right. From then on they are locked.

    `number` is that of the version they read. Refuses anybody else, without minutes, where somebody has written on them
    since, and a conference on risk outside the home of which it is not said what parents bring as partners.
    """
    require(by, Permission.APPROVE_MEETINGS)
    meeting = lock_meeting(meeting, by=by)
    require_chair(meeting, by)
    if not meeting.minutes:
        raise ValidationError(_("There are no minutes to approve yet."))
    if number is not None and number != meeting.number:
        raise ValidationError(
            _("Somebody has written on the minutes since you opened them. Read them as they are now.")
        )
    if meeting.kind == MeetingKind.ROTH and not meeting.partners.strip():
        raise ValidationError(
            _("Parents are partners in this conference. The minutes say first what they bring, or why they could not.")
        )
    meeting.approved_on, meeting.approved_by = today(), by
    save_record(meeting, by=by)
    record(by=by, action="meeting.approved", target=meeting)
    return meeting


@transaction.atomic
def revise_minutes(meeting: Meeting, *, by: User, why: str) -> Meeting:
    """Begin a new version of approved minutes. The version before stays readable with the reason; the new one is written,
    approved and circulated anew. Refuses without a reason, and minutes that are not approved."""
    require(by, Permission.RUN_MEETINGS)
    found = Meeting.objects.readable_by(by).select_for_update(of=("self",)).filter(pk=meeting.pk).first()
    if found is None:
        raise PermissionDenied
    if not found.is_approved:
        raise ValidationError(_("These minutes are not approved yet: they can be written on as they are."))
    if not why.strip():
        raise ValidationError({"why": _("Say why the minutes change.")})
    found.approved_on = found.approved_by = None
    found.minutes_number += 1
    save_record(found, by=by, reason=why)
    record(by=by, action="meeting.revised", target=found, reason=why)
    return found


def chairs(meeting: Meeting, user: User) -> bool:
    """Whether they chair it, or cover for whoever does, and may decide there."""
    mine = Meeting.objects.filter(user.own_or_covered("chair"), pk=meeting.pk)
    return user.may(Permission.APPROVE_MEETINGS) and mine.exists()


def require_chair(meeting: Meeting, by: User) -> None:
    if not chairs(meeting, by):
        raise PermissionDenied
