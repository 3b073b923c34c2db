"""bin/demo and bin/serve as a person runs them: what they print, that they stop whole, and what they refuse."""

import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest

from cs_casework import serve
from cs_casework.embedded.server import APP_ROLE, DATABASE, OWNER_ROLE, PORT, Server
from tests.site import faulting, replicating
from tests.site.serving import DEMO, SERVE, Running, answer, full_answer, ignores_sigterm, run, shell, until


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def environment(port: int) -> Iterator[dict[str, str]]:
    """A machine's worth of its own: a state folder of a short path that the server's account can pass through."""
    folder = Path(tempfile.mkdtemp(prefix="cs", dir="/tmp"))
    folder.chmod(0o711)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "CS_", "DJANGO_"))}
    # Of the kind that a power cut takes nothing from, unlike the suite's own.
    yield kept | {"CS_STATE_DIR": str(folder), "CS_DB_INSTANCE": "main", "PORT": str(port), "WORKERS": "1"}
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def nothing_is_left_running() -> Iterator[None]:
    yield
    while Running.started:
        if (left := Running.started.pop()).process.poll() is None:
            left.end(signal.SIGTERM)


@pytest.fixture(scope="module")
def database(environment: dict[str, str]) -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CS_STATE_DIR", environment["CS_STATE_DIR"])
        yield Server("main")


@pytest.fixture(scope="module")
def apart(environment: dict[str, str], database: Server) -> Iterator[dict[str, str]]:
    """The database held by the tests, and a service to which it is a server elsewhere: it neither starts nor stops it.

    There is a standby's address too, where nothing answers until a test makes one.
    """
    database.hold()
    made = run(*DEMO, "--no-serve", environment=environment)
    assert made.returncode == 0, made.stderr
    there = f"cs_casework?host={database.socket}&port={PORT}"
    standby = replicating.Standby(database).socket
    either = f"cs_casework?host={database.socket},{standby}&port={PORT},{PORT}&target_session_attrs=read-write"
    yield environment | {
        "DATABASE_URL": f"postgresql://{APP_ROLE}@/{either}",
        "DATABASE_OWNER_URL": f"postgresql://{OWNER_ROLE}@/{there}",
        "REPLICA_URL": f"postgresql://{APP_ROLE}@/cs_casework?host={standby}&port={PORT}",
        "SECRET_KEY": "of a test, and long enough that nothing warns of it: 0123456789",
        "ALLOWED_HOSTS": "localhost",
        "ATTACHMENTS_ROOT": f"{environment['CS_STATE_DIR']}/files",
        "FILES_WITHOUT_SCAN": "true",
        "HTTPS": "false",
        "LOG_FORMAT": "json",
        "LOCK_SECONDS": "60",  # a page waits for the test as long as need be
        "WORKERS": "2",
    }
    database.release()


@pytest.fixture(scope="module")
def writer(apart: dict[str, str]) -> tuple[str, str]:
    """A child, and the session of somebody who may write of them."""
    child, session = shell(faulting.MAKE_THEM, apart).split()
    return child, session


@pytest.fixture(scope="module")
def services() -> Iterator[list[Running]]:
    started: list[Running] = []
    yield started
    for each in started:
        if each.process.poll() is None:
            each.end(signal.SIGTERM)


@pytest.fixture
def serving(services: list[Running], apart: dict[str, str], port: int) -> Running:
    """The service as the test before left it, running; another where that test stopped it."""
    if not services or services[-1].process.poll() is not None:
        services.append(Running(SERVE, apart))
        Running.started.remove(services[-1])  # it outlives the test
    until(lambda: services[-1].process.poll() is not None or answer(port, path="/health/ready") == 200)
    assert services[-1].process.poll() is None, services[-1].printed
    return services[-1]


NAME_SOMEONE = "from cs_casework.accounts.models import *; User.objects.create(username='mine', name='Mine')"
MARK = (
    "\nfrom cs_casework import embedded"
    "\nwith embedded.owner_connection() as owner: owner.execute(\"UPDATE accounts_installation SET kind = '{}'\")"
)
FORGET_A_MIGRATION = (
    "\nfrom cs_casework import embedded"
    "\nwith embedded.owner_connection() as owner: owner.execute(\"DELETE FROM django_migrations WHERE app = 'reference'\")"
)
COUNT_THEM = "from cs_casework.accounts.models import *; print(User.objects.filter(username='mine').count())"


