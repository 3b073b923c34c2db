"""Who is barred from a record neither sees nor works on it, or on anything that hangs on it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cases.allocation_forms import who_sees, workers_of
from cases.models import Case
from cases.people_merging import merge_people
from cases.people_undoing import undo_person_merge
from cs_casework.access import grant_access, restrict_record
from cs_casework.confidential.models import Interest
from cs_casework.dates import today
from cs_casework.overview.confidential.barring import ask_to_end, bar_staff, confirm_end
from families.ties import relate
from tests.factories import (
    CaseChildFactory,
    CaseFactory,
    ContextCaseFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
    RelationshipFactory,
    UserFactory,
)
from tests.helpers import messages_of
from tests.site.records import bar, grant, opening, restrict

pytestmark = pytest.mark.django_db

KINDS = {"person": PersonFactory, "family": FamilyFactory, "context": ContextFactory, "case": CaseFactory}


def is_seen(record: Any, user: Any) -> bool:
    return type(record).objects.visible_to(user).filter(pk=record.pk).exists()


# --- Who is barred ---------------------------------------------------------------------------------------------------
def test_who_is_barred_sees_the_record_no_more_whatever_their_role_or_grant(
    worker: Any, manager: Any, support: Any, records: Any, colleague: Any
) -> None:
    for make in KINDS.values():
        record = make()
        for user in (worker, manager, support, records):
            bar(record, user)
        assert [is_seen(record, user) for user in (worker, manager, support, records, colleague)] == [False] * 4 + [
            True
        ]
        restrict(record, by=manager)
        for user in (worker, colleague):
            grant(record, to=user)
            opening(record, user)
        assert [is_seen(record, user) for user in (worker, colleague)] == [False, True]
        assert [record.is_barred(user) for user in (worker, manager, records, colleague)] == [True] * 3 + [False]
        ended = bar(record, colleague)
        assert not is_seen(record, colleague)
        ended.end_asked_on = ended.ended_on = today()
        ended.end_asked_by, ended.ended_by, ended.end_why = manager, UserFactory(), "x"
        ended.save()
        assert is_seen(record, colleague)


def test_a_bar_on_a_person_reaches_their_families_and_what_hangs_on_these(worker: Any, colleague: Any) -> None:
    barred, sibling, elsewhere = PersonFactory(), PersonFactory(), PersonFactory()
    now, before, other = FamilyFactory(), FamilyFactory(), FamilyFactory()
    FamilyMembershipFactory(person=barred, family=now)
    FamilyMembershipFactory(person=sibling, family=now)
    FamilyMembershipFactory(person=sibling, family=other)
    FamilyMembershipFactory(person=elsewhere, family=other)
    FamilyMembershipFactory(person=barred, family=before, to_on=today(), ended_why="Moved out")
    merged = PersonFactory(merged_into=barred, merged_on=today())
    joined = FamilyFactory(joined_into=now, joined_on=today())
    cases = [CaseFactory(family=family) for family in (now, before)]
    period = CaseChildFactory(case__family=other, child=sibling)
    place = ContextFactory()
    links = [ContextLinkFactory(child=child, context=place) for child in (barred, sibling, elsewhere)]
    bar(barred, worker)
    hidden = [barred, sibling, merged, now, before, joined, *cases, period, *links[:2]]
    seen = [elsewhere, other, period.case, place, links[2]]
    assert [is_seen(record, worker) for record in [*hidden, *seen]] == [False] * len(hidden) + [True] * len(seen)
    assert all(is_seen(record, colleague) for record in [*hidden, *seen])
    told = [record for record in [*hidden, *seen] if hasattr(record, "is_barred")]
    assert [record.is_barred(worker) for record in told] == [not is_seen(record, worker) for record in told]


def test_a_bar_stands_on_the_record_into_which_one_is_merged_or_joined(worker: Any) -> None:
    for make, kept, facts in (
        (PersonFactory, "merged_into", {"merged_on": today()}),
        (FamilyFactory, "joined_into", {"joined_on": today()}),
        (ContextFactory, "merged_into", {"merged_on": today()}),
    ):
        record, other = make(), make()
        bar(record, worker)
        for name, value in {kept: other, **facts}.items():
            setattr(record, name, value)
        record.save()
        assert [is_seen(one, worker) for one in (record, other)] == [False, False]
        assert other.is_barred(worker)


def test_a_bar_on_a_context_reaches_its_case(worker: Any) -> None:
    case = ContextCaseFactory()
    bar(case.context, worker)
    assert not is_seen(case, worker)
    assert case.is_barred(worker)


# --- Who they are, where two records are of one person --------------------------------------------------------------
def test_who_somebody_is_bars_them_from_the_kin_of_both_records_until_a_merge_is_undone(
    worker: Any, colleague: Any, manager: Any
) -> None:
    other_manager, kin, second, third = UserFactory(code="manager"), UserFactory(), UserFactory(), UserFactory()
    kept, merged, ours, theirs, both, friend, later = people = [PersonFactory() for _each in range(7)]
    RelationshipFactory(person=kept, other=ours, kind="sibling")
    RelationshipFactory(person=theirs, other=merged, kind="parent")
    for one in (kept, merged):
        RelationshipFactory(person=one, other=both, kind="cousin")
    RelationshipFactory(person=merged, other=friend, kind="friend")
    for one, user in ((merged, worker), (kept, colleague), (theirs, kin), (merged, second), (kept, third)):
        bar_staff(one, by=manager, user=user, why="about_them")
    # What two managers ended is no news of a merge.
    confirm_end(ask_to_end(both.bars.get(user=worker), by=manager, reason="x"), by=other_manager)

    def barred(user: Any) -> list[Any]:
        return [person for person in people if person.is_barred(user)]

    before = {user: barred(user) for user in (worker, colleague, kin)}
    assert before == {worker: [merged, theirs], colleague: [kept, ours, both], kin: [merged, theirs]}
    made = merge_people(kept, merged=merged, by=manager, reason="One at school")
    assert barred(worker) == [kept, merged, ours, theirs]
    assert barred(colleague) == [kept, merged, ours, theirs, both]
    assert barred(kin) == [kept, merged, theirs]
    came = ours.bars.get(user=worker)
    assert (came.why, came.created_by, came.history.get().history_user) == ("related", manager, manager)
    # Recorded of the one record, for whom either is about; and by whom it is said that they are the one, too.
    relate(person=kept, other=later, kind="parent", by=manager)
    assert all(later.is_barred(user) for user in (worker, colleague))
    bar_staff(kept, by=manager, user=second, why="about_them")
    # What is said of somebody for its own sake, by a manager or by themselves, is no more of the merge.
    bar_staff(theirs, by=manager, user=colleague, why="other", words="They share a flat")
    Interest.objects.create(way="reference", asked="x", why="other", met=[theirs.pk], created_by=third)
    ask_to_end(came, by=manager, reason="x")
    undo_person_merge(made, by=manager, why="Two after all")
    assert {user: barred(user) for user in before} == before | {colleague: [kept, ours, theirs, both, later]}
    assert theirs.is_barred(third)
    assert theirs.bars.get(user=colleague).words == "They share a flat"
    assert ours.is_barred(second)
    came.refresh_from_db()
    assert (came.ended_on, came.ended_by, came.end_asked_by) == (today(), manager, None)
    assert came.history.latest().history_change_reason == "Two after all"


# --- What they are not given -----------------------------------------------------------------------------------------
def test_nobody_grants_access_to_who_is_barred(worker: Any, manager: Any) -> None:
    member = FamilyMembershipFactory()
    restrict_record(member.family, by=manager, reason="x")
    bar(member.person, worker)
    with pytest.raises(ValidationError) as refusal:
        grant_access(
            member.family, to=worker, by=manager, reason="Leads", ends_on=today() + (today() - today()).resolution
        )
    words = "Wren Ashdown is barred from this record, so nobody can grant them access."
    assert messages_of(refusal) == {"to": [words]}


def test_who_is_barred_is_not_offered_as_a_worker(worker: Any, colleague: Any) -> None:
    case = CaseFactory()
    members = [member for member in workers_of() if member.user in (worker, colleague)]
    bar(case.family, worker)
    assert who_sees(members, Case.objects.filter(pk=case.pk)) == {str(worker.pk): set(), str(colleague.pk): {case.pk}}


# --- Opened in an emergency ------------------------------------------------------------------------------------------
def test_what_is_opened_is_seen_until_the_moment_it_closes_and_by_no_other(
    worker: Any, manager: Any, colleague: Any
) -> None:
    for make in KINDS.values():
        record = make()
        restrict(record, by=manager)
        opening(record, worker, minutes=0)
        assert not is_seen(record, worker)
        opening(record, worker, minutes=1)
        assert [is_seen(record, user) for user in (worker, colleague)] == [True, False]


def test_who_is_opened_is_seen_though_a_former_family_stays_closed(worker: Any, manager: Any) -> None:
    member, sibling = FamilyMembershipFactory(to_on=today(), ended_why="Adopted"), PersonFactory()
    FamilyMembershipFactory(family=member.family, person=sibling)
    restrict(member.family, by=manager)
    opening(member.person, worker)
    assert [is_seen(one, worker) for one in (member.person, member.family, sibling, member)] == [True] + [False] * 3
    bar(sibling, worker)
    assert not is_seen(member.person, worker)
