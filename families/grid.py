"""From the national grid, in which the postcodes are, to longitude and latitude, in which maps are drawn.

The formulae and the figures are the Ordnance Survey's own (A guide to coordinate systems in Great Britain, annexes B to
D). What comes out is right to about five metres. They are not for Northern Ireland, which is measured on another grid.
"""

from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan
from typing import NamedTuple

from families.postcodes import Point

# The ellipsoids: Airy 1830, on which the grid was drawn, and that of WGS84.
AIRY = (6_377_563.396, 6_356_256.909)
WGS84 = (6_378_137.000, 6_356_752.3141)
SCALE, ORIGIN_NORTH, ORIGIN_EAST = 0.9996012717, radians(49), radians(-2)
FALSE_EASTING, FALSE_NORTHING = 400_000, -100_000
# From the one to the other: a shift in metres, a turn in seconds of arc, a change of scale in millionths.
SHIFT = (446.448, -125.157, 542.060)
TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
STRETCH = 1 - 20.4894e-6


class Position(NamedTuple):
    latitude: float
    longitude: float


def position_on_earth(point: Point) -> Position:
    """Where a point of the national grid is, in degrees (WGS84)."""
    x, y, z = _to_space(*_off_the_grid(point), AIRY)
    turn_x, turn_y, turn_z = TURN
    moved = (
        SHIFT[0] + STRETCH * x - turn_z * y + turn_y * z,
        SHIFT[1] + turn_z * x + STRETCH * y - turn_x * z,
        SHIFT[2] - turn_y * x + turn_x * y + STRETCH * z,
    )
    latitude, longitude = _from_space(*moved, WGS84)
    return Position(round(degrees(latitude), 6), round(degrees(longitude), 6))


def _off_the_grid(point: Point) -> tuple[float, float]:
    """Latitude and longitude on the grid's own ellipsoid, in radians."""
    a, b = AIRY
    north = point.northing - FALSE_NORTHING
    latitude = ORIGIN_NORTH + north / (a * SCALE)
    while abs(left := north - _meridian(latitude)) >= 1e-5:
        latitude += left / (a * SCALE)
    squeezed = 1 - (b / a) ** 2
    nu = a * SCALE / sqrt(1 - squeezed * sin(latitude) ** 2)
    rho = a * SCALE * (1 - squeezed) / (1 - squeezed * sin(latitude) ** 2) ** 1.5
    eta = nu / rho - 1
    t, east = tan(latitude), point.easting - FALSE_EASTING
    up = (
        t / (2 * rho * nu) * east**2
        - t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta - 9 * t**2 * eta) * east**4
        + t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4) * east**6
    )
    along = (
        east / nu
        - (nu / rho + 2 * t**2) / (6 * nu**3) * east**3
        + (5 + 28 * t**2 + 24 * t**4) / (120 * nu**5) * east**5
        - (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6) / (5040 * nu**7) * east**7
    )
    return latitude - up, ORIGIN_EAST + along / cos(latitude)


def _meridian(latitude: float) -> float:
    """Metres along the meridian from the grid's origin."""
    a, b = AIRY
    n = (a - b) / (a + b)
    less, more = latitude - ORIGIN_NORTH, latitude + ORIGIN_NORTH
    return (
        b
        * SCALE
        * (
            (1 + n + 5 / 4 * (n**2 + n**3)) * less
            - (3 * (n + n**2) + 21 / 8 * n**3) * sin(less) * cos(more)
            + 15 / 8 * (n**2 + n**3) * sin(2 * less) * cos(2 * more)
            - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
        )
    )


def _to_space(latitude: float, longitude: float, ellipsoid: tuple[float, float]) -> tuple[float, float, float]:
    a, b = ellipsoid
    nu = a / sqrt(1 - (1 - (b / a) ** 2) * sin(latitude) ** 2)
    level = nu * cos(latitude)
    return level * cos(longitude), level * sin(longitude), (b / a) ** 2 * nu * sin(latitude)


def _from_space(x: float, y: float, z: float, ellipsoid: tuple[float, float]) -> tuple[float, float]:
    a, b = ellipsoid
    squeezed, level = 1 - (b / a) ** 2, hypot(x, y)
    latitude = atan2(z, level * (1 - squeezed))
    for _again in range(5):  # each time a thousand times nearer
        nu = a / sqrt(1 - squeezed * sin(latitude) ** 2)
        latitude = atan2(z + squeezed * nu * sin(latitude), level)
    return latitude, atan2(y, x)
