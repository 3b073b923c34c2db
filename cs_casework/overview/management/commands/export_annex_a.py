"""`export_annex_a`: the lists of children that an inspection asks for, from what is recorded."""

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from cs_casework.audit.log import disclose
from cs_casework.audit.models import Disclosure
from cs_casework.dates import today
from cs_casework.overview.annex_a import Period, write_lists
from cs_casework.overview.returns import reviewer, whole_file
from cs_casework.replica import reporting


class Command(BaseCommand):
    help = (
        "Write the lists of children that an inspection asks for (ILACS, Annex A) as a workbook: those whose data is "
        "held, each with what is not. Every child is in it, restricted or not, so it is made for a member of staff who "
        "reviews restrictions, and stands in the register of what left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", metavar="USERNAME", required=True, help="the member of staff it is made for")
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="the day of the lists; today unless said")
        parser.add_argument(
            "--output", type=Path, metavar="FILE.xlsx", help="default: annex-a-DAY.xlsx in the folder you are in"
        )

    def handle(self, *, by: str, on: str | None, output: Path | None, **options: Any) -> None:
        try:
            day = datetime.date.fromisoformat(on) if on else today()
        except ValueError:
            day = datetime.date.max
        if not datetime.date(2000, 1, 1) <= day <= today():
            raise CommandError(_("%(on)s is no day of lists: write a day that has come, as 2026-03-31.") % {"on": on})
        user = reviewer(by)
        path = output or Path(f"annex-a-{day}.xlsx")
        with whole_file(path) as file, transaction.atomic():
            with reporting():
                written = write_lists(file, Period(day))
            disclose(
                by=user,
                kind=Disclosure.Kind.NATIONAL_RETURN,
                recipient=_("Ofsted"),
                basis=Disclosure.Basis.LEGAL,
                form="XLSX",
                version=f"Annex A {day}",
                people=written.people,
            )
        self.stdout.write(_("%(path)s: %(children)s children.") % {"path": path, "children": len(written.people)})
        for name, number in written.rows.items():
            self.stdout.write(f"{name}: {number}")
