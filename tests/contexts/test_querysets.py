"""Finding contexts, counting who is linked to them, and who may see what."""

import datetime
from typing import Any

import pytest

from contexts.models import Context, ContextAdult, ContextLink, ContextRelation
from cs_casework.access import restrict_record
from cs_casework.dates import today
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    ContextAdultFactory,
    ContextFactory,
    ContextLinkFactory,
    PersonFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


# --- Search ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed", ["Canal Walk", "canal", "Canall Walk", "walk canal", "ZZ1 1AA", "zz11aa", " zz1  1aa ", "canal-walk"]
)
def test_context_is_found_by_name_or_postcode(typed: str) -> None:
    context = ContextFactory(name="Canal Walk", postcode="ZZ1 1AA")
    ContextFactory(name="Elm Park", postcode="ZZ9 9ZZ")
    ContextFactory(name="The Old Library")
    assert list(Context.objects.search(typed, UserFactory())) == [context]


@pytest.mark.parametrize("name", ["Café Zoë", "公园", "ساحة", "🌳 Corner"])
def test_context_is_found_in_any_script(name: str) -> None:
    context = ContextFactory(name=name)
    ContextFactory(name="Elm Park")
    assert list(Context.objects.search(name, UserFactory())) == [context]


def test_context_is_found_by_reference() -> None:
    context = ContextFactory(name="Canal Walk")
    ContextFactory(name="Elm Park")
    assert list(Context.objects.search(context.reference.lower(), UserFactory())) == [context]


@pytest.mark.parametrize("typed", ["", " ", "Xylophone", "%", "🦊"])
def test_nothing_is_found_by_what_is_no_name(typed: str) -> None:
    ContextFactory(name="Canal Walk")
    assert list(Context.objects.search(typed, UserFactory())) == []


# --- Links in time ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("to_on", "lapses_on", "is_current"),
    [
        (None, None, True),
        (None, 1, True),
        (None, 0, False),
        (None, -1, False),
        (1, 1, True),
        (0, 1, False),
        (-1, 1, False),
        (1, 0, False),
    ],
)
def test_link_is_current_or_past_and_never_both(to_on: int | None, lapses_on: int | None, is_current: bool) -> None:
    ends = None if to_on is None else today() + to_on * DAY
    link = ContextLinkFactory(
        role="attends",
        from_on=today() - 9 * DAY,
        to_on=ends,
        ended_why="" if ends is None else "No longer true",
        lapses_on=None if lapses_on is None else today() + lapses_on * DAY,
    )
    assert list(ContextLink.objects.current()) == ([link] if is_current else [])
    assert list(ContextLink.objects.past()) == ([] if is_current else [link])


def test_links_due_by_a_day_are_those_that_still_stand() -> None:
    due = ContextLinkFactory(review_due=today())
    later = ContextLinkFactory(review_due=today() + DAY)
    ContextLinkFactory(review_due=today(), to_on=today(), ended_why="No longer true")
    ContextLinkFactory(review_due=today(), lapses_on=today())
    ContextLinkFactory(role="attends", review_due=None, lapses_on=None)
    assert list(ContextLink.objects.review_due_by(today())) == [due]
    assert set(ContextLink.objects.review_due_by(today() + DAY)) == {due, later}


def test_links_that_count_as_shared_risk() -> None:
    harmed = ContextLinkFactory(role="harmed")
    for role in ("attends", "lives_near", "feels_safe"):
        ContextLinkFactory(role=role)
    assert list(ContextLink.objects.counting_as_shared_risk()) == [harmed]


def test_relation_and_adult_are_left_out_when_they_have_ended() -> None:
    context, other = ContextFactory(), ContextFactory()
    for to_on in (None, today()):
        ContextRelation.objects.create(context=context, other=other, kind="uses", from_on=today(), to_on=to_on)
        ContextAdultFactory(context=context, to_on=to_on)
    assert [relation.to_on for relation in ContextRelation.objects.of(other)] == [None]
    assert [adult.to_on for adult in ContextAdult.objects.current()] == [None]


# --- Counts ----------------------------------------------------------------------------------------------------------
def test_linked_children_are_counted_once_each_and_only_those_who_may_be_seen(worker: Any, manager: Any) -> None:
    context = ContextFactory()
    twice = ContextLinkFactory(context=context).child
    ContextLinkFactory(context=context, child=twice, role="harmed")
    hidden = ContextLinkFactory(context=context).child
    restrict_record(hidden, by=manager, reason="A relative works here")
    ContextLinkFactory(context=context, to_on=today(), ended_why="No longer true")
    ContextLinkFactory(context=context, role="alleged_harm")
    assert Context.objects.with_linked_children(worker).get().child_count == 1
    assert Context.objects.with_linked_children(manager).get().child_count == 3


def test_role_that_sees_names_only_is_given_no_count(support: Any) -> None:
    ContextLinkFactory()
    assert Context.objects.with_linked_children(support).get().child_count == 0


