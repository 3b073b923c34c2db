"""What the database refuses whoever writes to it, and what one row says about itself."""

import datetime
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from cs_casework.dates import age_on, today
from families.models import Address, FamilyMembership, PersonName, PossibleDuplicate, Relationship
from tests.breaks import breaks_of_bars, breaks_of_grants
from tests.factories import (
    AddressFactory,
    FamiliesApartFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    NotRelatedFactory,
    PersonFactory,
    RelationshipFactory,
    UserFactory,
    grant,
)
from tests.site.records import bar

pytestmark = pytest.mark.django_db

EARLIER, LATER = datetime.date(2024, 2, 29), datetime.date(2024, 3, 1)


def two_current_memberships() -> None:
    first = FamilyMembershipFactory()
    FamilyMembershipFactory(person=first.person, family=first.family, part="other")


def the_same_relationship_twice() -> None:
    first = RelationshipFactory()
    RelationshipFactory(person=first.person, other=first.other)


def the_same_task_twice() -> None:
    person, other = PersonFactory(), PersonFactory()
    for _time in range(2):
        PossibleDuplicate.objects.create(person=person, other=other, why="Same name")


def related_to_oneself() -> None:
    person = PersonFactory()
    RelationshipFactory(person=person, other=person)


def not_related_said_twice() -> None:
    said = NotRelatedFactory()
    NotRelatedFactory(person=said.other, other=said.person)


def not_related_to_oneself() -> None:
    person = PersonFactory()
    NotRelatedFactory(person=person, other=person)


def duplicate_of_itself() -> None:
    person = PersonFactory()
    PossibleDuplicate.objects.create(person=person, other=person, why="Same name")


def merged_into_itself() -> None:
    person = PersonFactory()
    person.merged_into, person.merged_on = person, LATER
    person.save()


def joined_into_itself() -> None:
    family = FamilyFactory()
    family.joined_into, family.joined_on = family, LATER
    family.save()


def the_same_two_apart_twice() -> None:
    apart = FamiliesApartFactory()
    FamiliesApartFactory(family=apart.family, other=apart.other)


def apart_from_itself() -> None:
    family = FamilyFactory()
    FamiliesApartFactory(family=family, other=family)


# Each constraint of the app with rows that break it and nothing else.
BREAKS = {
    **breaks_of_bars(PersonFactory),
    **breaks_of_bars(FamilyFactory),
    "person_restriction_is_whole": [
        lambda: PersonFactory(restricted_on=LATER),
        lambda: PersonFactory(restricted_by=UserFactory()),
        lambda: PersonFactory(restricted_on=LATER, restricted_by=UserFactory()),
        lambda: PersonFactory(restriction_review_due=LATER),
        lambda: PersonFactory(restricted_on=LATER, restricted_by=UserFactory(), restriction_review_due=LATER),
        lambda: PersonFactory(restricted_why="A relative works here"),
    ],
    "person_born_or_expected": [lambda: PersonFactory(birth_on=EARLIER, expected_on=LATER)],
    "person_born_before_died": [lambda: PersonFactory(birth_on=LATER, died_on=EARLIER)],
    "person_merge_is_whole": [
        lambda: PersonFactory(merged_on=LATER),
        lambda: PersonFactory(merged_into=PersonFactory()),
    ],
    "person_merges_into_another": [merged_into_itself],
    "name_is_not_empty": [lambda: PersonName.objects.create(person=PersonFactory(), given="", family="")],
    **breaks_of_grants(PersonFactory),
    **breaks_of_grants(FamilyFactory),
    "persongrant_end_is_whole": [lambda: grant(PersonFactory(), to=UserFactory(), ended_on=LATER)],
    "familygrant_end_is_whole": [lambda: grant(FamilyFactory(), to=UserFactory(), ended_why="Over")],
    "family_restriction_is_whole": [lambda: FamilyFactory(restricted_on=LATER)],
    "family_join_is_whole": [
        lambda: FamilyFactory(joined_on=LATER),
        lambda: FamilyFactory(joined_into=FamilyFactory()),
    ],
    "family_joins_another": [joined_into_itself],
    "one_current_membership": [two_current_memberships],
    "membership_ends_after_it_began": [
        lambda: FamilyMembershipFactory(from_on=LATER, to_on=EARLIER, ended_why="Moved out")
    ],
    "membership_ends_with_reason": [
        lambda: FamilyMembershipFactory(to_on=LATER),
        lambda: FamilyMembershipFactory(ended_why="Moved out"),
    ],
    "related_to_someone_else": [related_to_oneself],
    "relationship_ends_after_it_began": [lambda: RelationshipFactory(from_on=LATER, to_on=EARLIER)],
    "one_current_relationship": [the_same_relationship_twice],
    "address_ends_after_it_began": [lambda: AddressFactory(from_on=LATER, to_on=EARLIER)],
    "one_task_a_pair": [the_same_task_twice],
    "duplicate_of_another": [duplicate_of_itself],
    "not_related_once": [not_related_said_twice],
    "not_related_are_two": [not_related_to_oneself],
    "families_apart_once": [the_same_two_apart_twice],
    "families_apart_are_two": [apart_from_itself],
}
# What came of a merge ends with it, but not by nobody.
BREAKS["personbar_ends_after_asking"].append(
    lambda: bar(PersonFactory(), UserFactory(), of_merged=uuid4(), ended_on=LATER)
)


