"""Writes cases, who is open in them, who holds them, and the notes, on their days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cases import allocating, closing, notes, statuses, transferring, workflow
from cases.codes import ClosureReason, StillTrue, WorkerChange
from cases.models import Allocation, CaseChildStatus, NoteSubject
from contexts.models import Context
from cs_casework.accounts.models import Team

from .desk import Desk, moment
from .shapes import AllocationPlan, CaseChildPlan, CasePlan, NotePlan, StatusPlan, SubjectPlan
from .staff import MANAGER_OF


def plan_cases(desk: Desk) -> None:
    for case in desk.borough.cases:
        desk.plan(moment(case.proposed_on, 9), propose, case)
        if case.opened_on is None:
            continue
        desk.plan(moment(case.opened_on, 9), open_case, case)
        for child in case.children:
            if child.from_on > case.opened_on:
                desk.plan(moment(child.from_on, 9), open_child, case, child)
            for status in child.statuses:
                # One that ends stands before the one that follows it on the same day.
                desk.plan(moment(status.from_on, 9, 20), give_status, case, child, status)
                if status.to_on and status.to_on != child.to_on:
                    desk.plan(moment(status.to_on, 9, 10), end_status, case, child, status)
        if case.closed_on:
            desk.plan(moment(case.closed_on, 17, 30), close_case, case)
    for allocation in desk.borough.allocations:
        desk.plan(moment(allocation.from_on, 9, 30), allocate, allocation)
        if allocation.to_on and not follows(desk, allocation):
            desk.plan(moment(allocation.to_on, 17, 20), end_allocation, allocation)


def plan_notes(desk: Desk) -> None:
    for number, note in enumerate(desk.borough.notes):
        # Most are written up within some hours, every fifth on the next morning.
        written = note.occurred_at + timedelta(minutes=70 + 13 * (number % 7))
        if number % 5 == 0:
            written = moment(note.occurred_at.date() + timedelta(days=1), 9, 5 + number % 50)
        desk.plan(written, write_note, note)


def follows(desk: Desk, plan: AllocationPlan) -> bool:
    """Whether a new lead takes over on the day: that ends the allocation before it."""
    return any(
        other.case == plan.case and other.role == plan.role == "lead" and other.from_on == plan.to_on
        for other in desk.borough.allocations
        if other is not plan
    )


def propose(desk: Desk, plan: CasePlan) -> None:
    restricted = plan.family in desk.restricted
    desk.cases[plan.key] = workflow.propose_case(
        desk.families[plan.family] if plan.family else desk.contexts[plan.context],
        by=desk.users["manager" if restricted else plan.proposed_by],
        why=plan.proposed_why,
        referred_on=plan.referred_on,
        team=first_team(desk, plan),
    )


def first_team(desk: Desk, plan: CasePlan) -> Team:
    """Who holds the case when it begins: the team of its first lead, from which it moves on with the next."""
    leads = [row for row in desk.borough.allocations if row.case == plan.key and row.role == "lead"]
    if not leads:
        return desk.teams[plan.team]
    return team_of(desk, min(leads, key=lambda row: row.from_on).worker)


def team_of(desk: Desk, worker: str) -> Team:
    return desk.users[worker].team_memberships.get().team


def open_case(desk: Desk, plan: CasePlan) -> None:
    first = [row for row in plan.children if row.from_on == plan.opened_on]
    case = workflow.open_case(
        desk.cases[plan.key],
        by=desk.manager_of(plan),
        team=first_team(desk, plan),
        children=[desk.people[row.child] for row in first],
        why=plan.decided_why,
        primary_need=first[0].need if first else "",
        source=first[0].source if first else "",
    )
    desk.cases[plan.key] = case
    for period in case.children.all():
        desk.periods[next(row.child for row in first if desk.people[row.child].pk == period.child_id)] = period


def open_child(desk: Desk, plan: CasePlan, row: CaseChildPlan) -> None:
    desk.periods[row.child] = workflow.open_child(
        desk.cases[plan.key],
        child=desk.people[row.child],
        by=desk.manager_of(plan),
        primary_need=row.need,
        source=row.source,
        from_on=row.from_on,
    )


def give_status(desk: Desk, plan: CasePlan, row: CaseChildPlan, status: StatusPlan) -> None:
    statuses.give_status(
        desk.periods[row.child],
        by=desk.manager_of(plan),
        status=status.status,
        from_on=status.from_on,
        category=status.category,
    )


def end_status(desk: Desk, plan: CasePlan, row: CaseChildPlan, status: StatusPlan) -> None:
    assert status.to_on is not None
    found = CaseChildStatus.objects.get(period=desk.periods[row.child], status=status.status, to_on=None)
    statuses.end_status(found, by=desk.manager_of(plan), to_on=status.to_on, why="Agreed at the review")


def allocate(desk: Desk, plan: AllocationPlan) -> None:
    case, worker, team = desk.cases[plan.case], desk.users[plan.worker], team_of(desk, plan.worker)
    case.refresh_from_db()
    if plan.role == "lead" and case.team != team:
        move(desk, plan, team)
        return
    takes_over = plan.role == "lead" and case.allocations.filter(role="lead", to_on=None).exists()
    allocating.allocate(
        case,
        by=desk.users[plan.by],
        worker=worker,
        team=team,
        role=plan.role,
        from_on=plan.from_on,
        # Said of a lead who takes over; of one who begins there is nothing to say.
        change_reason=WorkerChange.CASE_MANAGEMENT if takes_over else "",
        reason=plan.reason if plan.to_on is None else "",
    )


def move(desk: Desk, plan: AllocationPlan, team: Team) -> None:
    """The team that assessed sends the case on, and the manager of the next names who leads it there."""
    case = desk.cases[plan.case]
    holding = next(key for key, found in desk.teams.items() if found == case.team)
    sent = transferring.transfer_case(
        case, by=desk.users[MANAGER_OF[holding]], to_team=team, why=plan.reason or "The work goes on there"
    )
    transferring.accept_transfer(sent, by=desk.users[plan.by], worker=desk.users[plan.worker])


def end_allocation(desk: Desk, plan: AllocationPlan) -> None:
    found = Allocation.objects.get(
        case=desk.cases[plan.case], worker=desk.users[plan.worker], role=plan.role, to_on=None
    )
    allocating.end_allocation(
        found,
        by=desk.users[plan.by],
        to_on=desk.today(),
        change_reason=WorkerChange.CASE_MANAGEMENT,
        reason=plan.reason or "The case closed",
    )


def close_case(desk: Desk, plan: CasePlan) -> None:
    """With every child still open in it. Each link to a context is still true, and stays."""
    case, by = desk.cases[plan.key], desk.manager_of(plan)
    periods = closing.closing_periods(case, by)
    closing.close_case(
        case,
        by=by,
        reason=plan.closure_reason or ClosureReason.CEASED_OTHER,
        outcome=plan.outcome,
        summary=plan.summary,
        answers=[closing.LinkAnswer(link, StillTrue.LEAVE) for link in closing.links_to_ask_about(periods, by)],
        context_status=Context.Status.MONITORING if plan.context else "",
    )


# --- Notes ---------------------------------------------------------------------------------------------------------
def write_note(desk: Desk, plan: NotePlan) -> None:
    notes.record_note(
        by=desk.users[plan.author],
        kind=plan.kind,
        occurred_at=plan.occurred_at,
        title=plan.title,
        happened=plan.happened,
        said=plan.said,
        analysis=plan.analysis,
        is_significant=plan.significant,
        subjects=[subject(desk, row) for row in plan.subjects],
    )


def subject(desk: Desk, plan: SubjectPlan) -> notes.Subject:
    written: dict[str, dict[str, Any]] = {"child": desk.people, "family": desk.families, "context": desk.contexts}
    return notes.Subject(written[plan.kind][plan.key], own_part=plan.own, seen=seen(plan))


def seen(plan: SubjectPlan) -> str:
    if plan.seen is None:
        return ""
    if not plan.seen:
        return str(NoteSubject.Seen.NOT_SEEN)
    return str(NoteSubject.Seen.SEEN_ALONE if plan.seen_alone else NoteSubject.Seen.SEEN)
