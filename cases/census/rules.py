"""The rules a return can break, and one row of the report for each time it does.

A code is the Department for Education's rule number; a code that begins with a letter is ours, for what the census has
no rule for. `Severity` says what became of the data, which is what the reader of the report must act on.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Severity(TextChoices):
    """What a broken rule led to."""

    LEFT_OUT = "left out", _("Left out")
    CHANGED = "changed", _("Recorded differently")
    KEPT = "kept", _("Recorded as given")


class Rule(TextChoices):
    """Every rule that is checked, in the order of the summary."""

    ID_MISSING = "8500", _("A child has no LA child id")
    ID_TOO_LONG = "1570", _("An LA child id has more than 20 characters")
    ID_NOT_ALPHANUMERIC = "1580", _("An LA child id has other characters than letters and digits")
    ID_REPEATED = "8510", _("A child is in the return more than once")
    UPN_CHECK_LETTER = "1510", _("The check letter of a unique pupil number is wrong")
    UPN_SHAPE = "1540", _("A unique pupil number is not one letter, eleven digits and a digit or letter")
    UPN_SHARED = "1520", _("Children share one unique pupil number")
    UPN_UNKNOWN_CODE = "UPN", _("A reason for no unique pupil number is not in the list")
    BIRTH_AND_EXPECTED = "8525", _("A child has a date of birth and an expected date, or neither")
    BIRTH_IN_FUTURE = "8520", _("A date of birth is after the return’s reference date")
    EXPECTED_OUT_OF_RANGE = "8530Q", _("An expected date of birth is not within nine months of the reference date")
    DEATH_BEFORE_BIRTH = "8535Q", _("A date of death is before the date of birth")
    DEATH_IN_FUTURE = "DEATH", _("A date of death is after the return’s reference date")
    SEX_SUPERSEDED = "SEX", _("Sex is in the superseded code list (1, 2, 0, 9)")
    SEX_CODE = "4180", _("Sex is missing or not in the list")
    SEX_OF_UNBORN = "8750", _("The sex of an unborn child is not “not known”")
    ETHNICITY_CODE = "4220", _("Ethnicity is missing or not in the list")
    DISABILITY_CODE = "8540", _("A disability is not in the list")
    DISABILITY_AND_NONE = "8790", _("“No disability” is given beside a disability")
    DISABILITY_REPEATED = "8794", _("A disability is given more than once")
    NO_EPISODE = "8590", _("A child has no episode")
    REFERRAL_DATE = "8600", _("A referral date is missing or after the reference date")
    REFERRAL_BEFORE_CONCEPTION = "8606", _("A referral is more than 40 weeks before the birth")
    REFERRAL_AFTER_DEATH = "8555", _("A referral is after the date of death")
    REFERRAL_AFTER_DIED = "DIED", _("A referral is after an episode that closed because the child had died")
    SOURCE_CODE = "8866", _("A referral source is missing or not in the list")
    NEED_CODE = "8650", _("A primary need is not in the list")
    NEED_MISSING = "8610", _("A primary need is missing")
    CLOSED_BEFORE_REFERRAL = "8630", _("An episode closes before its referral")
    CLOSED_IN_FUTURE = "8620", _("An episode closes after the return’s reference date")
    CLOSURE_REASON_CODE = "8640", _("A reason for closure is not in the list")
    CLOSED_WITHOUT_REASON = "8805", _("An episode has a closure date and no reason")
    REASON_WITHOUT_DATE = "8810", _("An episode has a reason for closure and no date")
    DIED_WITHOUT_DATE = "8585Q", _("An episode closes because the child had died, and no date of death is given")
    OPEN_AFTER_DEATH = "OPEN", _("An episode is still open after the child’s death")
    TWO_OPEN = "8815", _("Two episodes are open at once")
    OPEN_NOT_LATEST = "8816", _("The open episode is not the latest")
    OVERLAP = "8820", _("Episodes overlap")
    EPISODE_REPEATED = "TWICE", _("An episode is given twice")
    NFA_CODE = "8568", _("The flag for a referral with no further action is missing or not true or false")
    NFA_ON_OPEN = "NFA", _("An open episode is flagged as a referral with no further action")
    OVER_25 = "8775Q", _("A child with an open episode is over 25")
    STRAY_TEXT = "TEXT", _("Text stands between elements")
    ELEMENT_REPEATED = "MORE", _("A value is given more than once")
    ELEMENT_UNKNOWN = "ELEMENT", _("An element is not part of the return")
    ID_ON_TWO_RECORDS = "TWO", _("Two records here hold the LA child id of one child")
    LOCAL_CHANGE = "LOCAL", _("A record here says otherwise than the return")
    REFERRAL_MOVED = "MOVED", _("The open episode has another referral date than in the last return")
    OPEN_TWICE = "AGAIN", _("The return opens a child who cannot be opened here now")
    CASE_WITHOUT_CHILD = "CASE", _("A case has no open child left, and somebody is working on it")
    GOES_ON = "GOES-ON", _("Something that is to be finished first goes on for a child whose episode has closed")
    GONE = "GONE", _("A child open here from an earlier return is not in this one")


@dataclass(frozen=True, slots=True)
class Problem:
    """One row of the report: which child, which rule, what stood in the file and what was done about it."""

    rule: Rule
    severity: Severity
    child_id: str
    line: int | None
    found: str
    done: str
