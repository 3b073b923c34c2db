"""A page of a long chronology costs what a page of a short one does: as many statements, and as many rows read.

`bin/prove chronology` asks it of 5,000 events, and says how much longer the database takes to put their days in order.
"""

import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cases.models import CaseNote, Incident, IncidentChild, NoteSubject
from cs_casework.overview.chronology.events import PER_PAGE, Scope, events_of
from cs_casework.overview.chronology.sources import SOURCES
from tests.factories import CaseNoteFactory, ContextFactory, FamilyMembershipFactory, IncidentFactory, UserFactory

pytestmark = pytest.mark.django_db

MANY = int(os.environ.get("CHRONOLOGY_EVENTS", "800"))
FEW = MANY // 10 if MANY > 1000 else 2 * PER_PAGE + 10
ROUNDS = 15


class Asked:
    """What was asked of the database, and how many rows came back."""

    statements = rows = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        self.statements += 1
        self.rows += max(0, context["cursor"].rowcount)
        return answer


@contextmanager
def counted() -> Iterator[Asked]:
    asked = Asked()
    with connection.execute_wrapper(asked):
        yield asked


def life_of(number: int) -> Any:
    """The membership of a child with so many significant notes and incidents, an hour apart, four notes to an incident."""
    membership = FamilyMembershipFactory()
    child, by, place, now = membership.person, UserFactory(), ContextFactory(), timezone.now()
    times = [now - timedelta(hours=hour) for hour in range(1, number + 1)]
    note = {"title": "Seen", "is_significant": True, "happened": "We spoke. " * 40, "created_by": by}
    notes = [
        CaseNoteFactory.build(occurred_at=at, created_at=now, **note)
        for place_of, at in enumerate(times)
        if place_of % 5
    ]
    CaseNote.objects.bulk_create(notes)
    NoteSubject.objects.bulk_create(NoteSubject(note=one, child=child) for one in notes)
    told = [IncidentFactory.build(occurred_at=at, created_at=now, context=place) for at in times[::5]]
    Incident.objects.bulk_create(told)
    IncidentChild.objects.bulk_create(IncidentChild(incident=one, child=child, role="harmed") for one in told)
    return membership


@pytest.mark.parametrize("of", ["person", "family"])
def test_page_of_many_events_asks_and_reads_no_more_than_one_of_few(of: str, worker: Any) -> None:
    scopes = [Scope(worker, **{of: getattr(life_of(number), of)}) for number in (FEW, MANY)]
    for page in (1, 2):
        cost = []
        for scope in scopes:
            with counted() as asked:
                events, more = events_of(scope, SOURCES.values(), page=page)
            assert (len(events), more) == (PER_PAGE, True)
            cost.append((asked.statements, asked.rows))
        few, many = cost
        assert many == few
        assert few[1] <= 4 * PER_PAGE
    if MANY > 1000:
        _tell(of, scopes)


def _tell(of: str, scopes: list[Scope]) -> None:
    """How long the first page took, for `bench/README.md`."""
    took: list[list[float]] = [[], []]
    for _round in range(ROUNDS):
        for scope, times in zip(scopes, took, strict=True):
            begun = time.perf_counter()
            events_of(scope, SOURCES.values())
            times.append((time.perf_counter() - begun) * 1000)
    few, many = (statistics.median(times) for times in took)
    told = f"first page of {FEW} events {few:.0f} ms, of {MANY} {many:.0f} ms, {many / few:.2f} times as long"
    sys.stdout.write(f"\n{of}: {told}\n")
