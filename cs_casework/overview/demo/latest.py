"""The latest visit to each open child and a manager's latest look at each open case.

Without them a service that keeps its visits would look as if it kept none: the stories tell turning points, not every
visit. Some are left out on purpose, so that a home page shows what is overdue. Each card is a few short sentences that
fit any family; dealt from decks whose sizes share no factor, no two notes come out alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle

from .script import Draft
from .shapes import Borough, CasePlan, SubjectPlan

# How long the borough leaves between visits, by status; "" for a child with none. As its intervals say.
BETWEEN_VISITS = {
    "": 28, "early_help": 42, "assessment": 14, "cin": 28, "cp": 14, "roth": 14, "lac": 42, "care_leaver": 56,
}  # fmt: skip
BETWEEN_LOOKS = 28
# Every so many cases one visit, and one look, is behind.
BEHIND_ON_VISITS, BEHIND_ON_OVERSIGHT = 8, 6

VISITS = (
    ("Visit as planned", "Came at the time agreed. The kettle was on."),
    ("After school", "Called in after school. The bags were still in the hall."),
    ("At home, early evening", "Sat in the kitchen while tea was made."),
    ("A short visit", "Half an hour, as agreed. Shoes off at the door."),
    ("In the front room", "The television was turned off without being asked."),
    ("A walk round the block", "Talked walking. It is easier than sitting across a table."),
    ("With the dog", "Took the dog out together. It rained and nobody minded."),
    ("Saturday's plans", "Looked at the calendar on the wall, and at what is on it."),
    ("A game on the floor", "Played the card game again. I lost again."),
    ("Before the school run", "Came early. Breakfast was on the table."),
    ("Bedrooms seen", "Was shown the bedrooms. New curtains, put up crooked."),
)
SAID = (
    "“It's been all right. Boring, but all right.”",
    "“I'd tell you if it wasn't.”",
    "“Can you come when there's no football?”",
    "“We did the thing you said. It worked a bit.”",
    "“Ask me again when the exams are done.”",
    "“Nobody shouted this week.”",
    "“I like it when you write it down and show me.”",
    "“Next time bring the other game.”",
    "“I'm sleeping better. Don't know why.”",
    "“You can put that I'm fine.”",
)
MEANS = (
    "Steady. Next visit as the plan has it.",
    "Nothing new to worry about; two things to build on.",
    "Warm between them. The plan holds.",
    "What was agreed last time was done.",
    "Tired, not unhappy. I will ask school as well.",
    "Safer than in the spring, by their own account.",
    "The routine helps and somebody keeps it going.",
    "To raise at the next meeting: the journey home.",
    "I will come a little later next time.",
)
LOOKS = (
    ("Management oversight", "Read the notes since last time, and the plan."),
    ("Looked at with the worker", "Went through the case together for twenty minutes."),
    ("Oversight: notes and plan", "Read the record from the last review on."),
    ("Oversight before leave", "Read the case before the worker's leave."),
    ("A manager's reading", "Read the chronology against the plan."),
    ("Oversight of visits", "Checked visits, and who was seen alone."),
    ("Oversight: what has changed", "Asked what is different from four weeks ago."),
)
DECIDED = (
    "The plan is right for now. Go on.",
    "Visits are kept. Seen alone is written down.",
    "One action is slow; asked the agency in writing.",
    "The family's own view is on the record. Good.",
    "Next: what would let us step back?",
    "The context matters more than the home here.",
    "Agreed to wait for the school's answer.",
    "No drift. Look again in four weeks.",
)


def latest_notes(borough: Borough) -> Iterator[Draft]:
    """A visit to the children of each open family case that somebody leads, and a look at each open case."""
    visits = zip(cycle(VISITS), cycle(SAID), cycle(MEANS), strict=False)
    looks = zip(cycle(LOOKS), cycle(DECIDED), strict=False)
    led = {row.case for row in borough.allocations if row.role == "lead" and row.to_on is None}
    restricted = {family.key for family in borough.families if family.restricted}
    restricted |= {context.key for context in borough.contexts if context.restricted}
    cases = [case for case in borough.cases if case.status == "open" and case.key in led]
    cases = [case for case in cases if (case.family or case.context) not in restricted]
    for number, case in enumerate(cases, start=1):
        opened = (borough.today - case.opened_on).days if case.opened_on else 0
        if case.family and number % BEHIND_ON_VISITS and (seen := _seen(case, borough)):
            ago = min(3 + number * 5 % max(1, _shortest(case) - 6), opened - 1)
            (title, happened), said, means = next(visits)
            subjects = (*seen, SubjectPlan("family", case.family))
            if ago > 0:
                yield Draft(ago, "visit", "", title, happened, said, means, subjects, False, "latest")
        if number % BEHIND_ON_OVERSIGHT and opened > BETWEEN_LOOKS:
            (title, happened), decided = next(looks)
            subject = SubjectPlan("family", case.family) if case.family else SubjectPlan("context", case.context)
            ago = 2 + number * 3 % (BETWEEN_LOOKS - 6)
            yield Draft(ago, "management_oversight", "", title, happened, "", decided, (subject,), False, "latest")


def _seen(case: CasePlan, borough: Borough) -> tuple[SubjectPlan, ...]:
    """The open children of the case who are born, those of eight and more seen alone."""
    born = [borough.person(row.child) for row in case.children if row.to_on is None]
    return tuple(
        SubjectPlan("child", person.key, seen=True, seen_alone=person.age_on(borough.today) >= 8)
        for person in born
        if _born_long_enough(person.born_on, borough.today)
    )


def _born_long_enough(born: date | None, today: date) -> bool:
    return born is not None and born < today - timedelta(days=60)


def _shortest(case: CasePlan) -> int:
    """The shortest interval between visits that any child of the case has now."""
    now = [status.status for row in case.children if not row.to_on for status in row.statuses if not status.to_on]
    return min(BETWEEN_VISITS[status] for status in now or [""])
