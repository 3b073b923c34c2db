"""The form of one view of what weighs how much: shape only. What may not be is refused in `weighing.py`."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.forms.formsets import BaseFormSet
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from assessments.codes import Direction, Influence, NoPrimary, World
from assessments.models import Assessment, Weighting
from assessments.weighing import BENEATH, Acts, Part
from cases.models import CaseNote, ExtraFamilialFactor, Incident, NoteSubject
from contexts.codes import LinkRole
from contexts.models import Context, ContextLink
from cs_casework.accounts.models import User
from cs_casework.drafts.forms import unchecked
from cs_casework.forms import GovukForm
from families.models import Person

MOST_PARTS, MOST_ACTS = 15, 10
# The newest of each kind that a part is offered to rest on.
MOST_RECORDS = 10


class Offered:
    """What a view can name, as far as its writer may see it: read once for all parts of a form."""

    def __init__(self, assessment: Assessment, child: Person | None, user: User, begun_from: Weighting | None) -> None:
        factors = ExtraFamilialFactor.objects.visible_to(user).current_first()
        incidents = Incident.objects.visible_to(user).newest_first()
        notes = CaseNote.objects.visible_to(user).order_by("-occurred_at")
        context = assessment.case.context_id
        if child:
            factors = factors.filter(case=assessment.case_id).of_child(child)
            incidents = incidents.of_child(child)
            subjects = NoteSubject.objects.filter(Q(child=child) | Q(family=assessment.case.family_id))
        else:
            factors, incidents = factors.filter(context=context), incidents.filter(context=context)
            subjects = NoteSubject.objects.filter(context=context)
        notes = notes.filter(pk__in=subjects.order_by().values("note"))
        self.records: dict[str, Any] = {}
        for name, found in (("factor", factors), ("incident", incidents), ("note", notes)):
            self.records |= {f"{name}:{one.pk}": one for one in found[:MOST_RECORDS]}
        before = list(begun_from.parts) if begun_from else []  # type: ignore[attr-defined]
        for row in before:
            self.records |= {key_of(basis.record): basis.record for basis in row.beneath}
        named = [one.context_id for one in self.records.values() if getattr(one, "context_id", None)]
        around = Q(pk__in=[*named, *(row.context_id for row in before)])
        if child:
            links = ContextLink.objects.visible_to(user).current().filter(child=child)
            around |= Q(pk__in=links.exclude(role=LinkRole.ALLEGED_HARM).order_by().values("context"))
        else:
            around |= Q(pk=context) | Q(parent=context) | Q(parts=context)
        places = Context.objects.visible_to(user).standing().filter(around).distinct().order_by("name", "pk")
        self.contexts: dict[str, Context] = {str(one.pk): one for one in places}
        self.records |= {key_of(one): one for one in self.contexts.values()}

    @cached_property
    def context_choices(self) -> list[tuple[str, Any]]:
        return [("", _("No one context")), *((pk, f"{one} ({one.reference})") for pk, one in self.contexts.items())]

    @cached_property
    def record_choices(self) -> list[tuple[Any, list[tuple[str, str]]]]:
        labels = {
            "factor": _("Factors outside the family"),
            "incident": _("Incidents"),
            "note": _("Case notes"),
            "context": _("Contexts"),
        }
        grouped = [
            (label, [(key, _called(one)) for key, one in self.records.items() if key.startswith(f"{name}:")])
            for name, label in labels.items()
        ]
        return [(label, choices) for label, choices in grouped if choices]


def key_of(record: Any) -> str:
    """Which record, in the value of a box to tick."""
    return f"{next(name for name, model in BENEATH.items() if isinstance(record, model))}:{record.pk}"


def _called(record: Any) -> str:
    if isinstance(record, CaseNote):
        return f"{record.occurred_at:%-d %B %Y}: {record}"
    if isinstance(record, ExtraFamilialFactor):
        return f"{record}: {record.seen[:80]}"
    return str(record)


class WeightingForm(GovukForm):
    """What is said once of a whole view."""

    change_first = forms.CharField(
        label=_("What must change first?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For safety to grow: where it has to change, and who can change it"),
    )
    no_primary = forms.ChoiceField(
        label=_("If no part is primary"),
        choices=[("", _("A part is primary, or nothing is said")), *NoPrimary.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    no_primary_why = forms.CharField(
        label=_("Why?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    mark_optional = False


class _RowField(forms.Field):
    """Which row of an earlier version a part was filled in from. Nonsense is none: nobody typed it."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> UUID | None:
        try:
            return UUID(value or "")
        except ValueError:
            return None


