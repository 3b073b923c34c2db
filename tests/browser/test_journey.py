"""The first whole journey, on children from a census return: found, named, linked, a case on the place, one note."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from cases.models import CaseNote
from cs_casework.dates import months_after, today
from tests.browser.looking import check
from tests.browser.steps import (
    add_subject,
    begin_context,
    choose,
    done,
    fill_date,
    find_children,
    follow,
    go_to_part,
    heading,
    open_found,
    press,
    search,
    sign_in,
    sign_out,
)

SMALL = Path(__file__).resolve().parents[1] / "data" / "census_small.xml"

# Days long gone, after every one of these children was born.
HEARD_ON = datetime.date(2025, 3, 4)
VISITED_ON = datetime.date(2025, 3, 11)

SHARED = "Four young people sat on the steps by the kiosk. The shutters were down and the lights were out."
SAID = "“It is all right here while the kiosk is open.”"
FOR_AMARA_ALONE = "She walked home with her aunt, and asked for the next visit to be at school."


@dataclass(frozen=True)
class Child:
    la_child_id: str
    name: str


@pytest.fixture
def census(db: None, tmp_path: Path) -> None:
    """A council's own open children, loaded as a council would."""
    call_command("import_cin", SMALL, report=tmp_path / "report.csv", stdout=StringIO(), stderr=StringIO())


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_journey(census: None, worker: Any, manager: Any, open_page: Callable[..., Page], with_scripts: bool) -> None:
    page = open_page(with_scripts=with_scripts)
    managers = open_page(with_scripts=with_scripts)
    amara = Child("ALDER01", "Amara Lindgren")
    birch = Child("BIRCH02", "LA child id BIRCH02")
    gorse = Child("GORSE07", "LA child id GORSE07")

    # The practitioner signs in at the front door and finds a child of the return by the id they have there.
    page.goto("/")
    check(page)
    sign_in(page, worker)
    check(page)
    search(page, amara.la_child_id)
    check(page)
    follow(page, f"LA child id {amara.la_child_id}")
    check(page, f"Summary: LA child id {amara.la_child_id}")
    go_to_part(page, "Details")
    expect(page.get_by_text("Family not yet confirmed")).to_be_visible()
    check(page)
    add_name(page, amara)

    # The manager finds the imported case among those nobody leads, and gives it to her.
    sign_in(managers, manager)
    check(managers)
    allocate_imported_case(managers, amara, worker)

    # A place and a group, and three children linked to both.
    record_location(page)
    link_children(page, "Kiosk on Corder Street", amara, birch, gorse, roles=["at risk there", "spends time there"])
    record_peer_group(page)
    link_children(page, "Corder Street group", amara, birch, gorse, roles=["part of this group"])

    # She proposes a case on the place; the manager decides and gives it to her.
    propose_case(page)
    decide_and_allocate(managers, worker)

    # One note, about the place and two of the children, with a part for one of them alone.
    page.goto("/")
    expect(page.get_by_role("region", name="My contexts")).to_contain_text("Kiosk on Corder Street")
    write_note(page, amara, birch)
    assert CaseNote.objects.count() == 1
    for name, text in ((amara.name, amara.name), ("Kiosk on Corder Street",) * 2, (birch.name, birch.la_child_id)):
        open_found(page, text, name)
        go_to_part(page, "Case notes")
        note = page.get_by_role("article")
        expect(note).to_have_count(1)
        expect(note).to_contain_text(SHARED)
        expect(note).to_contain_text(SAID)
        expect(note).to_contain_text("11 March 2025 at 4:10pm")
        if name == amara.name:
            expect(note).to_contain_text(FOR_AMARA_ALONE)
        else:
            expect(page.get_by_role("main")).not_to_contain_text(FOR_AMARA_ALONE)
        check(page)
    sign_out(page)

    # The manager opens the place, which has its case now, and sees who is linked with it, how they stand and who works
    # with them.
    open_found(managers, "Kiosk", "Kiosk on Corder Street")
    check(managers, "Summary: Kiosk on Corder Street")
    go_to_part(managers, "Context")
    expect(managers.get_by_role("link", name="Propose a case on this context")).to_have_count(0)
    check(managers)
    go_to_part(managers, "Linked children")
    linked = managers.get_by_role("group", name="Linked children")
    expect(linked.get_by_role("rowheader")).to_have_count(3)
    for child in (amara, birch, gorse):
        row = linked.get_by_role("row").filter(has_text=child.name)
        expect(row.get_by_role("link", name="at risk there")).to_be_visible()
        expect(row.get_by_role("link", name="spends time there")).to_be_visible()
        expect(row).to_contain_text("another agency reported it, reported, since 4 Mar 2025")
    expect(linked.get_by_role("row").filter(has_text=amara.name)).to_contain_text("Open")
    expect(linked.get_by_role("row").filter(has_text=amara.name)).to_contain_text("Wren Ashdown, Riverside team")
    expect(linked.get_by_role("row").filter(has_text=birch.name)).to_contain_text("Unallocated")
    expect(linked.get_by_role("row").filter(has_text=gorse.name)).to_contain_text("Not open")
    check(managers)


