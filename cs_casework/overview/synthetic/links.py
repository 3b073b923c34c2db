"""What links children to contexts: most children have two to six links, a few more than a hundred."""

from __future__ import annotations

from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING

from contexts.codes import NEVER_DUE
from contexts.models import ContextLink

from . import words
from .rows import Table
from .service import ChildMade, ContextMade

if TYPE_CHECKING:
    from .service import Making

ROLES = {
    "location": (
        [
            "spends_time",
            "at_risk",
            "feels_unsafe",
            "harmed",
            "found_missing",
            "alleged_harm",
            "lives_near",
            "feels_safe",
        ],
        [36, 18, 12, 8, 6, 3, 9, 8],
    ),
    "peer_group": (["part_of_group", "at_risk", "harmed", "alleged_harm", "feels_safe"], [66, 16, 8, 5, 5]),
    "school": (["attends", "feels_unsafe", "at_risk", "harmed", "alleged_harm", "feels_safe"], [58, 14, 10, 8, 3, 7]),
    "neighbourhood": (["lives_near", "spends_time", "feels_unsafe", "at_risk", "feels_safe"], [40, 25, 15, 12, 8]),
    "online": (["uses_online", "harmed", "at_risk", "alleged_harm"], [68, 14, 14, 4]),
    "transport": (["travels_through", "feels_unsafe", "harmed", "at_risk"], [64, 18, 8, 10]),
    "relationship": (["at_risk", "harmed", "part_of_group", "alleged_harm"], [50, 25, 20, 5]),
    "other": (["spends_time", "at_risk", "feels_safe"], [55, 25, 20]),
}
# What many hundred have in common is mostly no risk: that they attend, or live near. A few parks and stations are.
HUB_ROLES = {
    "location": (["feels_safe", "lives_near", "spends_time", "at_risk", "feels_unsafe"], [14, 8, 52, 16, 10]),
    "school": (["attends", "feels_unsafe", "at_risk", "harmed"], [93, 3, 2, 2]),
    "neighbourhood": (["lives_near", "spends_time", "feels_unsafe", "at_risk"], [92, 4, 2, 2]),
    "transport": (["lives_near", "feels_safe", "travels_through", "feels_unsafe", "at_risk"], [40, 15, 35, 6, 4]),
}
BASES = (["child_said", "parent_said", "observed", "agency_report", "inferred"], [28, 17, 22, 24, 9])
RELIABILITIES = (["confirmed", "reported", "unconfirmed"], [38, 42, 20])
# What has become of a link, in a hundred: of a child who is open, and of one who no longer is.
FATES = ["looked_at", "overdue", "lapsed", "ended"]
OF_OPEN, OF_OTHERS = [76, 9, 4, 11], [55, 5, 12, 28]
OF_OPEN_IN_HUBS, OF_OTHERS_IN_HUBS = [58, 7, 7, 28], [36, 4, 12, 48]
# The others are in the same town.
IN_OWN_AREA = 0.8
GIVE_UP_AFTER = 40
Weighed = tuple[ContextMade, float]


class Places:
    """Contexts to draw from, each as often as its weight says: those of an area, of a town, any."""

    def __init__(self, contexts: list[ContextMade], areas: int, towns: int) -> None:
        self.towns = towns
        self.any = _weighed([(made, made.weight) for made in contexts])
        by_area: list[list[Weighed]] = [[] for _area in range(areas)]
        by_town: list[list[Weighed]] = [[] for _town in range(towns)]
        for made in contexts:
            town = made.area % towns
            by_town[town].append((made, made.weight))
            around = range(town, areas, towns) if made.is_known_to_town else [made.area]
            for area in around:
                by_area[area].append((made, made.weight / len(around)))
        self.of_area, self.of_town = [*map(_weighed, by_area)], [*map(_weighed, by_town)]

    def draw(self, rng: Random, area: int) -> ContextMade:
        near = [self.of_town[area % self.towns], self.any]
        if rng.random() < IN_OWN_AREA:
            near.insert(0, self.of_area[area])
        found, weights = next(places for places in near if places[0])
        return rng.choices(found, cum_weights=weights)[0]


class HubsAndOthers:
    """Who is open to the service is linked more to small contexts, where somebody looked closely, and less to hubs."""

    def __init__(self, making: Making) -> None:
        self.rng = making.rng
        hubs = [made for made in making.contexts if made.is_hub]
        others = [made for made in making.contexts if not made.is_hub]
        share = sum(made.weight for made in hubs) / sum(made.weight for made in making.contexts)
        self.of_open, self.of_others = (share * 0.77, 2 * share / (1 + share)) if hubs and others else (share, share)
        self.hubs, self.others = (Places(found, making.areas, making.towns) for found in (hubs, others))

    def draw(self, child: ChildMade) -> ContextMade:
        share = self.of_open if child.is_open else self.of_others
        places = self.hubs if self.rng.random() < share else self.others
        return places.draw(self.rng, child.family.area)


