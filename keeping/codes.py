"""What a retention rule is for, what it counts from, and where a disposal or a request to see one's record stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleCode(models.TextChoices):
    """Kinds of record that are kept for a time of their own. Which there are is code, how long each is a council decides.

    Of a child the first that fits counts, in this order.
    """

    LOOKED_AFTER_DIED = "looked_after_died", _("Child who was looked after and died before 18")
    LOOKED_AFTER = "looked_after", _("Child who was ever looked after")
    CHILD_PROTECTION = "child_protection", _("Child who ever had a child protection plan")
    OPEN_BEFORE = "open_before", _("Child who was open to the service otherwise")
    KNOWN = "known", _("Person who was never open to the service")
    PEER_GROUP = "peer_group", _("Peer group")
    CONTEXT = "context", _("Place, school or other context")
    CONTACT = "contact", _("Contact that stands on nobody’s record")


class CountsFrom(models.TextChoices):
    """The day from which the time runs."""

    BIRTH = "birth", _("their birth")
    DEATH = "death", _("their death")
    CLOSED = "closed", _("the end of their last time open to the service")
    RECORDED = "recorded", _("the last contact about them, or the day they were recorded")
    LAPSED = "lapsed", _("the day its last link lapsed or ended, or its last case closed")
    DECIDED = "decided", _("its decision, or the day it was received")


# What each kind of record can be counted from: the day must be one that is known of it.
MAY_COUNT_FROM: dict[str, frozenset[str]] = {
    RuleCode.LOOKED_AFTER_DIED: frozenset({CountsFrom.DEATH}),
    RuleCode.LOOKED_AFTER: frozenset({CountsFrom.BIRTH, CountsFrom.CLOSED}),
    RuleCode.CHILD_PROTECTION: frozenset({CountsFrom.BIRTH, CountsFrom.CLOSED}),
    RuleCode.OPEN_BEFORE: frozenset({CountsFrom.BIRTH, CountsFrom.CLOSED}),
    RuleCode.KNOWN: frozenset({CountsFrom.RECORDED}),
    RuleCode.PEER_GROUP: frozenset({CountsFrom.LAPSED}),
    RuleCode.CONTEXT: frozenset({CountsFrom.LAPSED}),
    RuleCode.CONTACT: frozenset({CountsFrom.DECIDED}),
}


class PackStatus(models.TextChoices):
    """Where a request to see one's own record stands."""

    GATHERING = "gathering", _("Being gathered")
    DECIDING = "deciding", _("Being decided")
    CHECKING = "checking", _("Waits for a second person")
    CHECKED = "checked", _("Checked")
    GIVEN = "given", _("Given")
    ENDED = "ended", _("Ended without a pack")


class MaskOrigin(models.TextChoices):
    """Why a word is proposed for masking. Never whose name it is."""

    RECORD = "record", _("Name of somebody on record")
    ALIKE = "alike", _("Nearly such a name")
    MARKED = "marked", _("Marked by staff")
