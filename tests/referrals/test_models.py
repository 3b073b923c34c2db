"""What the database refuses of contacts, whoever writes to it."""

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from cs_casework.dates import today
from cs_casework.reference.models import HarmType
from referrals.models import HiddenMatch, IntakeStep, ReferralHarm
from tests.factories import (
    AcknowledgementFactory,
    AttachmentFactory,
    ContextFactory,
    HiddenMatchFactory,
    PersonFactory,
    ReferralAdultFactory,
    ReferralCaseFactory,
    ReferralChildFactory,
    ReferralContextFactory,
    ReferralFactory,
    ScreeningDecisionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

HANDED = {"danger": "yes", "emergency": "called", "handed_to": "Duty: Ines Cole"}


def in_danger(**without: Any) -> None:
    ReferralFactory(**(HANDED | {"handed_at": timezone.now(), "handed_by": UserFactory()} | without))


def decided(**details: Any) -> None:
    ReferralFactory(submitted=True, **({"status": "decided", "decided_at": timezone.now()} | details))


def decision(**details: Any) -> None:
    ScreeningDecisionFactory(**details)


def the_same_step_twice() -> None:
    referral, user = ReferralFactory(), UserFactory()
    for _number in range(2):
        IntakeStep.objects.create(referral=referral, step="worry", saved_by=user)


def the_same_harm_twice() -> None:
    referral, harm_type = ReferralFactory(), HarmType.objects.all()[0]
    for _number in range(2):
        ReferralHarm.objects.create(referral=referral, harm_type=harm_type)


def known(make: Any, column: str, **details: Any) -> None:
    make(**{column: PersonFactory() if column == "person" else ContextFactory(), **details})


def twice(make: Any, *same: str) -> None:
    row = make()
    make(**{name: getattr(row, name) for name in same})


# Each constraint of the app with rows that break it and nothing else.
BREAKS = {
    "transfer_out_names_the_council": [
        lambda: ScreeningDecisionFactory(outcomes=["transfer_out"]),
        lambda: ScreeningDecisionFactory(council="Northport"),
    ],
    "referral_is_not_of_the_future": [
        lambda: ReferralFactory(created_at=timezone.now() - datetime.timedelta(hours=2)),
    ],
    "danger_is_handed_over": [
        lambda: in_danger(handed_to=""),
        lambda: in_danger(emergency=""),
        lambda: in_danger(handed_by=None),
        lambda: in_danger(handed_at=None),
    ],
    "anonymous_has_no_name": [lambda: ReferralFactory(is_anonymous=True, referrer_name="Rowan Hartley")],
    "submission_is_whole": [
        lambda: ReferralFactory(status="submitted"),
        lambda: ReferralFactory(status="screening", submitted_at=timezone.now()),
        lambda: ReferralFactory(submitted_at=timezone.now()),
    ],
    "decided_has_its_day": [
        lambda: decided(decided_at=None),
        lambda: decided(status="submitted"),
    ],
    "only_what_was_decided_is_accepted": [lambda: ReferralFactory(accepted_on=today())],
    "withdrawal_has_a_reason": [
        lambda: ReferralFactory(status="withdrawn"),
        lambda: ReferralFactory(withdrawn_why="Twice"),
    ],
    "telling_the_referrer_is_whole": [
        lambda: ReferralFactory(told_on=today()),
        lambda: ReferralFactory(told_on=today(), told_by=UserFactory()),
        lambda: ReferralFactory(told_how="By letter"),
    ],
    "referral_is_loaded_once": [lambda: [ReferralFactory(loaded_as="a row") for _number in range(2)]],
    "one_row_a_step": [the_same_step_twice],
    "one_harm_of_a_kind": [the_same_harm_twice],
    "stated_child_is_named_or_described": [lambda: ReferralChildFactory(given="", family="")],
    "known_child_has_a_record": [
        lambda: known(ReferralChildFactory, "person"),
        lambda: known(ReferralChildFactory, "person", known="unsure"),
    ],
    "child_said_to_be_known_is_chosen": [lambda: ReferralChildFactory(known="known")],
    "one_child_once_a_referral": [lambda: same_child()],
    "stated_adult_is_named_or_described": [lambda: ReferralAdultFactory(described="")],
    "known_adult_has_a_record": [lambda: known(ReferralAdultFactory, "person", known="unsure")],
    "adult_said_to_be_known_is_chosen": [lambda: ReferralAdultFactory(known="known")],
    "known_context_has_a_record": [lambda: known(ReferralContextFactory, "context", known="unsure")],
    "context_said_to_be_known_is_chosen": [lambda: ReferralContextFactory(known="known")],
    "one_context_once_a_referral": [lambda: same_context()],
    "one_hidden_match_a_pair": [lambda: twice(HiddenMatchFactory, "stated", "person")],
    "hidden_match_is_settled_once": [
        lambda: HiddenMatchFactory(outcome=HiddenMatch.Outcome.SAME),
        lambda: HiddenMatchFactory(settled_on=today()),
    ],
    "decision_says_why": [lambda: decision(rationale="")],
    "only_a_final_decision_has_outcomes": [
        lambda: decision(stage="initial"),
        lambda: decision(outcomes=[]),
    ],
    "countersignature_is_whole": [
        lambda: decision(needs_countersignature=True, countersigned_on=today()),
        lambda: decision(countersigned_on=today(), countersigned_by=UserFactory()),
    ],
    "setting_aside_is_whole": [
        lambda: decision(set_aside_on=today()),
        lambda: decision(set_aside_on=today(), set_aside_by=UserFactory()),
        lambda: decision(set_aside_why="It was another child"),
    ],
    "one_final_decision_stands": [lambda: twice(ScreeningDecisionFactory, "referral")],
    "referral_once_a_case": [lambda: twice(ReferralCaseFactory, "referral", "case")],
    "acknowledged_once": [lambda: twice(AcknowledgementFactory, "referral", "case", "user")],
    "attachment_scan_is_whole": [
        lambda: AttachmentFactory(scan="clean"),
        lambda: AttachmentFactory(scanned_at=timezone.now()),
    ],
    "attachment_withdrawal_is_whole": [
        lambda: AttachmentFactory(withdrawn_on=today()),
        lambda: AttachmentFactory(withdrawn_why="Another family’s"),
    ],
}


def same_child() -> None:
    row = ReferralChildFactory(person=PersonFactory(), known="known")
    ReferralChildFactory(referral=row.referral, person=row.person, known="new")


def same_context() -> None:
    row = ReferralContextFactory(context=ContextFactory(), known="known")
    ReferralContextFactory(referral=row.referral, context=row.context, known="new")


@pytest.mark.parametrize(
    ("name", "write"), [pytest.param(name, write, id=name) for name, writes in BREAKS.items() for write in writes]
)
def test_constraint_holds_whoever_writes(name: str, write: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def test_every_constraint_is_tried() -> None:
    models = apps.get_app_config("referrals").get_models()
    names = {constraint.name for model in models for constraint in model._meta.constraints}
    assert {name for name in names if not name.endswith("_unique")} == set(BREAKS)


def test_one_taken_out_makes_room_for_the_same() -> None:
    child = ReferralChildFactory(person=PersonFactory(), known="known", withdrawn_on=today())
    assert ReferralChildFactory(referral=child.referral, person=child.person, known="known").pk
    context = ReferralContextFactory(context=ContextFactory(), known="known", withdrawn_on=today())
    assert ReferralContextFactory(referral=context.referral, context=context.context, known="known").pk


def test_what_was_set_aside_makes_room_for_another_decision() -> None:
    aside = {"set_aside_on": today(), "set_aside_by": UserFactory(), "set_aside_why": "It was another child"}
    first = ScreeningDecisionFactory(**aside)
    assert ScreeningDecisionFactory(referral=first.referral).pk
    assert first.outcomes_shown == ["No further action"]
    assert not first.waits_for_countersignature


def test_rows_are_called_by_what_they_join() -> None:
    child = ReferralChildFactory(given="Nia", family="Holloway")
    assert str(child) == "Nia Holloway"
    assert str(ReferralChildFactory(given="", family="", described="A boy in a red coat")) == "A boy in a red coat"
    row = ReferralCaseFactory()
    assert str(row) == f"{row.referral.reference} · {row.case.reference}"
    assert str(AttachmentFactory(name="letter.pdf")) == "letter.pdf"
