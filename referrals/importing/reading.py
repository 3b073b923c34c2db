"""A tracker's file taken apart: .xlsx and .csv, as rows of text, days and moments."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from referrals.importing.columns import FileProblem, mapped

MOST_BYTES = 50 * 1024 * 1024
# Unpacked, a workbook is ten times as large; one that is more was made to fill a memory.
MOST_UNPACKED = 1024 * 1024 * 1024
MOST_ROWS = 20_000
LONGEST_CELL = 20_000
ENCODINGS = ("utf-8-sig", "cp1252")  # what Excel writes, and what it wrote before


@dataclass(frozen=True)
class SourceRow:
    """One row of the file: its number as a spreadsheet shows it, and what stands in each column that is known."""

    number: int
    cells: dict[str, Any]

    def text(self, name: str) -> str:
        """What stands there, as text of one line's ends."""
        value = self.cells.get(name)
        return "" if value is None else str(value).replace("\r\n", "\n").replace("\x00", "").strip()


@dataclass
class Tracker:
    """The rows of a file, and the headings of it that stand for nothing."""

    rows: list[SourceRow]
    unused: list[str] = field(default_factory=list)


def read_tracker(path: Path, *, maps: list[str], sheet: str = "") -> Tracker:
    """Take the whole file apart. Refuses, in words, one that is too large, broken, or not a spreadsheet."""
    if not path.is_file():
        raise FileProblem(_("There is no file %(path)s.") % {"path": path})
    if path.stat().st_size > MOST_BYTES:
        raise FileProblem(_("The file is larger than 50 MB."))
    if path.suffix.lower() == ".xlsx":
        lines = _workbook(path, sheet)
    elif path.suffix.lower() == ".csv":
        lines = _comma_separated(path)
    else:
        raise FileProblem(_("Only .xlsx and .csv are loaded. Save the tracker as one of these."))
    return _tracker(lines, maps)


def _tracker(lines: Iterator[tuple[int, list[Any]]], maps: list[str]) -> Tracker:
    first = next(lines, None)
    if first is None:
        raise FileProblem(_("The file is empty."))
    headings = ["" if value is None else str(value).strip() for value in first[1]]
    places, unused = mapped(headings, maps)
    rows: list[SourceRow] = []
    for number, values in lines:
        cells = {name: values[place] for place, name in places.items() if place < len(values)}
        if all(value is None or str(value).strip() == "" for value in cells.values()):
            continue
        if len(rows) == MOST_ROWS:
            raise FileProblem(_("The file has more than %(most)s rows: load it in parts.") % {"most": f"{MOST_ROWS:,}"})
        rows.append(SourceRow(number, cells))
    return Tracker(rows, unused)


def _workbook(path: Path, sheet: str) -> Iterator[tuple[int, list[Any]]]:
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise FileProblem(_("The file unpacks to more than a spreadsheet of this size can hold."))
        # Values instead of formulas: what stood on the screen when it was saved.
        with path.open("rb") as file, closing(load_workbook(file, read_only=True, data_only=True)) as book:
            if sheet and sheet not in book.sheetnames:
                names = ", ".join(book.sheetnames)
                raise FileProblem(_("There is no sheet “%(sheet)s”: %(names)s.") % {"sheet": sheet, "names": names})
            for number, values in enumerate(
                (book[sheet] if sheet else book.worksheets[0]).iter_rows(values_only=True), 1
            ):
                yield number, list(values)
    except FileProblem:
        raise
    except Exception:  # of a file that is broken inside the library raises whatever it met there, row by row
        raise FileProblem(
            _("The file cannot be read as a spreadsheet. Open it, save it again as .xlsx, and try that.")
        ) from None


def _comma_separated(path: Path) -> Iterator[tuple[int, list[Any]]]:
    text = _decoded(path)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(LONGEST_CELL * 10)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, values in enumerate(reader, 1):
            yield number, list(values)
    except csv.Error as error:
        raise FileProblem(
            _("Line %(number)s cannot be read: %(what)s.") % {"number": reader.line_num, "what": error}
        ) from None


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileProblem(_("The file is in no encoding that is known here. Save it as “CSV UTF-8”."))
