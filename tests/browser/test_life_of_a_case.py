"""A case on three siblings: proposed, opened, allocated, sent to another team, and closed for one of them."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.models import CaseChild
from tests.browser.looking import check
from tests.browser.steps import choose, done, follow, heading, press, sign_in
from tests.factories import (
    ContextLinkFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)

NAMES = ("Ada", "Ben", "Cleo")


@pytest.fixture
def family(db: None) -> Any:
    """Three siblings, the first of them linked to a place."""
    made = FamilyFactory(name="Okafor family")
    children = [
        FamilyMembershipFactory(family=made, person__given=name, person__family="Okafor").person for name in NAMES
    ]
    ContextLinkFactory(child=children[0], context__name="The arcade")
    return made


@pytest.fixture
def lakeside(db: None) -> Any:
    return TeamFactory(name="Lakeside team")


@pytest.fixture
def receiver(lakeside: Any) -> Any:
    return TeamMembershipFactory(
        user=UserFactory(code="manager", name="Rana Quist"), team=lakeside, is_manager=True
    ).user


@pytest.fixture
def lakesider(lakeside: Any) -> Any:
    return TeamMembershipFactory(user=UserFactory(name="Lake Sider"), team=lakeside).user


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_life_of_a_case(
    family: Any,
    worker: Any,
    manager: Any,
    receiver: Any,
    lakesider: Any,
    open_page: Callable[..., Page],
    with_scripts: bool,
) -> None:
    page = open_page(with_scripts=with_scripts)
    sign_in(page, worker)
    page.goto(family.get_absolute_url())
    follow(page, "Propose a case on this family")
    page.get_by_label("Why is a case needed?").fill("Three children need more than school can give.")
    press(page, "Propose the case")
    done(page, "The case has been proposed.")
    address = page.url
    expect(page.get_by_role("button", name="Open this case")).to_have_count(0)

    managers = open_page(with_scripts=with_scripts)
    sign_in(managers, manager)
    managers.goto(address)
    open_with_three(managers)
    allocate_to(managers, worker)
    send_to(managers, "Lakeside team")

    receivers = open_page(with_scripts=with_scripts)
    sign_in(receivers, receiver)
    accept_for(receivers, lakesider)

    page = open_page(with_scripts=with_scripts)
    sign_in(page, lakesider)
    page.goto(address)
    propose_to_close_for(page, "Ada Okafor")
    agree(receivers, "Ada Okafor")

    expect(open_children(receivers)).to_have_count(2)
    is_open = CaseChild.objects.open().order_by("child__display_name").values_list("child__display_name", flat=True)
    assert list(is_open) == ["Ben Okafor", "Cleo Okafor"]


def open_children(page: Page) -> Any:
    rows = page.get_by_role("region", name="Children").get_by_role("row")
    return rows.filter(has=page.get_by_role("link", name="Close for"))


def open_with_three(page: Page) -> None:
    press(page, "Open this case")
    check(page, "Open this case?")
    choose(page, "Which children are open to the service?", *(f"{name} Okafor" for name in NAMES))
    page.get_by_label("Team", exact=True).select_option("Riverside team")
    press(page, "Open the case")
    done(page, "The case is open.")
    expect(open_children(page)).to_have_count(3)


def allocate_to(page: Page, worker: Any) -> None:
    press(page, "Allocate")
    check(page, "Allocate this case")
    page.get_by_label("Worker", exact=True).select_option(f"{worker}, Riverside team")
    press(page, "Allocate")
    done(page, "The case has been allocated.")


def send_to(page: Page, team: str) -> None:
    press(page, "Transfer to another team")
    check(page, "Transfer this case")
    page.get_by_label("Receiving team").select_option(team)
    page.get_by_label("Why does the case move?").fill("They have moved across the river.")
    press(page, "Send the case")
    done(page, "The case has been sent.")
    # Until it is accepted the team and its workers hold it.
    expect(page.get_by_role("heading", name=f"Sent to {team}")).to_be_visible()
    expect(page.get_by_role("button", name="Close this case")).to_have_count(0)
    expect(page.get_by_role("region", name="Record")).to_contain_text("Riverside team")
    check(page)


def accept_for(page: Page, worker: Any) -> None:
    page.goto("/cases/transfers/")
    expect(heading(page, "Transfers waiting")).to_be_visible()
    check(page)
    follow(page, "Okafor family")
    press(page, "Accept the case")
    check(page, "Accept this case for Lakeside team?")
    page.get_by_label("Lead worker from today").select_option(str(worker))
    press(page, "Accept the case")
    done(page, "The case is with Lakeside team now.")
    workers = page.get_by_role("region", name="Workers")
    expect(workers.get_by_role("row").filter(has_text=worker.name)).to_be_visible()
    expect(workers).to_contain_text("Transferred to another team or process: The case moved to Lakeside team")
    check(page)


def propose_to_close_for(page: Page, child: str) -> None:
    page.get_by_role("link", name=f"Close for {child}").click()
    check(page, f"Propose to close for {child}")
    page.get_by_label("Reason for closing").select_option(
        "Services ceased for another reason, including no longer in need"
    )
    page.get_by_label("Outcome").fill("She travels home with her cousin and feels safe.")
    page.get_by_label("Closing summary").fill("What worried us was the way home. Her aunt is who to turn to.")
    press(page, "Propose to close")
    # What was not answered is asked again, and what was typed is still there.
    expect(page.get_by_role("alert")).to_contain_text("Say whether this is still true")
    expect(page.get_by_label("Outcome")).to_have_value("She travels home with her cousin and feels safe.")
    page.get_by_label("Still true, looked at today").check()
    check(page)
    press(page, "Propose to close")
    done(page, "Closing has been proposed.")
    expect(page.get_by_role("button", name="Agree and close")).to_have_count(0)


def agree(page: Page, child: str) -> None:
    page.goto("/cases/closings/")
    check(page, "Closings waiting")
    follow(page, "Okafor family")
    press(page, "Agree and close")
    check(page, f"Agree to close for {child}?")
    press(page, "Agree and close")
    done(page, "Agreed and closed.")
    expect(page.get_by_role("region", name="What has happened")).to_contain_text(f"Closed for {child}")
    check(page)
