"""What is said of a child, an adult or a context while a contact is taken: shape only, see `stating.py`."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contexts.codes import Kind
from families.forms import NumberField, PostcodeField
from referrals.intake_forms import StepForm
from referrals.models import ReferralAdult, ReferralChild, ReferralContext


class RowForm(StepForm):
    """Somebody or something as stated. `match` is what was chosen among those on record; the page draws it itself."""

    match = forms.CharField(required=False, max_length=40, label=gettext_lazy("Is this known?"))
    # What is matched by stands first, above the suggestions.
    first: ClassVar[tuple[str, ...]] = ()

    @property
    def first_fields(self) -> list[Any]:
        return [self[name] for name in self.first if name in self.fields]

    @property
    def other_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name not in (*self.first, "match")]


class ChildForm(RowForm):
    first = ("given", "family", "known_as", "birth_on")
    postcode = PostcodeField(
        label=gettext_lazy("Postcode (optional)"),
        max_length=9,
        required=False,
        widget=forms.TextInput(attrs={"width": 10}),
    )
    optional = ("known_as", "described", "about_age", "address", "attends", "nhs_number", "upn")

    class Meta:
        model = ReferralChild
        fields = [
            "given",
            "family",
            "known_as",
            "birth_on",
            "part",
            "about_age",
            "sex",
            "described",
            "attends",
            "address",
            "postcode",
            "nhs_number",
            "upn",
        ]
        field_classes = {"nhs_number": NumberField, "upn": NumberField}
        widgets = {
            "part": forms.RadioSelect,
            "sex": forms.RadioSelect,
            "about_age": forms.NumberInput(attrs={"width": 3}),
            "nhs_number": forms.TextInput(attrs={"width": 10}),
            "upn": forms.TextInput(attrs={"width": 20}),
        }
        help_texts = {
            "given": gettext_lazy("As it is said; a guess at the spelling is enough"),
            "birth_on": gettext_lazy("If it is known. For example, 27 3 2012"),
            "described": gettext_lazy("Where no name is known: “the boy in the red coat”"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nhs_number"].max_length = self.fields["upn"].max_length = None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        return _named(self, said, _("Enter a name, or describe the child."))


class AdultForm(RowForm):
    first = ("given", "family", "birth_on")
    postcode = PostcodeField(
        label=gettext_lazy("Postcode (optional)"),
        max_length=9,
        required=False,
        widget=forms.TextInput(attrs={"width": 10}),
    )
    optional = ("birth_on", "described", "phone", "about", "address")

    class Meta:
        model = ReferralAdult
        fields = ["given", "family", "birth_on", "part", "described", "about", "phone", "address", "postcode"]
        widgets = {"part": forms.RadioSelect, "about": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"described": gettext_lazy("Where no name is known: “the man from the shop”")}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        return _named(self, said, _("Enter a name, or describe the adult."))


def _named(form: RowForm, said: dict[str, Any], words: str) -> dict[str, Any]:
    if not any(said.get(name) for name in ("given", "family", "described")) and not form.errors:
        form.add_error("given", words)
    return said


# What each kind of context is asked for beside what happens there.
PLACE_FIELDS = ["address", "postcode"]
KIND_FIELDS = {
    Kind.LOCATION: PLACE_FIELDS,
    Kind.SCHOOL: ["school_number", *PLACE_FIELDS],
    Kind.NEIGHBOURHOOD: PLACE_FIELDS,
    Kind.ONLINE: ["platform"],
    Kind.TRANSPORT: ["route", "address"],
    Kind.PEER_GROUP: ["address"],
    Kind.RELATIONSHIP: [],
    Kind.OTHER: PLACE_FIELDS,
}
NAMES = {
    Kind.PEER_GROUP: gettext_lazy("What the group is called, or how one would know it"),
    Kind.ONLINE: gettext_lazy("What the group, server or game is called"),
    Kind.RELATIONSHIP: gettext_lazy("What to call it, without names"),
}


class ContextForm(RowForm):
    """A context of one kind; only what that kind is asked for."""

    first = ("name", "school_number", "platform", "route", "address", "postcode")
    postcode = PostcodeField(
        label=gettext_lazy("Postcode (optional)"),
        max_length=9,
        required=False,
        widget=forms.TextInput(attrs={"width": 10}),
    )

    class Meta:
        model = ReferralContext
        fields = [
            "name",
            "school_number",
            "platform",
            "route",
            "address",
            "postcode",
            "happens",
            "when",
            "frequency",
            "how_many",
            "ages",
            "manages",
            "protective",
            "safer",
        ]
        widgets = {
            "happens": forms.Textarea(attrs={"rows": 4}),
            "safer": forms.Textarea(attrs={"rows": 3}),
            "frequency": forms.RadioSelect,
            "how_many": forms.RadioSelect,
            "school_number": forms.TextInput(attrs={"width": 10}),
        }
        help_texts = {
            "how_many": gettext_lazy("About how many are affected. Nobody asks for a list of their names."),
            "when": gettext_lazy("Days and times, as far as they are known"),
            "manages": gettext_lazy("Who runs, owns or looks after it"),
            "protective": gettext_lazy("Who there looks out for young people, or could"),
            "safer": gettext_lazy("What the referrer, or the young people, think would help"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = Kind(self.instance.kind)
        special = {"school_number", "platform", "route", "address", "postcode"}
        for name in special - set(KIND_FIELDS[kind]):
            del self.fields[name]
        if kind in NAMES:
            self.fields["name"].label = NAMES[kind]
        asked = {"name", "frequency", "how_many", "match", "postcode"}
        for name, form_field in self.fields.items():
            if name not in asked:
                form_field.label = _("%(label)s (optional)") % {"label": form_field.label}


ROW_FORMS: dict[str, type[RowForm]] = {"child": ChildForm, "adult": AdultForm, "context": ContextForm}
