"""How fast people and notes are found, beside the least that would do: see bench/README.md.

In a service of a million people and two million notes, for every kind of question, side by side in one run:
  a  a statement written by hand, through psycopg, that gives back the same first twenty for the same reader
     (bench/search --check says whether it does)
  b  the search's own database work: what it asks about records, sent again as it was sent
  c  the search itself: find_people(), find_notes()
  d  the page of one kind, for somebody who is signed in
  e  the page of everything that is found
"""

import argparse
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench._links import set_up
from bench._questions import EACH, NOTES, PEOPLE, Question, questions
from bench._services import PROJECT, SEARCHED, Size, ready, say
from bench._timing import machine, quantile, side_by_side, table

ROUNDS = 3
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FIRST, SEED = 20, 1
SMALL = Size(5_530, 400, 2_000, 20_000)
# Their accounts in the demo. A records officer reads no notes.
READERS = {"practitioner": (PEOPLE, NOTES), "manager": (PEOPLE, NOTES), "records": (PEOPLE,)}


class Searching:
    """One reader, and the ways in which a question is asked for them."""

    def __init__(self, username: str) -> None:
        from django.test import Client

        from bench._pages import AS_BACKEND, HERE, _connection
        from cs_casework.accounts.models import User
        from cs_casework.accounts.signing_in import PASSED

        self.user = User.objects.get(username=username)
        self.connection = _connection()
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(self.user, backend=AS_BACKEND)
        session = self.client.session
        session[PASSED] = "the benchmark"  # as whoever has shown a second factor
        session.save()
        self.statements = {kind: (HERE / f"search_{kind}.sql").read_text() for kind in (PEOPLE, NOTES)}
        self.asked: dict[Question, list[tuple[str, Any]]] = {}
        self.number: dict[Question, int] = {}

    def ways(self, subjects: list[Question]) -> dict[str, Callable[[Question], Any]]:
        for question in subjects:
            self.learn(question)
        return {"a": self.by_hand, "b": self.asked_again, "c": self.search, "d": self.page, "e": self.everything}

    # a
    def by_hand(self, question: Question) -> list[Any]:
        text, values = self.written(question)
        return self.connection.execute(text, values, prepare=True).fetchall()

    def written(self, question: Question) -> tuple[str, dict[str, Any]]:
        from cs_casework.dates import today
        from cs_casework.overview.searching.hits import Asked

        asked = Asked.of(question.text)
        values: dict[str, Any] = {"reader": self.user.pk, "today": today(), "most": FIRST + 1, "text": question.text}
        text = self.statements[question.kind]
        if question.kind == PEOPLE:
            words = {f"word{number}": word for number, word in enumerate(asked.name.split())}
            values |= words | {"text": asked.name} | ({"born": asked.born_on} if asked.born_on else {})
            sounding = " AND ".join(f"n.sounds && casework_sounds(%({word})s::text)" for word in words)
            born = (
                "n.person_id IN (SELECT id FROM families_person WHERE birth_on = %(born)s)" if asked.born_on else "TRUE"
            )
            text = text.replace("{sounding}", sounding).replace("{born}", born)
        return text.replace("{fence}", "OFFSET 0" if '"' in question.text else ""), values

    # b
    def asked_again(self, question: Question) -> None:
        from django.db import connection

        for text, values in self.asked[question]:
            with connection.cursor() as cursor:
                cursor.execute(text, values)
                cursor.fetchall()

    # c
    def search(self, question: Question) -> list[Any]:
        from cs_casework.overview.searching.everything import KINDS
        from cs_casework.overview.searching.hits import Asked

        return KINDS[question.kind].find(Asked.of(question.text), self.user, 0, FIRST)[0]

    # d, e
    def page(self, question: Question, **kind: str) -> Any:
        return self._page(q=question.text, kind=question.kind)

    def everything(self, question: Question) -> Any:
        return self._page(q=question.text)

    def _page(self, **asked: str) -> Any:
        from django.urls import reverse

        response = self.client.get(reverse("overview:search"), asked)
        assert response.status_code == 200, response.status_code
        return response

    def learn(self, question: Question) -> None:
        """What the search sends to the database, and how many statements its page sends."""
        from django.db import connection

        sent: list[tuple[str, Any]] = []

        def note(execute: Any, text: str, values: Any, many: bool, context: Any) -> Any:
            sent.append((text, values))
            return execute(text, values, many, context)

        with connection.execute_wrapper(note):
            self.search(question)
        self.asked[question] = list(sent)
        sent.clear()
        with connection.execute_wrapper(note):
            self.page(question)
        self.number[question] = len(sent)

    # That they are the same
    def difference(self, question: Question) -> str:
        """In which people or notes the statement written by hand and the search differ, whatever their order."""
        by_hand = [{str(value) for value in row[:2]} for row in self.by_hand(question)[:FIRST]]
        hits = [UUID.findall(hit.url)[0] for hit in self.search(question)]
        # Of a part of a note that the reader may not see whole, the page leads to the record it stands on.
        others = [ids for ids in by_hand if not ids & set(hits)]
        if not others and len(by_hand) == len(hits):
            return ""
        return f"{question}: by hand {len(by_hand)}, {len(others)} of them others than the search's {len(hits)}"

    def plan(self, question: Question, way: str) -> tuple[float, int, str]:
        """Milliseconds, pages of 8 kB read, and the plan of what took longest, as PostgreSQL tells it."""
        from django.db import connection

        worst = (0.0, 0, "")
        for text, values in [self.written(question)] if way == "a" else self.asked[question]:
            if way == "a":
                lines = self.connection.execute(f"EXPLAIN (ANALYZE, BUFFERS) {text}", values).fetchall()
            else:
                with connection.cursor() as cursor:
                    cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {text}", values)
                    lines = cursor.fetchall()
            told = "\n".join(line for (line,) in lines)
            took = float(re.findall(r"Execution Time: ([\d.]+)", told)[-1])
            buffers = told.partition("Buffers: shared ")[2].partition("\n")[0]
            worst = max(worst, (took, sum(map(int, re.findall(r"(?:hit|read)=(\d+)", buffers))), told))
        return worst


