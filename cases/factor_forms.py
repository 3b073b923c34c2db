"""Forms about factors outside the family and the links they propose: shape only. What may not be is refused in
`factors.py` and `proposals.py`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import ExtraFamilialFactor
from cases.models.proposal import LinkFacts
from contexts.forms import LinkForm
from contexts.models import Context
from cs_casework.dates import today
from cs_casework.forms import DateField, GovukForm
from cs_casework.reference.harms import as_returned, told_kinds
from cs_casework.reference.models import HarmType
from families.models import Person

NOT_KNOWN = "not_known"


def _text(label: Any, rows: int, longest: int = 5000, *, required: bool = False, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=longest, widget=area, help_text=hint)


class FactorForm(GovukForm):
    """What is seen outside the family, what it does, who protects, and what each says of it."""

    children = forms.ModelMultipleChoiceField(
        label=_("Which children is it about?"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    harm_types = forms.ModelMultipleChoiceField(
        label=_("What kinds of harm?"),
        queryset=HarmType.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose every one that is true"),
    )
    context = forms.ChoiceField(
        label=_("Where, or among whom?"),
        widget=forms.RadioSelect,
        help_text=_(
            "The place, group, school or online space. Naming one proposes a link, and links nobody by itself."
        ),
    )
    seen = _text(
        _("What is seen?"),
        6,
        10000,
        required=True,
        hint=_("What somebody saw or heard, apart from what you make of it"),
    )
    seen_by = forms.CharField(label=_("Who saw it, or said so?"), max_length=300)
    seen_from = DateField(label=_("Seen since"), allow_future=False, help_text=_("About when is enough"))
    seen_to = DateField(label=_("Last seen on"), required=False, allow_future=False)
    effect_on_child = _text(
        _("What does it do to the child?"),
        4,
        required=True,
        hint=_("If it is not known yet, say so and how you will ask"),
    )
    effect_on_family = _text(_("What does it do to the family, and to what the parents can do?"), 4)
    strengths = _text(
        _("Strengths and protective people"),
        4,
        hint=_("Who looks out for them there, and what has kept them safe so far"),
    )
    child_view = _text(_("What does the child say?"), 4, hint=_("In their own words where you can"))
    parent_view = _text(_("What do the parents say?"), 4)
    no_action_why = _text(_("If nothing is to be done, why?"), 3, 2000)

    def __init__(
        self,
        *args: Any,
        children: Any,
        contexts: Iterable[Context],
        factor: ExtraFamilialFactor | None = None,
        asks_no_action: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.contexts = {str(context.pk): context for context in contexts}
        self.fields["children"].queryset = children
        offered = HarmType.objects.offered()
        if factor:
            offered = HarmType.objects.filter(pk__in=[*offered.values_list("pk", flat=True), *told_kinds(factor)])
        self.fields["harm_types"].queryset = offered.order_by("name")
        self.fields["context"].choices = [
            *((pk, f"{context} ({context.reference})") for pk, context in self.contexts.items()),
            (NOT_KNOWN, _("Not known")),
        ]
        self.option_hints = {  # type: ignore[misc]
            "harm_types": {str(harm.pk): as_returned(harm) for harm in offered},
            "context": {pk: context.get_kind_display() for pk, context in self.contexts.items()},
        }
        self.asks_no_action = asks_no_action
        if not asks_no_action:
            del self.fields["no_action_why"]

    @property
    def first_fields(self) -> list[Any]:
        """What comes before the context, which has a finder beside it."""
        return [self[name] for name in ("children", "harm_types")]

    @property
    def told_fields(self) -> list[Any]:
        """What comes after it, but for why there is no action."""
        return [self[name] for name in list(self.fields)[3:] if name != "no_action_why"]

    def clean_context(self) -> Context | None:
        return self.contexts.get(self.cleaned_data["context"])


class StatusForm(GovukForm):
    """That a factor eases, has ended, or is as it was before."""

    status = forms.ChoiceField(label=_("How is it now?"), choices=ExtraFamilialFactor.Status, widget=forms.RadioSelect)
    status_on = DateField(label=_("Since"), allow_future=False, help_text=_("About when is enough"))
    ended_why = _text(_("Why did it end, or how do you know?"), 3, 2000)
    reveals = {"status": {"ended": "ended_why"}}

    def __init__(self, *args: Any, factor: ExtraFamilialFactor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status_on"].initial = today()
        chosen = self.fields["status"]
        chosen.choices = [choice for choice in chosen.choices if choice[0] != factor.status]


# --- Proposed links --------------------------------------------------------------------------------------------------
class AcceptForm(LinkForm):
    """A link that is proposed: what its source says of it stands there to be put right."""

    def __init__(self, *args: Any, facts: LinkFacts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].initial = list(facts.roles)
        self.fields["basis"].initial = facts.basis
        self.fields["source"].initial = facts.source[:300]
        self.fields["source_on"].initial = facts.source_on
        self.fields["from_on"].initial = facts.from_on


class NotLinkedForm(GovukForm):
    why = forms.CharField(label=_("Why are they not linked?"), max_length=500)
