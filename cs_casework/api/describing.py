"""The description of the API, OpenAPI 3.1, worked out from the resources and from what their workflow functions say."""

import inspect
from collections.abc import Callable
from typing import Any

from drf_spectacular.drainage import set_override
from drf_spectacular.plumbing import build_basic_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers

from cs_casework.api.bodies import Body
from cs_casework.api.bulk import CSV, NDJSON
from cs_casework.api.following import can_follow
from cs_casework.api.narrowing import filterset_of
from cs_casework.api.problems import PROBLEM_JSON
from cs_casework.api.resources import Resource, Verb, resource_of


class ProblemError(serializers.Serializer):
    pointer = serializers.CharField(required=False, help_text="Into what was sent (RFC 6901); empty for all of it.")
    parameter = serializers.CharField(required=False, help_text="In the query of the address.")
    detail = serializers.CharField()


class ProblemShape(serializers.Serializer):
    """What is refused and why (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = ProblemError(many=True, required=False)
    current = serializers.DictField(required=False, help_text="With 412: the record as it is now.")
    yours = serializers.DictField(required=False, help_text="With 412: what was sent.")


REFUSALS = {
    400: "It cannot be read, or is not as described here.",
    401: "Nobody is known by this token.",
    403: "You may see it, and may not do this.",
    404: "There is none, or none that you may see.",
    406: "None of what is accepted is offered.",
    409: "Somebody else was quicker.",
    412: "It has changed since you read it: both versions.",
    413: "It is too long.",
    415: "It is of another type than JSON.",
    422: "It is refused, in words.",
    428: "It has to be said which version was read.",
    429: "Too many calls in this minute.",
    503: (
        "The records cannot be reached just now: what was sent may not have been saved, so look before you send it again."
        " Or this took too long, or somebody else was changing the same: nothing was changed."
    ),
}
ALWAYS = (400, 401, 403, 404, 406, 429, 503)
CHANGING = (*ALWAYS, 409, 412, 413, 415, 422)
IF_MATCH = "The ETag of the version you have read."
ONCE = "The same key and body again is done once, and answered again; the same key with another body is refused."


def refusals(*statuses: int) -> dict[Any, Any]:
    return {(status, PROBLEM_JSON): OpenApiResponse(ProblemShape, REFUSALS[status]) for status in statuses}


def header(name: str, words: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=required, description=words)


ETAG = OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200, 201], description="Which version this is.")
LOCATION = OpenApiParameter("Location", str, OpenApiParameter.HEADER, response=[201], description="Where it is.")


def words_of(do: Callable[..., Any]) -> tuple[str, str]:
    """What a workflow function says of itself: in one sentence, and in all."""
    text = inspect.getdoc(do) or do.__name__.replace("_", " ").capitalize()
    first = text.split("\n\n")[0].replace("\n", " ")
    return first.split(". ")[0].rstrip(".")[:120], text


def described_list(resource: Resource) -> Any:
    page = inline_serializer(
        f"{resource.title}Page",
        {
            "count": serializers.IntegerField(),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": resource.answer(many=True),
        },
    )
    set_override(type(page), "many", False)  # it is the page itself that is answered, not a list of such
    return extend_schema(
        operation_id=f"{resource.name}-list",
        tags=[resource.name],
        summary=f"List {resource.name.replace('-', ' ')}",
        description=resource.about or inspect.getdoc(resource.model),
        parameters=[*parameters_of(resource)],
        filters=False,
        responses={
            (200, "application/json"): page,
            (200, NDJSON): OpenApiResponse(str, "The whole collection, a record a line."),
            (200, CSV): OpenApiResponse(str, "The whole collection, a row a record."),
            **refusals(*ALWAYS),
        },
    )


def described_detail(resource: Resource) -> Any:
    return extend_schema(
        operation_id=f"{resource.name}-detail",
        tags=[resource.name],
        summary=f"Read one of {resource.name.replace('-', ' ')}",
        description=resource.about or inspect.getdoc(resource.model),
        parameters=[ETAG],
        responses={200: resource.answer, **refusals(*ALWAYS)},
    )


def described_verb(resource: Resource, verb: Verb, *, kind: str) -> Any:
    """`kind` is create, change, or the verb's name."""
    summary, text = words_of(verb.do)
    made = resource_of(verb.makes) if verb.makes else resource
    assert made is not None, (resource.name, verb)
    is_new = kind == "create" or made is not resource
    statuses = [*CHANGING, *([428] if kind == "change" else [])]
    headers = [ETAG, *([LOCATION] if is_new else [])]
    asks = [header("If-Match", IF_MATCH, required=True)] if kind == "change" else [header("Idempotency-Key", ONCE)]
    if kind not in ("create", "change"):
        asks.append(header("If-Match", IF_MATCH))
    nothing = OpenApiResponse(description="Done; what came of it is not yours to see.")
    return extend_schema(
        operation_id=f"{resource.name}-{kind}",
        tags=[resource.name],
        summary=summary,
        description=text,
        parameters=[*asks, *headers],
        request=verb.body or Body,
        responses={(201 if is_new else 200): made.answer, 204: nothing, **refusals(*statuses)},
    )


# --- What an address takes -------------------------------------------------------------------------------------------
KINDS = {
    "UUIDFilter": OpenApiTypes.UUID,
    "DateFilter": OpenApiTypes.DATE,
    "IsoDateTimeFilter": OpenApiTypes.DATETIME,
    "BooleanFilter": OpenApiTypes.BOOL,
    "TickFilter": OpenApiTypes.BOOL,
}


def parameters_of(resource: Resource) -> list[OpenApiParameter]:
    found = [
        OpenApiParameter("page", int, description="From 1."),
        OpenApiParameter("page_size", int, description="At most 200; 50 unless said."),
    ]
    if can_follow(resource):
        words = (
            "With Accept: application/x-ndjson, what has changed since the answer whose last line gave this key; "
            "everything, where it is empty. What may not be seen any more is told by its id and gone."
        )
        found.append(OpenApiParameter("since", str, description=words))
    if resource.ordering:
        names = ", ".join(resource.ordering.split())
        words = f"One or more of these, with commas between; - before one turns it round: {names}."
        found.append(OpenApiParameter("ordering", str, description=words))
    for name, kind in filterset_of(resource).base_filters.items():
        asked = KINDS.get(type(kind).__name__, OpenApiTypes.STR)
        choices = kind.extra.get("choices")
        enum = [value for value, _words in getattr(choices, "choices", choices) or []] if choices else None
        many = type(kind).__name__ == "MultipleChoiceFilter"
        found.append(OpenApiParameter(name, build_basic_type(asked) and asked, enum=enum, many=many))
    return found


# --- What is the same everywhere stands in it once -------------------------------------------------------------------
def refusals_once(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Every operation may be refused in the same ways: each is described once, and named where it may happen."""
    named: dict[str, Any] = {}
    for methods in result["paths"].values():
        for operation in methods.values():
            for status, said in operation["responses"].items():
                if PROBLEM_JSON in said.get("content", {}):
                    named[f"Refused{status}"] = said
                    operation["responses"][status] = {"$ref": f"#/components/responses/Refused{status}"}
    result["components"]["responses"] = dict(sorted(named.items()))
    _drop(result, "x-spec-enum-id")
    return result


def _drop(part: Any, name: str) -> None:
    """Without what only whoever drew it up looks at."""
    if isinstance(part, dict):
        part.pop(name, None)
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _drop(inner, name)
