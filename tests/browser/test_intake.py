"""A contact about a place is taken on the telephone, interrupted, gone on with by a colleague, and submitted."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from contexts.models import Context
from cs_casework.accounts.models import StaffSession, TeamMembership
from referrals.models import Referral, ReferralChild, ReferralContext
from tests import factories
from tests.browser.looking import check
from tests.browser.steps import choose, done, fill_date, follow, heading, press
from tests.browser.test_drafts import sign_in_in_another_tab

BORN = datetime.date(2011, 3, 4)
WORRY = "Boys are met at the arcade after school and given phones."
PAUSE = 11_000
SAVED = re.compile(r"^Saved \d{1,2}(:\d\d)?[ap]m$")


@pytest.fixture
def ilse(db: None) -> Any:
    return factories.PersonFactory(given="Ilse", family="Varga", birth_on=BORN)


def begin(page: Page) -> None:
    page.goto("/")
    press(page, "Take a contact")
    check(page, "Take a contact")
    choose(page, "Is a child in danger right now?", "No")
    press(page, "Begin, and get its reference")
    expect(page.get_by_text("Read this reference to the caller")).to_be_visible()
    check(page)


def answer_who_and_what(page: Page) -> None:
    page.get_by_role("link", name="Who referred", exact=True).click()
    page.get_by_label("Referrer’s name", exact=True).fill("Rowan Hartley")
    page.get_by_label("Counts in the census as").select_option("School")
    check(page, "Who referred")
    press(page, "Save and continue")
    choose(page, "What is it about?", "A child, or several", "A place, a group or an online space")
    check(page, "What it is about")
    press(page, "Save and continue")


def answer_the_rest(page: Page) -> None:
    """What is asked after whom and what it is about, from the worry on."""
    press(page, "Save and continue")
    for world in ("Friends and peers", "School, college or training", "Neighbourhood, places and travel", "Online"):
        choose(page, world, "None known")
    check(page, "Friends, school, neighbourhood, online")
    press(page, "Save and continue")
    choose(page, "Does the child know?", "Not asked")
    choose(page, "Do the parents know?", "No")
    choose(page, "Do they agree?", "Not asked")
    press(page, "Save and continue")
    expect(page.get_by_role("alert")).to_contain_text("Say why they have not been asked")
    check(page)
    page.get_by_label("If somebody was not asked: why?").fill("They do not know that the school rang.")
    press(page, "Save and continue")
    check(page, "Attach a file")
    press(page, "Go on to the answers")


def decide(page: Page, referral: Referral, team: Any) -> None:
    """The manager opens a case on the place, with both children linked to it."""
    page.goto(referral.get_absolute_url())
    check(page)
    press(page, "Decide")
    choose(page, "What is to happen?", "Context assessment")
    choose(page, "Level of need of the child", "Level 3: targeted or intensive help")
    choose(page, "Level of the context", "Safeguarding: led by children's social care")
    choose(page, "Is it put on record?", "Yes, as a new context")
    page.get_by_label("Description", exact=True).fill("Games arcade between the station and the school")
    page.get_by_label("Open a case on it").check()
    for child in ("Ilsa Varga", "Tomas"):
        page.get_by_label(f"How is {child} linked to it?").select_option("at risk there")
    page.get_by_label("Which team holds the new case?").select_option(str(team))
    page.get_by_label("Why do you decide so?").fill("The place has to change, not the children.")
    check(page)
    press(page, "Decide")
    done(page, "The decision is recorded.")
    check(page)


def find_it_all_on_the_record(page: Page, referral: Referral) -> None:
    """A practitioner reads the context's record: its case, both children, and the contact that began it."""
    context = Context.objects.get()
    page.goto(context.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text(Case.objects.get(context=context, status="open").reference)
    page.get_by_role("link", name="Linked children", exact=True).click()
    for child in ("Ilse Varga", "Tomas"):
        expect(page.get_by_role("main")).to_contain_text(child)
    page.get_by_role("region", name="Record").or_(page.locator("nav")).get_by_role("link", name="Contacts").last.click()
    expect(page.get_by_role("main")).to_contain_text(referral.reference)
    check(page)


@pytest.mark.parametrize(
    ("with_scripts", "width"), [(True, 1366), (False, 320)], ids=["with scripts", "without scripts on a phone"]
)
def test_a_contact_is_taken_by_two_and_decided_into_a_case_on_a_place(
    ilse: Any,
    support: Any,
    colleague: Any,
    manager: Any,
    worker: Any,
    open_page: Callable[..., Page],
    with_scripts: bool,
    width: int,
) -> None:
    page = open_page(as_user=support, with_scripts=with_scripts, width=width)
    if with_scripts:
        page.clock.install()
    begin(page)
    answer_who_and_what(page)

    # Half of a first child, and the line is cut: the page is closed without a word.
    check(page, "Children and adults")
    press(page, "Add a child")
    page.get_by_label("First names").fill("Ilsa")
    page.get_by_label("Last name").fill("Varga")
    if with_scripts:
        page.clock.fast_forward(1_000)
        expect(page.get_by_role("radio", name="Ilse Varga")).to_be_visible()
        expect(page.get_by_role("status")).to_contain_text("1 on record may be meant")
        expect(page.get_by_label("Last name")).to_be_focused()
        page.clock.fast_forward(PAUSE)
        expect(page.locator("[data-draft-status]")).to_have_text(SAVED)
    else:
        press(page, "Look for them")
        expect(page.get_by_role("radio", name="Ilse Varga")).to_be_visible()
    check(page, "Add a child")
    page.close()

    # A colleague goes on where it was left.
    page = open_page(as_user=colleague, with_scripts=with_scripts, width=width)
    referral = Referral.objects.get()
    page.goto(f"/referrals/{referral.pk}/taking/")
    press(page, "Take it over")
    done(page, re.compile("You are taking"))
    follow(page, "A child: Ilsa Varga")
    expect(page.get_by_text("Typed by Sula Perrin")).to_be_visible()
    expect(page.get_by_label("First names")).to_have_value("Ilsa")
    fill_date(page, "Date of birth", BORN)
    page.get_by_role("radio", name="Ilse Varga").check()
    check(page, "Add a child")
    press(page, "Save and add another child")
    done(page, "Ilsa Varga has been written down.")
    page.get_by_label("First names").fill("Tomas")
    page.get_by_role("radio", name="Somebody new").check()
    press(page, "Save")
    done(page, "Tomas has been written down.")
    check(page, "Children and adults")
    press(page, "Continue")

    press(page, "Add a place, group or online space")
    page.get_by_role("radio", name="Location", exact=True).check()
    check(page, "What kind of context is it?")
    press(page, "Continue")
    page.get_by_label("What it is called, or where it is").fill("The arcade on Kingsway")
    choose(page, "How often", "Weekly")
    choose(page, "How many young people", "5 to 9")
    page.get_by_role("radio", name="Something new").check()
    check(page, "Add: location")
    press(page, "Save")
    done(page, "The arcade on Kingsway has been written down.")
    press(page, "Continue")
    page.get_by_label("The worry, in the referrer’s own words").fill(WORRY)
    check(page, "The worry")
    answer_the_rest(page)

    expect(heading(page, "Check the answers and submit")).to_be_visible()
    expect(page.get_by_text(WORRY)).to_be_visible()
    check(page)
    press(page, "Submit the contact")
    done(page, re.compile(f"{referral.reference} has been submitted"))
    page.goto("/referrals/")
    expect(page.get_by_role("main")).to_contain_text(referral.reference)
    referral.refresh_from_db()
    assert (referral.status, referral.worry, referral.taker) == ("submitted", WORRY, colleague)
    stated = [(child.stated_name, child.known, child.person) for child in ReferralChild.objects.all()]
    assert stated == [("Ilsa Varga", "known", ilse), ("Tomas", "new", None)]
    assert ReferralContext.objects.get().known == "new"
    page.close()

    team = TeamMembership.objects.get(user=manager).team
    decide(open_page(as_user=manager, with_scripts=with_scripts, width=width), referral, team)
    find_it_all_on_the_record(open_page(as_user=worker, with_scripts=with_scripts, width=width), referral)


def test_what_is_typed_outlives_the_session(support: Any, open_page: Callable[..., Page]) -> None:
    referral = factories.ReferralFactory(taker=support, worry="")
    page = open_page(as_user=support)
    page.clock.install()
    page.goto(f"/referrals/{referral.pk}/taking/worry/")
    box = page.get_by_label("The worry, in the referrer’s own words")
    box.fill(WORRY)
    StaffSession.objects.all().delete()
    press(page, "Save and continue")
    # Nothing goes anywhere: the words stay on the page, and it says why.
    expect(page.locator("[data-draft-status]")).to_contain_text("you have been signed out")
    expect(box).to_have_value(WORRY)
    sign_in_in_another_tab(page, support)
    page.clock.fast_forward(1000)  # a button takes no second press within a second of the first
    press(page, "Save and continue")
    expect(heading(page, "Friends, school, neighbourhood, online")).to_be_visible()
    referral.refresh_from_db()
    assert referral.worry == WORRY
