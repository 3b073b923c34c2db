"""A case note on several records, one of which is restricted: hidden with it, or released without whoever is."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.hiding import leave_hidden, undecided_notes
from cases.lifting import agree_lifting, propose_lifting
from cases.models import CaseNote, NoteHiding, NoteRelease, NoteSubject
from cases.notes import amend_note
from cases.releasing import end_release, release_note
from cases.removing import move_entry
from cases.restricting import restrict_with
from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import today
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseFactory,
    CaseNoteFactory,
    ContextFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    NoteSubjectFactory,
    PersonFactory,
    UserFactory,
)
from tests.helpers import audited, everything, messages_of, race, refusals, value_typed, without_audit
from tests.site.asking import TOKEN
from tests.site.records import Words, plant

pytestmark = pytest.mark.django_db

WHY = "A relative works here"
FREE = {"title": "Call about the week", "happened": "Ada went to football.", "said": "", "analysis": ""}


@pytest.fixture
def ada(db: None) -> Any:
    return PersonFactory(given="Ada", family="Okafor")


@pytest.fixture
def ben(db: None) -> Any:
    """Who is restricted."""
    return PersonFactory(given="Ben", family="Will")


def shared(*records: Any, **facts: Any) -> CaseNote:
    told = {
        "title": "Ada and Ben",
        "happened": "Ada went to football. Ben stayed with his aunt.",
        "is_significant": True,
    }
    note = CaseNoteFactory(**told | facts)
    for record in records:
        column = {"Person": "child", "Family": "family", "Context": "context"}[type(record).__name__]
        NoteSubjectFactory(note=note, **{"child": None, column: record})
    return note


def pages_of(ada: Any) -> list[str]:
    """Where somebody reads or finds what a note on Ada's record says."""
    notes, chronology = reverse("cases:person-notes", args=[ada.pk]), f"/people/{ada.pk}/chronology/"
    return [notes, f"{notes}?q=football", chronology, "/search/?q=football", f"/people/{ada.pk}/said/", "/"]


# --- In the step of restricting ------------------------------------------------------------------------------------------
def test_note_is_hidden_or_released_in_the_step_of_restricting(
    ada: Any, ben: Any, manager: Any, worker: Any, as_user: Any
) -> None:
    hidden, told = shared(ada, ben), shared(ada, ben, title="Another")
    shared(ben)  # stands on no other record, so there is nothing to decide
    page, desk = reverse("overview:restrict", args=["person", ben.pk]), as_user(manager)
    form = desk.get(page).context["form"]
    assert set(form.notes) == {f"note_{note.pk.hex}" for note in (hidden, told)}
    name = f"note_{told.pk.hex}"
    sent = {"reason": WHY, name: "release", f"note_{hidden.pk.hex}": "hide"}
    sent |= {f"{name}_{part}": text for part, text in FREE.items()}
    refused = desk.post(page, sent | {f"{name}_happened": "Ada went. Ben's aunt rang."})
    [(field, [error])] = [
        (field, [str(error) for error in errors]) for field, errors in refused.context["form"].errors.items()
    ]
    assert field == name
    assert "“Ben's”" in error
    ben.refresh_from_db()
    assert (ben.is_restricted, NoteRelease.objects.count()) == (False, 0)
    # Put aside, it is found again with the words and with what was chosen, and nothing has happened.
    assert desk.post(page, sent | {"_save": "1"}).status_code == 302
    kept = desk.get(page).context["form"]
    assert (kept[name].value(), kept[f"{name}_happened"].value()) == ("release", FREE["happened"])
    assert (type(ben).objects.get(pk=ben.pk).is_restricted, NoteRelease.objects.count()) == (False, 0)
    assert desk.post(page, sent).status_code == 302
    release = NoteRelease.objects.get()
    assert (release.note, release.person, release.created_by, release.title) == (told, ben, manager, FREE["title"])
    shown = as_user(worker).get(reverse("cases:person-notes", args=[ada.pk])).content.decode()
    assert "Ada went to football." in shown
    assert "Released by Mana Oduya" in shown
    assert "aunt" not in shown
    assert "Ada and Ben" not in shown


def test_restricting_that_cannot_release_restricts_nothing(ada: Any, ben: Any, manager: Any) -> None:
    note, before = shared(ada, ben), everything()
    with pytest.raises(ValidationError):
        restrict_with(ben, by=manager, reason=WHY, released={note: FREE | {"happened": "With Ben"}})
    assert everything() == before
    without_audit(lambda: restrict_with(ben, by=manager, reason=WHY, released={note: FREE}))
    assert everything() == before


