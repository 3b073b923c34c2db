"""What the tests of the whole site share: one service full of records, made once a module and never changed by a test,
and what it answers to everything that can be asked, which is asked once a run.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from cs_casework.accounts.calendars import hash_of
from cs_casework.accounts.models import CalendarFeed
from cs_casework.dates import today
from tests import factories
from tests.keeping.records import kept_records
from tests.site.asking import Answer, Browser, undefined, undone
from tests.site.places import CALENDAR, Place, administration, keeping, lists, places, restricted_places
from tests.site.records import Records, Words, draft_of, grant, record_set, restrict

CAST = ("nobody", "worker", "colleague", "manager", "support", "records", "administrator")
# From the one with the fewest rights to the one with the most.
BY_RIGHTS = ("administrator", "records", "support", "worker", "colleague", "manager")
ROLES = {
    "worker": "practitioner",
    "colleague": "practitioner",
    "manager": "manager",
    "support": "business_support",
    "records": "records_officer",
    "administrator": "administrator",
}


@pytest.fixture(scope="session")
def everybody(request: pytest.FixtureRequest) -> bool:
    """Whether every page is asked as everybody, whatever they are granted: `bin/prove access`, the proof."""
    return bool(request.config.getoption("--everybody"))


@dataclass
class Service:
    """Everybody who asks, as in `tests/conftest.py`, and two sets of records to ask about."""

    team: Any
    users: dict[str, Any]
    browsers: dict[str, Browser]
    of: Records
    seen: Records
    places: list[Place]


@pytest.fixture(scope="module")
def _database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database, for all tests of a module in one transaction that is rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _service(_database: None) -> Service:
    team = factories.TeamFactory(name="Riverside team")
    users: dict[str, Any] = {"nobody": None}
    for name, code in ROLES.items():
        users[name] = factories.UserFactory(code=code, username=name, name=f"{name.title()} Ashdown")
    for name in ("worker", "colleague", "manager", "support"):
        factories.TeamMembershipFactory(user=users[name], team=team, is_manager=name == "manager")
    CalendarFeed.objects.create(user=users["worker"], token_hash=hash_of(CALENDAR), made_on=today())
    worker, colleague, manager = users["worker"], users["colleague"], users["manager"]
    factories.AreaFactory(name="Elm ward")
    of = record_set(team=team, by=worker, words=Words("asked about"))
    seen = record_set(team=team, by=worker, words=Words("beside it"))
    restricted: dict[str, Any] = {
        "person": factories.PersonFactory(),
        "family": factories.FamilyFactory(),
        "context": factories.ContextFactory(),
        "case": factories.CaseFactory(team=team),
    }
    for record in restricted.values():
        grant(restrict(record, by=manager), to=manager)
    member, covering = factories.UserFactory(), factories.UserFactory()
    factories.TeamMembershipFactory(user=member)
    cover = factories.CoverFactory(covering=covering)
    factories.TeamMembershipFactory(user=cover.absent)
    left = factories.UserFactory(is_active=False)
    asked = [
        *lists(draft_of(worker)),
        *places(of, seen=seen, worker=colleague),
        *restricted_places(restricted, colleague),
        *keeping(kept_records(users["records"])),
        *administration(member, left=left, covering=covering, cover=cover),
    ]
    return Service(team, users, {name: Browser(user) for name, user in users.items()}, of, seen, asked)


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

    def __str__(self) -> str:
        return f"{self.label} {self.method} {self.sent} as {self.who}"


REFUSED = ("/no-such-page/", "/people/not-an-id/", "/people/00000000-0000-7000-8000-000000000000/", "/people")
_asked: list[Asked] = []


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
        logger.setLevel(level)
    return _asked


def askers(place: Place, method: str, expected: dict[str, int], everybody: bool = False) -> set[str]:
    """Who asks a place, by what the table of `test_access.py` expects it to answer each.

    Everybody in the proof. In the suite everybody whom it refuses, so that no door is left unwatched; of those it lets
    in the one with the fewest rights, and where there is a page to read, the worker and the manager, who are shown more
    of it. One is told that a page takes no such method. Nobody sees or may do by their name alone: the colleague asks
    what the worker, whose role they share, is answered otherwise.
    """
    if everybody:
        return set(expected)
    asking = {who for who, status in expected.items() if status in (403, 404) or who == "nobody"}
    asking |= set([who for who in BY_RIGHTS if expected[who] == 405][:1])
    let_in = [who for who in BY_RIGHTS if expected[who] in (200, 302)]
    asking |= set(let_in[:1])
    if method == "GET" and place.post is None:
        asking |= {"worker", "manager"} & set(let_in)
    if expected["colleague"] == expected["worker"]:
        asking -= {"colleague"}
    else:
        asking |= {"colleague", "worker"}
    return asking


def _ask_everything(service: Service, everybody: bool) -> Iterator[Asked]:
    from tests.site.test_access import EXPECTED

    nothing = {"_": "nothing filled in"}
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
        questions += [(path, "GET", "", path, None) for path in REFUSED]
        questions.append(("a search", "POST", "rightly", "/people/", {"_search": "", "q": "Sam"}))
        for label, method, sent, path, data in questions:
            with undefined() as missing:
                answer = browser.ask(method, path, data)
            writes = answer.writes
            answer.statements = []  # the pages are kept, not what they were made of
            yield Asked(label, method, who, sent, answer, missing, writes)


@pytest.fixture
def service(_service: Service) -> Iterator[Service]:
    """The service as it was made: what a test writes is undone after it."""
    with undone():
        yield _service
