"""How fast the pages about links are, beside the least that would do: see bench/README.md.

For 200 children, the 20 most linked and the 50 largest contexts, side by side in one run:
  a  a statement written by hand, through psycopg, that gives back the same explained rows for the same reader
     (bench/run --check says whether it does)
  b  the page's own database work: what it asks about records, sent again as it was sent
  c  a bare Django view: one query, the same rows, the same template; no sign-in, permission or audit
  d  the page itself, asked for by a practitioner who is signed in
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench._services import LARGE, PROJECT, SMALL, Size, ready, say
from bench._timing import machine, ratios, side_by_side, summary, table

ROUNDS = 3
SAMPLED, MOST_LINKED, LARGEST = 200, 20, 50
CHILDREN, LINKED = f"{SAMPLED} sampled children", f"{MOST_LINKED} most linked children"
CONTEXTS = f"{LARGEST} largest contexts"
LIKE = {
    LINKED: f"{MOST_LINKED} children as linked as the small one's",
    CONTEXTS: f"{LARGEST} contexts as large as the small one's",
}
LETTERS = "abcd"


# --- One service -------------------------------------------------------------------------------------------------
def set_up() -> None:
    """Everything that follows is about the service that CS_STATE_DIR leads to."""
    import django

    from cs_casework import embedded

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_casework.settings")
    embedded.ensure_server()
    from django.conf import settings

    # Files of the look are served where they are, so that none has to be collected first; no page reads them.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()


def groups(rng: random.Random, times_as_large: int) -> list[tuple[str, Any, list[Any]]]:
    """Who is measured, and on which page. Of a larger service also those who are as linked as the most of the small one:
    they tell how the database grows, the most of all how the largest do."""
    from bench import _pages as pages

    reader = pages.reader()
    child, context = pages.ChildPage(reader), pages.ContextPage(reader)
    found = [
        (CHILDREN, child, pages.sampled_children(reader, SAMPLED, rng)),
        (LINKED, child, pages.most_linked_children(reader, MOST_LINKED)),
        (CONTEXTS, context, pages.largest_contexts(reader, LARGEST)),
    ]
    if times_as_large > 1:
        found += [
            (LIKE[LINKED], child, pages.most_linked_children(reader, MOST_LINKED, every=times_as_large)),
            (LIKE[CONTEXTS], context, pages.largest_contexts(reader, LARGEST, every=times_as_large)),
        ]
    return found


def measure(rounds: int, times_as_large: int) -> dict[str, Any]:
    set_up()
    from django.db import connection

    rng = random.Random(1)
    found: dict[str, Any] = {"machine": machine(connection), "groups": {}}
    for name, page, subjects in groups(rng, times_as_large):
        say(f"Measuring the {name}…")
        times = side_by_side(page.ways(subjects), subjects, rounds=rounds, rng=rng)
        found["groups"][name] = {
            "times": times,
            "statements": sorted({page.statements[subject] for subject in subjects}),
            "found": sorted(page.found[subject] for subject in subjects),
        }
    found["patterns"] = patterns()
    return found


def check(times_as_large: int) -> int:
    """Whether the statements written by hand give back what the pages show. How many of them do not."""
    set_up()
    wrong = 0
    for name, page, subjects in groups(random.Random(1), times_as_large):
        found = [difference for subject in subjects for difference in page.differences(subject)]
        print(f"{name}: {len(subjects)} looked at, {len(found)} differences", *found[:5], sep="\n  ")
        wrong += len(found)
    return wrong


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
            children = statistics.median(group["found"]) if group["found"] else None
            rows.append([size.name, name, children, *cells, b_a and b_a["of_medians"], d_c and d_c["of_medians"], said])
    head = [
        "service",
        "subjects",
        "children found (p50)",
        *(f"{letter} {part}" for letter in LETTERS for part in ("p50", "p95")),
    ]
    lines += ["Milliseconds:", "", table([*head, "b/a", "d/c", "statements"], rows), ""]
    if len(results) == 2:
        grown = []
        small, large = (result["groups"] for result in results)
        for name, like in ((CHILDREN, CHILDREN), *((name, LIKE[name]) for name in (LINKED, CONTEXTS))):
            one, ten = summary(small[name]["times"]), summary(large[like]["times"])
            grown.append([like, *(ten[way]["p50"] / one[way]["p50"] for way in LETTERS)])
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
    parser.add_argument("--check", action="store_true", help="whether what is compared is the same; measures nothing")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--times-as-large", type=int, default=1, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure and given.check:
        sys.exit(1 if check(given.times_as_large) else 0)
    if given.measure:
        given.measure.write_text(json.dumps(measure(given.rounds, given.times_as_large)))
        return
    sizes, results, wrong = [], [], 0
    for name, size, folder in (("small", SMALL, given.small), ("large", LARGE, given.large)):
        if given.only not in (None, name):
            continue
        state = ready(size, folder)
        out = state / "measured.json"
        # A process of its own: the database's address is settled when a process starts.
        times_as_large = str(size.children // SMALL.children)
        done = subprocess.run(
            [sys.executable, "-m", "bench._links", "--measure", str(out), "--rounds", str(given.rounds)]
            + ["--times-as-large", times_as_large]
            + (["--check"] if given.check else []),
            cwd=PROJECT,
            env=os.environ | {"CS_STATE_DIR": str(state)},
            check=not given.check,
        )
        if given.check:
            wrong += done.returncode
            continue
        sizes.append(size)
        results.append(json.loads(out.read_text()))
    if given.check:
        sys.exit(1 if wrong else 0)
    print(report(sizes, results))


if __name__ == "__main__":
    main()