def test_every_note_takes_a_decision_and_nothing_typed_is_lost(ada: Any, ben: Any, manager: Any, as_user: Any) -> None:
    first, second = shared(ada, ben, title="The first"), shared(ada, ben, title="The second")
    page, desk = reverse("overview:restrict", args=["person", ben.pk]), as_user(manager)
    shown = desk.get(page)
    assert not [name for name in shown.context["form"].notes if shown.context["form"][name].value()]
    names = {note: f"note_{note.pk.hex}" for note in (first, second)}
    sent = {"reason": WHY, names[first]: "hide", f"{names[second]}_happened": "Half a sent"}
    late = shared(ada, ben, title="Came meanwhile")
    refused = desk.post(page, sent)
    late_name = f"note_{late.pk.hex}"
    assert refusals(refused) == {
        names[second]: ["Select whether to hide “The second” or to release words of it"],
        late_name: ["Select whether to hide “Came meanwhile” or to release words of it"],
    }
    summary = refused.content.decode()
    assert f'href="#id_{names[second]}_0"' in summary
    assert (value_typed(refused, names[first]), value_typed(refused, f"{names[second]}_happened")) == (
        "hide",
        "Half a sent",
    )
    ben.refresh_from_db()
    assert (ben.is_restricted, NoteHiding.objects.count()) == (False, 0)
    assert desk.post(page, sent | {names[second]: "hide", late_name: "hide"}).status_code == 302
    hidden = {(row.note, row.person, row.created_by) for row in NoteHiding.objects.all()}
    assert hidden == {(note, ben, manager) for note in (first, second, late)}
    assert not undecided_notes(ben, user=manager).exists()


def test_many_notes_are_hidden_at_once_and_decided_on_afterwards(
    ada: Any, ben: Any, manager: Any, worker: Any, as_user: Any
) -> None:
    notes = [shared(ada, ben, title=f"Note {number}") for number in range(27)]
    page, desk = reverse("overview:restrict", args=["person", ben.pk]), as_user(manager)
    shown = desk.get(page)
    form = shown.context["form"]
    assert (len(form.notes), shown.context["other_notes"]) == (25, 2)
    assert form["hide_others"].label == "Hide the 2 other notes for now; I decide on them afterwards"
    sent = {"reason": WHY} | dict.fromkeys(form.notes, "hide")
    assert refusals(desk.post(page, sent)) == {
        "hide_others": ["Say that the other notes are hidden for now, or do not restrict yet"]
    }
    assert not type(ben).objects.get(pk=ben.pk).is_restricted
    assert desk.post(page, sent | {"hide_others": "on"}).status_code == 302
    assert not CaseNote.objects.visible_to(worker).filter(pk__in=[note.pk for note in notes]).exists()
    waiting = list(undecided_notes(ben, user=manager))
    assert {note.title for note in waiting} == {note.title for note in notes} - {
        note.title for note in form.notes.values()
    }
    # The page of the restriction leads to them, and they are decided on there.
    listed = reverse("overview:restriction-notes", args=["person", ben.pk])
    told = desk.get(reverse("overview:restriction", args=["person", ben.pk])).content.decode()
    assert f"{listed}?show=waiting" in told
    assert "2 case notes are hidden from other records and wait for a decision" in " ".join(told.split())
    assert desk.get(listed).context["page_of"].paginator.count == len(notes)
    here = f"{listed}?show=waiting"
    assert [entry["note"] for entry in desk.get(here).context["entries"]] == waiting
    assert refusals(desk.post(here, {})) == {"notes": ["Select the notes that stay hidden"]}
    decided = next(iter(form.notes.values()))
    assert desk.post(here, {"notes": [str(decided.pk)]}).status_code == 200  # it does not wait
    assert desk.post(here, {"notes": [str(waiting[0].pk)]}).url == here
    release_note(waiting[1], target=ben, by=manager, **FREE)
    assert not undecided_notes(ben, user=manager).exists()
    assert "Every note is decided on" in desk.get(here).content.decode()
    # Words taken back leave it hidden, by decision; a note that is written later waits.
    end_release(NoteRelease.objects.get(), by=manager, reason="Says too much")
    assert not undecided_notes(ben, user=manager).exists()
    later = shared(ada, ben)
    assert list(undecided_notes(ben, user=manager)) == [later]
    assert as_user(worker).get(here).status_code == 403
    assert [event.record_id for event in audited("person.notes_left_hidden")] == [ben.pk, ben.pk]
    # Restricted again after it was lifted, each is decided on anew.
    second = UserFactory(code="manager")
    grant_access(ben, to=second, by=manager, reason="x", ends_on=today() + datetime.timedelta(days=9))
    agree_lifting(propose_lifting(ben, by=manager, reason="Over"), by=second, reason="Yes")
    restrict_with(ben, by=manager, reason=WHY, hide_others=True)
    assert undecided_notes(ben, user=manager).count() == 28


