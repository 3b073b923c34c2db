"""One PostgreSQL server, shared by every command of this project on this machine.

Each command holds a shared lock on `users.lock` for as long as it lives; the kernel frees it however the command ends.
Starting and stopping happen under an exclusive lock on `change.lock`, so "is anyone else still here?" cannot change
while it is being answered. The last command out stops the server. One that was left running, because the last command
was killed, is used and later stopped by the next.
"""

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from cs_casework.embedded import places
from cs_casework.embedded.places import DatabaseProblem

OWNER_ROLE = "cs_owner"
APP_ROLE = "cs_app"
BOOTSTRAP_ROLE = "cs_bootstrap"
DATABASE = "cs_casework"
PORT = "5432"
PATIENCE = 300  # seconds: after a power cut the server replays its log before it answers

# Terse errors and no statements: the server's log must not hold a child's name.
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "jit": "off",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
# What a test records is thrown away, so a power cut may take it.
TEST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "autovacuum": "off",
}


class Server:
    """The embedded server of one instance (`main` or `test`). Only `hold` and `release` are for others."""

    def __init__(self, instance: str) -> None:
        self.instance = instance
        self.account = places.server_account()
        self.folder = places.state_folder() / "postgres" / instance
        self.data = self.folder / "data"
        self.log = self.folder / "log" / "server.log"
        self.socket = places.socket_folder(self.folder)
        self._held: int | None = None

    # --- For commands ---------------------------------------------------------------------------------------------
    def hold(self) -> None:
        """Use the server until `release`, starting it when it is not running."""
        self._make_folders()
        with self._changing():
            self._start()
            if self._held is None:
                self._held = self._open("users.lock")
                fcntl.flock(self._held, fcntl.LOCK_SH)

    def release(self) -> None:
        """Stop using the server, and stop it when no other command uses it."""
        if self._held is None:
            return
        with self._changing():
            os.close(self._held)  # not unlocked: a forked child may still hold it
            self._held = None
            others = self._open("users.lock")
            try:
                fcntl.flock(others, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            finally:
                os.close(others)
            if self.postmaster() is not None:
                self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", str(PATIENCE), "-s")

    def postmaster(self) -> int | None:
        """The process id of the running server, or None. A pid that now belongs to another program is not ours."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if str(self.data) in _command_line(pid) else None

    # --- Start and stop, under the exclusive lock -------------------------------------------------------------------
    def _start(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while (state := self._state()) != "ready":
            if state == "down":
                if not (self.data / "PG_VERSION").exists():
                    self._initialise()
                self._configure()
                self._launch(deadline)
            elif time.monotonic() > deadline:
                raise DatabaseProblem(f"The embedded database has been {state} for {PATIENCE} s; see {self.log}.")
            else:
                time.sleep(0.05)
        if not (self.folder / "prepared").exists():
            self._prepare()

    def _state(self) -> str:
        """`ready`, `down`, or what it is doing, as PostgreSQL notes in the last line of its own pid file."""
        if self.postmaster() is None:
            return "down"
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return "down"
        return lines[7].strip() if len(lines) > 7 and lines[7].strip() else "starting"

    def _initialise(self) -> None:
        """Make the data folder aside and move it into place whole, so that a killed first start leaves nothing half."""
        (self.folder / "prepared").unlink(missing_ok=True)
        draft = self.folder / "data.new"
        if draft.exists():
            shutil.rmtree(draft)
        places.make_folder(draft, account=self.account)
        done = self._run(
            "initdb",
            "-D",
            draft,
            f"--username={BOOTSTRAP_ROLE}",
            "--auth-local=peer",
            "--auth-host=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions",
            *(["--no-sync"] if self.instance == "test" else []),
        )
        if done.returncode:
            raise DatabaseProblem(f"The embedded database could not be made: {_last_line(done.stderr)}")
        with (draft / "postgresql.conf").open("a") as file:
            file.write("include 'cs_casework.conf'\n")
        draft.rename(self.data)

    def _configure(self) -> None:
        """Write the server's settings and who may come in: one operating-system user, through the socket alone."""
        settings = SETTINGS | (TEST_SETTINGS if self.instance == "test" else {})
        settings["unix_socket_directories"] = '"{}"'.format(str(self.socket).replace('"', '""'))
        lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in settings.items()]
        user = places.commands_user().replace('"', '""')
        roles = (OWNER_ROLE, APP_ROLE, BOOTSTRAP_ROLE)
        self._write("cs_casework.conf", lines)
        self._write("pg_hba.conf", ["local all all peer map=cs_casework"])
        self._write("pg_ident.conf", [f'cs_casework "{user}" {role}' for role in roles])

    def _write(self, name: str, lines: list[str]) -> None:
        path = self.data / name
        draft = self.data / f"{name}.new"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write("# Written by cs_casework at every start.\n" + "\n".join(lines) + "\n")
        if self.account:
            os.chown(draft, self.account.uid, self.account.gid)
        draft.rename(path)

    def _launch(self, deadline: float) -> None:
        """Start the server; wait where a killed one has left processes that still hold its memory."""
        self._disown_stale_pid()
        if self.log.exists() and self.log.stat().st_size > 1_000_000:
            self.log.replace(self.log.with_suffix(".old"))
        while True:
            before = self.log.stat().st_size if self.log.exists() else 0
            done = self._run("pg_ctl", "start", "-D", self.data, "-l", self.log, "-w", "-t", str(PATIENCE), "-s")
            if done.returncode == 0:
                return
            said = self.log.read_bytes()[before:].decode(errors="replace") if self.log.exists() else ""
            if "shared memory block" not in said or time.monotonic() > deadline:
                reason = next((line for line in said.splitlines() if "FATAL" in line), said or done.stderr)
                raise DatabaseProblem(f"The embedded database did not start: {_last_line(reason)} (see {self.log})")
            time.sleep(0.2)

    def _disown_stale_pid(self) -> None:
        """Let the server start although the pid of a killed one still means something.

        It may be another program's since the machine was restarted, or a dead process that nobody collects, as in a
        container. The data folder's file stays, because its other lines guard against old server processes; only the
        pid is replaced, by ours: the server ignores the pid of the process that had it started. The socket's file
        guards nothing in a folder that is this server's alone.
        """
        path = self.data / "postmaster.pid"
        (self.socket / f"{places.SOCKET_NAME}.lock").unlink(missing_ok=True)
        if path.exists() and self.postmaster() is None:
            rest = path.read_text().split("\n", 1)[1:]
            path.write_text("\n".join([str(os.getpid()), *rest]))

    def _prepare(self) -> None:
        """Make the two roles and the database, as the superuser that nothing else uses."""
        with psycopg.connect(make_conninfo(**self.address(BOOTSTRAP_ROLE, "postgres")), autocommit=True) as connection:
            found = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            # The owner may make databases, for the tests' clones; the application's role has no powers of its own.
            for role, attributes in ((OWNER_ROLE, "LOGIN CREATEDB"), (APP_ROLE, "LOGIN")):
                if role not in found:
                    connection.execute(sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(role), sql.SQL(attributes)))
            # So that the owner may end the application's connections before it drops a database.
            connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP_ROLE), sql.Identifier(OWNER_ROLE)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE))
                )
        (self.folder / "prepared").touch()

    # --- Small things -----------------------------------------------------------------------------------------------
    def address(self, role: str, database: str) -> dict[str, str]:
        """How to reach a database on this server, in libpq's words."""
        return {"host": str(self.socket), "port": PORT, "user": role, "dbname": database}

    def _make_folders(self) -> None:
        state = places.make_state_folder()
        passable = 0o711 if self.account else 0o700
        places.make_folder(state / "postgres", mode=passable)
        places.make_folder(self.folder, mode=passable)
        places.make_folder(self.log.parent, account=self.account)
        places.make_folder(self.socket, account=self.account)
        if (version := self.data / "PG_VERSION").exists() and (found := version.read_text().strip()) != "18":
            raise DatabaseProblem(f"{self.data} was made by PostgreSQL {found}, not 18; move it by dump and restore.")

    def _open(self, name: str) -> int:
        return os.open(self.folder / name, os.O_RDWR | os.O_CREAT, 0o600)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        lock = self._open("change.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the server's account, in a session of its own.

        Of its own, so that Ctrl-C at the terminal reaches the commands and not the server under them. The environment
        is left out: variables such as PGDATA and PGPORT would change what the programs do.
        """
        return subprocess.run(  # noqa: S603  PostgreSQL's own programs
            [str(places.binaries(self.account) / program), *map(str, arguments)],
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            start_new_session=True,
            umask=0o077,
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
        )


def _command_line(pid: int) -> str:
    """The command line of a process, or nothing when there is none."""
    process = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self/cmdline").exists():
        try:
            return process.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    shown = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return shown.stdout


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason was given"])[-1]
