"""What a request passes before Django reads it."""

from collections.abc import Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.utils.http import parse_header_parameters


class Handler(WSGIHandler):
    """Django's own, which is told of no other encoding than UTF-8.

    Django believes what a request says of its encoding, whatever Python knows by that name, while it makes the request:
    before anything is there that could refuse it, so that a server answers as if it were broken. Pages and forms here
    are UTF-8, and nobody's browser says otherwise.
    """

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
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
