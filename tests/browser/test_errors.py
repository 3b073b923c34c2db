"""What is typed wrong is said, is found again, and is still there."""

import datetime
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from cs_casework.dates import today
from tests import factories
from tests.browser.looking import check
from tests.browser.steps import add_subject, choose, done, enter, fill_date, heading, press, sign_out
from tests.browser.watching import Watch
from tests.factories import PASSWORD


def summary(page: Page) -> Locator:
    return page.locator(".govuk-error-summary")


def expect_summary(page: Page, *messages: str) -> None:
    """The errors stand at the top in this order, the keyboard is there, and the title says so to who cannot see it."""
    expect(summary(page).get_by_role("listitem")).to_have_text(list(messages))
    expect(summary(page)).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    check(page)


def expect_link_leads_to(page: Page, message: str, control: Locator) -> None:
    summary(page).get_by_role("link", name=message).click()
    expect(control).to_be_focused()


def test_person_with_impossible_dates(worker: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(as_user=worker)
    page.goto("/people/new/")
    page.get_by_label("First names").fill("Zoë 🌱")
    page.get_by_label("Last name").fill("بن علي")
    born = page.get_by_role("group", name="Date of birth (optional)", exact=True)
    for box, text in {"Day": "31", "Month": "2", "Year": "2012"}.items():
        born.get_by_label(box).fill(text)
    page.get_by_label("NHS number").fill("943 476 5918")
    press(page, "Record this person")
    wrong_day = "Date of birth must be a real date: February 2012 has 29 days"
    wrong_number = summary(page).get_by_role("link", name="NHS number")
    expect(wrong_number).to_be_visible()
    expect_summary(page, wrong_day, wrong_number.inner_text())
    expect_link_leads_to(page, wrong_day, born.get_by_label("Day"))
    expect_link_leads_to(page, wrong_number.inner_text(), page.get_by_label("NHS number"))
    # What was right is not asked for again, whatever script it is written in.
    expect(page.get_by_label("First names")).to_have_value("Zoë 🌱")
    expect(page.get_by_label("Last name")).to_have_value("بن علي")
    expect(born.get_by_label("Day")).to_have_value("31")
    expect(born.get_by_label("Year")).to_have_value("2012")

    born.get_by_label("Day").fill("29")
    page.get_by_label("NHS number").fill("943 476 5919")
    press(page, "Record this person")
    done(page, "Zoë 🌱 بن علي has been recorded.")
    check(page)


def test_link_without_answers(worker: Any, open_page: Callable[..., Page]) -> None:
    """A group of choices cannot take the keyboard: the link leads to the first choice in it."""
    child = factories.PersonFactory(given="Ilse", family="Varga")
    park = factories.ContextFactory(name="Fallow Park")
    page = open_page(as_user=worker)
    page.goto(f"/contexts/{park.pk}/children/add/?child={child.pk}")
    page.get_by_label("The child’s own view").fill("I like the swings.")
    fill_date(page, "True since", today() + datetime.timedelta(days=400))
    press(page, "Record the link")
    messages = [
        "Select an answer to “What links them?”",
        "Select an answer to “How do we know?”",
        "Select an answer to “How reliable is it?”",
        "Enter source",
        "True since must be today or in the past",
    ]
    expect_summary(page, *messages)
    expect_link_leads_to(page, messages[0], page.get_by_role("checkbox").first)
    expect_link_leads_to(page, messages[1], page.get_by_role("radio", name="The child said so"))
    expect_link_leads_to(page, messages[3], page.get_by_label("Source", exact=True))
    expect_link_leads_to(page, messages[4], page.get_by_role("group", name="True since").get_by_label("Day"))
    expect(page.get_by_label("The child’s own view")).to_have_value("I like the swings.")

    # Shape is right now, but what the records say is against it: refused beside the field all the same.
    choose(page, "What links them?", "spends time there")
    choose(page, "How do we know?", "The child said so")
    choose(page, "How reliable is it?", "Confirmed")
    page.get_by_label("Source", exact=True).fill("Ilse, on a visit")
    fill_date(page, "True since", child.birth_on - datetime.timedelta(days=1))
    press(page, "Record the link")
    expect_summary(page, "This is before Ilse Varga was born.")
    expect_link_leads_to(
        page, "This is before Ilse Varga was born.", page.get_by_role("group", name="True since").get_by_label("Day")
    )


def test_note_with_nothing_in_it_and_a_second_thought(worker: Any, open_page: Callable[..., Page]) -> None:
    child = factories.PersonFactory(given="Ilse", family="Varga")
    park = factories.ContextFactory(name="Fallow Park")
    page = open_page(as_user=worker)
    page.goto(f"/notes/new/?about=child:{child.pk}")
    add_subject(page, "Fallow", park.name)
    page.get_by_label("Title").fill("In the park")
    fill_date(page, "When did it happen?", today() + datetime.timedelta(days=400), time="10am")
    press(page, "Record the note")
    expect_summary(page, "Select kind of note", "Date must not be in the future")
    expect_link_leads_to(
        page,
        "Date must not be in the future",
        page.get_by_role("group", name="When did it happen?").get_by_label("Day"),
    )
    # Who the note is about is kept as well.
    expect(page.get_by_role("listitem").filter(has_text=park.name)).to_be_visible()

    page.get_by_label("Kind of note").select_option("Visit")
    fill_date(page, "When did it happen?", datetime.date(2025, 3, 11), time="10am")
    press(page, "Record the note")
    expect_summary(page, "Write what happened, what was said, or your analysis.")
    expect_link_leads_to(
        page, "Write what happened, what was said, or your analysis.", page.get_by_label("What happened")
    )

    # A name in the part that all may read is asked about once, never refused.
    page.get_by_label("What happened").fill("Ilse was on the swings.")
    press(page, "Record the note")
    expect(page.get_by_role("heading", name="Before you record it")).to_be_visible()
    expect(page.get_by_text("The shared part names Ilse Varga.")).to_be_visible()
    check(page)
    press(page, "Record it as it is")
    done(page, "The note stands on every record it is about.")


# --- Signing in ------------------------------------------------------------------------------------------------------
def test_sign_in_errors_and_where_one_wanted_to_go(worker: Any, page: Page) -> None:
    child = factories.PersonFactory(given="Ilse", family="Varga")
    page.goto(child.get_absolute_url())
    expect(heading(page, "Sign in")).to_be_visible()
    press(page, "Sign in")
    expect_summary(page, "Enter user name", "Enter password")
    expect_link_leads_to(page, "Enter password", page.get_by_label("Password", exact=True))

    wrong = "The user name or the password is wrong, or the account has been switched off."
    enter(page, worker.username, "not the password")
    expect_summary(page, wrong)
    expect(page.get_by_label("User name")).to_have_value(worker.username)
    expect(page.get_by_label("Password", exact=True)).to_have_value("")

    enter(page, worker.username, PASSWORD)
    expect(page.get_by_role("region", name="Record")).to_contain_text("Ilse Varga")


def test_too_many_wrong_passwords(worker: Any, page: Page, watch: Watch) -> None:
    watch.expect(429)
    page.goto("/")
    for _attempt in range(4):
        enter(page, worker.username, "not the password")
        expect(summary(page)).to_be_visible()
    enter(page, worker.username, "not the password")
    expect(heading(page, "Too many tries")).to_be_visible()
    check(page)


def test_nothing_is_left_on_a_shared_computer(worker: Any, open_page: Callable[..., Page]) -> None:
    """After signing out, the way back leads to the sign-in page and not to a child."""
    child = factories.PersonFactory(given="Ilse", family="Varga")
    page = open_page(as_user=worker)
    page.goto(child.get_absolute_url())
    expect(page.get_by_role("region", name="Record")).to_contain_text("Ilse Varga")
    sign_out(page)
    page.go_back(wait_until="commit")
    expect(heading(page, "Sign in")).to_be_visible()
    expect(page.get_by_text("Varga")).to_have_count(0)
