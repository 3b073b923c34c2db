"""A standby of the embedded server, made by PostgreSQL's own programs: followed, cut off from its primary, promoted.

Used by the short form of the proof in `test_serve.py` and by `bin/prove replication`.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg

from cs_casework.backups.tables import digests
from cs_casework.embedded import places
from cs_casework.embedded.server import BOOTSTRAP_ROLE, DATABASE, OWNER_ROLE, PORT, Server

NAME = "standby"
GIVE_UP_AFTER = 60
# Tables that are written while nobody does anything: who works on the queue, and the log of that.
ALIVE = {"public.procrastinate_workers"}
FIND = "from cases.links.jobs import find_patterns; print(find_patterns())"


def ask(address: dict[str, str], text: str, *values: object) -> object:
    with psycopg.connect(**address, autocommit=True) as connection:
        row = connection.execute(text, values).fetchone()
    return row[0] if row else None


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + GIVE_UP_AFTER
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def run_as(server: Server, program: str, *arguments: str | Path) -> None:
    """One of PostgreSQL's programs, run by whoever runs the server."""
    done = server._run(program, *arguments)
    assert done.returncode == 0, done.stderr + done.stdout


def let_copy(server: Server) -> str:
    """Let whoever runs the server copy it, and say how it is reached. What this writes is written anew when the server is
    next started."""
    name = server.account.name if server.account else places.commands_user()
    append(server.data / "pg_hba.conf", f"local replication {BOOTSTRAP_ROLE} peer map=cs_casework")
    if server.account:
        append(server.data / "pg_ident.conf", f'cs_casework "{name}" {BOOTSTRAP_ROLE}')
    ask(server.address(BOOTSTRAP_ROLE, DATABASE), "SELECT pg_reload_conf()")
    return f"host='{server.socket}' port={PORT} user={BOOTSTRAP_ROLE}"


class Standby:
    """A server that follows another, on a socket of its own."""

    def __init__(self, primary: Server) -> None:
        self.primary = primary
        self.data = primary.folder / "standby"
        self.socket = primary.folder / "s"
        self.log = primary.log.with_name("standby.log")

    def address(self, role: str, database: str = DATABASE) -> dict[str, str]:
        return {"host": str(self.socket), "port": PORT, "user": role, "dbname": database}

    def make(self) -> None:
        """A base backup that goes on following the primary, which waits for it from then on."""
        primary = self.primary
        for folder in (self.socket, self.data):
            places.make_folder(folder, account=primary.account)
        conninfo = f"{let_copy(primary)} application_name={NAME}"
        run_as(self.primary, "pg_basebackup", "--checkpoint=fast", "-R", "-D", self.data, "-d", conninfo)
        own = f"-c unix_socket_directories='{self.socket}'"
        run_as(primary, "pg_ctl", "start", "-D", self.data, "-l", self.log, "-w", "-s", "-o", own)
        append(primary.data / "cs_casework.conf", f"synchronous_standby_names = '{NAME}'")
        ask(primary.address(BOOTSTRAP_ROLE, DATABASE), "SELECT pg_reload_conf()")
        asked = "SELECT sync_state FROM pg_stat_replication WHERE application_name = %s"
        until(lambda: ask(primary.address(BOOTSTRAP_ROLE, DATABASE), asked, NAME) == "sync")

    def promote(self) -> None:
        run_as(self.primary, "pg_ctl", "promote", "-D", self.data, "-w", "-s")

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            run_as(self.primary, "pg_ctl", "stop", "-D", self.data, "-m", "immediate", "-w", "-s")

    def catch_up(self) -> None:
        """Until it has replayed all that the primary has written."""
        at = ask(self.primary.address(BOOTSTRAP_ROLE, DATABASE), "SELECT pg_current_wal_lsn()::text")
        done = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
        until(lambda: bool(ask(self.address(BOOTSTRAP_ROLE), done, at)))

    def pause(self, *, replay: bool) -> None:
        ask(self.address(BOOTSTRAP_ROLE), f"SELECT pg_wal_replay_{'resume' if replay else 'pause'}()")


@contextmanager
def standby_of(primary: Server) -> Iterator[Standby]:
    standby = Standby(primary)
    try:
        standby.make()
        yield standby
    finally:
        standby.stop()
        # What it wrote waits for a standby that is gone: started again, it waits for nobody.
        cut_off(primary)
        primary.hold()


def cut_off(primary: Server) -> None:
    """As when its machine is gone: killed, and not started again."""
    if pid := primary.postmaster():
        for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):  # a part of it ends when it does
                process.kill()


def check_reads(
    primary: Server, standby: Standby, environment: dict[str, str], shell: Callable[[str, dict[str, str]], str]
) -> None:
    """Both hold the same rows; patterns are read from the standby and kept by the primary; and while the standby lags, a
    record's page does not."""
    standby.catch_up()
    with (
        psycopg.connect(**primary.address(OWNER_ROLE, DATABASE)) as there,
        psycopg.connect(**standby.address(OWNER_ROLE)) as here,
    ):
        rows, same = digests(there), digests(here)
    assert {table for table in rows if rows[table] != same[table]} <= ALIVE
    standby.pause(replay=False)
    assert shell(PAIR_LATER, environment).split() == ["0", "404"]
    standby.pause(replay=True)
    standby.catch_up()
    assert shell(FIND, environment).strip() == "1"


# A pair that the standby has not heard of, and a record that is restricted there not yet.
PAIR_LATER = """
import datetime
from bench._sessions import signed_in
from cases.links.jobs import find_patterns
from cs_casework.access import restrict_record
from tests import factories
children = [factories.CaseChildFactory().child for _number in range(2)]
for context in [factories.ContextFactory() for _number in range(2)]:
    for child in children:
        factories.ContextLinkFactory(child=child, context=context)
reader = factories.UserFactory(code='practitioner', username='reader')
hidden = factories.PersonFactory()
print(find_patterns())
restrict_record(hidden, by=factories.UserFactory(code='manager', username='restricts'), reason='A relative works here')
print(signed_in(reader).get(hidden.get_absolute_url(), headers={'Host': 'localhost'}).status_code)
"""


def append(path: Path, line: str) -> None:
    with path.open("a") as file:
        file.write(f"{line}\n")
