"""Who is linked to a child: each trap by its name."""

import datetime
from typing import Any

import pytest

from cases.links.asked import Asked
from cases.links.of_child import SharedContexts, shared_contexts
from cases.models import CaseChildStatus
from contexts.models import ContextRelation
from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today
from families.models import NotRelated
from families.ties import settle_not_related
from tests.factories import (
    AddressFactory,
    AllocationFactory,
    CaseChildFactory,
    CaseFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
    RelationshipFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def park(db: None) -> Any:
    return ContextFactory(name="The park")


def open_child(given: str, *contexts: Any, role: str = "spends_time", family: str = "Testington", **who: Any) -> Any:
    """A child open to the service and linked to these contexts since ten days ago."""
    child = PersonFactory(given=given, family=family, **who)
    CaseChildFactory(child=child, case__opened_on=today() - 400 * DAY, from_on=today() - 400 * DAY)
    for context in contexts:
        link(child, context, role)
    return child


def link(child: Any, context: Any, role: str = "spends_time", began: int = 10, **more: Any) -> Any:
    began_on = today() - began * DAY
    return ContextLinkFactory(child=child, context=context, role=role, from_on=began_on, source_on=began_on, **more)


def names(rows: Any) -> list[str]:
    return [row.child.display_name.split()[0] for row in rows]


def linked(child: Any, reader: Any, **asked: Any) -> list[str]:
    return names(shared_contexts(child, reader, Asked(**asked)).linked)


def look(child: Any, reader: Any, **asked: Any) -> SharedContexts:
    return shared_contexts(child, reader, Asked(**asked))


# --- Related -----------------------------------------------------------------------------------------------------------
def test_siblings_in_two_families_are_related(worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park)
    first, second = FamilyFactory(), FamilyFactory()
    left = {"to_on": today() - DAY, "ended_why": "Moved to his father"}
    FamilyMembershipFactory(person=ana, family=first)
    FamilyMembershipFactory(person=bo, family=first, **left)
    FamilyMembershipFactory(person=bo, family=second)
    found = look(ana, worker)
    assert (names(found.linked), names(found.apart["related"])) == ([], ["Bo"])


@pytest.mark.parametrize("ended", [False, True])
def test_half_siblings_joined_only_by_a_relationship_are_related(worker: Any, park: Any, ended: bool) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park)
    RelationshipFactory(person=bo, other=ana, kind="half_sibling", to_on=today() if ended else None)
    for child, other in ((ana, "Bo"), (bo, "Ana")):
        found = look(child, worker)
        assert (names(found.linked), names(found.apart["related"])) == ([], [other])


def test_two_unrelated_children_in_one_childrens_home_are_linked(worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park)
    home = FamilyFactory(name="The Elms")
    for child in (ana, bo):
        FamilyMembershipFactory(person=child, family=home, basis="placement", part="placed_child")
    assert linked(ana, worker) == ["Bo"]


def test_a_foster_child_of_the_family_is_not_related_to_its_children(worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park)
    family = FamilyFactory()
    FamilyMembershipFactory(person=ana, family=family)
    FamilyMembershipFactory(person=bo, family=family, basis="placement", part="placed_child")
    assert linked(ana, worker) == ["Bo"]


def test_friends_are_linked(worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park)
    RelationshipFactory(person=ana, other=bo, kind="friend")
    assert linked(ana, worker) == ["Bo"]


# --- May be related ----------------------------------------------------------------------------------------------------
def _marks(child: Any, reader: Any) -> list[str]:
    (row,) = look(child, reader).linked
    return row.may_be_related


def test_same_address_may_be_related(worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park, family="Other")
    AddressFactory(person=ana, lines="1 High Street", postcode="ZZ1 1AA")
    AddressFactory(person=bo, lines="1 HIGH street", postcode="ZZ1 1AA", to_on=today())
    assert _marks(ana, worker) == ["address"]


def test_same_last_name_and_postcode_may_be_related(worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park, family="TESTINGTON")
    AddressFactory(person=ana, lines="1 High Street", postcode="ZZ1 1AA")
    AddressFactory(person=bo, lines="9 High Street", postcode="ZZ1 1AA")
    assert _marks(ana, worker) == ["name"]


def test_same_last_name_alone_says_nothing(worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park)
    AddressFactory(person=ana, lines="1 High Street", postcode="ZZ1 1AA")
    AddressFactory(person=bo, lines="1 High Street", postcode="ZZ1 1AB")
    assert _marks(ana, worker) == []


