"""Whole collections as files, and what has changed in one since an answer before."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from cs_casework.accounts.models import Permission
from cs_casework.api import bulk
from cs_casework.api.bulk import CSV, NDJSON
from cs_casework.audit.models import AuditEvent, Disclosure
from families.models import Person, PersonName
from tests import factories
from tests.api.conftest import Caller, problem
from tests.site.records import restrict


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.content.decode()[:2000]
    assert response.streaming
    return b"".join(response.streaming_content).decode()


def lines_of(program: Caller, path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text_of(program.get(path, Accept=NDJSON)).splitlines()]


def test_a_collection_is_given_whole_in_parts(
    calling: Any, worker: Any, manager: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PART", 2)
    people = [factories.PersonFactory(school="=cmd()") for _number in range(5)]
    hidden = restrict(factories.PersonFactory(), by=manager)
    program = calling(worker)
    found = lines_of(program, "people/")
    assert [row["id"] for row in found] == sorted(str(person.pk) for person in people)
    assert found[0] == program.read(f"people/{people[0].pk}/")
    table = list(csv.DictReader(io.StringIO(text_of(program.get("people/", Accept=CSV)))))
    assert [row["id"] for row in table] == [row["id"] for row in found]
    # No cell of it is taken for a formula; what hangs on a person stands in one.
    assert {row["school"] for row in table} == {"'=cmd()"}
    assert json.loads(table[0]["names"]) == found[0]["names"]
    # Narrowed as the list is; but neither paged nor ordered.
    assert lines_of(program, f"people/?q={people[1].reference}") == [found[1]]
    for name in ("page", "page_size", "ordering"):
        (said,) = problem(program.get(f"people/?{name}=1", Accept=CSV), 400)
        assert said["parameter"] == name
    # Whom each part names is in the audit; that it left, and to which system, in the register.
    told = [event.shown for event in AuditEvent.objects.filter(action="person.listed", path="/api/v1/people/")]
    assert max(map(len, told)) == 2
    assert {pk for shown in told for pk in shown} == {person.pk for person in people}
    assert hidden.pk not in {pk for shown in told for pk in shown}
    left = [(one.recipient, one.version, one.form) for one in Disclosure.objects.filter(kind="collection")]
    assert set(left) == {("The front door", "people", "NDJSON"), ("The front door", "people", "CSV")}


def test_whoever_may_not_read_the_list_is_given_no_file_of_it(
    calling: Any, worker: Any, administrator: Any, client: Any
) -> None:
    assert problem(calling(administrator).get("people/", Accept=CSV), 403) == []
    client.force_login(worker, backend="cs_casework.accounts.backends.StaffBackend")
    for path, kind in (("people/", CSV), ("people/?since=", NDJSON)):
        assert problem(client.get(f"/api/v1/{path}", headers={"Accept": kind}), 403) == []
    assert not Disclosure.objects.exists()
    program = calling(worker)
    for path, kind, name in (
        ("people/?since=", "application/json", "since"),
        ("people/?since=made-up", NDJSON, "since"),
        ("people/?since=0191f0a5-0000-7000-8000-000000000000", NDJSON, "since"),
        ("people/?since=&q=Sam", NDJSON, "q"),
        ("people/?since=&page=2", NDJSON, "page"),
    ):
        assert [said["parameter"] for said in problem(program.get(path, Accept=kind), 400)] == [name]


def since(program: Caller, key: str) -> tuple[set[str], set[str], str]:
    """Who was told of, who is gone, and the key of this answer."""
    *found, last = lines_of(program, f"people/?since={key}")
    gone = {row["id"] for row in found if row.get("gone")}
    return {row["id"] for row in found} - gone, gone, last["since"]


def alone_at_work() -> None:
    """As if no other transaction had been under way at any answer: other tests run beside this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_apifollowing SET from_xact = pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        )


