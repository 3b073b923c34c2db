"""Deciding on a contact: the decision does the next thing, all of it or nothing, and of two managers neither is lost."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cases.models import Case, CaseChild
from contexts.models import Context, ContextLink
from cs_casework.dates import today
from cs_casework.reference.models import Outcome
from families.models import Family, Person
from referrals.deciding import DecidedSince, countersign, decide_contact, reopen_contact
from referrals.models import Referral, ReferralCase, ScreeningDecision
from referrals.outcomes import Consequences, LinkStated, OpenChild, RecordContext
from tests import factories
from tests.helpers import audited, everything, messages_of, race, stand_on, without_audit
from tests.site.records import restrict

pytestmark = pytest.mark.django_db

WHY = "Three calls in a month about the same stairwell."


@pytest.fixture
def second(team: Any) -> Any:
    """Another manager of the team."""
    user = factories.UserFactory(code="manager", name="Sefa Lund")
    factories.TeamMembershipFactory(user=user, team=team, is_manager=True)
    return user


def contact(*about: str, **details: Any) -> Referral:
    return factories.ReferralFactory(submitted=True, subjects=list(about or ["children"]), **details)


def decide(referral: Referral, by: Any, *outcomes: str, **said: Any) -> ScreeningDecision:
    children, contexts = "children" in referral.subjects, "context" in referral.subjects
    words = {
        "stage": "final",
        "rationale": WHY,
        "seen": None,
        "child_level": "3" if children else "",
        "context_level": "targeted" if contexts else "",
        "outcomes": outcomes,
    }
    return decide_contact(referral, by=by, **(words | said))


def refused(referral: Referral, by: Any, *outcomes: str, **said: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        decide(referral, by, *outcomes, **said)
    return messages_of(refusal)


# --- Stages ----------------------------------------------------------------------------------------------------------
def test_a_contact_goes_through_its_stages_and_may_be_decided_at_once(manager: Any) -> None:
    referral = contact()
    first = decide(referral, manager, stage="initial", child_level="", is_urgent=True)
    second = decide(referral, manager, stage="screening", child_level="", seen=first.pk)
    referral.refresh_from_db()
    assert referral.status == "screening"
    decide(referral, manager, "no_further_action", seen=second.pk)
    referral.refresh_from_db()
    assert (referral.status, referral.accepted_on, referral.decided_at is None) == ("decided", None, False)
    assert decide(contact(), manager, "advice").outcomes == ["advice"]


def test_an_outcome_that_accepts_makes_it_a_referral_of_today(manager: Any, team: Any) -> None:
    referral = contact()
    row = factories.ReferralChildFactory(referral=referral, known="new")
    decide(referral, manager, "assessment", then=Consequences(children=(OpenChild(row),), team=team))
    referral.refresh_from_db()
    assert (referral.accepted_on, referral.kind_shown) == (today(), "Referral")


@pytest.mark.parametrize("said", [{"status": "taking"}, {"status": "withdrawn", "withdrawn_why": "Twice"}])
def test_only_a_submitted_contact_is_decided(manager: Any, said: Any) -> None:
    assert refused(factories.ReferralFactory(subjects=["children"], **said), manager, "advice")


def test_who_may_not_decide_is_refused(support: Any, worker: Any, manager: Any) -> None:
    for user in (support, worker):
        with pytest.raises(PermissionDenied):
            decide(contact(), user, "advice")
    # A manager who took a contact goes on seeing what was said, and does not decide on somebody they may not see.
    referral = contact(taker=manager)
    child = factories.PersonFactory()
    factories.ReferralChildFactory(referral=referral, known="known", person=child)
    restrict(child, by=manager)
    with pytest.raises(PermissionDenied):
        decide(referral, manager, "advice")


# --- What has to be said ---------------------------------------------------------------------------------------------
def test_a_reason_and_a_level_of_the_right_list_are_required(manager: Any) -> None:
    about_child, about_context, about_both = contact(), contact("context"), contact("children", "context")
    assert set(refused(about_child, manager, "advice", rationale=" ", child_level="")) == {"rationale", "child_level"}
    assert set(refused(about_child, manager, "advice", context_level="targeted")) == {"context_level"}
    assert set(refused(about_context, manager, "advice", context_level="")) == {"context_level"}
    assert set(refused(about_context, manager, "advice", child_level="3")) == {"child_level"}
    assert set(refused(about_both, manager, "advice", child_level="", context_level="")) == {
        "child_level",
        "context_level",
    }


def test_a_late_decision_says_why(manager: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    referral = contact(decision_due=today() - datetime.timedelta(days=1))
    assert set(refused(referral, manager, "advice")) == {"late_why"}
    assert decide(referral, manager, "advice", late_why="The school was closed").late_why
    # Over Christmas a contact of the afternoon before is due on the Tuesday, and not late on that day.
    stand_on(monkeypatch, datetime.date(2026, 12, 29))
    received = timezone.make_aware(datetime.datetime(2026, 12, 24, 16))
    christmas = contact(received_at=received, created_at=received, decision_due=datetime.date(2026, 12, 29))
    assert decide(christmas, manager, "advice", late_why="Not needed").late_why == ""
    stand_on(monkeypatch, datetime.date(2026, 12, 30))
    late = contact(received_at=received, created_at=received, decision_due=datetime.date(2026, 12, 29))
    assert set(refused(late, manager, "advice")) == {"late_why"}


@pytest.mark.parametrize(
    ("about", "outcomes"),
    [
        ("children", ["no_further_action", "advice"]),
        ("children", []),
        ("children", ["context_assessment"]),
        ("children", ["context_consultation"]),
        ("context", ["early_help"]),
        ("context", ["assessment"]),
        ("children", ["assessment"]),  # nobody is chosen
    ],
)
def test_outcomes_that_cannot_be_are_refused(manager: Any, about: str, outcomes: list[str]) -> None:
    assert set(refused(contact(about), manager, *outcomes)) == {"outcomes"}


def test_what_was_chosen_needs_its_outcome_and_the_other_way_round(manager: Any, team: Any) -> None:
    referral = contact("children", "context")
    child = factories.ReferralChildFactory(referral=referral, known="new")
    place = factories.ReferralContextFactory(referral=referral, known="new")
    opens = {"children": (OpenChild(child),), "team": team}
    assert set(refused(referral, manager, "advice", then=Consequences(**opens))) == {"outcomes"}
    on_place = Consequences(contexts=(RecordContext(place, opens=True),), team=team)
    assert set(refused(referral, manager, "assessment", then=on_place)) == {"outcomes"}
    linked = Consequences(links=(LinkStated(child, place, "at_risk"),))
    assert set(refused(referral, manager, "advice", then=linked)) == {"outcomes"}
    assert set(refused(referral, manager, "assessment", then=Consequences(children=(OpenChild(child),)))) == {"team"}
    assert set(refused(referral, manager, "transfer_out")) == {"council"}
    assert set(refused(referral, manager, "add_to_case")) == {"add_to"}
    moved = decide(referral, manager, "transfer_out", then=Consequences(council="Northport"))
    assert (moved.council, Case.objects.exists()) == ("Northport", False)


# --- What it does ----------------------------------------------------------------------------------------------------
def test_a_new_child_gets_a_record_a_family_and_a_case_with_what_was_stated(
    manager: Any, worker: Any, team: Any
) -> None:
    referral = contact(source="2A")
    row = factories.ReferralChildFactory(
        referral=referral, known="new", given="Nia", family="Holloway", sex="F", attends="Northgate", address="1 Quay"
    )
    then = Consequences(children=(OpenChild(row),), team=team, lead=worker, primary_need="N1")
    decide(referral, manager, "assessment", then=then)
    row.refresh_from_db()
    period = CaseChild.objects.get(child=row.person)
    assert str(row.person) == "Nia Holloway"
    assert (row.known, row.person.school, row.person.addresses.get().lines) == ("new", "Northgate", "1 Quay")
    assert (period.primary_need, period.source, period.referred_on) == ("N1", "2A", today())
    assert (period.case.family.name, period.case.team) == ("Holloway family", team)
    assert period.case.allocations.get().worker == worker
    stands = ReferralCase.objects.get()
    assert (stands.referral, stands.case, stands.how) == (referral, period.case, "opened")


def test_children_are_opened_in_one_family_in_their_own_or_in_one_on_record(manager: Any, team: Any) -> None:
    referral = contact()
    known = factories.FamilyMembershipFactory()
    rows = [factories.ReferralChildFactory(referral=referral, known="new") for _ in range(4)]
    there = factories.ReferralChildFactory(referral=referral, known="known", person=known.person)
    chosen = (
        OpenChild(rows[0], shares_new=True),
        OpenChild(rows[1], shares_new=True),
        OpenChild(rows[2]),
        OpenChild(rows[3], family=known.family),
        OpenChild(there, family=known.family),
    )
    decide(referral, manager, "strategy", then=Consequences(children=chosen, team=team))
    assert sorted(case.children.count() for case in Case.objects.all()) == [1, 2, 2]
    assert known.family.memberships.count() == 2


def test_it_does_each_of_several_and_links_the_children_to_the_context(manager: Any, worker: Any, team: Any) -> None:
    referral = contact("children", "context")
    known = factories.ReferralChildFactory(referral=referral, known="known", person=factories.PersonFactory())
    new = factories.ReferralChildFactory(referral=referral, known="new")
    place = factories.ReferralContextFactory(
        referral=referral, known="new", name="Where K. hangs out", postcode="ZZ1 1AA"
    )
    details = {"name": "The stairwell at Quay House", "description": "Between the first and second floor"}
    then = Consequences(
        contexts=(RecordContext(place, opens=True, details=details),),
        links=(LinkStated(known, place, "harmed"), LinkStated(new, place, "at_risk")),
        children=(OpenChild(new),),
        team=team,
        lead=worker,
    )
    decide(referral, manager, "assessment", "context_assessment", then=then)
    context = Context.objects.get()
    assert (context.name, context.postcode, context.status) == (details["name"], "ZZ1 1AA", "open")
    assert context.threshold_level == "targeted"
    links = ContextLink.objects.order_by("role")
    assert {(link.role, link.source, link.basis, link.reliability) for link in links} == {
        ("at_risk", referral.reference, "agency_report", "reported"),
        ("harmed", referral.reference, "agency_report", "reported"),
    }
    assert {(row.case.context_id is None, row.how) for row in ReferralCase.objects.all()} == {
        (True, "opened"),
        (False, "opened"),
    }
    # What the manager wrote may name somebody whom a reader of the case may not see: it stays on the contact.
    assert not Case.objects.filter(proposed_why__contains=WHY).exists()


def test_a_peer_group_is_completed_before_it_is_on_record(manager: Any, team: Any) -> None:
    referral = contact("context")
    group = factories.ReferralContextFactory(referral=referral, known="new", kind="peer_group")
    chosen = RecordContext(group, opens=True, details={"description": "Friends from Northgate"})
    found = refused(referral, manager, "context_assessment", then=Consequences(contexts=(chosen,), team=team))
    assert {f"{name}_{group.pk}" for name in ("purpose", "strengths", "told_parents")} <= set(found)
    assert not Context.objects.exists()


def test_it_is_added_to_an_open_case_that_is_about_it_and_to_no_other(manager: Any) -> None:
    period = factories.CaseChildFactory()
    referral = contact()
    factories.ReferralChildFactory(referral=referral, known="known", person=period.child)
    other = factories.CaseFactory()
    assert set(refused(referral, manager, "add_to_case", then=Consequences(add_to=(other,)))) == {"add_to"}
    decide(referral, manager, "add_to_case", then=Consequences(add_to=(period.case,)))
    assert ReferralCase.objects.get().how == "added"
    assert Referral.objects.get().accepted_on == today()


# --- What it refuses -------------------------------------------------------------------------------------------------
def test_who_cannot_be_told_yet_is_not_opened(manager: Any, team: Any) -> None:
    referral = contact()
    row = factories.ReferralChildFactory(referral=referral, known="unsure")
    found = refused(referral, manager, "assessment", then=Consequences(children=(OpenChild(row),), team=team))
    assert set(found) == {f"family_{row.pk}"}


def test_what_stands_in_the_way_is_said_where_it_may_be_seen(manager: Any, team: Any) -> None:
    period = factories.CaseChildFactory()
    referral = contact("children", "context")
    row = factories.ReferralChildFactory(referral=referral, known="known", person=period.child)
    context = factories.ContextFactory()
    place = factories.ReferralContextFactory(referral=referral, known="known", context=context)
    opens = Consequences(children=(OpenChild(row),), team=team)
    assert (
        "Add the contact to their open case"
        in refused(referral, manager, "assessment", then=opens)[f"family_{row.pk}"][0]
    )
    on_place = Consequences(contexts=(RecordContext(place, opens=True),), team=team)
    for case in (factories.ContextCaseFactory(context=context), None):
        if case is None:
            Context.objects.filter(pk=context.pk).update(merged_into=factories.ContextFactory(), merged_on=today())
        found = refused(referral, manager, "context_assessment", then=on_place)
        assert set(found) == {f"record_{place.pk}"}


def test_what_is_hidden_refuses_without_a_word_of_it(manager: Any, second: Any, team: Any) -> None:
    referral = contact()
    period = factories.CaseChildFactory()
    row = factories.ReferralChildFactory(referral=referral, known="known", person=period.child)
    restrict(period.case, by=second)
    then = Consequences(children=(OpenChild(row),), team=team)
    (said,) = refused(referral, manager, "assessment", then=then)[f"family_{row.pk}"]
    assert "open to the service" not in said
    assert period.case.reference not in said
    assert set(refused(referral, manager, "add_to_case", then=Consequences(add_to=(period.case,)))) == {"add_to"}


def test_a_decision_that_fails_half_way_leaves_everything_as_it_was(manager: Any, team: Any, support: Any) -> None:
    referral = contact("children", "context")
    row = factories.ReferralChildFactory(referral=referral, known="new")
    place = factories.ReferralContextFactory(referral=referral, known="new")
    details = {"description": "By the river"}
    chosen = {"children": (OpenChild(row),), "contexts": (RecordContext(place, opens=True, details=details),)}
    then = Consequences(**chosen, team=team)
    before = everything()
    without_audit(lambda: decide(referral, manager, "assessment", "urgent_context", then=then))
    assert everything() == before
    # Somebody who cannot hold a case is refused when both cases are open already.
    found = refused(
        referral, manager, "assessment", "urgent_context", then=Consequences(**chosen, team=team, lead=support)
    )
    assert set(found) == {"lead"}
    assert everything() == before


# --- Countersigned, opened again, two at once ------------------------------------------------------------------------
def test_a_second_manager_countersigns_what_took_effect_at_once(manager: Any, second: Any) -> None:
    Outcome.objects.filter(code="no_further_action").update(needs_countersignature=True)
    decision = decide(contact(), manager, "no_further_action")
    assert list(Referral.objects.to_countersign()) == [decision.referral]
    assert Referral.objects.get().status == "decided"
    with pytest.raises(ValidationError, match="Another manager"):
        countersign(decision, by=manager)
    decision = countersign(decision, by=second, countersigned_why="I agree")
    assert (decision.countersigned_by, decision.countersigned_on) == (second, today())
    assert not Referral.objects.to_countersign().exists()
    with pytest.raises(ValidationError, match="any more"):
        countersign(decision, by=second)


def test_a_contact_is_opened_again_with_a_reason_and_what_it_led_to_stays(manager: Any, team: Any) -> None:
    referral = contact()
    row = factories.ReferralChildFactory(referral=referral, known="new")
    decision = decide(referral, manager, "assessment", then=Consequences(children=(OpenChild(row),), team=team))
    with pytest.raises(ValidationError):
        reopen_contact(referral, by=manager, reason=" ")
    referral = reopen_contact(referral, by=manager, reason="The wrong brother")
    decision.refresh_from_db()
    assert (referral.status, referral.accepted_on, decision.set_aside_why) == ("submitted", None, "The wrong brother")
    assert Case.objects.open().count() == 1
    with pytest.raises(ValidationError, match="Only a decided"):
        reopen_contact(referral, by=manager, reason="Again")
    decide(referral, manager, "no_further_action", seen=decision.pk)


def test_a_manager_who_decides_while_another_does_is_shown_theirs(manager: Any, second: Any) -> None:
    referral = contact()
    theirs = decide(referral, second, stage="initial", child_level="")
    with pytest.raises(DecidedSince) as refusal:
        decide(referral, manager, "advice")
    assert refusal.value.decision == theirs
    decide(referral, manager, "advice", seen=theirs.pk)
    with pytest.raises(DecidedSince):
        decide(referral, second, "no_further_action", seen=theirs.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_at_once_one_decides_and_one_is_told(manager: Any, second: Any, team: Any) -> None:
    referral = contact()
    row = factories.ReferralChildFactory(referral=referral, known="new")
    then = Consequences(children=(OpenChild(row),), team=team)
    answers = race(
        lambda: decide(referral, manager, "assessment", then=then),
        lambda: decide(referral, second, "assessment", then=then),
        hold=lambda: Referral.objects.select_for_update().get(pk=referral.pk),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["DecidedSince", "ScreeningDecision"]
    assert (Person.objects.count(), Family.objects.count(), Case.objects.count()) == (1, 1, 1)
    assert len(audited("referral.decided")) == 1
