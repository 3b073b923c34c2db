"""What mattered in the life of a child, a family or a context, and what of it goes to court."""

import datetime
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today
from cs_casework.overview import chronology_views
from cs_casework.overview.chronology.events import PER_PAGE, Scope, chosen_events, events_of
from cs_casework.overview.chronology.printing import masked
from cs_casework.overview.chronology.sources import SOURCES
from cs_casework.printing import can_draw
from tests.factories import (
    AgendaItemFactory,
    AssessmentChildFactory,
    AssessmentFactory,
    CaseChildFactory,
    CaseFactory,
    CaseNoteFactory,
    ContextCaseFactory,
    ContextFactory,
    ContextLinkFactory,
    ContextPlanFactory,
    FamilyMembershipFactory,
    IncidentChildFactory,
    IncidentFactory,
    MeetingFactory,
    MissingEpisodeFactory,
    NoteSubjectFactory,
    NRMReferralFactory,
    PersonFactory,
    PlanChildLinkFactory,
    PlanFactory,
    PlanReviewFactory,
    ReferralChildFactory,
    ReferralContextFactory,
    ReferralFactory,
    ReturnInterviewFactory,
    SafetyMapFeatureFactory,
    Section47Factory,
    UserFactory,
)
from tests.helpers import audited, boxes

pytestmark = pytest.mark.django_db


def at(kind: str, record: Any, *more: str) -> str:
    return reverse(f"overview:{'-'.join(['chronology', *more])}", args=[kind, record.pk])


def words(scope: Scope, **asked: Any) -> list[str]:
    return [event.words for event in events_of(scope, SOURCES.values(), **asked)[0]]


def event_of(child: Any, **note: Any) -> Any:
    made = CaseNoteFactory(**{"is_significant": True, "title": "Seen at the arcade"} | note)
    NoteSubjectFactory(note=made, child=child)
    return made


@pytest.fixture
def life() -> Any:
    """A child with one of everything that stands on a chronology."""
    child = PersonFactory(given="Ada", family="Okafor")
    family = FamilyMembershipFactory(person=child, family__name="Okafor family").family
    case, place = CaseFactory(family=family), ContextFactory(name="Canal Walk")
    period = CaseChildFactory(case=case, child=child, from_on=months_after(today(), -2), primary_need="N1")
    period.statuses.create(status="cin", from_on=months_after(today(), -2), to_on=today(), ended_why="Went to plan")
    event_of(child)
    CaseNoteFactory(title="Of no weight")
    IncidentChildFactory(incident=IncidentFactory(context=place, is_critical=True), child=child)
    ReferralChildFactory(referral__submitted=True, person=child, known="known")
    authorised = {"status": "authorised", "authorised_on": today(), "authorised_by": UserFactory(code="manager")}
    AssessmentChildFactory(assessment=AssessmentFactory(case=case, **authorised), child=child, concluded=True)
    PlanReviewFactory(plan=PlanFactory(case=case, child=child, agreed=True))
    PlanChildLinkFactory(plan=ContextPlanFactory(case=ContextCaseFactory(context=place), agreed=True), child=child)
    meeting = MeetingFactory(case=case)
    AgendaItemFactory(meeting=meeting, child=child, decision="See her on Friday.")
    Section47Factory(case=case, strategy=meeting, child=child)
    ContextLinkFactory(context=place, child=child)
    ReturnInterviewFactory(episode=MissingEpisodeFactory(child=child), held=True)
    NRMReferralFactory(child=child, reasonable="positive", reasonable_on=today())
    SafetyMapFeatureFactory(safety_map__child=child, context=place)
    return type("Life", (), {"child": child, "family": family, "case": case, "place": place})


CHILD = {
    "Missing",
    "Missing: found",
    "Safety map drawn",
    "Return interview",
    "Referred to the NRM",
    "NRM, Reasonable grounds: positive",
    "Seen at the arcade",
    "Incident at Canal Walk: critical moment",
    "Assessment authorised: level 3: targeted or intensive help",
    "Child in need plan agreed",
    "Child in need plan reviewed: go on as it is",
    "Reached by the plan for Canal Walk",
    "Strategy discussion",
    "Section 47 enquiry begun",
    "Open to the service",
    "Child in need began",
    "Child in need ended",
}


