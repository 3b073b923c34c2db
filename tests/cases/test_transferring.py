"""A case that moves to another team: what each answer leaves behind, and what is refused."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases import transferring
from cases.models import Allocation, Case, CaseTransfer
from cases.standing import managers_of
from cs_casework.access import grant_access, restrict_record
from cs_casework.accounts.models import Team
from cs_casework.dates import months_after, today
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseClosureFactory,
    CaseFactory,
    CaseTransferFactory,
    CoverFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import audited, everything, messages_of, race, refusals, value_typed, without_audit

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(team: Any, worker: Any) -> SimpleNamespace:
    """A case with a lead, and with a child who has a worker of their own; and the team it could go to."""
    period = CaseChildFactory(case__team=team)
    lakeside = TeamFactory(name="Lakeside team")
    return SimpleNamespace(
        case=period.case,
        child=period.child,
        lead=AllocationFactory(case=period.case, worker=worker),
        childs=AllocationFactory(case=period.case, child=period.child, worker=worker, role="co_worker"),
        lakeside=lakeside,
        receiver=TeamMembershipFactory(
            user=UserFactory(code="manager", name="Rana Quist"), team=lakeside, is_manager=True
        ).user,
        lakesider=TeamMembershipFactory(user=UserFactory(name="Lake Sider"), team=lakeside).user,
    )


@pytest.fixture
def sent(made: SimpleNamespace, manager: Any) -> CaseTransfer:
    return transferring.transfer_case(made.case, by=manager, to_team=made.lakeside, why="They moved")


def said_to(made: SimpleNamespace, by: Any, **changed: Any) -> dict[str, list[str]]:
    """What is refused when the case is to move; nothing of it may stay."""
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        transferring.transfer_case(made.case, by=by, **({"to_team": made.lakeside, "why": "They moved"} | changed))
    assert everything() == before
    return messages_of(refusal)


# --- Asking and sending ----------------------------------------------------------------------------------------------
def test_worker_asks_and_the_manager_sends_on(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    asked = transferring.transfer_case(made.case, by=worker, to_team=made.lakeside, why="They moved")
    assert (asked.status, asked.asked_by, asked.sent_by, asked.from_team) == ("asked", worker, None, made.case.team)
    sent = transferring.send_transfer(asked, by=manager)
    assert (sent.status, sent.sent_by, sent.decided_on) == ("sent", manager, None)
    assert [len(audited(f"case.transfer_{what}")) for what in ("asked", "sent")] == [1, 1]


def test_nothing_changes_until_it_is_accepted(made: SimpleNamespace, sent: CaseTransfer, worker: Any) -> None:
    made.case.refresh_from_db()
    assert made.case.team == made.lead.team
    assert set(Allocation.objects.current()) == {made.lead, made.childs}
    assert Case.objects.allocated_to(worker).get() == made.case


def test_who_covers_for_the_worker_or_the_manager_does_as_they_do(
    made: SimpleNamespace, manager: Any, worker: Any
) -> None:
    covering, deputy = UserFactory(), UserFactory(code="manager")
    CoverFactory(absent=worker, covering=covering)
    CoverFactory(absent=manager, covering=deputy)
    asked = transferring.transfer_case(made.case, by=covering, to_team=made.lakeside, why="They moved")
    assert transferring.send_transfer(asked, by=deputy).status == "sent"


def test_case_without_a_team_is_sent_by_any_manager(made: SimpleNamespace, manager: Any) -> None:
    Case.objects.filter(pk=made.case.pk).update(team=None)
    anybody = UserFactory(code="manager")
    sent = transferring.transfer_case(made.case, by=anybody, to_team=made.lakeside, why="Imported")
    assert (sent.status, sent.from_team) == ("sent", None)
    assert transferring.accept_transfer(sent, by=made.receiver).case.team == made.lakeside


def test_transfer_goes_to_another_team_that_can_accept_it_and_says_why(
    made: SimpleNamespace, manager: Any, team: Any
) -> None:
    assert said_to(made, manager, why=" ") == {"why": ["Say why the case moves."]}
    assert said_to(made, manager, to_team=team) == {"to_team": ["The case is with this team already."]}
    empty = TeamFactory(name="Nobody’s team")
    TeamMembershipFactory(team=empty, user=UserFactory(code="manager", is_active=False), is_manager=True)
    TeamMembershipFactory(team=empty, user=UserFactory(), is_manager=True)
    assert said_to(made, manager, to_team=empty) == {"to_team": ["Nobody’s team has no manager who could accept it."]}


def test_case_is_on_one_way_at_a_time(made: SimpleNamespace, sent: CaseTransfer, manager: Any) -> None:
    assert said_to(made, manager) == {"__all__": ["A transfer of this case is waiting already."]}


def test_case_about_to_close_does_not_move(made: SimpleNamespace, manager: Any) -> None:
    """Closing one child of it is no reason to wait, and a hidden child's closing must not tell."""
    CaseClosureFactory(case=made.case, period=made.case.children.get())
    whole = CaseClosureFactory(case=made.case)
    expected = ["Closing this case has been proposed. A manager answers that first."]
    assert said_to(made, manager) == {"__all__": expected}
    type(whole).objects.filter(pk=whole.pk).update(status="returned", decided_on=today(), decided_by=manager)
    assert transferring.transfer_case(made.case, by=manager, to_team=made.lakeside, why="They moved").is_waiting