@pytest.mark.parametrize(
    ("name", "write"), [pytest.param(name, write, id=name) for name, writes in BREAKS.items() for write in writes]
)
def test_constraint_holds_whoever_writes(name: str, write) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def test_every_constraint_is_tried() -> None:
    names = {
        constraint.name
        for model in apps.get_app_config("families").get_models()
        for constraint in model._meta.constraints
    }
    assert {name for name in names if not name.endswith("_unique")} == set(BREAKS)


def test_what_has_ended_leaves_room_for_the_same_again() -> None:
    member = FamilyMembershipFactory(to_on=LATER, ended_why="Moved out")
    FamilyMembershipFactory(person=member.person, family=member.family)
    relationship = RelationshipFactory(to_on=LATER)
    RelationshipFactory(person=relationship.person, other=relationship.other)
    assert FamilyMembership.objects.count() == 2
    assert Relationship.objects.count() == 2


def test_a_thing_may_begin_and_end_on_one_day() -> None:
    AddressFactory(from_on=LATER, to_on=LATER)
    assert Address.objects.count() == 1


def test_identifiers_are_not_unique() -> None:
    """A clash is a possible duplicate for somebody who may see both, never an error that tells."""
    for _time in range(2):
        PersonFactory(nhs_number="9434765919", upn="A123456789012", la_child_id="LA1")


# --- What a person is called -----------------------------------------------------------------------------------------
def test_person_is_called_by_the_current_name_else_by_what_is_known() -> None:
    unnamed = {"given": "", "family": "", "birth_on": None}
    assert str(PersonFactory(given="Siân", family="O'Neill")) == "Siân O'Neill"
    assert str(PersonFactory(**unnamed, la_child_id="A17")) == "LA child id A17"
    unborn = PersonFactory(**unnamed, expected_on=today())
    unborn.refresh_from_db()
    assert str(unborn) == f"Unborn baby {unborn.reference}"
    unknown = PersonFactory(**unnamed)
    unknown.refresh_from_db()
    assert str(unknown) == f"Name not known, {unknown.reference}"


def test_references_are_given_by_the_database_and_differ() -> None:
    references = [PersonFactory().reference, PersonFactory().reference, FamilyFactory().reference]
    assert len(set(references)) == 3
    assert [reference.partition("-")[0] for reference in references] == ["PER", "PER", "FAM"]


def test_family_without_a_name_is_called_by_its_reference() -> None:
    family = FamilyFactory(name="")
    assert str(family) == f"Family {family.reference}"


# --- Age -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ((2012, 2, 29), (2030, 2, 28), 17),
        ((2012, 2, 29), (2030, 3, 1), 18),
        ((2012, 3, 27), (2030, 3, 26), 17),
        ((2012, 3, 27), (2030, 3, 27), 18),
        ((2012, 12, 31), (2013, 1, 1), 0),
    ],
)
def test_age_in_whole_years(born: tuple[int, ...], day: tuple[int, ...], age: int) -> None:
    assert age_on(datetime.date(*born), datetime.date(*day)) == age


def test_age_stops_at_death() -> None:
    person = PersonFactory(birth_on=datetime.date(2000, 5, 5), died_on=datetime.date(2010, 5, 4))
    assert person.age == 9
    assert not person.is_adult


def test_person_without_a_date_of_birth_has_no_age_and_is_no_adult() -> None:
    person = PersonFactory(birth_on=None)
    assert person.age is None
    assert not person.is_adult


def test_unborn_baby_is_told_from_a_child_whose_sex_is_not_known() -> None:
    """The census codes both as U (rule 8750)."""
    assert PersonFactory(birth_on=None, expected_on=today()).sex_shown == "Not born yet"
    assert PersonFactory().sex_shown == "Not known"
    assert PersonFactory(sex="F").sex_shown == "Female"


def test_disabilities_are_shown_in_words_and_codes_of_no_list_left_out() -> None:
    assert PersonFactory(disabilities=["HEAR", "AUT", "XX"]).disabilities_shown == [
        "Hearing",
        "Autism, including Asperger syndrome",
    ]


# --- Relationships ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "inverse"),
    [
        ("parent", "child of"),
        ("step_parent", "step-child of"),
        ("grandparent", "grandchild of"),
        ("aunt_uncle", "niece or nephew of"),
        ("foster_carer", "fostered by"),
        ("sibling", "brother or sister of"),
        ("half_sibling", "half-brother or half-sister of"),
        ("cousin", "cousin of"),
        ("partner", "partner of"),
        ("former_partner", "former partner of"),
        ("other_kin", "other relative of"),
        ("friend", "friend of"),
        ("acquaintance", "knows"),
        ("other", "in another way connected to"),
    ],
)
def test_relationship_reads_from_both_sides(kind: str, inverse: str) -> None:
    assert Relationship(kind=kind).inverse_display() == inverse


def test_fostering_and_friendship_make_nobody_related() -> None:
    assert set(Relationship.Kind) - set(Relationship.FAMILY_KINDS) == {
        "foster_carer",
        "friend",
        "acquaintance",
        "other",
    }
