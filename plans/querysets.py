"""What can be asked about plans, and who may see them."""

import datetime
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from cases.child_querysets import answered_for, hidden_cases
from cases.models import Case, CaseChildStatus
from cs_casework.accounts.models import Permission
from cs_casework.dates import today
from cs_casework.statements import none_of
from families.querysets import hidden_people
from plans.codes import BY_CONFERENCE

# How long before a review it is told of.
SOON = datetime.timedelta(days=14)


def _planned_for(user: Any, way: str = "") -> Q:
    """Rows of a plan, found by this way, whose case and whose child may be seen."""
    return none_of(hidden_cases, user, f"{way}case") & none_of(hidden_people, user, f"{way}child")


class PlanQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A child's own plan shows with the child and the case, a context's with its case, and so with the context: to
        roles that read case records. Which children a context's plan reaches asks for more: see `PlanChildLink`."""
        return self.filter(_planned_for(user)) if user.may(Permission.VIEW_CASES) else self.none()

    def unended(self) -> Self:
        return self.exclude(status="ended")

    def agreed(self) -> Self:
        """Those that hold today."""
        return self.filter(status="agreed")

    def of_context(self) -> Self:
        return self.filter(kind="context")

    def review_overdue(self) -> Self:
        return self.agreed().filter(review_due__lt=today())

    def review_soon(self) -> Self:
        """Overdue, or due within two weeks."""
        return self.agreed().filter(review_due__lte=today() + SOON)

    def still_open(self, user: Any, period: Any) -> Self:
        """What closing its case has to wait for; for one child, that child's own plans."""
        found = self.unended()
        return found.filter(child=period.child_id) if period else found

    def for_decision_by(self, user: Any) -> Self:
        """What waits for this manager to agree: of a team they manage, or where no team holds the case."""
        if not user.may(Permission.AGREE_PLANS):
            return self.none()
        return self.of_teams(user.managed_teams()).filter(status="asked")

    def of_teams(self, teams: Any) -> Self:
        """On cases that these teams hold, or that none does."""
        return self.filter(answered_for(teams))

    def of_own(self, user: Any) -> Self:
        """Those that hold and that this worker leads, or on cases they hold; with those of whom they cover for."""
        mine = Case.objects.visible_to(user).open().allocated_to(user).order_by().values("pk")
        return self.agreed().filter(Q(case__in=mine) | user.own_or_covered("lead"))

    def to_end(self) -> Self:
        """Agreed, and the latest review says that they should end; or a conference decides on such plans, and what it
        decided for the child holds no longer."""
        from plans.models import PlanReview

        latest = PlanReview.objects.filter(plan=OuterRef("pk")).order_by("-held_on", "-created_at")
        here = {"period__case": OuterRef("case"), "period__child": OuterRef("child")}
        decided = CaseChildStatus.objects.current().filter(**here, status=OuterRef("kind")).order_by()
        over = Q(kind__in=BY_CONFERENCE) & ~Exists(decided)
        return self.agreed().alias(last=models.Subquery(latest.values("decision")[:1])).filter(Q(last="end") | over)

    def with_last_review(self) -> Self:
        """Each with when it was last looked at (`reviewed_on`): of a plan that may be seen, its reviews may be."""
        from plans.models import PlanReview

        last = PlanReview.objects.filter(plan=OuterRef("pk")).order_by("-held_on", "-created_at")
        return self.annotate(reviewed_on=models.Subquery(last.values("held_on")[:1]))

    def laid_under(self) -> Self:
        """What lies under a count of incidents by month: a context's plans that a manager agreed, those ended too."""
        return self.of_context().filter(agreed_on__isnull=False)

    def soonest_first(self) -> Self:
        """The one whose review is due first before the others, those that ended last."""
        return self.order_by(F("review_due").asc(nulls_last=True), "-ended_on", "-starts_on", "pk")


class PlanVersionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its plan."""
        return self.filter(_planned_for(user, "plan__")) if user.may(Permission.VIEW_CASES) else self.none()


class PlanReviewQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its plan."""
        return self.filter(_planned_for(user, "plan__")) if user.may(Permission.VIEW_CASES) else self.none()


class PlanActionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its plan, where the action itself may be seen: that of a context's case is kept from who may not
        see the context, also in a child's plan."""
        from cases.models import Action

        if not user.may(Permission.VIEW_CASES):
            return self.none()
        seen = Action.objects.visible_to(user).filter(pk=OuterRef("action")).order_by()
        return self.filter(_planned_for(user, "plan__"), Exists(seen))

    def standing(self) -> Self:
        """Without those taken out of their plan."""
        return self.filter(removed_on=None)

    def for_actions(self, user: Any) -> Self:
        """What a list of actions tells of the plans that each serves; of the actions it asks no more, they are seen."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.standing().filter(_planned_for(user, "plan__")).select_related("plan")

    def next_first(self) -> Self:
        """What is still to do before what is finished, the soonest first."""
        return self.order_by(F("action__finished_on").asc(nulls_first=True), "action__due_on", "pk")


class GoalQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its plan."""
        return self.filter(_planned_for(user, "plan__")) if user.may(Permission.VIEW_CASES) else self.none()

    def standing(self) -> Self:
        """Without those taken out of their plan."""
        return self.filter(removed_on=None)

    def measured_once(self) -> Self:
        """Of plans that hold today: found once, at first or since, and never again. A goal that has a result is done."""
        from plans.models import GoalMeasure

        again = GoalMeasure.objects.filter(goal=OuterRef("pk")).order_by()
        counted = again.values("goal").annotate(n=models.Count("pk")).values("n")
        times = Coalesce(models.Subquery(counted), 0, output_field=models.IntegerField())
        at_first = models.Case(models.When(baseline="", then=0), default=1)
        return self.standing().filter(plan__status="agreed", result="").alias(times=times + at_first).filter(times=1)


class GoalMeasureQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its goal."""
        return self.filter(_planned_for(user, "goal__plan__")) if user.may(Permission.VIEW_CASES) else self.none()


class PlanChildLinkQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows where both the child and the plan may be seen, to roles that see links: on the child's record nothing
        tells of a plan of a context that is kept from its reader, nor on the plan's of a child who is."""
        if not user.may(Permission.VIEW_CASES) or not user.may(Permission.VIEW_CONTEXTS):
            return self.none()
        return self.filter(_planned_for(user, "plan__"), none_of(hidden_people, user, "child"))

    def affecting_whom(self, child: Any, user: Any) -> Any:
        """The plans that reach this child, each with what is shared of it, for pages of apps below."""
        from plans.affecting import affecting_whom

        return affecting_whom(child, user)

    def current(self) -> Self:
        """Those that reach their child today: not ended, of a plan that is agreed."""
        return self.filter(to_on=None, plan__status="agreed")

    def with_last_review(self) -> Self:
        """Each with when its plan was last looked at, what was decided and what had changed (`reviewed_on`, `decided`,
        `found_changed`): of a plan that may be seen, its reviews may be."""
        from plans.models import PlanReview

        last = PlanReview.objects.filter(plan=OuterRef("plan")).order_by("-held_on", "-created_at")
        told = {"reviewed_on": "held_on", "decided": "decision", "found_changed": "changed"}
        return self.annotate(**{name: models.Subquery(last.values(field)[:1]) for name, field in told.items()})

    def with_goals(self) -> Self:
        """Each with what its plan wants to be different, in words (`goals`): of a plan that may be seen, its goals may
        be."""
        from plans.models import Goal

        goals = Goal.objects.standing().filter(plan=OuterRef("plan")).order_by("created_at", "pk")
        return self.annotate(goals=ArraySubquery(goals.values("statement")))
