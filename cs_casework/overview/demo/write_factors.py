"""Records factors outside the family with what is done about them, and answers the links that they propose."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cases.actions import extend_action, finish_action, wait_on_action
from cases.factors import record_factor, set_factor_status
from cases.models import Action, LinkProposal
from cases.proposals import accept_proposal, decline_proposal
from cs_casework.reference.models import Agency, HarmType

from .desk import Desk, moment
from .factors import FACTORS, Change, Task, Told


def plan_factors(desk: Desk) -> None:
    for told in FACTORS:
        desk.plan(_at(desk, told.ago, 11, 30), write_factor, told)
        for change in told.changes:
            desk.plan(_at(desk, change.ago, 16), change_status, told, change)
        for task in told.tasks:
            _plan_task(desk, told, task)
        for child, ago, role in told.linked:
            desk.plan(_at(desk, ago, 12), link_proposed, told, child, role)
        for child, ago, why in told.not_linked:
            desk.plan(_at(desk, ago, 15), decline_proposed, told, child, why)


def _plan_task(desk: Desk, told: Told, task: Task) -> None:
    if task.longer:
        desk.plan(_at(desk, task.longer[0], 14), give_longer, told, task)
    if task.waits is not None:
        desk.plan(_at(desk, task.waits, 14, 30), wait, told, task)
    for status, ended in ((Action.Status.DONE, task.done), (Action.Status.NOT_DONE, task.not_done)):
        if ended:
            desk.plan(_at(desk, ended[0], 15), finish, told, task, status, ended[1])


def _at(desk: Desk, ago: int, hour: int, minute: int = 0) -> Any:
    return moment(desk.borough.today - timedelta(days=ago), hour, minute)


def write_factor(desk: Desk, told: Told) -> None:
    desk.factors[told.key] = record_factor(
        desk.cases[f"f:{told.family}"],
        by=desk.users[told.by],
        children=[desk.people[child] for child in told.children],
        context=desk.contexts[told.context] if told.context else None,
        harm_types=HarmType.objects.filter(name__in=told.harms),
        seen_from=desk.borough.today - timedelta(days=told.since),
        seen=told.seen,
        seen_by=told.seen_by,
        effect_on_child=told.effect,
        effect_on_family=told.family_effect,
        strengths=told.strengths,
        child_view=told.child_view,
        parent_view=told.parent_view,
        no_action_why=told.no_action_why,
        actions=[_action(desk, task) for task in told.tasks],
    )


def _action(desk: Desk, task: Task) -> dict[str, Any]:
    return {
        "what": task.what,
        "aimed_at": task.aimed_at,
        "due_on": desk.borough.today + timedelta(days=task.due),
        "owner": desk.users[task.owner] if task.owner else None,
        "agency": Agency.objects.get(name=task.agency) if task.agency else None,
        "owner_name": task.name,
    }


def change_status(desk: Desk, told: Told, change: Change) -> None:
    desk.factors[told.key] = set_factor_status(
        desk.factors[told.key],
        by=desk.users[told.by],
        status=change.status,
        status_on=desk.today(),
        ended_why=change.why,
    )


# --- What is done about it -------------------------------------------------------------------------------------------
def _found(desk: Desk, told: Told, task: Task) -> Action:
    return Action.objects.get(factor=desk.factors[told.key], what=task.what)


def give_longer(desk: Desk, told: Told, task: Task) -> None:
    assert task.longer
    _ago, due, why = task.longer
    day = desk.borough.today + timedelta(days=due)
    extend_action(_found(desk, told, task), by=desk.users[told.by], due_on=day, why=why)


def wait(desk: Desk, told: Told, task: Task) -> None:
    wait_on_action(_found(desk, told, task), by=desk.users[told.by], waits=True)


def finish(desk: Desk, told: Told, task: Task, status: str, outcome: str) -> None:
    finish_action(_found(desk, told, task), by=desk.users[told.by], status=status, outcome=outcome)


# --- Proposed links --------------------------------------------------------------------------------------------------
def _proposal(desk: Desk, told: Told, child: str) -> LinkProposal:
    return LinkProposal.objects.get(factor=desk.factors[told.key], child=desk.people[child])


def link_proposed(desk: Desk, told: Told, child: str, role: str) -> None:
    accept_proposal(
        _proposal(desk, told, child),
        by=desk.users[told.by],
        roles=[role],
        basis="child_said",
        reliability="confirmed",
        source=told.seen_by,
        source_on=desk.today(),
        from_on=desk.borough.today - timedelta(days=told.since),
    )


def decline_proposed(desk: Desk, told: Told, child: str, why: str) -> None:
    decline_proposal(_proposal(desk, told, child), by=desk.users[told.by], why=why)
