"""Finding people and families, and who may see whom."""

import datetime
from typing import Any

import pytest

from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import months_after, today
from families.models import (
    Address,
    Family,
    FamilyMembership,
    Person,
    PersonName,
    PossibleDuplicate,
    Relationship,
)
from tests.factories import (
    AddressFactory,
    CaseChildFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
    RelationshipFactory,
)

pytestmark = pytest.mark.django_db

NHS = "9434765919"


def someone(given: str = "", family: str = "", **details: Any) -> Person:
    return PersonFactory(given=given, family=family, **details)


@pytest.fixture
def others(db: None) -> list[Person]:
    """People who are not looked for, with names of many kinds."""
    names = ("Mary Smith", "John Brown", "Priya Nair", "Oluwaseun Bello", "Kacper Nowak", "Fatima Rahman", "Tom Ford")
    return [someone(*name.split()) for name in names]


# --- Names -----------------------------------------------------------------------------------------------------------
FOUND = {
    # what is recorded: what may be typed to find it
    ("Fiona", "MacDonald"): ["Fiona MacDonald", "McDonald", "fiona mcdonald", "MACDONALD", "Mac Donald Fiona"],
    ("Ewan", "McKenzie"): ["Ewan MacKenzie", "MacKenzie", "Mckenzie", "Ewen McKenzie"],
    ("Sinead", "O'Neill"): ["O'Neill", "O’Neill", "ONeill", "Oneill", "O Neill", "sinead oneill", "Sinéad O'Neil"],
    ("Siân", "Llewelyn"): ["Sian", "Siân", "sian llewelyn", "Sian Llewellyn", "LLEWELYN SIÂN"],
    ("Mary-Jane", "Owusu-Ansah"): ["Mary Jane", "Owusu Ansah", "owusu-ansah", "Mary-Jane Owusu", "Ansah"],
    ("Kathryn", "Whyte"): ["Catherine White", "Katherine Whyte", "Kathryn"],
    ("Mohammed", "Hussain"): ["Muhammad Hussain", "Mohamed Hussein", "Muhammed", "Mohammad"],
    ("Ada", "Okafor"): ["Okafor Ada", "Okafor, Ada", "ada  okafor ", "Ada Okfor", "Ada Okaforr", "okafo"],
    ("Zoë", "Müller"): ["Zoe Muller", "zoë müller", "Mueller Zoe"],
    ("Łukasz", "Żółkowski"): ["Lukasz Zolkowski", "Łukasz", "zolkowski"],
    ("محمد", "علي"): ["محمد", "محمد علي", "علي"],
    ("Олена", "Коваль"): ["Олена", "коваль", "Олена Коваль"],
    ("Rain 🌧", "Baptiste"): ["Rain Baptiste", "Rain 🌧", "🌧"],
}


@pytest.mark.parametrize(
    ("name", "typed"), [pytest.param(name, typed, id=typed) for name, typings in FOUND.items() for typed in typings]
)
@pytest.mark.usefixtures("others")
def test_person_is_found_first_however_the_name_is_typed(name: tuple[str, str], typed: str) -> None:
    person = someone(*name)
    assert Person.objects.search(typed)[0] == person


@pytest.mark.parametrize("typed", ["Xylophone", "🦊", "Пётр", "-", "''", "%", "_", "\\", "'; --"])
@pytest.mark.usefixtures("others")
def test_nobody_is_found_by_what_is_nobodys_name(typed: str) -> None:
    someone("Sinead", "Dunne")
    assert list(Person.objects.search(typed)) == []


@pytest.mark.parametrize("kind", ["known_as", "former", "alias"])
@pytest.mark.usefixtures("others")
def test_person_is_found_once_by_any_of_their_names(kind: str) -> None:
    person = someone("Ada", "Okafor")
    PersonName.objects.create(person=person, kind=kind, given="Ada", family="Reyes")
    assert list(Person.objects.search("Ada Reyes")) == [person]
    assert list(Person.objects.search("Ada Okafor")) == [person]


def test_names_in_other_scripts_are_told_apart() -> None:
    """None of them has a sound in English, so they must not all sound the same."""
    for given, family in (("محمد", "علي"), ("Олена", "Коваль"), ("李", "伟"), ("🦊", "🌧")):
        someone(given, family)
    assert [str(person) for person in Person.objects.search("Олена Коваль")] == ["Олена Коваль"]


