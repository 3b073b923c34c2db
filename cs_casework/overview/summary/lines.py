"""What the summaries of a child and of a context have in common: a line with its source, who to call, what comes next."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Assessment
from cases.meeting_codes import Attendance
from cases.models import Action, Case, CaseNote, Invitation, Meeting, NoteSubject
from cs_casework.accounts.models import User
from cs_casework.dates import months_after, today
from plans.models import Goal, Plan

# So many of a kind stand on the one page.
MOST_PARTS, MOST_LINES, MOST_PLANS, MOST_GOALS, MOST_DATES, MOST_PEOPLE = 6, 5, 3, 4, 8, 10
# Who came to a meeting this long ago still counts as involved.
INVOLVED_MONTHS = 12


@dataclass(frozen=True)
class Line:
    """One thing that a summary says, and where it is read whole."""

    words: str
    url: str = ""
    more: str = ""
    day: datetime.date | None = None
    is_late: bool = False


def plans_with_goals(user: User, **about: Any) -> list[Any]:
    """The plans that have not ended, those agreed first, each with what it wants to be different (`told`)."""
    plans = Plan.objects.visible_to(user).unended().filter(**about).select_related("lead", "case__context", "child")
    found: list[Any] = sorted(plans.soonest_first()[:MOST_PLANS], key=lambda plan: plan.is_unagreed)
    goals = Goal.objects.visible_to(user).standing().filter(plan__in=[plan.pk for plan in found])
    told: dict[Any, list[Any]] = {}
    for goal in goals.order_by("created_at", "pk"):
        told.setdefault(goal.plan_id, []).append(goal)
    for plan in found:
        plan.told = told.get(plan.pk, [])[:MOST_GOALS]
    return found


def dates_of(
    user: User, *, cases: Iterable[Case], plans: Iterable[Any], actions: Iterable[Any], in_words: bool
) -> list[Line]:
    """What comes next on these cases, the soonest first: meetings booked, reviews of plans, assessments and actions. On a
    page that is to name no child an action is not told in the words that were typed."""
    on_cases = [case.pk for case in cases]
    found = [
        Line(meeting.get_kind_display(), meeting.get_absolute_url(), meeting.place, meeting.day)
        for meeting in Meeting.objects.visible_to(user).coming().filter(case__in=on_cases)[:MOST_LINES]
    ]
    for assessment in Assessment.objects.visible_to(user).unauthorised().filter(case__in=on_cases)[:MOST_LINES]:
        words = _("Assessment due")
        found.append(_due(words, assessment.get_absolute_url(), assessment.due_on))
    for plan in plans:
        if plan.review_due:
            found.append(_due(_("Plan review due"), plan.get_absolute_url(), plan.review_due, str(plan)))
    for action in actions:
        words = action.what if in_words else _("Action due")
        found.append(_due(words, actions_url(action), action.due_on, str(action.whose)))
    return sorted(found, key=lambda line: line.day or today())


def _due(words: str, url: str, day: datetime.date, more: str = "") -> Line:
    return Line(words, url, more, day, is_late=day < today())


def actions_url(action: Action) -> str:
    """Where an action is read: on the list of its case."""
    return reverse("cases:case-actions", args=[action.case_id])


def actions_of(user: User, cases: Iterable[Case]) -> list[Any]:
    """What is still to be done on these cases, the soonest first."""
    found = Action.objects.visible_to(user).unfinished().filter(case__in=[case.pk for case in cases])
    return list(found.select_related("owner", "agency", "chaser", "case").order_by("due_on", "pk")[:MOST_LINES])


def involved_of(user: User, *, cases: Iterable[Case], actions: Iterable[Any]) -> list[Line]:
    """Who from other agencies works on these cases: who came to, or is asked to, their meetings in the last year, and
    which agencies have something to do. Each once."""
    since = months_after(today(), -INVOLVED_MONTHS)
    asked = Invitation.objects.visible_to(user).filter(
        attendance__in=[Attendance.NOT_RECORDED, Attendance.ATTENDED],
        meeting__case__in=[case.pk for case in cases],
        meeting__cancelled_on=None,
        meeting__starts_at__date__gte=since,
        agency__isnull=False,
        removed_on=None,
    )
    found: dict[str, Line] = {}
    for invitation in asked.select_related("agency", "meeting").order_by("-meeting__starts_at", "created_at")[:40]:
        url = invitation.meeting.get_absolute_url()
        found.setdefault(invitation.name.casefold(), Line(invitation.name, url, invitation.described))
    for action in actions:
        if name := str(action.agency or action.owner_name):
            found.setdefault(name.casefold(), Line(name, actions_url(action), _("has something to do")))
    return list(found.values())[:MOST_PEOPLE]


def significant_of(user: User, *, by_title: bool, **subject: Any) -> list[Line]:
    """The last significant events written down in notes on this record, as far as they may be read whole. On a page that
    names no child a note is told by its kind alone: its title may name one."""
    rows = NoteSubject.objects.visible_to(user).told().filter(**subject)
    notes = CaseNote.objects.visible_to(user).filter(is_significant=True, pk__in=rows.order_by().values("note"))
    return [
        Line(
            note.title if by_title else note.get_kind_display(),
            note.get_absolute_url(),
            note.get_kind_display() if by_title else "",
            timezone.localdate(note.occurred_at),
        )
        for note in notes.order_by("-occurred_at", "-created_at")[:MOST_LINES]
    ]
