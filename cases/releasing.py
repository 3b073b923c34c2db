"""What becomes of a case note that stands on several records when one of them is restricted: it is hidden with that
record, or the others keep words that a manager writes, without whoever is restricted.

Who reads which is told by the querysets alone (`cases/restriction_querysets.py`): whoever may see every record of a note
reads the note; whoever may see all but those left out reads what was released.
"""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cases.models import Case, CaseNote, NoteHiding, NoteRelease, NoteSubject
from cases.models.restriction import RESTRICTED
from cases.naming import names_left
from contexts.models import Context
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from cs_casework.restricting import check_said, lock_restrictable
from families.models import Family, FamilyMembership, Person

Target = Person | Family | Context | Case
# By which column a record says that it became part of another one of its kind.
BECAME_PART = {"person": "merged_into", "family": "joined_into", "context": "merged_into", "case": ""}


def rows_hidden_with(target: Target) -> Any:
    """The rows of notes that are hidden with this record once it is restricted: its own, those of what became part of it,
    those of a family's members, and those written in a case."""
    rows = NoteSubject.objects.on_a_record().order_by()
    if isinstance(target, Person):
        return rows.filter(Q(child=target) | Q(child__merged_into=target))
    if isinstance(target, Family):
        members = FamilyMembership.objects.filter(family=target).order_by().values("person")
        return rows.filter(
            Q(family=target) | Q(family__joined_into=target) | Q(child__in=members) | Q(child__merged_into__in=members)
        )
    if isinstance(target, Context):
        return rows.filter(Q(context=target) | Q(context__merged_into=target))
    return rows.filter(case=target)


def notes_shared_with(target: Target, *, user: User) -> Any:
    """The notes, as far as this manager may read them, that are hidden with this record and stand on another one that is
    not: to hide or to release, the newest first."""
    hidden = rows_hidden_with(target)
    others = NoteSubject.objects.on_a_record().told().filter(note=OuterRef("pk")).exclude(pk__in=hidden.values("pk"))
    found = CaseNote.objects.visible_to(user).filter(pk__in=hidden.values("note"))
    return found.filter(Exists(others.order_by())).order_by("-occurred_at", "-pk")


@transaction.atomic
def release_note(
    note: CaseNote,
    *,
    target: Target,
    by: User,
    title: str,
    happened: str = "",
    said: str = "",
    analysis: str = "",
    are_no_names: bool = False,
) -> NoteRelease:
    """Give the other records of a note words that leave out the record that is restricted, and all others of the note that
    are; what was released of it before is replaced, and stays readable as a version.

    Refuses words in which a name of somebody of what is left out still stands (`are_no_names` says that the small ones
    among them, such as "will", are none), no words at all, a note that stands on no other record, a record that is not
    restricted, and whoever may not read the note and see the record.
    """
    require(by, Permission.RESTRICT)
    target = lock_restrictable(target, by=by)
    note_found = (
        CaseNote.objects.visible_to(by.without_openings()).select_for_update(of=("self",)).filter(pk=note.pk).first()
    )
    if note_found is None:
        raise PermissionDenied
    if not target.is_restricted:
        raise ValidationError(_("This record is not restricted, so the note is not hidden with it."))
    left, stays = _rows_of(note_found, target, by=by)
    texts = {"title": title, "happened": happened, "said": said, "analysis": analysis}
    _check_names(texts.values(), left, stays, by=by, target=note_found, are_no_names=are_no_names)
    mine = {RESTRICTED[type(target)]: target}
    found = NoteRelease.objects.standing().filter(note=note_found, **mine).first() or NoteRelease(
        note=note_found, **mine
    )
    found.left_out = sorted(row.pk for row in left)
    for name, text in texts.items():
        setattr(found, name, text)
    save_record(found, by=by)
    children = [row.child_id for row in stays if row.child_id]
    record(by=by, action="note.released", target=note_found, shown=children)
    record(by=by, action=f"{target._meta.model_name}.note_released", target=target)
    return found


