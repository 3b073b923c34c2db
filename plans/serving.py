"""Which actions serve a plan: written for it, or taken from the case, from another plan of the child, or from the plan of
a context that reaches the child. One action has one status, wherever it stands."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cases.actions import record_action
from cases.models import Action
from cs_casework.accounts.models import User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from cs_casework.reference.models import Agency
from families.models import Person
from families.workflow import require_sight
from plans.models import Goal, Plan, PlanAction, PlanChildLink
from plans.writing import lock_plan


@transaction.atomic
def add_action(
    plan: Plan,
    *,
    by: User,
    what: str,
    due_on: datetime.date,
    aimed_at: str,
    owner: User | None = None,
    agency: Agency | None = None,
    owner_name: str = "",
    goal: Goal | None = None,
) -> PlanAction:
    """Say what is to be done for the plan, and for which of its goals: an action of its case that anybody finds where
    actions are. Nobody is the owner unless named.

    Refuses what `record_action` does, an owner who may not see the plan's child, and a goal of another plan.
    """
    plan = lock_plan(plan, by=by)
    if owner and not _may_know(owner, plan):
        words = _("%(owner)s cannot be given this. Ask a manager, or choose somebody else.")
        raise ValidationError({"owner": words % {"owner": owner}})
    action = record_action(
        plan.case,
        by=by,
        what=what,
        due_on=due_on,
        aimed_at=aimed_at,
        owner=owner,
        agency=agency,
        owner_name=owner_name,
    )
    return _tie(plan, action, goal, by=by)


@transaction.atomic
def tie_action(plan: Plan, *, by: User, action: Action, goal: Goal | None = None) -> PlanAction:
    """Let an action that is there already serve this plan too, instead of writing it again.

    Refuses one that stands in the plan, is finished, may not be seen, is neither of the same case nor of a plan that
    reaches the child, or is with a colleague who may not see the child: they would find it no more.
    """
    require_sight(by, action)
    plan = lock_plan(plan, by=by)
    action = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if action.is_finished:
        raise ValidationError({"action": _("This action is finished already.")})
    if not actions_to_tie(plan, by).filter(pk=action.pk).exists():
        raise ValidationError({"action": _("Choose an action of this case, or of a plan that reaches the child.")})
    for whose in filter(None, (action.owner, action.chaser)):
        if not _may_know(whose, plan):
            words = _("%(who)s has this action and cannot have one for this plan. Give it to somebody else first.")
            raise ValidationError({"action": words % {"who": whose}})
    return _tie(plan, action, goal, by=by)


def _may_know(user: User, plan: Plan) -> bool:
    """Whether they may see the plan's child, and so what is to be done for it."""
    return plan.child_id is None or Person.objects.visible_to(user).filter(pk=plan.child_id).exists()


def actions_to_tie(plan: Plan, user: User) -> Any:
    """The unfinished actions that this reader may let serve the plan as well: of its case, and of the contexts' plans
    that reach its child. Without those in it, and those of the case that were written in the plan of another child."""
    in_it = PlanAction.objects.filter(action=OuterRef("pk"), plan=plan, removed_on=None).order_by()
    found = Action.objects.visible_to(user).unfinished().exclude(Exists(in_it))
    fits = Q(case=plan.case_id)
    if plan.child_id:
        of_another = PlanAction.objects.filter(action=OuterRef("pk"), plan__case=plan.case_id)
        of_another = of_another.exclude(plan__child=plan.child_id).order_by()
        reaching = PlanChildLink.objects.visible_to(user).current().filter(child=plan.child_id).order_by()
        theirs = PlanAction.objects.standing().filter(action=OuterRef("pk"), plan__in=reaching.values("plan"))
        fits = Q(fits, ~Exists(of_another)) | Q(Exists(theirs.order_by()))
    return found.filter(fits)


@transaction.atomic
def untie_action(row: PlanAction, *, by: User, reason: str) -> PlanAction:
    """Take an action out of this plan, saying why. The action itself goes on, on its case and in other plans."""
    require_sight(by, row)
    plan = lock_plan(row.plan, by=by)
    row = PlanAction.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.removed_on:
        raise ValidationError(_("This action was taken out of the plan already."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the action is taken out.")})
    row.removed_on, row.removed_why = today(), reason
    save_record(row, by=by)
    record(by=by, action="plan.action_taken_out", target=plan, reason=reason)
    return row


def _tie(plan: Plan, action: Action, goal: Goal | None, *, by: User) -> PlanAction:
    if goal and (goal.plan_id != plan.pk or not goal.is_in_plan):
        raise ValidationError({"goal": _("Choose a goal of this plan.")})
    row = save_record(PlanAction(plan=plan, action=action, goal=goal), by=by)
    record(by=by, action="plan.action_added", target=plan)
    return row
