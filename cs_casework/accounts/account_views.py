"""One's own account: how one signs in, and where one is signed in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cs_casework.accounts import second_factor
from cs_casework.accounts.forms import ChangePasswordForm, CodeForm, PasskeyForm
from cs_casework.accounts.middleware import before_second_factor
from cs_casework.accounts.models import StaffSession
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.sealing import seal, unseal
from cs_casework.accounts.second_factor import APP, PASSKEY, WAYS, factors_of
from cs_casework.accounts.sessions import end_other_sessions, end_session
from cs_casework.accounts.signing_in import PASSED, has_passed, signed_in_lately
from cs_casework.accounts.signing_in_views import where_to
from cs_casework.accounts.workflow import change_password

# Of a session: the app's secret until it is in use, sealed; that recovery codes were made just now; where one wanted to go
# when a second factor was still missing.
SECRET, SHOWS_CODES, THEN = "app_secret", "shows_codes", "then"
MOST = 50


@require_GET
def account(request: StaffRequest) -> HttpResponse:
    sessions = StaffSession.objects.visible_to(request.user)[:MOST]
    factors = factors_of(request.user)
    context = {
        "factors": factors,
        "needs_none": second_factor.may_do_without(),
        "sessions": sessions,
        "here": request.session.session_key,
        "way": WAYS.get(request.session.get(PASSED, ""), ""),
    }
    return render(request, "accounts/account.html", context)


# --- The second factor -----------------------------------------------------------------------------------------------
@require_GET
@before_second_factor
def second_factor_choose(request: StaffRequest) -> HttpResponse:
    """Where somebody comes whose second factor is still to be set up, before anything else is shown."""
    if has_passed(request):
        return redirect("accounts:account")
    if (then := where_to(request)) != "/":
        request.session[THEN] = then
    return render(request, "accounts/second_factor.html")


@before_second_factor
@signed_in_lately
def app_set_up(request: StaffRequest) -> HttpResponse:
    """A picture for the app to look at, the same in letters, and the code that it then shows."""
    secret = unseal(request.session.get(SECRET, "")) or second_factor.new_app_secret()
    request.session[SECRET] = seal(secret)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = second_factor.add_app(by=request.user, secret=secret, keep=_here(request), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            del request.session[SECRET]
            messages.success(request, _("The authenticator app is set up."))
            return _set_up(request, APP, shows_codes=made)
    address = second_factor.app_address(request.user, secret)
    context = {
        "form": form,
        "picture": mark_safe(second_factor.app_picture(address)),  # noqa: S308  # drawn by us, of nothing but squares
        "letters": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "is_first": not has_passed(request),
    }
    return render(request, "accounts/app_set_up.html", context)


@before_second_factor
@signed_in_lately
def passkey_add(request: StaffRequest) -> HttpResponse:
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        credential = request.POST.get("credential", "")
        try:
            made = second_factor.add_passkey(
                by=request.user, credential=credential, keep=_here(request), **form.cleaned_data
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The passkey has been added."))
            return _set_up(request, PASSKEY, shows_codes=made)
    context = {
        "form": form,
        "options": second_factor.passkey_options(request.user),
        "is_first": not has_passed(request),
    }
    return render(request, "accounts/passkey_add.html", context)


def _set_up(request: StaffRequest, way: str, *, shows_codes: bool) -> HttpResponse:
    """A second factor has just been set up: whoever had none has passed by it now."""
    if not has_passed(request):
        request.session.cycle_key()
        request.session[PASSED] = way
    if shows_codes:
        request.session[SHOWS_CODES] = True
        return redirect("accounts:recovery-codes")
    return HttpResponseRedirect(request.session.pop(THEN, None) or "/account/")


@signed_in_lately
def app_remove(request: StaffRequest) -> HttpResponse:
    return _removed(
        request,
        second_factor.remove_app,
        heading=_("Remove the authenticator app?"),
        said=_("The app has been removed."),
    )


@signed_in_lately
def passkey_remove(request: StaffRequest, number: int) -> HttpResponse:
    def remove(**by: Any) -> None:
        second_factor.remove_passkey(number, **by)

    return _removed(request, remove, heading=_("Remove this passkey?"), said=_("The passkey has been removed."))


def _removed(request: StaffRequest, remove: Any, *, heading: str, said: str) -> HttpResponse:
    if request.method == "POST":
        try:
            remove(by=request.user, keep=_here(request))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, said)
        return redirect("accounts:account")
    return render(request, "accounts/factor_remove.html", {"heading": heading})


@signed_in_lately
def recovery_codes(request: StaffRequest) -> HttpResponse:
    """Ten new codes, shown once; without having just been made, only the question whether to make new ones."""
    if request.method == "POST":
        try:
            second_factor.new_codes(by=request.user, keep=_here(request))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("accounts:account")
        request.session[SHOWS_CODES] = True
        return redirect("accounts:recovery-codes")
    codes = second_factor.codes_to_show(request.user) if request.session.pop(SHOWS_CODES, False) else []
    context = {"codes": codes, "left": factors_of(request.user).codes_left, "then": request.session.get(THEN, "/")}
    if codes:
        request.session.pop(THEN, None)
    return render(request, "accounts/recovery_codes.html", context)


# --- Password and sessions -------------------------------------------------------------------------------------------
def password_change(request: StaffRequest) -> HttpResponse:
    user = request.user
    form = ChangePasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        if authenticate(request, username=user.username, password=fields["old_password"]) != user:
            form.add_error("old_password", _("This is not your password."))
        else:
            changed = change_password(by=user, password=fields["new_password1"], keep=_here(request))
            update_session_auth_hash(request, changed)
            messages.success(request, _("Your password has been changed. Everywhere else you have been signed out."))
            return redirect("accounts:account")
    return render(request, "accounts/password_change.html", {"form": form})


@require_POST
def session_end(request: StaffRequest, number: UUID) -> HttpResponse:
    try:
        end_session(number, by=request.user, here=_here(request))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("You are signed out there."))
    return redirect("accounts:account")


@require_POST
def sessions_end(request: StaffRequest) -> HttpResponse:
    ended = end_other_sessions(by=request.user, here=_here(request))
    words = ngettext("You are signed out in %d other place.", "You are signed out in %d other places.", ended)
    messages.success(request, words % ended)
    return redirect("accounts:account")


def _here(request: StaffRequest) -> str | None:
    return request.session.session_key
