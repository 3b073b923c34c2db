"""Referrals to the National Referral Mechanism: making one, what was decided, putting that right, reconsidering it, and
withdrawing it."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.changed_since import check_read
from cases.models import NRMReferral
from cases.proposals import propose_links
from contexts.models import Context
from contexts.workflow import lock_standing
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval
from families.models import Person
from families.workflow import lock_people, require_sight

Step, Decision = NRMReferral.Step, NRMReferral.Decision


@transaction.atomic
def record_nrm(
    child: Person, *, by: User, referred_on: datetime.date, context: Context | None = None, **said: Any
) -> NRMReferral:
    """Record that a child was referred as a possible victim of modern slavery. Their consent is not asked for: it is not
    needed. The first decision is due as many working days on as the council says, where possible.

    Where it names a context a link is proposed, and none is made. It waits for no section 47 enquiry, and none for it.
    Refuses a day to come or before birth, that a child is not told without a reason, nothing it would be about, and a
    child or a context that the writer may not see or that became part of another.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, child, context)
    (child,) = lock_people(child)
    if context:
        (context,) = lock_standing(context)
    referral = NRMReferral(child=child, referred_on=referred_on, context=context, **said)
    _check(referral)
    save_record(referral, by=by)
    propose_links(referral, by=by)
    record(by=by, action="nrm.recorded", target=referral, shown=[child.pk])
    return referral


@transaction.atomic
def change_nrm(
    referral: NRMReferral,
    *,
    by: User,
    reason: str,
    context: Context | None = None,
    read_version: int | None = None,
    **said: Any,
) -> NRMReferral:
    """Replace what is said of a referral by a new version, saying why. What was decided stays. Refuses without a reason,
    what `record_nrm` refuses, and where somebody else has changed it since the writer opened it."""
    require(by, Permission.WRITE_NOTES)
    require_sight(by, referral, context)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is changed.")})
    lock_people(referral.child)
    if context:
        (context,) = lock_standing(context)
    referral = _lock(referral, by=by)
    check_read(referral, read_version)
    for field, value in said.items():
        setattr(referral, field, value)
    referral.context = context
    _check(referral)
    save_record(referral, by=by, reason=reason)
    propose_links(referral, by=by)
    record(by=by, action="nrm.changed", target=referral, reason=reason)
    return referral


@transaction.atomic
def decide_nrm(referral: NRMReferral, *, by: User, step: str, decision: str, decided_on: datetime.date) -> NRMReferral:
    """Record what was decided: whether there are reasonable grounds, or the conclusive decision after a positive one.

    Refuses a step that does not wait for its decision, a day to come, and one before what went before it.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, referral)
    referral = _lock(referral, by=by)
    if step != referral.next_step:
        raise ValidationError(_("This decision is not waited for. Look at what has been decided."))
    check_not_in_future(decided_on=decided_on)
    _check_order(referral, step, decided_on)
    setattr(referral, step, Decision(decision))
    setattr(referral, f"{step}_on", decided_on)
    save_record(referral, by=by)
    record(by=by, action="nrm.decided", target=referral)
    return referral


@transaction.atomic
def correct_nrm(
    referral: NRMReferral, *, by: User, step: str, decision: str, decided_on: datetime.date | None, reason: str
) -> NRMReferral:
    """Put right a decision that was recorded wrongly, or that none was made (`decision` is empty): a new version with a
    reason. What stood before stays readable, and where none was made it is waited for again.

    Refuses without a reason, a decision that is not recorded, what it says already, a day to come or out of order, and
    that the first decision was anything but positive while a conclusive one stands: that one is put right first.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, referral)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is put right.")})
    referral = _lock(referral, by=by)
    if step not in referral.decided_steps:
        raise ValidationError({"step": _("This decision is not recorded. Look at what has been decided.")})
    if decision and decided_on is None:
        raise ValidationError({"decided_on": _("Say when it was decided.")})
    decided_on = decided_on if decision else None
    if (decision, decided_on) == (getattr(referral, step), getattr(referral, f"{step}_on")):
        raise ValidationError({"decision": _("This is what is recorded already.")})
    if step == Step.REASONABLE and referral.conclusive and decision != Decision.POSITIVE:
        raise ValidationError(
            {"decision": _("A conclusive decision is recorded, which follows a positive one: put it right first.")}
        )
    if decided_on:
        check_not_in_future(decided_on=decided_on)
        _check_order(referral, step, decided_on)
    setattr(referral, step, Decision(decision) if decision else "")
    setattr(referral, f"{step}_on", decided_on)
    save_record(referral, by=by, reason=reason)
    record(by=by, action="nrm.corrected", target=referral, reason=reason)
    return referral


