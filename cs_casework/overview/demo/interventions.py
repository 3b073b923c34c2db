"""What is done at a place over a time, what came of it, and what is still to be done there, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cases.actions import extend_action, record_action, wait_on_action
from cases.interventions import end_intervention, record_intervention
from cases.models import Case
from cs_casework.reference.models import Agency

from .desk import Desk, moment


@dataclass(frozen=True)
class Response:
    """An intervention as it is told. `ended` says how many days ago, what changed, and how that is known."""

    context: str
    ago: int
    by: str
    what: str
    aimed_at: str
    condition: str
    provider: str = ""
    agency: str = ""
    take_up: str = ""
    ended: tuple[int, str, str] | None = None


@dataclass(frozen=True)
class Task:
    """Something to be done. `due` and `more` count days from today, `more` with a reason."""

    context: str
    ago: int
    by: str
    what: str
    aimed_at: str
    due: int
    owner: str = ""
    agency: str = ""
    name: str = ""
    waits: bool = False
    more: tuple[int, str] | None = None


RESPONSES = [
    Response(
        "dunnock", 150, "practitioner", "Youth workers at the courts, three evenings a week", "peers",
        "No adult whom young people trust is in the park after six.", provider="Idris and the detached youth team",
        take_up="Between twelve and twenty young people each evening; few girls yet.",
    ),
    Response(
        "dunnock", 96, "beth", "Lamps along the path from the south gate", "neighbourhood",
        "The way home is dark, and nobody sees who waits at the gate.", provider="The parks department",
        take_up="The whole path is lit.",
        ended=(
            60, "Young people use the path again. The gate itself is as it was.",
            "Walk with six young people, and what the park keeper sees",
        ),
    ),
    Response(
        "bus318", 120, "beth", "School staff at the stop after lessons", "school",
        "Pupils are alone with what happens at the stop and upstairs.", agency="School, college or nursery",
        take_up="Both schools, on four days of five.",
    ),
]  # fmt: skip
TASKS = [
    Task(
        "dunnock", 40, "practitioner", "Say who answers calls about the grey car, and how soon", "neighbourhood", -6,
        agency="Police", name="Neighbourhood sergeant", waits=True,
    ),
    Task(
        "dunnock", 25, "practitioner", "Move the bins away from the south gate", "neighbourhood", 9,
        name="The parks department", more=(16, "The contractor comes once a month"),
    ),
    Task(
        "dunnock", 20, "practitioner", "Ask the girls who stay away what would bring them back", "peers", 4,
        owner="practitioner",
    ),
    Task(
        "dunnock", 9, "practitioner", "Send the minutes of the walk to everybody who was there", "policy", 1,
        owner="support",
    ),
    Task("bus318", 60, "beth", "Keep the same drivers on the afternoon route", "policy", -20, name="The bus company"),
]  # fmt: skip


def plan_interventions(desk: Desk) -> None:
    today = desk.borough.today
    for told in RESPONSES:
        desk.plan(moment(today - timedelta(days=told.ago), 11, 20), write_intervention, told)
        if told.ended:
            desk.plan(moment(today - timedelta(days=told.ended[0]), 16, 30), end_it, told)
    for task in TASKS:
        desk.plan(moment(today - timedelta(days=task.ago), 14, 5), write_task, task)


def case_of(desk: Desk, context: str) -> Case:
    return Case.objects.get(context=desk.contexts[context], status=Case.Status.OPEN)


def agency_of(name: str) -> Agency | None:
    return Agency.objects.get(name=name) if name else None


def write_intervention(desk: Desk, told: Response) -> None:
    record_intervention(
        case_of(desk, told.context),
        by=desk.users[told.by],
        what=told.what,
        aimed_at=told.aimed_at,
        condition=told.condition,
        provider=told.provider,
        agency=agency_of(told.agency),
        from_on=desk.today(),
        take_up=told.take_up,
    )


def end_it(desk: Desk, told: Response) -> None:
    assert told.ended
    _ago, effect, known = told.ended
    end_intervention(
        case_of(desk, told.context).interventions.get(what=told.what),
        by=desk.users[told.by],
        to_on=desk.today(),
        effect=effect,
        effect_known=known,
        take_up=told.take_up,
    )


def write_task(desk: Desk, task: Task) -> None:
    by, due = desk.users[task.by], desk.borough.today + timedelta(days=task.due)
    made = record_action(
        case_of(desk, task.context),
        by=by,
        what=task.what,
        aimed_at=task.aimed_at,
        due_on=due,
        owner=desk.users[task.owner] if task.owner else None,
        agency=agency_of(task.agency),
        owner_name=task.name,
    )
    if task.waits:
        wait_on_action(made, by=by, waits=True)
    if task.more:
        days, why = task.more
        extend_action(made, by=by, due_on=desk.borough.today + timedelta(days=days), why=why)
