"""Pairs and groups of unrelated open children who share two contexts: what a night finds, and what of it a reader sees."""

import datetime
import itertools
from typing import Any

import pytest
from django.core.management import call_command
from django.db.backends.base.base import NO_DB_ALIAS
from django.urls import reverse

from cases.links import groups, jobs
from cases.links.jobs import find_patterns
from cases.links.pairs import computed_at, explain, find_pairs, pairs_to_group
from cases.links.watched import contexts_without_case
from cases.models import SharedContextPair
from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import months_after, today
from cs_casework.jobs import enqueue
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    ContextCaseFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
    RelationshipFactory,
    TeamFactory,
    UserFactory,
)
from tests.helpers import audited

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
PAIRS = reverse("cases:patterns")
WHY = {"reason": "A relative works here"}


@pytest.fixture
def other(team: Any) -> Any:
    """Another manager, who restricts what the reader must not see."""
    return UserFactory(code="manager")


def open_child(name: str, team: Any = None, **details: Any) -> Any:
    case = {"case__team": team} if team else {}
    return CaseChildFactory(
        child__given=name, **{f"child__{key}": value for key, value in details.items()}, **case
    ).child


def share(children: list[Any], number: int = 2, **link: Any) -> list[Any]:
    """So many contexts that all of these children are linked to."""
    contexts = [ContextFactory() for _number in range(number)]
    for child, context in itertools.product(children, contexts):
        ContextLinkFactory(child=child, context=context, **link)
    return contexts


def names(user: Any, **asked: Any) -> list[set[str]]:
    """The pairs this reader sees, in order, by what the children are called."""
    pairs = explain(find_pairs(user, **asked), user)
    return [{str(side.child).split()[0] for side in (pair.first, pair.second)} for pair in pairs]


def group_names(user: Any) -> list[set[str]]:
    shown = groups.explain(groups.join(pairs_to_group(user)), user)
    return [{str(period.child).split()[0] for period in group.children} for group in shown]


# --- The night -------------------------------------------------------------------------------------------------------
def test_two_who_share_two_contexts_are_a_pair_and_two_who_share_one_are_not(manager: Any) -> None:
    ana, ben, cal = (open_child(name) for name in ("Ana", "Ben", "Cal"))
    contexts = share([ana, ben])
    ContextLinkFactory(child=cal, context=contexts[0])
    assert computed_at() is None
    assert find_patterns() == 1
    pair = SharedContextPair.objects.get()
    assert {pair.first_id, pair.second_id} == {ana.pk, ben.pk}
    assert {*pair.contexts} == {context.pk for context in contexts}
    assert computed_at() is not None
    assert names(manager) == [{"Ana", "Ben"}]


def test_a_pair_keeps_all_the_contexts_it_shares_once_each() -> None:
    ana, ben = open_child("Ana"), open_child("Ben")
    contexts = share([ana, ben], 5)
    ContextLinkFactory(child=ana, context=contexts[0], role="harmed")
    find_patterns()
    found = SharedContextPair.objects.get().contexts
    assert len(found) == 5
    assert {*found} == {context.pk for context in contexts}


def test_a_night_puts_its_pairs_in_the_place_of_those_before(run_jobs: Any) -> None:
    ana, ben = open_child("Ana"), open_child("Ben")
    share([ana, ben])
    call_command("find_patterns", stdout=open_nowhere())
    ana.context_links.update(to_on=today(), ended_why="Moved")
    share([open_child("Cal"), open_child("Dee")])
    enqueue(jobs.find_patterns_tonight)
    assert run_jobs() == ["patterns.find"]
    assert SharedContextPair.objects.get().first_id not in {ana.pk, ben.pk}


def open_nowhere() -> Any:
    import io

    return io.StringIO()


GROWN = months_after(today(), -18 * 12)


