"""Safety maps: what is recorded and refused, the links they propose, who may see them, what becomes of them when records
join, and what many of them tell of one place."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.merging import merge_contexts
from cases.models import LinkProposal, SafetyMap, SafetyMapAdult, SafetyMapFeature
from cases.people_merging import merge_people
from cases.people_undoing import undo_person_merge
from cases.proposals import accept_proposal, decline_proposal
from cases.safety_codes import Pooling
from cases.safety_maps import MOST_FEATURES, Drawn, Trusted, answer_pooling, change_map, draw_map, withdraw_map
from cases.safety_pooled import pooled_at
from cases.safety_told import rows_over_time
from contexts.models import Context, ContextLink
from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import today
from families.models import Person
from tests.factories import (
    CaseChildFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyMembershipFactory,
    PersonFactory,
    SafetyMapAdultFactory,
    SafetyMapFactory,
    SafetyMapFeatureFactory,
    UserFactory,
)
from tests.helpers import audited, everything, messages_of, race

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
LINK = {
    "basis": "child_said",
    "reliability": "reported",
    "source": "Her map",
    "source_on": today(),
    "from_on": today(),
}


@pytest.fixture
def made(team: Any) -> SimpleNamespace:
    period = CaseChildFactory(case__team=team)
    FamilyMembershipFactory(person=period.child, family=period.case.family)
    aunt = PersonFactory(given="Jo", birth_on=today() - 15000 * DAY)
    return SimpleNamespace(child=period.child, family=period.case.family, aunt=aunt, park=ContextFactory(name="Park"))


def place(**said: Any) -> Drawn:
    return Drawn(**({"name": "The cut", "colour": "red"} | said))


def draw(made: SimpleNamespace, by: Any, *features: Drawn, **said: Any) -> SafetyMap:
    facts: dict[str, Any] = {"drawn_on": today() - DAY, "drawn_with": "Nia", "features": features or [place()]}
    return draw_map(made.child, by=by, **(facts | said))


def redraw(drawn: SafetyMap, by: Any, *features: Drawn, **said: Any) -> SafetyMap:
    facts: dict[str, Any] = {
        "drawn_on": drawn.drawn_on,
        "drawn_with": "Nia",
        "features": features,
        "reason": "Misheard",
    }
    return change_map(drawn, by=by, **(facts | said))


def on(drawn: SafetyMap) -> list[tuple[str, str]]:
    return [(row.name, row.colour) for row in SafetyMapFeature.objects.on_it().filter(safety_map=drawn)]


def refused(change: Any) -> dict[str, list[str]]:
    """What is refused; nothing of it may stay."""
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        change()
    assert everything() == before
    return messages_of(refusal)


# --- Drawing and changing --------------------------------------------------------------------------------------------
def test_a_map_is_drawn_with_places_ways_and_adults(made: SimpleNamespace, worker: Any) -> None:
    way = place(name="Home", colour="green", shape="route", times=["after_school"], points=[[51.5, -0.1], [51.6, -0.1]])
    drawn = draw(made, worker, place(), way, adults=[Trusted(name="Auntie Jo", person=made.aunt)], said="“Ok”")
    assert on(drawn) == [("The cut", "red"), ("Home", "green")]
    assert list(SafetyMap.objects.visible_to(worker)) == [drawn]
    assert drawn.adults.get().person == made.aunt
    assert (drawn.pooling, drawn.pooling_on, drawn.pooling_by) == ("later", None, None)
    assert len(audited("safety_map.drawn")) == 1


def test_what_cannot_be_is_refused(made: SimpleNamespace, worker: Any) -> None:
    assert "drawn_on" in refused(lambda: draw(made, worker, drawn_on=today() + DAY))
    assert "drawn_on" in refused(lambda: draw(made, worker, drawn_on=made.child.birth_on - DAY))
    assert "drawn_with" in refused(lambda: draw(made, worker, drawn_with=""))
    assert "__all__" in refused(lambda: draw(made, worker, features=[]))
    assert "__all__" in refused(lambda: draw(made, worker, *[place() for _row in range(MOST_FEATURES + 1)]))
    assert "name" in refused(lambda: draw(made, worker, place(name="")))
    assert "colour" in refused(lambda: draw(made, worker, place(colour="blue")))
    assert "times" in refused(lambda: draw(made, worker, place(times=["once"])))
    assert "pooling" in refused(lambda: draw(made, worker, pooling="withdrawn"))
    assert "__all__" in refused(lambda: draw(made, worker, adults=[Trusted(name="Me", person=made.child)]))
    grown = PersonFactory(birth_on=today() - 365 * 30 * DAY)
    assert "drawn_on" in refused(lambda: draw(SimpleNamespace(child=grown), worker))
    merged = ContextFactory(merged_into=made.park, merged_on=today())
    assert "__all__" in refused(lambda: draw(made, worker, place(context=merged)))
    with pytest.raises(PermissionDenied):
        draw(made, UserFactory(code="business_support"))


@pytest.mark.parametrize(
    "points", ["x", {"at": 1}, [[51.5]], [["51", "0"]], [[True, False]], [[0.0, 0.0]], [[51.5, -0.1]] * 61, [None]]
)
def test_what_is_no_place_on_the_map_is_refused(made: SimpleNamespace, worker: Any, points: Any) -> None:
    assert "points" in refused(lambda: draw(made, worker, place(points=points)))


def test_a_change_is_a_new_version_and_takes_off_what_is_no_longer_said(made: SimpleNamespace, worker: Any) -> None:
    drawn = draw(made, worker, place(), place(name="Shop", colour="green"), adults=[Trusted(name="Jo")])
    first, shop = drawn.features.all()
    redraw(drawn, worker, place(name="Bus stop"), place(came_from=first.pk, why="Boys wait there"), said="“More”")
    assert on(drawn) == [("Bus stop", "red"), ("The cut", "red")]
    shop.refresh_from_db()
    assert shop.removed_on == today()
    assert [drawn.history.count(), first.history.count(), shop.history.count()] == [2, 2, 2]
    assert drawn.adults.get().removed_on == today()
    newest = drawn.history.latest()
    places, adults = rows_over_time(drawn)(newest.history_date, None)
    assert (places.old.count("\n"), "Boys wait there" in places.new, "Shop" in places.new) == (1, True, False)
    assert (adults.old, adults.new) == ("Jo", "")
    # What is not changed has no version more.
    row = drawn.features.get(name="Bus stop")
    redraw(drawn, worker, place(name="Bus stop", came_from=row.pk))
    assert row.history.count() == 1
    assert "reason" in refused(lambda: redraw(drawn, worker, place(), reason=" "))
    assert "__all__" in refused(lambda: redraw(drawn, worker))


def test_a_row_of_another_map_is_not_taken_over(made: SimpleNamespace, worker: Any) -> None:
    other = SafetyMapFeatureFactory(name="Theirs")
    drawn = draw(made, worker)
    redraw(drawn, worker, place(came_from=other.pk))
    other.refresh_from_db()
    assert (other.name, other.removed_on, other.safety_map == drawn) == ("Theirs", None, False)


def test_one_recorded_in_error_stays_readable_and_is_changed_no_more(made: SimpleNamespace, worker: Any) -> None:
    drawn = draw(made, worker, place(context=made.park))
    assert "why" in refused(lambda: withdraw_map(drawn, by=worker, why=" "))
    withdraw_map(drawn, by=worker, why="Another child’s")
    assert LinkProposal.objects.get().status == "withdrawn"
    assert SafetyMap.objects.visible_to(worker).get() == drawn
    assert not SafetyMap.objects.visible_to(worker).standing().exists()
    for change in (
        lambda: withdraw_map(drawn, by=worker, why="Again"),
        lambda: redraw(drawn, worker, place()),
        lambda: answer_pooling(drawn, by=worker, answer="yes", answered_on=today()),
    ):
        assert "__all__" in refused(change)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_a_map_at_once_the_later_is_refused(made: SimpleNamespace, worker: Any) -> None:
    drawn = draw(made, worker)

    def change(name: str) -> Any:
        return lambda: redraw(drawn, worker, place(name=name), read_version=1)

    def hold() -> None:
        SafetyMap.objects.select_for_update().get(pk=drawn.pk)

    done = race(change("One"), change("Two"), hold=hold)
    refusals = [found for found in done if isinstance(found, ValidationError)]
    assert len(refusals) == 1
    assert "has been changed since you opened it" in str(refusals[0])
    assert len(on(drawn)) == 1
    assert SafetyMap.objects.get().history.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_consent_back_at_once_one_is_refused(made: SimpleNamespace, worker: Any) -> None:
    drawn = draw(made, worker, pooling="yes")

    def take_back() -> Any:
        return answer_pooling(drawn, by=worker, answer="withdrawn", answered_on=today())

    def hold() -> None:
        Person.objects.select_for_update().get(pk=made.child.pk)

    done = race(take_back, take_back, hold=hold)
    assert sorted(isinstance(found, ValidationError) for found in done) == [False, True]
    assert SafetyMap.objects.get().pooling == "withdrawn"


# --- May it be counted? ----------------------------------------------------------------------------------------------
def test_consent_is_asked_again_and_taken_back(made: SimpleNamespace, worker: Any) -> None:
    drawn = draw(made, worker)
    for answer, on_day in (
        ("later", today()),
        ("withdrawn", today()),
        ("yes", today() + DAY),
        ("yes", today() - 2 * DAY),
    ):
        assert refused(lambda a=answer, d=on_day: answer_pooling(drawn, by=worker, answer=a, answered_on=d))  # type: ignore[misc]
    drawn = answer_pooling(drawn, by=worker, answer="yes", answered_on=today())
    assert (drawn.agrees, drawn.pooling_on, drawn.pooling_by) == (True, today(), worker)
    # A no after a yes takes it back.
    drawn = answer_pooling(drawn, by=worker, answer="no", answered_on=today())
    assert drawn.pooling == Pooling.WITHDRAWN
    assert refused(lambda: answer_pooling(drawn, by=worker, answer="withdrawn", answered_on=today()))
    assert len(audited("safety_map.pooling")) == 2
    with pytest.raises(PermissionDenied):
        answer_pooling(drawn, by=UserFactory(code="business_support"), answer="yes", answered_on=today())


def test_a_change_keeps_what_was_answered(made: SimpleNamespace, worker: Any) -> None:
    drawn = draw(made, worker, pooling="yes")
    assert redraw(drawn, worker, place()).agrees
    assert "drawn_on" in refused(lambda: redraw(drawn, worker, place(), drawn_on=today()))


# --- The links it proposes -------------------------------------------------------------------------------------------
def test_red_and_amber_propose_a_link_and_green_does_not(made: SimpleNamespace, worker: Any) -> None:
    shop, library = ContextFactory(name="Shop"), ContextFactory(name="Library")
    drawn = draw(
        made,
        worker,
        place(context=made.park),
        place(name="Shop", colour="amber", context=shop),
        place(name="Library", colour="green", context=library),
        place(name="The steps"),
    )
    proposals = LinkProposal.objects.visible_to(worker).waiting()
    assert {proposal.context for proposal in proposals} == {made.park, shop}
    assert not ContextLink.objects.exists()
    facts = proposals.get(context=made.park).came_from.link_facts
    assert (facts.roles, facts.basis, facts.source_on) == (["feels_unsafe"], "child_said", drawn.drawn_on)
    assert "“The cut”" in facts.source
    accept_proposal(proposals.get(context=made.park), by=worker, roles=["feels_unsafe"], **LINK)
    assert ContextLink.objects.get().context == made.park
    # They see the shop in another way: what it proposed is withdrawn.
    row = drawn.features.get(name="Shop")
    redraw(drawn, worker, place(name="Shop", colour="green", context=shop, came_from=row.pk))
    assert not LinkProposal.objects.visible_to(worker).waiting().exists()


def test_what_was_answered_or_is_linked_is_not_proposed_again(made: SimpleNamespace, worker: Any) -> None:
    drawn = draw(made, worker, place(context=made.park))
    row = drawn.features.get()
    decline_proposal(LinkProposal.objects.get(), by=worker, why="Once")
    redraw(drawn, worker, place(context=made.park, came_from=row.pk, why="Dark"))
    assert not LinkProposal.objects.waiting().exists()
    ContextLinkFactory(child=made.child, context=made.park, role="feels_unsafe")
    draw(made, worker, place(context=made.park))
    assert not LinkProposal.objects.waiting().exists()


# --- Who sees it -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("hidden", ["child", "family", "park", "aunt"])
@pytest.mark.parametrize("was", [False, True], ids=["named", "named before"])
def test_a_map_is_hidden_whole_with_what_it_names_or_named(
    made: SimpleNamespace, worker: Any, colleague: Any, manager: Any, hidden: str, was: bool
) -> None:
    drawn = draw(made, colleague, place(context=made.park), place(), adults=[Trusted(name="Jo", person=made.aunt)])
    if was:
        redraw(drawn, colleague, place(context=ContextFactory()))
    restrict_record(getattr(made, hidden), by=manager, reason="A relative works here")
    for rows in (SafetyMap, SafetyMapFeature, SafetyMapAdult, LinkProposal):
        assert not rows.objects.visible_to(worker).exists()
    assert SafetyMap.objects.visible_to(manager).get() == drawn
    with pytest.raises(PermissionDenied):
        redraw(drawn, worker, place())
    with pytest.raises(PermissionDenied):
        answer_pooling(drawn, by=worker, answer="yes", answered_on=today())


def test_what_its_writer_may_not_see_is_not_named(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    for record in (made.park, made.aunt):
        restrict_record(record, by=manager, reason="A relative works here")
    with pytest.raises(PermissionDenied):
        draw(made, worker, place(context=made.park))
    with pytest.raises(PermissionDenied):
        draw(made, worker, adults=[Trusted(name="Jo", person=made.aunt)])


# --- Where records join ----------------------------------------------------------------------------------------------
def test_a_map_comes_over_where_contexts_and_people_are_merged(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    twin, aunt = PersonFactory(), PersonFactory(birth_on=made.aunt.birth_on)
    features = [place(context=made.park)]
    drawn = draw(SimpleNamespace(child=twin), worker, *features, adults=[Trusted(name="Jo", person=aunt)])
    green = ContextFactory(name="The Park")
    merge_contexts(green, merged=made.park, by=manager, reason="One park")
    assert drawn.features.get().context == green
    merge = merge_people(made.child, merged=twin, by=manager, reason="One child")
    assert SafetyMap.objects.standing().get().child == made.child
    merge_people(made.aunt, merged=aunt, by=manager, reason="One aunt")
    assert drawn.adults.get().person == made.aunt
    undo_person_merge(merge, by=manager, why="Two after all")
    assert SafetyMap.objects.get().child == twin


# --- What many tell of one place -------------------------------------------------------------------------------------
def told(context: Context, *colours: str, **facts: Any) -> SafetyMap:
    """A map of another young person who agreed, with the context on it once in each colour."""
    drawn = SafetyMapFactory(agreed=True, **facts)
    for colour in colours or ("red",):
        SafetyMapFeatureFactory(safety_map=drawn, context=context, colour=colour)
    return drawn


def numbers(shares: Any) -> dict[str, int]:
    return {share.label.partition(":")[0]: share.at_least for share in shares if share.at_least}


def test_nothing_is_told_of_a_place_below_the_floor(made: SimpleNamespace) -> None:
    maps = [told(made.park) for _child in range(4)]
    # More rows of one child, and another map of one, are no other child.
    SafetyMapFeatureFactory(safety_map=maps[0], context=made.park)
    told(made.park, child=maps[0].child, drawn_on=today() - DAY)
    assert pooled_at(made.park) is None
    maps.append(told(made.park))
    found = pooled_at(made.park)
    assert found is not None
    assert found.at_least == 5
    assert (numbers(found.colours), numbers(found.times)) == ({"Red": 5}, {"In the evening": 5})
    assert numbers(found.reasons) == {"It is dark or empty": 5}


def test_numbers_go_in_steps_so_that_no_day_tells_of_one_child(made: SimpleNamespace) -> None:
    for _child in range(9):
        told(made.park, "red")
    for _child in range(4):
        told(made.park, "amber")
    found = pooled_at(made.park)
    # Nine are five or more, four are as few as none.
    assert found
    assert (found.at_least, numbers(found.colours)) == (10, {"Red": 5})
    # One more, or one less, shows in nothing.
    SafetyMap.objects.filter(features__colour="amber").first().features.update(colour="red")
    assert numbers(pooled_at(made.park).colours) == {"Red": 10}  # type: ignore[union-attr]


def test_consent_that_is_taken_back_leaves_at_once(made: SimpleNamespace, worker: Any) -> None:
    maps = [told(made.park) for _child in range(5)]
    assert pooled_at(made.park)
    answer_pooling(maps[0], by=worker, answer="withdrawn", answered_on=today())
    assert pooled_at(made.park) is None
    answer_pooling(maps[0], by=worker, answer="yes", answered_on=today())
    assert pooled_at(made.park)
    withdraw_map(maps[1], by=worker, why="Another child’s")
    assert pooled_at(made.park) is None


@pytest.mark.parametrize("answer", ["later", "no", "withdrawn"])
def test_who_did_not_agree_for_their_last_map_is_not_counted(made: SimpleNamespace, worker: Any, answer: str) -> None:
    maps = [told(made.park, drawn_on=today() - 9 * DAY) for _child in range(5)]
    facts = {} if answer == "later" else {"pooling_on": today(), "pooling_by": worker}
    newer = SafetyMapFactory(child=maps[0].child, pooling=answer, **facts)
    assert pooled_at(made.park) is None
    # Nor is what stood on an earlier map, where the place stands on the last no more.
    SafetyMap.objects.filter(pk=newer.pk).update(pooling="yes", pooling_on=today(), pooling_by=worker)
    assert pooled_at(made.park) is None
    SafetyMapFeatureFactory(safety_map=newer, context=made.park)
    assert pooled_at(made.park)


def test_what_was_taken_off_a_map_is_not_counted(made: SimpleNamespace) -> None:
    maps = [told(made.park) for _child in range(5)]
    maps[0].features.update(removed_on=today())
    assert pooled_at(made.park) is None


@pytest.mark.parametrize("what", ["child", "family", "another place", "another place before", "adult", "merged place"])
def test_what_is_restricted_from_anybody_counts_for_nobody(
    made: SimpleNamespace, worker: Any, manager: Any, what: str
) -> None:
    maps = [told(made.park) for _child in range(5)]
    first, place_of_one, adult = maps[0], ContextFactory(), PersonFactory(birth_on=today() - 15000 * DAY)
    if what == "family":
        FamilyMembershipFactory(person=first.child, family=made.family)
    if what == "adult":
        SafetyMapAdultFactory(safety_map=first, person=adult)
    if "place" in what:
        row = SafetyMapFeatureFactory(safety_map=first, context=place_of_one)
        if what == "another place before":
            row.context = None
            row.save()
    assert pooled_at(made.park)
    restricted: dict[str, Any] = {"child": first.child, "family": made.family, "adult": adult}
    record: Any = restricted.get(what, place_of_one)
    if what == "merged place":
        record = ContextFactory()
        Context.objects.filter(pk=place_of_one.pk).update(merged_into=record, merged_on=today())
    restrict_record(record, by=manager, reason="A relative works here")
    # For the manager too, who is granted it: what two readers are told is the same.
    assert pooled_at(made.park) is None
    told(made.park)
    assert pooled_at(made.park)


def test_of_a_restricted_place_those_are_told_who_may_open_it(
    made: SimpleNamespace, worker: Any, manager: Any, as_user: Any
) -> None:
    for _child in range(5):
        told(made.park)
    restrict_record(made.park, by=manager, reason="A police enquiry")
    address = reverse("cases:context-safety-maps", args=[made.park.pk])
    assert as_user(worker).get(address).status_code == 404
    assert as_user(manager).get(address).context["pooled"].at_least == 5
    grant_access(made.park, by=manager, to=worker, reason="Works there", ends_on=today() + 9 * DAY)
    assert as_user(worker).get(address).context["pooled"].at_least == 5
