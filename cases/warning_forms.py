"""Forms about warnings: shape only. What may not be is refused in `warning_notes.py`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import WarningNote
from cases.warning_notes import LONGEST_MONTHS
from cs_casework.dates import months_after, today
from cs_casework.forms import DateField, GovukForm


def _what_to_do() -> forms.CharField:
    return forms.CharField(
        label=_("What are staff to do?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "This stands above every page. For example: Ring before you go, and ask for the dog to be shut away."
        ),
    )


def _review_due() -> DateField:
    return DateField(label=_("To be looked at again by"), help_text=_("Within a year from today"))


class ToldForm(GovukForm):
    """Whether the person was told of a warning."""

    told = forms.ChoiceField(
        label=_("Have they been told of this warning?"),
        choices=WarningNote.Told,
        widget=forms.RadioSelect,
        help_text=_("The person, the family, or who answers for the place"),
    )
    not_told_why = forms.CharField(label=_("Why are they not told?"), required=False, max_length=500)
    reveals = {"told": {WarningNote.Told.NO.value: "not_told_why"}}


class WarningForm(ToldForm):
    """What staff have to know before they go there, ring, or tell something."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=WarningNote.Kind, widget=forms.RadioSelect)
    what_to_do = _what_to_do()
    narrative = forms.CharField(
        label=_("Why, and how is it known?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What happened, when, and who says so. The person may read it one day"),
    )
    from_on = DateField(label=_("From"), allow_future=False)
    review_due = _review_due()
    field_order = ["kind", "what_to_do", "narrative", "from_on", "review_due", "told", "not_told_why"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today()
        self.fields["review_due"].initial = months_after(today(), LONGEST_MONTHS)


class AgreeForm(GovukForm):
    """What a manager may put better before it stands above every page."""

    what_to_do = _what_to_do()
    review_due = _review_due()


class KeepForm(AgreeForm):
    why = forms.CharField(label=_("Why is it still needed, or how do you know?"), max_length=500)


class WhyForm(GovukForm):
    why = forms.CharField(label=_("Why?"), max_length=500)