def test_likest_name_comes_first() -> None:
    near, exact = someone("Ada", "Okaforson"), someone("Ada", "Okafor")
    assert list(Person.objects.search("Ada Okafor")) == [exact, near]


# --- Identifiers -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("details", "typed"),
    [
        ({"nhs_number": NHS}, NHS),
        ({"nhs_number": NHS}, "943 476 5919"),
        ({"nhs_number": NHS}, "943-476-5919"),
        ({"upn": "A123456789012"}, "A123456789012"),
        ({"upn": "A123456789012"}, "a123456789012"),
        ({"upn": "A123456789012"}, "A123 4567 89012"),
        ({"la_child_id": "LA0042"}, "LA0042"),
        ({"la_child_id": "LA0042"}, "la0042"),
        ({"la_child_id": "la0042"}, "LA0042"),
        ({"la_child_id": "la0042"}, "la0042"),
    ],
)
@pytest.mark.usefixtures("others")
def test_person_is_found_by_an_identifier_however_it_is_typed(details: dict[str, str], typed: str) -> None:
    person = someone("Ada", "Okafor", **details)
    assert list(Person.objects.search(typed)) == [person]


@pytest.mark.usefixtures("others")
def test_person_is_found_by_reference() -> None:
    person = someone("Ada", "Okafor")
    assert list(Person.objects.search(person.reference.lower())) == [person]


def test_identifier_comes_before_any_name() -> None:
    named, numbered = someone("LA", "0042"), someone("Ada", "Okafor", la_child_id="LA0042")
    assert Person.objects.search("LA 0042")[0] == numbered
    assert named in Person.objects.search("LA 0042")


def test_empty_identifiers_find_nobody() -> None:
    someone("Ada", "Okafor")
    assert list(Person.objects.search("  ")) == []
    assert list(Person.objects.search(" - ")) == []


def test_name_and_date_of_birth_narrow_together() -> None:
    born = datetime.date(2012, 3, 27)
    person = someone("Ada", "Okafor", birth_on=born)
    someone("Ada", "Okafor", birth_on=born + datetime.timedelta(days=1))
    assert list(Person.objects.search("Ada Okafor", born_on=born)) == [person]


# --- Open to the service ---------------------------------------------------------------------------------------------
def test_open_children_come_first_and_a_closed_or_hidden_period_is_none(worker: Any, manager: Any) -> None:
    closed = CaseChildFactory(child=someone("Ann", "Abel"), to_on=today(), closure_reason="RC7").child
    restricted = CaseChildFactory(child=someone("Bea", "Abel"))
    restrict_record(restricted.case, by=manager, reason="A relative works here")
    is_open = CaseChildFactory(child=someone("Cyd", "Abel")).child
    people = Person.objects.all()
    assert list(people.open_first(worker)) == [is_open, closed, restricted.child]
    assert list(people.open_to_service(worker)) == [is_open]
    assert list(people.open_to_service(manager).order_by("display_name")) == [restricted.child, is_open]


# --- Families --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["Okafor and Reyes", "okafor reyes", "Okaforr", "Reyes"])
def test_family_is_found_by_name(typed: str, worker: Any) -> None:
    family = FamilyFactory(name="Okafor and Reyes family")
    FamilyFactory(name="Smith family")
    assert list(Family.objects.search(typed, worker)) == [family]


def test_family_is_found_by_reference_and_by_a_member_whom_the_reader_may_see(worker: Any, manager: Any) -> None:
    family = FamilyFactory(name="")
    member = FamilyMembershipFactory(family=family, person=someone("Ada", "Okafor"))
    assert list(Family.objects.search(family.reference.lower(), worker)) == [family]
    assert list(Family.objects.search("Ada Okafor", worker)) == [family]
    restrict_record(member.person, by=manager, reason="A relative works here")
    assert list(Family.objects.search("Ada Okafor", worker)) == []
    assert list(Family.objects.search("Ada Okafor", manager)) == [family]


def test_family_in_another_script_is_found(worker: Any) -> None:
    family = FamilyFactory(name="عائلة علي")
    FamilyFactory(name="Smith family")
    assert list(Family.objects.search("علي", worker)) == [family]


