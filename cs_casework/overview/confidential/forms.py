"""Asking for a record by exact words, answering for what was opened, and barring: shape only."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cs_casework.accounts.models import Permission, User
from cs_casework.confidential.codes import BarredWhy, EmergencyWhy, Way
from cs_casework.forms import DateField, GovukForm
from cs_casework.overview.confidential.asking import Asking


class AskingForm(GovukForm):
    """A record named exactly. What is wrong with it is said of its shape alone, never of whether there is one."""

    way = forms.ChoiceField(
        label=gettext_lazy("What do you know exactly?"), choices=Way, widget=forms.RadioSelect, initial=Way.NAME
    )
    name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=201,
        required=False,
        help_text=gettext_lazy("First names and last name, as they are spelt on the record"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    born_on = DateField(label=gettext_lazy("Date of birth"), required=False)
    reference = forms.CharField(
        label=gettext_lazy("Reference of the record"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Of a person, family, context, case or contact, such as PER-0042 or REF-2026-00123"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    nhs_number = forms.CharField(
        label=gettext_lazy("The NHS number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    upn = forms.CharField(
        label=gettext_lazy("The UPN"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    la_child_id = forms.CharField(
        label=gettext_lazy("The LA child id"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    mark_optional = False
    reveals: ClassVar[dict[str, Any]] = {
        "way": {way.value: ["name", "born_on"] if way == Way.NAME else [way.value] for way in Way}
    }

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        way = given.get("way")
        if way:
            needed = {"name": given.get("name", ""), "born_on": given.get("born_on")} if way == Way.NAME else {}
            needed = needed or {way: given.get(way, "")}
            for name, value in needed.items():
                if not value and name not in self.errors:
                    self.add_error(name, _("Enter %(what)s") % {"what": _lower_first(str(self.fields[name].label))})
            text = given.get(way, "") if way != Way.NAME else given.get("name", "")
            given["asking"] = Asking(way, text, given.get("born_on") if way == Way.NAME else None)
        for name in ("way", "name", "born_on", "reference", "nhs_number", "upn", "la_child_id"):
            given.pop(name, None)
        return given


def _lower_first(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


class BreakGlassForm(AskingForm):
    why = forms.ChoiceField(
        label=gettext_lazy("What is the emergency?"), choices=EmergencyWhy, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Why can it not wait for somebody who can grant you access?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class InterestForm(AskingForm):
    why = forms.ChoiceField(
        label=gettext_lazy("What is it to you?"),
        choices=[
            (BarredWhy.ABOUT_THEM, gettext_lazy("It is about me")),
            (BarredWhy.RELATED, gettext_lazy("I am related to somebody on it, or live with them")),
            (BarredWhy.OTHER, gettext_lazy("I have another interest, such as a friend, or I am named on it")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("What should a manager know? (optional)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(GovukForm):
    was_right = forms.TypedChoiceField(
        label=gettext_lazy("Was it right to open it?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=gettext_lazy("Why?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class StaffField(forms.ModelChoiceField):
    """One of the staff whose account is on."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.none(), empty_label=_("Select a member of staff"), **kwargs)


class PassOnForm(GovukForm):
    to = StaffField(label=gettext_lazy("Which manager?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        managers = User.objects.filter(is_active=True, role__permissions__contains=[Permission.RESTRICT])
        self.fields["to"].queryset = managers.order_by("name")


class SuccessorForm(PassOnForm):
    reason = forms.CharField(
        label=gettext_lazy("Why this manager?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class BarForm(GovukForm):
    user = StaffField(label=gettext_lazy("Who?"))
    why = forms.ChoiceField(label=gettext_lazy("Why?"), choices=BarredWhy, widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("In words"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_active=True).exclude(pk=user.pk).order_by("name")


class EndBarForm(GovukForm):
    reason = forms.CharField(
        label=gettext_lazy("Why need they not be barred any more?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ConfirmEndForm(GovukForm):
    what = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=[("end", gettext_lazy("The bar ends")), ("keep", gettext_lazy("The bar stands"))],
        widget=forms.RadioSelect,
    )