def subjects_of(username: str, asked: list[Question], only: str, each: int = EACH) -> list[Question]:
    taken: Counter[str] = Counter()
    found = []
    for one in asked:
        taken[one.called] += 1
        if one.kind in READERS[username] and only in one.called and taken[one.called] <= each:
            found.append(one)
    return found


def measure(rounds: int, *, only: str, each: int, readers: list[str]) -> str:
    from django.db import connection

    from cases.models import CaseNote
    from families.models import Person

    rng = random.Random(SEED)
    asked = questions(rng)
    counted = f"{Person.objects.count():,} people, {CaseNote.objects.count():,} notes"
    told = [", ".join(f"{name}: {value}" for name, value in (machine(connection) | {"service": counted}).items())]
    for username in readers:
        searching = Searching(username)
        subjects = subjects_of(username, asked, only, each)
        say(f"Measuring for the {username}…")
        times = side_by_side(searching.ways(subjects), subjects, rounds=rounds, rng=rng)
        rows = []
        for called in dict.fromkeys((one.kind, one.called) for one in subjects):
            at = [number for number, one in enumerate(subjects) if (one.kind, one.called) == called]
            of = {way: [times[way][number] for number in at] for way in times}
            middle = {way: quantile(values, 0.5) for way, values in of.items()}
            # A page's statements are counted for all questions of one kind.
            numbers = {searching.number[subjects[number]] for number in at}
            rows.append(
                [
                    *called,
                    *(part for way in "ab" for part in (middle[way], quantile(of[way], 0.95))),
                    middle["b"] / middle["a"],
                    *(part for way in "cde" for part in (middle[way], quantile(of[way], 0.95))),
                    "–".join(map(str, sorted({min(numbers), max(numbers)}))),
                ]
            )
        heads = [f"{way} {part}" for way in "ab" for part in ("p50", "p95")]
        more = [f"{way} {part}" for way in "cde" for part in ("p50", "p95")]
        told += ["", f"As the {username}, milliseconds:", ""]
        told.append(table(["what", "looked for by", *heads, "b/a", *more, "statements"], rows))
        worst = max(range(len(subjects)), key=lambda number: times["b"][number])
        for way in "ab":
            took, buffers, _plan = searching.plan(subjects[worst], way)
            told += ["", f"{way}, the slowest, “{subjects[worst].text}”: {took:.0f} ms, {buffers:,} pages of 8 kB read"]
    return "\n".join(told)


def check(readers: list[str], only: str) -> int:
    """For how many questions the statement written by hand finds other people or notes than the search."""
    asked = questions(random.Random(SEED))
    wrong, number = [], 0
    for username in readers:
        searching = Searching(username)
        for question in subjects_of(username, asked, only):
            number += 1
            if said := searching.difference(question):
                wrong.append(f"{username}, {said}")
    print(f"{number} questions, {len(wrong)} differences", *wrong[:10], sep="\n  ")
    return len(wrong)


def explain(readers: list[str], only: str) -> None:
    asked = questions(random.Random(SEED))
    for username in readers:
        searching = Searching(username)
        for called, question in {one.called: one for one in subjects_of(username, asked, only)}.items():
            searching.learn(question)
            for way in "ab":
                took, buffers, plan = searching.plan(question, way)
                print(f"{username}, {called}, “{question.text}”, {way}: {took:.1f} ms, {buffers:,} pages\n{plan}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is timed; 3 unless given")
    parser.add_argument("--folder", type=Path, help="state folder of a service that is there already")
    parser.add_argument("--small", action="store_true", help="in a service of 10,000 people and 20,000 notes")
    parser.add_argument("--check", action="store_true", help="whether both find the same; measures nothing")
    parser.add_argument("--explain", action="store_true", help="PostgreSQL's plans, of one question of each kind")
    parser.add_argument("--only", default="", help="questions of which the name holds this")
    parser.add_argument("--each", type=int, default=EACH, help=f"so many questions of each kind; {EACH} unless given")
    parser.add_argument("--reader", choices=READERS, action="append", help="all three unless given")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    readers = given.reader or list(READERS)
    if given.measure:
        set_up()
        if given.check:
            sys.exit(1 if check(readers, given.only) else 0)
        if given.explain:
            explain(readers, given.only)
        else:
            print(measure(given.rounds, only=given.only, each=given.each, readers=readers))
        return
    size, called = (SMALL, "searching-small") if given.small else (SEARCHED, "searching")
    state = ready(size, given.folder, called=called, filled_by="bench._filling")
    # A process of its own: the database's address is settled when a process starts.
    done = subprocess.run(
        [sys.executable, "-m", "bench._searching", "--measure", *sys.argv[1:]],
        cwd=PROJECT,
        env=os.environ | {"CS_STATE_DIR": str(state)},
        check=False,
    )
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
