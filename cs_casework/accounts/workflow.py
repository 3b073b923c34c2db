"""Every change to who works here: accounts, teams, and who is in which team."""

import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cs_casework.accounts.models import Permission, Role, Team, TeamMembership, User
from cs_casework.audit.log import record
from cs_casework.dates import today


def _require(by: User | None) -> None:
    """`by` is None for whoever may run commands on the server: they made the database."""
    if by is not None and not by.may(Permission.MANAGE_STAFF):
        raise PermissionDenied


@transaction.atomic
def create_user(*, by: User | None, username: str, name: str, role: Role, password: str, job_title: str = "") -> User:
    """Let somebody sign in, in one role. Refuses a user name that is taken and a password that is too easy."""
    _require(by)
    user = User(username=username, name=name, role=role, job_title=job_title)
    user.full_clean(exclude=["password"])
    validate_password(password, user)
    user.set_password(password)
    user.save()
    record(by=by, action="user.created", target=user)
    return user


@transaction.atomic
def create_team(*, by: User | None, name: str, kind: str = Team.Kind.CASEWORK) -> Team:
    """Record a team that cases can be held by."""
    _require(by)
    team = Team(name=name, kind=kind)
    team.full_clean()
    team.save()
    record(by=by, action="team.created", target=team)
    return team


@transaction.atomic
def join_team(
    *, by: User | None, user: User, team: Team, is_manager: bool = False, from_on: datetime.date | None = None
) -> TeamMembership:
    """Put somebody into a team, as a manager of it or not. Refuses a second current membership of one team."""
    _require(by)
    if TeamMembership.objects.filter(user=user, team=team, to_on=None).exists():
        raise ValidationError(_("%(user)s is in this team already.") % {"user": user})
    membership: Any = TeamMembership(user=user, team=team, is_manager=is_manager, from_on=from_on or today())
    membership.full_clean()
    membership.save()
    record(by=by, action="team.joined", target=user)
    return membership
