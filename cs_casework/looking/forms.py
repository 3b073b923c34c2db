"""Forms of what is asked about looking: shape only."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import User
from cs_casework.filters import FilterForm
from cs_casework.forms import DateField, GovukForm
from cs_casework.looking.models import Answerable, Duty
from families import validators


class EventFilter(FilterForm):
    """What narrows who looked at a record."""

    what = forms.ChoiceField(
        label=_("What"),
        choices=[
            ("", _("Looked at and done")),
            ("looked", _("Only what was looked at")),
            ("done", _("Only what was done")),
        ],
        required=False,
    )
    on = DateField(label=_("On which day?"), required=False)
    who = forms.CharField(label=_("Member of staff"), max_length=200, required=False)


class OwnEventFilter(EventFilter):
    """The same of one's own."""

    who = None  # type: ignore[assignment]


class OwnDetailsForm(GovukForm):
    home_lines = forms.CharField(
        label=_("First line of your address"), max_length=150, required=False, help_text=_("Such as 12 High Street")
    )
    home_postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    other_names = forms.CharField(
        label=_("Other names you have or had"),
        max_length=300,
        required=False,
        help_text=_("First and last name, with a semicolon between several"),
    )

    def clean_home_postcode(self) -> str:
        typed = "".join(self.cleaned_data["home_postcode"].upper().split())
        code = f"{typed[:-3]} {typed[-3:]}" if typed else ""
        if code:
            validators.postcode(code)
        return code


class DetailsForForm(OwnDetailsForm):
    user = forms.ModelChoiceField(
        label=_("Whose details?"), queryset=User.objects.none(), empty_label=_("Select a member of staff")
    )
    field_order = ["user", "home_lines", "home_postcode", "other_names"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_active=True).exclude(pk=by.pk).order_by("name")


class AnswerForm(GovukForm):
    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=Answerable.Outcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("What did you find out?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class WhyForm(GovukForm):
    said = forms.CharField(
        label=_("What were you doing?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A few words do, such as “covering for the front door”"),
    )


HOURS = [1, 2, 4, 8, 12, 24, 48, 72]


class DutyForm(GovukForm):
    kind = forms.ChoiceField(label=_("What are you doing?"), choices=Duty.Kind.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("In words"), max_length=200, required=False)
    hours = forms.TypedChoiceField(
        label=_("For how long?"), coerce=int, choices=[(hours, str(hours)) for hours in HOURS], initial=8
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hours"].choices = [
            (hours, _("1 hour") if hours == 1 else _("%(hours)s hours") % {"hours": hours}) for hours in HOURS
        ]

    def clean(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().clean() or {}
        if hours := fields.pop("hours", None):
            fields["until_at"] = timezone.now() + datetime.timedelta(hours=hours)
        return fields
