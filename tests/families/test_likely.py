"""Whether somebody described on the phone is on record: each way in which a name, a number or a day goes astray."""

import datetime
import random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cs_casework.access import restrict_record
from families.likely import Stated, hidden_matches, likely_people, one_digit_off, swapped
from families.models import Person
from families.nicknames import other_forms
from families.workflow import add_name
from tests.factories import AddressFactory, CaseChildFactory, FamilyFactory, FamilyMembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db

BORN = datetime.date(2011, 3, 7)
NHS = "9434765919"


def someone(given: str = "", family: str = "", **details: Any) -> Person:
    return PersonFactory(given=given, family=family, **details)


@pytest.fixture
def others(db: None) -> list[Person]:
    """People who are not meant, with names of many kinds."""
    names = ("Mary Smith", "John Brown", "Priya Nair", "Oluwaseun Bello", "Kacper Nowak", "Fatima Rahman", "Tom Ford")
    return [someone(*name.split()) for name in names]


def found(user: Any, **stated: Any) -> list[Person]:
    return [likely.person for likely in likely_people(Stated(**stated), user)]


def why(user: Any, **stated: Any) -> list[str]:
    return likely_people(Stated(**stated), user)[0].reasons


# --- Names -----------------------------------------------------------------------------------------------------------
NAMES = {
    # what is recorded: what may be stated, and why it is thought to be them
    ("Fiona", "MacDonald"): [
        ("fiona", "MacDonald", "The same name"),
        ("Fiona", "McDonald", "A name like this one"),
        ("Fiona", "Mac Donald", "A name like this one"),
        ("MacDonald", "Fiona", "First and last name the other way round"),
        ("Fiona MacDonald", "", "The same name"),
    ],
    ("Ewan", "McKenzie"): [
        ("Ewan", "MacKenzie", "A name like this one"),
        ("Owen", "McKenzie", "Another form of the first name"),
    ],
    ("Sinead", "O'Neill"): [
        ("Sinéad", "O’Neill", "The same name"),
        ("Sinead", "ONeil", "Sounds like it"),
        ("Shinade", "O Neill", "Another form of the first name"),
    ],
    ("Siân", "Llewelyn"): [
        ("Sian", "Llewelyn", "The same name"),
        ("Shan", "Llewellyn", "Another form of the first name"),
    ],
    ("Mary-Jane", "Owusu-Ansah"): [
        ("Mary Jane", "Owusu Ansah", "A name like this one"),
        ("Mary-Jane", "Ansah", "A name like this one"),
    ],
    ("Kathryn", "Whyte"): [
        ("Kate", "Whyte", "Another form of the first name"),
        ("Katherine", "White", "Sounds like it"),
        ("Cathrin", "Wite", "Sounds like it"),
    ],
    ("Isaac Caleb", "Marchbank"): [
        ("Iasac", "Marchbank", "A name like this one"),
        ("Isaac", "Marchbank", "A name like this one"),
    ],
    ("William", "Tate"): [
        ("Bill", "Tate", "Another form of the first name"),
        ("Tate", "Wiliam", "A name like this one"),
    ],
    ("Mohammed", "Hussain"): [
        (given, "Hussain", "Another form of the first name") for given in ("Muhammad", "Mohamed", "Mo", "Md")
    ],
    ("Łukasz", "Żółkowski"): [("Lukasz", "Zolkowski", "The same name")],
    ("محمد", "علي"): [("محمد", "علي", "The same name")],
}


@pytest.mark.parametrize(
    ("name", "given", "family", "reason"),
    [
        pytest.param(name, *stated, id=" ".join(stated[:2]))
        for name, ways in NAMES.items()
        for stated in ways  # each of them first of all, without any date of birth
    ],
)
@pytest.mark.usefixtures("others")
def test_person_is_likeliest_however_the_name_is_said(
    name: tuple[str, str], given: str, family: str, reason: str, worker: Any
) -> None:
    person = someone(*name)
    first = likely_people(Stated(given=given, family=family), worker)[0]
    assert (first.person, first.reasons) == (person, [reason])


