"""What programs ask for, so that it can be asked beside the pages: by the resources of the API, whatever they are."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from rest_framework import serializers

from cs_casework.api.bodies import Body, Choose, ChooseSeveral
from cs_casework.api.narrowing import filterset_of
from cs_casework.api.pages import description
from cs_casework.api.resources import RESOURCES, Resource
from families.models import Person

HERE = "/api/v1"
# What stands below one record: of a child, a family, a context.
QUESTIONS = {
    "families.Person": [
        "children/{}/linked-children/",
        "children/{}/linked-children/?months=24&part=also",
        "children/{}/context-plans/",
        "children/{}/chronology/",
    ],
    "families.Family": ["families/{}/chronology/"],
    "contexts.Context": ["contexts/{}/linked-children/", "contexts/{}/chronology/"],
}
# What was looked at is another after every question; what is changed of staff and lists is no record.
LOOKED_AT = "audit"


def lists() -> list[str]:
    """Every list, without that of what has been looked at."""
    description()
    return [f"{HERE}/{name}/" for name in RESOURCES if name != LOOKED_AT] + [f"{HERE}/restrictions/"]


def details(records: Any) -> list[str]:
    """Every answer about one of these records, and what stands below it."""
    description()
    found = []
    for record in records:
        found += [f"{HERE}/{one.name}/{record.pk}/" for one in RESOURCES.values() if one.model is type(record)]
        found += [f"{HERE}/{below.format(record.pk)}" for below in QUESTIONS.get(record._meta.label, [])]
    return list(dict.fromkeys(found))


def operations() -> Iterator[tuple[str, str, Resource | None]]:
    """Method and address of every operation on one record, with `{id}` in it, and of which resource it is."""
    for path, methods in description()["paths"].items():
        if "{id}" in path:
            for method in methods:
                yield method.upper(), path, RESOURCES.get(path.split("/")[3])


# --- Where another record is named -----------------------------------------------------------------------------------
def naming(shape: type[Body] | None) -> Iterator[tuple[Any, Any]]:
    """Of each place in this body where a record is named: of which kind, and how the rest is made around its key."""
    for name, field in shape().fields.items() if shape else ():
        yield from _within(name, field)


def _within(name: str, field: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(field, Choose):
        yield field.model, lambda key: {name: key}
    elif isinstance(field, ChooseSeveral):
        yield field.child.model, lambda key: {name: [key]}
    elif isinstance(field, serializers.ListSerializer):
        for model, inner in naming(type(field.child)):
            yield model, lambda key, inner=inner: {name: [inner(key)]}
    elif isinstance(field, Body):
        for model, inner in naming(type(field)):
            yield model, lambda key, inner=inner: {name: inner(key)}


def bodies() -> Iterator[tuple[str, str, Resource, type[Body]]]:
    """Every operation that takes something: its method, its address with `{}` for the record, and of what shape it is."""
    description()
    for resource in RESOURCES.values():
        if resource.create and resource.create.body:
            yield "POST", f"{HERE}/{resource.name}/", resource, resource.create.body
        if resource.change and resource.change.body:
            yield "PATCH", f"{HERE}/{resource.name}/{{}}/", resource, resource.change.body
        for verb in resource.verbs:
            if verb.body:
                yield "POST", f"{HERE}/{resource.name}/{{}}/{verb.name}/", resource, verb.body


def filters() -> Iterator[tuple[str, Any]]:
    """Every filter that takes another record by its key: `/api/v1/cases/?family=`, and of which kind that is. One of the
    audit takes a key of any kind, a person's too."""
    description()
    for resource in RESOURCES.values():
        for name, kind in filterset_of(resource).base_filters.items():
            if type(kind).__name__ == "UUIDFilter":
                model: Any = resource.model
                for part in kind.field_name.split("__"):
                    model = model._meta.get_field(part).related_model or Person
                yield f"{HERE}/{resource.name}/?{name}=", model


def nobody(model: Any) -> UUID | int:
    """The key of no record of this kind; a grant's is a number."""
    return uuid4() if isinstance(model._meta.pk, models.UUIDField) else 999_999_999


def first_of(model: Any, records: Any) -> UUID | None:
    """The key of the first of these records that is of this kind."""
    return next((record.pk for record in records if type(record) is model), None)