def _rows_of(note: CaseNote, target: Target, *, by: User) -> tuple[list[NoteSubject], list[NoteSubject]]:
    """The rows of the note that released words leave out, and those by which it stands on other records."""
    nobody = User(pk=uuid4(), role=by.role)  # who is granted nothing, and whose role may do the same
    seen = set(NoteSubject.objects.in_sight(nobody).filter(note=note).order_by().values_list("pk", flat=True))
    rows = list(note.subjects.on_a_record().select_related("child", "family", "context", "case"))
    of_target = set(rows_hidden_with(target).filter(note=note).values_list("pk", flat=True))
    if not of_target:
        raise ValidationError(_("This note does not stand on the record that is restricted."))
    left = [row for row in rows if row.pk not in seen or row.pk in of_target]
    stays = [row for row in rows if row not in left]
    if not stays:
        raise ValidationError(_("This note stands on no other record that everybody may see. It stays hidden."))
    return left, stays


def _check_names(
    texts: Iterable[str],
    left: list[NoteSubject],
    stays: list[NoteSubject],
    *,
    by: User,
    target: CaseNote,
    are_no_names: bool,
) -> None:
    told: dict[str, None] = {}
    whose = set()
    others = [row.subject for row in stays]
    for row in left:
        named = names_left(texts, wrong=row.subject, case=row.case, stays=others)
        told |= dict.fromkeys(named.words)
        whose |= named.whose
    if told:
        record(by=by, action="names.checked", target=target, shown=sorted(whose))
    words = [word for word in told if not (are_no_names and word.islower())]
    if words:
        raise ValidationError(
            {
                "happened": _("These words still name somebody who is left out: %(words)s. Write it without them.")
                % {"words": ", ".join(f"“{word}”" for word in words)}
            }
        )


@transaction.atomic
def end_release(release: NoteRelease, *, by: User, reason: str) -> NoteRelease:
    """Take back what was released of a note: it is left hidden from its other records. Refuses no reason, one
    that was ended, and whoever may not see the restricted record."""
    require(by, Permission.RESTRICT)
    check_said(reason, _("Say why it is taken back."))
    targets = [getattr(release, column) for column in RESTRICTED.values() if getattr(release, column)]
    target = lock_restrictable(targets[0], by=by)
    found = NoteRelease.objects.select_for_update(of=("self",)).get(pk=release.pk)
    if found.ended_on:
        raise ValidationError(_("This was taken back already."))
    _write_end(found, by=by, reason=reason)
    write_hiding(found.note, target, by=by)
    record(by=by, action="note.release_ended", target=found.note)
    return found


def end_releases_for(target: Target, *, by: User, reason: str) -> None:
    """With the restriction ends what was released or left hidden because of it: the notes themselves are read again."""
    column = RESTRICTED[type(target)]
    became = BECAME_PART[column]
    of_it = Q(**{column: target}) | (Q(**{f"{column}__{became}": target}) if became else Q(pk__in=[]))
    for found in NoteRelease.objects.standing().filter(of_it).order_by("pk"):
        _write_end(found, by=by, reason=reason)
    for hiding in NoteHiding.objects.standing().filter(of_it).order_by("pk"):
        hiding.ended_on = today()
        save_record(hiding, by=by, reason=reason)


def write_hiding(note: CaseNote, target: Target, *, by: User) -> None:
    """That a note was left hidden from its other records, once."""
    mine = {"note": note, RESTRICTED[type(target)]: target}
    if not NoteHiding.objects.standing().filter(**mine).exists():
        save_record(NoteHiding(**mine), by=by)


def end_releases_leaving_out(row: NoteSubject, *, by: User, reason: str) -> None:
    """Words that leave out a record are of no use once the note stands on another one in its place."""
    for found in NoteRelease.objects.standing().filter(note=row.note_id, left_out__contains=[row.pk]).order_by("pk"):
        _write_end(found, by=by, reason=reason)


def _write_end(release: NoteRelease, *, by: User, reason: str) -> None:
    release.ended_on, release.ended_by, release.ended_why = today(), by, reason
    save_record(release, by=by, reason=reason)
