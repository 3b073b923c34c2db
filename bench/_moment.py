"""A database brought back to a moment between two backups, as docs/operations.md says: part of `bin/prove restore`."""

import argparse
import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import psycopg

from cs_casework import embedded
from cs_casework.backups.tables import digests
from cs_casework.embedded import places
from cs_casework.embedded.server import BOOTSTRAP_ROLE, DATABASE, OWNER_ROLE, Server
from tests.site.replicating import append, ask, let_copy, run_as, until

ARCHIVED = """
archive_mode = on
archive_command = 'test ! -f {wal}/%f && cp %p {wal}/%f.part && sync {wal}/%f.part && mv {wal}/%f.part {wal}/%f'
archive_timeout = 60
"""
BROUGHT_BACK = """
restore_command = 'cp {wal}/%f %p'
recovery_target_time = '{moment}'
recovery_target_action = 'promote'
"""
Writing = Callable[[Path, str, int], AbstractContextManager[Any]]


def back_to_a_moment(
    folder: Path, source: Path, who: str, given: argparse.Namespace, writing: Writing, say: Callable[[str], None]
) -> list[str]:
    """Children are recorded while a base backup is made and after it; then comes the moment, then more are recorded, and a
    table is dropped. Brought back, every table is what it was at the moment. Says what is not."""
    os.environ["CS_STATE_DIR"] = str(source)
    embedded.release_server()
    server = Server("main")
    superuser, owner = server.address(BOOTSTRAP_ROLE, DATABASE), server.address(OWNER_ROLE, DATABASE)
    wal, base, lost = server.folder / "wal", server.folder / "base", server.folder / "lost"
    for each in (wal, base):
        places.make_folder(each, account=server.account)
    append(server.data / "postgresql.conf", ARCHIVED.format(wal=wal))
    server.hold()
    try:
        reached = let_copy(server)
        with writing(below(folder, "before"), who, given.writers) as recorded:
            run_as(server, "pg_basebackup", "--checkpoint=fast", "--wal-method=none", "--manifest-checksums=SHA256",
                   "-D", base, "-d", reached)  # fmt: skip
            run_as(server, "pg_verifybackup", "--no-parse-wal", base)
            time.sleep(given.seconds)
        before = len(recorded())
        with psycopg.connect(**owner) as reader:
            then = digests(reader)
        moment = ask(superuser, "SELECT clock_timestamp()::text")
        with writing(below(folder, "after"), who, given.writers) as recorded:
            time.sleep(given.seconds)
        after = len(recorded())
        with psycopg.connect(**superuser) as disaster:
            disaster.execute("DROP TABLE public.families_person CASCADE")
        written = ask(superuser, "SELECT pg_walfile_name(pg_current_wal_lsn())")
        ask(superuser, "SELECT pg_switch_wal()::text")
        until(lambda: (wal / str(written)).exists())
    finally:
        server.release()
    server.data.rename(lost)
    base.rename(server.data)
    append(server.data / "postgresql.conf", BROUGHT_BACK.format(wal=wal, moment=moment))
    append(server.data / "recovery.signal", "")
    began = time.monotonic()
    server.hold()
    try:
        until(lambda: ask(superuser, "SELECT pg_is_in_recovery()") is False)
        took = time.monotonic() - began
        with psycopg.connect(**owner) as reader:
            now = digests(reader)
    finally:
        server.release()
    wrong = [f"{table} is not what it was at the moment" for table in then if now.get(table) != then[table]]
    wrong += [f"{table} was not there at the moment" for table in now.keys() - then.keys()]
    rows = sum(count for count, _digest in then.values())
    say(
        f"To a moment: {before} children recorded since the base backup began, {after} after the moment, then a table"
        f" dropped. Brought back in {took:.1f} s: the {rows:,} rows of {len(then)} tables are those of the moment."
        if not wrong
        else "To a moment: it is not the moment that was asked for."
    )
    return wrong


def below(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made
