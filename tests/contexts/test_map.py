"""The map of places: what is never on it nor in its numbers, its list, and what its script is sent."""

import json
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone

from contexts import mapping
from contexts.codes import Kind
from contexts.mapping import count_children, drawn, places
from contexts.models import Context, ContextPlace
from contexts.placing import place_context
from cs_casework.dates import today
from cs_casework.reference.models import HarmType, PlaceCategory
from cs_casework.tiles import tile_origins
from tests.factories import (
    AddressFactory,
    AreaFactory,
    CaseFactory,
    ContextLinkFactory,
    FactorFactory,
    IncidentFactory,
    IncidentHarmFactory,
    PlacedContextFactory,
)
from tests.site.records import grant, restrict

pytestmark = pytest.mark.django_db
MAP, DRAWN = "/contexts/map/", "/contexts/map/drawn/"


def on_map(user: Any) -> list[Context]:
    return list(places(user))


def linked(context: Any, number: int) -> list[Any]:
    return [ContextLinkFactory(context=context).child for _child in range(number)]


# --- Never on it -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", Kind.values)
def test_groups_relationships_online_spaces_and_routes_are_never_on_it(worker: Any, kind: str) -> None:
    group = {"purpose": "x", "intended_outcome": "x", "how_identified": "x", "strengths": "x"}
    told = {"told_young_people": "yes", "told_parents": "yes", "reviewed_on": today(), "review_due": today()}
    context = PlacedContextFactory(kind=kind, **group, **told)
    expected = [context] if kind in ("location", "school", "neighbourhood", "other") else []
    assert on_map(worker) == expected


@pytest.mark.parametrize("category", ["dwelling", "childrens_home", "refuge"])
def test_homes_and_refuges_are_never_on_it(worker: Any, category: str) -> None:
    home = PlacedContextFactory(category_id=category)
    park = PlacedContextFactory(category_id="park", easting=557500)
    linked(home, 6)
    assert on_map(worker) == [park]
    assert ContextPlace.objects.visible_to(worker).get().context == park
    assert count_children(worker)[1] == 0
    assert drawn(places(worker), worker, home.pk)["places"][0]["name"] == park.name


def test_a_category_that_becomes_protected_takes_its_places_off_at_once(worker: Any) -> None:
    hotel = PlacedContextFactory(category_id="hotel")
    assert on_map(worker) == [hotel]
    PlaceCategory.objects.filter(code="hotel").update(is_protected=True)
    assert on_map(worker) == []


def test_what_stands_at_the_point_or_the_postcode_of_a_protected_place_is_not_on_it(worker: Any) -> None:
    refuge = PlacedContextFactory(category_id="refuge", postcode="ZZ1 1AA")
    same_point = PlacedContextFactory()
    same_postcode = PlacedContextFactory(easting=557600, postcode="ZZ1 1AA")
    elsewhere = PlacedContextFactory(easting=557700, postcode="ZZ1 1AB")
    assert on_map(worker) == [elsewhere]
    refuge.category_id = "park"
    refuge.save()
    assert set(on_map(worker)) == {refuge, same_point, same_postcode, elsewhere}


@pytest.mark.parametrize("to_on", [None, "today"])
def test_what_stands_at_a_postcode_with_a_protected_address_is_not_on_it(worker: Any, to_on: Any) -> None:
    PlacedContextFactory(postcode="ZZ1 1AA")
    shown = PlacedContextFactory(postcode="ZZ1 1AB")
    AddressFactory(postcode="ZZ1 1AA", is_protected=True, to_on=to_on and today())
    AddressFactory(postcode="ZZ1 1AB", lines="12 Another Street")
    AddressFactory(postcode="", is_protected=True)
    unknown = PlacedContextFactory(postcode="")
    assert on_map(worker) == [shown, unknown]


@pytest.mark.parametrize(
    ("recorded", "lives_at", "is_home"),
    [
        ("14 Elm Row", "14 Elm Row", True),
        ("14 elm row", "14 Élm Row, Ottermere", True),
        ("14 Elm Row, Flat 2", "14 Elm Row", True),
        ("4 Elm Row", "14 Elm Row", False),
        ("", "14 Elm Row", False),
    ],
)
def test_where_somebody_lives_is_not_on_it(worker: Any, recorded: str, lives_at: str, is_home: bool) -> None:
    place = PlacedContextFactory(kind="other", address=recorded, postcode="ZZ1 1AA")
    address = AddressFactory(lines=lives_at, postcode="ZZ1 1AA")
    assert on_map(worker) == ([] if is_home else [place])
    address.to_on = today()
    address.save()
    assert on_map(worker) == [place]


def test_a_restricted_place_is_on_nobodys_map_but_of_who_is_granted_it(worker: Any, manager: Any) -> None:
    place = PlacedContextFactory()
    area = AreaFactory()
    place_context(place)
    linked(place, 5)
    assert count_children(worker)[0][0].children == 5
    restrict(place, by=manager)
    assert on_map(worker) == on_map(manager) == []
    assert (count_children(worker)[0][0].children, area.name) == (0, area.name)
    grant(place, to=worker)
    assert on_map(worker) == [place]


