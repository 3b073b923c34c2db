"""What an assessment begins with: passages of what the record says already, each with its source."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from assessments import writing
from assessments.models import AssessmentPassage
from cs_casework.dates import today
from tests.factories import (
    CaseChildFactory,
    CaseFactory,
    CaseNoteFactory,
    ContextAdultFactory,
    ContextCaseFactory,
    ContextFactory,
    ContextLinkFactory,
    FactorFactory,
    FamilyMembershipFactory,
    IncidentChildFactory,
    IncidentFactory,
    IncidentHarmFactory,
    NoteSubjectFactory,
    PeerGroupFactory,
    PersonFactory,
)
from tests.site.records import restrict

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(team: Any) -> SimpleNamespace:
    """A case on a family, held by the team, with two children open in it."""
    case = CaseFactory(team=team)
    children = [PersonFactory(given=name, family="Venn") for name in ("Nia", "Ivo")]
    for child in children:
        FamilyMembershipFactory(family=case.family, person=child, part="child")
        CaseChildFactory(case=case, child=child)
    return SimpleNamespace(case=case, nia=children[0], ivo=children[1], children=children)


def start(made: SimpleNamespace, *, by: Any) -> Any:
    return writing.start_assessment(made.case, by=by, started_on=today(), children=made.children)


def test_a_family_assessment_begins_with_what_the_record_says_each_passage_with_its_source(
    made: SimpleNamespace, worker: Any
) -> None:
    made.nia.school = "Elm Road School"
    made.nia.save()
    mother = PersonFactory(given="Rhian", family="Venn")
    FamilyMembershipFactory(family=made.case.family, person=mother, part="parent")
    park = ContextFactory(name="Elm Park")
    ContextLinkFactory(child=made.nia, context=park, role="at_risk")
    ContextLinkFactory(child=made.ivo, context=park, role="alleged_harm")
    note = CaseNoteFactory(analysis="He is frightened of the walk home.", title="On the phone")
    NoteSubjectFactory(note=note, child=made.ivo)
    NoteSubjectFactory(note=CaseNoteFactory(analysis="Of somebody else"), child=PersonFactory())
    assessment = start(made, by=worker)
    found = {(row.section.name, row.source): row.text for row in AssessmentPassage.objects.all()}
    assert "Elm Road School" in found["development", made.nia]
    assert "Rhian Venn" in found["environment", mother]
    assert found["outside", park].startswith("Nia Venn: at risk there")
    assert "alleged" not in found["outside", park]
    assert found["analysis", note] == "He is frightened of the walk home."
    assert "Of somebody else" not in found.values()
    passage = AssessmentPassage.objects.get(note=note)
    assert passage.source_words.startswith("Case note of")
    assert [row.person for row in assessment.participants.all()] == [mother]


def test_what_harms_outside_the_family_is_quoted_as_it_is_recorded_now(made: SimpleNamespace, worker: Any) -> None:
    said = {"case": made.case, "children": [made.nia], "strengths": "Her aunt waits at the stop."}
    factor = FactorFactory(**said, context=ContextFactory(name="Elm Park"))
    FactorFactory(**said, status="ended", ended_why="They moved away")
    FactorFactory(case=made.case, children=[PersonFactory()])  # of a child who is not assessed
    start(made, by=worker)
    passage = AssessmentPassage.objects.get(factor__isnull=False)
    assert (passage.section.name, passage.source) == ("outside", factor)
    assert passage.source_words == "Factor outside the family: Criminal exploitation"
    for words in ("Nia Venn", "Elm Park", factor.seen, factor.effect_on_child, "Her aunt waits at the stop."):
        assert words in passage.text


def test_a_context_assessment_quotes_no_note_that_stands_on_a_child(team: Any, worker: Any) -> None:
    group = PeerGroupFactory(strengths="They look after one another.")
    ContextAdultFactory(context=group, described="The caretaker", role="protective")
    ContextAdultFactory(context=group, described="A man in a car", role="concern")
    for child in (None, PersonFactory()):
        note = CaseNoteFactory(analysis="Quiet after six" if child is None else "Of one child")
        NoteSubjectFactory(note=note, child=None, context=group)
        if child:
            NoteSubjectFactory(note=note, child=child)
    writing.start_assessment(ContextCaseFactory(context=group, team=team), by=worker, started_on=today())
    quoted = {(row.section.name, row.text.partition("\n")[0]) for row in AssessmentPassage.objects.all()}
    assert ("together-strengths", "They look after one another.") in quoted
    assert ("guardianship-strengths", "The caretaker: Protective adult") in quoted
    assert ("analysis", "Quiet after six") in quoted
    assert not {text for _name, text in quoted if "Of one child" in text or "man in a car" in text}


def test_what_happened_to_the_children_is_quoted_to_who_may_read_the_incident(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    park = ContextFactory(name="Elm Park")
    recent = IncidentChildFactory(child=made.nia, role="harmed", incident__context=park).incident
    other = IncidentChildFactory(incident=recent, child=PersonFactory(given="Zoltan"), role="witness")
    IncidentChildFactory(child=PersonFactory())  # of a child who is not assessed
    IncidentChildFactory(child=made.ivo, withdrawn_on=today())
    long_ago = timezone.now() - datetime.timedelta(days=366)
    IncidentChildFactory(child=made.ivo, incident__occurred_at=long_ago)
    start(made, by=worker)
    passage = AssessmentPassage.objects.get(incident__isnull=False)
    assert (passage.section.name, passage.source) == ("outside", recent)
    assert passage.source_words == str(recent)
    for words in ("Nia Venn: Harmed", "Elm Park", recent.what):
        assert words in passage.text
    assert str(other.child) not in passage.text
    assert passage in AssessmentPassage.objects.visible_to(worker)
    restrict(park, by=manager)
    assert passage not in AssessmentPassage.objects.visible_to(worker)


def test_a_context_assessment_quotes_when_harm_was_done_and_nobody_in_it(team: Any, worker: Any) -> None:
    case = ContextCaseFactory(team=team)
    incident = IncidentChildFactory(incident__context=case.context).incident
    harm = IncidentHarmFactory(incident=incident)
    IncidentFactory()  # somewhere else
    writing.start_assessment(case, by=worker, started_on=today())
    passage = AssessmentPassage.objects.get(incident__isnull=False)
    assert (passage.section.name, passage.source) == ("harms", incident)
    assert passage.text == str(harm.harm_type)
