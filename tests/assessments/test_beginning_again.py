"""Once authorised every part is locked, and a later assessment begins from every part of it."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assessments import authorising, participating, weighing, writing
from assessments.models import AssessmentChild, AssessmentPassage, Weighting
from assessments.weighing import Acts, Part
from cs_casework.dates import today
from tests.factories import (
    CaseChildFactory,
    CaseFactory,
    ContextFactory,
    FamilyMembershipFactory,
    PersonFactory,
    WeightingFactory,
)
from tests.helpers import value_typed
from tests.site.records import grant, restrict

pytestmark = pytest.mark.django_db

CONCLUDED: dict[str, Any] = {
    "seen": "seen_alone",
    "seen_on": None,
    "words": "I like it at my aunt’s.",
    "factors": ["24A", "10A"],
    "outcome": "cin",
    "level": "3",
    "level_why": "Home is safe; the estate is not.",
    "support": "A youth worker who walks home with him.",
}


@pytest.fixture
def made(team: Any, worker: Any, manager: Any) -> SimpleNamespace:
    """An assessment of two children, weighed in two views and authorised; and a later one of both that began from it."""
    case = CaseFactory(team=team)
    children = [PersonFactory(given=name) for name in ("Nia", "Ivo")]
    for child in children:
        FamilyMembershipFactory(family=case.family, person=child, part="child")
        CaseChildFactory(case=case, child=child)
    estate = ContextFactory(name="The estate")
    first = writing.start_assessment(case, by=worker, started_on=today(), children=children)
    for section in first.sections.all():
        writing.write_section(section, by=worker, text=f"Of {section.name}", number=0)
    for row in first.children.all():
        writing.write_child(row, by=worker, number=0, **CONCLUDED | {"seen_on": today()})
    parts = [
        Part("home", "significant", "She waits up for him", "protective"),
        Part("neighbourhood", "primary", "He is threatened there", "harm", estate, rests_on=[estate]),
    ]
    acts = [Acts(2, 1, "Threats keep him out late")]
    for view in ("practitioner", "child"):
        said: dict[str, Any] = {"child": children[0], "view": view, "number": 0, "change_first": "The way home"}
        weighing.write_weighting(first, by=worker, parts=parts, acts=acts, **said)
    WeightingFactory(assessment=first, child=children[1], no_concern=True)
    participating.add_participant(first, by=worker, name="The head of year")
    writing.submit_assessment(first, by=worker)
    authorising.authorise_assessment(first, by=manager)
    later = writing.start_assessment(case, by=worker, started_on=today(), children=children)
    rows = {row.child: row for row in later.children.all()}
    return SimpleNamespace(
        first=first, later=later, nia=children[0], ivo=children[1], of_nia=rows[children[0]], estate=estate, parts=parts
    )


def test_every_part_of_an_authorised_assessment_is_locked(made: SimpleNamespace, worker: Any) -> None:
    first, row = made.first, made.first.children.get(child=made.nia)
    somebody = first.participants.get(name="The head of year")
    for change in (
        lambda: writing.write_section(first.sections.first(), by=worker, text="x", number=1),
        lambda: writing.write_child(row, by=worker, number=1, support="x"),
        lambda: writing.add_child(first, by=worker, child=made.nia),
        lambda: writing.take_out_child(row, by=worker, removed_why="x"),
        lambda: weighing.write_weighting(
            first, by=worker, child=made.nia, view="practitioner", number=1, parts=made.parts
        ),
        lambda: participating.add_participant(first, by=worker, name="x"),
        lambda: participating.change_participant(somebody, by=worker, part="x", took_part="yes"),
        lambda: participating.take_out_participant(somebody, by=worker),
    ):
        with pytest.raises(ValidationError, match="This assessment is locked"):
            change()


def test_a_later_one_quotes_each_section_with_its_source(made: SimpleNamespace) -> None:
    assert made.later.earlier == made.first
    quoted = AssessmentPassage.objects.filter(section__assessment=made.later, earlier=made.first)
    assert {(row.section.name, row.text) for row in quoted} == {
        (row.name, f"Of {row.name}") for row in made.first.sections.all()
    }


def test_what_was_said_of_a_child_fills_the_form_with_its_source_and_is_recorded_only_once_saved(
    made: SimpleNamespace, as_user: Any, worker: Any
) -> None:
    url = reverse("assessments:child-write", args=[made.later.pk, made.of_nia.pk])
    page = as_user(worker).get(url)
    text = page.content.decode()
    assert made.first.reference in text
    assert CONCLUDED["words"] in text  # what the child said then stands beside the box for what they say now
    for name in ("factors", "level", "level_why", "support"):
        assert value_typed(page, name) == CONCLUDED[name]
    assert not value_typed(page, "words")
    assert not value_typed(page, "seen")
    assert not value_typed(page, "outcome")
    assert AssessmentChild.objects.get(pk=made.of_nia.pk).level == ""
    # Once something is written here, that is what the form begins with.
    writing.write_child(made.of_nia, by=worker, number=0, support="A key worker")
    page = as_user(worker).get(url)
    assert (value_typed(page, "support"), value_typed(page, "level")) == ("A key worker", "")
    assert "are filled in from" not in page.content.decode()


def test_each_view_begins_from_the_last_with_its_interplay_and_is_recorded_only_once_saved(
    made: SimpleNamespace, as_user: Any, worker: Any, manager: Any
) -> None:
    url = reverse("assessments:child-weighting-write", args=[made.later.pk, made.of_nia.pk, "practitioner"])
    page = as_user(worker).get(url)
    form, text = page.context["form"], page.content.decode()
    assert "Filled in from" in text
    assert made.first.reference in text
    assert [row.initial["influence"] for row in form.parts.initial_forms] == ["significant", "primary"]
    assert [row.initial["words"] for row in form.acts.initial_forms] == ["Threats keep him out late"]
    assert form.form.initial["change_first"] == "The way home"
    assert not Weighting.objects.filter(assessment=made.later).exists()
    # A view that names what this reader may not see is none to them: nothing of it is filled in.
    restrict(made.estate, by=manager)
    page = as_user(worker).get(url)
    assert "Filled in from" not in page.content.decode()
    assert "significant" not in [row.initial.get("influence") for row in page.context["form"].parts.initial_forms]
    grant(made.estate, to=worker)
    # A view that nobody wrote then begins empty, and what is written here comes before what was.
    other = reverse("assessments:child-weighting-write", args=[made.later.pk, made.of_nia.pk, "parent"])
    assert "Filled in from" not in as_user(worker).get(other).content.decode()
    said: dict[str, Any] = {"child": made.nia, "view": "practitioner", "number": 0}
    weighing.write_weighting(made.later, by=worker, parts=[Part("school", "primary", "Bullied", "harm")], **said)
    page = as_user(worker).get(url)
    assert [row.initial["kind"] for row in page.context["form"].parts.initial_forms] == ["school"]
    assert "Filled in from" not in page.content.decode()
    # Over time, the versions of both stand side by side.
    over_time = reverse("assessments:child-weighting-versions", args=[made.later.pk, made.of_nia.pk, "practitioner"])
    page = as_user(worker).get(over_time)
    assert [version.assessment_id for version in page.context["versions"]] == [made.first.pk, made.later.pk]
    assert "No longer named" in page.content.decode()


def test_concerns_at_home_come_from_the_last_assessment_with_its_source(
    made: SimpleNamespace, as_user: Any, worker: Any, manager: Any
) -> None:
    """On the child's page and the family's, beside what is outside; nothing of a child whom the reader may not see."""
    of_nia = made.nia.get_absolute_url()
    of_family = made.first.case.family.get_absolute_url()
    for url in (of_nia, of_family):
        text = as_user(worker).get(url).content.decode()
        at_home, outside = text.index(">At home<"), text.index(">Outside the home<")
        shown = text[at_home:outside]
        assert "She waits up for him" in shown
        assert made.first.reference in shown
    assert as_user(worker).get(of_family).content.decode().count("From the assessment:") == 2
    restrict(made.nia, by=manager)
    text = as_user(worker).get(of_family).content.decode()
    assert "She waits up for him" not in text
    assert text.count("From the assessment:") == 1
