"""Where each part of a picture stands: in columns from left to right, every label in a card of its own.

A layout of our own and not one of networkx: what is drawn has layers (where it starts, contexts, children, further
contexts), lines run only from one layer to the next, and a reader finds a name in a column sooner than in a cloud. The
cards of a column stand one below the other, so no label can lie over another or over a line, and the same rows give the
same picture: nothing in it is left to chance. No numpy has to be installed for it either.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

# In the units of the drawing, which are pixels where it is not scaled.
CARD_WIDTH = 216
BETWEEN_COLUMNS = 104
BETWEEN_CARDS = 10
MARGIN = 4
INSET = 9  # above the first line of a card and below the last
TEXT_FROM = 38  # the shape stands left of it
TEXT_WIDTH = CARD_WIDTH - TEXT_FROM - 8
NAME_SIZE, NAME_LINE, NAME_LINES = 14, 17, 2
NOTE_SIZE, NOTE_LINE = 12, 15
# The card it starts from stays near the top of a tall drawing, where a reader begins.
START_WITHIN = 240
SWEEPS = 6

type Words = tuple[str, str]  # what stands on a card: a name, and a note beneath it
type Edge = tuple[Hashable, Hashable]  # from a card to one of the next column


@dataclass(frozen=True)
class Line:
    """One line of text, by its baseline."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Card:
    key: Hashable
    x: int
    y: int
    width: int
    height: int
    name: tuple[Line, ...]
    note: Line | None

    @property
    def shape_y(self) -> int:
        """Where a shape of 20 units begins, in the middle of the card."""
        return self.y + (self.height - 20) // 2

    @property
    def shape_x(self) -> int:
        return self.x + 10


@dataclass(frozen=True)
class Drawn:
    """What is drawn: cards in the order in which one reads them, and a path for each edge."""

    width: int
    height: int
    cards: tuple[Card, ...]
    paths: Mapping[Edge, str]


def lay_out(columns: Sequence[Sequence[Hashable]], words: Mapping[Hashable, Words], edges: Sequence[Edge]) -> Drawn:
    """Columns of cards, spread over the height of the tallest, and the edges between them as curves.

    Within its column each card stands where its neighbours are, so that few lines cross; the order in which they came
    decides where that leaves a choice.
    """
    cards: list[Card] = []
    ordered = in_order(columns, edges)
    texts = {key: _text(*words[key]) for column in ordered for key in column}
    heights = {key: _height(*text) for key, text in texts.items()}
    tallest = max((_stack(column, heights) for column in ordered), default=0)
    for place, column in enumerate(ordered):
        x = MARGIN + place * (CARD_WIDTH + BETWEEN_COLUMNS)
        room = tallest if len(column) > 1 else min(tallest, START_WITHIN + heights[column[0]] if column else 0)
        share = (room - _stack(column, heights)) / max(len(column), 1)
        y = MARGIN + share / 2
        for key in column:
            cards.append(_card(key, x, round(y), heights[key], *texts[key]))
            y += heights[key] + BETWEEN_CARDS + share
    by_key = {card.key: card for card in cards}
    return Drawn(
        width=2 * MARGIN + len(ordered) * (CARD_WIDTH + BETWEEN_COLUMNS) - BETWEEN_COLUMNS,
        height=2 * MARGIN + tallest,
        cards=tuple(cards),
        paths={edge: _path(by_key[edge[0]], by_key[edge[1]]) for edge in edges},
    )


# --- Order within the columns ----------------------------------------------------------------------------------------
def in_order(columns: Sequence[Sequence[Hashable]], edges: Sequence[Edge]) -> list[list[Hashable]]:
    """The columns with their cards moved towards their neighbours, in the order in which the fewest lines cross."""
    now = [list(column) for column in columns if column]
    best, fewest = [list(column) for column in now], crossings(now, edges)
    beside: dict[Hashable, set[Hashable]] = {}
    for left, right in edges:
        beside.setdefault(left, set()).add(right)
        beside.setdefault(right, set()).add(left)
    for sweep in range(SWEEPS):
        # There and back again: each column by the one before it, then by the one after it.
        places = range(1, len(now)) if sweep % 2 == 0 else range(len(now) - 2, -1, -1)
        for place in places:
            other = now[place - 1 if sweep % 2 == 0 else place + 1]
            now[place] = _by_neighbours(now[place], other, beside)
        if (crossed := crossings(now, edges)) < fewest:
            best, fewest = [list(column) for column in now], crossed
    return best


