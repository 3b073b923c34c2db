"""`export_cin YEAR`: the children in need census return of a year, from what is recorded."""

import datetime
import io
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cs_casework.audit.log import disclose
from cs_casework.audit.models import Disclosure
from cs_casework.overview.cin_return import Year, write_return
from cs_casework.overview.returns import reviewer, whole_file
from cs_casework.replica import reporting


class Command(BaseCommand):
    help = (
        "Write the children in need census return of a year, from 1 April to 31 March of the year given, in the "
        "structure of the national return. Every child who was open to the service is in it, restricted or not, so it is "
        "made for a member of staff who reviews restrictions, and stands in the register of what left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, help="the year in which it ends, such as 2026")
        parser.add_argument("--by", metavar="USERNAME", required=True, help="the member of staff it is made for")
        parser.add_argument("--authority", metavar="NUMBER", default="", help="the council’s number, of three digits")
        parser.add_argument(
            "--output", type=Path, metavar="FILE.xml", help="default: cin-YEAR.xml in the folder you are in"
        )

    def handle(self, *, year: int, by: str, authority: str, output: Path | None, **options: Any) -> None:
        if not 2000 <= year <= timezone.localdate().year + 1:
            raise CommandError(_("%(year)s is no year of a return.") % {"year": year})
        user = reviewer(by)
        path = output or Path(f"cin-{year}.xml")
        with whole_file(path) as raw, transaction.atomic():
            file = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
            with reporting():
                written = write_return(
                    file, Year(year), authority=authority, made_at=timezone.now().astimezone(datetime.UTC)
                )
            file.detach()
            disclose(
                by=user,
                kind=Disclosure.Kind.NATIONAL_RETURN,
                recipient=_("The Department for Education"),
                basis=Disclosure.Basis.LEGAL,
                form="XML",
                version=f"CIN {year}",
                people=written.people,
            )
        told = {"path": path, "children": len(written.people), "episodes": written.episodes}
        self.stdout.write(_("%(path)s: %(children)s children, %(episodes)s episodes.") % told)
        for name, number in sorted(written.missing.items()):
            self.stdout.write(
                _("Not held, and to be added: %(what)s, of %(number)s.") % {"what": name, "number": number}
            )
