"""The last working days of looking: a few look-ups, one hour of many records, and what was given to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.models import CaseChild
from cs_casework.audit.log import disclose, record_view
from cs_casework.audit.models import Disclosure
from cs_casework.looking.found import find_look_ups, find_unusual
from cs_casework.looking.models import Duty, LookUp, Volume
from cs_casework.looking.workflow import answer, say_own_details, say_why, tell_of_duty
from families.models import Address

from .desk import Desk, moment

Kind, Basis = Disclosure.Kind, Disclosure.Basis
# To whom a child's summary, chronology and the like went.
GIVEN = [
    (Kind.CHRONOLOGY, "Ottermere Family Court, case OT26C00117", Basis.LEGAL, "PDF", 9),
    (Kind.SUMMARY, "Strategy discussion at Northgate police station", Basis.PUBLIC_TASK, "print", 5),
    (Kind.PLAIN_PLANS, "The young person, at school", Basis.SUBJECT, "PDF", 3),
]


def plan_looking(desk: Desk) -> None:
    for days in (9, 5, 3):
        desk.plan(moment(desk.borough.today - timedelta(days=days), 11), give_out, days)
    day = desk.borough.today - timedelta(days=1)
    desk.plan(moment(day, 8), say_duty)
    desk.plan(moment(day, 10), look_up)
    desk.plan(moment(day, 16), open_many)
    desk.plan(moment(day, 17), answer_one)


def give_out(desk: Desk, days: int) -> None:
    held = CaseChild.objects.visible_to(desk.users["practitioner"]).held_by(desk.users["practitioner"])
    period = held.select_related("child").order_by("child__reference").first()
    if period is None:
        return
    person = period.child
    for kind, recipient, basis, form, when in GIVEN:
        if when == days:
            by = desk.users["practitioner"]
            disclose(by=by, kind=kind, recipient=recipient, basis=basis, form=form, target=person, people=[person.pk])


def say_duty(desk: Desk) -> None:
    tell_of_duty(by=desk.users["stefan"], kind=Duty.Kind.DUTY, until_at=timezone.now() + timedelta(hours=12))


def look_up(desk: Desk) -> None:
    """One lives next door to a family, in whose record she looks; another has the name of somebody on record."""
    homes = Address.objects.exclude(postcode="").filter(is_protected=False, to_on=None, person__restricted_on=None)
    first, second, *_rest = homes.order_by("person__reference").select_related("person")
    beth, joel = desk.users["beth"], desk.users["joel"]
    line = first.lines.split(",")[0]
    say_own_details(by=beth, home_lines=line, home_postcode=first.postcode, other_names="")
    say_own_details(by=joel, home_lines="", home_postcode="", other_names=second.person.display_name)
    for by, person in ((beth, first.person), (joel, second.person), (joel, second.person)):
        record_view(by=by, action="person.viewed", target=person)
    find_look_ups(timezone.now())


def open_many(desk: Desk) -> None:
    """More records than their work explains: of one who said beforehand that they are on duty, and of two who did not."""
    people: list[Any] = [one for key, one in sorted(desk.people.items()) if not one.is_restricted][:60]
    for name in ("stefan", "piotr", "practitioner"):
        for person in people:
            record_view(by=desk.users[name], action="person.viewed", target=person)
    find_unusual(timezone.now() + timedelta(minutes=2))
    asked = Volume.objects.filter(user=desk.users["piotr"]).first()
    if asked:
        say_why(asked, by=desk.users["piotr"], said="Covering the front door while Callum was in court")


def answer_one(desk: Desk) -> None:
    found = LookUp.objects.filter(user=desk.users["joel"]).first()
    if found:
        words = "He was told of the child at a panel and has no tie to the family but the name."
        answer(found, by=desk.users["records"], outcome=LookUp.Outcome.EXPLAINED, words=words)
