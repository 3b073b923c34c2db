"""What narrows a list, named alike everywhere: `q`, a field, `<field>_from` and `_to` of a day, `ordering`, `page`."""

import functools
from typing import Any

import django_filters
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Exists, IntegerField, OuterRef, Subquery
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response

from cs_casework.api.answers import readable
from cs_casework.api.problems import Problem, of_parameter

MOST = 200
PAGING = {"page", "page_size"}


class Paging(PageNumberPagination):
    """A part of a list. One that there is none of is refused: the nearest would be read as if it were the one asked for."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = MOST

    def get_page_size(self, request: Any) -> int | None:
        text = request.query_params.get("page_size")
        if text is not None and not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST):
            raise refused_parameter("page_size", f"A number from 1 to {MOST}.")
        return int(text) if text is not None else self.page_size

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any] | None:
        size = self.get_page_size(request)
        assert size is not None
        text = request.query_params.get("page", "1")
        self.request = request
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        rows = _with_their_number(queryset)[size * (number - 1) : size * number] if number else []
        if not rows and number != 1:
            raise refused_parameter("page", "There is no such page.")
        paginator = Paginator(rows, size)
        paginator.count = rows[0].number_listed if rows else 0
        self.page = Page(rows, number, paginator)
        return list(rows)

    def get_paginated_response(self, data: Any) -> Response:
        links = {"next": self.get_next_link(), "previous": self.get_previous_link()}
        return Response({"count": self.page.paginator.count, **links, "results": data})


def _with_their_number(queryset: Any) -> Any:
    """Each row with how many there are, by one statement: by two, who may see what would be worked out twice, and the
    number would be of another moment."""
    return queryset.annotate(number_listed=_NumberOf(queryset.order_by().values("pk")))


class _NumberOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def refused_parameter(name: str, words: str) -> Problem:
    return Problem(400, "What the address asks for is not as described.", errors=[of_parameter(name, words)])


# --- Filters ---------------------------------------------------------------------------------------------------------
def filterset_of(resource: Any) -> Any:
    """The filters of the resource's page, and those of the fields that it names."""
    return _filterset(resource.name, resource.model, resource.filterset, tuple(resource.filters.split()))


@functools.cache
def _filterset(name: str, model: Any, base: Any, fields: tuple[str, ...]) -> Any:
    made: dict[str, Any] = {"told_of": told_of, "naming": naming}
    for wanted in fields:
        made |= _filters_of(model, wanted)
    bases = (base,) if base else (django_filters.FilterSet,)
    if base is None:
        made["Meta"] = type("Meta", (), {"model": model, "fields": []})
    return type(f"{name}Filter", bases, made)


def _filters_of(model: Any, name: str) -> dict[str, Any]:
    if name.endswith("__isnull"):
        return {name.removesuffix("__isnull"): None} | {
            f"has_{name.removesuffix('__isnull')}": django_filters.BooleanFilter(
                field_name=name.removesuffix("__isnull"), lookup_expr="isnull", exclude=True
            )
        }
    column = _column(model, name)
    if column.is_relation:
        kind = column.target_field
        made = django_filters.UUIDFilter if isinstance(kind, models.UUIDField) else django_filters.CharFilter
        return {name: made(field_name=name, method="told_of" if "__" in name else "naming")}
    if column.choices:
        return {name: django_filters.MultipleChoiceFilter(field_name=name, choices=column.choices)}
    if isinstance(column, models.BooleanField):
        return {name: django_filters.BooleanFilter(field_name=name)}
    if isinstance(column, models.UUIDField):
        return {name: django_filters.UUIDFilter(field_name=name)}
    if isinstance(column, models.DateTimeField):
        kinds = django_filters.IsoDateTimeFilter
    elif isinstance(column, models.DateField):
        kinds = django_filters.DateFilter
    elif isinstance(column, models.CharField):
        return {name: django_filters.CharFilter(field_name=name, max_length=200)}
    else:
        raise TypeError(f"What is asked for by {name} is read as no text: say as what")
    return {
        f"{name}_from": kinds(field_name=name, lookup_expr="gte"),
        f"{name}_to": kinds(field_name=name, lookup_expr="lte"),
    }


def naming(filters: Any, records: Any, name: str, value: Any) -> Any:
    """Those that name this record, as far as their reader may see it: a place that may be seen stands in none that may
    not, whoever asks by its key."""
    field = records.model._meta.get_field(name)
    key = field.target_field.name  # an entry of a code list is named by its code
    named = readable(field.related_model, filters.request.user).filter(**{key: value})
    return records.filter(**{f"{name}__in": named.order_by().values(key)})


def told_of(filters: Any, records: Any, name: str, value: Any) -> Any:
    """Those that are about this record today by a row below them (`children__child`), as far as the reader may see that
    row: by none that was taken out again, and by two rows once."""
    below, target = name.split("__")
    relation = records.model._meta.get_field(below)
    rows = readable(relation.related_model, filters.request.user)
    for standing in ("standing", "told"):
        rows = getattr(rows, standing)() if hasattr(rows, standing) else rows
    rows = rows.filter(**{target: value, relation.remote_field.name: OuterRef("pk")})
    return records.filter(Exists(rows.order_by()))


def _column(model: Any, name: str) -> Any:
    column: Any = None
    for part in name.split("__"):
        try:
            column = (column.related_model if column is not None else model)._meta.get_field(part)
        except FieldDoesNotExist as failure:
            raise LookupError(f"{model.__name__} has no {name}") from failure
    return column


def closed_to(resource: Any, user: Any) -> set[str]:
    """The fields that this reader is not given: nothing is found or put in order by them either, which would tell them."""
    return {name for right, names in resource.gated.items() if not user.may(right) for name in names.split()}


def narrowed(resource: Any, records: Any, request: Any) -> Any:
    """The records that the address asks for. Whatever it asks for that is not offered is refused by name."""
    asked = request.query_params
    filters = filterset_of(resource)(asked, records, request=request)
    closed = closed_to(resource, request.user)
    offered = set(filters.filters) | PAGING | ({"ordering"} if resource.ordering else set())
    for name in resource.filters.split():
        if name.removesuffix("__isnull") in closed:
            offered -= _filters_of(resource.model, name).keys()
    if unknown := sorted(set(asked) - offered):
        raise Problem(
            400,
            "What the address asks for is not as described.",
            errors=[of_parameter(name, "There is no such filter.") for name in unknown],
        )
    if not filters.form.is_valid():
        found = [of_parameter(name, words) for name, said in filters.form.errors.items() for words in said]
        raise Problem(400, "What the address asks for is not as described.", errors=found)
    return ordered(resource, filters.qs, asked.get("ordering", ""), closed)


def ordered(resource: Any, records: Any, text: str, closed: set[str]) -> Any:
    """In the order asked for, or the model's own; always one in which no row stands on two pages."""
    names = [name for name in text.split(",") if name]
    offers = [name for name in resource.ordering.split() if name not in closed]
    for name in names:
        if name.removeprefix("-") not in offers:
            offered = ", ".join(offers)
            raise refused_parameter("ordering", f"One or more of: {offered}; with - before it, the other way round.")
    order = names or list(records.query.order_by or resource.model._meta.ordering)
    return records.order_by(*order, "pk")
