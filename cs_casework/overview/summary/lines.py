"""What the summaries of a child and of a context have in common: a line with its source, who to call, what comes next."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Assessment
from cases.meeting_codes import Attendance
from cases.models import Action, Case, CaseNote, Invitation, Meeting, NoteRelease, NoteSubject
from cs_casework.accounts.models import User
from cs_casework.dates import months_after, today
from plans.models import Goal, Plan

# So many of a kind stand on the one page; of so many it is known how many there are.
MOST_PARTS, MOST_LINES, MOST_PLANS, MOST_GOALS, MOST_DATES, MOST_PEOPLE = 6, 5, 3, 4, 8, 10
READ = 25
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


@dataclass(frozen=True)
class Some:
    """The first of a kind, which stand on the page; how many more there are (`at_least`: those read, and maybe others),
    and where they are read."""

    shown: list[Any] = field(default_factory=list)
    more: int = 0
    at_least: bool = False
    url: str = ""

    @classmethod
    def of(cls, found: Iterable[Any], most: int, url: str) -> "Some":
        """The first of what was read, which is all there is unless it is as much as is read of a kind."""
        rows = list(found)
        more = max(0, len(rows) - most)
        return cls(rows[:most], more, more > 0 and len(rows) >= READ, url)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.shown)

    def __len__(self) -> int:
        return len(self.shown)


def plans_with_goals(user: User, url: str, **about: Any) -> Some:
    """The plans that have not ended, those agreed first, each with what it wants to be different (`told`). The others are
    at this address."""
    plans = Plan.objects.visible_to(user).unended().filter(**about).select_related("lead", "case__context", "child")
    found = Some.of(sorted(plans.soonest_first()[:READ], key=lambda plan: plan.is_unagreed), MOST_PLANS, url)
    goals = Goal.objects.visible_to(user).standing().filter(plan__in=[plan.pk for plan in found])
    told: dict[Any, list[Any]] = {}
    for goal in goals.order_by("created_at", "pk"):
        told.setdefault(goal.plan_id, []).append(goal)
    for plan in found:
        plan.told = Some.of(told.get(plan.pk, []), MOST_GOALS, plan.get_absolute_url())
    return found


def dates_of(user: User, *, cases: list[Any], plans: Iterable[Any], actions: Iterable[Any], in_words: bool) -> Some:
    """What comes next on these cases, the soonest first: meetings booked, reviews of plans, assessments and actions. On a
    page that is to name no child an action is not told in the words that were typed."""
    on_cases = [case.pk for case in cases]
    found = [
        Line(meeting.get_kind_display(), meeting.get_absolute_url(), meeting.place, meeting.day)
        for meeting in Meeting.objects.visible_to(user).coming().filter(case__in=on_cases)[:READ]
    ]
    for assessment in Assessment.objects.visible_to(user).unauthorised().filter(case__in=on_cases)[:READ]:
        words = _("Assessment due")
        found.append(_due(words, assessment.get_absolute_url(), assessment.due_on))
    for plan in plans:
        if plan.review_due:
            found.append(_due(_("Plan review due"), plan.get_absolute_url(), plan.review_due, str(plan)))
    for action in actions:
        words = action.what if in_words else _("Action due")
        found.append(_due(words, actions_url(action), action.due_on, str(action.whose)))
    found.sort(key=lambda line: line.day or today())
    return Some.of(found, MOST_DATES, cases[0].get_absolute_url() if cases else "")


def _due(words: str, url: str, day: datetime.date, more: str = "") -> Line:
    return Line(words, url, more, day, is_late=day < today())


def actions_url(action: Action) -> str:
    """Where an action is read: on the list of its case."""
    return reverse("cases:case-actions", args=[action.case_id])


def actions_of(user: User, cases: Iterable[Case]) -> list[Any]:
    """What is still to be done on these cases, the soonest first."""
    found = Action.objects.visible_to(user).unfinished().filter(case__in=[case.pk for case in cases])
    return list(found.select_related("owner", "agency", "chaser", "case").order_by("due_on", "pk")[:READ])


def involved_of(user: User, *, cases: list[Any], actions: Iterable[Any]) -> list[Line]:
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
    return list(found.values())


def significant_of(user: User, *, by_title: bool, **subject: Any) -> list[Line]:
    """The last significant events written down in notes on this record, as far as they may be read whole; of those that
    are hidden with a restricted record what was released of them. On a page that names no child a note is told by its kind
    alone: its title may name one."""
    rows = NoteSubject.objects.visible_to(user).told().filter(**subject).order_by().values("note")
    notes = CaseNote.objects.visible_to(user).filter(is_significant=True, pk__in=rows)
    released = NoteRelease.objects.instead(user).filter(note__is_significant=True, note__in=rows)
    released = released.select_related("note").order_by("-note__occurred_at", "-note__created_at")
    newest = notes.order_by("-occurred_at", "-created_at")[:READ]
    told: list[tuple[CaseNote, CaseNote | NoteRelease]] = [(note, note) for note in newest]
    told += [(release.note, release) for release in released[:READ]]
    told.sort(key=lambda one: (one[0].occurred_at, one[0].created_at), reverse=True)
    return [
        Line(
            words.title if by_title else note.get_kind_display(),
            words.get_absolute_url(),
            note.get_kind_display() if by_title else "",
            timezone.localdate(note.occurred_at),
        )
        for note, words in told[:READ]
    ]
