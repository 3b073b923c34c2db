"""Two families of a census return that are one: found, joined, found under both references, and parted again."""

import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from cases.models import Case
from families.models import Family
from tests.browser.conftest import PHONE, WIDE
from tests.browser.looking import check
from tests.browser.steps import choose, done, follow, heading, open_found, press, search, sign_in
from tests.factories import RelationshipFactory

SMALL = Path(__file__).resolve().parents[1] / "data" / "census_small.xml"


@pytest.fixture
def imported(db: None, tmp_path: Path) -> list[Family]:
    """The families of two children who are open, as the return left them: one each, and neither confirmed."""
    call_command("import_cin", SMALL, report=tmp_path / "report.csv", stdout=StringIO(), stderr=StringIO())
    return [Family.objects.get(memberships__person__la_child_id=child) for child in ("ALDER01", "BIRCH02")]


def row_of(page: Page, case: Case) -> Locator:
    return page.get_by_role("region", name="Cases").get_by_role("row", name=re.compile(f"^{case.reference}"))


@pytest.mark.parametrize(
    ("with_scripts", "width"), [(True, WIDE), (False, PHONE)], ids=["with scripts", "without scripts on a phone"]
)
def test_imported_families_are_joined_and_parted(
    imported: list[Family], manager: Any, open_page: Callable[..., Page], with_scripts: bool, width: int
) -> None:
    page = open_page(with_scripts=with_scripts, width=width)
    alder, birch = imported
    cases = {family: Case.objects.get(family=family, status="open") for family in imported}
    children = [family.memberships.get().person for family in imported]
    RelationshipFactory(person=children[0], other=children[1], kind="half_sibling")

    # The manager opens one of them, and is told which other it may be one with, and why.
    sign_in(page, manager)
    open_found(page, alder.reference, str(alder))
    expect(page.get_by_text("Family not yet confirmed")).to_be_visible()
    likely = page.get_by_role("region", name="May be one with").get_by_role("row").filter(has_text=birch.reference)
    expect(likely).to_contain_text("LA child id ALDER01 is half-brother or half-sister of LA child id BIRCH02")
    check(page)

    # Side by side, what each brings. Both have a case, so one is chosen to continue.
    likely.get_by_role("link", name="They are one").click()
    check(page, f"Join {birch} into {alder}?")
    for family in imported:
        side = page.get_by_role("region", name=str(family))
        expect(side).to_contain_text(cases[family].reference)
    page.get_by_label("How do you know that they are one family?").fill("One mother, says the health visitor")
    press(page, "Join the families")
    expect(page.get_by_role("alert").get_by_role("link", name=re.compile("Which one continues"))).to_be_visible()
    check(page)
    choose(page, "Both families have a case. Which one continues?", cases[alder].reference)
    press(page, "Join the families")
    done(page, "The two families are one. The other reference leads here.")
    check(page)
    members = page.get_by_role("region", name="Members")
    for child in children:
        expect(members.get_by_role("row").filter(has_text=str(child))).to_be_visible()
    expect(row_of(page, cases[birch])).to_contain_text(f"continues as {cases[alder].reference}")

    # Both references lead to the one record, from the search and by their own addresses.
    for family in imported:
        search(page, family.reference)
        expect(page.get_by_role("main").get_by_role("link", name=str(alder))).to_be_visible()
        expect(page.get_by_role("main").get_by_role("link", name=str(birch))).to_have_count(0)
    page.goto(birch.get_absolute_url())
    expect(page.get_by_text("This family was joined into")).to_be_visible()
    check(page)
    page.get_by_role("main").get_by_role("link", name=str(alder)).first.click()

    # They are two after all.
    expect(page.get_by_role("region", name="Joined and told apart")).to_contain_text("One mother, says")
    follow(page, re.compile("^Undo"))
    expect(heading(page, re.compile("Undo the join"))).to_be_visible()
    check(page)
    page.get_by_label("Why is the join undone?").fill("They are cousins")
    press(page, "Undo the join")
    done(page, "The join is undone.")
    check(page)
    for family, child, other in zip(imported, children, reversed(children), strict=True):
        open_found(page, family.reference, str(family))
        expect(page.get_by_role("region", name="Members")).to_contain_text(str(child))
        expect(page.get_by_role("region", name="Members")).not_to_contain_text(str(other))
        expect(row_of(page, cases[family])).to_contain_text("Open")
        expect(page.get_by_role("region", name="Joined and told apart")).to_contain_text("They are cousins")
