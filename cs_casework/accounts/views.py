from typing import Any

from django.contrib import messages
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from cs_casework.accounts.forms import ChoosePasswordForm
from cs_casework.accounts.links import one_time_tokens
from cs_casework.accounts.models import User
from cs_casework.accounts.workflow import choose_password


class ChoosePasswordView(PasswordResetConfirmView):
    """Where a one-time link leads (`links.py` says what one is).

    Django's own view moves the token from the address into the session before it shows the form, so it stays in no
    history and no log. Nobody is signed in by a link: they sign in with what they have chosen, through the one door that
    counts wrong passwords and, one day, asks for a second factor.
    """

    form_class = ChoosePasswordForm
    token_generator = one_time_tokens
    template_name = "accounts/choose_password.html"
    title = ""
    success_url = "/"
    user: User

    def form_valid(self, form: Any) -> HttpResponse:
        token = self.request.session.get(INTERNAL_RESET_SESSION_TOKEN)
        try:
            choose_password(self.user, token=token, password=form.cleaned_data["new_password1"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        del self.request.session[INTERNAL_RESET_SESSION_TOKEN]
        messages.success(self.request, _("Your password has been set. Sign in with it."))
        return HttpResponseRedirect(self.success_url)
