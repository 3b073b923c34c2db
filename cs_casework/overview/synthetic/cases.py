"""Cases on families and contexts, the periods in which children are open, their statuses, and who works with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cases.models import Allocation, Case, CaseChild, CaseChildStatus

from . import words
from .rows import Table

if TYPE_CHECKING:
    from .service import ChildMade, FamilyMade, Making

SOURCES = (["6", "2A", "1A", "3E", "5D", "4", "9"], [30, 28, 14, 8, 10, 5, 5])
NEEDS = (["N1", "N2", "N4", "N5", "N6", "N0"], [55, 8, 10, 15, 7, 5])
CLOSED = (["RC7", "RC8", "RC9", "RC5"], [50, 25, 20, 5])
STATUSES = (["cin", "cp", "assessment", "roth", "early_help", "lac", ""], [38, 16, 16, 8, 10, 7, 5])
CATEGORIES = (["NEG", "EMO", "PHY", "SAB", "MUL"], [45, 35, 8, 5, 7])
CONTEXT_CASES = 0.05


class Cases:
    """The tables that cases stand in."""

    def __init__(self, making: Making) -> None:
        self.making = making
        owner = making.owner
        own = ("id", "created_at", "created_by")
        shut = ("restricted_on", "restricted_by", "restricted_why", "restriction_review_due")
        self.cases = Table(
            owner, Case, *own, "family", "context", "status", "referred_on", "opened_on", "team", "closed_on",
            "closure_reason", "outcome", "summary", *shut,
        )  # fmt: skip
        self.periods = Table(
            owner, CaseChild, *own, "case", "child", "from_on", "to_on", "referred_on", "source", "primary_need",
            "closure_reason",
        )  # fmt: skip
        self.statuses = Table(
            owner, CaseChildStatus, *own, "period", "status", "category", "from_on", "to_on", "ended_why"
        )
        self.held = Table(
            owner, Allocation, *own, "case", "child", "worker", "team", "role", "from_on", "to_on", "reason"
        )

    def tables(self) -> list[Table]:
        return [self.cases, self.periods, self.statuses, self.held]

    def on_family(self, family: FamilyMade, *, of_practitioner: bool = False) -> None:
        """The family's case: open while a child in it is, else one that was closed."""
        making, rng = self.making, self.making.rng
        is_open = any(child.is_open for child in family.children)
        since = min(family.recorded, rng.randint(5, 500)) if is_open else family.recorded
        until = None if is_open else rng.randint(2, max(2, since - 20))
        team = making.casework_teams()[0] if of_practitioner else rng.choice(making.casework_teams())
        worker = making.practitioner if of_practitioner else rng.choice(team.workers)
        family.case, family.case_since, family.case_until = making.keys.new(), since, until
        family.worker, family.manager = worker, team.manager
        own = making.days.at(since, 720), team.manager
        reason = "" if is_open else rng.choices(*CLOSED)[0]
        self.cases.add(
            family.case, *own, family.key, None, "open" if is_open else "closed", making.days.ago(since + 1),
            making.days.ago(since), team.key, None if until is None else making.days.ago(until), reason,
            *(("", "") if is_open else ("The family has what it needs", "What was worrying is better.")),
            *self.shut(family.case, since, team.manager, worker),
        )  # fmt: skip
        self.allocate(family.case, own, worker, team.key, since, until)
        for child in family.children:
            child.since, child.until = min(since, max(1, child.born)), until
            if is_open and not child.is_open:
                child.until = rng.randint(1, child.since) if child.since > 1 else 1
            self.period(child, own, family)

    def period(self, child: ChildMade, own: tuple[str, str], family: FamilyMade) -> None:
        making, rng = self.making, self.making.rng
        key, days = making.keys.new(), making.days
        until = None if child.until is None else min(child.until, child.since)
        child.until = until
        self.periods.add(
            key, *own, family.case, child.key, days.ago(child.since), None if until is None else days.ago(until),
            days.ago(child.since + 1), rng.choices(*SOURCES)[0], rng.choices(*NEEDS)[0],
            "" if until is None else rng.choices(*CLOSED)[0],
        )  # fmt: skip
        if child.age >= 18 and child.is_open:
            # Some have grown up and are still open, and no care leaver.
            status = "care_leaver" if making.chance(0.6) else ""
        else:
            status = child.status or rng.choices(*STATUSES)[0]
        child.status = status
        if status and not (status == "care_leaver" and child.age < 18):
            began = min(child.since, rng.randint(1, 300)) if until is None else child.since
            category = rng.choices(*CATEGORIES)[0] if status == "cp" else ""
            self.statuses.add(
                making.keys.new(), *own, key, status, category, days.ago(began),
                None if until is None else days.ago(until), "" if until is None else rng.choice(words.STATUS_ENDED),
            )  # fmt: skip
            if status != "assessment" and began < child.since:
                self.statuses.add(
                    making.keys.new(), *own, key, "assessment", "", days.ago(child.since), days.ago(began),
                    "The assessment was finished",
                )  # fmt: skip
            if status in ("cin", "lac") and until is None and child.age >= 12 and making.chance(0.1):
                self.statuses.add(making.keys.new(), *own, key, "roth", "", days.ago(began), None, "")

    def allocate(self, case: str, own: tuple[str, str], worker: str, team: str, since: int, until: int | None) -> None:
        """Lead and sometimes a co-worker; one open case in thirty waits for a manager to allocate it."""
        making, rng = self.making, self.making.rng
        if until is None and worker != making.practitioner and making.chance(0.03):
            return
        taken, days = rng.randint(until or 0, since), making.days
        ended = None if until is None else days.ago(until)
        if making.chance(0.2) and taken < since:
            before = rng.choice(making.workers)
            self.held.add(
                making.keys.new(), *own, case, None, before, team, "lead", days.ago(since), days.ago(taken),
                "Worker left the role",
            )  # fmt: skip
        else:
            taken = since
        self.held.add(making.keys.new(), *own, case, None, worker, team, "lead", days.ago(taken), ended, "")
        if making.chance(0.15):
            other = rng.choice(making.workers)
            if other != worker:
                self.held.add(making.keys.new(), *own, case, None, other, team, "co_worker", days.ago(taken), ended, "")

    def on_contexts(self) -> None:
        """Open cases on some contexts, more on those that many children are linked to; and some that were closed."""
        making, rng = self.making, self.making.rng
        teams = [team for team in making.teams if team.kind == "contexts"]
        for made in making.contexts:
            if not making.chance(CONTEXT_CASES * (3 if made.weight > 40 else 0.6)):
                continue
            is_open, team, since = making.chance(0.65), rng.choice(teams), rng.randint(25, made.recorded)
            until, key = None if is_open else rng.randint(1, since), making.keys.new()
            own = making.days.at(since, 720), team.manager
            worker = rng.choice(team.workers)
            if is_open:
                made.case, made.case_since, made.worker = key, since, worker
            self.cases.add(
                key, *own, None, made.key, "open" if is_open else "closed", making.days.ago(since),
                making.days.ago(since), team.key, None if until is None else making.days.ago(until),
                "" if is_open else "RC7",
                *(("", "") if is_open else ("Lit, used and looked after again", "Adults are there in the evening.")),
                *self.shut(key, since, team.manager, worker),
            )  # fmt: skip
            self.allocate(key, own, worker, team.key, since, until)

    def shut(self, key: str, since: int, manager: str, worker: str) -> tuple[str | None, str | None, str, str | None]:
        making = self.making
        if not making.chance(0.01):
            return None, None, "", None
        began = making.rng.randint(1, min(85, since))
        making.restrict("case", key, by=manager, since=began, also=worker)
        return making.days.ago(began), manager, making.rng.choice(words.RESTRICTED), making.days.ago(began - 90)


def make_cases(making: Making) -> None:
    cases = Cases(making)
    of_practitioner = 0
    for number, family in enumerate(making.families, start=1):
        making.tell("Cases", number, len(making.families))
        # The demo's practitioner has a caseload like everybody's.
        hers = of_practitioner < 14 and any(child.is_open for child in family.children)
        of_practitioner += sum(child.is_open for child in family.children) if hers else 0
        cases.on_family(family, of_practitioner=hers)
    cases.on_contexts()
    for table in cases.tables():
        table.write()
