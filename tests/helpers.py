"""What tests say often: fill in a form, read what it refuses, stand on a day, and do two things at the same moment."""

import datetime
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from django.db.models.signals import pre_save
from django.utils import timezone

from cs_casework.audit.models import AuditEvent

# Far longer than any wait for a lock; a test that reaches it has gone wrong.
GIVE_UP_AFTER = 20


# --- Forms -----------------------------------------------------------------------------------------------------------
def boxes(name: str, day: datetime.date | None) -> dict[str, str]:
    """A date as a form's three boxes send it."""
    parts = ("", "", "") if day is None else (str(day.day), str(day.month), str(day.year))
    return dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), parts, strict=True))


def moment_boxes(name: str, moment: datetime.datetime) -> dict[str, str]:
    """A date and a time as a form's four boxes send them."""
    local = timezone.localtime(moment)
    return boxes(name, local.date()) | {f"{name}-time": f"{local:%H:%M}"}


def refusals(response: Any) -> dict[str, list[str]]:
    """What a page's form refuses, by field (`__all__` for the form as a whole). The page must be shown again for it."""
    assert response.status_code == 200, response.status_code
    return {name: [str(error) for error in errors] for name, errors in response.context["form"].errors.items()}


def messages_of(refusal: Any) -> dict[str, list[str]]:
    """What a workflow function refuses, by field, out of `pytest.raises(ValidationError)`."""
    error = refusal.value
    return error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}


# To whom something is given, and why they may have it.
GIVEN = {"recipient": "The family court", "basis": "legal"}


def value_typed(response: Any, name: str) -> Any:
    """What stands in a field of the page's form."""
    return response.context["form"][name].value()


# --- Records ---------------------------------------------------------------------------------------------------------
def audited(action: str) -> list[AuditEvent]:
    """What the audit holds of one kind of doing, oldest first."""
    return list(AuditEvent.objects.filter(action=action).order_by("at", "id"))


def latest_version(record: Any) -> Any:
    return record.history.order_by("-history_date", "-history_id").first()


def twice(make: Any, *same: str, **given: Any) -> Callable[[], None]:
    """Writes a record, and then another that has the same in the fields named."""

    def write() -> None:
        row = make(**given)
        make(**given | {name: getattr(row, name) for name in same})

    return write


class AuditIsDown(Exception):
    """Raised where the audit should have been written: the last step of most changes."""


def without_audit(change: Callable[[], Any]) -> None:
    """Make the change while the audit cannot be written, so that it fails when nearly everything is done."""

    def fail(**kwargs: Any) -> None:
        raise AuditIsDown

    pre_save.connect(fail, sender=AuditEvent)
    try:
        with pytest.raises(AuditIsDown):
            change()
    finally:
        pre_save.disconnect(fail, sender=AuditEvent)


def everything() -> dict[str, list[str]]:
    """Every row of every case table, with the versions and the audit: to say that nothing has changed at all.

    In one statement, as it is asked before and after hundreds of changes.
    """
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label
        in {"families", "contexts", "cases", "referrals", "assessments", "plans", "keeping", "audit", "drafts"}
    ]
    rows = "SELECT %s, ARRAY(SELECT r::text FROM {} r ORDER BY 1)"
    asked = " UNION ALL ".join(rows.format(connection.ops.quote_name(model._meta.db_table)) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(asked, [model._meta.label for model in models])
        return dict(cursor.fetchall())


# --- Days ------------------------------------------------------------------------------------------------------------
def stand_on(monkeypatch: pytest.MonkeyPatch, day: datetime.date) -> None:
    """Let it be noon of that day, for Django and so for all of ours. The database's own clock goes on."""
    noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)


def hours_ago(hours: int) -> datetime.datetime:
    """A moment in the past, to the minute, as a form can hold it."""
    return timezone.now().replace(second=0, microsecond=0) - datetime.timedelta(hours=hours)


# --- At the same moment ----------------------------------------------------------------------------------------------
def race(*calls: Callable[[], Any], hold: Callable[[], Any]) -> list[Any]:
    """Run the calls at once, each on a thread and a connection of its own; what each gave back or raised, in order.

    `hold` does something in a transaction that every call has to wait for, such as locking the row they all want. When
    all of them wait, it is rolled back. So they have all read what was there before any of them has written: the worst
    case, every time, and not by luck.
    """
    with ThreadPoolExecutor(len(calls)) as pool:
        with transaction.atomic():
            hold()
            running = [pool.submit(alone, call) for call in calls]
            until_all_wait(running)
            transaction.set_rollback(True)
        return [future.result(GIVE_UP_AFTER) for future in running]


def alone(call: Callable[[], Any]) -> Any:
    """What a call gave back or raised that has a thread, and so a connection, of its own."""
    try:
        return call()
    except Exception as problem:
        return problem
    finally:
        connections.close_all()


def until_all_wait(running: list[Future[Any]]) -> None:
    """Go on once each of these waits for a lock, or has ended."""
    give_up = time.monotonic() + GIVE_UP_AFTER
    with connection.cursor() as cursor:
        while time.monotonic() < give_up:
            # What the statistics say stays the same within a transaction unless they are asked afresh.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            waiting = cursor.fetchone()[0]
            if waiting + sum(future.done() for future in running) >= len(running):
                return
    raise AssertionError("The calls did not come to wait for each other.")
