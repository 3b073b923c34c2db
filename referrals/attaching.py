"""The files that come with a contact: attached, handed out, taken out again, and no file without its row."""

import hashlib
import time
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from referrals.filetypes import FileType, file_type_of
from referrals.models import Attachment, Referral

LONGEST_NAME = 150
# A file whose row was rolled back stays until the night; one that is being attached just now is younger than this.
LEFT_BEHIND_AFTER = 24 * 60 * 60


@transaction.atomic
def attach_file(referral: Referral, *, by: User, file: UploadedFile) -> Attachment:
    """Keep a file that came with a contact: as it came, under a name that tells nothing, outside every served folder.

    A letter may follow days later, so this is open after the decision, too. Refuses one that is too large, is not of a
    type that may be attached (by its content), is empty or broken, or stands in the contact already; and a contact that
    was taken in error.
    """
    referral = _lock(referral, by=by)
    too_large = _("The file is larger than %(most)s. Ask for a smaller one, or attach its parts one after another.")
    if file.size is None or file.size > settings.ATTACHMENT_MOST_BYTES:
        raise ValidationError({"file": too_large % {"most": filesizeformat(settings.ATTACHMENT_MOST_BYTES)}})
    try:
        found = file_type_of(file)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal}) from None
    digest = _digest(file)
    if twin := Attachment.objects.standing().filter(referral=referral, digest=digest).first():
        raise ValidationError({"file": _("This file is here already, as “%(name)s”.") % {"name": twin}})
    row = Attachment(
        referral=referral,
        name=safe_name(file.name or "", found),
        kind=found.kind,
        content_type=found.content_type,
        size=file.size,
        digest=digest,
    )
    file.seek(0)
    row.file.save(row.name, file, save=False)
    try:
        save_record(row, by=by)
        record(by=by, action="referral.file_attached", target=referral)
    except BaseException:
        row.file.storage.delete(str(row.file.name))
        raise
    return row


@transaction.atomic
def withdraw_file(attachment: Attachment, *, by: User, withdrawn_why: str) -> Attachment:
    """Take a file out of a contact: it was attached by mistake. It is handed out no more; that it was there, and why it
    was taken out, stays readable. Refuses no reason, and one that was taken out already."""
    referral = _lock(attachment.referral, by=by)
    row = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk, referral=referral)
    if row.withdrawn_on:
        raise ValidationError(_("This file has been taken out already."))
    if not withdrawn_why.strip():
        raise ValidationError({"withdrawn_why": _("Say why the file does not belong here.")})
    row.withdrawn_on, row.withdrawn_why = today(), withdrawn_why
    save_record(row, by=by, reason=withdrawn_why)
    record(by=by, action="referral.file_withdrawn", target=referral, reason=withdrawn_why)
    return row


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
    kept = set(Attachment.objects.order_by().values_list("file", flat=True))
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


def _lock(referral: Referral, *, by: User) -> Referral:
    require(by, Permission.TAKE_REFERRALS)
    found: Any = Referral.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=referral.pk).first()
    if found is None:
        raise PermissionDenied
    if found.status == Referral.Status.WITHDRAWN:
        raise ValidationError(_("This contact was taken in error. Attach the file to the right one."))
    locked: Referral = found
    return locked