def test_restricted_case_goes_where_a_manager_may_see_it(made: SimpleNamespace, manager: Any) -> None:
    restrict_record(made.case, by=manager, reason="A relative works here")
    words = "No manager of Lakeside team may see this case. Grant access first, so that somebody can accept it."
    assert said_to(made, manager) == {"to_team": [words]}
    with pytest.raises(PermissionDenied):  # to whom it is hidden nothing of this is said
        transferring.transfer_case(made.case, by=UserFactory(code="manager"), to_team=made.lakeside, why="They moved")
    grant_access(made.case, to=made.receiver, by=manager, reason="Takes the case", ends_on=months_after(today(), 1))
    sent = transferring.transfer_case(made.case, by=manager, to_team=made.lakeside, why="They moved")
    other = TeamMembershipFactory(user=UserFactory(code="manager"), team=made.lakeside, is_manager=True).user
    with pytest.raises(PermissionDenied):
        transferring.accept_transfer(sent, by=other)
    assert not CaseTransfer.objects.visible_to(other).exists()
    assert transferring.accept_transfer(sent, by=made.receiver).status == "accepted"


# --- Answering -------------------------------------------------------------------------------------------------------
def test_accepted_case_is_with_the_new_team_and_led_by_whom_its_manager_names(
    made: SimpleNamespace, sent: CaseTransfer
) -> None:
    transferring.accept_transfer(sent, by=made.receiver, worker=made.lakesider)
    made.case.refresh_from_db()
    sent.refresh_from_db()
    assert made.case.team == made.lakeside
    assert (sent.status, sent.decided_by, sent.decided_on) == ("accepted", made.receiver, today())
    for old in (made.lead, made.childs):
        old.refresh_from_db()
        assert (old.to_on, old.change_reason, old.reason) == (today(), "TSPROC", "The case moved to Lakeside team")
    [lead] = Allocation.objects.current()
    assert (lead.worker, lead.team, lead.role, lead.child) == (made.lakesider, made.lakeside, "lead", None)
    assert len(audited("case.transfer_accepted")) == 1


def test_accepted_case_without_a_new_lead_is_unallocated(made: SimpleNamespace, sent: CaseTransfer) -> None:
    hidden = CaseChildFactory(case=made.case).child
    childs = AllocationFactory(case=made.case, child=hidden)
    restrict_record(hidden, by=UserFactory(code="manager"), reason="A relative works here")
    transferring.accept_transfer(sent, by=made.receiver)
    assert list(Case.objects.unallocated(made.receiver)) == [made.case]
    childs.refresh_from_db()
    assert childs.to_on == today()  # the worker of a child whom the manager may not see goes too


