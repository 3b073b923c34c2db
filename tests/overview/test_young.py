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
    FamilyMembershipFactory,
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
from tests.helpers import GIVEN, audited

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


def told(desk: Any, child: Any) -> list[tuple[str, bool]]:
    response = desk.get(reverse("overview:what-they-said", args=[child.pk]))
    return [(words.text, words.is_shared) for words in response.context["words"]]


def test_words_of_several_children_are_nobodys_own(child: Any, as_user: Any, worker: Any, manager: Any) -> None:
    """Who said what is not told apart, so it is said that it is of several, with the others by initials."""
    other = PersonFactory(given="Bo", family="Marsh")
    note = CaseNoteFactory(title="With Ada and Bo", said="Bo: “I hate it there.” Ada nodded.")
    for who in (child, other):
        NoteSubjectFactory(note=note, child=who)
    FactorFactory(children=[child, other], child_view="Bo is afraid, Ada is not.")
    desk = as_user(worker)
    assert set(told(desk, child)) == {("B.: “I hate it there.” Ada nodded.", True), ("B. is afraid, Ada is not.", True)}
    assert set(told(desk, other)) == {("Bo: “I hate it there.” A. nodded.", True), ("Bo is afraid, A. is not.", True)}
    page = desk.get(reverse("overview:what-they-said", args=[child.pk])).content.decode()
    assert "about others too: it may be another’s words" in page
    assert "With Ada and B." in page
    assert "<blockquote" not in page
    assert audited("names.masked")[0].shown == [other.pk]


def test_part_for_one_child_alone_is_told_and_not_what_stands_beside_it(child: Any, as_user: Any, worker: Any) -> None:
    note, other = CaseNoteFactory(said="Bo: “I hate it there.”"), PersonFactory(given="Bo", family="Marsh")
    NoteSubjectFactory(note=note, child=child, own_part="Ada said “I go home early.”")
    NoteSubjectFactory(note=note, child=other, own_part="Bo cried.")
    assert told(as_user(worker), child) == [("Ada said “I go home early.”", False)]


@pytest.mark.parametrize("beside", ["family", "context"])
def test_words_in_a_note_on_a_family_or_a_place_are_nobodys_own(
    child: Any, as_user: Any, worker: Any, beside: str
) -> None:
    sister = PersonFactory(given="Ife", family="Marsh")
    family, place = FamilyMembershipFactory(person=sister).family, ContextFactory()
    ContextLinkFactory(context=place, child=sister)
    note = CaseNoteFactory(said="Ife: “I hate it there.”")
    NoteSubjectFactory(note=note, child=child)
    NoteSubjectFactory(note=note, child=None, **{beside: family if beside == "family" else place})
    assert told(as_user(worker), child) == [("I.: “I hate it there.”", True)]


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
        "You wait there with B.",
        "Nobody is followed.",
        "B. and Ada walk home safely.",
        "Tam Reed",
    ):
        assert told in body
    assert "01632 960101" in body
    assert "Bo " not in body.partition("What you give them")[2]


def test_names_that_become_initials_are_shown_before_it_is_printed(child: Any, as_user: Any, worker: Any) -> None:
    plan = plan_for(child)
    path = reverse("overview:plans-in-plain-words", args=[child.pk])
    before = as_user(worker).get(path).content.decode().partition("What you give them")[0]
    assert "You wait there with <mark>Bo</mark>." in before
    assert "<mark>Bo</mark> and Ada walk home safely." in before
    assert plan.get_absolute_url() in before
    assert "Nobody is followed" not in before
    ContextLink.objects.exclude(child=child).get().child.names.update(given="Zed", family="Zed")
    assert "No name of anybody else on record" in as_user(worker).get(path).content.decode()


def test_paper_says_that_it_may_not_be_all_and_the_page_that_records_are_restricted(
    child: Any, as_user: Any, worker: Any
) -> None:
    path = reverse("overview:plans-in-plain-words", args=[child.pk])
    assert "Records restricted from you" in as_user(worker).get(path).content.decode()
    plan_for(child)
    before, paper = as_user(worker).get(path).content.decode().split("What you give them")
    assert "Records restricted from you" in before
    assert "Records restricted from you" not in paper
    assert "You can ask us to see what we hold about you." in paper


def test_name_of_somebody_hidden_goes_out_no_more_than_any_other(
    child: Any, as_user: Any, worker: Any, manager: Any
) -> None:
    plan_for(child)
    hidden = ContextLink.objects.exclude(child=child).get().child
    restrict_record(hidden, by=manager, reason="A relative works here")
    body = as_user(worker).get(reverse("overview:plans-in-plain-words", args=[child.pk])).content.decode()
    assert "B. and Ada walk home safely." in body
    assert "Bo " not in body.partition("What you give them")[2]
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
    answer = as_user(worker).post(reverse("overview:plans-in-plain-words", args=[child.pk]), GIVEN)
    paper = PdfReader(BytesIO(answer.content))
    assert "/StructTreeRoot" in paper.trailer["/Root"]
    text = " ".join(paper.pages[0].extract_text().split())
    assert "Who you can talk to about it" in text
    assert "You can ask us to see what we hold about you." in text
    assert child.display_name not in answer["Content-Disposition"]
    assert len(audited("plans.printed")) == 1
