"""An invented borough to look round in: `plan_borough(today)` says what is in it, `fill(progress)` writes it."""

from collections.abc import Callable

from .borough import plan_borough

__all__ = ["fill", "plan_borough"]


def fill(progress: Callable[[str, int, int], None] = lambda stage, done, total: None) -> None:
    """Write the borough into an empty database. See `fill.py`, imported late because it needs Django to be set up."""
    from .fill import fill as write

    write(progress)
