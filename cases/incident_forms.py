"""The form of an incident: shape only. What may not be is refused in `incidents.py`."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.codes import IncidentRole
from cases.incidents import Part, check_roles, no_part, on_nobodys_record
from contexts.models import Context
from cs_casework.forms import DateTimeField, GovukForm
from cs_casework.reference.harms import as_returned
from cs_casework.reference.models import HarmType
from families.models import Person

SAID = ("occurred_at", "what", "source", "harm_types", "police_reference", "is_critical")


class IncidentForm(GovukForm):
    """One incident, with the part of each child who was in it. `subjects` are these children and the context, if it is
    known; both are chosen beside the form."""

    occurred_at = DateTimeField(
        label=_("When did it happen?"),
        allow_future=False,
        help_text=_("For example, 27 3 2026 at 4:10pm. About when is enough"),
    )
    what = forms.CharField(
        label=_("What happened"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What was seen and heard, and who helped. Young people’s own words where you can"),
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Who told us, or what was seen. For example, the school’s log")
    )
    harm_types = forms.ModelMultipleChoiceField(
        label=_("Kinds of harm"),
        queryset=HarmType.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    police_reference = forms.CharField(label=_("Police reference"), required=False, max_length=60)
    is_critical = forms.BooleanField(
        label=_("Critical moment"),
        required=False,
        help_text=_("A time when a young person may be more open to help, such as after an injury or an arrest"),
    )

    def __init__(self, *args: Any, subjects: Sequence[Any], user: Any, kept: Iterable[HarmType] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.children = [subject for subject in subjects if isinstance(subject, Person)]
        self.context = next((subject for subject in subjects if isinstance(subject, Context)), None)
        # What was withdrawn stays on the incident that has it.
        offered = Q(withdrawn_on=None) | Q(pk__in=[harm.pk for harm in kept])
        kinds = HarmType.objects.visible_to(user).filter(offered).order_by("name")
        self.fields["harm_types"].queryset = kinds
        for child in self.children:
            self.fields[f"part_{child.pk}"] = forms.MultipleChoiceField(
                label=_("What part did %(child)s have?") % {"child": child},
                error_messages={"required": no_part(child)},
                choices=IncidentRole.choices,
                widget=forms.CheckboxSelectMultiple,
            )
        # They stand above the rest, and so do their errors.
        self.order_fields([f"part_{child.pk}" for child in self.children])
        self.option_hints = {  # type: ignore[misc]  # differs from one incident to the next
            f"part_{child.pk}": {
                IncidentRole.HARMED_OTHERS.value: _(
                    "Then only managers, duty teams, and those who work with a child in it or in that context can read it"
                )
            }
            for child in self.children
        } | {"harm_types": {str(harm.pk): as_returned(harm) for harm in kinds}}

    @property
    def said_fields(self) -> list[Any]:
        return [self[name] for name in SAID]

    @property
    def child_fields(self) -> Iterable[tuple[Person, Any]]:
        """Each child with the field for the part they had."""
        for child in self.children:
            yield child, self[f"part_{child.pk}"]

    @property
    def parts(self) -> list[Part]:
        return [Part(child, self.cleaned_data.get(f"part_{child.pk}") or []) for child in self.children]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not self.children and self.context is None:
            raise forms.ValidationError(on_nobodys_record())
        for part in self.parts:
            if f"part_{part.child.pk}" in self.errors:
                continue
            try:
                check_roles(part)
            except forms.ValidationError as refusal:
                self.add_error(None, refusal)
        return found

    @property
    def written(self) -> dict[str, Any]:
        """The fields as `record_incident` takes them."""
        fields = {name: self.cleaned_data[name] for name in SAID}
        return fields | {"context": self.context, "parts": self.parts}


class ChangeIncidentForm(IncidentForm):
    """A new version of an incident, which comes with its rows (`with_rows`), and the reason for it."""

    reason = forms.CharField(label=_("Why is it changed?"), max_length=500)

    def __init__(self, *args: Any, incident: Any, **kwargs: Any) -> None:
        kept = [row.harm_type for row in incident.harm_rows]
        initial = {name: getattr(incident, name) for name in SAID if name != "harm_types"}
        initial |= {"harm_types": [harm.pk for harm in kept]}
        initial |= {f"part_{child.pk}": [row.role for row in rows] for child, rows in incident.parts}
        super().__init__(*args, kept=kept, initial=initial, **kwargs)

    @property
    def said_fields(self) -> list[Any]:
        return [self["reason"], *super().said_fields]

    @property
    def written(self) -> dict[str, Any]:
        return super().written | {"reason": self.cleaned_data["reason"]}