def test_everything_that_mattered_to_a_child_stands_in_order(life: Any, worker: Any) -> None:
    found = words(Scope(worker, person=life.child))
    contact = [one for one in found if one.startswith("Contact REF-")]
    assert (set(found) - set(contact), len(contact)) == (CHILD, 1)
    assert len(found) == len(CHILD) + 1
    events, _more = events_of(Scope(worker, person=life.child), SOURCES.values())
    assert [event.day for event in events] == sorted((event.day for event in events), reverse=True)
    assert all(event.url for event in events)


def test_family_says_of_whom_each_line_tells(life: Any, worker: Any) -> None:
    found = words(Scope(worker, family=life.family))
    assert {
        "Ada Okafor: Open to the service",
        "Ada Okafor: Strategy discussion",
        "Ada Okafor: Seen at the arcade",
        "Ada Okafor: Incident at Canal Walk: critical moment",
        "Ada Okafor: Assessment authorised",
        "Ada Okafor: Child in need plan agreed",
        "Ada Okafor: Child in need plan reviewed: go on as it is",
    } <= set(found)
    assert [one for one in found if not one.startswith("Ada Okafor: ")] == []
    assert any(one.startswith("Ada Okafor: Contact REF-") for one in found)
    assert not [one for one in found if "Reached" in one]


def test_family_names_its_own_children_as_far_as_they_may_be_seen(worker: Any, manager: Any) -> None:
    ada, ben = PersonFactory(given="Ada", family="Okafor"), PersonFactory(given="Ben", family="Okafor")
    family = FamilyMembershipFactory(person=ada).family
    FamilyMembershipFactory(person=ben, family=family)
    friend = PersonFactory(given="Kit", family="Marsh")
    both, alone = event_of(ada, title="Both came"), CaseNoteFactory(title="Nobody in", is_significant=True)
    for child in (ben, friend):
        NoteSubjectFactory(note=both, child=child)
    NoteSubjectFactory(note=alone, child=None, family=family)
    incident = IncidentFactory(context=None)
    IncidentChildFactory(incident=incident, child=ada)
    scope = Scope(worker, family=family)
    assert set(words(scope)) == {"Ada Okafor, Ben Okafor: Both came", "Nobody in", "Ada Okafor: Incident"}
    shown = {event.words: set(event.shown) for event in events_of(scope, SOURCES.values())[0]}
    assert shown["Ada Okafor, Ben Okafor: Both came"] == {ada.pk, ben.pk}
    restrict_record(ben, by=manager, reason="A relative works here")
    assert set(words(scope)) == {"Nobody in", "Ada Okafor: Incident"}


def test_context_has_its_own_and_names_no_child(life: Any, worker: Any) -> None:
    ReferralContextFactory(referral__submitted=True, context=life.place, known="known")
    found = words(Scope(worker, context=life.place))
    assert {"Case opened", "Incident at Canal Walk: critical moment"} <= set(found)
    assert any(one.startswith("Contact REF-") for one in found)
    assert not [one for one in found if "Ada" in one or "Safety map" in one]


def test_kind_period_and_context_narrow_it(life: Any, as_user: Any, worker: Any) -> None:
    desk = as_user(worker)

    def shown(**asked: Any) -> set[str]:
        response = desk.get(at("people", life.child), asked)
        return {event.words for event, _chosen in response.context["events"]}

    assert shown(kind="incident") == {"Incident at Canal Walk: critical moment"}
    assert shown(context=life.place.pk) == {
        "Incident at Canal Walk: critical moment",
        "Reached by the plan for Canal Walk",
        "Safety map drawn",
    }
    last = today() - datetime.timedelta(days=10)
    assert shown(**boxes("until", last)) == {"Open to the service", "Child in need began"}
    assert "Open to the service" not in shown(**boxes("since", last))


