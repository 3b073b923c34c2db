"""Loading wards from a file: what is refused in words, what ends and what stays, and that contexts are found in them."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from contexts import area_files, placing
from contexts.area_files import AreasRefused, ReadArea, read_areas
from contexts.models import Area, ContextPlace
from contexts.placing import place_context, place_contexts, replace_areas
from contexts.workflow import change_context, create_context
from cs_casework.dates import today
from tests.factories import ContextFactory, PlacedContextFactory, square
from tests.helpers import audited, race

pytestmark = pytest.mark.django_db
RING = [[0.0, 52.0], [0.1, 52.0], [0.1, 52.1], [0.0, 52.1], [0.0, 52.0]]


def feature(code: Any = "E1", name: Any = "Elm", rings: Any = None, kind: str = "Polygon") -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": [RING] if rings is None else rings}
    return {"type": "Feature", "properties": {"WD": code, "NM": name, "OBJ": 1}, "geometry": geometry}


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    def save(*features: Any, **more: Any) -> Path:
        path = tmp_path / "wards.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)} | more))
        return path

    return save


def read(path: Path) -> list[ReadArea]:
    return read_areas(path, code_property="WD", name_property="NM")


def refused(path: Path) -> list[str]:
    with pytest.raises(AreasRefused) as refusal:
        read(path)
    return list(refusal.value.problems)


# --- Reading ---------------------------------------------------------------------------------------------------------
def test_areas_are_read_whole_or_in_several_parts_with_holes_and_heights(saved: Any) -> None:
    hole = [[0.02, 52.02], [0.02, 52.04], [0.04, 52.04], [0.02, 52.02]]
    high = [[*point, 12.5] for point in RING]
    found = read(saved(feature(rings=[RING, hole]), feature("E2", "  Oak \n end ", [[high]], "MultiPolygon")))
    assert found == [ReadArea("E1", "Elm", [[RING, hole]]), ReadArea("E2", "Oak end", [[RING]])]
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert len(read(saved(feature(code=7), crs=named))) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (feature(rings=[RING[:-1]]), "has a ring that does not end where it began."),
        (feature(rings=[[RING[0], RING[1], RING[0]]]), "has a ring of fewer than three different points."),
        (feature(rings=[[RING[0], RING[1], RING[0], RING[1], RING[0]]]), "has a ring that encloses nothing."),
        (feature(rings=[[RING[0], RING[2], RING[1], RING[3], RING[0]]]), "has a ring that crosses itself."),
        (feature(rings=[RING, [[1, 52], [1, 52.1], [1.1, 52], [1, 52]]]), "has a hole outside of it."),
        (feature(rings=[]), "has no rings of points."),
        (feature(rings=[["x"]]), "has a point that is not two numbers."),
        (feature(rings=[[[True, 52], *RING]]), "has a point that is not two numbers."),
        (feature(kind="LineString"), "is neither a Polygon nor a MultiPolygon."),
        (feature() | {"geometry": None}, "is neither a Polygon nor a MultiPolygon."),
        (feature(name=" "), "has nothing in the property NM."),
        (feature(name=None), "has nothing in the property NM."),
        (feature(name="x" * 101), "has more than 100 characters in the property NM."),
        ({"properties": {"OBJ": 1, "WD": "E1"}}, "has no property NM; it has: OBJ, WD."),
    ],
)
def test_what_is_no_area_is_refused_in_words(saved: Any, wrong: Any, said: str) -> None:
    assert refused(saved(wrong)) == [f"Area 1 (E1) {said}"]


def test_another_system_of_coordinates_is_refused(saved: Any) -> None:
    grid = [[557420, 342310], [557500, 342310], [557500, 342400], [557420, 342310]]
    (said,) = refused(saved(feature(rings=[grid])))
    assert said.startswith("Area 1 (E1) has a point outside the United Kingdom, (557420, 342310)")
    turned = [[y, x] for x, y in RING]
    assert "longitude before latitude" in refused(saved(feature(rings=[turned])))[0]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    assert "another system of coordinates" in refused(saved(feature(), crs=crs))[0]


def test_a_code_that_stands_twice_and_one_that_is_missing_are_told_together(saved: Any) -> None:
    unnamed = feature() | {"properties": None}
    assert refused(saved(feature(), feature(name="Oak"), unnamed)) == [
        "Area 2 (E1) has the code of another area in the file.",
        "Area 3 has no property WD; it has: none.",
    ]


def test_what_is_no_geojson_is_refused(tmp_path: Path, saved: Any) -> None:
    path = tmp_path / "wards.geojson"
    assert "cannot be read" in refused(path)[0]
    for text in ("{", '{"type": "FeatureCollection", "features": [NaN]}', "[" * 100_000):
        path.write_text(text)
        assert "cannot be read as JSON" in refused(path)[0]
    path.write_bytes(b"\xff\xfe{")
    assert "cannot be read as JSON" in refused(path)[0]
    path.write_text('{"type": "Topology"}')
    assert "FeatureCollection" in refused(path)[0]
    assert refused(saved()) == ["There is no area in the file."]


def test_what_is_too_much_is_refused(saved: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(area_files, "MOST_POINTS", 4)
    assert "more than 4 points" in refused(saved(feature()))[0]
    monkeypatch.setattr(area_files, "MOST_AREAS", 1)
    assert "2 areas in the file" in refused(saved(feature(), feature("E2")))[0]
    monkeypatch.setattr(area_files, "MOST_MEGABYTES", 0)
    assert "larger than 0 MB" in refused(saved(feature()))[0]


def test_of_many_problems_the_first_are_told_and_how_many_more() -> None:
    said = str(AreasRefused(*(f"Area {number} is wrong." for number in range(25)))).splitlines()
    assert (len(said), said[-1]) == (21, "5 more.")


# --- Loading ---------------------------------------------------------------------------------------------------------
def ward(code: str, name: str = "Elm", x: float = 0.0) -> ReadArea:
    return ReadArea(code, name, square(x, 52.0))


def test_a_newer_file_ends_what_it_no_longer_holds_and_leaves_what_is_the_same(administrator: Any) -> None:
    first = replace_areas([ward("E1"), ward("E2", "Oak", 0.1), ward("E3", "Ash", 0.2)], by=administrator)
    assert (first.new, first.ended, first.as_before) == (3, 0, 0)
    again = replace_areas([ward("E1"), ward("E2", "Oakham", 0.1)], by=administrator)
    assert (again.new, again.ended, again.as_before) == (1, 2, 1)
    assert [area.name for area in Area.objects.standing()] == ["Elm", "Oakham"]
    ended = Area.objects.filter(to_on=today()).order_by("name")
    assert [area.name for area in ended] == ["Ash", "Oak"]
    assert ended[0].history.latest().history_user == administrator
    assert [event.actor_id for event in audited("areas.loaded")] == [administrator.pk] * 2


def test_only_who_changes_reference_data_loads_areas(worker: Any, manager: Any) -> None:
    for nobody in (worker, manager):
        with pytest.raises(PermissionDenied):
            replace_areas([ward("E1")], by=nobody)
    assert not Area.objects.exists()


def test_command_loads_and_a_dry_run_writes_nothing(saved: Any, administrator: Any) -> None:
    given = {"by": administrator.username, "code_property": "WD", "name_property": "NM"}
    path = saved(feature(), feature("E2", "Oak", [[[x + 0.1, y] for x, y in RING]]))
    for dry_run in (True, False):
        out = StringIO()
        call_command("import_areas", path, **given, dry_run=dry_run, stdout=out)
        assert ("A dry run" in out.getvalue()) is dry_run
        assert "New, or changed" in out.getvalue()
        assert Area.objects.count() == (0 if dry_run else 2)


def test_command_says_why_nothing_was_loaded(saved: Any, administrator: Any, worker: Any) -> None:
    given = {"code_property": "WD", "name_property": "NM"}
    for by, name, said in (
        ("nobody", "Elm", "Nobody signs in as nobody"),
        (worker.username, "Elm", "may not change reference data"),
        (administrator.username, "", "has nothing in the property NM"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("import_areas", saved(feature(name=name)), by=by, **given)
    assert not Area.objects.exists()


# --- Placing ---------------------------------------------------------------------------------------------------------
def test_a_context_lies_where_it_was_measured_else_in_the_middle_of_its_postcode(worker: Any) -> None:
    postcode = create_context(by=worker, kind="location", name="Palace", description="x", postcode="SW1A 1AA")
    assert (postcode.placed.easting, postcode.placed.is_measured) == (529090, False)
    measured = change_context(postcode, by=worker, easting=557420, northing=342310)
    place = ContextPlace.objects.get(context=measured)
    assert (place.easting, place.is_measured) == (557420, True)
    assert (place.latitude, place.longitude) == pytest.approx((52.95507, 0.34192), abs=0.00002)
    change_context(measured, by=worker, easting=None, northing=None, postcode="")
    assert not ContextPlace.objects.exists()


@pytest.mark.parametrize("postcode", ["BT1 5GS", "ZZ1 1AA", ""])
def test_a_postcode_without_a_place_on_the_grid_gives_none(postcode: str) -> None:
    context = ContextFactory(postcode=postcode)
    place_context(context)
    assert not ContextPlace.objects.exists()


def test_contexts_are_found_in_their_area_when_either_changes(
    worker: Any, administrator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "AT_ONCE", 2)
    there = [PlacedContextFactory() for _number in range(3)]
    there += [PlacedContextFactory(easting=600000)]
    nowhere = ContextFactory()
    at = ContextPlace.objects.get(context=there[0])
    around = ReadArea("E1", "Elm", square(at.longitude - 0.01, at.latitude - 0.01, side=0.02))
    replace_areas([around], by=administrator)
    area = Area.objects.get()
    assert [ContextPlace.objects.get(context=context).area for context in there] == [area, area, area, None]
    moved = change_context(nowhere, by=worker, easting=there[0].easting, northing=there[0].northing)
    assert moved.placed.area == area
    replace_areas([ward("E2")], by=administrator)
    assert not ContextPlace.objects.exclude(area=None).exists()
    ContextPlace.objects.all().delete()
    place_contexts()
    assert ContextPlace.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_a_context_recorded_while_areas_are_loaded_is_found_in_the_new_ones(worker: Any, administrator: Any) -> None:
    at = PlacedContextFactory().placed
    around = ReadArea("E1", "Elm", square(at.longitude - 0.01, at.latitude - 0.01, side=0.02))
    here = {"easting": at.easting, "northing": at.northing, "description": "x"}
    race(
        lambda: replace_areas([around], by=administrator),
        lambda: create_context(by=worker, kind="location", name="Park", **here),
        hold=lambda: placing._lock(shared=False),
    )
    assert {place.area and place.area.name for place in ContextPlace.objects.all()} == {"Elm"}
