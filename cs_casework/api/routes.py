"""An address for each thing that can be asked of a resource."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import URLPattern, path
from rest_framework.response import Response

from cs_casework.api.describing import described_detail, described_list, described_verb
from cs_casework.api.resources import Resource, Verb
from cs_casework.api.views import ResourceView


def view_of(resource: Resource) -> type[ResourceView]:
    """A view with a method for each thing that can be done with this resource."""
    methods: dict[str, Any] = {
        "__doc__": resource.about,
        "resource": resource,
        "list": described_list(resource)(_another(ResourceView.list)),
        "retrieve": described_detail(resource)(_another(ResourceView.retrieve)),
    }
    if resource.create:
        methods["create"] = described_verb(resource, resource.create, kind="create")(_making(resource.create))
    if resource.change:
        methods["partial_update"] = described_verb(resource, resource.change, kind="change")(
            _acting(resource.change, needs_match=True)
        )
    for verb in resource.verbs:
        methods[method_of(verb)] = described_verb(resource, verb, kind=verb.name)(_acting(verb))
    return type(f"{resource.title}View", (ResourceView,), methods)


def _another(method: Any) -> Any:
    """A method of its own, as its description stands on it."""

    def call(self: ResourceView, request: Any, **kwargs: Any) -> Response:
        found: Response = method(self, request, **kwargs)
        return found

    return call


def _making(verb: Verb) -> Any:
    def create(self: ResourceView, request: Any) -> Response:
        return self.make(request, verb)

    return create


def _acting(verb: Verb, *, needs_match: bool = False) -> Any:
    def act(self: ResourceView, request: Any, pk: UUID) -> Response:
        return self.act(request, pk, verb, needs_match=needs_match)

    return act


def method_of(verb: Verb) -> str:
    return f"do_{verb.name.replace('-', '_')}"


def addresses_of(resource: Resource) -> Iterator[URLPattern]:
    view = view_of(resource)
    name = resource.name
    on_all = {"get": "list"} | ({"post": "create"} if resource.create else {})
    on_one = {"get": "retrieve"} | ({"patch": "partial_update"} if resource.change else {})
    yield path(f"{name}/", view.as_view(on_all), name=f"{name}-list")
    key = "uuid" if isinstance(resource.model._meta.pk, models.UUIDField) else "int"
    yield path(f"{name}/<{key}:pk>/", view.as_view(on_one), name=f"{name}-detail")
    for verb in resource.verbs:
        address = f"{name}/<{key}:pk>/{verb.name}/"
        yield path(address, view.as_view({"post": method_of(verb)}), name=f"{name}-{verb.name}")
