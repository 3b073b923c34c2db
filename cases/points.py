"""Points on a map as they are drawn: what may be kept of them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_POINTS = 60
# The British Isles, from south to north and from west to east.
LATITUDES, LONGITUDES = (49.0, 61.5), (-9.0, 2.5)


def check_points(points: Any) -> None:
    """Refuse anything but a list of points within the British Isles, each a latitude and a longitude."""
    is_list = isinstance(points, list) and 0 < len(points) <= MOST_POINTS
    if not is_list or not all(_is_point(point) for point in points):
        raise ValidationError(_("This is no place or way on the map. Draw it again."))


def _is_point(point: Any) -> bool:
    if not isinstance(point, list) or len(point) != 2 or any(type(number) not in (int, float) for number in point):
        return False
    latitude, longitude = point
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]
