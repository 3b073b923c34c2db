"""The pages of people and families: what they do, what they refuse beside which field, and that nothing typed is lost."""

import datetime
import re
from typing import Any

import pytest
from django.urls import reverse

from cs_casework.access import restrict_record
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
from families.workflow import change_person
from tests.factories import (
    AddressFactory,
    CaseFactory,
    ContextLinkFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
    RelationshipFactory,
)
from tests.helpers import audited, boxes, refusals, value_typed

pytestmark = pytest.mark.django_db

NHS = "9434765919"
# Not tomorrow: the suite may run over midnight.
NEXT_WEEK = today() + datetime.timedelta(days=7)


@pytest.fixture
def desk(as_user: Any, support: Any) -> Any:
    """The client of somebody who may edit people and families."""
    return as_user(support)


@pytest.fixture
def child(db: None) -> Person:
    return PersonFactory(given="Ada", family="Okafor")


def url(name: str, *args: Any, **query: Any) -> str:
    address = reverse(f"families:{name}", args=[getattr(arg, "pk", arg) for arg in args])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


# --- A new person ----------------------------------------------------------------------------------------------------
def test_person_is_recorded(desk: Any, support: Any) -> None:
    born = months_after(today(), -100)
    response = desk.post(
        url("person-create"),
        {"given": "Siân", "family": "O'Neill", "known_as": "Shan", "sex": "F", "ethnicity": "WBRI"}
        | boxes("birth_on", born),
    )
    person = Person.objects.get()
    assert (response.status_code, response.url) == (302, person.get_absolute_url())
    assert (str(person), person.birth_on, person.sex, person.created_by) == ("Siân O'Neill", born, "F", support)
    shown = desk.get(response.url).content.decode()
    assert "Siân O&#x27;Neill has been recorded." in shown
    assert "Shan" in shown


@pytest.mark.parametrize(
    ("given", "family"),
    [("Rain 🌧️", "Ba🦊ptiste"), ("محمد", "علي"), ("רחל", "כהן"), ("李", "伟"), ("Nguyễn", "Thị"), ("👨‍👩‍👧", "")],
)
def test_name_in_any_script_is_accepted_shown_and_found(given: str, family: str, desk: Any) -> None:
    desk.post(url("person-create"), {"given": given, "family": family, "sex": "U"})
    person = Person.objects.get()
    name = f"{given} {family}".strip()
    assert str(person) == name
    # Set apart from the words around it, so that a name that runs from right to left does not turn them round.
    assert f"<bdi>{name}</bdi>" in desk.get(url("person-list")).content.decode()
    assert f"<bdi>{name}</bdi>" in desk.get(url("person-detail", person)).content.decode()
    assert list(desk.get(url("person-list", q=name)).context["page_of"]) == [person]
    [people] = desk.get(reverse("overview:search") + f"?q={name}&kind=people").context["found"]
    assert [hit.url for hit in people.hits] == [person.get_absolute_url()]


@pytest.mark.parametrize("number", [NHS, "943 476 5919", " 943-476-5919 "])
def test_nhs_number_is_taken_however_it_is_typed(number: str, desk: Any, child: Person) -> None:
    desk.post(url("person-create"), {"given": "Siân", "sex": "U", "nhs_number": number})
    assert Person.objects.get(display_name="Siân").nhs_number == NHS
    desk.post(url("person-edit", child), {"sex": "U", "nhs_number": number})
    child.refresh_from_db()
    assert child.nhs_number == NHS


