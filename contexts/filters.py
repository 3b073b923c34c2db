"""What narrows the list of contexts."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from contexts.codes import ON_MAP, Kind
from contexts.models import Area, Context
from cs_casework.filters import FilterForm, SearchFilter
from cs_casework.reference.models import HarmType


class ContextFilter(django_filters.FilterSet):
    q = SearchFilter(method="find", label=_("Name, postcode or reference"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind, empty_label=_("Any kind"))
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Context.Status, empty_label=_("Any status"))

    class Meta:
        model = Context
        fields: list[str] = []
        form = FilterForm

    def find(self, contexts: Any, name: str, text: str) -> Any:
        return contexts.search(text, self.request.user)


class MapFilter(ContextFilter):
    """What narrows the map of places."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=[(kind.value, kind.label) for kind in ON_MAP], empty_label=_("Any kind")
    )
    harm = django_filters.ModelChoiceFilter(
        method="of_harm",
        label=_("Kind of harm"),
        queryset=lambda request: HarmType.objects.visible_to(request.user).order_by("name"),
        empty_label=_("Any kind"),
    )
    area = django_filters.ModelChoiceFilter(
        field_name="placed__area",
        label=_("Area"),
        queryset=lambda request: Area.objects.visible_to(request.user).standing().defer("boundary", "outline"),
        empty_label=_("Any area"),
    )

    def of_harm(self, contexts: Any, name: str, harm: Any) -> Any:
        return contexts.of_harm(harm, self.request.user)
