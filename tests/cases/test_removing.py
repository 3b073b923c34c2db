"""Recorded in error: what stands on the wrong record comes to the right one, and leaves only that it was removed."""

import datetime
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from cases.joining import join_families
from cases.models import Action, CaseNote, NoteSubject, Removal
from cases.notes import Subject, amend_note, record_note
from cases.people_merging import merge_people
from cases.people_undoing import undo_person_merge
from cases.removing import hanging_on, move_entry, move_link
from cases.undoing import undo_join
from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today
from families.models import Person
from tests.factories import (
    ActionFactory,
    AllocationFactory,
    AssessmentPassageFactory,
    AssessmentSectionFactory,
    CaseChildFactory,
    ContextFactory,
    ContextLinkFactory,
    DocumentSubjectFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PeerGroupFactory,
    PersonFactory,
    WeightingBasisFactory,
)
from tests.helpers import audited, hours_ago, latest_version, messages_of, race, refusals, without_audit
from tests.site.records import grant

pytestmark = pytest.mark.django_db

SECRET = "The heron nests by the quarry"


@pytest.fixture
def made() -> SimpleNamespace:
    """Two children of one name, who are open to the service each in a case of their own, and a park."""
    # Since before today, so that a note of an hour ago is of a day in the case at any hour.
    before = today() - datetime.timedelta(days=7)
    opened = {"child__given": "Nia", "from_on": before, "case__opened_on": before, "case__referred_on": before}
    wrong, right = CaseChildFactory(**opened), CaseChildFactory(**opened)
    return SimpleNamespace(
        wrong=wrong.child,
        right=right.child,
        case=wrong.case,
        right_case=right.case,
        park=ContextFactory(name="Elm Park"),
    )


def write(by: Any, *subjects: Subject, **details: Any) -> CaseNote:
    said: dict[str, Any] = {"kind": "visit", "occurred_at": hours_ago(2), "title": SECRET, "happened": "We walked."}
    return record_note(by=by, subjects=subjects, **said | details)


def row_on(note: CaseNote, record: Any) -> NoteSubject:
    return next(row for row in NoteSubject.objects.filter(note=note).on_a_record() if row.subject == record)


def listed(client: Any, person: Any, text: str = "") -> str:
    return client.get(reverse("cases:person-notes", args=[person.pk]), {"q": text} if text else {}).content.decode()


# --- A note -----------------------------------------------------------------------------------------------------------
def test_a_note_comes_to_the_right_child_and_leaves_only_that_it_was_removed(
    made: SimpleNamespace, worker: Any, colleague: Any, as_user: Any
) -> None:
    note = write(worker, Subject(made.wrong, own_part="She said that she is tired.", seen="seen_alone"))
    row = row_on(note, made.wrong)
    assert row.case == made.case
    removal = move_entry(row, by=colleague, why="Two children of one name", right=made.right)
    (moved,) = note.subjects.all()
    assert (moved.pk, moved.subject, moved.case, moved.seen) == (row.pk, made.right, made.right_case, "seen_alone")
    assert moved.own_part == "She said that she is tired."
    assert (removal.record, removal.created_by, removal.own_part) == (made.wrong, colleague, moved.own_part)
    page = listed(as_user(worker), made.wrong)
    assert f"An entry was removed, by {colleague}, on" in page
    assert not [word for word in (SECRET, "We walked", "tired", "Visit", "Two children") if word in page]
    assert "Read what it said" not in page
    assert SECRET in listed(as_user(worker), made.right)
    assert not NoteSubject.objects.visible_to(worker).filter(child=made.wrong).search("heron", worker).exists()
    seen = Person.objects.filter(pk__in=[made.wrong.pk, made.right.pk])
    assert [person.note_subjects.count() for person in seen.order_by("created_at")] == [0, 1]
    assert latest_version(row).history_change_reason == "It had been recorded on another record in error"
    assert [event.record_id for event in audited("note.moved")] == [note.pk]
    assert [event.record_id for event in audited("record.entry_removed")] == [made.wrong.pk]


def test_it_stands_in_its_place_among_the_notes(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    notes = [write(worker, Subject(made.wrong), occurred_at=hours_ago(hours), title=f"N{hours}") for hours in (1, 3, 5)]
    move_entry(row_on(notes[1], made.wrong), by=worker, why="Another Nia", right=made.right)
    page = listed(as_user(worker), made.wrong)
    assert page.index("N1<") < page.index("An entry was removed") < page.index("N5<")
    for hours in range(6, 30):
        write(worker, Subject(made.wrong), occurred_at=hours_ago(hours), title=f"N{hours}")
    first, second = (listed(as_user(worker), made.wrong), "")
    second = as_user(worker).get(reverse("cases:person-notes", args=[made.wrong.pk]), {"page": 2}).content.decode()
    assert ("An entry was removed" in first, "An entry was removed" in second) == (True, False)


def test_a_note_on_the_right_record_already_only_leaves_the_wrong_one(
    made: SimpleNamespace, worker: Any, as_user: Any
) -> None:
    note = write(worker, Subject(made.wrong, own_part="She is tired."), Subject(made.right, own_part="She is well."))
    row = row_on(note, made.wrong)
    move_entry(row, by=worker, why="Another Nia", right=made.right)
    assert row_on(note, made.right).own_part == "She is well.\n\nShe is tired."
    row.refresh_from_db()
    assert (row.child, row.family, row.context, row.own_part) == (None, None, None, "")
    assert list(NoteSubject.objects.visible_to(worker).filter(note=note)) == [row_on(note, made.right)]
    client = as_user(worker)
    assert client.get(note.get_absolute_url()).status_code == 200
    amend_note(note, by=worker, reason="A word", occurred_at=hours_ago(50))  # what is on nobody's record has no day
    assert "An entry was removed" in listed(client, made.wrong)


def test_what_was_written_for_the_wrong_record_alone_may_be_left_behind(made: SimpleNamespace, worker: Any) -> None:
    note = write(worker, Subject(made.wrong, own_part="Her mother rang."), Subject(made.park))
    removal = move_entry(row_on(note, made.wrong), by=worker, why="Nothing to do with her", takes_own_part=False)
    assert removal.own_part == "Her mother rang."
    assert not note.subjects.exclude(own_part="").exists()


def test_what_cannot_be_moved_is_refused(made: SimpleNamespace, worker: Any, manager: Any, support: Any) -> None:
    note = write(worker, Subject(made.wrong, seen="seen"))
    row = row_on(note, made.wrong)
    for words, given in {
        "Say why": {"why": " ", "right": made.right},
        "this record already": {"why": "x", "right": made.wrong},
        "about nobody else": {"why": "x"},
        "not born yet": {"why": "x", "right": PersonFactory(birth_on=today() + datetime.timedelta(days=9))},
    }.items():
        with pytest.raises(ValidationError) as refusal:
            move_entry(row, by=worker, **given)
        assert words in str(messages_of(refusal))
    with pytest.raises(PermissionDenied):
        move_entry(row, by=support, why="x", right=made.right)
    oversight = write(manager, Subject(made.wrong), kind="management_oversight")
    with pytest.raises(PermissionDenied):
        move_entry(row_on(oversight, made.wrong), by=worker, why="x", right=made.right)
    restrict_record(made.right, by=manager, reason="Kept apart")
    with pytest.raises(PermissionDenied):
        move_entry(row, by=worker, why="x", right=made.right)
    without_audit(lambda: move_entry(row, by=manager, why="x", right=made.right))
    assert not Removal.objects.exists()
    assert row_on(note, made.wrong) == row


def test_it_goes_to_no_record_that_became_part_of_another(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    note = write(worker, Subject(made.wrong))
    families, people = [FamilyFactory(), FamilyFactory()], [PersonFactory(), PersonFactory()]
    join_families(families[0], joined=families[1], by=manager, reason="One")
    merge_people(people[0], merged=people[1], by=manager, reason="One")
    for gone in (families[1], people[1]):
        gone.refresh_from_db()
        with pytest.raises((ValidationError, PermissionDenied)):
            move_entry(row_on(note, made.wrong), by=worker, why="x", right=gone)


def test_what_named_a_restricted_child_is_amended_before_others_read_it(
    made: SimpleNamespace, worker: Any, manager: Any, as_user: Any
) -> None:
    """A note wrongly put on a restricted child was hidden with them. Once it is off, those read it who may see whom it
    is about: it must not name the child, nor do its versions of before."""
    note = write(manager, Subject(made.wrong), happened="Nia walked home.")
    restrict_record(made.wrong, by=manager, reason="Kept apart")
    row = row_on(note, made.wrong)
    with pytest.raises(ValidationError, match="Amend it first"):
        move_entry(row, by=manager, why="About a friend", right=PersonFactory(given="Ben", family="Reyes"))
    amend_note(note, by=manager, reason="Another child", happened="Ben walked home.")
    assert as_user(worker).get(note.get_absolute_url()).status_code == 404
    row.refresh_from_db()
    move_entry(row, by=manager, why="About a friend", right=PersonFactory(given="Ben", family="Reyes"))
    page = as_user(worker).get(note.get_absolute_url()).content.decode()
    assert "Ben walked home." in page
    assert "Nia walked" not in page
    assert "Nia walked" in as_user(manager).get(note.get_absolute_url()).content.decode()


@pytest.fixture
def kept(made: SimpleNamespace, manager: Any) -> SimpleNamespace:
    """The first child's family is kept from most: a mother in it, and a brother who moved out."""
    family = FamilyFactory(name="Wren household")
    mother, brother = PersonFactory(given="Marta", family="Wren"), PersonFactory(given="Ilo", family="Adair")
    FamilyMembershipFactory(family=family, person=made.wrong)
    FamilyMembershipFactory(family=family, person=mother)
    FamilyMembershipFactory(family=family, person=brother, to_on=today(), ended_why="Moved out")
    restrict_record(family, by=manager, reason="Kept apart")
    made.ben = PersonFactory(given="Ben", family="Reyes")
    return SimpleNamespace(family=family, mother=mother, brother=brother, **vars(made))


@pytest.mark.parametrize("happened", ["Marta rang.", "We saw ilo’s bike.", "The Wren Household was told."])
def test_what_names_somebody_of_a_restricted_family_does_not_leave_it(
    kept: SimpleNamespace, manager: Any, as_user: Any, happened: str
) -> None:
    """Whoever lived there counts: each of them is hidden with the family."""
    for wrong in (kept.wrong, kept.family):
        row = row_on(write(manager, Subject(wrong), happened=happened), wrong)
        with pytest.raises(ValidationError, match="restricted record: “"):
            move_entry(row, by=manager, why="Another child", right=kept.ben)
    plain = row_on(write(manager, Subject(kept.family), happened="Ben rang."), kept.family)
    assert move_entry(plain, by=manager, why="Another child", right=kept.ben)
    assert not audited("names.checked")


def test_a_part_of_its_own_that_names_somebody_of_a_restricted_family_may_be_left_behind(
    kept: SimpleNamespace, manager: Any
) -> None:
    row = row_on(write(manager, Subject(kept.wrong, own_part="Marta rang.")), kept.wrong)
    with pytest.raises(ValidationError, match="“Marta”"):
        move_entry(row, by=manager, why="Another child", right=kept.ben)
    assert move_entry(row, by=manager, why="Another child", right=kept.ben, takes_own_part=False)


def test_a_document_of_a_restricted_family_leaves_it_without_a_name_in_its_title(
    kept: SimpleNamespace, manager: Any
) -> None:
    named = DocumentSubjectFactory(child=kept.wrong, document__from_whom="The school, through Marta")
    with pytest.raises(ValidationError, match="“Marta”"):
        move_entry(named, by=manager, why="Another child", right=kept.ben)
    plain = DocumentSubjectFactory(child=kept.wrong, document__from_whom="The school")
    assert move_entry(plain, by=manager, why="Another child", right=kept.ben)


def test_a_link_of_a_restricted_family_leaves_it_without_a_name_in_its_words(
    kept: SimpleNamespace, manager: Any
) -> None:
    for words, is_named in (("Marta Wren told us", True), ("A neighbour told us", False)):
        link = ContextLinkFactory(child=kept.wrong, context=ContextFactory(), source=words)
        if is_named:
            with pytest.raises(ValidationError, match="“Marta”, “Wren”"):
                move_link(link, by=manager, why="Another child", right=kept.ben)
        else:
            assert move_link(link, by=manager, why="Another child", right=kept.ben)


def test_what_was_written_in_a_restricted_case_names_nobody_of_it_elsewhere(
    made: SimpleNamespace, manager: Any, worker: Any
) -> None:
    sister = CaseChildFactory(case=made.case, child__given="Lowri", child__family="Pugh").child
    note = write(worker, Subject(made.wrong), happened="Lowri was there.")
    restrict_record(made.case, by=manager, reason="Kept apart")
    with pytest.raises(ValidationError, match="“Lowri”"):
        move_entry(row_on(note, made.wrong), by=manager, why="Another child", right=PersonFactory(given="Ben"))
    # Of her own record she is no secret.
    assert move_entry(row_on(note, made.wrong), by=manager, why="Her sister", right=sister)


def test_what_leaves_a_restricted_place_names_neither_it_nor_a_child_there(made: SimpleNamespace, manager: Any) -> None:
    ContextLinkFactory(context=made.park, child=PersonFactory(given="Lowri", family="Pugh"))
    ben = PersonFactory(given="Ben", family="Reyes")
    restrict_record(made.park, by=manager, reason="Kept apart")
    for words in ("They met in Elm Park.", "Lowri was seen."):
        with pytest.raises(ValidationError, match=r"“(Elm Park|Lowri)”"):
            move_entry(
                row_on(write(manager, Subject(made.park), happened=words), made.park),
                by=manager,
                why="Another place",
                right=ben,
            )
    row = row_on(write(manager, Subject(made.park), happened="Ben and another boy were seen."), made.park)
    assert move_entry(row, by=manager, why="Not about the place", right=ben)


def test_the_words_of_the_right_child_are_no_names_of_the_wrong_one(made: SimpleNamespace, manager: Any) -> None:
    """Two children of one name are how most notes come to a wrong record: the name itself tells nothing there."""
    note = write(manager, Subject(made.wrong), happened="Nia walked home.")
    restrict_record(made.wrong, by=manager, reason="Kept apart")
    assert move_entry(row_on(note, made.wrong), by=manager, why="Another Nia", right=made.right)


def test_words_that_name_somebody_are_told_before_it_is_moved(
    kept: SimpleNamespace, manager: Any, as_user: Any
) -> None:
    note = write(manager, Subject(kept.wrong), happened="Marta rang.")
    path = f"{reverse('cases:note-move', args=[note.pk, row_on(note, kept.wrong).pk])}?to=child:{kept.ben.pk}"
    page = as_user(manager).get(path).content.decode()
    assert "<mark>Marta</mark>" in page
    assert "Amend it first" in page
    assert [event.shown for event in audited("names.checked")] == [[kept.mother.pk]]


def test_two_who_move_it_at_once_move_it_once(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    note = write(worker, Subject(made.wrong))
    row = row_on(note, made.wrong)
    stale = row_on(note, made.wrong)
    move_entry(row, by=worker, why="Another Nia", right=made.right)
    with pytest.raises(ValidationError, match="moved it meanwhile"):
        move_entry(stale, by=manager, why="Another Nia", right=PersonFactory())
    assert Removal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Each has read where it stands before either has moved it: the second is told, and it is on one record."""

    def test_two_move_a_note_to_two_records(self, made: SimpleNamespace, worker: Any, colleague: Any) -> None:
        note = write(worker, Subject(made.wrong, own_part="She is tired."))
        rights = {worker: made.right, colleague: made.park}
        answers = race(
            *(partial(move_entry, row_on(note, made.wrong), by=by, why="x", right=at) for by, at in rights.items()),
            hold=lambda: CaseNote.objects.select_for_update().get(pk=note.pk),
        )
        [removal] = [answer for answer in answers if isinstance(answer, Removal)]
        assert [str(answer.messages[0])[:12] for answer in answers if answer != removal] == ["Somebody has"]
        assert Removal.objects.get().record == made.wrong
        assert row_on(note, rights[removal.created_by]).own_part == "She is tired."

    def test_it_is_taken_off_each_of_its_two_records_at_once_and_stays_on_one(
        self, made: SimpleNamespace, worker: Any, colleague: Any
    ) -> None:
        note = write(worker, Subject(made.wrong), Subject(made.park))
        answers = race(
            partial(move_entry, row_on(note, made.wrong), by=worker, why="x"),
            partial(move_entry, row_on(note, made.park), by=colleague, why="x"),
            hold=lambda: CaseNote.objects.select_for_update().get(pk=note.pk),
        )
        assert sorted(type(answer).__name__ for answer in answers) == ["Removal", "ValidationError"]
        assert NoteSubject.objects.filter(note=note).on_a_record().count() == 1

    def test_two_move_a_link(self, made: SimpleNamespace, worker: Any, colleague: Any) -> None:
        link = ContextLinkFactory(child=made.wrong, context=made.park)
        other = PersonFactory()
        answers = race(
            partial(move_link, link, by=worker, why="x", right=made.right),
            partial(move_link, type(link).objects.get(pk=link.pk), by=colleague, why="x", right=other),
            hold=lambda: type(link).objects.select_for_update().get(pk=link.pk),
        )
        assert sorted(type(answer).__name__ for answer in answers) == ["Removal", "ValidationError"]
        assert Removal.objects.count() == 1

    def test_a_note_is_moved_while_its_wrong_record_is_merged(
        self, made: SimpleNamespace, worker: Any, manager: Any
    ) -> None:
        """Whichever is first: it is on one record, and no other shows it."""
        merged = PersonFactory()
        note = write(worker, Subject(merged))
        race(
            partial(move_entry, row_on(note, merged), by=worker, why="x", right=made.right),
            partial(merge_people, made.wrong, merged=merged, by=manager, reason="One"),
            hold=lambda: NoteSubject.objects.select_for_update().get(note=note),
        )
        [row] = NoteSubject.objects.filter(note=note)
        assert row.subject == (made.right if Removal.objects.exists() else made.wrong)


def test_taking_it_back_is_the_same(made: SimpleNamespace, worker: Any) -> None:
    note = write(worker, Subject(made.wrong))
    action = ActionFactory(case=made.case, note=note, owner=worker)
    for wrong, right, elsewhere in ((made.wrong, made.right, True), (made.right, made.wrong, False)):
        move_entry(row_on(note, wrong), by=worker, why="Another Nia", right=right)
        action.refresh_from_db()
        assert action.note_is_elsewhere is elsewhere
    assert row_on(note, made.wrong)
    assert Removal.objects.count() == 2


# --- What came of it --------------------------------------------------------------------------------------------------
def test_what_came_of_it_is_told_before_and_shows_it_no_more(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    note = write(worker, Subject(made.wrong), analysis=SECRET)
    action = ActionFactory(case=made.case, note=note, owner=worker, what="Ring the school")
    section = AssessmentSectionFactory(assessment__case=made.case, name="analysis")
    passage = AssessmentPassageFactory(section=section, note=note, text=SECRET)
    basis = WeightingBasisFactory(row__weighting__assessment=section.assessment, note=note)
    row = row_on(note, made.wrong)
    told = list(hanging_on(row, made.right, worker))
    assert [str(one["words"]) for one in told] == ["Ring the school", str(section.assessment)]
    move_entry(row, by=worker, why="Another Nia", right=made.right)
    assert not type(passage)._default_manager.visible_to(worker).exists()
    assert not type(basis)._default_manager.visible_to(worker).exists()
    action = Action.objects.with_origins(worker).get()
    assert action.origins == []
    assert action.get_absolute_url() == reverse("cases:case-actions", args=[made.case.pk])
    client = as_user(worker)
    assert "Ring the school" not in client.get(note.get_absolute_url()).content.decode()
    assert SECRET not in client.get(action.get_absolute_url()).content.decode()
    assert list(hanging_on(row_on(note, made.right), None, worker)) == []


def test_what_rests_on_another_record_of_the_case_stays(made: SimpleNamespace, worker: Any) -> None:
    note = write(worker, Subject(made.wrong), Subject(made.case.family))
    ActionFactory(case=made.case, note=note, owner=worker)
    passage = AssessmentPassageFactory(section__assessment__case=made.case, note=note)
    assert list(hanging_on(row_on(note, made.wrong), None, worker)) == []
    move_entry(row_on(note, made.wrong), by=worker, why="Her mother alone")
    assert not Action.objects.filter(note_is_elsewhere=True).exists()
    assert type(passage)._default_manager.visible_to(worker).get() == passage


# --- Links ------------------------------------------------------------------------------------------------------------
def test_a_link_comes_to_the_right_child_and_leaves_every_count(
    made: SimpleNamespace, worker: Any, as_user: Any
) -> None:
    long_ago = today() - datetime.timedelta(days=90)
    link = ContextLinkFactory(child=made.wrong, context=made.park, from_on=long_ago, source=SECRET)
    removal = move_link(link, by=worker, why="Another Nia", right=made.right)
    assert removal.record == made.wrong
    for day in (today(), long_ago):
        assert not made.wrong.context_links.current(day).exists()
        assert made.right.context_links.current(day).get() == link
    assert not made.wrong.context_links.past().exists()
    client = as_user(worker)
    page = client.get(reverse("contexts:person-contexts", args=[made.wrong.pk])).content.decode()
    assert f"An entry was removed, by {worker}, on" in page
    assert "Elm Park" not in page
    page = client.get(reverse("contexts:link-detail", args=[link.pk])).content.decode()
    assert "recorded elsewhere in error" in page
    assert made.wrong.get_absolute_url() not in page


def test_who_never_saw_the_other_end_of_a_link_is_not_told_that_it_was_removed(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    link = ContextLinkFactory(child=made.wrong, context=made.park)
    restrict_record(made.park, by=manager, reason="Kept apart")
    move_link(link, by=manager, why="Another Nia", right=made.right)
    for user, number in ((worker, 0), (manager, 1)):
        assert Removal.objects.visible_to(user).filter(child=made.wrong).count() == number


def test_a_link_comes_to_the_right_context_and_is_reviewed_as_soon_as_one_there(
    made: SimpleNamespace, worker: Any, as_user: Any
) -> None:
    group = PeerGroupFactory()
    link = ContextLinkFactory(child=made.wrong, context=made.park)
    move_link(link, by=worker, why="The group, not the place", right=group)
    link.refresh_from_db()
    assert (link.context, link.review_due) == (group, months_after(today(), 3))
    page = as_user(worker).get(reverse("cases:context-children", args=[made.park.pk])).content.decode()
    assert "An entry was removed" in page
    assert str(made.wrong) not in page


def test_what_the_right_child_is_linked_by_already_goes_on(made: SimpleNamespace, worker: Any) -> None:
    standing = ContextLinkFactory(child=made.right, context=made.park)
    link = ContextLinkFactory(child=made.wrong, context=made.park)
    move_link(link, by=worker, why="Another Nia", right=made.right)
    link.refresh_from_db()
    assert (link.child, link.to_on) == (made.right, today())
    assert made.right.context_links.current().get() == standing


def test_a_lapsed_allegation_that_one_may_not_see_does_not_stand_in_the_way(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    """The worker sees what is alleged of their own child at the park, and nothing that is alleged at the other place."""
    AllocationFactory(case=made.wrong.case_periods.get().case, worker=worker)
    link = ContextLinkFactory(child=made.wrong, context=made.park, role="alleged_harm")
    place, lapsed = ContextFactory(), {"from_on": today() - datetime.timedelta(days=300), "lapses_on": today()}
    hidden = ContextLinkFactory(child=made.wrong, context=place, role="alleged_harm", **lapsed)
    with pytest.raises(ValidationError, match="lapsed"), transaction.atomic():
        move_link(link, by=manager, why="x", right=place)
    move_link(link, by=worker, why="x", right=place)
    assert place.links.get(to_on=None) == link
    hidden.refresh_from_db()
    assert hidden.to_on == today()


def test_a_link_that_cannot_be_moved_is_refused(made: SimpleNamespace, worker: Any, support: Any) -> None:
    link = ContextLinkFactory(child=made.wrong, context=made.park)
    younger = PersonFactory(birth_on=today() + datetime.timedelta(days=1))
    for words, given in {
        "Say why": {"why": "", "right": made.right},
        "this record already": {"why": "x", "right": made.park},
        "was born": {"why": "x", "right": younger},
    }.items():
        with pytest.raises(ValidationError) as refusal:
            move_link(link, by=worker, **given)
        assert words in str(messages_of(refusal))
    with pytest.raises(PermissionDenied):
        move_link(link, by=support, why="x", right=made.right)
    lapsed = {"from_on": today() - datetime.timedelta(days=300), "review_due": today(), "lapses_on": today()}
    ContextLinkFactory(child=made.right, context=made.park, **lapsed)
    with pytest.raises(ValidationError, match="lapsed"):
        move_link(link, by=worker, why="x", right=made.right)
    stale = type(link).objects.select_related("child", "context").get(pk=link.pk)
    move_link(link, by=worker, why="x", right=PersonFactory())
    with pytest.raises(ValidationError, match="moved it meanwhile"):
        move_link(stale, by=worker, why="x", right=PersonFactory())


# --- Records officers -------------------------------------------------------------------------------------------------
def test_records_officers_alone_read_on_the_wrong_record_what_it_said(
    made: SimpleNamespace, worker: Any, manager: Any, support: Any, records: Any, as_user: Any
) -> None:
    note = write(worker, Subject(made.wrong, own_part="She is tired."))
    move_entry(row_on(note, made.wrong), by=worker, why="Two children of one name", right=made.right)
    amend_note(note, by=worker, reason="A word", happened="We ran.")
    link = ContextLinkFactory(child=made.wrong, context=made.park, source="The youth worker")
    move_link(link, by=worker, why="Another Nia", right=made.right)
    listing = reverse("cases:person-removed", args=[made.wrong.pk])
    pages = [removal.get_absolute_url() for removal in Removal.objects.order_by("created_at")]
    client = as_user(records)
    shown = client.get(listing).content.decode()
    assert [page in shown for page in pages] == [True, True]
    assert SECRET not in shown
    said = client.get(pages[0]).content.decode()
    assert [
        word for word in (SECRET, "We walked.", "She is tired.", "Two children of one name") if word not in said
    ] == []
    assert "We ran." not in said
    said = client.get(pages[1]).content.decode()
    assert [word for word in ("The youth worker", "Elm Park", "spends time") if word.lower() not in said.lower()] == []
    assert len(audited("removal.viewed")) == 2
    for other in (worker, manager, support):
        client = as_user(other)
        assert [client.get(page).status_code for page in (listing, *pages)] == [403, 403, 403]


def test_a_restriction_keeps_what_was_removed_too(
    made: SimpleNamespace, worker: Any, manager: Any, records: Any, as_user: Any
) -> None:
    """From the wrong record, hidden with it; on the right one, as it tells of that."""
    note = write(worker, Subject(made.wrong))
    removal = move_entry(row_on(note, made.wrong), by=worker, why="Another Nia", right=made.right)
    client = as_user(records)
    restrict_record(made.right, by=manager, reason="Kept apart")
    listing = reverse("cases:person-removed", args=[made.wrong.pk])
    assert "Read what it said" not in client.get(listing).content.decode()
    assert client.get(removal.get_absolute_url()).status_code == 404
    grant(made.right, to=records)
    assert client.get(removal.get_absolute_url()).status_code == 200
    restrict_record(made.wrong, by=manager, reason="Kept apart")
    assert [client.get(path).status_code for path in (listing, removal.get_absolute_url())] == [404, 404]
    assert not Removal.objects.visible_to(worker).exists()


def told(user: Any, record: Any) -> int:
    return Removal.objects.visible_to(user).filter(child=record).count()


def test_who_could_not_read_an_entry_is_not_told_that_it_was_removed(
    made: SimpleNamespace, worker: Any, manager: Any, records: Any, as_user: Any
) -> None:
    """A note that stands on a restricted child too was hidden whole from the worker, as was a document."""
    hidden = PersonFactory()
    note = write(worker, Subject(made.wrong), Subject(hidden))
    document = DocumentSubjectFactory(child=made.wrong)
    DocumentSubjectFactory(document=document.document, child=hidden)
    restrict_record(hidden, by=manager, reason="Kept apart")
    assert SECRET not in listed(as_user(worker), made.wrong)
    move_entry(row_on(note, made.wrong), by=manager, why="Another Nia", right=made.right)
    move_entry(document, by=manager, why="Another Nia", right=made.right)
    assert [told(user, made.wrong) for user in (worker, manager, records)] == [0, 2, 2]
    assert "An entry was removed" not in listed(as_user(worker), made.wrong)
    grant(hidden, to=worker)
    assert told(worker, made.wrong) == 2


def test_who_read_a_part_of_it_is_told_that_it_was_removed(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    hidden = PersonFactory()
    note = write(worker, Subject(made.wrong, own_part="She is tired."), Subject(hidden))
    restrict_record(hidden, by=manager, reason="Kept apart")
    move_entry(row_on(note, made.wrong), by=manager, why="Another Nia", right=made.right, takes_own_part=False)
    assert told(worker, made.wrong) == 1


def test_what_was_hidden_when_it_was_removed_is_told_no_more_since(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    """The other record it stood on was the wrong one as well, and it has left that since."""
    hidden, other = PersonFactory(given="Ilo", family="Adair"), PersonFactory()
    note = write(worker, Subject(made.wrong), Subject(hidden))
    restrict_record(hidden, by=manager, reason="Kept apart")
    for wrong, right in ((made.wrong, made.right), (hidden, other)):
        move_entry(row_on(note, wrong), by=manager, why="Another child", right=right)
    assert CaseNote.objects.visible_to(worker).get() == note
    assert told(worker, made.wrong) == 0
    again = write(worker, Subject(made.wrong), Subject(hidden := PersonFactory(given="Ilo", family="Adair")))
    restrict_record(hidden, by=manager, reason="Kept apart")
    # The other way round they could read it before it left.
    for wrong, right in ((hidden, other), (made.wrong, made.right)):
        move_entry(row_on(again, wrong), by=manager, why="Another child", right=right)
    assert told(worker, made.wrong) == 1


def test_the_right_record_is_no_matter_to_those_who_read_it_on_the_wrong_one(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    note = write(worker, Subject(made.wrong))
    restrict_record(made.right, by=manager, reason="Kept apart")
    move_entry(row_on(note, made.wrong), by=manager, why="Another Nia", right=made.right)
    assert told(worker, made.wrong) == 1


def test_that_an_allegation_was_removed_is_told_to_those_who_see_allegations(
    made: SimpleNamespace, worker: Any, manager: Any, records: Any
) -> None:
    link = ContextLinkFactory(child=made.wrong, context=made.park, role="alleged_harm")
    move_link(link, by=manager, why="Another Nia", right=made.right)
    assert [Removal.objects.visible_to(user).count() for user in (worker, manager, records)] == [0, 1, 1]


# --- Merged since -----------------------------------------------------------------------------------------------------
def test_undoing_a_merge_leaves_what_was_put_right_since(
    made: SimpleNamespace, worker: Any, manager: Any, as_user: Any
) -> None:
    merged = PersonFactory()
    note, link = write(worker, Subject(merged)), ContextLinkFactory(child=merged, context=made.park)
    merge = merge_people(made.wrong, merged=merged, by=manager, reason="One")
    link.refresh_from_db()
    removal = move_entry(row_on(note, made.wrong), by=worker, why="Another Nia", right=made.right)
    move_link(link, by=worker, why="Another Nia", right=made.right)
    page = as_user(manager).get(merge.get_absolute_url()).content.decode()
    assert not [word for word in (SECRET, "Elm Park") if word in page]
    undo_person_merge(merge, by=manager, why="Two after all")
    link.refresh_from_db()
    assert (row_on(note, made.right).subject, link.child) == (made.right, made.right)
    removal.refresh_from_db()
    assert removal.child == made.wrong  # where it was removed from


def test_what_was_removed_comes_along_into_one_record(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    kept, joined = FamilyFactory(), FamilyFactory()
    note = write(worker, Subject(joined))
    removal = move_entry(row_on(note, joined), by=worker, why="Another family", right=made.right)
    join = join_families(kept, joined=joined, by=manager, reason="One")
    removal.refresh_from_db()
    assert removal.family == kept
    undo_join(join, by=manager, why="Two after all")
    removal.refresh_from_db()
    assert removal.family == joined


# --- The pages --------------------------------------------------------------------------------------------------------
def test_first_the_right_record_then_why(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    note = write(worker, Subject(made.wrong, own_part="She is tired."), Subject(made.park))
    client, row = as_user(worker), row_on(note, made.wrong)
    path = reverse("cases:note-move", args=[note.pk, row.pk])
    assert path in client.get(note.get_absolute_url()).content.decode()
    answer = client.post(path, {"_search": "1", "q": made.right.reference}, follow=True)
    chosen = f"?to=child:{made.right.pk}"
    assert chosen in answer.content.decode()
    assert "Only take it off" in answer.content.decode()
    page = client.get(path + chosen).content.decode()
    assert "Move it from" in page
    assert set(refusals(client.post(path + chosen, {"why": ""}))) == {"why", "takes_own_part"}
    said = {"why": "Another Nia", "takes_own_part": "no"}
    assert client.post(path + chosen, said).headers["Location"] == note.get_absolute_url()
    assert row_on(note, made.right).own_part == ""
    path = reverse("cases:note-move", args=[note.pk, row_on(note, made.right).pk])
    assert client.post(path + "?to=nowhere", {"why": "The park alone"}).status_code == 302
    assert [row.subject for row in NoteSubject.objects.visible_to(worker).filter(note=note)] == [made.park]


def test_its_text_that_names_the_wrong_child_is_told(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    note = write(worker, Subject(made.wrong), happened=f"{made.wrong} walked home.")
    path = reverse("cases:note-move", args=[note.pk, row_on(note, made.wrong).pk])
    other = PersonFactory(given="Ben", family="Reyes")
    assert "Its text names" in as_user(worker).get(f"{path}?to=child:{other.pk}").content.decode()


def test_a_link_is_moved_on_its_page(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    link = ContextLinkFactory(child=made.wrong, context=made.park)
    client, path = as_user(worker), reverse("cases:link-move", args=[link.pk])
    assert path in client.get(reverse("contexts:link-detail", args=[link.pk])).content.decode()
    answer = client.post(path, {"_search": "1", "q": made.right.reference}, follow=True).content.decode()
    assert f"?to=child:{made.right.pk}" in answer
    assert client.post(f"{path}?to=child:{made.right.pk}", {"why": "Another Nia"}).status_code == 302
    link.refresh_from_db()
    assert link.child == made.right
