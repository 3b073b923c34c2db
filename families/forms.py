"""Forms about people and families: shape only. What may not be is refused in `workflow.py`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cs_casework.forms import DateField, GovukForm, GovukModelForm
from families.codes import Disability
from families.models import Address, FamilyMembership, Person, PersonName, PossibleDuplicate, Relationship
from families.validators import tidy_postcode


class PostcodeField(forms.CharField):
    """A postcode however it is typed, tidied to the way it is written."""

    def to_python(self, value: Any) -> str:
        return tidy_postcode(super().to_python(value) or "")


class NumberField(forms.CharField):
    """A national number however it is spaced, as a letter or a card shows it: 943 476 5919."""

    def to_python(self, value: Any) -> str:
        return "".join((super().to_python(value) or "").replace("-", "").split()).upper()


class PersonForm(GovukModelForm):
    disabilities = forms.MultipleChoiceField(
        label=_("Disabilities"), choices=Disability, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Person
        fields = [
            "birth_on",
            "birth_is_estimate",
            "expected_on",
            "died_on",
            "sex",
            "gender",
            "ethnicity",
            "disabilities",
            "nhs_number",
            "upn",
            "la_child_id",
            "first_language",
            "needs_interpreter",
            "communication_needs",
            "school",
            "reach",
            "responsible_authority",
            "elsewhere_contact",
        ]
        widgets = {
            "sex": forms.RadioSelect,
            "needs_interpreter": forms.RadioSelect(
                choices=[(None, _("Not known")), (True, _("Yes")), (False, _("No"))]
            ),
            "communication_needs": forms.Textarea(attrs={"rows": 3}),
            "nhs_number": forms.TextInput(attrs={"width": 10}),
            "upn": forms.TextInput(attrs={"width": 20}),
            "la_child_id": forms.TextInput(attrs={"width": 20}),
        }
        field_classes = {"nhs_number": NumberField, "upn": NumberField}
        help_texts = {
            "birth_on": _("For example, 27 3 2012"),
            "expected_on": _("For an unborn baby, instead of a date of birth"),
            "reach": _("For example, a number, when to ring, and whether it is safe to leave a message"),
        }


class NewPersonForm(PersonForm):
    given = forms.CharField(label=_("First names"), max_length=100, required=False)
    family = forms.CharField(label=_("Last name"), max_length=100, required=False)
    known_as = forms.CharField(label=_("Known as"), max_length=100, required=False)

    field_order = ["given", "family", "known_as"]

    class Meta(PersonForm.Meta):
        fields = [
            "birth_on",
            "birth_is_estimate",
            "expected_on",
            "sex",
            "ethnicity",
            "nhs_number",
            "upn",
            "la_child_id",
            "first_language",
            "school",
            "reach",
            "responsible_authority",
            "elsewhere_contact",
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not any(found.get(name) for name in ("given", "family", "la_child_id", "expected_on")) and not self.errors:
            self.add_error("given", _("Enter a name, or an LA child id, or the expected date of an unborn baby."))
        return found


class NameForm(GovukModelForm):
    class Meta:
        model = PersonName
        fields = ["kind", "given", "family"]
        widgets = {"kind": forms.RadioSelect}

    option_hints = {
        "kind": {
            "name": _("The name they have now. The one before becomes a former name and is still found."),
            "known_as": _("What people call them."),
        }
    }


class FamilyForm(GovukForm):
    name = forms.CharField(label=_("Family name"), max_length=150, help_text=_("For example, Okafor and Reyes family"))


class MemberForm(GovukModelForm):
    class Meta:
        model = FamilyMembership
        fields = ["part", "basis", "from_on"]
        widgets = {"part": forms.RadioSelect, "basis": forms.RadioSelect}

    option_hints = {
        "basis": {"placement": _("Children who share a placement are not related by it.")},
    }


class EndMembershipForm(GovukForm):
    to_on = DateField(label=_("Until"), allow_future=False, error_messages={"required": _("Enter the day it ended")})
    ended_why = forms.CharField(label=_("Why it ended"), max_length=300)


class RelationshipForm(GovukModelForm):
    # Not the model's own field: from this side a relationship may be read as its inverse.
    kind = forms.ChoiceField(label=_("Relationship"), choices=())

    class Meta:
        model = Relationship
        fields = ["parental_responsibility", "informal_carer", "from_on"]
        widgets = {
            "parental_responsibility": forms.RadioSelect(
                choices=[(None, _("Not known")), (True, _("Yes")), (False, _("No"))]
            )
        }

    field_order = ["kind"]

    def __init__(self, *args: Any, person: Person, other: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = _("%(person)s is …") % {"person": person}
        choices: list[tuple[str, Any]] = [("", _("Select a relationship"))]
        for value, words in Relationship.Kind.choices:
            choices.append((value, f"{words} {other}"))
            if inverse := Relationship.INVERSE.get(Relationship.Kind(value)):
                choices.append((f"inverse:{value}", f"{inverse} {other}"))
        self.fields["kind"].choices = choices


class KinshipForm(GovukForm):
    """Whether two people are related, asked once: how, or that they are not and how that is known."""

    kind = forms.ChoiceField(label=_("Are they related?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("How do you know that they are not related?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reveals = {"kind": {"not_related": "reason"}}

    def __init__(self, *args: Any, person: Person, other: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [("not_related", _("They are not related"))]
        for kind in Relationship.FAMILY_KINDS:
            choices.append((kind.value, f"{person} – {kind.label} – {other}"))
            if kind in Relationship.INVERSE:
                choices.append((f"inverse:{kind.value}", f"{person} – {Relationship.INVERSE[kind]} – {other}"))
        self.fields["kind"].choices = choices


class AddressForm(GovukModelForm):
    postcode = PostcodeField(
        label=_("Postcode"), max_length=9, required=False, widget=forms.TextInput(attrs={"width": 10})
    )

    class Meta:
        model = Address
        fields = ["lines", "postcode", "is_protected", "from_on", "to_on"]

    field_order = ["lines", "postcode", "is_protected"]


class EndDateForm(GovukForm):
    to_on = DateField(label=_("Until"), allow_future=False, error_messages={"required": _("Enter the day it ended")})


class SettleForm(GovukForm):
    outcome = forms.ChoiceField(
        label=_("Are they the same person?"),
        choices=PossibleDuplicate.Outcome.choices[1:],
        widget=forms.RadioSelect,
    )


class ApartForm(GovukForm):
    reason = forms.CharField(
        label=_("How do you know that they are not one family?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
