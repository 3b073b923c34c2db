"""Who is shown on a page is written down with it, and a page that cannot be written down is not shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from cs_casework.audit.models import AuditEvent
from tests import factories

pytestmark = pytest.mark.django_db


@contextmanager
def audit_is_full() -> Iterator[None]:
    """The database takes no more rows of the audit."""

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('INSERT INTO "audit_auditevent"'):
            raise DatabaseError("no space left")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("name", ["families:person-detail", "families:person-list"])
def test_a_page_that_cannot_be_written_down_is_not_shown(as_user: Any, worker: Any, name: str) -> None:
    child = factories.PersonFactory()
    desk = as_user(worker)
    desk.raise_request_exception = False
    address = reverse(name, args=[child.pk] if name.endswith("detail") else [])
    assert str(child) in desk.get(address).content.decode()
    with audit_is_full():
        answer = desk.get(address)
    assert answer.status_code == 500
    assert str(child) not in answer.content.decode()


def test_one_row_a_page_holds_everybody_who_is_shown_on_it(as_user: Any, worker: Any) -> None:
    child, sister, stranger = (factories.PersonFactory() for _ in range(3))
    factories.RelationshipFactory(person=child, other=sister)
    as_user(worker).get(child.get_absolute_url())
    event = AuditEvent.objects.get()
    assert (event.action, event.record_id) == ("person.viewed", child.pk)
    assert set(event.shown) == {child.pk, sister.pk}
    assert stranger.pk not in event.shown


def test_a_form_that_comes_back_tells_of_whom_it_shows(as_user: Any, worker: Any) -> None:
    child, other = factories.PersonFactory(), factories.PersonFactory()
    relation = factories.RelationshipFactory(person=child, other=other)
    address = reverse("families:relationship-end", args=[child.pk, relation.pk])
    assert as_user(worker).post(address, {}).status_code == 200
    event = AuditEvent.objects.get()
    assert event.action == "page.shown"
    assert {child.pk} <= set(event.shown)


def test_looking_for_a_family_to_join_tells_of_its_members(as_user: Any, manager: Any, team: Any) -> None:
    case = factories.CaseFactory(team=team, status="open")
    found = factories.FamilyMembershipFactory(family__name="Ostrander family")
    as_user(manager).post(
        reverse("cases:family-join", args=[case.family_id]), {"_search": "", "q": "Ostrander"}, follow=True
    )
    event = AuditEvent.objects.get(action="family.searched")
    assert event.shown == [found.person_id]


def test_whoever_was_shown_is_found_along_an_index() -> None:
    child = factories.PersonFactory()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT id FROM audit_auditevent WHERE shown @> ARRAY[%s]::uuid[]", [child.pk])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "shown" in plan
    assert "Seq Scan" not in plan