# --- Who may see what ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "contexts", "hanging"),
    [("worker", 2, 1), ("manager", 2, 1), ("records", 2, 1), ("support", 2, 0), ("administrator", 0, 0)],
)
def test_role_sees_contexts_and_what_hangs_on_them_or_not(
    role: str, contexts: int, hanging: int, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(role)
    link = ContextLinkFactory()
    ContextAdultFactory(context=link.context)
    ContextRelation.objects.create(context=link.context, other=ContextFactory(), kind="uses", from_on=today())
    assert Context.objects.visible_to(user).count() == contexts
    counts = [model.objects.visible_to(user).count() for model in (ContextLink, ContextAdult, ContextRelation)]
    assert counts == [hanging] * 3


@pytest.mark.parametrize("which", ["context", "other"])
def test_restricted_context_takes_what_hangs_on_it_out_of_sight(which: str, worker: Any, manager: Any) -> None:
    relation = ContextRelation.objects.create(
        context=ContextFactory(), other=ContextFactory(), kind="uses", from_on=today()
    )
    hidden = getattr(relation, which)
    ContextLinkFactory(context=hidden)
    ContextAdultFactory(context=hidden)
    restrict_record(hidden, by=manager, reason="An ongoing inquiry")
    hanging = (ContextLink, ContextAdult, ContextRelation)
    assert hidden not in Context.objects.visible_to(worker)
    assert [model.objects.visible_to(worker).count() for model in hanging] == [0, 0, 0]
    assert [model.objects.visible_to(manager).count() for model in hanging] == [1, 1, 1]


def test_restricted_person_takes_their_links_and_their_part_as_an_adult_out_of_sight(worker: Any, manager: Any) -> None:
    person = PersonFactory()
    ContextLinkFactory(child=person)
    ContextAdultFactory(person=person, described="")
    restrict_record(person, by=manager, reason="A relative works here")
    assert not ContextLink.objects.visible_to(worker).exists()
    assert not ContextAdult.objects.visible_to(worker).exists()
    assert ContextLink.objects.visible_to(manager).exists()
    assert ContextAdult.objects.visible_to(manager).exists()


class TestAllegations:
    """Alleged to have harmed, adult of concern: for managers, the allocated workers of children in that context, and
    duty and out-of-hours teams."""

    @pytest.fixture
    def alleged(self) -> Context:
        context = ContextFactory()
        ContextLinkFactory(context=context, role="alleged_harm")
        ContextAdultFactory(context=context, role="concern")
        return context

    def sees(self, user: Any) -> tuple[bool, bool]:
        return ContextLink.objects.visible_to(user).exists(), ContextAdult.objects.visible_to(user).exists()

    @pytest.mark.usefixtures("alleged")
    def test_seen_by_managers_and_not_by_other_roles(self, worker: Any, manager: Any, records: Any) -> None:
        assert self.sees(manager) == (True, True)
        assert self.sees(worker) == (False, False)
        assert self.sees(records) == (False, False)

    def test_seen_by_who_is_allocated_a_child_of_that_context(self, alleged: Context, worker: Any) -> None:
        """Of any child linked there, not only of the child the allegation is about."""
        period = CaseChildFactory()
        AllocationFactory(case=period.case, worker=worker)
        assert self.sees(worker) == (False, False)
        ContextLinkFactory(child=period.child, context=ContextFactory())
        assert not ContextLink.objects.visible_to(worker).filter(role="alleged_harm").exists()
        ContextLinkFactory(child=period.child, context=alleged)
        assert ContextLink.objects.visible_to(worker).filter(role="alleged_harm").exists()
        assert self.sees(worker) == (True, True)

    @pytest.mark.parametrize("what", ["allocation", "period", "link"])
    def test_seen_only_while_all_of_it_holds(self, what: str, alleged: Context, worker: Any) -> None:
        period = CaseChildFactory()
        allocation = AllocationFactory(case=period.case, worker=worker)
        link = ContextLinkFactory(child=period.child, context=alleged)
        ended = {"allocation": allocation, "period": period, "link": link}[what]
        ended.to_on = today()
        if what == "period":
            ended.closure_reason = "RC7"
        if what == "link":
            ended.ended_why = "No longer true"
        ended.save()
        assert not ContextLink.objects.visible_to(worker).filter(role="alleged_harm").exists()
        assert not ContextAdult.objects.visible_to(worker).exists()

    @pytest.mark.usefixtures("alleged")
    @pytest.mark.parametrize(
        ("kind", "sees"),
        [("front_door", True), ("out_of_hours", True), ("casework", False), ("contexts", False)],
    )
    def test_seen_by_duty_teams(self, kind: str, sees: bool, worker: Any) -> None:
        TeamMembershipFactory(user=worker, team=TeamFactory(kind=kind))
        assert self.sees(worker) == (sees, sees)

    @pytest.mark.usefixtures("alleged")
    def test_not_seen_by_who_has_left_the_duty_team(self, worker: Any) -> None:
        TeamMembershipFactory(user=worker, team=TeamFactory(kind="front_door"), to_on=today())
        assert self.sees(worker) == (False, False)

    @pytest.mark.usefixtures("alleged")
    def test_not_seen_by_business_support_of_a_duty_team(self, support: Any) -> None:
        TeamMembershipFactory(user=support, team=TeamFactory(kind="front_door"))
        assert self.sees(support) == (False, False)