@pytest.mark.parametrize(
    "why_not",
    ["ended", "lapsed", "does not count", "to come", "siblings", "kin", "case closed", "adult"],
)
def test_what_is_no_pair_is_neither_found_by_night_nor_shown_when_it_came_about_since(
    why_not: str, manager: Any
) -> None:
    ana, ben = open_child("Ana"), open_child("Ben")
    share([ana, ben])
    find_patterns()
    assert names(manager) == [{"Ana", "Ben"}]
    link = ana.context_links.order_by("pk")[:1].get()
    if why_not == "ended":
        type(link).objects.filter(pk=link.pk).update(to_on=today(), ended_why="Moved")
    elif why_not == "lapsed":
        type(link).objects.filter(pk=link.pk).update(lapses_on=today())
    elif why_not == "does not count":
        type(link).objects.filter(pk=link.pk).update(role="feels_safe")
    elif why_not == "to come":
        type(link).objects.filter(pk=link.pk).update(from_on=today() + DAY)
    elif why_not == "siblings":
        RelationshipFactory(person=ben, other=ana, kind="half_sibling")
    elif why_not == "kin":
        family = FamilyFactory()
        FamilyMembershipFactory(person=ana, family=family, to_on=today(), ended_why="Moved")
        FamilyMembershipFactory(person=ben, family=family)
    elif why_not == "case closed":
        ana.case_periods.update(to_on=today(), closure_reason="RC7")
    else:
        type(ana).objects.filter(pk=ana.pk).update(birth_on=GROWN)
    assert names(manager) == []
    assert find_patterns() == 0


def test_who_lives_in_one_home_by_placement_is_not_related(manager: Any) -> None:
    ana, ben = open_child("Ana"), open_child("Ben")
    home = FamilyFactory()
    for child in (ana, ben):
        FamilyMembershipFactory(person=child, family=home, basis="placement")
    share([ana, ben])
    find_patterns()
    assert names(manager) == [{"Ana", "Ben"}]


def test_a_care_leaver_of_nineteen_counts(manager: Any) -> None:
    ana = open_child("Ana", birth_on=months_after(today(), -19 * 12))
    ana.case_periods.get().statuses.create(status="care_leaver", from_on=today())
    share([ana, open_child("Ben")])
    find_patterns()
    assert names(manager) == [{"Ana", "Ben"}]


def test_links_long_over_make_no_pair_though_they_overlapped(manager: Any) -> None:
    ana, ben = open_child("Ana"), open_child("Ben")
    share([ana, ben], from_on=today() - 90 * DAY, to_on=today() - DAY, ended_why="Moved")
    assert find_patterns() == 0


# --- What a reader sees of it ----------------------------------------------------------------------------------------
def test_a_pair_that_shares_two_contexts_one_of_them_hidden_falls_out(manager: Any, other: Any) -> None:
    contexts = share([open_child("Ana"), open_child("Ben")])
    three = share([open_child("Cal"), open_child("Dee")], 3)
    find_patterns()
    for context in (contexts[0], three[0]):
        restrict_record(context, by=other, **WHY)
    assert names(manager) == [{"Cal", "Dee"}]
    assert [len(pair.shared) for pair in explain(find_pairs(manager), manager)] == [2]
    assert {frozenset(pair) for pair in names(other)} == {frozenset({"Ana", "Ben"}), frozenset({"Cal", "Dee"})}


def test_a_group_is_not_held_together_by_a_child_who_is_hidden(manager: Any, other: Any) -> None:
    ana, ben, cal, dee = (open_child(name) for name in ("Ana", "Ben", "Cal", "Dee"))
    share([ana, ben])
    share([ben, cal])
    share([cal, dee])
    find_patterns()
    assert group_names(manager) == [{"Ana", "Ben", "Cal", "Dee"}]
    restrict_record(ben, by=other, **WHY)
    assert group_names(manager) == [{"Cal", "Dee"}]
    assert group_names(other) == [{"Ana", "Ben", "Cal", "Dee"}]


def test_a_hidden_case_of_one_hides_the_pair(manager: Any, other: Any) -> None:
    ana, ben = open_child("Ana"), open_child("Ben")
    share([ana, ben])
    find_patterns()
    case = restrict_record(ana.case_periods.get().case, by=other, **WHY)
    assert names(manager) == []
    grant_access(case, to=manager, by=other, ends_on=today() + 14 * DAY, **WHY)
    assert names(manager) == [{"Ana", "Ben"}]


