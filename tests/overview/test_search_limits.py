"""A search finds the first first, and asks who may see those: hidden ones neither take another's place nor are told."""

from collections.abc import Callable
from typing import Any

import pytest

from cases.models import CaseNote, NoteSubject
from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import months_after, today
from cs_casework.overview.searching import people, seen, texts
from cs_casework.overview.searching.everything import MOST, search_kind
from cs_casework.overview.searching.hits import summary_url
from families.models import Person
from tests.factories import (
    CaseFactory,
    CaseNoteFactory,
    ContextFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    NoteSubjectFactory,
    PersonFactory,
)
from tests.helpers import hours_ago

pytestmark = pytest.mark.django_db

FEW = 3


@pytest.fixture
def few_to_spare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "SPARE", 1)
    monkeypatch.setattr(texts, "SPARE", 1)
    monkeypatch.setattr("cs_casework.overview.searching.everything.MOST", FEW)


@pytest.fixture
def hidden(manager: Any) -> Any:
    child = PersonFactory(given="Xander", family="Quill")
    restrict_record(child, by=manager, reason="A relative works here")
    return child


def urls(kind: str, text: str, user: Any, page: int = 1) -> list[str]:
    return [hit.url for hit in search_kind(kind, text, user, page).hits]


# --- Hidden ones take nobody's place -----------------------------------------------------------------------------------
@pytest.mark.usefixtures("few_to_spare")
def test_people_are_found_behind_many_who_are_hidden(worker: Any, manager: Any) -> None:
    for _number in range(4 * FEW):
        restrict_record(PersonFactory(given="Ada", family="Okafor"), by=manager, reason="A relative works here")
    seen_ones = [PersonFactory(given="Ada", family="Okaforson") for _number in range(FEW + 1)]
    pages = [urls("people", "Ada Okafor", worker, page) for page in (1, 2)]
    assert [len(page) for page in pages] == [FEW, 1]
    assert {url for page in pages for url in page} == {summary_url(person, worker) for person in seen_ones}
    assert search_kind("people", "Ada Okafor", worker, 1).has_more
    assert not search_kind("people", "Ada Okafor", worker, 2).has_more


@pytest.mark.usefixtures("few_to_spare")
def test_notes_and_parts_are_found_behind_many_that_are_hidden(worker: Any, hidden: Any) -> None:
    child = PersonFactory()
    for number in range(4 * FEW):
        note = CaseNoteFactory(happened="At the lighthouse", occurred_at=hours_ago(number + 1))
        NoteSubjectFactory(note=note, child=hidden, own_part="Beneath the lantern.")
    whole = NoteSubjectFactory(
        note=CaseNoteFactory(happened="At the lighthouse", occurred_at=hours_ago(50)), child=child
    )
    part = NoteSubjectFactory(
        note=CaseNoteFactory(occurred_at=hours_ago(51)), child=child, own_part="Beneath the lantern."
    )
    assert urls("notes", "lighthouse", worker) == [whole.note.get_absolute_url()]
    assert urls("notes", "lantern", worker) == [part.note.get_absolute_url()]


# --- Where it is looked does not change what is found ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("latest", "further_back", "some"), [(2, 5, 1), (2, 5, 9), (1, 2, 1), (4, 30, 1), (1000, 20_000, 4)]
)
def test_newest_notes_are_the_same_however_far_back_is_looked_at_once(
    latest: int, further_back: int, some: int, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"LATEST": latest, "FURTHER_BACK": further_back, "SOME": some}.items():
        monkeypatch.setattr(texts, name, value)
    monkeypatch.setattr(texts, "SPARE", 0)
    monkeypatch.setattr("cs_casework.overview.searching.everything.MOST", FEW)
    titles = []
    for number in range(12):
        has, in_part = number in (0, 1, 4, 7, 10), number in (1, 2, 8, 11)
        note = CaseNoteFactory(
            title=f"Note {number}",
            happened="At the lighthouse" if has else "At home",
            occurred_at=hours_ago(number + 1),
        )
        # On two records with a part of its own each, and on one without.
        for _part in range(2):
            NoteSubjectFactory(note=note, own_part="By the lighthouse." if in_part else "")
        NoteSubjectFactory(note=note)
        titles += [note.title] * (1 if has else 2 if in_part else 0)
    found = [search_kind("notes", "lighthouse", worker, page) for page in (1, 2, 3)]
    assert [hit.words for page in found for hit in page.hits] == titles[: 3 * FEW]
    assert [page.has_more for page in found] == [True, True, len(titles) > 3 * FEW]


