"""What the API tells of children and contexts, beside a statement written by hand that gives back the same rows: a part of
`bin/prove api`. Linked children, lists and details, of a service in the cache, all ways side by side in one run:

  a  the statement written by hand, through psycopg, prepared
  b  the answer's own database work: what it asks about records, sent again as it was sent
  c  a bare Django view: that one statement, and its rows as JSON; no token, permission or audit
  d  the answer, asked for by a program with a token, with all middleware, permission and audit

It fails where the answer does not hold the rows that the statement finds, in their order, and where b takes more than one
and a half times as long as a.
"""

import argparse
import datetime
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench._links import set_up
from bench._services import LARGE, PROJECT, SMALL, Size, ready, say
from bench._timing import machine, ratios, side_by_side, summary, table

MOST_TIMES = 1.5  # as long as by hand
SAMPLED, MOST_LINKED, LARGEST, PAGES, PER_PAGE = 20, 10, 10, 10, 50
LETTERS = "abcd"


def told(folder: Path | None, *, large: bool, rounds: int) -> int:
    """Make the service ready and measure it, in a process of its own: the database's address is settled when one starts."""
    size: Size = LARGE if large else SMALL
    state = ready(size, folder)
    out = state / "told.json"
    environment = os.environ | {"CS_STATE_DIR": str(state)}
    environment.pop("CS_DB_INSTANCE", None)
    command = [sys.executable, "-m", "bench._told", str(out), str(rounds)]
    done = subprocess.run(command, cwd=PROJECT, env=environment, check=False)
    if done.returncode:
        return done.returncode
    found = json.loads(out.read_text())
    print(report(size, found))
    print(*found["wrong"], sep="\n")
    return 1 if found["wrong"] else 0


def measure(rounds: int) -> dict[str, Any]:
    set_up()
    from django.db import connection

    rng = random.Random(1)
    found: dict[str, Any] = {"machine": machine(connection), "groups": {}, "wrong": []}
    for name, asked, subjects in _groups(rng):
        say(f"Measuring {name}…")
        for subject in subjects:
            asked.learn(subject)
        found["wrong"] += [f"{name}: {words}" for subject in subjects for words in asked.differences(subject)]
        times = side_by_side(asked.ways(), subjects, rounds=rounds, rng=rng)
        statements = sorted({asked.statements[subject] for subject in subjects})
        if (times_as_long := ratios(times, "b", "a")["of_medians"]) > MOST_TIMES:  # type: ignore[index]
            found["wrong"].append(f"{name}: {times_as_long:.2f} times as long as by hand, and not at most {MOST_TIMES}")
        found["groups"][name] = {"times": times, "statements": statements}
    return found


def _groups(rng: random.Random) -> Iterator[tuple[str, Any, list[Any]]]:
    from bench import _pages as pages

    user = pages.reader()
    children = pages.sampled_children(user, SAMPLED, rng)
    contexts = pages.largest_contexts(user, LARGEST)
    listed = list(range(1, PAGES + 1))
    kinds = _kinds()
    yield f"linked children of {SAMPLED} children", kinds["child"](user), children
    yield (
        f"linked children of the {MOST_LINKED} most linked",
        kinds["child"](user),
        pages.most_linked_children(user, MOST_LINKED),
    )
    yield f"linked children of the {LARGEST} largest contexts", kinds["context"](user), contexts
    yield f"{PAGES} pages of the children", kinds["children"](user), listed
    yield f"{PAGES} pages of the contexts", kinds["contexts"](user), listed
    yield f"{SAMPLED} children", kinds["one child"](user), children
    yield f"{LARGEST} contexts", kinds["one context"](user), contexts


