"""Reads a file of areas (GeoJSON) and says in words what in it cannot be an area. Nothing is written here."""

import json
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contexts.geometry import crosses_itself, holds, size_of

MOST_MEGABYTES = 50
MOST_AREAS = 1000
MOST_POINTS = 100_000  # of one area
MOST_SAID = 20
# Longitude and latitude around the United Kingdom: what lies elsewhere was saved in another way.
WEST, SOUTH, EAST, NORTH = -9.0, 49.0, 2.5, 61.5
DIGITS = 6  # a tenth of a metre
CODE, NAME = 20, 100  # characters, as Area has them


class AreasRefused(Exception):
    """The file holds what cannot be areas, and nothing of it is loaded: why, a sentence each."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        left = len(problems) - MOST_SAID
        more = [ngettext("%(n)d more.", "%(n)d more.", left) % {"n": left}] if left > 0 else []
        super().__init__("\n".join([*problems[:MOST_SAID], *more]))


@dataclass(frozen=True)
class ReadArea:
    """One area of a file."""

    code: str
    name: str
    boundary: list[list[list[list[float]]]]


class _Wrong(Exception):
    """What is wrong with one area, as the end of a sentence about it."""


def read_areas(path: Path, *, code_property: str, name_property: str) -> list[ReadArea]:
    """The areas of a GeoJSON file of polygons in longitude and latitude (WGS84), each with its code and its name.

    Refuses a file that is too large or no such GeoJSON, another system of coordinates, what lies outside the United
    Kingdom, rings that do not close, cross themselves or enclose nothing, holes outside, and a code that stands twice or
    is missing. All that is wrong is said at once, so that the file is put right once.
    """
    areas: dict[str, ReadArea] = {}
    problems = []
    for number, feature in enumerate(_features(path), start=1):
        called = _("Area %(n)d") % {"n": number}
        try:
            code = _property(feature, code_property, CODE)
            called = f"{called} ({code})"
            name = _property(feature, name_property, NAME)
            if code in areas:
                raise _Wrong(_("has the code of another area in the file."))
            areas[code] = ReadArea(code, name, _boundary(feature))
        except _Wrong as wrong:
            problems.append(f"{called} {wrong}")
    if problems:
        raise AreasRefused(*problems)
    return list(areas.values())


def _features(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > MOST_MEGABYTES * 1024 * 1024:
            raise AreasRefused(
                _("The file is larger than %(n)d MB; take boundaries with fewer points.") % {"n": MOST_MEGABYTES}
            )
        content = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_refuse_constant)
    except OSError as error:
        raise AreasRefused(_("The file cannot be read: %(why)s.") % {"why": error.strerror}) from None
    except (ValueError, RecursionError):
        raise AreasRefused(_("The file is no GeoJSON: it cannot be read as JSON in UTF-8.")) from None
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise AreasRefused(_("The file is no GeoJSON of areas: it has to be a FeatureCollection."))
    crs = content.get("crs")
    if crs is not None and not any(name in json.dumps(crs) for name in ("CRS84", "4326")):
        raise AreasRefused(
            _("The file says that it has another system of coordinates than WGS84. Save it in longitude and latitude.")
        )
    features = content.get("features")
    if not isinstance(features, list) or not features:
        raise AreasRefused(_("There is no area in the file."))
    if len(features) > MOST_AREAS:
        raise AreasRefused(
            _("There are %(n)d areas in the file, and at most %(most)d can be loaded. Keep those of your own council.")
            % {"n": len(features), "most": MOST_AREAS}
        )
    return features


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _property(feature: Any, name: str, longest: int) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or name not in properties:
        there = ", ".join(sorted(properties)) if isinstance(properties, dict) and properties else _("none")
        raise _Wrong(_("has no property %(name)s; it has: %(there)s.") % {"name": name, "there": there})
    value = properties[name]
    text = " ".join(str(value).replace("\x00", "").split()) if isinstance(value, str | int) else ""
    if not text:
        raise _Wrong(_("has nothing in the property %(name)s.") % {"name": name})
    if len(text) > longest:
        raise _Wrong(_("has more than %(n)d characters in the property %(name)s.") % {"n": longest, "name": name})
    return text


def _boundary(feature: dict[str, Any]) -> list[list[list[list[float]]]]:
    geometry = feature.get("geometry")
    geometry = geometry if isinstance(geometry, dict) else {}
    kind = geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        raise _Wrong(_("is neither a Polygon nor a MultiPolygon."))
    given = [geometry.get("coordinates")] if kind == "Polygon" else geometry.get("coordinates")
    polygons = [[_ring(ring) for ring in _listed(polygon)] for polygon in _listed(given)]
    if sum(len(ring) for polygon in polygons for ring in polygon) > MOST_POINTS:
        raise _Wrong(_("has more than %(n)d points; take boundaries with fewer.") % {"n": MOST_POINTS})
    for outer, *inner in polygons:
        for ring in (outer, *inner):
            if crosses_itself(ring):
                raise _Wrong(_("has a ring that crosses itself."))
            if not size_of(ring):
                raise _Wrong(_("has a ring that encloses nothing."))
        if any(not holds([[outer]], *hole[0]) and hole[0] not in outer for hole in inner):
            raise _Wrong(_("has a hole outside of it."))
    return [[_rounded(ring) for ring in polygon] for polygon in polygons]


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise _Wrong(_("has no rings of points."))
    return value


def _ring(given: Any) -> list[list[float]]:
    ring = [_point(point) for point in _listed(given)]
    if ring[0] != ring[-1]:
        raise _Wrong(_("has a ring that does not end where it began."))
    if len(ring) < 4:
        raise _Wrong(_("has a ring of fewer than three different points."))
    return ring


def _rounded(ring: list[list[float]]) -> list[list[float]]:
    return [[round(x, DIGITS), round(y, DIGITS)] for x, y in ring]


def _point(given: Any) -> list[float]:
    numbers = given[:2] if isinstance(given, list) else []
    if len(numbers) != 2 or any(isinstance(at, bool) or not isinstance(at, int | float) for at in numbers):
        raise _Wrong(_("has a point that is not two numbers."))
    x, y = numbers
    if not (isfinite(x) and isfinite(y) and WEST <= x <= EAST and SOUTH <= y <= NORTH):
        raise _Wrong(
            _(
                "has a point outside the United Kingdom, (%(x)s, %(y)s): the file has to be in WGS84, longitude before "
                "latitude, and not in eastings and northings."
            )
            % {"x": x, "y": y}
        )
    return [x, y]