def test_pages_hold_fifty_and_nobody_counts_the_rest(as_user: Any, worker: Any) -> None:
    child = PersonFactory()
    for number in range(PER_PAGE + 3):
        event_of(child, title=f"Event {number}")
    scope = Scope(worker, person=child)
    first, more = events_of(scope, SOURCES.values())
    second, none = events_of(scope, SOURCES.values(), page=2)
    assert (len(first), more, len(second), none) == (PER_PAGE, True, 3, False)
    assert not {event.key for event in first} & {event.key for event in second}
    body = " ".join(as_user(worker).get(at("people", child)).content.decode().split())
    assert 'name="_page" value="2"' in body


def test_what_is_hidden_stands_on_nobodys_chronology(life: Any, worker: Any, manager: Any) -> None:
    other = PersonFactory(given="Bo", family="Marsh")
    note = event_of(life.child, title="With somebody else")
    NoteSubjectFactory(note=note, child=other)
    restrict_record(other, by=manager, reason="A relative works here")
    restrict_record(life.place, by=manager, reason="An ongoing inquiry")
    found = words(Scope(worker, person=life.child))
    assert not [one for one in found if "Canal" in one or one == "With somebody else"]
    assert "With somebody else" in words(Scope(manager, person=life.child))
    key = f"note.written.{note.pk}"
    assert chosen_events(Scope(worker, person=life.child), SOURCES.values(), [key]) == []


# --- For court -------------------------------------------------------------------------------------------------------
def test_lines_are_chosen_over_several_pages_and_printed_the_earliest_first(as_user: Any, worker: Any) -> None:
    child = PersonFactory()
    notes = [event_of(child, title=f"Event {number}") for number in range(3)]
    keys = [f"note.written.{note.pk}" for note in notes]
    desk = as_user(worker)
    desk.post(at("people", child, "choose"), {"on_page": keys, "line": keys[:1]})
    desk.post(f"{at('people', child, 'choose')}?page=2", {"on_page": ["note.written.x"], "line": []})
    page = desk.get(at("people", child))
    assert {event.words for event, is_chosen in page.context["events"] if is_chosen} == {"Event 0"}
    answer = desk.post(at("people", child, "choose"), {"on_page": keys, "_all": "1"})
    assert answer["Location"].startswith(at("people", child))
    desk.post(at("people", child, "choose"), {"on_page": keys[1:2], "line": []})
    printed = desk.get(at("people", child, "print")).context["events"]
    assert [event.words for event in printed] == ["Event 0", "Event 2"]
    desk.post(at("people", child, "choose"), {"on_page": keys, "_none": "1"})
    assert desk.get(at("people", child, "print")).context["events"] == []


def test_paging_keeps_the_ticks_and_the_filter(as_user: Any, worker: Any) -> None:
    child = PersonFactory()
    notes = [event_of(child, title=f"Event {number}") for number in range(PER_PAGE + 1)]
    desk = as_user(worker)
    first = [event for event, _chosen in desk.get(at("people", child)).context["events"]]
    ticked = {"on_page": [event.key for event in first], "line": [first[0].key], "_page": "2"}
    answer = desk.post(f"{at('people', child, 'choose')}?kind=note", ticked)
    assert answer["Location"] == f"{at('people', child)}?kind=note&page=2"
    page = desk.get(answer["Location"])
    assert (page.context["chosen_total"], len(page.context["events"])) == (1, 1)
    back = {"on_page": [page.context["events"][0][0].key], "line": [], "_page": "1"}
    assert desk.post(f"{at('people', child, 'choose')}?page=2", back)["Location"].endswith("?page=1")
    assert [event.words for event in desk.get(at("people", child, "print")).context["events"]] == [first[0].words]
    assert len(notes) == PER_PAGE + 1


def test_more_lines_than_can_be_printed_are_refused_in_words(
    as_user: Any, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chronology_views, "MOST_CHOSEN", 2)
    child = PersonFactory()
    keys = [f"note.written.{event_of(child, title=f'Event {number}').pk}" for number in range(3)]
    desk = as_user(worker)
    desk.post(at("people", child, "choose"), {"on_page": keys[:1], "line": keys[:1]})
    refused = desk.post(at("people", child, "choose"), {"on_page": keys[1:], "line": keys[1:], "_page": "2"})
    assert refused["Location"] == f"{at('people', child)}?"
    page = desk.get(at("people", child))
    assert "No more than 2 lines can be printed at once, and this would make 3." in page.content.decode()
    assert page.context["chosen_total"] == 1
    desk.post(at("people", child, "choose"), {"on_page": keys[1:], "line": keys[1:2]})
    assert desk.get(at("people", child)).context["chosen_total"] == 2


