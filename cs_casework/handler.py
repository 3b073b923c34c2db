"""What a request passes before Django reads it."""

from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters


class Handler(WSGIHandler):
    """Django's own, which is told of no other encoding than UTF-8.

    Django believes what a request says of its encoding, whatever Python knows by that name, while it makes the request:
    before anything is there that could refuse it, so that a server answers as if it were broken. Pages and forms here
    are UTF-8, and nobody's browser says otherwise.
    """

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        return super().__call__(in_utf8(environ), start_response)


def in_utf8(environ: dict[str, Any]) -> dict[str, Any]:
    """The request without a word about its encoding; one whose type cannot be read is of no type."""
    try:
        content_type, said = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
    except ValueError:
        return environ | {"CONTENT_TYPE": ""}
    if "charset" not in said:
        return environ
    boundary = f"; boundary={said['boundary']}" if "boundary" in said else ""
    return environ | {"CONTENT_TYPE": f"{content_type}{boundary}"}


class ReadableCookiesMiddleware:
    """No cookie holds a NUL, which a quoted one can: a session's key is looked for in the database, which holds none.

    Here and not in the store of sessions: whatever reads a cookie is spared it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if "\x00" in value]:
            del request.COOKIES[name]
        return self.get_response(request)
