"""What a young person said in one place, and the plans for places that affect them in words for them."""

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from contexts.models import ContextLink
from cs_casework.access import restrict_record
from cs_casework.dates import today
from cs_casework.printing import can_draw
from tests.factories import (
    AssessmentChildFactory,
    CaseNoteFactory,
    ContextCaseFactory,
    ContextFactory,
    ContextLinkFactory,
    ContextPlanFactory,
    FactorFactory,
    GoalFactory,
    MissingEpisodeFactory,
    NoteSubjectFactory,
    PersonFactory,
    PlanChildLinkFactory,
    PlanFactory,
    ReturnInterviewFactory,
    SafetyMapFactory,
    SafetyMapFeatureFactory,
    UserFactory,
    WarningFactory,
)
from tests.helpers import audited

pytestmark = pytest.mark.django_db


@pytest.fixture
def child() -> Any:
    return PersonFactory(given="Ada", family="Okafor")


def said(desk: Any, child: Any) -> set[str]:
    response = desk.get(reverse("overview:what-they-said", args=[child.pk]))
    return {words.text for words in response.context["words"]}


def test_their_words_stand_in_one_place(child: Any, as_user: Any, worker: Any) -> None:
    NoteSubjectFactory(note=CaseNoteFactory(said="“I walk the long way.”"), child=child)
    AssessmentChildFactory(child=child, words="I like it at my aunt’s.")
    FactorFactory(children=[child], child_view="“They wait there.”")
    ContextLinkFactory(child=child, child_view="“It is fine inside.”")
    PlanFactory(child=child, views="“Nobody asked me.”")
    ReturnInterviewFactory(episode=MissingEpisodeFactory(child=child), held=True, said="“I took the train.”")
    drawn = SafetyMapFactory(child=child, said="“It’s not all red.”")
    SafetyMapFeatureFactory(safety_map=drawn, why="“You can’t see who’s there.”")
    SafetyMapFeatureFactory(safety_map=drawn, why="“Not any more.”", removed_on=today())
    SafetyMapFactory(child=child, said="“Never said.”", withdrawn_on=today(), withdrawn_why="Another child")
    NoteSubjectFactory(note=CaseNoteFactory(said="Somebody else’s words"))
    assert said(as_user(worker), child) == {
        "“I walk the long way.”",
        "I like it at my aunt’s.",
        "“They wait there.”",
        "“It is fine inside.”",
        "“Nobody asked me.”",
        "“I took the train.”",
        "“It’s not all red.”",
        "“You can’t see who’s there.”",
    }
    assert [event.shown for event in audited("words.read")] == [[child.pk]]


def test_what_stands_on_somebody_hidden_too_is_not_told(child: Any, as_user: Any, worker: Any, manager: Any) -> None:
    note, other = CaseNoteFactory(said="“We were both there.”"), PersonFactory()
    NoteSubjectFactory(note=note, child=child)
    NoteSubjectFactory(note=note, child=other)
    restrict_record(other, by=manager, reason="A relative works here")
    assert said(as_user(worker), child) == set()


def plan_for(child: Any, **link: Any) -> Any:
    place = ContextFactory(name="Canal Walk")
    case = ContextCaseFactory(context=place)
    lead = UserFactory(name="Tam Reed", phone="01632 960101")
    plan = ContextPlanFactory(case=case, agreed=True, lead=lead, aim="Nobody is followed.")
    GoalFactory(plan=plan, statement="Bo and Ada walk home safely.")
    PlanChildLinkFactory(plan=plan, child=child, **{"why": "You wait there with Bo."} | link)
    ContextLinkFactory(context=place, child=PersonFactory(given="Bo", family="Marsh"))
    return plan


def test_plan_is_told_in_plain_words_and_names_nobody_else(child: Any, as_user: Any, worker: Any) -> None:
    plan_for(child)
    response = as_user(worker).get(reverse("overview:plans-in-plain-words", args=[child.pk]))
    body = " ".join(response.content.decode().split())
    for told in (
        "Canal Walk",
        "You wait there with B..",
        "Nobody is followed.",
        "B. and Ada walk home safely.",
        "Tam Reed",
    ):
        assert told in body
    assert "01632 960101" in body
    assert "Bo " not in body


def test_name_of_somebody_hidden_goes_out_no_more_than_any_other(
    child: Any, as_user: Any, worker: Any, manager: Any
) -> None:
    plan_for(child)
    hidden = ContextLink.objects.exclude(child=child).get().child
    restrict_record(hidden, by=manager, reason="A relative works here")
    body = as_user(worker).get(reverse("overview:plans-in-plain-words", args=[child.pk])).content.decode()
    assert "B. and Ada walk home safely." in body
    assert "Bo " not in body
    assert [event.shown for event in audited("names.masked")] == [[hidden.pk]]


def test_what_staff_have_to_know_is_not_handed_over(child: Any, as_user: Any, worker: Any) -> None:
    plan_for(child)
    WarningFactory(person=child, what_to_do="Go in pairs")
    desk = as_user(worker)
    assert "Go in pairs" in desk.get(reverse("overview:what-they-said", args=[child.pk])).content.decode()
    assert "Go in pairs" not in desk.get(reverse("overview:plans-in-plain-words", args=[child.pk])).content.decode()


def test_what_is_shared_as_a_summary_stays_one(child: Any, as_user: Any, worker: Any) -> None:
    plan_for(child, share="summary")
    body = as_user(worker).get(reverse("overview:plans-in-plain-words", args=[child.pk])).content.decode()
    assert "Nobody is followed." in body
    assert "walk home safely" not in body


@pytest.mark.skipif(not can_draw(), reason="WeasyPrint has nothing to draw with here")
def test_it_is_printed_as_a_tagged_file_and_stands_in_the_audit(child: Any, as_user: Any, worker: Any) -> None:
    plan_for(child)
    answer = as_user(worker).get(reverse("overview:plans-in-plain-words", args=[child.pk]), {"pdf": "1"})
    paper = PdfReader(BytesIO(answer.content))
    assert "/StructTreeRoot" in paper.trailer["/Root"]
    assert "Who you can talk to about it" in paper.pages[0].extract_text()
    assert child.display_name not in answer["Content-Disposition"]
    assert len(audited("plans.printed")) == 1
