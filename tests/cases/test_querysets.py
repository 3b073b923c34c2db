"""Which cases, open children and notes are asked for, and who may see them."""

import datetime
from typing import Any

import pytest

from cases.models import Allocation, Case, CaseChild, CaseChildStatus, CaseNote, NoteSubject
from cases.notes import Subject, amend_note, record_note
from cs_casework.access import restrict_record
from cs_casework.dates import today
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseFactory,
    ContextCaseFactory,
    ContextFactory,
    FamilyMembershipFactory,
    NoteSubjectFactory,
    PersonFactory,
    TeamFactory,
    UserFactory,
)
from tests.helpers import hours_ago

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


# --- Cases -----------------------------------------------------------------------------------------------------------
def test_cases_by_status_and_team(manager: Any) -> None:
    proposed = CaseFactory(status="proposed", opened_on=None)
    is_open = CaseFactory()
    CaseFactory(status="closed", closed_on=today())
    assert list(Case.objects.proposed()) == [proposed]
    assert list(Case.objects.open()) == [is_open]
    assert list(Case.objects.of_teams([is_open.team])) == [is_open]


def test_unallocated_case_is_open_and_has_no_lead_of_any_kind(manager: Any) -> None:
    nobody, co_worker_only, lead_left = CaseFactory(), CaseFactory(), CaseFactory()
    AllocationFactory(case=co_worker_only, role="co_worker")
    AllocationFactory(case=lead_left, to_on=today())
    AllocationFactory()
    period = CaseChildFactory()
    AllocationFactory(case=period.case, child=period.child)
    CaseFactory(status="proposed", opened_on=None)
    CaseFactory(status="closed", closed_on=today())
    assert set(Case.objects.unallocated(manager)) == {nobody, co_worker_only, lead_left}


def test_allocated_to_is_today_and_in_any_part(worker: Any) -> None:
    lead = AllocationFactory(worker=worker).case
    covering = AllocationFactory(worker=worker, role="covering").case
    AllocationFactory(worker=worker, to_on=today())
    AllocationFactory()
    assert set(Case.objects.allocated_to(worker)) == {lead, covering}


@pytest.mark.parametrize(("days", "is_current"), [(-1, False), (0, False), (1, True), (None, True)])
def test_what_ends_today_is_current_no_more(days: int | None, is_current: bool) -> None:
    to_on = None if days is None else today() + days * DAY
    AllocationFactory(from_on=today() - 9 * DAY, to_on=to_on)
    CaseChildStatus.objects.create(period=CaseChildFactory(), status="cin", from_on=today() - 9 * DAY, to_on=to_on)
    assert Allocation.objects.current().exists() == is_current
    assert CaseChildStatus.objects.current().exists() == is_current


def test_workers_and_open_children_come_along_as_the_reader_may_see_them(worker: Any, manager: Any) -> None:
    case = CaseFactory()
    seen, hidden = CaseChildFactory(case=case), CaseChildFactory(case=case)
    CaseChildFactory(case=case, to_on=today(), closure_reason="RC7")
    for child in (None, seen.child, hidden.child):
        AllocationFactory(case=case, child=child)
    restrict_record(hidden.child, by=manager, reason="A relative works here")
    for reader, count in ((worker, 1), (manager, 2)):
        cases = Case.objects.visible_to(reader)
        assert len(cases.with_open_children(reader).get().open_children) == count
        assert len(cases.with_workers(reader).get().workers) == count + 1


def test_position_is_the_current_statuses_and_workers(worker: Any) -> None:
    period = CaseChildFactory()
    now = CaseChildStatus.objects.create(period=period, status="cin", from_on=today())
    CaseChildStatus.objects.create(period=period, status="assessment", from_on=today(), to_on=today())
    lead = AllocationFactory(case=period.case)
    AllocationFactory(case=period.case, role="co_worker", to_on=today())
    found = CaseChild.objects.with_position(worker).get()
    assert (found.now, found.case.workers) == ([now], [lead])


