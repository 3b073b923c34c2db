"""What a child is to the service: given, ended and changed by a manager, and what ends what."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.models import CaseChild, CaseChildStatus
from cases.statuses import ENDS, change_category, end_status, give_status
from cases.workflow import close_period
from cs_casework.access import restrict_record
from cs_casework.dates import today
from tests.factories import CaseChildFactory
from tests.helpers import audited, boxes, everything, latest_version, messages_of, race, refusals, without_audit

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
ALL = [status.value for status in CaseChildStatus.Status]


@pytest.fixture
def made(team: Any) -> SimpleNamespace:
    """A child open for a hundred days, in need and on a protection plan for fifty."""
    period = CaseChildFactory(from_on=today() - 100 * DAY, case__team=team, child__given="Ada")
    begun = {"period": period, "from_on": today() - 50 * DAY}
    return SimpleNamespace(
        period=period,
        early=CaseChildStatus.objects.create(status="early_help", **begun),
        plan=CaseChildStatus.objects.create(status="cp", category="NEG", **begun),
    )


def give(period: Any, status: str, *, by: Any, days: int = 0, **facts: Any) -> CaseChildStatus:
    category = "NEG" if status == "cp" else ""
    return give_status(period, by=by, status=status, category=category, from_on=today() - days * DAY, **facts)


def current(period: Any) -> set[str]:
    return set(CaseChildStatus.objects.filter(period=period, to_on=None).values_list("status", flat=True))


# --- What ends what --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", ALL)
def test_a_status_ends_only_what_the_law_or_the_census_says(status: str, manager: Any) -> None:
    period = CaseChildFactory(from_on=today() - 9 * DAY)
    for other in ALL:
        if other not in (status, *({"cp"} if status == "cin" else {"care_leaver"} if status == "lac" else ())):
            category = "NEG" if other == "cp" else ""
            CaseChildStatus.objects.create(period=period, status=other, category=category, from_on=period.from_on)
    before = current(period)
    give(period, status, by=manager, days=3)
    ended = {"cp": {"cin"}, "care_leaver": {"lac"}}.get(status, set())
    assert current(period) == (before | {status}) - ended
    for row in CaseChildStatus.objects.exclude(to_on=None):
        assert row.to_on == today() - 3 * DAY
        assert row.ended_why == {"cin": "Child protection plan began", "lac": "Care leaver began"}[row.status]
        assert latest_version(row).history_user == manager
    assert {status: set(others) for status, others in ENDS.items()} == {"cp": {"cin"}, "care_leaver": {"lac"}}


def test_what_began_later_than_what_ends_it_ends_the_day_it_began(manager: Any) -> None:
    period = CaseChildFactory(from_on=today() - 30 * DAY)
    need = give(period, "cin", by=manager, days=5)
    give(period, "cp", by=manager, days=9)
    need.refresh_from_db()
    assert (need.from_on, need.to_on) == (today() - 5 * DAY, today() - 5 * DAY)


@pytest.mark.parametrize(("standing", "status"), [("cp", "cin"), ("care_leaver", "lac")])
def test_what_would_have_been_ended_is_not_given_beside_it(standing: str, status: str, manager: Any) -> None:
    period = CaseChildFactory(from_on=today() - 9 * DAY)
    row = give(period, standing, by=manager)
    with pytest.raises(ValidationError) as refusal:
        give(period, status, by=manager)
    assert "do not stand beside each other" in messages_of(refusal)["status"][0]
    end_status(row, by=manager, to_on=today(), why="Stepped down")
    assert give(period, status, by=manager).to_on is None


# --- Giving ----------------------------------------------------------------------------------------------------------
def test_a_status_of_before_can_be_given_again_but_not_over_itself(made: SimpleNamespace, manager: Any) -> None:
    end_status(made.early, by=manager, to_on=today() - 10 * DAY, why="Stepped up")
    for days in (20, 11):
        with pytest.raises(ValidationError) as refusal:
            give(made.period, "early_help", by=manager, days=days)
        assert list(messages_of(refusal)) == ["from_on"]
        assert f"{today() - 10 * DAY:%-d %B %Y}" in messages_of(refusal)["from_on"][0]
    assert give(made.period, "early_help", by=manager, days=10).from_on == today() - 10 * DAY
    with pytest.raises(ValidationError) as refusal:
        give(made.period, "early_help", by=manager)
    assert messages_of(refusal) == {"__all__": ["The child has this status already."]}


# --- Ending ----------------------------------------------------------------------------------------------------------
def test_a_status_is_ended_with_a_day_and_a_reason(made: SimpleNamespace, manager: Any) -> None:
    row = end_status(made.early, by=manager, to_on=today(), why="The family has what it needs")
    assert (row.to_on, row.ended_why) == (today(), "The family has what it needs")
    assert latest_version(row).history_user == manager
    assert [event.record_id for event in audited("child.status_ended")] == [made.period.child_id]
    assert current(made.period) == {"cp"}
    with pytest.raises(ValidationError) as refusal:
        end_status(made.early, by=manager, to_on=today(), why="Again")
    assert messages_of(refusal) == {"__all__": ["This has ended already."]}


@pytest.mark.parametrize(
    ("days", "why", "expected"),
    [
        (51, "x", {"to_on": ["It ends before it begins."]}),
        (-1, "x", {"to_on": ["This date is in the future."]}),
        (0, " ", {"why": ["Say why the status ended."]}),
    ],
)
def test_an_end_is_within_the_status_and_has_a_reason(
    days: int, why: str, expected: dict[str, list[str]], made: SimpleNamespace, manager: Any
) -> None:
    with pytest.raises(ValidationError) as refusal:
        end_status(made.early, by=manager, to_on=today() - days * DAY, why=why)
    assert messages_of(refusal) == expected


# --- The category of a plan ------------------------------------------------------------------------------------------
def test_the_plan_goes_on_under_another_category_from_the_same_day(made: SimpleNamespace, manager: Any) -> None:
    new = change_category(made.plan, by=manager, category="PHY", from_on=today() - 2 * DAY)
    made.plan.refresh_from_db()
    assert (made.plan.to_on, made.plan.ended_why) == (new.from_on, "Category changed to physical abuse")
    assert (new.status, new.category, new.from_on, new.to_on) == ("cp", "PHY", today() - 2 * DAY, None)
    assert current(made.period) == {"early_help", "cp"}
    assert [event.record_id for event in audited("child.status_category_changed")] == [made.period.child_id]
    with pytest.raises(ValidationError) as refusal:
        change_category(made.plan, by=manager, category="SAB", from_on=today())
    assert messages_of(refusal) == {"__all__": ["This has ended already."]}


@pytest.mark.parametrize(
    ("days", "category", "expected"),
    [
        (0, "NEG", {"category": ["This is the plan’s category already."]}),
        (51, "PHY", {"from_on": ["It ends before it begins."]}),
        (-1, "PHY", {"from_on": ["This date is in the future."]}),
        (0, "", {"__all__": ["A child protection plan has a category; nothing else has."]}),
    ],
)
def test_a_category_changes_to_another_within_the_plan(
    days: int, category: str, expected: dict[str, list[str]], made: SimpleNamespace, manager: Any
) -> None:
    with pytest.raises(ValidationError) as refusal:
        change_category(made.plan, by=manager, category=category, from_on=today() - days * DAY)
    assert messages_of(refusal) == expected


def test_only_a_protection_plan_has_a_category(made: SimpleNamespace, manager: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        change_category(made.early, by=manager, category="PHY", from_on=today())
    assert messages_of(refusal) == {"__all__": ["Only a child protection plan has a category."]}


# --- Who, and whole or not at all ------------------------------------------------------------------------------------
CHANGES = {
    "give": lambda by, on: give_status(on.period, by=by, status="lac", from_on=today()),
    "end": lambda by, on: end_status(on.early, by=by, to_on=today(), why="Stepped up"),
    "category": lambda by, on: change_category(on.plan, by=by, category="PHY", from_on=today()),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("role", ["worker", "support", "records", "administrator"])
def test_only_a_manager_says_what_a_child_is(
    name: str, role: str, made: SimpleNamespace, request: pytest.FixtureRequest
) -> None:
    user, before = request.getfixturevalue(role), everything()
    with pytest.raises(PermissionDenied):
        CHANGES[name](user, made)
    assert everything() == before


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("hidden", ["case", "child"])
def test_a_manager_who_may_not_see_the_child_or_the_case_says_nothing(
    name: str, hidden: str, made: SimpleNamespace, manager: Any, request: pytest.FixtureRequest
) -> None:
    other = request.getfixturevalue("manager")
    restrict_record(getattr(made.period, hidden), by=manager, reason="Kin of a colleague")
    getattr(made.period, hidden).grants.all().update(ends_on=today())
    with pytest.raises(PermissionDenied):
        CHANGES[name](other, made)


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_is_half_changed(name: str, made: SimpleNamespace, manager: Any) -> None:
    before = everything()
    without_audit(lambda: CHANGES[name](manager, made))
    assert everything() == before


@pytest.mark.parametrize("name", CHANGES)
def test_a_closed_period_keeps_its_statuses_as_they_were(name: str, made: SimpleNamespace, manager: Any) -> None:
    close_period(made.period, by=manager, to_on=today(), reason="RC7")
    before = everything()
    with pytest.raises(ValidationError):
        CHANGES[name](manager, made)
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_a_status_is_ended_once_and_its_first_reason_stays(made: SimpleNamespace, manager: Any) -> None:
    ended, refused = sorted(
        race(
            *(lambda why=why: end_status(made.early, by=manager, to_on=today(), why=why) for why in ("One", "Two")),
            hold=lambda: CaseChild.objects.select_for_update().get(pk=made.period.pk),
        ),
        key=lambda result: isinstance(result, Exception),
    )
    assert isinstance(refused, ValidationError)
    made.early.refresh_from_db()
    assert made.early.ended_why == ended.ended_why


# --- The pages -------------------------------------------------------------------------------------------------------
def page(name: str, record: Any) -> str:
    return reverse(f"cases:{name}", args=[record.pk])


def test_statuses_are_given_ended_and_changed_on_their_pages(made: SimpleNamespace, as_user: Any, manager: Any) -> None:
    desk = as_user(manager)
    listed = page("status-list", made.period)
    for record in (made.period.child, made.period.case):
        assert listed in desk.get(record.get_absolute_url()).content.decode()
    shown = desk.get(listed).content.decode()
    for name, record in (("status-give", made.period), ("status-end", made.early), ("status-category", made.plan)):
        assert page(name, record) in shown
    assert page("status-category", made.early) not in shown
    given = desk.post(
        page("status-give", made.period), {"status": "lac", "category": "NEG"} | boxes("from_on", today())
    )
    assert (given.status_code, given.url) == (302, listed)
    desk.post(page("status-category", made.plan), {"category": "PHY"} | boxes("from_on", today()))
    desk.post(page("status-end", made.early), {"why": "Stepped up"} | boxes("to_on", today()))
    assert current(made.period) == {"lac", "cp"}
    shown = desk.get(listed).content.decode()
    for words in ("Looked after", "Child protection plan: Physical abuse", "Category changed to physical abuse"):
        assert words in shown
    assert "Stepped up" in shown


def test_a_protection_plan_asks_for_its_category_beside_it(made: SimpleNamespace, as_user: Any, manager: Any) -> None:
    end_status(made.plan, by=manager, to_on=today(), why="Stepped down")
    desk = as_user(manager)
    address = page("status-give", made.period)
    refused = desk.post(address, {"status": "cp", "category": ""} | boxes("from_on", today()))
    assert refusals(refused) == {"category": ["Select the category of the plan"]}
    refused = desk.post(address, {"status": "cin"} | boxes("from_on", today() - 101 * DAY))
    assert refusals(refused) == {"from_on": ["The child was not open to the service yet."]}
    offered = [value for value, _words in desk.get(address).context["form"].fields["status"].choices]
    assert offered == [status for status in ALL if status != "early_help"]


def test_the_form_offers_what_may_stand_and_says_what_ends(as_user: Any, manager: Any) -> None:
    period = CaseChildFactory()
    desk = as_user(manager)

    def offered() -> tuple[set[str], dict[str, str]]:
        form = desk.get(page("status-give", period)).context["form"]
        return {value for value, _words in form.fields["status"].choices}, form.option_hints["status"]

    assert offered() == (set(ALL), {})
    give(period, "cin", by=manager)
    assert offered() == (set(ALL) - {"cin"}, {"cp": "“Child in need” ends the same day"})
    give(period, "cp", by=manager)
    assert offered() == (set(ALL) - {"cin", "cp"}, {})
    give(period, "lac", by=manager)
    give(period, "care_leaver", by=manager)
    assert offered() == (set(ALL) - {"cin", "cp", "lac", "care_leaver"}, {})


def test_who_reads_cases_reads_statuses_and_is_offered_no_change(
    made: SimpleNamespace, as_user: Any, worker: Any
) -> None:
    desk = as_user(worker)
    shown = desk.get(page("status-list", made.period)).content.decode()
    assert "Early help" in shown
    for name, record in (("status-give", made.period), ("status-end", made.early), ("status-category", made.plan)):
        assert page(name, record) not in shown
        assert desk.get(page(name, record)).status_code == 403


def test_business_support_is_not_led_to_statuses(made: SimpleNamespace, as_user: Any, support: Any) -> None:
    desk = as_user(support)
    for record in (made.period.child, made.period.case):
        assert page("status-list", made.period) not in desk.get(record.get_absolute_url()).content.decode()


def test_what_has_ended_is_offered_no_end(made: SimpleNamespace, as_user: Any, manager: Any) -> None:
    end_status(made.plan, by=manager, to_on=today(), why="Stepped down")
    desk = as_user(manager)
    assert desk.get(page("status-end", made.plan)).status_code == 404
    assert desk.get(page("status-category", made.plan)).status_code == 404
    assert desk.get(page("status-category", made.early)).status_code == 404
    late = desk.post(page("status-end", made.plan), {"why": "Again"} | boxes("to_on", today()))
    assert refusals(late) == {"__all__": ["This has ended already."]}
    close_period(made.period, by=manager, to_on=today(), reason="RC7")
    assert page("status-give", made.period) not in desk.get(page("status-list", made.period)).content.decode()
    assert desk.get(page("status-give", made.period)).status_code == 404
