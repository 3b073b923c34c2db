"""Files that come with a contact: what they are by their content, where they lie, and who is handed them."""

import io
import os
import stat
import struct
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cs_casework.files.filetypes import EML, PDF, file_type_of
from cs_casework.files.keeping import safe_name, sweep
from referrals.attaching import attach_file, withdraw_file
from referrals.models import Attachment
from tests import factories
from tests.helpers import audited, messages_of, refusals, without_audit
from tests.site.records import restrict

pytestmark = pytest.mark.django_db

LETTER = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"
MAIL = b"From: Rowan <rowan@school.example>\r\nTo: frontdoor@council.example\r\nSubject: Nia\r\n\r\nShe came late.\r\n"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in names:
            parts.writestr(name, "<x/>")
    return out.getvalue()


WORD = zipped("[Content_Types].xml", "word/document.xml")
MAY = {
    "pdf": (LETTER, "pdf"),
    "docx": (WORD, "word"),
    "doc": (COMPOUND + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(99), "word"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(40) + b"IEND\xaeB`\x82", "image"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40) + b"\xff\xd9", "image"),
    "gif": (b"GIF89a" + bytes(20) + b";", "image"),
    "webp": (b"RIFF" + struct.pack("<I", 32) + b"WEBPVP8 " + bytes(24), "image"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(20), "image"),
    "eml": (MAIL, "email"),
}
MAY_NOT = {
    "program": b"MZ" + bytes(200),
    "page": b"<html><script>alert(1)</script></html>",
    "drawing": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "other zip": zipped("letter.txt"),
    "spreadsheet": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "other compound file": COMPOUND + bytes(600) + "Workbook".encode("utf-16-le"),
    "text": b"Dear all, she came late: see below.",
}
BROKEN = {
    "pdf": LETTER[:20],
    "docx": WORD[:-30],
    "png": MAY["png"][0][:30],
    "jpeg": MAY["jpeg"][0][:-1],
    "webp": MAY["webp"][0][:-5],
}


