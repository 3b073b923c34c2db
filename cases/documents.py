"""Documents: recorded once on every record they are about, described anew with a reason, and taken out."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cases.changed_since import by_staff, check_read
from cases.models import Document, DocumentSubject
from cases.notes import lock_subjects
from contexts.models import Context
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from cs_casework.files import keeping
from families.models import Family, Person
from families.workflow import require_sight


@transaction.atomic
def record_document(
    *, by: User, subjects: Sequence[Person | Family | Context], file: UploadedFile, **details: Any
) -> Document:
    """Keep a document on the record of each child, family and context it is about: as it came, outside every served
    folder, and in quarantine until it was scanned.

    Refuses one about nobody, a record the writer may not see, one that became part of another, a day to come, a file that
    is too large, of a type that may not be kept, empty or broken, and one that stands on one of these records already.
    """
    require(by, Permission.WRITE_NOTES)
    if not subjects:
        raise ValidationError({"subjects": _("Choose at least one child, family or context this document is about.")})
    require_sight(by, *subjects)
    lock_subjects(*subjects)
    document = Document(**details)
    keeping.describe(document, file)
    rows = [_row(document, subject) for subject in dict.fromkeys(subjects)]
    for row in rows:
        same = Document.objects.visible_to(by).standing().filter(digest=document.digest)
        if twin := same.filter(subjects__in=DocumentSubject.objects.filter(**_place(row))).first():
            raise ValidationError({"file": _("This file is here already, as “%(title)s”.") % {"title": twin}})

    def save() -> None:
        save_record(document, by=by)
        for row in rows:
            row.document = document
            save_record(row, by=by)
        children = [row.child_id for row in rows if row.child_id]
        record(by=by, action="document.recorded", target=document, shown=children)

    keeping.write(document, file, save)
    return document


def _row(document: Document, subject: Person | Family | Context) -> DocumentSubject:
    columns: dict[type[Any], str] = {Person: "child", Family: "family", Context: "context"}
    return DocumentSubject(**{columns[type(subject)]: subject})


def _place(row: DocumentSubject) -> dict[str, Any]:
    return {"child": row.child_id, "family": row.family_id, "context": row.context_id}


@transaction.atomic
def change_document(
    document: Document, *, by: User, reason: str, read_version: int | None = None, **details: Any
) -> Document:
    """Say otherwise what a document is, as a new version: its title, kind, date or whom it is from. Refuses no reason, a
    day to come, one that was taken out, and where somebody else has described it anew since the writer opened it."""
    found = _lock(document, by=by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this is changed.")})
    check_read(found, read_version, versions=by_staff(found))
    for name, value in details.items():
        setattr(found, name, value)
    save_record(found, by=by, reason=reason)
    record(by=by, action="document.changed", target=found, reason=reason)
    return found


@transaction.atomic
def withdraw_document(document: Document, *, by: User, withdrawn_why: str) -> Document:
    """Take out a document that belongs on no record. It is handed out no more; that it was there, and why it was taken
    out, stays readable. Refuses no reason, and one that was taken out already. What belongs on another record is moved
    there instead (`move_entry`)."""
    found = _lock(document, by=by)
    if not withdrawn_why.strip():
        raise ValidationError({"withdrawn_why": _("Say why the document does not belong here.")})
    found.withdrawn_on, found.withdrawn_why = today(), withdrawn_why
    save_record(found, by=by, reason=withdrawn_why)
    record(by=by, action="document.withdrawn", target=found, reason=withdrawn_why)
    return found


def _lock(document: Document, *, by: User) -> Document:
    require(by, Permission.WRITE_NOTES)
    found: Any = Document.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=document.pk).first()
    if found is None:
        raise PermissionDenied
    if found.withdrawn_on:
        raise ValidationError(_("This document has been taken out already."))
    locked: Document = found
    return locked
