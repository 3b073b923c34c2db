"""`bin/audit-dependencies` fails where a weakness is known of what is installed, and where nobody could say.

Its own tools ask registries; here others stand in their place, so that nothing is asked of a network.
"""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PINNED = ["requirements.txt", "requirements-dev.txt", "package-lock.json"]


def stand_in(folder: Path, name: str, script: str) -> None:
    made = folder / name
    made.write_text(f"#!/bin/sh\n{script}\n")
    made.chmod(0o755)


def audited(folder: Path, *, uv: str, npm: str | None) -> subprocess.CompletedProcess[str]:
    """The command where `uv` and `npm` do this; without `npm` where there is none."""
    for tool in ("bash", "dirname", "sh"):
        (folder / tool).symlink_to(next(p for p in (Path("/usr/bin") / tool, Path("/bin") / tool) if p.exists()))
    stand_in(folder, "uv", uv)
    if npm is not None:
        stand_in(folder, "npm", npm)
    return subprocess.run(  # our own command
        [str(folder / "bash"), str(ROOT / "bin" / "audit-dependencies")],
        env=os.environ | {"PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("uv", "npm", "failed"),
    [
        ("exit 0", "exit 0", []),
        # pip-audit ends with 1 where a weakness is known, and where the registry could not be asked (`--strict`).
        ('case "$*" in *requirements-dev.txt) exit 1;; esac', "exit 0", PINNED[1:2]),
        ("echo no route to host >&2; exit 1", "exit 0", PINNED[:2]),
        ("exit 0", "echo ENOTFOUND >&2; exit 1", PINNED[2:]),
        # Neither is a tool that could not run one that found nothing.
        ("exit 127", "exit 127", PINNED),
    ],
)
def test_audit_fails_where_a_weakness_is_known_or_nobody_could_say(
    uv: str, npm: str, failed: list[str], tmp_path: Path
) -> None:
    found = audited(tmp_path, uv=uv, npm=npm)
    said = [line.split()[:2] for line in found.stderr.splitlines() if line.startswith(("ok ", "FAILED "))]
    assert said == [["FAILED", f"{name}:"] if name in failed else ["ok", name] for name in PINNED]
    assert found.returncode == bool(failed)


def test_audit_fails_where_a_part_of_it_could_not_be_begun(tmp_path: Path) -> None:
    found = audited(tmp_path, uv="exit 0", npm=None)
    assert found.returncode == 1
    assert "package-lock.json could not be audited" in found.stderr


def test_audit_asks_for_everything_and_takes_no_silence_for_an_answer(tmp_path: Path) -> None:
    """What pip-audit skips it says nothing of unless it is strict."""
    asked = 'echo "asked $*" >&2'
    found = audited(tmp_path, uv=asked, npm=asked)
    lines = [line for line in found.stderr.splitlines() if line.startswith("asked ")]
    assert [name for line in lines for name in PINNED if line.endswith(name)] == PINNED[:2]
    assert all("--strict" in line and "--require-hashes" in line for line in lines[:2])
    assert lines[2] == "asked audit --package-lock-only"
