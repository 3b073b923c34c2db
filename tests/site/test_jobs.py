"""The job queue: a job belongs to the change that asked for it, and carries ids only."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import TaskNotFound

from cs_casework.accounts.models import StaffSession
from cs_casework.jobs import enqueue, purge_sessions

pytestmark = pytest.mark.django_db


def test_a_job_is_gone_when_its_change_is_rolled_back() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue(purge_sessions)
        assert ProcrastinateJob.objects.count() == 1
        raise ZeroDivisionError
    assert not ProcrastinateJob.objects.exists()


def test_sessions_that_ran_out_are_removed_and_the_others_stay(run_jobs: Callable[[], list[str]]) -> None:
    now = timezone.now()
    StaffSession.objects.create(session_key="old", session_data="", expire_date=now - timedelta(minutes=1))
    StaffSession.objects.create(session_key="new", session_data="", expire_date=now + timedelta(minutes=1))
    enqueue("sessions.purge")
    assert run_jobs() == ["sessions.purge"]
    assert [session.session_key for session in StaffSession.objects.all()] == ["new"]
    assert run_jobs() == []


def test_a_job_holds_ids_as_they_were_given() -> None:
    person = uuid4()
    job = ProcrastinateJob.objects.get(id=enqueue(purge_sessions, person=person, number=7))
    assert job.args == {"person": str(person), "number": 7}


@pytest.mark.parametrize("value", ["Amara Example", None, True, 1.5, {"name": "Amara"}])
def test_anything_but_an_id_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="ids only"):
        enqueue(purge_sessions, person=value)  # type: ignore[arg-type]
    assert not ProcrastinateJob.objects.exists()


def test_a_task_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TaskNotFound):
        enqueue("sessions.perge")
