"""What turning 18 means for a young person's links: they stand, leave the count, and are each looked at again."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from cases.links.of_context import PER_PAGE
from cases.models import CaseChildStatus
from contexts.models import Context, ContextLink
from contexts.workflow import renew_link
from cs_casework.dates import months_after, today
from tests.factories import CaseChildFactory, ContextFactory, ContextLinkFactory, PersonFactory
from tests.helpers import audited, stand_on

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


def test_links_stand_by_the_day_they_are_to_be_looked_at(worker: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One asked for at 18 stands by the birthday, whenever it falls due, and where it never does."""
    stand_on(monkeypatch, datetime.date(2026, 3, 3))
    far = {"review_due": today() + 60 * DAY, "lapses_on": today() + 90 * DAY}
    leap = PersonFactory(birth_on=datetime.date(2008, 2, 29))  # 18 on 1 March, two days ago
    days = {
        ContextLinkFactory(review_due=today() + 3 * DAY): 3,
        ContextLinkFactory(child=leap, role="attends", **NEVER): -2,
        ContextLinkFactory(child=grown(3), role="feels_safe", **far): -3,
        ContextLinkFactory(child=grown(1), review_due=today() - 4 * DAY): -4,
        ContextLinkFactory(child=grown(9), reviewed_on=today() - DAY, review_due=today() + 5 * DAY): 5,
        ContextLinkFactory(review_due=today() - DAY): -1,
    }
    listed = list(ContextLink.objects.visible_to(worker).review_due_by(today() + 14 * DAY).soonest_first())
    assert [found.review_by for found in listed] == [today() + day * DAY for day in sorted(days.values())]
    assert listed == sorted(days, key=lambda link: days[link])


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


def test_more_adults_of_a_context_than_fit_lead_to_all_of_them(as_user: Any, worker: Any) -> None:
    context = ContextFactory()
    child = ContextLinkFactory(context=context).child
    adults = {ContextLinkFactory(context=context, child=grown()).child for _number in range(PER_PAGE + 1)}
    desk = as_user(worker)
    address = reverse("cases:context-children", args=[context.pk])
    shown = desk.get(address)
    assert [row.child for row in shown.context["rows"]] == [child]
    assert len(shown.context["found"].adults) == PER_PAGE
    assert f'href="{address}?adults=on"' in shown.content.decode()
    assert f"All {PER_PAGE + 1} who are 18 or over" in shown.content.decode()
    pages = [desk.get(address, {"adults": "on", "page": number}) for number in (1, 2)]
    assert {row.child for page in pages for row in page.context["rows"]} == adults
    assert sum(len(page.context["rows"]) for page in pages) == PER_PAGE + 1  # each once
    assert "&amp;page=2" in pages[0].content.decode()
    read = [set(event.shown) for event in audited("context.children_listed")]
    assert read[1] | read[2] == {adult.pk for adult in adults}
    adults.pop().context_links.update(to_on=today(), ended_why="Moved")
    assert "?adults=on" not in desk.get(address).content.decode()
