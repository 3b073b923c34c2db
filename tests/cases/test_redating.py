"""A referral date that was recorded wrongly is put right, and what is reckoned from it moves along."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments import authorising, writing
from assessments.models import Assessment
from cases import workflow
from cases.models import Case
from cases.redating import put_right_referral_date
from cs_casework.dates import working_days_after
from tests.factories import (
    AssessmentChildFactory,
    AssessmentFactory,
    CaseChildFactory,
    CaseFactory,
    FamilyMembershipFactory,
    UserFactory,
)
from tests.helpers import audited, messages_of, stand_on
from tests.site.records import restrict

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
REFERRED = datetime.date(2026, 3, 2)  # a Monday
OPENED = REFERRED + 2 * DAY


@pytest.fixture
def made(team: Any, worker: Any, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A case referred on a Monday, with one child opened then and one referred later, and an assessment begun on it."""
    stand_on(monkeypatch, REFERRED + 7 * DAY)
    case = CaseFactory(team=team, referred_on=REFERRED, opened_on=OPENED)
    first = CaseChildFactory(case=case, from_on=OPENED, referred_on=REFERRED)
    later = CaseChildFactory(case=case, from_on=OPENED + DAY, referred_on=OPENED + DAY)
    assessment = writing.start_assessment(case, by=worker, started_on=OPENED, children=[first.child])
    return SimpleNamespace(case=case, first=first, later=later, assessment=assessment)


def put_right(made: SimpleNamespace, by: Any, day: datetime.date, **said: Any) -> Case:
    return put_right_referral_date(made.case, by=by, referred_on=day, **{"reason": "As the letter says", **said})


def test_the_case_its_children_and_what_is_due_move_with_the_date(made: SimpleNamespace, manager: Any) -> None:
    assert made.assessment.due_on == working_days_after(REFERRED, 45)
    case = put_right(made, manager, REFERRED - 3 * DAY)
    for row in (made.first, made.later, made.assessment):
        row.refresh_from_db()
    assert (case.referred_on, made.first.referred_on) == (REFERRED - 3 * DAY,) * 2
    assert made.later.referred_on == OPENED + DAY
    assert made.assessment.due_on == made.assessment.first_due_on == working_days_after(REFERRED - 3 * DAY, 45)
    assert made.assessment.history.first().history_change_reason == "As the letter says"
    assert [event.record_id for event in audited("case.referral_date_put_right")] == [case.pk]
    assert [event.record_id for event in audited("assessment.due_moved")] == [made.assessment.pk]


def test_a_later_day_that_a_manager_gave_stays(made: SimpleNamespace, manager: Any) -> None:
    given = made.assessment.due_on + 10 * DAY
    authorising.extend_assessment(made.assessment, by=manager, due_on=given, extended_why="A strike")
    put_right(made, manager, OPENED)
    moved = Assessment.objects.get()
    assert (moved.first_due_on, moved.due_on, moved.extended_why) == (working_days_after(OPENED, 45), given, "A strike")


def test_what_is_done_and_what_is_reckoned_from_its_start_stays(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    done = {"status": "authorised", "authorised_on": REFERRED + 5 * DAY, "authorised_by": manager}
    Assessment.objects.filter(pk=made.assessment.pk).update(**done)
    second = writing.start_assessment(made.case, by=worker, started_on=REFERRED + 6 * DAY, children=[made.first.child])
    before = {row.pk: row.due_on for row in Assessment.objects.all()}
    put_right(made, manager, REFERRED - DAY)
    assert {row.pk: row.due_on for row in Assessment.objects.all()} == before
    assert before[second.pk] == working_days_after(REFERRED + 6 * DAY, 45)


def test_a_case_that_came_back_is_due_from_the_referral_that_brought_it_back(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    Assessment.objects.update(status="authorised", authorised_on=OPENED, authorised_by=manager)
    Case.objects.filter(pk=made.case.pk).update(status="closed", closed_on=OPENED + DAY, closure_reason="RC8")
    made.case.children.update(to_on=OPENED + DAY, closure_reason="RC8")
    FamilyMembershipFactory(family=made.case.family, person=made.first.child, part="child")
    again = REFERRED + 4 * DAY
    case = workflow.reopen_case(
        Case.objects.get(pk=made.case.pk),
        by=manager,
        why="Worried again",
        team=made.case.team,
        children=[made.first.child],
        referred_on=again,
    )
    second = writing.start_assessment(case, by=worker, started_on=REFERRED + 7 * DAY, children=[made.first.child])
    assert second.due_on == working_days_after(again, 45)


@pytest.mark.parametrize(
    ("day", "said", "words"),
    [
        (REFERRED + 8 * DAY, {}, "future"),
        (OPENED + DAY, {}, "It was referred on that day or before"),
        (REFERRED - DAY, {"reason": " "}, "Say why"),
    ],
)
def test_what_does_not_hold_is_refused(
    made: SimpleNamespace, manager: Any, day: datetime.date, said: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        put_right(made, manager, day, **said)


def test_no_assessment_begins_before_the_referral_it_rests_on(made: SimpleNamespace, manager: Any) -> None:
    """Rule 1103; of one that is hidden from them nothing is told but that it cannot be."""
    Assessment.objects.update(started_on=REFERRED + DAY)
    with pytest.raises(ValidationError) as refusal:
        put_right(made, manager, OPENED)
    assert messages_of(refusal) == {
        "referred_on": [
            f"{made.assessment.reference} was started on 3 March 2026. The case was referred on that day or before."
        ]
    }
    restrict(made.first.child, by=manager)
    with pytest.raises(ValidationError, match="You cannot set this day"):
        put_right(made, manager, OPENED)


def test_it_is_put_right_by_a_manager_of_the_team_and_on_its_page(
    made: SimpleNamespace, worker: Any, manager: Any, as_user: Any
) -> None:
    for other in (worker, UserFactory(code="manager")):
        with pytest.raises(PermissionDenied):
            put_right(made, other, REFERRED - DAY)
    url = f"{made.case.get_absolute_url()}referral-date/"
    assert url in as_user(manager).get(made.case.get_absolute_url()).content.decode()
    assert url not in as_user(worker).get(made.case.get_absolute_url()).content.decode()


def test_an_assessment_in_hand_on_another_case_is_left_alone(made: SimpleNamespace, manager: Any) -> None:
    other = AssessmentChildFactory(assessment=AssessmentFactory()).assessment
    put_right(made, manager, REFERRED - DAY)
    assert Assessment.objects.get(pk=other.pk).due_on == other.due_on
