"""A backup made under load, restored elsewhere, and compared row by row and file by file: `bin/prove restore`.

Makes a synthetic service in a folder of its own, lets writers record people and documents without pause, backs it up
encrypted, restores it onto another server, and compares every row and file with what a second reader of the same snapshot
reads for itself. Then the audit is verified there, the service served, and the page opened of a child recorded meanwhile.
Last, the first server is brought back to a moment between two backups, from a base backup and the log that it archived.

    bin/prove restore [--children 2000] [--writers 3] [--seconds 10]
"""

import argparse
import hashlib
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
# What a restore adds to: what was not sealed yet is sealed. Beside these, everybody is signed out.
ADDED_TO = ("public.audit_seal", "public.audit_change")

WRITER = """
import json, os, sys, time, django
os.environ["DJANGO_SETTINGS_MODULE"] = "cs_casework.settings"
from cs_casework import embedded
embedded.ensure_server()
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from cases.documents import record_document
from cs_casework.accounts.models import User
from cs_casework.dates import today
from families.workflow import create_person
by = User.objects.get(username=sys.argv[1])
stop, said, number = sys.argv[2], open(sys.argv[3], "a"), 0
while not os.path.exists(stop):
    number += 1
    began = time.time()
    child = create_person(by=by, given=f"Kept{os.getpid()}", family=f"Number{number}")
    letter = b"%PDF-1.7\\n" + f"{child.pk} ".encode() * 500 + b"\\n%%EOF\\n"
    record_document(by=by, subjects=(child,), file=SimpleUploadedFile("letter.pdf", letter), title="Letter",
                    type="school", from_whom="Northgate School", dated_on=today())
    print(json.dumps([str(child.pk), began, time.time()]), file=said, flush=True)
"""
OPENS = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "cs_casework.settings"
from cs_casework import embedded
embedded.ensure_server()
django.setup()
from bench._sessions import signed_in
from cs_casework.accounts.models import User
client = signed_in(User.objects.get(username=sys.argv[1]), headers={"host": "localhost"})
print(client.get(f"/people/{sys.argv[2]}/").status_code)
"""
WRITES = "practitioner"


def main() -> int:
    asked = argparse.ArgumentParser(prog="bin/prove restore")
    asked.add_argument("--children", type=int, default=2000)
    asked.add_argument("--writers", type=int, default=3)
    asked.add_argument(
        "--seconds", type=float, default=10.0, help="For how long they write before and after the backup."
    )
    asked.add_argument("--port", type=int, default=8107)
    given = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="cs", dir="/tmp"))
    folder.chmod(0o711)  # the account that runs the database passes through
    try:
        wrong = prove(folder, given)
    finally:
        from cs_casework import embedded

        embedded.release_server()
        shutil.rmtree(folder, ignore_errors=True)
    for line in wrong:
        print(f"WRONG: {line}")
    print("Nothing was lost." if not wrong else f"{len(wrong)} things are wrong.")
    return 1 if wrong else 0


def prove(folder: Path, given: argparse.Namespace) -> list[str]:
    source, target, out = folder / "source", folder / "target", folder / "backups"
    out.mkdir()
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "ATTACHMENTS_ROOT", "BACKUP_KEY"):
        os.environ.pop(name, None)
    os.environ |= {
        "CS_DB_INSTANCE": "main",
        "CS_STATE_DIR": str(source),
        "DJANGO_SETTINGS_MODULE": "cs_casework.settings",
    }
    os.environ["FILES_WITHOUT_SCAN"] = "true"
    say("Making a service…")
    run(source, "manage.py", "migrate", "--verbosity=0")
    run(source, "manage.py", "seed", f"--children={given.children}")
    os.environ["CS_DB_ROLE"] = "owner"

    from cs_casework import embedded

    embedded.ensure_server()
    import django

    django.setup()
    from cs_casework.accounts.models import User
    from cs_casework.backups.making import make_backup
    from cs_casework.backups.sealing import new_key, recipients_in

    who = (
        User.objects.filter(role__code=WRITES, is_active=True)
        .order_by("username")
        .values_list("username", flat=True)[0]
    )
    recipients = recipients_in(new_key(folder / "key"))
    held: dict[str, Any] = {}

    def watch(snapshot: str) -> None:
        """A second reader of the same snapshot, which stands for as long as it is open."""
        reader = embedded.owner_connection().__enter__()
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        reader.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)))
        held.update(reader=reader, at=time.time())

    with writing(folder, who, given.writers) as recorded:
        time.sleep(given.seconds)
        began = time.time()
        made = make_backup(out, recipients=recipients, on_snapshot=watch)
        took = time.time() - began
        time.sleep(given.seconds)
    done = recorded()
    then = {table: rows_of(held["reader"], *table) for table in tables(held["reader"])}
    held["reader"].close()
    say(f"Backed up in {took:.1f} s while {len(done)} children and as many documents were recorded; restoring…")
    began = time.time()
    restored = run(target, "-m", "cs_casework.backups", "restore", str(made.folder), "--key", str(folder / "key"))
    say(f"Restored and verified in {time.time() - began:.1f} s: {restored.splitlines()[0]}")
    wrong = [] if made.is_whole else ["the backup says that it is not whole"]
    wrong += compared(target, then, done, began=made.manifest, at=held["at"])
    said = run(target, "manage.py", "verify_audit", "--seal", made.manifest["seal"])
    say(f"verify_audit: {said.strip().splitlines()[-1]}")
    if not serves(target, given.port):
        wrong.append("the service does not serve the restored database")
    before = [key for key, _began, ended in done if ended < held["at"]]
    if (status := run(target, "-c", OPENS, who, before[-1]).strip()) != "200":
        wrong.append(f"the page of a child who was recorded under load answers {status}")
    from bench._moment import back_to_a_moment

    wrong += back_to_a_moment(folder, source, who, given, writing, say)
    said = run(source, "manage.py", "verify_audit")
    say(f"verify_audit there: {said.strip().splitlines()[-1]}")
    return wrong


@contextmanager
def writing(folder: Path, who: str, writers: int) -> Iterator[Any]:
    """Writers without pause; each says of every child when it began and when it was acknowledged."""
    stop, logs = folder / "stop", [folder / f"said{number}" for number in range(writers)]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, who, str(stop), str(log)], cwd=ROOT, env=os.environ | {"CS_DB_ROLE": "app"}
        )
        for log in logs
    ]
    try:
        while not all(log.exists() and log.stat().st_size for log in logs):  # all of them write
            if any(process.poll() for process in running):
                raise SystemExit("A writer did not start.")
            time.sleep(0.1)
        yield lambda: [json.loads(line) for log in logs for line in log.read_text().splitlines()]
    finally:
        stop.touch()
        for process in running:
            process.wait(60)


def tables(connection: psycopg.Connection) -> list[tuple[str, str]]:
    from cs_casework.backups.tables import AS_TEXT, TABLES

    connection.execute(AS_TEXT)
    return connection.execute(TABLES).fetchall()


def rows_of(connection: psycopg.Connection, schema: str, table: str) -> Counter[bytes]:
    """A hash of each row, as often as it stands there."""
    asked = sql.SQL("SELECT casework_row::text FROM ONLY {} AS casework_row").format(sql.Identifier(schema, table))
    return Counter(hashlib.sha256(text.encode()).digest() for (text,) in connection.cursor().stream(asked))


def compared(target: Path, then: dict[Any, Counter[bytes]], done: list[Any], *, began: Any, at: float) -> list[str]:
    """What differs between the snapshot and what was restored."""
    from cs_casework.backups.restoring import session_table
    from cs_casework.embedded.server import OWNER_ROLE, Server

    os.environ["CS_STATE_DIR"] = str(target)
    server = Server("main")
    server.hold()
    wrong, rows = [], 0
    try:
        with psycopg.connect(**server.address(OWNER_ROLE, "cs_casework")) as owner:
            for schema, table in sorted(set(tables(owner)) | set(then)):
                name = f"{schema}.{table}"
                now, was = rows_of(owner, schema, table), then.get((schema, table), Counter())
                rows += was.total()
                if table != session_table() and was - now:
                    wrong.append(f"{(was - now).total()} rows of {name} are lost")
                if now - was and not name.startswith(ADDED_TO):
                    wrong.append(f"{(now - was).total()} rows of {name} were never there")
            there = {str(key) for (key,) in owner.execute("SELECT id FROM public.families_person")}
            named = dict(owner.execute("SELECT file, digest FROM public.cases_document").fetchall())
    finally:
        server.release()
    lost = [key for key, _began, ended in done if ended < at and key not in there]
    early = [key for key, began_at, _ended in done if began_at > at + 1 and key in there]
    wrong += [f"acknowledged before the snapshot and lost: {key}" for key in lost]
    wrong += [f"begun after the snapshot and there: {key}" for key in early]
    stored = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (target / "attachments").iterdir()}
    if stored != named:
        wrong.append(f"{len(set(stored.items()) ^ set(named.items()))} files are not those that the rows speak of")
    meant = sum(ended < at for _key, _began, ended in done)
    say(
        f"Compared {rows:,} rows of {len(then)} tables and {len(named)} files;"
        f" {meant - len(lost)} of {meant} children acknowledged before are there."
    )
    return wrong


def serves(target: Path, port: int) -> bool:
    environment = os.environ | {"CS_STATE_DIR": str(target), "PORT": str(port), "CS_DB_ROLE": "app", "WORKERS": "1"}
    server = subprocess.Popen(
        [sys.executable, "-m", "cs_casework.serve"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        if "Serving" not in server.stdout.readline():
            return False
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        asked.request("GET", "/", headers={"Host": "localhost"})
        return asked.getresponse().status == 200
    finally:
        server.terminate()
        server.wait(60)


def run(state: Path, *command: str) -> str:
    environment = os.environ | {
        "CS_STATE_DIR": str(state),
        "CS_DB_ROLE": "app",
    }  # manage.py makes it the owner's where due
    ended = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if ended.returncode:
        raise SystemExit(f"{' '.join(command[:3])} ended with {ended.returncode}.")
    return ended.stdout


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
