"""Migrations made and taken back while pages are read and records written: `bin/prove migrate`.

Makes a synthetic service in a folder of its own and has readers and writers ask without pause. Meanwhile the migrations
of a later version are made and taken back, again and again: a column, an index, a constraint and its validation, on a table
that is asked for. Every other time somebody holds that table until a migration has given way. No request may fail, and none
may take longer than the slowest without a migration by more than the lock timeout.

    bin/prove migrate [--children 2000] [--rounds 3]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parents[1]
# How long somebody's transaction stays open at most, in seconds; and how much longer than the lock timeout a request may
# take at most than without a migration: what else two processors do.
HELD, SLACK = 120, 1.5
GAVE_WAY = "A table is in use"

SETTINGS = "from cs_casework.settings import *\nINSTALLED_APPS = [*INSTALLED_APPS, 'later']\n"
MIGRATIONS = {
    "0001_column": """
    operations = [migrations.RunSQL("ALTER TABLE families_person ADD COLUMN later_word text NOT NULL DEFAULT ''",
                                    "ALTER TABLE families_person DROP COLUMN later_word")]
""",
    "0002_index": """
    atomic = False
    operations = [migrations.RunSQL("CREATE INDEX CONCURRENTLY later_index ON families_person (later_word)",
                                    "DROP INDEX CONCURRENTLY later_index")]
""",
    "0003_constraint": """
    operations = [migrations.RunSQL(
        "ALTER TABLE families_person ADD CONSTRAINT later_check CHECK (length(later_word) < 99) NOT VALID",
        "ALTER TABLE families_person DROP CONSTRAINT later_check")]
""",
    "0004_validated": """
    operations = [migrations.RunSQL("ALTER TABLE families_person VALIDATE CONSTRAINT later_check", migrations.RunSQL.noop)]
""",
}
ASKS = """
import json, os, sys, time, django
os.environ["DJANGO_SETTINGS_MODULE"] = "cs_casework.settings"
from cs_casework import embedded
embedded.ensure_server()
django.setup()
from bench._sessions import signed_in
from cs_casework.accounts.models import User
from families.models import Person
from families.workflow import create_person
writes, who, stop, said, number = sys.argv[1] == "writes", sys.argv[2], sys.argv[3], open(sys.argv[4], "a"), 0
by = User.objects.get(username=who)
client = signed_in(by, headers={"host": "localhost"}, raise_request_exception=False)
keys = list(Person.objects.visible_to(by).values_list("pk", flat=True)[:50])
while not os.path.exists(stop):
    number += 1
    began, well = time.time(), True
    try:
        if writes:
            create_person(by=by, given=f"Kept{os.getpid()}", family=f"Number{number}")
        else:
            well = client.get(f"/people/{keys[number % len(keys)]}/").status_code == 200
    except Exception as problem:
        well = repr(problem)
    print(json.dumps([began, time.time() - began, well]), file=said, flush=True)
