"""A safety map is drawn with a young person, read, put right and printed; with scripts, places are drawn on the map too."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.models import SafetyMap, SafetyMapFeature
from contexts.models import Context
from contexts.placing import place_context
from cs_casework.dates import today
from tests.browser.conftest import PHONE
from tests.browser.looking import check
from tests.browser.steps import choose, done, fill_date, follow, go_to_part, press
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    ContextFactory,
    ContextLinkFactory,
    SafetyMapFactory,
    SafetyMapFeatureFactory,
)


@pytest.fixture
def made(worker: Any, team: Any) -> Any:
    """A child of the worker, linked to a park that is somewhere on the map."""
    period = CaseChildFactory(child__given="Wilma", child__family="Okafor", case__team=team)
    AllocationFactory(case=period.case, worker=worker)
    park = ContextFactory(name="Ferry Park", easting=557420, northing=342310)
    place_context(park)
    ContextLinkFactory(child=period.child, context=park)
    return period


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_safety_map_is_drawn_put_right_and_printed(
    made: Any, worker: Any, open_page: Callable[..., Page], with_scripts: bool
) -> None:
    page = open_page(as_user=worker, with_scripts=with_scripts)
    page.goto(made.child.get_absolute_url())
    go_to_part(page, "Safety maps")
    check(page)
    press(page, "Draw a safety map")
    fill_date(page, "When did you draw it together?", today())
    first = page.get_by_role("group", name="Place or way 1", exact=True)
    first.get_by_label("What do they call it?").fill("The cut")
    first.get_by_label("Red: not safe").check()
    first.get_by_label("In the evening").check()
    first.get_by_label("It is dark or empty").check()
    first.get_by_label("Is it a place or group that is recorded?").select_option(label=_labelled("Ferry Park"))
    second = page.get_by_role("group", name="Place or way 2", exact=True)
    second.get_by_label("What do they call it?").fill("Library")
    second.get_by_label("Green: safe").check()
    second.get_by_label("Its postcode, to put it on the map").fill("SW1A 1AA")
    page.get_by_role("group", name="Adult 1").get_by_label("Who is it, as they call them?").fill("Auntie Jo")
    choose(page, "Do they agree that what they said of places is counted with what others said?", "Yes")
    check(page)
    press(page, "Record the map")
    done(page, "The safety map has been recorded.")
    for words in ("The cut", "Library", "Auntie Jo"):
        expect(page.get_by_role("main").get_by_text(words, exact=True).first).to_be_visible()
    expect(page.get_by_role("heading", name="Is there a link?")).to_be_visible()
    check(page)

    follow(page, "Change this map")
    page.get_by_label("Why is it changed?").fill("It is the path, not the park")
    page.get_by_role("group", name="Place or way 1", exact=True).get_by_label("What do they call it?").fill("The path")
    press(page, "Record the new version")
    done(page, "The map has been changed.")
    expect(page.get_by_text("It is the path, not the park")).to_be_visible()

    follow(page, "They take back that it may be counted")
    choose(page, "What did they say?", "They take it back")
    check(page)
    press(page, "Record the answer")
    done(page, "It holds from this moment.")
    press(page, "Print it for them")
    expect(page.get_by_role("heading", name="Adults I trust")).to_be_visible()
    check(page)


def _labelled(name: str) -> str:
    context = Context.objects.get(name=name)
    return f"{context} ({context.reference})"


def test_a_way_is_drawn_on_the_map_and_taken_back(made: Any, worker: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(as_user=worker)
    page.goto(f"/people/{made.child.pk}/safety-maps/new/")
    row = page.get_by_role("group", name="Place or way 1", exact=True)
    row.get_by_label("What do they call it?").fill("Home")
    row.get_by_label("Amber: sometimes safe").check()
    row.get_by_label("A way that they go").check()
    row.get_by_role("button", name="Draw it on the map").click()
    canvas = page.locator("[data-canvas]")
    expect(page.get_by_text("Click on the map: once for a spot")).to_be_visible()
    for x, y in ((120, 120), (200, 160), (260, 240)):
        canvas.click(position={"x": x, "y": y})
    press(page, "Take back the last point")
    expect(canvas.locator(".app-safety-map__letter--amber")).to_have_text("A")
    check(page)
    press(page, "Done")
    fill_date(page, "When did you draw it together?", today())
    press(page, "Record the map")
    done(page, "The safety map has been recorded.")
    assert len(SafetyMapFeature.objects.get().points) == 2
    expect(page.locator("[data-canvas] .app-safety-map__letter--amber")).to_have_text("A")
    expect(page.locator("[data-canvas]").get_by_text("Home")).to_be_visible()
    check(page)


def test_the_pages_fit_a_phone(made: Any, worker: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(as_user=worker, width=PHONE)
    drawn = SafetyMapFactory(child=made.child, said="“It’s not all red.”")
    for colour in ("red", "amber", "green"):
        SafetyMapFeatureFactory(safety_map=drawn, colour=colour, name="The very long way round the back of the arcade")
    for points in ([[52.95, 0.35]], [[52.95, 0.35], [52.951, 0.352], [52.949, 0.353]]):
        SafetyMapFeatureFactory(safety_map=drawn, name="The cut", points=points)
    park = ContextFactory(name="Dunnock Park")
    for _child in range(5):
        SafetyMapFeatureFactory(safety_map=SafetyMapFactory(agreed=True), context=park)
    assert SafetyMap.objects.count() == 6
    for address in (
        f"/people/{made.child.pk}/safety-maps/",
        f"/people/{made.child.pk}/safety-maps/new/",
        drawn.get_absolute_url(),
        f"{drawn.get_absolute_url()}change/",
        f"{drawn.get_absolute_url()}print/",
        f"/contexts/{park.pk}/safety-maps/",
    ):
        page.goto(address)
        check(page)
