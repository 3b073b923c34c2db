"""A note on the wrong child: moved to the right one. The wrong record tells only that an entry was removed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.notes import Subject, record_note
from tests.browser.conftest import PHONE, WIDE
from tests.browser.looking import check
from tests.browser.steps import choose, done, follow, go_to_part, open_found, press, sign_in, sign_out
from tests.factories import CaseChildFactory
from tests.helpers import hours_ago

SAID = "She was seen by the canal"


@pytest.mark.parametrize(
    ("with_scripts", "width"), [(True, WIDE), (False, PHONE)], ids=["with scripts", "without scripts on a phone"]
)
def test_a_note_is_moved_from_the_wrong_child(
    worker: Any, records: Any, open_page: Callable[..., Page], with_scripts: bool, width: int
) -> None:
    wrong, right = (CaseChildFactory(child__given="Nia", child__family=name).child for name in ("Wren", "Wrenn"))
    own = Subject(wrong, own_part="Her mother rang.", seen="seen")
    record_note(by=worker, kind="visit", occurred_at=hours_ago(2), title=SAID, happened="We walked.", subjects=[own])
    page = open_page(with_scripts=with_scripts, width=width)
    sign_in(page, worker)
    open_found(page, wrong.reference, str(wrong))
    go_to_part(page, "Case notes")
    follow(page, SAID)
    follow(page, re.compile("Wrong record"))
    check(page, "Where does it belong?")
    page.get_by_role("searchbox", name="Find by name or reference").fill(right.reference)
    press(page, "Find")
    follow(page, str(right))
    check(page, f"Move it from {wrong} to {right}?")
    expect(page.get_by_role("region", name="What happens")).to_contain_text("only that an entry was removed")
    choose(page, "What was written for that record alone", "It comes along")
    page.get_by_label("Why does it not belong there?").fill("Two children of one name")
    press(page, "Move it")
    done(page, "It has been moved.")
    expect(page.get_by_role("main")).to_contain_text("Her mother rang.")

    open_found(page, wrong.reference, str(wrong))
    go_to_part(page, "Case notes")
    expect(page.get_by_role("main")).to_contain_text(f"An entry was removed, by {worker}, on")
    expect(page.get_by_role("main")).not_to_contain_text(SAID)
    check(page)

    sign_out(page)
    sign_in(page, records)
    open_found(page, wrong.reference, str(wrong))
    go_to_part(page, "Removed entries")
    check(page)
    follow(page, re.compile("Read what it said"))
    expect(page.get_by_role("main")).to_contain_text(SAID)
    expect(page.get_by_role("main")).to_contain_text("Two children of one name")
    check(page)
