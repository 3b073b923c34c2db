"""Files given to the commands that load some: spoiled at random, each is loaded or refused in words, and none breaks it."""

import csv
import io
import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from tests.site.asking import undone
from tests.site.hostile import DATES, NUMBERS, TEXTS, as_bytes

pytestmark = pytest.mark.django_db

# Of each kind; `bin/prove hostile` spoils more.
FILES = int(os.environ.get("HOSTILE_FILES", "8"))
SEED = int(os.environ.get("HOSTILE_SEED", "9"))
RETURN = Path(__file__).resolve().parents[1] / "data" / "census_small.xml"
ROWS = [
    ["No.", "Date received", "Method", "Young people", "Place", "Type", "Concerns", "Source", "Status", "Outcome"],
    ["1", "04/03/2026 14:30", "By phone", "Nia Holloway; Oneil, Siân", "", "", "A car waits", "School", "Open", ""],
    ["2", "2026-02-02", "email", "", "The arcade", "Location", "Fights", "6", "Closed", "advice; panel"],
]
RING = [[-0.1, 51.5], [-0.09, 51.5], [-0.09, 51.51], [-0.1, 51.51], [-0.1, 51.5]]
AREAS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"WD": "E1", "NM": "Elm"},
            "geometry": {"type": "Polygon", "coordinates": [RING]},
        }
    ],
}
TOLD = [text for text in TEXTS if len(text) < 1000] + NUMBERS[:6] + DATES


def spoiled(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, cut out or put in, or the end left off."""
    made = bytearray(content)
    for _time in range(chance.choice([1, 1, 3, 20])):
        at, more = chance.randrange(len(made)), as_bytes(chance.choice(TOLD))
        made[at : at + chance.choice([0, 1, 1, 30])] = chance.choice([more, bytes([chance.randrange(256)]), b""])
    return bytes(made[: chance.randrange(len(made))] if chance.random() < 0.1 else made)


def retold(value: Any, chance: random.Random) -> Any:
    """One of the values in it is another."""
    if isinstance(value, list | dict) and value and chance.random() < 0.85:
        key = chance.choice(range(len(value)) if isinstance(value, list) else sorted(value))
        made = value.copy()
        made[key] = retold(made[key], chance)
        return made
    text = chance.choice(TOLD)
    return chance.choice([text.decode("latin-1") if isinstance(text, bytes) else text, None, 1e308, -1, [], {}, True])


def workbook(rows: list[Any]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append([value if isinstance(value, str | int | float) else None for value in row])
    book.save(out)
    return out.getvalue()


def text_table(rows: list[Any]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(row if isinstance(row, list) else [row] for row in rows)
    return out.getvalue().encode(errors="surrogatepass")


def made(kind: str, chance: random.Random) -> bytes:
    told = chance.random() < 0.5
    if kind == "geojson":
        return json.dumps(retold(AREAS, chance)).encode() if told else spoiled(json.dumps(AREAS).encode(), chance)
    if kind == "csv":
        rows = retold(ROWS, chance) if told else None
        return text_table(rows) if isinstance(rows, list) else spoiled(text_table(ROWS), chance)
    if kind == "xlsx":
        return spoiled(workbook(ROWS), chance)
    return spoiled(RETURN.read_bytes(), chance)


@pytest.mark.parametrize("kind", ["xml", "csv", "xlsx", "geojson"])
def test_a_spoiled_file_is_loaded_or_refused(tmp_path: Path, manager: Any, administrator: Any, kind: str) -> None:
    chance, loaded = random.Random(f"{SEED}{kind}"), 0
    path, report, said = tmp_path / f"spoiled.{kind}", tmp_path / "report.csv", io.StringIO()
    for _file in range(FILES):
        path.write_bytes(made(kind, chance))
        try:
            with undone():
                if kind == "xml":
                    call_command("import_cin", str(path), report=report, stdout=said, stderr=said)
                elif kind == "geojson":
                    given = {"by": administrator.username, "code_property": "WD", "name_property": "NM"}
                    call_command("import_areas", str(path), **given, stdout=said)
                else:
                    by = ["--by", manager.username, "--report", str(report)]
                    call_command("import_referrals", str(path), *by, stdout=said, stderr=said)
        except CommandError:
            continue
        loaded += 1
    print(f"\n{FILES} spoiled .{kind}: {loaded} loaded, {FILES - loaded} refused in words, 0 broke it")  # noqa: T201
