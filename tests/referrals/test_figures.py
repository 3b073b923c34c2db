"""What managers see of contacts over time, and what no figure may tell."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cs_casework.dates import today
from cs_casework.reference.harms import say_harms
from cs_casework.reference.models import HarmType
from referrals import figures
from tests import factories
from tests.helpers import boxes
from tests.site.records import restrict

pytestmark = pytest.mark.django_db

WEEK = {"from_on": datetime.date(2026, 3, 2), "to_on": datetime.date(2026, 3, 8)}


def at(day: int, hour: int = 12, month: int = 3) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime(2026, month, day, hour))


def decided(received: datetime.datetime, on: datetime.datetime, **details: Any) -> Any:
    due = {"decision_due": received.date() + datetime.timedelta(days=1)}
    made = {"submitted": True, "status": "decided", "received_at": received, "decided_at": on, "created_at": on}
    return factories.ReferralFactory(**(made | due | details))


def test_contacts_of_a_period_by_source_harm_and_outcome(manager: Any) -> None:
    harm, other = HarmType.objects.all()[:2]
    accepted = decided(at(3), at(3), source="6", accepted_on=datetime.date(2026, 3, 3))
    say_harms(accepted, [harm, other], by=manager)
    say_harms(accepted, [harm], by=manager)
    factories.ScreeningDecisionFactory(referral=accepted, outcomes=["assessment", "panel"])
    factories.ScreeningDecisionFactory(
        referral=accepted, set_aside_on=today(), set_aside_by=manager, set_aside_why="Wrong"
    )
    decided(at(8, 23), at(9), source="6")
    decided(at(9, 0), at(9))  # the week after
    decided(at(4), at(4), status="withdrawn", withdrawn_why="Twice", decided_at=None)
    found = figures.of_period(manager, **WEEK)
    assert figures.totals(found) == figures.Row("All", 2, 1)
    assert figures.by_source(found) == [figures.Row("Police", 2, 1)]
    rows = {row.label: (row.contacts, row.referrals) for row in figures.by_harm_type(found)}
    assert rows == {str(harm): (1, 1), "Not recorded": (1, 0)}
    outcomes = {row.label: row.contacts for row in figures.by_outcome(found, manager)}
    assert outcomes == {"Child and family assessment": 1, "Panel": 1}


def test_time_to_decision_is_counted_in_working_days(manager: Any) -> None:
    found = figures.of_period(manager, **WEEK)
    assert figures.timing(found).median is None
    for received, on in ((at(2), at(2)), (at(3), at(4)), (at(6), at(9)), (at(6), at(16))):
        decided(received, on)
    factories.ReferralFactory(
        submitted=True, received_at=at(3), created_at=at(3), decision_due=datetime.date(2026, 3, 4)
    )
    timing = figures.timing(found)
    # Of 0, 1, 1 (a Friday to a Monday) and 6.
    assert (timing.median, timing.decided, timing.in_time, timing.late_now) == (1.0, 4, 2, 1)


def test_who_was_referred_in_the_year_before(manager: Any) -> None:
    child = factories.PersonFactory()
    for accepted, month in (
        (datetime.date(2026, 3, 3), 3),
        (datetime.date(2025, 3, 4), 2),
        (datetime.date(2025, 3, 2), 1),
    ):
        referral = decided(at(3, month=month), at(3, month=month), accepted_on=accepted)
        factories.ReferralChildFactory(referral=referral, known="known", person=child)
    other = decided(at(3), at(3), accepted_on=datetime.date(2026, 3, 3))
    factories.ReferralChildFactory(referral=other, known="known", person=factories.PersonFactory())
    assert figures.re_referred(manager, **WEEK) == (1, 2)
    assert figures.re_referred(manager, from_on=datetime.date(2025, 3, 1), to_on=datetime.date(2025, 3, 3)) == (0, 1)


@pytest.mark.parametrize(
    ("counted", "shown"),
    [
        ([("A", 12, 0), ("B", 7, 0)], [12, 7, 19]),
        ([("A", 12, 0), ("B", 7, 0), ("C", 3, 0)], [12, None, None, 22]),
        ([("A", 12, 0), ("B", 2, 0), ("C", 1, 0)], [None, None, None, 15]),
        ([("A", 12, 0), ("B", 4, 0), ("C", 2, 0)], [12, None, None, 18]),
        ([("A", 3, 0)], [None, None]),
        ([], []),
    ],
)
def test_small_numbers_are_hidden_and_cannot_be_worked_out(counted: Any, shown: list[int | None]) -> None:
    rows = figures.hide_small(counted)
    assert [row.contacts for row in rows] == shown


def test_those_not_referred_cannot_be_worked_out_either() -> None:
    rows = figures.hide_small([("A", 20, 18), ("B", 20, 10), ("C", 30, 10)])
    assert [row.referrals for row in rows] == [None, None, 10, 38]
    assert figures.hide_small([("A", 20, 18)])[-1].referrals is None


def test_a_context_named_in_three_contacts_without_a_case(manager: Any, worker: Any) -> None:
    context, cased, old = (factories.ContextFactory() for _ in range(3))
    factories.ContextCaseFactory(context=cased)
    for number in range(3):
        for named in (context, cased):
            factories.ReferralContextFactory(known="known", context=named)
        long_ago = timezone.now() - datetime.timedelta(days=92)  # 91 days and an hour of summer time are 90 dates
        referral = factories.ReferralFactory(received_at=long_ago if number else timezone.now())
        factories.ReferralContextFactory(referral=referral, known="known", context=old)
    assert [(found.pk, found.contact_count) for found in figures.named_without_case(manager)] == [(context.pk, 3)]
    restrict(context, by=worker)
    assert not figures.named_without_case(manager).exists()


def test_a_hidden_contact_stands_in_no_figure(manager: Any, worker: Any) -> None:
    referral = decided(at(3), at(3), accepted_on=datetime.date(2026, 3, 3))
    child = factories.PersonFactory(sex="F")
    factories.ReferralChildFactory(referral=referral, known="known", person=child)
    assert figures.totals(figures.of_period(manager, **WEEK)).contacts == 1
    restrict(child, by=worker)
    found = figures.of_period(manager, **WEEK)
    assert figures.totals(found).contacts == 0
    assert figures.by_sex(found, manager) == []
    assert figures.re_referred(manager, **WEEK) == (0, 0)


def test_the_page_is_for_managers_and_says_what_is_wrong_with_a_period(as_user: Any, manager: Any, worker: Any) -> None:
    url = reverse("referrals:referral-figures")
    assert as_user(worker).get(url).status_code == 403
    client = as_user(manager)
    assert client.get(url).context["total"].contacts == 0
    backwards = boxes("from_on", datetime.date(2026, 3, 8)) | boxes("to_on", datetime.date(2026, 3, 2))
    page = client.get(url, backwards)
    assert page.context["filter"].errors["to_on"] == ["The last day is before the first."]
