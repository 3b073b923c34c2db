"""How plans of the borough are written down here; `plans_told.py` holds them.

`write_plans.py` writes them as staff would. Days are counted back from today; `due` is counted forward.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GoalTold:
    """What will be different. `baseline` is how it was, so many days ago; `measures` what was found since, and whether that
    is better. `added` says how many days ago and why, where it was not in the plan from the start."""

    key: str
    statement: str
    measure: str = ""
    baseline: tuple[int, str] | None = None
    how: str = ""
    measures: tuple[tuple[int, str, str], ...] = ()
    result: tuple[int, str] | None = None
    added: tuple[int, str] | None = None


@dataclass(frozen=True)
class StepTold:
    """Something to be done for a plan, and for which goal. Whose it is: a colleague, an agency of the list, or a name."""

    what: str
    aimed_at: str
    ago: int
    due: int
    goal: str = ""
    owner: str = ""
    agency: str = ""
    name: str = ""
    done: tuple[int, str] | None = None


@dataclass(frozen=True)
class ReviewTold:
    """A review, so many days ago: what has changed, what was decided, and why."""

    ago: int
    changed: str
    decision: str
    why: str
    views: str = ""


@dataclass(frozen=True)
class ReachTold:
    """From when a context's plan reaches a child, why it matters to them, and how much of it they are shown."""

    ago: int
    child: str
    why: str
    share: str = "summary"


@dataclass(frozen=True)
class PlanTold:
    """One plan. `agreed` is by whom, how many days ago and in which words; without it, it is being written, or waits for a
    manager where it was `asked`. `takes` names actions of other plans that serve this one too."""

    key: str
    case: str
    kind: str
    by: str
    started: int
    aim: str
    goals: tuple[GoalTold, ...]
    child: str = ""
    lead: str = ""
    views: str = ""
    contingency: str = ""
    from_assessment: bool = False
    asked: int | None = None
    agreed: tuple[str, int, str] | None = None
    steps: tuple[StepTold, ...] = ()
    takes: tuple[tuple[int, str], ...] = ()
    reviews: tuple[ReviewTold, ...] = ()
    reach: tuple[ReachTold, ...] = ()
    ended: tuple[int, str, str, str] | None = None  # days ago, by, outcome, words
