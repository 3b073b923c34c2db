"""What falls due for a member of staff, as a calendar that other programs subscribe to: kind and reference, no name."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from assessments.models import Assessment
from cases.models import Action, Case, CaseChild, CaseChildStatus, Meeting, NRMReferral, ReturnInterview, Section47
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.dates import months_after, today
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval
from plans.models import Plan

# From what is three months late to what falls due within a year; of each kind so many, the most urgent first.
MONTHS_BACK, MONTHS_AHEAD = 3, 12
MOST = 200


@dataclass(frozen=True)
class Entry:
    """One day on which something is due, or an hour at which it begins. `words` name its kind and reference and nobody: a
    calendar is read on telephones and by other people's programs. `key` stays the same while it is the same thing, on
    whatever day."""

    key: str
    day: datetime.date
    words: str
    path: str
    # The hour, of what has one.
    at: datetime.datetime | None = None
    # Whose reference it tells, for the audit.
    child: UUID | None = None


def _links(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """Links of a worker's own children and contexts that are to be looked at."""
    from cs_casework.overview.counted import links_to_review

    for link in links_to_review(user, by=last).filter(review_due__gte=first)[:MOST]:
        about = f"{link.child.reference}, {link.context.reference}"
        path = reverse("contexts:link-detail", args=[link.pk])
        yield Entry(
            f"link-{link.pk}",
            link.review_due,
            _("Review of a link: %(about)s") % {"about": about},
            path,
            child=link.child_id,
        )


