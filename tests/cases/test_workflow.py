"""What staff can do to a case, what each of it leaves behind, and what is refused; also when two do it at once."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from cases import allocating, statuses, workflow
from cases.models import Allocation, Case, CaseChild, CaseChildStatus
from cs_casework.access import restrict_record
from cs_casework.dates import today
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseFactory,
    ContextCaseFactory,
    ContextFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
    UserFactory,
)
from tests.helpers import audited, everything, latest_version, messages_of, race, value_typed, without_audit

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def member_of(family: Any, **details: Any) -> Any:
    return FamilyMembershipFactory(family=family, **details).person


@pytest.fixture
def made(team: Any, worker: Any) -> SimpleNamespace:
    """A proposed case and an open one, with a child in each family, a worker and a status."""
    family = FamilyFactory(name="Okafor family")
    proposed = CaseFactory(family=family, status="proposed", opened_on=None, team=team)
    open_case = CaseFactory(team=team)
    child = member_of(open_case.family)
    period = CaseChildFactory(case=open_case, child=child)
    return SimpleNamespace(
        team=team,
        family=family,
        subject=FamilyFactory(),
        proposed=proposed,
        newcomer=member_of(family),
        case=open_case,
        child=child,
        sibling=member_of(open_case.family),
        period=period,
        allocation=AllocationFactory(case=open_case, worker=worker),
    )


# Every change: how it is asked for, what the audit calls it, and which record the audit names.
CHANGES: dict[str, tuple[Any, str, str]] = {
    "propose_case": (lambda by, on: workflow.propose_case(on.subject, by=by, why="Needed"), "case.proposed", ""),
    "open_case": (
        lambda by, on: workflow.open_case(on.proposed, by=by, team=on.team, children=[on.newcomer]),
        "case.opened",
        "proposed",
    ),
    "open_child": (lambda by, on: workflow.open_child(on.case, by=by, child=on.sibling), "child.opened", "sibling"),
    "decline_case": (
        lambda by, on: workflow.decline_case(on.proposed, by=by, why="Not yet"),
        "case.declined",
        "proposed",
    ),
    "allocate": (
        lambda by, on: allocating.allocate(on.case, by=by, worker=on.allocation.worker, role="co_worker"),
        "case.allocated",
        "case",
    ),
    "end_allocation": (
        lambda by, on: allocating.end_allocation(
            on.allocation, by=by, to_on=today(), change_reason="LEFTRL", reason="Left the team"
        ),
        "case.allocation_ended",
        "case",
    ),
    "give_status": (
        lambda by, on: statuses.give_status(on.period, by=by, status="cin", from_on=today()),
        "child.status_given",
        "child",
    ),
    "close_period": (
        lambda by, on: workflow.close_period(on.period, by=by, to_on=today(), reason="RC7"),
        "child.closed",
        "child",
    ),
    "close_into": (
        lambda by, on: workflow.close_into(on.case, continuing=on.proposed, by=by),
        "case.closed",
        "case",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_audited_and_its_version_says_by_whom(name: str, made: SimpleNamespace, manager: Any) -> None:
    change, action, on = CHANGES[name]
    result = change(manager, made)
    [event] = audited(action)
    named = getattr(made, on) if on else result
    assert (event.actor_id, event.actor_name, event.record_id) == (manager.pk, "Mana Oduya", named.pk)
    assert latest_version(result).history_user == manager


@pytest.mark.parametrize("name", sorted(set(CHANGES) - {"propose_case"}))
@pytest.mark.parametrize("role", ["worker", "support", "records", "administrator"])
def test_only_a_manager_decides_allocates_and_closes(
    name: str, role: str, made: SimpleNamespace, request: pytest.FixtureRequest
) -> None:
    before = everything()
    with pytest.raises(PermissionDenied):
        CHANGES[name][0](request.getfixturevalue(role), made)
    assert everything() == before


def test_only_a_manager_opens_a_case_on_a_context(worker: Any, manager: Any, team: Any) -> None:
    case = ContextCaseFactory(status="proposed", opened_on=None)
    with pytest.raises(PermissionDenied):
        workflow.open_case(case, by=worker, team=team)
    assert workflow.open_case(case, by=manager, team=team).is_open


@pytest.mark.parametrize("role", ["support", "records", "administrator"])
def test_case_is_proposed_by_who_works_with_families(
    role: str, made: SimpleNamespace, worker: Any, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        workflow.propose_case(made.subject, by=request.getfixturevalue(role), why="Needed")
    assert workflow.propose_case(made.subject, by=worker, why="Needed").status == "proposed"


@pytest.mark.parametrize("name", sorted(set(CHANGES) - {"close_into"}))
def test_change_is_refused_on_a_record_one_may_not_see(name: str, made: SimpleNamespace, manager: Any) -> None:
    """Another manager restricted it: being a manager is not enough."""
    other = UserFactory(code="manager")
    for hidden in (made.subject, made.proposed, made.case):
        restrict_record(hidden, by=other, reason="A relative works here")
    before = everything()
    with pytest.raises(PermissionDenied):
        CHANGES[name][0](manager, made)
    assert everything() == before


@pytest.mark.parametrize("name", CHANGES)
def test_change_that_fails_half_way_leaves_nothing(name: str, made: SimpleNamespace, manager: Any) -> None:
    before = everything()
    without_audit(lambda: CHANGES[name][0](manager, made))
    assert everything() == before


# --- Proposing -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("make", [FamilyFactory, ContextFactory], ids=["family", "context"])
def test_case_is_proposed_on_a_family_or_a_context(make: Any, worker: Any) -> None:
    subject = make()
    case = workflow.propose_case(subject, by=worker, why="Four incidents", referred_on=today() - DAY)
    assert (case.subject, case.status, case.proposed_by, case.proposed_on) == (subject, "proposed", worker, today())
    assert (case.proposed_why, case.referred_on, case.opened_on) == ("Four incidents", today() - DAY, None)


@pytest.mark.parametrize(("make", "kind"), [(CaseFactory, "family"), (ContextCaseFactory, "context")])
@pytest.mark.parametrize("status", ["proposed", "open"])
def test_second_case_on_one_subject_is_refused(make: Any, kind: str, status: str, worker: Any) -> None:
    case = make(status=status, opened_on=today() if status == "open" else None)
    with pytest.raises(ValidationError) as refusal:
        workflow.propose_case(case.subject, by=worker, why="Needed")
    assert messages_of(refusal) == {"__all__": [f"This {kind} has a case already, open or proposed."]}


def test_proposal_says_why_and_is_not_of_the_future(made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.propose_case(made.subject, by=worker, why="  ")
    assert messages_of(refusal) == {"why": ["Say why a case is needed."]}
    with pytest.raises(ValidationError) as refusal:
        workflow.propose_case(made.subject, by=worker, why="Needed", referred_on=today() + DAY)
    assert messages_of(refusal) == {"referred_on": ["This date is in the future."]}


def test_case_is_not_proposed_on_a_family_joined_into_another(made: SimpleNamespace, worker: Any) -> None:
    joined = FamilyFactory(joined_into=made.subject, joined_on=today())
    with pytest.raises(ValidationError) as refusal:
        workflow.propose_case(joined, by=worker, why="Needed")
    assert messages_of(refusal) == {"__all__": ["This family was joined into another. Propose the case there."]}


# --- Deciding --------------------------------------------------------------------------------------------------------
def test_opened_case_is_held_by_a_team_and_its_children_are_open(made: SimpleNamespace, manager: Any) -> None:
    other = member_of(made.family)
    member_of(made.family)
    case = workflow.open_case(
        made.proposed,
        by=manager,
        team=made.team,
        children=[made.newcomer, other],
        why="Agreed",
        referred_on=today() - DAY,
        primary_need="N1",
        source="6",
    )
    assert (case.status, case.opened_on, case.team, case.decided_why) == ("open", today(), made.team, "Agreed")
    assert set(case.children.values_list("child", "from_on", "referred_on", "primary_need", "source")) == {
        (child.pk, today(), today() - DAY, "N1", "6") for child in (made.newcomer, other)
    }
    assert {event.record_id for event in audited("child.opened")} == {made.newcomer.pk, other.pk}


def test_opened_context_case_opens_its_context(manager: Any, team: Any) -> None:
    for before, after in (("noted", "open"), ("closed", "open"), ("monitoring", "monitoring"), ("open", "open")):
        case = ContextCaseFactory(status="proposed", opened_on=None, context__status=before)
        workflow.open_case(case, by=manager, team=team)
        case.context.refresh_from_db()
        assert case.context.status == after


@pytest.mark.parametrize("status", ["open", "closed", "declined"])
@pytest.mark.parametrize("what", ["open_case", "decline_case"])
def test_only_a_proposal_is_decided(what: str, status: str, made: SimpleNamespace, manager: Any) -> None:
    Case.objects.filter(pk=made.proposed.pk).update(
        status=status,
        opened_on=None if status == "declined" else today(),
        closed_on=today() if status == "closed" else None,
    )
    with pytest.raises(ValidationError) as refusal:
        CHANGES[what][0](manager, made)
    done = {"open_case": "opened", "decline_case": "declined"}[what]
    assert messages_of(refusal) == {"__all__": [f"Only a proposed case can be {done}."]}


def refused_child(made: SimpleNamespace, manager: Any, child: Any) -> dict[str, list[str]]:
    """What is said when a case is opened for this child; nothing of it may stay."""
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        workflow.open_case(made.proposed, by=manager, team=made.team, children=[made.newcomer, child])
    assert everything() == before
    return messages_of(refusal)


def test_family_case_needs_children_of_that_family_who_live_and_are_not_open(
    made: SimpleNamespace, manager: Any
) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.open_case(made.proposed, by=manager, team=made.team)
    assert messages_of(refusal) == {"children": ["Choose at least one child who is open to the service."]}

    stranger = PersonFactory(given="Zoe", family="Else")
    assert refused_child(made, manager, stranger) == {"children": ["Zoe Else is not a member of this family."]}
    left = member_of(made.family, person__given="Lee", person__family="Left", to_on=today(), ended_why="Moved out")
    assert refused_child(made, manager, left) == {"children": ["Lee Left is not a member of this family."]}
    died = member_of(made.family, person__given="Dee", person__family="Died", person__died_on=today())
    assert refused_child(made, manager, died) == {"children": ["Dee Died has died."]}
    is_open = CaseChildFactory().child
    FamilyMembershipFactory(family=made.family, person=is_open)
    assert refused_child(made, manager, is_open) == {"__all__": ["This child is open to the service already."]}


def test_case_is_not_opened_for_a_child_whom_the_manager_may_not_see(made: SimpleNamespace, manager: Any) -> None:
    restrict_record(made.newcomer, by=UserFactory(code="manager"), reason="A relative works here")
    before = everything()
    with pytest.raises(PermissionDenied):
        workflow.open_case(made.proposed, by=manager, team=made.team, children=[made.newcomer])
    assert everything() == before


def test_case_is_not_opened_with_a_referral_of_the_future(made: SimpleNamespace, manager: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.open_case(
            made.proposed, by=manager, team=made.team, children=[made.newcomer], referred_on=today() + DAY
        )
    assert messages_of(refusal) == {"referred_on": ["This date is in the future."]}


def test_child_is_opened_in_an_open_case_on_a_family(made: SimpleNamespace, manager: Any) -> None:
    expected = {"__all__": ["A child is opened in an open case on a family."]}
    for case in (made.proposed, ContextCaseFactory()):
        with pytest.raises(ValidationError) as refusal:
            workflow.open_child(case, by=manager, child=made.newcomer)
        assert messages_of(refusal) == expected
    with pytest.raises(ValidationError) as refusal:
        workflow.open_child(made.case, by=manager, child=made.sibling, from_on=today() + DAY)
    assert messages_of(refusal) == {"from_on": ["This date is in the future."]}


def test_declined_case_keeps_its_proposal_and_the_reason(made: SimpleNamespace, manager: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.decline_case(made.proposed, by=manager, why=" ")
    assert messages_of(refusal) == {"why": ["Say why the case is not opened."]}
    case = workflow.decline_case(made.proposed, by=manager, why="Early help will do")
    assert (case.status, case.decided_why, case.opened_on) == ("declined", "Early help will do", None)
    assert workflow.propose_case(made.family, by=manager, why="It has changed").pk


def test_child_is_opened_no_earlier_than_its_case_and_its_birth(made: SimpleNamespace, manager: Any) -> None:
    Case.objects.filter(pk=made.case.pk).update(opened_on=today() - 2 * DAY)
    baby = member_of(made.case.family, person__given="Ada", person__family="Small", person__birth_on=today() - DAY)
    for child, days, words in (
        (made.sibling, 3, "The case was not open yet."),
        (baby, 2, "Ada Small was not born yet."),
    ):
        with pytest.raises(ValidationError) as refusal:
            workflow.open_child(made.case, by=manager, child=child, from_on=today() - days * DAY)
        assert messages_of(refusal) == {"from_on": [words]}
        assert workflow.open_child(made.case, by=manager, child=child, from_on=today() - (days - 1) * DAY).pk


# --- Opening again ---------------------------------------------------------------------------------------------------
def test_case_opened_again_carries_the_referral_that_brought_it_back(team: Any, manager: Any, as_user: Any) -> None:
    old = today() - 400 * DAY
    closed = {"status": "closed", "opened_on": old, "closed_on": today() - 300 * DAY, "referred_on": old}
    for asked, expected in ((None, today()), (today() - 3 * DAY, today() - 3 * DAY)):
        case = CaseFactory(team=team, **closed)
        child = member_of(case.family)
        again = {"by": manager, "why": "Worried again", "team": team, "children": [child]}
        with pytest.raises(ValidationError) as refusal:
            workflow.reopen_case(case, referred_on=today() + DAY, **again)
        assert messages_of(refusal) == {"referred_on": ["This date is in the future."]}
        case = workflow.reopen_case(case, referred_on=asked, **again)
        assert (case.referred_on, case.children.get().referred_on) == (expected, expected)
    page = reverse("cases:case-reopen", args=[CaseFactory(team=team, **closed).pk])
    assert value_typed(as_user(manager).get(page), "referred_on") == today()


# --- What stands in the way out of sight -----------------------------------------------------------------------------
def test_refusal_does_not_tell_of_a_case_or_a_period_out_of_sight(
    made: SimpleNamespace, manager: Any, team: Any
) -> None:
    closed = CaseFactory(team=team, status="closed", closed_on=today())
    child = member_of(closed.family)
    elsewhere = CaseChildFactory(child=made.sibling)
    hidden = [CaseFactory(family=closed.family), CaseFactory(family=made.subject), elsewhere.case]
    for case in hidden:
        restrict_record(case, by=UserFactory(code="manager"), reason="A relative works here")
    before = everything()
    for change, expected in (
        (
            lambda: workflow.propose_case(made.subject, by=manager, why="Needed"),
            {"__all__": ["A case cannot be proposed here by you. Ask a manager who works with it."]},
        ),
        (
            lambda: workflow.reopen_case(closed, by=manager, why="Again", team=team, children=[child]),
            {"__all__": ["This case cannot be opened again by you. Ask a manager who works with it."]},
        ),
        (
            lambda: workflow.open_child(made.case, by=manager, child=made.sibling),
            {"__all__": [f"{made.sibling} cannot be opened here by you. Ask a manager who works with them."]},
        ),
    ):
        with pytest.raises(ValidationError) as refusal:
            change()
        assert messages_of(refusal) == expected
    assert everything() == before


# --- What a child is to the service ----------------------------------------------------------------------------------
def test_protection_plan_has_a_category_and_nothing_else_has(made: SimpleNamespace, manager: Any) -> None:
    expected = {"__all__": ["A child protection plan has a category; nothing else has."]}
    for status, category in (("cp", ""), ("cin", "NEG")):
        with pytest.raises(ValidationError) as refusal:
            statuses.give_status(made.period, by=manager, status=status, category=category, from_on=today())
        assert messages_of(refusal) == expected
    statuses.give_status(made.period, by=manager, status="cp", category="NEG", from_on=today())
    with pytest.raises(ValidationError) as refusal:
        statuses.give_status(made.period, by=manager, status="cp", category="PHY", from_on=today())
    assert messages_of(refusal) == {"__all__": ["The child has this status already."]}


@pytest.mark.parametrize(
    ("days", "message"), [(-1, "The child was not open to the service yet."), (1, "This date is in the future.")]
)
def test_status_begins_within_the_period(days: int, message: str, made: SimpleNamespace, manager: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        statuses.give_status(made.period, by=manager, status="cin", from_on=today() + days * DAY)
    assert messages_of(refusal) == {"from_on": [message]}


def test_closed_period_takes_its_statuses_with_it_and_is_given_no_more(made: SimpleNamespace, manager: Any) -> None:
    statuses.give_status(made.period, by=manager, status="cin", from_on=today())
    stale = CaseChild.objects.get(pk=made.period.pk)
    period = workflow.close_period(made.period, by=manager, to_on=today(), reason="RC7")
    assert (period.to_on, period.closure_reason) == (today(), "RC7")
    assert CaseChildStatus.objects.get().to_on == today()
    with pytest.raises(ValidationError) as refusal:
        statuses.give_status(stale, by=manager, status="lac", from_on=today())
    assert messages_of(refusal) == {"__all__": ["This child is no longer open to the service."]}
    with pytest.raises(ValidationError) as refusal:
        workflow.close_period(stale, by=manager, to_on=today(), reason="RC8")
    assert messages_of(refusal) == {"__all__": ["This has ended already."]}


@pytest.mark.parametrize(
    ("days", "reason", "expected"),
    [
        (-1, "RC7", {"to_on": ["It ends before it begins."]}),
        (1, "RC7", {"to_on": ["This date is in the future."]}),
        (0, "", {"__all__": ["A closing date needs a reason, and a reason a closing date."]}),
    ],
)
def test_period_is_closed_with_a_day_and_a_reason(
    days: int, reason: str, expected: dict[str, list[str]], made: SimpleNamespace, manager: Any
) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.close_period(made.period, by=manager, to_on=today() + days * DAY, reason=reason)
    assert messages_of(refusal) == expected


# --- Two at once -----------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Each of the two has read what was there before either has written. One wins, and the other is told."""

    def test_two_managers_open_the_same_proposal(self, made: SimpleNamespace, manager: Any) -> None:
        def decide() -> Any:
            return workflow.open_case(made.proposed, by=manager, team=made.team, children=[made.newcomer])

        def decline() -> Any:
            return workflow.decline_case(made.proposed, by=manager, why="Not yet")

        for first, second in ((decide, decide), (decide, decline)):
            Case.objects.filter(pk=made.proposed.pk).update(status="proposed", opened_on=None)
            CaseChild.objects.filter(case=made.proposed).update(to_on=today(), closure_reason="RC7")
            open_before = CaseChild.objects.count()
            results = race(first, second, hold=lambda: Case.objects.select_for_update().get(pk=made.proposed.pk))
            [refused] = [result for result in results if isinstance(result, Exception)]
            assert refused.messages[0].startswith("Only a proposed case can be ")
            [won] = [result for result in results if isinstance(result, Case)]
            made.proposed.refresh_from_db()
            assert made.proposed.status == won.status
            assert CaseChild.objects.count() - open_before == (1 if won.status == "open" else 0)

    @pytest.mark.parametrize("make", [FamilyFactory, ContextFactory], ids=["family", "context"])
    def test_two_propose_a_case_on_one_subject(self, make: Any, team: Any, worker: Any, colleague: Any) -> None:
        subject = make()

        def propose(by: Any) -> Any:
            return lambda: workflow.propose_case(subject, by=by, why="Needed")

        results = race(
            propose(worker), propose(colleague), hold=lambda: workflow.propose_case(subject, by=worker, why="Held")
        )
        assert {type(result) for result in results} == {Case, ValidationError}
        assert subject.cases.count() == 1

    def test_who_proposes_second_is_told_on_the_page(self, made: SimpleNamespace, worker: Any, colleague: Any) -> None:
        address = f"{reverse('cases:case-propose')}?family={made.subject.pk}"

        def propose(by: Any) -> Any:
            client = Client()
            client.force_login(by, backend="cs_casework.accounts.backends.StaffBackend")
            return lambda: client.post(address, {"why": f"Said by {by}"})

        answers = race(
            propose(worker), propose(colleague), hold=lambda: workflow.propose_case(made.subject, by=worker, why="Held")
        )
        [told] = [answer for answer in answers if answer.status_code == 200]
        [done] = [answer for answer in answers if answer.status_code == 302]
        case = Case.objects.get(family=made.subject)
        assert done.url == case.get_absolute_url()
        body = told.content.decode()
        assert "This family has a case already, open or proposed." in body
        assert f"Said by {colleague if case.proposed_by == worker else worker}" in body

    def test_case_allocated_twice_has_one_lead(
        self, made: SimpleNamespace, manager: Any, worker: Any, colleague: Any
    ) -> None:
        Allocation.objects.filter(pk=made.allocation.pk).update(to_on=today(), reason="Left")

        def allocate(to: Any) -> Any:
            return lambda: allocating.allocate(made.case, by=manager, worker=to, change_reason="MANAGE")

        def hold() -> Any:
            return Case.objects.select_for_update().get(pk=made.case.pk)

        results = race(allocate(worker), allocate(colleague), hold=hold)
        assert [type(result) for result in results] == [Allocation, Allocation]
        [lead] = Allocation.objects.current()
        [former] = Allocation.objects.exclude(pk__in=[lead.pk, made.allocation.pk])
        assert {lead.worker, former.worker} == {worker, colleague}
        assert former.to_on == today()

        again = race(allocate(lead.worker), allocate(lead.worker), hold=hold)
        assert [type(result) for result in again] == [ValidationError, ValidationError]
        assert list(Allocation.objects.current()) == [lead]

    def test_status_is_not_given_to_a_child_being_closed(self, made: SimpleNamespace, manager: Any) -> None:
        """Whoever is first: no status is left standing in a period that is over."""
        race(
            lambda: workflow.close_period(made.period, by=manager, to_on=today(), reason="RC7"),
            lambda: statuses.give_status(made.period, by=manager, status="cin", from_on=today()),
            hold=lambda: CaseChild.objects.select_for_update().get(pk=made.period.pk),
        )
        made.period.refresh_from_db()
        assert made.period.to_on == today()
        assert not made.period.statuses.filter(to_on=None).exists()

    def test_child_opened_in_two_families_is_open_once(self, made: SimpleNamespace, manager: Any) -> None:
        case = CaseFactory(team=made.team)
        FamilyMembershipFactory(family=case.family, person=made.sibling)

        def open_in(case: Any) -> Any:
            return lambda: workflow.open_child(case, by=manager, child=made.sibling)

        results = race(open_in(case), open_in(made.case), hold=lambda: CaseChildFactory(child=made.sibling))
        # The second waits for the child, and is refused in words.
        assert {type(result) for result in results} == {CaseChild, ValidationError}
        assert CaseChild.objects.open().filter(child=made.sibling).count() == 1