def _by_neighbours(
    column: list[Hashable], other: list[Hashable], beside: Mapping[Hashable, set[Hashable]]
) -> list[Hashable]:
    """Ordered by the middle of each card's neighbours; a card that has none there keeps its relative place."""
    where = {key: index / max(len(other) - 1, 1) for index, key in enumerate(other)}

    def middle(index: int) -> float:
        found = [where[key] for key in beside.get(column[index], ()) if key in where]
        return sum(found) / len(found) if found else index / max(len(column) - 1, 1)

    # Rounded, so that the order in which a sum is made cannot decide.
    return [column[index] for index in sorted(range(len(column)), key=lambda index: round(middle(index), 6))]


def crossings(columns: Sequence[Sequence[Hashable]], edges: Sequence[Edge]) -> int:
    """How many pairs of lines cross between one column and the next."""
    found = 0
    for left, right in pairwise(columns):
        from_place = {key: index for index, key in enumerate(left)}
        to_place = {key: index for index, key in enumerate(right)}
        ends = sorted((from_place[a], to_place[b]) for a, b in edges if a in from_place and b in to_place)
        passed: list[int] = []
        for _from, to in ends:
            found += len(passed) - bisect_right(passed, to)
            passed.insert(bisect_left(passed, to), to)
    return found


# --- Cards and lines -------------------------------------------------------------------------------------------------
def _text(name: str, note: str) -> tuple[list[str], list[str]]:
    return wrapped(name, TEXT_WIDTH, NAME_SIZE, NAME_LINES), wrapped(note, TEXT_WIDTH, NOTE_SIZE, 1)


def _height(name: list[str], note: list[str]) -> int:
    return 2 * INSET + len(name) * NAME_LINE + len(note) * NOTE_LINE


def _stack(column: Sequence[Hashable], heights: Mapping[Hashable, int]) -> int:
    return sum(heights[key] + BETWEEN_CARDS for key in column) - BETWEEN_CARDS if column else 0


def _card(key: Hashable, x: int, y: int, height: int, name: list[str], note: list[str]) -> Card:
    first = y + INSET + NAME_SIZE - 1
    lines = [Line(text, x + TEXT_FROM, first + index * NAME_LINE) for index, text in enumerate(name)]
    under = Line(note[0], x + TEXT_FROM, first + len(name) * NAME_LINE - 1) if note else None
    return Card(key, x, y, CARD_WIDTH, height, tuple(lines), under)


def _path(left: Card, right: Card) -> str:
    """A curve from the right side of one card to the left side of the other, flat where it leaves and arrives."""
    x, y = left.x + left.width, left.y + left.height // 2
    to_x, to_y = right.x, right.y + right.height // 2
    half = (to_x - x) // 2
    return f"M{x} {y}C{x + half} {y} {to_x - half} {to_y} {to_x} {to_y}"


# --- Text ------------------------------------------------------------------------------------------------------------
# How wide letters are, in thousandths of the size: in Arial, or in DejaVu, which stands in for it where there is none,
# whichever is wider. Of other letters a width is taken that is rather too large.
_WIDTHS = {
    278: "ijl'‘’|",
    340: "I.,:;!/ ",
    400: "ft()-r",
    520: 'sczJ“”"–·',
    600: "kvxyFLTYP?",
    640: "abdeghnopqu0123456789ES",
    700: "ABCKRXVZ",
    780: "DHNUGOQ&",
    830: "w",
    870: "M",
    1000: "mW…",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


def text_width(text: str, size: int) -> float:
    """About how wide a text is, and rather wider than narrower: nothing here draws letters, and fonts differ."""
    return sum(_width_of(letter) for letter in text) * size / 1000


def _width_of(letter: str) -> int:
    if known := _WIDTH_OF.get(letter):
        return known
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1000
    bare = unicodedata.normalize("NFD", letter)[0]
    return _WIDTH_OF.get(bare, 830)


def wrapped(text: str, width: float, size: int, most: int) -> list[str]:
    """The text in at most so many lines; what does not fit is left out at the end, and three dots say so."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most:
        if text_width(rest, size) <= width:
            return [*lines, rest]
        if len(lines) == most - 1:
            return [*lines, _cut(rest, width - text_width("…", size), size).rstrip(" ,.-") + "…"]
        line = _cut(rest, width, size)
        # At a space if there is one; a word longer than the line is broken.
        if rest[len(line)] != " " and " " in line:
            line = line[: line.rindex(" ")]
        lines.append(line)
        rest = rest[len(line) :].lstrip()
    return lines


def _cut(text: str, width: float, size: int) -> str:
    """As much of the beginning as fits, and at least one letter."""
    taken = 0.0
    for index, letter in enumerate(text):
        taken += text_width(letter, size)
        if taken > width and index:
            return text[:index]
    return text
