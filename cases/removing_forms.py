"""The form by which something recorded in error is moved: shape only. What may not be is refused in `removing.py`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cs_casework.forms import GovukForm


class MoveForm(GovukForm):
    why = forms.CharField(
        label=_("Why does it not belong there?"),
        max_length=500,
        help_text=_("Such as “Two children of one name”. On the wrong record only records officers read it."),
    )


class MoveOwnPartForm(MoveForm):
    takes_own_part = forms.TypedChoiceField(
        label=_("What was written for that record alone"),
        choices=[("yes", _("It comes along")), ("no", _("It is left behind, where only records officers read it"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    field_order = ["takes_own_part", "why"]


def move_form(data: Any, *, own_part: str) -> GovukForm:
    """Asks what becomes of a part for the wrong record alone only where there is one."""
    return MoveOwnPartForm(data) if own_part else MoveForm(data)
