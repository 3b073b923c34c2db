"""The map of places: what is drawn on it, and how many children are linked to the places of each area."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, When
from django.urls import reverse
from django.utils.translation import gettext as _

from contexts.codes import ON_MAP, Kind
from contexts.models import Area, Context, ContextLink
from cs_casework.accounts.models import User
from cs_casework.small_numbers import SMALL, is_safe, without_small

# More points than this are not drawn: nobody reads so many, and the page asks to narrow. The list below has them all.
MOST_DRAWN = 500
# From so many children on an area is shaded one step darker.
STEPS = (SMALL, 10, 20)
# What stands for a kind in the middle of its shape; what they are is written beside it.
LETTERS = {Kind.LOCATION: "L", Kind.SCHOOL: "S", Kind.NEIGHBOURHOOD: "N", Kind.OTHER: "O"}


@dataclass(frozen=True)
class Counted:
    """An area, or what lies outside all of them, and how many children are linked to its places. None where the number
    is not shown."""

    name: str
    children: int | None
    area: Area | None = None

    @property
    def shade(self) -> str:
        """How dark it is drawn: a step, or that its number is not shown."""
        if self.children is None:
            return "hidden"
        return str(sum(self.children >= step for step in STEPS))


def kinds_on_map() -> list[dict[str, str]]:
    """What the shapes on the map stand for."""
    return [{"code": kind.value, "label": str(kind.label), "letter": LETTERS[kind]} for kind in ON_MAP]


def places(user: User) -> Any:
    """The contexts that may stand on this reader's map, each with where it is."""
    found = Context.objects.visible_to(user).standing().on_map(user).select_related("placed__area", "category")
    return found.defer("placed__area__boundary", "placed__area__outline")


def on_map(context: Context, user: User) -> dict[str, str] | None:
    """In which area a context lies, and the address of the map with it in the middle; None where it is not on it."""
    areas = list(places(user).filter(pk=context.pk).values_list("placed__area__name", flat=True))
    if not areas:
        return None
    return {"area": areas[0] or "", "url": f"{reverse('contexts:context-map')}?open={context.pk}"}


def count_children(user: User) -> tuple[list[Counted], int | None]:
    """How many children are linked to the places of each area, and to places on the map altogether, as far as this
    reader may see; without numbers below five, and those that would give one away.

    Of all places on the map, whatever its list is narrowed to: of two lists one could take the one from the other. A
    child linked to places in two areas counts in both, and once in the whole.
    """
    areas = list(Area.objects.visible_to(user).standing().defer("boundary", "outline"))
    linked = ContextLink.objects.visible_to(user).current().counted_as_children(user)
    linked = linked.filter(context__in=places(user).order_by().values("pk")).order_by()
    rows = linked.values("context__placed__area").annotate(children=Count("child", distinct=True))
    by_area: dict[Any, int] = {row["context__placed__area"]: row["children"] for row in rows}
    whole = linked.aggregate(children=Count("child", distinct=True))["children"]
    known = {area.pk for area in areas}
    outside = sum(number for area, number in by_area.items() if area not in known)
    named: list[tuple[str, int, Area | None]] = [(area.name, by_area.get(area.pk, 0), area) for area in areas]
    if outside:
        named.append((_("Outside these areas"), outside, None))
    shown = without_small([number for _name, number, _area in named])
    counted = [Counted(name, number, area) for (name, _number, area), number in zip(named, shown, strict=True)]
    return counted, whole if is_safe(whole) else None


def drawn(found: Any, user: User, opened: Any = None) -> dict[str, Any]:
    """What the script draws: the areas with their shades, and the places that were found, at most so many of them.

    `opened` is the id of one that is shown at once, and so is among those drawn.
    """
    counted, _whole = count_children(user)
    shades = {row.area.pk: row for row in counted if row.area}
    first = Case(When(pk=opened, then=0), default=1, output_field=IntegerField())
    rows = list(found.order_by(first, "name", "reference")[: MOST_DRAWN + 1])
    return {
        "areas": [
            {
                "name": area.name,
                "outline": area.outline,
                "shade": shades[area.pk].shade,
                "children": shades[area.pk].children,
            }
            for area in Area.objects.visible_to(user).standing().defer("boundary")
            if area.pk in shades
        ],
        "places": [_point(context, opened) for context in rows[:MOST_DRAWN]],
    }


def _point(context: Context, opened: Any) -> dict[str, Any]:
    placed: Any = context.placed
    return {
        "name": str(context),
        "url": context.get_absolute_url(),
        "kind": context.kind,
        "letter": LETTERS[Kind(context.kind)],
        "label": context.get_kind_display(),
        "status": context.get_status_display(),
        "where": context.place,
        "area": str(placed.area or ""),
        "at": [placed.latitude, placed.longitude],
        "about": not placed.is_measured,
        "opened": context.pk == opened,
    }