@pytest.mark.parametrize(
    ("kind", "words"), [("known_as", "Known as Tink"), ("former", "Formerly Tink"), ("alias", "Also uses Tink")]
)
@pytest.mark.usefixtures("others")
def test_person_is_likeliest_by_any_of_their_names(kind: str, words: str, worker: Any) -> None:
    person = someone("Ada", "Okafor")
    add_name(person, by=worker, kind=kind, given="Tink")
    assert found(worker, given="Tink", family="Okafor") == [person]
    assert found(worker, given="Ada", family="Okafor", known_as="Tink") == [person]
    assert why(worker, given="Tink", family="Okafor")[0] == words
    assert why(worker, given="Ada", family="Okafor", known_as="Tink")[:2] == ["The same name", words]
    add_name(person, by=worker, kind=kind, given="Bell", family="Reyes")
    assert why(worker, known_as="Bell", family="Reyes")[0] == words.replace("Tink", "Bell Reyes")


def test_one_name_alone_finds_nobody(worker: Any) -> None:
    someone("Ada", "Okafor", birth_on=BORN)
    for stated in (
        {"given": "Ada"},
        {"family": "Okafor"},
        {"given": " ", "known_as": "Ada"},
        {"nhs_number": " - "},
        {},
    ):
        assert not Stated(**stated).is_enough
        assert found(worker, **stated) == []
    assert found(worker, given="Ada", birth_on=BORN)
    assert found(worker, family="Okafor", birth_on=BORN)


@pytest.mark.usefixtures("others")
def test_nobody_is_likely_by_what_is_nobodys_name(worker: Any) -> None:
    someone("Sinead", "Dunne")
    for given, family in (("Xylo", "Phone"), ("🦊", "🌧"), ("%", "_"), ("'", "--")):
        assert found(worker, given=given, family=family, birth_on=BORN, postcode="ZZ1 1AA") == []


def test_other_forms_of_a_name_stand_for_each_other() -> None:
    for one, other in (("Bill", "william"), ("Mo", "mohammed"), ("KATE", "katherine"), ("Siân Mair", "shan")):
        assert other in other_forms(one)
        assert other_forms(other)
    assert other_forms("") == other_forms("Xylophone") == frozenset()
    assert "mo" not in other_forms("Mo")


# --- Dates of birth --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        (BORN, "Same date of birth"),
        (datetime.date(2011, 7, 3), "Day and month the other way round"),
        (datetime.date(2012, 3, 7), "One digit of the date of birth differs"),
        (datetime.date(2011, 3, 17), "One digit of the date of birth differs"),
    ],
)
def test_day_of_birth_that_is_nearly_right_speaks_for_somebody(stated: Any, reason: str, worker: Any) -> None:
    someone("Ada", "Okafor", birth_on=None)
    someone("Ada", "Okafor", birth_on=datetime.date(1980, 12, 25))
    meant = someone("Ada", "Okafor", birth_on=BORN)
    first = likely_people(Stated(given="Ada", family="Okafor", birth_on=stated), worker)[0]
    assert (first.person, first.reasons) == (meant, ["The same name", reason])
    assert found(worker, given="Ada", birth_on=stated)[0] == meant  # and where half of the name is all that is known
    assert found(worker, family="Ockafor", birth_on=stated)[0] == meant


def test_unknown_day_of_birth_comes_after_the_same_and_before_another(worker: Any) -> None:
    another = someone("Ada", "Okafor", birth_on=datetime.date(1980, 12, 25))
    unknown = someone("Ada", "Okafor", birth_on=None)
    same = someone("Ada", "Okafor", birth_on=BORN)
    assert found(worker, given="Ada", family="Okafor", birth_on=BORN) == [same, unknown, another]


def test_same_day_of_birth_alone_is_nobody(worker: Any) -> None:
    someone("Ada", "Okafor", birth_on=BORN)
    assert found(worker, given="Kacper", family="Nowak", birth_on=BORN) == []


def test_days_that_a_slip_makes_of_one() -> None:
    assert swapped(BORN) == datetime.date(2011, 7, 3)
    assert swapped(datetime.date(2011, 3, 13)) is None
    assert swapped(datetime.date(2011, 3, 3)) is None
    near = one_digit_off(datetime.date(2012, 2, 29))
    assert datetime.date(2016, 2, 29) in near
    assert datetime.date(2012, 2, 28) in near
    assert datetime.date(2012, 2, 18) not in near
    assert datetime.date(2012, 2, 29) not in near
    assert all(abs(day.year - 2012) <= 100 for day in near)


