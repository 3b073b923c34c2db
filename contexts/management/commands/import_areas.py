"""`import_areas FILE`: the wards, or other areas, by which a council counts what happens where."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from contexts.area_files import AreasRefused, read_areas
from contexts.placing import replace_areas
from cs_casework.accounts.models import User


class Command(BaseCommand):
    help = (
        "Load wards or other areas from a GeoJSON file of polygons in longitude and latitude (WGS84). They take the place "
        "of those loaded before, which end and are kept; what is the same stays. Every context is then found in its area. "
        "If anything in the file cannot be an area, it is said why and nothing is loaded."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the areas, as .geojson")
        parser.add_argument("--by", metavar="USERNAME", required=True, help="the administrator who loads them")
        parser.add_argument(
            "--code-property", metavar="NAME", required=True, help="the property with each area's code, such as WD24CD"
        )
        parser.add_argument(
            "--name-property", metavar="NAME", required=True, help="the property with each area's name, such as WD24NM"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and write nothing")

    def handle(self, *, file: Path, by: str, dry_run: bool, **options: Any) -> None:
        user = User.objects.filter(username=by, is_active=True).select_related("role").first()
        if user is None:
            raise CommandError(_("Nobody signs in as %(username)s. Nothing was loaded.") % {"username": by})
        try:
            areas = read_areas(file, code_property=options["code_property"], name_property=options["name_property"])
            with transaction.atomic():
                done = replace_areas(areas, by=user)
                transaction.set_rollback(dry_run)
        except AreasRefused as refused:
            raise CommandError(_("%(what)s\nNothing was loaded.") % {"what": refused}) from None
        except PermissionDenied:
            raise CommandError(
                _("%(user)s may not change reference data, so nothing was loaded.") % {"user": by}
            ) from None
        if dry_run:
            self.stdout.write(_("A dry run: nothing was written. This is what would be.") + "\n")
        for label, number in (
            (_("Areas in the file"), len(areas)),
            (_("New, or changed"), done.new),
            (_("As before"), done.as_before),
            (_("Ended"), done.ended),
        ):
            self.stdout.write(f"{label:<40}{number:>9,}")
