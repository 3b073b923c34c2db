"""What narrows the list of staff."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import Role, Team, TeamMembership, User
from cs_casework.filters import FilterForm, SearchFilter


class StaffFilter(django_filters.FilterSet):
    q = SearchFilter(method="find", label=_("Name, user name or job title"))
    role = django_filters.ModelChoiceFilter(
        label=_("Role"), queryset=Role.objects.order_by("name"), empty_label=_("Any role")
    )
    team = django_filters.ModelChoiceFilter(
        method="in_team", label=_("Team"), queryset=Team.objects.order_by("name"), empty_label=_("Any team")
    )
    state = django_filters.ChoiceFilter(
        method="in_state", label=_("Account"), choices=User.State, empty_label=_("Any account")
    )

    class Meta:
        model = User
        fields: list[str] = []
        form = FilterForm

    def find(self, staff: Any, name: str, text: str) -> Any:
        return staff.filter(
            Q(name__icontains=text) | Q(username__icontains=text) | Q(job_title__icontains=text) | Q(email__iexact=text)
        )

    def in_team(self, staff: Any, name: str, team: Team) -> Any:
        return staff.filter(pk__in=TeamMembership.objects.current().filter(team=team).order_by().values("user"))

    def in_state(self, staff: Any, name: str, state: str) -> Any:
        return staff.in_state(state)
