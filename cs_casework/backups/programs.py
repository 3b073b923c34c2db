"""PostgreSQL's own programs, and how they reach the database as its owner."""

import os
import re
import shutil
import subprocess
from contextlib import suppress
from typing import Any

from psycopg.conninfo import make_conninfo

from cs_casework import embedded
from cs_casework.backups.problems import BackupProblem
from cs_casework.embedded import places

_NAMES = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}


def program(name: str, *, at_least: int) -> str:
    """The path of `pg_dump` or `pg_restore` of at least this version: no older one reads a newer server or backup.

    On a server of others' the machine's own comes first: it speaks TLS, and that of the embedded database does not.
    """
    bundled = ""
    with suppress(embedded.DatabaseProblem):  # not installed: a server of others' does not need it
        bundled = str(places.binaries(None) / name)
    on_path = shutil.which(name) or ""
    found = [bundled] if embedded.is_embedded() else [on_path, bundled]
    for path in filter(None, found):
        if _version(path) >= at_least:
            return path
    raise BackupProblem(
        f"{name} of PostgreSQL {at_least} or newer was not found; install it (on Debian and Ubuntu:"
        f" postgresql-client-{at_least})."
    )


def _version(path: str) -> int:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    except OSError:
        return 0
    number = re.search(r"\) (\d+)", said)
    return int(number[1]) if number else 0


def reaching(database: str) -> tuple[str, dict[str, str]]:
    """How a program is told of the database: a `--dbname`, and the environment, which alone holds the password."""
    settings = embedded.database_settings("owner")
    parts: dict[str, Any] = settings["OPTIONS"] | {
        key: settings[name] for key, name in _NAMES.items() if settings[name]
    }
    password = str(parts.pop("password", "") or settings["PASSWORD"])
    kept = {name: value for name, value in os.environ.items() if not (embedded.is_embedded() and name.startswith("PG"))}
    kept |= {"LC_ALL": "C"} | ({"PGPASSWORD": password} if password else {})
    return make_conninfo(**(parts | {"dbname": database})), kept
