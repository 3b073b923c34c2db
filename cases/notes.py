"""Writing a case note, and amending one: written once, standing on every record it concerns."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, CaseNote, NoteSubject
from contexts.models import Context
from contexts.workflow import lock_standing
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from families.models import Family, Person
from families.workflow import lock_people, require_sight


@dataclass(frozen=True)
class Subject:
    """One record a note will stand on: whose it is, what is for that record alone, and whether the child was seen."""

    record: Person | Family | Context
    own_part: str = ""
    seen: str = ""

    @property
    def column(self) -> str:
        return {Person: "child", Family: "family", Context: "context"}[type(self.record)]


@transaction.atomic
def record_note(
    *,
    by: User,
    kind: str,
    occurred_at: datetime.datetime,
    title: str,
    subjects: Sequence[Subject],
    happened: str = "",
    said: str = "",
    analysis: str = "",
    is_significant: bool = False,
) -> CaseNote:
    """Put one note on the record of each child, family and context it concerns.

    The case open on a subject that day is noted on the row; without one the note stands on the record all the same.
    Refuses a time to come, a note without a subject or without words, a subject the writer may not see, a child, a
    family or a context that became part of another, a child seen before birth, and management oversight from anyone but
    a manager.
    """
    require(by, Permission.WRITE_NOTES)
    _check(by=by, kind=kind, occurred_at=occurred_at)
    if not subjects:
        raise ValidationError({"subjects": _("Choose at least one child, family or context this note is about.")})
    require_sight(by, *(subject.record for subject in subjects))
    lock_subjects(*(subject.record for subject in subjects))
    note = CaseNote(
        kind=kind,
        occurred_at=occurred_at,
        title=title,
        happened=happened,
        said=said,
        analysis=analysis,
        is_significant=is_significant,
        created_at=timezone.now(),
    )
    save_record(note, by=by)
    for subject in subjects:
        _write_subject(note, subject, by=by)
    record(by=by, action="note.recorded", target=note, shown=_children(subjects))
    return note


def lock_subjects(*records: Person | Family | Context) -> None:
    """Lock what something is about, so that none of them is joined or merged into another while it is recorded. Refuses
    one that was, and says where to go on."""
    lock_people(*(found for found in records if isinstance(found, Person)))
    families = [found.pk for found in records if isinstance(found, Family)]
    for family in Family.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=families).order_by("pk"):
        if family.joined_into_id:
            words = _("%(family)s was joined into another family. Write it there.")
            raise ValidationError({"subjects": words % {"family": family}})
    lock_standing(*(found for found in records if isinstance(found, Context)))


@transaction.atomic
def amend_note(
    note: CaseNote, *, by: User, reason: str, own_parts: dict[Any, str] | None = None, **changes: Any
) -> CaseNote:
    """Replace a note by a new version, saying why. The version before stays readable to whoever may read the note.

    `own_parts` maps the id of a subject row to its new text. Refuses without a reason, a part of a record the writer
    may not see, a shared part unless every subject may be seen, and management oversight from anyone but a manager.
    """
    require(by, Permission.WRITE_NOTES)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the note is amended.")})
    found = CaseNote.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=note.pk).first()
    if found is None:
        raise PermissionDenied
    was_on = timezone.localdate(found.occurred_at)
    _check(by=by, kind=found.kind, occurred_at=found.occurred_at)
    for field, value in changes.items():
        setattr(found, field, value)
    _check(by=by, kind=found.kind, occurred_at=found.occurred_at)
    save_record(found, by=by, reason=reason)
    own_parts = own_parts or {}
    day = timezone.localdate(found.occurred_at)
    for row in NoteSubject.objects.visible_to(by).filter(note=found).select_related("child", "family", "context"):
        before = (row.own_part, row.case_id)
        row.own_part = own_parts.get(row.pk, row.own_part)
        if day != was_on:
            check_seen(row.subject, row.seen, day)
            row.case = case_on(row.subject, day, by=by)
        if (row.own_part, row.case_id) != before:
            save_record(row, by=by, reason=reason)
    record(by=by, action="note.amended", target=found, reason=reason)
    return found


def _check(*, by: User, kind: str, occurred_at: datetime.datetime) -> None:
    if kind in CaseNote.MANAGERS_KINDS:
        require(by, Permission.WRITE_OVERSIGHT)
    if occurred_at > timezone.now():
        raise ValidationError({"occurred_at": _("A note cannot be of the future.")})


def _write_subject(note: CaseNote, subject: Subject, *, by: User) -> None:
    day = timezone.localdate(note.occurred_at)
    check_seen(subject.record, subject.seen, day)
    case = case_on(subject.record, day, by=by)
    row = NoteSubject(note=note, own_part=subject.own_part, seen=subject.seen, case=case)
    setattr(row, subject.column, subject.record)
    save_record(row, by=by)


def check_seen(subject: Person | Family | Context, seen: str, day: datetime.date) -> None:
    """Refuse that a child was seen before birth. Of a child whose birth date nobody knows it may well be true."""
    if not isinstance(subject, Person) or seen not in (NoteSubject.Seen.SEEN.value, NoteSubject.Seen.SEEN_ALONE.value):
        return
    if subject.is_unborn or (subject.birth_on and day < subject.birth_on):
        raise ValidationError(
            {"occurred_at": _("%(child)s was not born yet and cannot have been seen.") % {"child": subject}}
        )


def case_on(subject: Person | Family | Context, day: datetime.date, *, by: User) -> Case | None:
    """The case that was open on this record on that day, where there was one that the writer may see: nobody writes in
    a case without knowing of it."""
    cases = Case.objects.visible_to(by).filter(opened_on__lte=day).exclude(closed_on__lt=day).order_by("-opened_on")
    if isinstance(subject, Person):
        return cases.filter(
            Q(children__to_on=None) | Q(children__to_on__gte=day), children__child=subject, children__from_on__lte=day
        ).first()
    return cases.filter(**{"family" if isinstance(subject, Family) else "context": subject}).first()


def _children(subjects: Sequence[Subject]) -> list[Any]:
    return [subject.record.pk for subject in subjects if isinstance(subject.record, Person)]
