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
from cs_casework.overview.summary.lines import MOST_DATES
from cs_casework.printing import can_draw
from cs_casework.reference.models import Agency
from tests.browser.looking import check
from tests.browser.steps import go_to_part, heading, open_found, press, search
from tests.factories import (
    ActionFactory,
    AllocationFactory,
    AssessmentChildFactory,
    AssessmentFactory,
    CaseChildFactory,
    CaseNoteFactory,
    ContextAdultFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyMembershipFactory,
    GoalFactory,
    InterplayFactory,
    InvitationFactory,
    MeetingFactory,
    NoteSubjectFactory,
    PersonFactory,
    PlanFactory,
    RelationshipFactory,
    TeamMembershipFactory,
    UserFactory,
    WarningFactory,
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
        _give(page, "Strategy discussion")
        [side] = PdfReader(BytesIO(page.pdf(format="A4"))).pages
        text = " ".join(side.extract_text().split())
        assert "Men wait for him at the arcade." in text
        assert "Printed by Stef Koval, " in text

    # What the court asks for.
    go_to_part(page, "Chronology")
    check(page)
    page.get_by_role("checkbox", name="Print: Found at the arcade").check()
    press(page, "Print the ticked lines for court")
    page.get_by_label("To whom do you give it, and what for?").fill("Family court, FX26")
    page.get_by_label("Why may they have it?").select_option("legal")
    check(page)
    if can_draw():
        with page.expect_download() as saved:
            press(page, "Print")
        text = PdfReader(Path(saved.value.path())).pages[0].extract_text()
        assert "Found at the arcade" in text
        # The friend who was there is an initial, and so is his mother; his own name stands.
        assert "K. came with Siôn, and M. rang." in " ".join(text.split())
        for name in ("Kit", "Marsh", "Mair"):
            assert name not in text
    expect(heading(page, "Siôn Prys")).to_be_visible()


def test_summary_with_much_on_it_is_printed_on_one_side(open_page: Callable[..., Page], team: Any, worker: Any) -> None:
    """Five adults and five children, four contexts that weigh, more dates and events than it shows, every text of the
    assessment and the plan as long as it may be there, and a warning above."""
    words = " ".join(["Somebody waited for them at the gate after school"] * 4)
    child = PersonFactory(given="Siôn", family="Prys", school="Northfield School", reach="07700 900456")
    family = FamilyMembershipFactory(person=child).family
    WarningFactory(person=child, what_to_do="Two of you go, and ring before.")
    period = CaseChildFactory(case__family=family, case__team=team, case__proposed_why=words, child=child)
    for role in ("lead", "co_worker"):
        AllocationFactory(case=period.case, role=role, worker=UserFactory(phone="01632 960101"))
    for number in range(5):
        adult = PersonFactory(birth_on=months_after(today(), -480), reach="07700 900123")
        for person in (adult, PersonFactory(birth_on=months_after(today(), -60 - number))):
            FamilyMembershipFactory(person=person, family=family)
    authorised = {"status": "authorised", "authorised_on": today(), "authorised_by": UserFactory(code="manager")}
    assessment = AssessmentFactory(case=period.case, **authorised)
    AssessmentChildFactory(assessment=assessment, child=child, concluded=True)
    weighting = WeightingFactory(assessment=assessment, child=child, change_first=words)
    home = WeightingRowFactory(weighting=weighting, kind="home", direction="both", why=words)
    plan = PlanFactory(case=period.case, child=child, agreed=True, contingency=words)
    for _number in range(3):
        GoalFactory(plan=plan, statement=words)
    for number in range(4):
        place = ContextFactory(name=f"The arcade on street {number}")
        ContextLinkFactory(child=child, context=place, role="at_risk")
        ContextAdultFactory(context=place, described="Keeps the shop open for them")
        row = WeightingRowFactory(weighting=weighting, context=place, why=words)
        InterplayFactory(weighting=weighting, from_row=row, to_row=home, words=words)
    for number in range(MOST_DATES):
        ActionFactory(case=period.case, what="Ask the owner to ring when somebody waits outside", due_on=today())
        note = CaseNoteFactory(title="Found at the gate late on a school night", is_significant=True)
        NoteSubjectFactory(note=note, child=child)
        guest = {"name": f"Officer {number}", "part": "for the school", "agency": Agency.objects.first()}
        InvitationFactory(meeting=MeetingFactory(case=period.case), **guest)
    page = open_page(as_user=worker)
    page.goto(f"/people/{child.pk}/summary/")
    expect(page.get_by_role("main")).to_contain_text("more")
    _give(page, "Strategy discussion")
    assert len(PdfReader(BytesIO(page.pdf(format="A4"))).pages) == 1
    page.goto(f"/contexts/{place.pk}/summary/")
    expect(page.get_by_role("main")).to_contain_text("Keeps the shop open")
    _give(page, "Strategy discussion")
    assert len(PdfReader(BytesIO(page.pdf(format="A4"))).pages) == 1


def _give(page: Page, recipient: str) -> None:
    """Say to whom a summary is given, and come to the page that the browser prints."""
    page.get_by_role("link", name="Print it: it fits one side").click()
    page.get_by_label("To whom do you give it?").fill(recipient)
    page.get_by_label("Why may they have it?").select_option("public_task")
    page.get_by_role("button", name="Go on to print").click()
    expect(page.get_by_role("main")).to_contain_text("Now print this page")


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
    told = {"title": "Found at the arcade", "happened": "Kit came with Siôn, and Mair rang."}
    note = CaseNoteFactory(is_significant=True, **told)
    for subject in (child, PersonFactory(given="Kit", family="Marsh")):
        NoteSubjectFactory(note=note, child=subject)