def add_name(page: Page, child: Child) -> None:
    follow(page, "Add a name")
    check(page, "Add a name")
    given, family = child.name.split()
    choose(page, "Kind of name", "Name")
    page.get_by_label("First names").fill(given)
    page.get_by_label("Last name").fill(family)
    press(page, "Save")
    done(page, "The name has been added.")
    expect(page.get_by_role("region", name="Record")).to_contain_text(child.name)


def allocate_imported_case(page: Page, child: Child, worker: Any) -> None:
    page.get_by_role("region", name="Open and unallocated").get_by_role("listitem").filter(
        has_text=child.name
    ).get_by_role("link").click()
    expect(page.get_by_text("Nobody leads this case, or a child in it.")).to_be_visible()
    check(page)
    press(page, "Allocate")
    check(page, "Allocate this case")
    page.get_by_label("Worker", exact=True).select_option("Wren Ashdown, Riverside team")
    press(page, "Allocate")
    done(page, "The case has been allocated.")
    expect(page.get_by_role("region", name="Workers").get_by_role("row").filter(has_text=worker.name)).to_be_visible()


def record_location(page: Page) -> None:
    begin_context(page, "Location")
    check(page)
    page.get_by_label("Name", exact=True).fill("Kiosk on Corder Street")
    page.get_by_label("Description").fill("A kiosk with steps beside it, across from the bus stop.")
    page.get_by_label("Category of place").select_option("Shop or food outlet")
    page.get_by_label("Address or where it is").fill("2 Corder Street")
    page.get_by_label("Times of day and week that matter").fill("After school until eight")
    page.get_by_label("Strengths").fill("The owner knows everybody by name and keeps the lights on.")
    press(page, "Record this context")
    done(page, "Kiosk on Corder Street has been recorded.")
    check(page)


def record_peer_group(page: Page) -> None:
    begin_context(page, "Peer group")
    check(page)
    page.get_by_label("Name", exact=True).fill("Corder Street group")
    page.get_by_label("Description").fill("Young people who meet at the kiosk after school.")
    page.get_by_label("Purpose of recording this group").fill("To keep them safe on the way home.")
    page.get_by_label("What is meant to come of it").fill("They travel home together.")
    page.get_by_label("How the group was identified").fill("The young people told the school nurse.")
    choose(page, "Have the young people been told?", "Yes")
    choose(page, "Have parents been told?", "Yes")
    page.get_by_label("Strengths").fill("They look out for one another.")
    fill_date(page, "Review due", months_after(today(), 2))
    press(page, "Record this context")
    done(page, "Corder Street group has been recorded.")
    check(page)


