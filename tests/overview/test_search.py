"""One box finds people, contexts, families and cases, each through its own door."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from cs_casework.access import restrict_record
from cs_casework.overview.searching import MOST, born_on, search_everything
from tests.factories import (
    CaseFactory,
    ContextCaseFactory,
    ContextFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
)
from tests.helpers import audited

pytestmark = pytest.mark.django_db

SEARCH = reverse("overview:search")
BORN = datetime.date(2012, 3, 27)


def found(text: str, user: Any) -> set[str]:
    """What is found, as the words it is called by."""
    return {str(record) for records in search_everything(text, user).values() for record in records}


# --- What is typed ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("27/3/2012", BORN),
        ("27/03/2012", BORN),
        ("27.3.2012", BORN),
        ("27-3-2012", BORN),
        ("27 3 2012", BORN),
        ("Ada 27/3/2012 Okafor", BORN),
        ("31/2/2012", None),
        ("3/27/2012", None),
        ("2012", None),
        ("127/3/2012", None),
        ("Ada", None),
        ("", None),
    ],
)
def test_date_of_birth_is_read_day_first(text: str, day: datetime.date | None) -> None:
    assert born_on(text) == day


@pytest.mark.parametrize("typed", ["27/3/2012", "ada 27/3/2012", "27.03.2012 Okafor", "Okafor Ada 27 3 2012"])
def test_person_is_found_by_date_of_birth_alone_or_with_a_name(typed: str, worker: Any) -> None:
    person = PersonFactory(given="Ada", family="Okafor", birth_on=BORN)
    PersonFactory(given="Ada", family="Okafor", birth_on=BORN + datetime.timedelta(days=1))
    PersonFactory(given="Xander", family="Quill", birth_on=BORN - datetime.timedelta(days=1))
    assert search_everything(typed, worker)["people"] == [person]


@pytest.mark.parametrize(
    ("typed", "which"),
    [
        ("Ada Okafor", "person"),
        ("okafor ada", "person"),
        ("Adda Okafor", "person"),
        ("Addie", "person"),
        ("Ada Former", "person"),
        ("943 476 5919", "person"),
        ("a123456789012", "person"),
        ("la0042", "person"),
        ("Canal Walk", "context"),
        ("cannal walk", "context"),
        ("zz11aa", "context"),
        ("Marrowbone", "family"),
    ],
)
def test_each_kind_is_found_by_what_one_knows_of_it(typed: str, which: str, worker: Any) -> None:
    person = PersonFactory(
        given="Ada", family="Okafor", nhs_number="9434765919", upn="A123456789012", la_child_id="LA0042"
    )
    person.names.create(kind="known_as", given="Addie")
    person.names.create(kind="former", given="Ada", family="Former")
    made = {
        "person": person,
        "context": ContextFactory(name="Canal Walk", postcode="ZZ1 1AA"),
        "family": FamilyFactory(name="Marrowbone family"),
    }
    assert found(typed, worker) == {str(made[which])}


def test_each_kind_is_found_by_its_reference(worker: Any) -> None:
    for record in (PersonFactory(), ContextFactory(), FamilyFactory(), CaseFactory(), ContextCaseFactory()):
        assert found(record.reference.lower(), worker) == {str(record)}


def test_family_is_found_by_a_member_and_shows_its_members(worker: Any) -> None:
    member = FamilyMembershipFactory(family__name="Xyz", person__given="Ada", person__family="Okafor")
    [family] = search_everything("Ada Okafor", worker)["families"]
    assert (family, family.member_names) == (member.family, ["Ada Okafor"])


def test_nothing_typed_finds_nothing(worker: Any) -> None:
    PersonFactory()
    assert search_everything("", worker) == {}
    assert search_everything("   ", worker) == {}


def test_twenty_are_shown_at_most_and_the_likest_of_them(as_user: Any, worker: Any) -> None:
    exact = PersonFactory(given="Ada", family="Okafor")
    for _number in range(MOST + 1):
        PersonFactory(given="Adah", family="Okaforson")
    response = as_user(worker).get(SEARCH, {"q": "Ada Okafor"})
    people = response.context["found"]["people"]
    assert (len(people), people[0]) == (MOST, exact)
    assert f"The best {MOST} matches." in response.content.decode()


# --- Through the door ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["Ada Okafor", "9434765919", "27/3/2012", "{reference}"])
def test_who_may_not_be_seen_is_not_found(typed: str, worker: Any, manager: Any) -> None:
    member = FamilyMembershipFactory(
        family__name="Xyz",
        person__given="Ada",
        person__family="Okafor",
        person__birth_on=BORN,
        person__nhs_number="9434765919",
    )
    typed = typed.format(reference=member.person.reference)
    restrict_record(member.person, by=manager, reason="A relative works here")
    assert found(typed, worker) == set()
    assert "Ada Okafor" in found(typed, manager)


def test_hidden_context_family_and_case_are_not_found(worker: Any, manager: Any) -> None:
    context, family, case = ContextFactory(name="Canal Walk"), FamilyFactory(name="Marrowbone"), CaseFactory()
    for record in (context, family, case):
        restrict_record(record, by=manager, reason="An ongoing inquiry")
    for typed in ("Canal Walk", "Marrowbone", context.reference, family.reference, case.reference):
        assert found(typed, worker) == set()
        assert found(typed, manager) != set()


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("worker", {"people", "contexts", "families", "cases"}),
        ("support", {"people", "contexts", "families", "cases"}),
        ("records", {"people", "contexts", "families", "cases"}),
        ("administrator", set()),
    ],
)
def test_role_finds_what_it_may_see(role: str, kinds: set[str], request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(role)
    records = {
        "people": PersonFactory(),
        "contexts": ContextFactory(),
        "families": FamilyFactory(),
        "cases": CaseFactory(),
    }
    hits = {kind for kind, record in records.items() if search_everything(record.reference, user).get(kind)}
    assert hits == kinds


def test_family_joined_into_another_is_left_out(worker: Any) -> None:
    kept = FamilyFactory(name="Marrowbone")
    FamilyFactory(name="Marrowbone", joined_into=kept, joined_on=BORN)
    assert search_everything("Marrowbone", worker)["families"] == [kept]


# --- The page --------------------------------------------------------------------------------------------------------
def test_page_shows_what_was_found_and_audits_who(as_user: Any, worker: Any) -> None:
    person = PersonFactory(given="Siân", family="O'Neill")
    desk = as_user(worker)
    body = desk.get(SEARCH, {"q": "Sian ONeill"}).content.decode()
    assert "<bdi>Siân O&#x27;Neill</bdi>" in body
    assert person.get_absolute_url() in body
    assert [event.shown for event in audited("search.done")] == [[person.pk]]


def test_page_says_what_to_do_when_nothing_was_found_or_typed(as_user: Any, worker: Any) -> None:
    desk = as_user(worker)
    assert "Nothing found" in desk.get(SEARCH, {"q": "Xylophone"}).content.decode()
    assert "Type a name, an id, a reference" in desk.get(SEARCH).content.decode()
    assert [event.shown for event in audited("search.done")] == [[]]


@pytest.mark.parametrize(
    "text",
    ["\x00", "Ada\x00Okafor", "a" * 5000, "🦊", "علي", "' OR 1=1 --", "<script>alert(1)</script>", "%", "31/2/2012"],
)
def test_page_answers_whatever_is_typed(text: str, as_user: Any, worker: Any) -> None:
    response = as_user(worker).get(SEARCH, {"q": text})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