# What is typed into one field, and what is said beside it.
REFUSED: list[Any] = [
    pytest.param(
        {"given": ""}, "given", "Enter a name, or an LA child id, or the expected date of an unborn baby.", id="nobody"
    ),
    pytest.param(boxes("birth_on", NEXT_WEEK), "birth_on", "This date is in the future.", id="born next week"),
    pytest.param(
        boxes("expected_on", today() + datetime.timedelta(days=400)),
        "expected_on",
        "The expected date is more than ten months away.",
        id="expected too late",
    ),
    pytest.param(
        {"birth_on-day": "30", "birth_on-month": "2", "birth_on-year": "2012"},
        "birth_on",
        "Date of birth must be a real date: February 2012 has 29 days",
        id="no such day",
    ),
    pytest.param(
        {"birth_on-day": "27", "birth_on-month": "", "birth_on-year": ""},
        "birth_on",
        "Date of birth must include a month and year",
        id="half a date",
    ),
    pytest.param({"given": "a" * 101}, "given", "First names must be 100 characters or fewer", id="too long"),
    pytest.param({"family": "a" * 101}, "family", "Last name must be 100 characters or fewer", id="last name too long"),
    pytest.param(
        {"school": "é" * 151},
        "school",
        "School, college or nursery must be 150 characters or fewer",
        id="school too long",
    ),
    pytest.param(
        {"family": "Oka\x00for"},
        "family",
        "Last name contains a character that cannot be stored. Delete the text and type it again.",
        id="NUL byte",
    ),
    pytest.param(
        {"nhs_number": "9434765918"},
        "nhs_number",
        "This is not a valid NHS number. Check for a mistyped digit.",
        id="wrong check digit",
    ),
    pytest.param({"nhs_number": "943476591"}, "nhs_number", "An NHS number has 10 digits.", id="too few digits"),
    pytest.param({"la_child_id": "LA/42"}, "la_child_id", "Use letters and digits only, at most 20.", id="LA child id"),
    pytest.param({"sex": "X"}, "sex", "Select one of the choices listed for “Sex”", id="no such choice"),
]


@pytest.mark.parametrize(("typed", "field", "message"), REFUSED)
def test_new_person_is_refused_beside_the_field_and_what_was_typed_stays(
    typed: dict[str, str], field: str, message: str, desk: Any
) -> None:
    sent = {"given": "Ada", "known_as": "Addie", "first_language": "Yoruba", "sex": "F"} | typed
    response = desk.post(url("person-create"), sent)
    assert refusals(response) == {field: [message]}
    body = response.content.decode()
    assert "There is a problem" in body
    assert "Addie" in body
    assert "Yoruba" in body
    form = response.context["form"]
    for name, text in typed.items():
        box = name.rpartition("-") if name not in form.fields else None
        kept = form[box[0]].value()[box[2]] if box else form[name].value()
        assert kept == text
    assert not Person.objects.exists()


def test_unborn_baby_is_recorded_by_the_expected_date(desk: Any) -> None:
    desk.post(url("person-create"), {"sex": "U"} | boxes("expected_on", NEXT_WEEK))
    person = Person.objects.get()
    assert (person.is_unborn, person.expected_on) == (True, NEXT_WEEK)
    assert "Unborn baby" in desk.get(url("person-list")).content.decode()


def test_person_is_born_or_expected_not_both(desk: Any) -> None:
    sent = {"given": "Ada", "sex": "U"} | boxes("birth_on", today()) | boxes("expected_on", NEXT_WEEK)
    response = desk.post(url("person-create"), sent)
    assert refusals(response) == {"__all__": ["Give a date of birth or an expected date, not both."]}
    assert value_typed(response, "given") == "Ada"


# --- Is it somebody recorded already? --------------------------------------------------------------------------------
def test_someone_alike_is_shown_before_another_is_recorded(desk: Any, child: Person) -> None:
    sent = {"given": "Ada", "family": "Okafor", "sex": "U"} | boxes("birth_on", child.birth_on)
    asked = desk.post(url("person-create"), sent)
    assert asked.context["alike"] == [child]
    assert child.reference in asked.content.decode()
    assert value_typed(asked, "given") == "Ada"
    assert Person.objects.count() == 1
    recorded = desk.post(url("person-create"), sent | {"different": "1"})
    assert recorded.status_code == 302
    [task] = PossibleDuplicate.objects.all()
    assert (task.other, task.outcome) == (child, "different")


def test_someone_alike_whom_the_typist_may_not_see_is_not_told(desk: Any, support: Any, manager: Any) -> None:
    hidden = PersonFactory(given="Ada", family="Okafor", nhs_number=NHS)
    restrict_record(hidden, by=manager, reason="A relative works here")
    sent = {"given": "Ada", "family": "Okafor", "sex": "U", "nhs_number": NHS} | boxes("birth_on", hidden.birth_on)
    response = desk.post(url("person-create"), sent)
    made = Person.objects.visible_to(support).get()
    assert response.url == made.get_absolute_url()
    assert list(PossibleDuplicate.objects.visible_to(support)) == []
    [task] = PossibleDuplicate.objects.visible_to(manager).open()
    assert (task.person, task.other) == (made, hidden)


