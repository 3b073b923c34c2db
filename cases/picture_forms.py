from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.links.asked import RELIABILITIES, Asked
from contexts.codes import SHARED_RISK, Kind, LinkRole
from cs_casework.filters import FilterForm
from cs_casework.forms import DateField

MOST_SHARED = 5


class PictureForm(FilterForm):
    """What narrows a picture, and the day it is of. Nothing is required: empty, it stands for all of today."""

    on = DateField(
        label=_("As at"),
        required=False,
        allow_future=False,
        help_text=_("Links as their dates now say they stood on that day"),
    )
    kind = forms.ChoiceField(label=_("Kind of context"), required=False, choices=[("", _("Any kind")), *Kind.choices])
    role = forms.ChoiceField(
        label=_("What links them"),
        required=False,
        choices=[("", _("Anything")), *((role, role.label) for role in LinkRole if role in SHARED_RISK)],
    )
    reliability = forms.ChoiceField(
        label=_("How reliable"),
        required=False,
        # The least reliable and better is everything.
        choices=[
            ("", _("Any")),
            *(
                (code, _("Reported or confirmed") if code == "reported" else code.label)
                for code in RELIABILITIES[1::-1]
            ),
        ],
    )
    least = forms.TypedChoiceField(
        label=_("Contexts shared"),
        required=False,
        coerce=int,
        choices=[
            ("", _("One or more")),
            *((number, _("At least %(n)d") % {"n": number}) for number in range(2, MOST_SHARED + 1)),
        ],
    )
    # Set by links beside the picture, and kept when it is narrowed. What is no such word stands for the first of them.
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    steps = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, of_context: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_context:
            del self.fields["least"]
            self.fields["kind"].label = _("Kind of further context")
            if not self.is_wide:
                del self.fields["kind"]  # there are no further contexts to narrow

    @property
    def is_wide(self) -> bool:
        """Whether two steps are asked for, and not one."""
        return bool(self.data.get("steps") == "2")

    @property
    def is_by_context(self) -> bool:
        return bool(self.data.get("sort") == "context")

    @property
    def asked(self) -> Asked:
        wanted = self.cleaned_data
        return Asked(
            on=wanted.get("on"),
            kind=wanted.get("kind", ""),
            role=wanted["role"],
            reliability=wanted["reliability"],
            least=wanted.get("least") or 1,
        )
