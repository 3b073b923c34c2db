"""Every broken rule of a return: counted for the screen, and written out row by row for the council to work through.

The file holds children's ids and what the return says of them. It is for the person who ran the import alone.
"""

import os
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

from django.utils.translation import gettext as _

from cases.census.rules import Problem, Rule, Severity
from cases.census.stream import CensusError
from cs_casework.spreadsheets import TextTable


class Report:
    """Where every problem goes: called with one, it counts it and writes its row. Without a path it only counts.

    To be used in a `with` statement. The file appears whole when the import is done; when it fails, none does, and one
    that stood there stays as it was.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.by_rule: Counter[tuple[Rule, Severity]] = Counter()
        self._draft = path.with_name(f".{path.name}.{os.getpid()}") if path else None

    def __enter__(self) -> Self:
        if self._draft and self.path:
            if self.path.exists() and not self.path.is_file():
                raise CensusError(_("The report %(path)s is not a file.") % {"path": self.path})
            try:
                handle = os.open(self._draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            except OSError as error:
                raise CensusError(
                    _("The report %(path)s cannot be written: %(what)s.") % {"path": self.path, "what": error.strerror}
                ) from None
            # With a byte-order mark, so that a spreadsheet reads it as UTF-8.
            self._file = os.fdopen(handle, "w", encoding="utf-8-sig", newline="")
            self._table = TextTable(self._file)
            self._table.write(
                [
                    _("LA child id"),
                    _("Line"),
                    _("Rule"),
                    _("What is wrong"),
                    _("Given"),
                    _("Outcome"),
                    _("What was done"),
                ]
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._draft or not self.path:
            return
        self._file.close()
        if kind:
            self._draft.unlink(missing_ok=True)
        else:
            self._draft.replace(self.path)

    def __call__(self, problem: Problem) -> None:
        self.by_rule[problem.rule, problem.severity] += 1
        if self._draft:
            row = [
                problem.child_id,
                problem.line,
                problem.rule.value,
                problem.rule.label,
                problem.found,
                problem.severity.label,
                problem.done,
            ]
            self._table.write(row)

    @property
    def total(self) -> int:
        return self.by_rule.total()

    def count(self, rule: Rule) -> int:
        """How often a rule was broken, whatever came of it."""
        return sum(number for (found, _severity), number in self.by_rule.items() if found == rule)

    def counted(self) -> list[tuple[Rule, Severity, int]]:
        """Every rule that was broken and how often, in the order of the rules."""
        order = {rule: place for place, rule in enumerate(Rule)}
        return [
            (rule, severity, number)
            for (rule, severity), number in sorted(
                self.by_rule.items(), key=lambda item: (order[item[0][0]], item[0][1])
            )
        ]
