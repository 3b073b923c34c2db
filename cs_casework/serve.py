"""The production server and the worker of the job queue, started, watched and stopped together.

If one cannot go on the other is stopped and this ends with an error, for whatever started it (systemd, Docker, a person)
to see.
"""

import datetime
import http.client
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from types import FrameType
from typing import cast

import django
from django.conf import settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from cs_casework import embedded

PATIENCE = 20  # seconds for requests and jobs under way to end, before they are cut off
STEADY = 20  # seconds after which the worker counts as having started well
ATTEMPTS = 3
THREADS = 2
WORKER_COMMAND = [sys.executable, "manage.py", "procrastinate", "worker", f"--shutdown-graceful-timeout={PATIENCE}"]


class CannotServe(Exception):
    """The server may not or cannot start; the text is one sentence."""


def main() -> None:
    address, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_casework.settings")
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _leave)
    try:
        check_port_is_free(address, port)
        embedded.ensure_server()
        django.setup()
        sys.exit(serve(address, port))
    except (CannotServe, ImproperlyConfigured, embedded.DatabaseProblem) as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


def serve(address: str, port: str) -> int:
    """Serve until told to stop; return 0 when told, 1 when the server or the worker could not go on.

    Says where once pages are answered. The worker gives up when it loses the database, so it is started again as soon as
    the database is back, and pages go on being answered meanwhile. However often that happens, it is not the worker's
    fault: only one that ends again and again beside the same database stops everything.
    """
    check_environment()
    check_database()
    refuse_demo_elsewhere(address)
    for warning in run_checks(tags=["files"]):
        print(f"{warning.msg} {warning.hint}", file=sys.stderr, flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    environment = os.environ | {"CS_SERVE_ADDRESS": address, "CS_DB_ROLE": "app"}
    server = _start(_server_command(address, port), environment)
    worker, worker_began, short_lives = _start(WORKER_COMMAND, environment), time.monotonic(), 0
    beside = _database_began()
    announced = False
    ended = ""
    try:
        while not ended:
            time.sleep(0.3)
            embedded.ensure_server()  # started again if it was killed
            if not announced and _answers(address, port):
                announced = True
                shown = "localhost" if _is_loopback(address) else address
                print(f"Serving at http://{shown}:{port}/ (Ctrl-C stops it)", flush=True)
            if server.poll() is not None:
                ended = "server"
            elif worker.poll() is not None and (now := _database_began()):
                same, beside = now == beside, now
                short_lives = short_lives + 1 if same and time.monotonic() - worker_began < STEADY else 1
                if short_lives > ATTEMPTS:
                    ended = "worker"
                else:
                    worker, worker_began = _start(WORKER_COMMAND, environment), time.monotonic()
    except (KeyboardInterrupt, SystemExit):
        return 0
    finally:
        _stop(server, worker)
    print(f"The {ended} ended by itself, so everything was stopped.", file=sys.stderr)
    return 1


def check_port_is_free(address: str, port: str) -> None:
    """Refuse early, before minutes of preparation, when something else listens there."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CannotServe(f"PORT is a number from 1 to 65535, not '{port}'.")
    try:
        family, kind, protocol, _name, target = socket.getaddrinfo(address, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            # As the server will: a port that a connection has just left counts as free.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(target)
    except OSError as problem:
        raise CannotServe(
            f"Port {port} on {address} cannot be used ({problem.strerror}); choose another, as in PORT=8001."
        ) from problem


def check_environment() -> None:
    """Refuse to serve others from places that were chosen by nobody, naming all that is missing."""
    needed = {
        "ALLOWED_HOSTS": "the names the service is reached by, separated by commas",
        "ATTACHMENTS_ROOT": "a folder for the files from outside, backed up with the database",
    }
    missing = [f"{name} ({what})" for name, what in needed.items() if not os.environ.get(name, "").strip()]
    if missing and not settings.EMBEDDED:
        raise CannotServe(f"Set {' and '.join(missing)}.")


def check_database() -> None:
    """Refuse to start on a database that does not answer or whose tables are older than the code.

    Once started, the service waits for a database that goes away.
    """
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as problem:
        raise CannotServe(f"The database cannot be used: {str(problem).strip().splitlines()[0]}") from problem
    finally:
        connection.close()
    if behind:
        raise CannotServe("The database's tables are not up to date; run bin/manage migrate first.")


def refuse_demo_elsewhere(address: str) -> None:
    """Refuse to serve a demo's database anywhere but on this machine: its passwords are known to all.

    An address nobody stated counts as elsewhere.
    """
    if _is_loopback(address):
        return
    try:
        connection.ensure_connection()
        demo = embedded.is_demo(connection.connection)
    except DatabaseError as problem:
        raise CannotServe("The database cannot be asked whether it is a demo's, so nothing is served.") from problem
    finally:
        connection.close()
    if demo:
        raise CannotServe(
            "This database was made by bin/demo and its passwords are public, so it is served on 127.0.0.1 only."
        )


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def _server_command(address: str, port: str) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "cs_casework.wsgi:application"),
        *("--host", address, "--port", port, "--workers", os.environ.get("WORKERS") or str(os.cpu_count() or 1)),
        *("--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning"),
        *("--respawn-failed-workers", "--respawn-interval", "0.2", "--workers-kill-timeout", str(PATIENCE)),
    ]


def _start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a part in a process group of its own.

    So Ctrl-C reaches this process alone, which tells each part once (told twice, the worker would drop its job), and
    what a killed part leaves behind can be found and ended.
    """
    return subprocess.Popen(command, cwd=embedded.PROJECT, env=environment, process_group=0)  # noqa: S603  our own


def _answers(address: str, port: str) -> bool:
    """Whether a page is answered there; an address that means "every address" is asked on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104  a comparison, not a binding
    try:
        with closing(http.client.HTTPConnection(host, int(port), timeout=5)) as asked:
            asked.request("HEAD", "/", headers={"Host": "localhost"})
            asked.getresponse().close()
    except (OSError, http.client.HTTPException):
        return False
    return True


def _database_began() -> datetime.datetime | None:
    """When the server of the database was started, which tells one from another; None where it does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_postmaster_start_time()")
            (began,) = cursor.fetchone()
    except DatabaseError:
        return None
    finally:
        connection.close()
    return cast(datetime.datetime, began)


def _stop(*parts: subprocess.Popen[bytes]) -> None:
    """Ask each part to end, wait, and cut off what has not ended by then, with whatever it started."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    for part in parts:
        part.terminate()
    deadline = time.monotonic() + PATIENCE + 5
    for part in parts:
        with suppress(subprocess.TimeoutExpired):
            part.wait(max(0.1, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(part.pid, signal.SIGKILL)
        part.wait()


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
