"""Following a hundred thousand children by `?since=`, of `bin/serve` over its own port, and what memory that takes: a part
of `bin/prove api`.

The peak of each process of the server is what the kernel remembers of it, read when a tenth has come and at the end.
"""

import http.client
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from bench._services import PEOPLE, ready, say
from bench._timing import table
from bench.load import free_port, process, run

# What is collected by then is there for good: what comes after may take this much more of it.
MOST_MORE = 1.1
# Written on the server between one answer and the next; and taken away.
CHANGE = """
from cs_casework.api.people import children
from cs_casework.accounts.models import User
from families.models import Person
user = User.objects.get(username='practitioner')
seen = children(user).visible_to(user).filter(restricted_on=None).order_by('pk').values_list('pk', flat=True)
print(Person.objects.filter(pk__in=list(seen[:{number}])).update(school='{school}'))
"""
END = """
from cs_casework.accounts.models import ApiFollowing, ApiToken, ApiTold
token = ApiToken.objects.filter(name='{name}').latest('pk')
ApiTold.objects.filter(token_id=token.pk).delete()
ApiFollowing.objects.filter(token_id=token.pk).delete()
"""
NAME, CHANGED = "A warehouse that is measured", 1000


@dataclass
class Answered:
    """One answer: what it said, how long it took, and the peak of memory in MB when a tenth had come, and at its end."""

    records: int
    gone: int
    key: str
    seconds: float
    early: float
    late: float


def follow(folder: Path | None) -> int:
    state = ready(PEOPLE, folder, called="matching")
    environment = os.environ | {"CS_STATE_DIR": str(state)}
    environment.pop("CS_DB_INSTANCE", None)
    said = run("manage.py", "api_token", "practitioner", f"--name={NAME}", env=environment)
    secret, port = said.split()[-1], free_port()
    command = [sys.executable, "-m", "cs_casework.serve"]
    try:
        with process(command, environment | {"PORT": str(port)}, port) as server:
            say("Following every child…")
            first = _answer(server, port, secret, "", PEOPLE.children)
            nothing = _answer(server, port, secret, first.key, CHANGED)
            # Another than they had: a service that is kept has been followed before.
            change = CHANGE.format(number=CHANGED, school=f"Elm {secret[-8:]}")
            run("manage.py", "shell", "--no-imports", "-c", change, env=environment)
            some = _answer(server, port, secret, nothing.key, CHANGED)
    finally:
        run("manage.py", "shell", "--no-imports", "-c", END.format(name=NAME), env=environment)
    answers = {"everything": first, "nothing changed": nothing, f"{CHANGED:,} changed": some}
    rows = [
        [name, one.records, one.gone, one.seconds, one.early, one.late, one.late / one.early]
        for name, one in answers.items()
    ]
    head = ["answer", "records", "gone", "seconds", "peak MB after a tenth", "peak MB at the end", "times as much"]
    print(table(head, rows))
    wrong = [
        words
        for words, holds in (
            (f"{first.records:,} children were told of", first.records > PEOPLE.children * 9 // 10),
            ("memory grew with the children", first.late <= first.early * MOST_MORE),
            ("what had not changed was told again", nothing.records == 0),
            ("what changed was not told of", some.records == CHANGED),
        )
        if not holds
    ]
    print(*wrong, sep="\n")
    return 1 if wrong else 0


def _answer(server: psutil.Process, port: int, secret: str, key: str, expected: int) -> Answered:
    began, records, gone, early, last = time.monotonic(), 0, 0, 0.0, {}
    for last in _lines(port, secret, key):
        records += "since" not in last
        gone += bool(last.get("gone"))
        if not early and records >= expected // 10:
            early = _peak(server)
    late = _peak(server)
    return Answered(records, gone, last["since"], time.monotonic() - began, early or late, late)


def _lines(port: int, secret: str, key: str) -> Iterator[dict[str, Any]]:
    headers = {"Host": "localhost", "Authorization": f"Token {secret}", "Accept": "application/x-ndjson"}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=600)) as connection:
        connection.request("GET", f"/api/v1/children/?since={key}", headers=headers)
        answered = connection.getresponse()
        if answered.status != 200:
            raise SystemExit(f"{answered.status}: {answered.read()[:500].decode()}")
        for text in answered:
            yield json.loads(text)


def _peak(server: psutil.Process) -> float:
    """What the server and its parts have held at most. What they share is counted once for each: it is the growth that
    tells."""
    found = 0
    for part in [server, *server.children(recursive=True)]:
        if "postgres" in part.name():
            continue
        status = Path(f"/proc/{part.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        peak = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), part.memory_info().rss)
        found += peak
    return found / 1024**2
