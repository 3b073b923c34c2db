"""Documents: kept once, standing on every record they are about, read by who may see all of these."""

import datetime
import re
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cases.documents import change_document, record_document, withdraw_document
from cases.joining import join_families
from cases.models import Document, DocumentSubject, Removal
from cases.notes import Subject, record_note
from cases.people_merging import merge_people
from cases.people_undoing import undo_person_merge
from cases.removing import move_entry
from cases.undoing import undo_join
from cs_casework.access import restrict_record
from cs_casework.audit.log import save_record
from cs_casework.dates import today
from families.models import Person
from tests.factories import ContextFactory, DocumentFactory, DocumentSubjectFactory, FamilyFactory, PersonFactory
from tests.helpers import audited, boxes, hours_ago, messages_of, race, refusals, without_audit

pytestmark = pytest.mark.django_db

LETTER = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"


def letter(content: bytes = LETTER) -> SimpleUploadedFile:
    return SimpleUploadedFile("Nia.pdf", content)


def keep(by: Any, *subjects: Any, content: bytes = LETTER, **details: Any) -> Document:
    said = {"title": "Attendance in autumn", "type": "school", "from_whom": "Northgate School", "dated_on": today()}
    return record_document(by=by, subjects=subjects, file=letter(content), **said | details)


@pytest.fixture
def made() -> SimpleNamespace:
    return SimpleNamespace(child=PersonFactory(), family=FamilyFactory(), park=ContextFactory(), other=PersonFactory())


def on(document: Document, record: Any) -> DocumentSubject:
    rows = DocumentSubject.objects.filter(document=document).on_a_record()
    return next(row for row in rows if row.subject == record)


def page_of(client: Any, child: Any, **query: str) -> str:
    return client.get(reverse("cases:person-documents", args=[child.pk]), query).content.decode()


