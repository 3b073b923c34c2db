"""Timing ways of doing the same thing side by side, and saying what came of it in a table."""

import os
import platform
import random
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

# One way of doing it: given what it is about (a child, a context).
Way = Callable[[Any], Any]


def side_by_side(ways: dict[str, Way], subjects: Sequence[Any], *, rounds: int, rng: random.Random) -> dict[str, Any]:
    """Milliseconds of each way for each subject: the median of some rounds, after one that does not count.

    The subjects come in a new order each round, and for each subject all ways come after each other, in a new order:
    what else the machine does falls on all of them alike.
    """
    taken: dict[str, list[list[float]]] = {name: [[] for _subject in subjects] for name in ways}
    for number in range(rounds + 1):
        order = list(range(len(subjects)))
        rng.shuffle(order)
        for index in order:
            names = list(ways)
            rng.shuffle(names)
            for name in names:
                began = time.perf_counter()
                ways[name](subjects[index])
                if number:
                    taken[name][index].append((time.perf_counter() - began) * 1000)
    return {name: [statistics.median(times) for times in of_subjects] for name, of_subjects in taken.items()}


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share lies, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered)) - 1))]


def summary(times: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    return {
        name: {"p50": statistics.median(values), "p95": quantile(values, 0.95), "max": max(values)}
        for name, values in times.items()
        if values
    }


def ratios(times: dict[str, list[float]], over: str, under: str) -> dict[str, float] | None:
    """How many times as long one way takes as another: the ratio of medians, and of each subject's own."""
    if over not in times or under not in times:
        return None
    each = [one / other for one, other in zip(times[over], times[under], strict=True)]
    return {
        "of_medians": statistics.median(times[over]) / statistics.median(times[under]),
        "p50": statistics.median(each),
        "p95": quantile(each, 0.95),
    }


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table as Markdown writes it; numbers with as many places as they are worth."""
    cells = [list(head), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"
    return "–" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def machine(connection: Any) -> dict[str, str]:
    """What it was measured on."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgres = cursor.fetchone()[0]
        cursor.execute("SELECT current_setting('shared_buffers'), current_setting('work_mem')")
        buffers, work = cursor.fetchone()
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        size = cursor.fetchone()[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    found = Path("/proc/cpuinfo")
    lines = found.read_text().splitlines() if found.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "cores": f"{os.cpu_count()} × {names[0] if names else platform.machine()}",
        "memory": f"{memory:.0f} GB",
        "load before": f"{os.getloadavg()[0]:.1f}",
        "PostgreSQL": f"{postgres}, shared_buffers {buffers}, work_mem {work}",
        "database": size,
        "Python": platform.python_version(),
        "commit": commit.stdout.strip(),
    }
