"""What a Word document of today holds besides words and pictures: what runs when it is opened, files within it, and what
it fetches from elsewhere. Its own lists are asked (content types and relationships), not the names of its parts alone, as a
part may be called anything.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What would run when the document is opened: macros, and controls that carry code; in the names of parts, in their
# content types and in how they are tied to the document.
RUNS = ("vbaproject", "vbadata", "activex", "macroenabled", "/control")
# Files of other programs within it, which open by a click, and whole documents of other kinds that are read in with it.
EMBEDDED = ("oleobject", "/afchunk")
# A table behind a chart lies in such a file, and is looked into as well.
TABLES = (".xlsx", ".docx", ".pptx")
LARGEST_LIST, LARGEST_TABLE = 2 * 1024 * 1024, 30 * 1024 * 1024
LINK = "/hyperlink"
# A drive of the computer that wrote it, or a place beside the document: nothing is fetched from there.
OWN_DISK = re.compile(r"(?i)^(file:/{2,3})?[a-z]:[\\/]|^[^\\/:]+$|^(\.\.?/)?[^\\/:]+(/[^\\/:]+)*$")


class NotReadable(Exception):
    """The lists of the document cannot be read: it is broken, or was made to look as if."""


def check_word(file: IO[bytes], *, is_within: bool = False) -> None:
    """Refuse, in words, a document that carries what runs, files within it, or an address from which it fetches a template
    or anything else when it is opened."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as parts:
            names = [name.lower().replace("\\", "/") for name in parts.namelist()]
            lists = [name for name in parts.namelist() if name.lower().endswith((".rels", "[content_types].xml"))]
            told = [found for name in lists for found in _told(_read(parts, name, LARGEST_LIST))]
            _check_runs([*names, *(value for _target, value in told)])
            _check_fetches(told)
            _check_embedded(parts, is_within=is_within)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        raise NotReadable from None


def _told(content: bytes) -> Iterator[tuple[str, str]]:
    """What a list says: to which place outside the document, if to any, and by which kind of tie or of content."""
    found: list[tuple[str, str]] = []

    def element(_name: str, said: dict[str, str]) -> None:
        outside = said.get("Target", "") if said.get("TargetMode", "").lower() == "external" else ""
        found.append((outside, (said.get("Type") or said.get("ContentType") or "").lower()))

    def declared(*_args: object) -> None:
        raise NotReadable  # no such list declares anything: that is for names that stand for much longer words

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = element, declared
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise NotReadable from None
    return iter(found)


def _check_runs(said: list[str]) -> None:
    if any(runs in value for value in said for runs in RUNS):
        raise ValidationError(
            _(
                "This Word document holds macros or controls, which run when it is opened. Save it as a PDF and attach "
                "that."
            )
        )
    if any(embedded in value for value in said for embedded in EMBEDDED):
        raise _holds_another()


def _check_fetches(told: list[tuple[str, str]]) -> None:
    if any(target and not kind.endswith(LINK) and not OWN_DISK.match(target) for target, kind in told):
        raise ValidationError(
            _(
                "This Word document fetches a template or something else from elsewhere when it is opened. Save it as a "
                "PDF and attach that."
            )
        )


def _check_embedded(parts: zipfile.ZipFile, *, is_within: bool) -> None:
    for name in parts.namelist():
        if "/embeddings/" not in f"/{name.lower()}" or name.endswith("/"):
            continue
        if is_within or not name.lower().endswith(TABLES):
            raise _holds_another()
        check_word(io.BytesIO(_read(parts, name, LARGEST_TABLE)), is_within=True)


def _holds_another() -> ValidationError:
    return ValidationError(
        _("This Word document holds another file within it. Save it as a PDF, and attach the other file on its own.")
    )


def _read(parts: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A part, as it unpacks, whatever size the document claims for it."""
    with parts.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise NotReadable
    return content
