"""How to reach the database, as the application or as its owner: by URL when one is set, else the embedded server."""

import os
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from cs_casework.embedded import places, server
from cs_casework.embedded.places import DatabaseProblem

ROLES = {"app": ("DATABASE_URL",), "owner": ("DATABASE_OWNER_URL", "DATABASE_URL")}
# What of an address says which of several servers is meant.
_WHICH_SERVER = {"target_session_attrs", "load_balance_hosts"}
_DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def is_embedded() -> bool:
    """Whether no server is configured, so that the embedded one is used."""
    return not os.environ.get("DATABASE_URL")


def database_settings(role: str = "app") -> dict[str, Any]:
    """Django's settings for the database as `app` or `owner`. Starts nothing and touches no file."""
    if role not in ROLES:
        raise DatabaseProblem(f"CS_DB_ROLE is 'app' or 'owner', not '{role}'.")
    if is_embedded():
        instance = server.Server(places.instance_name())
        parts: dict[str, Any] = dict(
            instance.address(server.OWNER_ROLE if role == "owner" else server.APP_ROLE, server.DATABASE)
        )
    else:
        parts = next(_parse(name) for name in ROLES[role] if os.environ.get(name))
    return _for_django(parts)


def replica_settings(database: dict[str, Any]) -> dict[str, Any] | None:
    """Django's settings for a standby that reports may read (`REPLICA_URL`), if there is one.

    It is reached as the database is, whatever its own address says otherwise; but which of several servers is meant is
    not asked of it: where `DATABASE_URL` names a primary and who may follow it, it asks for the one that can be written.
    """
    if not os.environ.get("REPLICA_URL"):
        return None
    found = _for_django(_parse("REPLICA_URL"))
    shared = {name: value for name, value in database["OPTIONS"].items() if name not in _WHICH_SERVER}
    return found | {"OPTIONS": shared | found["OPTIONS"] | {"options": shared.get("options", "")}}


def _for_django(parts: dict[str, Any]) -> dict[str, Any]:
    settings = {django_name: str(parts.pop(name, "")) for name, django_name in _DJANGO_NAMES.items()}
    return {"ENGINE": "django.db.backends.postgresql", **settings, "OPTIONS": parts}


def owner_connection(database: str | None = None) -> psycopg.Connection:
    """A connection as the owner, to the database Django is using or to the one named.

    For what the application's role may not do: cleaning after a test, making and dropping whole databases. Use it as a
    context manager; it commits at the end.
    """
    if database is None:
        from django.conf import settings

        database = settings.DATABASES["default"]["NAME"]
    found = database_settings("owner")
    parts = {name: found[django_name] for name, django_name in _DJANGO_NAMES.items() if found[django_name]}
    return psycopg.connect(**(found["OPTIONS"] | parts | {"dbname": database}))


def is_demo(connection: psycopg.Connection) -> bool:
    """Whether the database behind this connection is marked as one that `bin/demo` made."""
    table = connection.execute("SELECT to_regclass('public.accounts_installation')").fetchone()
    if table is None or table[0] is None:
        return False
    return connection.execute("SELECT 1 FROM accounts_installation WHERE kind = 'demo'").fetchone() is not None


def _parse(variable: str) -> dict[str, Any]:
    """The parts of a URL, read by PostgreSQL's own library. The error never repeats the URL: it holds a password."""
    try:
        parts = conninfo_to_dict(os.environ[variable])
    except psycopg.Error:
        parts = {}
    ports = str(parts.get("port") or "").split(",")  # one for each host
    if not parts.get("dbname") or not all(port == "" or port.isdecimal() for port in ports):
        raise DatabaseProblem(f"{variable} must read postgresql://user:password@host:port/database.")
    return dict(parts)
