"""Who holds a case: what giving it leaves behind, what is refused, and handing over a whole caseload."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases import allocating
from cases.allocating import HandOver
from cases.models import Allocation, Case
from cs_casework.access import grant_access, restrict_record
from cs_casework.accounts.workflow import deactivate_user
from cs_casework.dates import today
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseFactory,
    ContextCaseFactory,
    FamilyMembershipFactory,
    PersonFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import audited, boxes, everything, latest_version, messages_of, race, refusals, value_typed

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
WHY = {"change_reason": "LEFTRL", "reason": "A new post elsewhere"}


@pytest.fixture
def made(team: Any, worker: Any) -> SimpleNamespace:
    """An open case with one child of two open in it, and its lead; and a proposed one."""
    case = CaseFactory(team=team)
    child = FamilyMembershipFactory(family=case.family).person
    return SimpleNamespace(
        team=team,
        proposed=CaseFactory(status="proposed", opened_on=None, team=team),
        case=case,
        child=child,
        sibling=FamilyMembershipFactory(family=case.family).person,
        period=CaseChildFactory(case=case, child=child),
        allocation=AllocationFactory(case=case, worker=worker),
    )


# --- Allocating ------------------------------------------------------------------------------------------------------
@pytest.fixture
def newcomer(team: Any) -> Any:
    user = UserFactory(name="Nia Newcombe")
    TeamMembershipFactory(user=user, team=team)
    return user


def test_new_lead_takes_over_from_the_one_before(made: SimpleNamespace, manager: Any, newcomer: Any) -> None:
    lead = allocating.allocate(made.case, by=manager, worker=newcomer, change_reason="ABSENC", reason="Maternity leave")
    for row in (made.allocation, lead):
        row.refresh_from_db()
        assert (row.change_reason, row.reason) == ("ABSENC", "Maternity leave")
    assert made.allocation.to_on == today()
    assert (lead.worker, lead.team, lead.role, lead.from_on) == (newcomer, made.team, "lead", today())
    assert list(Allocation.objects.current()) == [lead]
    assert latest_version(made.allocation).history_user == manager


def test_lead_of_a_child_leaves_the_lead_of_the_case(made: SimpleNamespace, manager: Any, newcomer: Any) -> None:
    allocating.allocate(made.case, by=manager, worker=newcomer, child=made.child)
    assert sorted(Allocation.objects.current().values_list("worker__name", "child")) == [
        ("Nia Newcombe", made.child.pk),
        ("Wren Ashdown", None),
    ]


@pytest.mark.parametrize("role", ["co_worker", "covering"])
def test_other_parts_stand_beside_the_lead(
    role: str, made: SimpleNamespace, manager: Any, newcomer: Any, colleague: Any
) -> None:
    for user in (newcomer, colleague):
        allocating.allocate(made.case, by=manager, worker=user, role=role)
    assert Allocation.objects.current().count() == 3


@pytest.mark.parametrize("role", ["lead", "co_worker", "covering"])
def test_worker_holds_one_part_once(role: str, made: SimpleNamespace, manager: Any, newcomer: Any) -> None:
    """The button pressed twice does not end an allocation and make the same again."""
    allocating.allocate(made.case, by=manager, worker=newcomer, role=role, change_reason="MANAGE")
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        allocating.allocate(made.case, by=manager, worker=newcomer, role=role)
    assert messages_of(refusal) == {"worker": ["Nia Newcombe holds this part already."]}
    assert everything() == before


def test_case_without_a_team_is_taken_by_the_team_of_its_worker(made: SimpleNamespace, manager: Any) -> None:
    Case.objects.filter(pk=made.case.pk).update(team=None)
    member = TeamMembershipFactory(team=TeamFactory(name="Lakeside team"))
    with pytest.raises(ValidationError) as refusal:
        allocating.allocate(made.case, by=manager, worker=member.user)
    assert messages_of(refusal) == {"worker": ["Choose a worker of the team that will hold the case."]}
    allocating.allocate(made.case, by=manager, worker=member.user, team=member.team, change_reason="ORGRST")
    made.case.refresh_from_db()
    assert made.case.team == member.team


def not_in_the_team(team: Any) -> Any:
    return UserFactory(name="Olu Else")


def has_left_the_team(team: Any) -> Any:
    return TeamMembershipFactory(team=team, user__name="Olu Else", to_on=today()).user


def is_switched_off(team: Any) -> Any:
    return TeamMembershipFactory(team=team, user__name="Olu Else", user__is_active=False).user


def is_business_support(team: Any) -> Any:
    return TeamMembershipFactory(team=team, user=UserFactory(name="Olu Else", code="business_support")).user


@pytest.mark.parametrize(
    ("who", "message"),
    [
        (not_in_the_team, "Olu Else is not in this team."),
        (has_left_the_team, "Olu Else is not in this team."),
        (is_switched_off, "Olu Else is not in this team."),
        (is_business_support, "Olu Else cannot be given this case."),
    ],
)
def test_case_is_given_to_a_worker_of_the_team(who: Any, message: str, made: SimpleNamespace, manager: Any) -> None:
    before_who = who(made.team)
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        allocating.allocate(made.case, by=manager, worker=before_who)
    assert messages_of(refusal) == {"worker": [message]}
    assert everything() == before


def test_restricted_case_is_given_to_a_worker_who_may_see_it(
    made: SimpleNamespace, manager: Any, newcomer: Any
) -> None:
    restrict_record(made.case, by=manager, reason="A relative works here")
    with pytest.raises(ValidationError) as refusal:
        allocating.allocate(made.case, by=manager, worker=newcomer)
    assert messages_of(refusal) == {"worker": ["Nia Newcombe cannot be given this case."]}


def test_allocation_is_of_an_open_case_and_of_a_child_open_in_it(
    made: SimpleNamespace, manager: Any, newcomer: Any
) -> None:
    with pytest.raises(ValidationError) as refusal:
        allocating.allocate(made.proposed, by=manager, worker=newcomer)
    assert messages_of(refusal) == {"__all__": ["Only an open case can be allocated."]}
    with pytest.raises(ValidationError) as refusal:
        allocating.allocate(made.case, by=manager, worker=newcomer, child=made.sibling)
    assert messages_of(refusal) == {"child": ["This child is not open in the case."]}
    with pytest.raises(ValidationError) as refusal:
        allocating.allocate(made.case, by=manager, worker=newcomer, from_on=today() + DAY)
    assert messages_of(refusal) == {"from_on": ["This date is in the future."]}


def test_allocation_ends_once_with_a_reason_and_leaves_the_case_unallocated(
    made: SimpleNamespace, manager: Any
) -> None:
    assert list(Case.objects.unallocated(manager)) == []
    with pytest.raises(ValidationError) as refusal:
        allocating.end_allocation(made.allocation, by=manager, to_on=today(), change_reason="LEFTRL", reason=" ")
    assert messages_of(refusal) == {"reason": ["Say why the allocation ended."]}
    with pytest.raises(ValidationError) as refusal:
        allocating.end_allocation(
            made.allocation, by=manager, to_on=today() - DAY, change_reason="LEFTRL", reason="Left the team"
        )
    assert messages_of(refusal) == {"to_on": ["It ends before it begins."]}
    allocating.end_allocation(
        made.allocation, by=manager, to_on=today(), change_reason="LEFTRL", reason="Left the team"
    )
    assert list(Case.objects.unallocated(manager)) == [made.case]
    with pytest.raises(ValidationError) as refusal:
        allocating.end_allocation(made.allocation, by=manager, to_on=today(), change_reason="LEFTRL", reason="Again")
    assert messages_of(refusal) == {"__all__": ["This has ended already."]}


def test_why_the_worker_changes_is_chosen_where_one_is_replaced_or_ends(
    made: SimpleNamespace, manager: Any, newcomer: Any
) -> None:
    before = everything()
    expected = {"change_reason": ["Choose why the worker changes."]}
    with pytest.raises(ValidationError) as refusal:
        allocating.allocate(made.case, by=manager, worker=newcomer)
    assert messages_of(refusal) == expected
    with pytest.raises(ValidationError) as refusal:
        allocating.end_allocation(made.allocation, by=manager, to_on=today(), change_reason="", reason="Left")
    assert messages_of(refusal) == expected
    assert everything() == before
    # Who is the first has nobody to take over from.
    assert allocating.allocate(made.case, by=manager, worker=newcomer, child=made.child).change_reason == ""


def test_covering_needs_a_lead_to_cover_for(made: SimpleNamespace, manager: Any, newcomer: Any, worker: Any) -> None:
    expected = {"role": ["There is no lead worker to cover for. Allocate a lead first."]}
    cover = {"by": manager, "role": "covering"}
    with pytest.raises(ValidationError) as refusal:
        allocating.allocate(made.case, worker=worker, **cover)  # nobody covers for themselves
    assert messages_of(refusal) == expected
    # Who leads the whole case leads for each child.
    assert allocating.allocate(made.case, worker=newcomer, child=made.child, **cover).child == made.child
    Allocation.objects.filter(pk=made.allocation.pk).update(child=made.child)
    with pytest.raises(ValidationError) as refusal:
        allocating.allocate(made.case, worker=newcomer, **cover)
    assert messages_of(refusal) == expected


def test_lead_and_cover_are_of_the_team_that_holds_the_case(made: SimpleNamespace, manager: Any) -> None:
    elsewhere = TeamMembershipFactory(team=TeamFactory(name="Lakeside team"))
    given = {"by": manager, "worker": elsewhere.user, "team": elsewhere.team, "change_reason": "MANAGE"}
    before = everything()
    for role in ("lead", "covering"):
        with pytest.raises(ValidationError) as refusal:
            allocating.allocate(made.case, role=role, **given)
        assert messages_of(refusal) == {"worker": ["This case is with Riverside team. Transfer it first."]}
    assert everything() == before
    # A youth worker of another team works beside the lead.
    beside = allocating.allocate(made.case, role="co_worker", **given)
    assert (beside.team, beside.case.team) == (elsewhere.team, made.team)


def test_co_worker_does_not_take_a_case_that_no_team_holds(made: SimpleNamespace, manager: Any) -> None:
    Case.objects.filter(pk=made.case.pk).update(team=None)
    member = TeamMembershipFactory()
    allocating.allocate(made.case, by=manager, worker=member.user, team=member.team, role="co_worker")
    made.case.refresh_from_db()
    assert made.case.team is None


def test_child_is_given_to_a_worker_who_may_see_it(
    made: SimpleNamespace, manager: Any, newcomer: Any, worker: Any
) -> None:
    part = AllocationFactory(case=made.case, worker=worker, child=made.child)
    restrict_record(made.child, by=manager, reason="A relative works here")
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        allocating.allocate(made.case, by=manager, worker=newcomer, child=made.child, change_reason="MANAGE")
    assert messages_of(refusal) == {"worker": ["Nia Newcombe cannot be given this case."]}
    with pytest.raises(ValidationError) as refusal:
        allocating.hand_over(worker, by=manager, rows=[HandOver(part, to=newcomer)], **WHY)
    assert messages_of(refusal) == {
        f"to_{part.pk}": [f"{made.case}, {made.child}, Lead worker: Nia Newcombe cannot be given this case."]
    }
    assert everything() == before


def test_nobody_holds_it_before_it_was_open(made: SimpleNamespace, manager: Any, newcomer: Any) -> None:
    Case.objects.filter(pk=made.case.pk).update(opened_on=today() - 2 * DAY)
    type(made.period).objects.filter(pk=made.period.pk).update(from_on=today() - DAY)
    given = {"by": manager, "worker": newcomer, "change_reason": "MANAGE"}
    for child, days, words in (
        (None, 3, "The case was not open yet."),
        (made.child, 2, "The child was not open to the service yet."),
    ):
        with pytest.raises(ValidationError) as refusal:
            allocating.allocate(made.case, child=child, from_on=today() - days * DAY, **given)
        assert messages_of(refusal) == {"from_on": [words]}
        allocating.allocate(made.case, child=child, from_on=today() - (days - 1) * DAY, **given)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_given_to_whom_has_just_been_switched_off(
    made: SimpleNamespace, manager: Any, newcomer: Any, administrator: Any
) -> None:
    UserFactory(code="administrator")
    given, off = race(
        lambda: allocating.allocate(made.case, by=manager, worker=newcomer, change_reason="MANAGE"),
        lambda: deactivate_user(newcomer, by=administrator),
        hold=lambda: Case.objects.select_for_update().get(pk=made.case.pk),
    )
    assert (type(given), off) == (ValidationError, newcomer)
    assert Allocation.objects.current().get() == made.allocation


def test_hidden_child_is_given_to_nobody(made: SimpleNamespace, manager: Any, newcomer: Any) -> None:
    restrict_record(made.child, by=UserFactory(code="manager"), reason="A relative works here")
    before = everything()
    with pytest.raises(PermissionDenied):
        allocating.allocate(made.case, by=manager, worker=newcomer, child=made.child)
    assert everything() == before


# --- Unallocated -----------------------------------------------------------------------------------------------------
def test_case_is_allocated_when_somebody_leads_each_child_in_it(team: Any, manager: Any, worker: Any) -> None:
    case = CaseFactory(team=team)
    first, second = CaseChildFactory(case=case), CaseChildFactory(case=case)
    CaseChildFactory(case=case, to_on=today(), closure_reason="RC7")
    unallocated = Case.objects.unallocated(manager)
    AllocationFactory(case=case, child=first.child)
    assert list(unallocated.all()) == [case]
    AllocationFactory(case=case, child=second.child, role="co_worker")
    assert list(unallocated.all()) == [case]
    AllocationFactory(case=case, child=second.child)
    assert list(unallocated.all()) == []


def test_account_switched_off_still_leads(made: SimpleNamespace, manager: Any, worker: Any) -> None:
    type(worker).objects.filter(pk=worker.pk).update(is_active=False)
    assert list(Case.objects.unallocated(manager)) == []
    [leaver] = Allocation.objects.visible_to(manager).left_behind()
    assert (leaver, leaver.held) == (worker, 1)


def test_context_case_is_led_as_a_whole(team: Any, manager: Any) -> None:
    case = ContextCaseFactory(team=team)
    assert list(Case.objects.unallocated(manager)) == [case]
    AllocationFactory(case=case)
    assert list(Case.objects.unallocated(manager)) == []


def test_lead_of_a_hidden_child_changes_nothing(team: Any, manager: Any) -> None:
    """Nor does a hidden child without a lead make a case unallocated that else would not be."""
    other = UserFactory(code="manager")
    led, open_to_nobody = CaseChildFactory(case__team=team), CaseChildFactory(case__team=team)
    AllocationFactory(case=led.case, child=led.child)
    hidden = CaseChildFactory(case=led.case).child
    restrict_record(hidden, by=other, reason="A relative works here")
    restrict_record(open_to_nobody.child, by=other, reason="A relative works here")
    AllocationFactory(case=open_to_nobody.case, child=open_to_nobody.child)
    assert list(Case.objects.unallocated(manager)) == [open_to_nobody.case]
    assert set(Case.objects.unallocated(other)) == {led.case}


# --- A whole caseload ------------------------------------------------------------------------------------------------
@pytest.fixture
def caseload(made: SimpleNamespace, team: Any, worker: Any, manager: Any) -> SimpleNamespace:
    """Three parts that the worker holds, and one that the manager may not see."""
    made.part = AllocationFactory(case=made.case, worker=worker, child=made.child, role="co_worker")
    made.place = AllocationFactory(case=ContextCaseFactory(team=team), worker=worker)
    made.hidden = AllocationFactory(case__team=team, worker=worker)
    restrict_record(made.hidden.case, by=UserFactory(code="manager"), reason="A relative works here")
    return made


def test_caseload_is_handed_over_row_by_row(
    caseload: SimpleNamespace, manager: Any, worker: Any, colleague: Any, newcomer: Any
) -> None:
    rows = [
        HandOver(caseload.part, to=newcomer),
        HandOver(caseload.allocation, to=colleague),
        HandOver(caseload.place),
    ]
    allocating.hand_over(worker, by=manager, rows=rows, **WHY)
    held = Allocation.objects.current().values_list("worker__name", "case", "role", "child", "change_reason")
    assert set(held) == {
        ("Nia Newcombe", caseload.case.pk, "co_worker", caseload.child.pk, "LEFTRL"),
        ("Cole Marrow", caseload.case.pk, "lead", None, "LEFTRL"),
        ("Wren Ashdown", caseload.place.case.pk, "lead", None, ""),
        ("Wren Ashdown", caseload.hidden.case.pk, "lead", None, ""),
    }
    ended = Allocation.objects.filter(worker=worker, to_on=today())
    assert set(ended.values_list("change_reason", "reason")) == {("LEFTRL", "A new post elsewhere")}
    assert [event.record_id for event in audited("caseload.handed_over")] == [worker.pk]


def test_one_row_that_is_refused_refuses_all_and_is_named(
    caseload: SimpleNamespace, manager: Any, worker: Any, colleague: Any
) -> None:
    Allocation.objects.filter(pk=caseload.place.pk).update(to_on=today())
    elsewhere = TeamMembershipFactory(user__name="Olu Else").user
    before = everything()
    rows = [
        HandOver(caseload.allocation, to=colleague),
        HandOver(caseload.part, to=elsewhere),
        HandOver(caseload.place, to=colleague),
    ]
    with pytest.raises(ValidationError) as refusal:
        allocating.hand_over(worker, by=manager, rows=rows, **WHY)
    assert messages_of(refusal) == {
        f"to_{caseload.part.pk}": [f"{caseload.case}, {caseload.child}, Co-worker: Olu Else is not in this team."],
        f"to_{caseload.place.pk}": [f"{caseload.place.case}, Lead worker: Wren Ashdown no longer holds this."],
    }
    assert everything() == before


def test_co_worker_of_another_team_hands_over_within_it(made: SimpleNamespace, manager: Any, as_user: Any) -> None:
    gone, takes = (TeamMembershipFactory(team=team) for team in [TeamFactory(name="Lakeside team")] for _ in range(2))
    part = AllocationFactory(case=made.case, worker=gone.user, team=gone.team, role="co_worker")
    form = as_user(manager).get(reverse("cases:hand-over", args=[gone.user.pk])).context["form"]
    assert [key for key, _name in form.fields[f"to_{part.pk}"].choices] == ["", "leave", str(takes.user.pk)]
    [taken] = allocating.hand_over(gone.user, by=manager, rows=[HandOver(part, to=takes.user)], **WHY)
    assert (taken.worker, taken.team, taken.role) == (takes.user, takes.team, "co_worker")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"change_reason": ""}, {"change_reason": ["Choose why the worker changes."]}),
        ({"reason": " "}, {"reason": ["Say why the caseload is handed over."]}),
        ({"rows": []}, {"__all__": ["Choose at least one row to hand over, and to whom."]}),
    ],
)
def test_handing_over_says_why_and_to_whom(
    typed: dict[str, Any],
    expected: dict[str, list[str]],
    caseload: SimpleNamespace,
    manager: Any,
    worker: Any,
    colleague: Any,
) -> None:
    with pytest.raises(ValidationError) as refusal:
        allocating.hand_over(worker, by=manager, **({"rows": [HandOver(caseload.place, to=colleague)], **WHY} | typed))
    assert messages_of(refusal) == expected


def test_what_the_manager_may_not_see_is_not_handed_over(
    caseload: SimpleNamespace, manager: Any, worker: Any, colleague: Any
) -> None:
    before = everything()
    for by, row in ((manager, caseload.hidden), (worker, caseload.place)):
        with pytest.raises(PermissionDenied):
            allocating.hand_over(worker, by=by, rows=[HandOver(row, to=colleague)], **WHY)
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_part_is_handed_over_once(caseload: SimpleNamespace, manager: Any, worker: Any, colleague: Any) -> None:
    newcomer = TeamMembershipFactory(team=caseload.team).user
    first, second = race(
        *(
            lambda to=to: allocating.hand_over(worker, by=manager, rows=[HandOver(caseload.place, to=to)], **WHY)
            for to in (colleague, newcomer)
        ),
        hold=lambda: Case.objects.select_for_update().get(pk=caseload.place.case.pk),
    )
    assert sorted([type(first), type(second)], key=str) == [ValidationError, list]
    assert Allocation.objects.current().filter(case=caseload.place.case).count() == 1


# --- The page of it --------------------------------------------------------------------------------------------------
def test_page_shows_what_the_manager_may_see_and_fills_in_one_worker(
    caseload: SimpleNamespace, as_user: Any, manager: Any, worker: Any, colleague: Any
) -> None:
    elsewhere = AllocationFactory(worker=worker, case=CaseFactory(team=TeamFactory(name="Lakeside team")))
    desk, page = as_user(manager), reverse("cases:hand-over", args=[worker.pk])
    shown = desk.get(page)
    rows = {allocation for allocation, _field in shown.context["form"].rows}
    assert rows == {caseload.allocation, caseload.part, caseload.place, elsewhere}
    filled = desk.post(page, {"_fill": "1", "default": str(colleague.pk), "reason": "Moving away"})
    form = filled.context["form"]
    to = {allocation.pk: field.value() for allocation, field in form.rows}
    assert {to[row.pk] for row in (caseload.allocation, caseload.part, caseload.place)} == {str(colleague.pk)}
    assert to[elsewhere.pk] == ""  # who works in another team
    assert (form["reason"].value(), form.errors) == ("Moving away", {})


def test_what_was_chosen_stays_where_a_row_is_refused(
    caseload: SimpleNamespace, as_user: Any, manager: Any, worker: Any, colleague: Any
) -> None:
    desk, page = as_user(manager), reverse("cases:hand-over", args=[worker.pk])
    sent = {f"to_{row.pk}": str(colleague.pk) for row in (caseload.allocation, caseload.part)}
    sent |= {f"to_{caseload.place.pk}": "leave", **WHY}
    Allocation.objects.filter(pk=caseload.part.pk).update(to_on=today())
    refused = desk.post(page, sent)
    assert refusals(refused) == {
        f"to_{caseload.part.pk}": [f"{caseload.case}, {caseload.child}, Co-worker: Wren Ashdown no longer holds this."]
    }
    assert value_typed(refused, f"to_{caseload.allocation.pk}") == str(colleague.pk)
    assert "no longer holds this" in refused.content.decode()
    del sent[f"to_{caseload.part.pk}"]
    assert desk.post(page, sent).status_code == 302
    assert set(Allocation.objects.current().filter(worker=worker)) == {caseload.place, caseload.hidden}


def test_row_that_came_since_the_page_was_opened_is_asked_about(
    caseload: SimpleNamespace, as_user: Any, manager: Any, worker: Any
) -> None:
    page = reverse("cases:hand-over", args=[worker.pk])
    refused = refusals(as_user(manager).post(page, {f"to_{caseload.place.pk}": "leave", **WHY}))
    assert set(refused) == {f"to_{caseload.allocation.pk}", f"to_{caseload.part.pk}"}


def test_who_has_gone_and_still_holds_something_is_listed(
    caseload: SimpleNamespace, as_user: Any, manager: Any, worker: Any
) -> None:
    def listed() -> list[Any]:
        page = as_user(manager).get(reverse("cases:to-hand-over"))
        return [(leaver, leaver.held) for leaver in page.context["page_of"]]

    assert listed() == []
    type(worker).objects.filter(pk=worker.pk).update(is_active=False)
    assert listed() == [(worker, 3)]
    # Whose only case is hidden is not named at all.
    Allocation.objects.filter(worker=worker).exclude(pk=caseload.hidden.pk).update(to_on=today())
    assert listed() == []


def test_who_left_the_team_or_may_hold_no_cases_is_listed_and_hands_over(
    made: SimpleNamespace, manager: Any, worker: Any, newcomer: Any
) -> None:
    def left_behind() -> list[tuple[Any, int]]:
        return [(user, user.held) for user in Allocation.objects.visible_to(manager).left_behind()]

    assert left_behind() == []
    practitioner, support = worker.role_id, UserFactory(code="business_support").role_id
    for role in (support, None):
        type(worker).objects.filter(pk=worker.pk).update(role=role)
        assert left_behind() == [(worker, 1)]
    type(worker).objects.filter(pk=worker.pk).update(role=practitioner)
    # Who moves holds there what they were given there; it is what they left behind that counts.
    worker.team_memberships.update(to_on=today())
    moved = TeamMembershipFactory(user=worker, team=TeamFactory(name="Lakeside team"))
    AllocationFactory(worker=worker, case__team=moved.team)
    assert left_behind() == [(worker, 1)]
    allocating.hand_over(worker, by=manager, rows=[HandOver(made.allocation, to=newcomer)], **WHY)
    assert left_behind() == []


def test_form_of_one_case_offers_who_and_what_will_be_taken(
    made: SimpleNamespace, as_user: Any, manager: Any, worker: Any, newcomer: Any
) -> None:
    def offered() -> tuple[set[Any], set[str]]:
        fields = as_user(manager).get(reverse("cases:case-allocate", args=[made.case.pk])).context["form"].fields
        return {member.user for member in fields["worker"].queryset}, {code for code, _name in fields["role"].choices}

    outsider = TeamMembershipFactory().user
    assert offered() == ({manager, worker, newcomer, outsider}, {"lead", "co_worker", "covering"})
    Allocation.objects.filter(pk=made.allocation.pk).update(to_on=today())
    assert offered()[1] == {"lead", "co_worker"}
    restrict_record(made.case, by=manager, reason="A relative works here")
    assert offered()[0] == {manager}
    grant_access(made.case, to=newcomer, by=manager, reason="Works with it", ends_on=today() + DAY)
    assert offered()[0] == {manager, newcomer}


def test_row_is_offered_to_who_may_see_it(
    caseload: SimpleNamespace, as_user: Any, manager: Any, worker: Any, newcomer: Any
) -> None:
    restrict_record(caseload.child, by=manager, reason="A relative works here")
    form = as_user(manager).get(reverse("cases:hand-over", args=[worker.pk])).context["form"]
    names = {row: {name for _key, name in form.fields[f"to_{row.pk}"].choices[2:]} for row, _field in form.rows}
    assert names[caseload.place] == {"Mana Oduya", "Nia Newcombe"}
    assert names[caseload.part] == {"Mana Oduya"}


def test_form_of_one_case_offers_why(made: SimpleNamespace, as_user: Any, manager: Any, newcomer: Any) -> None:
    sent = {"worker": newcomer.team_memberships.get().pk, "role": "lead", **boxes("from_on", today())}
    desk, page = as_user(manager), reverse("cases:case-allocate", args=[made.case.pk])
    assert refusals(desk.post(page, sent)) == {"change_reason": ["Choose why the worker changes."]}
    assert desk.post(page, sent | {"change_reason": "REORG"}).status_code == 200
    assert desk.post(page, sent | {"change_reason": "ORGRST"}).status_code == 302
    stranger = PersonFactory()
    assert list(refusals(desk.post(page, sent | {"child": stranger.pk}))) == ["child"]
