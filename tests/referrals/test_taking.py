"""Taking a contact: it belongs to the front door, its clock runs from when it was received, and nothing typed is lost."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cs_casework.reference.models import HarmType, Interval
from referrals.clock import decision_due
from referrals.models import HiddenMatch, IntakeStep, Referral, ReferralHarm, ReferralTaking
from referrals.stating import state_child, state_context, take_out
from referrals.taking import (
    TypedSince,
    begin_contact,
    change_contact,
    correct_received,
    extend_deadline,
    hand_over_danger,
    keep_step,
    submit_contact,
    take_over,
    withdraw_contact,
)
from tests import factories
from tests.helpers import audited, hours_ago, messages_of, stand_on
from tests.site.records import restrict

pytestmark = pytest.mark.django_db


def begun(by: Any, **details: Any) -> Referral:
    return begin_contact(by=by, **({"received_at": hours_ago(1), "channel": "phone", "danger": "no"} | details))


def answered(referral: Referral, by: Any) -> Referral:
    """Everything but whom and what it is about."""
    return change_contact(
        referral,
        by=by,
        step="all",
        referrer_name="Rowan Hartley",
        source="2A",
        subjects=["children"],
        worry="He comes to school in a car nobody knows.",
        peers="none_known",
        school="said",
        school_said="Late since October",
        neighbourhood="not_asked",
        online="not_asked",
        child_knows="yes",
        parents_know="no",
        agreement="agree",
    )


def at(*moment: int) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime(*moment))  # type: ignore[arg-type]


# --- Begun -----------------------------------------------------------------------------------------------------------
def test_it_is_on_the_tracker_from_its_first_moment(support: Any, colleague: Any) -> None:
    referral = begun(support)
    assert referral.reference.startswith("REF-")
    assert list(Referral.objects.visible_to(colleague).unfinished()) == [referral]
    assert referral.taker == support


def test_danger_stops_until_somebody_has_taken_it_over(support: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        begun(support, danger="yes")
    assert set(messages_of(refusal)) == {"emergency", "handed_to"}
    assert not Referral.objects.exists()
    referral = begun(support, danger="yes", emergency="called", handed_to="Duty: Ines Cole")
    assert (referral.handed_by, referral.handed_at is not None) == (support, True)


def test_danger_found_later_goes_to_the_top(support: Any) -> None:
    older, newer = begun(support, received_at=hours_ago(30)), begun(support)
    hand_over_danger(newer, by=support, emergency="on_scene", handed_to="Duty: Ines Cole")
    assert list(Referral.objects.urgent_first()) == [newer, older]


@pytest.mark.parametrize("hours", [-1, 24 * 91])
def test_a_contact_of_the_future_or_of_long_ago_is_refused(support: Any, hours: int) -> None:
    with pytest.raises(ValidationError) as refusal:
        begun(support, received_at=hours_ago(hours))
    assert set(messages_of(refusal)) == {"received_at"}


def test_when_it_was_received_is_put_right_with_its_deadline(support: Any, colleague: Any) -> None:
    referral = begun(support, received_at=hours_ago(1))
    earlier = hours_ago(24 * 9)
    told = {"channel": "email", "is_consultation": False, "reason": "The e-mail lay unread"}
    corrected = correct_received(referral, by=colleague, received_at=earlier, **told)
    assert (corrected.received_at, corrected.channel) == (earlier, "email")
    assert corrected.decision_due < referral.decision_due
    assert corrected.decision_due == decision_due(earlier, corrected.subjects)
    assert corrected.history.first().history_change_reason == "The e-mail lay unread"
    assert audited("referral.received_corrected")[-1].record_id == corrected.pk


def test_a_kind_of_harm_is_taken_out_and_said_again(support: Any, colleague: Any) -> None:
    referral, (first, second) = begun(support), HarmType.objects.all()[:2]
    for said in ([first, second], [second], [first]):
        change_contact(referral, by=colleague, step="worry", harm_types=said)
        assert [row.harm_type for row in Referral.objects.with_harms().get().harm_rows] == said
    assert Referral.objects.of_harm(first).exists()
    assert not Referral.objects.of_harm(second).exists()
    # Each stands in history with who said it and when.
    assert ReferralHarm.objects.get(harm_type=first).history.count() == 3


def test_a_day_that_a_manager_has_set_stays_when_the_time_is_put_right(support: Any, manager: Any) -> None:
    referral = begun(support)
    later = referral.decision_due + datetime.timedelta(days=3)
    extend_deadline(referral, by=manager, decision_due=later, due_extended_why="The school is closed")
    told = {"channel": "phone", "is_consultation": False, "reason": "The day before"}
    assert correct_received(referral, by=support, received_at=hours_ago(30), **told).decision_due == later


@pytest.mark.parametrize(
    ("hours", "reason", "refused"),
    [(-1, "Wrong", {"received_at"}), (24 * 92, "Wrong", {"received_at"}), (2, " ", {"reason"})],
)
def test_putting_it_right_is_refused(support: Any, hours: int, reason: str, refused: set[str]) -> None:
    referral = begun(support)
    with pytest.raises(ValidationError) as refusal:
        correct_received(
            referral,
            by=support,
            received_at=hours_ago(hours),
            channel="phone",
            is_consultation=False,
            reason=reason,
        )
    assert set(messages_of(refusal)) == refused


def test_it_cannot_have_been_received_after_it_was_begun(support: Any) -> None:
    referral = factories.ReferralFactory(taker=support, received_at=hours_ago(9), created_at=hours_ago(8))
    told = {"channel": "phone", "is_consultation": False, "reason": "Wrong"}
    with pytest.raises(ValidationError, match="before it was first written down"):
        correct_received(referral, by=support, received_at=hours_ago(2), **told)


# --- The clock -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("received", "due"),
    [
        (at(2026, 3, 4, 9, 0), datetime.date(2026, 3, 5)),
        (at(2026, 3, 6, 16, 0), datetime.date(2026, 3, 9)),  # Friday afternoon
        (at(2026, 3, 7, 11, 0), datetime.date(2026, 3, 9)),  # Saturday
        (at(2026, 12, 24, 16, 0), datetime.date(2026, 12, 29)),  # Christmas: Friday, and Monday in lieu of Saturday
        (at(2026, 4, 2, 10, 0), datetime.date(2026, 4, 7)),  # Maundy Thursday: Good Friday and Easter Monday between
    ],
)
def test_the_clock_runs_from_when_it_was_received_in_working_days(
    support: Any, monkeypatch: pytest.MonkeyPatch, received: Any, due: datetime.date
) -> None:
    stand_on(monkeypatch, due + datetime.timedelta(days=1))
    assert begun(support, received_at=received).decision_due == due


def test_the_shorter_of_two_limits_counts(support: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    Interval.objects.filter(code="decision").update(length=3)
    stand_on(monkeypatch, datetime.date(2026, 3, 5))
    referral = begun(support, received_at=at(2026, 3, 2, 9, 0))
    assert referral.decision_due == datetime.date(2026, 3, 5)
    referral = change_contact(referral, by=support, step="subjects", subjects=["children", "context"])
    assert referral.decision_due == datetime.date(2026, 3, 3)


def test_a_deadline_is_extended_by_a_manager_with_a_reason(support: Any, manager: Any) -> None:
    referral = begun(support)
    later = referral.decision_due + datetime.timedelta(days=2)
    with pytest.raises(PermissionDenied):
        extend_deadline(referral, by=support, decision_due=later, due_extended_why="The school is closed")
    with pytest.raises(ValidationError):
        extend_deadline(referral, by=manager, decision_due=later, due_extended_why=" ")
    with pytest.raises(ValidationError):
        extend_deadline(referral, by=manager, decision_due=referral.decision_due, due_extended_why="The same day")
    referral = extend_deadline(referral, by=manager, decision_due=later, due_extended_why="The school is closed")
    # What is said of it later leaves the day that a manager set.
    assert change_contact(referral, by=support, step="subjects", subjects=["children"]).decision_due == later


# --- Typed, and taken over -------------------------------------------------------------------------------------------
def test_what_is_typed_belongs_to_the_contact(support: Any, colleague: Any) -> None:
    referral = begun(support)
    keep_step(referral, by=support, step="worry", data={"worry": ["He said that"]}, version=0)
    referral = take_over(referral, by=colleague, reason="Sula is on another call")
    assert IntakeStep.objects.get(referral=referral).data == {"worry": ["He said that"]}
    assert referral.taker == colleague
    held = ReferralTaking.objects.filter(referral=referral).values_list("user__username", "reason")
    assert list(held) == [("sula", ""), ("cole", "Sula is on another call")]


def test_two_who_type_into_one_step_are_told_and_neither_loses_a_word(support: Any, colleague: Any) -> None:
    referral = begun(support)
    keep_step(referral, by=support, step="worry", data={"worry": ["from Sula"]}, version=0)
    with pytest.raises(TypedSince) as refusal:
        keep_step(referral, by=colleague, step="worry", data={"worry": ["from Cole"]}, version=0)
    assert refusal.value.step.data == {"worry": ["from Sula"]}
    with pytest.raises(TypedSince):
        change_contact(referral, by=colleague, step="worry", version=0, worry="from Cole")
    referral = change_contact(referral, by=colleague, step="worry", version=1, worry="from both")
    assert referral.worry == "from both"
    # What was sent is on the contact, and no longer half typed.
    assert IntakeStep.objects.get(referral=referral).data == {}


def test_a_second_window_of_ones_own_goes_on(support: Any) -> None:
    referral = begun(support)
    for version in (0, 0, 1):
        keep_step(referral, by=support, step="worry", data={"worry": [str(version)]}, version=version)
    assert IntakeStep.objects.get().version == 3


def test_nobody_takes_over_what_is_theirs_or_submitted(support: Any, colleague: Any) -> None:
    referral = begun(support)
    with pytest.raises(ValidationError, match="already"):
        take_over(referral, by=support)
    state_child(answered(referral, support), by=support, given="Nia", known="new")
    submit_contact(referral, by=support)
    with pytest.raises(ValidationError, match="submitted"):
        take_over(referral, by=colleague)


# --- Whom it is about ------------------------------------------------------------------------------------------------
def test_what_was_stated_stays_beside_the_record_chosen(support: Any) -> None:
    person = factories.PersonFactory(given="Siân", family="O’Neill")
    child = state_child(begun(support), by=support, given="Shan", family="Oneil", known="known", person=person)
    assert (child.stated_name, child.person) == ("Shan Oneil", person)
    child = state_child(child.referral, by=support, child=child, known="unsure", person=person)
    assert child.person is None


def test_somebody_hidden_is_never_chosen_and_becomes_a_managers_task(support: Any, manager: Any) -> None:
    person = restrict(factories.PersonFactory(given="Nia", family="Holloway"), by=manager)
    referral = begun(support)
    with pytest.raises(PermissionDenied):
        state_child(referral, by=support, given="Nia", known="known", person=person)
    state_child(referral, by=support, given="Nia", family="Holloway", birth_on=person.birth_on, known="new")
    assert [(task.person, task.outcome) for task in HiddenMatch.objects.all()] == [(person, "open")]
    assert not HiddenMatch.objects.visible_to(support).exists()


def test_the_same_child_or_context_stands_once(support: Any) -> None:
    referral = begun(support)
    person, context = factories.PersonFactory(), factories.ContextFactory()
    child = state_child(referral, by=support, given="Nia", known="known", person=person)
    state_context(referral, by=support, kind="location", name="The arcade", known="known", context=context)
    with pytest.raises(ValidationError, match="already"):
        state_child(referral, by=support, given="Nia", known="known", person=person)
    with pytest.raises(ValidationError, match="already"):
        state_context(referral, by=support, kind="location", name="Arcade", known="known", context=context)
    take_out(child, by=support)
    state_child(referral, by=support, given="Nia", known="known", person=person)


# --- Submitted -------------------------------------------------------------------------------------------------------
def test_what_is_missing_is_said_and_refused(support: Any) -> None:
    referral = begun(support)
    with pytest.raises(ValidationError) as refusal:
        submit_contact(referral, by=support)
    said = messages_of(refusal)["__all__"][0]
    assert "What it is about" in said
    assert "The worry" in said
    state_child(answered(referral, support), by=support, given="Nia", known="unsure")
    assert submit_contact(referral, by=support).status == "submitted"


def test_a_consultation_needs_no_name(support: Any) -> None:
    referral = answered(begun(support, is_consultation=True), support)
    assert submit_contact(referral, by=support).status == "submitted"


def test_submitted_twice_it_is_one(support: Any, colleague: Any) -> None:
    referral = begun(support)
    state_child(answered(referral, support), by=support, given="Nia", known="unsure")
    submit_contact(referral, by=support)
    submit_contact(referral, by=colleague)
    assert len(audited("referral.submitted")) == 1


def test_whoever_works_with_a_child_in_it_is_told(support: Any, worker: Any, team: Any) -> None:
    period = factories.CaseChildFactory(case=factories.CaseFactory(team=team))
    factories.AllocationFactory(case=period.case, worker=worker)
    referral = begun(support)
    state_child(answered(referral, support), by=support, given="Nia", known="known", person=period.child)
    submit_contact(referral, by=support)
    asked = referral.acknowledgements.all()
    assert {(row.user, row.case, row.child) for row in asked} == {(worker, period.case, period.child)}


def test_one_taken_in_error_leaves_every_count_and_stays_readable(support: Any) -> None:
    referral = withdraw_contact(begun(support), by=support, withdrawn_why="The same as REF-2026-00001")
    assert not Referral.objects.unfinished().exists()
    assert Referral.objects.visible_to(support).get() == referral
    with pytest.raises(ValidationError, match="finished"):
        change_contact(referral, by=support, step="worry", worry="More")


# --- Who may see it --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("on", ["child", "adult", "context"])
def test_it_hides_with_what_it_is_about_but_not_from_who_took_it(
    support: Any, colleague: Any, manager: Any, on: str
) -> None:
    referral = begun(support)
    hidden = factories.ContextFactory() if on == "context" else factories.PersonFactory()
    make = {
        "child": factories.ReferralChildFactory,
        "adult": factories.ReferralAdultFactory,
        "context": factories.ReferralContextFactory,
    }[on]
    row = make(referral=referral, known="known", **{"context" if on == "context" else "person": hidden})
    restrict(hidden, by=manager)
    assert not Referral.objects.visible_to(colleague).exists()
    assert Referral.objects.visible_to(support).get() == referral
    assert not Referral.objects.shown_whole_to(support).exists()
    (shown,) = type(row).objects.visible_to(support).with_match(support)
    assert getattr(shown, "shows_context" if on == "context" else "shows_person") is False
