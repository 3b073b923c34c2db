"""Who is barred from a record, and one that was opened in an emergency the night before."""

from __future__ import annotations

from datetime import timedelta

from cs_casework.confidential.codes import BarredWhy, EmergencyWhy, Way
from cs_casework.overview.confidential.asking import Asking
from cs_casework.overview.confidential.barring import bar_staff
from cs_casework.overview.confidential.emergency import break_glass

from .desk import Desk, moment


def plan_confidential(desk: Desk) -> None:
    today = desk.borough.today
    desk.plan(moment(today - timedelta(days=40), 9, 20), bar_relative)
    desk.plan(moment(today - timedelta(days=1), 22, 40), open_at_night)


def bar_relative(desk: Desk) -> None:
    """The relative for whom the family is restricted."""
    words = "Fiona’s cousin. Told his manager himself when the family was referred."
    family, piotr = desk.families["mcallister"], desk.users["piotr"]
    bar_staff(family, by=desk.users["manager"], user=piotr, why=BarredWhy.RELATED, words=words)


def open_at_night(desk: Desk) -> None:
    """By somebody of another team: the one on duty at night sees what is restricted by their standing grant."""
    child = desk.people["struan"]
    break_glass(
        by=desk.users["ayodele"],
        asking=Asking(Way.NAME, str(child), child.birth_on),
        why=EmergencyWhy.HOSPITAL_OR_POLICE,
        words="I am with another child at the police station, where he was brought in alone. They ask whom they may ring, "
        "and the night team does not answer.",
    )
