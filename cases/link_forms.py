"""What narrows the pages about links: which contexts, which roles, how reliable, and on which day."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.links.asked import Asked
from contexts.codes import SHARED_RISK, Kind, LinkRole, Reliability
from cs_casework.filters import FilterForm
from cs_casework.forms import DateField

AT_LEAST = [
    ("", _("However reliable")),
    (Reliability.REPORTED, _("Reported or confirmed")),
    (Reliability.CONFIRMED, _("Confirmed")),
]
BACK = [
    ("", _("Current")),
    *((months, _("Current or in the last %(n)s months") % {"n": months}) for months in (3, 6, 12)),
]
LEAST = [("", _("One or more")), *((number, _("%(n)s or more") % {"n": number}) for number in (2, 3, 4, 5))]


class AskedForm(FilterForm):
    """The filters of one child's shared contexts; another page takes those it has a use for."""

    kind = forms.ChoiceField(label=_("Kind of context"), required=False, choices=[("", _("Any kind")), *Kind.choices])
    role = forms.ChoiceField(
        label=_("What links one of them"),
        required=False,
        choices=[("", _("Anything")), *((role, role.label) for role in LinkRole if role in SHARED_RISK)],
    )
    reliability = forms.ChoiceField(label=_("How reliable, on both sides"), required=False, choices=AT_LEAST)
    months = forms.TypedChoiceField(label=_("Links"), required=False, choices=BACK, coerce=int)
    least = forms.TypedChoiceField(label=_("Contexts shared"), required=False, choices=LEAST, coerce=int)
    on = DateField(
        label=_("As at"),
        required=False,
        allow_future=False,
        help_text=_("How links stood on that day, by the dates they have now"),
    )

    def __init__(self, *args: Any, leave_out: Any = (), sides: int = 2, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sides == 1:
            self.fields["reliability"].label = _("How reliable")
        for name in leave_out:
            del self.fields[name]

    @property
    def asked(self) -> Asked:
        """What is asked; what was not understood is not asked, and the form says so."""
        self.is_valid()
        names = {column.name for column in fields(Asked)}
        return Asked(**{name: value for name, value in self.cleaned_data.items() if value and name in names})
