"""Safety maps that young people of the borough drew: several of one park, so that it can be told what many say of it.

Recorded as staff would, on the afternoon on which they were drawn. Days are counted back from today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cases.models import LinkProposal
from cases.proposals import decline_proposal
from cases.safety_maps import Drawn, Trusted, draw_map
from families.grid import position_on_earth
from families.postcodes import Point

from .desk import Desk, moment


@dataclass(frozen=True)
class F:
    """A place or a way as written in the table; `line` in metres east and north of the spot of a context."""

    name: str
    colour: str
    context: str = ""
    times: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    why: str = ""
    when: str = ""
    shape: str = "area"
    at: str = ""
    line: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class M:
    child: str
    ago: int
    by: str
    features: tuple[F, ...]
    adults: tuple[tuple[str, str], ...] = ()
    said: str = ""
    pooling: str = "yes"


DARK = ("evening", "night")
MAPS = [
    M(
        "niamh", 19, "practitioner",
        (
            F("The ball court", "red", "dunnock", DARK, ("dark", "groups", "violence"), "“You can’t see who’s there till you’re in it.”"),
            F("The long way by the shops", "green", "", ("after_school",), ("busy",), "“Lights all the way, and the shop man looks up.”",
              shape="route", at="dunnock", line=((-350, 260), (-180, 300), (60, 250), (240, 120))),
            F("Nan’s", "green", "", ("always",), ("friends", "calm")),
        ),
        (("Nan", "Any time, I’ve got a key"), ("Idris", "Tuesdays by the court, or text")),
        "“If the lights worked I’d go back. I liked it there.”",
    ),
    M(
        "kwame", 24, "practitioner",
        (
            F("Dunnock court", "red", "dunnock", DARK, ("groups", "violence"), "“They took my board there.”",
              at="dunnock", line=((-60, -50), (70, -60), (90, 60), (-40, 70))),
            F("Basin", "green", "basin", ("weekend", "after_school"), ("friends", "helpers"), "“The older ones teach you, nobody’s on you.”"),
            F("South gate", "amber", "", ("after_school",), ("groups",), "“Depends who’s waiting.”", at="dunnock", line=((30, -180),)),
        ),
        (("Idris", "He skates too"),),
    ),
    M(
        "luca", 31, "practitioner",
        (
            F("The lights", "red", "dunnock", ("night",), ("violence", "dark"), "“I only remember the lights.”"),
            F("Library", "green", "weavergate", ("after_school",), ("calm", "helpers")),
        ),
        (("The lady in the library", "She doesn’t ask"),),
        "“I don’t go past there. Not even by car.”",
    ),
    M("tanvir", 17, "practitioner", (
        F("The park", "amber", "dunnock", ("evening", "weekend"), ("dark", "groups"), "“Fine when it’s cricket. Not after.”"),
    )),
    M("farhan", 28, "ayodele", (
        F("Dunnock", "red", "dunnock", ("after_school", "evening"), ("groups", "dark"), "“I go the long way round.”"),
    ), (("My brother", "He comes and gets me"),)),
    M("nnamdi", 22, "practitioner", (
        F("South gate", "red", "dunnock", ("after_school", "evening"), ("adults", "groups"), "“A man asked us our names.”"),
        F("Church hall", "green", "", ("evening",), ("helpers", "friends"), "“Food, and a pool table.”"),
    )),
    M("kian", 12, "practitioner", (
        F("Court", "amber", "dunnock", ("evening",), ("groups",), "“All right with my mates.”"),
    ), pooling="no"),
    M(
        "finn", 40, "practitioner",
        (
            F("The stairs", "red", "larkspur", ("evening", "night"), ("adults", "drugs"), "“They text me when I’m not in.”"),
            F("Chicken shop", "amber", "salt_ember", ("after_school", "night"), ("adults",), "“Inside’s safe, he charges your phone. Outside’s not.”"),
            F("Lantern", "green", "lantern", ("school_day",), ("helpers", "calm")),
            F("Home from Lantern", "amber", "", ("after_school",), ("traffic", "adults"), "“The mopeds come slow.”",
              shape="route", at="larkspur", line=((240, -120), (160, -60), (90, -40), (10, 0))),
        ),
        (("Miss Adeyemi at Lantern", "She notices"), ("Mum", "She waits up")),
        "“I thought it’d be all red. It’s not all red.”",
        "later",
    ),
]  # fmt: skip


def plan_safety_maps(desk: Desk) -> None:
    for told in MAPS:
        desk.plan(moment(desk.borough.today - timedelta(days=told.ago), 16, 30), write_map, told)


def write_map(desk: Desk, told: M) -> None:
    by = desk.users[told.by]
    safety_map = draw_map(
        desk.people[told.child],
        by=by,
        drawn_on=desk.today(),
        drawn_with=by.name,
        features=[_drawn(desk, row) for row in told.features],
        adults=[Trusted(name=name, how=how) for name, how in told.adults],
        said=told.said,
        pooling=told.pooling,
    )
    # What they said of it links them there already, by what was said before.
    for proposal in LinkProposal.objects.waiting().filter(on_map__safety_map=safety_map):
        decline_proposal(proposal, by=by, why="What links them there is recorded already, and says the same.")


def _drawn(desk: Desk, row: F) -> Drawn:
    said: dict[str, Any] = {"times": row.times, "reasons": row.reasons, "why": row.why, "when": row.when}
    points = [list(_beside(desk, row.at, *metres)) for metres in row.line] or None
    context = desk.contexts[row.context] if row.context else None
    return Drawn(name=row.name, colour=row.colour, shape=row.shape, context=context, points=points, **said)


def _beside(desk: Desk, at: str, east: int, north: int) -> tuple[float, float]:
    spot = desk.contexts[at]
    assert spot.easting is not None
    assert spot.northing is not None
    return position_on_earth(Point(spot.easting + east, spot.northing + north))
