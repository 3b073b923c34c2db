"""Tokens with which programs call the API: one's own, and those that one answers for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cs_casework.accounts.forms import TokenForm
from cs_casework.accounts.models import ApiToken, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.signing_in import signed_in_lately
from cs_casework.accounts.tokens import end_token, make_token

PER_PAGE = 25


@require_GET
def token_list(request: StaffRequest) -> HttpResponse:
    """The live ones, the first to run out at the top, each with when it was last used."""
    tokens = ApiToken.objects.visible_to(request.user).select_related("user", "owner", "role", "team")
    tokens = tokens.annotate(used_at=F("use__used_at"))
    page = Paginator(tokens.live().order_by("expires_on", "name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/token_list.html", {"tokens": page})


@signed_in_lately
def token_add(request: StaffRequest) -> HttpResponse:
    """A new one. Its secret stands on this answer and nowhere again, so there is no page to lead on to."""
    form = TokenForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        chosen: dict[str, Any] = dict(form.cleaned_data)
        account: User = chosen.pop("account", None) or request.user
        try:
            token, secret = make_token(account, by=request.user, owner=request.user, **chosen)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return render(request, "accounts/token_made.html", {"token": token, "secret": secret})
    context = {
        "form": form,
        "heading": _("Make a token for a program"),
        "intro": _("The program sees what you may see and is refused what you are refused, and the audit names it."),
        "submit": _("Make the token"),
        "back": "/account/tokens/",
    }
    return render(request, "form_page.html", context)


@require_POST
def token_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    token = get_object_or_404(ApiToken.objects.visible_to(request.user), pk=pk)
    end_token(token, by=request.user)
    messages.success(request, _("Nothing calls by this token any more."))
    return redirect("accounts:token-list")
