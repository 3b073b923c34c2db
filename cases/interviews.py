"""Return interviews: what was offered and taken up, what the child said in it, and more time for one."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.changed_since import check_read
from cases.models import ReturnInterview
from cases.proposals import propose_links
from contexts.models import Context
from contexts.workflow import lock_standing
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from families.workflow import lock_people, require_sight

Offered, TakenUp = ReturnInterview.Offered, ReturnInterview.TakenUp
HELD = ("held_at", "held_by", "independent", "said", "told_where", "told_with", "told_travelled")


@transaction.atomic
def record_interview(
    interview: ReturnInterview,
    *,
    by: User,
    offered: str,
    taken_up: str = "",
    context: Context | None = None,
    reason: str = "",
    read_version: int | None = None,
    **said: Any,
) -> ReturnInterview:
    """Say whether it was offered and taken up and, once it was held, what the child said, in their words.

    It can be said step by step. What belongs to an answer that was not given is not kept: without an offer there is no
    time of it, and nothing is told in an interview that was not held. A link to the context they told of is proposed.
    One that was not taken up can be offered again, by the same function: it waits again from then on, and the versions
    tell that it was refused.

    Refuses an offer without a time or that nobody made, none without a reason, one that was not taken up or does not
    apply without a reason, one held without being taken up or without who held it, a moment to come or before the child
    was found, one held before it was offered, a change of what was said without a reason, and where somebody else has
    changed it since the writer opened it.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, interview, context)
    lock_people(interview.episode.child)
    if context:
        (context,) = lock_standing(context)
    interview = _lock(interview, by=by)
    check_read(interview, read_version)
    if interview.held_at and not reason.strip():
        raise ValidationError({"reason": _("Say why it is changed.")})
    interview.offered, interview.taken_up, interview.context = offered, taken_up, context
    for field, value in said.items():
        setattr(interview, field, value)
    _leave_out(interview)
    _check(interview)
    save_record(interview, by=by, reason=reason)
    propose_links(interview, by=by)
    action = "interview.held" if interview.held_at else "interview.recorded"
    record(by=by, action=action, target=interview, reason=reason, shown=[interview.episode.child_id])
    return interview


def _leave_out(interview: ReturnInterview) -> None:
    """What belongs to an answer that was not given."""
    if interview.offered != Offered.YES:
        interview.offered_at, interview.offered_by = None, ""
    if interview.offered != Offered.NO:
        interview.not_offered_why = ""
    elif interview.taken_up != TakenUp.NOT_APPLICABLE:
        interview.taken_up = TakenUp.NOT_APPLICABLE.value  # as the return has it of one that was not offered
    if interview.taken_up != TakenUp.NO:
        interview.not_taken_up_why = ""
    if interview.offered != Offered.YES or interview.taken_up != TakenUp.NOT_APPLICABLE:
        interview.not_applicable_why = ""
    if interview.taken_up != TakenUp.YES or interview.held_at is None:
        interview.held_at, interview.context = None, None
        for name in HELD[1:]:
            setattr(interview, name, "")


def _check(interview: ReturnInterview) -> None:
    found_at = interview.episode.found_at
    if interview.offered == Offered.YES and interview.offered_at is None:
        raise ValidationError({"offered_at": _("Say when it was offered.")})
    if interview.offered == Offered.YES and not interview.offered_by.strip():
        raise ValidationError({"offered_by": _("Say who offered it.")})
    if interview.offered == Offered.NO and not interview.not_offered_why.strip():
        raise ValidationError({"not_offered_why": _("Say why it was not offered.")})
    if interview.taken_up == TakenUp.NO and not interview.not_taken_up_why.strip():
        raise ValidationError({"not_taken_up_why": _("Say why they did not take it up.")})
    does_not_apply = interview.offered == Offered.YES and interview.taken_up == TakenUp.NOT_APPLICABLE
    if does_not_apply and not interview.not_applicable_why.strip():
        raise ValidationError({"not_applicable_why": _("Say why it does not apply.")})
    for name in ("offered_at", "held_at"):
        moment = getattr(interview, name)
        if moment and moment > timezone.now():
            raise ValidationError({name: _("This is in the future.")})
        if moment and found_at and moment < found_at:
            raise ValidationError({name: _("The child was not found yet.")})
    if interview.held_at and interview.offered_at and interview.held_at < interview.offered_at:
        raise ValidationError({"held_at": _("It was held before it was offered.")})
    if interview.held_at and not interview.held_by.strip():
        raise ValidationError({"held_by": _("Say who held it.")})
    if interview.held_at and not interview.independent:
        raise ValidationError({"independent": _("Say whether they are independent, or that it is not known.")})


@transaction.atomic
def extend_interview(interview: ReturnInterview, *, by: User, due_at: datetime.datetime, why: str) -> ReturnInterview:
    """Give an interview more time, with a reason that stands beside the new time, as does the one it was first due by.

    Refuses without a reason, a time that has gone by or gives no more, and one that was held or will not be.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, interview)
    interview = _lock(interview, by=by)
    if not interview.is_outstanding:
        raise ValidationError(_("This interview waits for nobody: what became of it is recorded."))
    if not why.strip():
        raise ValidationError({"why": _("Say why there is more time.")})
    if due_at < timezone.now():
        raise ValidationError({"due_at": _("This time has gone by.")})
    if due_at <= interview.due_at:
        raise ValidationError({"due_at": _("This is no later than it is due now.")})
    interview.first_due_at = interview.first_due_at or interview.due_at
    interview.due_at, interview.extended_why = due_at, why
    save_record(interview, by=by, reason=why)
    record(by=by, action="interview.extended", target=interview, reason=why)
    return interview


def _lock(interview: ReturnInterview, *, by: User) -> ReturnInterview:
    seen = ReturnInterview.objects.visible_to(by).select_for_update(of=("self",)).select_related("episode")
    found: ReturnInterview | None = seen.filter(pk=interview.pk).first()
    if found is None:
        raise PermissionDenied
    if found.episode.withdrawn_on:
        raise ValidationError(_("This was recorded in error, and is changed no more."))
    return found
