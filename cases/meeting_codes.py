"""The words meetings are held with: kinds, who came, what is decided for a child, what a section 47 enquiry leads to.

Nothing here imports a model.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    STRATEGY = "strategy", _("Strategy discussion")
    INITIAL = "icpc", _("Initial child protection conference")
    REVIEW = "rcpc", _("Review child protection conference")
    ROTH = "roth", _("Risk outside the home conference")
    CORE_GROUP = "core_group", _("Core group")
    TRANSFER_IN = "transfer_in", _("Transfer-in conference")
    CONTEXT = "context", _("Context conference")
    PEERS = "peers", _("Peer group conference")
    PANEL = "panel", _("Panel")


# What is held on a case of which kind; a panel is on none, as it hears of many.
ON_FAMILY = (
    MeetingKind.STRATEGY,
    MeetingKind.INITIAL,
    MeetingKind.REVIEW,
    MeetingKind.ROTH,
    MeetingKind.CORE_GROUP,
    MeetingKind.TRANSFER_IN,
)
ON_CONTEXT = (MeetingKind.STRATEGY, MeetingKind.CONTEXT, MeetingKind.PEERS)
# What decides for a child with the conclusion of the last assessment in view.
CONFERENCES = (MeetingKind.INITIAL, MeetingKind.REVIEW, MeetingKind.ROTH, MeetingKind.TRANSFER_IN)
# Meetings about a place or a group, and not about anybody: their paper names no child.
NAME_FREE = (MeetingKind.CONTEXT, MeetingKind.PEERS)


class Attendance(models.TextChoices):
    NOT_RECORDED = "", _("Not recorded yet")
    ATTENDED = "attended", _("Came")
    APOLOGIES = "apologies", _("Sent apologies")
    ABSENT = "absent", _("Did not come")


class SentWhat(models.TextChoices):
    INVITATION = "invitation", _("Invitation")
    PAPER = "paper", _("Paper for the meeting")
    MINUTES = "minutes", _("Minutes")


class ItemOutcome(models.TextChoices):
    """What a meeting decides for one child. What else is decided is said in words."""

    SECTION_47 = "s47", _("Section 47 enquiry")
    CHILD_PROTECTION = "cp", _("Child protection plan")
    RISK_OUTSIDE_HOME = "roth", _("Risk outside the home plan")
    BOTH = "roth_cp", _("Risk outside the home plan, and a child protection plan for harm found at home")
    CHILD_IN_NEED = "cin", _("Support as a child in need")
    CONTINUES = "continues", _("The plan goes on")
    ENDS = "ends", _("The plan ends")
    NO_PLAN = "no_plan", _("No plan is needed")


# What each kind of meeting can decide for a child.
OUTCOMES: dict[str, tuple[ItemOutcome, ...]] = {
    MeetingKind.STRATEGY: (ItemOutcome.SECTION_47, ItemOutcome.CHILD_IN_NEED, ItemOutcome.NO_PLAN),
    MeetingKind.INITIAL: (
        ItemOutcome.CHILD_PROTECTION,
        ItemOutcome.RISK_OUTSIDE_HOME,
        ItemOutcome.CHILD_IN_NEED,
        ItemOutcome.NO_PLAN,
    ),
    MeetingKind.TRANSFER_IN: (ItemOutcome.CHILD_PROTECTION, ItemOutcome.CHILD_IN_NEED, ItemOutcome.NO_PLAN),
    MeetingKind.REVIEW: (ItemOutcome.CONTINUES, ItemOutcome.ENDS),
    # Harm outside the home has no category of child protection plan: one is asked for where harm at home is found too.
    MeetingKind.ROTH: (
        ItemOutcome.RISK_OUTSIDE_HOME,
        ItemOutcome.BOTH,
        ItemOutcome.CONTINUES,
        ItemOutcome.ENDS,
        ItemOutcome.CHILD_IN_NEED,
        ItemOutcome.NO_PLAN,
    ),
}
WITH_CATEGORY = (ItemOutcome.CHILD_PROTECTION, ItemOutcome.BOTH)


class LedBy(models.TextChoices):
    """Who carries out a section 47 enquiry."""

    SINGLE = "single", _("Single agency: children’s social care alone")
    JOINT = "joint", _("Joint: with the police")


class EnquirySeen(models.TextChoices):
    NOT_YET = "", _("Not yet")
    SEEN_ALONE = "seen_alone", _("Seen, and seen alone")
    SEEN = "seen", _("Seen, but not alone")
    NOT_SEEN = "not_seen", _("Could not be seen")


class EnquiryOutcome(models.TextChoices):
    """What a section 47 enquiry led to: the outcomes of the Standard Safeguarding Dataset, and the conference on risk
    outside the home, which is returned as "other"."""

    INITIAL_CONFERENCE = "icpc", _("Initial child protection conference")
    ROTH_CONFERENCE = "roth", _("Risk outside the home conference")
    OTHER_AGENCY = "monitor", _("Another agency keeps watch")
    GOES_ON = "assessment", _("No further action under section 47: the assessment goes on")
    LEGAL = "legal", _("Legal action begins")
    SECTION_17 = "s17", _("Support under section 17")
    SHORT_BREAK = "s17_break", _("Short break under section 17")
    NO_FURTHER_ACTION = "nfa", _("No further action")
    OTHER = "other", _("Something else")


TO_CONFERENCE = (EnquiryOutcome.INITIAL_CONFERENCE, EnquiryOutcome.ROTH_CONFERENCE)
INITIAL = (MeetingKind.INITIAL, MeetingKind.TRANSFER_IN)
# The kinds of conference that an enquiry waits for, by what it led to; any of them while it is open.
LEADS_TO: dict[str, tuple[MeetingKind, ...]] = {
    "": (*INITIAL, MeetingKind.ROTH),
    EnquiryOutcome.INITIAL_CONFERENCE: INITIAL,
    EnquiryOutcome.ROTH_CONFERENCE: (MeetingKind.ROTH,),
}
