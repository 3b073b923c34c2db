"""Which children a context's plan reaches: added several at once, changed, ended."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import CaseChild
from contexts.models import ContextLink
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.models import Person
from families.workflow import lock_people, lock_unended, require_sight
from plans.codes import Share
from plans.models import Plan, PlanChildLink
from plans.writing import lock_plan


@dataclass(frozen=True)
class Reach:
    """One child whom a plan is to reach: why it matters to them, and how much of it stands on their record."""

    child: Person
    why: str
    share: str = Share.SUMMARY


@transaction.atomic
def reach_children(plan: Plan, *, by: User, children: Sequence[Reach]) -> list[PlanChildLink]:
    """Say of several children at once that a context's plan reaches them from today, of each why it matters to them.

    Refuses a plan that is not a context's or not agreed, no child, one reached already, one without a reason, and one
    who is not open to the service or not linked to the context.
    """
    require(by, Permission.WRITE_PLANS)
    require_sight(by, *(reach.child for reach in children))
    lock_people(*(reach.child for reach in children))
    plan = _lock_agreed(plan, by=by)
    if not children:
        raise ValidationError(_("Choose at least one child."))
    wanted = [reach.child.pk for reach in children]
    linked = ContextLink.objects.visible_to(by).current().filter(context=plan.case.context_id, child__in=wanted)
    linked_ids = set(linked.order_by().values_list("child", flat=True))
    # Locked, so that nobody closes one meanwhile: what reaches a child ends with the child's time in the service.
    periods = CaseChild.objects.filter(child__in=wanted, to_on=None).select_for_update(of=("self",), no_key=True)
    locked = [period.pk for period in periods.order_by("pk")]
    open_ids = set(CaseChild.objects.visible_to(by).open().filter(pk__in=locked).values_list("child", flat=True))
    made = []
    for reach in children:
        key, words = f"why_{reach.child.pk}", {"child": reach.child}
        if not reach.why.strip():
            raise ValidationError({key: _("Say why the plan matters to %(child)s.") % words})
        if reach.child.pk not in linked_ids or reach.child.pk not in open_ids:
            raise ValidationError({key: _("%(child)s is not open to the service and linked to this context.") % words})
        link = PlanChildLink(plan=plan, child=reach.child, why=reach.why, share=reach.share, from_on=today())
        made.append(save_record(link, by=by))
    record(by=by, action="plan.children_reached", target=plan, shown=wanted)
    return made


@transaction.atomic
def change_reach(link: PlanChildLink, *, by: User, why: str, share: str) -> PlanChildLink:
    """Say otherwise why the plan matters to the child, or how much of it stands on their record. Refuses an ended one."""
    require_sight(by, link)
    plan = _lock_agreed(link.plan, by=by)
    link = PlanChildLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.to_on:
        raise ValidationError(_("This has ended already."))
    if not why.strip():
        raise ValidationError({"why": _("Say why the plan matters to this child.")})
    link.why, link.share = why, share
    save_record(link, by=by)
    record(by=by, action="plan.reach_changed", target=plan, shown=[link.child_id])
    return link


@transaction.atomic
def end_reach(link: PlanChildLink, *, by: User, ended_why: str, to_on: datetime.date | None = None) -> PlanChildLink:
    """Say that the plan no longer reaches the child, and why. Refuses one that has ended, a day to come or before it
    began, and no reason."""
    require_sight(by, link)
    plan = _lock_agreed(link.plan, by=by)
    link = lock_unended(link, to_on=to_on or today())
    if not ended_why.strip():
        raise ValidationError({"ended_why": _("Say why it ends.")})
    link.to_on, link.ended_why = to_on or today(), ended_why
    save_record(link, by=by)
    record(by=by, action="plan.reach_ended", target=plan, shown=[link.child_id])
    return link


def _lock_agreed(plan: Plan, *, by: User) -> Plan:
    plan = lock_plan(plan, by=by)
    if not plan.is_of_context:
        raise ValidationError(_("Only the plan of a context reaches children beyond its case."))
    if not plan.is_agreed:
        raise ValidationError(_("A plan reaches children once it is agreed."))
    return plan
