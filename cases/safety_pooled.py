"""What many young people told of one context, on maps that they agreed to have counted with others': never who, and never
below the floor."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cases.models import SafetyMap, SafetyMapFeature
from cases.safety_codes import Colour, Pooling, When, Why
from contexts.models import Context
from cs_casework.small_numbers import at_least


@dataclass(frozen=True)
class Share:
    """One line of a figure: how many told it, at the least; None where that is too few to say."""

    label: str
    at_least: int | None


@dataclass(frozen=True)
class Pooled:
    """What was told of one place by so many young people, at the least."""

    at_least: int
    colours: list[Share]
    times: list[Share]
    reasons: list[Share]


def pooled_at(context: Context) -> Pooled | None:
    """What was told of this context, or None where fewer than five young people did.

    **Of whom.** Each young person counts once, by the map that they drew last: what they agreed to have counted on an
    earlier one is not what they say now. They count if they agreed for that map. Nothing is kept, so consent that is
    taken back leaves with the next look at the page.

    **For whom.** The same for everybody who may open the context. It is not narrowed to what its reader may see: two
    readers who compared two figures would know what the one of them may not see. Instead nothing counts that is
    restricted from anybody: neither a child, nor a map that names a restricted place or person. Who reads cases can read
    every map that is counted anyway; if one were counted that they cannot, they could take those that they know from the
    figure, and would be left with it. A context that is itself restricted is read by those who are granted it, and is no
    reason to leave out who told of it.

    **How many.** In steps of five, "at least": a figure that is exact on Monday and on Tuesday tells what the one child
    said who drew a map in between, or who took consent back. Nobody and too few read the same. Only what is picked from
    lists is counted; free words, names, days and who drew it with them are not told at all.
    """
    told = SafetyMapFeature.objects.on_it().filter(context=context).order_by()
    counted = SafetyMap.objects.order_by().latest_of_each_child().filter(pooling=Pooling.YES)
    rows = told.filter(safety_map__in=counted.without_restricted(besides=context).values("pk"))
    said: dict[Any, list[Any]] = {}
    for child, colour, times, reasons in rows.values_list("safety_map__child", "colour", "times", "reasons"):
        said.setdefault(child, []).append((colour, times, reasons))
    everybody = at_least(len(said))
    if everybody is None:
        return None
    colours = Counter(code for features in said.values() for code in {row[0] for row in features})
    times = Counter(code for features in said.values() for code in _picked(row[1] for row in features))
    reasons = Counter(code for features in said.values() for code in _picked(row[2] for row in features))
    return Pooled(everybody, _shares(colours, Colour), _shares(times, When), _shares(reasons, Why))


def _picked(lists: Iterable[list[str]]) -> set[str]:
    """What one young person picked of a list, once, however many rows say it."""
    return {code for codes in lists for code in codes}


def _shares(counted: Counter[str], codes: Any) -> list[Share]:
    return [Share(str(code.label), at_least(counted[code.value])) for code in codes]
