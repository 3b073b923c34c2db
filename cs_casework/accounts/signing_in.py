"""How a session comes to be somebody's: password first, second factor next; and what a session knows of itself since.

Three things stand in a session. `WAITS_FOR`: whose password was right, so that only the second factor is missing; nobody is
signed in by that. `PASSED`: by which second factor they came in; without it no page opens but those that set one up.
`PROVED`: when they last showed that it is they who sit there.

**Before something that must not be done at an open computer by somebody else** (breaking glass, giving records out, lifting
a restriction) put `@signed_in_lately` on the view:

    @needs(Permission.RESTRICT)
    @signed_in_lately
    def restriction_lift(request, ...): ...

Whoever has not signed in within a quarter of an hour is asked for password or passkey, and then stands on the same page
again, with the same form as they had filled it in. It asks whatever the method; a view that shows something first and
gives it out by POST is asked at its GET, so that nobody fills in a form in vain.
"""

import datetime
import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote
from uuid import UUID

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import login
from django.contrib.auth.signals import user_login_failed
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from cs_casework.accounts.kept_forms import keep_form, keep_only_for
from cs_casework.accounts.models import User
from cs_casework.accounts.second_factor import may_do_without
from cs_casework.accounts.sessions import note_beginning
from cs_casework.audit.log import record

WAITS_FOR, PASSED, PROVED = "waits_for", "second_factor", "proved_at"
STAFF_BACKEND = "cs_casework.accounts.backends.StaffBackend"
# Between the password and the second factor.
WAITS = datetime.timedelta(minutes=10)
LATELY = datetime.timedelta(minutes=15)
# For one account from wherever, each within an hour of the one before.
MOST_WRONG_CODES, HOUR = 30, 60 * 60

View = Callable[..., HttpResponseBase]


# --- Password, then second factor ------------------------------------------------------------------------------------
def wait_for_second_factor(request: HttpRequest, user: User, *, then: str) -> None:
    """The password was right: remember whose, for ten minutes, and where they wanted to go."""
    request.session.cycle_key()
    request.session[WAITS_FOR] = {
        "user": str(user.pk),
        "password": user.get_session_auth_hash(),
        "at": time.time(),
        "then": then,
    }


def waited_for(request: HttpRequest) -> tuple[User, str] | None:
    """Whose second factor is missing, and where they wanted to go. Nobody's once it took too long, their password is
    another, or their account was switched off in between."""
    waits: dict[str, Any] = request.session.get(WAITS_FOR, {})
    if not waits or not 0 <= time.time() - waits["at"] < WAITS.total_seconds():
        return None
    user = User.objects.filter(pk=UUID(waits["user"]), is_active=True).first()
    if user is None or not constant_time_compare(waits["password"], user.get_session_auth_hash()):
        return None
    return user, waits["then"]


def let_in(request: HttpRequest, user: User, *, by: str = "") -> None:
    """Sign somebody in, in a new session. `by` is the second factor they have shown: without one they come no further than
    to set one up, but in the demo."""
    request.session.pop(WAITS_FOR, None)
    request.session.pop(PASSED, None)
    cache.delete(_wrong_codes(user))
    keep_only_for(request, user)
    login(request, user, backend=STAFF_BACKEND)
    note_beginning(request)
    proved(request)
    if way := by or ("demo" if may_do_without() else ""):
        request.session[PASSED] = way
    record(by=user, action="user.signed_in", target=user, reason=by or "password")


def note_refused(request: HttpRequest, user: User | None, *, by: str) -> None:
    """Write down that somebody tried to come in and did not: from where, by what, and whose account it was where there is
    one. What they typed as a name stands nowhere: it may be a password."""
    signed_in = request.user if request.user.is_authenticated else None
    why = "locked" if getattr(request, "axes_locked_out", False) else by
    record(by=signed_in, action="user.sign_in_refused", target=user, reason=why, otherwise="nobody signed in")


def has_passed(request: HttpRequest) -> bool:
    return bool(request.session.get(PASSED))


def lead_to(name: str, then: str) -> HttpResponseRedirect:
    """To a page of ours, which leads on to where somebody wanted to go."""
    return HttpResponseRedirect(f"{reverse(name)}?next={quote(then)}")


# --- Wrong codes count as wrong passwords do -------------------------------------------------------------------------
def is_locked(request: HttpRequest, user: User) -> bool:
    """Whether there were too many wrong passwords and codes for this account from this address, or too many codes from
    wherever: only whoever knows the password comes so far, so nobody else can lock anybody out by that. axes answers then.
    """
    locked = not AxesProxyHandler.is_allowed(request, {"username": user.username})
    locked |= cache.get(_wrong_codes(user), 0) >= MOST_WRONG_CODES
    if locked:
        request.axes_locked_out = True  # type: ignore[attr-defined]
    return locked


def count_wrong(request: HttpRequest, user: User) -> None:
    user_login_failed.send(sender=__name__, credentials={"username": user.username}, request=request)
    with transaction.atomic():  # two at once count one after the other
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        cache.set(_wrong_codes(user), cache.get(_wrong_codes(user), 0) + 1, HOUR)


def _wrong_codes(user: User) -> str:
    return f"wrong-codes.{user.pk}"


# --- Once more -------------------------------------------------------------------------------------------------------
def proved(request: HttpRequest) -> None:
    """They have just shown that it is they who sit there."""
    request.session[PROVED] = time.time()


def has_proved_lately(request: HttpRequest) -> bool:
    return time.time() - request.session.get(PROVED, 0) < LATELY.total_seconds()


def signed_in_lately(view: View) -> View:
    """Ask for password or passkey again, before this view, whoever has not signed in within a quarter of an hour; then
    lead back here. What was sent is kept and stands in the form again (`kept_forms.py`)."""

    @wraps(view)
    def asked_again(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if has_proved_lately(request):
            return view(request, *args, **kwargs)
        if request.method == "POST":
            keep_form(request)
        return lead_to("accounts:sign-in-again", request.get_full_path())

    return asked_again
