"""The pages by which two records of one person are found, compared, merged, read back and told apart again."""

from typing import Any

import pytest

from cases.models import PersonMerge
from cs_casework.dates import today
from families.models import Person, PossibleDuplicate
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    ContextFactory,
    ContextLinkFactory,
    NoteSubjectFactory,
    PersonFactory,
    PossibleDuplicateFactory,
)
from tests.helpers import refusals

pytestmark = pytest.mark.django_db

WHY = "The school has one child of this name"


@pytest.fixture
def kept(db: None) -> Person:
    return PersonFactory(given="Ada", family="Okafor", nhs_number="9434765919")


@pytest.fixture
def merged(db: None) -> Person:
    return PersonFactory(given="Adah", family="Okafor", school="Northgate", sex="F")


def url(kept: Person, merged: Person | None = None) -> str:
    return f"/people/{kept.pk}/merge/" + (f"?with={merged.pk}" if merged else "")


def test_one_is_found_compared_merged_and_read_back(
    as_user: Any, manager: Any, worker: Any, kept: Person, merged: Person
) -> None:
    park = ContextFactory(name="Elm Park")
    ours, theirs = (ContextLinkFactory(child=child, context=park) for child in (kept, merged))
    periods = [CaseChildFactory(child=child) for child in (kept, merged)]
    AllocationFactory(case=periods[0].case, worker__name="Lou Quist")
    NoteSubjectFactory(child=merged, note__title="A walk")
    assert url(kept) in as_user(manager).get(kept.get_absolute_url()).content.decode()
    assert url(kept) not in as_user(worker).get(kept.get_absolute_url()).content.decode()
    assert f"?with={merged.pk}" in as_user(manager).get(f"{url(kept)}?q=Adah").content.decode()
    page = as_user(manager).get(url(kept, merged))
    form = page.context["form"]
    asked = {
        "detail_name",
        "detail_sex",
        "detail_nhs_number",
        "detail_school",
        f"link_{theirs.pk}",
        "continuing",
        "reason",
    }
    assert set(form.fields) == asked
    # What one of them says nothing of is taken from the other, unless the manager says otherwise.
    initial = {name: form[name].value() for name in sorted(asked) if name.startswith("detail")}
    assert initial == {
        "detail_name": "kept",
        "detail_nhs_number": "kept",
        "detail_school": "merged",
        "detail_sex": "merged",
    }
    assert "Lou Quist" in page.content.decode()
    answers = {**initial, f"link_{theirs.pk}": str(ours.pk), "continuing": str(periods[0].pk)}
    assert set(refusals(as_user(manager).post(url(kept, merged), answers))) == {"reason"}
    done = as_user(manager).post(url(kept, merged), {**answers, "reason": WHY}, follow=True)
    said = done.content.decode()
    made = PersonMerge.objects.get()
    assert done.redirect_chain == [(kept.get_absolute_url(), 302)]
    assert f"/people/merges/{made.pk}/undo/" in said
    assert periods[1].case.reference in said
    assert (Person.objects.get(pk=kept.pk).school, Person.objects.get(pk=kept.pk).sex) == ("Northgate", "F")
    read = as_user(worker).get(made.get_absolute_url()).content.decode()
    for words in (WHY, "Adah Okafor", "Elm Park, spends time there", "A walk", "ended by the merge", "Northgate"):
        assert words in read
    assert "/undo/" not in read
    assert "/undo/" in as_user(manager).get(made.get_absolute_url()).content.decode()
    undo = f"/people/merges/{made.pk}/undo/"
    assert set(refusals(as_user(manager).post(undo, {"why": ""}))) == {"why"}
    assert as_user(manager).post(undo, {"why": "Cousins"}).url == kept.get_absolute_url()
    assert as_user(manager).get(undo).status_code == 404
    assert refusals(as_user(manager).post(undo, {"why": "Cousins"})) == {"__all__": ["This merge was undone already."]}
    assert "Undone on" in as_user(manager).get(kept.get_absolute_url()).content.decode()
    assert as_user(manager).get(merged.get_absolute_url()).status_code == 200


def test_the_same_person_leads_a_manager_to_the_merge_and_waits_for_one_otherwise(
    as_user: Any, manager: Any, support: Any, kept: Person, merged: Person
) -> None:
    task = PossibleDuplicateFactory(person=merged, other=kept)
    same = {"outcome": "same"}
    listed = "/possible-duplicates/?to_merge=on"
    assert as_user(support).post(f"/possible-duplicates/{task.pk}/", same).url == "/possible-duplicates/"
    waiting = as_user(support).get(listed).content.decode()
    assert "Waiting for a manager" in waiting
    assert url(kept, merged) not in waiting
    assert url(kept, merged) in as_user(manager).get(listed).content.decode()
    assert as_user(manager).get(url(kept)).context["people"] == [merged]  # before anything is searched for
    PossibleDuplicate.objects.update(outcome="open", settled_on=None)
    assert as_user(manager).post(f"/possible-duplicates/{task.pk}/", same).url == url(kept, merged)
    PossibleDuplicate.objects.update(outcome="different", settled_on=today())
    assert "these are two different people" in as_user(manager).get(url(kept, merged)).content.decode()


def test_nothing_is_offered_of_a_merged_record_and_what_is_sent_is_refused_in_words(
    as_user: Any, manager: Any, worker: Any, kept: Person, merged: Person
) -> None:
    as_user(manager).post(url(kept, merged), {"reason": WHY, **_kept(kept, merged)})
    desk = as_user(worker)
    gone = f"{merged.reference}) was merged into another record. Find them by that reference."
    for path, fields in (
        ("names/add/", {"kind": "known_as", "given": "Bee"}),
        ("addresses/add/", {"lines": "2 High Street"}),
        (f"relationships/add/?with={PersonFactory().pk}", {"kind": "friend", "parental_responsibility": ""}),
    ):
        assert desk.get(f"/people/{merged.pk}/{path}").status_code == 404
        [refused] = refusals(desk.post(f"/people/{merged.pk}/{path}", fields))["__all__"]
        assert gone in refused
    for path in (
        f"/people/{kept.pk}/relationships/add/?q=Adah",
        f"/contexts/{ContextFactory().pk}/children/add/?q=Adah",
    ):
        assert str(merged.pk) not in desk.get(path).content.decode()
    assert as_user(manager).get(url(merged)).status_code == 404
    assert as_user(manager).get(url(kept, merged)).status_code == 404
    assert desk.get(f"/people/{merged.pk}/history/").status_code == 200


def _kept(kept: Person, merged: Person) -> dict[str, str]:
    return {f"detail_{name}": "kept" for name in ("name", "sex", "nhs_number", "school")}
