"""`export_cin YEAR`: the children in need census return of a year, from what is recorded."""

import datetime
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import disclose
from cs_casework.audit.models import Disclosure
from cs_casework.overview.cin_return import Year, write_return


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
        part = path.with_name(f"{path.name}.part")
        try:
            # Nobody else on this machine reads it.
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be written: %(why)s.") % {"path": path, "why": error.strerror}
            ) from None
        try:
            with open(handle, "w", encoding="utf-8") as file, transaction.atomic():
                now = timezone.now().astimezone(datetime.UTC)
                written = write_return(file, Year(year), authority=authority, made_at=now)
                disclose(
                    by=user,
                    kind=Disclosure.Kind.NATIONAL_RETURN,
                    recipient=_("The Department for Education"),
                    basis=Disclosure.Basis.LEGAL,
                    form="XML",
                    version=f"CIN {year}",
                    people=written.people,
                )
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        told = {"path": path, "children": len(written.people), "episodes": written.episodes}
        self.stdout.write(_("%(path)s: %(children)s children, %(episodes)s episodes.") % told)
        for name, number in sorted(written.missing.items()):
            self.stdout.write(
                _("Not held, and to be added: %(what)s, of %(number)s.") % {"what": name, "number": number}
            )


def reviewer(username: str) -> User:
    """Who may have what holds every child, restricted or not."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or not user.may(Permission.REVIEW_RESTRICTIONS):
        raise CommandError(
            _("%(user)s is nobody who reviews restrictions, so nothing was written.") % {"user": username}
        )
    return user