# --- Kept -------------------------------------------------------------------------------------------------------------
def test_one_document_stands_on_several_records(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    document = keep(worker, made.child, made.family, made.park, made.child)
    assert {row.subject for row in document.subjects.all()} == {made.child, made.family, made.park}
    client = as_user(worker)
    for name, record in (("person", made.child), ("family", made.family), ("context", made.park)):
        page = client.get(reverse(f"cases:{name}-documents", args=[record.pk])).content.decode()
        assert "Attendance in autumn" in page
        assert "Also about:" in page
    assert [event.record_id for event in audited("document.recorded")] == [document.pk]


def test_it_is_read_by_who_may_see_every_record(
    made: SimpleNamespace, worker: Any, manager: Any, support: Any, as_user: Any
) -> None:
    document = keep(worker, made.child, made.park)
    paths = [document.get_absolute_url(), reverse("cases:document-download", args=[document.pk])]
    restrict_record(made.park, by=manager, reason="Kept apart")
    for user, status in ((worker, 404), (manager, 200), (support, 403)):
        answers = [as_user(user).get(path) for path in paths]
        assert [answer.status_code for answer in answers] == [status, status]
        for answer in answers:
            if answer.streaming:
                assert b"".join(answer.streaming_content)  # read to its end, which closes it
    assert "Attendance" not in page_of(as_user(worker), made.child)
    assert "Attendance" not in page_of(as_user(worker), made.child, q="attendance")


def test_it_is_found_by_its_title(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    document = keep(worker, made.child)
    assert [list(Document.objects.search(text)) for text in ("attendances", "northgate -autumn")] == [[document], []]
    client = as_user(worker)
    path = reverse("cases:person-documents", args=[made.child.pk])
    assert (
        "Attendance in autumn" in client.post(path, {"_search": "1", "q": "attendance"}, follow=True).content.decode()
    )
    found = client.post(path, {"_search": "1", "q": "police"}, follow=True).content.decode()
    assert "No document with these words" in found


def test_what_may_not_be_kept_is_refused(made: SimpleNamespace, worker: Any, manager: Any, support: Any) -> None:
    keep(worker, made.child)
    for words, given in {
        "at least one": {"subjects": ()},
        "already": {"subjects": (made.child, made.park)},
        "not a PDF": {"subjects": (made.child,), "content": b"MZ" + bytes(99)},
        "future": {"subjects": (made.park,), "dated_on": today() + datetime.timedelta(days=1)},
    }.items():
        with pytest.raises(ValidationError) as refusal:
            keep(worker, *given.pop("subjects"), **given)
        assert words in str(messages_of(refusal))
    with pytest.raises(PermissionDenied):
        keep(support, made.park)
    restrict_record(made.family, by=manager, reason="Kept apart")
    with pytest.raises(PermissionDenied):
        keep(worker, made.family)
    # That it stands where they may not see it is not told.
    keep(manager, made.family, content=LETTER + b"%%EOF")
    assert keep(worker, made.park, content=LETTER + b"%%EOF").pk
    kept, joined = FamilyFactory(), FamilyFactory()
    join_families(kept, joined=joined, by=manager, reason="One")
    joined.refresh_from_db()
    with pytest.raises(ValidationError, match="joined into another"):
        keep(worker, joined)


def test_no_file_stays_whose_row_could_not_be_written(
    made: SimpleNamespace, worker: Any, settings: Any, tmp_path: Path
) -> None:
    settings.ATTACHMENTS_ROOT = tmp_path / "files"
    without_audit(lambda: keep(worker, made.child))
    assert not Document.objects.exists()
    assert list((tmp_path / "files").iterdir()) == []


# --- Changed, taken out -----------------------------------------------------------------------------------------------
def test_what_is_said_of_it_changes_by_a_version(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    document = keep(worker, made.child)
    with pytest.raises(ValidationError, match="Say why"):
        change_document(document, by=worker, reason=" ", title="Another")
    change_document(document, by=worker, reason="A slip", title="Attendance in spring")
    page = as_user(worker).get(document.get_absolute_url()).content.decode()
    assert [word for word in ("Attendance in spring", "Attendance in autumn", "A slip") if word not in page] == []


def test_who_describes_it_second_is_shown_both_and_loses_nothing(
    made: SimpleNamespace, worker: Any, colleague: Any, as_user: Any
) -> None:
    """What nobody wrote, such as that its file was scanned meanwhile, is in nobody's way."""
    document = keep(worker, made.child)
    client, path = as_user(worker), reverse("cases:document-change", args=[document.pk])
    sent = {"type": "letter", "title": "A letter", "from_whom": "The school", "reason": "A slip"}
    sent |= boxes("dated_on", today()) | {"version": read_from(client.get(path))}
    document.scan, document.scanned_at = "clean", timezone.now()
    save_record(document, by=None)
    change_document(document, by=colleague, reason="Another slip", title="Attendance in spring")
    answer = client.post(path, sent)
    assert "changed since you opened it" in str(refusals(answer))
    page = answer.content.decode()
    assert f"{colleague} has changed this" in page
    assert "Attendance in spring" in page
    assert client.post(path, sent | {"version": read_from(answer)}).status_code == 302
    document.refresh_from_db()
    assert document.title == "A letter"


def read_from(answer: Any) -> str:
    """The version that a form was opened on."""
    found = re.search(r'name="version"\s+value="(\d+)"', answer.content.decode())
    assert found
    return found[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_describe_it_at_once_one_is_told(made: SimpleNamespace, worker: Any, colleague: Any) -> None:
    document = keep(worker, made.child)
    answers = race(
        *(
            partial(change_document, document, by=by, reason="x", read_version=1, title=str(by))
            for by in (worker, colleague)
        ),
        hold=lambda: Document.objects.select_for_update().get(pk=document.pk),
    )
    [won] = [answer for answer in answers if isinstance(answer, Document)]
    assert [type(answer) for answer in answers if answer != won] == [ValidationError]
    document.refresh_from_db()
    assert document.title == won.title


@pytest.mark.django_db(transaction=True)
def test_one_file_sent_twice_at_once_is_kept_once(made: SimpleNamespace, worker: Any, colleague: Any) -> None:
    answers = race(
        *(partial(keep, by, made.child) for by in (worker, colleague)),
        hold=lambda: Person.objects.select_for_update(no_key=True).get(pk=made.child.pk),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Document", "ValidationError"]
    assert Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_moved_and_taken_out_at_once_is_both(made: SimpleNamespace, worker: Any, colleague: Any) -> None:
    document = keep(worker, made.child)
    row = on(document, made.child)
    race(
        partial(withdraw_document, document, by=worker, withdrawn_why="Not ours"),
        partial(move_entry, row, by=colleague, why="Another Nia", right=made.other),
        hold=lambda: Document.objects.select_for_update().get(pk=document.pk),
    )
    document.refresh_from_db()
    assert document.withdrawn_why == "Not ours"
    assert on(document, made.other).pk == row.pk


def test_taken_out_it_is_told_of_and_handed_out_no_more(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    document = keep(worker, made.child)
    client, path = as_user(worker), reverse("cases:document-withdraw", args=[document.pk])
    assert set(refusals(client.post(path, {"withdrawn_why": " "}))) == {"withdrawn_why"}
    assert client.post(path, {"withdrawn_why": "A newer one came"}).status_code == 302
    assert client.get(reverse("cases:document-download", args=[document.pk])).status_code == 404
    assert "taken out already" in str(refusals(client.post(path, {"withdrawn_why": "Again"})))
    assert "A newer one came" in client.get(document.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError, match="already"):
        withdraw_document(document, by=worker, withdrawn_why="Again")
    assert keep(worker, made.child).pk  # it may come again


# --- Recorded in error ------------------------------------------------------------------------------------------------
def test_a_document_comes_to_the_right_record(made: SimpleNamespace, worker: Any, records: Any, as_user: Any) -> None:
    document = keep(worker, made.child)
    client = as_user(worker)
    path = reverse("cases:document-move", args=[document.pk, on(document, made.child).pk])
    assert path in client.get(document.get_absolute_url()).content.decode()
    assert client.post(f"{path}?to=child:{made.other.pk}", {"why": "Another Nia"}).status_code == 302
    page = page_of(client, made.child)
    assert f"An entry was removed, by {worker}, on" in page
    assert "Attendance" not in page
    assert "Attendance" in page_of(client, made.other)
    assert not DocumentSubject.objects.visible_to(worker).filter(child=made.child).exists()
    removal, client = Removal.objects.get(), as_user(records)
    said = client.get(removal.get_absolute_url()).content.decode()
    assert [word for word in ("Attendance in autumn", "Northgate School", "Another Nia") if word not in said] == []
    answer = client.get(reverse("cases:removal-file", args=[removal.pk]))
    assert b"".join(answer.streaming_content) == LETTER
    assert len(audited("removal.file_read")) == 1
    assert as_user(worker).get(reverse("cases:removal-file", args=[removal.pk])).status_code == 403


def test_one_on_the_right_record_already_only_leaves_the_wrong_one(made: SimpleNamespace, worker: Any) -> None:
    document = keep(worker, made.child, made.other)
    move_entry(on(document, made.child), by=worker, why="Another Nia", right=made.other)
    assert [row.subject for row in DocumentSubject.objects.visible_to(worker)] == [made.other]
    with pytest.raises(ValidationError, match="about nobody else"):
        move_entry(on(document, made.other), by=worker, why="Neither")


# --- Merged and joined ------------------------------------------------------------------------------------------------
def test_documents_come_along_and_go_back(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    merged, both = PersonFactory(), DocumentFactory()
    alone = DocumentSubjectFactory(child=merged)
    for child in (made.child, merged):
        DocumentSubjectFactory(document=both, child=child)
    merge = merge_people(made.child, merged=merged, by=manager, reason="One")
    seen = DocumentSubject.objects.visible_to(worker).told()
    assert {row.document for row in seen.filter(child=made.child)} == {alone.document, both}
    undo_person_merge(merge, by=manager, why="Two after all")
    assert set(seen.filter(child=merged).values_list("document", flat=True)) == {alone.document_id, both.pk}
    joined = FamilyFactory()
    row = DocumentSubjectFactory(child=None, family=joined)
    join = join_families(made.family, joined=joined, by=manager, reason="One")
    row.refresh_from_db()
    assert row.family == made.family
    undo_join(join, by=manager, why="Two after all")
    row.refresh_from_db()
    assert row.family == joined


# --- The pages --------------------------------------------------------------------------------------------------------
def test_first_whom_it_is_about_then_the_file(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    client, path = as_user(worker), reverse("cases:document-add")
    about = f"{path}?about=child:{made.child.pk}"
    page = client.get(about).content.decode()
    assert 'enctype="multipart/form-data"' in page
    more = client.post(path, {"_search": "1", "q": made.park.reference, "about": f"child:{made.child.pk}", "more": "1"})
    assert f"about=context%3A{made.park.pk}" in client.get(more.headers["Location"]).content.decode()
    both = f"{about}&about=context:{made.park.pk}"
    assert {"file", "type", "title", "from_whom", "dated_on"} <= set(refusals(client.post(both, {"title": ""})))
    said = {"type": "letter", "title": "A letter", "from_whom": "The school", **boxes("dated_on", today())}
    answer = client.post(both, {"file": letter(), **said})
    assert answer.headers["Location"] == reverse("cases:person-documents", args=[made.child.pk])
    document = Document.objects.get()
    assert {row.subject for row in document.subjects.all()} == {made.child, made.park}
    changed = client.post(reverse("cases:document-change", args=[document.pk]), {"reason": "A slip", **said})
    assert changed.headers["Location"] == document.get_absolute_url()


def test_whoever_a_list_tells_of_is_in_its_audit(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    """The others a document or a note is about stand beside it there."""
    keep(worker, made.child, made.other, made.park)
    record_note(
        by=worker,
        kind="visit",
        occurred_at=hours_ago(1),
        title="A visit",
        happened="We walked.",
        subjects=[Subject(made.park), Subject(made.other)],
    )
    client = as_user(worker)
    for path in (
        reverse("cases:person-documents", args=[made.child.pk]),
        reverse("cases:context-documents", args=[made.park.pk]),
        reverse("cases:context-notes", args=[made.park.pk]),
    ):
        assert str(made.other) in client.get(path).content.decode()
    shown = [set(event.shown) for event in (*audited("documents.listed"), *audited("notes.read"))]
    assert shown == [{made.child.pk, made.other.pk}, {made.child.pk, made.other.pk}, {made.other.pk}]