@pytest.mark.parametrize("protected", ["Ana", "Bo"])
def test_a_protected_address_is_not_told_by_it(worker: Any, park: Any, protected: str) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park)
    for given, child in (("Ana", ana), ("Bo", bo)):
        AddressFactory(person=child, lines="1 High Street", postcode="ZZ1 1AA", is_protected=given == protected)
    assert _marks(ana, worker) == []


def test_a_relative_in_common_may_be_related_unless_hidden(worker: Any, manager: Any, park: Any) -> None:
    ana, bo, mother = open_child("Ana", park), open_child("Bo", park), PersonFactory(given="Mo", birth_on=None)
    family = FamilyFactory()
    FamilyMembershipFactory(person=ana, family=family)
    FamilyMembershipFactory(person=mother, family=family, part="mother")
    RelationshipFactory(person=mother, other=bo, kind="parent")
    assert _marks(ana, worker) == ["relative"]
    restrict_record(mother, by=manager, reason="Works here")
    assert _marks(ana, worker) == []


@pytest.mark.parametrize("answer", ["relationship", "not related", "not related, from the other side"])
def test_an_answer_settles_it(worker: Any, park: Any, answer: str) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park, family="Other")
    for child in (ana, bo):
        AddressFactory(person=child, lines="1 High Street", postcode="ZZ1 1AA")
    if answer == "relationship":
        RelationshipFactory(person=bo, other=ana, kind="friend")
    else:
        one, other = (ana, bo) if answer == "not related" else (bo, ana)
        settle_not_related(person=one, other=other, by=worker, reason="Two flats behind one door")
        assert NotRelated.objects.count() == 1
    assert _marks(ana, worker) == []


def test_a_family_not_yet_confirmed_is_marked_on_the_pair(worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park)
    unchecked = FamilyFactory(confirmed_on=None)
    FamilyMembershipFactory(person=bo, family=unchecked)
    FamilyMembershipFactory(person=ana, family=FamilyFactory())
    (row,) = look(ana, worker).linked
    assert row.unconfirmed == [unchecked]


