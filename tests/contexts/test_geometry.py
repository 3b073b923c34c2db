"""What lies in which area, and where a point of the national grid is."""

import pytest

from contexts.geometry import MOST_DRAWN, box_of, crosses_itself, holds, outline_of, rings, size_of
from families.grid import position_on_earth
from families.postcodes import Point, position_of

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
HOLE = [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]
ISLAND = [[10, 0], [11, 0], [11, 1], [10, 0]]


@pytest.mark.parametrize(
    ("point", "inside"),
    [((3, 3), True), ((1.5, 1.5), False), ((10.8, 0.5), True), ((10.2, 0.8), False), ((5, 2), False), ((-1, 0), False)],
)
def test_what_lies_in_an_area_with_a_hole_and_an_island(point: tuple[float, float], inside: bool) -> None:
    assert holds([[SQUARE, HOLE], [ISLAND]], *point) is inside


def test_a_point_on_the_line_between_two_areas_is_in_one_of_them_alone() -> None:
    east = [[4, 4], [4, 0], [8, 0], [8, 4], [4, 4]]
    for y in (0, 0.7, 2, 3.999):
        assert [holds([[SQUARE]], 4, y), holds([[east]], 4, y)].count(True) == 1
    # Slanting, and drawn in the other way by the neighbour.
    west, other = [[0, 0], [3, 1], [0, 7], [0, 0]], [[0, 7], [3, 1], [9, 7], [0, 7]]
    for step in range(1, 50):
        y = 1 + 6 * step / 50
        x = 3 + (0 - 3) * (y - 1) / (7 - 1)
        assert [holds([[west]], x, y), holds([[other]], x, y)].count(True) == 1


def test_extent_and_size() -> None:
    assert box_of([[SQUARE, HOLE], [ISLAND]]) == (0, 0, 11, 4)
    assert (size_of(SQUARE), size_of([[0, 0], [4, 4], [0, 0], [4, 4], [0, 0]])) == (16, 0)


@pytest.mark.parametrize(
    ("ring", "crosses"),
    [
        (SQUARE, False),
        ([[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]], True),
        # It touches itself in a corner.
        ([[0, 0], [2, 2], [4, 0], [4, 4], [2, 2], [0, 4], [0, 0]], False),
        ([[0, 0], [9, 0], [9, 9], [8, -1], [7, 9], [0, 9], [0, 0]], True),
    ],
)
def test_a_ring_that_crosses_itself(ring: list[list[float]], crosses: bool) -> None:
    assert crosses_itself(ring) is crosses


def test_an_outline_has_few_points_and_the_same_shape() -> None:
    top = [[4 - step * 0.001, 4 + (0.0001 if step % 2 else 0)] for step in range(4000)]
    ring = [[0, 0], [4, 0], *top, [0, 4], [0, 0]]
    ((outline,),) = outline_of([[ring]])
    assert len(outline) <= MOST_DRAWN
    assert outline[0] == outline[-1] == [0, 0]
    assert size_of(outline) == pytest.approx(16, abs=0.01)
    # Nothing would be left of it.
    speck = [[0, 0], [0.000001, 0], [0.000001, 0.000001], [0, 0]]
    assert list(rings(outline_of([[speck]]))) == [speck]


def test_where_points_of_the_grid_are_on_earth() -> None:
    # The example of the Ordnance Survey's guide, and a known postcode.
    assert position_on_earth(Point(651410, 313177)) == pytest.approx((52.657978, 1.716052), abs=0.00002)
    palace = position_of("SW1A 1AA")
    assert palace is not None
    assert position_on_earth(palace) == pytest.approx((51.50101, -0.14159), abs=0.00002)
