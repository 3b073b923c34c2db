"""People at work in a large service, all at once: `bin/prove load`.

Clients sign in, read lists, records, notes and contacts, search and write notes, in the shares of `MIX`, of `bin/serve`.
A bare Django view with one statement, on the same kind of server and the same database, is asked by as many clients before
and after, for a tenth of the time. Fails where an answer is an error.
"""

import argparse
import http.client
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import psutil

from bench._services import PROJECT, Size, ready, say

TOKEN = "a" * 32
# How often each is asked among a hundred.
MIX = {
    "home": 14, "caseload": 10, "people": 8, "contacts": 8, "search": 6, "person": 16, "person's notes": 12, "case": 8,
    "context": 6, "note form": 6, "note written": 4, "sign-in": 2,
}  # fmt: skip
# People of whom a child is one: the others are parents and carers.
PEOPLE_A_CHILD = 1.8

LOOK_UP = """
from bench._sessions import signed_in
from cs_casework.accounts.models import User
from cases.models import Case, CaseChild
from contexts.models import Context
from families.models import Person
user = User.objects.get(username='practitioner')
children = CaseChild.objects.visible_to(user).open().order_by('pk')
print(Person.objects.count())
print(*children.values_list('child', flat=True)[:2000])
print(*Case.objects.visible_to(user).order_by('pk').values_list('pk', flat=True)[:2000])
print(*Context.objects.visible_to(user).order_by('pk').values_list('pk', flat=True)[:2000])
for _number in range({clients}):
    print(signed_in(user).cookies['sessionid'].value)
"""