def test_the_demo_serves_keeps_what_was_recorded_and_starts_over_when_asked(
    environment: dict[str, str], database: Server, port: int
) -> None:
    demo = Running(DEMO, environment)
    assert f"Serving at http://localhost:{port}/" in demo.printed
    for account in ("practitioner", "manager", "support", "records", "admin", "demo-password"):
        assert account in demo.printed
    assert answer(port) == 200
    listening = {each.laddr.ip for pid in demo.parts for each in psutil.Process(pid).net_connections("inet")}
    assert listening <= {"127.0.0.1"}
    # Other commands work meanwhile, but do not pull the database from under it.
    shell(NAME_SOMEONE, environment)
    refused = run(*DEMO, "--reset", "--no-serve", environment=environment)
    assert refused.returncode
    assert "stop it first" in refused.stderr
    assert demo.end() == 0, demo.printed
    assert demo.is_gone()
    assert database.postmaster() is None

    again = Running(DEMO, environment)
    assert shell(COUNT_THEM, environment) == "1"
    assert again.end(signal.SIGTERM) == 0, again.printed
    assert again.is_gone()

    # A server on another address refuses it.
    elsewhere = run(*SERVE, environment=environment | {"HOST": "0.0.0.0"})
    assert elsewhere.returncode == 1
    assert "served on 127.0.0.1 only" in elsewhere.stderr
    assert len(elsewhere.stderr.splitlines()) == 1

    # A service's own database, with somebody in it and not the demo's mark, is left alone.
    shell(MARK.format("service"), environment)
    for arguments in ([], ["--reset"]):
        refused = run(*DEMO, "--no-serve", *arguments, environment=environment)
        assert refused.returncode
        assert "holds records that bin/demo did not make" in refused.stderr
    assert shell(COUNT_THEM + MARK.format("demo"), environment) == "1"

    # Until there is a first release its first migrations are written anew, and a demo of before cannot follow.
    shell(FORGET_A_MIGRATION, environment)
    refused = run(*DEMO, "--no-serve", environment=environment)
    assert refused.returncode
    assert "begin again with bin/demo --reset" in refused.stderr

    # Filling it again takes as long as it took the first time; an empty one has been started over as well.
    reset = run(*DEMO, "--reset", "--empty", "--no-serve", environment=environment)
    assert reset.returncode == 0, reset.stderr
    assert shell(COUNT_THEM, environment) == "0"


def test_the_server_outlives_its_database_and_its_worker_but_not_itself(
    environment: dict[str, str], database: Server, port: int
) -> None:
    made = run(*DEMO, "--empty", "--no-serve", environment=environment)
    assert made.returncode == 0, made.stderr
    serving = Running(SERVE, environment)
    worker, server = serving.pid_of("procrastinate"), serving.pid_of("granian")
    before = database.postmaster()
    assert before
    os.kill(before, signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)
    # A new worker does the job, on the database that was started again.
    done = shell(
        "from cs_casework.jobs import *; from procrastinate.contrib.django.models import ProcrastinateJob as Job\n"
        "job = enqueue('sessions.purge')\n"
        "while (status := Job.objects.get(id=job).status) in {'todo', 'doing'}: pass\n"
        "print(status)",
        environment,
    )
    assert done == "succeeded", (serving.end(), serving.printed)
    assert database.postmaster() not in {None, before}
    assert answer(port) == 200
    os.kill(server, signal.SIGKILL)
    assert serving.wait() == 1
    assert "The server ended by itself" in serving.printed
    assert serving.is_gone()
    assert database.postmaster() is None


def test_while_the_database_is_away_pages_say_so_and_come_back_by_themselves(
    serving: Running, writer: tuple[str, str], database: Server, port: int
) -> None:
    child, session = writer
    page = f"/notes/new/?about=child:{child}"
    assert full_answer(port, page, session=session)[0] == 200
    database.release()
    typed = f"csrfmiddlewaretoken={faulting.TOKEN}&happened=She+came+%22home%22"
    for sent in (None, typed):
        began = time.monotonic()
        status, pause, told = full_answer(port, page, sent=sent, session=session)
        assert (status, pause) == (503, "5")
        assert time.monotonic() - began < 2
        assert "The service cannot reach its records" in told
        assert ("She came &quot;home&quot;" in told) == (sent is not None)
    assert answer(port, path="/health/live") == 200
    assert '"database": "not ok"' in full_answer(port, "/health/ready")[2]
    database.hold()
    # Stopped and started while every process holds connections to it, it costs at most one request.
    with ThreadPoolExecutor(12) as people:
        ask = [page] * 24
        assert {status for status, *_ in people.map(lambda one: full_answer(port, one, session=session), ask)} == {200}
        database.release()
        database.hold()
        after = [status for status, *_ in people.map(lambda one: full_answer(port, one, session=session), ask)]
    assert sum(status != 200 for status in after) <= 1, after
    assert child not in serving.printed


