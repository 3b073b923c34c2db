"""Writes the invented borough through the workflow functions, each by the fitting member of staff on the fitting day.

Past the workflows go only the accounts, whose known password no workflow would take, and their teams.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from cases.links.jobs import find_patterns
from cs_casework.accounts.models import Role, Team, TeamMembership, User
from cs_casework.dates import today
from families.models import Person

from .borough import plan_borough
from .clock import Clock, running
from .confidential_told import plan_confidential
from .desk import Desk, moment
from .documents import plan_documents
from .incidents import plan_incidents
from .interventions import plan_interventions
from .keeping_told import plan_keeping
from .missing_told import plan_missing
from .safety_told import plan_safety_maps
from .wards import write_wards
from .write_assessments import plan_assessments
from .write_cases import plan_cases, plan_notes
from .write_contexts import plan_contexts
from .write_factors import plan_factors
from .write_life import plan_life
from .write_looking import plan_looking
from .write_meetings import plan_meetings
from .write_people import plan_people
from .write_plans import plan_plans
from .write_referrals import plan_referrals
from .write_restrictions import plan_restrictions

PASSWORD = "demo-password"  # noqa: S105  meant to be known; the demo is served on its own machine only
STAFFED_FOR = timedelta(days=1600)
TEAM_KINDS = {
    "front_door": Team.Kind.FRONT_DOOR,
    "out_of_hours": Team.Kind.OUT_OF_HOURS,
    "adolescent": Team.Kind.CONTEXTS,
}


class NotEmpty(Exception):
    """The database holds people already; the invented borough is never mixed with anybody's records."""


@transaction.atomic
def fill(progress: Callable[[str], None]) -> None:
    """Write the whole borough, or nothing. `progress` is told in a few words how far it is."""
    if Person.objects.exists():
        raise NotEmpty("There are people in this database already; the invented borough needs an empty one.")
    desk = Desk(plan_borough(today()))
    progress("Staff and teams")
    started = timezone.now()
    with without_savepoints(), running(Clock(moment(desk.borough.today - STAFFED_FOR, 9))) as clock:
        write_staff(desk)
        write_wards(desk)
        plan_contexts(desk)
        plan_people(desk)
        plan_cases(desk)
        plan_notes(desk)
        plan_life(desk)
        plan_referrals(desk)
        plan_incidents(desk)
        plan_factors(desk)
        plan_missing(desk)
        plan_safety_maps(desk)
        plan_assessments(desk)
        plan_interventions(desk)
        plan_meetings(desk)
        plan_plans(desk)
        plan_documents(desk)
        plan_confidential(desk)
        plan_restrictions(desk)
        plan_looking(desk)
        plan_keeping(desk)
        events = desk.in_order()
        for number, event in enumerate(events):
            if number % (len(events) // 4 + 1) == 0:
                progress(f"A year of people, places and casework, part {number * 4 // len(events) + 1} of 4")
            # What falls on this morning is written now where the morning has not come yet: nothing is of the future.
            clock.moment = min(event.at, started)
            event.act()
    progress("Patterns: who shares contexts with whom")
    find_patterns()


@contextmanager
def without_savepoints() -> Iterator[None]:
    """Every workflow function is atomic, which inside a transaction costs two statements more. Where one failure
    undoes everything, as here, they say nothing: half of all statements are saved."""
    before = connection.features.uses_savepoints
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        connection.features.uses_savepoints = before


def write_staff(desk: Desk) -> None:
    """Accounts and teams: reference data, for which there is no workflow. Only the five can sign in."""
    known, closed = make_password(PASSWORD), make_password(None)
    # Numbers that are given to nobody.
    for number, team in enumerate(desk.borough.teams, start=100):
        kind = TEAM_KINDS.get(team.key, Team.Kind.CASEWORK)
        desk.teams[team.key] = Team.objects.create(name=team.name, kind=kind, phone=f"01632 960{number}")
    for number, plan in enumerate(desk.borough.users, start=200):
        user = User.objects.create(
            username=plan.username,
            name=plan.full_name,
            job_title=plan.job,
            phone=f"01632 960{number}",
            role=Role.objects.get(code=plan.role),
            password=known if plan.signs_in else closed,
        )
        desk.users[plan.username] = user
        if plan.team:
            TeamMembership.objects.create(
                user=user, team=desk.teams[plan.team], is_manager=plan.role == "manager", from_on=desk.today()
            )
