"""The pages of safety maps: the long form with its rows and its finder, what is offered, the list, and the print."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from cases.models import LinkProposal, SafetyMap, SafetyMapFeature
from cases.safety_views import MOST_PEOPLE
from contexts.placing import place_context
from cs_casework.dates import today
from cs_casework.drafts.models import Draft
from families.grid import position_on_earth
from families.postcodes import Point
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyMembershipFactory,
    PeerGroupFactory,
    PersonFactory,
    RelationshipFactory,
    SafetyMapAdultFactory,
    SafetyMapFactory,
    SafetyMapFeatureFactory,
)
from tests.helpers import GIVEN, audited, boxes

pytestmark = pytest.mark.django_db
# Of SW1A 1AA.
THE_PALACE = position_on_earth(Point(529090, 179645))


@pytest.fixture
def made(team: Any, worker: Any) -> SimpleNamespace:
    period = CaseChildFactory(case__team=team)
    AllocationFactory(case=period.case, worker=worker)
    FamilyMembershipFactory(person=period.child, family=period.case.family)
    return SimpleNamespace(case=period.case, child=period.child, park=ContextFactory(name="Ferry Park"))


def typed(*rows: dict[str, str], adults: Any = (), **said: Any) -> dict[str, Any]:
    """The form as it is sent: these places and adults, and what is said once."""
    found = {"drawn_with": "Nia", "pooling": "later", **boxes("drawn_on", today()), **said}
    for prefix, forms in (("place", rows), ("adult", adults)):
        found |= {f"{prefix}-TOTAL_FORMS": str(len(forms)), f"{prefix}-INITIAL_FORMS": "0"}
        for number, row in enumerate(forms):
            found |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return found


def cut(**said: Any) -> dict[str, Any]:
    return {"name": "The cut", "colour": "red", "shape": "area", **said}


def new(made: SimpleNamespace) -> str:
    return reverse("cases:safety-map-create", args=[made.child.pk])


def test_a_map_is_drawn_from_a_form_with_a_finder_and_rows(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    desk = as_user(worker)
    assert "The cut" not in desk.get(new(made)).content.decode()
    # Every button keeps what was typed: the finder, and one row more.
    page = desk.post(new(made), typed(cut(), _find="1", _finder="Ferry"))
    assert not page.context["whole"].has_errors
    assert str(made.park.pk) in page.content.decode()
    assert "can be chosen in each row" in page.content.decode()
    draft = {"draft_id": str(Draft.objects.get().pk)}
    page = desk.post(new(made), typed(cut(), _more_place="1", **draft))
    assert len(page.context["whole"].features) == 2
    page = desk.get(new(made))
    assert len(page.context["whole"].features) == 2
    assert 'value="The cut"' in page.content.decode()
    blamed = typed(
        cut(context=str(made.park.pk), times=["evening", "night"], why="She absconded"),
        cut(name="", colour=""),
        cut(name="Library", colour="green", points=json.dumps([[51.5, -0.1]])),
        adults=[{"name": "Sam", "how": "At the club"}, {"name": ""}],
        **draft,
    )
    assert "without blame" in desk.post(new(made), blamed).content.decode()
    for _press in range(2):
        answer = desk.post(new(made), blamed | {"_prompted": "1"})
        assert answer.url == f"{SafetyMap.objects.get().get_absolute_url()}#main-content"
    drawn = SafetyMap.objects.get()
    assert [(row.name, row.times) for row in drawn.features.all()] == [
        ("The cut", ["evening", "night"]),
        ("Library", []),
    ]
    assert [(row.name, row.how) for row in drawn.adults.all()] == [("Sam", "At the club")]
    page = desk.get(drawn.get_absolute_url()).content.decode()
    for text in ("The cut", "Red: not safe", "In the evening", "Library", "Sam", "Is there a link?"):
        assert text in page
    accept = reverse("cases:proposal-accept", args=[LinkProposal.objects.get().pk])
    assert accept in page
    assert accept in desk.get(reverse("cases:proposal-list")).content.decode()
    assert "feels_unsafe" in desk.get(accept).context["form"]["roles"].value()
    assert "The cut" in desk.get(reverse("cases:person-safety-maps", args=[made.child.pk])).content.decode()


def test_what_is_missing_is_said_beside_its_row_and_nothing_is_lost(
    made: SimpleNamespace, worker: Any, as_user: Any
) -> None:
    desk = as_user(worker)
    sent = typed(
        {"why": "Dark"}, cut(postcode="nowhere"), cut(points="[" * 200_000), adults=[{"how": "At night"}], drawn_with=""
    )
    page = desk.post(new(made), sent)
    whole = page.context["whole"]
    assert sorted(whole.features[0].errors) == ["colour", "name"]
    assert (list(whole.features[1].errors), list(whole.features[2].errors)) == (["postcode"], ["points"])
    assert (list(whole.adults[0].errors), list(whole.form.errors)) == (["name"], ["drawn_with"])
    assert page.content.decode().count("Dark") >= 1
    assert not SafetyMap.objects.exists()
    # A map of nothing.
    assert "at least one place" in desk.post(new(made), typed(cut(name="", colour=""))).content.decode()


def test_a_postcode_puts_a_place_on_the_map(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    desk = as_user(worker)
    desk.post(new(made), typed(cut(postcode="sw1a1aa")))
    assert SafetyMapFeature.objects.get().points == [list(THE_PALACE)]
    assert "data-safety-map" in desk.get(SafetyMap.objects.get().get_absolute_url()).content.decode()
    desk.post(new(made), typed(cut(postcode="ZZ99 9ZZ")))
    assert SafetyMap.objects.count() == 1


def test_a_draft_is_kept_and_found_again(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    desk = as_user(worker)
    answer = desk.post(new(made), typed(cut(), _save="1"))
    assert answer.url == reverse("overview:home")
    assert Draft.objects.get().title == "Draw a safety map"
    assert 'value="The cut"' in desk.get(new(made)).content.decode()


def test_those_in_their_life_are_offered_as_adults_and_no_hidden_one(
    made: SimpleNamespace, worker: Any, as_user: Any
) -> None:
    aunt = FamilyMembershipFactory(family=made.case.family, part="other").person
    stranger = PersonFactory()
    linked = ContextLinkFactory(child=made.child).context
    alleged = ContextLinkFactory(child=made.child, role="alleged_harm").context
    offered = as_user(worker).get(new(made)).context["whole"].offered
    assert str(aunt.pk) in offered.people
    assert not {str(stranger.pk), str(made.child.pk)} & set(offered.people)
    assert str(linked.pk) in offered.contexts
    assert str(alleged.pk) not in offered.contexts


def test_somebody_else_was_quicker_and_nothing_typed_is_lost(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    drawn = SafetyMapFactory(child=made.child)
    row = SafetyMapFeatureFactory(safety_map=drawn)
    desk = as_user(worker)
    change = reverse("cases:safety-map-change", args=[drawn.pk])
    page = desk.get(change)
    assert page.context["version"] == 1
    assert 'value="The cut"' in page.content.decode()
    came = {"came_from": str(row.pk)}
    desk.post(change, typed(cut(name="Theirs", **came), reason="More", version="1"))
    page = desk.post(change, typed(cut(name="Mine", **came), reason="Mine too", version="1"))
    text = page.content.decode()
    assert page.context["version"] == 2
    assert "Theirs" in text
    assert 'value="Mine"' in text
    row.refresh_from_db()
    assert row.name == "Theirs"
    desk.post(change, typed(cut(name="Mine", **came), reason="Mine too", version="2"))
    row.refresh_from_db()
    assert (row.name, row.history.count()) == ("Mine", 3)
    page = desk.get(drawn.get_absolute_url()).content.decode()
    assert "Theirs: Red: not safe" in page


def test_a_row_is_taken_off_by_ticking_it(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    drawn = SafetyMapFactory(child=made.child)
    rows = [SafetyMapFeatureFactory(safety_map=drawn, name=name) for name in ("One", "Two")]
    sent = [cut(name=row.name, came_from=str(row.pk)) for row in rows]
    sent[0]["leave_out"] = "on"
    as_user(worker).post(reverse("cases:safety-map-change", args=[drawn.pk]), typed(*sent, reason="Not there"))
    assert [row.name for row in drawn.features.on_it()] == ["Two"]


def test_protected_places_and_groups_of_people_never_stand_on_a_map(
    made: SimpleNamespace, worker: Any, as_user: Any
) -> None:
    point = {"easting": 529090, "northing": 179645}
    desk, drawn = as_user(worker), SafetyMapFactory(child=made.child)
    shown = ContextFactory(name="Ferry Park", **point | {"easting": 529190})
    for context in (ContextFactory(category_id="refuge", **point), PeerGroupFactory(**point)):
        place_context(context)
        SafetyMapFeatureFactory(safety_map=drawn, context=context)
    place_context(shown)
    assert not desk.get(drawn.get_absolute_url()).context["shapes"]
    SafetyMapFeatureFactory(safety_map=drawn, context=shown)
    shapes = json.loads(desk.get(drawn.get_absolute_url()).context["shapes"])
    assert [shape["points"] for shape in shapes] == [[list(position_on_earth(Point(529190, 179645)))]]
    landmarks = json.loads(desk.get(reverse("cases:safety-map-change", args=[drawn.pk])).context["landmarks"])
    assert [mark["name"] for mark in landmarks] == ["Ferry Park"]


def test_consent_is_taken_back_on_its_own_page(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    drawn = SafetyMapFactory(child=made.child, agreed=True)
    desk, page = as_user(worker), reverse("cases:safety-map-pooling", args=[drawn.pk])
    assert [value for value, _label in desk.get(page).context["form"].fields["answer"].choices] == ["withdrawn"]
    desk.post(page, {"answer": "withdrawn", **boxes("answered_on", today())})
    drawn.refresh_from_db()
    assert drawn.pooling == "withdrawn"
    assert [value for value, _label in desk.get(page).context["form"].fields["answer"].choices] == ["yes", "no"]


def test_the_print_masks_others_and_leaves_whom_they_trust(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    friend = PersonFactory(given="Kwame", family="Boateng")
    ContextLinkFactory(child=friend, context=made.park)
    drawn = SafetyMapFactory(child=made.child, said="Kwame says so too.")
    SafetyMapFeatureFactory(safety_map=drawn, context=made.park, why="Kwame got hurt there")
    SafetyMapAdultFactory(safety_map=drawn, name="Kwame’s mum", how="Lets Kwame and me in")
    desk = as_user(worker)
    page = desk.get(reverse("cases:safety-map-print", args=[drawn.pk])).content.decode()
    assert "K. got hurt there" in page
    assert "K. says so too." in page
    assert "Kwame’s mum" in page
    assert "Lets K. and me in" in page
    assert [event.shown for event in audited("names.masked")] == [[friend.pk]]
    paper = desk.post(reverse("cases:safety-map-print", args=[drawn.pk]), GIVEN)
    assert paper["Content-Type"] == "application/pdf"
    assert len(audited("safety_map.printed")) == 1


def test_the_print_masks_relatives_where_no_place_is_named(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    brother = PersonFactory(given="Kwame", family="Boateng")
    RelationshipFactory(person=made.child, other=brother, kind="sibling")
    drawn = SafetyMapFactory(child=made.child, said="Kwame says so too.")
    SafetyMapFeatureFactory(safety_map=drawn)
    page = as_user(worker).get(reverse("cases:safety-map-print", args=[drawn.pk])).content.decode()
    assert "K. says so too." in page


def test_who_is_trusted_stays_chosen_among_many_relatives(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    drawn = SafetyMapFactory(child=made.child)
    SafetyMapFeatureFactory(safety_map=drawn)
    trusted = PersonFactory(given="Zuri", family="Zimba")
    SafetyMapAdultFactory(safety_map=drawn, person=trusted)
    for number in range(MOST_PEOPLE):
        RelationshipFactory(
            person=made.child, other=PersonFactory(given=f"Ada{number}", family="Alder"), kind="sibling"
        )
    page = as_user(worker).get(reverse("cases:safety-map-change", args=[drawn.pk])).content.decode()
    assert f'value="{trusted.pk}" selected' in page


def test_too_few_is_said_in_words_and_enough_in_steps(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    page = reverse("cases:context-safety-maps", args=[made.park.pk])
    desk = as_user(worker)
    for _child in range(4):
        SafetyMapFeatureFactory(safety_map=SafetyMapFactory(agreed=True), context=made.park, why="Kwame", name="Zed")
    assert "Too few have told of it" in desk.get(page).content.decode()
    for _child in range(2):
        SafetyMapFeatureFactory(safety_map=SafetyMapFactory(agreed=True), context=made.park)
    text = desk.get(page).content.decode()
    assert "5 or more young people" in text
    assert "Red: not safe" in text
    # No free word, no other colour, and no exact number.
    for absent in ("Kwame", "Zed", "Green: safe", ">6<"):
        assert absent not in text
