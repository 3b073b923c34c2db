"""The pages of cases and notes: what they do, what they refuse beside which field, and that nothing typed is lost."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Allocation, Case, CaseChild, CaseNote, NoteSubject
from cases.notes import Subject, record_note
from cs_casework.access import restrict_record
from cs_casework.dates import today
from cs_casework.drafts.models import Draft
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseFactory,
    ContextCaseFactory,
    ContextFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import audited, boxes, hours_ago, moment_boxes, race, refusals, value_typed

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
# Not tomorrow: the suite may run over midnight.
NEXT_WEEK = today() + 7 * DAY


def url(name: str, *args: Any, **query: Any) -> str:
    address = reverse(f"cases:{name}", args=[getattr(arg, "pk", arg) for arg in args])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


@pytest.fixture
def proposed(team: Any, worker: Any) -> Case:
    family = FamilyFactory(name="Okafor family")
    FamilyMembershipFactory(family=family, person__given="Ada", person__family="Okafor")
    return CaseFactory(
        family=family,
        status="proposed",
        opened_on=None,
        team=team,
        proposed_by=worker,
        proposed_on=today(),
        proposed_why="Four incidents in a month",
    )


# --- Proposing -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("make", "name"), [(FamilyFactory, "family"), (ContextFactory, "context")])
def test_case_is_proposed_from_the_page_of_a_family_or_a_context(
    make: Any, name: str, as_user: Any, worker: Any
) -> None:
    subject, desk = make(), as_user(worker)
    address = url("case-propose", **{name: subject.pk})
    assert address in desk.get(subject.get_absolute_url()).content.decode()
    refused = desk.post(address, {"why": "Four incidents"} | boxes("referred_on", NEXT_WEEK))
    assert refusals(refused) == {"referred_on": ["Referral date must be today or in the past"]}
    assert value_typed(refused, "why") == "Four incidents"
    done = desk.post(address, {"why": "Four incidents"} | boxes("referred_on", today()))
    case = Case.objects.get()
    assert (done.status_code, done.url, case.subject) == (302, case.get_absolute_url(), subject)
    again = desk.post(address, {"why": "And a fifth"})
    assert refusals(again) == {"__all__": [f"This {name} has a case already, open or proposed."]}
    assert value_typed(again, "why") == "And a fifth"
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("why", "message"),
    [
        ("", "Enter an answer to “Why is a case needed?”"),
        ("a" * 5001, "Your answer must be 5000 characters or fewer"),
        ("a\x00b", "Your answer contains a character that cannot be stored. Delete the text and type it again."),
    ],
    ids=["empty", "too long", "NUL byte"],
)
def test_reason_that_cannot_be_kept_is_refused_beside_it(why: str, message: str, as_user: Any, worker: Any) -> None:
    response = as_user(worker).post(
        url("case-propose", family=FamilyFactory().pk), {"why": why} | boxes("referred_on", None)
    )
    assert refusals(response) == {"why": [message]}
    assert value_typed(response, "why") == why
    assert not Case.objects.exists()


def test_case_is_proposed_on_something_that_may_be_seen(as_user: Any, worker: Any, manager: Any) -> None:
    hidden = FamilyFactory()
    restrict_record(hidden, by=manager, reason="A relative works here")
    desk = as_user(worker)
    for query in ({}, {"family": hidden.pk}, {"family": "nonsense"}, {"family": "%00"}, {"context": hidden.pk}):
        assert desk.get(url("case-propose", **query)).status_code == 404


# --- Deciding --------------------------------------------------------------------------------------------------------
def opening(case: Case, **details: Any) -> dict[str, Any]:
    children = [member.person_id for member in case.family.memberships.all()] if case.family else []
    return {"children": children, "team": case.team.pk, **boxes("referred_on", today()), "why": "Agreed"} | details


def test_manager_opens_a_case_with_its_children(as_user: Any, manager: Any, proposed: Case) -> None:
    adult = FamilyMembershipFactory(
        family=proposed.family, part="mother", person__birth_on=datetime.date(1985, 1, 1)
    ).person
    child = proposed.family.memberships.get(part="child").person
    desk = as_user(manager)
    shown = desk.get(url("case-open", proposed))
    assert "Four incidents in a month" in shown.content.decode()
    # Children are the likely answer; an adult may be a care leaver and is offered too.
    assert value_typed(shown, "children") == [child.pk]
    assert set(shown.context["form"].fields["children"].queryset) == {child, adult}
    done = desk.post(url("case-open", proposed), opening(proposed, children=[child.pk], primary_need="N1", source="6"))
    assert done.url == proposed.get_absolute_url()
    period = CaseChild.objects.get()
    assert (period.child, period.primary_need, period.source) == (child, "N1", "6")
    assert "The case is open." in desk.get(done.url).content.decode()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"children": []}, {"children": ["Select an answer to “Which children are open to the service?”"]}),
        ({"team": ""}, {"team": ["Select team"]}),
        (boxes("referred_on", NEXT_WEEK), {"referred_on": ["Referral date must be today or in the past"]}),
        (boxes("referred_on", None), {"referred_on": ["Enter referral date"]}),
        ({"why": "a" * 5001}, {"why": ["Your reason must be 5000 characters or fewer"]}),
    ],
    ids=["no child", "no team", "future", "no date", "too long"],
)
def test_opening_is_refused_beside_the_field_and_what_was_typed_stays(
    typed: dict[str, Any], expected: dict[str, list[str]], as_user: Any, manager: Any, proposed: Case
) -> None:
    sent = opening(proposed, **typed)
    response = as_user(manager).post(url("case-open", proposed), sent)
    assert refusals(response) == expected
    assert value_typed(response, "why") == sent["why"]
    proposed.refresh_from_db()
    assert proposed.status == "proposed"


def test_child_of_another_family_or_out_of_sight_is_no_choice(as_user: Any, manager: Any, proposed: Case) -> None:
    hidden = FamilyMembershipFactory(family=proposed.family).person
    restrict_record(hidden, by=UserFactory(code="manager"), reason="A relative works here")
    for child in (PersonFactory(), hidden):
        response = as_user(manager).post(url("case-open", proposed), opening(proposed, children=[child.pk]))
        assert list(refusals(response)) == ["children"]
    assert not CaseChild.objects.exists()


def test_child_open_already_is_refused_and_the_case_stays_proposed(as_user: Any, manager: Any, proposed: Case) -> None:
    CaseChildFactory(child=proposed.family.memberships.get().person)
    response = as_user(manager).post(url("case-open", proposed), opening(proposed))
    assert refusals(response) == {"__all__": ["This child is open to the service already."]}
    assert value_typed(response, "why") == "Agreed"
    proposed.refresh_from_db()
    assert proposed.status == "proposed"


def test_context_case_is_opened_without_children(as_user: Any, manager: Any, team: Any) -> None:
    case = ContextCaseFactory(status="proposed", opened_on=None, team=team)
    desk = as_user(manager)
    assert set(desk.get(url("case-open", case)).context["form"].fields) == {"team", "referred_on", "why"}
    assert desk.post(url("case-open", case), opening(case)).status_code == 302
    case.refresh_from_db()
    assert (case.status, case.context.status) == ("open", "open")


def test_manager_declines_with_a_reason(as_user: Any, manager: Any, proposed: Case) -> None:
    desk = as_user(manager)
    assert refusals(desk.post(url("case-decline", proposed), {"why": " "})) == {
        "why": ["Enter an answer to “Why is the case not opened?”"]
    }
    assert desk.post(url("case-decline", proposed), {"why": "Early help will do"}).status_code == 302
    shown = desk.get(proposed.get_absolute_url()).content.decode()
    assert "Early help will do" in shown
    assert "Four incidents in a month" in shown


@pytest.mark.parametrize("what", ["case-open", "case-decline"])
def test_manager_who_is_second_is_told_and_loses_no_word(what: str, as_user: Any, manager: Any, proposed: Case) -> None:
    """The page was open while another manager decided."""
    Case.objects.filter(pk=proposed.pk).update(status="declined", decided_why="Decided by another")
    response = as_user(manager).post(url(what, proposed), opening(proposed, why="My own reason"))
    done = {"case-open": "opened", "case-decline": "declined"}[what]
    assert refusals(response) == {"__all__": [f"Only a proposed case can be {done}."]}
    assert value_typed(response, "why") == "My own reason"


@pytest.mark.parametrize("what", ["case-open", "case-decline"])
def test_case_decided_already_is_not_offered_for_decision(what: str, as_user: Any, manager: Any) -> None:
    assert as_user(manager).get(url(what, CaseFactory())).status_code == 404


def test_words_kept_of_a_decision_that_somebody_else_took_stay_in_reach(
    as_user: Any, manager: Any, proposed: Case
) -> None:
    """A long answer is kept; where it can no longer be given, its words are shown, and refused in words."""
    desk, page = as_user(manager), url("case-decline", proposed)
    assert desk.post(page, {"why": "My own reason", "_save": "1"}).url == proposed.get_absolute_url()
    assert value_typed(desk.get(page), "why") == "My own reason"
    Case.objects.filter(pk=proposed.pk).update(status="declined", decided_why="Decided by another")
    draft = Draft.objects.get()
    assert value_typed(desk.get(draft.address), "why") == "My own reason"
    sent = {"why": "My own reason", "draft_id": str(draft.pk)}
    assert refusals(desk.post(page, sent)) == {"__all__": ["Only a proposed case can be declined."]}
    assert Draft.objects.unfinished().get().data == {"why": ["My own reason"]}


# --- Allocating ------------------------------------------------------------------------------------------------------
def test_case_is_allocated_to_a_worker_of_its_team(as_user: Any, manager: Any, worker: Any, team: Any) -> None:
    case = CaseFactory(team=team)
    elsewhere = TeamMembershipFactory()
    desk = as_user(manager)
    shown = desk.get(url("case-allocate", case))
    offered = shown.context["form"].fields["worker"].queryset
    # Those of the team first; somebody of another can be a co-worker.
    assert [member.user for member in offered] == [manager, worker, elsewhere.user]
    sent = {"worker": worker.team_memberships.get().pk, "role": "lead", **boxes("from_on", today())}
    refused = desk.post(url("case-allocate", case), sent | {"worker": elsewhere.pk, "reason": "Knows them"})
    assert refusals(refused) == {"worker": ["This case is with Riverside team. Transfer it first."]}
    assert value_typed(refused, "reason") == "Knows them"
    future = desk.post(url("case-allocate", case), sent | boxes("from_on", NEXT_WEEK))
    assert refusals(future) == {"from_on": ["From must be today or in the past"]}
    assert desk.post(url("case-allocate", case), sent).url == case.get_absolute_url()
    assert Allocation.objects.get().worker == worker
    twice = desk.post(url("case-allocate", case), sent)
    assert refusals(twice) == {"worker": ["Wren Ashdown holds this part already."]}


def test_case_that_no_team_holds_is_offered_to_workers_of_every_team(
    as_user: Any, manager: Any, worker: Any, team: Any
) -> None:
    case = CaseFactory(team=None)
    other = TeamMembershipFactory(team__name="Lakeside team", user__name="Lake Sider")
    desk = as_user(manager)
    offered = desk.get(url("case-allocate", case)).context["form"].fields["worker"].queryset
    assert {member.user for member in offered} == {manager, worker, other.user}
    desk.post(url("case-allocate", case), {"worker": other.pk, "role": "lead", **boxes("from_on", today())})
    case.refresh_from_db()
    assert case.team == other.team


def test_worker_is_allocated_to_one_child(as_user: Any, manager: Any, worker: Any, team: Any) -> None:
    period = CaseChildFactory(case__team=team)
    sent = {"worker": worker.team_memberships.get().pk, "role": "lead", **boxes("from_on", today())}
    other = CaseChildFactory().child
    refused = as_user(manager).post(url("case-allocate", period.case), sent | {"child": other.pk})
    assert list(refusals(refused)) == ["child"]
    as_user(manager).post(url("case-allocate", period.case), sent | {"child": period.child.pk})
    assert Allocation.objects.get().child == period.child


def test_allocation_is_ended_with_a_reason(as_user: Any, manager: Any, worker: Any, team: Any) -> None:
    allocation = AllocationFactory(worker=worker, case__team=team)
    end = url("allocation-end", allocation.case, allocation)
    desk = as_user(manager)
    assert refusals(desk.post(end, boxes("to_on", today()))) == {
        "change_reason": ["Select an answer to “Why does it end?”"],
        "reason": ["Enter reason"],
    }
    left = {"reason": "Left", "change_reason": "LEFTRL"}
    early = desk.post(end, boxes("to_on", today() - DAY) | left)
    assert refusals(early) == {"to_on": ["It ends before it begins."]}
    assert value_typed(early, "reason") == "Left"
    assert desk.post(end, boxes("to_on", today()) | left).status_code == 302
    assert list(Case.objects.unallocated(manager)) == [allocation.case]
    assert desk.get(end).status_code == 404


@pytest.mark.parametrize("role", ["worker", "support", "records", "administrator"])
def test_only_a_manager_comes_to_these_pages(
    role: str, as_user: Any, proposed: Case, request: pytest.FixtureRequest
) -> None:
    desk = as_user(request.getfixturevalue(role))
    allocation = AllocationFactory()
    pages = [
        url("case-open", proposed),
        url("case-decline", proposed),
        url("case-allocate", allocation.case),
        url("allocation-end", allocation.case, allocation),
        url("family-join", proposed.family),
    ]
    assert [desk.get(page).status_code for page in pages] == [403] * 5


# --- Lists and one case ----------------------------------------------------------------------------------------------
def test_cases_are_narrowed(as_user: Any, manager: Any, team: Any, proposed: Case) -> None:
    mine = AllocationFactory(worker=manager, case__team=team).case
    context = ContextCaseFactory()
    desk = as_user(manager)
    expected = {
        "": {proposed, mine, context},
        "status=proposed": {proposed},
        "on=context": {context},
        "on=family": {proposed, mine},
        f"team={team.pk}": {proposed, mine},
        "unallocated=on": {context},
        "mine=on": {mine},
        "mine=on&status=proposed": set(),
    }
    found = {query: set(desk.get(f"{url('case-list')}?{query}").context["page_of"]) for query in expected}
    assert found == expected


@pytest.mark.parametrize("query", ["status=%00", "team=%00", "team=nonsense", "on=nothing", "page=%00"])
def test_list_answers_whatever_the_address_says(query: str, as_user: Any, worker: Any) -> None:
    assert as_user(worker).get(f"{url('case-list')}?{query}").status_code == 200


def test_business_support_sees_that_a_case_is_open_and_who_leads_and_no_more(
    as_user: Any, support: Any, worker: Any, proposed: Case
) -> None:
    Case.objects.filter(pk=proposed.pk).update(status="open", opened_on=today(), decided_why="A private reason")
    AllocationFactory(case=proposed, worker=worker)
    desk = as_user(support)
    body = desk.get(proposed.get_absolute_url()).content.decode()
    assert "Wren Ashdown" in body
    for hidden in ("Four incidents in a month", "A private reason"):
        assert hidden not in body
    assert desk.get(url("case-history", proposed)).status_code == 403
    assert desk.get(url("family-notes", proposed.family)).status_code == 403


def test_pages_of_a_case_lead_to_the_story_of_whom_it_is_about(as_user: Any, worker: Any, support: Any) -> None:
    period, on_place = CaseChildFactory(), ContextCaseFactory()
    family, place = period.case.family, on_place.context
    summary = reverse("overview:person-summary", args=[period.child.pk])
    leads = {
        period.case: [summary, reverse("overview:chronology", args=["families", family.pk])],
        on_place: [
            reverse("overview:context-summary", args=[place.pk]),
            reverse("overview:chronology", args=["contexts", place.pk]),
        ],
    }
    for case, addresses in leads.items():
        body = as_user(worker).get(case.get_absolute_url()).content.decode()
        assert [address for address in addresses if address not in body] == []
        body = as_user(support).get(case.get_absolute_url()).content.decode()
        assert [address for address in addresses if address in body] == []
    assert summary in as_user(worker).get(reverse("cases:child-list")).content.decode()
    body = as_user(support).get(reverse("cases:child-list")).content.decode()
    assert summary not in body
    assert period.child.get_absolute_url() in body


def test_versions_of_a_case_are_read_by_who_may_see_it(as_user: Any, manager: Any, proposed: Case) -> None:
    desk = as_user(manager)
    desk.post(url("case-open", proposed), opening(proposed))
    versions = desk.get(url("case-history", proposed)).content.decode()
    assert "Mana Oduya" in versions
    assert "Agreed" in versions


# --- Writing a note --------------------------------------------------------------------------------------------------
@pytest.fixture
def made() -> SimpleNamespace:
    return SimpleNamespace(
        ada=PersonFactory(given="Ada", family="Okafor"),
        ben=PersonFactory(given="Ben", family="Reyes"),
        park=ContextFactory(name="Elm Park"),
        family=FamilyFactory(name="Marrow family"),
    )


@pytest.fixture
def desk(as_user: Any, worker: Any) -> Any:
    return as_user(worker)


def key(record: Any) -> str:
    return f"{record._meta.model_name.replace('person', 'child')}:{record.pk}"


def typed_note(*subjects: Any, **typed: Any) -> dict[str, Any]:
    return {
        "subject": [key(record) for record in subjects],
        "kind": "visit",
        "title": "A visit to the park",
        "happened": "We walked along the canal.",
        **moment_boxes("occurred_at", hours_ago(2)),
    } | typed


def test_one_note_is_written_on_a_place_and_two_children(desk: Any, made: SimpleNamespace, worker: Any) -> None:
    sent = typed_note(
        made.park,
        made.ada,
        made.ben,
        is_significant="on",
        **{f"own_{made.ada.pk}": "She is tired.", f"seen_{made.ada.pk}": "seen_alone"},
    )
    response = desk.post(url("note-create", about=key(made.park)), sent)
    assert response.url == url("context-notes", made.park)
    note = CaseNote.objects.get()
    assert (note.title, note.created_by, note.is_significant) == ("A visit to the park", worker, True)
    for name, record in (("context-notes", made.park), ("person-notes", made.ada), ("person-notes", made.ben)):
        [entry] = desk.get(url(name, record)).context["entries"]
        assert (entry["note"], len(entry["also"])) == (note, 2)
    own = "She is tired."
    assert own in desk.get(url("person-notes", made.ada)).content.decode()
    assert own not in desk.get(url("person-notes", made.ben)).content.decode()
    assert own not in desk.get(url("context-notes", made.park)).content.decode()


def test_subjects_are_found_added_and_removed_and_nothing_typed_is_lost(desk: Any, made: SimpleNamespace) -> None:
    """Every step is a button of the one form: no JavaScript is needed."""
    address = url("note-create", about=key(made.ada))
    shown = desk.get(address)
    assert [subject for _key, subject in shown.context["subjects"]] == [made.ada]
    draft_id = str(shown.context["draft"].id)
    half = {"occurred_at-day": "31", "occurred_at-month": "", "occurred_at-year": "", "occurred_at-time": "4"}
    own = {f"own_{made.ada.pk}": "She is tired.", f"seen_{made.ada.pk}": "seen"}
    sent = typed_note(made.ada, draft_id=draft_id, title="", **half, **own)

    found = desk.post(address, sent | {"_find": "1", "_finder": "Elm Park"})
    assert found.context["found"] == [(key(made.park), made.park)]
    assert found.context["finder"] == "Elm Park"

    added = desk.post(address, sent | {"_add": "1", "add": [key(made.park), key(made.ben)]})
    assert [subject for _key, subject in added.context["subjects"]] == [made.ada, made.park, made.ben]

    sent["subject"] = [subject for subject, _record in added.context["subjects"]]
    removed = desk.post(address, sent | {"_remove": key(made.park)})
    assert [subject for _key, subject in removed.context["subjects"]] == [made.ada, made.ben]

    for page in (found, added, removed, desk.get(address)):
        assert refusals(page) == {}
        assert "There is a problem" not in page.content.decode()
        assert value_typed(page, "happened") == "We walked along the canal."
        assert value_typed(page, f"own_{made.ada.pk}") == "She is tired."
        assert value_typed(page, f"seen_{made.ada.pk}") == "seen"
        assert value_typed(page, "occurred_at") == {"day": "31", "month": "", "year": "", "time": "4"}
    assert [subject for _key, subject in desk.get(address).context["subjects"]] == [made.ada, made.ben]
    assert not CaseNote.objects.exists()


def test_finder_says_when_nothing_was_typed_or_found(desk: Any, made: SimpleNamespace) -> None:
    address = url("note-create", about=key(made.ada))
    nothing = desk.post(address, typed_note(made.ada, _find="1", _finder=" "))
    assert "Type a name or a reference to find." in nothing.content.decode()
    unknown = desk.post(address, typed_note(made.ada, _find="1", _finder="Xylophone"))
    assert "Nothing found that is not on the note already." in unknown.content.decode()
    # Who is on the note already is not offered again.
    known = desk.post(address, typed_note(made.ada, _find="1", _finder="Ada Okafor"))
    assert known.context["found"] == []


def test_enter_in_the_finder_finds_and_elsewhere_records_nothing(desk: Any, made: SimpleNamespace) -> None:
    """Enter sends the first button of the form, which must not be the one that records."""
    address = url("note-create", about=key(made.ada))
    found = desk.post(address, typed_note(made.ada, _stay="1", _finder="Elm Park"))
    assert found.context["found"] == [(key(made.park), made.park)]
    stayed = desk.post(address, typed_note(made.ada, _stay="1", _finder=""))
    assert refusals(stayed) == {}
    assert value_typed(stayed, "title") == "A visit to the park"
    assert "Type a name" not in stayed.content.decode()
    assert not CaseNote.objects.exists()


@pytest.mark.parametrize("text", ["\x00", "Ada\x00", "a" * 5000, "🦊", "' OR 1=1 --"])
def test_finder_answers_whatever_is_looked_for(text: str, desk: Any, made: SimpleNamespace) -> None:
    response = desk.post(url("note-create"), typed_note(made.ada, _find="1", _finder=text))
    assert response.status_code == 200


NOTE_REFUSALS: list[Any] = [
    pytest.param({"kind": ""}, {"kind": ["Select kind of note"]}, id="kind"),
    pytest.param({"title": " "}, {"title": ["Enter title"]}, id="title"),
    pytest.param({"title": "a" * 151}, {"title": ["Title must be 150 characters or fewer"]}, id="title too long"),
    pytest.param(
        {"happened": "", "analysis": ""},
        {"happened": ["Write what happened, what was said, or your analysis."]},
        id="empty",
    ),
    pytest.param(
        {"happened": "é" * 20001}, {"happened": ["What happened must be 20000 characters or fewer"]}, id="too long"
    ),
    pytest.param(
        {"said": "a\x00b"},
        {"said": ["What was said contains a character that cannot be stored. Delete the text and type it again."]},
        id="NUL byte",
    ),
    pytest.param(boxes("occurred_at", NEXT_WEEK), {"occurred_at": ["Date must not be in the future"]}, id="future"),
    pytest.param(boxes("occurred_at", None), {"occurred_at": ["Date must include a date"]}, id="no day"),
    pytest.param({"occurred_at-time": ""}, {"occurred_at": ["Date must include a time"]}, id="no time"),
    pytest.param(
        {"occurred_at-time": "25:00"}, {"occurred_at": ["Enter the time like 4:10pm or 16:10"]}, id="no such time"
    ),
    pytest.param(
        {"kind": "management_oversight"},
        {"kind": ["Select one of the choices listed for “Kind of note”"]},
        id="oversight by a practitioner",
    ),
]


@pytest.mark.parametrize(("typed", "expected"), NOTE_REFUSALS)
def test_note_is_refused_beside_the_field_and_what_was_typed_stays(
    typed: dict[str, str], expected: dict[str, list[str]], desk: Any, made: SimpleNamespace
) -> None:
    sent = typed_note(made.ada, analysis="Things are better", **{f"own_{made.ada.pk}": "For her"}) | typed
    response = desk.post(url("note-create"), sent)
    assert refusals(response) == expected
    assert "There is a problem" in response.content.decode()
    for name in ("kind", "title", "happened", "analysis", f"own_{made.ada.pk}"):
        assert value_typed(response, name) == sent[name]
    assert not CaseNote.objects.exists()


def test_note_without_a_subject_is_refused_and_what_was_typed_stays(desk: Any) -> None:
    response = desk.post(url("note-create"), typed_note())
    assert refusals(response) == {"__all__": ["Choose at least one child, family or context this note is about."]}
    assert value_typed(response, "happened") == "We walked along the canal."


def test_birth_after_the_visit_is_refused_beside_the_date(desk: Any, made: SimpleNamespace) -> None:
    made.ada.birth_on = today()
    made.ada.save()
    sent = typed_note(made.ada, **{f"seen_{made.ada.pk}": "seen"}, **moment_boxes("occurred_at", hours_ago(50)))
    response = desk.post(url("note-create"), sent)
    assert refusals(response) == {"occurred_at": ["Ada Okafor was not born yet and cannot have been seen."]}
    assert value_typed(response, f"seen_{made.ada.pk}") == "seen"


def test_oversight_is_offered_to_managers_alone(as_user: Any, manager: Any, worker: Any, made: SimpleNamespace) -> None:
    kinds = {"management_oversight", "supervision"}
    for user, offered in ((manager, kinds), (worker, set())):
        form = as_user(user).get(url("note-create")).context["form"]
        assert {value for value, _label in form.fields["kind"].choices} & kinds == offered
    as_user(manager).post(url("note-create"), typed_note(made.ada, kind="management_oversight"))
    assert CaseNote.objects.get().kind == "management_oversight"


def test_note_is_written_in_any_script(desk: Any, made: SimpleNamespace) -> None:
    words = "قالت إنها متعبة 😴 “so tired”"
    desk.post(url("note-create"), typed_note(made.ada, title="زيارة 🦊", said=words))
    note = CaseNote.objects.get()
    assert (note.title, note.said) == ("زيارة 🦊", words)
    assert words in desk.get(url("person-notes", made.ada)).content.decode()


def test_text_as_long_as_allowed_is_recorded(desk: Any, made: SimpleNamespace) -> None:
    """A browser sends each line end as two characters; they count as one, as in the count shown while typing."""
    desk.post(url("note-create"), typed_note(made.ada, happened="é\r\n" * 10000))
    assert CaseNote.objects.get().happened.count("é") == 10000


def test_hidden_or_made_up_subjects_fall_out(desk: Any, made: SimpleNamespace, manager: Any) -> None:
    restrict_record(made.ben, by=manager, reason="A relative works here")
    for about in (key(made.ben), "child:nonsense", "child:%00", "%00", "user:1", ""):
        assert desk.get(url("note-create", about=about)).context["subjects"] == []
    sent = typed_note(made.ada, made.ada, made.ben)
    sent["subject"] += ["child:nonsense", "case:x", "\x00"]
    desk.post(url("note-create"), sent)
    assert [row.subject for row in NoteSubject.objects.all()] == [made.ada]


# --- Prompts ---------------------------------------------------------------------------------------------------------
def test_child_named_in_the_shared_part_is_asked_about_once(desk: Any, made: SimpleNamespace) -> None:
    sent = typed_note(made.ada, made.park, happened="ada was there")
    asked = desk.post(url("note-create"), sent)
    assert asked.context["prompts"] == {"named": ["Ada Okafor"]}
    assert 'name="_prompted"' in asked.content.decode()
    assert value_typed(asked, "happened") == "ada was there"
    assert not CaseNote.objects.exists()
    assert desk.post(url("note-create"), sent | {"_prompted": "1"}).status_code == 302
    assert CaseNote.objects.get().happened == "ada was there"


def test_name_is_no_matter_on_one_record_or_in_the_part_for_it_alone(desk: Any, made: SimpleNamespace) -> None:
    alone = typed_note(made.ada, happened="Ada was there")
    assert desk.post(url("note-create"), alone).status_code == 302
    own = typed_note(made.ada, made.park, **{f"own_{made.ada.pk}": "Ada was there"})
    assert desk.post(url("note-create"), own).status_code == 302
    assert CaseNote.objects.count() == 2


def test_former_and_known_as_names_are_names_too(desk: Any, made: SimpleNamespace) -> None:
    made.ada.names.create(kind="known_as", given="Addie")
    asked = desk.post(url("note-create"), typed_note(made.ada, made.ben, said="Addie and Ben laughed"))
    assert sorted(asked.context["prompts"]["named"]) == ["Ada Okafor", "Ben Reyes"]


def test_blaming_words_are_asked_about_once_and_never_rewritten(desk: Any, made: SimpleNamespace) -> None:
    own = {f"own_{made.ada.pk}": "a lifestyle choice"}
    sent = typed_note(made.ada, analysis="He absconded", **own)
    asked = desk.post(url("note-create"), sent)
    assert list(asked.context["prompts"]) == ["blaming"]
    assert list(asked.context["prompts"]["blaming"]) == ["lifestyle choice", "absconded"]
    assert "The child may read this one day." in asked.content.decode()
    desk.post(url("note-create"), sent | {"_prompted": "1"})
    note = CaseNote.objects.get()
    assert (note.analysis, note.subjects.get().own_part) == ("He absconded", "a lifestyle choice")


def test_note_that_is_refused_is_not_asked_about_yet(desk: Any, made: SimpleNamespace) -> None:
    response = desk.post(url("note-create"), typed_note(made.ada, happened="He absconded", title=""))
    assert list(refusals(response)) == ["title"]
    assert "prompts" not in response.context


# --- The same note twice ---------------------------------------------------------------------------------------------
def test_note_submitted_twice_is_one_and_leads_to_the_same_page(desk: Any, made: SimpleNamespace) -> None:
    draft_id = str(desk.get(url("note-create")).context["draft"].id)
    sent = typed_note(made.ada, draft_id=draft_id)
    answers = [desk.post(url("note-create"), sent) for _time in range(2)]
    assert [answer.url for answer in answers] == [url("person-notes", made.ada)] * 2
    assert CaseNote.objects.count() == 1
    assert len(audited("note.recorded")) == 1


@pytest.mark.django_db(transaction=True)
def test_note_submitted_twice_at_once_is_one(team: Any, worker: Any, made: SimpleNamespace) -> None:
    draft = Draft(author=worker, form="cases.note", path="/")
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(worker, backend="cs_casework.accounts.backends.StaffBackend")
    draft_id = clients[0].get(url("note-create")).context["draft"].id
    sent = typed_note(made.ada, draft_id=str(draft_id))

    def submit(client: Client) -> Any:
        return lambda: client.post(url("note-create"), sent)

    def hold() -> None:
        draft.pk = draft_id
        draft.save(force_insert=True)

    answers = race(*(submit(client) for client in clients), hold=hold)
    assert [answer.url for answer in answers] == [url("person-notes", made.ada)] * 2
    note = CaseNote.objects.get()
    assert Draft.objects.get().result == note.pk


# --- Reading and amending --------------------------------------------------------------------------------------------
@pytest.fixture
def note(made: SimpleNamespace, worker: Any) -> CaseNote:
    return record_note(
        by=worker,
        kind="visit",
        occurred_at=hours_ago(2),
        title="A visit to the park",
        happened="We walked along the canal.",
        subjects=[Subject(made.park), Subject(made.ada, own_part="She is tired.", seen="seen_alone")],
    )


def amended(note: CaseNote, **typed: Any) -> dict[str, Any]:
    own = {f"own_{row.pk}": row.own_part for row in note.subjects.all()}
    shared = {"title": note.title, "happened": note.happened, "reason": "The date was wrong"}
    return shared | own | moment_boxes("occurred_at", note.occurred_at) | typed


def test_note_is_amended_with_a_reason_and_the_version_before_is_read(
    desk: Any, note: CaseNote, made: SimpleNamespace
) -> None:
    row = note.subjects.get(child=made.ada)
    shown = desk.get(url("note-amend", note))
    assert value_typed(shown, "happened") == "We walked along the canal."
    assert value_typed(shown, f"own_{row.pk}") == "She is tired."
    sent = amended(note, happened="We sat by the canal.", **{f"own_{row.pk}": "She is very tired."})
    assert desk.post(url("note-amend", note), sent).url == note.get_absolute_url()
    body = desk.get(note.get_absolute_url()).content.decode()
    for words in ("We sat by the canal.", "We walked along the canal.", "The date was wrong", "She is very tired."):
        assert words in body
    assert "Amended" in desk.get(url("person-notes", made.ada)).content.decode()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"reason": " "}, {"reason": ["Enter an answer to “Why is the note amended?”"]}),
        ({"happened": "", "analysis": ""}, {"__all__": ["Write what happened, what was said, or your analysis."]}),
        ({"title": ""}, {"title": ["Enter title"]}),
        (boxes("occurred_at", NEXT_WEEK), {"occurred_at": ["Date must not be in the future"]}),
        ({"said": "a" * 20001}, {"said": ["What was said must be 20000 characters or fewer"]}),
    ],
    ids=["no reason", "empty", "no title", "future", "too long"],
)
def test_amendment_is_refused_beside_the_field_and_what_was_typed_stays(
    typed: dict[str, Any], expected: dict[str, list[str]], desk: Any, note: CaseNote
) -> None:
    sent = amended(note, analysis="A new thought") | typed
    response = desk.post(url("note-amend", note), sent)
    assert refusals(response) == expected
    assert value_typed(response, "analysis") == sent["analysis"]
    assert note.history.count() == 1


def test_note_with_a_hidden_subject_shows_only_the_part_for_this_record(
    desk: Any, note: CaseNote, made: SimpleNamespace, manager: Any
) -> None:
    restrict_record(made.park, by=manager, reason="An ongoing inquiry")
    shown = desk.get(url("person-notes", made.ada))
    [entry] = shown.context["entries"]
    assert (entry["note"], entry["also"]) == (None, [])
    body = shown.content.decode()
    assert "She is tired." in body
    for hidden in ("A visit to the park", "We walked along the canal.", "Elm Park"):
        assert hidden not in body
    assert desk.get(note.get_absolute_url()).status_code == 404
    assert desk.get(url("note-amend", note)).status_code == 404
    assert desk.post(url("note-amend", note), amended(note)).status_code == 404


def test_notes_are_found_by_words_and_read_newest_first(desk: Any, made: SimpleNamespace, worker: Any) -> None:
    for hours, title in ((30, "Older"), (2, "Newest"), (10, "Between")):
        about = {"kind": "contact", "title": title, "happened": f"{title} canal", "occurred_at": hours_ago(hours)}
        record_note(by=worker, subjects=[Subject(made.ada)], **about)
    address = url("person-notes", made.ada)
    assert [entry["note"].title for entry in desk.get(address).context["entries"]] == ["Newest", "Between", "Older"]
    led_on = desk.post(address, {"_search": "1", "q": "older canals"})
    assert [entry["note"].title for entry in desk.get(led_on.url).context["entries"]] == ["Older"]
    led_on = desk.post(address, {"_search": "1", "q": "boats"})
    assert "No note with these words" in desk.get(led_on.url).content.decode()


def test_reading_notes_is_audited(desk: Any, note: CaseNote, made: SimpleNamespace, worker: Any) -> None:
    desk.get(url("person-notes", made.ada))
    desk.get(url("context-notes", made.park))
    assert [(event.actor_id, event.shown) for event in audited("notes.read")] == [
        (worker.pk, [made.ada.pk]),
        (worker.pk, [made.ada.pk]),  # the note stands on her record, too, and the list says so
    ]
    desk.get(note.get_absolute_url())
    assert [event.record_id for event in audited("casenote.viewed")] == [note.pk]
