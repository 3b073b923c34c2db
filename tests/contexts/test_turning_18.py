"""What turning 18 means for a young person's links: they stand, leave the count, and are each looked at again."""

import datetime
from typing import Any

import pytest

from cases.models import CaseChildStatus
from contexts.models import Context, ContextLink
from contexts.workflow import renew_link
from cs_casework.dates import months_after, today
from tests.factories import CaseChildFactory, ContextFactory, ContextLinkFactory, PersonFactory
from tests.helpers import stand_on

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NEVER = {"review_due": None, "lapses_on": None}


def grown(days: int = 10) -> Any:
    """Somebody who turned 18 some days ago."""
    return PersonFactory(birth_on=months_after(today() - days * DAY, -12 * 18))


# --- Looked at again -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["spends_time", "attends", "lives_near", "feels_safe"])
def test_each_link_is_to_be_reviewed_at_18_whatever_it_says(role: str, worker: Any) -> None:
    facts = NEVER if role in ("attends", "lives_near") else {}
    link = ContextLinkFactory(child=grown(), role=role, **facts)
    before = ContextLinkFactory(child=grown(), role=role, reviewed_on=today() - 11 * DAY, **facts)
    ContextLinkFactory(child=grown(), role=role, reviewed_on=today() - 10 * DAY, **facts)
    ContextLinkFactory(role=role, **facts)
    ContextLinkFactory(child=grown(), role=role, to_on=today(), ended_why="Moved", **facts)
    asked = ContextLink.objects.visible_to(worker).review_due_by(today())
    assert set(asked) == {link, before}
    assert {found.review_by for found in asked} == {today() - 10 * DAY}
    assert all(found.is_asked_at_18 for found in asked)
    for found in asked:
        renew_link(found, by=worker)
    assert not asked.all().exists()
    link.refresh_from_db()
    assert (link.reviewed_on, link.is_asked_at_18) == (today(), False)


@pytest.mark.parametrize(("born", "eighteen"), [("2008-02-29", "2026-03-01"), ("2008-03-27", "2026-03-27")])
def test_a_link_is_asked_for_from_the_birthday_on(
    born: str, eighteen: str, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = datetime.date.fromisoformat(eighteen)
    stand_on(monkeypatch, day - DAY)
    child = PersonFactory(birth_on=datetime.date.fromisoformat(born))
    link = ContextLinkFactory(child=child, role="attends", reviewed_on=day - DAY, **NEVER)
    assert not ContextLink.objects.review_due_by(today()).exists()
    assert not link.is_asked_at_18
    stand_on(monkeypatch, day)
    assert list(ContextLink.objects.review_due_by(today())) == [link]
    assert (link.is_asked_at_18, link.review_by) == (True, day)
    renew_link(link, by=worker)
    assert not ContextLink.objects.review_due_by(today()).exists()


def test_a_link_that_falls_due_before_the_birthday_says_so() -> None:
    link = ContextLinkFactory(child=grown(2), review_due=today() - 5 * DAY)
    assert link.review_by == today() - 5 * DAY
    assert ContextLinkFactory(review_due=today()).review_by == today()


# --- The count -------------------------------------------------------------------------------------------------------
def test_children_of_a_context_are_counted_without_adults_but_with_care_leavers(worker: Any) -> None:
    context = ContextFactory()
    for child in (PersonFactory(), PersonFactory(birth_on=None), grown()):
        ContextLinkFactory(context=context, child=child)
        ContextLinkFactory(context=context, child=child, role="feels_safe")
    assert Context.objects.visible_to(worker).with_linked_children(worker).get().child_count == 2
    leaver = CaseChildFactory(child=grown())
    CaseChildStatus.objects.create(period=leaver, status="care_leaver", from_on=today())
    ContextLinkFactory(context=context, child=leaver.child)
    assert Context.objects.visible_to(worker).with_linked_children(worker).get().child_count == 3
