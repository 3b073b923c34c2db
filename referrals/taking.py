"""Taking a contact: begun on the telephone, kept while it is typed, taken over by a colleague, submitted once."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.drafts.workflow import is_overtaken
from cs_casework.reference.harms import say_harms
from cs_casework.reference.models import HarmType
from referrals.clock import decision_due
from referrals.codes import Danger
from referrals.missing import missing_now
from referrals.models import IntakeStep, Referral, ReferralTaking
from referrals.telling import tell_workers

# A step holds a form, not a library.
LARGEST_STEP = 200_000
# A telephone call noted down after the fact is of today or of the days before; what is older is loaded, not taken.
OLDEST = datetime.timedelta(days=90)


class TypedSince(ValidationError):
    """Somebody else has typed into the same step since: `step` holds what they wrote."""

    def __init__(self, step: IntakeStep) -> None:
        self.step = step
        super().__init__(
            _("%(who)s has changed this step since you opened it. Look at both, and save what is right.")
            % {"who": step.saved_by}
        )


@transaction.atomic
def begin_contact(
    *,
    by: User,
    received_at: datetime.datetime,
    channel: str,
    danger: str,
    emergency: str = "",
    handed_to: str = "",
    handed_at: datetime.datetime | None = None,
    is_consultation: bool = False,
) -> Referral:
    """Begin a contact: from this moment on it is on the tracker, with its clock running from when it was received.

    Where a child is in danger now, refuses to go on without who has taken it over and whether 999 has been called.
    Refuses a time to come, and one more than 90 days ago. The form that begins it makes one contact however often it is
    sent: it has a draft (`cs_casework.drafts`).
    """
    require(by, Permission.TAKE_REFERRALS)
    now = timezone.now()
    _check_received(received_at, now)
    referral = Referral(
        taker=by,
        received_at=received_at,
        channel=channel,
        danger=danger,
        is_consultation=is_consultation,
        decision_due=decision_due(received_at, ()),
        created_at=now,
    )
    _hand_over(referral, by=by, emergency=emergency, handed_to=handed_to, handed_at=handed_at)
    save_record(referral, by=by)
    referral.refresh_from_db(fields=["reference"])
    save_record(ReferralTaking(referral=referral, user=by, from_at=now), by=by)
    record(by=by, action="referral.begun", target=referral)
    return referral


@transaction.atomic
def correct_received(
    referral: Referral, *, by: User, received_at: datetime.datetime, channel: str, is_consultation: bool, reason: str
) -> Referral:
    """Put right when and how a contact came, or that it is a professional's question. The clock runs from there, unless
    a manager has set another day, so the reason stands in its history.

    Refuses no reason, a time after it was begun, one more than 90 days before, and a contact that is finished.
    """
    referral = lock_unfinished(referral, by=by)
    _check_received(received_at, referral.created_at)
    if not reason.strip():
        raise ValidationError({"reason": _("Say what was wrong.")})
    referral.received_at, referral.channel, referral.is_consultation = received_at, channel, is_consultation
    if not referral.due_extended_why:
        referral.decision_due = decision_due(received_at, referral.subjects)
    save_record(referral, by=by, reason=reason)
    record(by=by, action="referral.received_corrected", target=referral, reason=reason)
    return referral


def _check_received(received_at: datetime.datetime, begun_at: datetime.datetime) -> None:
    if received_at > timezone.now():
        raise ValidationError({"received_at": _("It cannot have been received in the future.")})
    if received_at > begun_at:
        raise ValidationError({"received_at": _("It was received before it was first written down here.")})
    if received_at < begun_at - OLDEST:
        raise ValidationError({"received_at": _("This is more than three months ago. Check the date.")})


@transaction.atomic
def hand_over_danger(
    referral: Referral, *, by: User, emergency: str, handed_to: str, handed_at: datetime.datetime | None = None
) -> Referral:
    """Say, at any moment before it is decided, that a child is in danger now and who has taken it over. It goes to the
    top of every list. Refuses without a name, and without an answer about 999."""
    referral = lock_unfinished(referral, by=by)
    referral.danger = Danger.YES
    _hand_over(referral, by=by, emergency=emergency, handed_to=handed_to, handed_at=handed_at)
    save_record(referral, by=by)
    record(by=by, action="referral.danger_handed_over", target=referral)
    return referral


def _hand_over(
    referral: Referral, *, by: User, emergency: str, handed_to: str, handed_at: datetime.datetime | None
) -> None:
    if referral.danger != Danger.YES:
        return
    problems = {}
    if not emergency:
        problems["emergency"] = _("Say whether 999 has been called.")
    if not handed_to.strip():
        problems["handed_to"] = _("Hand it to the duty or out-of-hours social worker now, and enter their name.")
    if handed_at and handed_at > timezone.now():
        problems["handed_at"] = _("It cannot have been handed over in the future.")
    if problems:
        raise ValidationError(problems)
    referral.emergency, referral.handed_to = emergency, handed_to.strip()
    referral.handed_at, referral.handed_by = handed_at or timezone.now(), by


@transaction.atomic
def take_over(referral: Referral, *, by: User, reason: str = "") -> Referral:
    """Go on with a contact that a colleague has begun. Who had it before, and from when, stays on record.

    Refuses one that is no longer being taken, and one that is theirs already.
    """
    referral = lock_unfinished(referral, by=by)
    if not referral.is_taking:
        raise ValidationError(_("This contact has been submitted already."))
    if referral.taker_id == by.pk:
        raise ValidationError(_("You are taking this contact already."))
    referral.taker = by
    save_record(referral, by=by, reason=reason)
    save_record(ReferralTaking(referral=referral, user=by, from_at=timezone.now(), reason=reason), by=by)
    record(by=by, action="referral.taken_over", target=referral, reason=reason)
    return referral


@transaction.atomic
def keep_step(
    referral: Referral, *, by: User, step: str, data: dict[str, Any], version: int, turn: str = ""
) -> IntakeStep:
    """Keep what was typed into one step so far, checked by nobody. `version` is the one the page was shown, and `turn`
    which of its saves this is: one that comes after what the same page sent later changes nothing.

    Raises `TypedSince` where somebody else has saved the step since: neither overwrites the other.
    """
    referral = lock_unfinished(referral, by=by)
    if sum(len(value) for values in data.values() for value in values) > LARGEST_STEP:
        raise ValidationError(_("This text is too long to keep."))
    return _write_step(referral, by=by, step=step, data=data, version=version, turn=turn)


@transaction.atomic
def change_contact(
    referral: Referral,
    *,
    by: User,
    step: str,
    version: int | None = None,
    harm_types: Iterable[HarmType] | None = None,
    **said: Any,
) -> Referral:
    """Write down what one step of a contact says. Open to the front door until it is decided.

    What kind of subject it has sets its deadline anew, unless a manager has set another. Raises `TypedSince` where
    somebody else has saved the step since. Refuses a contact that has been decided or taken out.
    """
    referral = lock_unfinished(referral, by=by)
    if version is not None:
        _write_step(referral, by=by, step=step, data={}, version=version)
    for field, value in said.items():
        setattr(referral, field, value)
    if referral.agency and not referral.source:
        referral.source = referral.agency.source
    if "subjects" in said and not referral.due_extended_why:
        referral.decision_due = decision_due(referral.received_at, referral.subjects)
    save_record(referral, by=by)
    if harm_types is not None:
        say_harms(referral, harm_types, by=by)
    record(by=by, action="referral.changed", target=referral)
    return referral


@transaction.atomic
def submit_contact(referral: Referral, *, by: User) -> Referral:
    """Hand a contact over for a decision. Sent twice, it is submitted once.

    Whoever works with a child or a context in it that is open to the service is told. Refuses one that still lacks
    something, and says what; and one with words in it that were typed and not saved: nobody else would read them.
    """
    require(by, Permission.TAKE_REFERRALS)
    referral = _locked(referral, by=by)
    if referral.submitted_at and referral.is_unfinished:
        return referral
    if not referral.is_taking:
        raise ValidationError(_("This contact is not being taken any more."))
    if IntakeStep.objects.filter(referral=referral).exclude(data={}).exists():
        raise ValidationError(
            _("Something was typed and is not saved yet. Open each part that says so; save it, or throw it away.")
        )
    if lacking := missing_now(referral):
        words = "; ".join(missing.words for missing in lacking)
        raise ValidationError(_("Before it can be submitted it needs: %(missing)s.") % {"missing": words})
    referral.status = Referral.Status.SUBMITTED
    referral.submitted_at, referral.submitted_by = timezone.now(), by
    save_record(referral, by=by)
    tell_workers(referral, by=by)
    record(by=by, action="referral.submitted", target=referral)
    return referral


@transaction.atomic
def withdraw_contact(referral: Referral, *, by: User, withdrawn_why: str) -> Referral:
    """Take out a contact that was begun in error or twice, saying why. It stays readable, and leaves every count.

    Who takes contacts may do so until it is submitted, a manager until it is decided.
    """
    referral = lock_unfinished(referral, by=by)
    if not referral.is_taking:
        require(by, Permission.DECIDE_REFERRALS)
    if not withdrawn_why.strip():
        raise ValidationError({"withdrawn_why": _("Say why it was taken in error, and where the right one is.")})
    referral.status, referral.withdrawn_why = Referral.Status.WITHDRAWN, withdrawn_why
    save_record(referral, by=by)
    record(by=by, action="referral.withdrawn", target=referral, reason=withdrawn_why)
    return referral


@transaction.atomic
def extend_deadline(referral: Referral, *, by: User, decision_due: datetime.date, due_extended_why: str) -> Referral:
    """A manager gives a contact longer, with a reason that stands beside the day from then on.

    Refuses a day before the one it is due, one more than 30 days on, and no reason.
    """
    require(by, Permission.DECIDE_REFERRALS)
    referral = lock_unfinished(referral, by=by)
    if not referral.decision_due < decision_due <= referral.decision_due + datetime.timedelta(days=30):
        raise ValidationError({"decision_due": _("Choose a day after the one it is due, and within 30 days of it.")})
    if not due_extended_why.strip():
        raise ValidationError({"due_extended_why": _("Say why it needs longer.")})
    referral.decision_due, referral.due_extended_why = decision_due, due_extended_why
    save_record(referral, by=by, reason=due_extended_why)
    record(by=by, action="referral.extended", target=referral, reason=due_extended_why)
    return referral


def lock_unfinished(referral: Referral, *, by: User) -> Referral:
    """The contact as it is now, locked. Refuses one they may not see or work on, and one that is finished."""
    require(by, Permission.TAKE_REFERRALS)
    referral = _locked(referral, by=by)
    if not referral.is_unfinished:
        raise ValidationError(_("This contact is finished. A manager can open it again."))
    return referral


def _locked(referral: Referral, *, by: User) -> Referral:
    found = Referral.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=referral.pk).first()
    if found is None:
        raise PermissionDenied
    locked: Referral = found
    return locked


def _write_step(
    referral: Referral, *, by: User, step: str, data: dict[str, Any], version: int, turn: str = ""
) -> IntakeStep:
    row = IntakeStep.objects.select_related("saved_by").filter(referral=referral, step=step).first()
    if row is None:
        row = IntakeStep(referral=referral, step=step, version=0)
    elif row.version > version and row.saved_by_id != by.pk:
        raise TypedSince(row)
    elif is_overtaken(turn, by=row.turn):
        return row
    row.data, row.saved_by, row.version, row.turn, row.saved_at = data, by, row.version + 1, turn, Now()
    row.save()
    row.refresh_from_db(fields=["saved_at"])
    return row