def test_restricting_refuses_notes_on_which_nobody_decided(ada: Any, ben: Any, manager: Any, worker: Any) -> None:
    note, other, alone = shared(ada, ben), shared(ada, ben, title="Another"), shared(ben, title="Alone")
    before = everything()
    for asked in ({}, {"hidden": [note]}, {"released": {note: FREE}}):
        with pytest.raises(ValidationError) as refusal:
            restrict_with(ben, by=manager, reason=WHY, **asked)
        assert f"Another ({other.pk})" in str(messages_of(refusal))
    with pytest.raises(ValidationError):
        restrict_with(ben, by=manager, reason=WHY, hidden=[note, other, alone])
    assert everything() == before
    restrict_with(ben, by=manager, reason=WHY, hidden=[note], released={other: FREE})
    assert (NoteHiding.objects.get().note, NoteRelease.objects.get().note) == (note, other)
    for by in (worker, UserFactory(code="manager")):
        with pytest.raises(PermissionDenied):
            leave_hidden(ben, by=by, notes=[note])
        assert not NoteHiding.objects.visible_to(by).exists()
    assert NoteHiding.objects.visible_to(manager).exists()
    for refused in ([], [alone]):
        with pytest.raises(ValidationError):
            leave_hidden(ben, by=manager, notes=refused)


# --- Who reads what ------------------------------------------------------------------------------------------------------
def test_nothing_of_who_is_left_out_shows_through_a_released_note(
    ada: Any, ben: Any, manager: Any, worker: Any, as_user: Any
) -> None:
    """A planted word stands in every field of the note and of the restricted child's part of it."""
    words = Words("released")
    note = plant(shared(ada, ben), words)
    plant(note.subjects.get(child=ben), words)
    restrict_with(ben, by=manager, reason=WHY, released={note: FREE})
    release = NoteRelease.objects.get()
    desk = as_user(worker)
    # Without what is random in a form, which may spell anything.
    pages = [*pages_of(ada), release.get_absolute_url()]
    read = {page: TOKEN.sub(r"\1", desk.get(page).content.decode()) for page in pages}
    secrets = [*words.where, "Ben", str(ben.pk), ben.reference, WHY, str(note.pk)]
    assert {page: word for page, text in read.items() for word in secrets if word in text} == {}
    assert all("football" in text for page, text in read.items() if page != "/" and "said" not in page)
    for page in (note.get_absolute_url(), ben.get_absolute_url()):
        assert desk.get(page).status_code == 404
    for word in words.where:
        assert desk.get(f"/search/?q={word}").content.decode().count("Call about") == 0
    # Who sees both reads the note, and by it what was released.
    whole = as_user(manager).get(note.get_absolute_url()).content.decode()
    assert release.get_absolute_url() in whole
    assert "Call about the week" not in as_user(manager).get(pages_of(ada)[0]).content.decode()


def test_released_words_stand_in_the_summary_what_changed_and_what_they_said(
    ada: Any, ben: Any, manager: Any, worker: Any, as_user: Any
) -> None:
    note, period = shared(ada, ben, said="Ben: my aunt hit me."), CaseChildFactory(child=ada)
    AllocationFactory(case=period.case, child=ada, worker=worker, team=period.case.team)
    desk = as_user(worker)
    summary, said = reverse("overview:person-summary", args=[ada.pk]), f"/people/{ada.pk}/said/"
    for page in (ada.get_absolute_url(), period.case.get_absolute_url()):
        desk.get(page)
    words = FREE | {"said": "Ada: Thursday is football."}
    restrict_with(ben, by=manager, reason=WHY, released={note: words})
    NoteRelease.objects.update(created_at=timezone.now())  # and not when the test began, before they looked
    release = NoteRelease.objects.get()
    assert "words of a case note were released" in desk.get("/").content.decode()
    for page, text in ((summary, FREE["title"]), (said, "Thursday is football.")):
        shown = desk.get(page).content.decode()
        assert text in shown
        assert release.get_absolute_url() in shown
        assert "my aunt" not in shown
        assert "Ada and Ben" not in shown
    # Who reads the note itself reads that.
    for page in (summary, said):
        assert release.get_absolute_url() not in as_user(manager).get(page).content.decode()


