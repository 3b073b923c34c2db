"""The suite's database: migrated once by the owner, cloned for each worker, used by the tests as the application."""

import gc
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from xdist.scheduler import LoadScopeScheduling

from cs_casework import embedded

# pytest itself is always on the `test` instance; what the tests start must be too.
os.environ["CS_DB_INSTANCE"] = "test"

# What a migrated database depends on beside the installed packages: tables, data migrations, the rights given after.
SOURCES = ("**/migrations/*.py", "**/models.py", "**/models/*.py", "cs_casework/audit/**/*.py", "cs_casework/access.py")
NOT_OURS = {".venv", ".tools", "node_modules", "tests"}
# Tests of the whole site, and in a browser.
LONG_NAMES = ("site", "browser")
LONG = {Path(__file__).parent / name for name in LONG_NAMES}
# They use the fixture `everything` of tests/site/conftest.py, which asks for minutes.
JUDGE_EVERYTHING = {"test_access", "test_csp", "test_templates", "test_architecture", "test_donts"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--both-modes", action="store_true", help="Walk every journey with scripts and without.")
    parser.addoption("--everybody", action="store_true", help="Ask every page as everybody, whatever they are granted.")
    parser.addoption("--programs", action="store_true", help="Of what is asked page by page, what programs ask alone.")


def pytest_configure() -> None:
    """The process that leads the run holds the server for all workers."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    embedded.ensure_server()
    PBKDF2PasswordHasher.iterations = 1000  # slow on purpose, but not here


def pytest_unconfigure() -> None:
    embedded.release_server()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long first."""
    items.sort(key=lambda item: item.path.parent not in LONG)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return ModulesWhole(config, log)


class ModulesWhole(LoadScopeScheduling):
    """Each of the long modules whole on one worker, as it makes much once for all its tests, and those that judge the
    answers of every page together. The rest are handed out one by one, so that no worker waits for another at the end.

    The proof of access asks for long about each kind of record that is hidden, and judges no answers of others there: one
    worker a kind.

    By the names of the tests, not by marks: the runner's own groups are not heard by the pytest of today.
    """

    def _split_scope(self, nodeid: str) -> str:
        module, _colons, test = nodeid.partition("::")
        if Path(module).stem in JUDGE_EVERYTHING:
            return f"everything {test.rpartition('[')[2]}" if self._asks_of_a_kind(test) else "everything"
        return module if Path(module).parent.name in LONG_NAMES else nodeid

    def _asks_of_a_kind(self, test: str) -> bool:
        is_proof = self.config.getoption("--everybody")
        return bool(is_proof) and test.endswith(("[person]", "[family]", "[context]", "[case]"))


def pytest_collection_finish() -> None:
    """What is imported and collected stays, so the garbage collector need not go through it again with every request."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """A database of this worker's own, cloned from one that is migrated only when the code that makes it changed."""
    from django.conf import settings
    from django.db import connection

    # The process id keeps two runs at once apart, and tells what a killed run left behind.
    name = f"test_cs_casework_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with django_db_blocker.unblock(), embedded.owner_connection("postgres") as owner:
        owner.autocommit = True
        # One worker makes the template while the others wait here; the lock goes with its connection.
        owner.execute("SELECT pg_advisory_lock(hashtext('cs_casework.tests'))")
        template = _template(owner)
        _create(owner, name, template)
        owner.execute("SELECT pg_advisory_unlock(hashtext('cs_casework.tests'))")
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock(), embedded.owner_connection("postgres") as owner:
        connection.close()
        owner.autocommit = True
        _drop(owner, name)


def _template(owner: psycopg.Connection) -> str:
    """The name of a migrated database, made when there is none for the code as it is."""
    template = f"template_cs_casework_{_fingerprint()}"
    found = {name for (name,) in owner.execute("SELECT datname FROM pg_database")}
    if template in found:
        return template
    for name in found:
        if name.startswith("template_cs_casework_") or (name.startswith("test_cs_casework_") and _is_left_over(name)):
            _drop(owner, name)
    draft = f"{template}_draft"
    _create(owner, draft, "template1")
    _migrate(draft)
    owner.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(template)))
    return template


