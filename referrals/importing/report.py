"""What was wrong with a tracker, row by row, for the council to work through. It holds names: it is a record."""

import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from django.utils.translation import gettext as _

from cs_casework.spreadsheets import TextTable
from referrals.importing.columns import FileProblem


@dataclass(frozen=True)
class Problem:
    """What is wrong in one row, for which it was left out: in which column, and with what."""

    row: int
    column: str
    given: str
    wrong: str


class Report:
    """Where every problem goes. To be used in a `with` statement: the file appears whole when the import is done; when it
    fails, none does, and one that stood there stays as it was."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._draft = path.with_name(f".{path.name}.{os.getpid()}")

    def __enter__(self) -> Self:
        if self.path.exists() and not self.path.is_file():
            raise FileProblem(_("The report %(path)s is not a file.") % {"path": self.path})
        try:
            handle = os.open(self._draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError as error:
            raise FileProblem(
                _("The report %(path)s cannot be written: %(what)s.") % {"path": self.path, "what": error.strerror}
            ) from None
        # With a byte-order mark, so that a spreadsheet reads it as UTF-8.
        self._file = os.fdopen(handle, "w", encoding="utf-8-sig", newline="")
        self._table = TextTable(self._file)
        self._table.write([_("Row"), _("Column"), _("Given"), _("What is wrong")])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if kind:
            self._draft.unlink(missing_ok=True)
        else:
            self._draft.replace(self.path)

    def __call__(self, problem: Problem) -> None:
        self.problems.append(problem)
        self._table.write([problem.row, problem.column, problem.given, problem.wrong])

    @property
    def rows_left_out(self) -> int:
        return len({problem.row for problem in self.problems})
