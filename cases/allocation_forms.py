"""Forms about who holds a case: shape only. What may not be is refused in `allocating.py`."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.allocating import HandOver, taking_team
from cases.codes import WorkerChange
from cases.models import Allocation, Case, CaseBar
from contexts.models import Context, ContextBar
from cs_casework.access import union_of
from cs_casework.accounts.models import Permission, StandingGrant, TeamMembership, User
from cs_casework.dates import today
from cs_casework.forms import DateField, GovukForm
from families.models import Family, FamilyBar, Person, PersonBar

CHANGE_REASONS = [("", _("Select a reason")), *WorkerChange.choices]


def workers_of(*teams: Any) -> Any:
    """Who can hold a case, in these teams or, when none is given, in any: one row for each team of theirs."""
    members = TeamMembership.objects.current().filter(
        user__is_active=True, user__role__permissions__contains=[Permission.WRITE_NOTES]
    )
    if teams:
        members = members.filter(team__in=teams)
    return members.select_related("user__role", "team").order_by("team__name", "user__name")


def who_sees(members: Iterable[TeamMembership], records: Any) -> dict[str, set[Any]]:
    """Which of these records each of the workers may see, by the workers' keys.

    What somebody may see follows from their role, from grants, their own or their team's, which only add to it, and from
    bars, which only take away. So `visible_to` is asked once for each role, of somebody in it with neither, and again only
    of those who hold a grant, where that leaves anything out, and of those who are barred from something.
    """
    wanted = set(records.values_list("pk", flat=True))
    by_role: dict[Any, set[Any]] = {}
    users = {str(member.user_id): member.user for member in members}
    for user in users.values():
        if user.role_id not in by_role:
            nobody = User(pk=uuid4(), role=user.role)
            by_role[user.role_id] = set(records.visible_to(nobody).values_list("pk", flat=True))
    seen = {key: by_role[user.role_id] for key, user in users.items()}
    alone: set[str] = set()
    if any(found < wanted for found in by_role.values()):
        grants = [model.grant_model().objects.live() for model in (Person, Family, Context, Case)]
        alone = _users_of(grants, users) | {str(row["user"]) for row in StandingGrant.objects.holders()} & set(users)
    alone |= _users_of([bars.objects.standing() for bars in (PersonBar, FamilyBar, ContextBar, CaseBar)], users)
    seen |= {key: set(records.visible_to(users[key]).values_list("pk", flat=True)) for key in alone}
    return seen


def _users_of(rows: list[Any], users: Iterable[str]) -> set[str]:
    """Whose rows these are, of those users: in one statement."""
    found = [row.filter(user__in=users).order_by().values_list("user") for row in rows]
    return {str(user) for (user,) in union_of(*found)}


def doers_for(cases: Iterable[Case]) -> list[User]:
    """Who can be given something to do on one of these cases at least: who may hold it, and who reads nothing of it but
    what they are given and may see that there is one."""
    found = TeamMembership.objects.current().filter(
        user__is_active=True, user__role__permissions__contains=[Permission.OWN_ACTIONS]
    )
    members = list(found.select_related("user__role"))
    seen = who_sees(members, Case.objects.filter(pk__in=[case.pk for case in cases]))
    return sorted({member.user for member in members if seen.get(str(member.user_id))}, key=str)


def workers_for(case: Case, *teams: Any) -> Any:
    """Those of `workers_of` who may see this case."""
    members = workers_of(*teams)
    seen = who_sees(members, Case.objects.filter(pk=case.pk))
    return members.filter(user__in=[key for key, found in seen.items() if found])


class WorkerField(forms.ModelChoiceField):
    """Somebody in a team: a worker of two teams is offered once for each."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user}, {obj.team}"


class AllocateForm(GovukForm):
    """Who works with a case: of the team that holds it or, where none does yet, as after an import, of any. A co-worker
    may be of another team, so all are offered, those of the team first."""

    worker = WorkerField(
        label=_("Worker"),
        queryset=TeamMembership.objects.none(),
        empty_label=_("Select a worker"),
        help_text=_("A lead worker and cover are of the team that holds the case. A co-worker can be of another team."),
    )
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
        workers = workers_for(case)
        self.fields["worker"].queryset = workers.order_by(
            # Those of the team that holds the case stand first.
            models.Case(models.When(team=case.team_id, then=0), default=1),
            "team__name",
            "user__name",
        )
        leads = Allocation.objects.visible_to(user).filter(case=case, role=Allocation.Role.LEAD, to_on=None)
        if not leads.exists():
            self.fields["role"].choices = [
                choice for choice in Allocation.Role.choices if choice[0] != Allocation.Role.COVERING
            ]
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
        members = [
            member
            for member in workers_of(*{taking_team(allocation) for allocation in self.allocations})
            if member.user_id != worker.pk
        ]
        seen = who_sees(members, Allocation.objects.filter(pk__in=[row.pk for row in self.allocations]))
        for member in members:
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
                    *(
                        (key, name)
                        for key, name in by_team.get(taking_team(allocation).pk, [])
                        if allocation.pk in seen[key]
                    ),
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
