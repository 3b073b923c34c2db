"""The description of the API, and the pages on which it is read: drawn by us, without scripts."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from cs_casework.accounts.requests import StaffRequest


@functools.cache
def description() -> dict[str, Any]:
    """Worked out once: it is the same for everybody."""
    found: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return found


class SchemaView(APIView):
    @extend_schema(exclude=True)
    def get(self, request: Any) -> Response:
        return Response(description())


# --- Pages -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Field:
    """One field of what is sent or answered, or one parameter: what it is, in words."""

    name: str
    kind: str
    required: bool
    words: str = ""


@dataclass
class Operation:
    """One thing that can be asked."""

    id: str
    method: str
    path: str
    summary: str
    words: str
    parameters: list[Field] = field(default_factory=list)
    sent: list[Field] = field(default_factory=list)
    answered: list[Field] = field(default_factory=list)
    statuses: list[tuple[str, str, str]] = field(default_factory=list)


@require_GET
def docs(request: StaffRequest) -> HttpResponse:
    """Which resources there are."""
    return render(request, "api/docs.html", {"resources": resources(), "title": description()["info"]["title"]})


@require_GET
def resource_docs(request: StaffRequest, name: str) -> HttpResponse:
    """All that can be asked of one resource."""
    if name not in resources():
        raise Http404
    return render(request, "api/resource_docs.html", {"name": name, "operations": list(operations_of(name))})


@functools.cache
def resources() -> dict[str, str]:
    """Each resource, and what it is in one sentence."""
    found: dict[str, str] = {}
    for _method, _path, operation in _operations():
        text = operation.get("description", "").split("\n\n")[0].replace("\n", " ")
        found.setdefault(operation["tags"][0], text)
    return found


def _operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def operations_of(name: str) -> Iterator[Operation]:
    for method, path, operation in _operations():
        if operation["tags"][0] != name:
            continue
        said = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        done: Any = next(
            (operation["responses"][code] for code in ("200", "201") if code in operation["responses"]), {}
        )
        answer = done.get("content", {}).get("application/json", {}).get("schema", {})
        yield Operation(
            operation["operationId"],
            method.upper(),
            path,
            operation.get("summary", ""),
            operation.get("description", ""),
            parameters=[_parameter(one) for one in operation.get("parameters", [])],
            sent=list(_fields(said)),
            answered=list(_fields(answer)),
            statuses=[
                (code, HTTPStatus(int(code)).phrase, _resolved(one).get("description", ""))
                for code, one in sorted(operation["responses"].items())
            ],
        )


def _parameter(said: dict[str, Any]) -> Field:
    words = said.get("description", "")
    return Field(said["name"], in_words(said.get("schema", {})), said.get("required", False), words)


def _fields(schema: dict[str, Any], prefix: str = "") -> Iterator[Field]:
    found = _resolved(schema)
    needed = found.get("required", [])
    for name, inner in found.get("properties", {}).items():
        yield Field(f"{prefix}{name}", in_words(inner), name in needed, inner.get("description", ""))
        below = inner.get("items", {}) if inner.get("type") == "array" else inner
        if _resolved(below).get("properties"):
            yield from _fields(below, f"{prefix}{name}.")


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        found: Any = description()
        for name in schema["$ref"].split("/")[1:]:
            found = found[name]
        return dict(found)
    inner = schema.get("allOf", [])
    return _resolved(inner[0]) if len(inner) == 1 else schema


def in_words(schema: dict[str, Any]) -> str:
    """What may stand in it: a type, a format, and what may be chosen."""
    if "$ref" in schema or "allOf" in schema:
        return "object"
    for kind in ("oneOf", "anyOf"):
        if kind in schema:
            return " or ".join(dict.fromkeys(in_words(one) for one in schema[kind]))
    if "enum" in schema:
        return "one of: " + ", ".join(str(value) if value != "" else "nothing" for value in schema["enum"])
    said = schema.get("type", "anything")
    words = " or ".join(said) if isinstance(said, list) else str(said)
    if words == "array":
        return f"list of {in_words(schema.get('items', {}))}"
    if "format" in schema:
        words += f" ({schema['format']})"
    if "maxLength" in schema:
        words += f", at most {schema['maxLength']} characters"
    return words
