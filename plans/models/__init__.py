"""Plans of children and of contexts, what each is to change, its reviews, and which children a context's plan reaches."""

from plans.models.goal import Goal, GoalMeasure
from plans.models.link import PlanChildLink
from plans.models.plan import Plan, PlanAction, PlanReview, PlanVersion

__all__ = ["Goal", "GoalMeasure", "Plan", "PlanAction", "PlanChildLink", "PlanReview", "PlanVersion"]
