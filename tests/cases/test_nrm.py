"""Referrals to the National Referral Mechanism: made, decided, looked at again, withdrawn, and the link each proposes."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from cases.models import LinkProposal, NRMReferral
from cases.nrm import change_nrm, decide_nrm, reconsider_nrm, record_nrm, withdraw_nrm
from cases.people_merging import merge_people
from cs_casework.access import restrict_record
from cs_casework.dates import today, working_days_after
from cs_casework.reference.models import Interval
from tests.factories import ContextFactory, NRMReferralFactory, PersonFactory
from tests.helpers import GIVE_UP_AFTER, alone, audited, everything, messages_of, race, until_all_wait

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def said(**changed: Any) -> dict[str, Any]:
    return {
        "referred_on": today() - 10 * DAY,
        "responder": "This council",
        "what_for": "Parcels by train",
        "told": "yes",
    } | changed


def refused(change: Any) -> dict[str, list[str]]:
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        change()
    assert everything() == before
    return messages_of(refusal)


def test_a_referral_is_decided_in_two_steps(worker: Any) -> None:
    referral = record_nrm(PersonFactory(), by=worker, **said())
    assert referral.reasonable_due_on == working_days_after(referral.referred_on, 5)
    assert list(NRMReferral.objects.visible_to(worker).late()) == [referral]
    first = {"step": "reasonable", "decision": "positive", "decided_on": today() - 4 * DAY}
    assert "__all__" in refused(lambda: decide_nrm(referral, by=worker, **first | {"step": "conclusive"}))
    assert "decided_on" in refused(lambda: decide_nrm(referral, by=worker, **first | {"decided_on": today() + DAY}))
    early = first | {"decided_on": today() - 11 * DAY}
    assert "decided_on" in refused(lambda: decide_nrm(referral, by=worker, **early))
    referral = decide_nrm(referral, by=worker, **first)
    assert not referral.is_late
    assert "__all__" in refused(lambda: decide_nrm(referral, by=worker, **first))
    last = {"step": "conclusive", "decision": "negative", "decided_on": today() - 5 * DAY}
    assert "decided_on" in refused(lambda: decide_nrm(referral, by=worker, **last))
    referral = decide_nrm(referral, by=worker, **last | {"decided_on": today() - 2 * DAY})
    assert not NRMReferral.objects.waiting().exists()
    assert len(audited("nrm.decided")) == 2


def test_a_negative_decision_is_open_again_where_it_is_looked_at_again(worker: Any) -> None:
    referral = NRMReferralFactory(reasonable="negative", reasonable_on=today())
    asked = {"reconsider_on": today(), "why": "Two agencies have new facts"}
    for name, changed in (
        ("why", {"why": " "}),
        ("reconsider_on", {"reconsider_on": today() - DAY}),
        ("reconsider_on", {"reconsider_on": today() + DAY}),
    ):
        assert name in refused(lambda changed=changed: reconsider_nrm(referral, by=worker, **asked | changed))
    again = reconsider_nrm(referral, by=worker, **asked)
    assert (again.next_step, again.reconsidered, again.reasonable) == ("reasonable", "reasonable", "")
    assert again.history.last().reasonable == "negative"
    assert "__all__" in refused(lambda: reconsider_nrm(again, by=worker, **asked))
    decide_nrm(again, by=worker, step="reasonable", decision="positive", decided_on=today())
    assert NRMReferral.objects.get().next_step == "conclusive"


def test_what_a_referral_cannot_be_is_refused(worker: Any, support: Any) -> None:
    child = PersonFactory(birth_on=today() - 4000 * DAY)
    assert "referred_on" in refused(lambda: record_nrm(child, by=worker, **said(referred_on=today() + DAY)))
    assert "referred_on" in refused(lambda: record_nrm(child, by=worker, **said(referred_on=today() - 4001 * DAY)))
    assert "not_told_why" in refused(lambda: record_nrm(child, by=worker, **said(told="no")))
    assert "what_for" in refused(lambda: record_nrm(child, by=worker, **said(what_for="")))
    with pytest.raises(PermissionDenied):
        record_nrm(child, by=support, **said())
    decided = NRMReferralFactory(referred_on=today() - 3 * DAY, reasonable="negative", reasonable_on=today() - DAY)
    assert "referred_on" in refused(lambda: change_nrm(decided, by=worker, reason="x", **said(referred_on=today())))
    assert "reason" in refused(lambda: change_nrm(decided, by=worker, reason=" ", **said()))
    assert "__all__" in refused(lambda: change_nrm(decided, by=worker, reason="x", read_version=9, **said()))


def test_the_place_it_names_is_proposed_until_it_is_withdrawn(worker: Any, manager: Any) -> None:
    place, other = ContextFactory(), ContextFactory()
    referral = record_nrm(PersonFactory(), by=worker, context=place, **said())
    assert LinkProposal.objects.waiting().get().came_from == referral
    change_nrm(referral, by=worker, reason="Another station", context=other, **said())
    assert LinkProposal.objects.waiting().get().context == other
    assert "why" in refused(lambda: withdraw_nrm(referral, by=worker, withdrawn_on=today(), why=""))
    early = referral.referred_on - DAY
    assert "withdrawn_on" in refused(lambda: withdraw_nrm(referral, by=worker, withdrawn_on=early, why="A slip"))
    # Where the place was, the earlier version tells of it.
    restrict_record(place, by=manager, reason="A witness lives there")
    assert not NRMReferral.objects.visible_to(worker).exists()
    withdraw_nrm(referral, by=manager, withdrawn_on=today(), why="A slip")
    assert not LinkProposal.objects.waiting().exists()
    assert "__all__" in refused(lambda: withdraw_nrm(referral, by=manager, withdrawn_on=today(), why="Twice"))


def test_the_form_says_that_no_consent_is_needed(worker: Any, as_user: Any) -> None:
    child = PersonFactory()
    page = as_user(worker).get(reverse("cases:nrm-create", args=[child.pk])).content.decode()
    assert "consent is not needed" in page
    assert "section 47" in page
    Interval.objects.filter(code="nrm_reasonable").update(length=9)
    assert record_nrm(child, by=worker, **said()).reasonable_due_on == working_days_after(today() - 10 * DAY, 9)


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_is_told(worker: Any, colleague: Any) -> None:
    referral = record_nrm(PersonFactory(), by=worker, **said())
    step = referral.next_step
    answers = race(
        partial(decide_nrm, referral, by=worker, step=step, decision="positive", decided_on=today()),
        partial(decide_nrm, referral, by=colleague, step=step, decision="negative", decided_on=today()),
        hold=lambda: NRMReferral.objects.select_for_update().get(pk=referral.pk),
    )
    [won] = [answer for answer in answers if isinstance(answer, NRMReferral)]
    assert [type(answer) for answer in answers if answer != won] == [ValidationError]
    referral.refresh_from_db()
    assert getattr(referral, step) == getattr(won, step)
    assert len(audited("nrm.decided")) == 1


@pytest.mark.django_db(transaction=True)
def test_a_decision_holds_whose_child_is_merged_meanwhile(worker: Any, manager: Any) -> None:
    kept, merged = PersonFactory(), PersonFactory()
    referral = record_nrm(merged, by=worker, **said())
    decide = partial(decide_nrm, referral, by=worker, step="reasonable", decision="positive", decided_on=today())
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            merge_people(kept, merged=merged, by=manager, reason="One")
            decided = pool.submit(alone, decide)
            until_all_wait([decided])
        assert decided.result(GIVE_UP_AFTER).pk == referral.pk
    referral.refresh_from_db()
    assert (referral.child, referral.reasonable) == (kept, "positive")
