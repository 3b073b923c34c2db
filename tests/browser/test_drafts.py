"""Nothing typed is lost: not by a sign-out, not without scripts, and nothing is recorded twice."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Dialog, Locator, Page, expect

from cases.models import CaseNote
from cs_casework.accounts.models import StaffSession
from cs_casework.drafts.models import Draft
from tests import factories
from tests.browser.looking import check
from tests.browser.steps import choose, done, enter, fill_date, follow, heading, press
from tests.browser.watching import Watch
from tests.factories import PASSWORD
from tests.site.serving import until

VISITED_ON = datetime.date(2025, 3, 11)
BEFORE = "We met at the library. She had read two chapters."
AFTER = " Her brother came along as well."
# In milliseconds: longer than the form waits before it saves, and before it tries again.
PAUSE = 11_000
SAVED = re.compile(r"^Saved \d{1,2}(:\d\d)?[ap]m$")


@pytest.fixture
def child(db: None) -> Any:
    return factories.PersonFactory(given="Ilse", family="Varga", birth_on=datetime.date(2013, 6, 1))


def form_of(child: Any) -> str:
    return f"/notes/new/?about=child:{child.pk}"


def status(page: Page) -> Locator:
    return page.locator("[data-draft-status]")


def expect_saved(page: Page) -> None:
    """It waits for a pause in typing before it saves; the page's clock goes forward, so the test need not wait too."""
    page.clock.fast_forward(PAUSE)
    expect(status(page)).to_have_text(SAVED)


def write(page: Page, happened: str = BEFORE) -> None:
    page.get_by_label("Kind of note").select_option("Visit")
    fill_date(page, "When did it happen?", VISITED_ON, time="10am")
    page.get_by_label("Title").fill("At the library")
    page.get_by_label("What happened").fill(happened)


def add_words(page: Page, words: str) -> None:
    box = page.get_by_label("What happened")
    box.press("Control+End")
    box.press_sequentially(words)


def stop_the_clock(page: Page) -> None:
    """Nothing is saved by and by any more: only where the test moves the page's clock on, and on leaving."""
    page.clock.install(time=datetime.datetime(2025, 3, 11, 12, tzinfo=datetime.UTC))
    page.clock.pause_at(datetime.datetime(2025, 3, 11, 12, 1, tzinfo=datetime.UTC))


def end_sessions() -> None:
    """As a time-out does, or an administrator who switches an account off and on again."""
    StaffSession.objects.all().delete()


def sign_in_in_another_tab(page: Page, user: Any) -> None:
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again in another tab").click()
    tab = opened.value
    enter(tab, user.username, PASSWORD)
    expect(tab.get_by_role("banner")).to_contain_text(user.name)
    tab.close()


