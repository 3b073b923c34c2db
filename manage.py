#!/usr/bin/env python
"""Django's commands, with the embedded database started first when no server is configured."""

import os
import signal
import sys

from cs_casework import embedded

# The owner's commands. Everything else runs as the application's role, which may do no more than its work needs.
OWNERS_COMMANDS = {"migrate", "flush", "sqlflush", "seed", "demo", "createcachetable"}
# What needs no database, and so must work where none can be started (building an image, for one).
WITHOUT_DATABASE = {"help", "version", "--help", "-h", "--version", "collectstatic", "compilemessages", "makemessages"}


def runserver_address(arguments: list[str]) -> str:
    """The address runserver will listen on, for the check that a demo's database is not served to others."""
    given = next((argument for argument in arguments if not argument.startswith("-")), "")
    if "--ipv6" in arguments or "-6" in arguments:
        return given.rpartition(":")[0] or "::1"
    return given.rpartition(":")[0] or "127.0.0.1"


def main() -> None:
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_casework.settings")
    if command in OWNERS_COMMANDS:
        os.environ["CS_DB_ROLE"] = "owner"
    if command == "runserver":
        os.environ["CS_SERVE_ADDRESS"] = runserver_address(sys.argv[2:])
    # A polite end, so that the last command out stops the database also when it is told to go. What whoever started
    # this chose to ignore (as nohup does) stays ignored.
    for sign in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(sign) == signal.SIG_DFL:
            signal.signal(sign, lambda number, _frame: sys.exit(128 + number))
    try:
        if command not in WITHOUT_DATABASE:
            embedded.ensure_server()
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except embedded.DatabaseProblem as problem:
        sys.exit(str(problem))
    except Exception as problem:
        if (
            type(problem).__name__ == "ImproperlyConfigured"
        ):  # a setting that is missing or cannot be: its text says which
            sys.exit(str(problem))
        if type(problem.__cause__).__name__ in {"UndefinedTable", "UndefinedColumn"}:
            sys.exit("The tables of this database are missing or older than the program; run bin/manage migrate.")
        raise
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


if __name__ == "__main__":
    main()