def test_the_very_same_name_is_found_before_one_like_it_and_one_that_sounds_like_it(worker: Any) -> None:
    made = [("Zoe", "Smith"), ("Abe", "Smith"), ("Abe", "Smithson"), ("Abe", "Smyth")]
    made += [("Cai", "Smith")] * (MOST + people.MOST_NUMBERED)
    for given, family in made:
        PersonFactory(given=given, family=family)
    pages = [search_kind("people", "Smith", worker, page) for page in (1, 2)]
    found = [hit.words for page in pages for hit in page.hits]
    assert found == [
        "Abe Smith",
        *["Cai Smith"] * (MOST + people.MOST_NUMBERED),
        "Zoe Smith",
        "Abe Smithson",
        "Abe Smyth",
    ]


# --- Who may see a few is asked as of all --------------------------------------------------------------------------------
def _of_a_person(manager: Any) -> Any:
    person = PersonFactory()
    restrict_record(person, by=manager, reason="A relative works here")
    return {"child": person}


def _of_one_who_was_merged(manager: Any) -> Any:
    return {"child": PersonFactory(merged_into=_of_a_person(manager)["child"], merged_on=today())}


def _of_a_member(manager: Any) -> Any:
    member = FamilyMembershipFactory()
    restrict_record(member.family, by=manager, reason="A relative works here")
    return {"child": member.person}


def _of_one_merged_into_a_member(manager: Any) -> Any:
    return {"child": PersonFactory(merged_into=_of_a_member(manager)["child"], merged_on=today())}


def _of_a_family(manager: Any) -> Any:
    family = FamilyFactory()
    restrict_record(family, by=manager, reason="A relative works here")
    return {"child": None, "family": family}


def _of_one_that_was_joined(manager: Any) -> Any:
    return {"child": None, "family": FamilyFactory(joined_into=_of_a_family(manager)["family"], joined_on=today())}


def _of_a_context(manager: Any) -> Any:
    context = ContextFactory()
    restrict_record(context, by=manager, reason="An ongoing inquiry")
    return {"child": None, "context": context}


def _in_a_case(manager: Any) -> Any:
    case = CaseFactory()
    restrict_record(case, by=manager, reason="A relative works here")
    return {"case": case}


@pytest.mark.parametrize(
    "hide",
    [
        _of_a_person, _of_one_who_was_merged, _of_a_member, _of_one_merged_into_a_member, _of_a_family,
        _of_one_that_was_joined, _of_a_context, _in_a_case,
    ],
)  # fmt: skip
def test_who_may_see_a_few_is_as_of_all(hide: Callable[[Any], Any], worker: Any, manager: Any, records: Any) -> None:
    subject = hide(manager)
    open_one, shut, mixed = CaseNoteFactory(), CaseNoteFactory(), CaseNoteFactory()
    NoteSubjectFactory(note=open_one)
    NoteSubjectFactory(note=shut, **subject)
    NoteSubjectFactory(note=mixed, **subject)
    NoteSubjectFactory(note=mixed)
    notes = [open_one.pk, shut.pk, mixed.pk]
    everyone = list(Person.objects.values_list("pk", flat=True))
    for user in (worker, manager, records):
        standing = Person.objects.visible_to(user).standing()
        assert seen.people_seen(everyone, user) == set(standing.values_list("pk", flat=True))
    for user in (worker, manager):
        hidden = seen.rows_hidden(notes, user)
        assert set(notes) - set(hidden.values()) == set(CaseNote.objects.visible_to(user).values_list("pk", flat=True))
        rows = set(NoteSubject.objects.values_list("pk", flat=True))
        assert rows - set(hidden) == set(NoteSubject.objects.visible_to(user).values_list("pk", flat=True))
    assert set(seen.rows_hidden(notes, worker).values()) == {shut.pk, mixed.pk}
    assert seen.rows_hidden(notes, manager) == {}


def test_a_grant_opens_to_who_has_it_alone_and_more_are_asked_about_than_one_statement_holds(
    worker: Any, manager: Any, colleague: Any, hidden: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "SIZES", (1, 2))
    grant_access(hidden, to=worker, by=manager, reason="Works with the family", ends_on=months_after(today(), 1))
    asked = [hidden.pk, *(PersonFactory().pk for _number in range(4))]
    assert seen.people_seen(asked, worker) == set(asked)
    assert seen.people_seen(asked, colleague) == set(asked) - {hidden.pk}
    assert seen.people_seen([], worker) == set()
