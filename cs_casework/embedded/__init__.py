"""The database without setting one up: a real PostgreSQL 18 that belongs to this project and this user alone.

It listens on a socket in a closed folder and on no network port, lets in the operating-system user who runs the
commands and nobody else, and runs only while a command needs it. A service that others reach sets DATABASE_URL, and then
nothing here starts anything.
"""

import atexit
import os

from cs_casework.embedded import places
from cs_casework.embedded.connections import (
    database_settings,
    is_demo,
    is_embedded,
    owner_connection,
    replica_settings,
)
from cs_casework.embedded.places import PROJECT, DatabaseProblem, attachments_folder, local_secret
from cs_casework.embedded.server import Server

__all__ = [
    "PROJECT",
    "DatabaseProblem",
    "attachments_folder",
    "database_settings",
    "ensure_server",
    "is_demo",
    "is_embedded",
    "local_secret",
    "owner_connection",
    "release_server",
    "replica_settings",
]

_using: tuple[int, Server] | None = None


def ensure_server() -> None:
    """Have the embedded server running until this process ends; called again, start it again if it was killed.

    Does nothing when DATABASE_URL names a server.
    """
    global _using
    if not is_embedded():
        return
    if _using is None or _using[0] != os.getpid():
        _using = (os.getpid(), Server(places.instance_name()))
        atexit.register(release_server)
    server = _using[1]
    server.hold()


def release_server() -> None:
    """Stop using the server before the process ends; the last one out stops it. A forked child leaves it alone."""
    global _using
    if _using is not None and _using[0] == os.getpid():
        server = _using[1]
        _using = None
        server.release()
