"""Which numbers of children may stand in a table that others read, too: none below five, nor what gives one away.

One rule for every table. A leaf module: it knows numbers, and nothing of what they count.
"""

from collections.abc import Sequence

SMALL = 5


def is_safe(number: int) -> bool:
    """None at all, or five and more."""
    return number == 0 or number >= SMALL


def without_small(numbers: Sequence[int], shown: Sequence[int | None] | None = None) -> list[int | None]:
    """Each number, or None. Where any is left out, so many are that they come to five or more together and are two at
    the least: nobody can tell one of them from the total and the others. `shown` leaves some out from the start."""
    kept: list[int | None] = [
        number if (shown is None or shown[place] is not None) and is_safe(number) else None
        for place, number in enumerate(numbers)
    ]
    left_out = {place for place, number in enumerate(kept) if number is None}
    smallest_first = sorted(
        (place for place in range(len(numbers)) if place not in left_out), key=lambda at: numbers[at]
    )
    while left_out and (len(left_out) < 2 or sum(numbers[place] for place in left_out) < SMALL) and smallest_first:
        place = smallest_first.pop(0)
        left_out.add(place)
        kept[place] = None
    return kept


def at_least(number: int) -> int | None:
    """The largest multiple of the floor that a number has reached, to be read as "so many or more"; None below the floor.

    For figures that are looked at again and again: a number that is told exactly tells, the day after one child said
    something, what that child said. One that moves in steps seldom does, and nobody can take two of them from each other.
    """
    return number // SMALL * SMALL or None
