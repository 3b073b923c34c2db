"""Forms about who holds a case: shape only. What may not be is refused in `allocating.py`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.allocating import HandOver
from cases.codes import WorkerChange
from cases.models import Allocation, Case
from cs_casework.accounts.models import Permission, Team, TeamMembership
from cs_casework.dates import today
from cs_casework.forms import DateField, GovukForm
from families.models import Person

CHANGE_REASONS = [("", _("Select a reason")), *WorkerChange.choices]


def workers_of(*teams: Any) -> Any:
    """Who can hold a case, in these teams or, when none is given, in any: one row for each team of theirs."""
    members = TeamMembership.objects.current().filter(
        user__is_active=True, user__role__permissions__contains=[Permission.WRITE_NOTES]
    )
    if teams:
        members = members.filter(team__in=teams)
    return members.select_related("user", "team").order_by("team__name", "user__name")


class WorkerField(forms.ModelChoiceField):
    """Somebody in a team: a worker of two teams is offered once for each."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user}, {obj.team}"


class AllocateForm(GovukForm):
    """Who works with a case: of the team that holds it or, where none does yet, as after an import, of any."""

    worker = WorkerField(label=_("Worker"), queryset=TeamMembership.objects.none(), empty_label=_("Select a worker"))
    role = forms.ChoiceField(
        label=_("Part"), choices=Allocation.Role, initial=Allocation.Role.LEAD, widget=forms.RadioSelect
    )
    child = forms.ModelChoiceField(
        label=_("For"), queryset=Person.objects.none(), required=False, empty_label=_("The whole case")
    )
    from_on = DateField(label=_("From"), allow_future=False, error_messages={"required": _("Enter the day it begins")})
    change_reason = forms.ChoiceField(
        label=_("Why does the worker change?"),
        required=False,
        choices=CHANGE_REASONS,
        help_text=_("Needed where a new lead worker takes over from another"),
    )
    reason = forms.CharField(label=_("In your own words"), required=False, max_length=300)
    mark_optional = True
    option_hints = {
        "role": {
            "lead": _("Answers for the case, or for one child. Takes over from the lead before."),
            "covering": _("Stands in for the lead worker, who stays the lead"),
        }
    }

    def __init__(self, *args: Any, case: Case, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today()
        self.fields["worker"].queryset = workers_of(case.team_id) if case.team_id else workers_of()
        open_children = case.children.open().values("child")
        self.fields["child"].queryset = Person.objects.visible_to(user).filter(pk__in=open_children)
        if not case.family_id:
            del self.fields["child"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if member := found.get("worker"):
            found |= {"worker": member.user, "team": member.team}
        return found


class EndAllocationForm(GovukForm):
    to_on = DateField(label=_("Until"), allow_future=False, error_messages={"required": _("Enter the day it ended")})
    change_reason = forms.ChoiceField(label=_("Why does it end?"), choices=CHANGE_REASONS)
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("In your own words"))


LEAVE = "leave"


class HandOverForm(GovukForm):
    """A worker's whole caseload, a row for each part they hold, with one reason for all that is handed over."""

    default = forms.ChoiceField(
        label=_("To whom by default?"),
        required=False,
        help_text=_("“Fill in” puts this worker into every row of their team. Then look at each row."),
    )
    change_reason = forms.ChoiceField(label=_("Why does the worker change?"), choices=CHANGE_REASONS)
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("In your own words, for every row"))
    mark_optional = False

    def __init__(self, *args: Any, worker: Any, allocations: Iterable[Allocation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allocations = list(allocations)
        by_team: dict[Any, list[tuple[str, str]]] = {}
        names: dict[str, str] = {}
        self.users: dict[str, Any] = {}
        for member in workers_of(*{_team_of(allocation) for allocation in self.allocations}):
            if member.user_id == worker.pk:
                continue
            key = str(member.user_id)
            by_team.setdefault(member.team_id, []).append((key, member.user.name))
            names[key] = f"{names[key]}, {member.team}" if key in names else f"{member.user}, {member.team}"
            self.users[key] = member.user
        self.fields["default"].choices = [("", _("Nobody: choose in each row")), *names.items()]
        for allocation in self.allocations:
            self.fields[f"to_{allocation.pk}"] = forms.ChoiceField(
                label=_("To whom: %(case)s") % {"case": allocation.case},
                choices=[
                    ("", _("Choose")),
                    (LEAVE, _("Leave with them")),
                    *by_team.get(_team_of(allocation), []),
                ],
                error_messages={"required": _("Choose who takes %(case)s") % {"case": allocation.case}},
            )

    @property
    def rows(self) -> Iterable[tuple[Allocation, Any]]:
        """Each part that the worker holds, with the field that asks who takes it."""
        for allocation in self.allocations:
            yield allocation, self[f"to_{allocation.pk}"]

    @property
    def filled(self) -> dict[str, Any]:
        """What was sent, with the worker chosen by default put into every row they could take."""
        chosen = self.data.get("default", "")
        sent = {name: self.data.get(name, "") for name in self.fields}
        for name, row in self.fields.items():
            if chosen and name.startswith("to_") and chosen in dict(row.choices):
                sent[name] = chosen
        return sent

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        rows = [
            HandOver(allocation, to=self.users.get(found.pop(f"to_{allocation.pk}", "")))
            for allocation in self.allocations
        ]
        found.pop("default", None)
        return found | {"rows": rows}


def _team_of(allocation: Allocation) -> Team | Any:
    """The id of the team whose workers can take it: the one that holds the case."""
    return allocation.case.team_id or allocation.team_id
