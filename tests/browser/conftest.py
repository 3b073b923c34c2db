"""The browser tests' frame: one Chromium, our own server, and pages that fail their test when something goes wrong."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserType, Page, Playwright, expect, sync_playwright

from tests.browser.watching import Watch

HERE = Path(__file__).parent
BACKEND = "cs_casework.accounts.backends.StaffBackend"
WIDE = 1366
PHONE = 320

# What a page shows is waited for, never slept for; so long only where the machine is busy.
PATIENCE = 15_000

# A browser of its own: it asks nobody for updates, lists or translations.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
]


# The longest journeys, a module or one test of it, go the way of the suite in one mode each, some with scripts and some
# without; `bin/prove journeys` walks all of them in both.
IN_ONE_MODE = {
    "test_a_plan_for_a_place_reaches_each_child_and_is_done_once": "with scripts",
    "test_assessments": "with scripts",
    "test_harm_outside_the_home_leads_to_a_plan_that_is_reviewed_within_three_months": "without scripts",
    "test_intake": "without scripts",
    "test_journey": "with scripts",
    "test_life_of_a_case": "without scripts",
    "test_joining": "without scripts",
    "test_everyday": "with scripts",
    "test_staff": "with scripts",
    "test_the_paper_of_a_conference_about_a_place_prints_once_no_name_is_in_it": "without scripts",
    "test_visits": "without scripts",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = []
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not config.getoption("--both-modes") and _is_in_the_other_mode(item):
                left_out.append(item)
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def _is_in_the_other_mode(item: pytest.Item) -> bool:
    mode = IN_ONE_MODE.get(item.path.stem) or IN_ONE_MODE.get(getattr(item, "originalname", ""), "")
    return bool(mode) and "scripts" in item.name and f"-{mode}" not in item.name


# --- The browser -----------------------------------------------------------------------------------------------------
# pytest-playwright keeps its browser until the whole run ends. While one is open, an event loop counts as running in
# this thread, and Django refuses its database to every test that comes after. So here it ends with this folder.
@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    path = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None
    )
    if not path:
        missing = "No Chromium was found: install one (`apt-get install chromium`) or set CHROMIUM to it."
        if os.environ.get("CI"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {
        "executable_path": path,
        "args": ["--disable-dev-shm-usage", *QUIET, *as_root],
        # As everybody's browser does, it keeps the pages one has left for the way back.
        "ignore_default_args": ["--disable-back-forward-cache"],
    }


@pytest.fixture(scope="package")
def playwright(browser_type_launch_args: dict[str, Any]) -> Iterator[Playwright]:
    """Starts only after a browser has been found, and lets Django's database be used beside it."""
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as started:
        expect.set_options(timeout=PATIENCE)
        yield started
    patch.undo()


@pytest.fixture(scope="package")
def browser_type(playwright: Playwright) -> BrowserType:
    return playwright.chromium


@pytest.fixture(scope="package")
def browser(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    launched = browser_type.launch(**browser_type_launch_args)
    yield launched
    launched.close()


@pytest.fixture(scope="package")
def assets() -> None:
    """The look of the pages: without it axe would judge bare ones."""
    command = [sys.executable, str(settings.BASE_DIR / "bin" / "assets")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(done.stderr.strip(), pytrace=False)


@pytest.fixture(scope="package")
def browser_context_args(assets: None, live_server: Any) -> dict[str, Any]:
    return {
        "base_url": live_server.url,
        "viewport": {"width": WIDE, "height": 900},
        "locale": "en-GB",
        "timezone_id": "Europe/London",
    }


# --- Pages -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def watch(live_server: Any) -> Iterator[Watch]:
    """What goes wrong on any page of the test, judged at its end; `watch.expect(404)` for what is meant to."""
    watching = Watch(live_server.url)
    yield watching
    watching.judge()


@pytest.fixture
def open_page(new_context: Any, watch: Watch) -> Callable[..., Page]:
    """A page of a browser of its own, as on another computer: `open_page(as_user=worker, width=320)`."""

    def open_one(*, as_user: Any = None, width: int = WIDE, with_scripts: bool = True) -> Page:
        context = new_context(java_script_enabled=with_scripts)
        context.set_default_timeout(PATIENCE)
        watch.follow(context)
        if as_user:
            context.add_cookies([session_cookie(as_user, watch.origin)])
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        return page

    return open_one


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


def session_cookie(user: Any, url: str) -> dict[str, str]:
    """Signed in without the form, which is slow on purpose."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }
