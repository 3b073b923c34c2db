"""The two synthetic services that are measured: made once, kept in the user's cache, made again when they are old."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
# Links fall due and lapse: a service stands for the day on which it was made, and some days on.
KEPT_FOR = 14


@dataclass(frozen=True)
class Size:
    children: int
    contexts: int
    links: int
    notes: int
    seed: int = 1

    @property
    def name(self) -> str:
        return f"{self.children:,} children"


SMALL = Size(10_000, 2_000, 50_000, 100_000)
LARGE = Size(100_000, 20_000, 500_000, 1_000_000)


def cache() -> Path:
    """Root's is one that the account of the database server can reach."""
    if os.geteuid() == 0:
        return Path("/var/cache/cs_casework_bench")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cs_casework_bench"


# Many people, of whom little else is asked.
PEOPLE = Size(100_000, 400, 2_000, 2_000)
# A million people with their parents, and two million notes.
SEARCHED = Size(553_000, 400, 2_000, 2_000_000)


def ready(size: Size, folder: Path | None = None, *, called: str = "", filled_by: str = "") -> Path:
    """The state folder of a service of this size: `folder`, which holds one already, or ours in the cache. It is made by
    `bin/manage seed`, or by the module that is named."""
    state = folder or cache() / (called or str(size.children))
    mark = state / "bench.json"
    wanted = asdict(size)
    if folder is None:
        found = json.loads(mark.read_text()) if mark.exists() else {}
        age = (_today() - date.fromisoformat(found.pop("made_on", "2000-01-01"))).days
        if found != wanted or age > KEPT_FOR:
            say(f"Making a service of {size.name} in {state}; the next run uses it again.")
            state.mkdir(parents=True, exist_ok=True)
            manage(state, "migrate", "-v0")
            if found:
                manage(state, "flush", "--noinput")
            if filled_by:
                run(state, "-m", filled_by, json.dumps(wanted))
            else:
                manage(state, "seed", *(f"--{name}={value}" for name, value in wanted.items()))
            mark.write_text(json.dumps(wanted | {"made_on": _today().isoformat()}))
            return state
    say(f"Using the service of {size.name} in {state}.")
    manage(state, "migrate", "-v0")
    return state


def _today() -> date:
    return datetime.now().astimezone().date()


def manage(state: Path, *arguments: str) -> None:
    run(state, "manage.py", *arguments)


def run(state: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=os.environ | {"CS_STATE_DIR": str(state)},
        check=True,
    )


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
