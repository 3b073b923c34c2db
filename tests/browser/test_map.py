"""The map of places: by mouse and by keyboard, on a phone, and the same places where there are no scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from contexts.models import Context
from contexts.placing import place_context
from tests import factories
from tests.browser.conftest import PHONE, WIDE
from tests.browser.looking import check
from tests.browser.steps import follow, heading

MAP = "/contexts/map/"


@pytest.fixture
def places(db: None) -> dict[str, Context]:
    """Two places at one point, a school apart from them, and a refuge that nobody is to find."""
    factories.AreaFactory(name="Fennel Hill")
    made = {
        "park": factories.PlacedContextFactory(name="Dunnock Park", address="Pavilion Gate", category_id="park"),
        "rec": factories.PlacedContextFactory(name="Fennel Hill Rec"),
        "school": factories.PlacedContextFactory(name="Netherwick School", kind="school", easting=558950),
        "refuge": factories.PlacedContextFactory(name="Quill House", category_id="refuge", easting=558000),
    }
    for place in made.values():
        place_context(place)
    for _child in range(6):
        factories.ContextLinkFactory(context=made["school"])
    return made


def the_map(page: Page) -> Any:
    return page.get_by_role("region", name="Map of places")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_places_are_found_on_the_map_by_keyboard(
    worker: Any, places: dict[str, Context], width: int, open_page: Callable[..., Page]
) -> None:
    page = open_page(as_user=worker, width=width)
    page.goto("/contexts/")
    follow(page, "Map of places")
    school = the_map(page).get_by_role("button", name="Netherwick School, School")
    expect(school).to_be_visible()
    check(page, "Map of places")
    expect(page.get_by_role("main")).not_to_contain_text("Quill House")
    school.focus()
    page.keyboard.press("Enter")
    link = the_map(page).get_by_role("link", name="Netherwick School")
    expect(link).to_be_focused()
    expect(the_map(page).locator(".leaflet-popup")).to_have_css("opacity", "1")  # it fades in
    check(page)
    page.keyboard.press("Escape")
    expect(school).to_be_focused()
    # Two at one point are shown apart when they are asked for.
    the_map(page).get_by_role("button", name="2 places near each other").focus()
    page.keyboard.press("Enter")
    park = the_map(page).get_by_role("button", name="Dunnock Park, Location")
    while not park.is_visible():
        the_map(page).get_by_role("button", name="2 places near each other").press("Enter")
        page.wait_for_function("!document.querySelector('.leaflet-zoom-anim')")
    park.press("Enter")
    the_map(page).get_by_role("link", name="Dunnock Park").press("Enter")
    expect(page.get_by_role("region", name="Record")).to_contain_text("Dunnock Park")


def test_a_place_opens_in_the_middle_of_the_map_from_its_record(
    worker: Any, places: dict[str, Context], open_page: Callable[..., Page]
) -> None:
    page = open_page(as_user=worker)
    page.goto(places["school"].get_absolute_url())
    follow(page, "See what is near it in Fennel Hill")
    expect(the_map(page).get_by_role("link", name="Netherwick School")).to_be_visible()
    check(page, "Map of places")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_same_places_are_a_list_without_scripts(
    worker: Any, places: dict[str, Context], width: int, open_page: Callable[..., Page]
) -> None:
    page = open_page(as_user=worker, width=width, with_scripts=False)
    page.goto(MAP)
    expect(heading(page, "Map of places")).to_be_visible()
    expect(the_map(page)).to_be_hidden()
    listed = page.get_by_role("table", name="Places on the map")
    for name in ("Dunnock Park", "Fennel Hill Rec", "Netherwick School"):
        expect(listed.get_by_role("link", name=name)).to_be_visible()
    counted = page.get_by_role("table", name="Children linked to places, by area")
    expect(counted.get_by_role("row", name="Fennel Hill")).to_contain_text("6")
    check(page)
    follow(page, "Netherwick School")
    expect(page.get_by_role("region", name="Record")).to_contain_text("Netherwick School")


def test_a_map_that_cannot_be_drawn_says_so(
    worker: Any, places: dict[str, Context], open_page: Callable[..., Page], watch: Any
) -> None:
    watch.expect(500)
    page = open_page(as_user=worker)
    page.route("**/map/drawn/**", lambda route: route.fulfill(status=500, body=""))
    page.goto(MAP)
    expect(the_map(page)).to_have_text("The map could not be drawn. The list below has the same places.")
    expect(page.get_by_role("table", name="Places on the map")).to_contain_text("Dunnock Park")
