"""Takes and decides the contacts of `contacts.py`, each by the fitting member of staff at the fitting moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cs_casework.reference.models import Agency, HarmType
from referrals.codes import WORLDS, Known, Prompted
from referrals.models import Referral
from referrals.stating import state_adult, state_child, state_context
from referrals.taking import begin_contact, change_contact, submit_contact

from .contacts import CALLS, Call, Spot, Told
from .desk import Desk, moment


def plan_referrals(desk: Desk) -> None:
    for call in CALLS:
        day = desk.borough.today - timedelta(days=call.ago)
        desk.plan(moment(day, *call.at) + timedelta(minutes=25), take, call, day)


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


def latest(desk: Desk, call: Call) -> Referral:
    """The contact that was taken of this call."""
    return Referral.objects.get(worry=call.worry)
