"""Two families that turn out to be one: what comes over, what is refused, and what happens from both ends at once."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.allocating import allocate
from cases.joining import join_families
from cases.models import Allocation, Case, CaseChild, FamilyJoin, NoteSubject
from cases.workflow import propose_case
from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import months_after, today
from families.models import Family, FamilyMembership, Person
from families.workflow import add_member
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseClosureFactory,
    CaseFactory,
    CaseTransferFactory,
    FamiliesApartFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    NoteSubjectFactory,
    PersonFactory,
    UserFactory,
)
from tests.helpers import audited, everything, latest_version, messages_of, race, refusals, value_typed, without_audit

pytestmark = pytest.mark.django_db

WHY = "The school says they are brother and sister"


def family_with_case(name: str, **case: Any) -> SimpleNamespace:
    """A family of one child, who is open, with a lead worker and a note."""
    member = FamilyMembershipFactory(family__name=f"{name} family", person__given=name, person__family="Okafor")
    found = CaseFactory(family=member.family, **case)
    period = CaseChildFactory(case=found, child=member.person) if found.is_open else None
    return SimpleNamespace(
        family=member.family,
        member=member,
        child=member.person,
        case=found,
        period=period,
        lead=AllocationFactory(case=found) if found.is_open else None,
        note=NoteSubjectFactory(child=None, family=member.family, case=found),
    )


@pytest.fixture
def kept() -> SimpleNamespace:
    return family_with_case("Ada")


@pytest.fixture
def joined() -> SimpleNamespace:
    return family_with_case("Ben")


# --- What comes over -------------------------------------------------------------------------------------------------
def test_members_cases_notes_and_workers_come_over(manager: Any, joined: SimpleNamespace) -> None:
    family = FamilyFactory(confirmed_on=None)
    former = FamilyMembershipFactory(family=joined.family, to_on=today(), ended_why="Moved out")
    closed = CaseFactory(family=joined.family, status="closed", closed_on=today())
    join = join_families(family, joined=joined.family, by=manager, reason=WHY)
    assert set(family.memberships.all()) == {joined.member, former}
    assert set(family.cases.all()) == {joined.case, closed}
    assert list(family.note_subjects.all()) == [joined.note]
    assert (CaseChild.objects.get().case, Allocation.objects.get().case) == (joined.case, joined.case)
    # The join says what it moved, so that it can be read back and undone.
    came = {"family_id": {"was": str(joined.family.pk), "became": str(family.pk)}}
    assert join.moved == {
        "families": {
            str(joined.family.pk): {
                "joined_into_id": {"was": None, "became": str(family.pk)},
                "joined_on": {"was": None, "became": str(today())},
            },
            str(family.pk): {"confirmed_on": {"was": None, "became": str(today())}},
        },
        "memberships": {str(joined.member.pk): came, str(former.pk): came},
        "cases": {str(joined.case.pk): came, str(closed.pk): came},
        "note_subjects": {str(joined.note.pk): came},
    }
    assert (join.kept, join.joined, join.reason, join.created_by) == (family, joined.family, WHY, manager)


def test_joined_family_leads_to_the_kept_one_which_is_confirmed(manager: Any, joined: SimpleNamespace) -> None:
    family = FamilyFactory(confirmed_on=None)
    join_families(family, joined=joined.family, by=manager, reason=WHY)
    family.refresh_from_db()
    joined.family.refresh_from_db()
    assert family.confirmed_on == today()
    assert (joined.family.joined_into, joined.family.joined_on) == (family, today())
    assert list(Family.objects.standing()) == [family]
    for changed in (family, joined.family):
        assert latest_version(changed).history_user == manager
    [into], [away] = audited("family.joined"), audited("family.joined_into")
    assert (into.record_id, into.reason, away.record_id, away.reason) == (family.pk, WHY, joined.family.pk, WHY)


def test_both_references_lead_to_the_family(as_user: Any, manager: Any, joined: SimpleNamespace) -> None:
    family = FamilyFactory(name="Okafor family")
    join_families(family, joined=joined.family, by=manager, reason=WHY)
    desk = as_user(manager)
    shown = desk.get(joined.family.get_absolute_url()).content.decode()
    assert "This family was joined into" in shown
    assert family.get_absolute_url() in shown
    assert family.reference in desk.get(family.get_absolute_url()).content.decode()


def test_family_confirmed_before_keeps_its_day(manager: Any, joined: SimpleNamespace) -> None:
    family = FamilyFactory(confirmed_on=datetime.date(2024, 1, 1))
    join_families(family, joined=joined.family, by=manager, reason=WHY)
    family.refresh_from_db()
    assert family.confirmed_on == datetime.date(2024, 1, 1)


def test_member_of_both_is_a_member_once(manager: Any, kept: SimpleNamespace) -> None:
    other = FamilyMembershipFactory(person=kept.child)
    join_families(kept.family, joined=other.family, by=manager, reason=WHY)
    assert list(FamilyMembership.objects.current().filter(person=kept.child)) == [kept.member]
    other.refresh_from_db()
    assert (other.to_on, other.ended_why) == (today(), "Recorded twice: member of the family joined")


def test_note_on_both_stands_once_on_the_kept_family(manager: Any, kept: SimpleNamespace) -> None:
    other = FamilyFactory()
    NoteSubjectFactory(note=kept.note.note, child=None, family=other)
    join_families(kept.family, joined=other, by=manager, reason=WHY)
    assert list(kept.family.note_subjects.all()) == [kept.note]
    assert NoteSubject.objects.count() == 2


def test_nothing_to_move_is_said_too(manager: Any, kept: SimpleNamespace) -> None:
    assert list(join_families(kept.family, joined=FamilyFactory(), by=manager, reason=WHY).moved) == ["families"]


# --- Two open cases --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("which", ["kept", "joined"])
def test_manager_chooses_which_of_two_open_cases_continues(
    which: str, manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    continues, ends = (kept, joined) if which == "kept" else (joined, kept)
    with pytest.raises(ValidationError) as refusal:
        join_families(kept.family, joined=joined.family, by=manager, reason=WHY)
    assert messages_of(refusal) == {"continuing": ["Both families have a case. Choose which one continues."]}
    join = join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=continues.case)
    ends.case.refresh_from_db()
    continues.case.refresh_from_db()
    assert (ends.case.status, ends.case.closed_on, ends.case.closed_into) == ("closed", today(), continues.case)
    assert (continues.case.status, continues.case.closed_into) == ("open", None)
    # Both cases are the kept family's now; the one that closed keeps its history there.
    assert set(kept.family.cases.all()) == {kept.case, joined.case}
    assert set(continues.case.children.values_list("child", flat=True)) == {kept.child.pk, joined.child.pk}
    assert list(ends.case.children.all()) == []
    assert sorted(Allocation.objects.values_list("case", "worker", "role")) == sorted(
        [
            (continues.case.pk, continues.lead.worker.pk, "lead"),
            (continues.case.pk, ends.lead.worker.pk, "co_worker"),
        ]
    )
    place = {"was": str(ends.case.pk), "became": str(continues.case.pk)}
    assert join.moved["periods"] == {str(ends.period.pk): {"case_id": place}}
    assert join.moved["allocations"] == {
        str(ends.lead.pk): {"case_id": place, "role": {"was": "lead", "became": "co_worker"}}
    }


def test_lead_comes_over_as_lead_where_there_was_none(
    manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    Allocation.objects.filter(pk=kept.lead.pk).update(to_on=today(), reason="Left")
    join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    assert list(kept.case.allocations.current().values_list("worker", "role")) == [(joined.lead.worker.pk, "lead")]


def test_what_was_over_in_the_ending_case_stays_there(
    manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    over = CaseChildFactory(case=joined.case, to_on=today(), closure_reason="RC7")
    left = AllocationFactory(case=joined.case, role="co_worker", to_on=today())
    join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    over.refresh_from_db()
    left.refresh_from_db()
    assert (over.case, left.case) == (joined.case, joined.case)


def test_proposed_case_does_not_take_over_an_open_one(manager: Any, kept: SimpleNamespace) -> None:
    proposed = family_with_case("Ben", status="proposed", opened_on=None)
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        join_families(kept.family, joined=proposed.family, by=manager, reason=WHY, continuing=proposed.case)
    assert messages_of(refusal) == {"continuing": ["A proposed case cannot take over an open one."]}
    assert everything() == before
    join_families(kept.family, joined=proposed.family, by=manager, reason=WHY, continuing=kept.case)
    proposed.case.refresh_from_db()
    assert (proposed.case.status, proposed.case.closed_into) == ("closed", kept.case)


def test_case_of_neither_family_does_not_continue(manager: Any, kept: SimpleNamespace, joined: SimpleNamespace) -> None:
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=CaseFactory.build())
    assert messages_of(refusal) == {"continuing": ["Both families have a case. Choose which one continues."]}
    assert everything() == before


# --- What is refused -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["worker", "support", "records", "administrator"])
def test_only_a_manager_joins_families(role: str, joined: SimpleNamespace, request: pytest.FixtureRequest) -> None:
    family = FamilyFactory()
    before = everything()
    with pytest.raises(PermissionDenied):
        join_families(family, joined=joined.family, by=request.getfixturevalue(role), reason=WHY)
    assert everything() == before | {"families.Family": everything()["families.Family"]}


def test_family_is_not_joined_with_itself_again_or_without_a_reason(manager: Any, joined: SimpleNamespace) -> None:
    family = FamilyFactory()
    with pytest.raises(ValidationError) as refusal:
        join_families(family, joined=family, by=manager, reason=WHY)
    assert messages_of(refusal) == {"joined": ["Choose another family: this is the same one."]}
    with pytest.raises(ValidationError) as refusal:
        join_families(family, joined=joined.family, by=manager, reason=" ")
    assert messages_of(refusal) == {"reason": ["Say how you know that they are one family."]}
    join_families(family, joined=joined.family, by=manager, reason=WHY)
    for kept, other in ((family, joined.family), (joined.family, family), (FamilyFactory(), joined.family)):
        with pytest.raises(ValidationError) as refusal:
            join_families(kept, joined=other, by=manager, reason=WHY)
        assert messages_of(refusal) == {"__all__": ["One of these families was joined into another already."]}
    assert FamilyJoin.objects.count() == 1


@pytest.mark.parametrize("hidden", ["kept", "joined"])
def test_what_the_manager_may_not_see_is_not_joined(
    hidden: str, manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    record = {"kept": kept.family, "joined": joined.family}[hidden]
    restrict_record(record, by=UserFactory(code="manager"), reason="A relative works here")
    before = everything()
    with pytest.raises(PermissionDenied):
        join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    assert everything() == before


HIDDEN_PARTS = [
    "member",
    "case that came",
    "case that stays",
    "closed case",
    "note",
    "child",
    "allocation",
    "joined before",
]


@pytest.mark.parametrize("hidden", HIDDEN_PARTS)
def test_join_that_would_move_what_is_hidden_is_refused_without_telling_what(
    hidden: str, manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    """The same words whatever it is, and whichever case was chosen, so that a manager learns not even the kind."""
    secret: Any = PersonFactory()
    if hidden == "member":
        FamilyMembershipFactory(family=joined.family, person=secret)
    elif hidden == "case that came":
        secret = joined.case
    elif hidden == "case that stays":
        secret = kept.case
    elif hidden == "closed case":
        secret = CaseFactory(family=joined.family, status="closed", closed_on=today())
    elif hidden == "note":
        NoteSubjectFactory(note=joined.note.note, child=secret)
    elif hidden == "child":
        CaseChildFactory(case=joined.case, child=secret)
    elif hidden == "allocation":
        AllocationFactory(case=joined.case, child=secret)
    else:
        secret = FamilyFactory(joined_into=joined.family, joined_on=today())
    restrict_record(secret, by=UserFactory(code="manager"), reason="A relative works here")
    before = everything()
    for continuing in (None, kept.case) if "case" in hidden else (kept.case,):
        with pytest.raises(ValidationError) as refusal:
            join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=continuing)
        words = "Part of what would come together is not yours to move. Ask a manager who works with it."
        assert messages_of(refusal) == {"__all__": [words]}
    assert everything() == before


@pytest.mark.parametrize("waits", ["transfer", "closing", "closing of a child"])
def test_case_does_not_end_while_an_answer_about_it_is_waited_for(
    waits: str, manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    words = "Closing in %s is waiting for a manager. Settle it first, or let that case continue."
    if waits == "closing":
        words = "Closing %s has been proposed. A manager answers that first."
    if waits == "transfer":
        CaseTransferFactory(case=joined.case)
        words = "A transfer of %s is waiting for an answer. Settle it first, or let that case continue."
    else:
        CaseClosureFactory(case=joined.case, period=joined.period if waits == "closing of a child" else None)
    joined.case.refresh_from_db()
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    assert messages_of(refusal) == {"continuing": [words % joined.case.reference]}
    assert everything() == before
    if waits != "closing":
        join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=joined.case)
        return
    # What was said when it was proposed was not said of the children who would come into it.
    with pytest.raises(ValidationError) as refusal:
        join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=joined.case)
    assert messages_of(refusal) == {"continuing": [words % joined.case.reference]}


def test_answered_transfer_keeps_no_case_from_ending(
    manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    answered = {"decided_on": today(), "decided_by": manager}
    CaseTransferFactory(case=joined.case, status="declined", **answered)
    CaseClosureFactory(case=joined.case, status="returned", **answered)
    join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)


def test_worker_of_both_cases_works_once_with_the_one_that_continues(
    manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    both = AllocationFactory(case=joined.case, worker=kept.lead.worker, role="co_worker")
    join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    both.refresh_from_db()
    assert (both.case, both.to_on, both.reason) == (
        joined.case,
        today(),
        "Works with the case that continues already",
    )
    assert set(kept.case.allocations.current()) == {kept.lead, joined.lead}


def test_family_joined_before_leads_on_to_the_one_kept_last(
    manager: Any, worker: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    """Else one who may not see the family kept last could still open the first, two joins away."""
    first = FamilyFactory()
    join_families(joined.family, joined=first, by=manager, reason=WHY)
    join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    first.refresh_from_db()
    assert first.joined_into == kept.family
    restrict_record(kept.family, by=manager, reason="A relative works here")
    assert not Family.objects.visible_to(worker).exists()


def test_join_that_fails_half_way_leaves_nothing(manager: Any, kept: SimpleNamespace, joined: SimpleNamespace) -> None:
    before = everything()
    without_audit(
        lambda: join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    )
    assert everything() == before


# --- A restriction is never lifted by a join -------------------------------------------------------------------------
def test_restricted_family_does_not_go_into_one_that_everybody_sees(
    manager: Any, worker: Any, joined: SimpleNamespace
) -> None:
    family = FamilyFactory(name="Open family")
    restrict_record(joined.family, by=manager, reason="A relative works here")
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        join_families(family, joined=joined.family, by=manager, reason=WHY)
    assert messages_of(refusal) == {
        "__all__": [
            "Ben family is restricted, and here everybody would see its members. Restrict Open family first, or join "
            "them the other way round."
        ]
    }
    assert everything() == before
    join_families(joined.family, joined=family, by=manager, reason=WHY)
    assert not Person.objects.visible_to(worker).exists()


def test_restricted_case_does_not_go_into_one_that_everybody_sees(
    manager: Any, worker: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    restrict_record(joined.case, by=manager, reason="A relative works here")
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    assert messages_of(refusal) == {
        "continuing": ["The case that would end is restricted. Choose it to continue, or restrict the other."]
    }
    assert everything() == before
    join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=joined.case)
    assert not CaseChild.objects.visible_to(worker).exists()


def test_two_restricted_families_are_joined(manager: Any, kept: SimpleNamespace, joined: SimpleNamespace) -> None:
    other = UserFactory(code="manager")
    restrict_record(kept.family, by=manager, reason="A relative works here")
    restrict_record(joined.family, by=other, reason="A relative works here")
    grant_access(joined.family, to=manager, by=other, reason="One family", ends_on=months_after(today(), 1))
    join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    assert not Person.objects.visible_to(other).filter(pk=joined.child.pk).exists()
    assert Person.objects.visible_to(manager).filter(pk=joined.child.pk).exists()


# --- On the page -----------------------------------------------------------------------------------------------------
def test_families_are_joined_on_the_page(
    as_user: Any, manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    desk = as_user(manager)
    address = reverse("cases:family-join", args=[kept.family.pk])
    posted = desk.post(address, {"_search": "1", "q": "Ben family"})
    assert "Ben" not in posted.url
    assert desk.get(posted.url).context["families"] == [joined.family]
    address += f"?with={joined.family.pk}"
    refused = desk.post(address, {"reason": WHY})
    assert refusals(refused) == {
        "continuing": ["Select an answer to “Both families have a case. Which one continues?”"]
    }
    assert value_typed(refused, "reason") == WHY
    assert refusals(desk.post(address, {"continuing": kept.case.pk})) == {
        "reason": ["Enter an answer to “How do you know that they are one family?”"]
    }
    done = desk.post(address, {"reason": WHY, "continuing": kept.case.pk})
    assert done.url == kept.family.get_absolute_url()
    body = desk.get(done.url).content.decode()
    assert "Ada Okafor" in body
    assert "Ben Okafor" in body
    undo = reverse("cases:join-undo", args=[FamilyJoin.objects.get().pk])
    assert f'<a class="govuk-notification-banner__link" href="{undo}">Undo the join</a>' in body
    assert desk.get(address).status_code == 404


def test_page_asks_for_a_case_only_where_there_are_two(as_user: Any, manager: Any, kept: SimpleNamespace) -> None:
    address = reverse("cases:family-join", args=[kept.family.pk]) + f"?with={FamilyFactory().pk}"
    assert list(as_user(manager).get(address).context["form"].fields) == ["reason"]


def test_page_shows_both_families_side_by_side_and_what_there_is_to_choose(
    as_user: Any, manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    hidden = FamilyMembershipFactory(family=joined.family).person
    restrict_record(hidden, by=UserFactory(code="manager"), reason="A relative works here")
    FamiliesApartFactory(family=joined.family, other=kept.family, reason="Two Okafors", created_by=manager)
    response = as_user(manager).get(f"{reverse('cases:family-join', args=[kept.family.pk])}?with={joined.family.pk}")
    sides = response.context["sides"]
    assert [(side["family"], side["members"], side["cases"], side["notes"]) for side in sides] == [
        (kept.family, [kept.member], [kept.case], 1),
        (joined.family, [joined.member], [joined.case], 1),
    ]
    assert response.context["form"].option_hints["continuing"][str(joined.case.pk)] == (
        f"Opened {joined.case.opened_on:%-d %B %Y}. Lead worker: {joined.lead.worker}. Team: {joined.case.team}. "
        "1 child open: Ben Okafor."
    )
    body = response.content.decode()
    assert "Two Okafors" in body
    assert str(hidden) not in body


def test_proposed_case_says_on_the_page_that_it_is_not_open(as_user: Any, manager: Any, kept: SimpleNamespace) -> None:
    proposed = family_with_case("Ben", status="proposed", opened_on=None, team=None)
    response = as_user(manager).get(f"{reverse('cases:family-join', args=[kept.family.pk])}?with={proposed.family.pk}")
    assert response.context["form"].option_hints["continuing"][str(proposed.case.pk)] == (
        "Proposed, and not opened yet. No lead worker. No child open in it."
    )


def test_family_with_itself_is_refused_on_the_page(as_user: Any, manager: Any, kept: SimpleNamespace) -> None:
    address = reverse("cases:family-join", args=[kept.family.pk])
    response = as_user(manager).post(f"{address}?with={kept.family.pk}", {"reason": WHY})
    assert refusals(response) == {"__all__": ["Choose another family: this is the same one."]}


# --- From both ends at once ------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_two_managers_join_the_same_pair_from_both_ends(team: Any, manager: Any) -> None:
    """Neither waits for the other for ever: one join is made, and the second manager is told."""
    first, second = FamilyFactory(), FamilyFactory()
    members = [FamilyMembershipFactory(family=family) for family in (first, second)]
    lowest = min((first, second), key=lambda family: family.pk)
    results = race(
        lambda: join_families(first, joined=second, by=manager, reason=WHY),
        lambda: join_families(second, joined=first, by=manager, reason=WHY),
        hold=lambda: Family.objects.select_for_update().get(pk=lowest.pk),
    )
    [join] = [result for result in results if isinstance(result, FamilyJoin)]
    [refused] = [result for result in results if isinstance(result, ValidationError)]
    assert refused.messages == ["One of these families was joined into another already."]
    assert set(join.kept.memberships.all()) == set(members)
    assert list(Family.objects.standing()) == [join.kept]


@pytest.mark.django_db(transaction=True)
def test_case_proposed_while_its_family_is_joined_is_lost_to_nobody(team: Any, manager: Any, worker: Any) -> None:
    """Whoever is first: the case is the kept family's, or it is not made."""
    kept, joined = FamilyFactory(), FamilyFactory()
    results = race(
        lambda: join_families(kept, joined=joined, by=manager, reason=WHY),
        lambda: propose_case(joined, by=worker, why="Needed"),
        hold=lambda: Family.objects.select_for_update().get(pk=joined.pk),
    )
    assert isinstance(results[0], FamilyJoin)
    assert list(joined.cases.all()) == []
    assert Case.objects.count() == (1 if isinstance(results[1], Case) else 0)


@pytest.mark.django_db(transaction=True)
def test_worker_allocated_while_families_are_joined_is_left_on_no_closed_case(
    team: Any, manager: Any, worker: Any
) -> None:
    kept, joined = family_with_case("Ada", team=team), family_with_case("Ben", team=team)
    race(
        lambda: allocate(joined.case, by=manager, worker=worker, role="co_worker"),
        lambda: join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case),
        hold=lambda: Case.objects.select_for_update().get(pk=joined.case.pk),
    )
    joined.case.refresh_from_db()
    assert joined.case.closed_into == kept.case
    assert not joined.case.allocations.current().exists()


@pytest.mark.django_db(transaction=True)
def test_member_added_while_families_are_joined_is_left_in_no_joined_family(
    team: Any, manager: Any, worker: Any
) -> None:
    kept, joined, person = FamilyFactory(), FamilyFactory(), PersonFactory()
    results = race(
        lambda: add_member(joined, person=person, by=worker, part="child"),
        lambda: join_families(kept, joined=joined, by=manager, reason=WHY),
        hold=lambda: Family.objects.select_for_update().get(pk=joined.pk),
    )
    assert not joined.memberships.exists()
    assert kept.memberships.count() == (1 if isinstance(results[0], FamilyMembership) else 0)
