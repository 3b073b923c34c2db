"""The form of the check for names: shape only. What may not be is refused in `naming.py`."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cs_casework.forms import GovukForm


class NotANameForm(GovukForm):
    reason = forms.CharField(
        label=_("Why is it not a child’s name here?"),
        max_length=300,
        help_text=_("Such as “the name of the park” or “the month”. Your name stands beside it."),
    )
