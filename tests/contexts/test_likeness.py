"""Which contexts may be the same as one, why, in which order, and that a hidden one changes nothing."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contexts.likeness import MOST, may_be_the_same
from contexts.models import Context
from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import months_after, today
from tests.factories import ContextFactory, ContextMergeFactory, PeerGroupFactory

pytestmark = pytest.mark.django_db


def new(kind: str = "location", **details: Any) -> Context:
    """A context that is being typed and not saved."""
    return Context(**({"kind": kind, "name": "Xylophone Rooms", "description": "New"} | details))


def told(context: Context, user: Any) -> list[tuple[str, list[str]]]:
    return [(match.context.name, match.reasons) for match in may_be_the_same(context, user)]


# --- Why ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("northing", "reasons"),
    [
        (400000, ["At the same point on the map"]),
        (400001, ["1 metre away"]),
        (400050, ["50 metres away"]),
        (399950, ["50 metres away"]),
        (400051, None),
    ],
)
def test_what_is_within_fifty_metres(worker: Any, northing: int, reasons: list[str] | None) -> None:
    ContextFactory(name="The bandstand", easting=500000, northing=northing)
    found = told(new(easting=500000, northing=400000), worker)
    assert found == ([("The bandstand", reasons)] if reasons else [])


def test_a_corner_of_the_square_is_outside_the_circle(worker: Any) -> None:
    ContextFactory(easting=500040, northing=400040)
    assert told(new(easting=500000, northing=400000), worker) == []


def test_the_same_postcode_counts_where_one_has_no_position(worker: Any) -> None:
    ContextFactory(name="The bandstand", postcode="ZZ1 1AA", easting=500900, northing=400000)
    ContextFactory(name="The kiosk", postcode="ZZ1 1AB")
    assert told(new(postcode="ZZ1 1AA"), worker) == [("The bandstand", ["Same postcode: ZZ1 1AA"])]
    assert told(new(postcode="ZZ1 1AA", easting=500000, northing=400000), worker) == []


# Two postcodes 124 metres apart by the national directory, and one 1.2 kilometres from both.
PALACE, STREET, PARLIAMENT = "SW1A 1AA", "SW1E 6LA", "SW1A 0AA"


def test_what_is_known_by_its_postcode_is_found_near_it(worker: Any) -> None:
    ContextFactory(name="The mews", postcode=STREET)
    ContextFactory(name="The green", postcode=PARLIAMENT)
    ContextFactory(name="The bandstand", easting=529190, northing=179645)
    ContextFactory(name="The pond", easting=529190, northing=179945)
    assert told(new(postcode=PALACE), worker) == [
        ("The bandstand", ["About 100 metres away, as their postcodes tell"]),
        ("The mews", ["About 120 metres away, as their postcodes tell"]),
    ]


def test_where_both_were_measured_their_postcodes_tell_nothing(worker: Any) -> None:
    ContextFactory(name="The bandstand", postcode=STREET, easting=529190, northing=179645)
    assert told(new(postcode=PALACE, easting=529090, northing=179645), worker) == []


def test_one_measured_is_like_what_is_known_by_a_postcode_nearby(worker: Any) -> None:
    ContextFactory(name="The mews", postcode=STREET)
    found = told(new(postcode=PALACE, easting=529090, northing=179645), worker)
    assert found == [("The mews", ["About 120 metres away, as their postcodes tell"])]


def test_names_alike_far_apart_by_their_postcodes_are_two_places(worker: Any) -> None:
    ContextFactory(name="High Street Car Park", easting=529090, northing=179645)
    assert told(new(name="High Street Car Park", postcode=PARLIAMENT), worker) == []


def test_the_same_school_number(worker: Any) -> None:
    ContextFactory(kind="school", name="Northgate Academy", school_number="123456")
    ContextFactory(kind="school", name="Fellside", school_number="123457")
    found = told(new("school", school_number="123456"), worker)
    assert found == [("Northgate Academy", ["Same school number: 123456"])]


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [
        ("Riverside Rec", ["The same name"]),
        ("riverside réc", ["The same name"]),
        ("Riverside Recreation", ["A name like this one"]),
        ("The Riverside Rec", ["A name like this one"]),
        ("Rivrside Rec", ["A name like this one"]),
        ("Fellside Woods", None),
    ],
)
def test_a_name_like_it(worker: Any, typed: str, reasons: list[str] | None) -> None:
    ContextFactory(name="Riverside Rec")
    assert told(new(name=typed), worker) == ([("Riverside Rec", reasons)] if reasons else [])


def test_names_alike_far_apart_are_two_places(worker: Any) -> None:
    ContextFactory(name="High Street Car Park", easting=500000, northing=402000)
    here = new(name="High Street Car Park", easting=500000, northing=400000)
    assert told(here, worker) == []
    here.northing = 401500
    assert told(here, worker) == [("High Street Car Park", ["The same name"])]


def test_online_the_platform_and_the_name(worker: Any) -> None:
    ContextFactory(kind="online", name="Night Owls", platform="Chatter")
    ContextFactory(kind="online", name="Night Owls", platform="Another")
    ContextFactory(kind="online", name="Fellside homework", platform="Chatter")
    ContextFactory(kind="online", name="Night owls", platform="")
    assert told(new("online", name="Night Owls", platform="chatter"), worker) == [
        ("Night Owls", ["Same platform: Chatter", "The same name"]),
        ("Night owls", ["The same name"]),
    ]


def test_the_same_route(worker: Any) -> None:
    ContextFactory(kind="transport", name="Last bus home", route="Fellside Buses 42")
    ContextFactory(kind="transport", name="First bus", route="Fellside Buses 4")
    found = told(new("transport", route="FELLSIDE buses 42"), worker)
    assert found == [("Last bus home", ["Same route: Fellside Buses 42"])]


def test_a_group_is_like_groups_only_and_by_its_name_only(worker: Any) -> None:
    PeerGroupFactory(name="After school football")
    ContextFactory(name="After school football", postcode="ZZ1 1AA")
    group = new("peer_group", name="After-school football", postcode="ZZ1 1AA")
    assert told(group, worker) == [("After school football", ["The same name"])]
    assert [match.context.kind for match in may_be_the_same(group, worker)] == ["peer_group"]


def test_a_place_may_have_been_recorded_as_a_school_but_not_as_an_area(worker: Any) -> None:
    for kind in ("school", "other", "neighbourhood", "online", "transport", "relationship"):
        ContextFactory(kind=kind, name="Northgate", postcode="ZZ1 1AA")
    found = may_be_the_same(new(postcode="ZZ1 1AA"), worker)
    assert {match.context.kind for match in found} == {"school", "other"}


# --- Which, and in which order -------------------------------------------------------------------------------------------
def test_the_likeliest_come_first_and_ten_at_most(worker: Any) -> None:
    ContextFactory(name="Elm Park gates", postcode="ZZ1 1AA")
    ContextFactory(name="The shelter", postcode="ZZ1 1AA")
    ContextFactory(name="The swings", easting=500030, northing=400000)
    ContextFactory(name="The pond", easting=500010, northing=400000)
    for number in range(MOST):
        ContextFactory(name=f"Elm Park {number}", easting=500900, northing=400000)
    found = told(new(name="Elm Park", postcode="ZZ1 1AA", easting=500000, northing=400000), worker)
    assert [name for name, _reasons in found[:4]] == ["Elm Park gates", "The pond", "The swings", "The shelter"]
    assert found[0][1] == ["Same postcode: ZZ1 1AA", "A name like this one"]
    assert len(found) == MOST


def test_one_on_record_is_not_like_itself_nor_like_what_was_merged(worker: Any) -> None:
    merge = ContextMergeFactory(kept__name="Elm Park", merged__name="Elm Park")
    other = ContextFactory(name="Elm Park")
    assert [match.context for match in may_be_the_same(merge.kept, worker)] == [other]
    assert may_be_the_same(merge.merged, worker) == []


# --- What is hidden ------------------------------------------------------------------------------------------------------
def test_a_hidden_one_changes_neither_what_is_told_nor_what_is_asked(worker: Any, manager: Any) -> None:
    here = new(name="Elm Park", postcode="ZZ1 1AA", easting=500000, northing=400000)

    def asked() -> tuple[Any, list[str]]:
        with CaptureQueriesContext(connection) as queries:
            answer = told(here, worker)
        return answer, [query["sql"] for query in queries]

    ContextFactory(name="Elm Park West")
    before = asked()
    hidden = ContextFactory(name="Elm Park", postcode="ZZ1 1AA", easting=500000, northing=400000)
    restrict_record(hidden, by=manager, reason="Kin of a colleague")
    assert asked() == before
    assert len(before[1]) == 2
    assert told(here, manager)[0][0] == "Elm Park"
    grant_access(hidden, to=worker, by=manager, reason="Works with them", ends_on=months_after(today(), 1))
    assert told(here, worker)[0][0] == "Elm Park"


def test_a_role_that_sees_no_context_is_told_of_none(administrator: Any) -> None:
    ContextFactory(name="Elm Park")
    assert told(new(name="Elm Park"), administrator) == []
