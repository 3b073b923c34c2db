"""What narrows the list of contexts."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from contexts.codes import Kind
from contexts.models import Context
from cs_casework.filters import FilterForm, SearchFilter


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
