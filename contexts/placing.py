"""Where each context lies on the map and in which area: worked out when one of the two changes, without asking outside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from contexts.area_files import ReadArea
from contexts.geometry import box_of, holds, outline_of
from contexts.models import Area, Context, ContextPlace
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.grid import position_on_earth
from families.postcodes import Point, position_of

# Northern Ireland's postcodes stand in the directory too, measured on a grid of their own.
OTHER_GRID = "BT"
AT_ONCE = 1000


@dataclass(frozen=True)
class Replaced:
    """What loading a file of areas did."""

    new: int
    ended: int
    as_before: int


def place_context(context: Context) -> None:
    """Work out where a context lies, because it has changed. Whoever writes what it says of its place calls this."""
    _lock(shared=True)
    _write([context], list(Area.objects.standing()))


def place_contexts(areas: Iterable[Area] | None = None) -> None:
    """Work out where every context lies, because the areas have changed."""
    areas = list(Area.objects.standing() if areas is None else areas)
    batch: list[Context] = []
    for context in Context.objects.order_by("pk").iterator(AT_ONCE):
        batch.append(context)
        if len(batch) == AT_ONCE:
            _write(batch, areas)
            batch = []
    _write(batch, areas)


@transaction.atomic
def replace_areas(read: Sequence[ReadArea], *, by: User) -> Replaced:
    """Load the areas of a file in place of those that stand: what it does not hold, or holds otherwise, ends today; what
    it holds as before stays. Every context is placed anew. Nothing is deleted.

    Refuses whoever may not change reference data. Two at once wait for each other, and for a context that is being
    recorded, so that none is counted in an area that has ended.
    """
    require(by, Permission.MANAGE_STAFF)
    _lock(shared=False)
    standing = {area.code: area for area in Area.objects.standing()}
    kept = {
        area.code for area in read if area.code in standing and standing[area.code].says == (area.name, area.boundary)
    }
    ended = [area for code, area in standing.items() if code not in kept]
    for area in ended:
        area.to_on = today()
        save_record(area, by=by, reason=_("Another file of areas was loaded"))
    new = [save_record(_area(area), by=by) for area in read if area.code not in kept]
    if new or ended:
        place_contexts()
    record(by=by, action="areas.loaded")
    return Replaced(new=len(new), ended=len(ended), as_before=len(kept))


def _area(read: ReadArea) -> Area:
    west, south, east, north = box_of(read.boundary)
    return Area(
        code=read.code,
        name=read.name,
        boundary=read.boundary,
        outline=outline_of(read.boundary),
        west=west,
        south=south,
        east=east,
        north=north,
        from_on=today(),
    )


def _lock(*, shared: bool) -> None:
    with connection.cursor() as cursor:
        kind = "_shared" if shared else ""
        cursor.execute(f"SELECT pg_advisory_xact_lock{kind}(hashtext('cs_casework.areas'))")


def _write(contexts: Iterable[Context], areas: Sequence[Area]) -> None:
    placed, nowhere = [], []
    for context in contexts:
        found = _place(context, areas)
        if found:
            placed.append(found)
        else:
            nowhere.append(context.pk)
    ContextPlace.objects.filter(context__in=nowhere).delete()
    columns = ["easting", "northing", "latitude", "longitude", "is_measured", "area"]
    ContextPlace.objects.bulk_create(placed, update_conflicts=True, unique_fields=["context"], update_fields=columns)


def _place(context: Context, areas: Sequence[Area]) -> ContextPlace | None:
    """The point that was measured before the middle of the postcode, which is of several streets."""
    point: Any = None
    is_measured = context.easting is not None and context.northing is not None
    if context.easting is not None and context.northing is not None:
        point = Point(context.easting, context.northing)
    elif context.postcode and not context.postcode.startswith(OTHER_GRID):
        point = position_of(context.postcode)
    if point is None:
        return None
    latitude, longitude = position_on_earth(point)
    return ContextPlace(
        context=context,
        easting=point.easting,
        northing=point.northing,
        latitude=latitude,
        longitude=longitude,
        is_measured=is_measured,
        area=_area_around(areas, longitude, latitude),
    )


def _area_around(areas: Sequence[Area], x: float, y: float) -> Area | None:
    """The area that holds the point; of two that overlap, always the same one."""
    for area in areas:
        if area.west <= x <= area.east and area.south <= y <= area.north and holds(area.boundary, x, y):
            return area
    return None
