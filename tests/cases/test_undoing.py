"""A join taken back: what goes where it came from, what stays where it was written, what is refused, what happens at
once."""

import datetime
import itertools
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.allocating import allocate, end_allocation
from cases.joining import join_families
from cases.models import Allocation, Case, CaseChild, CaseNote, FamilyJoin
from cases.notes import Subject, amend_note, record_note
from cases.statuses import give_status
from cases.undoing import undo_join
from cases.workflow import close_period, open_child, propose_case
from cs_casework.access import grant_access, restrict_record
from cs_casework.accounts.models import User
from cs_casework.dates import months_after, today
from families.models import FamiliesApart, Family, FamilyMembership
from families.workflow import add_member, end_membership
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseClosureFactory,
    CaseFactory,
    CaseNoteFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    NoteSubjectFactory,
    PersonFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import audited, everything, hours_ago, latest_version, messages_of, race, refusals, without_audit

pytestmark = pytest.mark.django_db

WHY = "The school says they are brother and sister"
WHY_NOT = "They are cousins of the same name"


def family_with_case(name: str, **case: Any) -> SimpleNamespace:
    """A family of one child, who is open, with a lead worker and a note."""
    member = FamilyMembershipFactory(family__name=f"{name} family", person__given=name, person__family="Okafor")
    found = CaseFactory(family=member.family, **case)
    return SimpleNamespace(
        family=member.family,
        member=member,
        child=member.person,
        case=found,
        period=CaseChildFactory(case=found, child=member.person) if found.is_open else None,
        lead=AllocationFactory(case=found) if found.is_open else None,
        note=NoteSubjectFactory(child=None, family=member.family, case=found),
    )


@pytest.fixture
def kept() -> SimpleNamespace:
    return family_with_case("Ada")


@pytest.fixture
def joined() -> SimpleNamespace:
    return family_with_case("Ben")


@pytest.fixture
def join(manager: Any, kept: SimpleNamespace, joined: SimpleNamespace) -> FamilyJoin:
    """Ben's family joined into Ada's; Ada's case continues."""
    return join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)


def rows() -> dict[str, list[Any]]:
    """Every row of families, cases and notes: without versions, the audit and the joins themselves."""
    return {
        label: found
        for label, found in everything().items()
        if not label.startswith("audit.") and ".Historical" not in label and label != "cases.FamilyJoin"
    }


def again(record: Any) -> Any:
    return type(record)._default_manager.get(pk=record.pk)


# --- What goes back --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("which", ["kept", "joined"])
def test_undoing_leaves_everything_as_it_was(
    which: str, manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    FamilyMembershipFactory(family=joined.family, person=kept.child, part="other")
    NoteSubjectFactory(note=kept.note.note, child=None, family=joined.family)
    AllocationFactory(case=joined.case, worker=kept.lead.worker, role="co_worker")
    Family.objects.filter(pk=kept.family.pk).update(confirmed_on=None)
    continuing = {"kept": kept, "joined": joined}[which].case
    before = rows()
    made = join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=continuing)
    assert rows() != before
    undo_join(made, by=manager, why=WHY_NOT)
    assert rows() == before


def test_proposed_case_that_ended_is_proposed_again(manager: Any, kept: SimpleNamespace) -> None:
    proposed = family_with_case("Ben", status="proposed", opened_on=None)
    before = rows()
    made = join_families(kept.family, joined=proposed.family, by=manager, reason=WHY, continuing=kept.case)
    undo_join(made, by=manager, why=WHY_NOT)
    assert rows() == before