def test_lines_that_may_no_longer_be_seen_are_not_counted_as_chosen(as_user: Any, worker: Any, manager: Any) -> None:
    child, other = PersonFactory(), PersonFactory()
    notes = [event_of(child, title="Alone"), event_of(child, title="With somebody")]
    NoteSubjectFactory(note=notes[1], child=other)
    keys = [f"note.written.{note.pk}" for note in notes]
    desk = as_user(worker)
    desk.post(at("people", child, "choose"), {"on_page": keys, "line": [*keys, "note.written.x", "nonsense"]})
    assert desk.get(at("people", child)).context["chosen_total"] == 2
    restrict_record(other, by=manager, reason="A relative works here")
    assert desk.get(at("people", child)).context["chosen_total"] == 1


def test_nothing_ticked_is_said_instead_of_printed(as_user: Any, worker: Any) -> None:
    child = PersonFactory()
    key = f"note.written.{event_of(child).pk}"
    desk = as_user(worker)
    answer = desk.post(at("people", child, "choose"), {"on_page": [key], "_print": "1"}, follow=True)
    assert "No line is ticked." in answer.content.decode()


def test_key_of_another_record_is_not_printed(worker: Any) -> None:
    child, other = PersonFactory(), PersonFactory()
    note = event_of(other)
    scope = Scope(worker, person=child)
    assert (
        chosen_events(scope, SOURCES.values(), [f"note.written.{note.pk}", "note.written.x", "nonsense", "a.b"]) == []
    )


def test_other_people_are_masked_and_the_child_is_not(worker: Any) -> None:
    child = PersonFactory(given="Ada", family="Okafor")
    sister = PersonFactory(given="Ife", family="Okafor")
    friend = PersonFactory(given="Bo", family="Marsh")
    family = FamilyMembershipFactory(person=child).family
    FamilyMembershipFactory(person=sister, family=family)
    note = event_of(
        child,
        title="Ada with Bo",
        happened="Ife Okafor rang of the Okafors' car; Bo Marsh's mother came. Rowan did not.",
    )
    NoteSubjectFactory(note=note, child=friend)
    scope = Scope(worker, person=child)
    [event] = masked(chosen_events(scope, SOURCES.values(), [f"note.written.{note.pk}"]), scope)
    assert event.words == "Ada with B."
    assert event.text == "I. Okafor rang of the Okafors' car; B. M. mother came. Rowan did not."


def test_name_of_somebody_hidden_is_masked_too_and_stands_in_their_audit(worker: Any, manager: Any) -> None:
    child, brother = PersonFactory(given="Ada", family="Okafor"), PersonFactory(given="Kit", family="Marsh")
    FamilyMembershipFactory(person=brother, family=FamilyMembershipFactory(person=child).family)
    note = event_of(child, title="Ada rang Kit")
    restrict_record(brother, by=manager, reason="A relative works here")
    scope = Scope(worker, person=child)
    [event] = masked(chosen_events(scope, SOURCES.values(), [f"note.written.{note.pk}"]), scope)
    assert event.words == "Ada rang K."
    assert [event.shown for event in audited("names.masked")] == [[brother.pk]]


def test_who_is_told_of_in_no_row_is_masked_by_the_place_and_the_contact(worker: Any, manager: Any) -> None:
    """An interview names a place, which concerns somebody hidden; a contact is about another child too."""
    child, friend, other = (PersonFactory(given=given, family="Testington") for given in ("Ada", "Jayden", "Mo"))
    place = ContextFactory()
    ContextLinkFactory(context=place, child=friend)
    restrict_record(friend, by=manager, reason="A relative works here")
    episode = MissingEpisodeFactory(child=child, found_at=timezone.now())
    interview = ReturnInterviewFactory(episode=episode, held=True, said="I was with Jayden.", context=place)
    referral = ReferralFactory(worry="Ada and Mo were there.")
    for person in (child, other):
        ReferralChildFactory(referral=referral, known="known", person=person)
    scope = Scope(worker, person=child)
    keys = [event.key for event in events_of(scope, SOURCES.values())[0]]
    told = {
        event.key.rpartition(".")[2]: event.text
        for event in masked(chosen_events(scope, SOURCES.values(), keys), scope)
    }
    assert told[str(interview.pk)] == "I was with J."
    assert told[str(referral.pk)] == "Ada and M. were there."


