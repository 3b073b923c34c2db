"""One box finds people, contexts, families and cases, each through its own door."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from cs_casework.access import restrict_record
from cs_casework.overview.searching.everything import MOST, MOST_EACH, search_everything, search_kind
from cs_casework.overview.searching.hits import born_on, shown
from cs_casework.reference.models import PlaceCategory
from tests.factories import (
    AssessmentChildFactory,
    AssessmentSectionFactory,
    CaseFactory,
    CaseNoteFactory,
    ContextCaseFactory,
    ContextFactory,
    DocumentSubjectFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    NoteSubjectFactory,
    PersonFactory,
    ReferralFactory,
)
from tests.helpers import audited, hours_ago

pytestmark = pytest.mark.django_db

SEARCH = reverse("overview:search")
BORN = datetime.date(2012, 3, 27)


def summary_of(kind: str, record: Any) -> str:
    return reverse(f"overview:{kind}-summary", args=[record.pk])


def hits(text: str, user: Any) -> dict[str, list[Any]]:
    """What is found, by kind."""
    return {one.kind.name: one.hits for one in search_everything(text, user)}


def found(text: str, user: Any) -> set[str]:
    """What is found, as the words it is called by."""
    return {hit.words for of_kind in hits(text, user).values() for hit in of_kind}


def why(text: str, user: Any) -> list[str]:
    return [hit.why for of_kind in hits(text, user).values() for hit in of_kind]


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
    assert [hit.url for hit in hits(typed, worker)["people"]] == [summary_of("person", person)]


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


def test_people_and_contexts_lead_to_their_summary_where_cases_are_read(worker: Any, support: Any) -> None:
    person, context = PersonFactory(), ContextFactory()
    for record, name in ((person, "person"), (context, "context")):
        kind = "people" if name == "person" else "contexts"
        assert [hit.url for hit in hits(record.reference, worker)[kind]] == [summary_of(name, record)]
        assert [hit.url for hit in hits(record.reference, support)[kind]] == [record.get_absolute_url()]


def test_each_kind_is_found_by_its_reference(worker: Any) -> None:
    for record in (PersonFactory(), ContextFactory(), FamilyFactory(), CaseFactory(), ContextCaseFactory()):
        assert found(record.reference.lower(), worker) == {str(record)}


def test_family_is_found_by_a_member_and_shows_its_members(worker: Any) -> None:
    member = FamilyMembershipFactory(family__name="Xyz", person__given="Ada", person__family="Okafor")
    [family] = hits("Ada Okafor", worker)["families"]
    assert (family.url, family.more) == (member.family.get_absolute_url(), "Ada Okafor")


def test_nothing_typed_finds_nothing(worker: Any) -> None:
    PersonFactory()
    assert search_everything("", worker) == []
    assert search_everything("   ", worker) == []
    assert search_kind("people", " ", worker).hits == []


def test_a_few_of_each_kind_are_shown_and_more_page_by_page(as_user: Any, worker: Any) -> None:
    exact = PersonFactory(given="Ada", family="Okafor")
    for _number in range(MOST + 1):
        PersonFactory(given="Adah", family="Okaforson")
    desk = as_user(worker)
    response = desk.get(SEARCH, {"q": "Ada Okafor"})
    [people] = [one for one in response.context["found"] if one.kind.name == "people"]
    assert (len(people.hits), people.hits[0].url) == (MOST_EACH, summary_of("person", exact))
    assert "?q=Ada+Okafor&amp;kind=people" in response.content.decode()
    first = desk.get(SEARCH, {"q": "Ada Okafor", "kind": "people"}).context
    second = desk.get(SEARCH, {"q": "Ada Okafor", "kind": "people", "page": "2"}).context
    pages = [[hit.url for hit in page["found"][0].hits] for page in (first, second)]
    assert [len(urls) for urls in pages] == [MOST, 2]
    assert len({url for urls in pages for url in urls}) == MOST + 2
    assert [page["next_number"] for page in (first, second)] == [2, None]


# --- As it sounds, and why -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Siôn", "shone"),
        ("Siôn Prys", "shone preece"),
        ("Siân O'Neill", "shan oneil"),
        ("Ana McDonald", "macdonald anna"),
        ("Kathryn Smythe", "catherine smith"),
        ("Mohammed Khan", "muhamed kahn"),
    ],
)
def test_name_is_found_as_it_sounds(name: str, typed: str, worker: Any) -> None:
    given, _space, family = name.partition(" ")
    person = PersonFactory(given=given, family=family)
    PersonFactory(given="Xander", family="Quill")
    assert [hit.url for hit in hits(typed, worker)["people"]] == [summary_of("person", person)]


def test_each_match_says_why(worker: Any) -> None:
    person = PersonFactory(given="Siôn", family="Okafor", nhs_number="9434765919")
    person.names.create(kind="known_as", given="Addie")
    assert why("Addie", worker) == ["name: Addie"]
    assert why("Okafur", worker) == ["a name like it: Siôn Okafor"]
    assert why("shone", worker) == ["sounds like it: Siôn Okafor"]
    assert why("943 476 5919", worker) == ["NHS number"]
    assert why(person.reference, worker) == ["reference"]
    ContextFactory(name="Canal Walk", postcode="ZZ1 1AA", address="Behind Marigold Parade")
    assert why("canal", worker) == ["name"]
    assert why("ZZ1 1AA", worker) == ["postcode"]
    assert why("marigold parade", worker) == ["place: Behind Marigold Parade"]


def test_whom_a_number_fits_takes_nobody_off_the_page(worker: Any) -> None:
    numbered = PersonFactory(given="Xander", family="Quill", la_child_id="ADA1")
    for _number in range(MOST + 1):
        PersonFactory(given="Ada1", family="Okafor")
    pages = [search_kind("people", "Ada1", worker, page) for page in (1, 2)]
    assert pages[0].hits[0].url == summary_of("person", numbered)
    assert [len(page.hits) for page in pages] == [MOST + 1, 1]
    assert len({hit.url for page in pages for hit in page.hits}) == MOST + 2


def test_number_of_a_merged_record_finds_the_one_that_was_kept(worker: Any) -> None:
    kept = PersonFactory(given="Ada", family="Okafor")
    merged = PersonFactory(given="Ada", family="Okafor", merged_into=kept, merged_on=BORN)
    [hit] = hits(merged.reference, worker)["people"]
    assert (hit.url, hit.why) == (
        summary_of("person", kept),
        "a number or reference of a record that was merged into this one",
    )


@pytest.mark.parametrize("typed", ["{reference}", "{lower}", "ref {year} {number}", "REF{year}-{number}"])
def test_contact_is_found_by_its_reference_as_it_is_read_out(typed: str, worker: Any) -> None:
    contact = ReferralFactory()
    _ref, year, number = contact.reference.split("-")
    typed = typed.format(
        reference=contact.reference, lower=contact.reference.lower(), year=year, number=number.lstrip("0")
    )
    [hit] = hits(typed, worker)["cases"]
    assert (hit.words, hit.url) == (contact.reference, contact.get_absolute_url())


def test_address_of_a_protected_place_finds_nothing(worker: Any) -> None:
    home = PlaceCategory.objects.filter(is_protected=True).first()
    ContextFactory(name="The house", address="14 Marigold Parade", category=home)
    assert found("Marigold Parade", worker) == set()


def test_place_is_found_by_its_address_only_by_who_may_see_it(support: Any, worker: Any) -> None:
    ContextFactory(name="Canal Walk", address="Behind Marigold Parade")
    assert found("Marigold Parade", support) == set()
    assert found("Marigold Parade", worker) == {"Canal Walk"}


def test_business_support_does_not_find_a_protected_place_by_its_postcode(support: Any, worker: Any) -> None:
    home = PlaceCategory.objects.filter(is_protected=True).first()
    ContextFactory(name="The house", postcode="ZZ2 2BB", category=home)
    assert (found("ZZ2 2BB", support), found("ZZ2 2BB", worker)) == (set(), {"The house"})


# --- The text of what was written ------------------------------------------------------------------------------------
def test_notes_are_found_by_their_words_the_newest_first(worker: Any) -> None:
    child = PersonFactory(given="Ada", family="Okafor")
    for days, words in enumerate(["He was waiting at the arcade.", "They waited; no arcade this time."]):
        note = CaseNoteFactory(happened=words, title=f"Seen {days}", occurred_at=hours_ago(24 * (days + 1)))
        NoteSubjectFactory(note=note, child=child)
    assert [hit.words for hit in hits("waiting arcade", worker)["notes"]] == ["Seen 0", "Seen 1"]
    assert [hit.words for hit in hits('"waiting at the arcade"', worker)["notes"]] == ["Seen 0"]
    assert [hit.words for hit in hits("waited -arcade", worker).get("notes", [])] == []
    [hit] = hits('"waiting at the arcade"', worker)["notes"]
    assert "<mark>waiting</mark> at the <mark>arcade</mark>" in hit.snippet
    assert hit.more.endswith(": Ada Okafor")
    assert hit.shown == (child.pk,)


def test_misspelt_words_find_what_begins_like_them_and_say_so(worker: Any) -> None:
    NoteSubjectFactory(note=CaseNoteFactory(happened="Exploitation was talked about."))
    [notes] = [one for one in search_everything("exploitaton", worker) if one.kind.name == "notes"]
    assert (len(notes.hits), notes.is_guessed) == (1, True)
    assert [one for one in search_everything("exploitation", worker) if one.is_guessed] == []
    assert search_kind("notes", '"exploitaton"', worker).hits == []
    assert search_kind("notes", "exp", worker).hits == []


def test_part_for_one_record_is_found_without_the_note_that_is_hidden(worker: Any, manager: Any) -> None:
    hidden, child = PersonFactory(), PersonFactory(given="Ada", family="Okafor")
    note = CaseNoteFactory(title="Marmalade visit", happened="Both were there.")
    NoteSubjectFactory(note=note, child=hidden)
    NoteSubjectFactory(note=note, child=child, own_part="She spoke of the lighthouse.")
    restrict_record(hidden, by=manager, reason="A relative works here")
    assert hits("Marmalade", worker) == {}
    [hit] = hits("lighthouse", worker)["notes"]
    assert (hit.words, hit.url) == ("A part of a note", child.get_absolute_url())
    assert [hit.words for hit in hits("lighthouse", manager)["notes"]] == ["Marmalade visit"]


def test_assessments_are_found_by_what_they_say(worker: Any, manager: Any) -> None:
    section = AssessmentSectionFactory(text="The kiosk shuts at nine.")
    row = AssessmentChildFactory(assessment=section.assessment, words="I like the lighthouse.")
    assert [hit.url for hit in hits("kiosk", worker)["assessments"]] == [section.get_absolute_url()]
    [hit] = hits("lighthouse", worker)["assessments"]
    assert (hit.url, hit.shown) == (row.get_absolute_url(), (row.child_id,))
    restrict_record(row.child, by=manager, reason="A relative works here")
    assert (hits("kiosk", worker), hits("lighthouse", worker)) == ({}, {})


def test_documents_are_found_by_their_title_by_who_may_read_them(worker: Any, manager: Any) -> None:
    row = DocumentSubjectFactory(document__title="Letter about the lighthouse")
    [hit] = hits("lighthouse letter", worker)["documents"]
    assert (hit.words, hit.url) == (row.document.title, row.document.get_absolute_url())
    restrict_record(row.child, by=manager, reason="A relative works here")
    assert hits("lighthouse letter", worker) == {}


def test_what_was_found_is_safe_to_show() -> None:
    assert shown("<b>\x02arcade\x03</b>") == "&lt;b&gt;<mark>arcade</mark>&lt;/b&gt;"


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
    # The case's family has a name without a figure: one with the case's own number in it would be found by that.
    context, family = ContextFactory(name="Canal Walk"), FamilyFactory(name="Marrowbone")
    case = CaseFactory(family__name="Ashgrove")
    for record in (context, family, case):
        restrict_record(record, by=manager, reason="An ongoing inquiry")
    for typed in ("Canal Walk", "Marrowbone", context.reference, family.reference, case.reference):
        assert found(typed, worker) == set()
        assert found(typed, manager) != set()


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("worker", {"people", "contexts", "families", "cases", "notes"}),
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
    typed = {kind: record.reference for kind, record in records.items()} | {"notes": "lighthouse"}
    NoteSubjectFactory(note=CaseNoteFactory(happened="At the lighthouse"))
    assert {kind for kind, text in typed.items() if hits(text, user).get(kind)} == kinds
    assert {kind for kind, text in typed.items() if search_kind(kind, text, user).hits} == kinds


def test_family_joined_into_another_is_left_out(worker: Any) -> None:
    kept = FamilyFactory(name="Marrowbone")
    FamilyFactory(name="Marrowbone", joined_into=kept, joined_on=BORN)
    assert [hit.url for hit in hits("Marrowbone", worker)["families"]] == [kept.get_absolute_url()]


# --- The page --------------------------------------------------------------------------------------------------------
def test_page_shows_what_was_found_and_audits_who(as_user: Any, worker: Any) -> None:
    person = PersonFactory(given="Siân", family="O'Neill")
    desk = as_user(worker)
    body = desk.get(SEARCH, {"q": "Sian ONeill"}).content.decode()
    assert "<bdi>Siân O&#x27;Neill</bdi>" in body
    assert summary_of("person", person) in body
    assert [event.shown for event in audited("search.done")] == [[person.pk]]


def test_whom_a_family_or_a_document_tells_of_is_in_the_audit(as_user: Any, worker: Any) -> None:
    """Members by whom a family is known, and who else a document or a note stands on, were told as well."""
    member, child = PersonFactory(), PersonFactory()
    FamilyMembershipFactory(family=FamilyFactory(name="Marrowbone"), person=member)
    row = DocumentSubjectFactory(document__title="Letter about the lighthouse", child=child)
    desk = as_user(worker)
    assert str(member) in desk.get(SEARCH, {"q": "Marrowbone", "kind": "families"}).content.decode()
    assert str(child) in desk.get(SEARCH, {"q": "lighthouse", "kind": "documents"}).content.decode()
    assert [event.shown for event in audited("search.done")] == [[member.pk], [row.child_id]]


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
