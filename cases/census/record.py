"""What a return says of one child and of one episode, before any of it is a record."""

import datetime
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.codes import ClosureReason


class Part(TextChoices):
    """What a return tells and no record can hold yet. It is counted, so that nobody thinks it was loaded."""

    ASSESSMENT = "assessments", _("Assessments")
    SECTION_47 = "section 47", _("Section 47 enquiries")
    CONFERENCE = "conferences", _("Initial child protection conferences")
    CIN_PLAN = "cin plans", _("Child in need plans")
    CP_PLAN = "cp plans", _("Child protection plans")
    CP_REVIEW = "cp reviews", _("Child protection plan reviews")
    FORMER_UPN = "former upn", _("Former unique pupil numbers")


@dataclass(frozen=True, slots=True)
class CensusHeader:
    """Which return this is: whose, of which year, and the day its content is true on."""

    reference_on: datetime.date
    year: str = ""
    authority: str = ""
    software: str = ""

    def __str__(self) -> str:
        return f"CIN {self.year or self.reference_on.year}, {self.reference_on.isoformat()}"


@dataclass(slots=True)
class CensusEpisode:
    """One period in which the child was open to the service, from referral to closure (`CINdetails`).

    `parts` counts what the return says of it and no record can hold yet. `line` is where it stands in the file; two
    episodes that differ in nothing else are one.
    """

    line: int = field(default=0, compare=False)
    referred_on: datetime.date | None = None
    source: str = ""
    primary_need: str = ""
    closed_on: datetime.date | None = None
    closure_reason: str = ""
    referral_nfa: bool | None = None
    icpc_on: datetime.date | None = None
    parts: Counter[str] = field(default_factory=Counter)

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def start(self) -> datetime.date:
        """The referral date of an episode that was settled: it has one."""
        assert self.referred_on is not None
        return self.referred_on

    def __str__(self) -> str:
        """The episode value by value, so that one that is left out can be read and entered from the report."""
        values = {
            "referral date": self.referred_on and self.referred_on.isoformat(),
            "source": self.source,
            "primary need": self.primary_need,
            "closure date": self.closed_on and self.closed_on.isoformat(),
            "reason": self.closure_reason,
        }
        return ", ".join(f"{name} {value or '–'}" for name, value in values.items())


@dataclass(slots=True)
class CensusChild:
    """One child of the return. No name is ever in one; the LA child id is what the council knows the child by.

    Every code is one of our lists or empty; every date is a date. What was given instead is in the report.
    """

    la_child_id: str
    line: int = field(default=0, compare=False)
    upn: str = ""
    former_upn: str = ""
    upn_unknown: str = ""
    born_on: datetime.date | None = None
    expected_on: datetime.date | None = None
    died_on: datetime.date | None = None
    sex: str = "U"
    ethnicity: str = ""
    disabilities: list[str] = field(default_factory=list)
    episodes: list[CensusEpisode] = field(default_factory=list)
    parts: Counter[str] = field(default_factory=Counter)

    @property
    def open_episode(self) -> CensusEpisode | None:
        return next((episode for episode in self.episodes if episode.is_open), None)

    @property
    def closed_as_died_on(self) -> datetime.date | None:
        """The first day an episode was closed because the child had died, whether or not a date of death is given."""
        days = [e.closed_on for e in self.episodes if e.closed_on and e.closure_reason == ClosureReason.DIED]
        return min(days, default=None)