def _groups(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """Peer groups on which they hold a case."""
    mine = Case.objects.visible_to(user).open().allocated_to(user).values("context")
    groups = Context.objects.visible_to(user).filter(pk__in=mine, review_due__range=(first, last))
    for group in groups.exclude(status=Context.Status.CLOSED).order_by("review_due", "pk")[:MOST]:
        words = _("Review of a peer group: %(about)s") % {"about": group.reference}
        yield Entry(f"group-{group.pk}", group.review_due, words, _at(group))


def _visits(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """The next visit to each child they hold."""
    mine: Any = CaseChild.objects.visible_to(user).open().held_by(user).counted_as_children().with_last_seen(user)
    due = mine.filter(visit_due_on__range=(first, last)).select_related("child")
    for period in due.order_by(F("visit_due_on").asc(), "pk")[:MOST]:
        words = _("Visit due: %(about)s") % {"about": period.child.reference}
        yield Entry(f"visit-{period.pk}", period.visit_due_on, words, _at(period.child), child=period.child_id)


def _assessments(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """Assessments that are not authorised, in cases they hold."""
    mine = Case.objects.visible_to(user).open().allocated_to(user).values("pk")
    found = Assessment.objects.visible_to(user).unauthorised().filter(case__in=mine, due_on__range=(first, last))
    for assessment in found.order_by("due_on", "pk")[:MOST]:
        words = _("Assessment due: %(about)s") % {"about": assessment.reference}
        yield Entry(f"assessment-{assessment.pk}", assessment.due_on, words, _at(assessment))


def _plans(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """The next review of plans that they lead, or on cases they hold."""
    found: Any = Plan.objects.visible_to(user).of_own(user)
    for plan in found.filter(review_due__range=(first, last)).order_by("review_due", "pk")[:MOST]:
        words = _("Review of a plan: %(about)s") % {"about": plan.reference}
        yield Entry(f"plan-{plan.pk}", plan.review_due, words, _at(plan))


def _meetings(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """Meetings to come that they chair, minute or are invited to, and those on cases they hold."""
    seen = Meeting.objects.visible_to(user)
    mine = Case.objects.visible_to(user).open().allocated_to(user).order_by().values("pk")
    theirs = seen.concerning(user).order_by().values("pk")
    found = seen.filter(Q(pk__in=theirs) | Q(case__in=mine)).coming().filter(starts_at__date__lte=last)
    for meeting in found.select_related("case")[:MOST]:
        kind = meeting.get_kind_display()
        words = _("%(kind)s: %(about)s") % {"kind": kind, "about": meeting.case.reference} if meeting.case else kind
        yield Entry(f"meeting-{meeting.pk}", meeting.day, words, _at(meeting), at=meeting.starts_at)


def _enquiries(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """By when a section 47 enquiry on a case they hold comes to its end, or to the conference that it leads to."""
    mine = Case.objects.visible_to(user).open().allocated_to(user).order_by().values("pk")
    found = Section47.objects.visible_to(user).awaiting_conference().filter(case__in=mine)
    found = found.filter(conference_due_on__range=(first, last)).select_related("child", "case")
    for enquiry in found.order_by("conference_due_on", "pk")[:MOST]:
        words = _("Section 47 enquiry or its conference due: %(about)s") % {"about": enquiry.child.reference}
        yield Entry(
            f"enquiry-{enquiry.pk}", enquiry.conference_due_on, words, _at(enquiry.case), child=enquiry.child_id
        )


def _core_groups(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """The first core group of each child on a child protection plan in a case they hold, while none is booked."""
    mine = Case.objects.visible_to(user).open().allocated_to(user).order_by().values("pk")
    found = CaseChildStatus.objects.visible_to(user).current().without_core_group().filter(period__case__in=mine)
    interval = Interval.objects.get(code=IntervalCode.CORE_GROUP)
    for status in found.select_related("period__child", "period__case").order_by("-from_on", "pk")[:MOST]:
        if first <= (due_on := interval.after(status.from_on)) <= last:
            words = _("Core group due: %(about)s") % {"about": status.period.child.reference}
            yield Entry(f"core-group-{status.pk}", due_on, words, _at(status.period.case), child=status.period.child_id)


def _interviews(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """Return interviews with children they hold that wait, on the day by which each is to be held."""
    found = ReturnInterview.objects.visible_to(user).outstanding().of_own_children(user)
    found = found.filter(due_at__date__range=(first, last)).select_related("episode__child").due_first()
    for interview in found[:MOST]:
        child = interview.episode.child
        words = _("Return interview due: %(about)s") % {"about": child.reference}
        yield Entry(
            f"interview-{interview.pk}", timezone.localdate(interview.due_at), words, _at(interview), child=child.pk
        )


def _nrm(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """First decisions on referrals to the NRM of children they hold, by when they are made where possible; and from when
    on the conclusive one can be made, to ask after it. No day says by when that is."""
    found = NRMReferral.objects.visible_to(user).waiting().of_own_children(user).select_related("child")
    for referral in found.next_first()[:MOST]:
        if referral.awaits_first:
            day, words = referral.reasonable_due_on, _("NRM decision on reasonable grounds: %(about)s")
        else:
            day, words = referral.conclusive_from, _("NRM conclusive decision possible from today: %(about)s")
        if day and first <= day <= last:
            about = referral.child.reference
            yield Entry(f"nrm-{referral.pk}", day, words % {"about": about}, _at(referral), child=referral.child_id)


def _actions(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """What is theirs to do or to ask after."""
    mine = Action.objects.visible_to(user).of(user).unfinished().filter(due_on__range=(first, last))
    for action in mine.select_related("case").order_by("due_on", "pk")[:MOST]:
        words = _("Action due: %(about)s") % {"about": action.case.reference}
        yield Entry(f"action-{action.pk}", action.due_on, words, reverse("cases:action-list"))


Source = Callable[[User, datetime.date, datetime.date], Iterable[Entry]]
# Each gives what it has between two days, in as many statements for many as for one. Another kind is one more line.
SOURCES: list[Source] = [
    _links,
    _groups,
    _visits,
    _interviews,
    _nrm,
    _assessments,
    _plans,
    _meetings,
    _enquiries,
    _core_groups,
    _actions,
]


def _at(record: Any) -> str:
    path: str = record.get_absolute_url()
    return path


def entries_of(user: User) -> list[Entry]:
    """What falls due for them, the soonest first."""
    first, last = months_after(today(), -MONTHS_BACK), months_after(today(), MONTHS_AHEAD)
    return sorted(
        (entry for source in SOURCES for entry in source(user, first, last)), key=lambda entry: (entry.day, entry.words)
    )


def calendar_of(entries: Iterable[Entry], absolute: Callable[[str], str]) -> bytes:
    """A calendar of them by RFC 5545. `absolute` makes an address of a path; who follows one signs in first."""
    calendar = Calendar()
    calendar.add("prodid", "-//cs_casework//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Due in casework"))
    midnight = timezone.make_aware(datetime.datetime.combine(today(), datetime.time()))
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.key}@cs-casework")
        event.add("dtstamp", midnight.astimezone(datetime.UTC))
        event.add("dtstart", entry.at.astimezone(datetime.UTC) if entry.at else entry.day)
        event.add("summary", entry.words)
        event.add("url", absolute(entry.path))
        if not entry.at:
            event.add("transp", "TRANSPARENT")  # due on that day, and no day taken by it
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
