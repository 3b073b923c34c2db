"""A census return on disk: checked once from end to end, then read child by child.

Two passes. The first refuses a file that cannot be loaded before anything else happens, and finds out which children
are in it more than once. The second hands over each child whole. Neither holds more than the child being read, and the
few that are in the file more than once.
"""

import datetime
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from django.utils.translation import gettext as _

from cases.census.fields import ChildReader, Report, read_date
from cases.census.record import CensusChild, CensusHeader
from cases.census.rules import Problem, Rule, Severity
from cases.census.settle import merge, settle
from cases.census.stream import CensusError, Element, StrayText, read_elements
from cs_casework.dates import today

__all__ = ["CensusChild", "CensusError", "CensusReturn"]

# Children who are in the file more than once are held until its end. A return with more of them is not one return.
MOST_REPEATED = 20_000

FURTHEST_AHEAD = datetime.timedelta(days=366)

OnBytes = Callable[[int], None]


class CensusReturn:
    """A children in need census return, to be used in a `with` statement.

    Opening checks the whole file and raises `CensusError`, with one sentence, where it cannot be loaded: not there, not
    XML, an entity bomb, another document, a date nobody can read.
    """

    def __init__(self, path: str | Path, *, on_bytes: OnBytes | None = None) -> None:
        self.path = Path(path)
        self.today = today()
        self.header: CensusHeader
        self.children_given = 0
        self.repeated: set[str] = set()
        try:
            self.file: BinaryIO = self.path.open("rb")
            self.size = self.path.stat().st_size
        except OSError as error:
            raise CensusError(
                _("The file %(path)s cannot be read: %(what)s.") % {"path": path, "what": error.strerror or error}
            ) from None
        try:
            self._check(on_bytes)
        except BaseException:
            self.file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    def children(self, report: Report, *, on_bytes: OnBytes | None = None) -> Iterator[CensusChild]:
        """Every child once, with the episodes that can be recorded. Every broken rule goes to `report` as it is met."""
        held: dict[str, CensusChild] = {}
        for child in self._read(report, on_bytes):
            if child.la_child_id not in self.repeated:
                settle(child, self.header, self.today, report)
                yield child
            elif first := held.get(child.la_child_id):
                merge(first, child, report)
            else:
                held[child.la_child_id] = child
        for child in held.values():
            settle(child, self.header, self.today, report)
            yield child

    def _check(self, on_bytes: OnBytes | None) -> None:
        met = _Met()
        for child in self._read(lambda problem: None, on_bytes):
            self.children_given += 1
            if met.before(child.la_child_id):
                self.repeated.add(child.la_child_id)
                if len(self.repeated) > MOST_REPEATED:
                    raise CensusError(
                        _("More than %(most)s children are in the file more than once: it is not one return.")
                        % {"most": f"{MOST_REPEATED:,}"}
                    )

    def _read(self, report: Report, on_bytes: OnBytes | None) -> Iterator[CensusChild]:
        """Each child element that has an id, with stray text reported for the child it stands in."""
        self.file.seek(0)
        header: CensusHeader | None = None
        stray: list[StrayText] = []
        for element in read_elements(self.file, on_bytes=on_bytes):
            if isinstance(element, StrayText):
                stray.append(element)
                continue
            child_id, child = "", None
            if element.tag == "Header" and header is None:
                self.header = header = _read_header(element, self.today)
            elif element.tag == "Child":
                if header is None:
                    raise CensusError(_("This is not a census return: it has no <Header> before its first child."))
                reader = ChildReader(element, header, self.today, report)
                child = reader.read()
                child_id = reader.child_id
            else:
                done = _("It was not read.")
                report(Problem(Rule.ELEMENT_UNKNOWN, Severity.LEFT_OUT, "", element.line, element.tag[:80], done))
            _report_stray(stray, child_id, report)
            stray.clear()
            if child:
                yield child
        if header is None:
            raise CensusError(_("This is not a census return: it has no <Header>."))
        _report_stray(stray, "", report)


def _read_header(element: Element, today: datetime.date) -> CensusHeader:
    details = element.first("CollectionDetails") or element
    source = element.first("Source") or element
    values = {e.tag: e for e in [*details.elements, *source.elements]}
    collection = values["Collection"].text if "Collection" in values else ""
    if collection.upper() != "CIN":
        raise CensusError(
            _("This is not a children in need census return: its collection is “%(collection)s”, a return says “CIN”.")
            % {"collection": collection[:40]}
        )
    reference = values.get("ReferenceDate")
    if not reference or not reference.text:
        raise CensusError(_("The return has no <ReferenceDate>, so nothing says which day it is true on."))
    reference_on = read_date(reference)
    # A return is often made before its reference date, to check it; a year far ahead is a mistake, and every return
    # after it would count as older.
    if reference_on > today + FURTHEST_AHEAD:
        raise CensusError(
            _("The return’s reference date, %(day)s, is more than a year ahead.") % {"day": reference_on.isoformat()}
        )
    return CensusHeader(
        reference_on=reference_on,
        year=values["Year"].text[:4] if "Year" in values else "",
        authority=values["LEA"].text[:10] if "LEA" in values else "",
        software=values["SoftwareCode"].text[:100] if "SoftwareCode" in values else "",
    )


def _report_stray(stray: list[StrayText], child_id: str, report: Report) -> None:
    for text in stray:
        done = _("It was not read.")
        report(Problem(Rule.STRAY_TEXT, Severity.LEFT_OUT, child_id if text.inside else "", text.line, text.text, done))


class _Met:
    """Whether an id was met before, in 4 MiB whatever the number of ids.

    Each id is one bit of a fixed map. Two ids may fall on one bit, so the answer can be a wrong yes, never a wrong no: a
    child held as repeated who is not is only handed over later.
    """

    BITS = 1 << 25

    def __init__(self) -> None:
        self.map = bytearray(self.BITS // 8)

    def before(self, key: str) -> bool:
        place = int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) % self.BITS
        byte, bit = place >> 3, 1 << (place & 7)
        if self.map[byte] & bit:
            return True
        self.map[byte] |= bit
        return False
