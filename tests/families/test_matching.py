"""Which other families may be the same one: found from the members outwards, told with why, and told apart for good."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.joining import join_families
from cs_casework.access import restrict_record
from cs_casework.dates import today
from families.matching import MOST, apart_from, may_be_one_with
from families.models import FamiliesApart, Family
from families.workflow import confirm_family, set_apart
from tests.factories import (
    AddressFactory,
    FamiliesApartFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
    RelationshipFactory,
    UserFactory,
)
from tests.helpers import audited, everything, messages_of, race, refusals

pytestmark = pytest.mark.django_db

WHY = "The mothers are two people"


def family_of(*people: Any, **facts: Any) -> Family:
    family = FamilyFactory(**facts)
    for person in people:
        FamilyMembershipFactory(family=family, person=person)
    return family


def reasons(family: Family, user: Any) -> dict[Family, list[str]]:
    return {match.family: match.reasons for match in may_be_one_with(family, user)}


@pytest.fixture
def ada() -> Any:
    return PersonFactory(given="Ada", family="Okafor")


@pytest.fixture
def ben() -> Any:
    return PersonFactory(given="Ben", family="Reyes")


# --- What is found ---------------------------------------------------------------------------------------------------
def test_families_with_nothing_in_common_are_not_suggested(worker: Any, ada: Any, ben: Any) -> None:
    AddressFactory(person=ada, lines="1 Mill Lane", postcode="ZZ1 1AA")
    AddressFactory(person=ben, lines="2 Mill Lane", postcode="ZZ1 1AA")
    AddressFactory(person=PersonFactory(given="Cat", family="Okafor"), lines="1 Mill Lane", postcode="ZZ1 1AB")
    RelationshipFactory(person=ada, other=ben, kind="friend")
    family = family_of(ada)
    family_of(ben)
    assert reasons(family, worker) == {}
    assert reasons(FamilyFactory(), worker) == {}


@pytest.mark.parametrize("why", ["", "Moved"], ids=["now", "ended"])
def test_person_who_is_a_member_of_both_is_a_reason(why: str, worker: Any, ada: Any) -> None:
    other = FamilyFactory()
    FamilyMembershipFactory(family=other, person=ada, to_on=today() if why else None, ended_why=why)
    assert reasons(family_of(ada), worker) == {other: ["Ada Okafor is a member of both"]}


def test_kin_among_the_members_is_a_reason_from_either_side(worker: Any, ada: Any) -> None:
    child = PersonFactory(display_name="", la_child_id="B7")
    RelationshipFactory(person=ada, other=child, kind="parent")
    family, other = family_of(ada), family_of(child)
    words = ["Ada Okafor is parent of LA child id B7"]
    assert (reasons(family, worker), reasons(other, worker)) == ({other: words}, {family: words})


@pytest.mark.parametrize("ended", [False, True])
def test_address_is_a_reason_now_or_in_the_past_however_it_is_typed(
    ended: bool, worker: Any, ada: Any, ben: Any
) -> None:
    AddressFactory(person=ada, lines="1 Mill Lane", postcode="ZZ1 1AA", to_on=today() if ended else None)
    AddressFactory(person=ben, lines="1 MILL lane", postcode="ZZ1 1AA")
    other = family_of(ben)
    assert reasons(family_of(ada), worker) == {other: ["Members of both live or lived at 1 MILL lane ZZ1 1AA"]}


def test_last_name_at_one_postcode_is_a_reason(worker: Any, ada: Any) -> None:
    cat = PersonFactory(given="Cat", family="OKAFOR")
    AddressFactory(person=ada, lines="1 Mill Lane", postcode="ZZ1 1AA")
    AddressFactory(person=cat, lines="9 Mill Lane", postcode="ZZ1 1AA")
    other = family_of(cat)
    assert reasons(family_of(ada), worker) == {other: ["Both have somebody named OKAFOR at ZZ1 1AA"]}


def test_strongest_reason_comes_first_and_the_weakest_only_alone(worker: Any, ada: Any, ben: Any) -> None:
    cat = PersonFactory(given="Cat", family="Okafor")
    for person in (ada, cat):
        AddressFactory(person=person, lines="1 Mill Lane", postcode="ZZ1 1AA")
    RelationshipFactory(person=ada, other=ben, kind="half_sibling")
    same_address, kin, same_person = family_of(cat), family_of(ben), family_of(ada)
    found = may_be_one_with(family_of(ada), worker)
    assert [(match.family, match.reasons) for match in found] == [
        (same_person, ["Ada Okafor is a member of both"]),
        (kin, ["Ada Okafor is half-brother or half-sister of Ben Reyes"]),
        (same_address, ["Members of both live or lived at 1 Mill Lane ZZ1 1AA"]),
    ]


def test_address_without_a_postcode_is_no_reason(worker: Any, ada: Any, ben: Any) -> None:
    """ "No fixed abode" is where many live."""
    for person in (ada, ben):
        AddressFactory(person=person, lines="No fixed abode", postcode="")
    family_of(ben)
    assert reasons(family_of(ada), worker) == {}


@pytest.mark.parametrize("whose", ["ours", "theirs"])
def test_protected_address_plays_no_part(whose: str, worker: Any, ada: Any) -> None:
    cat = PersonFactory(given="Cat", family="Okafor")
    for person, side in ((ada, "ours"), (cat, "theirs")):
        AddressFactory(person=person, lines="1 Mill Lane", postcode="ZZ1 1AA", is_protected=side == whose)
    family_of(cat)
    assert reasons(family_of(ada), worker) == {}


@pytest.mark.parametrize("hidden", ["family", "member", "own member"])
def test_what_is_hidden_is_no_reason(hidden: str, worker: Any, ada: Any, ben: Any) -> None:
    RelationshipFactory(person=ada, other=ben, kind="sibling")
    for person in (ada, ben):
        AddressFactory(person=person, lines="1 Mill Lane", postcode="ZZ1 1AA")
    family, other = family_of(ada), family_of(ben)
    assert list(reasons(family, worker)) == [other]
    secret = {"family": other, "member": ben, "own member": ada}[hidden]
    restrict_record(secret, by=UserFactory(code="manager"), reason="A relative works here")
    assert reasons(family, worker) == {}


def test_family_joined_into_another_is_neither_suggested_nor_asked_about(manager: Any, ada: Any) -> None:
    family, other, gone = family_of(ada), family_of(ada), FamilyFactory()
    join_families(other, joined=gone, by=manager, reason="One family")
    FamilyMembershipFactory(family=gone, person=ada, to_on=today(), ended_why="Recorded twice")
    gone.refresh_from_db()
    assert list(reasons(family, manager)) == [other]
    assert reasons(gone, manager) == {}


def test_no_more_than_ten_are_suggested_the_strongest_first(worker: Any, ada: Any) -> None:
    AddressFactory(person=ada)
    for _number in range(MOST + 2):
        neighbour = PersonFactory()
        AddressFactory(person=neighbour)
        family_of(neighbour)
    closest = family_of(ada)
    found = may_be_one_with(family_of(ada), worker)
    assert len(found) == MOST
    assert found[0].family == closest


def test_suggestions_cost_the_same_however_many(worker: Any, ada: Any, django_assert_num_queries: Any) -> None:
    family, other = family_of(ada), family_of(ada)
    with django_assert_num_queries(3):
        assert list(reasons(family, worker)) == [other]
    for _number in range(5):
        family_of(ada)
    with django_assert_num_queries(3):
        assert len(reasons(family, worker)) == 6


# --- Told apart ------------------------------------------------------------------------------------------------------
def test_pair_told_apart_is_not_suggested_again_from_either_side(manager: Any, ada: Any) -> None:
    family, other = family_of(ada), family_of(ada)
    apart = set_apart(family, other=other, by=manager, reason=WHY)
    assert (apart.family, apart.other, apart.reason, apart.created_by) == (family, other, WHY, manager)
    assert [event.record_id for event in audited("family.set_apart")] == [family.pk, other.pk]
    assert (reasons(family, manager), reasons(other, manager)) == ({}, {})
    assert apart_from(family, manager) == [(other, apart)]
    assert apart_from(other, manager) == [(family, apart)]


def test_what_was_told_apart_stays_apart_from_the_family_it_was_joined_into(manager: Any, ada: Any) -> None:
    family, other, kept = family_of(ada), family_of(ada), FamilyFactory()
    apart = set_apart(family, other=other, by=manager, reason=WHY)
    join_families(kept, joined=other, by=manager, reason="One family")
    assert (reasons(family, manager), reasons(kept, manager)) == ({}, {})
    assert apart_from(kept, manager) == [(family, apart)]


def test_joining_takes_back_that_they_are_apart(manager: Any) -> None:
    family, other = FamilyFactory(), FamilyFactory()
    set_apart(family, other=other, by=manager, reason=WHY)
    join_families(family, joined=other, by=manager, reason="The mothers are one person after all")
    assert apart_from(family, manager) == []


@pytest.mark.parametrize("role", ["worker", "support", "records", "administrator"])
def test_only_a_manager_tells_families_apart(role: str, request: pytest.FixtureRequest) -> None:
    user, family, other = request.getfixturevalue(role), FamilyFactory(), FamilyFactory()
    before = everything()
    with pytest.raises(PermissionDenied):
        set_apart(family, other=other, by=user, reason=WHY)
    assert everything() == before


@pytest.mark.parametrize("which", ["family", "other"])
def test_family_that_is_hidden_is_not_told_apart(which: str, manager: Any) -> None:
    pair = {"family": FamilyFactory(), "other": FamilyFactory()}
    restrict_record(pair[which], by=UserFactory(code="manager"), reason="A relative works here")
    with pytest.raises(PermissionDenied):
        set_apart(pair["family"], other=pair["other"], by=manager, reason=WHY)
    assert not FamiliesApart.objects.exists()


def test_telling_apart_refuses_what_makes_no_sense(manager: Any) -> None:
    family, other = FamilyFactory(), FamilyFactory()
    with pytest.raises(ValidationError) as refusal:
        set_apart(family, other=family, by=manager, reason=WHY)
    assert messages_of(refusal) == {"other": ["Choose another family: this is the same one."]}
    with pytest.raises(ValidationError) as refusal:
        set_apart(family, other=other, by=manager, reason=" ")
    assert messages_of(refusal) == {"reason": ["Say how you know that they are not one family."]}
    set_apart(family, other=other, by=manager, reason=WHY)
    for one, two in ((family, other), (other, family)):
        with pytest.raises(ValidationError) as refusal:
            set_apart(one, other=two, by=manager, reason=WHY)
        assert messages_of(refusal) == {"__all__": ["This has been recorded already."]}
    gone = FamilyFactory(joined_into=other, joined_on=today())
    with pytest.raises(ValidationError) as refusal:
        set_apart(family, other=gone, by=manager, reason=WHY)
    assert messages_of(refusal) == {"__all__": ["One of these families was joined into another already."]}


@pytest.mark.django_db(transaction=True)
def test_two_managers_tell_the_same_pair_apart_from_both_ends(team: Any, manager: Any) -> None:
    first, second = FamilyFactory(), FamilyFactory()
    lowest = min((first, second), key=lambda family: family.pk)
    results = race(
        lambda: set_apart(first, other=second, by=manager, reason=WHY),
        lambda: set_apart(second, other=first, by=manager, reason=WHY),
        hold=lambda: Family.objects.select_for_update().get(pk=lowest.pk),
    )
    assert [result.messages for result in results if isinstance(result, ValidationError)] == [
        ["This has been recorded already."]
    ]
    assert FamiliesApart.objects.count() == 1


# --- On the page -----------------------------------------------------------------------------------------------------
def test_unconfirmed_family_shows_everybody_what_it_may_be_one_with_and_managers_the_answers(
    as_user: Any, worker: Any, manager: Any, ada: Any
) -> None:
    family, other = family_of(ada, confirmed_on=None), family_of(ada)
    # The one that was checked stays.
    join = f"{reverse('cases:family-join', args=[other.pk])}?with={family.pk}"
    apart = f"{reverse('families:family-apart', args=[family.pk])}?with={other.pk}"
    body = as_user(worker).get(family.get_absolute_url()).content.decode()
    assert "Ada Okafor is a member of both" in body
    assert join not in body
    assert apart not in body
    assert "a member of both" not in as_user(worker).get(other.get_absolute_url()).content.decode()
    body = as_user(manager).get(family.get_absolute_url()).content.decode()
    assert join in body
    assert apart in body
    assert "a member of both" in as_user(manager).get(other.get_absolute_url()).content.decode()
    assert (
        join.partition("?")[0] in as_user(manager).get(reverse("cases:family-join", args=[other.pk])).content.decode()
    )


def test_families_are_told_apart_on_the_page(as_user: Any, manager: Any, worker: Any, ada: Any) -> None:
    family, other = family_of(ada), family_of(ada)
    desk, address = as_user(manager), reverse("families:family-apart", args=[family.pk])
    assert desk.get(address).status_code == 404
    assert desk.get(f"{address}?with=nonsense").status_code == 404
    address += f"?with={other.pk}"
    assert refusals(desk.post(address, {"reason": ""})) == {
        "reason": ["Enter an answer to “How do you know that they are not one family?”"]
    }
    assert desk.post(address, {"reason": WHY}).url == family.get_absolute_url()
    assert refusals(desk.post(address, {"reason": WHY})) == {"__all__": ["This has been recorded already."]}
    for shown in (family, other):
        body = as_user(worker).get(shown.get_absolute_url()).content.decode()
        assert "Not one with" in body
        assert f"{WHY} (Mana Oduya, {today():%-d %B %Y})" in body


def test_family_told_apart_from_a_hidden_one_does_not_name_it(as_user: Any, worker: Any, manager: Any) -> None:
    apart = FamiliesApartFactory()
    restrict_record(apart.other, by=manager, reason="A relative works here")
    body = as_user(worker).get(apart.family.get_absolute_url()).content.decode()
    assert "Joined and told apart" not in body
    assert apart.reason not in body


def test_confirming_says_that_members_were_checked(as_user: Any, manager: Any) -> None:
    family = FamilyFactory(confirmed_on=None)
    desk = as_user(manager)
    assert "when you have checked its members" in desk.get(family.get_absolute_url()).content.decode()
    confirm_family(family, by=manager)
    body = desk.get(family.get_absolute_url()).content.decode()
    assert "when you have checked its members" not in body
    assert f"{today():%-d %B %Y}" in body
