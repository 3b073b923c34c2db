"""Forms of printing an assessment: shape only. What may not be is refused in `printing.py`."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cs_casework.disclosures import BasisField
from cs_casework.forms import GovukForm

MOST_HOLDERS = 40
LONGEST_HOLDER = 150


class PrintForm(GovukForm):
    purpose = forms.CharField(
        label=_("What is it printed for?"),
        max_length=200,
        help_text=_("Such as “review conference on 3 March”"),
    )
    holders = forms.CharField(
        label=_("Who may hold it?"),
        max_length=MOST_HOLDERS * (LONGEST_HOLDER + 2),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Each person or agency on a line of their own. It stays on record who was given it."),
        error_messages={"required": _("Say who may hold it")},
    )

    basis = BasisField()

    def clean_holders(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["holders"].splitlines()]
        holders = list(dict.fromkeys(filter(None, lines)))
        if len(holders) > MOST_HOLDERS:
            raise ValidationError(_("Name at most %(most)s. For more, print it again.") % {"most": MOST_HOLDERS})
        if any(len(holder) > LONGEST_HOLDER for holder in holders):
            raise ValidationError(_("A line is longer than %(most)s letters.") % {"most": LONGEST_HOLDER})
        return holders
