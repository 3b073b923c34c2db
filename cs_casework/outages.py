"""What a person is told when the database cannot answer: in plain words, soon, and with what they typed still in hand.

Django's own answer is "server error", as for a fault of ours. This one is a 503 that asks nothing of the database: no
session, no reader, no context processor. A form that was being sent comes back in the page, to be sent again by one
button; a page that saves itself as it is typed is told in JSON, and goes on trying (static/js/draft.js).
"""

import logging
import re
import sys
from collections.abc import Iterator
from enum import Enum
from http import HTTPStatus
from typing import Any

import psycopg
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.defaults import server_error
from psycopg import errors

logger = logging.getLogger(__name__)

# What is not given back in a page: the holder of a password types it again.
SECRET = re.compile(r"password|secret|recovery|credential|^(otp|code)$", re.IGNORECASE)

# By what a form that was sent before is known (cs_casework/drafts).
RECORDED_ONCE = {"draft_id", "form_key"}


class Trouble(Enum):
    """Why the database gave no answer: what a person is told, and after how many seconds to try again."""

    OUTAGE = (
        _("The service cannot reach its records"),
        _("This is a fault on our side, and it usually ends within minutes. Nothing was half saved."),
        5,
    )
    TOO_LONG = (
        _("This took too long"),
        _("It was stopped, and nothing was changed. Ask for less, such as a shorter period, or try again later."),
        30,
    )
    BUSY = (
        _("Somebody else is changing the same thing"),
        _("We waited for them to finish, and stopped. Nothing was changed."),
        2,
    )

    def of_what_was_sent(self, *, recorded_once: bool = False) -> Any:
        """Whether it is saved. A connection that was lost while the database saved it leaves that open; `recorded_once` is
        a form that has a draft or a key, which may be sent as often as one likes."""
        if self is not Trouble.OUTAGE:
            return _("What was sent has not been saved.")
        if recorded_once:
            return _(
                "What was sent may not have been saved. Send it again: it is recorded once, however often it is sent."
            )
        return _("What was sent may not have been saved: look before you send it again.")

    @property
    def heading(self) -> Any:
        return self.value[0]

    @property
    def words(self) -> Any:
        return self.value[1]

    @property
    def pause(self) -> int:
        return self.value[2]


def trouble_of(problem: BaseException | None) -> Trouble | None:
    """Which trouble with the database this is; none for a fault of ours, which waiting does not mend."""
    for cause in _causes(problem):
        if isinstance(cause, errors.QueryCanceled):
            return Trouble.TOO_LONG
        if isinstance(cause, (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure)):
            return Trouble.BUSY
        # Read-only is what a standby is until it has been promoted.
        if isinstance(cause, (psycopg.OperationalError, psycopg.InterfaceError, errors.ReadOnlySqlTransaction)):
            return Trouble.OUTAGE
        # Django's own, of a connection that is closed already; the driver's beneath it says more, where there is one.
        if isinstance(cause, (OperationalError, InterfaceError)) and cause.__cause__ is None:
            return Trouble.OUTAGE
    return None


def something_went_wrong(request: HttpRequest) -> HttpResponse:
    """The handler of what no page answered (`handler500`): a 503 where the database gave no answer, else a 500."""
    problem = sys.exception()
    trouble = trouble_of(problem)
    if trouble is None:
        return _to_program(500) if _is_program(request) else server_error(request)
    logger.error("Answered 503 (%s)", trouble.name.lower(), extra={"request": request, "problem": _code(problem)})
    response = _answer(request, trouble)
    response.headers["Retry-After"] = str(trouble.pause)
    response._has_been_logged = True  # type: ignore[attr-defined]  # by the line above, without its stack
    return response


def _is_program(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _to_program(status: int, words: Any = "") -> JsonResponse:
    """As the API tells of everything that it refuses (RFC 9457)."""
    title = HTTPStatus(status).phrase
    said = {"type": "about:blank", "title": title, "status": status, "detail": str(words) or title}
    return JsonResponse(said, status=status, content_type="application/problem+json")


def _answer(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    if _is_program(request):
        saved = "" if request.method in ("GET", "HEAD", "OPTIONS") else f" {trouble.of_what_was_sent()}"
        return _to_program(503, f"{trouble.heading}. {trouble.words}{saved}")
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        answer = {"reason": trouble.name.lower(), "message": f"{trouble.heading}. {trouble.words}"}
        return JsonResponse(answer, status=503)
    # With no request: a context processor would ask the database who is reading.
    sent = _to_send_again(request)
    recorded_once = any(name in RECORDED_ONCE and value for name, value in sent.get("sent", []))
    context = {
        "trouble": trouble,
        "saved": trouble.of_what_was_sent(recorded_once=recorded_once),
        "address": request.get_full_path(),
        **sent,
    }
    return HttpResponse(render_to_string("503.html", context), status=503)


def _to_send_again(request: HttpRequest) -> dict[str, Any]:
    """What was being sent, for the page's form; nothing where a part of it cannot be given back."""
    if request.method != "POST":
        return {}
    try:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
        had_files = bool(request.FILES)
    except (UnreadablePostError, SuspiciousOperation, BadRequest):
        return {"was_sent": True}
    if any(SECRET.search(name) for name, _value in sent):
        return {"was_sent": True}
    return {"was_sent": True, "sent": sent, "had_files": had_files}


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    """The problem and what it was raised from: Django and the job queue put the driver's own beneath theirs."""
    while problem is not None:
        yield problem
        problem = problem.__cause__


def _code(problem: BaseException | None) -> str:
    """PostgreSQL's code of the problem, or its kind: its text may hold what somebody typed."""
    *_above, deepest = _causes(problem)
    return getattr(deepest, "sqlstate", None) or type(deepest).__name__
