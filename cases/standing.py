"""How a member of staff stands to a case: what lets them decide on it. Asked by the workflow, and by pages first."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from cases.models import Allocation, Case
from contexts.models import Context
from cs_casework.accounts.models import Cover, Permission, Team, TeamMembership, User


class Standing:
    """One member of staff beside one case; each thing is asked of the database once."""

    def __init__(self, user: User, case: Case) -> None:
        self.user = user
        self.case = case

    @cached_property
    def managed(self) -> set[Any]:
        """The teams they manage today, or cover for a manager of."""
        return set(self.user.managed_teams().values_list("pk", flat=True))

    @property
    def manages(self) -> bool:
        """Whether they are a manager of the team that holds the case. One that no team holds is every manager's."""
        return self.user.may(Permission.ALLOCATE_CASE) and (
            self.case.team_id is None or self.case.team_id in self.managed
        )

    def receives(self, team_id: Any) -> bool:
        """Whether they answer for a team that a case is sent to."""
        return self.user.may(Permission.ALLOCATE_CASE) and team_id in self.managed

    @cached_property
    def works_with(self) -> bool:
        """Whether they hold the case or a child of it, cover for somebody who does, or work in its team."""
        if not self.user.may(Permission.PROPOSE_CASE):
            return False
        allocated = Allocation.objects.visible_to(self.user).current().filter(self.user.own_or_covered("worker"))
        if allocated.filter(case=self.case.pk).exists():
            return True
        return TeamMembership.objects.current().filter(user=self.user, team=self.case.team_id).exists()

    @property
    def writes_plans(self) -> bool:
        """Whether plans on the case are theirs to write: who works with it, and the manager of its team."""
        return self.user.may(Permission.WRITE_PLANS) and (self.manages or self.works_with)


def lock_case(case: Case, *, by: User) -> Case:
    """The case as it is now, locked: whatever else is to be done to it waits. Refuses one that they may not see.

    The context it is on is locked before it, in the order in which two contexts are merged with their cases.
    """
    if case.context_id:
        Context.objects.select_for_update(of=("self",), no_key=True).filter(pk=case.context_id).first()
    found: Any = Case.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=case.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def managers_of(team: Team) -> list[User]:
    """Who decides for a team today: its managers, and who covers for one of them."""
    managing = TeamMembership.objects.current().filter(team=team, is_manager=True).order_by().values("user")
    covering = Cover.objects.current().filter(absent__in=managing).order_by().values("covering")
    found = User.objects.filter(Q(pk__in=managing) | Q(pk__in=covering), is_active=True)
    return [user for user in found if user.may(Permission.ALLOCATE_CASE)]


def managed_teams() -> QuerySet[Team]:
    """The teams for which `managers_of` finds somebody today."""
    able = User.objects.filter(is_active=True, role__permissions__contains=[Permission.ALLOCATE_CASE])
    deciding = able.order_by().values("pk")
    covered = Cover.objects.current().filter(covering__in=deciding).order_by().values("absent")
    managing = TeamMembership.objects.current().filter(Q(user__in=deciding) | Q(user__in=covered), is_manager=True)
    return Team.objects.filter(pk__in=managing.order_by().values("team"))
