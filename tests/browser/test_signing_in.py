"""Signing in with a second factor, and a form that outlives the session it was begun in."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from playwright.sync_api import Page, expect

from cases.models import CaseNote
from cs_casework.accounts.models import StaffSession
from cs_casework.accounts.second_factor import factors_of
from tests import factories
from tests.accounts.factors import code_of, next_code_of
from tests.browser.looking import check
from tests.browser.steps import done, enter, heading, press, sign_out
from tests.browser.test_drafts import VISITED_ON, add_words, expect_saved, form_of, status, write
from tests.factories import PASSWORD

needs_second_factor = pytest.mark.second_factor


@pytest.fixture
def child(db: None) -> Any:
    return factories.PersonFactory(given="Ilse", family="Varga")


def idle() -> None:
    """Half an hour goes by in which nobody does anything."""
    StaffSession.objects.update(used_at=F("used_at") - timedelta(minutes=31))


@pytest.fixture
def device() -> Iterator[Callable[[Page], None]]:
    """A computer that keeps passkeys, and whose holder always shows the right finger."""
    open_ones = []

    def attach(page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        holder = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": holder})
        open_ones.append(session)

    yield attach
    for session in open_ones:
        session.detach()


@needs_second_factor
def test_passkey_is_set_up_and_signs_in(worker: Any, open_page: Callable[..., Page], device: Any) -> None:
    page = open_page()
    device(page)
    page.goto("/people/")
    enter(page, worker.username, PASSWORD)
    expect(heading(page, "Set up a second factor")).to_be_visible()
    check(page, "Set up a second factor")
    press(page, "Set up a passkey")
    expect(heading(page, "Set up a passkey")).to_be_visible()
    check(page, "Set up a passkey")
    page.get_by_label("What is it called?").fill("Work laptop")
    press(page, "Make the passkey")
    done(page, "The passkey has been added.")
    expect(heading(page, "Recovery codes")).to_be_visible()
    check(page, "Recovery codes")
    press(page, "I have kept them")
    expect(heading(page, "People")).to_be_visible()

    # Signed out, it signs in alone: who sits there has shown a finger.
    sign_out(page)
    press(page, "Sign in with a passkey")
    expect(page.get_by_role("banner")).to_contain_text(worker.name)
    sign_out(page)
    # And as the second step after the password.
    enter(page, worker.username, PASSWORD)
    expect(heading(page, "Second step")).to_be_visible()
    check(page, "Second step")
    press(page, "Use your passkey")
    expect(page.get_by_role("banner")).to_contain_text(worker.name)
    page.get_by_role("link", name=worker.name).click()
    expect(heading(page, "Your account")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Work laptop")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="This browser")).to_contain_text("passkey")
    check(page, "Your account")


@needs_second_factor
def test_authenticator_app_is_set_up_and_signs_in_without_scripts(worker: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(with_scripts=False)
    page.goto("/")
    enter(page, worker.username, PASSWORD)
    press(page, "Set up an authenticator app")
    expect(page.get_by_role("img", name="A picture for the camera")).to_be_visible()
    check(page, "Set up an authenticator app")
    secret = re.sub(r"\s", "", page.locator(".app-letters").inner_text())
    page.get_by_label("Code").fill(code_of(secret))
    press(page, "Set it up")
    expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(10)
    recovery = page.get_by_role("main").get_by_role("listitem").first.inner_text()
    press(page, "I have kept them")
    expect(heading(page, "My work")).to_be_visible()

    sign_out(page)
    enter(page, worker.username, PASSWORD)
    expect(page.get_by_role("button", name="Use your passkey")).to_have_count(0)
    page.get_by_label("Code").fill("12345")
    press(page, "Sign in")
    expect(page.get_by_role("link", name="This code is not right")).to_be_visible()
    check(page)
    page.get_by_label("Code").fill(next_code_of(secret))
    press(page, "Sign in")
    expect(page.get_by_role("banner")).to_contain_text(worker.name)

    # The telephone is lost: a recovery code is taken in its place.
    sign_out(page)
    enter(page, worker.username, PASSWORD)
    page.get_by_label("Code").fill(recovery)
    press(page, "Sign in")
    expect(page.get_by_role("banner")).to_contain_text(worker.name)
    assert factors_of(worker).codes_left == 9


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_half_written_note_outlives_half_an_hour(
    worker: Any, child: Any, open_page: Callable[..., Page], with_scripts: bool
) -> None:
    page = open_page(as_user=worker, with_scripts=with_scripts)
    if with_scripts:
        page.clock.install()
    page.goto(form_of(child))
    write(page)
    if with_scripts:
        expect_saved(page)
    idle()
    if with_scripts:
        add_words(page, " Then it rained.")
        press(page, "Record the note")
        # Nothing goes anywhere while it cannot be saved; signed in again in another tab, it goes on here.
        expect(status(page)).to_contain_text("Not saved: you have been signed out.")
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="Sign in again in another tab").click()
        tab = opened.value
        expect(tab.get_by_text("You have been signed out, as nothing was done for a while.")).to_be_visible()
        enter(tab, worker.username, PASSWORD)
        expect(tab.get_by_role("banner")).to_contain_text(worker.name)
        tab.close()
        expect_saved(page)
    else:
        page.get_by_label("What happened").fill("We met at the library. Then it rained.")
        press(page, "Record the note")
        expect(page.get_by_text("What you have just sent is kept")).to_be_visible()
        check(page, "Sign in")
        enter(page, worker.username, PASSWORD)
        expect(page.get_by_text("You had been signed out when you sent this")).to_be_visible()
        expect(page.get_by_label("Title")).to_have_value("At the library")
        expect(page.get_by_role("group", name="When did it happen?").get_by_label("Day")).to_have_value(
            str(VISITED_ON.day)
        )
        check(page)
        assert not CaseNote.objects.exists()
    expect(page.get_by_label("What happened")).to_have_value(re.compile("Then it rained"))
    press(page, "Record the note")
    done(page, "The note stands on every record it is about.")
    assert ["Then it rained" in note.happened for note in CaseNote.objects.all()] == [True]


def test_button_pressed_too_late_is_asked_about(worker: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(as_user=worker)
    page.goto("/account/")
    idle()
    press(page, "Sign out everywhere else")
    enter(page, worker.username, PASSWORD)
    expect(heading(page, "Send it now?")).to_be_visible()
    check(page, "Send it now?")
    press(page, "Send it now")
    done(page, "You are signed out in 0 other places.")
