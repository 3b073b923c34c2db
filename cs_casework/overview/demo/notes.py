"""The case notes of the year: the stories as written, and the ordinary notes dealt out between them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from . import stories_home, stories_more, stories_outside, stories_places
from .casework import FAMILY_CASES, FamilyCase
from .latest import latest_notes
from .links import ATTENDS
from .routine import ROUTINES, Routine
from .script import Draft, Voice, read_stories, speak
from .shapes import Borough, CasePlan, NotePlan, PersonPlan, SubjectPlan
from .staff import MANAGER_OF

SEED = 20318
HOW_MANY = 400  # beside the latest visits and looks, of which there are as many as open cases want
LONDON = ZoneInfo("Europe/London")
OUT_OF_HOURS = ("stefan", "yvonne")
APART = 6  # days kept clear of another note on the same family
# No ordinary notes: restricted, not long known, or no adult at home to ring.
STORY_ONLY = {"mcallister", "pascoe", "sowerby", "tolland", "harkess", "whyteosei", "abdi", "keane", "olawale"}
SCHOOLS = {
    "fennel": "Fennel Hill Academy",
    "netherwick": "Netherwick School",
    "brannocks": "St Brannoc's",
    "lantern": "the Lantern Centre",
}
SCHOOL_OF = {child: SCHOOLS[school] for school, children in ATTENDS.items() for child in children}


class Deck[T]:
    """Cards dealt in a shuffled order, and shuffled again when they have run out."""

    def __init__(self, cards: tuple[T, ...], rng: random.Random) -> None:
        self.cards, self.rng = cards, rng
        self.left: list[T] = []

    def deal(self) -> T:
        if not self.left:
            self.left = list(self.cards)
            self.rng.shuffle(self.left)
        return self.left.pop()


def written_stories() -> list[Draft]:
    return [
        draft
        for source in (stories_outside, stories_home, stories_places, stories_more)
        for draft in read_stories(source.STORIES)
    ]


def _when(draft: Draft, today: date, rng: random.Random) -> datetime:
    """A working hour on the day; what the out-of-hours team does and evening sessions keep their day."""
    day = today - timedelta(days=draft.ago)
    if draft.by in OUT_OF_HOURS:
        return datetime(day.year, day.month, day.day, 21, rng.randrange(0, 60), tzinfo=LONDON).astimezone(UTC)
    if draft.kind != "observation":
        day -= timedelta(days=max(0, day.weekday() - 4))
    hour = {
        "observation": rng.randrange(16, 20),
        "management_oversight": rng.randrange(9, 17),
        "supervision": rng.randrange(10, 16),
        "meeting": rng.randrange(10, 16),
    }.get(draft.kind, rng.randrange(9, 18))
    return datetime(day.year, day.month, day.day, hour, rng.choice((0, 10, 15, 30, 40, 45)), tzinfo=LONDON).astimezone(
        UTC
    )


def _case_of(draft: Draft, borough: Borough) -> CasePlan | None:
    """The case whose worker would have written the note: the context's, else the first family's."""
    for kind in ("context", "family"):
        for subject in draft.subjects:
            if subject.kind == kind and (case := borough.case_of(kind, subject.key)):
                return case
    for subject in draft.subjects:
        if subject.kind == "child":
            for family in sorted(borough.families_of(subject.key)):
                if case := borough.case_of("family", family):
                    return case
    return None


def _lead_on(case: CasePlan, day: date, borough: Borough) -> str:
    for allocation in borough.allocations:
        if allocation.case != case.key or allocation.role != "lead":
            continue
        if allocation.from_on <= day and (allocation.to_on is None or day < allocation.to_on):
            return allocation.worker
    return ""


def _author(draft: Draft, day: date, borough: Borough) -> str:
    if draft.by:
        return draft.by
    case = _case_of(draft, borough)
    if draft.kind in ("management_oversight", "supervision"):
        return MANAGER_OF[case.team] if case else "manager"
    return (case and _lead_on(case, day, borough)) or "callum"


def _plan(draft: Draft, number: int, borough: Borough, rng: random.Random) -> NotePlan:
    when = _when(draft, borough.today, rng)
    day = when.date()
    voices: dict[str, object] = {
        person.key: Voice(person, day)
        for person in borough.people
        if any(subject.key == person.key for subject in draft.subjects)
    }
    return NotePlan(
        key=f"note-{number:03d}",
        kind=draft.kind,
        occurred_at=when,
        author=_author(draft, day, borough),
        title=speak(draft.title, voices),
        happened=speak(draft.happened, voices),
        said=speak(draft.said, voices),
        analysis=speak(draft.analysis, voices),
        subjects=tuple(replace(subject, own=speak(subject.own, voices)) for subject in draft.subjects),
        significant=draft.significant,
        story=draft.story,
    )


def _capital(text: str) -> str:
    """A sentence begins with a capital letter, also where it begins with a name of a place in lower case."""
    return text[:1].upper() + text[1:]


class Ordinary:
    """Deals the ordinary notes, a few to each family that is or was worked with by somebody."""

    def __init__(self, borough: Borough, rng: random.Random, taken: dict[str, list[int]]) -> None:
        self.borough, self.rng, self.taken = borough, rng, taken
        self.openings = {routine.code: Deck(routine.openings, rng) for routine in ROUTINES}
        self.closings = {routine.code: Deck(routine.closings, rng) for routine in ROUTINES}
        self.whole = {routine.code: Deck(routine.whole, rng) for routine in ROUTINES}

    def families(self) -> Iterator[FamilyCase]:
        """Families with a worker, those with a line of work first, round and round."""
        themes = {family.key: family.theme for family in self.borough.families}
        rows = [row for row in FAMILY_CASES if row.lead and row.family not in STORY_ONLY]
        rows.sort(key=lambda row: not themes[row.family])
        while True:
            yield from rows

    def _day(self, row: FamilyCase) -> int | None:
        """A day on which the family was open and nothing else was written."""
        first = min(row.ago - 40, 340)
        last = row.closed[0] + 3 if row.closed else 4
        for _ in range(60):
            ago = self.rng.randint(last, first) if last < first else last
            if all(abs(ago - other) >= APART for other in self.taken.setdefault(row.family, [])):
                return ago
        return None

    def _child(self, row: FamilyCase) -> PersonPlan | None:
        case = self.borough.case_of("family", row.family)
        people = [self.borough.person(child.child) for child in case.children] if case else []
        people = [person for person in people if person.likes and not person.disabilities]
        return self.rng.choice(people) if people else None

    def _parent(self, row: FamilyCase, child: PersonPlan) -> PersonPlan | None:
        """Who cares for the child day by day: the carers where the child is placed, else a parent at home."""
        placed = next(
            (m.family for m in self.borough.memberships if m.person == child.key and m.basis == "placement"), ""
        )
        roles = ("carer",) if placed else ("mother", "father", "grandparent", "other_kin")
        family = placed or row.family
        for role in roles:
            for membership in self.borough.memberships:
                if membership.family == family and membership.role == role:
                    return self.borough.person(membership.person)
        return None

    def _fits(self, routine: Routine, child: PersonPlan, parent: PersonPlan | None, day: date) -> bool:
        if parent is None or (routine.school_age and child.key not in SCHOOL_OF):
            return False
        return child.age_on(day) >= 6 and not (routine.by_phone and parent.interpreter)

    def _draft(self, row: FamilyCase, routine: Routine, child: PersonPlan, parent: PersonPlan, ago: int) -> Draft:
        day = self.borough.today - timedelta(days=ago)
        school = SCHOOL_OF.get(child.key, "school")
        voices: dict[str, object] = {
            "c": Voice(child, day),
            "p": Voice(parent, day),
            "likes": child.likes,
            "school": school,
            "School": _capital(school),
        }
        card = (
            self.whole[routine.code].deal()
            if routine.whole
            else self.openings[routine.code].deal() + self.closings[routine.code].deal()
        )
        title, happened, said, analysis = (_capital(speak(part, voices)) for part in card)
        seen = True if routine.kind == "visit" else None
        child_subject = SubjectPlan("child", child.key, seen=seen, seen_alone=False if seen else None)
        self.taken[row.family].append(ago)
        return Draft(
            ago, routine.kind, "", title, happened, said, analysis,
            (child_subject, SubjectPlan("family", row.family)), False, f"ordinary:{routine.code}",
        )  # fmt: skip

    def deal(self, how_many: int) -> list[Draft]:
        drafts: list[Draft] = []
        kinds = Deck(ROUTINES, self.rng)
        for row in self.families():
            if len(drafts) == how_many:
                break
            child, ago, routine = self._child(row), self._day(row), kinds.deal()
            if child is None or ago is None:
                continue
            parent = self._parent(row, child)
            if parent and self._fits(routine, child, parent, self.borough.today - timedelta(days=ago)):
                drafts.append(self._draft(row, routine, child, parent, ago))
        return drafts


def plan_notes(borough: Borough) -> list[NotePlan]:
    """All notes, oldest first. The same every time for the same day."""
    rng = random.Random(SEED)
    drafts = written_stories()
    taken: dict[str, list[int]] = {}
    family_of = {m.person: m.family for m in borough.memberships if m.basis == "kin"}
    for draft in drafts:
        for subject in draft.subjects:
            family = subject.key if subject.kind == "family" else family_of.get(subject.key, "")
            taken.setdefault(family, []).append(draft.ago)
    drafts += Ordinary(borough, rng, taken).deal(HOW_MANY - len(drafts))
    drafts += latest_notes(borough)
    drafts.sort(key=lambda draft: -draft.ago)
    notes = [_plan(draft, number, borough, rng) for number, draft in enumerate(drafts, start=1)]
    return sorted(notes, key=lambda note: (note.occurred_at, note.key))
