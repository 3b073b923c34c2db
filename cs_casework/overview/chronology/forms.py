"""Forms of a chronology: shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contexts.models import Context
from cs_casework.disclosures import BasisField
from cs_casework.forms import DateField, GovukForm
from cs_casework.overview.chronology.sources import SOURCES

NAMES, INITIALS = "names", "initials"


class ChronologyFilter(GovukForm):
    kind = forms.MultipleChoiceField(
        label=_("Kinds"),
        choices=[(source.name, source.label) for source in SOURCES.values()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("Until"), required=False)
    context = forms.ModelChoiceField(
        label=_("In one context"), queryset=Context.objects.none(), required=False, empty_label=_("Anywhere")
    )

    def __init__(self, *args: Any, contexts: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if contexts is None:
            del self.fields["context"]
        else:
            self.fields["context"].queryset = contexts


class PrintChronologyForm(GovukForm):
    purpose = forms.CharField(
        label=_("To whom do you give it, and what for?"),
        max_length=200,
        help_text=_("Such as the court and the number of the case. It stands on the paper."),
    )
    basis = BasisField()
    others = forms.ChoiceField(
        label=_("Other people"),
        choices=[(INITIALS, _("By their initials")), (NAMES, _("By name"))],
        initial=INITIALS,
        widget=forms.RadioSelect,
        help_text=_("Names of other people on record are replaced by initials. Read it through before it goes out."),
    )
