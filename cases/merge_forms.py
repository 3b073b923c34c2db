"""The form that settles what two contexts say differently before they are merged."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms import CaseField
from cases.merge_details import DetailsForm
from cases.merge_rows import adults_in_both, said_twice
from cases.merging import DETAILS, differing
from cases.models import Case
from contexts.models import Context, ContextAdult, ContextLink
from cs_casework.accounts.models import User
from cs_casework.forms import GovukForm

LABELS = {
    "position": gettext_lazy("Position on the map"),
    "told": gettext_lazy("Who has been told"),
    "threshold": gettext_lazy("Threshold level"),
}


class MergeForm(DetailsForm):
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
        self.hints["continuing"] = facts
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
        first = [self._ask(name) for name in self.details]
        first += [self._ask_pair("link", pair) for pair in said_twice(kept, merged, links=links)]
        first += [self._ask_pair("adult", pair) for pair in adults_in_both(kept, merged, adults=adults)]
        self.order_fields(first)

    def _ask(self, name: str) -> str:
        label = LABELS.get(name) or Context._meta.get_field(DETAILS[name][0]).verbose_name  # type: ignore[union-attr]
        sides = {"kept": self.kept, "merged": self.merged}
        options = {side: _value_in_words(context, name) for side, context in sides.items()}
        return self.ask_detail(name, label=label, options=options, says=bool(options["kept"]), **sides)

    def _ask_pair(self, kind: str, pair: Any) -> str:
        who = pair[0].child if kind == "link" else pair[0]
        words = {"who": who, "part": pair[0].get_role_display()}
        label = _("%(who)s, %(part)s: which record stays current?") % words
        return self.ask_pair(kind, pair, label=label, references=(self.kept.reference, self.merged.reference))

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
