"""Signing in, and choosing what one signs in with."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm, UsernameField
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


class ChoosePasswordForm(GovukForm, SetPasswordForm):
    """A password typed twice. What makes one too easy is refused here and by `choose_password()`."""

    new_password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_(
            "At least 12 characters: three or four words that nobody would put together are easy to keep in mind. Not "
            "your name, and not a password that many people use."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "width": 20}),
    )
    new_password2 = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "width": 20}),
    )
    mark_optional = False
    error_messages = {"password_mismatch": _("The two passwords are not the same. Type both again.")}


class PasswordForm(GovukForm):
    """One's own password, once more."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "width": 20}),
    )
    mark_optional = False


class ChangePasswordForm(ChoosePasswordForm):
    """Another password, by whoever knows the one before."""

    old_password = forms.CharField(
        label=_("Your password until now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "width": 20}),
    )
    field_order = ["old_password", "new_password1", "new_password2"]


class CodeForm(GovukForm):
    """A code of an authenticator app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "width": 10}
        ),
    )
    mark_optional = False


class PasskeyForm(GovukForm):
    """What a passkey is called among one's others. What the browser made of it comes beside it."""

    name = forms.CharField(
        label=_("What is it called?"),
        max_length=60,
        help_text=_("Such as “Work laptop” or “My telephone”."),
        widget=forms.TextInput(attrs={"width": 20}),
    )
    mark_optional = False