# --- Who may see them ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "cases", "notes"),
    [("worker", 2, 1), ("manager", 2, 1), ("records", 2, 0), ("support", 2, 0), ("administrator", 0, 0)],
)
def test_role_sees_that_there_is_a_case_and_what_stands_in_it_or_not(
    role: str, cases: int, notes: int, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(role)
    ContextCaseFactory()
    NoteSubjectFactory(child=CaseChildFactory().child)
    assert Case.objects.visible_to(user).count() == cases
    assert CaseNote.objects.visible_to(user).count() == notes
    assert NoteSubject.objects.visible_to(user).count() == notes


@pytest.mark.parametrize("hidden", ["case", "family", "child"])
def test_restriction_takes_what_hangs_on_it_out_of_sight(hidden: str, worker: Any, manager: Any) -> None:
    member = FamilyMembershipFactory()
    period = CaseChildFactory(case__family=member.family, child=member.person)
    CaseChildStatus.objects.create(period=period, status="cin", from_on=today())
    AllocationFactory(case=period.case, child=period.child)
    NoteSubjectFactory(child=period.child, case=period.case)
    record = {"case": period.case, "family": member.family, "child": member.person}[hidden]
    restrict_record(record, by=manager, reason="A relative works here")
    hanging = (CaseChild, CaseChildStatus, Allocation, CaseNote, NoteSubject)
    assert [model.objects.visible_to(worker).count() for model in hanging] == [0, 0, 0, 0, 0]
    assert [model.objects.visible_to(manager).count() for model in hanging] == [1, 1, 1, 1, 1]
    # A case whose child alone is restricted is seen; that there is such a child is not.
    assert Case.objects.visible_to(worker).exists() == (hidden == "child")


def test_case_on_a_restricted_context_is_out_of_sight(worker: Any, manager: Any) -> None:
    case = ContextCaseFactory()
    restrict_record(case.context, by=manager, reason="An ongoing inquiry")
    assert not Case.objects.visible_to(worker).exists()
    assert Case.objects.visible_to(manager).get() == case


def test_continuation_is_shown_to_who_may_see_it(worker: Any, manager: Any) -> None:
    continuing = CaseFactory()
    CaseFactory(status="closed", closed_on=today(), closed_into=continuing)
    restrict_record(continuing, by=manager, reason="A relative works here")
    closed = Case.objects.filter(status="closed")
    assert not closed.with_continuation(worker).get().shows_continuation
    assert closed.with_continuation(manager).get().shows_continuation


# --- Notes on several records ----------------------------------------------------------------------------------------
def note_on(by: Any, *subjects: Subject, **details: Any) -> CaseNote:
    about = {"kind": "visit", "occurred_at": hours_ago(2), "title": "A visit", "happened": "We talked."}
    return record_note(by=by, subjects=subjects, **(about | details))


def test_shared_part_is_read_by_who_may_see_every_subject_and_an_own_part_by_who_may_see_that_one(
    worker: Any, manager: Any
) -> None:
    seen, hidden, park = PersonFactory(), PersonFactory(), ContextFactory()
    note = note_on(manager, Subject(seen, own_part="For one"), Subject(hidden, own_part="For the other"), Subject(park))
    rows = {row.subject: row for row in note.subjects.all()}
    restrict_record(hidden, by=manager, reason="A relative works here")
    assert list(CaseNote.objects.visible_to(worker)) == []
    assert set(NoteSubject.objects.visible_to(worker)) == {rows[seen], rows[park]}
    # On the park nothing is left to read, so that no empty entry tells of somebody hidden.
    assert list(NoteSubject.objects.readable_by(worker)) == [rows[seen]]
    assert set(NoteSubject.objects.readable_by(manager)) == set(rows.values())


def test_words_are_found_in_what_may_be_read(worker: Any, manager: Any) -> None:
    seen, hidden = PersonFactory(), PersonFactory()
    note = note_on(
        manager,
        Subject(seen, own_part="She paints boats"),
        Subject(hidden, own_part="He mends bicycles"),
        happened="They met by the canals",
    )
    rows = {row.child: row for row in note.subjects.all()}
    restrict_record(hidden, by=manager, reason="A relative works here")

    def found(text: str, reader: Any) -> set[NoteSubject]:
        return set(NoteSubject.objects.readable_by(reader).search(text, reader))

    assert found("paint", worker) == {rows[seen]}
    assert found("canal", worker) == set()
    assert found("bicycle", worker) == set()
    assert found("canal", manager) == set(rows.values())
    assert found("bicycle", manager) == {rows[hidden]}


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("canal", True),
        ("CANALS", True),
        ("walking", True),
        ('"along the canal"', True),
        ('"canal along"', False),
        ("canal -walked", False),
        ("canal -boat", True),
        ("boat or canal", True),
        ("park visit", True),
        ("", False),
        ("' OR 1=1 --", False),
        ("🦊", False),
    ],
)
def test_notes_are_found_by_words_as_people_type_them(text: str, is_found: bool, worker: Any) -> None:
    note = note_on(worker, Subject(PersonFactory()), title="Park visit", happened="We walked along the canal.")
    assert list(CaseNote.objects.search(text)) == ([note] if is_found else [])


def test_versions_are_counted(worker: Any) -> None:
    note = note_on(worker, Subject(PersonFactory()))
    assert not CaseNote.objects.with_versions().get().was_amended
    amend_note(note, by=worker, reason="A slip", title="Other")
    found = CaseNote.objects.with_versions().get()
    assert (found.version_count, found.was_amended) == (2, True)
    assert not note.was_amended


def test_allocation_for_a_hidden_child_is_hidden(worker: Any, manager: Any) -> None:
    period = CaseChildFactory(case__team=TeamFactory())
    shown = AllocationFactory(case=period.case, worker=UserFactory())
    AllocationFactory(case=period.case, child=period.child)
    restrict_record(period.child, by=manager, reason="A relative works here")
    assert list(Allocation.objects.visible_to(worker)) == [shown]
    assert Allocation.objects.visible_to(manager).count() == 2
