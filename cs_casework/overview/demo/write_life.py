"""What waits for somebody on the day the borough is looked at: a transfer, a closing, a leaver's caseload, cover."""

from __future__ import annotations

from datetime import timedelta

from cases import closing, transferring
from cases.codes import StillTrue
from cs_casework.accounts import workflow as staffing
from families.workflow import set_apart

from .desk import Desk, moment


def plan_life(desk: Desk) -> None:
    day = desk.borough.today
    desk.plan(moment(day - timedelta(days=3), 15), send_to_adolescent_team)
    desk.plan(moment(day - timedelta(days=2), 16), propose_closing)
    desk.plan(moment(day - timedelta(days=1), 17), worker_leaves)
    desk.plan(moment(day - timedelta(days=1), 9), cover_for_a_week)
    desk.plan(moment(day - timedelta(days=20), 11), two_families_told_apart)


def send_to_adolescent_team(desk: Desk) -> None:
    """What harms her is outside the home, so the team that works with places and groups is asked to take her."""
    transferring.transfer_case(
        desk.cases["f:ferreira"],
        by=desk.users["marguerite"],
        to_team=desk.teams["adolescent"],
        why="What is happening to her happens online and at school, with the same group as two of your cases.",
    )


def propose_closing(desk: Desk) -> None:
    """One of two twins: the other stays open."""
    by, period = desk.users["practitioner"], desk.periods["niamh"]
    closing.close_case(
        desk.cases["f:odowd"],
        period=period,
        by=by,
        reason="RC7",
        outcome="Back in school every day since September",
        summary="Absence was what worried us. A place at the breakfast club and one trusted adult there have held for a "
        "term. Her aunt and her form tutor are who she turns to.",
        answers=[closing.LinkAnswer(link, StillTrue.LEAVE) for link in closing.links_to_ask_about([period], by)],
    )


def worker_leaves(desk: Desk) -> None:
    staffing.deactivate_user(desk.users["joel"], by=desk.users["admin"])


def cover_for_a_week(desk: Desk) -> None:
    staffing.cover_for(
        absent=desk.users["piotr"],
        covering=desk.users["chanelle"],
        by=desk.users["admin"],
        from_on=desk.today(),
        to_on=desk.today() + timedelta(days=7),
        reason="On leave",
    )


def two_families_told_apart(desk: Desk) -> None:
    set_apart(
        desk.families["begum"],
        other=desk.families["rahman"],
        by=desk.users["manager"],
        reason="Neighbours who share a yard and a surname on one letter. Checked with both mothers.",
    )
