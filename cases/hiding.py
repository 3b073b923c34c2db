"""What a manager decides about the notes that a restriction hides from other records: each is left hidden, or words of it
are released (`cases/releasing.py`). One with neither is hidden as well, and waits for somebody to decide on it."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import CaseNote, NoteHiding, NoteRelease
from cases.models.restriction import RESTRICTED
from cases.releasing import Target, notes_shared_with, write_hiding
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record
from cs_casework.restricting import lock_restrictable

NAMED = 25  # how many notes are named where somebody is told that they did not decide on them


def undecided_notes(target: Target, *, user: User) -> Any:
    """Those of the notes hidden with this record and standing on others that nobody left hidden or released words of."""
    mine = {"note": OuterRef("pk"), RESTRICTED[type(target)]: target}
    hidden = NoteHiding.objects.standing().filter(**mine).order_by()
    released = NoteRelease.objects.standing().filter(**mine).order_by()
    return notes_shared_with(target, user=user).exclude(Exists(hidden) | Exists(released))


@transaction.atomic
def leave_hidden(target: Target, *, by: User, notes: Collection[CaseNote]) -> Target:
    """Decide of these notes that they stay hidden from their other records.

    Refuses none, one that does not stand on another record, a record that is not restricted, and whoever may not see the
    record and read the notes. What was decided already stays as it was decided.
    """
    require(by, Permission.RESTRICT)
    target = lock_restrictable(target, by=by)
    if not target.is_restricted:
        raise ValidationError(_("This record is not restricted, so no note is hidden with it."))
    if not notes:
        raise ValidationError({"notes": _("Select the notes that stay hidden.")})
    wanted = {note.pk for note in notes}
    shared = notes_shared_with(target, user=by).filter(pk__in=wanted)
    if {note.pk for note in shared} != wanted:
        raise ValidationError({"notes": _("One of these notes does not stand on another record.")})
    waiting = list(undecided_notes(target, user=by).filter(pk__in=wanted))
    for note in waiting:
        write_hiding(note, target, by=by)
    if waiting:
        record(by=by, action=f"{target._meta.model_name}.notes_left_hidden", target=target)
    return target


def check_decided(target: Target, *, by: User, decided: Collection[CaseNote]) -> None:
    """Refuse, naming them, that notes would be hidden from other records and nobody said whether they are to be."""
    left = notes_shared_with(target, user=by).exclude(pk__in=[note.pk for note in decided])
    if not (count := left.count()):
        return
    told = ngettext(
        "Say of %(number)s more note whether it is hidden from the other records it stands on: %(notes)s.",
        "Say of %(number)s more notes whether they are hidden from the other records they stand on: %(notes)s.",
        count,
    )
    names = [f"{note.title} ({note.pk})" for note in left[:NAMED]]
    words = "; ".join(names) + (" …" if count > NAMED else "")
    raise ValidationError({"notes": told % {"number": count, "notes": words}})
