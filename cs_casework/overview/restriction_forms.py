"""Restricting a record in one step, and what follows: grants that are renewed or end, reviews, lifting, released words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.models import CaseNote
from cases.restricting import WorksWith
from cs_casework.accounts.models import StandingGrant, Team, User
from cs_casework.forms import DateField, GovukForm
from cs_casework.overview.templatetags.casework import govuk_date

HIDE, RELEASE = "hide", "release"
PARTS = ("title", "happened", "said", "analysis")


def _text(label: Any, rows: int = 4, length: int = 2000, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


class ReasonForm(GovukForm):
    """One reason, asked for by `label`."""

    reason = _text(gettext_lazy("Why?"))

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label


class RestrictForm(GovukForm):
    """Why; who of those who work with the record goes on seeing it; and what the other records of its notes keep of them.

    Nothing is chosen beforehand: each note is decided on here, and where there are `more` than stand here, these are hidden
    once somebody says so.
    """

    reason = _text(gettext_lazy("Why must this record be restricted?"))
    mark_optional = False

    def __init__(
        self,
        *args: Any,
        working: Sequence[WorksWith] = (),
        notes: Sequence[CaseNote] = (),
        more: int = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.reveals: dict[str, Any] = {}  # type: ignore[misc]  # which fields there are differs from record to record
        self.notes = {f"note_{note.pk.hex}": note for note in notes}
        self.working = {str(found.user.pk): found.user for found in working}
        if working:
            self.fields["granted"] = forms.MultipleChoiceField(
                label=_("Who works with it now and goes on seeing it?"),
                help_text=_("For six months. Everybody else but you loses sight of it."),
                choices=[(str(found.user.pk), f"{found.user} ({found.part})") for found in working],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        for name, note in self.notes.items():
            self._add_note(name, note)
        if more:
            self.fields["hide_others"] = forms.BooleanField(
                label=ngettext(
                    "Hide %(number)s other note for now; I decide on it afterwards",
                    "Hide the %(number)s other notes for now; I decide on them afterwards",
                    more,
                )
                % {"number": more},
                error_messages={"required": _("Say that the other notes are hidden for now, or do not restrict yet")},
            )

    def _add_note(self, name: str, note: CaseNote) -> None:
        told = {"title": note.title, "kind": note.get_kind_display(), "day": govuk_date(note.occurred_at)}
        self.fields[name] = forms.ChoiceField(
            label=_("%(title)s: %(kind)s, %(day)s") % told,
            choices=[
                (HIDE, _("Hide it from the other records")),
                (RELEASE, _("Release words that leave this record out")),
            ],
            error_messages={
                "required": _("Select whether to hide “%(title)s” or to release words of it") % {"title": note.title}
            },
            widget=forms.RadioSelect,
        )
        for part in PARTS:
            self.fields[f"{name}_{part}"] = part_field(part, note)
        self.fields[f"{name}_are_no_names"] = no_names_field()
        self.reveals[name] = {RELEASE: [*(f"{name}_{part}" for part in PARTS), f"{name}_are_no_names"]}

    @property
    def chosen(self) -> dict[str, Any]:
        """The fields as `restrict_with` takes them."""
        fields = self.cleaned_data
        return {
            "reason": fields["reason"],
            "granted": [self.working[key] for key in fields.get("granted", [])],
            "released": {
                note: {part: fields.get(f"{name}_{part}", "") for part in (*PARTS, "are_no_names")}
                for name, note in self.notes.items()
                if fields.get(name) == RELEASE
            },
            "hidden": [note for name, note in self.notes.items() if fields.get(name) == HIDE],
            "hide_others": fields.get("hide_others", False),
        }


class ReleaseForm(GovukForm):
    """What the other records of one note keep of it: from the note's own words, or from those released before."""

    mark_optional = False

    def __init__(self, *args: Any, note: CaseNote, released: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in PARTS:
            self.fields[part] = part_field(part, released or note)
        self.fields["are_no_names"] = no_names_field()


class LeaveHiddenForm(GovukForm):
    """Which of the notes on the page stay hidden from their other records."""

    def __init__(self, *args: Any, notes: Sequence[CaseNote] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notes"] = forms.MultipleChoiceField(
            label=_("Notes that stay hidden"),
            choices=[(str(note.pk), note.title) for note in notes],
            error_messages={"required": _("Select the notes that stay hidden")},
            widget=forms.CheckboxSelectMultiple,
        )


def part_field(part: str, words: Any) -> forms.CharField:
    """One part of a note as the other records keep it."""
    labels = {
        "title": _("Title, as the other records keep it"),
        "happened": _("What happened"),
        "said": _("What was said"),
        "analysis": _("Analysis"),
    }
    text = getattr(words, part)
    if part == "title":
        return forms.CharField(label=labels[part], max_length=150, initial=text, required=False)
    field = _text(labels[part], rows=5, length=20000, required=False)
    field.initial = text
    return field


def no_names_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Words in small letters that are also a name, such as “will”, name nobody here"), required=False
    )


class RenewForm(GovukForm):
    reason = forms.CharField(label=gettext_lazy("Why do they still need to see it?"), max_length=500)
    ends_on = DateField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("The first day on which they do not see it any more"),
        error_messages={"required": gettext_lazy("Enter the day it ends")},
    )


class StandingForm(GovukForm):
    """Which team on duty sees restricted records, and why."""

    team = forms.ModelChoiceField(
        label=gettext_lazy("Team"),
        queryset=Team.objects.none(),
        empty_label=gettext_lazy("Select a front-door or out-of-hours team"),
    )
    reason = _text(gettext_lazy("Why does this team have to see restricted records?"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = StandingGrant.objects.visible_to(user).standing().order_by().values("team")
        self.fields["team"].queryset = Team.objects.filter(kind__in=Team.ON_DUTY).exclude(pk__in=held).order_by("name")
