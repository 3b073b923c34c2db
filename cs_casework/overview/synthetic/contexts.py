"""Contexts of every kind: most with one to five children, and a few hubs that many hundred are linked to."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from contexts.models import Context, ContextAdult, ContextRelation

from . import names, words
from .rows import Table
from .service import ContextMade

if TYPE_CHECKING:
    from .service import Making

KINDS = (
    ["location", "peer_group", "school", "neighbourhood", "online", "transport", "relationship", "other"],
    [50, 26, 1, 3, 9, 2, 7, 2],
)
HUB_KINDS = (["school", "neighbourhood", "location", "transport"], [50, 36, 8, 6])
# How many links one has, from so many to so many, and how many in a thousand are of that size.
SIZES = ((1, 5, 820), (6, 45, 140), (300, 700, 30), (700, 1500, 10))
SMALL_KINDS = {"peer_group": 30, "relationship": 4}
# Hubs: what many attend, live near or pass through. The largest are known to a whole town, all others to an area.
HUB, KNOWN_TO_TOWN = 100, 700
# Hubs are few and weigh much. Steps of these lengths round a circle fall evenly on it however many there are: a small
# service has as many hubs of each size, kind and area, for its size, as a large one.
STEP, STEP_OF_SIZE, STEP_OF_KIND = 0.6180339887, 0.7548776662, 0.5698402910
STATUSES = (["noted", "referred", "screening", "open", "monitoring", "closed"], [48, 8, 6, 16, 14, 8])


def make_contexts(making: Making) -> None:
    rng, days, owner = making.rng, making.days, making.owner
    own = ("id", "created_at", "created_by")
    shut = ("restricted_on", "restricted_by", "restricted_why", "restriction_review_due")
    table = Table(
        owner, Context, *own, "kind", "name", "description", "status", "threshold_level", "threshold_why",
        "lawful_basis", "owner_team", "parent", "category", "address", "postcode", "easting", "northing", "times",
        "school_number", "platform", "route", "purpose", "intended_outcome", "how_identified", "told_young_people",
        "told_parents", "why_not_told", "strengths", "reviewed_on", "review_due", *shut,
    )  # fmt: skip
    adults = Table(
        owner, ContextAdult, *own, "context", "described", "role", "basis", "reliability", "source", "source_on",
        "from_on", "to_on", "handling", "handling_conditions",
    )  # fmt: skip
    relations = Table(owner, ContextRelation, *own, "context", "other", "kind", "source", "from_on", "to_on")
    levels = (["", "universal", "targeted", "safeguarding"], [40, 20, 25, 15])
    teams = [team.key for team in making.teams]
    wide: dict[int, list[ContextMade]] = {}
    hubs = 0

    for number in range(making.size.contexts):
        making.tell("Contexts", number + 1, making.size.contexts)
        made = _context(making, number, hubs)
        hubs += made.is_hub
        making.contexts.append(made)
        at, by = days.at(made.recorded, 660), rng.choice(making.workers)
        level = rng.choices(*levels)[0]
        groups = rng.choice(tuple(names.PLACES[made.kind]))
        category, endings = groups
        made.name = (
            f"{rng.choice(names.STREET)}{rng.choice(('', '', ' ' + rng.choice(names.AREA)))} {rng.choice(endings)}"
        )
        place = made.kind in ("location", "school", "other")
        around = wide.get(made.area, ())
        inside = rng.choice(around) if place and around and making.chance(0.25) else None
        if made.kind == "neighbourhood":
            wide.setdefault(made.area, []).append(made)
        code = number % 4000
        table.add(
            made.key, at, by, made.kind, made.name, rng.choice(words.DESCRIPTION), rng.choices(*STATUSES)[0], level,
            "Who comes there and at what times; see the notes." if level else "",
            "Children Act 1989, section 17",
            rng.choice(teams) if making.chance(0.3) else None,
            inside.key if inside and making.chance(0.5) else None,
            category,
            f"{rng.choice(names.STREET)} {rng.choice(names.ROAD)}" if place else "",
            f"ZZ{1 + code // 40 % 99} {code % 10}AB" if place else "",
            400_000 + rng.randrange(30_000) if place else None,
            300_000 + rng.randrange(30_000) if place else None,
            "After school and on Friday evenings" if place and making.chance(0.5) else "",
            str(100_000 + number) if made.kind == "school" else "",
            "Messaging service" if made.kind == "online" else "",
            f"Route {number % 90 + 1}" if made.kind == "transport" else "",
            *_group(making, made),
            *_shut(making, made),
        )  # fmt: skip
        if inside is not None:
            relations.add(
                making.keys.new(), at, by, made.key, inside.key, "lies_in", "Map", days.ago(made.recorded), None
            )
        elif made.kind == "peer_group" and making.contexts[:-1] and making.chance(0.4):
            used = rng.choice(making.contexts[:-1])
            ended = days.ago(rng.randrange(made.recorded)) if making.chance(0.15) else None
            relations.add(making.keys.new(), at, by, made.key, used.key, "uses", "", days.ago(made.recorded), ended)
        for _adult in range(rng.choice((0, 0, 0, 1, 1, 2))):
            role = rng.choice(("protective", "protective", "manages", "concern"))
            ended = days.ago(rng.randrange(made.recorded)) if making.chance(0.15) else None
            adults.add(
                making.keys.new(), at, by, made.key, rng.choice(words.CONTEXT_ADULTS[role]), role, "observed",
                rng.choice(("confirmed", "reported", "unconfirmed")), "Seen by detached workers",
                days.ago(made.recorded), days.ago(made.recorded), ended, "", "",
            )  # fmt: skip
    for written in (table, adults, relations):
        written.write()


def _context(making: Making, number: int, hubs: int) -> ContextMade:
    rng = making.rng
    least, most, _share = SIZES[_falls_on(number * STEP % 1, [share for _least, _most, share in SIZES])]
    is_hub = least > HUB
    kind = HUB_KINDS[0][_falls_on(hubs * STEP_OF_KIND % 1, HUB_KINDS[1])] if is_hub else rng.choices(*KINDS)[0]
    # As many twice as large as half as large; in a small service, nothing is known to more than an eighth of all children.
    weight = least * (most / least) ** (hubs * STEP_OF_SIZE % 1 if is_hub else rng.random())
    weight = min(weight, max(3, making.size.children / 8), SMALL_KINDS.get(kind, most))
    is_known_to_town = least >= KNOWN_TO_TOWN and kind in ("location", "transport")
    return ContextMade(
        making.keys.new(), kind, "", hubs % making.areas if is_hub else rng.randrange(making.areas), weight,
        rng.randint(30, 1400), is_hub=is_hub, is_known_to_town=is_known_to_town,
    )  # fmt: skip


def _falls_on(place: float, shares: list[int]) -> int:
    """Which of these shares of a circle holds a place on it."""
    return bisect_right(list(accumulate(shares)), place * sum(shares))


def _group(making: Making, made: ContextMade) -> tuple[str | None, ...]:
    """What a peer group must say of itself, from its purpose to the day of its next review."""
    if made.kind != "peer_group":
        return "", "", "", "", "", "", "", None, None
    rng = making.rng
    told, parents = rng.choice(("yes", "yes", "not_yet", "no")), rng.choice(("yes", "yes", "not_yet"))
    # Some are looked at too late.
    looked_at = min(made.recorded, rng.randint(85, 130) if making.chance(0.15) else rng.randint(0, 80))
    return (
        "To keep them safe on the way home and in the evenings",
        "They spend their evenings somewhere an adult looks out for them",
        rng.choice(words.IDENTIFIED),
        told,
        parents,
        "" if told == parents == "yes" else "The worker who knows them is to tell them next week",
        rng.choice(words.STRENGTHS),
        making.days.ago(looked_at),
        making.days.ago(making.days.due(looked_at, 3)),
    )


def _shut(making: Making, made: ContextMade) -> tuple[str | None, str | None, str, str | None]:
    if not making.chance(0.01):
        return None, None, "", None
    by, since = making.rng.choice(making.managers), making.rng.randint(1, min(85, made.recorded))
    making.restrict("context", made.key, by=by, since=since, also=making.rng.choice(making.workers))
    return making.days.ago(since), by, making.rng.choice(words.RESTRICTED), making.days.ago(since - 90)
