"""What goes to a department or to inspectors as a file: made for somebody who reviews restrictions, and nobody else's to
read while it lies here."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from cs_casework.accounts.models import Permission, User


def reviewer(username: str) -> User:
    """Who may have what holds every child, restricted or not."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or not user.may(Permission.REVIEW_RESTRICTIONS):
        raise CommandError(
            _("%(user)s is nobody who reviews restrictions, so nothing was written.") % {"user": username}
        )
    return user


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that is there when all of it is written, and not at all otherwise. Nobody else on this machine reads it."""
    part = path.with_name(f"{path.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise CommandError(_("%(path)s cannot be written: %(why)s.") % {"path": path, "why": error.strerror}) from None
    try:
        with open(handle, "wb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