def test_released_words_are_read_by_those_alone_who_see_all_the_other_records(
    ada: Any, ben: Any, manager: Any, worker: Any, colleague: Any, support: Any
) -> None:
    cleo = PersonFactory(given="Cleo", family="Strand")
    note = shared(ada, ben, cleo)
    restrict_with(ben, by=manager, reason=WHY, released={note: FREE})

    def reading() -> list[bool]:
        return [NoteRelease.objects.instead(user).exists() for user in (worker, colleague, support, manager)]

    assert reading() == [True, True, False, False]
    # Another child of the note is restricted: the first words are read by who may see that one, the second by all.
    restrict_with(cleo, by=manager, reason=WHY, hidden=[note])
    assert reading() == [False] * 4
    grant_access(cleo, to=worker, by=manager, reason="x", ends_on=today() + datetime.timedelta(days=9))
    assert reading() == [True, False, False, False]
    release_note(note, target=cleo, by=manager, **FREE | {"title": "Without either"})
    titles = {user: NoteRelease.objects.instead(user).get().title for user in (worker, colleague)}
    assert titles == {worker: FREE["title"], colleague: "Without either"}


def test_lifting_makes_the_note_readable_and_ends_the_release(
    ada: Any, ben: Any, manager: Any, worker: Any, as_user: Any
) -> None:
    note, second = shared(ada, ben), UserFactory(code="manager")
    restrict_with(ben, by=manager, reason=WHY, released={note: FREE})
    grant_access(ben, to=second, by=manager, reason="x", ends_on=today() + datetime.timedelta(days=9))
    agree_lifting(propose_lifting(ben, by=manager, reason="Over"), by=second, reason="Yes")
    release = NoteRelease.objects.get()
    assert (release.ended_on, release.ended_by) == (today(), second)
    assert CaseNote.objects.visible_to(worker).filter(pk=note.pk).exists()
    shown = as_user(worker).get(pages_of(ada)[0]).content.decode()
    assert "aunt" in shown
    assert "Call about the week" not in shown
    # The note's own readers may look at what had been released.
    assert "The restriction was lifted." in as_user(worker).get(release.get_absolute_url()).content.decode()
    # Restricted again, nothing of it comes back by itself.
    restrict_record(ben, by=manager, reason=WHY)
    assert not NoteRelease.objects.visible_to(worker).exists()


@pytest.mark.parametrize("kind", ["family", "context", "case"])
def test_note_is_released_from_every_kind_of_restricted_record(kind: str, ada: Any, manager: Any, worker: Any) -> None:
    place, family = ContextFactory(name="Zephyr Arcade"), FamilyFactory(name="Quell household")
    brother = FamilyMembershipFactory(family=family, person__given="Dov", person__family="Quell").person
    case = CaseFactory(family=family)
    note = shared(ada, title="A call", happened="Ada rang.")
    if kind == "case":
        NoteSubjectFactory(note=note, child=brother, case=case)
    else:
        NoteSubjectFactory(note=note, **({"child": brother} if kind == "family" else {"child": None, "context": place}))
    target = {"family": family, "context": place, "case": case}[kind]
    naming = {"family": "Dov rang", "context": "At Zephyr Arcade", "case": "Dov rang"}[kind]
    with pytest.raises(ValidationError):
        restrict_with(target, by=manager, reason=WHY, released={note: FREE | {"said": naming}})
    target.refresh_from_db()
    restrict_with(target, by=manager, reason=WHY, released={note: FREE})
    assert not CaseNote.objects.visible_to(worker).filter(pk=note.pk).exists()
    assert NoteRelease.objects.instead(worker).get().title == FREE["title"]


