"""The steps in which a service is made."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date

import psycopg

from . import database
from .cases import make_cases
from .contexts import make_contexts
from .grants import make_grants
from .links import make_links
from .notes import make_notes
from .people import make_people
from .service import Making, Progress, Size
from .staff import OPEN_CHILDREN_A_WORKER, make_staff

# About one child in so many is open to the service.
ONE_OPEN_IN = 6
# From so many rows on it is quicker to build every index afterwards than to keep it while they are written.
MANY = 20_000


def fill(owner: psycopg.Connection, size: Size, *, seed: int, day: date, password: str, progress: Progress) -> None:
    """Write the service into the caller's transaction. The same size, seed and day give the same rows."""
    making = Making(owner, size, seed=seed, day=day, progress=progress)
    owner.execute("SET LOCAL maintenance_work_mem = '512MB'")
    owner.execute("SET LOCAL work_mem = '128MB'")
    many = size.links + size.notes > MANY
    with database.without_indexes(owner, progress) if many else nullcontext():
        workers = max(2, size.children // ONE_OPEN_IN // OPEN_CHILDREN_A_WORKER)
        make_staff(making, workers=workers, password=password)
        make_people(making)
        make_contexts(making)
        make_cases(making)
        make_links(making)
        make_notes(making)
        make_grants(making)
        database.write_versions(owner, progress)