def test_member_names_are_of_current_members_whom_the_reader_may_see(worker: Any, manager: Any) -> None:
    family = FamilyFactory()
    today_ = today()
    for person, to_on in (("Ada", None), ("Ben", None), ("Cyd", today_)):
        FamilyMembershipFactory(
            family=family,
            person=someone(person, "Abel"),
            to_on=to_on,
            ended_why="Moved out" if to_on else "",
        )
    restrict_record(Person.objects.get(display_name="Ben Abel"), by=manager, reason="A relative works here")
    found = Family.objects.with_member_names(worker).get()
    assert found.member_names == ["Ada Abel"]
    assert found.member_ids == [Person.objects.get(display_name="Ada Abel").pk]
    assert sorted(Family.objects.with_member_names(manager).get().member_names) == ["Ada Abel", "Ben Abel"]


def test_families_to_confirm_were_not_joined_into_another() -> None:
    kept = FamilyFactory(confirmed_on=None)
    FamilyFactory(confirmed_on=None, joined_into=kept, joined_on=today())
    FamilyFactory(confirmed_on=today())
    assert list(Family.objects.unconfirmed()) == [kept]


# --- From when to when -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "is_current"), [(-1, False), (0, False), (1, True), (None, True)])
def test_what_ends_today_is_current_no_more(days: int | None, is_current: bool) -> None:
    to_on = None if days is None else today() + datetime.timedelta(days=days)
    FamilyMembershipFactory(to_on=to_on, ended_why="" if to_on is None else "Moved out")
    AddressFactory(to_on=to_on)
    assert FamilyMembership.objects.current().exists() == is_current
    assert Address.objects.current().exists() == is_current


def test_protected_address_is_not_for_lists() -> None:
    AddressFactory(lines="1 Hidden Street", is_protected=True)
    AddressFactory(lines="2 Open Street")
    assert list(Address.objects.listable().values_list("lines", flat=True)) == ["2 Open Street"]


# --- Who may see whom ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "sees"), [("worker", 1), ("manager", 1), ("support", 1), ("records", 1), ("administrator", 0)]
)
def test_role_sees_people_or_none(role: str, sees: int, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(role)
    member = FamilyMembershipFactory()
    other = PersonFactory()
    RelationshipFactory(person=member.person, other=other)
    AddressFactory(person=member.person)
    PossibleDuplicate.objects.create(person=member.person, other=other, why="Same name")
    counts = {
        model: model.objects.visible_to(user).count()
        for model in (Person, PersonName, Family, FamilyMembership, Relationship, Address, PossibleDuplicate)
    }
    assert counts == dict.fromkeys(counts, sees) | {Person: 2 * sees, PersonName: 2 * sees}


def test_restricted_person_takes_all_that_hangs_on_them_out_of_sight(worker: Any, manager: Any) -> None:
    member = FamilyMembershipFactory()
    other = PersonFactory()
    RelationshipFactory(person=other, other=member.person)
    AddressFactory(person=member.person)
    PossibleDuplicate.objects.create(person=other, other=member.person, why="Same name")
    restrict_record(member.person, by=manager, reason="A relative works here")
    hanging = (FamilyMembership, Relationship, Address, PossibleDuplicate)
    assert list(Person.objects.visible_to(worker)) == [other]
    assert [model.objects.visible_to(worker).count() for model in hanging] == [0, 0, 0, 0]
    assert [model.objects.visible_to(manager).count() for model in hanging] == [1, 1, 1, 1]


def test_members_of_a_restricted_family_are_out_of_sight_even_those_who_left(worker: Any, manager: Any) -> None:
    family = FamilyFactory()
    FamilyMembershipFactory(family=family, to_on=today(), ended_why="Moved out")
    restrict_record(family, by=manager, reason="A relative works here")
    assert list(Person.objects.visible_to(worker)) == []
    assert Person.objects.visible_to(manager).count() == 1


@pytest.mark.parametrize(
    ("starts", "ends", "sees"), [(0, 1, True), (-1, 0, False), (1, 2, False)], ids=["today", "ended today", "tomorrow"]
)
def test_grant_opens_a_record_from_its_first_day_until_its_end(
    starts: int, ends: int, sees: bool, worker: Any, manager: Any
) -> None:
    person = PersonFactory()
    restrict_record(person, by=manager, reason="A relative works here")
    grant = grant_access(person, to=worker, by=manager, reason="Leads the case", ends_on=months_after(today(), 1))
    grant.from_on, grant.ends_on = (today() + datetime.timedelta(days=days) for days in (starts, ends))
    grant.save()
    assert Person.objects.visible_to(worker).exists() == sees
