"""What others changed since a worker last looked: told once, of what they may see, and gone when they have looked."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.allocating import allocate
from cases.closing import close_case, return_closing
from cases.models import Allocation, Case, CaseChildStatus, NoteSubject
from cases.notes import Subject, record_note
from cases.statuses import give_status
from cases.transferring import decline_transfer, transfer_case
from contexts.workflow import change_context, end_link, link_child
from cs_casework.access import restrict_record
from cs_casework.audit.models import AuditEvent
from cs_casework.dates import today
from cs_casework.overview.changes import LONGEST, MOST_RECORDS, changes_for
from families.models import Family, Person
from families.workflow import change_person
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    ContextCaseFactory,
    ContextFactory,
    FamilyMembershipFactory,
    PersonFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import hours_ago

pytestmark = pytest.mark.django_db


def told(user: Any) -> dict[Any, str]:
    """Each record with what the home page says of it."""
    cases = Case.objects.visible_to(user).open().allocated_to(user)
    children = cases.filter(family__isnull=False).values("children__child")
    return {change.record: change.in_words for change in changes_for(user, children=children, cases=cases)}


@pytest.fixture
def child(worker: Any, team: Any) -> Person:
    """A child whom the worker holds, in a case they have looked at."""
    period = CaseChildFactory(case__team=team)
    hold(worker, period.case)
    FamilyMembershipFactory(family=period.case.family, person=period.child)
    return period.child


def hold(user: Any, case: Case) -> None:
    AllocationFactory(case=case, worker=user)
    looked(user, case)


def looked(user: Any, record: Any) -> None:
    AuditEvent.objects.create(
        actor_id=user.pk, actor_name=str(user), action=f"{record._meta.model_name}.viewed", record_id=record.pk
    )


def write_note(by: Any, *subjects: Any) -> Any:
    return record_note(
        by=by,
        kind="contact",
        occurred_at=hours_ago(1),
        title="A call",
        happened="We spoke.",
        subjects=[Subject(subject) for subject in subjects],
    )


def test_note_by_a_colleague_is_told_until_the_record_is_looked_at(child: Person, worker: Any, colleague: Any) -> None:
    assert told(worker) == {}
    write_note(colleague, child)
    write_note(colleague, child)
    assert told(worker) == {child: "2 new case notes"}
    looked(colleague, child)
    assert told(worker) == {child: "2 new case notes"}
    looked(worker, child)
    assert told(worker) == {}
    write_note(colleague, child)
    assert told(worker) == {child: "1 new case note"}


def test_what_one_did_oneself_is_no_news(child: Person, worker: Any) -> None:
    write_note(worker, child)
    change_person(child, by=worker, school="Otter Lane School")
    assert told(worker) == {}


def test_each_kind_of_change_is_told_on_the_record_it_stands_on(
    child: Person, worker: Any, colleague: Any, manager: Any, team: Any
) -> None:
    case = Case.objects.get(children__child=child)
    place = ContextCaseFactory(team=team)
    hold(worker, place)
    change_person(child, by=colleague, school="Otter Lane School")
    give_status(case.children.get(), by=manager, status="cin", from_on=today())
    allocate(case, by=manager, worker=colleague, role="co_worker")
    change_context(place.context, by=colleague, description="By the river")
    known = {"basis": "observed", "reliability": "reported", "source": "Seen", "source_on": today()}
    link = link_child(PersonFactory(), place.context, by=colleague, role="harmed", from_on=today(), **known)
    end_link(link, by=manager, to_on=today(), ended_why="Moved away")
    link_child(child, ContextFactory(), by=colleague, role="harmed", from_on=today(), **known)
    write_note(colleague, case.family, place.context)
    assert told(worker) == {
        child: "links to contexts changed, status changed, details changed",
        case: "workers changed",
        case.family: "1 new case note",
        place.context: "1 new case note, linked children changed, details changed",
    }


def test_answer_to_what_one_asked_for_is_told_on_the_case(child: Person, worker: Any, manager: Any, team: Any) -> None:
    """A closing returned and a transfer declined change no column of the case itself."""
    case = Case.objects.get(children__child=child)
    TeamMembershipFactory(user=UserFactory(code="manager"), team=(elsewhere := TeamFactory()), is_manager=True)
    said = {"reason": "RC7", "outcome": "They are safe", "summary": "It has changed"}
    closure = close_case(case, by=worker, **said)
    assert told(worker) == {}
    return_closing(closure, by=manager, why="Ask the school first")
    assert told(worker) == {case: "the case moved on"}
    looked(worker, case)
    transfer = transfer_case(case, by=worker, to_team=elsewhere, why="They moved")
    assert told(worker) == {}
    decline_transfer(transfer, by=manager, why="They have not")
    assert told(worker) == {case: "the case moved on"}


def test_change_that_the_reader_may_not_see_is_not_told(
    child: Person, worker: Any, colleague: Any, manager: Any
) -> None:
    hidden = PersonFactory()
    write_note(colleague, child, hidden)
    known = {"basis": "observed", "reliability": "reported", "source": "Seen", "source_on": today()}
    link = link_child(child, ContextFactory(), by=colleague, role="harmed", from_on=today(), **known)
    assert told(worker) == {child: "1 new case note, links to contexts changed"}
    restrict_record(hidden, by=manager, reason="A relative works here")
    restrict_record(link.context, by=manager, reason="A relative works here")
    assert told(worker) == {}


def test_allegation_is_told_to_those_who_may_see_it(child: Person, worker: Any, colleague: Any, manager: Any) -> None:
    place = ContextCaseFactory()
    known = {"basis": "observed", "reliability": "reported", "source": "Seen", "source_on": today()}
    link_child(PersonFactory(), place.context, by=manager, role="alleged_harm", from_on=today(), **known)
    cases = Case.objects.filter(pk=place.pk)
    assert changes_for(colleague, children=Person.objects.none().values("pk"), cases=cases) == []
    assert [
        change.in_words for change in changes_for(worker, children=Person.objects.none().values("pk"), cases=cases)
    ] == []
    hold(worker, place)
    # Who works on the place alone holds no child linked to it, so still sees none.
    assert told(worker) == {}


def test_old_change_is_no_news_any_more(child: Person, worker: Any, colleague: Any) -> None:
    note = write_note(colleague, child)
    long_ago = timezone.now() - LONGEST - datetime.timedelta(days=1)
    NoteSubject.objects.filter(note=note).update(created_at=long_ago)
    assert told(worker) == {}


def test_no_more_records_than_one_reads_and_as_many_statements_for_one_as_for_many(
    worker: Any, colleague: Any, team: Any
) -> None:
    counts = []
    for number in range(MOST_RECORDS + 2):
        period = CaseChildFactory(case__team=team)
        hold(worker, period.case)
        write_note(colleague, period.child)
        if number in (0, MOST_RECORDS + 1):
            with CaptureQueriesContext(connection) as asked:
                found = told(worker)
            counts.append(len(asked))
    assert len(found) == MOST_RECORDS
    assert counts[0] == counts[1]
    assert Family.objects.count() == Allocation.objects.count() == MOST_RECORDS + 2
    assert not CaseChildStatus.objects.exists()
