"""Signing in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from cs_casework.forms import GovukForm


class SignInForm(GovukForm, AuthenticationForm):
    """User name and password. Says the same whether the name, the password or the account is what is wrong."""

    mark_optional = False
    error_messages = {
        "invalid_login": _("The user name or the password is wrong, or the account has been switched off."),
        "inactive": _("The user name or the password is wrong, or the account has been switched off."),
    }

    def __init__(self, request: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].widget = forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "width": 20}
        )
        self.fields["password"].widget = forms.PasswordInput(attrs={"autocomplete": "current-password", "width": 20})
