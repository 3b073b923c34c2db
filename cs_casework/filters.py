"""What narrows a list, the same for a page and, later, for the API: django-filter with our own form around it."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from cs_casework.forms import DateField, GovukForm


class FilterForm(GovukForm):
    """The panel above a list: nothing in it is required, so nothing needs to say that it is optional."""

    mark_optional = False


class DateFilter(django_filters.DateFilter):
    """A day in three boxes, or as `?name=2026-03-04`."""

    field_class = DateField


class TickField(forms.BooleanField):
    """Ticked or nothing: an empty value is what a filter leaves the list alone for, by a field or by a method."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) or None


class TickFilter(django_filters.BooleanFilter):
    """Narrows the list while it is ticked, and does nothing while it is not."""

    field_class = TickField


class SearchFilter(django_filters.CharFilter):
    """Text typed by a person: at most 200 characters of it are looked for."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("label", _("Name or reference"))
        super().__init__(*args, **kwargs)