def _check_order(referral: NRMReferral, step: str, decided_on: datetime.date) -> None:
    """Refuse a day before what went before the decision, or after what followed it."""
    before = [referral.referred_on if step == Step.REASONABLE else referral.reasonable_on]
    if referral.reconsidered == step:
        before.append(referral.reconsider_on)
    first = max(day for day in before if day)
    if decided_on < first:
        words = _("This is before what went before it: %(day)s.")
        raise ValidationError({"decided_on": words % {"day": f"{first:%-d %B %Y}"}})
    if step == Step.REASONABLE and referral.conclusive_on and decided_on > referral.conclusive_on:
        words = _("The conclusive decision was made before that: %(day)s.")
        raise ValidationError({"decided_on": words % {"day": f"{referral.conclusive_on:%-d %B %Y}"}})


@transaction.atomic
def reconsider_nrm(referral: NRMReferral, *, by: User, reconsider_on: datetime.date, why: str) -> NRMReferral:
    """Record that a negative decision was asked to be looked at again: it is open from then on, and the earlier one stands
    in the versions. Refuses without a reason, a day to come or before the decision, and where none was negative."""
    require(by, Permission.WRITE_NOTES)
    require_sight(by, referral)
    if not why.strip():
        raise ValidationError({"why": _("Say why it is to be looked at again.")})
    referral = _lock(referral, by=by)
    step = referral.last_decided
    if not step:
        raise ValidationError(_("Only a negative decision is asked to be looked at again."))
    check_not_in_future(reconsider_on=reconsider_on)
    decided_on = getattr(referral, f"{step}_on")
    if reconsider_on < decided_on:
        raise ValidationError({"reconsider_on": _("It was not decided yet.")})
    referral.reconsidered, referral.reconsider_on, referral.reconsider_why = step, reconsider_on, why
    setattr(referral, step, "")
    setattr(referral, f"{step}_on", None)
    save_record(referral, by=by, reason=why)
    record(by=by, action="nrm.reconsidered", target=referral, reason=why)
    return referral


@transaction.atomic
def withdraw_nrm(referral: NRMReferral, *, by: User, withdrawn_on: datetime.date, why: str) -> NRMReferral:
    """Record that the referral was withdrawn, and why. It stays readable, and proposes no link any more. Refuses without a
    reason, a day to come or before it was made, and one that was withdrawn already."""
    require(by, Permission.WRITE_NOTES)
    require_sight(by, referral)
    if not why.strip():
        raise ValidationError({"why": _("Say why it is withdrawn.")})
    lock_people(referral.child)
    referral = _lock(referral, by=by)
    check_not_in_future(withdrawn_on=withdrawn_on)
    if withdrawn_on < referral.referred_on:
        raise ValidationError({"withdrawn_on": _("It was not made yet.")})
    referral.withdrawn_on, referral.withdrawn_why = withdrawn_on, why
    save_record(referral, by=by, reason=why)
    propose_links(referral, by=by)
    record(by=by, action="nrm.withdrawn", target=referral, reason=why)
    return referral


def _check(referral: NRMReferral) -> None:
    check_not_in_future(referred_on=referral.referred_on)
    child = referral.child
    if child.is_unborn or (child.birth_on and referral.referred_on < child.birth_on):
        raise ValidationError({"referred_on": _("%(child)s was not born yet.") % {"child": child}})
    if referral.reasonable_on and referral.reasonable_on < referral.referred_on:
        raise ValidationError({"referred_on": _("A decision was made before that day.")})
    if referral.told == NRMReferral.Told.NO and not referral.not_told_why.strip():
        raise ValidationError({"not_told_why": _("Say why the child is not told.")})
    if referral.told != NRMReferral.Told.NO:
        referral.not_told_why = ""
    interval = Interval.objects.get(code=IntervalCode.NRM_REASONABLE)
    referral.reasonable_due_on = interval.after(referral.referred_on)


def _lock(referral: NRMReferral, *, by: User) -> NRMReferral:
    # Without the child: of a row that a merge put on another record while this waited, the one it was on is gone.
    seen = NRMReferral.objects.visible_to(by).select_for_update(of=("self",))
    found: NRMReferral | None = seen.filter(pk=referral.pk).first()
    if found is None:
        raise PermissionDenied
    if found.withdrawn_on:
        raise ValidationError(_("This referral was withdrawn, and is changed no more."))
    return found
