"""Who asks to see their record: gathered in steps, decided by one, checked by another, and what is masked is gone."""

import datetime
import re
import zlib
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from cases.models import CaseNote, NoteRelease
from cs_casework.accounts.models import User
from cs_casework.audit.models import Disclosure
from cs_casework.dates import months_after, today
from cs_casework.printing import can_draw
from keeping import access, gathering
from keeping.masking import MASKED, masked, places_of
from keeping.models import AccessItem, AccessRequest
from keeping.packs import part, parts_of
from tests import factories
from tests.helpers import audited, messages_of, race, refusals, without_audit
from tests.site.records import bar, grant, restrict

pytestmark = pytest.mark.django_db
SISTER = "Ottilie"
FRIEND = "Wilhelmina"
CHANGED = "This has been changed since you opened it. Look at both versions, and send what is right."


@pytest.fixture
def family_of_two(records: Any) -> tuple[Any, Any]:
    """A child and their sister, who share a last name and a note."""
    family = factories.FamilyFactory()
    child, sister = (factories.PersonFactory(given=given, family="Brackenbury") for given in ("Maximilian", SISTER))
    for person in (child, sister):
        factories.FamilyMembershipFactory(family=family, person=person, part="child")
    note = factories.CaseNoteFactory(
        happened=f"Max Brackenbury argued with {SISTER}. {SISTER}’s friend Zed came, and Otilie left.", said=""
    )
    factories.NoteSubjectFactory(note=note, child=child, own_part="He was tired.")
    factories.NoteSubjectFactory(note=note, child=sister, own_part="She told us a secret about Priscilla.")
    return child, sister


def begin(child: Any, records: Any, **facts: Any) -> AccessRequest:
    told = {"asked_by": "The young person", "asks_as": "Themselves", "identity": "Passport", "received_on": today()}
    return access.begin_request(child, by=records, **told | facts)


def decide_all(pack: AccessRequest, by: Any) -> None:
    for item in AccessItem.objects.filter(request=pack, left_out_why=""):
        masks = item.masks.values_list("pk", flat=True)
        access.decide_item(item, by=by, masks=masks, mask_why="Somebody else")


def note_of(pack: AccessRequest) -> AccessItem:
    return pack.items.get(source="note")


def words(item: AccessItem, **facts: Any) -> dict[str, str]:
    return {mask.word: mask.origin for mask in item.masks.filter(**facts)}


def test_a_pack_holds_the_childs_own_parts_and_proposes_the_names_of_others(
    family_of_two: Any, records: Any, run_jobs: Any
) -> None:
    child, _sister = family_of_two
    pack = begin(child, records, received_on=today() - datetime.timedelta(days=3))
    assert pack.due_on == months_after(pack.received_on, 1)
    assert run_jobs() == ["keeping.gather"]
    pack.refresh_from_db()
    assert pack.status == "deciding"
    item = note_of(pack)
    assert "He was tired." in item.text
    # A sister's own part is hers, and in no text of his pack.
    assert not pack.items.filter(text__contains="Priscilla").exists()
    # His own names stay, her name is proposed, each time; one that is nearly hers too.
    assert words(item) == {SISTER: "record", f"{SISTER}’s": "record", "Otilie": "alike"}
    assert audited("access.begun")[0].shown == [child.pk]


