"""Forms about safety maps: shape only. What may not be is refused in `safety_maps.py`."""

import json
from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from cases.points import check_points
from cases.safety_codes import Colour, Pooling, Shape, When, Why
from cases.safety_maps import MOST_ADULTS, MOST_FEATURES, Drawn, Trusted
from contexts.models import Context
from cs_casework.drafts.forms import unchecked
from cs_casework.forms import DateField, GovukForm
from families import validators
from families.grid import position_on_earth
from families.models import Person
from families.postcodes import position_of
from families.validators import tidy_postcode


def _line(label: Any, longest: int, hint: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=longest, help_text=hint)


def _words(label: Any, rows: int, longest: int, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=longest, widget=area, help_text=hint)


class Offered:
    """What a map can name, as far as its writer may see it: read once for all rows of a form."""

    def __init__(self, contexts: Iterable[Context], people: Iterable[Person]) -> None:
        self.named = list(contexts)
        self.contexts = {str(context.pk): context for context in self.named}
        self.people = {str(person.pk): person for person in people}


class _RowField(forms.Field):
    """Which row of the map a part of the form was filled in from. Nonsense is none: nobody typed it."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> UUID | None:
        try:
            return UUID(value or "")
        except ValueError:
            return None


class _PointsField(forms.Field):
    """Where it was drawn on the map, as the page wrote it down: latitudes and longitudes, or nothing."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> list[list[float]] | None:
        if not value:
            return None
        try:
            points = json.loads(value)
        except (ValueError, RecursionError):  # the latter for brackets in brackets, thousands deep
            points = None
        check_points(points)
        return points


class MapForm(GovukForm):
    """What is said once of a whole map."""

    drawn_on = DateField(label=_("When did you draw it together?"), allow_future=False)
    drawn_with = _line(
        _("Who drew it with them?"), 150, _("You, or a youth worker or teacher they chose"), required=True
    )
    said = _words(
        _("What did they say about it?"), 4, 5000, _("In their own words. They may read it one day, or have it printed")
    )
    pooling = forms.ChoiceField(
        label=_("Do they agree that what they said of places is counted with what others said?"),
        choices=[choice for choice in Pooling.choices if choice[0] != Pooling.WITHDRAWN],
        initial=Pooling.LATER,
        widget=forms.RadioSelect,
        help_text=_(
            "Say to them: we never tell who said it. We only say that several young people told us the same of a place, "
            "so that adults change something there. You can say no, and you can change your mind later."
        ),
    )
    prompted = ("said",)


