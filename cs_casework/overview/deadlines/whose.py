"""Whose deadlines a list holds, and who is to do each: the responsible worker of the case or child, or else the team."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from cases.models import Allocation, Case, CaseChild, Meeting
from cs_casework.accounts.models import Team, TeamMembership, User


@dataclass(frozen=True)
class Whose:
    """For whom the list is made, and whose deadlines it holds: one worker's, one's own with those of whom one
    covers for, a team's, or those that a worker has in a team."""

    user: User
    worker: User | None = None
    team: Team | None = None

    def cases(self) -> Any:
        """The ids of the open cases that they hold, as far as this reader may see."""
        found = Case.objects.visible_to(self.user).open()
        if self.team:
            found = found.filter(team=self.team)
        if self.worker == self.user:
            found = found.allocated_to(self.user)
        elif self.worker:  # what a colleague holds for a child who is hidden from the reader tells of that child
            found = found.held_by(self.worker, self.user)
        return found.order_by().values("pk")

    def children(self) -> Any:
        """The periods of the open children whom they hold."""
        found = CaseChild.objects.visible_to(self.user).open()
        if self.team:
            found = found.filter(case__team=self.team)
        return found.held_by(self.worker, or_covered=self.worker == self.user) if self.worker else found

    def meetings(self) -> Any:
        """Meetings to come on their cases, and those that they chair or minute; one's own invitations too, as those of a
        colleague are told with the whole meeting alone."""
        found = Meeting.objects.visible_to(self.user)
        own = Q(case__in=self.cases())
        if self.worker == self.user:
            concerning = found.concerning(self.user)
        elif self.worker:
            concerning = found.filter(Q(chair=self.worker) | Q(minute_taker=self.worker))
        else:
            return found.filter(own).coming()
        if self.team:
            concerning = concerning.filter(case__team=self.team)
        return found.filter(own | Q(pk__in=concerning.order_by().values("pk"))).coming()

    def theirs(self, column: str) -> Q:
        """Rows whose `column` names the worker, or somebody for whom one covers oneself: a colleague's cover is no
        deadline of theirs, as for cases and children."""
        assert self.worker
        return self.worker.own_or_covered(column) if self.worker == self.user else Q(**{column: self.worker})

    def members(self) -> Any:
        """The ids of who is in the team today."""
        assert self.team
        return TeamMembership.objects.current().filter(team=self.team).order_by().values("user")

    # --- Who is to do it ----------------------------------------------------------------------------------------------
    def _name_of(self, found: Any) -> Subquery:
        """The lead worker among these allocations that the reader may see: the child's own before that of the case."""
        return Subquery(found.order_by(F("child").asc(nulls_last=True), "from_on", "pk").values("worker__name")[:1])

    def _leads(self) -> Any:
        return Allocation.objects.visible_to(self.user).current().filter(role=Allocation.Role.LEAD, case__status="open")

    def lead_of_case(self, case: str, child: str = "") -> Any:
        """The lead worker of the case that rows have in this column, or of the child they are about in it."""
        of_child = Q(child=None) | Q(child=OuterRef(child)) if child else Q(child=None)
        return self._name_of(self._leads().filter(of_child, case=OuterRef(case)))

    def lead_of_child(self, child: str) -> Any:
        """The lead worker of the child in this column, in any case in which they are open."""
        periods = Q(case__children__child=OuterRef(child), case__children__to_on=None)
        return self._name_of(self._leads().filter(periods, Q(child=None) | Q(child=OuterRef(child))))

    def lead_on(self, record: str, column: str) -> Any:
        """The lead worker of the open case on the family or the context in this column."""
        return self._name_of(self._leads().filter(**{f"case__{record}": OuterRef(column)}, child=None))

    def team_of_child(self, child: str) -> Any:
        """The team that holds the case of the child in this column."""
        held = CaseChild.objects.visible_to(self.user).open().filter(child=OuterRef(child), case__team__isnull=False)
        return Subquery(held.order_by("from_on", "pk").values("case__team__name")[:1])

    def manager_of(self, team: str) -> Any:
        """A manager of the team in this column."""
        managing = TeamMembership.objects.current().filter(team=OuterRef(team), is_manager=True, user__is_active=True)
        return Subquery(managing.order_by("user__name", "pk").values("user__name")[:1])