def test_pair_is_settled_on_its_page(desk: Any, child: Person) -> None:
    task = PossibleDuplicate.objects.create(person=PersonFactory(), other=child, why="Same NHS number")
    listed = desk.get(url("duplicate-list"))
    assert list(listed.context["page_of"]) == [task]
    settle = url("duplicate-settle", task)
    assert refusals(desk.post(settle, {"outcome": ""})) == {
        "outcome": ["Select an answer to “Are they the same person?”"]
    }
    assert desk.post(settle, {"outcome": "same"}).url == url("duplicate-list")
    assert list(desk.get(url("duplicate-list")).context["page_of"]) == []
    assert PossibleDuplicate.objects.get().outcome == "same"


# --- Details and names -----------------------------------------------------------------------------------------------
def test_details_are_changed_and_the_version_before_is_shown(desk: Any, child: Person) -> None:
    shown = desk.get(url("person-edit", child))
    assert value_typed(shown, "birth_on") == child.birth_on
    changed = {"sex": "F", "school": "Elm Academy", "needs_interpreter": "True", "disabilities": ["HEAR"]}
    desk.post(url("person-edit", child), changed | boxes("birth_on", child.birth_on))
    child.refresh_from_db()
    assert (child.school, child.needs_interpreter, child.disabilities) == ("Elm Academy", True, ["HEAR"])
    versions = desk.get(url("person-history", child)).content.decode()
    assert "Elm Academy" in versions
    assert "Sula Perrin" in versions


