"""What narrows the list of cases."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cs_casework.accounts.models import Team
from cs_casework.filters import FilterForm, TickFilter


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

    class Meta:
        model = Case
        fields: list[str] = []
        form = FilterForm

    def on_kind(self, cases: Any, name: str, kind: str) -> Any:
        return cases.filter(**{f"{kind}__isnull": False})

    def only_unallocated(self, cases: Any, name: str, wanted: bool) -> Any:
        return cases.unallocated(self.request.user)

    def only_mine(self, cases: Any, name: str, wanted: bool) -> Any:
        return cases.allocated_to(self.request.user)
