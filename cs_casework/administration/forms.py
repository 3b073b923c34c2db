"""Forms about staff, teams and the local lists: shape only. What may not be is refused in the workflows."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import Role, Team, User
from cs_casework.dates import today
from cs_casework.forms import DateField, GovukForm
from cs_casework.reference.codes import CensusFactor, ReferralSource
from cs_casework.reference.models import Agency, HarmType, Interval, PlaceCategory


class SureForm(GovukForm):
    """Nothing to fill in: only whether one is sure."""


# --- Staff -----------------------------------------------------------------------------------------------------------
class DetailsForm(GovukForm):
    """What one may correct of one's own account: one's role is for another administrator to change."""

    name = forms.CharField(label=_("Name"), max_length=150, help_text=_("As colleagues know them"))
    job_title = forms.CharField(label=_("Job title"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(
        label=_("Work telephone"),
        max_length=40,
        required=False,
        help_text=_("Shown to colleagues beside the children they work with"),
    )


class StaffForm(DetailsForm):
    role = forms.ModelChoiceField(
        label=_("Role"), queryset=Role.objects.order_by("name"), help_text=_("What they may see and do in this service")
    )


class InviteForm(StaffForm):
    username = UsernameField(
        label=_("User name"),
        max_length=150,
        help_text=_("What they sign in with. Letters, digits and @ . + - _"),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "width": 20}),
    )
    field_order = ["name", "username", "job_title", "email", "phone", "role"]


class JoinTeamForm(GovukForm):
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.order_by("name"))
    is_manager = forms.BooleanField(label=_("They manage this team"), required=False)
    from_on = DateField(label=_("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today()


class LeaveTeamForm(GovukForm):
    to_on = DateField(label=_("From which day are they in this team no longer?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_on"].initial = today()


class CoverForm(GovukForm):
    covering = forms.ModelChoiceField(
        label=_("Who covers?"),
        queryset=User.objects.none(),
        empty_label=_("Select a member of staff"),
        help_text=_("Everybody whose role has every right that theirs has, but yourself"),
    )
    from_on = DateField(label=_("From"))
    to_on = DateField(label=_("Until"), help_text=_("The last day of cover; six months at the most"))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For example, annual leave. Nothing about anybody’s health.")
    )

    def __init__(self, *args: Any, absent: User, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = User.objects.visible_to(user).able_to_cover(absent, by=user)
        self.fields["covering"].queryset = able.order_by("name", "pk")
        self.fields["from_on"].initial = today()


class TeamForm(GovukForm):
    name = forms.CharField(label=_("Name"), max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Team.Kind,
        initial=Team.Kind.CASEWORK,
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("Shown to colleagues beside the work it holds: who to call when a worker is away"),
    )
    option_hints = {
        "kind": {
            "front_door": _("Decides on what comes in. Sees who is alleged to have harmed in a context."),
            "out_of_hours": _("Answers at night and at weekends. Sees who is alleged to have harmed in a context."),
            "contexts": _("Works with places and groups"),
        }
    }


# --- Local lists -----------------------------------------------------------------------------------------------------
class EntryForm(GovukForm):
    name = forms.CharField(label=_("Name"), max_length=100)
    description = forms.CharField(label=_("What it means"), max_length=300, required=False)


class HarmTypeForm(EntryForm):
    census_factor = forms.ChoiceField(
        label=_("Census factor"),
        choices=CensusFactor,
        initial=CensusFactor.OTHER,
        help_text=_("What it counts as in the children in need census"),
    )


class PlaceCategoryForm(EntryForm):
    is_protected = forms.BooleanField(
        label=_("Protected: never on a map or a list of places"),
        required=False,
        help_text=_("For places where people live. Once protected, a category stays protected."),
    )


class AgencyForm(EntryForm):
    source = forms.ChoiceField(
        label=_("Counts in the census as"), choices=[("", _("Choose one")), *ReferralSource.choices]
    )


class IntervalForm(GovukForm):
    length = forms.IntegerField(label=_("How long"), widget=forms.NumberInput(attrs={"width": 3}))
    unit = forms.ChoiceField(label=_("Unit"), choices=Interval.Unit, widget=forms.RadioSelect)


class OutcomeForm(GovukForm):
    needs_countersignature = forms.BooleanField(label=_("A second manager countersigns it"), required=False)


ENTRY_FORMS: dict[Any, type[EntryForm]] = {
    HarmType: HarmTypeForm,
    PlaceCategory: PlaceCategoryForm,
    Agency: AgencyForm,
}