def test_what_is_masked_is_in_no_byte_of_the_pack(
    family_of_two: Any, records: Any, manager: Any, as_user: Any, run_jobs: Any
) -> None:
    child, _sister = family_of_two
    pack = begin(child, records)
    run_jobs()
    pack.refresh_from_db()
    item = note_of(pack)
    with pytest.raises(ValidationError, match="Decide on each"):
        access.decide_item(item, by=records)
    with pytest.raises(ValidationError) as refused:
        access.decide_item(item, by=records, masks=item.masks.values_list("pk", flat=True))
    assert messages_of(refused) == {"mask_why": ["Say why."]}
    with pytest.raises(ValidationError, match="does not stand"):
        access.decide_item(item, by=records, more=["Priscilla"], mask_why="Somebody else")
    with pytest.raises(ValidationError, match="entries wait"):
        access.submit_request(pack, by=records)
    decide_all(pack, records)
    access.decide_item(item, by=records, more=["zed"], mask_why="Somebody else")
    held_back = pack.items.get(source="person")
    access.decide_item(held_back, by=records, left_out_why="Serious harm to somebody")
    url = reverse("keeping:access-pdf", args=[pack.pk, 1])
    assert as_user(records).get(url).status_code == 404  # not before a second person has checked it
    access.submit_request(pack, by=records)
    with pytest.raises(ValidationError, match="Somebody else"):
        access.check_request(pack, by=records)
    access.check_request(pack, by=manager)
    assert as_user(manager).get(url).status_code == 403

    response = as_user(records).get(url)
    assert response.status_code == 200
    file = response.content
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages) if can_draw() else file.decode()
    # Every stream of the file unpacked, and its own bytes: neither a name nor what is left out lies under anything.
    streams = [file]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", file, re.DOTALL):
        try:
            streams.append(zlib.decompress(stream))
        except zlib.error:
            continue
    for hidden in (SISTER, "Otilie", "Zed", child.reference, "Priscilla"):
        assert hidden not in text
        assert not any(hidden.encode() in stream for stream in streams)
    assert "Brackenbury argued with" in " ".join(text.split())
    assert text.count(MASKED) == 4 + 1  # and the sentence that says what it means
    assert audited("access.saved")[0].actor_id == records.pk


def test_it_is_checked_by_somebody_who_decided_nothing_and_given_after(
    family_of_two: Any, records: Any, manager: Any, worker: Any, run_jobs: Any
) -> None:
    child, _sister = family_of_two
    second: User = factories.UserFactory(code="records_officer")
    pack = begin(child, records)
    for step in (access.submit_request, access.check_request):
        with pytest.raises(ValidationError):
            step(pack, by=records)  # it is still being gathered
    run_jobs()
    pack.refresh_from_db()
    assert access.decide_word(pack, by=records, word="ottilie", decision="mask", why="Somebody else") == 1
    decide_all(pack, records)
    item = note_of(pack)
    access.decide_item(item, by=second, keeps=[item.masks.first().pk], keep_why="He told us himself")
    pack = access.submit_request(pack, by=records)
    with pytest.raises(ValidationError, match="Somebody else"):
        access.check_request(pack, by=second)  # decided on a word of it
    with pytest.raises(ValidationError) as refused:
        access.return_request(pack, by=manager, returned_why=" ")
    assert messages_of(refused) == {"returned_why": ["Say what is to be changed."]}
    pack = access.return_request(pack, by=manager, returned_why="The school")
    assert (pack.status, pack.returned_why) == ("deciding", "The school")
    pack = access.submit_request(pack, by=records)
    with pytest.raises(ValidationError, match="not being decided"):
        access.read_items(pack, [], by=records)
    for somebody in (worker, records):
        with pytest.raises((PermissionDenied, ValidationError)):
            access.check_request(pack, by=somebody)
    with pytest.raises(ValidationError, match="not checked"):
        access.give_request(pack, by=records, given_on=today())
    pack = access.check_request(pack, by=manager)
    with pytest.raises(ValidationError, match="checked after"):
        access.give_request(pack, by=records, given_on=today() - datetime.timedelta(days=1))
    without_audit(lambda: access.give_request(pack, by=records, given_on=today()))
    pack = access.give_request(pack, by=records, given_on=today())
    with pytest.raises(ValidationError, match="over already"):
        access.end_request(pack, by=records, ended_why="Taken back")
    assert audited("access.given")[0].shown == [child.pk]


