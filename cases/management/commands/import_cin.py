"""`import_cin FILE`: the children open to a service, from its own children in need census return."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.utils.translation import gettext as _

from cases.census.load import Loaded, load_return
from cases.census.parse import CensusReturn
from cases.census.record import Part
from cases.census.report import Report
from cases.census.stream import CensusError
from cs_casework.accounts.models import User


class Command(BaseCommand):
    help = (
        "Load a children in need census return (the national XML): each child with their episodes, in a family not yet "
        "confirmed, open cases unallocated. Loading it again changes nothing; a newer return updates. "
        "Everything in it that cannot be true is written to a report."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the return, as exported for the Department for Education")
        parser.add_argument(
            "--report",
            type=Path,
            metavar="FILE.csv",
            help="where the report is written (default: NAME-report.csv in the folder you are in)",
        )
        parser.add_argument("--by", metavar="USERNAME", help="the member of staff the import is recorded for")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and write only the report")

    def handle(self, *, file: Path, report: Path | None, by: str | None, dry_run: bool, **options: Any) -> None:
        path = report or Path(f"{file.stem}-report.csv")
        bar = Bar(self.stderr)
        try:
            if path.resolve() == file.resolve():
                raise CensusError(_("The report cannot be written over the return."))
            user = self._staff(by)
            bar.begin(_("Checking"), file)
            with CensusReturn(file, on_bytes=bar.add) as census, Report(path) as problems:
                bar.begin(_("Loading"), file)
                loaded = load_return(census, by=user, report=problems, on_bytes=bar.add, dry_run=dry_run)
            bar.end()
        except CensusError as error:
            bar.end()
            raise CommandError(_("%(what)s Nothing was loaded.") % {"what": error}) from None
        except PermissionDenied:
            bar.end()
            raise CommandError(
                _("%(user)s may not open cases or change people, so nothing was loaded.") % {"user": by}
            ) from None
        self._say(f"{census.header} · {file.name}", loaded, problems, path, dry_run)

    def _staff(self, username: str | None) -> User | None:
        if username is None:
            return None
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CensusError(_("Nobody signs in as %(username)s.") % {"username": username})
        return user

    def _say(self, title: str, loaded: Loaded, problems: Report, path: Path, dry_run: bool) -> None:
        done = loaded.done
        self.stdout.write(title)
        if dry_run:
            self.stdout.write(_("A dry run: nothing was written. This is what would be."))
        self.stdout.write("")
        self._row("", _("in return"), _("new"), _("changed"), _("as before"))
        for what, given in {"people": loaded.people, "episodes": loaded.episodes}.items():
            numbers = [given, done[f"{what} new"], done[f"{what} changed"], done[f"{what} as before"]]
            self._row({"people": _("People"), "episodes": _("Episodes")}[what], *numbers)
        self._row(_("  open"), loaded.open)
        self._row(_("  closed"), loaded.closed)
        self._row(_("Families, not yet confirmed"), "", done["families new"])
        self._row(_("Cases, unallocated where open"), "", done["cases new"])
        self.stdout.write("\n" + _("Counted, not loaded yet:"))
        for part in Part:
            if loaded.parts[part]:
                self._row(f"  {part.label}", loaded.parts[part])
        self.stdout.write("\n" + _("Reported: %(total)s, in %(path)s") % {"total": f"{problems.total:,}", "path": path})
        for rule, severity, number in problems.counted():
            self.stdout.write(f"{number:>9,}  {rule.value:<8} {rule.label} – {severity.label.lower()}")

    def _row(self, name: str, *numbers: object) -> None:
        cells = [f"{number:,}" if isinstance(number, int) else str(number) for number in numbers]
        self.stdout.write(f"{name:<40}" + "".join(f"{text:>11}" for text in cells))


class Bar:
    """How far the reading of a file has come, on a terminal; nothing where there is none."""

    WIDTH = 40
    EVERY = 0.1  # seconds

    def __init__(self, out: OutputWrapper) -> None:
        self.out = out
        self.shown = out.isatty()
        self.title = ""
        self.size = self.read = 0
        self.last = 0.0

    def begin(self, title: str, path: Path) -> None:
        """Start over for another reading of the file."""
        self.begin_rows(title, path.stat().st_size if path.is_file() else 0)

    def begin_rows(self, title: str, number: int) -> None:
        """Start over with what is counted in rows."""
        self.title, self.size, self.read, self.last = title, number, 0, 0.0
        self.add(0)

    def add(self, number: int) -> None:
        self.read += number
        now = time.monotonic()
        if self.shown and (now - self.last >= self.EVERY or self.read >= self.size):
            self.last = now
            part = min(self.read / self.size, 1.0) if self.size else 0.0
            full = round(part * self.WIDTH)
            self._write(f"{self.title:<9} [{'#' * full}{'.' * (self.WIDTH - full)}] {part:4.0%}")

    def end(self) -> None:
        """Leave the line clean for what is said next."""
        if self.shown:
            self._write(" " * (self.WIDTH + 20))
            self._write("")

    def _write(self, text: str) -> None:
        self.out.write(f"\r{text}", style_func=str, ending="")
        self.out.flush()
