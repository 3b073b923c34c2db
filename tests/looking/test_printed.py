"""What is printed by the browser's own command stands in the audit beside the page that was."""

import datetime
import re
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cs_casework.audit.log import record
from cs_casework.audit.models import AuditEvent
from tests import factories

pytestmark = pytest.mark.django_db

PRINTED = reverse("looking:printed")
ROW = re.compile(r'view;desc="([0-9a-f-]{36})"')


def rows_of(page: Any) -> list[str]:
    """Which rows of the audit a page's script is told of."""
    return ROW.findall(page.headers.get("Server-Timing", ""))


def row_of(page: Any) -> str:
    """The first of them, or nothing."""
    return next(iter(rows_of(page)), "")


def test_a_page_that_is_printed_is_told_from_its_own_row_and_from_nobody_elses(
    as_user: Any, worker: Any, colleague: Any, manager: Any, team: Any
) -> None:
    child, sister = factories.CaseChildFactory(case__team=team).child, factories.PersonFactory()
    factories.RelationshipFactory(person=child, other=sister)
    theirs = row_of(as_user(colleague).get(child.get_absolute_url()))
    desk = as_user(worker)
    view = AuditEvent.objects.get(pk=row_of(desk.get(child.get_absolute_url())))
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    done = record(by=worker, action="person.changed", target=child)
    old = AuditEvent.objects.create(
        actor_id=worker.pk,
        action="person.viewed",
        record_id=child.pk,
        at=timezone.now() - datetime.timedelta(hours=settings.SESSION_LONGEST_HOURS, seconds=1),
    )
    none = [theirs, str(done.pk), str(old.pk), str(uuid4()), "x", ""]
    before |= {done.pk, old.pk}
    # What the browser says of whom it was is not believed: which page it was is all that is read.
    answers = [desk.post(PRINTED, {"view": said, "shown": str(sister.pk)}) for said in [*none, str(view.pk)]]
    assert {(answer.status_code, answer.content) for answer in answers} == {(204, b"")}
    printed = AuditEvent.objects.exclude(pk__in=before).get()
    told = ["actor_id", "record_type", "record_id", "record_reference", "shown", "path"]
    assert [getattr(printed, name) for name in told] == [getattr(view, name) for name in told]
    assert (printed.action, printed.shown) == ("person.viewed_printed", sorted([child.pk, sister.pk]))
    looked = reverse("looking:looked", args=["person", child.pk])
    assert "Page of the person, printed" in as_user(manager).get(looked, {"what": "done"}).content.decode()


def test_a_list_tells_its_row_and_nothing_does_that_shows_nobody_or_left_in_writing(
    as_user: Any, worker: Any, records: Any
) -> None:
    child = factories.PersonFactory()
    for reader, name, action in (
        (worker, "families:person-list", "person.listed"),
        (worker, "overview:home", "home.viewed"),
        (records, "overview:audit-list", "audit.viewed"),
    ):
        page = as_user(reader).get(reverse(name))
        assert AuditEvent.objects.get(pk=row_of(page)).action == action
    desk = as_user(worker)
    assert row_of(desk.get(reverse("drafts:draft-list"))) == ""
    assert row_of(desk.get(reverse("families:person-detail", args=[uuid4()]))) == ""
    given = reverse("looking:given", args=[child.pk])
    left = desk.post(f"{given}?give", {"recipient": "The family court", "basis": "legal"})
    assert left.status_code == 200
    assert row_of(left) == ""


def test_whoever_stands_on_a_printed_page_of_another_record_is_told_of(as_user: Any, worker: Any) -> None:
    """The page of a context's children has a row for the context, and one for who is shown on it."""
    period = factories.CaseChildFactory()
    link = factories.ContextLinkFactory(child=period.child)
    desk = as_user(worker)
    rows = rows_of(desk.get(f"{link.context.get_absolute_url()}children/"))
    assert desk.post(PRINTED, {"view": rows}).status_code == 204
    printed = AuditEvent.objects.filter(action__endswith="_printed")
    assert {event.record_id for event in printed} >= {link.context.pk}
    assert period.child.pk in {pk for event in printed for pk in event.shown}
    assert printed.count() == len(rows) > 1
