"""What falls due for a member of staff, as a calendar that other programs subscribe to: kind and reference, no name."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from assessments.models import Assessment
from cases.models import Action, Case, CaseChild, Meeting
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.dates import months_after, today
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
    starts_at: datetime.datetime | None = None


def _links(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """Links of a worker's own children and contexts that are to be looked at."""
    from cs_casework.overview.home import links_to_review

    for link in links_to_review(user, by=last).filter(review_due__gte=first)[:MOST]:
        about = f"{link.child.reference}, {link.context.reference}"
        path = reverse("contexts:link-detail", args=[link.pk])
        yield Entry(f"link-{link.pk}", link.review_due, _("Review of a link: %(about)s") % {"about": about}, path)


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
        yield Entry(f"visit-{period.pk}", period.visit_due_on, words, _at(period.child))


def _assessments(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """Assessments that are not authorised, in cases they hold."""
    mine = Case.objects.visible_to(user).open().allocated_to(user).values("pk")
    found = Assessment.objects.visible_to(user).unauthorised().filter(case__in=mine, due_on__range=(first, last))
    for assessment in found.order_by("due_on", "pk")[:MOST]:
        words = _("Assessment due: %(about)s") % {"about": assessment.reference}
        yield Entry(f"assessment-{assessment.pk}", assessment.due_on, words, _at(assessment))


def _plans(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """The next review of plans that they lead, or on cases they hold."""
    mine = Case.objects.visible_to(user).open().allocated_to(user).values("pk")
    found: Any = Plan.objects.visible_to(user).agreed().filter(Q(case__in=mine) | user.own_or_covered("lead"))
    for plan in found.filter(review_due__range=(first, last)).order_by("review_due", "pk")[:MOST]:
        words = _("Review of a plan: %(about)s") % {"about": plan.reference}
        yield Entry(f"plan-{plan.pk}", plan.review_due, words, _at(plan))


def _meetings(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """Meetings to come that they chair, minute or are invited to."""
    found = Meeting.objects.visible_to(user).concerning(user).coming().filter(starts_at__date__lte=last)
    for meeting in found.select_related("case")[:MOST]:
        kind = meeting.get_kind_display()
        words = _("%(kind)s: %(about)s") % {"kind": kind, "about": meeting.case.reference} if meeting.case else kind
        yield Entry(f"meeting-{meeting.pk}", meeting.day, words, _at(meeting), meeting.starts_at)


def _actions(user: User, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """What is theirs to do or to ask after."""
    mine = Action.objects.visible_to(user).of(user).unfinished().filter(due_on__range=(first, last))
    for action in mine.select_related("case").order_by("due_on", "pk")[:MOST]:
        words = _("Action due: %(about)s") % {"about": action.case.reference}
        yield Entry(f"action-{action.pk}", action.due_on, words, reverse("cases:action-list"))


Source = Callable[[User, datetime.date, datetime.date], Iterable[Entry]]
# Each gives what it has between two days, in as many statements for many as for one. Another kind is one more line.
SOURCES: list[Source] = [_links, _groups, _visits, _assessments, _plans, _meetings, _actions]


def _at(record: Any) -> str:
    path: str = record.get_absolute_url()
    return path


def entries_of(user: User) -> list[Entry]:
    """What falls due for them, the soonest first."""
    first, last = months_after(today(), -MONTHS_BACK), months_after(today(), MONTHS_AHEAD)
    return sorted(
        (entry for source in SOURCES for entry in source(user, first, last)), key=lambda entry: (entry.day, entry.words)
    )


def calendar_of(user: User, absolute: Callable[[str], str]) -> bytes:
    """Their calendar by the rules of RFC 5545. `absolute` makes an address of a path; who follows one signs in first."""
    calendar = Calendar()
    calendar.add("prodid", "-//cs_casework//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Due in casework"))
    midnight = timezone.make_aware(datetime.datetime.combine(today(), datetime.time()))
    for entry in entries_of(user):
        event = Event()
        event.add("uid", f"{entry.key}@cs-casework")
        event.add("dtstamp", midnight.astimezone(datetime.UTC))
        event.add("dtstart", entry.starts_at.astimezone(datetime.UTC) if entry.starts_at else entry.day)
        event.add("summary", entry.words)
        event.add("url", absolute(entry.path))
        event.add("transp", "TRANSPARENT")  # due on that day, and no day taken by it
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
