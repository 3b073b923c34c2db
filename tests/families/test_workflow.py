"""What staff can do to people and families, what each of it leaves behind, and what is refused."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import months_after, today
from families import ties, workflow
from families.models import (
    Address,
    FamilyMembership,
    Person,
    PersonName,
    PossibleDuplicate,
    Relationship,
)
from tests.factories import (
    AddressFactory,
    CaseChildFactory,
    ContextLinkFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    NoteSubjectFactory,
    PersonFactory,
    RelationshipFactory,
)
from tests.helpers import audited, everything, latest_version, messages_of, race, without_audit

pytestmark = pytest.mark.django_db

NHS, OTHER_NHS = "9434765919", "9434765870"


@pytest.fixture
def made() -> SimpleNamespace:
    """One of each record that a change can be made to."""
    family = FamilyFactory(name="Okafor family", confirmed_on=None)
    child = PersonFactory(given="Ada", family="Okafor")
    other = PersonFactory(given="Ben", family="Okafor")
    return SimpleNamespace(
        family=family,
        child=child,
        other=other,
        stranger=PersonFactory(given="Cem", family="Yilmaz"),
        member=FamilyMembershipFactory(person=child, family=family),
        relationship=RelationshipFactory(person=child, other=other),
        address=AddressFactory(person=child),
        task=PossibleDuplicate.objects.create(person=child, other=other, why="Same name and date of birth"),
    )


# Every change: how it is asked for, what the audit calls it, and which record the audit names.
CHANGES: dict[str, tuple[Any, str, str]] = {
    "create_person": (lambda by, on: workflow.create_person(by=by, given="Cai"), "person.recorded", ""),
    "change_person": (lambda by, on: workflow.change_person(on.child, by=by, school="Elm"), "person.changed", "child"),
    "add_name": (
        lambda by, on: workflow.add_name(on.child, by=by, kind="name", given="Ada", family="Reyes"),
        "person.named",
        "child",
    ),
    "settle_duplicate": (
        lambda by, on: workflow.settle_duplicate(on.task, by=by, outcome="different"),
        "duplicate.settled",
        "child",
    ),
    "create_family": (lambda by, on: workflow.create_family(by=by, name="Reyes family"), "family.recorded", ""),
    "change_family": (
        lambda by, on: workflow.change_family(on.family, by=by, name="Reyes"),
        "family.changed",
        "family",
    ),
    "confirm_family": (lambda by, on: workflow.confirm_family(on.family, by=by), "family.confirmed", "family"),
    "add_member": (
        lambda by, on: workflow.add_member(on.family, person=on.other, by=by, part="child"),
        "family.member_added",
        "family",
    ),
    "end_membership": (
        lambda by, on: workflow.end_membership(on.member, by=by, to_on=today(), ended_why="Moved out"),
        "family.member_ended",
        "family",
    ),
    "relate": (
        lambda by, on: ties.relate(person=on.other, other=on.child, by=by, kind="cousin"),
        "relationship.recorded",
        "other",
    ),
    "end_relationship": (
        lambda by, on: ties.end_relationship(on.relationship, by=by, to_on=today()),
        "relationship.ended",
        "child",
    ),
    "settle_not_related": (
        lambda by, on: ties.settle_not_related(person=on.stranger, other=on.child, by=by, reason="Two flats"),
        "relationship.ruled_out",
        "stranger",
    ),
    "add_address": (
        lambda by, on: ties.add_address(on.child, by=by, lines="2 Invented Street", postcode="ZZ1 1AB"),
        "address.recorded",
        "child",
    ),
    "end_address": (
        lambda by, on: ties.end_address(on.address, by=by, to_on=today()),
        "address.ended",
        "child",
    ),
}
# What is done to a record that may be restricted.
ON_A_RECORD = sorted(set(CHANGES) - {"create_person", "create_family"})


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_audited_and_its_version_says_by_whom(name: str, made: SimpleNamespace, manager: Any) -> None:
    change, action, on = CHANGES[name]
    result = change(manager, made)
    [event] = audited(action)
    named = getattr(made, on) if on else result
    assert (event.actor_id, event.actor_name, event.record_id) == (manager.pk, "Mana Oduya", named.pk)
    assert event.record_reference == named.reference
    assert latest_version(result).history_user == manager


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("role", ["records", "administrator"])
def test_change_is_refused_to_a_role_that_may_not(
    name: str, role: str, made: SimpleNamespace, request: pytest.FixtureRequest
) -> None:
    change, _action, _on = CHANGES[name]
    before = everything()
    with pytest.raises(PermissionDenied):
        change(request.getfixturevalue(role), made)
    assert everything() == before


@pytest.mark.parametrize("name", sorted(set(CHANGES) - {"confirm_family"}))
def test_business_support_edits_people_and_families(name: str, made: SimpleNamespace, support: Any) -> None:
    change, action, _on = CHANGES[name]
    change(support, made)
    assert len(audited(action)) == 1


@pytest.mark.parametrize("role", ["worker", "support"])
def test_only_a_manager_confirms_a_family(
    role: str, made: SimpleNamespace, manager: Any, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        workflow.confirm_family(made.family, by=request.getfixturevalue(role))
    assert workflow.confirm_family(made.family, by=manager).confirmed_on == today()


@pytest.mark.parametrize("name", ON_A_RECORD)
def test_change_is_refused_on_a_record_one_may_not_see(
    name: str, made: SimpleNamespace, manager: Any, worker: Any
) -> None:
    """Restricted by another manager: whoever holds no grant cannot write there, a manager neither."""
    change, _action, _on = CHANGES[name]
    restrict_record(made.child, by=manager, reason="A relative works here")
    restrict_record(made.family, by=manager, reason="A relative works here")
    before = everything()
    with pytest.raises(PermissionDenied):
        change(worker, made)
    assert everything() == before
    change(manager, made)
    assert everything() != before


@pytest.mark.parametrize("name", CHANGES)
def test_change_that_fails_half_way_leaves_nothing(name: str, made: SimpleNamespace, manager: Any) -> None:
    change, _action, _on = CHANGES[name]
    before = everything()
    without_audit(lambda: change(manager, made))
    assert everything() == before


# --- People ----------------------------------------------------------------------------------------------------------
def test_create_person_records_the_name_and_what_they_are_known_as(worker: Any) -> None:
    person = workflow.create_person(by=worker, given=" Siân ", family="O'Neill", known_as="Shan", sex="F")
    assert str(person) == "Siân O'Neill"
    assert person.created_by == worker
    assert sorted(person.names.values_list("kind", "given", "family")) == [
        ("known_as", "Shan", ""),
        ("name", "Siân", "O'Neill"),
    ]


def test_create_person_without_a_name_is_known_by_another_id(worker: Any) -> None:
    person = workflow.create_person(by=worker, la_child_id="A17")
    assert str(person) == "LA child id A17"
    assert not person.names.exists()


def test_date_of_birth_is_not_in_the_future(worker: Any) -> None:
    tomorrow = today() + datetime.timedelta(days=1)
    with pytest.raises(ValidationError) as refusal:
        workflow.create_person(by=worker, given="Ada", birth_on=tomorrow)
    assert messages_of(refusal) == {
        "birth_on": ["The date of birth is in the future. For an unborn baby, give the expected date."]
    }
    assert workflow.create_person(by=worker, given="Ada", birth_on=today()).age == 0


def test_expected_date_is_within_a_pregnancy(worker: Any) -> None:
    latest = today() + datetime.timedelta(days=300)
    with pytest.raises(ValidationError) as refusal:
        workflow.create_person(by=worker, expected_on=latest + datetime.timedelta(days=1))
    assert messages_of(refusal) == {"expected_on": ["The expected date is more than ten months away."]}
    assert workflow.create_person(by=worker, expected_on=latest).is_unborn


def test_changed_details_keep_the_version_before(made: SimpleNamespace, worker: Any) -> None:
    made.child.school = "Never saved"
    workflow.change_person(made.child, by=worker, first_language="Yoruba")
    person = Person.objects.get(pk=made.child.pk)
    assert (person.first_language, person.school) == ("Yoruba", "")
    versions = person.history.order_by("history_date", "history_id")
    assert [version.first_language for version in versions][-2:] == ["", "Yoruba"]


BIRTH = datetime.date(2015, 6, 15)
BEFORE, AFTER = BIRTH - datetime.timedelta(days=1), BIRTH + datetime.timedelta(days=1)

# What cannot have come before birth, and how a message names it.
EVENTS: dict[str, tuple[Any, str]] = {
    "link": (
        lambda child: ContextLinkFactory(child=child, from_on=BIRTH, source_on=BIRTH),
        "The date of birth is after a link to a context, which begins on 15 June 2015.",
    ),
    "visit": (
        lambda child: NoteSubjectFactory(child=child, seen="seen", note__occurred_at=_noon(BIRTH)),
        "The date of birth is after a visit on 15 June 2015.",
    ),
    "address": (
        lambda child: AddressFactory(person=child, from_on=BIRTH),
        "The date of birth is after an address, which begins on 15 June 2015.",
    ),
    "membership": (
        lambda child: FamilyMembershipFactory(person=child, from_on=BIRTH),
        "The date of birth is after a place in a family, which begins on 15 June 2015.",
    ),
}


def _noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)


@pytest.mark.parametrize("event", EVENTS)
def test_date_of_birth_is_not_after_what_is_recorded(event: str, worker: Any) -> None:
    happen, message = EVENTS[event]
    child = PersonFactory(birth_on=BEFORE)
    happen(child)
    with pytest.raises(ValidationError) as refusal:
        workflow.change_person(child, by=worker, birth_on=AFTER)
    assert messages_of(refusal) == {"birth_on": [message]}
    assert workflow.change_person(child, by=worker, birth_on=BIRTH).birth_on == BIRTH


def test_child_may_be_referred_before_birth_but_no_longer_than_a_pregnancy(worker: Any) -> None:
    period = CaseChildFactory(from_on=datetime.date(2024, 1, 1), child__birth_on=None)
    latest = datetime.date(2024, 10, 27)
    with pytest.raises(ValidationError) as refusal:
        workflow.change_person(period.child, by=worker, birth_on=latest + datetime.timedelta(days=1))
    assert messages_of(refusal) == {
        "birth_on": ["The date of birth is after what their case period allows, which ends on 27 October 2024."]
    }
    assert workflow.change_person(period.child, by=worker, birth_on=latest).birth_on == latest


def test_birth_is_recorded_of_a_baby_whose_record_began_before_it(worker: Any) -> None:
    """A visit to the mother, an address and a place in the family may be older than the baby."""
    born, earlier = today() - datetime.timedelta(days=1), today() - datetime.timedelta(days=30)
    baby = workflow.create_person(by=worker, expected_on=today())
    NoteSubjectFactory(child=baby, seen="not_seen", note__occurred_at=_noon(earlier))
    ties.add_address(baby, by=worker, lines="1 Invented Street", from_on=earlier)
    workflow.add_member(FamilyFactory(), person=baby, by=worker, part="child", from_on=earlier)
    baby = workflow.change_person(baby, by=worker, expected_on=None, birth_on=born)
    assert (baby.birth_on, baby.is_unborn) == (born, False)


# --- Names -----------------------------------------------------------------------------------------------------------
def test_new_current_name_makes_the_one_before_a_former_one(made: SimpleNamespace, worker: Any) -> None:
    workflow.add_name(made.child, by=worker, kind="name", given="Ada", family="Reyes")
    made.child.refresh_from_db()
    assert str(made.child) == "Ada Reyes"
    assert sorted(made.child.names.values_list("kind", "family")) == [("former", "Okafor"), ("name", "Reyes")]
    assert latest_version(made.child.names.get(kind="former")).history_user == worker
    assert [person.pk for person in Person.objects.search("Ada Reyes")][:1] == [made.child.pk]
    assert made.child in Person.objects.search("Ada Okafor")


@pytest.mark.parametrize("kind", ["known_as", "former", "alias"])
def test_other_names_leave_the_current_one(kind: str, made: SimpleNamespace, worker: Any) -> None:
    workflow.add_name(made.child, by=worker, kind=kind, given="Shan")
    made.child.refresh_from_db()
    assert str(made.child) == "Ada Okafor"
    assert made.child.names.get(kind="name").family == "Okafor"
    assert made.child in Person.objects.search("Shan")


def test_name_needs_something_in_it(made: SimpleNamespace, worker: Any) -> None:
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        workflow.add_name(made.child, by=worker, kind="name", given=" ", family="")
    assert messages_of(refusal) == {"__all__": ["Enter a first name or a last name."]}
    assert everything() == before


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("a" * 100, id="plain letters"),
        pytest.param("ß" * 100, id="ß"),
        pytest.param("½" * 100, id="½"),
        pytest.param("…" * 100, id="…"),
        pytest.param("محمد" * 25, id="right to left"),
        pytest.param("🦊" * 100, id="emoji"),
    ],
)
def test_longest_name_is_kept_however_it_is_written_out_for_search(name: str, worker: Any) -> None:
    """What is compared is longer than what was typed: ß becomes ss, ½ becomes 1/2."""
    person = workflow.create_person(by=worker, given=name, family=name)
    assert PersonName.objects.get(person=person).given == name


# --- Possible duplicates ---------------------------------------------------------------------------------------------
SAME: dict[str, tuple[dict[str, Any], str]] = {
    "name and date of birth": ({}, "Same name and date of birth"),
    "NHS number": ({"nhs_number": NHS}, "Same NHS number"),
    "UPN": ({"upn": "A123456789012"}, "Same unique pupil number"),
    "LA child id": ({"la_child_id": "A17"}, "Same LA child id"),
}


@pytest.mark.parametrize("by_what", SAME)
def test_someone_alike_becomes_a_task(by_what: str, worker: Any) -> None:
    same, why = SAME[by_what]
    known = PersonFactory(given="Ada", family="Okafor", **same)
    named = {"given": "Zoe", "family": "Else"} if same else {"given": "ada", "family": "OKAFOR"}
    person = workflow.create_person(by=worker, **named, birth_on=known.birth_on, **same)
    [task] = PossibleDuplicate.objects.all()
    assert (task.person, task.other, task.why, task.outcome) == (person, known, why, "open")
    assert latest_version(task).history_user == worker


def test_nobody_is_alike_by_name_alone_or_by_an_empty_identifier(worker: Any) -> None:
    known = PersonFactory(given="Ada", family="Okafor")
    workflow.create_person(by=worker, given="Ada", family="Okafor")
    workflow.create_person(
        by=worker, given="Ada", family="Okafor", birth_on=known.birth_on - datetime.timedelta(days=1)
    )
    workflow.create_person(by=worker, given="Zoe", family="Else", birth_on=known.birth_on)
    assert not PossibleDuplicate.objects.exists()


def test_someone_alike_under_a_former_name_becomes_a_task(made: SimpleNamespace, worker: Any) -> None:
    workflow.add_name(made.child, by=worker, kind="name", given="Ada", family="Reyes")
    person = workflow.create_person(by=worker, given="Ada", family="Okafor", birth_on=made.child.birth_on)
    assert PossibleDuplicate.objects.get(person=person).other == made.child


def test_someone_alike_who_may_not_be_seen_becomes_a_task_for_who_may_see_both(worker: Any, manager: Any) -> None:
    hidden = PersonFactory(nhs_number=NHS)
    restrict_record(hidden, by=manager, reason="A relative works here")
    workflow.create_person(by=worker, given="Zoe", nhs_number=NHS)
    assert PossibleDuplicate.objects.visible_to(worker).count() == 0
    assert PossibleDuplicate.objects.visible_to(manager).open().count() == 1


def test_those_said_to_be_others_are_settled_from_the_start(worker: Any) -> None:
    known, unseen = PersonFactory(nhs_number=NHS), PersonFactory(nhs_number=NHS)
    workflow.create_person(by=worker, given="Zoe", nhs_number=NHS, different_from=[known])
    assert PossibleDuplicate.objects.get(other=known).outcome == "different"
    assert PossibleDuplicate.objects.get(other=known).settled_on == today()
    assert PossibleDuplicate.objects.get(other=unseen).outcome == "open"


def test_pair_is_asked_about_once(worker: Any) -> None:
    known = PersonFactory(nhs_number=NHS)
    person = workflow.create_person(by=worker, given="Zoe", nhs_number=NHS)
    workflow.change_person(person, by=worker, school="Elm")
    workflow.change_person(known, by=worker, school="Elm")
    assert PossibleDuplicate.objects.count() == 1


def test_new_name_can_make_two_people_alike(made: SimpleNamespace, worker: Any) -> None:
    known = PersonFactory(given="Ada", family="Reyes", birth_on=made.child.birth_on)
    workflow.add_name(made.child, by=worker, kind="known_as", given="Ada", family="Reyes")
    assert not PossibleDuplicate.objects.filter(other=known).exists()
    workflow.add_name(made.child, by=worker, kind="name", given="Ada", family="Reyes")
    assert PossibleDuplicate.objects.get(other=known).person == made.child


def test_change_can_make_two_people_alike(made: SimpleNamespace, worker: Any) -> None:
    known = PersonFactory(nhs_number=NHS)
    workflow.change_person(made.child, by=worker, nhs_number=NHS)
    assert PossibleDuplicate.objects.get(other=known).person == made.child


@pytest.mark.parametrize("outcome", ["different", "same"])
def test_settled_pair_leaves_the_list(outcome: str, made: SimpleNamespace, worker: Any) -> None:
    workflow.settle_duplicate(made.task, by=worker, outcome=outcome)
    task = PossibleDuplicate.objects.get()
    assert (task.outcome, task.settled_on) == (outcome, today())
    assert not PossibleDuplicate.objects.open().exists()


def test_pair_is_settled_once(made: SimpleNamespace, worker: Any) -> None:
    workflow.settle_duplicate(made.task, by=worker, outcome="different")
    with pytest.raises(ValidationError) as refusal:
        workflow.settle_duplicate(made.task, by=worker, outcome="same")
    assert messages_of(refusal) == {"__all__": ["This pair has been settled already."]}
    assert PossibleDuplicate.objects.get().outcome == "different"


@pytest.mark.parametrize("outcome", ["open", "", "perhaps"])
def test_pair_is_settled_one_way_or_the_other(outcome: str, made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.settle_duplicate(made.task, by=worker, outcome=outcome)
    assert messages_of(refusal) == {"outcome": ["Say whether they are the same person."]}
    assert PossibleDuplicate.objects.open().count() == 1


# --- Families --------------------------------------------------------------------------------------------------------
def test_family_recorded_by_hand_is_confirmed_and_one_of_an_import_is_not(worker: Any) -> None:
    assert workflow.create_family(by=worker, name="Okafor family").confirmed_on == today()
    assert workflow.create_family(by=worker, name="Imported", confirmed=False).confirmed_on is None


def test_family_is_confirmed_once(made: SimpleNamespace, manager: Any) -> None:
    workflow.confirm_family(made.family, by=manager)
    with pytest.raises(ValidationError) as refusal:
        workflow.confirm_family(made.family, by=manager)
    assert messages_of(refusal) == {"__all__": ["This family is confirmed already."]}


@pytest.mark.parametrize("name", ["change_family", "confirm_family", "add_member"])
def test_family_joined_into_another_is_not_written_to(name: str, made: SimpleNamespace, manager: Any) -> None:
    made.family.joined_into, made.family.joined_on = FamilyFactory(), today()
    made.family.save()
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        CHANGES[name][0](manager, made)
    assert messages_of(refusal) == {"__all__": ["This family was joined into another. Record it there."]}
    assert everything() == before


def test_somebody_one_may_not_see_is_made_no_member(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    restrict_record(made.other, by=manager, reason="A relative works here")
    with pytest.raises(PermissionDenied):
        workflow.add_member(made.family, person=made.other, by=worker, part="child")
    assert workflow.add_member(made.family, person=made.other, by=manager, part="child").pk


@pytest.mark.parametrize("basis", ["kin", "placement"])
def test_member_belongs_as_kin_or_by_placement(basis: str, made: SimpleNamespace, worker: Any) -> None:
    workflow.add_member(made.family, person=made.other, by=worker, part="placed_child", basis=basis)
    assert FamilyMembership.objects.get(person=made.other).basis == basis


def test_member_is_added_once_at_a_time(made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.add_member(made.family, person=made.child, by=worker, part="child")
    assert messages_of(refusal) == {"__all__": ["This person is a member of the family already."]}
    workflow.end_membership(made.member, by=worker, to_on=today(), ended_why="Moved out")
    workflow.add_member(made.family, person=made.child, by=worker, part="child")
    assert FamilyMembership.objects.filter(person=made.child).count() == 2


def test_member_and_address_do_not_begin_before_birth(made: SimpleNamespace, worker: Any) -> None:
    early = made.other.birth_on - datetime.timedelta(days=1)
    expected = {"from_on": ["This is before the person was born."]}
    with pytest.raises(ValidationError) as refusal:
        workflow.add_member(made.family, person=made.other, by=worker, part="child", from_on=early)
    assert messages_of(refusal) == expected
    with pytest.raises(ValidationError) as refusal:
        ties.add_address(made.other, by=worker, lines="1 Invented Street", from_on=early)
    assert messages_of(refusal) == expected
    workflow.add_member(made.family, person=made.other, by=worker, part="child", from_on=made.other.birth_on)
    ties.add_address(made.other, by=worker, lines="1 Invented Street", from_on=made.other.birth_on)


def test_membership_ends_with_a_day_and_a_reason(made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.end_membership(made.member, by=worker, to_on=today(), ended_why="")
    assert messages_of(refusal) == {"__all__": ["An end needs both a date and a reason."]}
    workflow.end_membership(made.member, by=worker, to_on=today(), ended_why="Moved out")
    member = FamilyMembership.objects.get(pk=made.member.pk)
    assert (member.to_on, member.ended_why) == (today(), "Moved out")
    assert list(FamilyMembership.objects.current()) == []


# What can be ended: the record, how, and how many days before its end it may have begun at the latest.
ENDS: dict[str, Any] = {
    "member": lambda on, by, day: workflow.end_membership(on.member, by=by, to_on=day, ended_why="Moved out"),
    "relationship": lambda on, by, day: ties.end_relationship(on.relationship, by=by, to_on=day),
    "address": lambda on, by, day: ties.end_address(on.address, by=by, to_on=day),
}


@pytest.mark.parametrize("name", ENDS)
def test_end_does_not_come_before_the_beginning(name: str, made: SimpleNamespace, worker: Any) -> None:
    record = getattr(made, name)
    record.from_on = today() - datetime.timedelta(days=2)
    record.save()
    with pytest.raises(ValidationError) as refusal:
        ENDS[name](made, worker, record.from_on - datetime.timedelta(days=1))
    assert messages_of(refusal) == {"to_on": ["It ends before it begins."]}
    assert ENDS[name](made, worker, record.from_on).to_on == record.from_on


@pytest.mark.parametrize("name", ENDS)
def test_what_has_ended_is_not_ended_again(name: str, made: SimpleNamespace, worker: Any, colleague: Any) -> None:
    """Two people at once, or one press too many: the first day and reason stay."""
    yesterday = today() - datetime.timedelta(days=1)
    ENDS[name](made, worker, yesterday)
    stale = type(getattr(made, name)).objects.get(pk=getattr(made, name).pk)
    stale.to_on = None
    setattr(made, name, stale)
    with pytest.raises(ValidationError) as refusal:
        ENDS[name](made, colleague, today())
    assert messages_of(refusal) == {"__all__": ["This has ended already."]}
    assert type(stale).objects.get(pk=stale.pk).to_on == yesterday


@pytest.mark.parametrize("name", ENDS)
def test_nothing_ends_in_the_future(name: str, made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        ENDS[name](made, worker, today() + datetime.timedelta(days=1))
    assert messages_of(refusal) == {"to_on": ["This date is in the future."]}


# --- Relationships and addresses -------------------------------------------------------------------------------------
def test_relationship_is_one_row_for_both(made: SimpleNamespace, worker: Any) -> None:
    mother = PersonFactory(given="Ngozi", family="Okafor")
    ties.relate(person=mother, other=made.child, by=worker, kind="parent", parental_responsibility=True)
    [row] = Relationship.objects.of(mother)
    assert list(Relationship.objects.of(made.child).filter(kind="parent")) == [row]
    assert (row.person, row.other, row.parental_responsibility) == (mother, made.child, True)


def test_nobody_is_related_to_themselves(made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        ties.relate(person=made.child, other=made.child, by=worker, kind="sibling")
    assert messages_of(refusal) == {"__all__": ["A person cannot be related to themselves."]}


def test_relationship_is_recorded_once_from_either_side(made: SimpleNamespace, worker: Any) -> None:
    expected = {"__all__": ["This relationship is recorded already."]}
    for person, other in ((made.child, made.other), (made.other, made.child)):
        with pytest.raises(ValidationError) as refusal:
            ties.relate(person=person, other=other, by=worker, kind="sibling")
        assert messages_of(refusal) == expected
    ties.end_relationship(made.relationship, by=worker, to_on=today())
    ties.relate(person=made.other, other=made.child, by=worker, kind="sibling")


def test_two_people_may_be_related_in_two_ways(made: SimpleNamespace, worker: Any) -> None:
    ties.relate(person=made.other, other=made.child, by=worker, kind="friend")
    assert Relationship.objects.of(made.child).count() == 2


def test_relationship_does_not_begin_in_the_future(made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        ties.relate(
            person=made.child, other=made.other, by=worker, kind="cousin", from_on=today() + datetime.timedelta(days=1)
        )
    assert messages_of(refusal) == {"from_on": ["This date is in the future."]}


def test_address_refuses_a_postcode_that_cannot_be_one(made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        ties.add_address(made.child, by=worker, lines="1 Invented Street", postcode="NOT ONE")
    assert messages_of(refusal) == {"postcode": ["Enter a full UK postcode, like SW1A 1AA, or leave it empty."]}


def test_addresses_stay_on_record_when_they_end(made: SimpleNamespace, worker: Any) -> None:
    ties.end_address(made.address, by=worker, to_on=today())
    ties.add_address(made.child, by=worker, lines="2 Invented Street", from_on=today())
    assert list(Address.objects.current().values_list("lines", flat=True)) == ["2 Invented Street"]
    assert Address.objects.filter(person=made.child).count() == 2


# --- Two at once -----------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Each of the two has read what was there before either has written. Nothing is lost, and who is second is told."""

    def hold(self, record: Any) -> Any:
        return lambda: type(record).objects.select_for_update().get(pk=record.pk)

    def test_two_fields_changed_by_two_people_are_both_kept(self, made: SimpleNamespace, worker: Any) -> None:
        race(
            lambda: workflow.change_person(made.child, by=worker, school="Elm Academy"),
            lambda: workflow.change_person(made.child, by=worker, first_language="Yoruba"),
            hold=self.hold(made.child),
        )
        made.child.refresh_from_db()
        assert (made.child.school, made.child.first_language) == ("Elm Academy", "Yoruba")

    def test_two_new_names_leave_one_current_one(self, made: SimpleNamespace, worker: Any) -> None:
        def name(family: str) -> Any:
            return lambda: workflow.add_name(made.child, by=worker, kind="name", given="Ada", family=family)

        race(name("Reyes"), name("Marrow"), hold=self.hold(made.child))
        made.child.refresh_from_db()
        assert [str(name) for name in made.child.names.filter(kind="name")] == [str(made.child)]
        assert made.child.names.filter(kind="former").count() == 2

    def test_membership_ended_twice_keeps_the_first_reason(self, made: SimpleNamespace, worker: Any) -> None:
        def end(why: str) -> Any:
            return lambda: workflow.end_membership(made.member, by=worker, to_on=today(), ended_why=why)

        results = race(end("Moved out"), end("Adopted"), hold=self.hold(made.member))
        [won] = [result for result in results if isinstance(result, FamilyMembership)]
        [refused] = [result for result in results if isinstance(result, ValidationError)]
        assert refused.messages == ["This has ended already."]
        assert FamilyMembership.objects.get().ended_why == won.ended_why

    def test_pair_settled_twice_keeps_the_first_answer(self, made: SimpleNamespace, worker: Any) -> None:
        def settle(outcome: str) -> Any:
            return lambda: workflow.settle_duplicate(made.task, by=worker, outcome=outcome)

        results = race(settle("same"), settle("different"), hold=self.hold(made.task))
        [won] = [result for result in results if isinstance(result, PossibleDuplicate)]
        [refused] = [result for result in results if isinstance(result, ValidationError)]
        assert refused.messages == ["This pair has been settled already."]
        assert PossibleDuplicate.objects.get().outcome == won.outcome


# --- Grants ----------------------------------------------------------------------------------------------------------
def test_who_is_granted_a_restricted_person_may_change_them(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    restrict_record(made.child, by=manager, reason="A relative works here")
    grant_access(made.child, to=worker, by=manager, reason="Leads the case", ends_on=months_after(today(), 1))
    assert workflow.change_person(made.child, by=worker, school="Elm").school == "Elm"
