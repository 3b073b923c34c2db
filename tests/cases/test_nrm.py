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
from cases.nrm import change_nrm, correct_nrm, decide_nrm, reconsider_nrm, record_nrm, withdraw_nrm
from cases.people_merging import merge_people
from cs_casework.access import restrict_record
from cs_casework.dates import today, working_days_after
from cs_casework.reference.models import Interval
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    ContextFactory,
    NRMReferralFactory,
    PersonFactory,
    TeamFactory,
)
from tests.helpers import (
    GIVE_UP_AFTER,
    alone,
    audited,
    boxes,
    everything,
    messages_of,
    race,
    refusals,
    until_all_wait,
)

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


def test_a_decision_looked_at_again_is_due_by_no_day_and_made_after_it_was_asked(worker: Any) -> None:
    referral = NRMReferralFactory(
        referred_on=today() - 30 * DAY,
        reasonable_due_on=today() - 23 * DAY,
        reasonable="negative",
        reasonable_on=today() - 20 * DAY,
    )
    again = reconsider_nrm(referral, by=worker, reconsider_on=today() - 2 * DAY, why="New facts")
    assert not again.is_late
    assert not NRMReferral.objects.late().exists()
    assert list(NRMReferral.objects.awaiting("reasonable")) == [again]
    early = {"step": "reasonable", "decision": "positive", "decided_on": today() - 3 * DAY}
    assert "decided_on" in refused(lambda: decide_nrm(again, by=worker, **early))
    decided = decide_nrm(again, by=worker, **early | {"decided_on": today() - 2 * DAY})
    assert decided.conclusive_from == today() + 28 * DAY


def test_a_wrong_decision_is_put_right_by_a_new_version(worker: Any, support: Any) -> None:
    referral = NRMReferralFactory(
        referred_on=today() - 60 * DAY, reasonable="negative", reasonable_on=today() - 50 * DAY
    )
    right = {
        "step": "reasonable",
        "decision": "positive",
        "decided_on": today() - 52 * DAY,
        "reason": "Copied from another child’s letter",
    }

    def refuse(**changed: Any) -> dict[str, list[str]]:
        return refused(lambda: correct_nrm(referral, by=worker, **right | changed))

    assert "reason" in refuse(reason=" ")
    assert "step" in refuse(step="conclusive")
    assert "decision" in refuse(decision="negative", decided_on=today() - 50 * DAY)
    assert "decided_on" in refuse(decided_on=None)
    assert "decided_on" in refuse(decided_on=today() + DAY)
    assert "decided_on" in refuse(decided_on=today() - 61 * DAY)
    with pytest.raises(PermissionDenied):
        correct_nrm(referral, by=support, **right)
    referral = correct_nrm(referral, by=worker, **right)
    assert (referral.reasonable, referral.next_step) == ("positive", "conclusive")
    versions = [(version.reasonable, version.history_change_reason) for version in referral.history.all()]
    assert versions[0] == ("positive", "Copied from another child’s letter")
    [event] = audited("nrm.corrected")
    assert event.reason == right["reason"]
    # What the conclusive one follows stays positive and before it, until that one is put right.
    decide_nrm(referral, by=worker, step="conclusive", decision="positive", decided_on=today() - 5 * DAY)
    assert "decision" in refuse(decision="negative")
    assert "decision" in refuse(decision="", decided_on=None)
    assert "decided_on" in refuse(decided_on=today() - 4 * DAY)
    assert "decided_on" in refuse(step="conclusive", decided_on=today() - 53 * DAY)
    # None was made: it is waited for again, and the first can then be put right too.
    referral = correct_nrm(referral, by=worker, **right | {"step": "conclusive", "decision": "", "decided_on": None})
    assert referral.next_step == "conclusive"
    referral = correct_nrm(referral, by=worker, **right | {"decision": "", "decided_on": None})
    assert (referral.next_step, referral.reasonable_on) == ("reasonable", None)
    assert not NRMReferral.objects.decided().exists()
    withdraw_nrm(referral, by=worker, withdrawn_on=today(), why="A slip")
    assert "__all__" in refuse()


def test_the_form_that_puts_it_right_says_what_is_recorded(worker: Any, as_user: Any) -> None:
    referral = NRMReferralFactory(reasonable="negative", reasonable_on=today())
    waiting = NRMReferralFactory()
    desk = as_user(worker)
    address = reverse("cases:nrm-correct", args=[referral.pk])
    assert address in desk.get(referral.get_absolute_url()).text
    assert f"Recorded: Negative, {today():%-d %B %Y}" in desk.get(address).text
    assert desk.get(reverse("cases:nrm-correct", args=[waiting.pk])).status_code == 404
    assert "correct" not in desk.get(waiting.get_absolute_url()).text
    sent = {"step": "reasonable", "decision": "none", "reason": "Another child"}
    assert "reason" in refusals(desk.post(address, sent | {"reason": ""}))
    assert desk.post(address, sent).url == referral.get_absolute_url()
    referral.refresh_from_db()
    assert referral.next_step == "reasonable"
    assert "Another child" in desk.get(referral.get_absolute_url()).text
    # Of two who put the same right, the later one is told.
    again = sent | {"decision": "positive", **boxes("decided_on", today())}
    assert "step" in refusals(desk.post(address, again))


def test_those_that_wait_stand_in_a_list_by_what_they_wait_for(
    worker: Any, colleague: Any, team: Any, manager: Any, as_user: Any
) -> None:
    period = CaseChildFactory(case__team=team)
    AllocationFactory(case=period.case, worker=worker)
    elsewhere = CaseChildFactory(case__team=TeamFactory()).child
    late = NRMReferralFactory(child=period.child, referred_on=today() - 20 * DAY, reasonable_due_on=today() - 13 * DAY)
    first = NRMReferralFactory(child=elsewhere)
    conclusive = NRMReferralFactory(
        child=elsewhere, referred_on=today() - 50 * DAY, reasonable="positive", reasonable_on=today() - 40 * DAY
    )
    over = NRMReferralFactory(reasonable="negative", reasonable_on=today())
    withdrawn = NRMReferralFactory(withdrawn_on=today(), withdrawn_why="A slip")
    desk, address = as_user(colleague), reverse("cases:nrm-list")

    def listed(**asked: Any) -> list[NRMReferral]:
        return list(desk.get(address, asked).context["page_of"])

    # By the day there is to be an answer, or there can be one.
    assert listed() == [late, conclusive, first]
    assert listed(awaits="late") == [late]
    assert set(listed(awaits="reasonable")) == {late, first}
    assert listed(awaits="conclusive") == [conclusive]
    assert set(listed(awaits="nothing")) == {over, withdrawn}
    assert listed(team=team.pk) == [late]
    assert listed(worker=worker.pk) == [late]
    assert listed(worker=colleague.pk) == []
    body = desk.get(address).text
    assert f"not before {today() - 10 * DAY:%-d %B %Y}" in body
    assert {*audited("nrm.listed")[-1].shown} == {period.child_id, elsewhere.pk}
    restrict_record(period.child, by=manager, reason="A relative works here")
    assert listed(awaits="late") == []


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
