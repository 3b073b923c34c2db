"""Deciding on a contact: triage, screening, the decision itself, a second manager's name to it, and opening it again."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from cs_casework.reference.codes import ACCEPTS, ENDS, OPENS_CONTEXT_CASE, OPENS_FAMILY_CASE, OutcomeCode
from cs_casework.reference.models import HarmType, Outcome
from referrals.codes import Stage, Subject
from referrals.models import Referral, ScreeningDecision
from referrals.outcomes import Consequences, carry_out, check_consequences
from referrals.telling import tell_workers

ABOUT_CHILDREN = OPENS_FAMILY_CASE | {OutcomeCode.EARLY_HELP}
ABOUT_CONTEXTS = OPENS_CONTEXT_CASE | {OutcomeCode.CONTEXT_CONSULTATION}


class DecidedSince(ValidationError):
    """Another manager has decided on the contact since the page was shown: `decision` holds theirs."""

    def __init__(self, decision: ScreeningDecision) -> None:
        self.decision = decision
        words = _("%(who)s has decided on this contact since you opened it. Look at both decisions before you go on.")
        super().__init__(words % {"who": decision.created_by})


@transaction.atomic
def decide_contact(
    referral: Referral,
    *,
    by: User,
    stage: str,
    rationale: str,
    seen: UUID | None,
    outcomes: Any = (),
    is_urgent: bool = False,
    category: HarmType | None = None,
    child_level: str = "",
    context_level: str = "",
    frequency: str = "",
    how_many: str = "",
    severity: str = "",
    late_why: str = "",
    then: Consequences | None = None,
) -> ScreeningDecision:
    """Decide on a contact at one stage, and do what a final decision leads to, all of it or nothing.

    The initial decision and screening say how urgent it is and why; the final one says what happens. An outcome that
    accepts the contact makes it a referral, of today. `seen` is the latest decision the page showed: where another
    manager has decided since, raises `DecidedSince`, and nothing is written. One that a second manager has to
    countersign takes effect at once: a child does not wait for a signature.

    Refuses one that is still being taken or is decided, no reason, no level of the list that belongs to what it is
    about or one of the other list, outcomes that cannot stand together or are about what the contact is not about, a
    late decision without saying why, and whatever `outcomes.carry_out` refuses.
    """
    referral = _lock(referral, by=by)
    latest = ScreeningDecision.objects.filter(referral=referral).select_related("created_by").last()
    if latest and latest.pk != seen:
        raise DecidedSince(latest)
    if not referral.waits_for_decision:
        raise ValidationError(_not_to_decide(referral))
    chosen, then, is_final = set(outcomes), then or Consequences(), stage == Stage.FINAL
    problems = _check_words(rationale=rationale, late_why=late_why, is_late=is_final and referral.is_late)
    problems |= _check_levels(referral, child_level=child_level, context_level=context_level, is_final=is_final)
    if is_final:
        problems |= check_consequences(chosen, then) | _check_outcomes(referral, chosen)
    elif chosen or then != Consequences():
        problems["outcomes"] = _("Only the final decision says what happens.")
    if problems:
        raise ValidationError(problems)
    decision = ScreeningDecision(
        referral=referral,
        stage=stage,
        # In the order of the list, however they were ticked.
        outcomes=[code for code in OutcomeCode.values if code in chosen],
        is_urgent=is_urgent,
        category=category,
        child_level=child_level,
        context_level=context_level,
        frequency=frequency,
        how_many=how_many,
        severity=severity,
        rationale=rationale,
        late_why=late_why if is_final and referral.is_late else "",
        council=then.council.strip() if OutcomeCode.TRANSFER_OUT in chosen else "",
        needs_countersignature=Outcome.objects.filter(code__in=chosen, needs_countersignature=True).exists(),
    )
    save_record(decision, by=by)
    if is_final:
        referral.status, referral.decided_at = Referral.Status.DECIDED, timezone.now()
        referral.accepted_on = today() if chosen & ACCEPTS else None
    elif stage == Stage.SCREENING:
        referral.status = Referral.Status.SCREENING
    save_record(referral, by=by)
    if is_final:
        carry_out(decision, then, by=by)
        tell_workers(referral, by=by)
    record(by=by, action="referral.decided", target=referral)
    return decision


@transaction.atomic
def countersign(decision: ScreeningDecision, *, by: User, countersigned_why: str = "") -> ScreeningDecision:
    """A second manager puts their name to a decision that has taken effect. Refuses who made it, one that nobody has to
    countersign or somebody has, and one that was set aside."""
    referral = _lock(decision.referral, by=by)
    decision = ScreeningDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if not decision.waits_for_countersignature:
        raise ValidationError(_("This decision does not wait for a countersignature any more."))
    if decision.created_by_id == by.pk:
        raise ValidationError(_("You made this decision. Another manager countersigns it."))
    decision.countersigned_on, decision.countersigned_by = today(), by
    decision.countersigned_why = countersigned_why
    save_record(decision, by=by)
    record(by=by, action="referral.countersigned", target=referral)
    return decision


@transaction.atomic
def reopen_contact(referral: Referral, *, by: User, reason: str) -> Referral:
    """Open a decided contact again, with a reason: its final decision is set aside and stays readable. What it led to
    stays: a case that should not be there is closed on its own page. Refuses one that is not decided."""
    referral = _lock(referral, by=by)
    if referral.status != Referral.Status.DECIDED:
        raise ValidationError(_("Only a decided contact can be opened again."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the contact is opened again.")})
    for decision in referral.decisions.standing().final().select_for_update(of=("self",)):
        decision.set_aside_on, decision.set_aside_by, decision.set_aside_why = today(), by, reason
        save_record(decision, by=by)
    referral.status, referral.decided_at, referral.accepted_on = Referral.Status.SUBMITTED, None, None
    save_record(referral, by=by, reason=reason)
    record(by=by, action="referral.reopened", target=referral, reason=reason)
    return referral


def _lock(referral: Referral, *, by: User) -> Referral:
    """The contact as it is now, locked. Refuses who may not decide, and who may not see the whole of it."""
    require(by, Permission.DECIDE_REFERRALS)
    found = Referral.objects.shown_whole_to(by).select_for_update(of=("self",)).filter(pk=referral.pk).first()
    if found is None:
        raise PermissionDenied
    locked: Referral = found
    return locked


def _not_to_decide(referral: Referral) -> str:
    if referral.is_taking:
        return _("This contact is still being taken. It is decided once it has been submitted.")
    if referral.status == Referral.Status.WITHDRAWN:
        return _("This contact was taken in error.")
    return _("This contact has been decided. Open it again, with a reason, to decide anew.")


def _check_words(*, rationale: str, late_why: str, is_late: bool) -> dict[str, str]:
    problems = {}
    if not rationale.strip():
        problems["rationale"] = _("Say why you decide so.")
    if is_late and not late_why.strip():
        problems["late_why"] = _("The decision was due before today. Say why it is late.")
    return problems


def is_about_children(referral: Referral) -> bool:
    """Whether the children's thresholds apply: it names a child, or says that it is about one without a name."""
    about = {Subject.CHILDREN.value, Subject.RELATIONSHIP.value}
    return bool(about & set(referral.subjects)) or referral.children.standing().exists()


