"""What has been decided on a contact, what it led to and what can be done next: for whatever page shows it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cs_casework.accounts.models import Permission, User
from referrals.models import Acknowledgement, Referral, ReferralCase, ScreeningDecision


def decisions_of(referral: Referral, user: User, *, offers: bool = True) -> dict[str, Any]:
    """Decisions, cases, who was told, and `steps`: what this reader may do next. For `referrals/decisions.html`.

    In three statements; `offers` is false where the page is one of those steps already.
    """
    decisions = list(
        ScreeningDecision.objects.visible_to(user)
        .filter(referral=referral)
        .select_related("created_by", "category", "countersigned_by", "set_aside_by")
    )
    asked = Acknowledgement.objects.visible_to(user).filter(referral=referral)
    led_to = ReferralCase.objects.visible_to(user).filter(referral=referral)
    return {
        "decisions": decisions,
        "cases": list(led_to.select_related("case__family", "case__context", "case__team")),
        "acknowledgements": list(asked.select_related("user", "child", "case")),
        "steps": _steps(referral, user, decisions) if offers else [],
    }


def _steps(referral: Referral, user: User, decisions: list[ScreeningDecision]) -> list[dict[str, str]]:
    decides = user.may(Permission.DECIDE_REFERRALS) and shows_whole(referral, user)
    signs = any(made.waits_for_countersignature and made.created_by_id != user.pk for made in decisions)
    can_be_told = referral.submitted_at and not referral.told_on and not referral.is_anonymous
    takes = user.may(Permission.TAKE_REFERRALS) and referral.is_unfinished
    steps = [
        ("intake", _("Go on taking it"), takes and referral.is_taking),
        ("referral-decide", _("Decide"), decides and referral.waits_for_decision),
        ("referral-countersign", _("Countersign"), decides and signs),
        ("referral-tell", _("Record that the referrer was told"), can_be_told and user.may(Permission.TAKE_REFERRALS)),
        ("referral-extend", _("Give it longer"), decides and referral.is_unfinished),
        ("intake", _("Change what was said"), takes and not referral.is_taking),
        ("referral-reopen", _("Open again"), decides and referral.status == Referral.Status.DECIDED),
    ]
    return [
        {"label": label, "url": reverse(f"referrals:{name}", args=[referral.pk])}
        for name, label, offered in steps
        if offered
    ]


def shows_whole(referral: Referral, user: User) -> bool:
    """Whether nothing of the contact is hidden from this reader: who took one goes on seeing what was said, no more."""
    return Referral.objects.shown_whole_to(user).filter(pk=referral.pk).exists()
