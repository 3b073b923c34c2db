"""Markup that somebody types, and markup that somebody stored, on the pages that draw with scripts: nothing of it runs."""

import re
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page, expect

from contexts.placing import place_context
from tests import factories
from tests.browser.steps import search
from tests.browser.watching import Watch

HANDLER = '<img src="data:,x" onerror="window.hit = 1">'
RUNS = f"\"'>{HANDLER}<script>window.hit = 1</script>"
# What a page says of a handler that its policy refuses, for as long as it is there to be refused.
REFUSED = """handler => new Promise(told => {
  document.addEventListener("securitypolicyviolation", event => told(event.effectiveDirective));
  document.body.insertAdjacentHTML("beforeend", handler);
})"""


def calm(page: Page) -> None:
    """Nothing ran, nothing became an element, and the text stands there as it was typed."""
    assert page.evaluate("window.hit") is None
    assert page.locator("[onerror], main script").count() == 0
    expect(page.get_by_text("<script>window.hit = 1</script>").first).to_be_attached()


def test_markup_runs_nowhere(worker: Any, open_page: Callable[..., Page], watch: Watch) -> None:
    factories.AreaFactory(name="Fennel Hill")
    place = factories.PlacedContextFactory(name=f"Arcade {RUNS}", description=RUNS, strengths=RUNS, category_id="park")
    place_context(place)
    child = factories.PersonFactory(given="Nia", family=f"Holloway {RUNS}")
    factories.CaseChildFactory(child=child)
    factories.ContextLinkFactory(child=child, context=place, source=RUNS)
    page = open_page(as_user=worker)
    for path in (
        child.get_absolute_url(),
        reverse("contexts:person-contexts", args=[child.pk]),
        reverse("cases:child-picture", args=[child.pk]),
        place.get_absolute_url(),
        "/contexts/map/",
    ):
        page.goto(path)
        calm(page)
    page.get_by_role("region", name="Map of places").get_by_role("button", name="Arcade").press("Enter")
    expect(page.locator(".leaflet-popup a.govuk-link")).to_be_visible()
    calm(page)
    # Typed and sent back, found, suggested while it is typed, and kept as a draft.
    page.goto("/")
    search(page, RUNS)
    assert page.evaluate("window.hit") is None
    assert page.locator("[onerror], main script").count() == 0
    page.goto(f"/notes/new/?about=child:{child.pk}")
    page.get_by_label("Title").fill(RUNS)
    expect(page.get_by_text(re.compile(r"^Saved \d")).first).to_be_visible()
    page.goto("/drafts/")
    calm(page)
    # And were a template to forget itself, the policy refuses what it let through.
    assert page.evaluate(REFUSED, HANDLER) == "script-src-attr"
    assert page.evaluate("window.hit") is None
    told = [fault for fault in watch.faults if "Content Security Policy" in fault]
    assert len(told) == 1
    watch.faults.remove(told[0])