@pytest.mark.parametrize("days", [-40, 0, 40])
def test_unborn_baby_is_found_by_the_day_it_is_expected(days: int, worker: Any) -> None:
    expected = datetime.date(2031, 5, 20)
    baby = someone("Baby", "Okafor", birth_on=None, expected_on=expected)
    nameless = PersonFactory(display_name="", birth_on=None, expected_on=expected)
    AddressFactory(person=nameless)
    stated = {"family": "Okafor", "birth_on": expected + datetime.timedelta(days=days)}
    assert found(worker, **stated) == [baby]
    assert why(worker, **stated) == ["A name like this one", "Expected about this date"]
    assert found(worker, given="Baby", family="Okaffor", birth_on=stated["birth_on"]) == [baby]


# --- Numbers and places ----------------------------------------------------------------------------------------------
def test_number_comes_before_any_name(worker: Any) -> None:
    named = someone("Ada", "Okafor", birth_on=BORN)
    numbered = someone("Kacper", "Nowak", nhs_number=NHS, upn="A123456789012")
    stated = {"given": "Ada", "family": "Okafor", "birth_on": BORN}
    assert found(worker, **stated, nhs_number="943 476 5919") == [numbered, named]
    assert found(worker, **stated, upn="a123456789012 ") == [numbered, named]
    assert why(worker, nhs_number=NHS, upn="A123456789012") == ["Same NHS number", "Same UPN"]


def test_postcode_speaks_for_somebody_together_with_something_of_the_name(worker: Any) -> None:
    away, home = someone("Ada", "Okafor"), someone("Ada", "Okafor")
    neighbour = someone("Kacper", "Nowak")
    for person in (home, neighbour):
        AddressFactory(person=person, postcode="ZZ9 9ZZ")
    assert found(worker, given="Ada", family="Okafor", postcode="zz99zz") == [home, away]
    assert why(worker, given="Ada", postcode="ZZ9 9ZZ")[-1] == "Lives or lived at this postcode"
    assert found(worker, given="Ada", postcode="ZZ9 9ZZ") == [home]
    assert found(worker, given="Ada", family="Okafor", postcode=" ") == [away, home]


def test_protected_address_says_nothing(worker: Any) -> None:
    first, second = someone("Ada", "Okafor"), someone("Ada", "Okafor")
    AddressFactory(person=second, postcode="ZZ9 9ZZ", is_protected=True)
    likely = likely_people(Stated(given="Ada", family="Okafor", postcode="ZZ9 9ZZ"), worker)
    assert [(row.person, row.reasons) for row in likely] == [(first, ["The same name"]), (second, ["The same name"])]
    assert found(worker, given="Ada", postcode="ZZ9 9ZZ") == []


# --- Who may see whom ------------------------------------------------------------------------------------------------
def test_hidden_people_change_nothing_of_what_is_found(worker: Any, manager: Any, administrator: Any) -> None:
    stated = Stated(given="Ada", family="Okafor", birth_on=BORN, nhs_number=NHS, postcode="ZZ1 1AA")
    seen = [someone("Ada", "Okafor"), someone("Ada", "Okafour")]

    def asked() -> tuple[list[Any], int]:
        with CaptureQueriesContext(connection) as sent:
            likely = likely_people(stated, worker)
        return [(row.person, row.is_open, row.reasons) for row in likely], len(sent)

    before = asked()
    assert {row[0] for row in before[0]} == set(seen)
    hidden = [someone("Ada", "Okafor", birth_on=BORN, nhs_number=NHS) for _number in range(7)]
    for person in hidden[:4]:
        AddressFactory(person=person)
        restrict_record(person, by=manager, reason="A relative works here")
    family = FamilyFactory()
    for person in hidden[4:]:
        FamilyMembershipFactory(family=family, person=person)
    restrict_record(family, by=manager, reason="A relative works here")
    assert asked() == before
    assert set(found(manager, given="Ada", family="Okafor", birth_on=BORN)) <= set(hidden)
    assert likely_people(stated, administrator) == []


