"""Signing in: password, second factor, passkey, and once more before what must not be done by anybody else."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cs_casework.accounts.forms import CodeForm, PasswordForm, SignInForm
from cs_casework.accounts.kept_forms import KEPT, KEPT_FOR
from cs_casework.accounts.middleware import before_second_factor
from cs_casework.accounts.models import User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.second_factor import PASSKEY, factors_of, holder_of, is_right, passkey_request
from cs_casework.accounts.signing_in import (
    count_wrong,
    is_locked,
    let_in,
    note_refused,
    proved,
    wait_for_second_factor,
    waited_for,
)
from cs_casework.audit.log import record


def where_to(request: HttpRequest) -> str:
    """Where somebody wanted to go, if that is here."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here else settings.LOGIN_REDIRECT_URL


class SignInView(LoginView):
    """The first step: user name and password, or a passkey, which is both factors at once."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm

    def form_valid(self, form: Any) -> HttpResponse:
        user, then = form.get_user(), self.get_success_url()
        if factors_of(user).any:
            wait_for_second_factor(self.request, user, then=then)
            return redirect("accounts:second-step")
        let_in(self.request, user)
        return HttpResponseRedirect(then)

    def form_invalid(self, form: Any) -> HttpResponse:
        if {"username", "password"} <= set(form.cleaned_data):  # else nothing was tried
            tried = User.objects.filter(username=form.cleaned_data["username"]).first()
            note_refused(self.request, tried, by="password")
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session = self.request.session
        return super().get_context_data(
            **kwargs, was_signed_out=KEPT_FOR in session, is_form_kept=bool(session.get(KEPT))
        )


class SignOutView(LogoutView):
    """Leads to the page to sign in, wherever what was sent would lead."""

    def get_redirect_url(self, request: Any = None) -> str:
        return ""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            record(by=request.user, action="user.signed_out", target=request.user)
        return super().post(request, *args, **kwargs)


@login_not_required
def second_step(request: HttpRequest) -> HttpResponse:
    """The second step, for whose password was right: a code, or a passkey. Wrong codes count as wrong passwords do."""
    found = waited_for(request)
    if found is None:
        messages.warning(request, _("That took too long. Sign in again."))
        return redirect("overview:home")
    user, then = found
    if is_locked(request, user):
        note_refused(request, user, by="code")
        return HttpResponse(status=429)  # axes says why
    form = CodeForm(request.POST if request.method == "POST" and "credential" not in request.POST else None)
    if request.method == "POST":
        way = ""
        if credential := request.POST.get("credential"):
            way = PASSKEY if holder_of(credential, user) else ""
            if not way:
                messages.error(request, _("That passkey was not taken. Try again, or use a code."))
        elif form.is_valid():
            way = is_right(user, form.cleaned_data["code"])
            if not way:
                form.add_error(
                    "code", _("This code is not right, or it has been used. Type the one that is shown now.")
                )
        if way:
            let_in(request, user, by=way)
            return HttpResponseRedirect(then)
        if credential or request.POST.get("code", "").strip():
            count_wrong(request, user)
            note_refused(request, user, by=PASSKEY if credential else "code")
    factors = factors_of(user)
    options = passkey_request(user) if factors.passkeys else None
    context = {"form": form, "factors": factors, "options": options}
    return render(request, "accounts/second_step.html", context)


@require_POST
@login_not_required
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What a browser needs to find its passkey for this service, before anybody has said who they are."""
    return JsonResponse(passkey_request())


@require_POST
@login_not_required
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Signed in by a passkey alone: the device has made sure of its holder by finger, face or PIN."""
    user = holder_of(request.POST.get("credential", ""))
    if user is None:
        note_refused(request, None, by=PASSKEY)
        messages.error(request, _("That passkey was not taken. Sign in with your password."))
        return redirect("overview:home")
    let_in(request, user, by=PASSKEY)
    return HttpResponseRedirect(where_to(request))


@before_second_factor
def sign_in_again(request: StaffRequest) -> HttpResponse:
    """Password or passkey once more, by whoever is signed in, and then on to where they wanted to go."""
    user = request.user
    form = PasswordForm(request.POST if request.method == "POST" and "credential" not in request.POST else None)
    if request.method == "POST":
        is_they = False
        if credential := request.POST.get("credential"):
            is_they = holder_of(credential, user) is not None
            if not is_they:
                messages.error(request, _("That passkey was not taken. Try again, or use your password."))
        elif form.is_valid():
            is_they = authenticate(request, username=user.username, password=form.cleaned_data["password"]) == user
            if not is_they:
                form.add_error("password", _("This is not your password."))
        if is_they:
            proved(request)
            record(by=user, action="user.signed_in_again", target=user, reason=PASSKEY if credential else "password")
            return HttpResponseRedirect(where_to(request))
        if credential or request.POST.get("password"):
            note_refused(request, user, by=PASSKEY if credential else "password")
    options = passkey_request(user) if factors_of(user).passkeys else None
    context = {
        "form": form,
        "options": options,
        "next": where_to(request),
        "is_form_kept": bool(request.session.get(KEPT)),
    }
    return render(request, "accounts/sign_in_again.html", context)