def test_a_hidden_child_is_not_counted_when_smaller_contexts_come_first(manager: Any, other: Any) -> None:
    small = share([open_child("Ana"), open_child("Ben")])
    hidden = open_child("Hal")
    third = open_child("Ivo")
    for context in small:
        ContextLinkFactory(child=hidden, context=context)
    large = share([open_child("Cal"), open_child("Dee")])
    ContextLinkFactory(child=third, context=large[0])
    ContextLinkFactory(child=third, context=share([hidden], 1)[0])
    find_patterns()
    restrict_record(hidden, by=other, **WHY)
    assert names(manager) == [{"Ana", "Ben"}, {"Cal", "Dee"}]
    assert [shared.size for shared in explain(find_pairs(manager), manager)[0].shared] == [2, 2]


def test_pairs_are_ranked_by_contexts_then_smaller_ones_then_days_then_name(manager: Any) -> None:
    share([open_child("Ana"), open_child("Zoe")])
    share([open_child("Bea"), open_child("Yve")])
    share([open_child("Cal"), open_child("Xan")], from_on=today() - 5 * DAY)
    share([open_child("Dee"), open_child("Wyn")], 3)
    large = share([open_child("Eli"), open_child("Val")], from_on=today() - 9 * DAY)
    for context in large:
        ContextLinkFactory(child=open_child("Uma"), context=context)
    find_patterns()
    assert names(manager) == [{"Dee", "Wyn"}, {"Cal", "Xan"}, {"Ana", "Zoe"}, {"Bea", "Yve"}, {"Eli", "Val"}]


def test_filters_narrow_to_a_team_more_contexts_and_a_kind(manager: Any, team: Any) -> None:
    share([open_child("Ana", team), open_child("Ben")], 3)
    online = share([open_child("Cal"), open_child("Dee")])
    type(online[0]).objects.filter(pk=online[0].pk).update(kind="online")
    find_patterns()
    ours = type(team).objects.filter(pk=team.pk).values("pk")
    assert names(manager, teams=ours) == [{"Ana", "Ben"}]
    assert names(manager, least=3) == [{"Ana", "Ben"}]
    assert names(manager, least=4) == []
    assert names(manager, kind="online") == [{"Cal", "Dee"}]


def test_a_pair_says_that_the_two_may_be_related_and_whose_family_is_not_confirmed(manager: Any) -> None:
    ana, ben, cal = open_child("Ana"), open_child("Ben"), open_child("Cal")
    share([ana, ben, cal])
    aunt = PersonFactory()
    for child in (ana, ben):
        RelationshipFactory(person=child, other=aunt, kind="parent")
    FamilyMembershipFactory(person=cal, family=FamilyFactory(confirmed_on=None))
    find_patterns()
    pairs = {
        frozenset(str(side.child).split()[0] for side in (pair.first, pair.second)): pair
        for pair in explain(find_pairs(manager), manager)
    }
    assert "relative" in pairs[frozenset({"Ana", "Ben"})].may_be_related
    assert [len(pairs[frozenset(two)].unconfirmed) for two in ({"Ana", "Ben"}, {"Ana", "Cal"})] == [0, 1]


# --- The pages -------------------------------------------------------------------------------------------------------
def test_pairs_page_shows_those_of_my_teams_unless_asked_and_who_was_shown_is_audited(
    as_user: Any, manager: Any, team: Any
) -> None:
    ana, ben = open_child("Ana", team), open_child("Ben", TeamFactory())
    AllocationFactory(case=ben.case_periods.get().case, worker__name="Wes Holt", role="lead")
    contexts = share([ana, ben], role="harmed")
    share([open_child("Cal"), open_child("Dee")])
    desk = as_user(manager)
    assert "Not worked out yet" in desk.get(PAIRS).content.decode()
    find_patterns()
    page = desk.get(PAIRS).content.decode()
    assert "Worked out on" in page
    for text in ("Ana", "Ben", "Wes Holt", "harmed there", str(contexts[0])):
        assert text in page
    assert "Dee" not in page
    assert "Dee" in desk.get(PAIRS, {"whose": "all"}).content.decode()
    assert set(audited("patterns.pairs_listed")[1].shown) == {ana.pk, ben.pk}


