"""Notes: written once, standing on every record they concern, amended with a reason and never otherwise."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cases.joining import join_families
from cases.models import CaseNote, NoteSubject
from cases.notes import Subject, amend_note, record_note
from cs_casework.access import restrict_record
from cs_casework.accounts.models import Role
from cs_casework.dates import today
from families.models import Family
from tests.factories import (
    CaseChildFactory,
    CaseFactory,
    ContextCaseFactory,
    ContextFactory,
    FamilyFactory,
    PersonFactory,
    UserFactory,
)
from tests.helpers import audited, everything, hours_ago, latest_version, messages_of, race, stand_on, without_audit

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def written(*subjects: Subject, **details: Any) -> dict[str, Any]:
    return {
        "kind": "visit",
        "occurred_at": hours_ago(2),
        "title": "A visit to the park",
        "happened": "We walked along the canal.",
        "subjects": subjects,
    } | details


@pytest.fixture
def made() -> SimpleNamespace:
    return SimpleNamespace(
        ada=PersonFactory(given="Ada", family="Okafor"),
        ben=PersonFactory(given="Ben", family="Reyes"),
        park=ContextFactory(name="Elm Park"),
        family=FamilyFactory(name="Okafor family"),
    )


@pytest.fixture
def note(made: SimpleNamespace, worker: Any) -> CaseNote:
    """A note on a place and two children, with a part of its own for each of the two."""
    return record_note(
        by=worker,
        **written(
            Subject(made.park),
            Subject(made.ada, own_part="Ada said she is tired.", seen="seen_alone"),
            Subject(made.ben, own_part="Ben asked about school.", seen="not_seen"),
        ),
    )


# --- Written once ----------------------------------------------------------------------------------------------------
def test_one_note_stands_on_a_place_and_two_children(note: CaseNote, made: SimpleNamespace, worker: Any) -> None:
    assert CaseNote.objects.get() == note
    assert note.created_by == worker
    assert set(note.subjects.values_list("child", "family", "context", "own_part", "seen")) == {
        (None, None, made.park.pk, "", ""),
        (made.ada.pk, None, None, "Ada said she is tired.", "seen_alone"),
        (made.ben.pk, None, None, "Ben asked about school.", "not_seen"),
    }
    for record in (made.park, made.ada, made.ben):
        assert [row.note for row in record.note_subjects.all()] == [note]
    [event] = audited("note.recorded")
    assert (event.actor_id, event.record_id) == (worker.pk, note.pk)
    assert set(event.shown) == {made.ada.pk, made.ben.pk}
    assert {latest_version(row).history_user for row in [note, *note.subjects.all()]} == {worker}


def test_note_on_a_family_and_on_a_context_without_a_case_works(made: SimpleNamespace, worker: Any) -> None:
    note = record_note(by=worker, **written(Subject(made.family), Subject(made.park)))
    assert [row.case for row in note.subjects.all()] == [None, None]


def test_when_it_happened_is_kept_apart_from_when_it_was_recorded(made: SimpleNamespace, worker: Any) -> None:
    happened = hours_ago(50)
    before = timezone.now()
    note = record_note(by=worker, **written(Subject(made.ada), occurred_at=happened))
    assert note.occurred_at == happened
    assert before <= note.created_at <= timezone.now()


@pytest.mark.parametrize("part", ["happened", "said", "analysis"])
def test_note_says_something_in_one_of_its_parts(part: str, made: SimpleNamespace, worker: Any) -> None:
    empty = written(Subject(made.ada), happened="")
    with pytest.raises(ValidationError) as refusal:
        record_note(by=worker, **empty)
    assert messages_of(refusal) == {"__all__": ["Write what happened, what was said, or your analysis."]}
    assert record_note(by=worker, **(empty | {part: "It is warm there."})).pk


# --- The case it was written in --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("opened", "closed", "is_noted"),
    [
        (-9, None, True),  # open, and still
        (-9, -1, True),  # open then, closed since
        (-9, -5, True),  # closed on that very day
        (-5, None, True),  # opened on that very day
        (-9, -6, False),  # closed the day before
        (-4, None, False),  # opened the day after
    ],
)
@pytest.mark.parametrize("on", ["child", "family", "context"])
def test_case_open_on_that_day_is_noted_on_the_row(
    on: str, opened: int, closed: int | None, is_noted: bool, worker: Any
) -> None:
    details: dict[str, Any] = {"opened_on": today() + opened * DAY}
    if closed is not None:
        details |= {"status": "closed", "closed_on": today() + closed * DAY}
    case = ContextCaseFactory(**details) if on == "context" else CaseFactory(**details)
    period = CaseChildFactory(case=case, from_on=case.opened_on) if on == "child" else None
    subject = period.child if period else case.subject
    happened = timezone.make_aware(datetime.datetime.combine(today() - 5 * DAY, datetime.time(12)))
    note = record_note(by=worker, **written(Subject(subject), occurred_at=happened))
    assert note.subjects.get().case == (case if is_noted else None)


@pytest.mark.parametrize("status", ["proposed", "declined"])
def test_case_that_was_never_open_is_not_noted(status: str, worker: Any) -> None:
    case = CaseFactory(status=status, opened_on=None)
    assert record_note(by=worker, **written(Subject(case.family))).subjects.get().case is None


def test_case_is_noted_for_a_child_only_while_the_child_was_open_in_it(worker: Any) -> None:
    case = CaseFactory(opened_on=today() - 9 * DAY)
    over = CaseChildFactory(case=case, from_on=case.opened_on, to_on=today() - 6 * DAY, closure_reason="RC7")
    not_yet = CaseChildFactory(case=case, from_on=today() - 4 * DAY)
    then = CaseChildFactory(case=case, from_on=today() - 9 * DAY)
    happened = timezone.make_aware(datetime.datetime.combine(today() - 5 * DAY, datetime.time(12)))
    subjects = [Subject(period.child) for period in (over, not_yet, then)]
    note = record_note(by=worker, **written(*subjects, occurred_at=happened))
    assert dict(note.subjects.values_list("child", "case")) == {
        over.child.pk: None,
        not_yet.child.pk: None,
        then.child.pk: case.pk,
    }


def test_case_the_writer_may_not_see_is_not_noted(worker: Any, manager: Any) -> None:
    """Else her own note would vanish as she records it, and tell her that there is such a case."""
    period = CaseChildFactory(from_on=today() - DAY, case__opened_on=today() - DAY)
    restrict_record(period.case, by=manager, reason="A relative works here")
    row = record_note(by=worker, **written(Subject(period.child))).subjects.get()
    assert row.case is None
    assert list(NoteSubject.objects.readable_by(worker)) == [row]
    by_manager = record_note(by=manager, **written(Subject(period.child))).subjects.get()
    assert by_manager.case == period.case
    assert list(NoteSubject.objects.readable_by(worker)) == [row]


# --- What is refused -------------------------------------------------------------------------------------------------
def test_note_is_not_of_the_future(made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        record_note(by=worker, **written(Subject(made.ada), occurred_at=timezone.now() + datetime.timedelta(minutes=1)))
    assert messages_of(refusal) == {"occurred_at": ["A note cannot be of the future."]}


def test_note_is_about_somebody_or_something(worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        record_note(by=worker, **written())
    assert messages_of(refusal) == {"subjects": ["Choose at least one child, family or context this note is about."]}


def test_note_stands_on_a_record_once_and_only_a_child_is_seen(made: SimpleNamespace, worker: Any) -> None:
    for subjects, message in (
        ([Subject(made.ada), Subject(made.ada)], "The note is about this record already."),
        ([Subject(made.park, seen="seen")], "Only a child is seen or not seen."),
        ([Subject(made.family, seen="not_seen")], "Only a child is seen or not seen."),
    ):
        with pytest.raises(ValidationError) as refusal:
            record_note(by=worker, **written(*subjects))
        assert messages_of(refusal) == {"__all__": [message]}
    assert not CaseNote.objects.exists()


@pytest.mark.parametrize("role", ["support", "records", "administrator"])
def test_note_is_written_by_who_works_with_families(
    role: str, made: SimpleNamespace, note: CaseNote, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(role)
    before = everything()
    with pytest.raises(PermissionDenied):
        record_note(by=user, **written(Subject(made.ada)))
    with pytest.raises(PermissionDenied):
        amend_note(note, by=user, reason="A slip", title="Other")
    assert everything() == before


def test_who_may_read_notes_and_not_write_them_amends_none(note: CaseNote, made: SimpleNamespace) -> None:
    """A council cuts its roles as it likes: to see is not to write."""
    role = Role.objects.create(
        code="reader",
        name="Reader",
        permissions=["people.view", "contexts.list", "contexts.view", "cases.view", "cases.list"],
    )
    reader = UserFactory(role=role)
    assert list(CaseNote.objects.visible_to(reader)) == [note]
    for change in (
        lambda: amend_note(note, by=reader, reason="A slip", title="Other"),
        lambda: record_note(by=reader, **written(Subject(made.ada))),
    ):
        with pytest.raises(PermissionDenied):
            change()


@pytest.mark.parametrize("kind", ["management_oversight", "supervision"])
def test_oversight_is_recorded_by_a_manager(kind: str, made: SimpleNamespace, worker: Any, manager: Any) -> None:
    with pytest.raises(PermissionDenied):
        record_note(by=worker, **written(Subject(made.ada), kind=kind))
    assert not CaseNote.objects.exists()
    note = record_note(by=manager, **written(Subject(made.ada), kind=kind))
    with pytest.raises(PermissionDenied):
        amend_note(note, by=worker, reason="A slip", title="Other")
    for other in ("meeting", kind):
        with pytest.raises(PermissionDenied):
            amend_note(note, by=worker, reason="A slip", kind=other)
    plain = record_note(by=worker, **written(Subject(made.ada)))
    with pytest.raises(PermissionDenied):
        amend_note(plain, by=worker, reason="A slip", kind=kind)
    assert amend_note(note, by=manager, reason="A slip", title="Other").title == "Other"


@pytest.mark.parametrize("hidden", ["ada", "park", "family"])
def test_note_is_not_written_on_what_one_may_not_see(
    hidden: str, made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    restrict_record(getattr(made, hidden), by=manager, reason="A relative works here")
    subjects = [Subject(made.ben), Subject(getattr(made, hidden))]
    with pytest.raises(PermissionDenied):
        record_note(by=worker, **written(*subjects))
    assert not CaseNote.objects.exists()
    assert record_note(by=manager, **written(*subjects)).subjects.count() == 2


def test_note_is_not_written_on_a_family_joined_into_another(made: SimpleNamespace, worker: Any) -> None:
    joined = FamilyFactory(name="Old family", joined_into=made.family, joined_on=today())
    with pytest.raises(ValidationError) as refusal:
        record_note(by=worker, **written(Subject(joined)))
    assert messages_of(refusal) == {"subjects": ["Old family was joined into another family. Write it there."]}


@pytest.mark.parametrize(
    ("born", "expected", "seen", "is_refused"),
    [
        ("today", None, "seen", True),
        ("today", None, "seen_alone", True),
        ("today", None, "not_seen", False),
        ("today", None, "", False),
        ("yesterday", None, "seen", False),
        (None, "today", "seen", True),
        (None, "today", "not_seen", False),
        (None, None, "seen", False),
    ],
)
def test_child_is_not_seen_before_birth(
    born: str | None, expected: str | None, seen: str, is_refused: bool, worker: Any
) -> None:
    day = {"today": today(), "yesterday": today() - DAY, None: None}
    child = PersonFactory(given="Ada", family="Okafor", birth_on=day[born], expected_on=day[expected])
    yesterday = timezone.make_aware(datetime.datetime.combine(today() - DAY, datetime.time(12)))
    asked = written(Subject(child, seen=seen), occurred_at=yesterday)
    if is_refused:
        with pytest.raises(ValidationError) as refusal:
            record_note(by=worker, **asked)
        assert messages_of(refusal) == {"occurred_at": ["Ada Okafor was not born yet and cannot have been seen."]}
        assert not CaseNote.objects.exists()
    else:
        assert record_note(by=worker, **asked).pk


def test_note_that_fails_half_way_leaves_nothing(note: CaseNote, made: SimpleNamespace, worker: Any) -> None:
    before = everything()
    without_audit(lambda: record_note(by=worker, **written(Subject(made.ada), Subject(made.park))))
    without_audit(lambda: amend_note(note, by=worker, reason="A slip", title="Other"))
    assert everything() == before


# --- Amended ---------------------------------------------------------------------------------------------------------
def test_amended_note_keeps_the_version_before_with_who_and_why(
    note: CaseNote, made: SimpleNamespace, colleague: Any, worker: Any
) -> None:
    rows = {row.child: row for row in note.subjects.all()}
    amend_note(
        note,
        by=colleague,
        reason="The date was wrong",
        title="A visit to Elm Park",
        own_parts={rows[made.ada].pk: "Ada said she is very tired."},
    )
    note.refresh_from_db()
    assert note.title == "A visit to Elm Park"
    versions = note.history.order_by("history_date", "history_id")
    assert [(version.title, version.history_user, version.history_change_reason) for version in versions] == [
        ("A visit to the park", worker, None),
        ("A visit to Elm Park", colleague, "The date was wrong"),
    ]
    rows[made.ada].refresh_from_db()
    assert rows[made.ada].own_part == "Ada said she is very tired."
    assert latest_version(rows[made.ada]).history_change_reason == "The date was wrong"
    assert rows[made.ben].history.count() == 1
    [event] = audited("note.amended")
    assert (event.actor_id, event.record_id, event.reason) == (colleague.pk, note.pk, "The date was wrong")


@pytest.mark.parametrize("reason", ["", "   "])
def test_note_is_never_amended_without_a_reason(reason: str, note: CaseNote, worker: Any) -> None:
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        amend_note(note, by=worker, reason=reason, title="Other")
    assert messages_of(refusal) == {"reason": ["Say why the note is amended."]}
    assert everything() == before


def test_amended_note_is_held_to_the_same_rules(note: CaseNote, made: SimpleNamespace, worker: Any) -> None:
    future = timezone.now() + datetime.timedelta(minutes=1)
    for changes, expected in (
        ({"occurred_at": future}, {"occurred_at": ["A note cannot be of the future."]}),
        ({"happened": ""}, {"__all__": ["Write what happened, what was said, or your analysis."]}),
        ({"title": ""}, {"title": ["This field cannot be blank."]}),
        (
            {"occurred_at": timezone.make_aware(datetime.datetime(1990, 1, 1))},
            {"occurred_at": ["Ada Okafor was not born yet and cannot have been seen."]},
        ),
    ):
        before = everything()
        with pytest.raises(ValidationError) as refusal:
            amend_note(note, by=worker, reason="A slip", **changes)
        assert messages_of(refusal) == expected
        assert everything() == before


def test_note_moved_to_another_day_is_noted_in_the_case_of_that_day(made: SimpleNamespace, worker: Any) -> None:
    case = CaseFactory(family=made.family, opened_on=today() - 2 * DAY)
    note = record_note(by=worker, **written(Subject(made.family, own_part="For them")))
    assert note.subjects.get().case == case
    amend_note(note, by=worker, reason="It was last week", occurred_at=note.occurred_at - 7 * DAY)
    row = note.subjects.get()
    assert (row.case, row.own_part) == (None, "For them")


def test_note_is_not_amended_by_who_may_not_see_all_it_is_about(
    note: CaseNote, made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    restrict_record(made.ben, by=manager, reason="A relative works here")
    before = everything()
    with pytest.raises(PermissionDenied):
        amend_note(note, by=worker, reason="A slip", title="Other")
    assert everything() == before
    assert amend_note(note, by=manager, reason="A slip", title="Other").title == "Other"


def test_own_part_of_another_note_is_left_alone(note: CaseNote, made: SimpleNamespace, worker: Any) -> None:
    other = record_note(by=worker, **written(Subject(made.ada, own_part="Elsewhere"))).subjects.get()
    amend_note(note, by=worker, reason="A slip", own_parts={other.pk: "Changed"})
    other.refresh_from_db()
    assert other.own_part == "Elsewhere"


def test_note_is_kept_across_midnight_in_the_services_own_time(
    made: SimpleNamespace, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half past midnight in British summer is the day before in universal time; the case opened that day holds it."""
    day = datetime.date(2026, 7, 2)
    case = CaseFactory(family=made.family, opened_on=day)
    half_past = datetime.datetime(2026, 7, 1, 23, 30, tzinfo=datetime.UTC)
    stand_on(monkeypatch, day)
    note = record_note(by=worker, **written(Subject(made.family), occurred_at=half_past))
    assert note.subjects.get().case == case


