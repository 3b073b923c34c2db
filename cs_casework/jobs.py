"""Work that a page does not wait for, kept in the same database and begun in the same transaction as the change.

A job carries ids and nothing else: what it needs it reads again when it runs, through the same door as everyone, so a
record restricted in the meantime stays restricted, and the queue's tables hold nobody's name.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app
from procrastinate.tasks import Task


def enqueue(task: str | Task[Any, Any, Any], /, **ids: UUID | int) -> int:
    """Put a task on the queue and return the job's id. If the change is rolled back, so is the job.

    Refuses a name that is not a task's, and any value that is not an id.
    """
    for name, value in ids.items():
        if not isinstance(value, UUID | int) or isinstance(value, bool):
            raise TypeError(f"A job carries ids only, and {name!r} is not one.")
    payload = {name: str(value) if isinstance(value, UUID) else value for name, value in ids.items()}
    name = task if isinstance(task, str) else task.name
    return app.configure_task(name, allow_unknown=False).defer(**payload)


@app.periodic(cron="40 3 * * *")
@app.task(name="sessions.purge", queueing_lock="sessions.purge", pass_context=False)
def purge_sessions(timestamp: int = 0) -> None:
    """Remove the sessions that have run out, once a night."""
    import_string(f"{settings.SESSION_ENGINE}.SessionStore").clear_expired()
