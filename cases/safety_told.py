"""A safety map as it is read: its earlier versions, and the paper that goes home with the young person."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.models import SafetyMap, SafetyMapAdult, SafetyMapFeature
from cases.naming import Block, MarkedPassage, children_in, masked_in, people_around, people_told_of
from cases.safety_codes import Colour, Shape, When, Why
from contexts.models import ContextLink
from cs_casework.accounts.models import User
from cs_casework.audit.log import record
from cs_casework.versions import Change, RowChanges
from families.models import PersonName
from families.naming import KnownNames, Mask, own_words


# --- Versions --------------------------------------------------------------------------------------------------------
def feature_in_words(row: Any) -> str:
    """One place or way in a line: of a row, a version of one, or one that is about to be saved."""
    told = [str(Colour(row.colour).label)]
    if row.shape == Shape.ROUTE:
        told.append(str(Shape.ROUTE.label))
    told += [str(When(code).label) for code in row.times] + [row.when]
    told += [str(Why(code).label) for code in row.reasons] + [row.why]
    if row.points:
        told.append(_("drawn on the map"))
    return f"{row.name}: {'; '.join(text for text in told if text)}"


def adult_in_words(row: Any) -> str:
    return f"{row.name}: {row.how}" if row.how else str(row.name)


def rows_over_time(safety_map: SafetyMap) -> RowChanges:
    """What stood on a map before and after each version of it: for `show_versions`."""
    kinds: list[tuple[str, Callable[[Any], str], list[Any]]] = []
    for label, in_words, model in (
        (_("Places and ways"), feature_in_words, SafetyMapFeature),
        (_("Adults they trust"), adult_in_words, SafetyMapAdult),
    ):
        said = model.history.model.objects.filter(safety_map=safety_map).order_by("history_date", "history_id")
        kinds.append((label, in_words, list(said)))

    def stood(said: Iterable[Any], in_words: Callable[[Any], str], moment: datetime.datetime | None) -> str:
        rows = {row.id: row for row in said if moment is None or row.history_date < moment}
        standing = sorted((row for row in rows.values() if row.removed_on is None), key=lambda row: row.place)
        return "\n".join(map(in_words, standing))

    def changes(since: datetime.datetime, until: datetime.datetime | None) -> list[Change]:
        found = []
        for label, in_words, said in kinds:
            before, after = stood(said, in_words, since), stood(said, in_words, until)
            if before != after:
                found.append(Change(label, before, after))
        return found

    return changes


# --- The paper -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PlainFeature:
    """A place or a way as it is told to the young person who drew it."""

    name: str
    letter: str
    times: Sequence[str]
    when: str
    reasons: Sequence[str]
    why: str


@dataclass(frozen=True)
class PlainMap:
    """A map in plain words, by colour: those that are not safe first, as what follows is the way out of them."""

    colours: list[tuple[str, list[PlainFeature]]]
    adults: list[tuple[str, str]]
    said: str


def map_for(safety_map: Any, user: User) -> tuple[PlainMap, list[MarkedPassage]]:
    """The map, to be put into the young person's own hands; and the passages in which a name became an initial, as they
    were written, to be read through before. `safety_map` as `whole` gives it.

    It goes out and may lie about. So the child's relatives and families, and other young people whom its places concern or
    those the child is linked to, whoever may see them (ADR 15), are left their initials; adults too, but for those whom
    the young person named as trusted: they know where to find them. Which names were met stands in the audit.
    """
    # With the child's own among them, which stay.
    links = ContextLink.objects.filter(child=safety_map.child_id).order_by().values("context")
    found = people_told_of([safety_map.pk]).union(people_around([safety_map.child_id]), children_in(links))
    concerned = {safety_map.child_id} | {row["child"] for row in found.order_by()}
    own = own_words(PersonName.objects.visible_to(user).filter(person=safety_map.child_id))
    mask = Mask(KnownNames(concerned), own)
    plain: dict[str, list[PlainFeature]] = {code.value: [] for code in Colour}
    for row in safety_map.drawn:
        name, when, why = (mask.initials(text) for text in (row.name, row.when, row.why))
        plain[row.colour].append(PlainFeature(name, row.letter, row.times_shown, when, row.reasons_shown, why))
    found = PlainMap(
        [(str(Colour(code).label), rows) for code, rows in plain.items() if rows],
        [(row.name, mask.initials(row.how)) for row in safety_map.trusted],
        mask.initials(safety_map.said),
    )
    texts = [text for row in safety_map.drawn for text in (row.name, row.when, row.why)]
    texts += [*(row.how for row in safety_map.trusted), safety_map.said]
    if met := mask.whose(texts) - {safety_map.child_id}:
        record(by=user, action="names.masked", target=safety_map.child, shown=sorted(met))
    url = safety_map.get_absolute_url()
    return found, masked_in([Block(str(safety_map), text, url) for text in texts], mask)
