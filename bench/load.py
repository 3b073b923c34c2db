"""People at work in a large service, all at once: `bin/prove load`.

Clients, each a worker with a caseload and one of them a manager, sign in by password and code, read lists, records, notes
and contacts, search and write notes, in the shares of `MIX`, of `bin/serve`. A bare Django view with one statement, on the
same kind of server and the same database, is asked by as many clients before and after, for a tenth of the time. Fails
where an answer is an error, or is another page than the one that was asked for.
"""

import argparse
import base64
import hashlib
import hmac
import http.client
import json
import os
import random
import re
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
from secrets import token_urlsafe
from threading import Lock
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import psutil

from bench._services import PROJECT, Size, ready, say

TOKEN = "a" * 32
PASSWORD = token_urlsafe()
# How often each is asked among a hundred.
MIX = {
    "home": 12, "caseload": 8, "own caseload": 6, "people": 5, "contexts": 5, "contacts": 6, "search": 6, "person": 16,
    "person's notes": 12, "case": 8, "context": 5, "note form": 5, "note written": 4, "sign-in": 2,
}  # fmt: skip
# People of whom a child is one: the others are parents and carers.
PEOPLE_A_CHILD = 1.8
SIGN_OUT = b'action="/sign-out/"'  # stands on every page of somebody who is signed in

