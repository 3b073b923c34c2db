"""Forms about contexts and links: shape only. What may not be is refused in `workflow.py`."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from contexts.codes import Basis, Handling, Kind, LinkRole, Reliability
from contexts.models import Context, ContextAdult, ContextRelation
from cs_casework.accounts.models import Team
from cs_casework.dates import today
from cs_casework.forms import DateField, GovukForm, GovukModelForm
from cs_casework.reference.models import PlaceCategory
from families.forms import PostcodeField

# What each kind of context is asked for beside its name and description.
PLACE_FIELDS = ["category", "address", "postcode", "easting", "northing", "times"]
KIND_FIELDS = {
    Kind.LOCATION: PLACE_FIELDS,
    Kind.SCHOOL: ["school_number", "address", "postcode", "easting", "northing", "times"],
    Kind.NEIGHBOURHOOD: ["address", "postcode", "times"],
    Kind.ONLINE: ["platform", "times"],
    Kind.TRANSPORT: ["route", "address", "times"],
    Kind.PEER_GROUP: [
        "purpose",
        "intended_outcome",
        "how_identified",
        "told_young_people",
        "told_parents",
        "why_not_told",
        "review_due",
    ],
    Kind.RELATIONSHIP: [],
    Kind.OTHER: ["address", "postcode", "times"],
}


class KindForm(GovukForm):
    """The first step: what kind of context it is. It decides what is asked next."""

    kind = forms.ChoiceField(label=_("What kind of context is it?"), choices=Kind, widget=forms.RadioSelect)
    page_heading = "kind"
    option_hints = {
        "kind": {
            "location": _("A park, an estate, a shop, a stairwell, a station"),
            "peer_group": _("Young people who spend time together. Needs a purpose, and a review within three months."),
            "relationship": _("Two or more people, at least one of them a child"),
            "online": _("A group chat, a server, a game. Never record passwords."),
        }
    }


class ContextForm(GovukModelForm):
    """A context of one kind; only what that kind is asked for."""

    postcode = PostcodeField(
        label=_("Postcode"), max_length=9, required=False, widget=forms.TextInput(attrs={"width": 10})
    )

    class Meta:
        model = Context
        fields = [
            "name",
            "description",
            "category",
            "address",
            "postcode",
            "easting",
            "northing",
            "times",
            "school_number",
            "platform",
            "route",
            "purpose",
            "intended_outcome",
            "how_identified",
            "told_young_people",
            "told_parents",
            "why_not_told",
            "strengths",
            "review_due",
            "threshold_level",
            "threshold_why",
            "lawful_basis",
            "owner_team",
            "parent",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("purpose", "intended_outcome", "how_identified", "why_not_told", "threshold_why")
        } | {
            "description": forms.Textarea(attrs={"rows": 5}),
            "strengths": forms.Textarea(attrs={"rows": 4}),
            "told_young_people": forms.RadioSelect,
            "told_parents": forms.RadioSelect,
            "easting": forms.NumberInput(attrs={"width": 10}),
            "northing": forms.NumberInput(attrs={"width": 10}),
        }
        help_texts = {
            "name": _("A neutral name, worded for welfare. No child’s name, and no name others use to blame."),
            "strengths": _("What is good and safe here, and who protects young people"),
            "review_due": _("Three months from today at the latest; left empty, it is three months from today"),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.instance.kind
        asked = set(KIND_FIELDS[Kind(kind)])
        everywhere = {"name", "description", "strengths", "threshold_level", "threshold_why", "lawful_basis"}
        for name in list(self.fields):
            if name not in asked | everywhere | {"owner_team", "parent"}:
                del self.fields[name]
        if "category" in self.fields:
            self.fields["category"].queryset = PlaceCategory.objects.offered(keep=self.instance.category_id)
        self.fields["owner_team"].queryset = Team.objects.order_by("name")
        # A long list of every context helps nobody: what lies within what is chosen on the record's own page.
        del self.fields["parent"]
        if kind == Kind.PEER_GROUP:
            for name in ("purpose", "intended_outcome", "how_identified", "told_young_people", "told_parents"):
                self.fields[name].required = True
            for name in ("told_young_people", "told_parents"):
                self.fields[name].choices = Context.Told.choices
            self.fields["strengths"].required = True


class HandlingMixin:
    """What another agency told says how it may be passed on: that is asked where this is how it is known, and needed there.

    Whatever else is chosen, what stood in the fields that are hidden then is not taken.
    """

    reveals: ClassVar[dict[str, dict[str, str | list[str]]]] = {
        "basis": {Basis.AGENCY_REPORT: ["handling", "handling_conditions"]}
    }

    def clean(self) -> Any:
        found: Any = super().clean()  # type: ignore[misc]
        form: Any = self
        said = found if found is not None else form.cleaned_data
        if said.get("basis") != Basis.AGENCY_REPORT:
            said["handling"] = said["handling_conditions"] = ""
        elif not said.get("handling") and "handling" not in form.errors:
            form.add_error("handling", _("Select how it may be passed on"))
        elif said.get("handling") != Handling.CONDITIONS:
            said["handling_conditions"] = ""
        elif not said.get("handling_conditions") and "handling_conditions" not in form.errors:
            form.add_error("handling_conditions", _("Enter the conditions that came with it"))
        return said


class LinkForm(HandlingMixin, GovukForm):
    """What is said about the chosen children and the context, the same for each of them."""

    roles = forms.MultipleChoiceField(
        label=_("What links them?"),
        choices=LinkRole,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose every one that is true. A child may be harmed and alleged to have harmed; say both."),
    )
    basis = forms.ChoiceField(label=_("How do we know?"), choices=Basis, widget=forms.RadioSelect)
    reliability = forms.ChoiceField(
        label=_("How reliable is it?"),
        choices=Reliability,
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Who told us, or what was seen and by whom")
    )
    handling = forms.ChoiceField(
        label=_("How may it be passed on?"),
        choices=Handling,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The handling code that came with it. Say in your own words what it means for the child."),
    )
    handling_conditions = forms.CharField(
        label=_("Conditions on passing it on"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    source_on = DateField(label=_("Date of the source"), allow_future=False)
    from_on = DateField(label=_("True since"), allow_future=False, help_text=_("About when is enough"))
    child_view = forms.CharField(
        label=_("The child’s own view"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    review_due = DateField(label=_("Review by"), required=False)

    option_hints = {
        "roles": {
            "alleged_harm": _("Seen by managers, workers of children in this context, and duty teams only"),
        }
    }

    def __init__(self, *args: Any, latest_review: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_due"].initial = latest_review
        self.fields["source_on"].initial = self.fields["from_on"].initial = today()


class EndLinkForm(GovukForm):
    to_on = DateField(label=_("When did it stop being true?"), allow_future=False)
    ended_why = forms.CharField(label=_("Why, or how we know"), max_length=300)


class AdultForm(HandlingMixin, GovukModelForm):
    class Meta:
        model = ContextAdult
        fields = ["role", "described", "basis", "handling", "handling_conditions"]
        fields += ["reliability", "source", "source_on", "from_on"]
        widgets = dict.fromkeys(("role", "basis", "handling", "reliability"), forms.RadioSelect)
        help_texts = {"described": _("For example: the night manager of the shop, or a name")}


class RelationForm(GovukModelForm):
    class Meta:
        model = ContextRelation
        fields = ["kind", "source"]
        widgets = {"kind": forms.RadioSelect}


class ReviewForm(GovukForm):
    review_due = DateField(label=_("Next review"), required=False)
