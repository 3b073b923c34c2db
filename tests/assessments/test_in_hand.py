"""The list of assessments in hand, what narrows it, and the figures that lead to it."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from assessments import writing
from assessments.models import Assessment
from cs_casework.dates import today, working_days_after
from cs_casework.overview.home import my_work, team_work
from tests.factories import (
    AllocationFactory,
    AssessmentChildFactory,
    AssessmentFactory,
    CaseChildFactory,
    TeamFactory,
)
from tests.site.records import restrict

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
LISTED = reverse("assessments:in-hand")


@pytest.fixture
def made(team: Any, worker: Any, manager: Any) -> SimpleNamespace:
    """Of the team: one overdue, one due on the tenth working day, one the day after, given longer; one returned and one
    that waits; and one of another team, and one that is done."""
    soon = working_days_after(today(), 10)

    def one(due_on: datetime.date, **said: Any) -> Assessment:
        return AssessmentFactory(case__team=team, due_on=due_on, **{"first_due_on": due_on, **said})

    back = {"returned_on": today(), "returned_by": manager, "returned_why": "The analysis"}
    found = SimpleNamespace(
        overdue=one(today() - DAY),
        due_soon=one(soon),
        extended=one(soon + DAY, first_due_on=today(), extended_why="The family is away until May"),
        returned=one(soon + 9 * DAY, **back),
        waiting=one(soon + 9 * DAY, submitted=True, submitted_by=worker),
        elsewhere=AssessmentFactory(case__team=TeamFactory(name="Lakeside team"), submitted=True),
    )
    AssessmentFactory(case__team=team, authorised=True, due_on=today() - DAY, first_due_on=today() - DAY)
    for name in ("overdue", "returned"):
        AllocationFactory(case=getattr(found, name).case, worker=worker, team=team)
    return found


def listed(browser: Any, **asked: Any) -> list[Assessment]:
    return [assessment for assessment, _tone in browser.get(LISTED, asked).context["rows"]]


def test_what_is_in_hand_is_listed_the_soonest_due_first_and_narrowed(
    made: SimpleNamespace, as_user: Any, manager: Any, worker: Any, team: Any
) -> None:
    browser = as_user(manager)
    assert listed(browser)[:3] == [made.overdue, made.due_soon, made.extended]
    assert set(listed(browser)) == set(vars(made).values())
    assert listed(browser, what="overdue") == [made.overdue]
    assert listed(browser, what="due_soon") == [made.due_soon]
    assert listed(browser, what="extended") == [made.extended]
    assert listed(browser, what="returned") == [made.returned]
    assert set(listed(browser, what="waiting")) == {made.waiting, made.elsewhere}
    assert listed(browser, what="to_authorise") == [made.waiting]
    assert made.elsewhere not in listed(browser, my_teams="on")
    assert listed(browser, team=str(made.elsewhere.case.team_id)) == [made.elsewhere]
    assert set(listed(browser, worker=str(worker.pk))) == {made.overdue, made.returned}
    assert listed(browser, kind="context") == []
    text = browser.get(LISTED).content.decode()
    assert "The family is away until May" in text


def test_whose_work_it_is_for_a_hidden_child_is_not_found_by_the_worker(
    made: SimpleNamespace, as_user: Any, worker: Any, colleague: Any, manager: Any
) -> None:
    child = CaseChildFactory(case=made.overdue.case).child
    AllocationFactory(case=made.overdue.case, worker=colleague, child=child)
    cases = lambda: list(as_user(worker).get(f"/cases/?worker={colleague.pk}").context["page_of"])  # noqa: E731
    assert (listed(as_user(worker), worker=str(colleague.pk)), cases()) == ([made.overdue], [made.overdue.case])
    restrict(child, by=manager)
    assert (listed(as_user(worker), worker=str(colleague.pk)), cases()) == ([], [])


def test_who_wrote_some_of_it_does_not_find_it_among_those_to_authorise(
    made: SimpleNamespace, as_user: Any, manager: Any, worker: Any
) -> None:
    writing.mark_writer(made.waiting, by=manager)
    browser = as_user(manager)
    assert listed(browser, what="to_authorise") == []
    assert made.waiting in listed(browser, what="waiting")
    # And to whom it is not given to authorise, it is not offered.
    assert "For me to authorise" in browser.get(LISTED).content.decode()
    page = as_user(worker).get(LISTED)
    assert "For me to authorise" not in page.content.decode()
    assert listed(as_user(worker), mine="on") == [made.overdue, made.returned]


def test_each_figure_is_the_number_of_rows_of_the_list_it_opens(
    made: SimpleNamespace, as_user: Any, manager: Any, worker: Any
) -> None:
    for user, work in ((manager, team_work), (worker, my_work)):
        figures = [figure for figure in work(user)["figures"] if figure.url.startswith(LISTED)]
        assert [figure.number for figure in figures] == [
            len(as_user(user).get(figure.url).context["rows"]) for figure in figures
        ]
        assert [figure.number for figure in figures] == ([1, 1, 1, 1] if user == manager else [1, 0, 1, 0])


def test_one_about_a_hidden_child_alone_is_not_listed_and_of_one_in_part_hidden_no_word_is_told(
    made: SimpleNamespace, as_user: Any, manager: Any
) -> None:
    """A reason may be about any child in it, and who may not read all of it does not authorise it."""
    alone = AssessmentChildFactory(assessment=made.due_soon)
    both = [AssessmentChildFactory(assessment=found) for found in (made.extended, made.waiting) for _child in range(2)]
    for row in (alone, both[0], both[2]):
        restrict(row.child, by=manager)
    browser = as_user(manager)
    assert made.due_soon not in listed(browser)
    assert listed(browser, what="to_authorise") == []
    assert {made.extended, made.waiting} <= set(listed(browser))
    for url in (LISTED, made.extended.get_absolute_url()):
        assert "away until May" not in browser.get(url).content.decode()
