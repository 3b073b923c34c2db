"""Teams and the people who work in them, and the demo's five accounts where there are none yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from cs_casework.accounts.models import Team, TeamMembership, User
from cs_casework.overview.demo.staff import USERS as DEMO_STAFF

from . import names
from .rows import Table

if TYPE_CHECKING:
    from .service import Making

OPEN_CHILDREN_A_WORKER = 16
WORKERS_A_TEAM = 8
STAFFED_FOR = 2000
WRITES = 12  # teams of other kinds than casework, for so many of those


@dataclass
class TeamMade:
    key: str
    kind: str
    manager: str = ""
    workers: list[str] = field(default_factory=list)


def make_staff(making: Making, *, workers: int, password: str) -> None:
    """Casework teams of eight with a manager, some teams that work on contexts, a front door and an out-of-hours team.

    Only the five accounts of the demo can sign in. Its practitioner and its manager are in the first team.
    """
    users = Table(making.owner, User, "id", "username", "name", "job_title", "role", "password", "date_joined")
    teams = Table(making.owner, Team, "id", "name", "kind")
    members = Table(making.owner, TeamMembership, "id", "user", "team", "is_manager", "from_on")
    closed, signs_in, joined = make_password(None), make_password(password), making.days.at(STAFFED_FOR, 9 * 60)
    taken = {name for (name,) in making.owner.execute("SELECT lower(name) FROM accounts_team")}
    known: dict[str, str] = dict(making.owner.execute("SELECT username, id::text FROM accounts_user").fetchall())

    def hire(team: TeamMade, code: str, job: str) -> str:
        while (username := f"staff{making.hired:05d}") in known:
            making.hired += 1
        making.hired += 1
        key = making.keys.new()
        users.add(key, username, making.name_of_staff(), job, code, closed, joined)
        members.add(making.keys.new(), key, team.key, code == "manager", making.days.ago(STAFFED_FOR))
        return key

    def found(kind: str, name: str) -> TeamMade:
        number, whole = 1, name
        while whole.lower() in taken:
            number += 1
            whole = f"{name} {number}"
        taken.add(whole.lower())
        team = TeamMade(making.keys.new(), kind)
        teams.add(team.key, whole, kind)
        making.teams.append(team)
        return team

    places = iter([f"{street} {end}" for end in ("", *names.AREA) for street in names.STREET])
    count = max(2, round(workers / WORKERS_A_TEAM))
    for _number in range(count):
        found("casework", f"Safeguarding Team {next(places)}".strip())
    for _number in range(max(1, count // WRITES)):
        found("contexts", f"Adolescent Safety Team {next(places)}".strip())
    found("front_door", "Front Door Duty")
    found("out_of_hours", "Out of Hours Duty")
    teams.write()  # of thousands of members some are written before all are hired
    for team in making.teams:
        team.manager = hire(team, "manager", "Team manager")
        share = WORKERS_A_TEAM if team.kind == "casework" else 4
        team.workers = [hire(team, "practitioner", "Social worker") for _number in range(share)]
        making.managers.append(team.manager)
        making.workers += team.workers

    first = making.casework_teams()[0]
    for plan in DEMO_STAFF:
        if not plan.signs_in:
            continue
        key = known.get(plan.username)
        if key is None:
            key = making.keys.new()
            users.add(key, plan.username, plan.full_name, plan.job, plan.role, signs_in, joined)
        if plan.username == "practitioner":
            first.workers[0] = key
            making.practitioner = key
        if plan.username == "manager":
            making.manager = key
        if plan.username in ("practitioner", "manager"):
            members.add(making.keys.new(), key, first.key, plan.username == "manager", making.days.ago(STAFFED_FOR))
    for table in (users, teams, members):
        table.write()
