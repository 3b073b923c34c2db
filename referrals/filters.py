"""What narrows the tracker of contacts."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from contexts.codes import Kind
from contexts.models import Context
from cs_casework.accounts.models import Team
from cs_casework.filters import FilterForm, SearchFilter
from cs_casework.reference.codes import ReferralSource
from cs_casework.reference.models import Agency, HarmType
from referrals.codes import Subject
from referrals.models import Referral
from referrals.tracker import UNFINISHED_STATES, in_state, state_labels


class ReferralFilter(django_filters.FilterSet):
    q = SearchFilter(method="find", label=_("Reference, name or words"))
    state = django_filters.ChoiceFilter(method="in_state", label=_("State"), empty_label=_("Everything unfinished"))
    subject = django_filters.ChoiceFilter(method="about", label=_("About"), choices=Subject, empty_label=_("Anything"))
    kind = django_filters.ChoiceFilter(
        method="about_kind", label=_("Kind of context"), choices=Kind, empty_label=_("Any kind")
    )
    # Led to from the page of a context: nobody chooses one of thousands from a list.
    context = django_filters.ModelChoiceFilter(
        method="about_context",
        label=_("Context"),
        queryset=lambda request: Context.objects.visible_to(request.user),
        widget=forms.HiddenInput,
    )
    # Entries of a list that are offered no more stay on contacts that have them, so they can be looked for.
    harm = django_filters.ModelChoiceFilter(
        method="of_harm",
        label=_("Kind of harm"),
        queryset=lambda request: HarmType.objects.visible_to(request.user).order_by("name"),
        empty_label=_("Any kind"),
    )
    source = django_filters.ChoiceFilter(label=_("Source"), choices=ReferralSource, empty_label=_("Any source"))
    agency = django_filters.ModelChoiceFilter(
        label=_("Agency"),
        queryset=lambda request: Agency.objects.visible_to(request.user).order_by("name"),
        empty_label=_("Any agency"),
    )
    team = django_filters.ModelChoiceFilter(
        method="of_team", label=_("Team"), queryset=Team.objects.order_by("name"), empty_label=_("Any team")
    )

    class Meta:
        model = Referral
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["state"].extra["choices"] = list(state_labels().items())[1:]

    def filter_queryset(self, queryset: Any) -> Any:
        """Unfinished, unless a state is asked for. Whoever looks for something by its words looks among all contacts.

        What is unfinished stands by its urgency, anything else with the newest first.
        """
        found = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        if not wanted.get("state") and not wanted.get("q"):
            found = in_state(found, "unfinished", self.request.user)
        if wanted.get("state") in UNFINISHED_STATES or not (wanted.get("state") or wanted.get("q")):
            return found.urgent_first()
        return found.newest_first()

    def find(self, referrals: Any, name: str, text: str) -> Any:
        return referrals.search(text)

    def in_state(self, referrals: Any, name: str, state: str) -> Any:
        return in_state(referrals, state, self.request.user)

    def about(self, referrals: Any, name: str, subject: str) -> Any:
        return referrals.filter(subjects__contains=[subject])

    def about_kind(self, referrals: Any, name: str, kind: str) -> Any:
        return referrals.about_kind(kind)

    def about_context(self, referrals: Any, name: str, context: Any) -> Any:
        return referrals.about_context(context)

    def of_harm(self, referrals: Any, name: str, harm: Any) -> Any:
        return referrals.of_harm(harm)

    def of_team(self, referrals: Any, name: str, team: Any) -> Any:
        return referrals.of_team(team, self.request.user)