# Workers with a caseload, and the demo's manager: half of what each looks at is their own. What the service was filled with
# is sealed first, as it is in one that has stood for some days.
LOOK_UP = """
import json, sys
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cases.models import Allocation, Case, CaseChild
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.audit.changes import seal_changes
from families.models import Person
while seal_changes()[0]:
    pass
held = Allocation.objects.current().filter(case__status='open', case__family__isnull=False).order_by().values('worker')
workers = User.objects.filter(pk__in=held, role='practitioner', is_active=True).order_by('username')
clients = []
for user in [User.objects.get(username='manager'), *workers[:{clients} - 1]]:
    user.set_password('{password}')
    user.save()
    Authenticator.objects.filter(user_id=user.pk).delete()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    children = CaseChild.objects.visible_to(user).open().order_by('pk')
    cases, contexts = Case.objects.visible_to(user).open().order_by('pk'), Context.objects.visible_to(user).order_by('pk')
    own, own_cases = children.held_by(user), cases.allocated_to(user)
    read = dict(
        children=[list(own.values_list('child', flat=True)), list(children.values_list('child', flat=True)[:2000])],
        cases=[list(own_cases.values_list('pk', flat=True)), list(cases.values_list('pk', flat=True)[:2000])],
        contexts=[[], list(contexts.values_list('pk', flat=True)[:2000])],
    )
    clients.append(dict(username=user.username, secret=secret, **read))
json.dump(dict(people=Person.objects.count(), clients=clients), sys.stdout, default=str)
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
            if status != 200:
                self.errors[f"{what}: {status}"] += 1

    @property
    def all(self) -> list[float]:
        return [seconds for each in self.took.values() for seconds in each]


class Person:
    """One client: an account, a connection that is kept open, and records to look at."""

    def __init__(self, port: int, *, username: str = "", secret: str = "", **records: list[list[str]]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.username, self.secret, self.records = username, secret, records
        self.cookies, self.step = {"csrftoken": TOKEN}, 0
        self.random = random.Random(username)

    def one_of(self, kind: str) -> str:
        own, others = self.records[kind]
        return self.random.choice(own if own and self.random.random() < 0.5 else others)

    def ask(self, what: str) -> int:
        if what == "bare":
            return self.request("GET", "/")[0]
        if what == "sign-in":
            return self.sign_in()
        if what == "search":
            return self.shown("/search/", _search="1", q=self.random.choice(["ashdown", "park", "mohammed", "smith"]))
        child = self.one_of("children")
        about = f"/notes/new/?about=child:{child}"
        if what == "note written":
            return self.shown(about, **note_on(child))
        person = f"/people/{child}/"
        # Each with what stands on it and on no other: a row of the list, the record, the form.
        path, holds = {
            "home": ("/", "app-figures"),
            "caseload": ("/children/", "/people/"),
            "own caseload": ("/children/?mine=on", "/people/" if self.records["children"][0] else "/children/"),
            "people": ("/people/", "/people/new/"),
            "contexts": ("/contexts/", "/contexts/new/"),
            "contacts": ("/referrals/", "/referrals/"),
            "person": (person, f"{person}notes/"),
            "person's notes": (f"{person}notes/", person),
            "case": (case := f"/cases/{self.one_of('cases')}/", case),
            "context": (context := f"/contexts/{self.one_of('contexts')}/", context),
            "note form": (about, 'name="draft_id"'),
        }[what]  # fmt: skip
        return self.shown(path, holds)

    def shown(self, path: str, holds: str = "", **sent: str) -> int:
        """The status of a page, or of the page that a form leads on to: 422 where it is another than was asked for."""
        status, answered, leads_to = self.request("POST" if sent else "GET", path, **sent)
        if sent:
            if status != 302:
                return status if status >= 400 else 422  # shown again, the form was refused
            status, answered, leads_to = self.request("GET", leads_to)
        if status == 302 or (status == 200 and (SIGN_OUT not in answered or holds.encode() not in answered)):
            return 422
        return status

    def sign_in(self) -> int:
        """By password and by the code of an app, which is good once: where this one was used, their home is asked for."""
        step = int(time.time()) // 30
        if step == self.step:
            return self.ask("home")
        self.step = step
        self.cookies.pop("sessionid", None)
        status, _answered, leads_to = self.request("POST", "/", username=self.username, password=PASSWORD)
        if status != 302 or not leads_to.startswith("/sign-in/second-step/"):
            return status if status >= 400 else 422
        return self.shown(leads_to, code=code_of(self.secret, step))

    def request(self, method: str, path: str, **sent: str) -> tuple[int, bytes, str]:
        """Status, page, and where it leads."""
        headers = {
            "Host": "localhost",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **sent}) if method == "POST" else None
        try:
            self.connection.request(method, path, body, headers)
            answered = self.connection.getresponse()
            page = answered.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return 0, b"", ""
        for said in answered.headers.get_all("Set-Cookie") or []:
            if found := re.match(r"sessionid=([^;]*)", said):
                self.cookies["sessionid"] = found[1]
        return answered.status, page, answered.headers.get("Location", "")


def code_of(secret: str, step: int) -> str:
    """What an authenticator app shows in that half minute (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8), hashlib.sha1)
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


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
    asked_of = LOOK_UP.format(clients=given.clients, password=PASSWORD)
    found = json.loads(run("manage.py", "shell", "--no-imports", "-c", asked_of, env=environment))
    names = [name for name, share in MIX.items() for _ in range(share)]
    seconds = given.minutes * 60
    with served(environment) as (port, memory):
        work = [Person(port, **client) for client in found["clients"]]
        if any(person.sign_in() != 200 for person in work):
            raise SystemExit("Somebody could not sign in.")
        with bare(environment) as bare_port:
            idle = [Person(bare_port) for _person in work]
            stream(work, lambda person: person.random.choice(names), min(10, seconds / 10))  # warm
            floor = [stream(idle, lambda _person: "bare", seconds / 20)]
            before = memory()
            rate, asked = stream(work, lambda person: person.random.choice(names), seconds)
            after = memory()
            floor.append(stream(idle, lambda _person: "bare", seconds / 20))
    bare_rate = statistics.mean(rate for rate, _asked in floor)
    errors = asked.errors + sum((each.errors for _rate, each in floor), Counter())
    print(f"{found['people']:,} people, {len(work)} clients, {given.minutes:g} minutes, {os.cpu_count()} processors")
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
