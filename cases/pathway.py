"""Where each child of a case stands on the way from a strategy discussion to a plan and its reviews: what is done, what is
due when, and what is overdue."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.meeting_codes import INITIAL, LEADS_TO, TO_CONFERENCE, MeetingKind
from cases.models import AgendaItem, Case, CaseChildStatus, Section47
from cases.standing import Standing
from cs_casework.access import model_above
from cs_casework.accounts.models import Permission, User
from cs_casework.dates import today
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval
from families.models import Person

CP, ROTH = CaseChildStatus.Status.CHILD_PROTECTION, CaseChildStatus.Status.RISK_OUTSIDE_HOME
# Conferences from which the review of each plan is counted.
REVIEWS = {CP: (*INITIAL, MeetingKind.REVIEW, MeetingKind.ROTH), ROTH: (MeetingKind.ROTH,)}


@dataclass(frozen=True)
class Step:
    """One step: when it was done, or by when it is due; `booked_on` where a meeting is booked for it. `next_url` where
    this reader begins what is still missing of it, and `next_words` what that is."""

    label: str
    done_on: datetime.date | None = None
    due_on: datetime.date | None = None
    booked_on: datetime.date | None = None
    said: str = ""
    url: str = ""
    next_url: str = ""
    next_words: str = ""

    @property
    def is_overdue(self) -> bool:
        return self.done_on is None and self.due_on is not None and self.due_on < today()


@dataclass
class Pathway:
    """One child's steps, the enquiry that can be written on, and whether it waits for its conference."""

    child: Person
    enquiry: Section47 | None = None
    awaits_conference: bool = False
    steps: list[Step] = field(default_factory=list)


def pathways(standing: Standing, periods: Any) -> list[Pathway]:
    """The pathway of each child open in the case who is on one, as far as this reader may see. `periods` come with their
    current statuses (`now`)."""
    case, user = standing.case, standing.user
    if not user.may(Permission.VIEW_CASES) or not case.family_id:
        return []
    latest: dict[Any, Section47] = {}
    for enquiry in (
        Section47.objects.visible_to(user).filter(case=case).select_related("strategy").order_by("started_on")
    ):
        latest[enquiry.child_id] = enquiry
    items = AgendaItem.objects.visible_to(user).standing().filter(meeting__case=case, child__isnull=False)
    met: dict[Any, list[Any]] = {}
    for item in items.filter(meeting__cancelled_on=None).select_related("meeting").order_by("meeting__starts_at"):
        met.setdefault(item.child_id, []).append(item)
    intervals = {interval.code: interval for interval in Interval.objects.all()}
    planned = any(row.status in (CP, ROTH) for period in periods if period.to_on is None for row in period.now)
    written = _written(case, user) if planned else {}
    begin = _begin_url(standing) if planned else ""
    may_book = case.is_open and user.may(Permission.RUN_MEETINGS)
    book = reverse("cases:meeting-book", args=[case.pk]) if may_book else ""
    found = []
    for period in periods:
        if period.to_on is None:
            way = Pathway(period.child, latest.get(period.child_id))
            steps = _Steps(
                enquiry=way.enquiry,
                items=met.get(period.child_id, []),
                now=period.now,
                intervals=intervals,
                written=written.get(period.child_id, {}),
                begin=f"{begin}?child={period.child_id}" if begin else "",
                book=book,
            )
            way.steps, way.awaits_conference = list(steps), steps.awaits_conference
            if way.steps:
                found.append(way)
    return found


def _written(case: Case, user: User) -> dict[Any, dict[str, Any]]:
    """The plan that was begun for each child and when it was last reviewed, by child and kind of plan, which has the code
    of the status it goes with. Plans are of an app above, and reached by name."""
    plans = model_above(Case, "plans").objects.visible_to(user).unended().with_last_review()
    found: dict[Any, dict[str, Any]] = {}
    for plan in plans.filter(case=case, kind__in=(CP, ROTH)):
        found.setdefault(plan.child_id, {})[plan.kind] = plan
    return found


def _begin_url(standing: Standing) -> str:
    """Where this reader begins a plan on the case, if they may."""
    may_begin = standing.case.is_open and standing.writes_plans
    return reverse("plans:plan-start", args=[standing.case.pk]) if may_begin else ""


