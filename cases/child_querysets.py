"""What can be asked about the children open to the service: their statuses, who works with them, when they were seen."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Greatest, TruncDate
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from cases.meeting_codes import MeetingKind
from cs_casework.accounts.models import Permission
from cs_casework.dates import today
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval
from cs_casework.statements import as_written, found_first, none_of
from families.querysets import ADULT_AGE, WholeYears, hidden_people, is_adult


def hidden_cases(user: Any) -> Any:
    """The ids of cases hidden from this reader, for `as_written`."""
    from cases.models import Case

    return Case.objects.order_by().hidden_ids(user)


def closed_cases(user: Any) -> Any:
    """The ids of cases closed to this reader, whatever their role may see, for `as_written`."""
    from cases.models import Case

    return Case.objects.order_by().closed_ids(user)


def no_day() -> Value:
    """What a role is told that does not read cases."""
    return Value(None, output_field=models.DateField())


def latest_day(rows: Any) -> Subquery:
    """The day, in England, of the latest of the notes that these rows put on a record."""
    latest = rows.order_by("-note__occurred_at").values(day=TruncDate("note__occurred_at"))
    return Subquery(latest[:1], output_field=models.DateField())


def turns_18_soon_after(day: Any) -> Q:
    """Rows of a child who on that day is 18, or will be within the local interval of a transition plan."""
    by = Interval.objects.filter(code=IntervalCode.TRANSITION).shortest_after(day)
    return Q(GreaterThanOrEqual(WholeYears(F("child__birth_on"), by), ADULT_AGE))


def answered_for(teams: Any, way: str = "case__") -> Q:
    """Rows of cases, found by this way, that these teams hold, or that none does: those every manager answers for."""
    return Q(**{f"{way}team__in": teams}) | Q(**{f"{way}team": None})


class CaseChildQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows where both the child and the case may be seen."""
        return self.filter(none_of(hidden_people, user, "child"), none_of(hidden_cases, user, "case"))

    def with_statuses(self) -> Self:
        """Each period with its current statuses (`now`)."""
        from cases.models import CaseChildStatus

        return self.prefetch_related(
            models.Prefetch("statuses", queryset=CaseChildStatus.objects.current(), to_attr="now")
        )

    def with_position(self, user: Any) -> Self:
        """Each period with its case, team, current statuses (`now`) and the current workers whom this reader may see
        (`case.workers`)."""
        from cases.models import Allocation

        seen = Allocation.objects.visible_to(user).current()
        workers = seen.select_related("worker", "team").order_by("-role")
        return (
            self.with_statuses()
            .select_related("case", "case__team", "child")
            .prefetch_related(models.Prefetch("case__allocations", queryset=workers, to_attr="workers"))
        )

    def due_first(self, user: Any) -> Self:
        """Those overdue before others, then by the day they are due, then by name."""
        due = F("visit_due_on").asc(nulls_last=True)
        return self.with_last_seen(user).order_by(due, "child__display_name", "child__reference", "pk")

    def open(self, on: datetime.date | None = None) -> Self:
        """The children open to the service: now, or on a day before."""
        if on is None:
            return self.filter(to_on=None)
        return self.filter(Q(to_on=None) | Q(to_on__gt=on), from_on__lte=on)

    # --- Who works with them ----------------------------------------------------------------------------------------
    def held_by(self, worker: Any, *, or_covered: bool = True) -> Self:
        """Open children whom this worker is allocated today, in any part: with the whole case, or the child alone. What
        they cover for somebody else counts as theirs, unless it is asked what is their own."""
        mine = worker.own_or_covered("worker") if or_covered else Q(worker=worker)
        held = self.model.objects.open().filter(Exists(self._allocations().filter(mine)))
        return self.filter(pk__in=found_first(held))

    def of_teams(self, teams: Any) -> Self:
        """Children in cases that these teams hold."""
        return self.filter(pk__in=found_first(self.model.objects.filter(case__team__in=teams)))

    def unallocated(self, user: Any) -> Self:
        """Open, and nobody is lead worker of the case or of this child, as far as this reader may see: who may see the
        child and the case sees every allocation of the two."""
        leads = self._allocations().filter(role="lead")
        return self.open().exclude(Exists(leads))

    def _allocations(self) -> Any:
        """The current allocations of the case as a whole, and of this child."""
        from cases.models import Allocation

        of_child = Q(child=None) | Q(child=OuterRef("child"))
        return Allocation.objects.current().filter(of_child, case=OuterRef("case")).order_by()

    def with_status(self, status: str, on: datetime.date | None = None) -> Self:
        """Those who are this to the service now, or were on that day."""
        return self.filter(Exists(self._statuses(status, on)))

    # --- Seen, and when they are seen next --------------------------------------------------------------------------
    def with_last_seen(self, user: Any) -> Self:
        """Each period with `last_seen_on` and `last_seen_alone_on`, the day of the latest visit on which this child was
        seen, or seen alone, and `visit_due_on`, the day by which the next is due. Visits of an earlier period do not
        count: the child was not open then. A role that does not read cases is told none of the three.

        That a child was seen is a fact of the child's own row of the note, not of what the note tells. So it counts for
        whoever may see the child, also where the note's shared part is hidden because it stands on somebody hidden
        too: those who work with this child must know that they were seen, and learn nothing of anybody else by it. But
        a row written in a restricted case does not count for who may not see that case, nor does it show on any page:
        its day would tell that somebody is at work there.

        The next visit is due the shortest interval of the child's current statuses (of an open child, where there is
        none) after they were last seen or else after the period began; for a baby born since, after the birth. Who is
        not born yet cannot be seen, and of who has died, or is no longer open, nothing is due.
        """
        if not user.may(Permission.VIEW_CASES):
            return self.annotate(last_seen_on=no_day(), last_seen_alone_on=no_day(), visit_due_on=no_day())
        visits = self._notes(user, kind="visit").filter(
            note__occurred_at__date__gte=OuterRef("from_on"),
            note__occurred_at__date__lte=Coalesce(OuterRef("to_on"), Value(today())),
        )
        seen = self.annotate(
            last_seen_on=latest_day(visits.filter(seen__in=["seen", "seen_alone"])),
            last_seen_alone_on=latest_day(visits.filter(seen="seen_alone")),
        )
        return seen.with_visit_due(user, F("last_seen_on"))

    def with_visit_due(self, user: Any, last_seen: Any) -> Self:
        """Each period with `visit_due_on` alone, of a child who was last seen on that day, which the rows hold already:
        see `with_last_seen`."""
        if not user.may(Permission.VIEW_CASES):
            return self.annotate(visit_due_on=no_day())
        waits = Q(to_on=None, child__died_on=None, child__expected_on=None)
        begun = Greatest(last_seen, "from_on", "child__birth_on")  # of those that there are
        return self.annotate(
            visit_due_on=models.Case(models.When(waits, then=self._visit_intervals().shortest_after(begun)))
        )

    def visit_overdue(self, user: Any) -> Self:
        """Children who were to be seen before today."""
        return self.with_last_seen(user).filter(visit_due_on__lt=today())

    def _notes(self, user: Any, *, kind: str) -> Any:
        """The rows by which notes of a kind stand on this child, without those written in a case hidden from the
        reader. Who may see the period may see the child, so that is not asked again."""
        from cases.models import NoteSubject

        rows = NoteSubject.objects.filter(child=OuterRef("child"), note__kind=kind)
        return rows.exclude(case__in=as_written(closed_cases, user))

    def _visit_intervals(self) -> Any:
        """The local intervals between visits that go with the child's current statuses."""
        from cases.models import CaseChildStatus

        now = CaseChildStatus.objects.current().filter(period=OuterRef(OuterRef("pk"))).order_by()
        return Interval.objects.filter(
            Q(code__in=now.values(code=Concat(Value("visit_"), "status")))
            | (Q(code=IntervalCode.VISIT_OPEN) & ~Exists(now))
        )

    # --- Children and adults ----------------------------------------------------------------------------------------
    def care_leavers(self, on: datetime.date | None = None) -> Self:
        """Open children who are a care leaver now, or were on that day."""
        return self.open(on).with_status("care_leaver", on)

    def counted_as_children(self, on: datetime.date | None = None) -> Self:
        """Without those who are 18 or over and no care leaver, now or on that day."""
        return self.filter(~is_adult("child__", on) | Exists(self._statuses("care_leaver", on)))

    def now_adult(self) -> Self:
        """Open to the service, and 18 or over. Nothing closes by itself at 18."""
        return self.open().filter(is_adult("child__"))

    def with_transition(self, user: Any) -> Self:
        """Each period with `needs_transition_plan`: open, 18 within the local interval or already, and no transition
        plan written since the asking began, as far as this reader may see. Never so for a role that does not read
        cases, nor of a child who has died, nor of a care leaver: that is what the transition led to, and a pathway plan
        goes on from there.

        A plan answers, however long the interval, when it was written on a day on which it would have been asked for.
        """
        if not user.may(Permission.VIEW_CASES):
            return self.annotate(needs_transition_plan=Value(False, output_field=models.BooleanField()))
        plans = self._notes(user, kind="transition_plan").filter(turns_18_soon_after(TruncDate("note__occurred_at")))
        day = Value(today(), output_field=models.DateField())
        asked = Q(to_on=None, child__died_on=None) & turns_18_soon_after(day)
        return self.annotate(
            needs_transition_plan=models.ExpressionWrapper(
                asked & ~Exists(plans.order_by()) & ~Exists(self._statuses("care_leaver")),
                output_field=models.BooleanField(),
            )
        )

    def turning_adult(self, user: Any) -> Self:
        """Open children of whom a transition plan is asked: see `with_transition`."""
        return self.with_transition(user).filter(needs_transition_plan=True)

    def _statuses(self, status: str, on: datetime.date | None = None) -> Any:
        from cases.models import CaseChildStatus

        return CaseChildStatus.objects.current(on).filter(period=OuterRef("pk"), status=status).order_by()


class CaseChildStatusQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with the child's case period."""
        return self.filter(none_of(hidden_people, user, "period__child"), none_of(hidden_cases, user, "period__case"))

    def current(self, on: datetime.date | None = None) -> Self:
        """Those that hold today. On a day before, also none that began later."""
        found = self.filter(Q(to_on=None) | Q(to_on__gt=on or today()))
        return found.filter(from_on__lte=on) if on else found

    def without_core_group(self) -> Self:
        """Child protection plans since which no core group about the child has been held, and none is booked."""
        from cases.models import AgendaItem

        groups = AgendaItem.objects.standing().filter(
            meeting__kind=MeetingKind.CORE_GROUP,
            meeting__cancelled_on=None,
            meeting__case=OuterRef("period__case"),
            child=OuterRef("period__child"),
            meeting__starts_at__date__gte=OuterRef("from_on"),
        )
        return self.filter(~Exists(groups.order_by()), status="cp")

    def awaiting_conference(self, status: str, kinds: Any) -> Self:
        """Plans of this status that are to be looked at by a conference of these kinds, with none booked; each with
        `reviewed_from`, the day of the latest that was held about the child, or else the day it began."""
        from cases.models import AgendaItem

        items = AgendaItem.objects.standing().filter(
            meeting__kind__in=kinds,
            meeting__cancelled_on=None,
            meeting__case=OuterRef("period__case"),
            child=OuterRef("period__child"),
            meeting__starts_at__date__gte=OuterRef("from_on"),
        )
        held = items.filter(meeting__starts_at__lte=timezone.now()).order_by("-meeting__starts_at")
        day = Subquery(held.values(day=TruncDate("meeting__starts_at"))[:1], output_field=models.DateField())
        booked = items.filter(meeting__starts_at__gt=timezone.now()).order_by()
        return self.filter(~Exists(booked), status=status).annotate(reviewed_from=Coalesce(day, "from_on"))

    def past(self) -> Self:
        return self.filter(to_on__lte=today())
