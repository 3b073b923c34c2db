"""Forms about actions: shape only. What may not be is refused in `actions.py`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.allocation_forms import doers_for
from cases.models import Action, Case
from cs_casework.accounts.models import User
from cs_casework.dates import today
from cs_casework.forms import DateField, GovukForm
from cs_casework.reference.models import Agency

# So many actions can be put into one form; more are added on the record's own page.
MOST_ACTIONS = 10


class Owners:
    """Who can be given an action on one of these cases: read once, for however many actions a form holds."""

    def __init__(self, *cases: Case) -> None:
        self.colleagues: dict[str, User] = {str(user.pk): user for user in doers_for(cases)}
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
    chaser = forms.ChoiceField(
        label=_("If no colleague does it, who chases it?"),
        required=False,
        help_text=_("Leave it empty for whoever chases it now, or for you"),
    )
    reason = forms.CharField(label=_("Why it is given to somebody else (optional)"), required=False, max_length=300)

    def __init__(self, *args: Any, owners: Owners, **kwargs: Any) -> None:
        super().__init__(*args, owners=owners, **kwargs)
        self.fields["chaser"].choices = owners.choices(owners.colleagues, _("Choose a colleague"))

    def clean_chaser(self) -> User | None:
        return self.owners.colleagues.get(self.cleaned_data["chaser"])


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
    outcome = forms.CharField(
        label=_("What came of it?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What has changed, more than what was attended or sent"),
    )
    finished_on = DateField(label=_("When?"), allow_future=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finished_on"].initial = today()


class FinishInListForm(FinishForm):
    """The same in a list, in one step: it was finished today. Each row of the list has one."""

    def __init__(self, *args: Any, action: Action | None = None, **kwargs: Any) -> None:
        auto_id = f"{action.pk}_%s" if action else "id_%s"
        super().__init__(*args, auto_id=auto_id, initial={"status": Action.Status.DONE}, **kwargs)
        del self.fields["finished_on"]


class ExtendForm(GovukForm):
    due_on = DateField(label=_("By when now?"))
    why = forms.CharField(label=_("Why is there more time?"), max_length=500)