def sent(content: bytes = LETTER, name: str = "letter.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def referral(db: None) -> Any:
    return factories.ReferralFactory()


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """An empty folder for this test's files alone."""
    settings.ATTACHMENTS_ROOT = tmp_path / "attachments"
    return settings.ATTACHMENTS_ROOT


# --- What it is ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", MAY)
def test_what_a_file_is_is_told_by_its_content(name: str) -> None:
    content, kind = MAY[name]
    assert file_type_of(io.BytesIO(content)).kind == kind


@pytest.mark.parametrize("name", MAY_NOT)
def test_what_may_not_be_attached_is_refused_whatever_it_is_called(referral: Any, support: Any, name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        attach_file(referral, by=support, file=sent(MAY_NOT[name], "letter.pdf"))
    assert "not a PDF" in messages_of(refusal)["file"][0]


@pytest.mark.parametrize("limit", ["MOST_PARTS", "MOST_UNPACKED"])
def test_an_archive_that_unpacks_to_more_than_a_letter_is_refused(
    referral: Any, support: Any, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(f"cs_casework.files.filetypes.{limit}", 1)
    with pytest.raises(ValidationError):
        attach_file(referral, by=support, file=sent(WORD, "letter.docx"))
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_stops_in_the_middle_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="broken"):
        file_type_of(io.BytesIO(BROKEN[name]))


@pytest.mark.parametrize(
    ("name", "found", "safe"),
    [
        ("letter.pdf", PDF, "letter.pdf"),
        ("Letter.PDF", PDF, "Letter.PDF"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        (r"C:\Users\rowan\letter.pdf", PDF, "letter.pdf"),
        ("letter.pdf.exe", PDF, "letter.pdf.exe.pdf"),
        ("le\u202etter\r\n.fdp.pdf", PDF, "letter.fdp.pdf"),
        ('a"b<c>.eml', EML, "abc.eml"),
        ("", PDF, "file.pdf"),
        ("é" * 300 + ".pdf", PDF, "é" * 150 + ".pdf"),
    ],
)
def test_its_name_can_be_shown_and_saved(name: str, found: Any, safe: str) -> None:
    assert safe_name(name, found) == safe


# --- Kept ------------------------------------------------------------------------------------------------------------
def test_it_lies_under_a_random_name_that_only_the_service_can_read(referral: Any, support: Any, folder: Path) -> None:
    row = attach_file(referral, by=support, file=sent(name="Nia Holloway.pdf"))
    (path,) = folder.iterdir()
    assert path.name == row.file.name
    assert "Nia" not in path.name
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(folder.stat().st_mode)) == (0o600, 0o700)
    assert path.read_bytes() == LETTER
    assert (row.name, row.kind, row.size) == ("Nia Holloway.pdf", "pdf", len(LETTER))
    assert len(audited("referral.file_attached")) == 1
    with pytest.raises(ValueError, match="No address"):
        _ = row.file.url


def test_the_same_file_twice_is_refused_kindly(referral: Any, support: Any) -> None:
    attach_file(referral, by=support, file=sent())
    with pytest.raises(ValidationError, match=r"already, as “letter\.pdf”"):
        attach_file(referral, by=support, file=sent(name="copy.pdf"))
    assert attach_file(factories.ReferralFactory(), by=support, file=sent()).pk


def test_no_file_stays_whose_row_could_not_be_written(referral: Any, support: Any, folder: Path) -> None:
    without_audit(lambda: attach_file(referral, by=support, file=sent()))
    assert not Attachment.objects.exists()
    assert list(folder.iterdir()) == []


def test_the_night_sweeps_what_no_row_speaks_of(referral: Any, support: Any, folder: Path) -> None:
    folder.mkdir()
    old, new = folder / "left", folder / "being-written"
    for path in (old, new):
        path.write_bytes(LETTER)
    os.utime(old, (0, time.time() - 25 * 60 * 60))
    assert sweep() == 0  # no row at all: rather the wrong database
    row = attach_file(referral, by=support, file=sent())
    os.utime(folder / row.file.name, (0, 0))
    assert sweep() == 1
    assert {path.name for path in folder.iterdir()} == {"being-written", row.file.name}


def test_who_may_not_take_contacts_or_not_see_this_one_attaches_nothing(
    referral: Any, support: Any, records: Any, manager: Any
) -> None:
    with pytest.raises(PermissionDenied):
        attach_file(referral, by=records, file=sent())
    child = factories.PersonFactory()
    factories.ReferralChildFactory(referral=referral, person=child, known="known")
    restrict(child, by=manager)
    with pytest.raises(PermissionDenied):
        attach_file(referral, by=support, file=sent())
    assert attach_file(referral, by=referral.taker, file=sent()).pk  # who took it goes on


def test_one_taken_in_error_takes_no_file(support: Any, as_user: Any) -> None:
    referral = factories.ReferralFactory(status="withdrawn", withdrawn_why="Twice")
    with pytest.raises(ValidationError, match="error"):
        attach_file(referral, by=support, file=sent())
    assert as_user(support).get(reverse("referrals:attachment-add", args=[referral.pk])).status_code == 403


# --- The page --------------------------------------------------------------------------------------------------------
def add(client: Any, referral: Any, content: bytes | None, name: str = "letter.pdf") -> Any:
    data = {} if content is None else {"file": SimpleUploadedFile(name, content)}
    return client.post(reverse("referrals:attachment-add", args=[referral.pk]), data)


def test_files_are_attached_one_after_another(referral: Any, support: Any, as_user: Any) -> None:
    client = as_user(support)
    for number in range(2):
        answer = add(client, referral, LETTER + bytes([number]))
        assert answer.headers["Location"] == reverse("referrals:attachment-add", args=[referral.pk])
    page = client.get(answer.headers["Location"]).content.decode()
    assert page.count("letter.pdf</bdi>") == 2
    assert 'enctype="multipart/form-data"' in page


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "Choose a file"), (b"", "empty"), (b"MZ" + bytes(99), "not a PDF"), (LETTER[:15], "broken")],
)
def test_what_is_refused_is_said_beside_the_field(
    referral: Any, support: Any, as_user: Any, content: bytes | None, said: str
) -> None:
    assert said in refusals(add(as_user(support), referral, content))["file"][0]