@dataclass
class _Steps:
    """The steps of one child, in their order. `written` are the plans begun for the child, by kind; `begin` is where this
    reader begins a plan, and `book` where they book a meeting."""

    enquiry: Section47 | None
    items: list[Any]
    now: list[Any]
    intervals: dict[str, Any]
    written: dict[str, Any]
    begin: str
    book: str

    @property
    def plans(self) -> dict[str, CaseChildStatus]:
        return {row.status: row for row in self.now if row.status in (CP, ROTH)}

    def __iter__(self) -> Iterator[Step]:
        yield from self._strategy()
        if self.enquiry:
            yield self._enquiry(self.enquiry)
            if self.enquiry.leads_to_conference:
                yield self._conference(self.enquiry)
        yield from self._plans()

    @property
    def awaits_conference(self) -> bool:
        """Whether a conference is still to come of the enquiry, or may be."""
        enquiry = self.enquiry
        return bool(enquiry and enquiry.leads_to_conference and self._conference(enquiry).done_on is None)

    def _held(self, *kinds: str, since: datetime.date | None = None) -> Any:
        """The latest meeting of these kinds that has taken place."""
        found = [item for item in self.items if item.meeting.kind in kinds]
        found = [item for item in found if item.meeting.has_taken_place and (not since or item.meeting.day >= since)]
        return found[-1] if found else None

    def _booked(self, *kinds: str) -> datetime.date | None:
        """The day of the next one to come."""
        found = [item.meeting for item in self.items if item.meeting.kind in kinds]
        return next((meeting.day for meeting in found if not meeting.has_taken_place), None)

    def _due(self, label: str, day: datetime.date, kinds: Sequence[str], *, book: str, said: str = "") -> Step:
        """A meeting of these kinds that is due; where none is booked, this one can be."""
        booked_on = self._booked(*kinds)
        url = f"{self.book}?kind={book}" if book and self.book and not booked_on else ""
        return Step(label, due_on=day, booked_on=booked_on, said=said, next_url=url, next_words=_("Book it"))

    def _strategy(self) -> Iterator[Step]:
        label = str(MeetingKind.STRATEGY.label)
        if self.enquiry:
            yield Step(label, done_on=self.enquiry.started_on, url=self.enquiry.strategy.get_absolute_url())
        elif item := self._held(MeetingKind.STRATEGY):
            yield Step(label, done_on=item.meeting.day, said=item.get_outcome_display(), url=item.get_absolute_url())
        elif day := self._booked(MeetingKind.STRATEGY):
            yield Step(label, booked_on=day)

    def _enquiry(self, enquiry: Section47) -> Step:
        label = _("Section 47 enquiry")
        if not enquiry.is_open:
            return Step(label, done_on=enquiry.outcome_on, said=enquiry.get_outcome_display())
        seen = f"{_('Child seen')}: {enquiry.get_seen_display().lower()}"
        return Step(label, due_on=enquiry.conference_due_on, said=f"{enquiry.get_led_by_display()}. {seen}")

    def _conference(self, enquiry: Section47) -> Step:
        label = _("Conference, if the enquiry leads to one")
        kinds = LEADS_TO[enquiry.outcome]
        if enquiry.outcome in TO_CONFERENCE:
            label = str(kinds[0].label)
        if item := self._held(*kinds, since=enquiry.started_on):
            return Step(label, done_on=item.meeting.day, said=item.get_outcome_display(), url=item.get_absolute_url())
        kind = kinds[0] if enquiry.outcome in TO_CONFERENCE else ""
        return self._due(label, enquiry.conference_due_on, kinds, book=kind, said=enquiry.extended_why)

    def _plans(self) -> Iterator[Step]:
        for status in (CP, ROTH):
            if row := self.plans.get(status):
                yield self._plan(row)
                if status == CP:
                    yield self._core_group(row)
                yield self._review(row)

    def _plan(self, row: CaseChildStatus) -> Step:
        """Decided on; the plan itself is written for it."""
        plan = self.written.get(row.status)
        if plan:
            said, words = f"{plan.reference}: {plan.get_status_display()}", _("Review this plan")
            held = self._conference_before(row)
            waits = plan.is_agreed and held and held.meeting.day > self._looked_at(row)
            next_url = reverse("plans:plan-review", args=[plan.pk]) if waits and self.begin else ""
            url = plan.get_absolute_url()
            return Step(str(row), done_on=row.from_on, said=said, url=url, next_url=next_url, next_words=words)
        next_url = f"{self.begin}&kind={row.status}" if self.begin else ""
        said, words = _("The plan is not written yet."), _("Start the plan")
        return Step(str(row), done_on=row.from_on, said=said, next_url=next_url, next_words=words)

    def _core_group(self, plan: CaseChildStatus) -> Step:
        label, held = str(MeetingKind.CORE_GROUP.label), self._held(MeetingKind.CORE_GROUP, since=plan.from_on)
        if held:
            return Step(label, done_on=held.meeting.day, url=held.get_absolute_url())
        due_on = self.intervals[IntervalCode.CORE_GROUP].after(plan.from_on)
        return self._due(label, due_on, (MeetingKind.CORE_GROUP,), book=MeetingKind.CORE_GROUP)

    def _conference_before(self, row: CaseChildStatus) -> Any:
        """The latest conference from which the review of the plan is counted."""
        return self._held(*REVIEWS[CaseChildStatus.Status(row.status)], since=row.from_on)

    def _looked_at(self, row: CaseChildStatus) -> datetime.date:
        """When the plan itself was last reviewed, or else decided on."""
        plan = self.written.get(row.status)
        return (plan and plan.reviewed_on) or row.from_on

    def _review(self, plan: CaseChildStatus) -> Step:
        """The next review, from the conference before it or else from the day on which the plan began; when the plan that
        was agreed says, unless there was a conference since it was last looked at."""
        kinds = REVIEWS[CaseChildStatus.Status(plan.status)]
        before = self._conference_before(plan)
        label = (
            _("Review of the child protection plan") if plan.status == CP else _("Review of the plan at a conference")
        )
        book = MeetingKind.REVIEW if plan.status == CP else MeetingKind.ROTH
        written = self.written.get(plan.status)
        counted = before.meeting.day if before else plan.from_on
        if written and written.is_agreed and self._looked_at(plan) >= counted:
            return self._due(label, written.review_due, kinds, book=book)
        code = IntervalCode.PLAN_RISK_OUTSIDE_HOME
        if plan.status == CP:
            reviewed = before is not None and before.meeting.day > plan.from_on
            code = IntervalCode.PLAN_CHILD_PROTECTION if reviewed else IntervalCode.PLAN_CHILD_PROTECTION_FIRST
        return self._due(label, self.intervals[code].after(counted), kinds, book=book)
