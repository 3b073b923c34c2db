"""Writes what follows on the two restrictions: who else is granted them, their reviews, a proposal to lift one, and the
team that is on duty at night."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cases.lifting import keep_restriction, propose_lifting
from cs_casework.access import Grant, grant_access
from cs_casework.restricting import give_standing_grant

from .desk import Desk, moment

FAMILY, PLACE = "mcallister", "waypoint"


def plan_restrictions(desk: Desk) -> None:
    def ago(days: int) -> date:
        return desk.borough.today - timedelta(days=days)

    desk.plan(moment(ago(days=40), 15), standing_grant)
    desk.plan(moment(ago(days=34), 16), place_kept)
    desk.plan(moment(ago(days=30), 10), second_manager)
    desk.plan(moment(ago(days=12), 16), family_kept)
    desk.plan(moment(ago(days=12), 17), task)
    desk.plan(moment(ago(days=3), 11), lifting)


def standing_grant(desk: Desk) -> None:
    reason = "At night they have to know who lives at an address before anybody knocks there."
    give_standing_grant(by=desk.users["manager"], team=desk.teams["out_of_hours"], reason=reason)


def family_kept(desk: Desk) -> None:
    reason = "The relative still works here. Fiona and Eilidh wish it kept."
    keep_restriction(_again(desk.families[FAMILY]), by=desk.users["manager"], reason=reason)


def place_kept(desk: Desk) -> None:
    reason = "Until the hearing. Then share widely, since other hotels could learn from it."
    keep_restriction(_again(desk.contexts[PLACE]), by=desk.users["manager"], reason=reason)


def second_manager(desk: Desk) -> None:
    """So that somebody can answer when the first proposes to lift it, or the other way round."""
    _grant(desk, desk.contexts[PLACE], "marguerite", "Second manager for the restriction.", days=180)


def task(desk: Desk) -> None:
    """About to lapse on the day on which the demo is made."""
    reason = "Visits on two Tuesdays while the manager is away."
    _grant(desk, desk.families[FAMILY], "beth", reason, days=14, kind=Grant.Kind.TASK)


def lifting(desk: Desk) -> None:
    reason = "The hearing is over and the named officers agree. Workers of the children should know what we learned."
    propose_lifting(_again(desk.contexts[PLACE]), by=desk.users["marguerite"], reason=reason)


def _grant(
    desk: Desk, record: Any, user: str, reason: str, *, days: int, kind: Grant.Kind = Grant.Kind.INVOLVED
) -> None:
    ends_on = desk.today() + timedelta(days=days)
    by = desk.users["manager"]
    grant_access(record, to=desk.users[user], by=by, reason=reason, ends_on=ends_on, kind=kind.value)


def _again(record: Any) -> Any:
    """As it stands now: it may have been changed since it was first written."""
    return type(record).objects.get(pk=record.pk)