def _weighed(contexts: list[Weighed]) -> tuple[list[ContextMade], list[float]]:
    return [made for made, _weight in contexts], list(accumulate(weight for _made, weight in contexts))


def make_links(making: Making) -> None:
    """Exactly as many as asked for. Adolescents have more of them than young children, who is open more than others."""
    own = ("id", "created_at", "created_by")
    table = Table(
        making.owner, ContextLink, *own, "child", "context", "role", "basis", "reliability", "source", "source_on",
        "child_view", "from_on", "to_on", "ended_why", "review_due", "lapses_on", "reviewed_on", "handling",
        "handling_conditions",
    )  # fmt: skip
    rng, places = making.rng, HubsAndOthers(making)
    children, weights = making.children, list(accumulate(_weights(making)))
    seen: set[tuple[str, str, str]] = set()
    tried = 0
    while table.count + len(table.waiting) < making.size.links:
        child = rng.choices(children, cum_weights=weights)[0]
        context = places.draw(child)
        role = rng.choices(*(HUB_ROLES if context.is_hub else ROLES)[context.kind])[0]
        if (child.key, context.key, role) in seen:
            tried += 1
            if tried > GIVE_UP_AFTER * making.size.links:
                raise ValueError("There are too few children and contexts for so many links.")
            continue
        seen.add((child.key, context.key, role))
        _write(making, table, child, context, role)
        making.tell("Links", len(seen), making.size.links)
    table.write()


def _weights(making: Making) -> list[float]:
    """How many links each child is to have, as they come, in no unit: adolescents more than young children, who is open
    more than others, and one open child in a thousand more than a hundred, where there are so many contexts."""
    weights, known_everywhere = [], []
    for number, child in enumerate(making.children):
        weight = making.rng.lognormvariate(0, 0.7) * (0.3 if child.age < 8 else 1 if child.age < 12 else 2.2)
        if child.is_open:
            weight *= 3
            if child.age >= 12 and making.chance(0.002):
                known_everywhere.append(number)
        elif making.chance(0.25):
            weight = 0.0
        weights.append(weight)
    one_link = sum(weights) / max(1, making.size.links)
    most = len(making.contexts) / making.towns / 8
    weights = [min(weight, 60 * one_link) for weight in weights]
    for number in known_everywhere:
        weights[number] = min(making.rng.randint(110, 260), most) * one_link
    return weights


def _write(making: Making, table: Table, child: ChildMade, context: ContextMade, role: str) -> None:
    rng, days = making.rng, making.days
    of_open, of_others = (OF_OPEN_IN_HUBS, OF_OTHERS_IN_HUBS) if context.is_hub else (OF_OPEN, OF_OTHERS)
    fate = rng.choices(FATES, of_open if child.is_open else of_others)[0]
    months = 3 if context.kind == "peer_group" else 6
    # How long ago it was last said to be true, so that it is what it is meant to be today.
    span = 30 * months
    looked_at = {
        "looked_at": rng.randint(1, span - 8),
        "overdue": span + rng.randint(6, 22),
        "lapsed": span + rng.randint(45, 500),
        "ended": rng.randint(20, 600),
    }[fate]
    looked_at = max(1, min(looked_at, child.born - 1))
    first = looked_at if rng.random() < 0.6 else min(looked_at + rng.randint(20, 400), child.born - 1)
    began = min(first + rng.choice((0, 0, 0, 14, 60)), child.born)
    ended = rng.randint(1, looked_at) if fate == "ended" else None
    if fate in ("overdue", "lapsed") and role in NEVER_DUE:
        fate = "looked_at"
    due = None if role in NEVER_DUE else days.due(looked_at, months)
    if child.is_open and fate in ("looked_at", "overdue") and len(child.links) < 8:
        child.links.append(context)  # for the notes to speak of
    basis = rng.choices(*BASES)[0]
    table.add(
        making.keys.new(), days.at(first, 780), child.family.worker, child.key, context.key, role, basis,
        rng.choices(*RELIABILITIES)[0], rng.choice(words.SOURCES[basis]), days.ago(first),
        rng.choice(words.OWN_VIEW) if rng.random() < 0.15 else "",
        days.ago(began), None if ended is None else days.ago(ended),
        "" if ended is None else rng.choice(words.LINK_ENDED),
        None if due is None else days.ago(due), None if due is None else days.ago(days.lapses(due)),
        days.ago(looked_at) if looked_at < first else None, "not_given" if basis == "agency_report" else "", "",
    )  # fmt: skip