def test_a_place_merged_into_another_is_not_on_it(worker: Any) -> None:
    kept = PlacedContextFactory()
    PlacedContextFactory(merged_into=kept, merged_on=today())
    assert on_map(worker) == [kept]


def test_a_role_that_does_not_read_contexts_has_no_map(support: Any, as_user: Any) -> None:
    PlacedContextFactory()
    assert on_map(support) == []
    assert [as_user(support).get(page).status_code for page in (MAP, DRAWN)] == [403, 403]


def test_what_is_hidden_from_the_reader_takes_nothing_off_the_map(worker: Any, manager: Any) -> None:
    """Else one could find a hidden address or refuge by recording places and seeing which of them are left out."""
    place = PlacedContextFactory(postcode="ZZ1 1AA", address="14 Elm Row")
    refuge = PlacedContextFactory(category_id="refuge", postcode="ZZ1 1AA")
    home = AddressFactory(lines="14 Elm Row", postcode="ZZ1 1AA", is_protected=True)
    assert on_map(worker) == []
    restrict(refuge, by=manager)
    restrict(home.person, by=manager)
    assert on_map(worker) == [place]
    grant(home.person, to=worker)
    assert on_map(worker) == []


# --- Numbers ---------------------------------------------------------------------------------------------------------
def test_children_are_counted_by_area_without_small_numbers(worker: Any) -> None:
    elm, oak, ash = (AreaFactory(name=name) for name in ("Elm", "Oak", "Ash"))
    for area, number in ((elm, 12), (oak, 4), (ash, 7)):
        place = PlacedContextFactory()
        ContextPlace.objects.filter(context=place).update(area=area)
        children = linked(place, number)
        # A second link, and one that has ended, make no child more.
        ContextLinkFactory(context=place, child=children[0], role="at_risk")
        ContextLinkFactory(context=place, to_on=today(), ended_why="x")
    rows, whole = count_children(worker)
    # Oak is small, and could be worked out if Ash were shown beside it.
    assert [(row.name, row.children, row.shade) for row in rows] == [
        ("Ash", None, "hidden"),
        ("Elm", 12, "2"),
        ("Oak", None, "hidden"),
    ]
    assert whole == 23


def test_a_child_counts_in_each_area_and_once_in_the_whole(worker: Any) -> None:
    here, there = PlacedContextFactory(), PlacedContextFactory(easting=600000)
    AreaFactory(name="Elm")
    place_context(here)
    for child in linked(here, 5):
        ContextLinkFactory(context=there, child=child)
    rows, whole = count_children(worker)
    assert [(row.name, row.children) for row in rows] == [("Elm", 5), ("Outside these areas", 5)]
    assert whole == 5


def test_numbers_are_the_same_whatever_the_list_is_narrowed_to(as_user: Any, worker: Any) -> None:
    AreaFactory(name="Elm")
    school, park = PlacedContextFactory(kind="school", name="Elm School"), PlacedContextFactory(name="Elm Park")
    for place, number in ((school, 6), (park, 2)):
        place_context(place)
        linked(place, number)
    client = as_user(worker)
    for query in ("", "?kind=school", "?kind=location"):
        assert [row.children for row in client.get(MAP + query).context["counted"]] == [8]
        assert client.get(DRAWN + query).json()["areas"][0]["children"] == 8


def test_a_number_below_five_stands_nowhere(as_user: Any, worker: Any) -> None:
    AreaFactory(name="Elm")
    place = PlacedContextFactory()
    linked(place, 4)
    page = as_user(worker).get(MAP)
    assert ([row.children for row in page.context["counted"]], page.context["whole"]) == ([None], None)
    assert page.content.decode().count("not shown") >= 2
    (area,) = as_user(worker).get(DRAWN).json()["areas"]
    assert (area["children"], area["shade"]) == (None, "hidden")


# --- The list, and what is drawn -------------------------------------------------------------------------------------
def test_list_is_narrowed_by_kind_status_area_and_words(as_user: Any, worker: Any) -> None:
    elsewhere = PlacedContextFactory(name="Elsewhere", easting=600000)
    area = AreaFactory()
    school = PlacedContextFactory(kind="school", name="Elm School", status="open")
    park = PlacedContextFactory(name="Dunnock Park")
    client = as_user(worker)
    for query, expected in (
        ("", [park, school, elsewhere]),
        ("?kind=school", [school]),
        ("?status=open", [school]),
        (f"?area={area.pk}", [park, school]),
        ("?q=dunock", [park]),
        ("?kind=peer_group", [park, school, elsewhere]),  # no such choice: it says so above the list
    ):
        page = client.get(MAP + query)
        assert list(page.context["page_of"]) == expected, query
        assert {place["name"] for place in client.get(DRAWN + query).json()["places"]} == {
            str(place) for place in expected
        }


