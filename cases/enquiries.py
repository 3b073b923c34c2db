"""Section 47 enquiries: begun by a strategy discussion, whether the child was seen, and what each led to."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.meeting_codes import EnquiryOutcome, EnquirySeen
from cases.models import AgendaItem, Section47
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_gone_by, check_not_in_future
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval

SEEN = (EnquirySeen.SEEN, EnquirySeen.SEEN_ALONE)


def begin_enquiry(item: AgendaItem, *, by: User, led_by: str) -> Section47:
    """The enquiry that a strategy discussion decided on, begun that day. The conference that it may lead to is due as
    many days after it as the council says; law and guidance say 15 working days.

    Called where that is decided (`agenda.decide_for_child`), which has asked who may. Refuses where nobody said who
    carries it out, and a second enquiry at the same time.
    """
    meeting, child = item.meeting, item.child
    assert meeting
    assert meeting.case
    assert child
    if not led_by:
        raise ValidationError({"led_by": _("Say who carries out the enquiry.")})
    going_on = Section47.objects.open().filter(child=child)
    if going_on.exists():
        words = _("This cannot be begun by you. Ask a manager who works with this child.")
        if Section47.objects.visible_to(by).filter(pk__in=going_on).exists():
            words = _("There is a section 47 enquiry about this child already. It is finished first.")
        raise ValidationError({"outcome": words})
    due_on = Interval.objects.get(code=IntervalCode.INITIAL_CONFERENCE).after(meeting.day)
    enquiry = Section47(
        case=meeting.case,
        child=child,
        strategy=meeting,
        started_on=meeting.day,
        led_by=led_by,
        conference_due_on=due_on,
        first_due_on=due_on,
    )
    save_record(enquiry, by=by)
    record(by=by, action="enquiry.begun", target=enquiry, shown=[child.pk])
    return enquiry


@transaction.atomic
def record_seen(
    enquiry: Section47, *, by: User, seen: str, seen_on: datetime.date | None = None, not_seen_why: str = ""
) -> Section47:
    """Say whether the child was seen for the enquiry, alone or not, and when, or why they could not be. It can be said
    anew while it is open. Refuses a day to come, one before the enquiry began, and half of it."""
    enquiry = _lock_open(enquiry, by=by)
    if seen in SEEN:
        if seen_on is None:
            raise ValidationError({"seen_on": _("Say when the child was seen.")})
        check_not_in_future(seen_on=seen_on)
        if seen_on < enquiry.started_on:
            raise ValidationError({"seen_on": _("The enquiry had not begun.")})
        not_seen_why = ""
    else:
        if not not_seen_why.strip():
            raise ValidationError({"not_seen_why": _("Say why the child could not be seen.")})
        seen, seen_on = EnquirySeen.NOT_SEEN, None
    enquiry.seen, enquiry.seen_on, enquiry.not_seen_why = seen, seen_on, not_seen_why
    save_record(enquiry, by=by)
    record(by=by, action="enquiry.seen", target=enquiry)
    return enquiry


@transaction.atomic
def finish_enquiry(
    enquiry: Section47, *, by: User, outcome: str, outcome_on: datetime.date, outcome_why: str
) -> Section47:
    """Say what the enquiry led to, and why. Refuses where it is not said whether the child was seen, without a reason, a
    day to come or before it began, and one that is finished already."""
    enquiry = _lock_open(enquiry, by=by)
    if not enquiry.seen:
        raise ValidationError(_("Say first whether the child was seen, or why they could not be."))
    if not outcome_why.strip():
        raise ValidationError({"outcome_why": _("Say why.")})
    check_not_in_future(outcome_on=outcome_on)
    if outcome_on < enquiry.started_on:
        raise ValidationError({"outcome_on": _("The enquiry had not begun.")})
    enquiry.outcome, enquiry.outcome_on, enquiry.outcome_why = EnquiryOutcome(outcome), outcome_on, outcome_why
    save_record(enquiry, by=by)
    record(by=by, action="enquiry.finished", target=enquiry)
    return enquiry


@transaction.atomic
def extend_conference(enquiry: Section47, *, by: User, due_on: datetime.date, why: str) -> Section47:
    """A manager gives the conference more time, with a reason that stands beside the new day, as does the day it was
    first due. Refuses without a reason, a day that has gone by, one that gives no more time, and an enquiry that was
    finished and led to no conference."""
    require(by, Permission.APPROVE_MEETINGS)
    found = _lock(enquiry, by=by)
    if not found.leads_to_conference:
        raise ValidationError(_("This enquiry is finished, and led to no conference."))
    if not why.strip():
        raise ValidationError({"why": _("Say why there is more time.")})
    check_not_gone_by(due_on=due_on)
    if due_on <= found.conference_due_on:
        words = _("This is no later than the day it is due: %(day)s.")
        raise ValidationError({"due_on": words % {"day": f"{found.conference_due_on:%-d %B %Y}"}})
    found.conference_due_on, found.extended_why = due_on, why
    save_record(found, by=by, reason=why)
    record(by=by, action="enquiry.extended", target=found, reason=why)
    return found


def _lock(enquiry: Section47, *, by: User) -> Section47:
    seen = Section47.objects.visible_to(by).select_for_update(of=("self",))
    found: Section47 | None = seen.filter(pk=enquiry.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _lock_open(enquiry: Section47, *, by: User) -> Section47:
    require(by, Permission.WRITE_NOTES)
    found = _lock(enquiry, by=by)
    if not found.is_open:
        raise ValidationError(_("This enquiry is finished. What it led to stands on the case."))
    return found
