"""Writes families, people, relationships and addresses, on the day each came to be known."""

from __future__ import annotations

from datetime import date, timedelta
from zlib import crc32

from cs_casework.access import restrict_record
from families import ties, workflow

from .desk import Desk, moment
from .links import ATTENDS
from .shapes import AddressPlan, FamilyPlan, MembershipPlan, PersonPlan, RelationshipPlan


def plan_people(desk: Desk) -> None:
    """A family is recorded on the day it is first referred, else when the first child came to be placed there."""
    borough = desk.borough
    referred = {case.family: case.referred_on for case in borough.cases if case.family}
    known: dict[str, date] = {}
    for family in borough.families:
        members = [member for member in borough.memberships if member.family == family.key]
        first = referred.get(family.key) or min(m.from_on for m in members if m.role == "placed_child")
        desk.plan(moment(first, 8), write_family, family)
        for member in members:
            person = borough.person(member.person)
            joined = max(first, member.from_on) if member.basis == "placement" else first
            if person.born_on and person.born_on >= joined:
                joined = person.born_on + timedelta(days=1)
            known[person.key] = min(joined, known.get(person.key, joined))
            desk.plan(moment(joined, 8, 20), write_member, member)
    for key, day in known.items():
        desk.plan(moment(day, 8, 10), write_person, borough.person(key))
    for relationship in borough.relationships:
        day = max(known[relationship.person], known[relationship.other])
        desk.plan(moment(day, 8, 30), write_relationship, relationship)
    for address in borough.addresses:
        day = max(known[address.person], address.from_on)
        desk.plan(moment(day, 8, 40), write_address, address)
        if address.to_on and address.to_on > day:
            desk.plan(moment(address.to_on, 8, 35), end_address, address)


def write_family(desk: Desk, plan: FamilyPlan) -> None:
    by = desk.recorder(plan.key)
    family = workflow.create_family(by=by, name=plan.name, confirmed=plan.confirmed)
    desk.families[plan.key] = restrict_record(family, by=by, reason=plan.restricted) if plan.restricted else family


def write_person(desk: Desk, plan: PersonPlan) -> None:
    by = desk.recorder_of(plan.key)
    names = {name.kind: name for name in plan.names}
    school = next((context for context, children in ATTENDS.items() if plan.key in children), "")
    person = workflow.create_person(
        by=by,
        given=names["name"].given if "name" in names else "",
        family=names["name"].family if "name" in names else "",
        birth_on=plan.born_on,
        birth_is_estimate=plan.estimated,
        expected_on=plan.expected_on,
        sex=plan.sex,
        gender=plan.gender,
        ethnicity=plan.ethnicity,
        disabilities=list(plan.disabilities),
        la_child_id=plan.la_child_id,
        nhs_number=plan.nhs_number,
        upn=plan.upn,
        upn_unknown=plan.upn_unknown,
        first_language=plan.first_language,
        needs_interpreter=True if plan.interpreter else None,
        communication_needs=plan.communication,
        school=next((context.name for context in desk.borough.contexts if context.key == school), ""),
        # From the numbers that are given to nobody.
        reach="" if plan.is_child else f"07700 900{crc32(plan.key.encode()) % 1000:03}",
    )
    if known_as := names.get("known_as"):
        workflow.add_name(person, by=by, kind="known_as", given=known_as.given, family=known_as.family)
    desk.people[plan.key] = person


def write_member(desk: Desk, plan: MembershipPlan) -> None:
    person = desk.people[plan.person]
    workflow.add_member(
        desk.families[plan.family],
        person=person,
        by=desk.recorder(plan.family),
        part=plan.role,
        basis=plan.basis,
        from_on=max(plan.from_on, person.birth_on) if person.birth_on else None,
    )


def write_relationship(desk: Desk, plan: RelationshipPlan) -> None:
    ties.relate(
        person=desk.people[plan.person],
        other=desk.people[plan.other],
        by=desk.recorder_of(plan.person),
        kind=plan.kind,
        parental_responsibility=plan.parental_responsibility or None,
        informal_carer=plan.informal_carer,
    )


def write_address(desk: Desk, plan: AddressPlan) -> None:
    desk.addresses[plan] = ties.add_address(
        desk.people[plan.person],
        by=desk.recorder_of(plan.person),
        lines=plan.lines,
        postcode=plan.postcode,
        is_protected=plan.protected,
        from_on=plan.from_on,
        to_on=None if plan.to_on is None or plan.to_on > desk.today() else plan.to_on,
    )


def end_address(desk: Desk, plan: AddressPlan) -> None:
    if desk.addresses[plan].to_on is None and plan.to_on:
        ties.end_address(desk.addresses[plan], by=desk.recorder_of(plan.person), to_on=plan.to_on)