def _migrate(name: str) -> None:
    """Migrate as the owner, in this process: only here does it take another role than the application's."""
    from django.core.management import call_command
    from django.db import connection

    connection.close()
    before = dict(connection.settings_dict)
    as_owner = embedded.database_settings("owner") | {"NAME": name}
    connection.settings_dict |= {key: as_owner[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict |= before


def _fingerprint() -> str:
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256((root / "requirements.txt").read_bytes())
    for path in sorted({path for pattern in SOURCES for path in root.glob(pattern)}):
        if not NOT_OURS & set(path.relative_to(root).parts):
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _is_left_over(name: str) -> bool:
    """Whether the process a test database was made for is gone. On a server of others' nobody can tell, so no."""
    if not embedded.is_embedded():
        return False
    try:
        os.kill(int(name.rsplit("_", 1)[1]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _create(owner: psycopg.Connection, name: str, template: str) -> None:
    owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


def _drop(owner: psycopg.Connection, name: str) -> None:
    owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session", autouse=True)
def _attachments(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files that come with a contact go to a folder of this run's own: no test writes where real ones are. Nothing
    scans them but where a test says so."""
    from django.conf import settings

    settings.ATTACHMENTS_ROOT = tmp_path_factory.mktemp("attachments")
    settings.FILES_WITHOUT_SCAN = True


@pytest.fixture
def run_jobs() -> Callable[[], list[str]]:
    """Runs what is on the queue here and now, in the test's own transaction, and returns the names of the tasks.

    Each runs once, as a worker would run it: from what the queue's table holds. A failing task fails the test.
    """
    from django.db import connection
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.models import ProcrastinateJob

    def run() -> list[str]:
        done = []
        while job := ProcrastinateJob.objects.filter(status="todo").order_by("id").first():
            app.tasks[job.task_name].func(**job.args)
            with connection.cursor() as cursor:
                cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [job.id])
            done.append(job.task_name)
        return done

    return run


# --- Signing in ----------------------------------------------------------------------------------------------------
@pytest.fixture(autouse=True, scope="session")
def _without_second_factor() -> Iterator[None]:
    """Whoever signs in has passed by a second factor, and has just shown that it is they: of the many tests that are about
    something else nobody has to set one up. Those that are about it say `pytestmark = pytest.mark.second_factor`.
    """
    from django.contrib.auth.signals import user_logged_in

    def has_passed(request: Any, **_kwargs: Any) -> None:
        if SIGNING_IN["is exempt"]:
            from cs_casework.accounts.signing_in import PASSED, proved

            request.session[PASSED] = "the tests"
            proved(request)

    user_logged_in.connect(has_passed, weak=False)
    yield
    user_logged_in.disconnect(has_passed)


SIGNING_IN = {"is exempt": True}


@pytest.fixture(autouse=True)
def _with_second_factor(request: pytest.FixtureRequest) -> Iterator[None]:
    SIGNING_IN["is exempt"] = request.node.get_closest_marker("second_factor") is None
    yield
    SIGNING_IN["is exempt"] = True


# --- The cast: who works here --------------------------------------------------------------------------------------
@pytest.fixture
def standby(transactional_db: None, settings: Any) -> Iterator[Any]:
    """Stands for a standby: the same database, through a connection that may not write."""
    from django.db import connections

    there = dict(connections.settings["default"])
    options = f"{there['OPTIONS']['options']} -c default_transaction_read_only=on"
    connections.settings["replica"] = there | {"OPTIONS": there["OPTIONS"] | {"options": options}}
    settings.DATABASE_ROUTERS = ["cs_casework.replica.Standby"]
    connections["replica"].connect()
    yield connections["replica"]
    connections["replica"].close()
    del connections["replica"]
    del connections.settings["replica"]


@pytest.fixture
def team(db: None) -> Any:
    from tests import factories

    return factories.TeamFactory(name="Riverside team")


def _member(team: Any, code: str, username: str, name: str, is_manager: bool = False) -> Any:
    from tests import factories

    user = factories.UserFactory(code=code, username=username, name=name)
    factories.TeamMembershipFactory(user=user, team=team, is_manager=is_manager)
    return user


@pytest.fixture
def worker(team: Any) -> Any:
    """A practitioner: sees every record that is not restricted."""
    return _member(team, "practitioner", "wren", "Wren Ashdown")


@pytest.fixture
def colleague(team: Any) -> Any:
    """Another practitioner of the same team."""
    return _member(team, "practitioner", "cole", "Cole Marrow")


@pytest.fixture
def manager(team: Any) -> Any:
    """Manager of the team: decides, allocates, restricts."""
    return _member(team, "manager", "mana", "Mana Oduya", is_manager=True)


@pytest.fixture
def support(team: Any) -> Any:
    """Business support: sees people, names of contexts, and that a case is open."""
    return _member(team, "business_support", "sula", "Sula Perrin")


@pytest.fixture
def records(db: None) -> Any:
    """Records officer: sees who looked, writes nothing."""
    from tests import factories

    return factories.UserFactory(code="records_officer", username="reco", name="Reco Lindqvist")


@pytest.fixture
def administrator(db: None) -> Any:
    """Administrator: users and teams; no case record anywhere."""
    from tests import factories

    return factories.UserFactory(code="administrator", username="adma", name="Adma Stroud")


@pytest.fixture
def as_user(client: Any) -> Any:
    """The test client, signed in as somebody."""

    def sign_in(user: Any) -> Any:
        client.force_login(user, backend="cs_casework.accounts.backends.StaffBackend")
        return client

    return sign_in
