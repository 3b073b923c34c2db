"""What narrows the lists of people and families."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from cs_casework.filters import DateFilter, FilterForm, SearchFilter, TickFilter
from families.models import Family, Person


class PersonFilter(django_filters.FilterSet):
    q = SearchFilter(method="find", label=_("Name or id"))
    born_on = DateFilter(field_name="birth_on", label=_("Date of birth"))
    open_now = TickFilter(method="only_open", label=_("Open to the service"))

    class Meta:
        model = Person
        fields: list[str] = []
        form = FilterForm

    def find(self, people: Any, name: str, text: str) -> Any:
        return people.search(text)

    def only_open(self, people: Any, name: str, wanted: bool) -> Any:
        return people.open_to_service(self.request.user)


class FamilyFilter(django_filters.FilterSet):
    q = SearchFilter(method="find", label=_("Name, member or reference"))
    unconfirmed = TickFilter(method="only_unconfirmed", label=_("Not yet confirmed"))

    class Meta:
        model = Family
        fields: list[str] = []
        form = FilterForm

    def find(self, families: Any, name: str, text: str) -> Any:
        return families.search(text, self.request.user)

    def only_unconfirmed(self, families: Any, name: str, wanted: bool) -> Any:
        return families.unconfirmed()