@pytest.mark.django_db(transaction=True)
def test_what_has_changed_is_told_once_it_is_committed_and_what_is_hidden_is_a_tombstone(
    calling: Any, worker: Any, manager: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PART", 2)
    ann, ben, cas, never_seen = (factories.PersonFactory() for _number in range(4))
    restrict(never_seen, by=manager)
    program = calling(worker)
    everybody, gone, first = since(program, "")
    assert (everybody, gone) == ({str(one.pk) for one in (ann, ben, cas)}, set())
    alone_at_work()
    assert since(program, first)[:2] == (set(), set())
    # What hangs on a record is a change of it. An answer that did not arrive is given again.
    PersonName.objects.filter(person=ben).update(family="Otherwise")
    restrict(cas, by=manager)
    Person.objects.filter(pk=never_seen.pk).update(school="Another")
    assert since(program, first)[:2] == ({str(ben.pk)}, {str(cas.pk)})
    changed, gone, second = since(program, first)
    assert (changed, gone) == ({str(ben.pk)}, {str(cas.pk)})
    alone_at_work()
    assert since(program, second)[:2] == (set(), set())
    # A change under way is not passed: it is told when it is committed, though others were committed after it began.
    begun, go_on = Event(), Event()

    def change() -> None:
        try:
            with transaction.atomic():
                Person.objects.filter(pk=ann.pk).update(school="Elm")
                begun.set()
                assert go_on.wait(60)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(change)
        assert begun.wait(60)
        Person.objects.filter(pk=ben.pk).update(school="Oak")
        try:
            changed, gone, third = since(program, second)
        finally:
            go_on.set()
        running.result()
    assert (changed, gone) == ({str(ben.pk)}, set())
    changed, gone, fourth = since(program, third)
    assert str(ann.pk) in changed
    # Somebody who is to be seen again is told of as whoever is new, though nothing was written on them.
    Person.objects.filter(pk=cas.pk).update(
        restricted_on=None, restricted_by=None, restricted_why="", restriction_review_due=None
    )
    assert str(cas.pk) in since(program, fourth)[0]
    # Another token follows for itself.
    assert since(calling(worker), "")[0] == {str(one.pk) for one in (ann, ben, cas)}


def rows_since(program: Caller, key: str) -> tuple[dict[str, dict[str, Any]], str]:
    """What each record that was told of says, by its reference, and the key of this answer."""
    *found, last = lines_of(program, f"contexts/?since={key}")
    return {row.get("reference", "gone"): row for row in found}, last["since"]


@pytest.mark.django_db(transaction=True)
def test_what_says_less_or_more_is_told_though_nobody_wrote_on_it(
    calling: Any, worker: Any, manager: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PART", 2)
    school = factories.ContextFactory(name="Elm school", description="With its annexe")
    gate = factories.ContextFactory(name="The gate", parent=school)
    factories.ContextFactory(name="The arcade")
    program = calling(worker)
    everything, first = rows_since(program, "")
    assert len(everything) == 3
    # What it lies in is hidden: of that, a tombstone; the rest says less. An answer that did not arrive is given again.
    restrict(school, by=manager)
    for _time in range(2):
        found, second = rows_since(program, first)
        assert found.keys() == {"gone", gate.reference}
        assert (found["gone"]["id"], found[gate.reference]["parent"]) == (str(school.pk), None)
    # What is written and says the same to this reader is not told again, and nobody is said to have been shown it.
    before = AuditEvent.objects.filter(action="context.listed").count()
    gate.save()
    found, third = rows_since(program, second)
    assert found == {}
    assert AuditEvent.objects.filter(action="context.listed").count() == before
    # It is shown again.
    type(school).objects.filter(pk=school.pk).update(
        restricted_on=None, restricted_by=None, restricted_why="", restriction_review_due=None
    )
    found, fourth = rows_since(program, third)
    assert found.keys() == {school.reference, gate.reference}
    assert found[gate.reference]["parent"] == str(school.pk)
    # Whose role is given fewer fields is told so of every record.
    rights = worker.role.permissions
    worker.role.permissions = [right for right in rights if right != Permission.VIEW_CONTEXTS]
    worker.role.save()
    found, _fifth = rows_since(program, fourth)
    worker.role.permissions = rights  # roles stay when a test's database is emptied
    worker.role.save()
    assert len(found) == 3
    assert "description" not in found[school.reference]