def test_pairs_are_paged_and_a_page_too_far_is_the_last(as_user: Any, manager: Any, team: Any) -> None:
    share([open_child(f"Child{number:02}", team) for number in range(9)])
    find_patterns()
    desk = as_user(manager)
    pages = [desk.get(PAIRS, {"page": page}).context for page in ("1", "2", "99", "nonsense")]
    assert [page["page_of"].number for page in pages] == [1, 2, 2, 1]
    assert [len(page["rows"]) for page in pages[:2]] == [25, 11]
    rows = {frozenset({row.first.child_id, row.second.child_id}) for page in pages[:2] for row in page["rows"]}
    assert len(rows) == 36


def test_more_pairs_than_can_be_grouped_ask_to_narrow(
    as_user: Any, manager: Any, team: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    share([open_child(name, team) for name in ("Ana", "Ben", "Cal")])
    find_patterns()
    desk, address = as_user(manager), reverse("cases:pattern-groups")
    assert "3 children" in desk.get(address).content.decode()
    monkeypatch.setattr("cases.links.pairs.MOST_GROUPED", 2)
    page = desk.get(address).content.decode()
    assert "Narrow the list" in page
    assert "Ana" not in page
    monkeypatch.setattr("cases.links.pairs.MOST_CANDIDATES", 2)
    assert "Narrow the list" in desk.get(PAIRS).content.decode()


def test_a_group_names_its_contexts_with_how_many_share_each(as_user: Any, manager: Any, team: Any) -> None:
    ana, ben, cal = (open_child(name, team) for name in ("Ana", "Ben", "Cal"))
    all_of_them = share([ana, ben, cal])
    two = share([ana, ben], 1)
    find_patterns()
    (group,) = as_user(manager).get(reverse("cases:pattern-groups")).context["rows"]
    assert [many for _context, many in group.contexts] == [3, 3, 2]
    assert [context for context, _many in group.contexts][2:] == two
    assert {context for context, _many in group.contexts[:2]} == {*all_of_them}


# --- Contexts without a case -----------------------------------------------------------------------------------------
def test_contexts_that_three_open_children_share_without_a_case(as_user: Any, manager: Any, other: Any) -> None:
    children = [open_child(name) for name in ("Ana", "Ben", "Cal")]
    bare, proposed, cased, closed = share(children, 4)
    (few,) = share(children[:2], 1)
    ContextLinkFactory(child=children[0], context=few, role="harmed")
    ContextLinkFactory(child=children[2], context=few, role="feels_safe")
    ContextLinkFactory(child=PersonFactory(), context=few)
    ContextCaseFactory(context=proposed, status="proposed", opened_on=None)
    ContextCaseFactory(context=cased)
    ContextCaseFactory(context=closed, status="closed", closed_on=today(), closure_reason="RC7")
    assert set(contexts_without_case(manager)) == {bare, proposed, closed}
    page = as_user(manager).get(reverse("cases:pattern-contexts")).content.decode()
    assert f"?context={bare.pk}" in page
    assert f"?context={proposed.pk}" not in page
    restrict_record(children[0], by=other, **WHY)
    assert list(contexts_without_case(manager)) == []


def test_a_hidden_case_on_a_context_changes_nothing_in_that_list(as_user: Any, manager: Any, other: Any) -> None:
    (context,) = share([open_child(name) for name in ("Ana", "Ben", "Cal")], 1)
    desk, address = as_user(manager), reverse("cases:pattern-contexts")
    before = desk.get(address).context["page_of"].object_list
    restrict_record(ContextCaseFactory(context=context), by=other, **WHY)
    assert list(desk.get(address).context["page_of"].object_list) == list(before) == [context]


@pytest.mark.django_db(transaction=True)
def test_a_standby_is_read_and_the_pairs_are_kept_by_the_database_itself(
    team: Any, standby: Any, caplog: pytest.LogCaptureFixture
) -> None:
    children = [open_child("Ilse"), open_child("Juno")]
    share(children)
    assert find_patterns() == 1
    assert SharedContextPair.objects.count() == 1
    # One that does not answer is told of in the log, and holds nobody up.
    standby.close()
    standby.settings_dict["HOST"] = "/nowhere"
    standby.alias = NO_DB_ALIAS  # else Django lets no test connect there
    assert find_patterns() == 1
    assert "read replica does not answer" in caplog.text
