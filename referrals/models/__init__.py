"""Contacts: what comes in, whom and what it is about, and what was decided. Accepted, a contact is a referral."""

from referrals.models.attachment import Attachment
from referrals.models.decision import Acknowledgement, ReferralCase, ScreeningDecision
from referrals.models.referral import IntakeStep, Referral, ReferralHarm, ReferralTaking
from referrals.models.subjects import HiddenMatch, ReferralAdult, ReferralChild, ReferralContext

__all__ = [
    "Acknowledgement",
    "Attachment",
    "HiddenMatch",
    "IntakeStep",
    "Referral",
    "ReferralAdult",
    "ReferralCase",
    "ReferralChild",
    "ReferralContext",
    "ReferralHarm",
    "ReferralTaking",
    "ScreeningDecision",
]
