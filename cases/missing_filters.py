"""What narrows the lists of who is missing and of the interviews that are due."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from cases.filters import teams_of
from cases.models import MissingEpisode, ReturnInterview
from cs_casework.filters import FilterForm

WHOSE = [("mine", _("Children I work with")), ("team", _("Children of my teams"))]


class WhoseFilter(django_filters.FilterSet):
    whose = django_filters.ChoiceFilter(
        method="of_whom", label=_("Whose"), choices=WHOSE, empty_label=_("Every child’s")
    )

    def of_whom(self, rows: Any, name: str, whose: str) -> Any:
        user = self.request.user
        return rows.of_own_children(user) if whose == "mine" else rows.of_teams(teams_of(user), user)


class MissingFilter(WhoseFilter):
    class Meta:
        model = MissingEpisode
        fields: list[str] = []
        form = FilterForm


class InterviewFilter(WhoseFilter):
    class Meta:
        model = ReturnInterview
        fields: list[str] = []
        form = FilterForm