def is_about_contexts(referral: Referral) -> bool:
    return Subject.CONTEXT in referral.subjects or referral.contexts.standing().exists()


def _check_levels(referral: Referral, *, child_level: str, context_level: str, is_final: bool) -> dict[str, str]:
    problems = {}
    if is_about_children(referral):
        if is_final and not child_level:
            problems["child_level"] = _("Choose the level of need of the child.")
    elif child_level:
        problems["child_level"] = _("This contact is about no child: a context has levels of its own.")
    if is_about_contexts(referral):
        if is_final and not context_level:
            problems["context_level"] = _("Choose the level of the context.")
    elif context_level:
        problems["context_level"] = _("This contact is about no context: a child has levels of their own.")
    return problems


def _check_outcomes(referral: Referral, chosen: set[str]) -> dict[str, str]:
    if not chosen:
        return {"outcomes": _("Choose what is to happen.")}
    if chosen & ENDS and len(chosen) > 1:
        return {"outcomes": _("“No further action” stands alone. Take it out, or take out the others.")}
    if chosen & ABOUT_CHILDREN and not is_about_children(referral):
        return {"outcomes": _("You chose an outcome for a child. This contact is about none.")}
    if chosen & ABOUT_CONTEXTS and not is_about_contexts(referral):
        return {"outcomes": _("You chose an outcome for a context. This contact is about none.")}
    return {}