def test_list_is_narrowed_by_kind_of_harm_that_the_reader_may_read_of(as_user: Any, worker: Any, manager: Any) -> None:
    harm, other = HarmType.objects.order_by("name")[:2]
    by_incident, by_factor, neither = (PlacedContextFactory(name=name) for name in ("A", "B", "C"))
    IncidentHarmFactory(incident=IncidentFactory(context=by_incident), harm_type=harm)
    IncidentHarmFactory(incident=IncidentFactory(context=neither), harm_type=other)
    withdrawn = IncidentHarmFactory(incident=IncidentFactory(context=neither), harm_type=harm)
    withdrawn.withdrawn_on = timezone.localdate()
    withdrawn.save()
    factor = FactorFactory(context=by_factor, case=CaseFactory())
    factor.harms.create(harm_type=harm)
    client = as_user(worker)
    assert list(client.get(f"{MAP}?harm={harm.pk}").context["page_of"]) == [by_incident, by_factor]
    restrict(factor.case.family, by=manager)
    assert list(client.get(f"{MAP}?harm={harm.pk}").context["page_of"]) == [by_incident]


def test_list_is_paged_and_the_map_says_where_it_stops(
    as_user: Any, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        PlacedContextFactory(name=f"Place {number:02}")
    last = PlacedContextFactory(name="Place 99")
    client = as_user(worker)
    assert len(client.get(MAP).context["page_of"].object_list) == 25
    assert len(client.get(DRAWN).json()["places"]) == 31
    monkeypatch.setattr(mapping, "MOST_DRAWN", 10)
    monkeypatch.setattr("contexts.map_views.MOST_DRAWN", 10)
    assert "shows the first 10 of 31 places" in " ".join(client.get(MAP).content.decode().split())
    # The one that is opened is drawn in any case.
    found = client.get(f"{DRAWN}?open={last.pk}").json()["places"]
    assert (len(found), found[0]["name"], found[0]["opened"]) == (10, "Place 99", True)


def test_what_is_sent_to_the_map_is_what_stands_on_the_page(as_user: Any, worker: Any) -> None:
    place = PlacedContextFactory(name="Dunnock Park", address="Pavilion Gate", postcode="ZZ2 5UB")
    area = AreaFactory(name="Fennel Hill")
    place_context(place)
    (sent,) = as_user(worker).get(DRAWN).json()["places"]
    assert sent == {
        "name": "Dunnock Park",
        "url": place.get_absolute_url(),
        "kind": "location",
        "letter": "L",
        "label": "Location",
        "status": "Noted",
        "where": "Pavilion Gate, ZZ2 5UB",
        "area": "Fennel Hill",
        "at": [pytest.approx(52.95507, abs=0.0001), pytest.approx(0.34192, abs=0.0001)],
        "about": False,
        "opened": False,
    }
    assert json.loads(as_user(worker).get(DRAWN).content)["areas"][0]["outline"] == area.outline


def test_a_context_leads_to_its_place_on_the_map(as_user: Any, worker: Any) -> None:
    place, home = PlacedContextFactory(), PlacedContextFactory(category_id="dwelling", easting=600000)
    AreaFactory(name="Fennel Hill")
    place_context(place)
    page = as_user(worker).get(place.get_absolute_url())
    assert page.context["on_map"] == {"area": "Fennel Hill", "url": f"{MAP}?open={place.pk}"}
    assert as_user(worker).get(home.get_absolute_url()).context["on_map"] is None
    assert reverse("contexts:context-map") in as_user(worker).get("/contexts/").content.decode()


# --- The base map ----------------------------------------------------------------------------------------------------
def test_no_base_map_unless_one_is_set(as_user: Any, worker: Any, settings: Any) -> None:
    PlacedContextFactory()
    assert 'data-tiles=""' in as_user(worker).get(MAP).content.decode()
    settings.MAP_TILE_URL, settings.MAP_ATTRIBUTION = "/tiles/{z}/{x}/{y}.png", "© Ottermere <council>"
    page = as_user(worker).get(MAP).content.decode()
    assert 'data-tiles="/tiles/{z}/{x}/{y}.png"' in page
    assert 'data-attribution="© Ottermere &lt;council&gt;"' in page


@pytest.mark.parametrize(
    ("url", "origins"),
    [
        ("", []),
        ("/tiles/{z}/{x}/{y}.png", []),
        ("https://tiles.example:8443/a/{z}/{x}/{y}.png?key=1", ["https://tiles.example:8443"]),
    ],
)
def test_browsers_may_fetch_tiles_from_the_server_that_is_set_alone(url: str, origins: list[str]) -> None:
    assert tile_origins(url) == origins


@pytest.mark.parametrize(
    "url", ["http://tiles.example/{z}/{x}/{y}.png", "https://tiles.example/", "//x/{z}/{x}/{y}", "https:/{z}/{x}/{y}"]
)
def test_what_is_no_address_of_tiles_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MAP_TILE_URL"):
        tile_origins(url)
