"""The log: enough to find a fault, and nothing of a child.

A line says which page was asked for by its pattern (`people/<uuid:pk>/`), never by its address: that holds ids, and what
somebody typed into it. Of an exception it says the kind and where, never the text: the database's repeats the values of
the row that it refused. Each request has an id, which is in its answer too (`X-Request-ID`), so that a fault can
be reported by it.
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("cs_casework.requests")

request_id: ContextVar[str] = ContextVar("request_id", default="")
GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
NOWHERE = "(no page)"


class RequestLogMiddleware:
    """Gives each request an id, and says on one line what was asked and how it was answered (at level INFO)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
        token = request_id.set(given if GIVEN_ID.fullmatch(given) else uuid4().hex)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            spent = round((time.perf_counter() - began) * 1000)
            logger.info("Answered", extra={"request": request, "status_code": response.status_code, "ms": spent})
            return response
        finally:
            request_id.reset(token)


class Plain(logging.Formatter):
    """A line for people, with the stack of an exception below it."""

    def format(self, record: logging.LogRecord) -> str:
        facts = _facts(record)
        stack = facts.pop("stack", [])
        words = [str(facts.pop(name)) for name in ("at", "level", "logger", "message")]
        return "\n  ".join([" ".join([*words, *(f"{name}={value}" for name, value in facts.items())]), *stack])


class JsonLines(logging.Formatter):
    """One JSON object a line, for a collector of logs."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_facts(record), ensure_ascii=False, default=str)


def route_of(request: HttpRequest) -> str:
    """The pattern of the page that was asked for."""
    match = getattr(request, "resolver_match", None)
    return match.route or "/" if match else NOWHERE


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    request = getattr(record, "request", None)
    facts: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": _message(record, request),
    }
    if identity := request_id.get():
        facts["request_id"] = identity
    if isinstance(request, HttpRequest):
        facts |= {"method": request.method, "route": route_of(request)}
    facts |= {name: getattr(record, name) for name in ("status_code", "ms", "problem") if hasattr(record, name)}
    if record.exc_info and record.exc_info[1]:
        facts["stack"] = _stack(record.exc_info[1])
    return facts


def _message(record: logging.LogRecord, request: object) -> str:
    """What the line says, with the pattern in place of the address that Django writes there."""
    if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
        addresses = {request.path, request.path_info, request.get_full_path()}
        args = tuple(route_of(request) if arg in addresses else arg for arg in record.args)
        return str(record.msg) % args if args else str(record.msg)
    return record.getMessage()


def _stack(problem: BaseException) -> list[str]:
    """The kinds of the exception and of what it came from, and where they were raised; no text of theirs."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = problem
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(current.__traceback__)
        ]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return lines
