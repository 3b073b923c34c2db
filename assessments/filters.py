"""What narrows the list of assessments that are in hand."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from assessments.codes import InHand, Kind
from assessments.models import Assessment
from cases.filters import WorkerFilter, teams_of
from cs_casework.accounts.models import Permission, Team
from cs_casework.filters import FilterForm, TickFilter


class AssessmentFilter(django_filters.FilterSet):
    what = django_filters.ChoiceFilter(
        method="on_what", label=_("What to look at"), choices=InHand, empty_label=_("All that are not finished")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind of assessment"), choices=Kind, empty_label=_("Any kind"))
    team = django_filters.ModelChoiceFilter(
        field_name="case__team", label=_("Team"), queryset=Team.objects.order_by("name"), empty_label=_("Any team")
    )
    worker = WorkerFilter(method="only_of_worker")
    mine = TickFilter(method="only_mine", label=_("Of cases allocated to me"))
    my_teams = TickFilter(method="only_my_teams", label=_("Held by my teams"))

    class Meta:
        model = Assessment
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.request.user.may(Permission.AUTHORISE_ASSESSMENTS):
            offered = [choice for choice in InHand.choices if choice[0] != InHand.TO_AUTHORISE]
            self.filters["what"].extra["choices"] = offered

    def on_what(self, assessments: Any, name: str, what: str) -> Any:
        return assessments.of_which(what, self.request.user)

    def only_of_worker(self, assessments: Any, name: str, worker: Any) -> Any:
        return assessments.held_by(worker, self.request.user)

    def only_mine(self, assessments: Any, name: str, wanted: bool) -> Any:
        return assessments.of_own_cases(self.request.user)

    def only_my_teams(self, assessments: Any, name: str, wanted: bool) -> Any:
        return assessments.of_teams(teams_of(self.request.user))
