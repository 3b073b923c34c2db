"""`import_referrals FILE`: the contacts of a tracker that was kept as a spreadsheet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.management.commands.import_cin import Bar
from cs_casework.accounts.models import User
from referrals.importing.columns import FileProblem
from referrals.importing.load import Loaded, load_tracker
from referrals.importing.reading import read_tracker
from referrals.importing.report import Report


class Command(BaseCommand):
    help = (
        "Load a tracker of contacts (.xlsx or .csv), one contact a row: docs/import_referrals.md has its columns. What "
        "is unfinished stands on the tracker here as being taken; what was decided stands as decided. A row that cannot "
        "be told whole is left out and written to a report. The same row loaded again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the tracker, as .xlsx or .csv")
        parser.add_argument("--by", metavar="USERNAME", required=True, help="the member of staff who loads it")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="HEADING=COLUMN",
            help="which column a heading of the file is; may be given several times",
        )
        parser.add_argument("--sheet", default="", help="which sheet of a workbook (default: the first)")
        parser.add_argument(
            "--name",
            default="tracker",
            help="what this tracker is called, where there are several: rows with the same number in two of them are two",
        )
        parser.add_argument(
            "--report",
            type=Path,
            metavar="FILE.csv",
            help="where the report is written (default: NAME-report.csv in the folder you are in)",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and write only the report")

    def handle(self, *, file: Path, by: str, report: Path | None, dry_run: bool, **options: Any) -> None:
        path = report or Path(f"{file.stem}-report.csv")
        bar = Bar(self.stderr)
        try:
            if path.resolve() == file.resolve():
                raise FileProblem(_("The report cannot be written over the tracker."))
            user = User.objects.filter(username=by, is_active=True).select_related("role").first()
            if user is None:
                raise FileProblem(_("Nobody signs in as %(username)s.") % {"username": by})
            tracker = read_tracker(file, maps=options["map"], sheet=options["sheet"])
            bar.begin_rows(_("Loading"), len(tracker.rows))
            with Report(path) as problems:
                loaded = load_tracker(
                    tracker, by=user, report=problems, name=options["name"], dry_run=dry_run, on_row=bar.add
                )
            bar.end()
        except FileProblem as error:
            bar.end()
            raise CommandError(_("%(what)s Nothing was loaded.") % {"what": error}) from None
        except PermissionDenied:
            bar.end()
            raise CommandError(
                _("%(user)s may not take contacts, or not decide on those that were decided, so nothing was loaded.")
                % {"user": by}
            ) from None
        self._say(loaded, tracker.unused, problems, dry_run)

    def _say(self, loaded: Loaded, unused: list[str], problems: Report, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write(_("A dry run: nothing was written. This is what would be.") + "\n")
        for label, number in (
            (_("Rows in the tracker"), loaded.rows),
            (_("Loaded, being taken"), loaded.unfinished),
            (_("Loaded, decided"), loaded.decided),
            (_("There already, left as they are"), loaded.as_before),
            (_("Left out, and reported"), problems.rows_left_out),
        ):
            self.stdout.write(f"{label:<40}{number:>9,}")
        if unused:
            self.stdout.write("\n" + _("Columns not loaded: %(names)s") % {"names": ", ".join(unused)})
        if problems.problems:
            self.stdout.write("\n" + _("The report is in %(path)s") % {"path": problems.path})
