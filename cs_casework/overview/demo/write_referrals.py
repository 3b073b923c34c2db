"""Takes and decides the contacts of `contacts.py`, each by the fitting member of staff at the fitting moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from contexts.codes import LinkRole
from cs_casework.reference.codes import OPENS_CONTEXT_CASE
from cs_casework.reference.models import Agency, HarmType
from referrals.codes import WORLDS, Known, Prompted, Stage
from referrals.deciding import decide_contact
from referrals.models import Referral
from referrals.outcomes import Consequences, LinkStated, RecordContext, cases_to_add_to
from referrals.stating import state_adult, state_child, state_context
from referrals.taking import begin_contact, change_contact, submit_contact
from referrals.telling import tell_referrer

from .contacts import CALLS, Call, Spot, Told, Verdict
from .desk import Desk, moment


def plan_referrals(desk: Desk) -> None:
    for call in CALLS:
        day = desk.borough.today - timedelta(days=call.ago)
        desk.plan(moment(day, *call.at) + timedelta(minutes=25), take, call, day)
        if verdict := call.verdict:
            asked = day + timedelta(days=verdict.after)
            desk.plan(moment(asked, 11 if verdict.after else 23, 30), decide, call, verdict)


def take(desk: Desk, call: Call, day: Any) -> None:
    """One contact, from the first word to its submission, in one go."""
    by = desk.users[call.by]
    received = min(moment(day, *call.at), desk.now())
    danger: dict[str, Any] = {"emergency": "on_scene", "handed_to": call.danger} if call.danger else {}
    referral = begin_contact(
        by=by,
        received_at=received,
        channel=call.channel,
        danger="yes" if call.danger else "no",
        is_consultation=call.consultation,
        **danger,
    )
    change_contact(referral, by=by, step="all", **_said(call))
    for told in call.children:
        state_child(referral, by=by, **_stated(desk, told, "concern"), about_age=told.age)
    for told in call.adults:
        state_adult(referral, by=by, **_stated(desk, told, "other"))
    for spot in call.spots:
        state_context(referral, by=by, **_where(desk, spot))
    if not call.lacks:
        submit_contact(referral, by=by)


def _said(call: Call) -> dict[str, Any]:
    subjects = [
        code
        for code, there in (
            ("children", call.children and not call.relationship),
            ("context", call.spots),
            ("relationship", call.relationship),
        )
        if there
    ]
    agency = Agency.objects.get(name=call.agency)
    said: dict[str, Any] = {
        "agency": agency,
        "source": agency.source,
        "referrer_name": call.who,
        "referrer_role": call.role,
        "keeps_name_from_family": call.keeps_name,
        "subjects": subjects,
        "worry": call.worry,
        "strengths": call.strengths,
        "support_sought": call.hopes,
        "harm_types": list(HarmType.objects.filter(name__in=call.harms)),
    }
    if "worlds" not in call.lacks:
        for column, words in zip(WORLDS, call.worlds, strict=True):
            said[column] = Prompted.SAID if words else Prompted.NONE_KNOWN
            said[f"{column}_said"] = words
    if "agreement" not in call.lacks and not call.consultation:
        asked = call.agreed != "not_asked"
        said |= {"child_knows": "yes" if asked else "not_asked", "parents_know": "yes" if asked else "not_asked"}
        said |= {"agreement": call.agreed, "why_not_asked": call.why_not_asked}
    return said


def _stated(desk: Desk, told: Told, part: str) -> dict[str, Any]:
    person = desk.people.get(told.key)
    known = Known.KNOWN if person else Known.UNSURE if told.key == "?" else Known.NEW
    return {
        "given": told.given,
        "family": told.family,
        "described": told.described,
        "part": told.part or part,
        "known": known,
        "person": person,
    }


def _where(desk: Desk, spot: Spot) -> dict[str, Any]:
    context = desk.contexts.get(spot.key)
    said = {name: value for name, value in vars(spot).items() if name != "key"}
    known = Known.KNOWN if context else Known.UNSURE if spot.key == "?" else Known.NEW
    return {**said, "known": known, "context": context}


def decide(desk: Desk, call: Call, verdict: Verdict) -> None:
    """The manager's decision on it, and that the referrer was told."""
    by, referral = desk.users[verdict.by], Referral.objects.get(worry=call.worry)
    opens = bool(OPENS_CONTEXT_CASE & set(verdict.outcomes))
    spots = list(referral.contexts.standing().filter(context__isnull=False)) if opens else []
    known = list(referral.children.standing().filter(person__isnull=False)) if opens else []
    open_there = tuple(cases_to_add_to(referral, by)[:1]) if "add_to_case" in verdict.outcomes else ()
    # Where a family's case was not open yet on that day, somebody looked in on them first.
    outcomes = verdict.outcomes if open_there or "add_to_case" not in verdict.outcomes else ("early_help",)
    decide_contact(
        referral,
        by=by,
        stage=Stage.FINAL,
        seen=None,
        outcomes=outcomes,
        child_level=verdict.child_level,
        context_level=verdict.context_level,
        rationale=verdict.why,
        late_why=verdict.late_why,
        then=Consequences(
            contexts=tuple(RecordContext(spot, opens=True) for spot in spots),
            links=tuple(LinkStated(child, spot, LinkRole.AT_RISK) for child in known for spot in spots),
            add_to=open_there,
            team=desk.teams["adolescent"] if opens else None,
            lead=desk.users["idris"] if opens else None,
        ),
    )
    if verdict.told:
        tell_referrer(referral, by=by, told_on=desk.today(), told_how=verdict.told)
