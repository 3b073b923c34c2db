"""An invented borough to look round in: `plan_borough(today)` says what is in it, `fill(progress)` writes it."""

from collections.abc import Callable

from .borough import plan_borough

__all__ = ["fill", "plan_borough"]


def fill(progress: Callable[[str], None] = lambda text: None) -> None:
    """Write the borough into an empty database; `progress` is told in a few words how far it is.

    See `writing.py`, which is imported late: planning needs no Django.
    """
    from .writing import fill as write

    write(progress)
