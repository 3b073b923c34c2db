"""What staff do on the pages, said once: each step ends where the page says that it is done."""

import datetime
import re
from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.factories import PASSWORD

SIGNED_OUT = "Sign in"


def heading(page: Page, words: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("heading", level=1, name=words)


def press(page: Page, words: str) -> None:
    """A button, or a link that looks like one."""
    page.get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str | re.Pattern[str]) -> None:
    page.get_by_role("main").get_by_role("link", name=words).click()


def go_to_part(page: Page, words: str) -> None:
    """One of the parts of the record that is open."""
    page.locator(".moj-sub-navigation").get_by_role("link", name=words).click()


def done(page: Page, words: str | re.Pattern[str]) -> None:
    """The banner that says what has just been done."""
    expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()


def fill_date(page: Page, question: str, day: datetime.date, time: str = "") -> None:
    boxes = page.get_by_role("group", name=question)
    boxes.get_by_label("Day").fill(str(day.day))
    boxes.get_by_label("Month").fill(str(day.month))
    boxes.get_by_label("Year").fill(str(day.year))
    if time:
        boxes.get_by_label("Time").fill(time)


def choose(page: Page, question: str, *answers: str) -> None:
    group = page.get_by_role("group", name=question)
    for answer in answers:
        group.get_by_label(answer, exact=True).check()


# --- Signing in and finding ------------------------------------------------------------------------------------------
def sign_in(page: Page, user: Any) -> None:
    page.goto("/")
    enter(page, user.username, PASSWORD)
    expect(page.get_by_role("banner")).to_contain_text(user.name)


def enter(page: Page, username: str, password: str) -> None:
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password", exact=True).fill(password)
    press(page, "Sign in")


def sign_out(page: Page) -> None:
    press(page, "Sign out")
    expect(heading(page, SIGNED_OUT)).to_be_visible()


def search(page: Page, text: str) -> None:
    page.get_by_role("searchbox", name="Search people, contexts and cases").fill(text)
    page.get_by_role("button", name="Search", exact=True).click()
    expect(heading(page, f"Search for “{text}”")).to_be_visible()


def open_found(page: Page, text: str, name: str) -> None:
    """What a search finds: of a person or a context its summary comes first."""
    search(page, text)
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    expect(page.get_by_role("region", name="Record")).to_contain_text(name)


# --- Contexts --------------------------------------------------------------------------------------------------------
def begin_context(page: Page, kind: str) -> None:
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Contexts").click()
    press(page, "Record a new context")
    page.get_by_role("radio", name=kind, exact=True).check()
    press(page, "Continue")
    expect(heading(page, f"New context: {kind.lower()}")).to_be_visible()


def find_children(page: Page, children: Iterable[tuple[str, str]]) -> None:
    """On the page that asks which children are linked, each by what is typed to find them and how they are called:
    one after another, kept while the next is looked for."""
    for number, (text, name) in enumerate(children):
        if number:
            press(page, "Tick and find more")
        page.get_by_role("searchbox", name="Find a child by name, id or reference").fill(text)
        press(page, "Find")
        page.get_by_role("group", name="Found").get_by_role("checkbox", name=name).check()


# --- Notes -----------------------------------------------------------------------------------------------------------
def add_subject(page: Page, text: str, name: str) -> None:
    page.get_by_role("searchbox", name="Add a child, family or context").fill(text)
    press(page, "Find")
    page.get_by_role("checkbox", name=name).check()
    press(page, "Add those ticked")
    expect(page.get_by_role("listitem").filter(has_text=name)).to_be_visible()
