"""The one rule for numbers so small that they could tell of one child."""

SMALL = 5


def is_safe(number: int) -> bool:
    """Whether a number may be shown as it is: nobody, or so many that none of them stands out."""
    return number == 0 or number >= SMALL


def at_least(number: int) -> int | None:
    """The largest multiple of the floor that a number has reached, to be read as "so many or more"; None below the floor.

    For figures that are looked at again and again: a number that is told exactly tells, the day after one child said
    something, what that child said. One that moves in steps does not, and nobody can take two of them from each other.
    """
    return number // SMALL * SMALL or None