def test_edit_of_an_older_version_is_refused_and_loses_neither(desk: Any, child: Person, manager: Any) -> None:
    shown = desk.get(url("person-edit", child)).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(form_key|began)" value="([^"]*)"', shown))
    change_person(child, by=manager, school="Elm Academy")
    response = desk.post(url("person-edit", child), hidden | {"sex": "F", "school": "Oak Academy"})
    child.refresh_from_db()
    assert child.school == "Elm Academy"
    assert value_typed(response, "school") == "Oak Academy"
    assert "Elm Academy" in response.content.decode()


def test_birth_after_an_event_is_refused_beside_the_date(desk: Any, as_user: Any, worker: Any, child: Person) -> None:
    """To who may see the event: to another a refusal would tell of it, and of its day."""
    ContextLinkFactory(child=child, from_on=today(), source_on=today())
    child.birth_on = None
    child.save()
    link = child.context_links.get()
    link.from_on = datetime.date(2020, 1, 1)
    link.save()
    sent = {"sex": "U", "gender": "non-binary"} | boxes("birth_on", datetime.date(2020, 1, 2))
    assert desk.post(url("person-edit", child), sent).status_code == 302
    response = as_user(worker).post(url("person-edit", child), sent)
    assert refusals(response) == {
        "birth_on": ["The date of birth is after a link to a context, which begins on 1 January 2020."]
    }
    assert value_typed(response, "gender") == "non-binary"


def test_death_before_birth_is_refused(desk: Any, child: Person) -> None:
    sent = {"sex": "U"} | boxes("birth_on", today()) | boxes("died_on", today() - datetime.timedelta(days=1))
    assert refusals(desk.post(url("person-edit", child), sent)) == {
        "__all__": ["The date of death is before the date of birth."]
    }


def test_death_in_the_future_is_refused(desk: Any, child: Person) -> None:
    sent = {"sex": "U"} | boxes("died_on", NEXT_WEEK)
    assert refusals(desk.post(url("person-edit", child), sent)) == {"died_on": ["This date is in the future."]}


def test_new_name_makes_the_former_one_and_both_stand_on_the_page(desk: Any, child: Person) -> None:
    desk.post(url("name-add", child), {"kind": "name", "given": "Ada", "family": "Reyes"})
    shown = desk.get(url("person-detail", child)).content.decode()
    assert "<bdi>Ada Reyes</bdi>" in shown
    assert "<bdi>Ada Okafor</bdi>" in shown
    assert "(Former name)" in shown
    assert list(desk.get(url("person-list", q="Ada Okafor")).context["page_of"]) == [child]


def test_empty_name_is_refused(desk: Any, child: Person) -> None:
    response = desk.post(url("name-add", child), {"kind": "alias", "given": " ", "family": ""})
    assert refusals(response) == {"__all__": ["Enter a first name or a last name."]}
    assert PersonName.objects.count() == 1


# --- Addresses -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["sw1a1aa", "SW1A 1AA", " sw1a  1aa "])
def test_postcode_is_tidied(typed: str, desk: Any, child: Person) -> None:
    desk.post(url("address-add", child), {"lines": "1 Invented Street", "postcode": typed})
    assert Address.objects.get().postcode == "SW1A 1AA"


@pytest.mark.parametrize("typed", ["SW1A", "NOT ONE", "1AA SW1A", "SW1A 1A", "🦊", "SWA1 1AA"])
def test_postcode_that_cannot_be_one_is_refused_beside_it(typed: str, desk: Any, child: Person) -> None:
    response = desk.post(url("address-add", child), {"lines": "1 Invented Street", "postcode": typed})
    assert refusals(response) == {"postcode": ["Enter a full UK postcode, like SW1A 1AA, or leave it empty."]}
    assert value_typed(response, "postcode") == typed
    assert value_typed(response, "lines") == "1 Invented Street"


def test_address_ends_after_it_began(desk: Any, child: Person) -> None:
    sent = (
        {"lines": "1 Invented Street"}
        | boxes("from_on", today())
        | boxes("to_on", today() - datetime.timedelta(days=1))
    )
    assert refusals(desk.post(url("address-add", child), sent)) == {"__all__": ["It ends before it begins."]}
    address = AddressFactory(person=child, from_on=today())
    response = desk.post(url("address-end", child, address), boxes("to_on", today() - datetime.timedelta(days=1)))
    assert refusals(response) == {"to_on": ["It ends before it begins."]}
    assert desk.post(url("address-end", child, address), boxes("to_on", today())).status_code == 302
    assert desk.get(url("address-end", child, address)).status_code == 404


def test_protected_address_stands_on_the_record_and_on_no_list(desk: Any, child: Person) -> None:
    desk.post(url("address-add", child), {"lines": "7 Hidden Lane", "postcode": "ZZ1 1AA", "is_protected": "on"})
    shown = desk.get(url("person-detail", child)).content.decode()
    assert "7 Hidden Lane" in shown
    assert "Protected" in shown
    family = FamilyMembershipFactory(person=child).family
    lists = [
        url("person-list"),
        url("person-list", q="Ada"),
        url("family-list"),
        url("family-detail", family),
        reverse("overview:search") + "?q=Hidden Lane",
        reverse("overview:search") + "?q=ZZ1 1AA",
    ]
    for listed in lists:
        body = desk.get(listed).content.decode().replace("Hidden Lane”", "")
        assert "7 Hidden Lane" not in body, listed


# --- Relationships ---------------------------------------------------------------------------------------------------
def test_relationship_is_read_on_both_records(desk: Any, child: Person) -> None:
    mother = PersonFactory(given="Ngozi", family="Okafor")
    found = desk.get(url("relationship-add", child, q="Ngozi"))
    assert found.context["people"] == [mother]
    desk.post(
        url("relationship-add", child, **{"with": mother.pk}),
        {"kind": "inverse:parent", "parental_responsibility": "True"},
    )
    row = Relationship.objects.get()
    assert (row.person, row.kind, row.other) == (mother, "parent", child)
    assert ("child of", "Ngozi Okafor") in _relationships(desk, child)
    assert ("parent of", "Ada Okafor") in _relationships(desk, mother)


def _relationships(desk: Any, person: Person) -> list[tuple[str, str]]:
    """How a person's page reads each relationship: its words, and the other's name."""
    rows = desk.get(url("person-detail", person)).context["relationships"]
    body = " ".join(desk.get(url("person-detail", person)).content.decode().split())
    read = []
    for row in rows:
        other = row.other if row.person == person else row.person
        words = row.get_kind_display() if row.person == person else row.inverse_display()
        assert f'{words} <a class="govuk-link" href="{other.get_absolute_url()}"><bdi>{other}</bdi></a>' in body
        read.append((words, str(other)))
    return read


def test_oneself_is_not_offered_and_is_refused(desk: Any, child: Person) -> None:
    assert desk.get(url("relationship-add", child, q="Ada Okafor")).context["people"] == []
    response = desk.post(url("relationship-add", child, **{"with": child.pk}), {"kind": "sibling"})
    assert refusals(response) == {"__all__": ["A person cannot be related to themselves."]}
    assert value_typed(response, "kind") == "sibling"
    assert not Relationship.objects.exists()


@pytest.mark.parametrize("kind", ["sibling", "cousin", "partner"])
def test_mirrored_relationship_is_refused(kind: str, desk: Any, child: Person) -> None:
    other = RelationshipFactory(person=child, kind=kind).other
    response = desk.post(url("relationship-add", other, **{"with": child.pk}), {"kind": kind})
    assert refusals(response) == {"__all__": ["This relationship is recorded already."]}


def test_same_relationship_told_from_the_other_side_is_refused(desk: Any, child: Person) -> None:
    mother = RelationshipFactory(other=child, kind="parent").person
    response = desk.post(url("relationship-add", child, **{"with": mother.pk}), {"kind": "inverse:parent"})
    assert refusals(response) == {"__all__": ["This relationship is recorded already."]}


def test_relationship_to_somebody_hidden_or_unknown_is_not_found(desk: Any, child: Person, manager: Any) -> None:
    hidden = PersonFactory()
    restrict_record(hidden, by=manager, reason="A relative works here")
    for other in (hidden.pk, "0190b0c0-0000-7000-8000-000000000000", "nonsense", "%00"):
        assert desk.get(url("relationship-add", child, **{"with": other})).status_code == 404
        assert desk.post(url("relationship-add", child, **{"with": other}), {"kind": "sibling"}).status_code == 404


def test_relationship_is_ended_and_stays_on_record(desk: Any, child: Person) -> None:
    row = RelationshipFactory(person=child, from_on=today() - datetime.timedelta(days=3))
    end = url("relationship-end", child, row)
    assert refusals(desk.post(end, boxes("to_on", NEXT_WEEK))) == {"to_on": ["Until must be today or in the past"]}
    assert refusals(desk.post(end, boxes("to_on", row.from_on - datetime.timedelta(days=1)))) == {
        "to_on": ["It ends before it begins."]
    }
    assert desk.post(end, boxes("to_on", today())).status_code == 302
    assert "until" in desk.get(url("person-detail", child)).content.decode()
    assert desk.post(end, boxes("to_on", today())).status_code == 404


# --- Families --------------------------------------------------------------------------------------------------------
def test_family_is_recorded_and_members_added_as_kin_and_by_placement(desk: Any, child: Person) -> None:
    desk.post(url("family-create"), {"name": "Okafor family"})
    family = Family.objects.get()
    placed = PersonFactory(given="Ben", family="Reyes")
    for person, part, basis in ((child, "child", "kin"), (placed, "placed_child", "placement")):
        desk.post(url("member-add", family, person=person.pk), {"part": part, "basis": basis})
    assert sorted(FamilyMembership.objects.values_list("person__display_name", "basis")) == [
        ("Ada Okafor", "kin"),
        ("Ben Reyes", "placement"),
    ]
    body = " ".join(desk.get(url("family-detail", family)).content.decode().split())
    assert "Placed child (by placement)" in body
    assert list(desk.get(url("family-list", q="Ben Reyes")).context["page_of"]) == [family]


def test_second_membership_is_refused(desk: Any) -> None:
    member = FamilyMembershipFactory()
    response = desk.post(url("member-add", member.family, person=member.person.pk), {"part": "other", "basis": "kin"})
    assert refusals(response) == {"__all__": ["This person is a member of the family already."]}
    assert value_typed(response, "part") == "other"


def test_membership_before_birth_or_in_the_future_is_refused_beside_the_date(desk: Any, child: Person) -> None:
    family = FamilyFactory()
    add = url("member-add", family, person=child.pk)
    sent = {"part": "child", "basis": "kin"}
    early = child.birth_on - datetime.timedelta(days=1)
    assert refusals(desk.post(add, sent | boxes("from_on", early))) == {
        "from_on": ["This is before the person was born."]
    }
    assert refusals(desk.post(add, sent | boxes("from_on", NEXT_WEEK))) == {"from_on": ["This date is in the future."]}


def test_membership_is_ended_with_a_reason(desk: Any) -> None:
    member = FamilyMembershipFactory()
    end = url("member-end", member.family, member)
    assert refusals(desk.post(end, boxes("to_on", None))) == {
        "to_on": ["Enter the day it ended"],
        "ended_why": ["Enter why it ended"],
    }
    assert desk.post(end, boxes("to_on", today()) | {"ended_why": "Moved out"}).status_code == 302
    assert "Moved out" in desk.get(url("family-detail", member.family)).content.decode()


def test_family_without_a_name_is_refused(desk: Any) -> None:
    assert refusals(desk.post(url("family-create"), {"name": "  "})) == {"name": ["Enter family name"]}
    family = FamilyFactory()
    response = desk.post(url("family-edit", family), {"name": "a" * 151})
    assert refusals(response) == {"name": ["Family name must be 150 characters or fewer"]}
    assert value_typed(response, "name") == "a" * 151


def test_family_is_confirmed_by_a_manager(as_user: Any, manager: Any, support: Any) -> None:
    family = FamilyFactory(confirmed_on=None)
    assert as_user(support).post(url("family-confirm", family)).status_code == 403
    desk = as_user(manager)
    assert desk.get(url("family-confirm", family)).status_code == 405
    for _time in range(2):
        response = desk.post(url("family-confirm", family), follow=True)
    assert "This family is confirmed already." in response.content.decode()
    family.refresh_from_db()
    assert family.confirmed_on == today()


def test_joined_family_leads_to_the_other_and_offers_no_change(desk: Any) -> None:
    kept = FamilyFactory(name="Kept family")
    joined = FamilyFactory(name="Joined family", joined_into=kept, joined_on=today())
    shown = desk.get(url("family-detail", joined)).content.decode()
    assert "This family was joined into" in shown
    assert kept.get_absolute_url() in shown
    assert url("member-add", joined) not in shown
    response = desk.post(url("family-edit", joined), {"name": "Other"})
    assert refusals(response) == {"__all__": ["This family was joined into another. Record it there."]}


# --- Lists -----------------------------------------------------------------------------------------------------------
def test_people_are_narrowed_by_date_of_birth_and_by_being_open(as_user: Any, worker: Any, child: Person) -> None:
    desk = as_user(worker)
    other = PersonFactory(birth_on=child.birth_on - datetime.timedelta(days=1))
    case = CaseFactory()
    case.children.create(child=other, from_on=today())
    assert list(desk.get(url("person-list", born_on=child.birth_on.isoformat())).context["page_of"]) == [child]
    assert list(desk.get(url("person-list", open_now="on")).context["page_of"]) == [other]
    assert set(desk.get(url("person-list")).context["page_of"]) == {child, other}


def test_families_are_narrowed_to_those_not_confirmed(desk: Any) -> None:
    unconfirmed = FamilyFactory(confirmed_on=None)
    FamilyFactory()
    assert list(desk.get(url("family-list", unconfirmed="on")).context["page_of"]) == [unconfirmed]


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "a" * 5000, "born_on=nonsense", "born_on=%00", "page=%00", "page=-1", "page=999999999999"]
)
@pytest.mark.parametrize("name", ["person-list", "family-list"])
def test_list_answers_whatever_the_address_says(name: str, query: str, desk: Any, child: Person) -> None:
    assert desk.get(f"{url(name)}?{query}").status_code == 200


