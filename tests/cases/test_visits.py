"""When a child was last seen, when the next visit is due, who turns 18, and which cases wait for a manager's look."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import Allocation, Case, CaseChild, CaseChildStatus
from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import birthday, months_after, today
from cs_casework.reference.models import Interval
from families.models import Person
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseFactory,
    CaseNoteFactory,
    ContextCaseFactory,
    CoverFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    NoteSubjectFactory,
    PersonFactory,
    TeamFactory,
)
from tests.helpers import stand_on

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
LONDON = ZoneInfo("Europe/London")
SOME_DAY = datetime.date(2026, 3, 27)  # two days before the clocks go forward


def noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def note_on(
    record: Any,
    when: datetime.date | datetime.datetime,
    *,
    kind: str = "visit",
    seen: str = "",
    case: Any = None,
    note: Any = None,
) -> Any:
    """A note of that day or moment on a child, or on the family of a case; the row by which it stands there."""
    moment = when if isinstance(when, datetime.datetime) else noon(when)
    note = note or CaseNoteFactory(kind=kind, occurred_at=moment, created_at=max(moment, timezone.now()))
    subject = {"child": record} if isinstance(record, Person) else {"child": None, "family": record}
    return NoteSubjectFactory(note=note, case=case, seen=seen, **subject)


def give(period: Any, *statuses: str, from_on: datetime.date | None = None, **facts: Any) -> None:
    for status in statuses:
        category = "NEG" if status == "cp" else ""
        given = {"status": status, "category": category, "from_on": from_on or period.from_on}
        CaseChildStatus.objects.create(period=period, **(given | facts))


def opened(days_ago: int = 100, **facts: Any) -> Any:
    return CaseChildFactory(from_on=today() - days_ago * DAY, **facts)


def read(period: Any, user: Any) -> Any:
    return CaseChild.objects.visible_to(user).with_last_seen(user).get(pk=period.pk)


# --- Last seen -------------------------------------------------------------------------------------------------------
def test_last_seen_is_the_latest_visit_on_which_this_child_was_seen(worker: Any) -> None:
    period = opened()
    child = period.child
    note_on(child, today() - 30 * DAY, seen="seen_alone")
    note_on(child, today() - 20 * DAY, seen="seen")
    note_on(child, today() - 10 * DAY, seen="not_seen")
    note_on(child, today() - 9 * DAY)
    note_on(child, today() - 8 * DAY, seen="seen", kind="meeting")
    note_on(PersonFactory(), today() - 7 * DAY, seen="seen_alone")
    found = read(period, worker)
    assert (found.last_seen_on, found.last_seen_alone_on) == (today() - 20 * DAY, today() - 30 * DAY)


def test_visits_before_the_period_began_or_after_it_ended_do_not_count(worker: Any) -> None:
    child = PersonFactory()
    earlier = CaseChildFactory(
        child=child, from_on=today() - 300 * DAY, to_on=today() - 200 * DAY, closure_reason="RC7"
    )
    now = opened(50, child=child)
    for days, seen in ((301, "seen"), (250, "seen_alone"), (200, "seen"), (199, "seen"), (51, "seen_alone")):
        note_on(child, today() - days * DAY, seen=seen)
    assert read(earlier, worker).last_seen_on == today() - 200 * DAY
    assert read(earlier, worker).last_seen_alone_on == today() - 250 * DAY
    assert (read(now, worker).last_seen_on, read(now, worker).last_seen_alone_on) == (None, None)
    note_on(child, now.from_on, seen="seen")
    assert read(now, worker).last_seen_on == now.from_on


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        # In summer England is an hour ahead: half past midnight there is still the day before elsewhere.
        (datetime.datetime(2026, 7, 1, 0, 30, tzinfo=LONDON), datetime.date(2026, 7, 1)),
        (datetime.datetime(2026, 6, 30, 23, 30, tzinfo=datetime.UTC), datetime.date(2026, 7, 1)),
        (datetime.datetime(2026, 1, 1, 0, 30, tzinfo=LONDON), datetime.date(2026, 1, 1)),
        # The night the clocks go forward, and the one they go back.
        (datetime.datetime(2026, 3, 28, 23, 59, tzinfo=LONDON), datetime.date(2026, 3, 28)),
        (datetime.datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON), datetime.date(2026, 10, 25)),
    ],
)
def test_the_day_of_a_visit_is_the_day_in_england(
    moment: datetime.datetime, day: datetime.date, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_on(monkeypatch, datetime.date(2026, 11, 1))
    period = CaseChildFactory(from_on=datetime.date(2026, 1, 1))
    note_on(period.child, moment, seen="seen")
    assert read(period, worker).last_seen_on == day


def test_a_role_that_does_not_read_cases_is_told_nothing_of_visits(support: Any, records: Any) -> None:
    period = opened()
    note_on(period.child, today(), seen="seen")
    for user in (support, records):
        found = read(period, user)
        assert (found.last_seen_on, found.last_seen_alone_on, found.visit_due_on) == (None, None, None)
        assert not CaseChild.objects.visible_to(user).visit_overdue(user).exists()


def test_a_visit_counts_though_a_hidden_sibling_hides_what_the_note_tells(worker: Any, manager: Any) -> None:
    period = opened()
    row = note_on(period.child, today() - 3 * DAY, seen="seen", case=period.case)
    sibling = PersonFactory()
    note_on(sibling, today() - 3 * DAY, seen="seen_alone", note=row.note)
    restrict_record(sibling, by=manager, reason="Kin of a colleague")
    found = read(period, worker)
    assert (found.last_seen_on, found.last_seen_alone_on) == (today() - 3 * DAY, None)


def test_a_visit_written_in_a_hidden_case_counts_for_those_who_see_that_case(worker: Any, manager: Any) -> None:
    period = opened()
    other = CaseFactory()
    note_on(period.child, today() - 40 * DAY, seen="seen", case=period.case)
    note_on(period.child, today() - 3 * DAY, seen="seen_alone", case=other)
    restrict_record(other, by=manager, reason="Kin of a colleague")
    found = read(period, worker)
    assert (found.last_seen_on, found.last_seen_alone_on) == (today() - 40 * DAY, None)
    assert read(period, manager).last_seen_alone_on == today() - 3 * DAY
    grant_access(other, to=worker, by=manager, reason="Works with them", ends_on=today() + 9 * DAY)
    assert read(period, worker).last_seen_alone_on == today() - 3 * DAY


# --- The next visit --------------------------------------------------------------------------------------------------
STARTING = {
    (): 28,
    ("early_help",): 42,
    ("assessment",): 14,
    ("cin",): 28,
    ("cp",): 14,
    ("roth",): 14,
    ("lac",): 42,
    ("care_leaver",): 56,
    ("cin", "lac"): 28,
    ("lac", "care_leaver"): 42,
    ("cp", "lac"): 14,
    ("early_help", "cin", "care_leaver"): 28,
}


@pytest.mark.parametrize("was_seen", [True, False])
@pytest.mark.parametrize(("statuses", "days"), STARTING.items())
def test_next_visit_is_the_shortest_interval_of_the_current_statuses_on(
    statuses: tuple[str, ...], days: int, was_seen: bool, worker: Any
) -> None:
    period = opened(10)
    give(period, *statuses)
    begun = period.from_on
    if was_seen:
        begun = today() - 4 * DAY
        note_on(period.child, begun, seen="seen")
    assert read(period, worker).visit_due_on == begun + days * DAY


def test_a_status_that_ended_does_not_shorten_the_interval(worker: Any) -> None:
    period = opened(10)
    give(period, "cin")
    give(period, "cp", to_on=today())
    assert read(period, worker).visit_due_on == period.from_on + 28 * DAY


@pytest.mark.parametrize(
    ("seen_on", "lengths", "due_on"),
    [
        # A month from then on, or the last day of a shorter month.
        ("2026-01-31", {"cin": (1, "months")}, "2026-02-28"),
        ("2024-01-31", {"cin": (1, "months")}, "2024-02-29"),
        ("2026-02-15", {"cin": (2, "months")}, "2026-04-15"),
        # Thirty days or a month: which is sooner depends on the month.
        ("2026-02-01", {"cin": (30, "days"), "lac": (1, "months")}, "2026-03-01"),
        ("2026-03-01", {"cin": (30, "days"), "lac": (1, "months")}, "2026-03-31"),
        # Over the night the clocks go forward a day is a day.
        ("2026-03-28", {"cin": (1, "days")}, "2026-03-29"),
        ("2026-03-28", {"cin": (2, "days")}, "2026-03-30"),
    ],
)
def test_intervals_are_local_days_or_months(
    seen_on: str, lengths: dict[str, tuple[int, str]], due_on: str, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = datetime.date.fromisoformat(seen_on)
    stand_on(monkeypatch, day + DAY)
    period = opened(20)
    give(period, *lengths)
    for status, (length, unit) in lengths.items():
        Interval.objects.filter(code=f"visit_{status}").update(length=length, unit=unit)
    note_on(period.child, day, seen="seen")
    assert read(period, worker).visit_due_on == datetime.date.fromisoformat(due_on)


@pytest.mark.parametrize(("days_ago", "is_overdue"), [(27, False), (28, False), (29, True)])
def test_overdue_is_the_day_after_it_was_due(days_ago: int, is_overdue: bool, worker: Any) -> None:
    period = opened()
    give(period, "cin")
    note_on(period.child, today() - days_ago * DAY, seen="seen")
    assert CaseChild.objects.visible_to(worker).visit_overdue(worker).exists() == is_overdue


def test_nothing_is_due_of_who_is_closed_has_died_or_is_not_born(worker: Any) -> None:
    opened(to_on=today(), closure_reason="RC7")
    opened(child__died_on=today())
    opened(child__birth_on=None, child__expected_on=today() + 30 * DAY)
    unknown = opened(child__birth_on=None)
    assert list(CaseChild.objects.visible_to(worker).visit_overdue(worker)) == [unknown]


def test_a_baby_born_since_is_visited_from_birth_on(worker: Any) -> None:
    period = opened(child__birth_on=today() - 5 * DAY)
    give(period, "cp")
    assert read(period, worker).visit_due_on == today() + 9 * DAY


# --- Who holds them --------------------------------------------------------------------------------------------------
def test_held_by_the_worker_of_the_case_or_of_the_child(worker: Any, colleague: Any) -> None:
    whole, sibling = CaseChildFactory(), None
    sibling = CaseChildFactory(case=whole.case)
    own, beside = CaseChildFactory(), None
    beside = CaseChildFactory(case=own.case)
    AllocationFactory(case=whole.case, worker=worker)
    AllocationFactory(case=own.case, child=own.child, worker=worker, role="co_worker")
    AllocationFactory(case=CaseChildFactory().case, worker=worker, to_on=today())
    closed = CaseChildFactory(to_on=today(), closure_reason="RC7")
    AllocationFactory(case=closed.case, worker=worker)
    assert set(CaseChild.objects.held_by(worker)) == {whole, sibling, own}
    assert beside not in CaseChild.objects.held_by(worker)
    CoverFactory(absent=worker, covering=colleague)
    assert set(CaseChild.objects.held_by(colleague)) == {whole, sibling, own}
    assert not CaseChild.objects.held_by(colleague, or_covered=False).exists()


def test_of_teams_is_the_team_that_holds_the_case() -> None:
    period = CaseChildFactory()
    CaseChildFactory()
    assert list(CaseChild.objects.of_teams([period.case.team])) == [period]


def test_unallocated_child_has_no_lead_of_the_case_nor_of_their_own(worker: Any) -> None:
    led = CaseChildFactory()
    AllocationFactory(case=led.case)
    own = CaseChildFactory()
    beside = CaseChildFactory(case=own.case)
    AllocationFactory(case=own.case, child=own.child)
    co_worker = CaseChildFactory()
    AllocationFactory(case=co_worker.case, role="co_worker")
    left = CaseChildFactory()
    AllocationFactory(case=left.case, to_on=today())
    CaseChildFactory(to_on=today(), closure_reason="RC7")
    assert set(CaseChild.objects.visible_to(worker).unallocated(worker)) == {beside, co_worker, left}
    assert Allocation.objects.count() == 4


# --- Turning 18 ------------------------------------------------------------------------------------------------------
BIRTHS = [
    ("2008-03-27", "2026-03-27"),
    ("2008-02-29", "2026-03-01"),
    ("2010-03-01", "2028-03-01"),
    ("2008-12-31", "2026-12-31"),
]


@pytest.mark.parametrize(("born", "eighteen"), BIRTHS)
def test_adult_from_the_18th_birthday_on(
    born: str, eighteen: str, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    birth, day = datetime.date.fromisoformat(born), datetime.date.fromisoformat(eighteen)
    stand_on(monkeypatch, day - DAY)
    period = CaseChildFactory(child__birth_on=birth)
    child = Person.objects.get(pk=period.child_id)
    assert child.adult_on == birthday(birth, 18) == day
    for now, is_adult in ((day - DAY, False), (day, True)):
        stand_on(monkeypatch, now)
        assert child.is_adult == is_adult
        assert CaseChild.objects.now_adult().exists() == is_adult
        assert CaseChild.objects.counted_as_children().exists() != is_adult
        assert Person.objects.visible_to(worker).counted_as_children(worker).exists() != is_adult


def test_children_are_counted_with_unknown_birth_unborn_and_care_leavers(worker: Any, manager: Any) -> None:
    grown = months_after(today(), -19 * 12)
    adult, leaver = (CaseChildFactory(child__birth_on=grown) for _ in range(2))
    former = CaseChildFactory(child__birth_on=grown)
    give(leaver, "care_leaver")
    give(former, "care_leaver", to_on=today())
    give(adult, "cin")
    unknown = CaseChildFactory(child__birth_on=None)
    unborn = CaseChildFactory(child__birth_on=None, child__expected_on=today() + 30 * DAY)
    died_young = CaseChildFactory(child__birth_on=grown, child__died_on=months_after(grown, 12))
    died_grown = CaseChildFactory(child__birth_on=grown, child__died_on=months_after(grown, 12 * 18))
    counted = {leaver, unknown, unborn, died_young}
    assert set(CaseChild.objects.counted_as_children()) == counted
    assert set(CaseChild.objects.now_adult()) == {adult, leaver, former, died_grown}
    people = Person.objects.visible_to(worker)
    assert set(people.counted_as_children(worker)) == {period.child for period in counted}
    # That somebody is a care leaver is said in the case: hidden with it.
    restrict_record(leaver.case, by=manager, reason="Kin of a colleague")
    assert set(people.counted_as_children(worker)) == {period.child for period in counted - {leaver}}
    assert leaver.child in Person.objects.visible_to(manager).counted_as_children(manager)


@pytest.mark.parametrize(("born", "eighteen"), BIRTHS)
def test_a_transition_plan_is_asked_for_from_six_months_before(
    born: str, eighteen: str, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    birth, day = datetime.date.fromisoformat(born), datetime.date.fromisoformat(eighteen)
    stand_on(monkeypatch, day)
    CaseChildFactory(child__birth_on=birth, from_on=birth)
    # The first day on which the birthday is six months away, or less.
    first = next(day - n * DAY for n in range(190, 0, -1) if months_after(day - n * DAY, 6) >= day)
    for now, is_asked in ((first - DAY, False), (first, True), (day, True), (day + 400 * DAY, True)):
        stand_on(monkeypatch, now)
        assert CaseChild.objects.visible_to(worker).turning_adult(worker).exists() == is_asked


@pytest.mark.parametrize(
    ("born", "months", "written", "answers"),
    [
        ("2008-06-10", 6, "2025-12-10", True),
        ("2008-06-10", 6, "2025-12-09", False),
        ("2008-06-10", 12, "2025-06-10", True),
        ("2008-06-10", 12, "2025-06-09", False),
        # Asked for before the 17th birthday, and written then.
        ("2008-06-10", 24, "2024-06-10", True),
        ("2008-06-10", 24, "2024-06-09", False),
        ("2008-02-29", 12, "2025-02-28", False),
        ("2008-02-29", 12, "2025-03-01", True),
        ("2008-06-10", 6, "2026-03-27", True),
    ],
)
def test_a_plan_written_since_it_was_asked_for_answers(
    born: str, months: int, written: str, answers: bool, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_on(monkeypatch, SOME_DAY)
    Interval.objects.filter(code="transition").update(length=months, unit="months")
    period = CaseChildFactory(child__birth_on=datetime.date.fromisoformat(born))
    note_on(period.child, datetime.date.fromisoformat(written), kind="meeting")
    assert CaseChild.objects.turning_adult(worker).exists()
    note_on(period.child, datetime.date.fromisoformat(written), kind="transition_plan")
    assert CaseChild.objects.turning_adult(worker).exists() != answers


def test_no_plan_is_asked_of_who_is_closed_dead_unknown_or_a_care_leaver_or_reads_no_case(
    worker: Any, support: Any
) -> None:
    soon = months_after(today(), -12 * 18 + 3)
    CaseChildFactory(child__birth_on=soon, to_on=today(), closure_reason="RC7")
    CaseChildFactory(child__birth_on=soon, child__died_on=today())
    CaseChildFactory(child__birth_on=None)
    leaver = CaseChildFactory(child__birth_on=months_after(today(), -12 * 19))
    leaver.statuses.create(status="care_leaver", from_on=today())
    asked = CaseChildFactory(child__birth_on=soon)
    assert list(CaseChild.objects.visible_to(worker).turning_adult(worker)) == [asked]
    assert not CaseChild.objects.visible_to(support).turning_adult(support).exists()


def test_a_plan_written_in_a_hidden_case_answers_for_those_who_see_it(worker: Any, manager: Any) -> None:
    period = CaseChildFactory(child__birth_on=months_after(today(), -12 * 18 + 3))
    other = CaseFactory()
    note_on(period.child, today() - DAY, kind="transition_plan", case=other)
    restrict_record(other, by=manager, reason="Kin of a colleague")
    assert CaseChild.objects.visible_to(worker).turning_adult(worker).exists()
    assert not CaseChild.objects.visible_to(manager).turning_adult(manager).exists()


# --- Oversight -------------------------------------------------------------------------------------------------------
def overseen(case: Any, user: Any) -> Any:
    return Case.objects.visible_to(user).with_last_oversight(user).get(pk=case.pk)


@pytest.mark.parametrize("kind", ["management_oversight", "supervision"])
def test_last_oversight_is_the_latest_of_a_managers_notes_in_the_case(kind: str, worker: Any) -> None:
    case = CaseFactory(opened_on=today() - 90 * DAY)
    child = PersonFactory()
    note_on(case.family, today() - 30 * DAY, kind=kind, case=case)
    note_on(child, today() - 20 * DAY, kind=kind, case=case)
    note_on(case.family, today() - 10 * DAY, kind="meeting", case=case)
    note_on(child, today() - 5 * DAY, kind=kind)
    note_on(child, today() - 4 * DAY, kind=kind, case=CaseFactory())
    found = overseen(case, worker)
    assert (found.last_oversight_on, found.oversight_due_on) == (today() - 20 * DAY, today() + 8 * DAY)


@pytest.mark.parametrize(("days_ago", "is_overdue"), [(28, False), (29, True)])
def test_oversight_is_overdue_the_day_after_the_interval(days_ago: int, is_overdue: bool, worker: Any) -> None:
    """From the last oversight; without one from the day the case was opened, or reopened."""
    day = today() - days_ago * DAY
    long_ago = today() - 300 * DAY
    CaseFactory(opened_on=day)
    ContextCaseFactory(opened_on=day)
    CaseFactory(opened_on=long_ago, reopened_on=day, reopened_why="It began again")
    looked_at = CaseFactory(opened_on=long_ago)
    note_on(looked_at.family, day, kind="supervision", case=looked_at)
    CaseFactory(status="closed", opened_on=long_ago, closed_on=today(), closure_reason="RC7")
    CaseFactory(status="proposed", opened_on=None)
    assert Case.objects.visible_to(worker).oversight_overdue(worker).count() == 4 * is_overdue


def test_oversight_of_a_hidden_child_alone_tells_nothing(worker: Any, manager: Any) -> None:
    period = CaseChildFactory()
    note_on(period.child, today(), kind="supervision", case=period.case)
    restrict_record(period.child, by=manager, reason="Kin of a colleague")
    assert overseen(period.case, worker).last_oversight_on is None
    assert overseen(period.case, manager).last_oversight_on == today()
    family = FamilyFactory()
    member = PersonFactory()
    FamilyMembershipFactory(person=member, family=family)
    case = CaseFactory()
    note_on(member, today(), kind="supervision", case=case)
    restrict_record(family, by=manager, reason="Kin of a colleague")
    assert overseen(case, worker).last_oversight_on is None


def test_a_role_that_does_not_read_cases_is_told_nothing_of_oversight(support: Any) -> None:
    case = CaseFactory(opened_on=today() - 90 * DAY)
    note_on(case.family, today() - 60 * DAY, kind="supervision", case=case)
    found = overseen(case, support)
    assert (found.last_oversight_on, found.oversight_due_on) == (None, None)
    assert not Case.objects.visible_to(support).oversight_overdue(support).exists()


# --- What it costs ---------------------------------------------------------------------------------------------------
def test_each_question_is_one_statement_however_many_rows(worker: Any) -> None:
    case = CaseFactory(team=TeamFactory())
    asked = [
        lambda: CaseChild.objects.visible_to(worker).with_last_seen(worker).with_transition(worker),
        lambda: CaseChild.objects.visible_to(worker).visit_overdue(worker),
        lambda: CaseChild.objects.visible_to(worker).turning_adult(worker),
        lambda: CaseChild.objects.visible_to(worker).counted_as_children().held_by(worker),
        lambda: CaseChild.objects.visible_to(worker).unallocated(worker),
        lambda: Case.objects.visible_to(worker).with_last_oversight(worker),
    ]
    for _ in range(5):
        period = opened(case=case)
        give(period, "cin")
        note_on(period.child, today(), seen="seen", case=case)
    for question in asked:
        with CaptureQueriesContext(connection) as statements:
            list(question())
        assert len(statements) == 1