# --- Links in time -----------------------------------------------------------------------------------------------------
def test_a_link_that_ended_yesterday_links_nobody(worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo")
    link(bo, park, to_on=today() - DAY, ended_why="Moved away")
    assert linked(ana, worker) == []
    assert linked(ana, worker, on=today() - 2 * DAY) == ["Bo"]


def test_an_overdue_link_counts_and_one_that_lapsed_today_does_not(worker: Any, park: Any) -> None:
    ana, late, gone = open_child("Ana", park), open_child("Late"), open_child("Gone")
    link(late, park, review_due=today() - DAY, lapses_on=today() + DAY)
    link(gone, park, review_due=today() - 30 * DAY, lapses_on=today())
    assert linked(ana, worker) == ["Late"]
    assert linked(ana, worker, on=today() - DAY) == ["Gone", "Late"]


def test_within_the_last_months_what_ended_counts_where_both_were_there_at_once(worker: Any, park: Any) -> None:
    ana, bo, cy = open_child("Ana"), open_child("Bo"), open_child("Cy")
    ended = {"ended_why": "Moved away"}
    link(ana, park, began=200, to_on=today() - 40 * DAY, **ended)
    link(bo, park, began=100)
    link(cy, park, began=30)  # came when Ana had gone
    assert linked(ana, worker) == []
    (row,) = look(ana, worker, months=3).linked
    assert (str(row.child), row.shared[0].days, row.shared[0].since) == (str(bo), 60, today() - 100 * DAY)
    assert linked(ana, worker, months=1) == []


def test_days_of_overlap_run_from_the_later_of_two_to_today(worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana"), open_child("Bo")
    link(ana, park, began=30)
    link(ana, park, "harmed", began=90)
    link(bo, park, began=59)
    (row,) = look(ana, worker).linked
    assert (row.shared[0].since, row.shared[0].days) == (today() - 59 * DAY, 60)


def test_as_at_a_day_asks_who_was_open_then(worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana"), PersonFactory(given="Bo")
    closed = {"to_on": today() - 5 * DAY, "closure_reason": "RC7"}
    CaseChildFactory(child=bo, from_on=today() - 20 * DAY, **closed)
    for child in (ana, bo):
        link(child, park, began=100)
    assert linked(ana, worker) == []
    assert linked(ana, worker, on=today() - 5 * DAY) == []
    assert linked(ana, worker, on=today() - 6 * DAY) == ["Bo"]
    assert linked(ana, worker, on=today() - 21 * DAY) == []


# --- Open, and a child -------------------------------------------------------------------------------------------------
def test_a_child_whose_case_closed_is_not_linked(worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park)
    bo.case_periods.update(to_on=today(), closure_reason="RC7")
    assert linked(ana, worker) == []
    found = look(bo, worker)
    assert (found.is_open, found.linked) == (False, [])


def test_a_19_year_old_is_linked_as_a_care_leaver_only(worker: Any, park: Any) -> None:
    ana, lee, max_ = open_child("Ana", park), open_child("Lee", park), open_child("Max", park)
    for grown in (lee, max_):
        type(grown).objects.filter(pk=grown.pk).update(birth_on=months_after(today(), -19 * 12))
    CaseChildStatus.objects.create(period=lee.case_periods.get(), status="care_leaver", from_on=today())
    assert linked(ana, worker) == ["Lee"]


def test_open_elsewhere_stands_apart_with_whom_to_ask(worker: Any, park: Any) -> None:
    ana = open_child("Ana", park)
    away = PersonFactory(given="Away", responsible_authority="Northport", elsewhere_contact="Jo Bell, 555 0101")
    link(away, park)
    found = look(ana, worker)
    assert (found.linked, found.total) == ([], 0)
    (row,) = found.apart["elsewhere"]
    assert (row.child.responsible_authority, row.child.elsewhere_contact) == ("Northport", "Jo Bell, 555 0101")


# --- What counts -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("mine", "theirs"), [("attends", "attends"), ("spends_time", "attends")])
def test_two_who_share_only_a_school_they_attend_are_not_linked(worker: Any, mine: str, theirs: str) -> None:
    school = ContextFactory(kind="school", name="Northgate")
    ana, bo = open_child("Ana", school, role=mine), open_child("Bo", school, role=theirs)
    for child, other in ((ana, "Bo"), (bo, "Ana")):
        found = look(child, worker)
        assert (names(found.linked), names(found.apart["also"])) == ([], [other])


def test_a_context_inside_another_is_nearby(worker: Any, park: Any) -> None:
    kiosk, pond = ContextFactory(name="The kiosk", parent=park), ContextFactory(name="The pond")
    ContextRelation.objects.create(context=pond, other=park, kind="lies_in", from_on=today())
    ana = open_child("Ana", park)
    at_kiosk, at_pond = open_child("Bo", kiosk), open_child("Cy", pond)
    found = look(ana, worker)
    assert (found.linked, names(found.apart["nearby"])) == ([], ["Bo", "Cy"])
    assert [str(row.shared[0].lies) for row in found.apart["nearby"]] == ["The park", "The park"]
    for child in (at_kiosk, at_pond):
        assert names(look(child, worker).apart["nearby"]) == ["Ana"]


# --- In order, and explained --------------------------------------------------------------------------------------------
def test_the_same_two_sharing_five_contexts_stand_in_one_row(worker: Any) -> None:
    contexts = [ContextFactory(name=f"Place {number}") for number in range(5)]
    ana, bo = open_child("Ana", *contexts), open_child("Bo", *contexts)
    link(bo, contexts[0], "harmed")
    found = look(ana, worker)
    (row,) = found.linked
    assert (found.total, [shared.context for shared in row.shared]) == (1, contexts)
    assert [mine.role for mine in row.shared[0].theirs] == ["harmed", "spends_time"]


def test_ranked_by_contexts_then_smaller_ones_then_overlap_then_name(worker: Any) -> None:
    small, large, third = (ContextFactory(name=name) for name in ("Stairwell", "Park", "Bus"))
    ana = open_child("Ana", small, large, third)
    for given in ("Zoe", "Xan", "Yan"):
        open_child(given, large)
    open_child("Two", large, third)
    open_child("Ned", small)
    early = open_child("Early")
    link(early, large, began=11)
    link(ana, large, "harmed", began=11)
    assert linked(ana, worker) == ["Two", "Ned", "Early", "Xan", "Yan", "Zoe"]
    assert linked(ana, worker, least=2) == ["Two"]


def test_each_side_is_told_with_basis_reliability_statuses_worker_and_team(worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo")
    link(bo, park, "harmed", basis="observed", reliability="confirmed")
    period = bo.case_periods.get()
    CaseChildStatus.objects.create(period=period, status="cp", category="NEG", from_on=today())
    AllocationFactory(case=period.case, worker=worker, role="lead")
    AllocationFactory(case=period.case, worker=worker, child=ana, role="co_worker")  # not Bo's
    (row,) = look(ana, worker).linked
    (theirs,), (mine,) = row.shared[0].theirs, row.shared[0].mine
    assert (theirs.role, theirs.basis, theirs.reliability) == ("harmed", "observed", "confirmed")
    assert (mine.role, mine.basis, mine.reliability) == ("spends_time", "child_said", "reported")
    assert row.period is not None
    assert [str(status) for status in row.period.now] == ["Child protection plan: Neglect"]
    assert [(held.worker.name, held.role) for held in row.period.workers] == [(worker.name, "lead")]
    assert row.period.case.team.name == period.case.team.name


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Bo", "Cy"]),
        ({"kind": "online"}, ["Cy"]),
        ({"role": "harmed"}, ["Bo"]),
        ({"role": "at_risk"}, []),
        ({"reliability": "reported"}, ["Bo", "Cy"]),
        ({"reliability": "confirmed"}, ["Cy"]),
    ],
)
def test_filters(worker: Any, park: Any, asked: dict[str, Any], expected: list[str]) -> None:
    server = ContextFactory(kind="online", name="A game")
    ana, bo, cy = open_child("Ana", park), open_child("Bo"), open_child("Cy")
    link(bo, park, "harmed", reliability="confirmed")
    for child in (ana, cy):
        link(child, server, reliability="confirmed")
    found = look(ana, worker, **asked)
    assert names(found.linked) == expected
    assert found.apart["also"] == []  # who does not fit the filter is not put there instead


def test_pages_are_cut_in_the_database_and_beyond_the_last_is_the_last(worker: Any, park: Any) -> None:
    ana = open_child("Ana", park)
    for number in range(26):
        open_child(f"Child{number:02}", park)
    first, second, beyond = (shared_contexts(ana, worker, Asked(), page=page) for page in (1, 2, 9))
    assert (first.total, names(first.linked)) == (26, [f"Child{number:02}" for number in range(25)])
    assert names(second.linked) == names(beyond.linked) == ["Child25"]
    assert (second.page, beyond.page) == (2, 2)


# --- Hidden --------------------------------------------------------------------------------------------------------------
def test_a_child_restricted_from_the_reader_is_nowhere_and_changes_nothing(
    worker: Any, manager: Any, park: Any
) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park)
    before = look(ana, worker)
    hidden = [open_child(f"Aa{number}", park) for number in range(4)]
    restrict_record(hidden[0], by=manager, reason="Works here")
    family = FamilyFactory()
    FamilyMembershipFactory(person=hidden[1], family=family, to_on=today(), ended_why="Moved")
    restrict_record(family, by=manager, reason="Works here")
    restrict_record(hidden[2].case_periods.get().case, by=manager, reason="Works here")
    case_family = hidden[3].case_periods.get().case.family
    restrict_record(case_family, by=manager, reason="Works here")
    RelationshipFactory(person=hidden[0], other=bo, kind="sibling")
    after = look(ana, worker)
    assert names(after.linked) == names(before.linked) == ["Bo"]
    assert (after.total, after.linked[0].shared[0].size) == (before.total, 2)
    assert (after.apart, after.more) == (before.apart, before.more)
    assert linked(ana, manager) == ["Aa0", "Aa1", "Aa2", "Aa3", "Bo"]


def test_a_restricted_context_links_nobody(worker: Any, manager: Any, park: Any) -> None:
    ana = open_child("Ana", park)
    open_child("Bo", park)
    inner = ContextFactory(name="Kiosk", parent=park)
    open_child("Cy", inner)
    for context in (park, inner):
        restrict_record(context, by=manager, reason="Police work")
    found = look(ana, worker)
    assert (found.linked, found.apart["nearby"]) == ([], [])
    found = look(ana, manager)
    assert (names(found.linked), names(found.apart["nearby"])) == (["Bo"], ["Cy"])


def test_an_allegation_links_only_for_those_who_may_see_it(
    worker: Any, colleague: Any, manager: Any, park: Any
) -> None:
    ana = open_child("Ana", park)
    open_child("Bo", park, role="alleged_harm")
    AllocationFactory(case=ana.case_periods.get().case, worker=worker)
    assert linked(ana, worker) == linked(ana, manager) == ["Bo"]
    assert linked(ana, colleague) == []


def test_what_a_role_may_is_asked_again_each_time(worker: Any, park: Any) -> None:
    ana = open_child("Ana", park)
    open_child("Bo", park)
    assert linked(ana, worker) == ["Bo"]
    worker.role.permissions = [may for may in worker.role.permissions if may != "contexts.view"]
    assert linked(ana, worker) == []


def test_a_case_without_a_family_in_sight_is_no_open_one(worker: Any, manager: Any, park: Any) -> None:
    ana = open_child("Ana", park)
    shut = CaseFactory(opened_on=today() - 9 * DAY)
    bo = PersonFactory(given="Bo")
    CaseChildFactory(child=bo, case=shut, from_on=today() - 9 * DAY)
    link(bo, park)
    assert linked(ana, worker) == ["Bo"]
    restrict_record(shut, by=manager, reason="High profile")
    assert linked(ana, worker) == []