class PartForm(GovukForm):
    """One part. Left empty, it says nothing."""

    kind = forms.ChoiceField(
        label=_("Part of a young person’s world"), choices=[("", _("Choose one")), *World.choices], required=False
    )
    context = forms.ChoiceField(
        label=_("Which context"),
        required=False,
        help_text=_("Contexts that are linked, or named in a factor or an incident. Home and family has none."),
    )
    influence = forms.ChoiceField(label=_("Influence"), choices=Influence, required=False, widget=forms.RadioSelect)
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction, required=False, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What harms, what protects, and who looks out for them there"),
    )
    rests_on = forms.MultipleChoiceField(
        label=_("What it rests on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    leave_out = forms.BooleanField(label=_("Leave this part out"), required=False)
    came_from = _RowField(required=False)
    mark_optional = False

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["context"].choices = offered.context_choices
        self.fields["rests_on"].choices = offered.record_choices

    @property
    def beside_fields(self) -> list[Any]:
        """What is short, two beside each other."""
        return [self[name] for name in ("kind", "context", "influence", "direction")]

    @property
    def ticked(self) -> int:
        return len(self["rests_on"].value() or [])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        is_begun = any(found.get(name) for name in ("influence", "direction", "why", "context", "rests_on"))
        if is_begun and not found.get("leave_out"):
            for name, words in (
                ("kind", _("Choose the part of a young person’s world.")),
                ("influence", _("Choose how much it weighs.")),
            ):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return found

    @property
    def says(self) -> bool:
        """Whether it weighs anything: a part that is only named is one that nobody has come to yet."""
        return bool(self.cleaned_data.get("influence")) and not self.cleaned_data["leave_out"]

    @property
    def said(self) -> Part:
        found = self.cleaned_data
        return Part(
            kind=found["kind"],
            context=self.offered.contexts.get(found["context"]),
            influence=found["influence"],
            direction=found["direction"],
            why=found["why"],
            rests_on=[self.offered.records[key] for key in found["rests_on"]],
            came_from=found["came_from"],
        )


class ActsForm(GovukForm):
    """How one part acts on another. Without words it says nothing."""

    source = forms.ChoiceField(label=_("Which part acts"), required=False)
    target = forms.ChoiceField(label=_("On which part"), required=False)
    words = forms.CharField(
        label=_("How"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Such as: threats on the estate keep him out late, and his mother alone cannot make the way home safe"
        ),
    )
    mark_optional = False

    def __init__(self, *args: Any, parts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "target"):
            self.fields[name].choices = [("", _("Choose a part")), *parts]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("words"):
            for name, words in (
                ("source", _("Choose which part acts.")),
                ("target", _("Choose the part it acts on.")),
            ):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, words)
        elif not self.initial.get("words") and (found.get("source") or found.get("target")):
            self.add_error("words", _("Say how it acts on the other."))
        return found


class Several(BaseFormSet):
    """Rows of one form, each of which may be left empty."""

    def unchecked(self) -> None:
        """Filled with what was typed, without a word about what is still missing."""
        for row in self.forms:
            row._errors, row.cleaned_data = ErrorDict(), {}
        self._errors: list[Any] = [{} for _row in self.forms]
        self._non_form_errors = self.error_class()


_several = partial(forms.formset_factory, formset=Several)
PartRows = _several(PartForm, extra=0, max_num=MOST_PARTS, absolute_max=MOST_PARTS)
ActsRows = _several(ActsForm, extra=0, max_num=MOST_ACTS, absolute_max=MOST_ACTS)
# A view that nobody has written yet begins with a row for each of these.
FIRST_KINDS = (World.HOME, World.PEERS, World.SCHOOL, World.NEIGHBOURHOOD, World.ONLINE)


class ViewForm:
    """The form of one view whole: its parts, how they act on each other, and what is said once."""

    def __init__(self, typed: Any, offered: Offered, begun_from: Weighting | None) -> None:
        parts, acts, said = _as_initial(begun_from)
        self.form = WeightingForm(typed, initial=said)
        self.parts = PartRows(typed, prefix="part", initial=parts, form_kwargs={"offered": offered})
        choices = [(str(place), _numbered(place, row)) for place, row in enumerate(self.parts, start=1)]
        self.acts = ActsRows(typed, prefix="acts", initial=acts, form_kwargs={"parts": choices})
        self.all: list[Any] = [self.form, self.parts, self.acts]

    @property
    def called(self) -> list[tuple[str, Any]]:
        """Each form of it with what it is called."""
        parts = [(now_in("Part %(place)s") % {"place": place}, row) for place, row in enumerate(self.parts, start=1)]
        acts = [(now_in("Sentence %(place)s") % {"place": place}, row) for place, row in enumerate(self.acts, start=1)]
        return [*parts, *acts, ("", self.form)]

    def is_valid(self) -> bool:
        # Each is asked, so that a page says all that is missing at once.
        well_formed = [shown.is_valid() for shown in self.all]
        return all(well_formed)

    @property
    def has_errors(self) -> bool:
        return bool(self.form.errors or self.parts.total_error_count() or self.acts.total_error_count())

    def unchecked(self) -> None:
        form, *rows = self.all
        unchecked(form)
        for several in rows:
            several.unchecked()

    @property
    def said(self) -> dict[str, Any]:
        """What `write_weighting` is given. The places of parts are counted anew, as rows left empty say nothing."""
        places = [place for place, row in enumerate(self.parts, start=1) if row.says]
        anew = {str(place): number for number, place in enumerate(places, start=1)}
        acts = [row.cleaned_data for row in self.acts if row.cleaned_data.get("words")]
        return {
            **self.form.cleaned_data,
            "parts": [row.said for row in self.parts if row.says],
            "acts": [Acts(anew.get(row["source"], 0), anew.get(row["target"], 0), row["words"]) for row in acts],
        }


def _as_initial(begun_from: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    """What a version says, as the fields of the form."""
    if begun_from is None:
        return [{"kind": kind} for kind in FIRST_KINDS], [{}], {}
    places = {row.pk: str(place) for place, row in enumerate(begun_from.parts, start=1)}
    parts = [
        {
            **{name: getattr(row, name) for name in ("kind", "influence", "direction", "why")},
            "context": str(row.context_id or ""),
            "rests_on": [key_of(basis.record) for basis in row.beneath],
            "came_from": str(row.pk),
        }
        for row in begun_from.parts
    ]
    acts = [
        {"source": places.get(act.from_row_id, ""), "target": places.get(act.to_row_id, ""), "words": act.words}
        for act in begun_from.acting
    ]
    said = {name: getattr(begun_from, name) for name in ("change_first", "no_primary", "no_primary_why")}
    return parts, acts or [{}], said


def _numbered(place: int, row: Any) -> str:
    """What a part is called where a sentence chooses it: by its number, and by what is typed in it so far."""
    kind, context = row["kind"].value(), row.offered.contexts.get(str(row["context"].value() or ""))
    called = str(context or dict(World.choices).get(kind, "")) or now_in("empty so far")
    return now_in("Part %(place)s: %(called)s") % {"place": place, "called": called}
