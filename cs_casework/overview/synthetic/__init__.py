"""A synthetic service of any size, in the shape of a real one: for seeing how pages and queries do with many records.

Nobody in it is anybody. Unlike the demo's borough it tells no stories, and it is written past the workflow functions,
with COPY, as the owner: a million notes in some minutes.
"""

from .database import tidy
from .making import fill
from .service import Progress, Size

__all__ = ["Progress", "Size", "fill", "tidy"]
