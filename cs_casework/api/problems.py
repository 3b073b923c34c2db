"""Refusals as problem details (RFC 9457): what is wrong, and of which field, as a pointer into what was sent.

400  what was sent cannot be read, or is not of the shape that the description gives
401  nobody is known by this token; 403 they may see it and may not do it
404  there is none, or none that they may see: the same answer
409  somebody else was quicker; 412 it has changed since it was read; 428 it was not said which version was read
422  the workflow refuses it, in the words of the pages
429  too many calls in this minute
503  the database gives no answer (`outages.py`)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, RequestDataTooBig, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response

PROBLEM_JSON = "application/problem+json"
WORDS = {
    HTTPStatus.NOT_FOUND: "There is nothing here that you may see.",
    HTTPStatus.FORBIDDEN: "You may not do this.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "This is refused.",
}


class Problem(Exception):
    """A refusal of the API's own, such as a stale version: `more` stands beside the rest in the answer."""

    def __init__(self, status: int, detail: str = "", *, errors: list[dict[str, str]] | None = None, **more: Any):
        super().__init__(detail)
        self.status, self.detail, self.errors, self.more = status, detail, errors or [], more


def at(pointer: str, detail: Any) -> dict[str, str]:
    """One refusal of one field of the body, by a JSON pointer."""
    return {"pointer": pointer, "detail": force_str(detail)}


def of_parameter(name: str, detail: Any) -> dict[str, str]:
    """One refusal of what stands in the query of an address."""
    return {"parameter": name, "detail": force_str(detail)}


def document(
    status: int, detail: str = "", *, errors: list[dict[str, str]] | None = None, **more: Any
) -> dict[str, Any]:
    title = HTTPStatus(status).phrase
    found = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail or WORDS.get(HTTPStatus(status), title),
    }
    return found | ({"errors": errors} if errors else {}) | more


def answer(problem: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(problem, status=problem["status"], content_type=PROBLEM_JSON, headers=headers)


def plain_answer(problem: dict[str, Any], headers: dict[str, str] | None = None) -> JsonResponse:
    """The same from outside the views of the API."""
    return JsonResponse(problem, status=problem["status"], content_type=PROBLEM_JSON, headers=headers)


@csrf_exempt
@login_not_required
def nothing_here(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
    """Whatever address below the API's there is none of."""
    return plain_answer(document(404))


def handle(failure: Exception, context: dict[str, Any]) -> Response | None:
    """What a view of the API raised, as an answer; what it had written is undone by then. Whatever is no refusal goes on,
    and is a fault."""
    found = _told(failure)
    if found is None:
        return None
    problem, headers = found
    return answer(problem, headers)


def _told(failure: Exception) -> tuple[dict[str, Any], dict[str, str]] | None:
    match failure:
        case Problem():
            return document(failure.status, failure.detail, errors=failure.errors, **failure.more), {}
        case Http404():
            return document(404), {}
        case PermissionDenied():
            return document(403), {}
        case RequestDataTooBig():
            return document(413, "This is too long."), {}
        case ValidationError():
            return document(status_of(failure), errors=refused(failure)), {}
        case IntegrityError():
            return document(
                409, _("Somebody else has just recorded the same. Look at the record before you try again.")
            ), {}
        case exceptions.ValidationError():
            return document(400, "What was sent is not as described.", errors=list(malformed(failure.detail))), {}
        case exceptions.APIException():
            return document(failure.status_code, force_str(failure.detail)), _headers_of(failure)
    return None


def _headers_of(failure: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if scheme := getattr(failure, "auth_header", None):
        headers["WWW-Authenticate"] = scheme
    if (wait := getattr(failure, "wait", None)) is not None:
        headers["Retry-After"] = str(int(wait))
    return headers


def status_of(failure: ValidationError) -> int:
    """A refusal that holds what somebody else has written meanwhile is a conflict; every other, a rule."""
    others = any(hasattr(failure, name) for name in ("found", "decision", "step"))
    return 409 if others else 422


def refused(failure: ValidationError) -> list[dict[str, str]]:
    """What a workflow function refuses, by the field that it names."""
    by_field = failure.message_dict if hasattr(failure, "error_dict") else {NON_FIELD_ERRORS: failure.messages}
    return [
        at("" if name == NON_FIELD_ERRORS else f"/{name}", words) for name, said in by_field.items() for words in said
    ]


@contextmanager
def placed(places: dict[str, str]) -> Iterator[None]:
    """A workflow function names the fields of a form: what it refuses within stands where it was sent. A name that ends
    with `_` stands for all that begin with it, such as `link_` for each link that is asked about."""
    try:
        yield
    except ValidationError as refusal:
        if not hasattr(refusal, "error_dict"):
            raise
        found: dict[str, list[str]] = {}
        for name, words in refusal.message_dict.items():
            of_all = next(
                (where for start, where in places.items() if start[-1] == "_" and name.startswith(start)), name
            )
            found.setdefault(places.get(name, of_all), []).extend(words)
        raise ValidationError(found) from None


def malformed(detail: Any, pointer: str = "") -> Any:
    """What a serializer refuses: its nested lists and objects as pointers."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            here = pointer if name == "non_field_errors" else f"{pointer}/{escaped(str(name))}"
            yield from malformed(inner, here)
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            if isinstance(inner, dict | list):
                yield from malformed(inner, f"{pointer}/{number}")
            else:
                yield at(pointer, inner)
    else:
        yield at(pointer, detail)


def escaped(name: str) -> str:
    """A name as it stands in a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
