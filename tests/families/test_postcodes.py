"""Where postcodes are, read from the national directory."""

import pytest

from families.postcodes import Point, position_of, postcodes_near


@pytest.mark.parametrize(
    ("postcode", "point"),
    [
        pytest.param("SW1A 1AA", Point(529090, 179645), id="seven characters"),
        pytest.param("E1 6AN", Point(533416, 181746), id="five characters"),
        pytest.param("B1 1AA", Point(406649, 286530), id="the first of its letter"),
    ],
)
def test_the_middle_of_a_postcode(postcode: str, point: Point) -> None:
    assert position_of(postcode) == point


@pytest.mark.parametrize("postcode", ["", "SW1A", "ZZ1 1AA", "QX1 1AA", "1 1AA", "É1 1AA", "YO99 9ZZ", "SW1A1AA"])
def test_what_the_directory_does_not_know_has_no_place(postcode: str) -> None:
    assert position_of(postcode) is None
    assert postcodes_near(postcode, 200) == {}


def test_the_postcodes_near_another_are_nearest_first_and_no_further_than_asked() -> None:
    near = postcodes_near("SW1A 1AA", 150)
    assert list(near)[:2] == ["SW1A 1AA", "SW1E 6LA"]
    assert list(near.values()) == sorted(near.values())
    assert round(near["SW1E 6LA"]) == 124
    assert max(near.values()) <= 150
    assert set(near) < set(postcodes_near("SW1A 1AA", 200))
