"""Every address of a restricted record, asked in every standing of who may not see it, and by whoever is let in."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cs_casework.dates import today
from tests.factories import StandingGrantFactory, TeamMembershipFactory
from tests.site.answers import EXPECTED
from tests.site.asking import UUID, undone
from tests.site.conftest import Figure, Service, by_turns
from tests.site.places import Place
from tests.site.records import KINDS, bar, grant, opening, restrict

pytestmark = pytest.mark.usefixtures("quiet")


# --- Who may not see it ----------------------------------------------------------------------------------------------
ROLES = ("records", "support", "worker", "manager")
# Who asks in the proof: one of each role, and two of a team that has nothing to do with the record.
READERS = (*ROLES, "other", "elsewhere")


def _hidden_by(service: Service, kind: str) -> list[Place]:
    return [place for place in service.places if kind in place.on]


def _asked(place: Place, kind: str, everybody: bool) -> Iterator[tuple[str, str]]:
    """Each method and reader that this place does not refuse before it has looked for a record.

    The proof asks for each page and sends each form as each of those who may, and asks in the ways in which no browser
    does. In the suite a page is read by one of those who may, by turns, and a form sent once, of one of the kinds of record
    that it hangs on: whoever sends it, it comes to the same function.
    """
    for method, answers in EXPECTED[place.label].items():
        may = [who for who in (READERS if everybody else ROLES) if answers[who] not in (403, 405)]
        if not everybody and method == "POST":
            may = may[-1:] if kind in by_turns(place.label, sorted(place.on)) else []
        elif not everybody:
            may = by_turns(place.label, may)
        yield from _in_all_ways(method, may, everybody)


def _in_all_ways(method: str, may: list[str], everybody: bool) -> Iterator[tuple[str, str]]:
    for who in may:
        yield method, who
        if everybody and method == "GET":
            yield "HEAD", who
            yield "OPTIONS", who


def _absent(place: Place, service: Service) -> str:
    """The same address for records that do not exist; those beside it stay."""
    kept = {str(pk) for pk in service.seen.ids}
    return UUID.sub(
        lambda found: found[0] if found[0] in kept else f"00000000-0000-7000-8000-{found[0][-12:]}", place.path
    )


# In what standing somebody asks who may not see the record. In the suite each of them in one, so that all are asked at
# once; in the proof each in every one.
def _ended(record: Any, who: Any) -> None:
    grant(record, to=who, starts=-14, days=14)


def _taken_away(record: Any, who: Any) -> None:
    held = grant(record, to=who)
    held.ended_on, held.ended_by, held.ended_why = today(), record.restricted_by, "It is over"
    held.save()


def _not_begun(record: Any, who: Any) -> None:
    grant(record, to=who, starts=1)


def _over(record: Any, who: Any) -> None:
    opening(record, who, minutes=-1)


def _barred(record: Any, who: Any) -> None:
    """Granted it and opened in an emergency as well."""
    grant(record, to=who)
    opening(record, who)
    bar(record, who)


def _team_no_longer(record: Any, who: Any) -> None:
    """In teams whose standing grants were ended, or not reviewed in time; and one whose grant stands, that they left."""
    gone = {"ended_on": today(), "ended_by": record.restricted_by, "ended_why": "It is over"}
    stopped = {"from_on": today() - timedelta(days=91), "review_due": today() - timedelta(days=1)}
    for facts, to_on in ((gone, None), (stopped, None), ({}, today() - timedelta(days=1))):
        team = StandingGrantFactory(**facts).team
        TeamMembershipFactory(user=who, team=team, from_on=today() - timedelta(days=99), to_on=to_on)


def _never(record: Any, who: Any) -> None:
    pass


STANDINGS = (_ended, _barred, _over, _taken_away, _team_no_longer, _not_begun, _never)


@pytest.mark.parametrize("kind", KINDS)
def test_a_restricted_record_answers_like_one_that_does_not_exist(
    service: Service, kind: str, everybody: bool, record_property: Figure
) -> None:
    record = restrict(getattr(service.of, kind), by=service.users["manager"])
    told: list[str] = []
    readers, asked = READERS if everybody else ROLES, 0
    # In the suite another standing comes first for each kind, so that every one of them is tried.
    first = KINDS.index(kind)
    for turn in range(first, first + (len(STANDINGS) if everybody else 1)):
        with undone():
            for place, who in enumerate(readers):
                STANDINGS[(place + turn) % len(STANDINGS)](record, service.users[who])
            asked += _ask_hidden(service, kind, everybody, told, readers)
    record_property("asked of what is restricted", asked)
    assert told == []


def test_who_is_barred_from_a_record_that_is_not_restricted_finds_none(
    service: Service, everybody: bool, record_property: Figure
) -> None:
    """Each of the readers from one kind of record in the suite, from all in the proof."""
    told: list[str] = []
    asked = 0
    for turn, kind in enumerate(KINDS):
        with undone():
            for who in READERS if everybody else [ROLES[turn]]:
                bar(getattr(service.of, kind), service.users[who])
                asked += _ask_hidden(service, kind, everybody, told, [who])
    record_property("standings of who may not see a record", len(STANDINGS))
    record_property("asked by who is barred", asked)
    assert told == []


def _ask_hidden(service: Service, kind: str, everybody: bool, told: list[str], readers: Collection[str]) -> int:
    """Ask for all that hangs on it; add to `told` where a reader is answered otherwise than for no record at all."""
    nothing = {who: service.browsers[who].get(f"/people/{uuid4()}/").comparable for who in readers}
    asked = 0
    for place in _hidden_by(service, kind):
        for method, who in _asked(place, kind, everybody):
            if who not in readers:
                continue
            data = _sent(place, method)
            hidden = service.browsers[who].ask(method, place.path, data)
            asked += 1
            if hidden.comparable == nothing[who]:
                continue
            # A page that leaves out what it may not bring together: as it leaves out what is not there. So does what no
            # page takes, whatever it is asked about.
            absent = service.browsers[who].ask(method, _absent(place, service), data)
            if UUID.sub("ID", hidden.comparable) != UUID.sub("ID", absent.comparable):
                told.append(f"{place.label} {method} as {who}: {hidden.status}; of no record {absent.status}")
    assert asked
    return asked


def _sent(place: Place, method: str) -> Any:
    return {"POST": place.post, "OPTIONS": ""}.get(method)


# --- Who is let in ---------------------------------------------------------------------------------------------------
def _granted(record: Any, who: Any) -> None:
    grant(record, to=who)


# Who is let in, and how. In the suite one of each; in the proof everybody, in one way and in the other: who may break
# glass in the other.
ONE_OF_EACH = {"support": _granted, "worker": opening}
MAY_BREAK_GLASS = [who for who in READERS if EXPECTED["overview:emergency"]["GET"][who] == 200]
EVERYBODY = (dict.fromkeys(READERS, _granted), dict.fromkeys(MAY_BREAK_GLASS, opening))
# What they are answered otherwise than of a record that is not restricted, by the kind that is: in words it is refused to
# bring it where others would see it, or to somebody who may not see it.
OTHERWISE = """
person  cases:person-merge ?with of another
person  cases:person-merge-undo
family  cases:family-join ?with of another
family  cases:join-undo
context cases:context-merge ?with of another
family  cases:case-allocate
case    cases:case-allocate
family  cases:case-transfer
case    cases:case-transfer
"""
# An opening lets nobody restrict or bar, be it what hangs on the record.
NOT_OPENED = ("overview:restrict", "overview:bar", "overview:bar-confirm")


def _answered(place: Place, kind: str, method: str, who: str, let_in: Any) -> set[int]:
    """What one who is let in is answered there: the page to give access, since it is restricted; no second restriction. A
    page that is only read, and one that is only sent, take no other method; the rest read for each."""
    answers = EXPECTED[place.label]
    in_words = [tuple(line.split(maxsplit=1)) for line in OTHERWISE.strip().splitlines()]
    if method != "POST":
        status = 200 if place.label == f"overview:grant unrestricted {kind}" else answers["GET"][who]
        return {status, 405} if method != "GET" else {status}
    if let_in is opening and place.name in NOT_OPENED:
        return {403}
    restricted = (f"overview:grant unrestricted {kind}", f"overview:restrict {kind}")
    return {200} if place.label in restricted or (kind, place.label) in in_words else {answers["POST"][who]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_live_grant_opens_all_that_hangs_on_the_record(
    service: Service, kind: str, everybody: bool, record_property: Figure
) -> None:
    """And so does an opening in an emergency, while it lasts: who is let in is answered as of a record that is not
    restricted. In the suite what is only read, to one of the two in turn, and of one of the kinds of record that it hangs
    on; in the proof forms are sent, too."""
    record = restrict(getattr(service.of, kind), by=service.users["manager"])
    shut: list[str] = []
    asked = 0
    for ways in EVERYBODY if everybody else [ONE_OF_EACH]:
        with undone():
            for who, let_in in ways.items():
                let_in(record, service.users[who])
            for turn, place in enumerate(_hidden_by(service, kind)):
                for method, who in _opened(place, kind, ways, turn, everybody):
                    answer = service.browsers[who].ask(method, place.path, _sent(place, method))
                    asked += 1
                    expected = _answered(place, kind, method, who, ways[who])
                    if answer.status not in expected:
                        how = ways[who].__name__.strip("_")
                        shut.append(f"{place.label} {method} as {who}, {how}: {answer.status}, not {expected}")
    record_property("opened by a grant or in an emergency", asked)
    assert shut == []


def _opened(place: Place, kind: str, ways: Collection[str], turn: int, everybody: bool) -> Iterator[tuple[str, str]]:
    """Each method and reader that this place is asked by."""
    for method, answers in EXPECTED[place.label].items():
        may = [who for who in ways if answers[who] not in (403, 405)]
        if not everybody:
            is_turn = method == "GET" and place.post is None and kind in by_turns(place.label, sorted(place.on))
            may = [may[turn % len(may)]] if may and is_turn else []
        yield from _in_all_ways(method, may, everybody)


@pytest.mark.parametrize("kind", KINDS)
def test_what_does_not_hang_on_a_restricted_record_stays_open(service: Service, kind: str, everybody: bool) -> None:
    """In the suite each page of other kinds of record beside one of them, by turns; in the proof all there are."""
    restrict(getattr(service.of, kind), by=service.users["manager"])
    shut = []
    for place in service.places:
        beside = [other for other in KINDS if other not in place.on]
        is_turn = bool(place.on) and kind in by_turns(place.label, beside)
        if kind not in place.on and place.post is None and (is_turn or everybody):
            answer = service.browsers["worker"].get(place.path)
            if answer.status != EXPECTED[place.label]["GET"]["worker"]:
                shut.append(f"{place.label}: {answer.status}")
    assert shut == []
