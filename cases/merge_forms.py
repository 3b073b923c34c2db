"""The form that settles what two contexts say differently before they are merged."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms import CaseField
from cases.merging import DETAILS, adults_in_both, differing, said_twice
from cases.models import Case
from contexts.models import Context, ContextAdult, ContextLink
from cs_casework.accounts.models import User
from cs_casework.forms import GovukForm

LABELS = {
    "position": gettext_lazy("Position on the map"),
    "told": gettext_lazy("Who has been told"),
    "threshold": gettext_lazy("Threshold level"),
}


class MergeForm(GovukForm):
    """Which of what the two contexts say differently stands, which of what stands on both stays current, which case
    continues, and how one knows that they are one. What this person may not see is not asked about."""

    reason = forms.CharField(
        label=gettext_lazy("How do you know that they are one?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    continuing = CaseField(
        label=gettext_lazy("Both contexts have a case. Which one continues?"),
        queryset=Case.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        help_text=gettext_lazy("The other closes into it today, with its workers."),
    )

    def __init__(
        self, *args: Any, kept: Context, merged: Context, user: User, cases: Any, facts: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept, self.merged = kept, merged
        hints: dict[str, dict[str, Any]] = {"continuing": facts}
        self.fields["continuing"].queryset = cases
        if len(facts) < 2:
            del self.fields["continuing"]
        seen = set(Context.objects.visible_to(user).filter(parts__in=[kept, merged]).values_list("pk", flat=True))
        self.details = [
            name
            for name in differing(kept, merged)
            if name != "parent" or {kept.parent_id, merged.parent_id} - {None} <= seen
        ]
        links, adults = ContextLink.objects.visible_to(user), ContextAdult.objects.visible_to(user)
        first = [self._add_detail(name, hints) for name in self.details]
        first += [self._add_pair("link", pair, hints) for pair in said_twice(kept, merged, links=links)]
        first += [self._add_pair("adult", pair, hints) for pair in adults_in_both(kept, merged, adults=adults)]
        self.order_fields(first)
        self.option_hints = hints  # type: ignore[misc]

    def _add_detail(self, name: str, hints: dict[str, dict[str, Any]]) -> str:
        key = f"detail_{name}"
        field: Any = Context._meta.get_field(DETAILS[name][0])
        label = LABELS.get(name) or field.verbose_name
        options = {
            side: _value_in_words(context, name) for side, context in (("kept", self.kept), ("merged", self.merged))
        }
        self.fields[key] = forms.ChoiceField(
            label=str(label)[:1].upper() + str(label)[1:],
            choices=[(side, words or _("Nothing recorded")) for side, words in options.items()],
            widget=forms.RadioSelect,
            initial="kept" if options["kept"] else "merged",
        )
        hints[key] = {"kept": self.kept.reference, "merged": self.merged.reference}
        return key

    def _add_pair(self, kind: str, pair: Any, hints: dict[str, dict[str, Any]]) -> str:
        ours, theirs = pair
        key = f"{kind}_{theirs.pk}"
        who = ours.child if kind == "link" else ours
        label = _("%(who)s, %(part)s: which record stays current?") % {"who": who, "part": ours.get_role_display()}
        self.fields[key] = forms.ChoiceField(
            label=label,
            choices=[(str(row.pk), _source_in_words(row)) for row in pair],
            widget=forms.RadioSelect,
            help_text=_("It stands on both. The other ends today and stays in history."),
        )
        hints[key] = {str(ours.pk): self.kept.reference, str(theirs.pk): self.merged.reference}
        return key

    @property
    def chosen(self) -> dict[str, Any]:
        """What was answered, as `merge_contexts` takes it."""
        said = self.cleaned_data
        return {
            "reason": said["reason"],
            "continuing": said.get("continuing"),
            "taken": [name for name in self.details if said[f"detail_{name}"] == "merged"],
            "stays": [UUID(said[name]) for name in said if name.startswith(("link_", "adult_"))],
        }


class DeclineMergeForm(GovukForm):
    why = forms.CharField(
        label=gettext_lazy("Why are they not merged?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def _value_in_words(context: Context, name: str) -> str:
    """What a context says of one detail, in a line."""
    words = []
    for column in DETAILS[name]:
        field: Any = Context._meta.get_field(column)
        display = getattr(context, f"get_{field.name}_display", None)
        value = display() if display else getattr(context, field.name)
        words.append("" if value is None else str(value))
    return ", ".join(part for part in words if part)


def _source_in_words(row: ContextLink | ContextAdult) -> str:
    """On what basis, how reliable, from whom and since when."""
    return _("%(basis)s, %(reliability)s. %(source)s, %(day)s. True since %(since)s.") % {
        "basis": row.get_basis_display(),
        "reliability": row.get_reliability_display().lower(),
        "source": row.source,
        "day": f"{row.source_on:%-d %B %Y}",
        "since": f"{row.from_on:%-d %B %Y}",
    }