def test_killed_under_writes_it_loses_nothing_acknowledged_and_keeps_nothing_in_part(
    serving: Running, writer: tuple[str, str], database: Server, port: int
) -> None:
    """Five kills of the web server and one of the database; 200 and 20 by `bin/prove faults`."""
    kills = int(os.environ.get("FAULT_KILLS", "5"))
    of_database = int(os.environ.get("FAULT_DATABASE_KILLS", "1"))
    began = time.monotonic()
    with faulting.Writers(port, *writer) as writers:
        writers.wait_for(5)
        for number in range(max(kills, of_database)):
            if number < of_database:
                faulting.kill_database(database)
                writers.wait_for(5)
            if number < kills:
                faulting.kill_web_server(serving.process.pid)
                writers.wait_for(5)
        # Stopped as one stops it, everybody is told so in plain words, and goes on when it is back.
        database.release()
        writers.wait_until_told()
        database.hold()
        writers.wait_for(5)
    assert serving.process.poll() is None, serving.printed
    said = faulting.judged(database.address(OWNER_ROLE, DATABASE), writers)
    sys.stdout.write(
        f"\n{kills} kills of the web server, {of_database} of the database, {time.monotonic() - began:.0f} s: {said}\n"
    )


def test_what_a_synchronous_standby_acknowledged_outlives_the_primary(
    serving: Running, writer: tuple[str, str], apart: dict[str, str], database: Server, port: int
) -> None:
    """Cut off under writes, its standby is promoted, and the service goes on by itself. `bin/prove replication` writes for
    longer, and asks what is read where."""
    longer = os.environ.get("REPLICATION_WRITES")
    writes = int(longer or "5")
    with replicating.standby_of(database) as standby:
        if longer:
            replicating.check_reads(database, standby, apart, shell)
        began = time.monotonic()
        with faulting.Writers(port, *writer) as writers:
            writers.wait_for(writes)
            replicating.cut_off(database)
            cut = len(writers.tally.acknowledged)
            standby.promote()
            writers.wait_for(writes)
        assert serving.process.poll() is None, serving.printed
        said = faulting.judged(standby.address(OWNER_ROLE), writers)
    sys.stdout.write(f"\nCut off after {cut} writes, {time.monotonic() - began:.0f} s in all: {said}\n")


def test_told_to_stop_while_a_page_and_a_job_wait_it_lets_both_end(
    serving: Running, writer: tuple[str, str], apart: dict[str, str], database: Server, port: int
) -> None:
    child, session = writer
    page = f"/notes/new/?about=child:{child}"
    with psycopg.connect(**database.address(OWNER_ROLE, DATABASE)) as owner, ThreadPoolExecutor() as threads:
        owner.execute("LOCK TABLE accounts_staffsession IN ACCESS EXCLUSIVE MODE")
        job = shell("from cs_casework.jobs import *; print(enqueue('sessions.purge'))", apart)
        waiting = "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted"
        until(lambda: owner.execute(waiting).fetchone() == (1,))
        asked = threads.submit(full_answer, port, page, session=session)
        until(lambda: asked.done() or owner.execute(waiting).fetchone() == (2,))
        assert not asked.done(), (asked.result()[0], serving.printed[-3000:])
        serving.process.send_signal(signal.SIGTERM)
        until(lambda: ignores_sigterm(serving.process.pid))
        owner.rollback()
        assert asked.result()[0] == 200
        assert serving.wait() == 0, serving.printed
        found = owner.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job]).fetchone()
    assert found == ("succeeded",)
    assert child not in serving.printed


def test_what_a_server_lacks_is_named_before_anything_is_done(apart: dict[str, str]) -> None:
    for missing, named in (("SECRET_KEY",), "SECRET_KEY"), (("ALLOWED_HOSTS", "ATTACHMENTS_ROOT"), "ALLOWED_HOSTS"):
        refused = run(*SERVE, environment={name: value for name, value in apart.items() if name not in missing})
        assert refused.returncode
        assert all(name in refused.stderr for name in missing), refused.stderr
        assert refused.stderr.startswith(f"Set {named}")
        assert len(refused.stderr.splitlines()) == 1
    refused = run(*SERVE, environment=apart | {"LOG_FORMAT": "xml"})
    assert refused.stderr == "LOG_FORMAT is 'plain' or 'json', not 'xml'.\n"


def test_a_taken_port_is_said_in_one_sentence_before_anything_is_done(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # one that no server has just left
        taken.listen()
        port = taken.getsockname()[1]
        for command in (DEMO, SERVE):
            refused = run(*command, environment=environment | {"PORT": str(port)})
            assert refused.returncode
            assert refused.stdout == ""
            assert len(refused.stderr.splitlines()) == 1
            assert f"Port {port} on 127.0.0.1 cannot be used" in refused.stderr


@pytest.mark.parametrize("value", ["0", "70000", "http", "-1"])
def test_a_port_that_cannot_be_one_is_refused(value: str) -> None:
    with pytest.raises(serve.CannotServe, match="PORT is a number"):
        serve.check_port_is_free("127.0.0.1", value)


def test_the_demo_does_not_fill_a_server_that_was_configured(environment: dict[str, str]) -> None:
    configured = {"DATABASE_URL": "postgresql://app@db.example/casework", "SECRET_KEY": "x" * 50}
    refused = run(*DEMO, environment=environment | configured)
    assert refused.returncode
    assert "unset DATABASE_URL" in refused.stderr
