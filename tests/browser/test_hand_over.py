"""A worker leaves: what they hold is handed over in one step, each row looked at."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.models import Allocation
from tests.browser.looking import check
from tests.browser.steps import done, follow, press
from tests.factories import AllocationFactory, CaseFactory, ContextCaseFactory, FamilyFactory


@pytest.mark.parametrize(("with_scripts", "width"), [(True, 1366), (False, 320)], ids=["wide", "phone, no scripts"])
def test_caseload_of_a_leaver_is_handed_over(
    worker: Any,
    colleague: Any,
    manager: Any,
    team: Any,
    open_page: Callable[..., Page],
    with_scripts: bool,
    width: int,
) -> None:
    families = [
        CaseFactory(family=FamilyFactory(name=f"{name} family"), team=team) for name in ("Abel", "Birk", "Cray")
    ]
    place = ContextCaseFactory(context__name="The arcade", team=team)
    for case in [*families, place]:
        AllocationFactory(case=case, worker=worker)
    type(worker).objects.filter(pk=worker.pk).update(is_active=False)

    page = open_page(as_user=manager, with_scripts=with_scripts, width=width)
    page.goto("/cases/to-hand-over/")
    check(page, "To hand over")
    expect(page.get_by_role("row").filter(has_text="Wren Ashdown")).to_contain_text("4 parts of cases")
    follow(page, "Hand over this caseload Wren Ashdown")
    check(page, "Hand over the caseload of Wren Ashdown")
    page.get_by_label("To whom by default?").select_option("Cole Marrow, Riverside team")
    press(page, "Fill in")
    row(page, "Birk family").get_by_role("combobox").select_option("Mana Oduya")
    row(page, "The arcade").get_by_role("combobox").select_option("Leave with them")
    check(page)
    page.get_by_label("Why does the worker change?").select_option("Worker left the role")
    press(page, "Hand over")
    # One reason is missing: what was chosen stays.
    expect(row(page, "Birk family").get_by_role("combobox").locator("option:checked")).to_have_text("Mana Oduya")
    page.get_by_label("Reason", exact=True).fill("A new post elsewhere")
    press(page, "Hand over")
    done(page, "The caseload has been handed over.")
    expect(page.get_by_role("row").filter(has_text="The arcade")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="family")).to_have_count(0)
    check(page)
    held = Allocation.objects.current().order_by("case__reference").values_list("worker__name", flat=True)
    assert list(held) == ["Cole Marrow", "Mana Oduya", "Cole Marrow", "Wren Ashdown"]


def row(page: Page, case: str) -> Any:
    return page.get_by_role("row").filter(has_text=case)
