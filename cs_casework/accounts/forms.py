"""Signing in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.utils.translation import gettext_lazy as _

from cs_casework.forms import GovukForm


class SignInForm(GovukForm, AuthenticationForm):
    """User name and password. Says the same whether the name, the password or the account is what is wrong."""

    username = UsernameField(
        label=_("User name"),
        max_length=150,  # nobody's is longer, and the table that counts wrong passwords could not hold it
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "width": 20}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "width": 20}),
    )
    mark_optional = False
    error_messages = {
        "invalid_login": _("The user name or the password is wrong, or the account has been switched off."),
        "inactive": _("The user name or the password is wrong, or the account has been switched off."),
    }
