"""What harms two siblings outside their home is recorded, found out about, weighed and authorised."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.models import Assessment, AssessmentChild, MisfitAnswer
from assessments.writing import write_section
from cases.models import ExtraFamilialFactor, Incident, LinkProposal
from cs_casework.dates import today
from tests import factories
from tests.browser.looking import check
from tests.browser.steps import choose, done, fill_date, follow, go_to_part, press

ACTS = "Threats at the arcade keep her out late, and her mother cannot make the way home safe however hard she tries."
ANSWER = "The owner is asked this week who can look out for them there."


@pytest.fixture
def siblings(worker: Any, team: Any) -> Any:
    """A case on a family with two children open in it, which the worker leads."""
    case = factories.CaseFactory(family__name="Moss family", team=team)
    for given in ("Ada", "Ben"):
        child = factories.CaseChildFactory(case=case, child__given=given, child__family="Moss").child
        factories.FamilyMembershipFactory(family=case.family, person=child)
    factories.AllocationFactory(case=case, worker=worker)
    return case


@pytest.fixture
def arcade(worker: Any, team: Any) -> Any:
    """A case on a place, which the same worker leads."""
    case = factories.ContextCaseFactory(context__name="The arcade on Kingsway", team=team)
    factories.AllocationFactory(case=case, worker=worker)
    return case


@pytest.mark.parametrize(
    ("with_scripts", "width"), [(True, 1366), (False, 320)], ids=["with scripts", "without scripts on a phone"]
)
def test_what_harms_outside_the_home_is_weighed_beside_it(
    siblings: Any,
    arcade: Any,
    worker: Any,
    manager: Any,
    open_page: Callable[..., Page],
    with_scripts: bool,
    width: int,
) -> None:
    page = open_page(as_user=worker, with_scripts=with_scripts, width=width)
    record_factor(page, siblings)
    record_incident(page, arcade)
    assess_the_place(page, arcade)
    assess_the_siblings(page, siblings)
    weigh_in_two_views(page)
    submit(page)

    managers = open_page(as_user=manager, with_scripts=with_scripts, width=width)
    authorise(managers)
    # The child's page says it, with home and what is outside it side by side.
    page.goto(row_of("Ada").child.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text(ACTS)
    check(page)


def record_factor(page: Page, case: Any) -> None:
    """With an action, aimed at the child alone; the place it names is proposed as a link, and nobody is linked."""
    page.goto(case.get_absolute_url())
    go_to_part(page, "Outside the family")
    check(page)
    press(page, "Record a factor outside the family")
    choose(page, "Which children is it about?", "Ada Moss")
    choose(page, "What kinds of harm?", "Serious youth violence")
    page.get_by_role("searchbox", name="Find a context by name, postcode or reference").fill("arcade")
    press(page, "Find")
    page.get_by_role("group", name="Where, or among whom?").get_by_label("The arcade on Kingsway").check()
    page.get_by_label("What is seen?").fill("Older boys wait at the arcade and say what happens to whoever goes home.")
    page.get_by_label("Who saw it, or said so?").fill("Ada, at school")
    fill_date(page, "Seen since", today())
    page.get_by_label("What does it do to the child?").fill("She comes home after ten and does not say why.")
    page.get_by_label("What is to be done?").fill("Meet Ada on Fridays")
    page.get_by_label("Or somebody else").fill("Her form tutor")
    fill_date(page, "By when?", today())
    page.get_by_label("What is it aimed at?").select_option("The child")
    check(page)
    press(page, "Record the factor")
    done(page, "The factor has been recorded.")
    factor = ExtraFamilialFactor.objects.get()
    assert [action.aimed_at for action in factor.actions.all()] == ["individual"]
    assert LinkProposal.objects.get().is_waiting
    check(page)


def record_incident(page: Page, case: Any) -> None:
    page.goto(reverse("cases:context-incidents", args=[case.context_id]))
    press(page, "Record an incident")
    page.get_by_role("searchbox", name="Find a child, or where it was").fill("Ben Moss")
    press(page, "Find")
    page.get_by_role("group", name="Found").get_by_role("checkbox", name="Ben Moss").check()
    press(page, "Add what is chosen")
    choose(page, "What part did Ben Moss have?", "Saw or heard it")
    fill_date(page, "When did it happen?", today() - datetime.timedelta(days=1), "7:30pm")
    page.get_by_label("What happened").fill("A phone was taken by the machines, and given back by the owner.")
    page.get_by_label("Source").fill("The owner rang")
    choose(page, "Kinds of harm", "Serious youth violence")
    check(page)
    press(page, "Record the incident")
    done(page, "The incident stands on the record of every child and context in it.")
    check(page)
    page.goto(reverse("cases:context-incidents", args=[case.context_id]))
    check(page)
    assert Incident.objects.get().context == case.context


def start(page: Page, case: Any) -> Assessment:
    page.goto(reverse("assessments:case-assessments", args=[case.pk]))
    press(page, "Start an assessment")
    check(page)
    press(page, "Start the assessment")
    done(page, "The assessment is begun.")
    return Assessment.objects.get(case=case)


def write_sections(page: Page, assessment: Assessment, by: Any) -> None:
    """The first on its page, those that follow as they are written there."""
    first, *others = assessment.sections.order_by("created_at", "pk")
    page.goto(first.get_absolute_url())
    page.get_by_role("textbox", name=str(first.asked.heading)).fill("What we found out, and how.")
    check(page)
    press(page, "Save and go back to the assessment")
    done(page, str(first.asked.heading))
    for section in others:
        write_section(section, by=by, text="What we found out.", number=0)


def assess_the_place(page: Page, case: Any) -> None:
    assessment = start(page, case)
    write_sections(page, assessment, case.allocations.get().worker)
    page.goto(assessment.get_absolute_url())
    follow(page, "Write the view: Practitioner")
    part(page, 4, "Primary", "Both", "The owner looks out for them; the yard behind is nobody’s.", context=True)
    check(page)
    press(page, "Save this version")
    done(page, "Saved as a new version.")
    expect(page.get_by_role("main")).to_contain_text("the yard behind is nobody’s")
    check(page)
    press(page, "Check and submit")
    check(page)
    press(page, "Submit")
    done(page, "Submitted.")


def assess_the_siblings(page: Page, case: Any) -> None:
    """Each has a conclusion of their own, and their levels of need differ."""
    assessment = start(page, case)
    write_sections(page, assessment, case.allocations.get().worker)
    for given, level in (("Ada", "Level 4: specialist, statutory social work"), ("Ben", "Level 2: early help")):
        page.goto(reverse("assessments:child-write", args=[assessment.pk, row_of(given).pk]))
        choose(page, "Was the child seen for this assessment?", "Seen, and seen alone")
        fill_date(page, "Last seen on", today())
        page.get_by_label("The child’s own words").fill("“It’s fine until the shutters come down.”")
        choose(page, "Factors identified", "24A Child criminal exploitation" if given == "Ada" else "20 Other")
        choose(page, "Outcome", "Support as a child in need")
        choose(page, "Level of need", level)
        page.get_by_label("How did concerns at home and outside it").fill("Home is warm. Outside weighs more.")
        page.get_by_label("Support required", exact=True).fill("Somebody to look out for them at the arcade.")
        check(page)
        press(page, "Save")
        done(page, "Saved.")
    check(page)


def weigh_in_two_views(page: Page) -> None:
    """In the practitioner's and in the child's, who do not weigh alike; and how one part acts on another."""
    row = row_of("Ada")
    page.goto(row.get_absolute_url())
    follow(page, "Write the view: Practitioner")
    part(page, 1, "Significant", "Protective", "Her mother waits up and does not shout.")
    part(page, 4, "Primary", "Harm", "Older boys wait for her there.", context=True)
    acts = page.get_by_role("group", name="Sentence 1")
    acts.get_by_label("Which part acts").select_option("4")
    acts.get_by_label("On which part").select_option("1")
    acts.get_by_label("How", exact=True).fill(ACTS)
    page.get_by_label("What must change first?").fill("Who looks out for them at the arcade after eight.")
    check(page)
    press(page, "Save this version")
    done(page, "Saved as a new version.")
    follow(page, "Write the view: Child or young person")
    part(page, 1, "Contributing", "Protective", "“Mum’s all right.”")
    part(page, 2, "Primary", "Protective", "“They’re my friends, whatever you think.”")
    press(page, "Save this version")
    done(page, "Saved as a new version.")
    for words in (ACTS, "Her mother waits up", "They’re my friends"):
        expect(page.get_by_role("main")).to_contain_text(words)
    check(page)
    follow(page, "Over time: Practitioner")
    check(page)
    # None is left unweighed: her brother is said to be harmed by nothing.
    page.goto(row_of("Ben").get_absolute_url())
    follow(page, "Write the view: Practitioner")
    part(page, 1, "Contributing", "Protective", "His mother reads with him.")
    choose(page, "If no part is primary", "No context is causing concern")
    page.get_by_label("Why?", exact=True).fill("He is at home when the others are out.")
    press(page, "Save this version")
    done(page, "Saved as a new version.")


def part(page: Page, number: int, influence: str, direction: str, why: str, *, context: bool = False) -> None:
    card = page.get_by_role("group", name=f"Part {number}", exact=True)
    if context:
        card.get_by_label("Which context").select_option(index=1)
    choose_in(card, "Influence", influence)
    choose_in(card, "Direction", direction)
    card.get_by_label("Why", exact=True).fill(why)


def choose_in(card: Any, question: str, answer: str) -> None:
    card.get_by_role("group", name=question, exact=True).get_by_label(answer, exact=True).check()


def row_of(given: str) -> Any:
    return AssessmentChild.objects.get(child__display_name=f"{given} Moss")


def submit(page: Page) -> None:
    page.goto(row_of("Ada").assessment.get_absolute_url())
    check(page)
    press(page, "Check and submit")
    press(page, "Submit")
    done(page, "Submitted.")


def authorise(page: Page) -> None:
    """The manager is told of two things that do not fit with what weighs for one child, and that the level of the other
    rests on home alone, and answers one in words. None is in the way."""
    page.goto(row_of("Ada").assessment.get_absolute_url())
    press(page, "Authorise")
    told = page.get_by_role("region", name="What does not fit").get_by_role("textbox")
    expect(told).to_have_count(3)
    expect(page.get_by_label("The level of need of Ben Moss rests on home alone")).to_have_value("")
    expect(page.get_by_label("nothing recorded is named beneath it")).to_have_value("")
    page.get_by_label("no action on the case is aimed at anything but the child or the family").fill(ANSWER)
    for words in (ACTS, "Level 4: specialist", "Level 2: early help"):
        expect(page.get_by_role("main")).to_contain_text(words)
    check(page)
    press(page, "Authorise")
    done(page, "Authorised.")
    expect(page.get_by_role("main")).to_contain_text(ANSWER)
    check(page)
    assert MisfitAnswer.objects.get().answer == ANSWER
