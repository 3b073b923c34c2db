"""A merge of two people taken back: what goes where it came from, what stays where it was written, what is refused."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.models import PersonMerge
from cases.notes import Subject, record_note
from cases.people_merging import merge_people
from cases.people_undoing import undo_person_merge
from cases.workflow import close_period
from contexts.workflow import end_link
from cs_casework.access import restrict_record
from cs_casework.dates import today
from families.models import Person
from families.workflow import add_name, change_person
from tests.factories import (
    AddressFactory,
    AllocationFactory,
    CaseChildFactory,
    CaseClosureFactory,
    ContextAdultFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyMembershipFactory,
    NoteSubjectFactory,
    NotRelatedFactory,
    PersonFactory,
    PossibleDuplicateFactory,
    RelationshipFactory,
    UserFactory,
)
from tests.helpers import audited, everything, hours_ago, latest_version, messages_of, race, without_audit

pytestmark = pytest.mark.django_db

WHY = "The school has one child of this name"
WHY_NOT = "They are cousins of the same name"
EVERY_DETAIL = ["name", "born", "sex", "nhs_number", "upn", "school", "language", "elsewhere", "disabilities"]


@pytest.fixture
def kept(db: None) -> Person:
    return PersonFactory(given="Ada", family="Okafor", nhs_number="9434765919", disabilities=["MOB"])


@pytest.fixture
def merged(db: None) -> Person:
    return PersonFactory(given="Adah", family="Okafor", school="Northgate", upn="Z1", sex="F")


def merge(kept: Person, merged: Person, by: Any, **said: Any) -> PersonMerge:
    return merge_people(kept, merged=merged, by=by, **({"reason": WHY} | said))


def rows() -> dict[str, list[Any]]:
    """Every row of people, contexts, cases and notes: without versions, the audit and the merges themselves."""
    return {
        label: found
        for label, found in everything().items()
        if not label.startswith("audit.") and ".Historical" not in label and label != "cases.PersonMerge"
    }


def again(record: Any) -> Any:
    return type(record)._default_manager.get(pk=record.pk)


def on_both(kept: Person, merged: Person) -> dict[str, Any]:
    """Everything that can stand on a person, on each of the two and on both."""
    third, park = PersonFactory(), ContextFactory()
    member = FamilyMembershipFactory(person=kept)
    FamilyMembershipFactory(person=merged, family=member.family)
    RelationshipFactory(person=kept, other=merged)
    note = NoteSubjectFactory(child=kept, own_part="Here", seen="not_seen")
    NoteSubjectFactory(note=note.note, child=merged, own_part="There", seen="seen")
    kept.names.create(kind="known_as", given="Bee")
    merged.names.create(kind="known_as", given="bee")
    for person in (kept, merged):
        RelationshipFactory(person=person, other=third, kind="parent", parental_responsibility=person == merged or None)
        NotRelatedFactory(person=person, other=third)
        AddressFactory(person=person, is_protected=person == merged)
        PossibleDuplicateFactory(person=person, other=third)
        NoteSubjectFactory(child=person)
        FamilyMembershipFactory(person=person)
        PersonFactory(merged_into=person, merged_on=today())
    periods = [CaseChildFactory(child=person) for person in (kept, merged)]
    for period in periods:
        period.statuses.create(status="cin", from_on=today())
        AllocationFactory(case=period.case, child=period.child)
    links = [ContextLinkFactory(child=person, context=park) for person in (kept, merged)]
    adults = [ContextAdultFactory(person=person, context=park, described="") for person in (kept, merged)]
    return {"periods": periods, "links": links, "adults": adults}


# --- What goes back --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("which", [0, 1], ids=["the kept one's stay", "the merged one's stay"])
def test_undoing_leaves_everything_as_it_was(manager: Any, kept: Person, merged: Person, which: int) -> None:
    made = on_both(kept, merged)
    before = rows()
    merge_made = merge(
        kept,
        merged,
        manager,
        continuing=made["periods"][which],
        stays=[made["links"][which].pk, made["adults"][which].pk],
        taken=EVERY_DETAIL if which else [],
    )
    assert rows() != before
    undo_person_merge(merge_made, by=manager, why=WHY_NOT)
    assert rows() == before


def test_merge_says_who_undid_it_and_why_and_both_people_tell(manager: Any, kept: Person, merged: Person) -> None:
    task = PossibleDuplicateFactory(person=merged, other=kept, outcome="same")
    made = merge(kept, merged, manager)
    undo_person_merge(made, by=manager, why=WHY_NOT)
    made.refresh_from_db()
    assert (made.undone_on, made.undone_by, made.undone_why, made.reason) == (today(), manager, WHY_NOT, WHY)
    undone = [(event.record_id, event.reason) for event in audited("person.merge_undone")]
    assert undone == [(kept.pk, WHY_NOT), (merged.pk, WHY_NOT)]
    assert latest_version(merged).history_change_reason == WHY_NOT
    assert again(task).outcome == "different"
    merge(merged, kept, manager)
    assert PersonMerge.objects.count() == 2


# --- What has happened since -----------------------------------------------------------------------------------------
def test_what_was_written_since_stays_where_it_was_written(manager: Any, kept: Person, merged: Person) -> None:
    made = merge(kept, merged, manager)
    note = record_note(
        by=manager, kind="contact", title="A call", happened="So", occurred_at=hours_ago(1), subjects=[Subject(kept)]
    )
    added = add_name(kept, by=manager, kind="known_as", given="Cee")
    undo_person_merge(made, by=manager, why=WHY_NOT)
    assert note.subjects.get().child == kept
    assert again(added).person == kept


def test_what_was_changed_since_stays(manager: Any, kept: Person, merged: Person) -> None:
    link, period = ContextLinkFactory(child=merged), CaseChildFactory(child=merged)
    made = merge(kept, merged, manager, taken=["school", "sex", "upn"])
    end_link(again(link), by=manager, to_on=today(), ended_why="Moved away")
    close_period(again(period), by=manager, to_on=today(), reason="RC7")
    change_person(again(kept), by=manager, school="Southgate")
    undo_person_merge(made, by=manager, why=WHY_NOT)
    link, period, kept = again(link), again(period), again(kept)
    assert (link.child, link.ended_why) == (merged, "Moved away")
    assert (period.child, period.closure_reason) == (merged, "RC7")
    assert (kept.school, kept.sex, kept.upn) == ("Southgate", "U", "")


def test_each_has_one_name_however_it_was_changed_since(manager: Any, kept: Person, merged: Person) -> None:
    made = merge(kept, merged, manager, taken=["name"])
    add_name(kept, by=manager, kind="name", given="Ada", family="Reyes")
    undo_person_merge(made, by=manager, why=WHY_NOT)
    assert {str(name): name.kind for name in kept.names.all()} == {"Ada Okafor": "alias", "Ada Reyes": "name"}
    assert {str(name): name.kind for name in merged.names.all()} == {"Adah Okafor": "name"}
    assert (again(kept).display_name, again(merged).display_name) == ("Ada Reyes", "Adah Okafor")


def test_a_period_is_open_again_only_where_its_case_is(manager: Any, kept: Person, merged: Person) -> None:
    ours, theirs = (CaseChildFactory(child=child) for child in (kept, merged))
    held = AllocationFactory(case=ours.case, child=kept)
    made = merge(kept, merged, manager, continuing=theirs)
    type(ours.case).objects.filter(pk=ours.case.pk).update(status="closed", closed_on=today())
    undo_person_merge(made, by=manager, why=WHY_NOT)
    assert (again(ours).to_on, again(ours).child, again(held).to_on) == (today(), kept, today())
    assert (again(theirs).to_on, again(theirs).child) == (None, merged)


# --- What is refused -------------------------------------------------------------------------------------------------
def test_refuses_without_right_sight_or_reason(manager: Any, worker: Any, kept: Person, merged: Person) -> None:
    hidden = ContextLinkFactory(child=merged).context
    made = merge(kept, merged, manager)
    with pytest.raises(PermissionDenied):
        undo_person_merge(made, by=worker, why=WHY_NOT)
    with pytest.raises(ValidationError, match="Say why"):
        undo_person_merge(made, by=manager, why=" ")
    restrict_record(hidden, by=UserFactory(code="manager"), reason="Kin of a colleague")
    with pytest.raises(ValidationError, match="Part of what was merged is not yours to move"):
        undo_person_merge(made, by=manager, why=WHY_NOT)


def test_refuses_twice_and_while_a_later_merge_stands(manager: Any, kept: Person, merged: Person) -> None:
    last = PersonFactory()
    made = merge(kept, merged, manager)
    later = merge(last, again(kept), manager)
    with pytest.raises(ValidationError, match=f"was merged into {last.reference} since. Undo that first"):
        undo_person_merge(made, by=manager, why=WHY_NOT)
    undo_person_merge(later, by=manager, why=WHY_NOT)
    undo_person_merge(made, by=manager, why=WHY_NOT)
    assert Person.objects.standing().count() == 3
    before = everything()
    with pytest.raises(ValidationError, match="was undone already"):
        undo_person_merge(made, by=manager, why=WHY_NOT)
    assert everything() == before


def test_refuses_what_would_lift_a_restriction(manager: Any, kept: Person, merged: Person) -> None:
    made = merge(kept, merged, manager)
    restrict_record(kept, by=manager, reason="Kin of a colleague")
    with pytest.raises(ValidationError, match="Restrict that first"):
        undo_person_merge(made, by=manager, why=WHY_NOT)
    restrict_record(merged, by=manager, reason="Kin of a colleague")
    undo_person_merge(made, by=manager, why=WHY_NOT)


def test_refuses_while_closing_what_goes_back_is_waited_for(manager: Any, kept: Person, merged: Person) -> None:
    period = CaseChildFactory(child=merged)
    made = merge(kept, merged, manager)
    CaseClosureFactory(case=period.case, period=period)
    with pytest.raises(ValidationError) as refusal:
        undo_person_merge(made, by=manager, why=WHY_NOT)
    said = f"Closing in {period.case.reference} is waiting for a manager, and that goes back. Settle it first."
    assert messages_of(refusal) == {"__all__": [said]}


def test_nothing_is_undone_when_the_audit_cannot_be_written(manager: Any, kept: Person, merged: Person) -> None:
    ContextLinkFactory(child=merged)
    made = merge(kept, merged, manager)
    before = everything()
    without_audit(lambda: undo_person_merge(made, by=manager, why=WHY_NOT))
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_two_who_undo_it_at_once_undo_it_once(manager: Any, kept: Person, merged: Person) -> None:
    ContextLinkFactory(child=merged)
    made = merge(kept, merged, manager)
    undo = lambda: undo_person_merge(made, by=manager, why=WHY_NOT)  # noqa: E731
    answers = race(undo, undo, hold=lambda: list(Person.objects.select_for_update(of=("self",))))
    assert sorted(type(answer).__name__ for answer in answers) == ["PersonMerge", "ValidationError"]
    assert merged.context_links.count() == 1
