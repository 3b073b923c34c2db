"""The forms that settle what two records of one person say differently before they are merged, and that undo it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.merge_details import DetailsForm, differing, said
from cases.merge_rows import adults_in_both, said_twice
from cases.models import CaseChild
from cases.people_merging import DETAILS
from contexts.models import ContextAdult, ContextLink
from cs_casework.accounts.models import User
from cs_casework.forms import GovukForm
from cs_casework.versions import in_words
from families.codes import Disability, Sex
from families.models import Person

LABELS = {
    "name": gettext_lazy("Name they have now"),
    "born": gettext_lazy("Date of birth"),
    "upn": gettext_lazy("Unique pupil number (UPN)"),
    "language": gettext_lazy("First language"),
    "elsewhere": gettext_lazy("Open to another council"),
}
HINTS = {
    "name": gettext_lazy("The other is kept as a name they also use, and is still found."),
    "la_child_id": gettext_lazy("The other one still finds this record."),
    "nhs_number": gettext_lazy("The other one still finds this record."),
    "upn": gettext_lazy("The other one still finds this record."),
}
# What says nothing about somebody: a manager need not choose it.
NOTHING: tuple[Any, ...] = (None, "", [], False, Sex.UNKNOWN.value)


class PeriodField(forms.ModelChoiceField):
    def label_from_instance(self, period: CaseChild) -> str:
        words = {"case": period.case, "person": period.child.reference, "day": f"{period.from_on:%-d %B %Y}"}
        return _("%(case)s: %(person)s, since %(day)s") % words


class MergePeopleForm(DetailsForm):
    """Which of what the two records say differently is right, which of what stands on both stays current, in which case
    they go on being open, and how one knows that they are one person. What this person may not see is not asked about."""

    reason = forms.CharField(
        label=gettext_lazy("How do you know that they are one person?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    continuing = PeriodField(
        label=gettext_lazy("Both are open to the service. In which case does that go on?"),
        queryset=CaseChild.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        help_text=gettext_lazy("In the other the child’s time closes today. That case itself stays open."),
    )

    def __init__(
        self, *args: Any, kept: Person, merged: Person, user: User, periods: Any, facts: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept, self.merged, self.user = kept, merged, user
        self.hints["continuing"] = facts
        self.fields["continuing"].queryset = periods
        if len(facts) < 2:
            del self.fields["continuing"]
        links, adults = ContextLink.objects.visible_to(user), ContextAdult.objects.visible_to(user)
        self.details = differing(kept, merged, DETAILS)
        first = [self._ask(name) for name in self.details]
        first += [self._ask_pair("link", pair) for pair in said_twice(kept, merged, links=links)]
        first += [self._ask_pair("adult", pair) for pair in adults_in_both(kept, merged, adults=adults)]
        self.order_fields(first)

    def _ask(self, name: str) -> str:
        columns = DETAILS[name]
        label = LABELS.get(name) or Person._meta.get_field(columns[0]).verbose_name  # type: ignore[union-attr]
        sides = {"kept": self.kept, "merged": self.merged}
        options = {side: detail_in_words(person, columns, self.user) for side, person in sides.items()}
        says = any(value not in NOTHING for value in said(self.kept, columns))
        key = self.ask_detail(name, label=label, options=options, says=says, **sides)
        self.fields[key].help_text = HINTS.get(name, "")
        return key

    def _ask_pair(self, kind: str, pair: Any) -> str:
        words = {"context": pair[0].context, "part": pair[0].get_role_display()}
        label = _("%(context)s, %(part)s: which record stays current?") % words
        return self.ask_pair(kind, pair, label=label, references=(self.kept.reference, self.merged.reference))

    @property
    def chosen(self) -> dict[str, Any]:
        """What was answered, as `merge_people` takes it."""
        answers = self.cleaned_data
        return {
            "reason": answers["reason"],
            "continuing": answers.get("continuing"),
            "taken": [name for name in self.details if answers[f"detail_{name}"] == "merged"],
            "stays": [UUID(answers[name]) for name in answers if name.startswith(("link_", "adult_"))],
        }


class UndoMergeForm(GovukForm):
    why = forms.CharField(
        label=gettext_lazy("Why is the merge undone?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def detail_in_words(person: Person, columns: tuple[str, ...], user: User) -> str:
    """What a record says of one detail, in a line."""
    words = []
    for column in columns:
        field: Any = Person._meta.get_field(column)
        value = getattr(person, column)
        if column == "needs_interpreter" and value is not None:
            words.append(_("needs an interpreter") if value else _("needs no interpreter"))
        elif column == "birth_is_estimate":
            words += [_("an estimate")] if value else []
        elif column == "expected_on" and value:
            words.append(_("expected %(date)s") % {"date": f"{value:%-d %B %Y}"})
        elif column == "disabilities":
            words += [str(Disability(code).label) for code in value if code in Disability.values]
        elif hasattr(value, "strftime"):
            words.append(f"{value:%-d %B %Y}")
        else:
            words.append(in_words(field, value, user))
    return ", ".join(word for word in words if word)