def test_open_to_the_service_is_said_as_far_as_the_reader_may_see(worker: Any, manager: Any) -> None:
    closed, is_open, unseen = (CaseChildFactory(child=someone("Ada", "Okafor", reference=f"PER-{n}")) for n in range(3))
    closed.to_on, closed.closure_reason = closed.from_on, "RC7"
    closed.save()
    restrict_record(unseen.case, by=manager, reason="A relative works here")
    likely = {row.person: row.is_open for row in likely_people(Stated(given="Ada", family="Okafor"), worker)}
    assert likely == {closed.child: False, is_open.child: True, unseen.child: False}


def test_hidden_matches_are_the_strong_ones(worker: Any, manager: Any) -> None:
    named = someone("Ada", "Okafor", birth_on=BORN)
    numbered = someone("Kacper", "Nowak", nhs_number=NHS)
    known = someone("Tink", "Okafor", birth_on=BORN)
    for person in (named, numbered, known):
        restrict_record(person, by=manager, reason="A relative works here")
    someone("Ada", "Okafor", birth_on=BORN + datetime.timedelta(days=1))
    someone("Adah", "Okafor", birth_on=BORN)
    stated = Stated(given="ada", family="OKAFOR", known_as="Tink", birth_on=BORN, nhs_number="943 476 5919")
    assert set(hidden_matches(stated)) == {named, numbered, known}
    assert set(hidden_matches(stated).exclude(pk__in=Person.objects.visible_to(worker))) == {named, numbered, known}
    assert list(hidden_matches(Stated(given="Ada", family="Okafor"))) == []
    assert list(hidden_matches(Stated())) == []


# --- Many people -----------------------------------------------------------------------------------------------------
def test_two_statements_whatever_is_found(worker: Any) -> None:
    stated = Stated(
        given="Ada", family="Okafor", known_as="Addie", birth_on=BORN, nhs_number=NHS, upn="A1", postcode="ZZ1"
    )
    for number in (0, 1, 20):
        for _number in range(number):
            CaseChildFactory(child=someone("Ada", "Okafor"))
        with CaptureQueriesContext(connection) as sent:
            assert len(likely_people(stated, worker)) == min(number, 5)
        assert len(sent) == (2 if number else 1)


GIVEN = (
    "Aaliyah",
    "Benjamin",
    "Catherine",
    "Dafydd",
    "Elizabeth",
    "Fatima",
    "Gurpreet",
    "Isabella",
    "Jakub",
    "Mohammed",
    "Niamh",
    "Samuel",
)
FAMILY = (
    "Abernethy",
    "Bellingham",
    "Chaudhry",
    "O'Callaghan",
    "Davenport",
    "Grabowski",
    "MacLeod",
    "Ramsbottom",
    "Thackeray",
    "Wolstenholme",
)


def _slip(word: str, rng: random.Random) -> str:
    """A letter dropped, doubled, or the next one put before it, somewhere after the first."""
    at = rng.randrange(1, len(word) - 1)
    return rng.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def test_whoever_is_stated_with_a_common_mistake_is_among_the_likeliest(worker: Any) -> None:
    rng = random.Random(5)
    born = [
        datetime.date(2008, 1, 1) + datetime.timedelta(days=rng.randrange(4000))
        for _number in range(len(GIVEN) * len(FAMILY))
    ]
    names = [(given, family) for given in GIVEN for family in FAMILY]
    people = [someone(*name, birth_on=day) for name, day in zip(names, born, strict=True)]
    missed = []
    for person, (given, family), day in rng.sample(list(zip(people, names, born, strict=True)), 25):
        forms = sorted(other_forms(given)) or [given]
        for stated in (
            Stated(given=_slip(given, rng), family=family),
            Stated(given=given, family=_slip(family, rng)),
            Stated(given=_slip(given, rng), family=_slip(family, rng), birth_on=day),
            Stated(given=family, family=_slip(given, rng), birth_on=day),
            Stated(given=rng.choice(forms), family=_slip(family, rng), birth_on=day),
            Stated(given=rng.choice(forms), family=family, birth_on=rng.choice(one_digit_off(day))),
            Stated(given=_slip(given, rng), family=family, birth_on=swapped(day) or day),
        ):
            if person not in [likely.person for likely in likely_people(stated, worker)]:
                missed.append((person, stated))
    assert missed == []
