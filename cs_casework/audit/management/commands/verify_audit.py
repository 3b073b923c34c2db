"""Whether the audit and the log of changes are as they were written."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cs_casework import embedded
from cs_casework.audit.changes import UNSEALED_MINUTES, Seal, verify

MOST_NAMED = 1000


class Command(BaseCommand):
    """Reads all of it, as the owner: what the application may not even read it cannot verify."""

    help = "Says what in the audit or the log of changes was altered, is missing or was never sealed."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--seal", default="", help="NUMBER:HASH, a seal that was kept elsewhere.")
        parser.add_argument(
            "--unsealed-after",
            type=int,
            default=UNSEALED_MINUTES,
            metavar="MINUTES",
            help="For how long a change may wait for its seal.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with embedded.owner_connection() as owner:
            found = verify(owner, expected=_seal(options["seal"]), unsealed_minutes=options["unsealed_after"])
        for line in found.wrong[:MOST_NAMED]:
            self.stdout.write(line)
        if len(found.wrong) > MOST_NAMED:
            self.stdout.write(f"… and {len(found.wrong) - MOST_NAMED:,} more")
        self.stdout.write(
            f"{found.changes:,} changes, {found.sealed:,} sealed, the values of {found.erased:,} erased; "
            f"newest seal {found.newest or 'none'}"
        )
        if found.wrong:
            raise CommandError(f"{len(found.wrong):,} rows are not as they were written.")


def _seal(text: str) -> Seal | None:
    if not text:
        return None
    number, _colon, digest = text.partition(":")
    if not number.isdecimal() or not digest:
        raise CommandError("A seal is NUMBER:HASH, as the worker logs it.")
    return Seal(int(number), digest)
