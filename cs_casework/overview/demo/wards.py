"""The wards of the borough. Like its places they lie in open water."""

from __future__ import annotations

from contexts.area_files import ReadArea
from contexts.placing import replace_areas
from families.grid import position_on_earth
from families.postcodes import Point

from .desk import Desk

# Corners that wards have in common, in metres of the national grid.
WEST, MIDDLE, CENTRE, EAST = (555300, 342600), (556400, 342490), (557850, 342700), (559500, 342450)
SOUTH, NORTH = (556650, 342450), (556450, 344350)
MILL, LOCK, GREEN = (556700, 341200), (557900, 341150), (557800, 344300)
CINDER, HERON = (556480, 343300), (557900, 343400)
WARDS = {
    "Malthouse": [(555350, 341350), (556000, 341180), MILL, SOUTH, MIDDLE, (555900, 342640), WEST],
    "Fennel Hill": [MILL, (557300, 341240), LOCK, (557960, 341900), CENTRE, SOUTH],
    "Old Wharf": [LOCK, (558700, 341020), (559450, 341200), (559580, 341800), EAST, CENTRE, (557960, 341900)],
    "Kiln End": [WEST, (555900, 342640), MIDDLE, CINDER, NORTH, (555900, 344420), (555400, 344250), (555240, 343400)],
    "Weavergate": [MIDDLE, SOUTH, CENTRE, HERON, GREEN, (557100, 344460), NORTH, CINDER],
    "Netherwick": [CENTRE, EAST, (559680, 343300), (559600, 344200), (558700, 344380), GREEN, HERON],
}


def write_wards(desk: Desk) -> None:
    """As they are loaded from a file, on the first day."""
    read = []
    for number, (name, corners) in enumerate(sorted(WARDS.items()), start=1):
        places = [position_on_earth(Point(*corner)) for corner in [*corners, corners[0]]]
        ring = [[place.longitude, place.latitude] for place in places]
        read.append(ReadArea(code=f"OTT{number:02}", name=name, boundary=[[ring]]))
    replace_areas(read, by=desk.users["admin"])
