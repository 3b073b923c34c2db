"""What is remembered of a service while it is being made, for the later tables to lean on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

import psycopg

from . import names
from .rows import Days, Keys
from .staff import TeamMade

# Told the name of a step, how much of it is done, and of how much.
Progress = Callable[[str, int, int], None]
OFTEN = 2000  # told after so many rows


@dataclass(frozen=True)
class Size:
    """How much of it there is to be."""

    children: int
    contexts: int
    links: int
    notes: int


@dataclass(slots=True, eq=False)
class ChildMade:
    """A child, and where they stand: days are counted back from the day on which the service stands."""

    key: str
    born: int
    family: FamilyMade
    is_open: bool = False
    since: int = 0  # days since the period began
    until: int | None = None  # and since it ended
    status: str = ""
    links: list[ContextMade] = field(default_factory=list)

    @property
    def age(self) -> int:
        return int(self.born / 365.25)


@dataclass(slots=True, eq=False)
class FamilyMade:
    key: str
    name: str
    area: int
    recorded: int  # days since it was
    children: list[ChildMade] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    father: str = ""
    home: tuple[str, str] = ("", "")
    is_open: bool = False
    is_protected: bool = False
    case: str = ""
    case_since: int = 0
    case_until: int | None = None
    worker: str = ""
    manager: str = ""


@dataclass(slots=True, eq=False)
class ContextMade:
    key: str
    kind: str
    name: str
    area: int
    weight: float
    recorded: int
    is_hub: bool = False
    is_known_to_town: bool = False
    case: str = ""
    case_since: int = 0
    worker: str = ""


@dataclass(slots=True, eq=False)
class Restricted:
    """A record kept from all but a few, with who may see it."""

    kind: str
    key: str
    by: str
    since: int
    also: str = ""


class Making:
    """One service being made: the same for the same size, seed and day."""

    def __init__(self, owner: psycopg.Connection, size: Size, *, seed: int, day: date, progress: Progress) -> None:
        self.owner = owner
        self.progress = progress
        self.size = size
        self.rng = Random(seed)  # noqa: S311  nothing is secret here
        self.days = Days(day)
        self.keys = Keys(self.rng, day)
        # Families live, and young people spend their time, in areas of some hundred children.
        # Some make a town of ten thousand: twice the service is twice the towns, and nobody's own surroundings are denser.
        self.areas = max(1, round(size.children / 1500))
        self.towns = max(1, round(size.children / 10_000))
        self.hired = 0
        self.practitioner = ""
        self.manager = ""
        self.teams: list[TeamMade] = []
        self.managers: list[str] = []
        self.workers: list[str] = []
        self.families: list[FamilyMade] = []
        self.children: list[ChildMade] = []
        self.contexts: list[ContextMade] = []
        self.restricted: list[Restricted] = []

    def tell(self, step: str, done: int, of: int) -> None:
        if done % OFTEN == 0 or done == of:
            self.progress(step, done, of)

    def casework_teams(self) -> list[TeamMade]:
        return [team for team in self.teams if team.kind == "casework"]

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def name_of_staff(self) -> str:
        return f"{self.rng.choice(names.GIVEN)} {self.rng.choice(names.FAMILY)}"

    def restrict(self, kind: str, key: str, *, by: str, since: int, also: str = "") -> None:
        self.restricted.append(Restricted(kind, key, by, since, also))