@dataclass
class Asked:
    """How long each answer took, by what was asked, and which answers were errors."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)

    def note(self, what: str, status: int, seconds: float) -> None:
        with self.lock:
            self.took[what].append(seconds)
            if status not in {200, 302}:
                self.errors[f"{what}: {status}"] += 1

    @property
    def all(self) -> list[float]:
        return [seconds for each in self.took.values() for seconds in each]


class Person:
    """One client: a session, a connection that is kept open, and records to look at."""

    def __init__(self, port: int, session: str, children: list[str], cases: list[str], contexts: list[str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.session, self.children, self.cases, self.contexts = session, children, cases, contexts
        self.random = random.Random(session)

    def ask(self, what: str) -> int:
        child, case = self.random.choice(self.children), self.random.choice(self.cases)
        about = f"/notes/new/?about=child:{child}"
        if what == "note written":
            return self.send(about, **note_on(child))
        if what == "sign-in":
            return self.send("/", signed_in=False, username="practitioner", password="demo-password")
        if what == "search":
            return self.send("/search/", _search="1", q=self.random.choice(["ashdown", "park", "mohammed", "smith"]))
        paths = {
            "home": "/", "caseload": "/children/", "people": "/people/", "contacts": "/referrals/",
            "person": f"/people/{child}/", "person's notes": f"/people/{child}/notes/", "case": f"/cases/{case}/",
            "context": f"/contexts/{self.random.choice(self.contexts)}/", "note form": about, "bare": "/",
        }  # fmt: skip
        return self.request("GET", paths[what])

    def send(self, path: str, *, signed_in: bool = True, **fields: str) -> int:
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields})
        return self.request("POST", path, body, signed_in=signed_in)

    def request(self, method: str, path: str, body: str | None = None, *, signed_in: bool = True) -> int:
        """The status of the answer, and of the page that a search leads on to."""
        cookies = f"csrftoken={TOKEN}" + (f"; sessionid={self.session}" if signed_in else "")
        headers = {"Host": "localhost", "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            self.connection.request(method, path, body, headers)
            answered = self.connection.getresponse()
            answered.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return 0
        if path == "/search/" and answered.status == 302:
            return self.request("GET", answered.headers["Location"])
        # Written or signed in, it leads on; shown again, the form was refused. A page that leads elsewhere was not shown.
        if (method, answered.status) in {("POST", 200), ("GET", 302)}:
            return 422
        return answered.status


def note_on(child: str) -> dict[str, str]:
    return {
        "draft_id": str(uuid4()), "kind": "contact", "title": "By phone", "happened": "We spoke of the week.",
        "occurred_at-day": "2", "occurred_at-month": "3", "occurred_at-year": "2025", "occurred_at-time": "10am",
        "subject": f"child:{child}", "_record": "1", "_prompted": "1",
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--clients", type=int, default=8)
    given = parser.parse_args()
    children = round(given.people / PEOPLE_A_CHILD)
    size = Size(children, max(40, children // 5), children * 3, children * 6)
    state = ready(size, called=f"load-{given.people}")
    environment = os.environ | {"CS_STATE_DIR": str(state)}
    environment.pop("CS_DB_INSTANCE", None)
    looked = run("manage.py", "shell", "--no-imports", "-c", LOOK_UP.format(clients=given.clients), env=environment)
    people, found_children, found_cases, found_contexts, *sessions = looked.splitlines()
    lists = found_children.split(), found_cases.split(), found_contexts.split()
    names = [name for name, share in MIX.items() for _ in range(share)]
    seconds = given.minutes * 60
    with served(environment) as (port, memory):
        work = [Person(port, session, *lists) for session in sessions]
        with bare(environment) as bare_port:
            idle = [Person(bare_port, session, *lists) for session in sessions]
            stream(work, lambda person: person.random.choice(names), min(10, seconds / 10))  # warm
            floor = [stream(idle, lambda _person: "bare", seconds / 20)]
            before = memory()
            rate, asked = stream(work, lambda person: person.random.choice(names), seconds)
            after = memory()
            floor.append(stream(idle, lambda _person: "bare", seconds / 20))
    bare_rate = statistics.mean(rate for rate, _asked in floor)
    errors = asked.errors + sum((each.errors for _rate, each in floor), Counter())
    print(f"{int(people):,} people, {given.clients} clients, {given.minutes:g} minutes, {os.cpu_count()} processors")
    print(f"{len(asked.all):,} requests, {rate:.1f} a second; a bare Django view {bare_rate:.1f} a second")
    print(f"ratio: {rate / bare_rate:.3f}")
    print(f"errors: {sum(errors.values())} {dict(errors) or ''}")
    print(f"memory of web server and worker: {before:.0f} MB at the start, {after:.0f} MB at the end")
    print("| | asked | p50 ms | p95 ms |\n|---|---|---|---|")
    for name, took in [("all", asked.all), *sorted(asked.took.items())]:
        print(f"| {name} | {len(took):,} | {1000 * statistics.median(took):.0f} | {1000 * percentile(took, 95):.0f} |")
    return 1 if errors else 0


def stream(people: list[Person], choose: Callable[[Person], str], seconds: float) -> tuple[float, Asked]:
    """Everybody asks one thing after another for so long: how many were answered a second, and how."""
    asked, ends = Asked(), time.monotonic() + seconds

    def go(person: Person) -> None:
        person.connection.close()  # the server has closed what was idle for a while, as a browser would find
        while (began := time.monotonic()) < ends:
            what = choose(person)
            asked.note(what, person.ask(what), time.monotonic() - began)

    began = time.monotonic()
    with ThreadPoolExecutor(len(people)) as threads:
        for done in [threads.submit(go, person) for person in people]:
            done.result()
    return len(asked.all) / (time.monotonic() - began), asked


def percentile(took: list[float], share: int) -> float:
    return sorted(took)[min(len(took) - 1, len(took) * share // 100)]


@contextmanager
def served(environment: dict[str, str]) -> Any:
    """`bin/serve`, its port, and a function that says how much memory it and its parts hold, in MB."""
    port = free_port()
    with process([sys.executable, "-m", "cs_casework.serve"], environment | {"PORT": str(port)}, port) as running:

        def memory() -> float:
            whole = [running, *running.children(recursive=True)]
            # What the processes share is counted once for each: it is the growth that tells.
            return sum(part.memory_info().rss for part in whole if "postgres" not in part.name()) / 1024**2

        yield port, memory


@contextmanager
def bare(environment: dict[str, str]) -> Any:
    """The bare view on a server of the same kind and size."""
    from cs_casework.serve import _server_command

    port = free_port()
    command = [
        part.replace("cs_casework.wsgi:application", "bench._bare:application")
        for part in _server_command("127.0.0.1", str(port))
    ]
    settings = {"CS_BARE": "1", "DJANGO_SETTINGS_MODULE": "cs_casework.settings"}
    with process(command, environment | settings, port):
        yield port


@contextmanager
def process(command: list[str], environment: dict[str, str], port: int) -> Any:
    started = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 120
        while True:
            try:
                with closing(socket.create_connection(("127.0.0.1", port), timeout=1)):
                    break
            except OSError:
                if started.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit("The server did not start.") from None
                time.sleep(0.1)
        yield psutil.Process(started.pid)
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(60)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def run(*arguments: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=PROJECT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        say(done.stderr)
        raise SystemExit("The service could not be looked up.")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
