"""A census file as a stream of elements: one header, then one child at a time, with the line each stood on.

Only the element being read is in memory, so a file of any size is read in the same space. A document type is refused,
and with it every entity but XML's own five: a return never has one, and an entity bomb or a reference to another file
needs one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

CHUNK = 64 * 1024
# Far above anything a return holds, and low enough that no single element can fill the memory.
MAX_DEPTH = 20
MAX_TEXT = 10_000
MAX_ELEMENTS = 20_000
MAX_SILENCE = 4 * 1024 * 1024
STRAY_SHOWN = 80


class CensusError(Exception):
    """Why a file cannot be loaded at all, in one sentence for the person who runs the import."""


@dataclass(slots=True)
class Element:
    """One element of the file: its name without namespace, the line it opens on, its text, and what stands in it."""

    tag: str
    line: int
    text: str = ""
    elements: list["Element"] = field(default_factory=list)

    def first(self, tag: str) -> "Element | None":
        return next((element for element in self.elements if element.tag == tag), None)

    def all(self, tag: str) -> list["Element"]:
        return [element for element in self.elements if element.tag == tag]

    def walk(self) -> Iterator["Element"]:
        """Every element inside this one, in the order of the file."""
        for element in self.elements:
            yield element
            yield from element.walk()


@dataclass(frozen=True, slots=True)
class StrayText:
    """Text that stands between elements, where a return has none."""

    line: int
    text: str
    inside: bool  # In a header or a child, rather than between them.


def read_elements(file: BinaryIO, *, on_bytes: Callable[[int], None] | None = None) -> Iterator[Element | StrayText]:
    """The header, each child, and any other element of the return as the file gives them.

    `on_bytes` is told how many bytes were read, piece by piece. Raises `CensusError` where the file is empty, is not
    well-formed XML, declares a document type, is another document, or ends too early; never any other error.
    """
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    expat = parser.parser  # The parser lets go of it when it is done.
    builder.line = lambda: expat.CurrentLineNumber
    quiet, read_before = 0, 0
    empty = True
    while chunk := file.read(CHUNK):
        empty = False
        with _PlainErrors(builder):
            parser.feed(chunk)
        quiet = quiet + len(chunk) if builder.count == read_before else 0
        read_before = builder.count
        if quiet > MAX_SILENCE:
            raise CensusError(_("Line %(line)s is too long to be part of a census return.") % {"line": builder.line()})
        if on_bytes:
            on_bytes(len(chunk))
        yield from builder.take()
    if empty:
        raise CensusError(_("The file is empty."))
    with _PlainErrors(builder):
        parser.close()
    yield from builder.take()


class _Builder:
    """What the XML parser calls: builds one element of the return at a time and keeps nothing that was handed over."""

    def __init__(self) -> None:
        self.line: Callable[[], int] = lambda: 0
        self.count = 0
        self.ready: list[Element | StrayText] = []
        self.names: list[str] = []  # The open elements down to where a header or a child begins.
        self.open: list[Element] = []  # The open elements inside it.
        self.stray: StrayText | None = None
        self.size = 0

    def take(self) -> list[Element | StrayText]:
        taken, self.ready = self.ready, []
        return taken

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.open and self.open[-1].text.strip():
            # What looked like the value of an element was text before the first element inside it.
            self._note_stray(self.open[-1].text)
            self.open[-1].text = ""
        self._put_stray()
        self.count += 1
        tag = tag.rpartition("}")[2]
        if self.open:
            self._grow()
            self.open.append(Element(tag, self.line()))
            self.open[-2].elements.append(self.open[-1])
        elif not self.names and tag != "Message":
            raise CensusError(
                _("This is not a census return: it begins with <%(tag)s>, a return begins with <Message>.")
                % {"tag": tag[:40]}
            )
        elif not self.names or (self.names == ["Message"] and tag == "Children"):
            self.names.append(tag)
        else:
            self.size = 0
            self.open.append(Element(tag, self.line()))

    def end(self, tag: str) -> None:
        self._put_stray()
        if not self.open:
            self.names.pop()
            return
        element = self.open.pop()
        element.text = element.text.strip()
        if not self.open:
            self.ready.append(element)

    def data(self, text: str) -> None:
        if not self.open or self.open[-1].elements:
            # Between children, or after an element inside this one: no value stands here.
            if self.stray is None and text.strip():
                self._note_stray(text)
            return
        element = self.open[-1]
        element.text += text
        if len(element.text) > MAX_TEXT:
            raise CensusError(
                _("Line %(line)s: <%(tag)s> holds more than %(most)s characters, which no value of a return does.")
                % {"line": self.line(), "tag": element.tag[:40], "most": f"{MAX_TEXT:,}"}
            )

    def close(self) -> None:
        pass

    def _grow(self) -> None:
        self.size += 1
        if len(self.open) >= MAX_DEPTH or self.size > MAX_ELEMENTS:
            raise CensusError(
                _("Line %(line)s: <%(tag)s> holds more elements than any child in a return does.")
                % {"line": self.line(), "tag": self.open[0].tag[:40]}
            )

    def _note_stray(self, text: str) -> None:
        words = " ".join(text.split())
        # The parser tells of text where it ends, and a reader looks for where it begins.
        line = self.line() - text.lstrip().count("\n")
        shown = words if len(words) <= STRAY_SHOWN else words[:STRAY_SHOWN] + "…"
        self.stray = StrayText(line, shown, inside=bool(self.open))

    def _put_stray(self) -> None:
        if self.stray:
            self.ready.append(self.stray)
            self.stray = None


class _PlainErrors:
    """Turns what the XML parser raises into one sentence that says what is wrong and where."""

    def __init__(self, builder: _Builder) -> None:
        self.builder = builder

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, DefusedXmlException):
            raise CensusError(
                _(
                    "Line %(line)s declares a document type. A census return has none, and one can carry an entity bomb "
                    "or read other files, so the file was refused."
                )
                % {"line": self.builder.line()}
            ) from None
        if isinstance(error, ParseError):
            line, _column = error.position
            what = str(error).rpartition(": line")[0] or str(error)
            raise CensusError(
                _("The file is not well-formed XML: %(what)s, at line %(line)s.") % {"what": what, "line": line}
            ) from None
        if isinstance(error, LookupError | ValueError):
            raise CensusError(
                _("The file is in an encoding that cannot be read: %(what)s.") % {"what": error}
            ) from None