def test_note_outlives_the_session(worker: Any, child: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(as_user=worker)
    page.clock.install()
    page.goto(form_of(child))
    write(page)
    expect_saved(page)

    # The session ends while the note is being written: the form says so and keeps what is typed.
    end_sessions()
    add_words(page, AFTER)
    page.clock.fast_forward(PAUSE)
    expect(status(page)).to_contain_text("Not saved: you have been signed out.")
    expect(page.get_by_label("What happened")).to_have_value(BEFORE + AFTER)
    check(page)
    assert Draft.objects.get().data["happened"] == [BEFORE]

    # Even who overlooks that and presses the button stays where the words are.
    press(page, "Record the note")
    expect(heading(page, "New case note")).to_be_visible()
    expect(page.get_by_label("What happened")).to_have_value(BEFORE + AFTER)
    assert not CaseNote.objects.exists()

    # Signed in again, it saves itself without being asked, and stands on any computer.
    sign_in_in_another_tab(page, worker)
    expect_saved(page)
    elsewhere = open_page(as_user=worker)
    elsewhere.goto("/")
    elsewhere.get_by_role("region", name="Drafts").get_by_role("link", name="At the library").click()
    expect(elsewhere.get_by_text("This is your draft, saved")).to_be_visible()
    expect(elsewhere.get_by_label("What happened")).to_have_value(BEFORE + AFTER)
    expect(elsewhere.get_by_role("group", name="When did it happen?").get_by_label("Time")).to_have_value("10am")
    check(elsewhere)

    press(elsewhere, "Record the note")
    done(elsewhere, "The note stands on every record it is about.")
    assert [note.happened for note in CaseNote.objects.all()] == [BEFORE + AFTER]
    elsewhere.goto("/")
    expect(elsewhere.get_by_role("region", name="Drafts")).to_have_count(0)


def test_words_typed_last_are_kept_though_their_writer_leaves_at_once(
    worker: Any, child: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(as_user=worker)
    stop_the_clock(page)
    page.goto(form_of(child))
    write(page)
    page.goto("/")
    until(lambda: Draft.objects.filter(data__happened=[BEFORE]).exists())

    # Nor do they wait for a save that is on its way, and that the server does not answer yet.
    page.goto(form_of(child))
    with transaction.atomic():
        Draft.objects.select_for_update().get()
        add_words(page, " She was tired.")
        with page.expect_request("**/drafts/save/**"):
            page.clock.fast_forward(PAUSE)
        add_words(page, AFTER)
        page.goto("/")
    until(lambda: Draft.objects.get().data["happened"] == [BEFORE + " She was tired." + AFTER])


def test_page_with_more_than_can_be_sent_on_leaving_asks_first(
    worker: Any, child: Any, open_page: Callable[..., Page]
) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page = open_page(as_user=worker)
    page.on("dialog", stay)
    stop_the_clock(page)
    page.goto(form_of(child))
    page.get_by_label("Title").fill("At the library")
    page.get_by_label("What happened").fill("é" * 12_000)
    home = page.get_by_role("banner").get_by_role("link", name="Casework")
    home.click()
    expect(page.get_by_label("Title")).to_have_value("At the library")
    assert asked == ["beforeunload"]
    # What is saved is left without a question.
    expect_saved(page)
    home.click()
    expect(page.get_by_role("region", name="Drafts")).to_be_visible()
    assert asked == ["beforeunload"]


def test_note_waits_on_its_page_while_the_service_is_away(
    worker: Any, child: Any, open_page: Callable[..., Page], watch: Watch
) -> None:
    watch.expect(503)
    page = open_page(as_user=worker)
    page.clock.install()
    page.goto(form_of(child))
    write(page)
    expect_saved(page)
    page.route("**/drafts/save/**", lambda route: route.fulfill(status=503, headers={"Retry-After": "5"}))
    add_words(page, AFTER)
    page.clock.fast_forward(PAUSE)
    expect(status(page)).to_contain_text("Not saved: the service cannot reach its records just now.")
    check(page)
    # Pressed meanwhile, the button sends the words to nobody.
    press(page, "Record the note")
    expect(heading(page, "New case note")).to_be_visible()
    expect(page.get_by_label("What happened")).to_have_value(BEFORE + AFTER)
    # When it is back they are sent without being asked.
    page.unroute("**/drafts/save/**")
    expect_saved(page)
    press(page, "Record the note")
    done(page, "The note stands on every record it is about.")
    assert [note.happened for note in CaseNote.objects.all()] == [BEFORE + AFTER]


def test_note_is_recorded_after_signing_in_again_elsewhere(
    worker: Any, child: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(as_user=worker)
    page.clock.install()
    page.goto(form_of(child))
    write(page)
    expect_saved(page)
    # Everything is saved, so the form never learns that its session ended and another began.
    end_sessions()
    tab = page.context.new_page()
    tab.goto("/")
    enter(tab, worker.username, PASSWORD)
    expect(tab.get_by_role("banner")).to_contain_text(worker.name)
    press(page, "Record the note")
    done(page, "The note stands on every record it is about.")
    assert CaseNote.objects.count() == 1


def test_page_that_is_too_old_says_so_in_plain_words(
    worker: Any, child: Any, open_page: Callable[..., Page], watch: Watch
) -> None:
    """Without scripts nothing renews the form when its writer has signed in again elsewhere."""
    page = open_page(as_user=worker, with_scripts=False)
    page.goto(form_of(child))
    write(page)
    end_sessions()
    tab = page.context.new_page()
    tab.goto("/")
    enter(tab, worker.username, PASSWORD)
    watch.expect(403)
    press(page, "Record the note")
    expect(heading(page, "This page is out of date")).to_be_visible()
    check(page)


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_quick_presses_record_one_note(
    worker: Any, child: Any, open_page: Callable[..., Page], with_scripts: bool
) -> None:
    page = open_page(as_user=worker, with_scripts=with_scripts)
    page.goto(form_of(child))
    write(page)
    page.get_by_role("button", name="Record the note").dblclick()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article")).to_contain_text(BEFORE)
    assert CaseNote.objects.count() == 1


def test_draft_without_scripts(worker: Any, child: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(as_user=worker, with_scripts=False)
    page.goto(form_of(child))
    page.get_by_label("Title").fill("At the library")
    page.get_by_label("What happened").fill(BEFORE)
    # Half of a date is kept as it is, and so is all that a press of Enter would have sent too early.
    page.get_by_role("group", name="When did it happen?").get_by_label("Day").fill("11")
    page.get_by_label("Title").press("Enter")
    expect(page.get_by_label("What happened")).to_have_value(BEFORE)
    assert not CaseNote.objects.exists()

    press(page, "Save draft and finish later")
    done(page, "Saved as a draft.")
    check(page)
    page.get_by_role("region", name="Drafts").get_by_role("link", name="At the library").click()
    expect(page.get_by_label("What happened")).to_have_value(BEFORE)
    expect(page.get_by_role("group", name="When did it happen?").get_by_label("Day")).to_have_value("11")
    check(page)
    write(page, BEFORE + AFTER)
    press(page, "Record the note")
    done(page, "The note stands on every record it is about.")
    assert [note.happened for note in CaseNote.objects.all()] == [BEFORE + AFTER]


def test_draft_is_thrown_away_only_when_asked(worker: Any, child: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(as_user=worker)
    page.clock.install()
    page.goto(form_of(child))
    page.get_by_label("Title").fill("At the library")
    expect_saved(page)
    page.goto("/")
    follow(page, "All drafts")
    check(page, "Drafts")
    press(page, "Throw away At the library")
    done(page, "The draft has been thrown away.")
    expect(page.get_by_text("No drafts")).to_be_visible()
    assert not Draft.objects.exists()


def test_form_older_than_the_last_sign_in_is_taken(worker: Any, child: Any, open_page: Callable[..., Page]) -> None:
    """Left open overnight, while its reader signed in again in another tab."""
    page = open_page(as_user=worker)
    page.goto(f"{child.get_absolute_url()}names/add/")
    end_sessions()
    tab = page.context.new_page()
    tab.goto("/")
    enter(tab, worker.username, PASSWORD)
    expect(tab.get_by_role("banner")).to_contain_text(worker.name)
    choose(page, "Kind of name", "Known as")
    page.get_by_label("First names").fill("Ilka")
    press(page, "Save")
    done(page, "The name has been added.")


def test_two_windows_on_one_form_are_told_of_each_other(
    worker: Any, child: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(as_user=worker)
    page.clock.install()
    page.goto(form_of(child))
    page.get_by_label("Title").fill("At the library")
    expect_saved(page)
    second = page.context.new_page()
    second.clock.install()
    second.goto(form_of(child))
    expect(second.get_by_label("Title")).to_have_value("At the library")
    # The first goes on, and then the second, which has not read that: both are kept, and both say so.
    add_words(page, "In the first window.")
    with page.expect_response("**/drafts/save/**"):  # it says already that it is saved: as it was before
        page.clock.fast_forward(PAUSE)
    add_words(second, "In the second window.")
    for window in (second, page):
        if window is page:
            add_words(window, " More.")
        window.clock.fast_forward(PAUSE)
        expect(status(window)).to_contain_text("You have another draft of this form")
        check(window)
    kept = {draft.data["happened"][0] for draft in Draft.objects.all()}
    assert kept == {"In the first window. More.", "In the second window."}
    second.goto(form_of(child))
    follow(second, "Another draft of this form")
    expect(second.get_by_label("What happened")).to_have_value("In the second window.")
