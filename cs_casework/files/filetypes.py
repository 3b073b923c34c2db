"""What a file that came from outside is: by its own content. What it is called, or sent as, is not believed.

The library knows the beginnings of files. What it cannot tell is asked here: a Word document is a ZIP file that holds
`word/`, an old one a compound file that holds a stream called WordDocument, an e-mail begins with its headers, and a
file that stops in the middle is broken. What a document or an e-mail holds within it is looked into apart
(`within_word.py`, `within_email.py`).
"""

import email
import email.policy
import re
import zipfile
from dataclasses import dataclass
from typing import IO, Any

import puremagic
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cs_casework.files.within_email import Budget, check_email
from cs_casework.files.within_word import NotReadable, check_word

WORD_XML = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEAD, TAIL = 8192, 65536
# More parts than any letter has, or more in them: what claims that was made to keep a computer busy.
MOST_PARTS = 5000
MOST_UNPACKED = 500 * 1024 * 1024
# Streams of an old Word document: what runs in it, and files and objects of other programs within it.
RUNS_IN_OLD = ("_VBA_PROJECT", "Ole10Native", "Equation Native")
HEADER = re.compile(rb"^[!-9;-~]+:[ \t]?")
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}


class FileKind(models.TextChoices):
    """What the file's own content says that it is, whatever its name says."""

    PDF = "pdf", gettext_lazy("PDF")
    WORD = "word", gettext_lazy("Word document")
    IMAGE = "image", gettext_lazy("Image")
    EMAIL = "email", gettext_lazy("E-mail")


@dataclass(frozen=True)
class FileType:
    """A type of file that may be attached: what it counts as, and how a file of it is called."""

    kind: FileKind
    content_type: str
    suffixes: tuple[str, ...]


PDF = FileType(FileKind.PDF, "application/pdf", (".pdf",))
DOCX = FileType(FileKind.WORD, WORD_XML, (".docx",))
DOC = FileType(FileKind.WORD, "application/msword", (".doc",))
EML = FileType(FileKind.EMAIL, "message/rfc822", (".eml",))
PNG = FileType(FileKind.IMAGE, "image/png", (".png",))
JPEG = FileType(FileKind.IMAGE, "image/jpeg", (".jpg", ".jpeg"))
GIF = FileType(FileKind.IMAGE, "image/gif", (".gif",))
WEBP = FileType(FileKind.IMAGE, "image/webp", (".webp",))
HEIC = FileType(FileKind.IMAGE, "image/heic", (".heic", ".heif"))
BY_BEGINNING = {found.content_type: found for found in (PDF, PNG, JPEG, GIF, WEBP)}
BROKEN = gettext_lazy("This file is broken, or only a part of it. Ask for it to be sent again.")
SUFFIXES = [suffix for found in (PDF, DOCX, DOC, PNG, JPEG, GIF, WEBP, HEIC, EML) for suffix in found.suffixes]


def file_type_of(file: IO[bytes], *, budget: Budget | None = None, forwarded: int = 0) -> FileType:
    """What it is. Refuses, in words, what may not be attached, what is empty or broken, and what holds something within
    it that may not be attached. `budget` says how much has been looked through, and `forwarded` in how many e-mails it is
    itself."""
    file.seek(0, 2)
    size = file.tell()
    if not size:
        raise ValidationError(_("This file is empty. Choose it again, or ask for it to be sent again."))
    file.seek(0)
    head = file.read(HEAD)
    file.seek(max(0, size - TAIL))
    tail = file.read()
    file.seek(0)
    found = _of_beginning(file, head)
    if found is None:
        raise ValidationError(
            _(
                "This is not a PDF, a Word document, an image or an e-mail (.eml). Save it as one of these and attach that."
            )
        )
    if not _is_whole(found, file, head, tail, size):
        raise ValidationError(BROKEN)
    _check_within(found, file, budget=budget or Budget(), forwarded=forwarded)
    file.seek(0)
    return found


def _check_within(found: FileType, file: IO[bytes], *, budget: Budget, forwarded: int) -> None:
    if found is DOCX:
        try:
            check_word(file)
        except NotReadable:
            raise ValidationError(BROKEN) from None
    elif found is DOC and any(_has_stream(file, stream) for stream in RUNS_IN_OLD):
        raise ValidationError(
            _(
                "This Word document holds macros, which run when it is opened, or another file within it. Save it as a PDF "
                "and attach that."
            )
        )
    elif found is EML:
        check_email(file, file_type_of, budget=budget, forwarded=forwarded, suffixes=SUFFIXES)


def _of_beginning(file: IO[bytes], head: bytes) -> FileType | None:
    if head.startswith(b"PK\x03\x04"):
        return DOCX if b"word/" in head or _parts(file) else None
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return DOC if _has_stream(file, "WordDocument") else None
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return HEIC
    try:
        likely = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        likely = []
    if likely and likely[0].mime_type in BY_BEGINNING:
        return BY_BEGINNING[likely[0].mime_type]
    return EML if _is_email(head) else None


def _parts(file: IO[bytes]) -> list[str]:
    """The names of the parts of a Word document; none where it is another ZIP file, or cannot be read."""
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as parts:
            names = parts.namelist()
            unpacked = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []
    is_word = "[Content_Types].xml" in names and "word/document.xml" in names
    return names if is_word and len(names) <= MOST_PARTS and unpacked <= MOST_UNPACKED else []


def _has_stream(file: IO[bytes], name: str) -> bool:
    """Whether a compound file holds a stream of that name; read in pieces, as it may lie anywhere."""
    wanted, before = name.encode("utf-16-le"), b""
    file.seek(0)
    while piece := file.read(TAIL):
        if wanted in before + piece:
            return True
        before = piece[-len(wanted) :]
    return False


def _is_email(head: bytes) -> bool:
    """Headers as an e-mail has them, down to the empty line: who it is from, and when or to whom or about what."""
    if b"\0" in head or not HEADER.match(head):
        return False
    said: Any = email.message_from_bytes(head, policy=email.policy.compat32)
    return bool(said["From"]) and any(said[name] for name in ("Date", "To", "Subject", "Received"))


def _is_whole(found: FileType, file: IO[bytes], head: bytes, tail: bytes, size: int) -> bool:
    """Whether it ends as such a file ends. That is no proof that it can be read; it finds what was cut off."""
    if found is DOCX:
        return bool(_parts(file))
    if found is WEBP:
        return size >= int.from_bytes(head[4:8], "little") + 8
    ends = {PDF: b"%%EOF", PNG: b"IEND", JPEG: b"\xff\xd9", GIF: b"\x3b"}
    return found not in ends or ends[found] in tail