def test_join_says_who_undid_it_and_why_and_both_families_tell(
    manager: Any, kept: SimpleNamespace, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    undo_join(join, by=manager, why=WHY_NOT)
    join.refresh_from_db()
    assert (join.undone_on, join.undone_by, join.undone_why, join.reason) == (today(), manager, WHY_NOT, WHY)
    assert [(event.record_id, event.reason) for event in audited("family.join_undone")] == [
        (kept.family.pk, WHY_NOT),
        (joined.family.pk, WHY_NOT),
    ]
    for changed in (joined.family, joined.member, joined.case, joined.period, joined.lead):
        version = latest_version(changed)
        assert (version.history_user, version.history_change_reason) == (manager, WHY_NOT)


def test_pair_that_was_undone_can_be_joined_again(manager: Any, kept: SimpleNamespace, joined: SimpleNamespace) -> None:
    for _time in range(2):
        made = join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
        undo_join(made, by=manager, why=WHY_NOT)
    join_families(joined.family, joined=kept.family, by=manager, reason=WHY, continuing=kept.case)
    assert FamilyJoin.objects.count() == 3


def test_pair_found_not_to_be_one_stays_so_through_a_join_undone(
    manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    apart = FamiliesApart.objects.create(family=joined.family, other=kept.family, reason="Two Okafors")
    made = join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    undo_join(made, by=manager, why=WHY_NOT)
    assert list(FamiliesApart.objects.all()) == [apart]


def test_family_stays_confirmed_while_another_join_into_it_stands(manager: Any) -> None:
    kept, first, second = FamilyFactory(confirmed_on=None), FamilyFactory(), FamilyFactory()
    made = join_families(kept, joined=first, by=manager, reason=WHY)
    join_families(kept, joined=second, by=manager, reason=WHY)
    undo_join(made, by=manager, why=WHY_NOT)
    assert again(kept).confirmed_on == today()


def test_family_joined_before_leads_where_it_led_again(manager: Any) -> None:
    kept, middle, first = FamilyFactory(), FamilyFactory(), FamilyFactory()
    join_families(middle, joined=first, by=manager, reason=WHY)
    made = join_families(kept, joined=middle, by=manager, reason=WHY)
    undo_join(made, by=manager, why=WHY_NOT)
    assert (again(first).joined_into, again(middle).joined_into) == (middle, None)


# --- What has happened since -----------------------------------------------------------------------------------------
def test_what_was_written_since_stays_where_it_was_written(
    manager: Any, worker: Any, kept: SimpleNamespace, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    said = {"by": worker, "kind": "contact", "occurred_at": hours_ago(1), "title": "A call", "happened": "We spoke."}
    note = record_note(subjects=[Subject(kept.family)], **said)
    newcomer = add_member(kept.family, person=PersonFactory(), by=worker, part="child")
    opened = open_child(kept.case, child=newcomer.person, by=manager)
    status = give_status(again(joined.period), by=manager, status="cin", from_on=today())
    held = TeamMembershipFactory(team=kept.case.team).user
    taken = allocate(kept.case, by=manager, worker=held, role="co_worker")
    undo_join(join, by=manager, why=WHY_NOT)
    assert note.subjects.get().family == kept.family
    assert again(newcomer).family == kept.family
    assert again(opened).case == kept.case
    assert again(taken).case == kept.case
    # A status stands on the child's period, which went back.
    assert again(status).period == joined.period
    assert again(joined.period).case == joined.case


def test_what_was_ended_since_goes_back_ended(
    manager: Any, worker: Any, kept: SimpleNamespace, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    close_period(again(joined.period), by=manager, to_on=today(), reason="RC7")
    end_allocation(again(joined.lead), by=manager, to_on=today(), change_reason="LEFTRL", reason="Moved teams")
    end_membership(again(joined.member), by=worker, to_on=today(), ended_why="Moved out")
    undo_join(join, by=manager, why=WHY_NOT)
    period, lead, member = again(joined.period), again(joined.lead), again(joined.member)
    assert (period.case, period.to_on, period.closure_reason) == (joined.case, today(), "RC7")
    assert (lead.case, lead.role, lead.to_on, lead.reason) == (joined.case, "lead", today(), "Moved teams")
    assert (member.family, member.to_on, member.ended_why) == (joined.family, today(), "Moved out")


def test_note_amended_since_goes_back_with_its_new_words(
    manager: Any, worker: Any, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    amend_note(joined.note.note, by=worker, reason="More to say", own_parts={joined.note.pk: "She was glad."})
    undo_join(join, by=manager, why=WHY_NOT)
    assert (again(joined.note).family, again(joined.note).own_part) == (joined.family, "She was glad.")


def test_case_that_stands_again_keeps_what_was_written_on_it_since(
    manager: Any, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    Case.objects.filter(pk=joined.case.pk).update(outcome="The aunt cares for them")
    undo_join(join, by=manager, why=WHY_NOT)
    case = again(joined.case)
    assert (case.family, case.status, case.outcome) == (joined.family, "open", "The aunt cares for them")
    assert case.closed_into is None


def test_membership_that_ended_otherwise_since_stays_ended(
    manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    """All of it: half as it was and half as it is would be neither."""
    both = FamilyMembershipFactory(family=joined.family, person=kept.child)
    join = join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    FamilyMembership.objects.filter(pk=both.pk).update(ended_why="Moved to the aunt")
    undo_join(join, by=manager, why=WHY_NOT)
    assert (again(both).to_on, again(both).ended_why) == (today(), "Moved to the aunt")


def test_case_opened_again_by_itself_stays_as_it_is(
    manager: Any, kept: SimpleNamespace, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    for case in (kept.case, joined.case):
        for period in case.children.filter(to_on=None):
            close_period(period, by=manager, to_on=today(), reason="RC7")
    Case.objects.filter(pk=kept.case.pk).update(status="closed", closed_on=today())
    reopened = {"status": "open", "closed_on": None, "reopened_on": today(), "reopened_why": "Worried again"}
    Case.objects.filter(pk=joined.case.pk).update(closed_into=None, **reopened)
    undo_join(join, by=manager, why=WHY_NOT)
    case = again(joined.case)
    assert (case.family, case.status, case.reopened_why) == (joined.family, "open", "Worried again")


def test_nobody_goes_back_open_into_a_case_that_has_closed(
    manager: Any, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    Case.objects.filter(pk=joined.case.pk).update(closed_into=None, closure_reason="RC7")
    joined.case.refresh_from_db()
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        undo_join(join, by=manager, why=WHY_NOT)
    words = (
        f"{joined.case.reference} has been closed since, and what would go back to it is still open. End that first."
    )
    assert messages_of(refusal) == {"__all__": [words]}
    assert everything() == before


def test_case_that_came_over_goes_back_closed_when_it_has_closed_since(manager: Any, joined: SimpleNamespace) -> None:
    family = FamilyFactory()
    made = join_families(family, joined=joined.family, by=manager, reason=WHY)
    Case.objects.filter(pk=joined.case.pk).update(status="closed", closed_on=today())
    newer = CaseFactory(family=family)
    undo_join(made, by=manager, why=WHY_NOT)
    assert (again(joined.case).family, again(joined.case).status) == (joined.family, "closed")
    assert again(newer).family == family


# --- What is refused -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["worker", "support", "records", "administrator"])
def test_only_a_manager_undoes_a_join(role: str, join: FamilyJoin, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(role)
    before = everything()
    with pytest.raises(PermissionDenied):
        undo_join(join, by=user, why=WHY_NOT)
    assert everything() == before


def test_join_is_not_undone_without_a_reason_or_twice(manager: Any, join: FamilyJoin) -> None:
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        undo_join(join, by=manager, why=" ")
    assert messages_of(refusal) == {"why": ["Say why the join is undone."]}
    assert everything() == before
    undo_join(join, by=manager, why=WHY_NOT)
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        undo_join(join, by=manager, why="Again")
    assert messages_of(refusal) == {"__all__": ["This join was undone already."]}
    assert everything() == before


@pytest.mark.parametrize("which", ["kept", "joined"])
def test_join_with_a_family_that_is_hidden_is_not_undone(
    which: str, manager: Any, kept: SimpleNamespace, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    found = {"kept": kept, "joined": joined}[which]
    restrict_record(found.family, by=UserFactory(code="manager"), reason="A relative works here")
    before = everything()
    with pytest.raises(PermissionDenied):
        undo_join(join, by=manager, why=WHY_NOT)
    assert everything() == before


@pytest.mark.parametrize("hidden", ["child", "case that ended", "case that continues", "note"])
def test_undoing_that_would_move_what_is_hidden_is_refused_without_telling_what(
    hidden: str, manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    beside = PersonFactory()
    NoteSubjectFactory(note=joined.note.note, child=beside)
    join = join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    secret = {
        "child": joined.child,
        "case that ended": joined.case,
        "case that continues": kept.case,
        "note": beside,
    }[hidden]
    restrict_record(secret, by=UserFactory(code="manager"), reason="A relative works here")
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        undo_join(join, by=manager, why=WHY_NOT)
    words = "Part of what was joined is not yours to move. Ask a manager who works with it."
    assert messages_of(refusal) == {"__all__": [words]}
    assert everything() == before


def test_family_joined_on_into_another_is_parted_from_that_first(
    manager: Any, kept: SimpleNamespace, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    third = FamilyFactory(name="Cole family")
    later = join_families(third, joined=again(kept.family), by=manager, reason=WHY)
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        undo_join(join, by=manager, why=WHY_NOT)
    assert messages_of(refusal) == {"__all__": ["Ada family was joined into Cole family since. Undo that first."]}
    assert everything() == before
    undo_join(later, by=manager, why=WHY_NOT)
    undo_join(join, by=manager, why=WHY_NOT)
    assert again(joined.member).family == joined.family
    assert again(joined.case).is_open


def test_what_a_later_join_has_moved_on_is_brought_back_first(
    manager: Any, kept: SimpleNamespace, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    third = family_with_case("Cole")
    later = join_families(kept.family, joined=third.family, by=manager, reason=WHY, continuing=third.case)
    assert again(joined.period).case == third.case
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        undo_join(join, by=manager, why=WHY_NOT)
    assert messages_of(refusal) == {"__all__": ["A later join has moved part of it on. Undo that one first."]}
    assert everything() == before
    undo_join(later, by=manager, why=WHY_NOT)
    undo_join(join, by=manager, why=WHY_NOT)
    assert again(joined.period).case == joined.case


@pytest.mark.parametrize("whole", [False, True])
def test_nobody_goes_back_while_closing_waits_for_an_answer(
    whole: bool, manager: Any, joined: SimpleNamespace, join: FamilyJoin, kept: SimpleNamespace
) -> None:
    CaseClosureFactory(case=kept.case, period=kept.period)  # of a child who stays
    words = "Closing in %s is waiting for a manager, and a child goes back from there. Settle it first."
    if whole:
        words = "Closing %s has been proposed, and a child goes back there. A manager answers that first."
    case = joined.case if whole else kept.case
    closure = CaseClosureFactory(case=case, period=None if whole else joined.period)
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        undo_join(join, by=manager, why=WHY_NOT)
    case.refresh_from_db()
    assert messages_of(refusal) == {"__all__": [words % case.reference]}
    assert everything() == before
    type(closure).objects.filter(pk=closure.pk).update(status="returned", decided_on=today(), decided_by=manager)
    undo_join(join, by=manager, why=WHY_NOT)


def test_undoing_does_not_lift_the_restriction_of_a_family(
    manager: Any, worker: Any, kept: SimpleNamespace, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    joined.family.refresh_from_db()
    restrict_record(kept.family, by=manager, reason="A relative works here")
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        undo_join(join, by=manager, why=WHY_NOT)
    reference = joined.family.reference
    assert messages_of(refusal) == {
        "__all__": [
            f"Ada family is restricted, and in {reference} everybody would see its members. Restrict {reference} first."
        ]
    }
    assert everything() == before
    restrict_record(joined.family, by=manager, reason="A relative works here")
    undo_join(join, by=manager, why=WHY_NOT)
    assert not Family.objects.visible_to(worker).exists()
    assert not CaseChild.objects.visible_to(worker).exists()


def test_undoing_does_not_lift_the_restriction_of_a_case(
    manager: Any, worker: Any, kept: SimpleNamespace, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    for case in (kept.case, joined.case):
        case.refresh_from_db()
    restrict_record(kept.case, by=manager, reason="A relative works here")
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        undo_join(join, by=manager, why=WHY_NOT)
    here, home = kept.case.reference, joined.case.reference
    assert messages_of(refusal) == {
        "__all__": [f"{here} is restricted, and in {home} everybody would see its children. Restrict that first."]
    }
    assert everything() == before
    restrict_record(joined.case, by=manager, reason="A relative works here")
    undo_join(join, by=manager, why=WHY_NOT)
    assert not CaseChild.objects.visible_to(worker).exists()


def test_case_does_not_stand_again_beside_a_newer_one(
    manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    join = join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=joined.case)
    Case.objects.filter(pk=joined.case.pk).update(status="closed", closed_on=today())
    newer = propose_case(kept.family, by=manager, why="Worried again")
    newer.refresh_from_db()
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        undo_join(join, by=manager, why=WHY_NOT)
    assert messages_of(refusal) == {
        "__all__": [
            f"Ada family has another case by now, open or proposed: {newer.reference}. Close it or decline it first."
        ]
    }
    assert everything() == before


def test_newer_case_that_is_hidden_is_not_told(manager: Any, kept: SimpleNamespace, joined: SimpleNamespace) -> None:
    join = join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=joined.case)
    Case.objects.filter(pk=joined.case.pk).update(status="closed", closed_on=today())
    restrict_record(CaseFactory(family=kept.family), by=UserFactory(code="manager"), reason="A relative works here")
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        undo_join(join, by=manager, why=WHY_NOT)
    words = "Part of what was joined is not yours to move. Ask a manager who works with it."
    assert messages_of(refusal) == {"__all__": [words]}
    assert everything() == before


def test_member_recorded_anew_in_the_joined_family_is_said_in_words(
    manager: Any, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    FamilyMembershipFactory(family=joined.family, person=joined.child)
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        undo_join(join, by=manager, why=WHY_NOT)
    assert "This person is a member of the family already." in refusal.value.messages
    assert everything() == before


def test_undoing_that_fails_half_way_leaves_nothing(manager: Any, join: FamilyJoin) -> None:
    before = everything()
    without_audit(lambda: undo_join(join, by=manager, why=WHY_NOT))
    assert everything() == before


def test_two_restricted_families_are_parted_by_who_may_see_both(
    manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    other = UserFactory(code="manager")
    restrict_record(kept.family, by=manager, reason="A relative works here")
    restrict_record(joined.family, by=other, reason="A relative works here")
    grant_access(joined.family, to=manager, by=other, reason="One family", ends_on=months_after(today(), 1))
    join = join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    with pytest.raises(PermissionDenied):
        undo_join(join, by=other, why=WHY_NOT)
    undo_join(join, by=manager, why=WHY_NOT)
    assert again(joined.member).family == joined.family


# --- Any two families ------------------------------------------------------------------------------------------------
ROLES = st.sampled_from(["lead", "co_worker", "covering"])
CASE = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["open", "proposed", "none"]),
        "closed": st.integers(0, 2),
        "periods": st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=4),
        "workers": st.lists(
            st.tuples(st.integers(0, 2), st.sampled_from([None, 0, 1]), ROLES, st.booleans()), max_size=5
        ),
    }
)
FAMILY = st.fixed_dictionaries(
    {
        "confirmed": st.booleans(),
        "members": st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=5, unique_by=lambda made: made[0]),
        "case": CASE,
        "notes": st.sets(st.integers(0, 3)),
    }
)


def _fill(made: dict[str, Any], people: list[Any], workers: list[Any], notes: list[Any], open_now: set[Any]) -> Any:
    """A family as hypothesis has thought it out; what a constraint would refuse is left out."""
    day = datetime.date(2025, 1, 1)
    family = FamilyFactory(confirmed_on=day if made["confirmed"] else None)
    for number, has_ended in made["members"]:
        ended = {"to_on": day, "ended_why": "Moved out"} if has_ended else {}
        FamilyMembershipFactory(family=family, person=people[number], from_on=day, **ended)
    for number in made["notes"]:
        NoteSubjectFactory(note=notes[number], child=None, family=family)
    plan = made["case"]
    for _number in range(plan["closed"]):
        CaseFactory(family=family, status="closed", opened_on=day, closed_on=day, closure_reason="RC7")
    if plan["status"] == "none":
        return family
    case = CaseFactory(family=family, status=plan["status"], opened_on=day if plan["status"] == "open" else None)
    for number, has_ended in plan["periods"] if case.is_open else []:
        if has_ended:
            CaseChildFactory(case=case, child=people[number], from_on=day, to_on=day, closure_reason="RC7")
        elif number not in open_now:
            open_now.add(number)
            CaseChildFactory(case=case, child=people[number], from_on=day)
    leads = set()
    for worker, child, role, has_ended in plan["workers"] if case.is_open else []:
        if role == "lead" and not has_ended and child in leads:
            continue
        leads |= {child} if role == "lead" and not has_ended else set()
        for_child = None if child is None else people[child]
        AllocationFactory(
            case=case,
            worker=workers[worker],
            child=for_child,
            role=role,
            from_on=day,
            to_on=day if has_ended else None,
        )
    return family


@given(first=FAMILY, second=FAMILY, continues=st.booleans())
@settings(max_examples=25, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_join_that_is_undone_leaves_every_row_as_it_was(
    manager: User, first: dict[str, Any], second: dict[str, Any], continues: bool
) -> None:
    with transaction.atomic():
        people = [PersonFactory() for _number in range(6)]
        workers = [UserFactory() for _number in range(3)]
        notes = [CaseNoteFactory() for _number in range(4)]
        open_now: set[Any] = set()
        kept, joined = (_fill(made, people, workers, notes, open_now) for made in (first, second))
        cases = list(Case.objects.filter(family__in=[kept, joined], status__in=["open", "proposed"]).order_by("pk"))
        continuing = None
        if len(cases) == 2:
            statuses = {case.status: case for case in cases}
            continuing = statuses["open"] if len(statuses) == 2 else cases[continues]
        before = rows()
        join = join_families(kept, joined=joined, by=manager, reason=WHY, continuing=continuing)
        # Nothing and nobody is left behind or lost by joining.
        assert not FamilyMembership.objects.filter(family=joined, to_on=None).exists()
        assert not Case.objects.filter(family=joined).exists()
        closed = Case.objects.filter(status="closed")
        assert not CaseChild.objects.filter(case__in=closed, to_on=None).exists()
        assert not Allocation.objects.filter(case__in=closed, to_on=None).exists()
        undo_join(join, by=manager, why=WHY_NOT)
        assert rows() == before
        transaction.set_rollback(True)


# --- On the page -----------------------------------------------------------------------------------------------------
def test_join_is_undone_on_the_page(
    as_user: Any, manager: Any, kept: SimpleNamespace, joined: SimpleNamespace, join: FamilyJoin
) -> None:
    desk = as_user(manager)
    address = reverse("cases:join-undo", args=[join.pk])
    for family in (kept.family, joined.family):
        assert f'href="{address}"' in desk.get(family.get_absolute_url()).content.decode()
    assert "go back to it" in desk.get(address).content.decode()
    assert refusals(desk.post(address, {"why": ""})) == {"why": ["Enter an answer to “Why is the join undone?”"]}
    assert desk.post(address, {"why": WHY_NOT}).url == kept.family.get_absolute_url()
    assert desk.get(address).status_code == 404
    assert refusals(desk.post(address, {"why": WHY_NOT})) == {"__all__": ["This join was undone already."]}
    for family in (kept.family, joined.family):
        body = desk.get(family.get_absolute_url()).content.decode()
        assert WHY_NOT in body
        assert address not in body


def test_undoing_is_offered_to_nobody_else_and_not_where_it_would_be_refused(
    as_user: Any, manager: Any, worker: Any, kept: SimpleNamespace, join: FamilyJoin
) -> None:
    address = reverse("cases:join-undo", args=[join.pk])
    body = as_user(worker).get(kept.family.get_absolute_url()).content.decode()
    assert f"on {today():%-d %B %Y} by {manager}" in body
    assert address not in body
    join_families(FamilyFactory(), joined=again(kept.family), by=manager, reason=WHY)
    assert address not in as_user(manager).get(kept.family.get_absolute_url()).content.decode()


def test_join_with_a_hidden_family_stands_on_no_page(
    as_user: Any, manager: Any, worker: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    restrict_record(kept.family, by=manager, reason="A relative works here")
    join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    assert as_user(worker).get(joined.family.get_absolute_url()).status_code == 404


def test_both_references_lead_to_the_right_family_at_every_stage(
    as_user: Any, manager: Any, kept: SimpleNamespace, joined: SimpleNamespace
) -> None:
    for family in (kept.family, joined.family):
        family.refresh_from_db()
    desk = as_user(manager)
    at_kept, at_joined = kept.family.get_absolute_url(), joined.family.get_absolute_url()

    def found() -> list[list[str]]:
        """Where the search for each reference leads."""
        answers = [desk.get(reverse("overview:search"), {"q": one.reference}) for one in (kept.family, joined.family)]
        return [[hit.url for kind in answer.context["found"] for hit in kind.hits] for answer in answers]

    def leads_on() -> list[Family | None]:
        return [desk.get(family.get_absolute_url()).context["kept"] for family in (kept.family, joined.family)]

    assert (found(), leads_on()) == ([[at_kept], [at_joined]], [None, None])
    join = join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    assert (found(), leads_on()) == ([[at_kept], [at_kept]], [None, kept.family])
    undo_join(join, by=manager, why=WHY_NOT)
    assert (found(), leads_on()) == ([[at_kept], [at_joined]], [None, None])


# --- At the same moment ----------------------------------------------------------------------------------------------
def _lock(record: Any) -> Callable[[], Any]:
    return lambda: type(record)._default_manager.select_for_update().get(pk=record.pk)


def refused(results: list[Any]) -> list[list[str]]:
    return [result.messages for result in results if isinstance(result, ValidationError)]


@pytest.mark.django_db(transaction=True)
def test_join_is_undone_once_by_two_managers(team: Any, manager: Any) -> None:
    kept, joined = family_with_case("Ada"), family_with_case("Ben")
    join = join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    results = race(
        lambda: undo_join(join, by=manager, why=WHY_NOT),
        lambda: undo_join(join, by=manager, why="Another reason"),
        hold=_lock(kept.family),
    )
    assert refused(results) == [["This join was undone already."]]
    assert again(joined.case).is_open
    assert len(audited("family.join_undone")) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("which", ["kept", "joined"])
def test_note_written_while_a_join_is_undone_stands_where_it_was_written(
    which: str, team: Any, manager: Any, worker: Any
) -> None:
    kept, joined = family_with_case("Ada"), family_with_case("Ben")
    join = join_families(kept.family, joined=joined.family, by=manager, reason=WHY, continuing=kept.case)
    about = {"kept": kept, "joined": joined}[which].family
    said = {"by": worker, "kind": "contact", "occurred_at": hours_ago(1), "title": "A call", "happened": "We spoke."}
    results = race(
        lambda: record_note(subjects=[Subject(about)], **said),
        lambda: undo_join(join, by=manager, why=WHY_NOT),
        hold=_lock(about),
    )
    assert isinstance(results[1], FamilyJoin)
    if isinstance(results[0], CaseNote):
        assert results[0].subjects.get().family == about
    else:
        assert (which, refused(results)) == (
            "joined",
            [["Ben family was joined into another family. Write it there."]],
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", ["join", "undo"])
def test_note_amended_at_that_moment_moves_and_keeps_its_new_words(
    change: str, team: Any, manager: Any, worker: Any
) -> None:
    kept, joined = FamilyFactory(), FamilyFactory()
    row = NoteSubjectFactory(child=None, family=joined)
    made = None if change == "join" else join_families(kept, joined=joined, by=manager, reason=WHY)
    results = race(
        lambda: amend_note(row.note, by=worker, reason="More to say", own_parts={row.pk: "She was glad."}),
        lambda: (
            undo_join(made, by=manager, why=WHY_NOT)
            if made
            else join_families(kept, joined=joined, by=manager, reason=WHY)
        ),
        hold=_lock(row.note),
    )
    assert [type(result) for result in results] == [CaseNote, FamilyJoin]
    assert (again(row).family, again(row).own_part) == (joined if made else kept, "She was glad.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", ["join", "undo"])
def test_what_ends_at_that_moment_moves_and_stays_ended(change: str, team: Any, manager: Any, worker: Any) -> None:
    kept, joined = family_with_case("Ada"), family_with_case("Ben")
    TeamMembershipFactory(user=joined.lead.worker, team=joined.case.team)
    facts = {"joined": joined.family, "by": manager, "reason": WHY, "continuing": kept.case}
    made = None if change == "join" else join_families(kept.family, **facts)
    ends: list[tuple[Any, Callable[[], Any]]] = [
        (
            joined.lead,
            lambda: end_allocation(joined.lead, by=manager, to_on=today(), change_reason="LEFTRL", reason="Left"),
        ),
        (joined.period, lambda: close_period(joined.period, by=manager, to_on=today(), reason="RC7")),
        (joined.member, lambda: end_membership(joined.member, by=worker, to_on=today(), ended_why="Moved out")),
    ]

    def hold() -> None:
        for record, _end in ends:
            _lock(record)()

    results = race(
        *(end for _record, end in ends),
        lambda: undo_join(made, by=manager, why=WHY_NOT) if made else join_families(kept.family, **facts),
        hold=hold,
    )
    assert refused(results) == []
    assert isinstance(results[-1], FamilyJoin)
    assert [again(record).to_on for record, _end in ends] == [today()] * 3
    assert again(joined.member).family == (joined.family if made else kept.family)


@pytest.mark.django_db(transaction=True)
def test_family_is_joined_on_or_parted_but_not_both(team: Any, manager: Any) -> None:
    families = [FamilyFactory() for _number in range(3)]
    # Whichever of them comes first in the order of locking.
    for kept, joined, third in itertools.permutations(families):
        join = join_families(kept, joined=joined, by=manager, reason=WHY)
        results = race(
            lambda: undo_join(join, by=manager, why=WHY_NOT),  # noqa: B023 - run before the next turn
            lambda: join_families(third, joined=kept, by=manager, reason=WHY),  # noqa: B023
            hold=_lock(kept),
        )
        assert isinstance(results[1], FamilyJoin)
        if isinstance(results[0], FamilyJoin):
            assert again(joined).joined_into is None
        else:
            assert refused(results) == [[f"{kept} was joined into {third} since. Undo that first."]]
            assert again(joined).joined_into == third
        undo_join(results[1], by=manager, why=WHY_NOT)
        join.refresh_from_db()
        if not join.undone_on:
            undo_join(join, by=manager, why=WHY_NOT)
    assert Family.objects.standing().count() == 3