class ChangeMapForm(MapForm):
    reason = _line(_("Why is it changed?"), 500, _("If they see places in another way by now, draw another map"))
    field_order = ["reason", "drawn_on", "drawn_with", "said"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        # It is asked, and taken back, on a page of its own: putting a map right changes no answer.
        del self.fields["pooling"]


class FeatureForm(GovukForm):
    """One place or way. Left empty, it says nothing."""

    name = _line(_("What do they call it?"), 200, _("Their own word for it: “the cut”, “round the back of the shops”"))
    colour = forms.ChoiceField(
        label=_("How safe is it, as they say?"), choices=Colour, required=False, widget=forms.RadioSelect
    )
    shape = forms.ChoiceField(
        label=_("A place, or a way that they go?"),
        choices=Shape,
        required=False,
        initial=Shape.AREA,
        widget=forms.RadioSelect,
    )
    times = forms.MultipleChoiceField(
        label=_("When?"), choices=When, required=False, widget=forms.CheckboxSelectMultiple
    )
    when = _line(_("When, in their words"), 300)
    reasons = forms.MultipleChoiceField(
        label=_("Why?"),
        choices=Why,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Read them out together, and tick what they say is true"),
    )
    why = _words(_("Why, in their words"), 3, 2000)
    context = forms.ChoiceField(
        label=_("Is it a place or group that is recorded?"),
        required=False,
        help_text=_("If it is not safe, or only sometimes, naming it proposes a link, and links nobody by itself."),
    )
    postcode = _line(
        _("Its postcode, to put it on the map"), 8, _("Or draw it on the map. It stands in the list without either")
    )
    leave_out = forms.BooleanField(label=_("Take it off the map"), required=False)
    points = _PointsField(required=False)
    came_from = _RowField(required=False)
    mark_optional = False

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["context"].choices = [
            ("", _("None of these, or not known")),
            *((pk, f"{context} ({context.reference})") for pk, context in offered.contexts.items()),
        ]

    @property
    def beside_fields(self) -> list[Any]:
        """What is short, two beside each other."""
        return [self[name] for name in ("colour", "shape", "times", "reasons")]

    @property
    def after_fields(self) -> list[Any]:
        return [self[name] for name in ("when", "why", "context", "postcode")]

    def clean_postcode(self) -> str:
        typed = tidy_postcode(self.cleaned_data["postcode"])
        if typed:
            validators.postcode(typed)
            if position_of(typed) is None:
                raise ValidationError(_("This postcode is not in the directory. Leave it empty, or draw on the map."))
        return typed

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        is_begun = any(found.get(name) for name in ("name", "colour", "times", "when", "reasons", "why", "context"))
        if is_begun and not found.get("leave_out"):
            for name, words in (
                ("name", _("Say what they call it.")),
                ("colour", _("Say how safe it is.")),
            ):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return found

    @property
    def says(self) -> bool:
        return bool(self.cleaned_data.get("name")) and not self.cleaned_data["leave_out"]

    @property
    def said(self) -> Drawn:
        found = self.cleaned_data
        # Somebody who types a postcode means it: it takes the place of what was drawn before.
        at = position_of(found["postcode"]) if found["postcode"] else None
        return Drawn(
            name=found["name"],
            colour=found["colour"],
            shape=found["shape"] or Shape.AREA,
            context=self.offered.contexts.get(found["context"]),
            times=found["times"],
            when=found["when"],
            reasons=found["reasons"],
            why=found["why"],
            points=[list(position_on_earth(at))] if at else found["points"],
            came_from=found["came_from"],
        )


class AdultForm(GovukForm):
    """One adult whom they trust. Left empty, it says nothing."""

    name = _line(_("Who is it, as they call them?"), 200, _("“My aunt Jo”, “Sam at the youth club”"))
    how = _line(_("How do they help?"), 500, _("When, where, and how they reach them"))
    person = forms.ChoiceField(label=_("Somebody on record?"), required=False)
    leave_out = forms.BooleanField(label=_("Take them off"), required=False)
    came_from = _RowField(required=False)
    mark_optional = False

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        people = [(pk, str(person)) for pk, person in offered.people.items()]
        self.fields["person"].choices = [("", _("None of these, or not known")), *people]

    @property
    def shown_fields(self) -> list[Any]:
        return [self[name] for name in ("name", "how", "person")]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        is_begun = found.get("how") or found.get("person")
        if is_begun and not found.get("leave_out") and not found.get("name") and "name" not in self.errors:
            self.add_error("name", _("Say who it is."))
        return found

    @property
    def says(self) -> bool:
        return bool(self.cleaned_data.get("name")) and not self.cleaned_data["leave_out"]

    @property
    def said(self) -> Trusted:
        found = self.cleaned_data
        person = self.offered.people.get(found["person"])
        return Trusted(name=found["name"], how=found["how"], person=person, came_from=found["came_from"])


class Several(BaseFormSet):
    """Rows of one form, each of which may be left empty."""

    def unchecked(self) -> None:
        """Filled with what was typed, without a word about what is still missing."""
        for row in self.forms:
            row._errors, row.cleaned_data = ErrorDict(), {}
        self._errors: list[Any] = [{} for _row in self.forms]
        self._non_form_errors = self.error_class()


_several = partial(forms.formset_factory, formset=Several, extra=0)
FeatureRows = _several(FeatureForm, max_num=MOST_FEATURES, absolute_max=MOST_FEATURES)
AdultRows = _several(AdultForm, max_num=MOST_ADULTS, absolute_max=MOST_ADULTS)
# An empty form has room for so many.
FIRST_FEATURES, FIRST_ADULTS = 2, 1


class WholeMapForm:
    """The form of one map whole: its places and ways, the adults they trust, and what is said once."""

    def __init__(self, typed: Any, offered: Offered, *, stands: Any = None, initial: dict[str, Any]) -> None:
        """`stands` is the map that is changed, as `whole` gives it."""
        self.offered = offered
        form = ChangeMapForm if stands else MapForm
        self.form: MapForm = form(typed, initial=initial)
        told = {"offered": offered}
        self.features: Any = FeatureRows(typed, prefix="place", initial=_features_of(stands), form_kwargs=told)
        self.adults: Any = AdultRows(typed, prefix="adult", initial=_adults_of(stands), form_kwargs=told)
        self.all: list[Any] = [self.form, self.features, self.adults]

    def is_valid(self) -> bool:
        # Each is asked, so that a page says all that is missing at once.
        well_formed = [shown.is_valid() for shown in self.all]
        return all(well_formed)

    @property
    def has_errors(self) -> bool:
        return bool(self.form.errors or self.features.total_error_count() or self.adults.total_error_count())

    def unchecked(self) -> None:
        unchecked(self.form)
        self.features.unchecked()
        self.adults.unchecked()

    @property
    def said(self) -> dict[str, Any]:
        """What `draw_map` and `change_map` are given."""
        return {
            **self.form.cleaned_data,
            "features": [row.said for row in self.features if row.says],
            "adults": [row.said for row in self.adults if row.says],
        }

    @property
    def texts(self) -> list[str]:
        """The words that the young person may read one day."""
        rows = [row.cleaned_data for row in (*self.features, *self.adults)]
        return [self.form.cleaned_data["said"], *(row.get(name, "") for row in rows for name in ("why", "when", "how"))]


def _features_of(stands: Any) -> list[dict[str, Any]]:
    names = ("name", "colour", "shape", "times", "when", "reasons", "why")
    found = [
        {
            **{name: getattr(row, name) for name in names},
            "context": str(row.context_id or ""),
            "points": json.dumps(row.points) if row.points else "",
            "came_from": str(row.pk),
        }
        for row in (stands.drawn if stands else ())
    ]
    return found or [{} for _row in range(FIRST_FEATURES)]


def _adults_of(stands: Any) -> list[dict[str, Any]]:
    found = [
        {"name": row.name, "how": row.how, "person": str(row.person_id or ""), "came_from": str(row.pk)}
        for row in (stands.trusted if stands else ())
    ]
    return found or [{} for _row in range(FIRST_ADULTS)]


class PoolingForm(GovukForm):
    """What they answered, or that they take it back."""

    answer = forms.ChoiceField(label=_("What did they say?"), widget=forms.RadioSelect)
    answered_on = DateField(label=_("When?"), allow_future=False)

    def __init__(self, *args: Any, agrees: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        yes, no, back = Pooling.YES, Pooling.NO, Pooling.WITHDRAWN
        offered = [(back, now_in("They take it back"))] if agrees else [(yes, yes.label), (no, no.label)]
        self.fields["answer"].choices = [(code.value, label) for code, label in offered]


class WithdrawMapForm(GovukForm):
    why = _line(_("Why was it an error?"), 500, required=True)
