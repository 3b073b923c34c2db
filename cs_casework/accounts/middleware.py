"""What stands between a browser and every page: what it shows is kept nowhere on the way, and whoever asks is who they say,
came in by both factors, and was there a moment ago."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from cs_casework.accounts.kept_forms import KEPT, KEPT_FOR, forget, is_kept, keep_form, show_again
from cs_casework.accounts.signing_in import has_passed, lead_to


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


def before_second_factor(view: Any) -> Any:
    """Marks the few views that open to somebody whose second factor is still to be set up."""
    view.before_second_factor = True
    return view


class SignedInMiddleware:
    """Ends a session that is over, keeps what is sent in one, and lets nobody past without a second factor.

    A session lives on what its holder does: pages they open and forms they send. What a page asks for by itself is no sign
    of life, but for the draft of a form in which something has been typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if request.session.get(SESSION_KEY) and request.session.is_over:
            self.end(request)
        response = self.get_response(request)
        if request.user.is_authenticated and (is_by_hand(request) or getattr(request, "is_typed", False)):
            request.session.used_now()
        return response

    def end(self, request: Any) -> None:
        """Nobody is signed in from here on. The session that takes its place knows whose it was, so that what they send
        from a page that is still open is kept for them, and for nobody else."""
        user, kept = request.session[SESSION_KEY], request.session.get(KEPT)
        request.session.flush()
        request.session[KEPT_FOR] = user
        if kept:
            request.session[KEPT] = kept

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Here, where it is known which page is asked for, and that what was sent comes from a form of ours (its token)."""
        if not request.user.is_authenticated:
            is_a_page = getattr(view, "login_required", True)
            if is_a_page and request.method == "POST" and request.session.get(KEPT_FOR) and is_by_hand(request):
                keep_form(request)
            return None
        if not has_passed(request) and not getattr(view, "before_second_factor", False):
            return lead_to("accounts:second-factor", request.get_full_path() if request.method == "GET" else "/")
        if KEPT in request.session and is_kept(request):
            if request.method == "GET":
                return show_again(request, view, args, kwargs)
            if request.method == "POST":
                forget(request)
        return None


def is_by_hand(request: HttpRequest) -> bool:
    """Whether a person asks by opening a page or sending a form, and no script does."""
    by_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    return not by_script and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
