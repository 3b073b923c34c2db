"""What the tests of the whole site share: one service full of records, made once a module and never changed by a test,
and what it answers to everything that can be asked, which is asked once a run.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import pytest
from django.db import transaction

from cs_casework.accounts.calendars import hash_of
from cs_casework.accounts.models import CalendarFeed
from cs_casework.confidential.models import Interest
from cs_casework.dates import today
from families.models import Person
from tests import factories
from tests.accounts.factors import with_app
from tests.conftest import JUDGE_EVERYTHING
from tests.keeping.records import kept_records
from tests.site.answers import EXPECTED, LIKE
from tests.site.asking import Answer, Browser, undefined, undone
from tests.site.places import (
    CALENDAR,
    Place,
    administration,
    confidential,
    keeping,
    lists,
    looked_at,
    places,
    restricted_places,
)
from tests.site.records import MARKUP, Records, Words, bar, draft_of, grant, opening, record_set, restrict

# From the one with the fewest rights to the one with the most: one of each role.
BY_RIGHTS = ("administrator", "records", "support", "worker", "manager")
ROLES = {
    "worker": "practitioner",
    "colleague": "practitioner",
    "manager": "manager",
    "support": "business_support",
    "records": "records_officer",
    "administrator": "administrator",
    "other": "practitioner",
    "elsewhere": "manager",
}
# A number that a proof prints when it is done (bench/access.py): pytest's `record_property`.
Figure = Callable[[str, object], None]


@pytest.fixture(scope="session")
def everybody(request: pytest.FixtureRequest) -> bool:
    """Whether every page is asked as everybody, whatever they are granted: `bin/prove access`, the proof."""
    return bool(request.config.getoption("--everybody"))


@pytest.fixture(scope="session")
def programs(request: pytest.FixtureRequest) -> bool:
    """Whether no page is asked, but what programs ask for: `bin/prove api`."""
    return bool(request.config.getoption("--programs"))


@dataclass
class Service:
    """Everybody who asks, as in `tests/conftest.py`, and two sets of records to ask about."""

    team: Any
    users: dict[str, Any]
    browsers: dict[str, Browser]
    of: Records
    seen: Records
    places: list[Place]
    # What stands in every text of the first of them
    words: Words
    # One of each kind that is restricted, and granted to the manager.
    restricted: dict[str, Any]


@pytest.fixture(scope="module")
def _database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database, for all tests of a module in one transaction that is rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _service(_database: None, request: pytest.FixtureRequest) -> Service:
    # Where pages are judged as they are, what stands in a record is hostile; where names are looked for, it is plain.
    then = MARKUP if request.module.__name__.rpartition(".")[2] in JUDGE_EVERYTHING else ""
    team = factories.TeamFactory(name="Riverside team")
    users: dict[str, Any] = {"nobody": None}
    for name, code in ROLES.items():
        users[name] = factories.UserFactory(code=code, username=name, name=f"{name.title()} Ashdown")
    for name in ("worker", "colleague", "manager", "support"):
        factories.TeamMembershipFactory(user=users[name], team=team, is_manager=name == "manager")
    elsewhere = factories.TeamFactory(name="Hillside team")
    for name in ("other", "elsewhere"):
        factories.TeamMembershipFactory(user=users[name], team=elsewhere, is_manager=name == "elsewhere")
    CalendarFeed.objects.create(user=users["worker"], token_hash=hash_of(CALENDAR), made_on=today())
    worker, colleague, manager = users["worker"], users["colleague"], users["manager"]
    factories.AreaFactory(name="Elm ward")
    words = Words("asked about", then=then)
    of = record_set(team=team, by=worker, words=words)
    seen = record_set(team=team, by=worker, words=Words("beside it", then=then))
    restricted: dict[str, Any] = {
        "person": factories.PersonFactory(),
        "family": factories.FamilyFactory(),
        "context": factories.ContextFactory(),
        "case": factories.CaseFactory(team=team),
    }
    for record in restricted.values():
        grant(restrict(record, by=manager), to=manager)
    duty, standing = factories.TeamFactory(kind="front_door"), factories.StandingGrantFactory()
    _decided(restricted, manager=manager, worker=colleague)
    member, covering = factories.UserFactory(), factories.UserFactory()
    factories.TeamMembershipFactory(user=member)
    with_app(member)
    cover = factories.CoverFactory(covering=covering)
    factories.TeamMembershipFactory(user=cover.absent)
    left = factories.UserFactory(is_active=False)
    opened = opening(restricted["person"], worker, owner=manager).access
    alone = restrict(factories.PersonFactory(), by=manager)
    to_end = bar(factories.PersonFactory(), factories.UserFactory())
    interest = Interest.objects.create(created_by=worker, way="reference", asked="PER-999999", why="related")
    look_up, volume = (
        factories.LookUpFactory(person_id=of.person.pk),
        factories.VolumeFactory(said_duty=factories.DutyFactory()),
    )
    asked = [
        *lists(draft_of(worker)),
        *looked_at(look_up, volume),
        *places(of, seen=seen, worker=colleague),
        *restricted_places(restricted, colleague, duty=duty, standing=standing),
        *keeping(kept_records(users["records"])),
        *administration(member, left=left, covering=covering, cover=cover),
        *confidential(opened, to_end, alone, interest, manager),
    ]
    browsers = {name: Browser(user) for name, user in users.items()}
    return Service(team, users, browsers, of, seen, asked, words, restricted)


def _decided(restricted: dict[str, Any], *, manager: Any, worker: Any) -> None:
    """What hangs on restrictions: a second grant on the person, lifting proposed on them and by the manager on the family,
    and words that were released of a note."""
    person = restricted["person"]
    grant(person, to=worker)
    factories.RestrictionReviewFactory(person=person, created_by=factories.UserFactory(code="manager"))
    factories.RestrictionReviewFactory(person=None, family=restricted["family"], created_by=manager)
    row = factories.NoteSubjectFactory(child=person, note__title="A call of two")
    factories.NoteSubjectFactory(note=row.note)
    factories.NoteReleaseFactory(note=row.note, person=person, left_out=[row.pk], created_by=manager)
    undecided = factories.NoteSubjectFactory(child=person, note__title="A call to decide on").note
    factories.NoteSubjectFactory(note=undecided)


@pytest.fixture
def quiet() -> Iterator[None]:
    """Hundreds of refusals, each with its line in the log, are what is asked for."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


