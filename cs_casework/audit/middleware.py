"""Lets the audit know which request it is answering."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cs_casework.audit.log import current_request


class CurrentRequestMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = current_request.set(request)
        try:
            return self.get_response(request)
        finally:
            current_request.reset(token)