def _kinds() -> dict[str, Callable[[Any], Any]]:
    """Each answer that is measured. Made when Django is set up."""
    from django.http import JsonResponse
    from django.test import Client

    from bench import _pages as pages
    from cases.links import of_child, of_context
    from cs_casework.accounts.tokens import make_token
    from cs_casework.dates import today

    class Told(pages.Page):
        """An answer of the API in its four ways. Subjects are records, or numbers of pages."""

        path = ""

        def __init__(self, user: Any) -> None:
            super().__init__(user)
            _token, secret = make_token(
                user, by=None, name="The benchmark", expires_on=today() + datetime.timedelta(days=1)
            )
            self.client = Client(SERVER_NAME="localhost", headers={"Authorization": f"Token {secret}"})

        def ways(self) -> dict[str, Callable[[Any], Any]]:  # type: ignore[override]
            return {"a": self.by_hand, "b": self.asked_again, "c": self.bare, "d": self.page}

        def page(self, subject: Any) -> Any:
            response = self.client.get(f"/api/v1/{self.path.format(subject)}")
            assert response.status_code == 200, (response.status_code, response.content[:500])
            return response

        def bare(self, subject: Any) -> Any:
            return JsonResponse({"results": self.rows(subject)})

        def learn(self, subject: Any) -> None:
            sent = self.sent(subject)
            self.statements[subject] = len(sent)
            about = [one for one in sent if pages._is_about_records(one[0]) and "INSERT INTO" not in one[0]]
            self.asked[subject] = about

        def differences(self, subject: Any) -> list[str]:
            by_hand, answered = self.said(self.rows(subject)), self.heard(self.page(subject).json())
            return [] if by_hand == answered else [f"{subject}: by hand {by_hand}, answered {answered}"[:600]]

        def said(self, rows: list[dict[str, Any]]) -> Any:
            return rows[0]["total"], [str(row["id"]) for row in rows]

        def heard(self, answer: dict[str, Any]) -> Any:
            return answer["count"], [row["id"] for row in answer["results"]]

    class Linked(Told):
        part = ""

        def said(self, rows: list[dict[str, Any]]) -> Any:
            return rows[0]["total"], [str(row["child_id"]) for row in rows if row["part"] == self.part]

        def heard(self, answer: dict[str, Any]) -> Any:
            return answer["count"], [row["child"]["id"] for row in answer["results"]]

    class OfChild(Linked, pages.ChildPage):
        path, part = "children/{}/linked-children/", of_child.LINKED

    class OfContext(Linked, pages.ContextPage):
        path, part = "contexts/{}/linked-children/", of_context.CHILDREN

    class Listed(Told):
        """By hand: who is hidden from the reader, then the page; the one record is asked for as a page of one."""

        def values(self, subject: Any) -> dict[str, Any]:
            skipped = PER_PAGE * (subject - 1)
            return super().values(subject) | {"child": None, "context": None, "skipped": skipped, "per_page": PER_PAGE}

    class Children(Listed):
        path = "children/?page={}"
        statement = _statement("children_told.sql")

        def said(self, rows: list[dict[str, Any]]) -> Any:
            return rows[0]["total"], [(str(row["id"]), row["age"], row["names"] or []) for row in rows]

        def heard(self, answer: dict[str, Any]) -> Any:
            return answer["count"], [(row["id"], row["age"], row["names"]) for row in answer["results"]]

    class Contexts(Listed):
        path = "contexts/?page={}"
        statement = _statement("contexts_told.sql")

    class One(Told):
        name = ""

        def values(self, subject: Any) -> dict[str, Any]:
            of_one = {"child": None, "context": None, "skipped": 0, "per_page": 1} | {self.name: subject}
            return super().values(subject) | of_one

        def said(self, rows: list[dict[str, Any]]) -> Any:
            return [(str(row["id"]), row["reference"]) for row in rows]

        def heard(self, answer: dict[str, Any]) -> Any:
            return [(answer["id"], answer["reference"])]

    class OneChild(One):
        path, name, statement = "children/{}/", "child", Children.statement

    class OneContext(One):
        path, name, statement = "contexts/{}/", "context", Contexts.statement

    return {
        "child": OfChild,
        "context": OfContext,
        "children": Children,
        "contexts": Contexts,
        "one child": OneChild,
        "one context": OneContext,
    }


def _statement(name: str) -> str:
    here = PROJECT / "bench"
    return (here / "_doors.sql").read_text() + (here / name).read_text()


def report(size: Size, found: dict[str, Any]) -> str:
    lines = [", ".join(f"{name}: {value}" for name, value in found["machine"].items()), ""]
    rows = []
    for name, group in found["groups"].items():
        times, counted = summary(group["times"]), group["statements"]
        cells = [times[letter][part] for letter in LETTERS for part in ("p50", "p95")]
        of_medians = [ratios(group["times"], *pair)["of_medians"] for pair in ("ba", "dc", "da")]  # type: ignore[index]
        said = f"{counted[0]}–{counted[-1]}" if len(counted) > 1 else str(counted[0])
        rows.append([name, *cells, *of_medians, said])
    head = [f"{size.name}", *(f"{letter} {part}" for letter in LETTERS for part in ("p50", "p95"))]
    return "\n".join([*lines, "Milliseconds:", "", table([*head, "b/a", "d/c", "d/a", "statements"], rows), ""])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("rounds", type=int)
    given = parser.parse_args()
    given.out.write_text(json.dumps(measure(given.rounds)))