@pytest.mark.parametrize("text", ["%00", "Ada%00", "a" * 5000, "%F0%9F%A6%8A", "%27%22--"])
def test_chooser_answers_whatever_is_looked_for(text: str, desk: Any, child: Person) -> None:
    assert desk.get(f"{url('relationship-add', child)}?q={text}").status_code == 200
    assert desk.get(f"{url('member-add', FamilyFactory())}?q={text}").status_code == 200


def test_looking_is_audited_with_who_was_shown(desk: Any, support: Any, child: Person) -> None:
    desk.get(url("person-list"))
    desk.get(url("relationship-add", child, q="nobody"))
    desk.get(url("person-detail", child))
    [listed], [searched] = audited("person.listed"), audited("person.searched")
    assert (listed.actor_id, listed.shown, listed.path) == (support.pk, [child.pk], url("person-list"))
    assert searched.shown == []
    assert [event.record_id for event in audited("person.viewed")] == [child.pk, child.pk]


@pytest.mark.parametrize("name", ["person-create", "family-create"])
@pytest.mark.parametrize("role", ["records", "administrator"])
def test_who_may_not_edit_is_refused(name: str, role: str, as_user: Any, request: pytest.FixtureRequest) -> None:
    desk = as_user(request.getfixturevalue(role))
    assert desk.get(url(name)).status_code == 403
    assert desk.post(url(name), {"given": "Ada", "name": "Okafor", "sex": "U"}).status_code == 403
    assert not Person.objects.exists()
    assert not Family.objects.exists()


def test_members_by_whom_a_family_is_known_are_in_the_audit_of_the_list(desk: Any) -> None:
    member = FamilyMembershipFactory()
    assert str(member.person) in desk.get(reverse("families:family-list")).content.decode()
    assert [event.shown for event in audited("family.listed")] == [[member.person.pk]]