def link_children(page: Page, context: str, *children: Child, roles: list[str]) -> None:
    """From the context's own page: find them one after another, then say once what links them."""
    expect(page.get_by_role("region", name="Record")).to_contain_text(context)
    go_to_part(page, "Linked children")
    check(page, f"Linked children: {context}")
    press(page, "Link children")
    check(page, "Link children")
    find_children(page, [(child.la_child_id, child.name) for child in children])
    check(page)
    press(page, "Continue with those ticked")
    expect(heading(page, f"What links them to {context}?")).to_be_visible()
    for child in children:
        expect(page.get_by_role("main").get_by_role("listitem").filter(has_text=child.name)).to_be_visible()
    check(page)
    choose(page, "What links them?", *roles)
    choose(page, "How do we know?", "Another agency reported it")
    choose(page, "How may it be passed on?", "No code came with it: ask them before passing it on")
    choose(page, "How reliable is it?", "Reported")
    page.get_by_label("Source", exact=True).fill("The school nurse, by telephone")
    fill_date(page, "Date of the source", HEARD_ON)
    fill_date(page, "True since", HEARD_ON)
    fill_date(page, "Review by", months_after(today(), 2))
    press(page, "Record the link")
    done(page, f"{len(children) * len(roles)} links have been recorded.")
    expect(page.get_by_role("group", name="Linked children").get_by_role("rowheader")).to_have_count(len(children))
    check(page)


def propose_case(page: Page) -> None:
    open_found(page, "Kiosk", "Kiosk on Corder Street")
    go_to_part(page, "Context")
    follow(page, "Propose a case on this context")
    check(page, "Propose a case on Kiosk on Corder Street")
    page.get_by_label("Why is a case needed?").fill("Three children are at risk there; the owner wants to help.")
    press(page, "Propose the case")
    done(page, "The case has been proposed.")
    check(page)


def decide_and_allocate(page: Page, worker: Any) -> None:
    page.goto("/")
    page.get_by_role("region", name="Proposed").get_by_role("link", name="Kiosk on Corder Street").click()
    check(page, "Kiosk on Corder Street")
    press(page, "Open this case")
    check(page, "Open this case?")
    page.get_by_label("Team", exact=True).select_option("Riverside team")
    page.get_by_label("Your reason").fill("The place brings the risk, so the work is with the place.")
    press(page, "Open the case")
    done(page, "The case is open.")
    press(page, "Allocate")
    check(page, "Allocate this case")
    page.get_by_label("Worker", exact=True).select_option("Wren Ashdown, Riverside team")
    press(page, "Allocate")
    done(page, "The case has been allocated.")
    expect(page.get_by_role("region", name="Workers").get_by_role("row").filter(has_text=worker.name)).to_be_visible()
    check(page)


def write_note(page: Page, alone: Child, other: Child) -> None:
    """Begun from the place; the two children are added on the form, by name and by id."""
    open_found(page, "Kiosk", "Kiosk on Corder Street")
    go_to_part(page, "Case notes")
    check(page, "Case notes: Kiosk on Corder Street")
    press(page, "Write a note")
    expect(heading(page, "New case note")).to_be_visible()
    check(page)
    add_subject(page, alone.name, alone.name)
    add_subject(page, other.la_child_id, other.name)
    page.get_by_label("Kind of note").select_option("Observation of a place or group")
    fill_date(page, "When did it happen?", VISITED_ON, time="4:10pm")
    page.get_by_label("Title").fill("The steps by the kiosk, after school")
    page.get_by_label("What happened").fill(SHARED)
    page.get_by_label("What was said").fill(SAID)
    page.get_by_label("Analysis").fill("The kiosk keeps them safe while it is open.")
    page.get_by_label(f"Was {alone.name} seen?").select_option("Seen")
    page.get_by_label(f"For {alone.name} alone").fill(FOR_AMARA_ALONE)
    check(page)
    press(page, "Record the note")
    done(page, "The note stands on every record it is about.")
