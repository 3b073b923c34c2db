"""What narrows the lists of cases and of transfers."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CaseTransfer
from cs_casework.accounts.models import Permission, Team, TeamMembership, User
from cs_casework.filters import FilterForm, TickFilter


class WorkerFilter(django_filters.ModelChoiceFilter):
    """Somebody who may hold a case, those who have left among them: their work may still be with them."""

    def __init__(self, **kwargs: Any) -> None:
        workers = User.objects.filter(role__permissions__contains=[Permission.WRITE_NOTES]).order_by("name")
        workers = workers.select_related(None).only("name")  # of hundreds, of whom one is chosen
        super().__init__(label=_("Worker"), queryset=workers, empty_label=_("Any worker"), **kwargs)


def teams_of(user: Any) -> Any:
    """The teams they are in, or manage by covering for a manager."""
    memberships = TeamMembership.objects.current().order_by().values("team")
    # Two lists, by which the database foresees that they are few; of either condition it would expect half of all.
    return memberships.filter(user=user).union(memberships.filter(user.own_or_covered("user"), is_manager=True))


class CaseFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Case.Status, empty_label=_("Any status"))
    on = django_filters.ChoiceFilter(
        method="on_kind",
        label=_("On"),
        choices=[("family", _("Families")), ("context", _("Contexts"))],
        empty_label=_("Families and contexts"),
    )
    team = django_filters.ModelChoiceFilter(
        label=_("Team"), queryset=Team.objects.order_by("name"), empty_label=_("Any team")
    )
    unallocated = TickFilter(method="only_unallocated", label=_("Unallocated"))
    mine = TickFilter(method="only_mine", label=_("Allocated to me"))
    my_teams = TickFilter(method="only_my_teams", label=_("Held by my teams"))
    worker = WorkerFilter(method="only_of_worker")
    oversight = TickFilter(method="only_without_oversight", label=_("Management oversight overdue"))

    class Meta:
        model = Case
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.request.user.may(Permission.VIEW_CASES):
            del self.filters["oversight"]  # nothing that a role is not told is offered to it

    def on_kind(self, cases: Any, name: str, kind: str) -> Any:
        return cases.filter(**{f"{kind}__isnull": False})

    def only_unallocated(self, cases: Any, name: str, wanted: bool) -> Any:
        return cases.unallocated(self.request.user)

    def only_mine(self, cases: Any, name: str, wanted: bool) -> Any:
        return cases.allocated_to(self.request.user)

    def only_my_teams(self, cases: Any, name: str, wanted: bool) -> Any:
        return cases.of_teams(teams_of(self.request.user))

    def only_of_worker(self, cases: Any, name: str, worker: Any) -> Any:
        return cases.held_by(worker, self.request.user)

    def only_without_oversight(self, cases: Any, name: str, wanted: bool) -> Any:
        return cases.oversight_overdue(self.request.user)


class TransferFilter(django_filters.FilterSet):
    way = django_filters.ChoiceFilter(
        method="on_way",
        label=_("Which way"),
        choices=[("in", _("To my teams")), ("out", _("From my teams"))],
        empty_label=_("Both ways"),
    )
    mine = TickFilter(method="only_mine", label=_("Waiting for me"))

    class Meta:
        model = CaseTransfer
        fields: list[str] = []
        form = FilterForm

    def on_way(self, transfers: Any, name: str, way: str) -> Any:
        column = {"in": "to_team__in", "out": "case__team__in"}[way]
        return transfers.filter(**{column: self.request.user.managed_teams()})

    def only_mine(self, transfers: Any, name: str, wanted: bool) -> Any:
        return transfers.for_decision_by(self.request.user)
