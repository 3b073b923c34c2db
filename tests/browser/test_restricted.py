"""A restricted child is gone for everybody else, wherever they stood, and a grant brings them back."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cs_casework.dates import today
from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.looking import check
from tests.browser.steps import done, fill_date, follow, heading, press, search
from tests.browser.watching import Watch

SHARED = "The youth worker walked with both of them to the bus."
FOR_NOOR_ALONE = "Noor has moved to her aunt; the address is known to the duty team."


@pytest.fixture
def park(db: None) -> Any:
    return factories.ContextFactory(name="Fallow Park")


@pytest.fixture
def noor(park: Any) -> Any:
    child = factories.PersonFactory(given="Noor", family="Halloran")
    factories.ContextLinkFactory(child=child, context=park)
    return child


@pytest.fixture
def sami(park: Any, noor: Any) -> Any:
    """Stands beside her: in the same park, on the same note."""
    child = factories.PersonFactory(given="Sami", family="Pettersen")
    factories.ContextLinkFactory(child=child, context=park)
    note = factories.CaseNoteFactory(title="At the bus stop", happened=SHARED)
    factories.NoteSubjectFactory(note=note, child=noor, own_part=FOR_NOOR_ALONE)
    factories.NoteSubjectFactory(note=note, child=child, own_part="He asked about football.")
    factories.NoteSubjectFactory(note=note, child=None, context=park)
    return child


def test_restricting_and_granting(
    worker: Any, manager: Any, park: Any, noor: Any, sami: Any, open_page: Callable[..., Page], watch: Watch
) -> None:
    page = open_page(as_user=worker)
    managers = open_page(as_user=manager)
    everything_is_there(page, park, noor, sami)

    managers.goto(noor.get_absolute_url())
    follow(managers, "Restrict or grant access")
    check(managers, "Restriction")
    press(managers, "Restrict this record")
    check(managers, "Restrict Noor Halloran")
    managers.get_by_label("Why must this record be restricted?").fill("Her father must not learn where she lives.")
    # Her note stands on his record, too: nothing is decided for the manager, on a phone either.
    managers.set_viewport_size({"width": PHONE, "height": 800})
    press(managers, "Restrict this record")
    summary = managers.get_by_role("alert")
    expect(summary).to_contain_text("Select whether to hide “At the bus stop” or to release words of it")
    check(managers)
    summary.get_by_role("link").click()
    managers.keyboard.press("Space")
    expect(managers.get_by_label("Hide it from the other records")).to_be_checked()
    press(managers, "Restrict this record")
    done(managers, "The record is restricted.")
    check(managers)
    later = factories.CaseNoteFactory(title="At school")
    for child in (noor, factories.PersonFactory()):
        factories.NoteSubjectFactory(note=later, child=child)
    managers.reload()
    follow(managers, "1 case note is hidden from other records and waits for a decision")
    press(managers, "Leave those selected hidden")
    expect(managers.get_by_role("alert")).to_contain_text("Select the notes that stay hidden")
    check(managers)
    managers.get_by_label("Leave it hidden At school").check()
    press(managers, "Leave those selected hidden")
    done(managers, "The notes stay hidden from the other records.")
    check(managers)
    managers.goto(noor.get_absolute_url())
    expect(managers.get_by_role("region", name="Record")).to_contain_text("Restricted")

    # For the practitioner there is nobody of that name, and nothing that says whether there is.
    watch.expect(404)
    search(page, "Noor Halloran")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    page.goto(f"/contexts/{park.pk}/children/")
    expect(page.get_by_role("link", name="Sami Pettersen")).to_be_visible()
    nothing_of(page, "Noor", "Halloran")
    check(page)
    for record in (park, sami):
        page.goto(f"{record.get_absolute_url()}notes/")
        nothing_of(page, "Noor", "Halloran", SHARED, FOR_NOOR_ALONE, "At the bus stop")
        check(page)
    expect(page.get_by_text("He asked about football.")).to_be_visible()
    for address in (noor.get_absolute_url(), f"{noor.get_absolute_url()}notes/", f"/contexts/of/{noor.pk}/"):
        page.goto(address)
        expect(heading(page, "Page not found")).to_be_visible()
        expect(page.get_by_text("you may not be able to see it")).to_be_visible()
        nothing_of(page, "Noor", "Halloran", "estricted")
    check(page)

    # Named in a grant, she sees all of it again.
    managers.goto(noor.get_absolute_url())
    follow(managers, "Restrict or grant access")
    press(managers, "Grant access to somebody")
    check(managers, "Grant access to Noor Halloran")
    managers.get_by_label("Who", exact=True).select_option(worker.name)
    managers.get_by_role("radio", name="A task").check()
    managers.get_by_label("Why do they need to see it?").fill("She takes the case over.")
    fill_date(managers, "Until", today() + datetime.timedelta(days=14))
    press(managers, "Grant access")
    done(managers, "Access has been granted.")
    expect(managers.get_by_role("row").filter(has_text=worker.name)).to_contain_text("She takes the case over.")
    everything_is_there(page, park, noor, sami)
    page.goto(noor.get_absolute_url())
    expect(page.get_by_role("region", name="Record")).to_contain_text("Restricted")
    check(page)


def everything_is_there(page: Page, park: Any, noor: Any, sami: Any) -> None:
    page.goto("/")
    search(page, "Noor Halloran")
    expect(page.get_by_role("link", name="Noor Halloran")).to_be_visible()
    page.goto(f"/contexts/{park.pk}/children/")
    expect(page.get_by_role("link", name="Noor Halloran")).to_be_visible()
    for record in (park, sami, noor):
        page.goto(f"{record.get_absolute_url()}notes/")
        expect(page.get_by_role("article").filter(has_text="At the bus stop")).to_contain_text(SHARED)
    expect(page.get_by_role("article").filter(has_text="At the bus stop")).to_contain_text(FOR_NOOR_ALONE)


def nothing_of(page: Page, *words: str) -> None:
    main = page.get_by_role("main")
    for text in words:
        expect(main.get_by_text(text)).to_have_count(0)
