"""The files that come with a contact: attached, handed out, taken out again."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from cs_casework.files import keeping
from referrals.models import Attachment, Referral


@transaction.atomic
def attach_file(referral: Referral, *, by: User, file: UploadedFile) -> Attachment:
    """Keep a file that came with a contact: as it came, under a name that tells nothing, outside every served folder, and
    in quarantine until it was scanned.

    A letter may follow days later, so this is open after the decision, too. Refuses one that is too large, is not of a
    type that may be attached (by its content), is empty or broken, or stands in the contact already; and a contact that
    was taken in error.
    """
    referral = _lock(referral, by=by)
    row = Attachment(referral=referral)
    keeping.describe(row, file)
    if twin := Attachment.objects.standing().filter(referral=referral, digest=row.digest).first():
        raise ValidationError({"file": _("This file is here already, as “%(name)s”.") % {"name": twin}})

    def save() -> None:
        save_record(row, by=by)
        record(by=by, action="referral.file_attached", target=referral)

    keeping.write(row, file, save)
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


def _lock(referral: Referral, *, by: User) -> Referral:
    require(by, Permission.TAKE_REFERRALS)
    found: Any = Referral.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=referral.pk).first()
    if found is None:
        raise PermissionDenied
    if found.status == Referral.Status.WITHDRAWN:
        raise ValidationError(_("This contact was taken in error. Attach the file to the right one."))
    locked: Referral = found
    return locked
