"""The one-page summary of a context: it counts the children linked to it and lists none.

What colleagues typed of the place, of its plan and of what weighs there stands as they typed it. What goes out to partners
is the paper of a conference, which is read for names (`cases/naming.py`).
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from assessments.conclusion import Conclusion, conclusions_of
from assessments.models import Assessment
from cases.models import Case, CaseChild, ExtraFamilialFactor, Incident, Intervention
from contexts.codes import AdultRole
from contexts.models import Context, ContextAdult, ContextLink
from cs_casework.accounts.models import User
from cs_casework.overview.summary.lines import (
    MOST_LINES,
    MOST_PARTS,
    MOST_PEOPLE,
    READ,
    Some,
    actions_of,
    dates_of,
    involved_of,
    plans_with_goals,
    significant_of,
)
from plans.models import PlanChildLink


@dataclass
class ContextSummary:
    """What stands on the page, in the order in which it is read."""

    context: Context
    parent: Context | None
    cases: list[Any]
    children: dict[str, int]
    reached: int
    incidents_over: list[int]  # 3, 6 and 12 months
    conclusion: Conclusion | None
    factors: dict[str, int]
    protective: Some
    managing: Some
    plans: Some
    interventions: Some
    dates: Some
    involved: Some
    lately: Some

    @property
    def harms(self) -> Some:
        return Some.of(self.conclusion.outside if self.conclusion else [], MOST_PARTS, self.weighed_at)

    @property
    def acting(self) -> Some:
        return Some.of(self.conclusion.acting if self.conclusion else [], MOST_LINES, self.weighed_at)

    @property
    def weighed_at(self) -> str:
        """Where the conclusion is read whole."""
        return self.conclusion.assessment.get_absolute_url() if self.conclusion else ""


def summary_of_context(context: Context, user: User) -> ContextSummary:
    """All of it, as this reader may see it: in as many statements however much there is."""
    cases = list(Case.objects.visible_to(user).open().filter(context=context).select_related("team").with_workers(user))
    plans = plans_with_goals(user, reverse("plans:context-plans", args=[context.pk]), case__context=context)
    actions = actions_of(user, cases)
    there = ContextAdult.objects.visible_to(user).current().filter(context=context).protective_first()
    adults = list(there.exclude(role=AdultRole.CONCERN).select_related("person")[: 2 * READ])
    at_adults = f"{context.get_absolute_url()}#adults"
    incidents = Incident.objects.visible_to(user).filter(context=context)
    going_on = Intervention.objects.visible_to(user).of_context(context).going_on()
    return ContextSummary(
        context=context,
        parent=Context.objects.visible_to(user).filter(pk=context.parent_id).first(),
        cases=cases,
        children=_children(context, user),
        reached=PlanChildLink.objects.visible_to(user)
        .current()
        .filter(plan__case__context=context)
        .aggregate(n=Count("child", distinct=True))["n"],
        incidents_over=list(incidents.over_spans().values()),
        conclusion=_conclusion(context, user),
        factors=ExtraFamilialFactor.objects.visible_to(user).of_context(context).how_many(),
        protective=Some.of([one for one in adults if one.role == AdultRole.PROTECTIVE], MOST_PEOPLE, at_adults),
        managing=Some.of([one for one in adults if one.role == AdultRole.MANAGES], MOST_PEOPLE, at_adults),
        plans=plans,
        interventions=Some.of(
            going_on.select_related("agency")[:READ],
            MOST_LINES,
            reverse("cases:context-interventions", args=[context.pk]),
        ),
        dates=dates_of(user, cases=cases, plans=plans, actions=actions, in_words=False),
        involved=Some.of(
            involved_of(user, cases=cases, actions=actions),
            MOST_PEOPLE,
            reverse("cases:case-meetings", args=[cases[0].pk]) if cases else context.get_absolute_url(),
        ),
        lately=Some.of(
            significant_of(user, by_title=False, context=context),
            MOST_LINES,
            reverse("overview:chronology", args=["contexts", context.pk]),
        ),
    )


def _children(context: Context, user: User) -> dict[str, int]:
    """How many children are linked to it today whom this reader may see, and how many of them are open to the service."""
    links = ContextLink.objects.visible_to(user).current().filter(context=context)
    still_open = CaseChild.objects.visible_to(user).open().order_by().values("child")
    return links.aggregate(
        linked=Count("child", distinct=True), open=Count("child", filter=Q(child__in=still_open), distinct=True)
    )


def _conclusion(context: Context, user: User) -> Conclusion | None:
    """What the last authorised assessment of it found to weigh how much."""
    found = Assessment.objects.visible_to(user).authorised().filter(case__context=context)
    latest = found.select_related("case").order_by("-authorised_on", "-created_at").first()
    return conclusions_of(latest, user, [])[0] if latest else None
