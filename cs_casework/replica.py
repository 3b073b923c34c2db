"""A standby of PostgreSQL's own, for the few things that may be a moment old: reports on the whole service, and the work of
the night.

Everything else asks the database itself. A standby lags, so it would show a record that has just been restricted; and who
looked at a record is written where it is read. Nothing is sent here unless what reads says so, by this module, and the
list of who does is kept by `tests/site/test_architecture.py`.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

REPLICA = "replica"
_read_there: ContextVar[str | None] = ContextVar("read_there", default=None)
logger = logging.getLogger(__name__)


class Standby:
    """What of Django's goes there: what a report reads, and nothing else.

    The standby gets its tables from its primary. Nor do checks of the models ask it, so that the service, its worker and
    its commands start while it is away.
    """

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        return False if db == REPLICA else None

    def db_for_read(self, model: object, **hints: object) -> str | None:
        return _read_there.get()


def for_reading() -> BaseDatabaseWrapper:
    """The standby, where one is set and answers; else the database itself."""
    if REPLICA in connections.settings:
        replica = connections[REPLICA]
        try:
            replica.ensure_connection()
        except OperationalError:
            logger.warning("The read replica does not answer, so the database itself is asked.")
        else:
            return replica
    return connections[DEFAULT_DB_ALIAS]


@contextmanager
def reporting() -> Iterator[None]:
    """Within it models are read where `for_reading` says. For a report on the whole service, made for somebody who may see
    all of it: whoever asks who may see something asks before."""
    token = _read_there.set(for_reading().alias)
    try:
        yield
    finally:
        _read_there.reset(token)
