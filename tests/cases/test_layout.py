"""Where the cards of a picture stand: nothing lies over anything, everything fits, and the same gives the same."""

import random
from itertools import combinations, pairwise
from typing import Any

import pytest

from cases.links.layout import (
    BETWEEN_COLUMNS,
    CARD_WIDTH,
    NAME_SIZE,
    NOTE_SIZE,
    TEXT_WIDTH,
    Card,
    crossings,
    in_order,
    lay_out,
    text_width,
    wrapped,
)

LONG = "Bartholomew-Montgomery Featherstonehaugh-Cholmondeley of the Upper Valley"
UNBROKEN = "https://an-online-space.example/with/an/address/nobody/would/ever/break"
NAMES = [
    "Ann",
    LONG,
    UNBROKEN,
    "WWWWWWWWWW WWWWWWWWWW WWWWWWWW",
    "李小龍李小龍李小龍李小龍李小龍",
    "Zoë Ní Bhriain",
    "نور الهدى",
]


def a_service(seed: int, most: int = 14) -> tuple[list[list[str]], dict[str, tuple[str, str]], list[tuple[str, str]]]:
    """Some columns with some lines between them."""
    chance = random.Random(seed)
    sizes = [1, *(chance.randint(1, most) for _column in range(chance.randint(1, 3)))]
    columns = [[f"{place}.{index:02}" for index in range(size)] for place, size in enumerate(sizes)]
    words = {
        key: (chance.choice(NAMES), chance.choice(["", "Age 15, related", LONG])) for col in columns for key in col
    }
    edges = [(a, b) for left, right in pairwise(columns) for a in left for b in right if chance.random() < 0.4]
    return columns, words, edges


def overlap(one: Card, other: Card) -> bool:
    apart = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not apart and one.y < other.y + other.height and other.y < one.y + one.height


@pytest.mark.parametrize("seed", range(25))
def test_no_card_lies_over_another_and_all_fit(seed: int) -> None:
    columns, words, edges = a_service(seed)
    drawn = lay_out(columns, words, edges)
    assert {card.key for card in drawn.cards} == set(words)
    assert [(one.key, other.key) for one, other in combinations(drawn.cards, 2) if overlap(one, other)] == []
    for card in drawn.cards:
        assert card.x >= 0
        assert card.x + card.width <= drawn.width
        assert card.y >= 0
        assert card.y + card.height <= drawn.height


@pytest.mark.parametrize("seed", range(25))
def test_every_label_stands_within_its_card_line_below_line(seed: int) -> None:
    drawn = lay_out(*a_service(seed))
    for card in drawn.cards:
        lines = [(line, NAME_SIZE) for line in card.name] + ([(card.note, NOTE_SIZE)] if card.note else [])
        for line, size in lines:
            assert card.x < line.x
            assert line.x + text_width(line.text, size) <= card.x + card.width
            assert card.y + size <= line.y <= card.y + card.height - 4
        for (above, _size), (below, size) in pairwise(lines):
            assert below.y - above.y >= size
        assert card.y <= card.shape_y
        assert card.shape_y + 20 <= card.y + card.height


@pytest.mark.parametrize("seed", range(10))
def test_the_same_rows_give_the_same_picture(seed: int) -> None:
    columns, words, edges = a_service(seed)
    # The order in which lines are given decides nothing.
    again = lay_out(columns, dict(reversed(words.items())), list(reversed(edges)))
    first = lay_out(columns, words, edges)
    assert again.cards == first.cards
    assert dict(again.paths) == dict(first.paths)


@pytest.mark.parametrize("seed", range(25))
def test_ordering_never_makes_more_lines_cross(seed: int) -> None:
    columns, _words, edges = a_service(seed)
    ordered = in_order(columns, edges)
    assert [sorted(column) for column in ordered] == [sorted(column) for column in columns]
    assert crossings(ordered, edges) <= crossings(columns, edges)


def test_lines_are_untangled() -> None:
    columns = [["start"], ["a", "b"], ["1", "2"]]
    edges = [("start", "a"), ("start", "b"), ("a", "2"), ("b", "1")]
    assert crossings(columns, edges) == 1
    assert crossings(in_order(columns, edges), edges) == 0


def test_crossings_are_counted_pair_by_pair() -> None:
    columns, _words, edges = a_service(7)
    place = {key: index for column in columns for index, key in enumerate(column)}
    column_of = {key: number for number, column in enumerate(columns) for key in column}
    by_hand = sum(
        column_of[a] == column_of[c] and (place[a] - place[c]) * (place[b] - place[d]) < 0
        for (a, b), (c, d) in combinations(edges, 2)
    )
    assert crossings(columns, edges) == by_hand > 0


def test_lines_run_from_side_to_side() -> None:
    drawn = lay_out([["a"], ["b"]], {"a": ("Ann", ""), "b": ("Ben", "")}, [("a", "b")])
    left, right = drawn.cards
    assert right.x - left.x == CARD_WIDTH + BETWEEN_COLUMNS
    assert drawn.paths["a", "b"].startswith(f"M{left.x + left.width} {left.y + left.height // 2}C")
    assert drawn.paths["a", "b"].endswith(f" {right.x} {right.y + right.height // 2}")


def test_what_a_tall_drawing_starts_from_stands_near_its_top() -> None:
    many = [f"child {number:02}" for number in range(59)]
    drawn = lay_out([["start"], many], {key: (key, "") for key in ["start", *many]}, [("start", key) for key in many])
    assert drawn.height > 2000
    assert drawn.cards[0].y < 200


def test_columns_with_nothing_in_them_take_no_room() -> None:
    drawn = lay_out([["a"], [], ["b"]], {"a": ("Ann", ""), "b": ("Ben", "")}, [])
    assert [card.x for card in drawn.cards] == [4, 4 + CARD_WIDTH + BETWEEN_COLUMNS]


# --- Text ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", NAMES)
@pytest.mark.parametrize("most", [1, 2])
def test_text_is_wrapped_and_what_is_left_out_is_marked(text: str, most: int) -> None:
    lines = wrapped(text, TEXT_WIDTH, NAME_SIZE, most)
    assert 1 <= len(lines) <= most
    assert all(text_width(line, NAME_SIZE) <= TEXT_WIDTH for line in lines)
    whole = "".join(lines).replace(" ", "")
    if whole != text.replace(" ", ""):
        assert len(lines) == most
        assert lines[-1].endswith("…")
        assert text.replace(" ", "").startswith(whole.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Ann Testington", ["Ann Testington"]),
        ("  ", []),
        ("The bus station by the river", ["The bus station by the", "river"]),
    ],
)
def test_text_breaks_between_words(text: str, lines: Any) -> None:
    assert wrapped(text, TEXT_WIDTH, NAME_SIZE, 2) == lines
