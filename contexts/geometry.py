"""What lies in which area: rings of points, as GeoJSON has them, without a library that would bring its own system's.

PostgreSQL's own polygons know neither holes nor areas of several parts, and put a point on the line between two areas
into both. Here a point is in an area where a line from it to the east crosses its rings an odd number of times, whatever
they are the rings of; and the line between two neighbours that have it alike gives the point to one of them alone.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

Ring = Sequence[Sequence[float]]
Polygons = Sequence[Sequence[Ring]]
Box = tuple[float, float, float, float]

# Degrees: the finest difference that an outline keeps at first, about five metres, doubled until few points are left.
FINEST = 0.00005
MOST_DRAWN = 300


def rings(polygons: Polygons) -> Iterable[Ring]:
    return (ring for polygon in polygons for ring in polygon)


def box_of(polygons: Polygons) -> Box:
    """West, south, east, north."""
    xs, ys = zip(*((x, y) for ring in rings(polygons) for x, y in ring), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def holds(polygons: Polygons, x: float, y: float) -> bool:
    """Whether the point lies in one of the polygons and in none of its holes."""
    inside = False
    for ring in rings(polygons):
        for start, end in pairwise(ring):
            # From the south, so that neighbours, who go round the same line in two ways, reckon it alike.
            (x1, y1), (x2, y2) = (start, end) if start[1] <= end[1] else (end, start)
            if y1 <= y < y2 and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
                inside = not inside
    return inside


def size_of(ring: Ring) -> float:
    """What it encloses, in square degrees; nothing for one that goes out and back the same way."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def crosses_itself(ring: Ring) -> bool:
    """Whether two of its lines cross. That it touches itself in a point says nothing unclear.

    Looked at from west to east, so that each line is compared with those few alone that stand above the same stretch.
    """
    sides = sorted(tuple(sorted((tuple(a), tuple(b)))) for a, b in pairwise(ring))
    near: list[Any] = []
    for start, end in sides:
        near = [side for side in near if side[1][0] >= start[0]]
        if any(_cross(start, end, *side) for side in near):
            return True
        near.append((start, end))
    return False


def _cross(a: Sequence[float], b: Sequence[float], c: Sequence[float], d: Sequence[float]) -> bool:
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def outline_of(polygons: Polygons) -> list[list[list[list[float]]]]:
    """The same shape with fewer points, for drawing alone: what is smaller than can be seen is left out of it."""
    finest = FINEST
    while True:
        drawn = [
            [thin for thin in (_thinned(ring, finest) for ring in polygon) if len(thin) >= 4] for polygon in polygons
        ]
        drawn = [polygon for polygon in drawn if polygon]
        if sum(len(ring) for ring in rings(drawn)) <= MOST_DRAWN or finest > 0.01:
            # What is so small that nothing is left of it is drawn as it is.
            return drawn or [[[list(point) for point in ring] for ring in polygon] for polygon in polygons]
        finest *= 2


def _thinned(ring: Ring, finest: float) -> list[list[float]]:
    """Without the points that lie no further than that from the line between those kept (Douglas and Peucker)."""
    far = max(range(len(ring)), key=lambda place: _square(ring[0], ring[place]))
    kept = {0, far, len(ring) - 1}
    stretches = [(0, far), (far, len(ring) - 1)]
    while stretches:
        start, end = stretches.pop()
        if end - start < 2:
            continue
        middle = max(range(start + 1, end), key=lambda place: _off(ring[place], ring[start], ring[end]))
        if _off(ring[middle], ring[start], ring[end]) > finest**2:
            kept.add(middle)
            stretches += [(start, middle), (middle, end)]
    return [[round(x, 5), round(y, 5)] for x, y in (ring[place] for place in sorted(kept))]


def _square(a: Sequence[float], b: Sequence[float]) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _off(point: Sequence[float], start: Sequence[float], end: Sequence[float]) -> float:
    """How far from the line between the two, squared."""
    length = _square(start, end)
    if not length:
        return _square(point, start)
    along = ((point[0] - start[0]) * (end[0] - start[0]) + (point[1] - start[1]) * (end[1] - start[1])) / length
    along = min(max(along, 0), 1)
    near = [start[axis] + along * (end[axis] - start[axis]) for axis in (0, 1)]
    return _square(point, near)
