"""What is shown to one member of staff is kept nowhere on the way to them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NothingStoredMiddleware:
    """No browser and no proxy keeps a page, unless the page says otherwise.

    Else the way back, after somebody has signed out of a shared computer, shows the next one the last child's record,
    and nobody is asked and nothing is written to the audit.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
