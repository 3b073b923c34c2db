"""Somebody whose record is due for disposal, a place that is held for an inquiry, and a pack that is half way."""

from __future__ import annotations

from datetime import timedelta

from families.workflow import create_person
from keeping.access import begin_request, decide_item
from keeping.gathering import gather_more
from keeping.holding import hold_record
from keeping.models import AccessItem

from .desk import Desk, moment

# Three years and more: nobody came back to it, and no family of theirs was ever open to the service.
ASKED_ONCE_AGO = 1300
DECIDED = 4


def plan_keeping(desk: Desk) -> None:
    day = desk.borough.today
    desk.plan(moment(day - timedelta(days=ASKED_ONCE_AGO), 11), _ask_once)
    desk.plan(moment(day - timedelta(days=20), 10), _hold)
    desk.plan(moment(day - timedelta(days=9), 9), _begin_pack)


def _ask_once(desk: Desk) -> None:
    create_person(by=desk.users["support"], given="Tamsin", family="Orchard", school="Fennel Hill Academy")


def _hold(desk: Desk) -> None:
    hold_record(
        desk.contexts["dunnock"],
        by=desk.users["records"],
        reason="A public inquiry asked for all that is kept of the courts (its letter of last month).",
        review_due=desk.borough.today + timedelta(days=120),
    )


def _begin_pack(desk: Desk) -> None:
    by = desk.users["records"]
    pack = begin_request(
        desk.people["kwame"],
        by=by,
        asked_by="Kwame, with his mother",
        asks_as="Himself",
        identity="His passport was seen by his worker, who knows him",
        received_on=desk.borough.today - timedelta(days=9),
    )
    while gather_more(pack.pk):
        pass
    for item in AccessItem.objects.filter(request=pack, is_gathered=True).order_by("number")[:DECIDED]:
        masks = list(item.masks.values_list("pk", flat=True))
        decide_item(item, by=by, masks=masks, mask_why="It is about somebody else, who has not agreed")
