"""bin/demo and bin/serve as a person runs them: what they print, that they stop whole, and what they refuse."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import ClassVar

import psutil
import pytest

from cs_casework import embedded, serve
from cs_casework.embedded.server import Server

# Without the borough, whose filling has tests of its own.
DEMO = [sys.executable, "manage.py", "demo", "--empty"]
SERVE = [sys.executable, "-m", "cs_casework.serve"]


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
    yield kept | {"CS_STATE_DIR": str(folder), "CS_DB_INSTANCE": "test", "PORT": str(port), "WORKERS": "1"}
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def nothing_is_left_running() -> Iterator[None]:
    yield
    while Running.started:
        if (left := Running.started.pop()).process.poll() is None:
            left.end(signal.SIGTERM)


@pytest.fixture
def database(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setenv("CS_STATE_DIR", environment["CS_STATE_DIR"])
    return Server("test")


def hears_ctrl_c() -> None:
    """As at a person's keyboard: the tests may have been started in the background, where Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Running:
    """A command that serves, and what it printed until its pages were answered."""

    started: ClassVar[list["Running"]] = []

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            command,
            cwd=embedded.PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=hears_ctrl_c,
        )
        self.started.append(self)
        self.printed = ""
        assert self.process.stdout
        for line in self.process.stdout:
            self.printed += line
            if line.startswith("Serving at"):
                break
        self.parts = {
            part.pid: " ".join(part.cmdline()) for part in psutil.Process(self.process.pid).children(recursive=True)
        }

    def pid_of(self, words: str) -> int:
        return next(pid for pid, command in self.parts.items() if words in command)

    def end(self, sign: int = signal.SIGINT) -> int:
        self.process.send_signal(sign)
        return self.wait()

    def wait(self) -> int:
        self.printed += self.process.communicate(timeout=120)[0]
        return self.process.returncode

    def is_gone(self) -> bool:
        return not any(
            psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in self.parts
        )


def answer(port: int, host: str = "127.0.0.1") -> int:
    with closing(http.client.HTTPConnection(host, port, timeout=30)) as asked:
        asked.request("GET", "/", headers={"Host": "localhost"})
        with asked.getresponse() as answered:
            return answered.status


def run(*command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=embedded.PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def shell(code: str, environment: dict[str, str]) -> str:
    done = run(sys.executable, "manage.py", "shell", "--no-imports", "-c", code.strip(), environment=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


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


def test_a_taken_port_is_said_in_one_sentence_before_anything_is_done(environment: dict[str, str], port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        for command in (DEMO, SERVE):
            refused = run(*command, environment=environment)
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
