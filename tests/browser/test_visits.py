"""A child who has not been seen for too long is marked so; a visit clears the mark wherever it stands."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cs_casework.dates import today
from tests.browser.looking import check
from tests.browser.steps import done, fill_date, follow, go_to_part, heading, open_found, press
from tests.factories import AllocationFactory, CaseChildFactory

DAY = datetime.timedelta(days=1)
OVERDUE = "Visit 17 days overdue"


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_visit_clears_the_overdue_mark(
    worker: Any, team: Any, open_page: Callable[..., Page], with_scripts: bool
) -> None:
    period = CaseChildFactory(child__given="Wilma", child__family="Okafor", case__team=team, from_on=today() - 45 * DAY)
    AllocationFactory(case=period.case, worker=worker)
    page = open_page(as_user=worker, with_scripts=with_scripts)

    # She is overdue on her record and first in the list of the worker's children.
    page.goto("/")
    open_found(page, "Wilma Okafor", "Wilma Okafor")
    expect(page.get_by_text(OVERDUE)).to_be_visible()
    check(page)
    children(page)
    expect(row_of(page, "Wilma Okafor")).to_contain_text(OVERDUE)
    expect(row_of(page, "Wilma Okafor")).to_contain_text("Not seen yet")
    check(page)

    # The worker writes down the visit of yesterday, on which she was seen alone.
    follow(page, "Wilma Okafor")
    go_to_part(page, "Case notes")
    press(page, "Write a note")
    page.get_by_label("Kind of note").select_option("Visit")
    fill_date(page, "When did it happen?", today() - DAY, "4:10pm")
    page.get_by_label("Title").fill("A visit at home")
    page.get_by_label("What happened").fill("We talked in the kitchen.")
    page.get_by_label("Was Wilma Okafor seen?").select_option("Seen alone")
    check(page)
    press(page, "Record the note")
    done(page, "The note stands on every record it is about.")

    # Cleared in both places, which say when she was seen and when she is due.
    go_to_part(page, "Details")
    expect(page.get_by_text("overdue")).to_have_count(0)
    expect(page.get_by_text("seen alone").first).to_be_visible()
    check(page)
    children(page)
    expect(row_of(page, "Wilma Okafor")).not_to_contain_text("overdue")
    yesterday, due = today() - DAY, today() + 27 * DAY
    expect(row_of(page, "Wilma Okafor")).to_contain_text(f"{yesterday:%-d %b %Y}")
    expect(row_of(page, "Wilma Okafor")).to_contain_text(f"Visit by {due:%-d %b %Y}")


def children(page: Page) -> None:
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Children").click()
    expect(heading(page, "Children open to the service")).to_be_visible()


def row_of(page: Page, name: str) -> Any:
    return page.get_by_role("row").filter(has_text=name)
