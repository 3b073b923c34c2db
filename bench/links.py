"""How fast the pages about links are, beside the least that would do: see bench/README.md.

For 200 children, the 20 most linked and the 50 largest contexts, side by side in one run:
  a  a statement written by hand, through psycopg, that gives back the same explained rows for the same reader
  b  the page's own database work: what it asks about records, sent again as it was sent
  c  a bare Django view: one query, the same rows, the same template; no sign-in, permission or audit
  d  the page itself, asked for by a practitioner who is signed in
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench._services import LARGE, PROJECT, SMALL, Size, ready, say
from bench._timing import machine, ratios, side_by_side, summary, table

ROUNDS = 3
SAMPLED, MOST_LINKED, LARGEST = 200, 20, 50
LETTERS = "abcd"


# --- One service -------------------------------------------------------------------------------------------------
def measure(rounds: int) -> dict[str, Any]:
    """Everything about the service that CS_STATE_DIR leads to."""
    import django

    from cs_casework import embedded

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_casework.settings")
    embedded.ensure_server()
    from django.conf import settings

    # Files of the look are served where they are, so that none has to be collected first; no page reads them.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    from django.db import connection

    from bench import _pages as pages

    rng = random.Random(1)
    found: dict[str, Any] = {"machine": machine(connection), "groups": {}}
    reader = pages.reader()
    child, context = pages.ChildPage(reader), pages.ContextPage(reader)
    for name, page, subjects in (
        (f"{SAMPLED} sampled children", child, pages.sampled_children(reader, SAMPLED, rng)),
        (f"{MOST_LINKED} most linked children", child, pages.most_linked_children(reader, MOST_LINKED)),
        (f"{LARGEST} largest contexts", context, pages.largest_contexts(reader, LARGEST)),
    ):
        ways = page.ways(subjects)
        if not ways:
            say(f"There is nothing to measure for the {name} yet.")
            continue
        say(f"Measuring the {name}, in {', '.join(ways)}…")
        times = side_by_side(ways, subjects, rounds=rounds, rng=rng)
        statements = [page.statements[subject] for subject in subjects if subject in page.statements]
        found["groups"][name] = {
            "times": times,
            "statements": sorted(set(statements)),
            "rows": sorted(page.rows[subject] for subject in subjects if subject in page.rows),
        }
    found["patterns"] = patterns()
    return found


def patterns() -> float | None:
    """Seconds that the nightly search for patterns takes."""
    try:
        from cases.links.jobs import find_patterns
    except ImportError:
        return None
    say("Measuring the nightly patterns…")
    began = time.perf_counter()
    find_patterns()
    return time.perf_counter() - began


# --- Both, and what came of it ----------------------------------------------------------------------------------
def report(sizes: list[Size], results: list[dict[str, Any]]) -> str:
    lines = [", ".join(f"{name}: {value}" for name, value in results[-1]["machine"].items()), ""]
    rows: list[list[Any]] = []
    for size, result in zip(sizes, results, strict=True):
        for name, group in result["groups"].items():
            found = summary(group["times"])
            cells = [found.get(letter, {}).get(part) for letter in LETTERS for part in ("p50", "p95")]
            b_a, d_c = ratios(group["times"], "b", "a"), ratios(group["times"], "d", "c")
            counted = group["statements"]
            said = f"{counted[0]}–{counted[-1]}" if len(counted) > 1 else str(counted[0]) if counted else "–"
            rows.append([size.name, name, *cells, b_a and b_a["of_medians"], d_c and d_c["of_medians"], said])
    head = ["service", "subjects", *(f"{letter} {part}" for letter in LETTERS for part in ("p50", "p95"))]
    lines += ["Milliseconds:", "", table([*head, "b/a", "d/c", "statements"], rows), ""]
    if len(results) == 2:
        grown = []
        small, large = (result["groups"] for result in results)
        for name in small:
            one, ten = summary(small[name]["times"]), summary(large.get(name, {"times": {}})["times"])
            grown.append(
                [name, *(ten[way]["p50"] / one[way]["p50"] if way in one and way in ten else None for way in LETTERS)]
            )
        lines += ["Times as long at ten times the data (medians):", "", table(["subjects", *LETTERS], grown), ""]
    for size, result in zip(sizes, results, strict=True):
        if result["patterns"] is not None:
            lines.append(f"Nightly patterns, {size.name}: {result['patterns']:.1f} s")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is timed; 3 unless given")
    parser.add_argument("--small", type=Path, help="state folder of a service of 10,000 children that is there already")
    parser.add_argument("--large", type=Path, help="the same, of 100,000")
    parser.add_argument("--only", choices=["small", "large"], help="measure only this one")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        given.measure.write_text(json.dumps(measure(given.rounds)))
        return
    sizes, results = [], []
    for name, size, folder in (("small", SMALL, given.small), ("large", LARGE, given.large)):
        if given.only not in (None, name):
            continue
        state = ready(size, folder)
        out = state / "measured.json"
        # A process of its own: the database's address is settled when a process starts.
        subprocess.run(
            [sys.executable, "-m", "bench.links", "--measure", str(out), "--rounds", str(given.rounds)],
            cwd=PROJECT,
            env=os.environ | {"CS_STATE_DIR": str(state)},
            check=True,
        )
        sizes.append(size)
        results.append(json.loads(out.read_text()))
    print(report(sizes, results))


if __name__ == "__main__":
    main()