def test_a_request_is_extended_once_and_in_time_and_ended_with_a_reason(family_of_two: Any, records: Any) -> None:
    child, sister = family_of_two
    pack = begin(child, records)
    with pytest.raises(ValidationError) as refused:
        access.extend_request(pack, by=records, extended_why="")
    assert messages_of(refused) == {"extended_why": ["Say why it takes longer."]}
    pack = access.extend_request(pack, by=records, extended_why="Forty years of records")
    assert pack.due_on == months_after(pack.received_on, 3)
    with pytest.raises(ValidationError, match="already"):
        access.extend_request(pack, by=records, extended_why="Again")
    late = begin(sister, records, received_on=today() - datetime.timedelta(days=60))
    assert late.is_overdue
    with pytest.raises(ValidationError, match="time is over"):
        access.extend_request(late, by=records, extended_why="Too late")
    with pytest.raises(ValidationError, match="being made already"):
        begin(child, records)
    with pytest.raises(ValidationError) as refused:
        access.end_request(pack, by=records, ended_why="")
    assert messages_of(refused) == {"__all__": ["Say why no pack is given."]}
    access.end_request(pack, by=records, ended_why="Taken back")
    assert begin(child, records).pk != pack.pk
    with pytest.raises(ValidationError):
        begin(sister, records, received_on=today() + datetime.timedelta(days=1))


def test_what_is_restricted_from_the_officer_is_neither_gathered_nor_asked_for(
    family_of_two: Any, records: Any, manager: Any, worker: Any, as_user: Any, run_jobs: Any
) -> None:
    child, sister = family_of_two
    # The officer who prepares it is granted her; who reads it after them is not.
    grant(restrict(sister, by=manager), to=records)
    pack = begin(child, records)
    run_jobs()
    # The shared part is read by who may see everybody in it; what was written for him alone is in the pack.
    assert note_of(pack).text == "For this record alone: He was tired."
    assert not note_of(pack).shows_whole
    assert not pack.items.filter(source="released").exists()
    restrict(child, by=manager)
    with pytest.raises(PermissionDenied):
        begin(child, records)
    client = as_user(records)
    assert client.get(pack.get_absolute_url()).status_code == 404
    assert list(client.get(reverse("keeping:access-list")).context["page_of"]) == []
    grant(child, to=records)
    assert client.get(pack.get_absolute_url()).status_code == 200
    with pytest.raises(PermissionDenied):
        begin(child, worker)


def test_words_that_were_released_of_a_note_stand_in_its_place(
    family_of_two: Any, records: Any, manager: Any, run_jobs: Any
) -> None:
    child, sister = family_of_two
    note = CaseNote.objects.get()
    row = note.subjects.get(child=sister)
    facts = {"note": note, "title": "Visit", "happened": "Max was seen at home.", "left_out": [row.pk]}
    NoteRelease.objects.create(person=sister, created_by=manager, **facts)
    pack = begin(child, records)
    run_jobs()
    assert not pack.items.filter(source="released").exists()  # the note itself is told
    access.end_request(pack, by=records, ended_why="Taken back")
    restrict(sister, by=manager)
    pack = begin(child, records)
    run_jobs()
    assert "Max was seen at home." in pack.items.get(source="released").text
    assert SISTER not in "".join(pack.items.values_list("text", flat=True))


