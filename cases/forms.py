"""Forms about cases and notes: shape only. What may not be is refused in `workflow.py` and `notes.py`."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.codes import PrimaryNeed
from cases.models import Case, CaseChild, CaseNote, NoteSubject
from cases.notes import Subject
from cs_casework.accounts.models import Permission, Team
from cs_casework.began import BeginsWithRows
from cs_casework.dates import today
from cs_casework.forms import DateField, DateTimeField, GovukForm
from cs_casework.reference.codes import ReferralSource
from families.models import FamilyMembership, Person


class ProposeForm(GovukForm):
    why = forms.CharField(
        label=_("Why is a case needed?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What is happening, what is strong, and what a case would change"),
    )
    referred_on = DateField(label=_("Referral date"), required=False, allow_future=False)


class ReferralDateForm(GovukForm):
    """The day on which a case was referred, where it was recorded wrongly."""

    referred_on = DateField(label=_("Referral date"), allow_future=False)
    reason = forms.CharField(label=_("Why is it put right?"), max_length=300)


class OpenForm(GovukForm):
    """A manager's agreement. A family's case asks which children are open to the service."""

    children = forms.ModelMultipleChoiceField(
        label=_("Which children are open to the service?"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.order_by("name"), empty_label=_("Select a team")
    )
    referred_on = DateField(label=_("Referral date"), allow_future=False)
    source = forms.ChoiceField(
        label=_("Who referred?"), required=False, choices=[("", _("Not recorded")), *ReferralSource.choices]
    )
    primary_need = forms.ChoiceField(
        label=_("Primary need"), required=False, choices=PrimaryNeed, initial=PrimaryNeed.NOT_STATED
    )
    why = forms.CharField(
        label=_("Your reason"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, case: Case, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referred_on"].initial = case.referred_on or today()
        self.fields["team"].initial = case.team_id
        if not case.family_id:
            for name in ("children", "source", "primary_need"):
                del self.fields[name]
            return
        members = FamilyMembership.objects.current().filter(family=case.family_id).values("person")
        self.fields["children"].queryset = (
            Person.objects.visible_to(user).filter(pk__in=members, died_on=None).order_by("birth_on")
        )
        # Those under 18, as the likely answer; an adult may be a care leaver and stays on offer.
        self.fields["children"].initial = [child.pk for child in self.fields["children"].queryset if not child.is_adult]


class DeclineForm(GovukForm):
    why = forms.CharField(
        label=_("Why is the case not opened?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ReopenForm(OpenForm):
    """A closed case is opened again, by a manager, with a reason."""

    why = forms.CharField(
        label=_("Why is the case opened again?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    field_order = ["why", "children"]

    def __init__(self, *args: Any, case: Case, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, case=case, user=user, **kwargs)
        # A new episode begins with a referral of its own.
        self.fields["referred_on"].initial = today()


class OpenChildForm(GovukForm):
    """One more child of the family is open to the service."""

    child = forms.ModelChoiceField(
        label=_("Which child?"), queryset=Person.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    from_on = DateField(label=_("Open from"), allow_future=False)
    source = forms.ChoiceField(
        label=_("Who referred?"), required=False, choices=[("", _("Not recorded")), *ReferralSource.choices]
    )
    primary_need = forms.ChoiceField(
        label=_("Primary need"), required=False, choices=PrimaryNeed, initial=PrimaryNeed.NOT_STATED
    )

    def __init__(self, *args: Any, case: Case, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today()
        members = FamilyMembership.objects.current().filter(family=case.family_id).values("person")
        is_open = CaseChild.objects.visible_to(user).open().values("child")
        self.fields["child"].queryset = (
            Person.objects.visible_to(user).filter(pk__in=members, died_on=None).exclude(pk__in=is_open)
        ).order_by("birth_on")


class CaseField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.reference)


class JoinForm(GovukForm):
    """Why two families are one and, where both have a case, which case continues."""

    reason = forms.CharField(
        label=_("How do you know that they are one family?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    continuing = CaseField(
        label=_("Both families have a case. Which one continues?"),
        queryset=Case.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        help_text=_("The other closes into it today, with the children open in it and its workers."),
    )

    def __init__(self, *args: Any, cases: Any, facts: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["continuing"].queryset = cases
        # What one needs to know of each to choose.
        self.option_hints = {"continuing": facts}  # type: ignore[misc]
        if len(facts) < 2:
            del self.fields["continuing"]


class UndoForm(GovukForm):
    why = forms.CharField(label=_("Why is the join undone?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class NoteForm(GovukForm):
    """One note, with a part of its own for each record it will stand on."""

    kind = forms.ChoiceField(label=_("Kind of note"), choices=[("", _("Select a kind")), *CaseNote.Kind.choices])
    occurred_at = DateTimeField(
        label=_("When did it happen?"), allow_future=False, help_text=_("For example, 27 3 2026 at 4:10pm")
    )
    title = forms.CharField(label=_("Title"), max_length=150)
    happened = forms.CharField(
        label=_("What happened"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 8})
    )
    said = forms.CharField(
        label=_("What was said"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The child’s own words where you can"),
    )
    analysis = forms.CharField(
        label=_("Analysis"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you make of it: worries and strengths, and what happens next"),
    )
    is_significant = forms.BooleanField(label=_("Significant event, for the chronology"), required=False)
    mark_optional = False

    def __init__(self, *args: Any, subjects: Sequence[Any], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subjects = list(subjects)
        self.user = user
        if not user.may(Permission.WRITE_OVERSIGHT):
            self.fields["kind"].choices = [
                choice for choice in self.fields["kind"].choices if choice[0] not in CaseNote.MANAGERS_KINDS
            ]
        for subject in self.subjects:
            self.fields[f"own_{subject.pk}"] = forms.CharField(
                label=_("For %(subject)s alone") % {"subject": subject},
                required=False,
                max_length=20000,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("Stands on this record only, and is read only by those who may see it"),
            )
            if isinstance(subject, Person):
                self.fields[f"seen_{subject.pk}"] = forms.ChoiceField(
                    label=_("Was %(subject)s seen?") % {"subject": subject},
                    required=False,
                    choices=NoteSubject.Seen.choices,
                    help_text=_("A note of the kind “Visit” sets when the child was last seen; other kinds do not"),
                )

    @property
    def shared_fields(self) -> list[Any]:
        return [
            self[name] for name in ("kind", "occurred_at", "title", "happened", "said", "analysis", "is_significant")
        ]

    @property
    def own_fields(self) -> Iterable[tuple[Any, list[Any]]]:
        """Each subject with the fields for it alone."""
        for subject in self.subjects:
            names = [f"seen_{subject.pk}", f"own_{subject.pk}"]
            yield subject, [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not self.subjects:
            raise forms.ValidationError(_("Choose at least one child, family or context this note is about."))
        if not self.errors and not any(found.get(part) for part in ("happened", "said", "analysis")):
            self.add_error("happened", _("Write what happened, what was said, or your analysis."))
        return found

    @cached_property
    def written(self) -> dict[str, Any]:
        """The fields as `record_note` takes them."""
        shared = ("kind", "occurred_at", "title", "happened", "said", "analysis", "is_significant")
        fields = {name: self.cleaned_data[name] for name in shared}
        fields["subjects"] = [
            Subject(
                record=subject,
                own_part=self.cleaned_data.get(f"own_{subject.pk}", ""),
                seen=self.cleaned_data.get(f"seen_{subject.pk}", ""),
            )
            for subject in self.subjects
        ]
        return fields


class AmendForm(BeginsWithRows, GovukForm):
    """A new version of a note, with the reason for it."""

    reason = forms.CharField(label=_("Why is the note amended?"), max_length=500)
    title = forms.CharField(label=_("Title"), max_length=150)
    occurred_at = DateTimeField(label=_("When did it happen?"), allow_future=False)
    happened = forms.CharField(
        label=_("What happened"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 8})
    )
    said = forms.CharField(
        label=_("What was said"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 6})
    )
    analysis = forms.CharField(
        label=_("Analysis"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 6})
    )
    is_significant = forms.BooleanField(label=_("Significant event, for the chronology"), required=False)
    mark_optional = False

    def __init__(self, *args: Any, note: CaseNote, rows: Iterable[NoteSubject], **kwargs: Any) -> None:
        names = ("title", "occurred_at", "happened", "said", "analysis", "is_significant")
        super().__init__(*args, initial={name: getattr(note, name) for name in names}, **kwargs)
        self.rows = list(rows)
        self.also_begins_with = [row.own_part for row in self.rows]
        for row in self.rows:
            self.fields[f"own_{row.pk}"] = forms.CharField(
                label=_("For %(subject)s alone") % {"subject": row.subject},
                required=False,
                max_length=20000,
                initial=row.own_part,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def changes(self) -> dict[str, Any]:
        fields = dict(self.cleaned_data)
        fields["own_parts"] = {row.pk: fields.pop(f"own_{row.pk}") for row in self.rows}
        return fields
