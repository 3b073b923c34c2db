"""What a manager watches over plans: waiting for them, overdue, without a measure, reaching nobody, aimed elsewhere."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from assessments.codes import Direction, Influence, View, World
from assessments.models import Weighting, WeightingRow
from cases.models import Action, Case, CaseChild
from contexts.models import ContextLink
from cs_casework.accounts.models import User
from plans.models import Goal, Plan, PlanAction, PlanChildLink

# What an action is aimed at that is no place, group or rule.
AT_HOME = (Action.AimedAt.INDIVIDUAL, Action.AimedAt.FAMILY)


class What(models.TextChoices):
    TO_AGREE = "to-agree", _("Plans to agree")
    OVERDUE = "overdue", _("Plan reviews overdue")
    TO_END = "to-end", _("Plans to end after a review")
    NO_MEASURE = "no-measure", _("Plans with no measure of change")
    MEASURED_ONCE = "measured-once", _("Goals measured once")
    NO_PLAN = "no-plan", _("Contexts without a plan")
    NOT_REACHED = "not-reached", _("Children a context’s plan does not reach")
    AIMED_ELSEWHERE = "aimed-elsewhere", _("Plans aimed elsewhere than what weighs most")


# What the rows of each list are.
SHAPES: dict[What, str] = dict.fromkeys(What, "plan") | {
    What.MEASURED_ONCE: "goal",
    What.NO_PLAN: "case",
    What.NOT_REACHED: "child",
}


# What each list holds, in a sentence.
EXPLAINED: dict[What, Any] = {
    What.TO_AGREE: _("Handed to a manager, the longest waiting first."),
    What.OVERDUE: _("Agreed plans whose review was due before today."),
    What.TO_END: _("The latest review says that they should end. A manager ends them, with what came of it."),
    What.NO_MEASURE: _("Agreed plans with a goal that does not say how we will know that it has been reached."),
    What.MEASURED_ONCE: _("Goals of agreed plans that were measured once, and not since."),
    What.NO_PLAN: _("Open cases on contexts that have no agreed plan."),
    What.NOT_REACHED: _(
        "Open children with a shared risk in a context that has an open case, whom no plan for that context reaches yet."
    ),
    What.AIMED_ELSEWHERE: _(
        "The assessment calls something outside the home primary, and no action of the plan is aimed at anything but the "
        "child or the family."
    ),
}


def watched(user: User, what: What, *, teams: Any = None) -> Any:
    """The rows of this list that the reader may see. `teams` narrows to cases that these teams hold."""
    plans = Plan.objects.visible_to(user).select_related("child", "case__context", "case__team", "lead")
    if teams is not None:
        plans = plans.filter(case__team__in=teams)
    if what == What.TO_AGREE:
        return plans.for_decision_by(user).order_by("asked_on", "pk")
    if what == What.OVERDUE:
        return plans.review_overdue().order_by("review_due", "pk")
    if what == What.TO_END:
        return plans.to_end().order_by("review_due", "pk")
    if what == What.NO_MEASURE:
        return plans.filter(Exists(_goals(measure=""))).agreed().order_by("agreed_on", "pk")
    if what == What.MEASURED_ONCE:
        goals = Goal.objects.visible_to(user).measured_once()
        goals = goals if teams is None else goals.filter(plan__case__team__in=teams)
        return goals.select_related("plan__child", "plan__case__context", "plan__case__team").order_by(
            "plan__agreed_on", "pk"
        )
    if what == What.NO_PLAN:
        return _contexts_without_plan(user, teams)
    if what == What.NOT_REACHED:
        return _children_not_reached(user, teams)
    return plans.agreed().filter(_aimed_elsewhere(user)).order_by("agreed_on", "pk")


def _goals(**ways: Any) -> Any:
    return Goal.objects.standing().filter(plan=OuterRef("pk"), **ways).order_by()


def _contexts_without_plan(user: User, teams: Any) -> Any:
    """Open cases on contexts with no plan that is agreed, the longest open first."""
    cases = Case.objects.visible_to(user).open().filter(context__isnull=False)
    cases = cases if teams is None else cases.filter(team__in=teams)
    agreed = Plan.objects.visible_to(user).agreed().filter(case=OuterRef("pk")).order_by()
    return cases.filter(~Exists(agreed)).select_related("context", "team").order_by("opened_on", "pk")


def _children_not_reached(user: User, teams: Any) -> Any:
    """Open children who hold a current link that counts as shared risk to a context with an open case, and whom no
    agreed plan of that context reaches, by name."""
    reached = PlanChildLink.objects.visible_to(user).current()
    reached = reached.filter(child=OuterRef("child"), plan__case__context=OuterRef("context")).order_by()
    worked_on = Case.objects.visible_to(user).open().filter(context__isnull=False).order_by().values("context")
    links = ContextLink.objects.visible_to(user).current().counting_as_shared_risk().filter(context__in=worked_on)
    links = links.filter(~Exists(reached)).order_by()
    children = CaseChild.objects.visible_to(user).open().counted_as_children()
    children = children.filter(child__in=links.values("child"))
    children = children if teams is None else children.of_teams(teams)
    return children.with_position(user).order_by("child__display_name", "child__reference", "pk")


def _aimed_elsewhere(user: User) -> Q:
    """Plans of which the last authorised assessment calls a harmful part outside the home primary, in the practitioner's
    view, while no action of theirs is aimed at anything but the child or the family."""
    primary = WeightingRow.objects.visible_to(user).filter(
        weighting=OuterRef("pk"), influence=Influence.PRIMARY, direction__in=[Direction.HARM, Direction.BOTH]
    )
    views = (
        Weighting.objects.visible_to(user).latest().filter(view=View.PRACTITIONER, assessment=OuterRef("assessment"))
    )
    views = views.filter(Q(child=OuterRef("child")) | Q(child=None))
    says = views.filter(Exists(primary.exclude(kind=World.HOME).order_by())).order_by()
    outside = PlanAction.objects.visible_to(user).standing().filter(plan=OuterRef("pk"))
    outside = outside.exclude(action__aimed_at__in=AT_HOME).exclude(action__status=Action.Status.NOT_DONE).order_by()
    return Q(Exists(says), ~Exists(outside))
