"""Forms about factors outside the family and actions: shape only. What may not be is refused in `factors.py`,
`actions.py` and `proposals.py`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.allocation_forms import workers_for_any
from cases.models import Action, Case, ExtraFamilialFactor
from contexts.forms import LinkForm
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.dates import today
from cs_casework.forms import DateField, GovukForm
from cs_casework.reference.harms import as_returned, told_kinds
from cs_casework.reference.models import Agency, HarmType
from families.models import Person

# So many actions can be put into one form; more are added on the factor's own page.
MOST_ACTIONS = 10
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


# --- Actions ---------------------------------------------------------------------------------------------------------
class Owners:
    """Who can be given an action on one of these cases: read once, for however many actions a form holds."""

    def __init__(self, *cases: Case) -> None:
        members = {str(member.user_id): member.user for member in workers_for_any(cases)}
        self.colleagues: dict[str, User] = dict(sorted(members.items(), key=lambda found: str(found[1])))
        self.agencies = {str(agency.pk): agency for agency in Agency.objects.offered().order_by("name")}

    def choices(self, found: dict[str, Any], empty: Any) -> list[tuple[str, Any]]:
        return [("", empty), *((pk, str(one)) for pk, one in found.items())]


class OwnerForm(GovukForm):
    """Whose an action is. Nobody is taken for granted, a parent least of all."""

    owner = forms.ChoiceField(label=_("Who does it: a colleague"), required=False)
    agency = forms.ChoiceField(label=_("Or an agency"), required=False)
    owner_name = forms.CharField(
        label=_("Or somebody else"),
        required=False,
        max_length=150,
        help_text=_("By name and job: the manager of the shop, the police officer for schools"),
    )
    mark_optional = False

    def __init__(self, *args: Any, owners: Owners, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = owners
        self.fields["owner"].choices = owners.choices(owners.colleagues, _("Choose a colleague"))
        self.fields["agency"].choices = owners.choices(owners.agencies, _("Choose an agency"))

    def clean_owner(self) -> User | None:
        return self.owners.colleagues.get(self.cleaned_data["owner"])

    def clean_agency(self) -> Agency | None:
        return self.owners.agencies.get(self.cleaned_data["agency"])


class ReassignForm(OwnerForm):
    reason = forms.CharField(label=_("Why it is given to somebody else (optional)"), required=False, max_length=300)


class ActionForm(OwnerForm):
    """One thing to be done."""

    what = forms.CharField(label=_("What is to be done?"), max_length=500)
    due_on = DateField(label=_("By when?"))
    aimed_at = forms.ChoiceField(
        label=_("What is it aimed at?"),
        choices=[("", _("Choose one")), *Action.AimedAt.choices],
        help_text=_("Where the harm comes from a place or a group, something is aimed there"),
    )
    field_order = ["what", "owner", "agency", "owner_name", "due_on", "aimed_at"]


class ActionOnForm(ActionForm):
    """One thing to be done about a note or an incident, which may stand on the records of several cases."""

    case = forms.ChoiceField(
        label=_("On which case?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("No case is open on any record that it stands on.")},
    )
    field_order = ["case", *ActionForm.field_order]

    def __init__(self, *args: Any, cases: Iterable[Case], **kwargs: Any) -> None:
        self.cases = {str(case.pk): case for case in cases}
        super().__init__(*args, owners=Owners(*self.cases.values()), **kwargs)
        self.fields["case"].choices = [(pk, f"{case.subject} ({case.reference})") for pk, case in self.cases.items()]
        if len(self.cases) == 1:
            # Nothing is asked that has one answer.
            self.fields["case"].required = False
            self.fields["case"].widget = forms.HiddenInput()
            self.initial["case"] = next(iter(self.cases))
        elif self.cases:
            self.fields["case"].error_messages["required"] = _("Choose the case.")

    def clean_case(self) -> Case:
        return self.cases[self.cleaned_data["case"] or next(iter(self.cases))]


class ActionRow(ActionForm):
    """One of several in the form of a factor: one left empty says nothing."""

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not self.has_changed() or self.errors:
            return found
        given, others = found.get("owner"), found.get("agency") or found.get("owner_name")
        if not given and not others:
            self.add_error("owner", _("Say who or which agency does it."))
        if given and others:
            self.add_error("owner", _("Say one: a colleague, or an agency or somebody else."))
        if found["due_on"] < today():
            self.add_error("due_on", _("This day has gone by."))
        return found


class BaseActionRows(BaseFormSet):
    """The actions of one form."""

    @cached_property
    def said(self) -> list[dict[str, Any]]:
        """Those that say something, as `record_action` takes them."""
        return [row.cleaned_data for row in self.forms if row.has_changed()]

    def unchecked(self) -> None:
        """Filled with what was typed, without a word about what is still missing."""
        for row in self.forms:
            row._errors, row.cleaned_data = ErrorDict(), {}
        self._errors: list[Any] = [{} for _row in self.forms]
        self._non_form_errors = self.error_class()


ActionRows = forms.formset_factory(
    ActionRow, formset=BaseActionRows, extra=1, max_num=MOST_ACTIONS, absolute_max=MOST_ACTIONS
)


class FinishForm(GovukForm):
    status = forms.ChoiceField(
        label=_("Was it done?"),
        choices=[(value, Action.Status(value).label) for value in Action.FINISHED],
        widget=forms.RadioSelect,
    )
    outcome = _text(
        _("What came of it?"), 4, 2000, required=True, hint=_("What has changed, more than what was attended or sent")
    )
    finished_on = DateField(label=_("When?"), allow_future=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finished_on"].initial = today()


class ExtendForm(GovukForm):
    due_on = DateField(label=_("By when now?"))
    why = forms.CharField(label=_("Why is there more time?"), max_length=500)


# --- Proposed links --------------------------------------------------------------------------------------------------
class AcceptForm(LinkForm):
    """A link that a factor proposes: what the factor says stands there to be put right."""

    def __init__(self, *args: Any, factor: ExtraFamilialFactor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].initial = factor.seen_by
        self.fields["source_on"].initial = factor.seen_to or factor.seen_from
        self.fields["from_on"].initial = factor.seen_from


class NotLinkedForm(GovukForm):
    why = forms.CharField(label=_("Why are they not linked?"), max_length=500)
