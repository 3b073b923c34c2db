"""What a manager watches over plans: waiting for them, overdue, without a measure, reaching nobody, aimed elsewhere."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from assessments.codes import Direction, Influence, View, World
from assessments.models import Assessment, AssessmentChild, Weighting, WeightingRow
from cases.child_querysets import answered_for
from cases.models import Action, Case, CaseChild
from contexts.models import ContextLink
from cs_casework.accounts.models import User
from plans.models import Goal, Plan, PlanAction, PlanChildLink

# What answers harm in each part of a young person's world: an action aimed there, or at how services work, which reaches
# every part. What is none of these is answered by anything that is not aimed at the child or the family.
AT_HOME = (Action.AimedAt.INDIVIDUAL, Action.AimedAt.FAMILY)
ANSWERS: dict[str, list[str]] = {
    World.PEERS: [Action.AimedAt.PEERS, Action.AimedAt.POLICY],
    World.SCHOOL: [Action.AimedAt.SCHOOL, Action.AimedAt.POLICY],
    World.NEIGHBOURHOOD: [Action.AimedAt.NEIGHBOURHOOD, Action.AimedAt.POLICY],
    World.ONLINE: [Action.AimedAt.ONLINE, Action.AimedAt.POLICY],
    World.OTHER: [aim for aim in Action.AimedAt if aim not in AT_HOME],
}


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
    What.TO_END: _(
        "The latest review says that they should end, or no decision of a conference holds any longer for the child. A "
        "manager ends them, with what came of it."
    ),
    What.NO_MEASURE: _("Agreed plans with a goal that does not say how we will know that it has been reached."),
    What.MEASURED_ONCE: _("Goals of agreed plans that were measured once, and not since."),
    What.NO_PLAN: _("Open cases on contexts that have no agreed plan."),
    What.NOT_REACHED: _(
        "Open children with a shared risk in a context, whom no plan for that context reaches yet. The contexts stand "
        "beside each."
    ),
    What.AIMED_ELSEWHERE: _(
        "The last authorised assessment calls something outside the home primary, and no action is aimed there: "
        "none at school, say, where the harm is at school."
    ),
}


def watched(user: User, what: What, *, teams: Any = None) -> Any:
    """The rows of this list that the reader may see. `teams` narrows to cases that these teams hold, and those
    that none does."""
    plans = Plan.objects.visible_to(user).select_related("child", "case__context", "case__team", "lead")
    if teams is not None:
        plans = plans.of_teams(teams)
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
        goals = goals if teams is None else goals.filter(answered_for(teams, "plan__case__"))
        return goals.select_related("plan__child", "plan__case__context", "plan__case__team").order_by(
            "plan__agreed_on", "pk"
        )
    if what == What.NO_PLAN:
        return _contexts_without_plan(user, teams)
    if what == What.NOT_REACHED:
        return _children_not_reached(user, teams)
    return _aimed_elsewhere(plans.agreed(), user).order_by("agreed_on", "pk")


def _goals(**ways: Any) -> Any:
    return Goal.objects.standing().filter(plan=OuterRef("pk"), **ways).order_by()


def _contexts_without_plan(user: User, teams: Any) -> Any:
    """Open cases on contexts with no plan that is agreed, the longest open first."""
    cases = Case.objects.visible_to(user).open().filter(context__isnull=False)
    cases = cases if teams is None else cases.filter(answered_for(teams, ""))
    agreed = Plan.objects.visible_to(user).agreed().filter(case=OuterRef("pk")).order_by()
    return cases.filter(~Exists(agreed)).select_related("context", "team").order_by("opened_on", "pk")


def _children_not_reached(user: User, teams: Any) -> Any:
    """Open children who hold a current link that counts as shared risk to a context, and whom no agreed plan of that
    context reaches, by name."""
    children = CaseChild.objects.visible_to(user).open().counted_as_children()
    children = children.filter(child__in=_links_not_reached(user).values("child"))
    children = children if teams is None else children.filter(answered_for(teams))
    return children.with_position(user).order_by("child__display_name", "child__reference", "pk")


def _links_not_reached(user: User) -> Any:
    """Links that count as shared risk, to a context of which no agreed plan reaches the child."""
    reached = PlanChildLink.objects.visible_to(user).current()
    reached = reached.filter(child=OuterRef("child"), plan__case__context=OuterRef("context")).order_by()
    links = ContextLink.objects.visible_to(user).current().counting_as_shared_risk()
    return links.filter(~Exists(reached)).order_by()


def contexts_not_reaching(children: Iterable[Any], user: User) -> dict[Any, list[Any]]:
    """By child, the contexts that affect them and of which no plan reaches them, as far as this reader may see."""
    found: dict[Any, list[Any]] = {}
    links = _links_not_reached(user).filter(child__in=list(children)).select_related("context")
    for link in links.order_by("context__name", "context__reference", "pk"):
        of_child = found.setdefault(link.child_id, [])
        if link.context not in of_child:
            of_child.append(link.context)
    return found


def _aimed_elsewhere(plans: Any, user: User) -> Any:
    """Those of which the last authorised assessment of the child or the context calls a harmful part outside the home
    primary, in the practitioner's view, while no action of theirs is aimed at that part."""
    of_child: Any = AssessmentChild.objects.visible_to(user).current().authorised().filter(child=OuterRef("child"))
    of_child = of_child.order_by("-assessment__authorised_on", "-assessment__created_at").values("assessment")
    of_context: Any = Assessment.objects.read_whole_by(user).authorised()
    of_context = of_context.filter(case__context=OuterRef("case__context"), case__context__isnull=False)
    of_context = of_context.order_by("-authorised_on", "-created_at").values("pk")
    views = Weighting.objects.visible_to(user).latest().filter(view=View.PRACTITIONER, assessment=OuterRef("weighed"))
    views = views.filter(Q(child=OuterRef("child")) | Q(child=None))
    primary = WeightingRow.objects.visible_to(user).filter(
        weighting=OuterRef("pk"), influence=Influence.PRIMARY, direction__in=[Direction.HARM, Direction.BOTH]
    )
    done = PlanAction.objects.visible_to(user).standing().filter(plan=OuterRef("pk"))
    done = done.exclude(action__status=Action.Status.NOT_DONE)
    told = Q()
    for world, aims in ANSWERS.items():
        says = views.filter(Exists(primary.filter(kind=world).order_by())).order_by()
        told |= Q(Exists(says), ~Exists(done.filter(action__aimed_at__in=aims).order_by()))
    return plans.alias(weighed=Coalesce(Subquery(of_child[:1]), Subquery(of_context[:1]))).filter(told)
