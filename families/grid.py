"""From the national grid to what maps on the web are drawn with.

The grid is in metres on the ellipsoid of 1830 (OSGB36), maps are in degrees on that of satellites (WGS84). The way between
them is the Ordnance Survey's own, to about five metres, which is less than the middle of a postcode is off; not for
Northern Ireland, whose grid is another.
"""

from math import atan2 as angle
from math import cos, degrees, radians, sin, sqrt, tan

from families.postcodes import Point, position_of

# Airy's ellipsoid and the grid on it: half axes, scale on the middle line, true and false origin.
AIRY_A, AIRY_B = 6377563.396, 6356256.909
SCALE, LATITUDE_0, LONGITUDE_0, EAST_0, NORTH_0 = 0.9996012717, radians(49), radians(-2), 400000, -100000
WGS_A, WGS_B = 6378137.0, 6356752.3142
# From one to the other: moved in metres, turned in seconds, stretched.
MOVE = (446.448, -125.157, 542.060)
TURN = tuple(radians(second / 3600) for second in (0.1502, 0.2470, 0.8421))
STRETCH = 1 - 20.4894e-6


def degrees_of(point: Point) -> tuple[float, float]:
    """Latitude and longitude of a point of the national grid, to five places: a metre or so."""
    latitude, longitude = _on_other(*_on_airy(point))
    return round(degrees(latitude), 5), round(degrees(longitude), 5)


def degrees_of_postcode(postcode: str) -> tuple[float, float] | None:
    """The middle of a postcode; None for one that the directory does not know, or knows without a place."""
    found = position_of(postcode)
    return degrees_of(found) if found else None


def _on_airy(point: Point) -> tuple[float, float]:
    n = (AIRY_A - AIRY_B) / (AIRY_A + AIRY_B)
    latitude, reached = LATITUDE_0, 0.0
    while point.northing - NORTH_0 - reached >= 0.00001:
        latitude += (point.northing - NORTH_0 - reached) / (AIRY_A * SCALE)
        apart, together = latitude - LATITUDE_0, latitude + LATITUDE_0
        reached = (
            AIRY_B
            * SCALE
            * (
                (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * apart
                - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(apart) * cos(together)
                + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * apart) * cos(2 * together)
                - 35 / 24 * n**3 * sin(3 * apart) * cos(3 * together)
            )
        )
    bent = 1 - AIRY_B**2 / AIRY_A**2
    across = AIRY_A * SCALE / sqrt(1 - bent * sin(latitude) ** 2)
    along = AIRY_A * SCALE * (1 - bent) / (1 - bent * sin(latitude) ** 2) ** 1.5
    eta, t, east = across / along - 1, tan(latitude), point.easting - EAST_0
    north = latitude - (
        t / (2 * along * across) * east**2
        - t / (24 * along * across**3) * (5 + 3 * t**2 + eta - 9 * t**2 * eta) * east**4
        + t / (720 * along * across**5) * (61 + 90 * t**2 + 45 * t**4) * east**6
    )
    west = (
        east / across
        - (across / along + 2 * t**2) / (6 * across**3) * east**3
        + (5 + 28 * t**2 + 24 * t**4) / (120 * across**5) * east**5
    ) / cos(latitude)
    return north, LONGITUDE_0 + west


def _on_other(latitude: float, longitude: float) -> tuple[float, float]:
    bent = 1 - AIRY_B**2 / AIRY_A**2
    across = AIRY_A / sqrt(1 - bent * sin(latitude) ** 2)
    x, y, z = (
        across * cos(latitude) * cos(longitude),
        across * cos(latitude) * sin(longitude),
        across * (1 - bent) * sin(latitude),
    )
    a, b, c = TURN
    x, y, z = (
        MOVE[0] + STRETCH * x - c * y + b * z,
        MOVE[1] + c * x + STRETCH * y - a * z,
        MOVE[2] - b * x + a * y + STRETCH * z,
    )
    bent, flat = 1 - WGS_B**2 / WGS_A**2, sqrt(x**2 + y**2)
    latitude = angle(z, flat * (1 - bent))
    for _again in range(5):
        across = WGS_A / sqrt(1 - bent * sin(latitude) ** 2)
        latitude = angle(z + bent * across * sin(latitude), flat)
    return latitude, angle(y, x)
