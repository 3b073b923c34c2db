"""A child who was missing is found in a park: a link is proposed, somebody accepts it, and it stands on both records."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.looking import check
from tests.browser.steps import choose, done, fill_date, follow, go_to_part, press
from tests.factories import AllocationFactory, CaseChildFactory, ContextFactory


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_missing_episode_leads_to_an_accepted_link(
    worker: Any, team: Any, open_page: Callable[..., Page], with_scripts: bool
) -> None:
    period = CaseChildFactory(child__given="Wilma", child__family="Okafor", case__team=team)
    AllocationFactory(case=period.case, worker=worker)
    park = ContextFactory(name="Ferry Park")
    page = open_page(as_user=worker, with_scripts=with_scripts)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)

    # Somebody reports her; nobody knows yet where she is.
    page.goto(period.child.get_absolute_url())
    go_to_part(page, "Missing")
    check(page)
    press(page, "Record a missing episode")
    choose(page, "Missing, or away without authorisation?", "Missing")
    fill_date(page, "Missing from", yesterday, "4pm")
    page.get_by_label("Who reported it").fill("Her aunt, to the police")
    check(page)
    press(page, "Record the episode")
    done(page, "The episode has been recorded.")
    expect(page.get_by_text("Still missing")).to_be_visible()
    check(page)

    # She is found in a park that is recorded.
    press(page, "They were found")
    fill_date(page, "Found at", yesterday, "11pm")
    page.get_by_label("Where were they found?").fill("On the swings")
    page.get_by_label("Find a place or group").fill("Ferry")
    press(page, "Find")
    page.get_by_label("Ferry Park").check()
    check(page)
    press(page, "Record that they were found")
    done(page, "A return interview is due")
    expect(page.get_by_role("heading", name="Is there a link?")).to_be_visible()
    check(page)

    # Nobody is linked until somebody says so: what the episode says stands on the form already.
    follow(page, "Link them")
    expect(page.get_by_label("found there when missing")).to_be_checked()
    expect(page.get_by_label("Source", exact=True)).to_have_value(re.compile("^Missing episode: "))
    choose(page, "How may it be passed on?", "No code came with it: ask them before passing it on")
    choose(page, "How reliable is it?", "Reported")
    check(page)
    press(page, "Record the link")
    done(page, "1 link has been recorded.")
    expect(page.get_by_text("found there when missing")).to_be_visible()
    page.goto(park.get_absolute_url())
    go_to_part(page, "Linked children")
    expect(page.get_by_text("found there when missing").first).to_be_visible()
    check(page)
