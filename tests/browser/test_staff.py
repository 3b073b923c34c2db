"""Somebody comes to work here and leaves: invited, let in by a link that works once, switched off and out at once."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cs_casework.accounts.models import User
from tests.browser.conftest import PHONE
from tests.browser.looking import check
from tests.browser.steps import done, enter, follow, heading, press, sign_in

CHOSEN = "seven-quiet-otters"
WRONG = "The user name or the password is wrong, or the account has been switched off."


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_staff_come_and_go(administrator: Any, team: Any, open_page: Callable[..., Page], with_scripts: bool) -> None:
    page = open_page(with_scripts=with_scripts)
    theirs = open_page(with_scripts=with_scripts, width=PHONE)

    # The administrator makes the account and is shown the link, once.
    sign_in(page, administrator)
    check(page, "Home")
    link = invite(page)
    add_to_team(page, "Riverside team")

    # On a computer of their own they choose a password, which signs nobody in, and sign in with it.
    theirs.goto(link)
    check(theirs, "Choose a password")
    expect(theirs.get_by_role("main")).to_contain_text("nia")
    choose_password(theirs, "too short")
    check(theirs, "Error: Choose a password")
    choose_password(theirs, CHOSEN)
    done(theirs, "Your password has been set. Sign in with it.")
    check(theirs, "Sign in")
    enter(theirs, "nia", CHOSEN)
    expect(theirs.get_by_role("banner")).to_contain_text("Nia Newcombe")
    expect(theirs.get_by_text("No child is allocated to you")).to_be_visible()

    # The link is good no longer, whoever finds it.
    found = open_page(with_scripts=with_scripts)
    found.goto(link)
    expect(heading(found, "This link cannot be used")).to_be_visible()
    check(found)

    # They leave: their next click ends at the sign-in form, which says no more than of a wrong password.
    page.goto("/staff/")
    check(page, "Staff")
    follow(page, "Nia Newcombe")
    press(page, "Switch off this account")
    check(page, "Switch off the account of Nia Newcombe?")
    press(page, "Switch off this account")
    done(page, "The account is switched off.")
    check(page)
    theirs.goto("/people/")
    expect(heading(theirs, "Sign in")).to_be_visible()
    enter(theirs, "nia", CHOSEN)
    expect(theirs.get_by_role("main").get_by_text(WRONG).first).to_be_visible()
    assert User.objects.get(username="nia").state == User.State.OFF


def invite(page: Page) -> str:
    page.goto("/staff/")
    press(page, "Invite a member of staff")
    check(page, "Invite a member of staff")
    page.get_by_label("Name", exact=True).fill("Nia Newcombe")
    page.get_by_label("User name").fill("nia")
    page.get_by_label("Role", exact=True).select_option("Practitioner")
    press(page, "Make the account")
    done(page, "The account has been made. Now pass on the link.")
    check(page, "One-time link")
    link = page.get_by_label("One-time link").input_value()
    page.reload()
    expect(heading(page, "The link has been shown already")).to_be_visible()
    check(page)
    follow(page, "Go to the page of Nia Newcombe")
    check(page, "Nia Newcombe")
    return link


def add_to_team(page: Page, team: str) -> None:
    follow(page, "Add to a team")
    check(page, "Add Nia Newcombe to a team")
    page.get_by_label("Team", exact=True).select_option(team)
    press(page, "Add to this team")
    done(page, "Nia Newcombe has been added to the team.")
    expect(page.get_by_role("group", name="Teams").get_by_role("rowheader")).to_have_text([team])
    check(page)


def choose_password(page: Page, password: str) -> None:
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_label("The same password again", exact=True).fill(password)
    press(page, "Set this password")


def test_lists_and_teams_are_kept_on_pages_that_fit_a_phone(
    administrator: Any, manager: Any, worker: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(as_user=administrator, width=PHONE)
    for path, title in (
        ("/teams/", "Teams"),
        (f"/teams/{worker.team_memberships.get().team_id}/", "Riverside team"),
        ("/roles/", "Roles"),
        ("/lists/", "Lists"),
        ("/lists/agencies/", "Agencies"),
        ("/lists/intervals/", "Intervals"),
    ):
        page.goto(path)
        check(page, title)
    page.goto("/lists/place-categories/")
    check(page, "Categories of place")
    page.get_by_role("button", name="Withdraw Refuge").click()
    done(page, "It has been withdrawn.")
    check(page)
    follow(page, "Refuge")
    check(page, "Refuge")
    page.get_by_role("navigation", name="Refuge").get_by_role("link", name="Versions").click()
    check(page, "Refuge")
