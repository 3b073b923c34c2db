"""What is asked of every page that a test passes: that anybody can use it, and that it fits the screen."""

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What stays as GOV.UK has it, by rule and by the only elements it is allowed on.
ALLOWED = {
    # alphagov/govuk-frontend#979: a radio that reveals something says so to screen readers.
    "aria-allowed-attr": "input.govuk-radios__input[data-aria-controls], input.govuk-radios__input[aria-controls]",
    # The way back stands before the main part of the page, by design.
    "region": ".govuk-back-link",
}

# What is there for screen readers only is one pixel wide, and boxes to type into scroll by themselves. A wide table may
# be scrolled in its own frame, but not one whose rows become blocks on a phone. A map shows a part of itself.
CUT_OFF = """
Array.from(document.querySelectorAll("body *:not(input, select, textarea)"))
    .filter((box) => !box.closest(".leaflet-container"))
    .filter((box) => box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1)
    .filter((box) => ["hidden", "clip"].includes(getComputedStyle(box).overflowX)
        || (innerWidth < 640 && box.matches(".app-table-scroll:has(.app-stack)")))
    .map((box) => box.outerHTML.slice(0, 200))
"""

# The folder to put a picture of every page into, for people to look at.
PICTURES = os.environ.get("BROWSER_PICTURES")

_axe = Axe()


def check(page: Page, title: str | None = None) -> None:
    """Axe finds nothing, and nothing is cut off. Without scripts only the latter can be asked.

    `title` is that of the page that is about to come, where nothing else has waited for it yet.
    """
    if title:
        expect(page).to_have_title(f"{title} – Casework")
    page.wait_for_load_state()
    _take_picture(page)
    assert_nothing_is_cut_off(page)
    if page.evaluate("document.body.classList.contains('js-enabled')"):
        assert_accessible(page)


def assert_accessible(page: Page) -> None:
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = []
    page.evaluate(_axe.axe_script)
    # Of what axe has to say only this is sent over: the rest is long.
    for violation in page.evaluate("options => axe.run(options).then(result => result.violations)", options):
        for node in violation["nodes"]:
            allowed = ALLOWED.get(violation["id"])
            if not (allowed and page.locator(node["target"][0]).evaluate("(node, css) => node.matches(css)", allowed)):
                found.append(f"{violation['id']}: {violation['help']}\n    {node['html']}")
    assert not found, f"axe on {page.url}:\n" + "\n".join(found)


def assert_nothing_is_cut_off(page: Page) -> None:
    """Neither by the window's edge nor by a box that hides what does not fit."""
    width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= room, f"{page.url} is {width} pixels wide in a window of {room}"
    cut = page.evaluate(CUT_OFF)
    assert not cut, f"cut off on {page.url}:\n" + "\n".join(cut)


def _take_picture(page: Page) -> None:
    if not PICTURES:
        return
    size = page.viewport_size or {"width": 0}
    address = re.sub(r"[0-9a-f-]{36}", "ID", page.url.partition("//")[2].partition("/")[2])
    name = re.sub(r"[^A-Za-z0-9]+", "-", f"{size['width']}-{address}-{page.title()}")[:120].strip("-")
    page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)