@pytest.mark.parametrize("more", [0, 1, 5_000_000])
def test_no_more_of_a_large_file_is_kept_than_may_be(
    referral: Any, support: Any, as_user: Any, settings: Any, more: int
) -> None:
    """Refused beside its field, whether it came through memory or through the disk."""
    settings.ATTACHMENT_MOST_BYTES = 1_000_000
    answer = add(as_user(support), referral, LETTER + b"\n" * (1_000_000 - len(LETTER) - 6) + b"%%EOF\n" + b"\n" * more)
    if more:
        assert "larger than" in refusals(answer)["file"][0]
        assert "976" in refusals(answer)["file"][0]
    else:
        assert answer.status_code == 302


def test_what_comes_to_the_disk_is_cut_off_at_the_limit(settings: Any, rf: Any) -> None:
    settings.ATTACHMENT_MOST_BYTES = 100_000
    request = rf.post("/", {"file": SimpleUploadedFile("letter.pdf", LETTER * 200_000)})
    (file,) = request.FILES.values()
    assert (file.size, file.read()) == (len(LETTER) * 200_000, b"")


# --- Handed out ------------------------------------------------------------------------------------------------------
def test_it_is_handed_out_to_be_saved_and_never_shown(referral: Any, support: Any, as_user: Any) -> None:
    row = attach_file(referral, by=support, file=sent(MAIL, "Ünsigned\n.eml"))
    answer = as_user(support).get(row.get_absolute_url())
    assert b"".join(answer.streaming_content) == MAIL
    headers = answer.headers
    assert headers["Content-Disposition"] == "attachment; filename*=utf-8''%C3%9Cnsigned.eml"
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in headers["Cache-Control"]
    assert [event.record_id for event in audited("referral.file_read")] == [referral.pk]


def test_it_is_behind_the_door_of_its_contact(
    referral: Any, support: Any, worker: Any, manager: Any, administrator: Any, as_user: Any
) -> None:
    row = attach_file(referral, by=support, file=sent())
    beside = reverse("referrals:attachment-download", args=[factories.ReferralFactory().pk, row.pk])
    assert as_user(worker).get(beside).status_code == 404
    assert as_user(administrator).get(row.get_absolute_url()).status_code == 403
    context = factories.ContextFactory()
    factories.ReferralContextFactory(referral=referral, context=context, known="known")
    restrict(context, by=manager)
    assert as_user(worker).get(row.get_absolute_url()).status_code == 404
    assert b"".join(as_user(referral.taker).get(row.get_absolute_url()).streaming_content) == LETTER


def test_one_whose_file_is_gone_is_not_there(referral: Any, support: Any, as_user: Any) -> None:
    row = attach_file(referral, by=support, file=sent())
    (Path(settings.ATTACHMENTS_ROOT) / row.file.name).unlink()
    assert as_user(support).get(row.get_absolute_url()).status_code == 404


# --- Taken out -------------------------------------------------------------------------------------------------------
def test_taken_out_it_is_told_of_and_handed_out_no_more(referral: Any, support: Any, as_user: Any) -> None:
    row = attach_file(referral, by=support, file=sent())
    client, path = as_user(support), reverse("referrals:attachment-withdraw", args=[referral.pk, row.pk])
    assert set(refusals(client.post(path, {"withdrawn_why": " "}))) == {"withdrawn_why"}
    assert client.post(path, {"withdrawn_why": "Another family’s"}).status_code == 302
    assert client.get(row.get_absolute_url()).status_code == 404
    assert "taken out already" in str(refusals(client.post(path, {"withdrawn_why": "Again"})))
    page = client.get(referral.get_absolute_url()).content.decode()
    assert "Another family’s" in page
    assert row.get_absolute_url() not in page
    assert attach_file(referral, by=support, file=sent()).pk  # it may come again, as the right one
    with pytest.raises(ValidationError):
        withdraw_file(row, by=support, withdrawn_why="Again")
