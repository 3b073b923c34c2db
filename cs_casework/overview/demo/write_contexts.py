"""Writes contexts, links to children, adults and relations between contexts, with their reviews, on their days."""

from __future__ import annotations

from datetime import timedelta

from contexts import workflow
from contexts.models import Context, ContextLink
from cs_casework.access import restrict_record

from .desk import Desk, moment
from .shapes import ContextAdultPlan, ContextPlan, ContextRelationPlan, LinkPlan

# A new group is looked at again well within three months.
GROUP_REVIEW = timedelta(days=80)


def plan_contexts(desk: Desk) -> None:
    for plan in desk.borough.contexts:
        desk.plan(moment(plan.noted_on, 7), write_context, plan)
        case = desk.borough.case_of("context", plan.key)
        if plan.threshold_level or plan.status not in ("noted", "open"):
            decided = case.closed_on if case and case.closed_on else plan.noted_on + timedelta(days=1)
            desk.plan(moment(decided, 18), screen_context, plan)
        if plan.reviewed_on:
            day = plan.noted_on + GROUP_REVIEW
            while day < plan.reviewed_on - timedelta(days=10):
                desk.plan(moment(day, 9), review_group, plan, False)
                day += GROUP_REVIEW
            if plan.reviewed_on > plan.noted_on:
                desk.plan(moment(plan.reviewed_on, 9), review_group, plan, True)
    for adult in desk.borough.context_adults:
        desk.plan(moment(adult.source_on, 12), write_adult, adult)
    for relation in desk.borough.context_relations:
        desk.plan(moment(relation.from_on, 12), relate, relation)
    for link in desk.borough.links:
        desk.plan(moment(link.source_on, 17), write_link, link)
        for day in link.reviewed_on:
            desk.plan(moment(day, 17), renew_link, link)
        if link.to_on:
            desk.plan(moment(link.to_on, 17), end_link, link)


def write_context(desk: Desk, plan: ContextPlan) -> None:
    by = desk.users["manager" if plan.restricted else "beth"]
    context = workflow.create_context(
        by=by,
        kind=plan.kind,
        name=plan.name,
        description=plan.description,
        owner_team=desk.teams[plan.team],
        parent=desk.contexts[plan.parent] if plan.parent else None,
        category_id=plan.category or None,
        address=plan.address,
        postcode=plan.postcode,
        easting=plan.easting,
        northing=plan.northing,
        times=plan.times,
        platform=plan.platform,
        route=plan.route,
        strengths=plan.strengths,
        purpose=plan.purpose,
        intended_outcome=plan.intended_outcome,
        how_identified=plan.how_identified,
        told_young_people=plan.told_young_people,
        told_parents=plan.told_parents,
        why_not_told=plan.why_not_told,
        lawful_basis=plan.lawful_basis,
        reviewed_on=plan.noted_on,
        review_due=None if plan.reviewed_on and plan.reviewed_on > plan.noted_on else plan.review_due,
    )
    desk.contexts[plan.key] = restrict_record(context, by=by, reason=plan.restricted) if plan.restricted else context


def screen_context(desk: Desk, plan: ContextPlan) -> None:
    """The manager says how serious it is and what becomes of it."""
    details = {"threshold_level": plan.threshold_level, "threshold_why": plan.threshold_why}
    if plan.status not in ("noted", "open"):
        details["status"] = plan.status
    context = desk.contexts[plan.key]
    desk.contexts[plan.key] = workflow.change_context(context, by=desk.users["manager"], **details)


def review_group(desk: Desk, plan: ContextPlan, last: bool) -> None:
    context = Context.objects.get(pk=desk.contexts[plan.key].pk)
    desk.contexts[plan.key] = workflow.review_peer_group(
        context, by=desk.users["idris"], review_due=plan.review_due if last else None
    )


def write_adult(desk: Desk, plan: ContextAdultPlan) -> None:
    context = desk.contexts[plan.context]
    workflow.add_adult(
        context,
        by=desk.users["manager" if context.is_restricted else "idris"],
        role=plan.role,
        described=plan.described,
        basis=plan.basis,
        reliability=plan.reliability,
        source=plan.source,
        source_on=plan.source_on,
        from_on=plan.source_on,
    )


def relate(desk: Desk, plan: ContextRelationPlan) -> None:
    workflow.relate_contexts(
        desk.contexts[plan.context],
        other=desk.contexts[plan.other],
        by=desk.users["beth"],
        kind=plan.kind,
        source=plan.source,
        from_on=plan.from_on,
    )


def _handled(plan: LinkPlan) -> dict[str, str]:
    """What the police told came under conditions; what others told came with no code."""
    if plan.basis != "agency_report" or not plan.source.startswith("Police"):
        return {}
    return {"handling": "conditions", "handling_conditions": "Ask the sending officer before anybody else is told."}


def write_link(desk: Desk, plan: LinkPlan) -> None:
    desk.links[plan] = workflow.link_child(
        desk.people[plan.child],
        desk.contexts[plan.context],
        by=desk.users[plan.recorded_by],
        role=plan.role,
        basis=plan.basis,
        reliability=plan.reliability,
        source=plan.source,
        source_on=plan.source_on,
        from_on=plan.from_on or plan.source_on,
        child_view=plan.child_view,
        **_handled(plan),
        review_due=None if plan.reviewed_on else plan.review_due,
    )


def renew_link(desk: Desk, plan: LinkPlan) -> None:
    link = ContextLink.objects.get(pk=desk.links[plan].pk)
    last = desk.today() == plan.reviewed_on[-1]
    desk.links[plan] = workflow.renew_link(
        link, by=desk.users[plan.recorded_by], review_due=plan.review_due if last else None
    )


def end_link(desk: Desk, plan: LinkPlan) -> None:
    link = ContextLink.objects.get(pk=desk.links[plan].pk)
    workflow.end_link(link, by=desk.users[plan.recorded_by], to_on=desk.today(), ended_why=plan.ended_why)
