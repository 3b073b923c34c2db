"""What narrows the list of children open to the service."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from cases.filters import WorkerFilter, teams_of
from cases.models import CaseChild, CaseChildStatus
from cs_casework.accounts.models import Permission, Team
from cs_casework.filters import FilterForm, TickFilter


class ChildFilter(django_filters.FilterSet):
    mine = TickFilter(method="only_mine", label=_("Allocated to me"))
    my_teams = TickFilter(method="only_my_teams", label=_("With my teams"))
    overdue = TickFilter(method="only_overdue", label=_("Visit overdue"))
    unallocated = TickFilter(method="only_unallocated", label=_("Unallocated"))
    transition = TickFilter(method="only_transition", label=_("Turning 18, no transition plan yet"))
    adult = TickFilter(method="only_adult", label=_("Now 18 or over"))
    status = django_filters.ChoiceFilter(
        method="with_status", label=_("Status"), choices=CaseChildStatus.Status, empty_label=_("Any status")
    )
    team = django_filters.ModelChoiceFilter(
        field_name="case__team", label=_("Team"), queryset=Team.objects.order_by("name"), empty_label=_("Any team")
    )
    worker = WorkerFilter(method="only_of_worker")

    class Meta:
        model = CaseChild
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.request.user.may(Permission.VIEW_CASES):
            for name in ("overdue", "transition"):
                del self.filters[name]  # nothing that a role is not told is offered to it

    def filter_queryset(self, queryset: Any) -> Any:
        """Who is 18 or over leaves the list with the counts, but where it is asked for who turns or has turned 18."""
        found = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        return found if wanted.get("adult") or wanted.get("transition") else found.counted_as_children()

    def only_mine(self, children: Any, name: str, wanted: bool) -> Any:
        return children.held_by(self.request.user)

    def only_my_teams(self, children: Any, name: str, wanted: bool) -> Any:
        return children.of_teams(teams_of(self.request.user))

    def only_overdue(self, children: Any, name: str, wanted: bool) -> Any:
        return children.visit_overdue(self.request.user)

    def only_unallocated(self, children: Any, name: str, wanted: bool) -> Any:
        return children.unallocated(self.request.user)

    def only_transition(self, children: Any, name: str, wanted: bool) -> Any:
        return children.turning_adult(self.request.user)

    def only_adult(self, children: Any, name: str, wanted: bool) -> Any:
        return children.now_adult()

    def with_status(self, children: Any, name: str, status: str) -> Any:
        return children.with_status(status)

    def only_of_worker(self, children: Any, name: str, worker: Any) -> Any:
        return children.held_by(worker, or_covered=False)