# --- Afterwards ----------------------------------------------------------------------------------------------------------
def test_words_are_released_changed_and_taken_back_afterwards(
    ada: Any, ben: Any, manager: Any, worker: Any, as_user: Any
) -> None:
    note = shared(ada, ben)
    restrict_record(ben, by=manager, reason=WHY)
    at = ["person", ben.pk, note.pk]
    page, listed = reverse("overview:note-release", args=at), reverse("overview:restriction-notes", args=at[:2])
    desk = as_user(manager)
    assert desk.get(page).context["form"]["happened"].value() == note.happened
    assert desk.get(reverse("overview:note-hide", args=at)).status_code == 404
    assert desk.post(page, FREE).url == listed
    assert desk.get(page).context["form"]["happened"].value() == FREE["happened"]
    assert desk.post(page, FREE | {"happened": "Ada was at football."}).url == listed
    release = NoteRelease.objects.get()
    assert release.history.count() == 2
    shown = as_user(worker).get(release.get_absolute_url()).content.decode()
    # What was released before may name whom the words of now leave out: it is for who reads the note itself.
    assert "Ada went to football." not in shown
    assert "Ada was at football." in shown
    assert "Ada went to football." in as_user(manager).get(release.get_absolute_url()).content.decode()
    amend_note(note, by=manager, reason="More", happened="Ada and Ben, all of it")
    assert NoteRelease.objects.instead(worker).get().happened == "Ada was at football."
    assert as_user(manager).post(reverse("overview:note-hide", args=at), {"reason": "Says too much"}).url == listed
    assert as_user(worker).get(release.get_absolute_url()).status_code == 404
    assert not NoteRelease.objects.visible_to(worker).exists()
    assert [len(audited(f"note.{what}")) for what in ("released", "release_ended")] == [2, 1]


def test_releasing_refuses(ada: Any, ben: Any, manager: Any, worker: Any) -> None:
    note, alone = shared(ada, ben), shared(ben)
    other, elsewhere = UserFactory(code="manager"), shared(ada)
    with pytest.raises(ValidationError) as refusal:
        release_note(note, target=ben, by=manager, **FREE)
    assert "not restricted" in str(messages_of(refusal))
    restrict_record(ben, by=manager, reason=WHY)
    for change, told in (
        (lambda: release_note(alone, target=ben, by=manager, **FREE), "stands on no other record"),
        (lambda: release_note(elsewhere, target=ben, by=manager, **FREE), "does not stand on the record"),
        (lambda: release_note(note, target=ben, by=manager, **FREE | {"happened": ""}), "what the other records keep"),
        (lambda: release_note(note, target=ben, by=manager, **FREE | {"title": "Ben Will"}), "“Ben”"),
        (lambda: release_note(note, target=ben, by=manager, **FREE | {"said": "She will come"}), "“will”"),
    ):
        with pytest.raises(ValidationError) as refusal:
            change()
        assert told in str(messages_of(refusal))
    # A small word that is also a name can be answered for, and the name itself cannot.
    said = FREE | {"said": "She will come"}
    release = release_note(note, target=ben, by=manager, are_no_names=True, **said)
    with pytest.raises(ValidationError):
        release_note(note, target=ben, by=manager, are_no_names=True, **said | {"said": "Will comes"})
    for by in (worker, other):
        with pytest.raises(PermissionDenied):
            release_note(note, target=ben, by=by, **FREE)
        with pytest.raises(PermissionDenied):
            end_release(release, by=by, reason="x")
    with pytest.raises(ValidationError):
        end_release(release, by=manager, reason=" ")
    end_release(release, by=manager, reason="Says too much")
    with pytest.raises(ValidationError) as refusal:
        end_release(release, by=manager, reason="Again")
    assert messages_of(refusal) == {"__all__": ["This was taken back already."]}


def test_release_ends_when_the_note_is_put_on_another_record(ada: Any, ben: Any, manager: Any, worker: Any) -> None:
    note = shared(ada, ben, title="A call", happened="Ada rang.")
    restrict_with(ben, by=manager, reason=WHY, released={note: FREE})
    row = NoteSubject.objects.get(note=note, child=ben)
    move_entry(row, by=manager, why="Two children of one name", right=PersonFactory())
    assert NoteRelease.objects.get().ended_on == today()
    assert CaseNote.objects.visible_to(worker).filter(pk=note.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_note_released_twice_at_once_is_released_once(team: Any, manager: Any) -> None:
    ada, ben = PersonFactory(given="Ada", family="Okafor"), PersonFactory(given="Ben", family="Will")
    note = shared(ada, ben)
    restrict_record(ben, by=manager, reason=WHY)
    race(
        lambda: release_note(note, target=ben, by=manager, **FREE),
        lambda: release_note(note, target=ben, by=manager, **FREE),
        hold=lambda: type(ben).objects.select_for_update().get(pk=ben.pk),
    )
    assert NoteRelease.objects.count() == 1
