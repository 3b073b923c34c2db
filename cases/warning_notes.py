"""Warnings: proposing one, agreeing it or not, looking at it again, and ending it."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import WarningNote
from contexts.models import Context
from contexts.workflow import lock_standing
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future, months_after, today
from families.models import Family, Person
from families.workflow import lock_people, require_sight

Status = WarningNote.Status
LONGEST_MONTHS = 12


@transaction.atomic
def record_warning(
    subject: Person | Family | Context,
    *,
    by: User,
    kind: str,
    what_to_do: str,
    narrative: str,
    from_on: datetime.date,
    review_due: datetime.date,
    told: str,
    not_told_why: str = "",
) -> WarningNote:
    """Propose a warning on a person, a family or a context; what a manager writes is agreed as it is written.

    It says what staff are to do, why, and whether the person was told or why not. Refuses a day to come, a review today
    or more than a year on, that nobody is told without a reason, and a record that the writer may not see or that became
    part of another.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, subject)
    _lock_subject(subject)
    warning = WarningNote(
        kind=kind,
        what_to_do=what_to_do,
        narrative=narrative,
        from_on=from_on,
        review_due=review_due,
        reviewed_on=today(),
        told=told,
        not_told_why=not_told_why if told == WarningNote.Told.NO else "",
    )
    setattr(warning, WarningNote.column_of(subject), subject)
    _check(warning)
    agreed = by.may(Permission.WRITE_OVERSIGHT)
    if agreed:
        warning.status, warning.agreed_on, warning.agreed_by = Status.IN_FORCE, today(), by
    save_record(warning, by=by)
    record(by=by, action="warning.recorded", target=warning, shown=_people(warning))
    if agreed:
        record(by=by, action="warning.agreed", target=warning)
    return warning


@transaction.atomic
def agree_warning(warning: WarningNote, *, by: User, what_to_do: str, review_due: datetime.date) -> WarningNote:
    """A manager agrees a warning that was proposed: from now on it stands above every page of the record. They may put
    better what staff are to do, and have it looked at again sooner. Refuses one that does not wait, and a review today
    or more than a year on."""
    require(by, Permission.WRITE_OVERSIGHT)
    warning = _lock(warning, by=by)
    _check_waits(warning)
    warning.what_to_do, warning.review_due, warning.reviewed_on = what_to_do, review_due, today()
    _check(warning)
    warning.status, warning.agreed_on, warning.agreed_by = Status.IN_FORCE, today(), by
    save_record(warning, by=by)
    record(by=by, action="warning.agreed", target=warning, shown=_people(warning))
    return warning


@transaction.atomic
def decline_warning(warning: WarningNote, *, by: User, why: str) -> WarningNote:
    """A manager does not agree a warning, and says why. It stays readable to who reads cases. Refuses one that does not
    wait, and none without a reason."""
    require(by, Permission.WRITE_OVERSIGHT)
    if not why.strip():
        raise ValidationError({"why": _("Say why it is not agreed.")})
    warning = _lock(warning, by=by)
    _check_waits(warning)
    warning.status, warning.ended_on, warning.ended_why = Status.DECLINED, today(), why
    save_record(warning, by=by, reason=why)
    record(by=by, action="warning.declined", target=warning, reason=why)
    return warning


@transaction.atomic
def keep_warning(
    warning: WarningNote, *, by: User, what_to_do: str, review_due: datetime.date, why: str
) -> WarningNote:
    """A manager has looked at a warning and keeps it, until another day within a year, and says why. What staff are to do
    may be said anew. Every look stays readable. Refuses without a reason, a review today or more than a year on, and one
    that is not in force."""
    require(by, Permission.WRITE_OVERSIGHT)
    if not why.strip():
        raise ValidationError({"why": _("Say why it is still needed, or how you know.")})
    warning = _lock_in_force(warning, by=by)
    warning.what_to_do, warning.review_due, warning.reviewed_on = what_to_do, review_due, today()
    _check(warning)
    save_record(warning, by=by, reason=why)
    record(by=by, action="warning.kept", target=warning, reason=why)
    return warning


@transaction.atomic
def end_warning(warning: WarningNote, *, by: User, why: str) -> WarningNote:
    """A manager ends a warning today, and says why: it stands above no page any more, and stays readable. Refuses without
    a reason, and one that is not in force."""
    require(by, Permission.WRITE_OVERSIGHT)
    if not why.strip():
        raise ValidationError({"why": _("Say why it ends.")})
    warning = _lock_in_force(warning, by=by)
    warning.status, warning.ended_on, warning.ended_why = Status.ENDED, today(), why
    save_record(warning, by=by, reason=why)
    record(by=by, action="warning.ended", target=warning, reason=why)
    return warning


@transaction.atomic
def tell_of_warning(warning: WarningNote, *, by: User, told: str, not_told_why: str = "") -> WarningNote:
    """Say that the person was told of a warning meanwhile, or why they are not. Refuses that they are not without a
    reason, and one that has ended."""
    require(by, Permission.WRITE_NOTES)
    warning = _lock(warning, by=by)
    if warning.ended_on:
        raise ValidationError(_("This warning has ended."))
    warning.told, warning.not_told_why = told, not_told_why if told == WarningNote.Told.NO else ""
    _check_told(warning)
    save_record(warning, by=by)
    record(by=by, action="warning.told", target=warning)
    return warning


def _lock_subject(subject: Any) -> None:
    """Locked, so that it is not merged or joined into another while this is written."""
    if isinstance(subject, Person):
        lock_people(subject)
    elif isinstance(subject, Context):
        lock_standing(subject)
    else:
        family = Family.objects.select_for_update(of=("self",), no_key=True).get(pk=subject.pk)
        if family.joined_into_id:
            words = _("%(family)s was joined into another family. Write the warning there.")
            raise ValidationError(words % {"family": family})


def _lock(warning: WarningNote, *, by: User) -> WarningNote:
    require_sight(by, warning)
    seen = WarningNote.objects.visible_to(by).select_for_update(of=("self",))
    found: WarningNote | None = seen.filter(pk=warning.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _lock_in_force(warning: WarningNote, *, by: User) -> WarningNote:
    found = _lock(warning, by=by)
    if not found.is_in_force:
        raise ValidationError(_("This warning is not in force. Look at it again."))
    return found


def _check_waits(warning: WarningNote) -> None:
    if not warning.is_proposed:
        raise ValidationError(_("A manager has answered for this warning already."))


def _check(warning: WarningNote) -> None:
    check_not_in_future(from_on=warning.from_on)
    if not warning.what_to_do.strip():
        raise ValidationError({"what_to_do": _("Say what staff are to do.")})
    latest = months_after(today(), LONGEST_MONTHS)
    if not today() < warning.review_due <= latest:
        words = _("Look at it again after today, and by %(day)s.")
        raise ValidationError({"review_due": words % {"day": f"{latest:%-d %B %Y}"}})
    _check_told(warning)


def _check_told(warning: WarningNote) -> None:
    if warning.told == WarningNote.Told.NO and not warning.not_told_why.strip():
        raise ValidationError({"not_told_why": _("Say why they are not told.")})


def _people(warning: WarningNote) -> list[Any]:
    return [warning.person_id] if warning.person_id else []
