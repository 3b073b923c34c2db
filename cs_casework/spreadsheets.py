"""The one way in which anything leaves as a table: no cell of it is taken for a formula by the program that opens it."""

import csv
import datetime
from collections.abc import Iterable
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

# A spreadsheet takes a cell that begins like this for a formula, and would run what a file from elsewhere put in it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class TextTable:
    """Writes a .csv row by row, every value of it through `cell`."""

    def __init__(self, file: IO[str]) -> None:
        self._csv = csv.writer(file)

    def write(self, row: Iterable[object]) -> None:
        self._csv.writerow([cell(value) for value in row])


class Sheet:
    """A workbook of one sheet, written row by row: days and moments as such, everything else through `cell`, as text."""

    def __init__(self, title: str, widths: Iterable[int], freeze: str = "A2") -> None:
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(title)
        self._sheet.freeze_panes = freeze
        for number, width in enumerate(widths):
            self._sheet.column_dimensions[chr(ord("A") + number)].width = width

    def write(self, row: Iterable[object], *, bold: bool = False) -> None:
        self._sheet.append([self._cell(value, bold) for value in row])

    def save(self, file: IO[bytes]) -> None:
        self._book.save(file)

    def _cell(self, value: object, bold: bool) -> Any:
        if isinstance(value, datetime.date):  # a moment is one too
            made = WriteOnlyCell(self._sheet, value)
            made.number_format = "dd/mm/yyyy hh:mm" if isinstance(value, datetime.datetime) else "dd/mm/yyyy"
        else:
            made = WriteOnlyCell(self._sheet, None if value is None else cell(value))
            if value is not None:
                made.data_type = "s"  # whatever it looks like: the library takes what begins with = for a formula
        if bold:
            made.font = Font(bold=True)
        return made
