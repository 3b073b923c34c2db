"""What narrows the lists of who is missing and of the interviews that are due."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from cases.filters import WorkerFilter, teams_of
from cases.models import MissingEpisode, NRMReferral, ReturnInterview
from cs_casework.accounts.models import Team
from cs_casework.filters import FilterForm

WHOSE = [("mine", _("Children I work with")), ("team", _("Children of my teams"))]


class WhoseFilter(django_filters.FilterSet):
    """By who works with the child."""

    whose = django_filters.ChoiceFilter(
        method="of_whom", label=_("Whose"), choices=WHOSE, empty_label=_("Every child’s")
    )
    team = django_filters.ModelChoiceFilter(
        method="of_team", label=_("Team"), queryset=Team.objects.order_by("name"), empty_label=_("Any team")
    )
    worker = WorkerFilter(method="of_worker")

    def of_whom(self, rows: Any, name: str, whose: str) -> Any:
        user = self.request.user
        return rows.of_own_children(user) if whose == "mine" else rows.of_teams(teams_of(user), user)

    def of_team(self, rows: Any, name: str, team: Any) -> Any:
        return rows.of_teams([team], self.request.user)

    def of_worker(self, rows: Any, name: str, worker: Any) -> Any:
        return rows.of_worker(worker, self.request.user)


class MissingFilter(WhoseFilter):
    class Meta:
        model = MissingEpisode
        fields: list[str] = []
        form = FilterForm


class InterviewFilter(WhoseFilter):
    """Those that are due, where nothing else is asked for."""

    show = django_filters.ChoiceFilter(
        method="only_those",
        label=_("Which interviews"),
        choices=[("refused", _("Not taken up, to offer again")), ("none", _("Not offered, or does not apply"))],
        empty_label=_("Those that are due"),
    )

    class Meta:
        model = ReturnInterview
        fields: list[str] = []
        form = FilterForm

    def filter_queryset(self, queryset: Any) -> Any:
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("show") else found.outstanding()

    def only_those(self, interviews: Any, name: str, show: str) -> Any:
        return interviews.refused() if show == "refused" else interviews.without_any()


class NRMFilter(WhoseFilter):
    """Those that wait for a decision, where nothing else is asked for."""

    awaits = django_filters.ChoiceFilter(
        method="only_awaiting",
        label=_("Awaiting"),
        choices=[
            ("reasonable", _("The first decision: reasonable grounds")),
            ("late", _("The first decision, after the usual time")),
            ("conclusive", _("The conclusive decision")),
            ("nothing", _("Nothing: decided or withdrawn")),
        ],
        empty_label=_("Any decision"),
    )

    class Meta:
        model = NRMReferral
        fields: list[str] = []
        form = FilterForm

    def filter_queryset(self, queryset: Any) -> Any:
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("awaits") else found.waiting()

    def only_awaiting(self, referrals: Any, name: str, awaits: str) -> Any:
        if awaits == "nothing":
            return referrals.answered()
        return referrals.late() if awaits == "late" else referrals.awaiting(awaits)