def test_what_is_hidden_from_a_keeper_later_is_hidden_in_the_pack(
    family_of_two: Any, records: Any, manager: Any, as_user: Any, run_jobs: Any
) -> None:
    """A friend who was restricted since it was gathered, and a keeper who is barred from her: neither the note's words,
    nor how many entries there are, nor a mark of it; and nobody who may not read all of it puts their name to it or
    makes it."""
    child, _sister = family_of_two
    friend = factories.PersonFactory(given=FRIEND, family="Quill")
    both = factories.CaseNoteFactory(happened=f"He walked home with {FRIEND}.", said="")
    for one in (child, friend):
        factories.NoteSubjectFactory(note=both, child=one)
    pack = begin(child, records)
    run_jobs()
    pack.refresh_from_db()
    note, whole = pack.items.get(text__contains=FRIEND), pack.items.count()
    hidden = note.masks.first()
    second: User = factories.UserFactory(code="records_officer")
    bar(friend, second)

    def reads(user: User) -> dict[str, Any]:
        client = as_user(user)
        detail = client.get(pack.get_absolute_url())
        pages = [detail, client.get(reverse("keeping:access-items", args=[pack.pk]))]
        pages.append(client.get(reverse("keeping:access-words", args=[pack.pk])))
        return {
            "total": detail.context["progress"]["total"],
            "named": any(FRIEND in page.text for page in pages),
            "entry": client.get(note.get_absolute_url()).status_code,
            "word": client.get(reverse("keeping:access-word", args=[pack.pk, hidden.pk])).status_code,
            "told": "You may not read all of this pack" in detail.text,
        }

    all_of_it = {"total": whole, "named": True, "entry": 200, "word": 200, "told": False}
    less = {"total": whole - 1, "named": False, "entry": 404, "word": 404, "told": True}
    assert reads(records) == all_of_it
    assert reads(second) == less
    with pytest.raises(PermissionDenied):
        access.decide_item(note, by=second, masks=[hidden.pk], mask_why="Somebody else")
    assert access.decide_word(pack, by=second, word=hidden.plain, decision="mask", why="Somebody else") == 0
    assert access.read_items(pack, [note.pk], by=second) == 0
    with pytest.raises(ValidationError, match="may not read all"):
        access.submit_request(pack, by=second)
    decide_all(pack, records)
    pack = access.submit_request(pack, by=records)
    third: User = factories.UserFactory(code="records_officer")
    bar(friend, third)
    with pytest.raises(ValidationError, match="may not read all"):
        access.check_request(pack, by=third)
    pack = access.check_request(pack, by=manager)
    url = reverse("keeping:access-pdf", args=[pack.pk, 1])
    assert as_user(second).get(url).status_code == 404
    assert list(as_user(second).get(pack.get_absolute_url()).context["volumes"]) == []
    assert list(as_user(records).get(pack.get_absolute_url()).context["volumes"]) == [1]
    restrict(friend, by=manager)
    assert reads(records) == less
    assert as_user(records).get(url).status_code == 404
    grant(friend, to=records)
    assert reads(records) == all_of_it | {"named": True}
    assert as_user(records).get(url).status_code == 200


def test_the_second_person_is_somebody_else_whoever_decided_last_and_the_pack_is_in_the_register(
    family_of_two: Any, records: Any, manager: Any, as_user: Any, run_jobs: Any
) -> None:
    child, _sister = family_of_two
    first, reader = (factories.UserFactory(code="records_officer") for _n in range(2))
    pack = begin(child, records)
    run_jobs()
    pack.refresh_from_db()
    # Decided anew by others: that these two did stands in the audit alone.
    decide_all(pack, first)
    access.decide_word(pack, by=reader, word="nobody", decision="mask", why="Somebody else")
    decide_all(pack, records)
    pack = access.submit_request(pack, by=records)
    for somebody in (records, first, reader):
        assert not access.may_check(pack, somebody)
        with pytest.raises(ValidationError, match="Somebody else"):
            access.check_request(pack, by=somebody)
    with pytest.raises(IntegrityError, match="access_checked_by_another"), transaction.atomic():
        AccessRequest.objects.filter(pk=pack.pk).update(status="checked", checked_by=records, checked_on=today())
    # What the second person reads, and that they checked it, is audited, with whom it is about.
    client = as_user(manager)
    client.get(reverse("keeping:access-items", args=[pack.pk]))
    client.get(note_of(pack).get_absolute_url())
    answer = client.post(reverse("keeping:access-check", args=[pack.pk]), {"sent": "1"})
    assert answer.status_code == 302
    for action in ("access.entries_viewed", "access.entry_viewed", "access.checked"):
        (event,) = audited(action)
        assert (event.actor_id, event.record_id) == (manager.pk, pack.pk)
    assert audited("access.entry_viewed")[0].shown == [child.pk]
    # In the register of what left, from the moment it is made: to whom, on what basis, which part, about whom.
    assert not Disclosure.objects.exists()
    assert as_user(records).get(reverse("keeping:access-pdf", args=[pack.pk, 1])).status_code == 200
    given = Disclosure.objects.get()
    assert (given.kind, given.basis) == (Disclosure.Kind.ACCESS_PACK, Disclosure.Basis.SUBJECT)
    assert (given.recipient, given.version) == (pack.asked_by, f"{pack.reference}, 1")
    assert given.people == [child.pk]


