"""Keeping a file that somebody sends, handing it out, and no file without its row."""

import hashlib
import time
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from cs_casework.files.filetypes import FileType, file_type_of
from cs_casework.files.models import KeptFile
from cs_casework.jobs import enqueue

LONGEST_NAME = 150
# A file whose row was rolled back stays until the night; one that is being kept just now is younger than this.
LEFT_BEHIND_AFTER = 24 * 60 * 60
# Nothing in it runs, whatever a browser takes it for.
SANDBOX = "default-src 'none'; sandbox"


def kept_models() -> list[type[KeptFile]]:
    """Every table that keeps files."""
    return [model for model in apps.get_models() if issubclass(model, KeptFile)]


def describe(row: KeptFile, file: UploadedFile) -> None:
    """Say on its row what a file is, by its content: its kind, size and digest, and a name that can be shown.

    Refuses one that is too large, is not of a type that may be kept, is empty or broken.
    """
    too_large = _("The file is larger than %(most)s. Ask for a smaller one, or attach its parts one after another.")
    if file.size is None or file.size > settings.ATTACHMENT_MOST_BYTES:
        raise ValidationError({"file": too_large % {"most": filesizeformat(settings.ATTACHMENT_MOST_BYTES)}})
    try:
        found = file_type_of(file)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal}) from None
    row.name = safe_name(file.name or "", found)
    row.kind, row.content_type = found.kind.value, found.content_type
    row.size, row.digest = file.size, _digest(file)


def write(row: Any, file: UploadedFile, save: Any) -> None:
    """Put the file on the disk as it came, under a name that tells nothing, and save its row by `save`, with what belongs
    to it; where that fails no file stays. It is in quarantine until a job has had it scanned."""
    file.seek(0)
    row.file.save(row.name, file, save=False)
    try:
        save()
        enqueue("files.scan", file=row.pk)
    except BaseException:
        row.file.storage.delete(str(row.file.name))
        raise


def handed_out(row: KeptFile) -> FileResponse:
    """The file, to be saved and never shown. One that is not handed out, or is gone, is not there."""
    if not row.is_handed_out:
        raise Http404
    try:
        file = row.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, as_attachment=True, filename=row.name, content_type="application/octet-stream")
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def safe_name(name: str, found: FileType) -> str:
    """What somebody called the file, as a name that can be shown and saved: no folder, no character that is not seen,
    such as those that turn the direction of writing around, and the ending of what the file is."""
    name = PurePosixPath(PureWindowsPath(name).name).name
    seen = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C" and letter not in '<>:"|?*%')
    seen = " ".join(seen.split()).strip(". ")
    stem, dot, ending = seen.rpartition(".")
    if not dot or f".{ending.lower()}" not in found.suffixes:
        stem, ending = seen, found.suffixes[0][1:]
    return f"{stem.strip('. ')[:LONGEST_NAME] or _('file')}.{ending}"


def sweep() -> int:
    """Remove the files that no row speaks of: they were written, and what wrote them was rolled back.

    Does nothing where there is no row at all: then it is likelier that this is the wrong database than that all are left.
    """
    folder = Path(settings.ATTACHMENTS_ROOT)
    if not folder.is_dir():
        return 0
    kept: set[str] = set()
    for model in kept_models():
        kept |= set(model._default_manager.order_by().values_list("file", flat=True))
    if not kept:
        return 0
    before, removed = time.time() - LEFT_BEHIND_AFTER, 0
    for path in folder.iterdir():
        if path.is_file() and path.name not in kept and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _digest(file: Any) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()
