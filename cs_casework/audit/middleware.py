"""Lets the audit know which request it is answering, and where it came from."""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from cs_casework.audit.log import Page, current_page, current_request, write_views
from cs_casework.audit.models import AuditEvent


class CurrentRequestMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        # A server on a socket says something else than an address, or nothing; the audit keeps none then.
        seen = _address(request.META.get("REMOTE_ADDR", ""))
        if settings.BEHIND_PROXY and forwarded:
            # The last address is the one our own proxy saw; those before it are what the sender says. The audit and the
            # lockout would otherwise see one address for everybody, and one person's wrong passwords lock out all.
            seen = _address(forwarded.rsplit(",", 1)[-1]) or seen
        request.META["REMOTE_ADDR"] = seen
        token = current_request.set(request)
        try:
            return self.get_response(request)
        finally:
            current_request.reset(token)


class ShownMiddleware:
    """Writes down who is shown on a page, in the transaction in which the page is made: one that cannot be written down
    is not shown.

    It answers the view itself, in a transaction as `ATOMIC_REQUESTS` would, since nothing else stands between the page
    being made and its transaction ending. It is the last of all middleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse:
        page = Page()
        token = current_page.set(page)
        try:
            with transaction.atomic():
                response = view(request, *args, **kwargs)
                words = _words_of(response)
                write_views(page, getattr(request, "user", None) or None, words)
                if words and page.seen and not getattr(request, "disclosed", False):
                    _say_which_rows(response, page.seen)
        finally:
            current_page.reset(token)
        return response


def _say_which_rows(response: HttpResponse, seen: list[AuditEvent]) -> None:
    """Tells a page which rows of the audit are its own, so that its script can say that it was printed (`printed.js`):
    where a script can read it, and not in the page, as two that show the same are the same."""
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response.headers["Server-Timing"] = ", ".join(f'view;desc="{row.pk}"' for row in seen)


class LeavingMiddleware:
    """Hands out no file that nobody wrote down: a view that makes one and does not say to whom it goes fails."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_file(response) and not getattr(request, "disclosed", False):
            raise RuntimeError(f"{request.resolver_match and request.resolver_match.view_name} let a file go unsaid.")
        return response


NO_FILES = {"text/html", "application/json", "application/problem+json", "text/plain"}


def is_file(response: Any) -> bool:
    """Whether an answer is something to keep: neither a page nor what a page's script reads."""
    kind = response.headers.get("Content-Type", "text/html").partition(";")[0]
    return "Content-Disposition" in response.headers or kind not in NO_FILES


def _words_of(response: Any) -> str:
    """The page as text; nothing for what leads elsewhere, for a file, and for the sign-in form, which is drawn later."""
    is_drawn = getattr(response, "is_rendered", True) and not response.streaming
    is_page = response.status_code == 200 and is_drawn and not is_file(response)
    return response.content.decode(errors="replace") if is_page else ""


def _address(text: str) -> str:
    """The address alone, where a proxy writes its port too; nothing for a text that is none, such as `unknown`."""
    text = text.strip()
    for part in (text, text.rpartition(":")[0].strip("[]")):
        try:
            return str(ip_address(part))
        except ValueError:
            continue
    return ""
