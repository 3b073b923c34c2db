"""A stream of notes written over HTTP while what serves them is killed, and what the database holds of each afterwards.

Used by the short form of the proof in `test_serve.py` and by `bin/prove faults`.
"""

import http.client
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread, get_ident
from urllib.parse import urlencode
from uuid import uuid4

import psutil
import psycopg

from cs_casework.embedded.server import Server
from cs_casework.outages import Trouble

WRITERS = 4
TOKEN = "a" * 32
GIVE_UP_AFTER = 120
# Every so many'th write that got no answer is not sent again, so that it is seen whether it was made whole or not at all.
LEFT_ALONE = 3

MAKE_THEM = """
from bench._sessions import signed_in
from tests import factories
writer = factories.UserFactory(code='practitioner', username='wren', name='Wren Ashdown')
client = signed_in(writer)
print(factories.PersonFactory(given='Ilse', family='Varga', birth_on='2013-06-01').pk, client.cookies['sessionid'].value)
"""
# Each note, and what has to be there with it, once: that it stands on the child, its version, its audit, and the draft
# that says what it became.
HELD = """
    SELECT note.happened,
           (SELECT count(*) FROM cases_notesubject AS on_it WHERE on_it.note_id = note.id),
           (SELECT count(*) FROM cases_historicalcasenote AS version WHERE version.id = note.id),
           (SELECT count(*) FROM audit_auditevent AS event WHERE event.record_id = note.id AND action = 'note.recorded'),
           (SELECT count(*) FROM drafts_draft AS draft WHERE draft.result = note.id)
    FROM cases_casenote AS note
    WHERE EXISTS (SELECT 1 FROM cases_notesubject AS on_it WHERE on_it.note_id = note.id AND on_it.child_id = %s)
      AND note.happened LIKE %s
"""


@dataclass
class Tally:
    """What became of each write: acknowledged, or cut off and left alone."""

    acknowledged: set[str] = field(default_factory=set)
    unanswered: set[str] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0


class Writers:
    """Four people who write one note after another until told to stop."""

    def __init__(self, port: int, child: str, session: str) -> None:
        self.port, self.child, self.session = port, child, session
        self.tally = Tally()
        self.mark = f"Fault {uuid4().hex[:8]}"  # of these writers, and of none before them
        self._lock = Lock()
        self._told: set[int] = set()
        self._ended = Event()
        self._threads = [Thread(target=self._write, daemon=True) for _ in range(WRITERS)]

    def __enter__(self) -> "Writers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, more: int) -> None:
        """Until so many more have been acknowledged."""
        goal = len(self.tally.acknowledged) + more
        deadline = time.monotonic() + GIVE_UP_AFTER
        while len(self.tally.acknowledged) < goal:
            assert time.monotonic() < deadline, self.tally.answers
            time.sleep(0.005)

    def wait_until_told(self) -> None:
        """Until each has been told once more that the records cannot be reached; `_send` sees to the words."""
        with self._lock:
            self._told.clear()
        deadline = time.monotonic() + GIVE_UP_AFTER
        while len(self._told) < WRITERS:
            assert time.monotonic() < deadline, self.tally.answers
            time.sleep(0.005)

    def _write(self) -> None:
        while not self._ended.is_set():
            key, tries = str(uuid4()), 0
            while not self._send(key):
                tries += 1
                if self._ended.is_set() or hash(key) % LEFT_ALONE == 0:
                    with self._lock:
                        self.tally.unanswered.add(key)
                    break
                time.sleep(0.05)

    def _send(self, key: str) -> bool:
        """Whether it was acknowledged. Sent again it carries the same key, as the page of a form does."""
        fields = {
            "csrfmiddlewaretoken": TOKEN, "draft_id": key, "kind": "contact", "title": "By phone",
            "occurred_at-day": "2", "occurred_at-month": "3", "occurred_at-year": "2025", "occurred_at-time": "10am",
            "happened": f"{self.mark} {key}", "subject": f"child:{self.child}", "_record": "1", "_prompted": "1",
        }  # fmt: skip
        headers = {
            "Host": "localhost",
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        began = time.monotonic()
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as asked:
                asked.request("POST", f"/notes/new/?about=child:{self.child}", urlencode(fields), headers)
                answered = asked.getresponse()
                status, leads_to = answered.status, answered.headers.get("Location", "")
                again_after = answered.headers.get("Retry-After", "")
                page = answered.read().decode()
        except (OSError, http.client.HTTPException):
            status, leads_to, again_after, page = 0, "", "", ""
        done = status == 302 and self.child in leads_to
        with self._lock:
            self.tally.answers["cut off" if status == 0 else str(status)] += 1
            if status:
                self.tally.longest = max(self.tally.longest, time.monotonic() - began)
            if done:
                self.tally.acknowledged.add(key)
        assert done or status in {0, 502, 503}, (status, leads_to, page[-2000:])
        if status == 503:
            # In plain words, with when to come again, and with what was typed still in hand.
            outage = Trouble.OUTAGE
            said = [str(outage.heading), str(outage.words), str(outage.of_what_was_sent(recorded_once=True)), key]
            assert all(words in page for words in said), page[-2000:]
            assert again_after == str(outage.pause)
            with self._lock:
                self._told.add(get_ident())
        assert "Traceback" not in page
        return done


def kill_web_server(supervisor: int) -> None:
    """Kill the process that has answered pages for the longest; the one that watches them starts another.

    Not the newest, nor all: granian gives up where one that it has just started ends again, and whatever watches the whole
    service starts that again.
    """
    granian = next(part for part in psutil.Process(supervisor).children() if "granian" in " ".join(part.cmdline()))
    workers = [part for part in granian.children() if part.status() != psutil.STATUS_ZOMBIE]
    min(workers, key=psutil.Process.create_time).kill()


def kill_database(server: Server) -> None:
    """Kill the server and whatever it started, as a power cut does, and start it again."""
    pid = server.postmaster()
    assert pid
    whole = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    for process in whole:
        with suppress(psutil.NoSuchProcess):  # a part of it ends when it does
            process.kill()
    # Killed is not gone: for a moment it would be taken for a server that runs.
    deadline = time.monotonic() + GIVE_UP_AFTER
    while not all(map(_is_gone, whole)):
        assert time.monotonic() < deadline
        time.sleep(0.005)
    server.hold()


def _is_gone(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def judged(address: dict[str, str], writers: Writers) -> str:
    """Fails where an acknowledged write is not there, once and whole, or another is there in part. Says the figures."""
    tally = writers.tally
    with psycopg.connect(**address) as owner:
        rows = owner.execute(HELD, [writers.child, f"{writers.mark} %"]).fetchall()
        fsync = owner.execute("SHOW fsync").fetchone()
    held = Counter(text.removeprefix(f"{writers.mark} ") for text, *_parts in rows)
    assert {tuple(parts) for _text, *parts in rows} <= {(1, 1, 1, 1)}
    lost = tally.acknowledged - held.keys()
    assert not lost, f"{len(lost)} acknowledged writes are not there"
    assert max(held.values()) == 1
    made = tally.unanswered & held.keys()
    assert held.keys() <= tally.acknowledged | tally.unanswered
    return (
        f"{len(tally.acknowledged)} acknowledged: all there, once, each with its child, version, audit and draft. "
        f"{len(tally.unanswered)} given up unanswered: {len(tally.unanswered) - len(made)} wholly absent, "
        f"{len(made)} whole (the answer was lost, not the write), 0 in part. "
        f"Answers: {dict(tally.answers)}; the longest took {tally.longest:.1f} s; fsync {fsync[0] if fsync else '?'}."
    )
