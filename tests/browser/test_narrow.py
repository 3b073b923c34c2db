"""The pages a worker opens on a phone at somebody's door: 320 pixels wide, names as long as names are."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cs_casework.dates import months_after, today
from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.looking import check
from tests.browser.steps import press

LONG = "Bartholomew-Montgomery Featherstonehaugh-Cholmondeley"
SYSTEM_COLOUR = """
(name) => {
    const box = document.body.appendChild(document.createElement("i"));
    box.style.color = name;
    const said = getComputedStyle(box).color;
    box.remove();
    return said;
}
"""
UNBROKEN = "https://an-online-space.example/with/an/address/nobody/would/ever/break/into/lines/by/themselves"


@pytest.fixture
def child(db: None) -> Any:
    return factories.PersonFactory(display_name=LONG)


@pytest.fixture
def place(child: Any, worker: Any, team: Any) -> Any:
    """A place with everything on it: three children, one of them open and worked with, a case, a note, a due date."""
    place = factories.ContextFactory(name=f"The {'very ' * 12}long arcade", description=UNBROKEN, strengths=UNBROKEN)
    others = [factories.PersonFactory(), factories.PersonFactory()]
    for linked in (child, *others):
        for role in ("at_risk", "spends_time", "alleged_harm"):
            factories.ContextLinkFactory(
                child=linked, context=place, role=role, child_view=UNBROKEN, review_due=months_after(today(), 0)
            )
    family_case = factories.CaseFactory(family=factories.FamilyFactory(name=f"{LONG} family"), team=team)
    factories.CaseChildFactory(case=family_case, child=child)
    for case in (family_case, factories.ContextCaseFactory(context=place, team=team)):
        factories.AllocationFactory(case=case, worker=worker)
    note = factories.CaseNoteFactory(title=f"Seen {UNBROKEN}", happened=UNBROKEN, said=UNBROKEN, is_significant=True)
    factories.NoteSubjectFactory(note=note, child=child, own_part=UNBROKEN)
    factories.NoteSubjectFactory(note=note, child=None, context=place)
    return place


def test_pages_of_a_phone(worker: Any, child: Any, place: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(as_user=worker, width=PHONE)
    case = place.cases.get()
    for address in (
        "/",
        f"/people/{child.pk}/",
        f"/contexts/of/{child.pk}/",
        f"/people/{child.pk}/notes/",
        f"/contexts/{place.pk}/",
        f"/contexts/{place.pk}/children/",
        f"/contexts/{place.pk}/children/add/?child={child.pk}",
        f"/contexts/{place.pk}/notes/",
        f"/children/{child.pk}/picture/",
        f"/contexts/{place.pk}/picture/?steps=2",
        f"/cases/{case.pk}/",
        "/contexts/new/?kind=location",
        "/people/",
        "/contexts/",
        "/cases/",
    ):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        check(page)

    # The longest form, with all that can stand on it: errors, subjects, finds.
    page.goto(f"/notes/new/?about=context:{place.pk}")
    page.get_by_role("searchbox", name="Add a child, family or context").fill("Bartholomew")
    press(page, "Find")
    page.get_by_role("checkbox", name=LONG).first.check()
    check(page)
    press(page, "Add those ticked")
    expect(page.get_by_role("listitem").filter(has_text=LONG)).to_be_visible()
    press(page, "Record the note")
    expect(page.get_by_text("There is a problem")).to_be_visible()
    check(page)


def test_pages_of_the_everyday_record_on_a_phone(
    worker: Any, child: Any, place: Any, open_page: Callable[..., Page]
) -> None:
    """With names and words as long as they are, and a warning above."""
    page = open_page(as_user=worker, width=PHONE)
    family = factories.FamilyMembershipFactory(person=child, family__name=f"{LONG} family").family
    row = child.note_subjects.get()
    factories.WarningFactory(person=child, what_to_do=f"Ring before you go: {UNBROKEN}")
    factories.MissingEpisodeFactory(child=child, found_where=UNBROKEN)
    interview = factories.ReturnInterviewFactory(
        episode=factories.MissingEpisodeFactory(child=child), held=True, said=UNBROKEN
    )
    referral = factories.NRMReferralFactory(child=child, what_for=UNBROKEN)
    factories.DocumentSubjectFactory(document__title=UNBROKEN, child=child)
    for address in (
        f"/people/{child.pk}/summary/",
        f"/contexts/{place.pk}/summary/",
        f"/people/{child.pk}/chronology/",
        f"/families/{family.pk}/chronology/",
        "/search/?q=Bartholomew",
        "/search/?q=Seen",
        "/deadlines/",
        "/missing/",
        f"/people/{child.pk}/missing/",
        f"/people/{child.pk}/documents/",
        f"/people/{child.pk}/warnings/",
        f"/families/{family.pk}/warnings/",
        f"/people/{child.pk}/said/",
        f"/people/{child.pk}/said/plans/",
        f"/people/{child.pk}/warnings/new/",
        f"/people/{child.pk}/nrm/new/",
        f"/nrm/{referral.pk}/",
        "/missing/nrm/",
        f"/return-interviews/{interview.pk}/",
        f"/documents/new/?about=child:{child.pk}",
        f"/notes/{row.note_id}/stands-on/{row.pk}/move/",
    ):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        check(page)


def test_menu_of_a_phone_opens(worker: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(as_user=worker, width=PHONE)
    page.goto("/")
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu.get_by_role("link", name="People")).to_be_hidden()
    press(page, "Menu")
    check(page)
    menu.get_by_role("link", name="People").click()
    expect(page).to_have_title("People – Casework")


def test_a_picture_is_read_by_keyboard_and_in_the_colours_of_the_system(
    worker: Any, child: Any, place: Any, open_page: Callable[..., Page]
) -> None:
    friend = factories.CaseChildFactory(child__given="Ben").child
    factories.ContextLinkFactory(child=friend, context=place, reliability="unconfirmed")
    page = open_page(as_user=worker, width=PHONE)
    page.goto(f"/children/{child.pk}/picture/")
    check(page)

    # The box that holds it is reached by keyboard, and scrolls so that each card in turn is seen.
    box = page.get_by_role("group", name="Picture", exact=True)
    box.focus()
    for name in (LONG, place.name, "Ben Testington"):
        page.keyboard.press("Tab")
        card = box.get_by_role("link", name=name, exact=False).and_(page.locator(":focus"))
        expect(card).to_have_attribute("aria-label", re.compile(f"^{re.escape(name)}, .*linked to "))
        expect(card).to_be_in_viewport(ratio=0.9)
        expect(card.locator("rect")).to_have_css("fill", "rgb(255, 221, 0)")

    page.emulate_media(forced_colors="active")
    plain, lit = (box.locator("rect").nth(index) for index in (0, 2))
    expect(plain).to_have_css("fill", page.evaluate(SYSTEM_COLOUR, "Canvas"))
    expect(plain).to_have_css("stroke", page.evaluate(SYSTEM_COLOUR, "CanvasText"))
    expect(lit).to_have_css("stroke", page.evaluate(SYSTEM_COLOUR, "Highlight"))
    page.keyboard.press("Enter")
    expect(page).to_have_title("Ben Testington – Casework")
