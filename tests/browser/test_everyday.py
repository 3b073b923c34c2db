"""Somebody who has never met a child finds them by how the name sounds, answers from one page, and prints what the court
asks for."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from cs_casework.dates import months_after, today
from cs_casework.printing import can_draw
from tests.browser.looking import check
from tests.browser.steps import go_to_part, heading, open_found, press, search
from tests.factories import (
    AllocationFactory,
    AssessmentChildFactory,
    AssessmentFactory,
    CaseChildFactory,
    CaseNoteFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyMembershipFactory,
    GoalFactory,
    NoteSubjectFactory,
    PersonFactory,
    PlanFactory,
    RelationshipFactory,
    TeamMembershipFactory,
    UserFactory,
    WeightingFactory,
    WeightingRowFactory,
)


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_out_of_hours_answers_from_the_summary_alone(
    open_page: Callable[..., Page], with_scripts: bool, team: Any
) -> None:
    _known_to_the_service(team)
    duty = TeamMembershipFactory(team__kind="out_of_hours", user__name="Stef Koval").user
    page = open_page(as_user=duty, with_scripts=with_scripts)
    page.goto("/")
    search(page, "shone")
    expect(page.get_by_text("sounds like it: Siôn Prys")).to_be_visible()
    check(page)
    open_found(page, "shone", "Siôn Prys")

    # Who to call, what is worrying, what is agreed: on the page to which the search leads.
    called = page.get_by_role("region", name="Who to call")
    expect(called).to_contain_text("Tam Reed")
    expect(called).to_contain_text("01632 960101")
    expect(called).to_contain_text("07700 900123")
    worry = page.get_by_role("region", name="What we worry about")
    expect(worry).to_contain_text("Men wait for him at the arcade.")
    expect(page.get_by_role("region", name="What is agreed")).to_contain_text("He comes home when he likes.")
    check(page)
    if with_scripts:
        assert len(PdfReader(BytesIO(page.pdf(format="A4"))).pages) == 1

    # What the court asks for.
    go_to_part(page, "Chronology")
    check(page)
    page.get_by_role("checkbox", name="Print: Found at the arcade").check()
    press(page, "Print the ticked lines for court")
    page.get_by_label("What is it printed for?").fill("Family court, FX26")
    check(page)
    if can_draw():
        with page.expect_download() as saved:
            press(page, "Print")
        text = PdfReader(Path(saved.value.path())).pages[0].extract_text()
        assert "Found at the arcade" in text
    expect(heading(page, "Siôn Prys")).to_be_visible()


def _known_to_the_service(team: Any) -> None:
    child = PersonFactory(given="Siôn", family="Prys")
    mother = PersonFactory(given="Mair", family="Prys", birth_on=months_after(today(), -480), reach="07700 900123")
    family = FamilyMembershipFactory(person=child).family
    FamilyMembershipFactory(person=mother, family=family, part="mother")
    RelationshipFactory(person=mother, other=child, kind="parent", parental_responsibility=True)
    period = CaseChildFactory(case__family=family, case__team=team, child=child)
    AllocationFactory(case=period.case, worker=UserFactory(name="Tam Reed", phone="01632 960101"))
    place = ContextFactory(name="The arcade")
    ContextLinkFactory(child=child, context=place, role="at_risk")
    authorised = {"status": "authorised", "authorised_on": today(), "authorised_by": UserFactory(code="manager")}
    assessment = AssessmentFactory(case=period.case, **authorised)
    AssessmentChildFactory(assessment=assessment, child=child, concluded=True)
    weighting = WeightingFactory(assessment=assessment, child=child)
    WeightingRowFactory(weighting=weighting, context=place, why="Men wait for him at the arcade.")
    GoalFactory(plan=PlanFactory(case=period.case, child=child, agreed=True), statement="He comes home when he likes.")
    NoteSubjectFactory(note=CaseNoteFactory(title="Found at the arcade", is_significant=True), child=child)