# --- Everything asked, as everybody ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Asked:
    """One question and what it was answered; `sent` says how the form was filled in: "rightly", or with "nothing"."""

    label: str
    method: str
    who: str
    sent: str
    answer: Answer
    missing: list[str]
    writes: list[str]
    # Those whose name stands on the page, and who stand in no row of the audit.
    untold: list[str]

    def __str__(self) -> str:
        return f"{self.label} {self.method} {self.sent} as {self.who}"


REFUSED = ("/no-such-page/", "/people/not-an-id/", "/people/00000000-0000-7000-8000-000000000000/", "/people")
_asked: list[Asked] = []
_planted: list[Words] = []


@pytest.fixture(scope="module")
def everything(_service: Service, everybody: bool) -> list[Asked]:
    """Every page and every form sent, as all whom `askers` names; every form sent back with nothing in it; and what is
    refused.

    It is asked once for all modules: their services are made alike.
    """
    if not _asked:
        logger = logging.getLogger("django.request")
        level = logger.level
        logger.setLevel(logging.CRITICAL)  # hundreds of refusals, each with its traceback
        _asked.extend(_ask_everything(_service, everybody))
        _planted.append(_service.words)
        logger.setLevel(level)
    return _asked


@pytest.fixture
def planted(everything: list[Asked]) -> dict[str, str]:
    """The words that stood in the texts of the records that were asked about, each with the field where it stood."""
    return _planted[0].where


def askers(place: Place, method: str, expected: dict[str, int], everybody: bool = False) -> set[str]:
    """Who asks a place, by what the table of `test_access.py` expects it to answer each.

    Everybody in the proof. In the suite whoever is not signed in, and for each answer that there is one of those who are
    given it: of whom a page refuses, one after the other from page to page; of whom it lets in the one with the fewest
    rights, and where it is only read, by turns, that one or the one with the most, who is shown more of it. Nobody sees
    or may do by their name alone, and by their team only what the table says: who shares a role (`LIKE`) is asked what
    they are answered otherwise, and is the one who is refused there.
    """
    if everybody:
        return set(expected)
    asking = {"nobody"}
    otherwise = [who for who, like in LIKE.items() if expected[who] != expected[like]]
    for status in set(expected.values()):
        alike = [who for who in BY_RIGHTS if expected[who] == status]
        if status in (403, 404):
            alike = by_turns(place.label, [who for who in otherwise if expected[who] == status] or alike)
        elif status != 200 or method != "GET" or place.post is not None:
            alike = alike[:1]
        asking |= set(by_turns(place.label, [*alike[:1], *alike[-1:]]))
    return asking | {who for who in otherwise if expected[who] not in (403, 404)}


def by_turns[T](label: str, of: Sequence[T]) -> list[T]:
    """The one whose turn it is with the place of this name, always the same one: what the suite asks of what the proof
    asks whole."""
    return [of[crc32(label.encode()) % len(of)]] if of else []


def _ask_everything(service: Service, everybody: bool) -> Iterator[Asked]:
    nothing = {"_": "nothing filled in"}
    # Whose name no other's contains.
    called = {str(pk): words for pk, words in Person.objects.exclude(display_name="").values_list("pk", "display_name")}
    named = {pk: words for pk, words in called.items() if sum(words in other for other in called.values()) == 1}
    for who, browser in service.browsers.items():
        questions: list[tuple[str, str, str, str, Any]] = []
        for place in service.places:
            table = EXPECTED.get(place.label, {})
            for method, expected in table.items():
                if who in askers(place, method, expected, everybody):
                    sent, data = ("", None) if method == "GET" else ("rightly", place.post or {})
                    questions.append((place.label, method, sent, place.path, data))
            if who == "manager" and table.get("POST", {}).get("manager") not in (403, 405):
                questions.append((place.label, "POST", "nothing", place.path, nothing))
        if everybody or who not in LIKE:
            questions += [(path, "GET", "", path, None) for path in REFUSED]
            questions.append(("a search", "POST", "rightly", "/people/", {"_search": "", "q": "Sam"}))
        for label, method, sent, path, data in questions:
            with undefined() as missing:
                answer = browser.ask(method, path, data)
            writes = answer.writes
            answer.statements = []  # the pages are kept, not what they were made of
            untold = [words for pk, words in named.items() if pk not in answer.shown and words in answer.body]
            yield Asked(label, method, who, sent, answer, missing, writes, untold if answer.status == 200 else [])


@pytest.fixture
def service(_service: Service) -> Iterator[Service]:
    """The service as it was made: what a test writes is undone after it."""
    with undone():
        yield _service
