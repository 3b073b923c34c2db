"""Forms about a case that moves to another team: shape only. What may not be is refused in `transferring.py`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.allocation_forms import workers_for
from cases.models import Case, CaseTransfer
from cases.standing import managed_teams
from cs_casework.accounts.models import Team, TeamMembership
from cs_casework.forms import GovukForm


class TransferForm(GovukForm):
    to_team = forms.ModelChoiceField(
        label=_("Receiving team"), queryset=Team.objects.none(), empty_label=_("Select a team")
    )
    why = forms.CharField(
        label=_("Why does the case move?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What the receiving team needs to know first"),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without a manager there is nobody who could accept it.
        self.fields["to_team"].queryset = managed_teams().order_by("name")
        if case.team_id:
            self.fields["to_team"].queryset = self.fields["to_team"].queryset.exclude(pk=case.team_id)


class SendForm(GovukForm):
    """Nothing to fill in: that it goes on is the whole of it."""


class NewLeadField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user)


class AcceptForm(GovukForm):
    """The receiving manager takes the case, and may say at once who leads it."""

    worker = NewLeadField(
        label=_("Lead worker from today"),
        queryset=TeamMembership.objects.none(),
        required=False,
        empty_label=_("Nobody yet: the case is unallocated"),
    )

    def __init__(self, *args: Any, transfer: CaseTransfer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = workers_for(transfer.case, transfer.to_team_id)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if member := found.get("worker"):
            found["worker"] = member.user
        return found


class DeclineTransferForm(GovukForm):
    why = forms.CharField(
        label=_("Why does the case not move?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class WithdrawForm(GovukForm):
    why = forms.CharField(
        label=_("Why is it taken back?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
