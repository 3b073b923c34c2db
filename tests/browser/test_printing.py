"""A page is printed by the browser's own command: the audit says so, once, and nobody is asked anything."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from cs_casework.audit.models import AuditEvent
from tests.factories import PersonFactory


def test_a_page_that_is_printed_twice_is_told_once(open_page: Callable[..., Page], worker: Any) -> None:
    person = PersonFactory()
    page = open_page(as_user=worker)
    page.goto(person.get_absolute_url())
    with page.expect_response("**/printed/") as told:
        page.pdf()
    assert told.value.status == 204
    page.pdf()
    # The next page has a row of its own; by its telling the one before would have come too.
    page.goto("/people/")
    with page.expect_response("**/printed/") as told:
        page.pdf()
    assert told.value.status == 204
    printed = AuditEvent.objects.filter(action__endswith="_printed").order_by("at")
    assert [(event.action, event.record_id, event.shown) for event in printed] == [
        ("person.viewed_printed", person.pk, [person.pk]),
        ("person.listed_printed", None, [person.pk]),
    ]