def test_files_that_a_pack_lists_are_told_to_be_masked_by_hand(
    family_of_two: Any, records: Any, as_user: Any, run_jobs: Any
) -> None:
    child, _sister = family_of_two
    pack = begin(child, records)
    run_jobs()
    assert "black that out on paper" not in as_user(records).get(pack.get_absolute_url()).text
    access.end_request(pack, by=records, ended_why="Taken back")
    factories.DocumentSubjectFactory(child=child)
    pack = begin(child, records)
    run_jobs()
    page = as_user(records).get(pack.get_absolute_url()).text
    assert "The pack lists 1 file." in " ".join(page.split())
    assert "black that out on paper" in page


def test_a_long_record_is_gathered_in_steps_and_goes_on_where_it_stopped(
    records: Any, worker: Any, as_user: Any, run_jobs: Any, django_assert_max_num_queries: Any
) -> None:
    """Two thousand entries: ten steps and more, each of a few statements, and parts of two hundred."""
    child = factories.PersonFactory()
    from cases.models import NoteSubject

    notes = CaseNote.objects.bulk_create(
        [
            CaseNote(kind="visit", occurred_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC), happened=f"Seen {n}")
            for n in range(2000)
        ]
    )
    NoteSubject.objects.bulk_create([NoteSubject(note=note, child=child) for note in notes])
    pack = begin(child, records)
    total = pack.items.count()
    assert total > 2000
    with django_assert_max_num_queries(60):
        assert gathering.gather_more(pack.pk) is True
    client = as_user(records)
    page = client.get(pack.get_absolute_url())
    assert f"200 of {total}" in page.text
    steps = run_jobs()
    assert (
        len(steps) == 1 + (total - 1) // gathering.AT_ONCE
    )  # one of the eleven was run by hand, and one finds nothing
    pack.refresh_from_db()
    assert pack.status == "deciding"
    assert gathering.gather_more(pack.pk) is False  # a step that comes late does nothing
    assert pack.items.filter(is_gathered=True).count() == total
    assert parts_of(pack) == -(-total // 200)
    assert len(part(pack, 1)) == 200
    with django_assert_max_num_queries(25):
        waiting = client.get(f"{reverse('keeping:access-items', args=[pack.pk])}?waiting")
    shown = [item.pk for item in waiting.context["page_of"]]
    assert len(shown) == 10
    client.post(reverse("keeping:access-read", args=[pack.pk]), {"entry": [*map(str, shown), "no id", "x" * 36]})
    assert pack.items.filter(read_by=records, pk__in=shown).count() == 10


def test_a_word_is_decided_in_its_entry_by_form(family_of_two: Any, records: Any, as_user: Any, run_jobs: Any) -> None:
    child, _sister = family_of_two
    pack = begin(child, records)
    run_jobs()
    item = note_of(pack)
    client = as_user(records)
    sent = {f"word_{mask.pk}": "mask" for mask in item.masks.all()}
    first = next(iter(sent))
    assert refusals(client.post(item.get_absolute_url(), sent | {first: "keep", "mask_why": "x"})) == {
        "keep_why": ["Say why."]
    }
    answer = client.post(item.get_absolute_url(), sent | {"mask_why": "Somebody else", "more": "Zed\ntired"})
    assert answer.status_code == 302
    assert {mask.word: mask.decision for mask in item.masks.all()}.keys() == {
        SISTER,
        f"{SISTER}’s",
        "Otilie",
        "Zed",
        "tired",
    }
    waiting = client.get(reverse("keeping:access-words", args=[pack.pk]))
    assert list(waiting.context["page_of"]) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_begin_one_pack(records: Any) -> None:
    child = factories.PersonFactory()
    second: User = factories.UserFactory(code="records_officer")
    told = race(
        lambda: begin(child, records),
        lambda: begin(child, second),
        hold=lambda: type(child).objects.select_for_update().get(pk=child.pk),
    )
    assert sorted(type(one).__name__ for one in told) == ["AccessRequest", "ValidationError"]


@pytest.mark.django_db(transaction=True)
def test_two_decide_on_one_entry_at_once_and_no_mask_is_undone_unseen(
    family_of_two: Any, records: Any, run_jobs: Any
) -> None:
    child, _sister = family_of_two
    second: User = factories.UserFactory(code="records_officer", name="Rhona Peake")
    pack = begin(child, records)
    run_jobs()
    entry = note_of(pack)
    names = [f"word_{pk}" for pk in entry.masks.order_by("start").values_list("pk", flat=True)]
    address = entry.get_absolute_url()
    desks = {records: Client(), second: Client()}
    for user, desk in desks.items():
        desk.force_login(user, backend="cs_casework.accounts.backends.StaffBackend")
    goes = dict.fromkeys(names, "mask") | {"mask_why": "It is hers", "keep_why": ""}
    stays = dict.fromkeys(names, "keep") | {"mask_why": "It is hers", "keep_why": "He knows it"}
    said, began = {records: goes, second: stays}, desks[records].get(address).context["began"]
    answers = race(
        *(partial(desk.post, address, said[user] | {"began": began}) for user, desk in desks.items()),
        hold=lambda: AccessRequest.objects.select_for_update().get(pk=pack.pk),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    first, later = desks if answers[0].status_code == 302 else reversed(desks)
    (refused,) = (answer for answer in answers if answer.status_code == 200)
    assert refusals(refused) == {"__all__": [CHANGED]}
    theirs = said[first][names[0]]
    assert set(entry.masks.values_list("decision", "decided_by")) == {(theirs, first.pk)}
    beside = refused.context["beside"]
    assert beside.who == first
    assert f"{first} has changed this since you opened it" in refused.text
    assert {(row["theirs"], row["own"]) for row in beside.rows} >= {
        ("Mask", "Keep") if theirs == "mask" else ("Keep", "Mask")
    }
    # In sight of it, it stands. So does what is the same in both, but for why: that is shown, and not taken back unseen.
    began = refused.context["began"]
    assert desks[later].post(address, said[later] | {"began": began}).status_code == 302
    access.decide_item(entry, by=second, masks=entry.masks.values_list("pk", flat=True), mask_why="She asked for it")
    opened = desks[records].get(address).context["began"]
    access.decide_item(entry, by=second, masks=entry.masks.values_list("pk", flat=True), mask_why="It is a secret")
    refused = desks[records].post(address, goes | {"began": opened})
    rows = refused.context["beside"].rows
    assert {(row["theirs"], row["own"]) for row in rows} == {("It is a secret", "It is hers")}
    assert rows[0]["label"] == f"Why, of “{SISTER}”?"


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [("Ann", "Ann and Anna, ann", [(0, 3), (14, 17)]), ("", "Ann", []), ("ß", "Straße ß", [(7, 8)]), ("Bo", "Bob", [])],
)
def test_marked_words_are_whole_words(words: str, text: str, found: list[Any]) -> None:
    assert list(places_of(words, text)) == found


def test_what_is_masked_leaves_neither_words_nor_their_length() -> None:
    assert masked("Ann met Bo and Bartholomew", [(8, 10), (9, 12), (15, 26)]) == f"Ann met {MASKED}nd {MASKED}"
    assert masked("Ann", []) == "Ann"