"""


def main() -> int:
    asked = argparse.ArgumentParser(prog="bin/prove migrate")
    asked.add_argument("--children", type=int, default=2000)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="cs", dir="/tmp"))
    folder.chmod(0o711)  # the account that runs the database passes through
    try:
        return prove(folder, given)
    finally:
        from cs_casework import embedded

        embedded.release_server()
        shutil.rmtree(folder, ignore_errors=True)


def prove(folder: Path, given: argparse.Namespace) -> int:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "ATTACHMENTS_ROOT"):
        os.environ.pop(name, None)
    os.environ |= {"CS_DB_INSTANCE": "main", "CS_STATE_DIR": str(folder / "state"), "CS_DB_ROLE": "app"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "cs_casework.settings"
    later = folder / "later"
    (later / "migrations").mkdir(parents=True)
    (later / "__init__.py").touch()
    (later / "migrations" / "__init__.py").touch()
    before = "('families', '0001_initial')"
    for name, body in MIGRATIONS.items():
        (later / "migrations" / f"{name}.py").write_text(
            f"from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
            f"    dependencies = [{before}]{body}"
        )
        before = f"('later', '{name}')"
    (folder / "later_settings.py").write_text(SETTINGS)
    say("Making a service…")
    manage("collectstatic", "--noinput", "--verbosity=0")
    manage("migrate", "--verbosity=0")
    manage("seed", f"--children={given.children}")

    from cs_casework import embedded

    embedded.ensure_server()
    import django

    django.setup()
    from cs_casework.accounts.models import User
    from cs_casework.audit.management.commands.migrate import LOCK_SECONDS

    who = User.objects.filter(role__code="practitioner", is_active=True).order_by("username")[0].username
    stop = folder / "stop"
    logs = {folder / f"{kind}{number}": kind for kind in ("reads", "writes") for number in range(2)}
    running = [
        subprocess.Popen([sys.executable, "-c", ASKS, kind, who, str(stop), str(log)], cwd=ROOT)
        for log, kind in logs.items()
    ]
    spans: list[tuple[float, float]] = []
    retried = 0
    try:
        while not all(log.exists() and log.stat().st_size for log in logs):
            if any(process.poll() for process in running):
                raise SystemExit("One of those who ask did not start.")
            time.sleep(0.1)
        time.sleep(10)  # as it is without a migration
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "later_settings", "PYTHONPATH": f"{folder}:{ROOT}"}
        for number in range(given.rounds):
            for target in (["later"], ["later", "zero"]):
                gave_way = threading.Event()
                holding = threading.Thread(target=hold, args=[database(), gave_way])
                if number % 2 == 0:
                    holding.start()
                began = time.time()
                said = manage("migrate", *target, environment=environment, gave_way=gave_way)
                retried += said.count(GAVE_WAY)
                spans.append((began, time.time()))
                gave_way.set()  # where it found the table free
                if number % 2 == 0:
                    holding.join()
    finally:
        stop.touch()
        for process in running:
            process.wait(60)
    requests = [json.loads(line) for log in logs for line in log.read_text().splitlines()]
    return told(requests, spans, retried, lock_seconds=LOCK_SECONDS)


def told(requests: list[Any], spans: list[tuple[float, float]], retried: int, *, lock_seconds: float) -> int:
    def meanwhile(began: float, took: float) -> bool:
        return any(began < end and began + took > start for start, end in spans)

    failed = [well for _began, _took, well in requests if well is not True]
    during = sorted(took for began, took, _well in requests if meanwhile(began, took))
    without = sorted(took for began, took, _well in requests if not meanwhile(began, took))
    for name, found in (("without a migration", without), ("during one", during)):
        p50, p99 = found[len(found) // 2], found[int(len(found) * 0.99)]
        say(f"{len(found):,} requests {name}: p50 {p50:.3f} s, p99 {p99:.3f} s, slowest {found[-1]:.3f} s")
    say(f"{len(spans)} runs of migrate, which gave way {retried} times; {len(failed)} requests failed.")
    for problem in failed[:5]:
        say(f"failed: {problem}")
    slow = during[-1] > without[-1] + lock_seconds + SLACK
    if slow:
        say("A request waited for a migration for longer than the lock timeout.")
    return 1 if failed or slow or not retried else 0


def database() -> dict[str, str]:
    from django.db import connection

    found = {key: connection.settings_dict[key.upper()] for key in ("user", "host", "port")}
    return found | {"dbname": connection.settings_dict["NAME"]}


def hold(address: dict[str, str], gave_way: threading.Event) -> None:
    """A transaction that reads a table and stays open until a migration has given way to it."""
    with psycopg.connect(**address) as connection:
        connection.execute("SELECT FROM families_person LIMIT 1")
        gave_way.wait(HELD)


def manage(*command: str, environment: dict[str, str] | None = None, gave_way: threading.Event | None = None) -> str:
    running = subprocess.Popen(
        [sys.executable, "-u", "manage.py", *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout
    said = ""
    with running.stdout:
        for line in running.stdout:
            said += line
            if gave_way and GAVE_WAY in line:
                gave_way.set()
    if running.wait():
        raise SystemExit(f"manage.py {' '.join(command)} ended with {running.returncode}: {said[-300:]}")
    return said


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