def test_new_lead_is_of_the_receiving_team(made: SimpleNamespace, sent: CaseTransfer, colleague: Any) -> None:
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        transferring.accept_transfer(sent, by=made.receiver, worker=colleague)
    assert messages_of(refusal) == {"worker": ["Cole Marrow is not in this team."]}
    assert everything() == before


def test_sending_manager_does_not_decide_for_the_receiving_team_unless_they_manage_both(
    made: SimpleNamespace, sent: CaseTransfer, manager: Any
) -> None:
    for change in (
        transferring.accept_transfer,
        lambda found, by: transferring.decline_transfer(found, by=by, why="No"),
    ):
        with pytest.raises(PermissionDenied):
            change(sent, by=manager)
    TeamMembershipFactory(user=manager, team=made.lakeside, is_manager=True)
    assert transferring.accept_transfer(sent, by=manager).status == "accepted"


def test_declined_or_withdrawn_the_case_stays(made: SimpleNamespace, sent: CaseTransfer, manager: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        transferring.decline_transfer(sent, by=made.receiver, why=" ")
    assert messages_of(refusal) == {"why": ["Say why the case does not move."]}
    declined = transferring.decline_transfer(sent, by=made.receiver, why="They moved back")
    assert (declined.status, declined.decided_why) == ("declined", "They moved back")
    again = transferring.transfer_case(made.case, by=manager, to_team=made.lakeside, why="They moved again")
    assert transferring.withdraw_transfer(again, by=manager).status == "withdrawn"
    made.case.refresh_from_db()
    assert made.case.team == made.lead.team
    assert set(Allocation.objects.current()) == {made.lead, made.childs}


@pytest.mark.parametrize("status", ["accepted", "declined", "withdrawn"])
def test_transfer_is_decided_once(status: str, made: SimpleNamespace, manager: Any) -> None:
    decided = {"decided_on": today(), "decided_by": made.receiver, "sent_by": manager}
    transfer = CaseTransferFactory(case=made.case, to_team=made.lakeside, status=status, **decided)
    before = everything()
    for change in (
        lambda: transferring.send_transfer(transfer, by=manager),
        lambda: transferring.accept_transfer(transfer, by=made.receiver),
        lambda: transferring.decline_transfer(transfer, by=made.receiver, why="No"),
        lambda: transferring.withdraw_transfer(transfer, by=manager),
    ):
        with pytest.raises(ValidationError, match="already"):
            change()
    assert everything() == before


def test_change_that_fails_half_way_leaves_nothing(made: SimpleNamespace, sent: CaseTransfer) -> None:
    before = everything()
    without_audit(lambda: transferring.accept_transfer(sent, by=made.receiver, worker=made.lakesider))
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_accepted_and_withdrawn_at_once_one_of_them_is_told(
    made: SimpleNamespace, sent: CaseTransfer, manager: Any
) -> None:
    results = race(
        lambda: transferring.accept_transfer(sent, by=made.receiver),
        lambda: transferring.withdraw_transfer(sent, by=manager),
        hold=lambda: Case.objects.select_for_update().get(pk=made.case.pk),
    )
    assert sorted(type(result).__name__ for result in results) == ["CaseTransfer", "ValidationError"]


# --- Lists -----------------------------------------------------------------------------------------------------------
def test_transfers_wait_for_those_who_can_decide_them(
    made: SimpleNamespace, sent: CaseTransfer, manager: Any, worker: Any, team: Any
) -> None:
    asked = CaseTransferFactory(case__team=team, status="asked", asked_by=worker)
    CaseTransferFactory()
    CaseTransferFactory(status="declined", to_team=team, decided_on=today(), decided_by=manager)

    def waiting(user: Any) -> list[CaseTransfer]:
        return list(CaseTransfer.objects.visible_to(user).waiting().for_decision_by(user))

    assert (waiting(manager), waiting(made.receiver), waiting(worker)) == ([asked], [sent], [])
    restrict_record(made.case, by=manager, reason="A relative works here")
    assert waiting(made.receiver) == []


def test_list_shows_both_ways_and_can_be_narrowed(
    made: SimpleNamespace, sent: CaseTransfer, as_user: Any, manager: Any, team: Any
) -> None:
    coming = CaseTransferFactory(to_team=team)
    CaseTransferFactory()
    desk = as_user(manager)
    for query, expected in {"": {sent, coming}, "way=in": {coming}, "way=out": {sent}, "mine=on": {coming}}.items():
        assert set(desk.get(f"{reverse('cases:transfer-list')}?{query}").context["page_of"]) == expected


# --- The pages -------------------------------------------------------------------------------------------------------
def page(name: str, *records: Any) -> str:
    return reverse(f"cases:{name}", args=[record.pk for record in records])


def test_case_is_sent_and_accepted_on_the_pages(made: SimpleNamespace, as_user: Any, manager: Any, worker: Any) -> None:
    desk = as_user(manager)
    refused = desk.post(page("case-transfer", made.case), {"to_team": "", "why": "They moved"})
    assert refusals(refused) == {"to_team": ["Select receiving team"]}
    assert value_typed(refused, "why") == "They moved"
    sent_to = {"to_team": made.lakeside.pk, "why": "They moved"}
    assert desk.post(page("case-transfer", made.case), sent_to).status_code == 302
    twice = desk.post(page("case-transfer", made.case), sent_to)
    assert refusals(twice) == {"__all__": ["A transfer of this case is waiting already."]}
    transfer = CaseTransfer.objects.get()
    assert desk.get(page("transfer-accept", made.case, transfer)).status_code == 403
    receiver = as_user(made.receiver)
    offered = receiver.get(page("transfer-accept", made.case, transfer)).context["form"].fields["worker"].queryset
    assert {member.user for member in offered} == {made.lakesider, made.receiver}
    named = {"worker": made.lakesider.team_memberships.get().pk}
    assert receiver.post(page("transfer-accept", made.case, transfer), named).url == made.case.get_absolute_url()
    shown = receiver.get(made.case.get_absolute_url()).content.decode()
    assert "Moved from Riverside team to Lakeside team" in shown
    # The page was left open, and is sent once more.
    again = receiver.post(page("transfer-accept", made.case, transfer), named)
    assert refusals(again) == {"__all__": ["This transfer has not been sent, or is decided already."]}
    assert receiver.get(page("transfer-accept", made.case, transfer)).status_code == 404


def test_transfer_is_reached_through_its_own_case_alone(
    made: SimpleNamespace, sent: CaseTransfer, as_user: Any, manager: Any
) -> None:
    other = CaseFactory(team=made.case.team)
    assert as_user(manager).get(page("transfer-withdraw", other, sent)).status_code == 404


def test_transfer_is_offered_to_teams_that_can_accept_it(
    made: SimpleNamespace, as_user: Any, manager: Any, worker: Any
) -> None:
    TeamMembershipFactory(team=TeamFactory(name="Nobody’s team"), user=UserFactory(), is_manager=True)
    covered = TeamMembershipFactory(team=TeamFactory(name="Hillside team"), user=UserFactory(), is_manager=True)
    CoverFactory(absent=covered.user, covering=UserFactory(code="manager"))
    offered = as_user(manager).get(page("case-transfer", made.case)).context["form"].fields["to_team"].queryset
    assert set(offered) == {made.lakeside, covered.team}
    assert {team for team in Team.objects.exclude(pk=made.case.team_id) if managers_of(team)} == set(offered)


def test_lead_of_a_restricted_case_is_offered_among_those_who_may_see_it(
    made: SimpleNamespace, sent: CaseTransfer, as_user: Any, manager: Any
) -> None:
    restrict_record(made.case, by=manager, reason="A relative works here")
    for user in (made.receiver, made.lakesider):
        grant_access(made.case, to=user, by=manager, reason="Takes the case", ends_on=months_after(today(), 1))
    TeamMembershipFactory(team=made.lakeside)
    shown = as_user(made.receiver).get(page("transfer-accept", made.case, sent))
    offered = {member.user for member in shown.context["form"].fields["worker"].queryset}
    assert offered == {made.receiver, made.lakesider}