def test_family_keeps_its_own_names_and_a_context_keeps_none(worker: Any) -> None:
    child, friend = PersonFactory(given="Ada", family="Okafor"), PersonFactory(given="Bo", family="Marsh")
    family, place = FamilyMembershipFactory(person=child).family, ContextFactory()
    ContextLinkFactory(context=place, child=friend)
    ContextLinkFactory(context=place, child=child)
    note = event_of(child, title="Ada with Bo")
    for subject in ({"child": friend}, {"child": None, "context": place}):
        NoteSubjectFactory(note=note, **subject)
    key = f"note.written.{note.pk}"

    def told(scope: Scope) -> str:
        [event] = masked(chosen_events(scope, SOURCES.values(), [key]), scope)
        return event.words

    assert told(Scope(worker, family=family)) == "Ada Okafor: Ada with B."
    assert told(Scope(worker, context=place)) == "A. with B."


def test_what_becomes_an_initial_is_shown_before_it_is_printed(as_user: Any, worker: Any, manager: Any) -> None:
    """Of somebody hidden too, as it goes out; and who asked is in their audit."""
    child, friend = PersonFactory(given="Ada", family="Okafor"), PersonFactory(given="Bo", family="Marsh")
    FamilyMembershipFactory(person=friend, family=FamilyMembershipFactory(person=child).family)
    restrict_record(friend, by=manager, reason="A relative works here")
    note = event_of(child, title="Ada with Bo", happened="Bo Marsh rang.\nRowan did not.")
    key = f"note.written.{note.pk}"
    desk = as_user(worker)
    desk.post(at("people", child, "choose"), {"on_page": [key], "line": [key]})
    page = desk.get(at("people", child, "print")).content.decode()
    assert "Ada with <mark>Bo</mark>" in page
    assert "<mark>Bo</mark> <mark>Marsh</mark> rang.<br>Rowan did not." in page
    assert page.index("<mark>Bo</mark>") < page.index("To whom do you give it")
    assert "Records restricted from you" in page
    [event] = audited("names.checked")
    assert (event.record_id, event.shown) == (child.pk, [friend.pk])
    friend.names.update(given="Zed", family="Zed")
    assert "No name of anybody else on record" in desk.get(at("people", child, "print")).content.decode()


@pytest.mark.skipif(not can_draw(), reason="WeasyPrint has nothing to draw with here")
def test_print_is_a_tagged_file_without_a_name_in_its_own_and_stands_in_the_audit(as_user: Any, worker: Any) -> None:
    child = PersonFactory(given="Ada", family="Okafor")
    note = event_of(child)
    desk = as_user(worker)
    key = f"note.written.{note.pk}"
    desk.post(at("people", child, "choose"), {"on_page": [key], "line": [key]})
    refused = desk.post(at("people", child, "print"), {"purpose": "", "basis": "", "others": "initials"})
    assert refused.status_code == 200
    assert audited("chronology.printed") == []
    asked = {"purpose": "Family court, FX26", "basis": "legal", "others": "initials"}
    answer = desk.post(at("people", child, "print"), asked)
    assert answer["Content-Type"] == "application/pdf"
    assert f"{child.reference}-chronology.pdf" in answer["Content-Disposition"]
    paper = PdfReader(BytesIO(answer.content))
    assert "/StructTreeRoot" in paper.trailer["/Root"]
    text = " ".join(paper.pages[0].extract_text().split())
    assert "Printed for: Family court, FX26" in text
    assert "Seen at the arcade" in text
    assert "Records restricted from whoever printed it are not in it." in text
    [event] = audited("chronology.printed")
    assert (event.reason, event.shown) == ("Family court, FX26", [child.pk])