def test_manager_of_another_team_writes_a_note_too(made: SimpleNamespace) -> None:
    """Anyone who may see a case may add a note to it."""
    assert record_note(by=UserFactory(code="manager"), **written(Subject(made.ada))).pk


# --- Two at once -----------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_parts_amended_by_two_people_are_both_kept(self, note: CaseNote, worker: Any, colleague: Any) -> None:
        race(
            lambda: amend_note(note, by=worker, reason="A slip", title="Other"),
            lambda: amend_note(note, by=colleague, reason="Left out", said="She laughed."),
            hold=lambda: CaseNote.objects.select_for_update().get(pk=note.pk),
        )
        note.refresh_from_db()
        assert (note.title, note.said) == ("Other", "She laughed.")
        assert note.history.count() == 3

    def test_note_written_while_its_family_is_joined_stands_on_the_kept_one(
        self, made: SimpleNamespace, worker: Any, manager: Any
    ) -> None:
        """Or it is refused; never is it left on a record that nobody opens any more."""
        kept = FamilyFactory()
        results = race(
            lambda: record_note(by=worker, **written(Subject(made.family))),
            lambda: join_families(kept, joined=made.family, by=manager, reason="One family"),
            hold=lambda: Family.objects.select_for_update().get(pk=made.family.pk),
        )
        assert not made.family.note_subjects.exists()
        assert kept.note_subjects.count() == (1 if isinstance(results[0], CaseNote) else 0)
