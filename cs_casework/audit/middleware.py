"""Lets the audit know which request it is answering, and where it came from."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cs_casework.audit.log import current_request


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


def _address(text: str) -> str:
    """The address alone, where a proxy writes its port too; nothing for a text that is none, such as `unknown`."""
    text = text.strip()
    for part in (text, text.rpartition(":")[0].strip("[]")):
        try:
            return str(ip_address(part))
        except ValueError:
            continue
    return ""
