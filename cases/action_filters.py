"""What narrows the list of actions."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from cases.filters import WorkerFilter, teams_of
from cases.models import Action
from cs_casework.accounts.models import Permission
from cs_casework.filters import FilterForm
from cs_casework.reference.models import Agency

OWN = [("own", _("Mine to do")), ("chase", _("Mine to chase"))]
WIDER = [("team", _("My teams’")), ("all", _("Everybody’s"))]


def agencies_for(user: Any) -> Any:
    """Every agency, those withdrawn from the list too: what they were given may still be to do."""
    return Agency.objects.visible_to(user).order_by("name")


class ActionFilter(django_filters.FilterSet):
    """Without a choice, what is still to do of what is mine, to do or to ask after."""

    whose = django_filters.ChoiceFilter(
        method="of_whom", label=_("Whose"), choices=[*OWN, *WIDER], empty_label=_("Mine to do or to chase")
    )
    state = django_filters.ChoiceFilter(
        method="in_state",
        label=_("How they stand"),
        choices=[
            ("overdue", _("Overdue")),
            ("soon", _("Due in the next two weeks")),
            ("waiting", _("Waiting for somebody else")),
            ("finished", _("Finished")),
        ],
        empty_label=_("Still to do"),
    )
    doer = django_filters.ChoiceFilter(
        method="done_by",
        label=_("Done by"),
        choices=[("colleague", _("A colleague")), ("agency", _("An agency")), ("named", _("Somebody named"))],
        empty_label=_("Anybody"),
    )
    agency = django_filters.ModelChoiceFilter(
        label=_("Agency"), queryset=lambda request: agencies_for(request.user), empty_label=_("Any agency")
    )
    aimed_at = django_filters.ChoiceFilter(label=_("Aimed at"), choices=Action.AimedAt, empty_label=_("Anything"))
    worker = WorkerFilter(field_name="owner")

    class Meta:
        model = Action
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.request.user.may(Permission.VIEW_CASES):
            for name in ("doer", "agency", "worker"):
                del self.filters[name]  # they see none but their own
            self.filters["whose"].extra["choices"] = OWN

    def filter_queryset(self, queryset: Any) -> Any:
        found = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        if not wanted.get("whose"):
            found = found.of(self.request.user)
        return found if wanted.get("state") else found.unfinished()

    def of_whom(self, actions: Any, name: str, whose: str) -> Any:
        user = self.request.user
        if whose == "own":
            return actions.owned_by(user)
        if whose == "chase":
            return actions.chased_by(user)
        return actions.of_teams(teams_of(user)) if whose == "team" else actions

    def in_state(self, actions: Any, name: str, state: str) -> Any:
        found = {
            "overdue": actions.overdue,
            "soon": actions.due_soon,
            "waiting": actions.waiting,
            "finished": actions.finished,
        }
        return found[state]()

    def done_by(self, actions: Any, name: str, doer: str) -> Any:
        if doer == "colleague":
            return actions.filter(owner__isnull=False)
        return actions.filter(owner=None, agency__isnull=doer == "named")
