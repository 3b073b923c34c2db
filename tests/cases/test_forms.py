"""What the forms of cases and notes offer and ask; what they refuse is tested on their pages."""

import datetime
from typing import Any

import pytest

from cases.allocation_forms import AllocateForm
from cases.forms import AmendForm, JoinForm, NoteForm, OpenForm
from cases.models import Case
from cases.notes import Subject
from tests.factories import (
    CaseChildFactory,
    CaseFactory,
    CaseNoteFactory,
    ContextCaseFactory,
    ContextFactory,
    FamilyMembershipFactory,
    NoteSubjectFactory,
    PersonFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import moment_boxes

pytestmark = pytest.mark.django_db

# A fixed day, as an hour that the clocks pass twice cannot be told apart in a form. Here they are an hour ahead.
SUMMER = datetime.datetime(2026, 7, 1, 13, 30, tzinfo=datetime.UTC)


def test_note_asks_each_record_for_a_part_of_its_own_and_whether_a_child_was_seen(worker: Any) -> None:
    child, context = PersonFactory(given="Ada", family="Okafor"), ContextFactory(name="Elm Park")
    form = NoteForm(subjects=[child, context], user=worker)
    assert [(record, [field.name for field in fields]) for record, fields in form.own_fields] == [
        (child, [f"seen_{child.pk}", f"own_{child.pk}"]),
        (context, [f"own_{context.pk}"]),
    ]
    assert str(form[f"own_{context.pk}"].label) == "For Elm Park alone"
    assert str(form[f"seen_{child.pk}"].label) == "Was Ada Okafor seen?"


def test_note_is_handed_on_as_the_workflow_takes_it(worker: Any) -> None:
    child, context = PersonFactory(), ContextFactory()
    happened = SUMMER
    sent = {
        "kind": "visit",
        "title": "A visit",
        "said": "Hello",
        f"own_{child.pk}": "For one",
        f"seen_{child.pk}": "seen",
        **moment_boxes("occurred_at", happened),
    }
    form = NoteForm(sent, subjects=[child, context], user=worker)
    assert form.is_valid()
    assert form.written == {
        "kind": "visit",
        "occurred_at": happened,
        "title": "A visit",
        "happened": "",
        "said": "Hello",
        "analysis": "",
        "is_significant": False,
        "subjects": [Subject(child, own_part="For one", seen="seen"), Subject(context)],
    }


def test_amendment_begins_with_what_stands_and_hands_on_each_own_part_by_its_row() -> None:
    note = CaseNoteFactory(occurred_at=SUMMER)
    row = NoteSubjectFactory(note=note, own_part="For one")
    form = AmendForm(note=note, rows=[row])
    assert (form["title"].value(), form["happened"].value(), form[f"own_{row.pk}"].value()) == (
        "A call",
        "We spoke about the week.",
        "For one",
    )
    sent = {"reason": "A slip", "title": "A visit", "happened": "Other", f"own_{row.pk}": "For one still"}
    form = AmendForm(sent | moment_boxes("occurred_at", note.occurred_at), note=note, rows=[row])
    assert form.is_valid()
    assert form.changes == {
        "reason": "A slip",
        "title": "A visit",
        "occurred_at": note.occurred_at,
        "happened": "Other",
        "said": "",
        "analysis": "",
        "is_significant": False,
        "own_parts": {row.pk: "For one still"},
    }


def test_opening_offers_living_members_of_the_family(manager: Any) -> None:
    case = CaseFactory(status="proposed", opened_on=None)
    member = FamilyMembershipFactory(family=case.family).person
    FamilyMembershipFactory(family=case.family, person__died_on=case.referred_on)
    FamilyMembershipFactory(family=case.family, to_on=case.referred_on, ended_why="Moved out")
    form = OpenForm(case=case, user=manager)
    assert list(form.fields["children"].queryset) == [member]
    assert (form["team"].value(), form["referred_on"].value()) == (case.team.pk, case.referred_on)


def test_allocation_offers_who_can_hold_a_case_once_for_each_team(manager: Any, worker: Any, team: Any) -> None:
    TeamMembershipFactory(user=worker, team__name="Lakeside team")
    for user in (UserFactory(code="business_support"), UserFactory(is_active=False)):
        TeamMembershipFactory(user=user, team=team)
    period = CaseChildFactory(case__team=None)
    form = AllocateForm(case=period.case, user=manager)
    labels = [label for value, label in form.fields["worker"].choices if value]
    assert labels == ["Wren Ashdown, Lakeside team", "Mana Oduya, Riverside team", "Wren Ashdown, Riverside team"]
    assert list(form.fields["child"].queryset) == [period.child]
    assert "child" not in AllocateForm(case=ContextCaseFactory(), user=manager).fields


@pytest.mark.parametrize(("cases", "fields"), [(1, ["reason"]), (2, ["reason", "continuing"])])
def test_join_asks_which_case_continues_where_there_are_two(cases: int, fields: list[str]) -> None:
    facts = {str(CaseFactory().pk): "Opened today" for _number in range(cases)}
    assert list(JoinForm(cases=Case.objects.all(), facts=facts).fields) == fields
