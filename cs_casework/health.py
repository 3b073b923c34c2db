"""Whether the service lives and whether it can work, for whatever watches it: `/health/live` and `/health/ready`.

Answered before anything else looks at the request: a probe has no session, often no name of the host, and no HTTPS. It
is told `ok` or `not ok` and of which part, and nothing else.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

# The worker tells that it lives every ten seconds.
HEARTBEAT_AGE = 60
_migrated = False


class HealthMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info not in {"/health/live", "/health/ready"}:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            response: HttpResponse = HttpResponseNotAllowed(["GET", "HEAD"])
        else:
            parts = readiness() if request.path_info == "/health/ready" else {}
            well = all(parts.values())
            said = {name: _word(part) for name, part in parts.items()}
            response = JsonResponse({"status": _word(well), **said}, status=200 if well else 503)
        response.headers["Cache-Control"] = "no-store"
        return response


def readiness() -> dict[str, bool]:
    """Which parts can work: the database answers, its tables are those of this code, the worker of the job queue told
    within the last minute that it lives, and files can be kept."""
    return {
        "database": _database_answers(),
        "migrations": _is_migrated(),
        "worker": _worker_lives(),
        "files": _files_can_be_kept(),
    }


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _is_migrated() -> bool:
    """Asked until it is so: while a process lives its code stays as it is, and tables go forward only."""
    global _migrated
    if not _migrated:
        try:
            executor = MigrationExecutor(connection)
            _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        except Error:
            return False
    return _migrated


def _worker_lives() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) > 0 FROM procrastinate_workers WHERE last_heartbeat > now() - %s * interval '1 second'",
                [HEARTBEAT_AGE],
            )
            (lives,) = cursor.fetchone()
    except Error:
        return False
    return bool(lives)


def _files_can_be_kept() -> bool:
    """Tried out, as a folder's rights do not tell of a disk that is full. The first file makes the folder."""
    folder = Path(settings.ATTACHMENTS_ROOT)
    if not folder.exists():
        above = next(parent for parent in folder.parents if parent.exists())
        return os.access(above, os.W_OK | os.X_OK)
    try:
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"ok")
    except OSError:
        return False
    return True


def _word(well: bool) -> str:
    return "ok" if well else "not ok"
