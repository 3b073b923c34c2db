"""What a backup says of itself: when, of what, by which versions, and the hash of each of its parts."""

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from cs_casework.backups.problems import BackupProblem
from cs_casework.embedded import PROJECT

FORMAT = "cs_casework backup 1"
NAME = "manifest.json"
DATABASE, TABLES, FILES = "database.dump", "tables.json", "files"
FOLDER = re.compile(r"cs_casework-\d{8}T\d{6}Z")
STORED = re.compile(r"(database\.dump|tables\.json|files/[0-9A-Za-z_.-]+?)(\.age)?")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a backup. A folder without one is none: it is written last."""
    try:
        found = json.loads((folder / NAME).read_text())
    except OSError:
        raise BackupProblem(f"{folder} holds no whole backup: it has no {NAME}.") from None
    except ValueError:
        raise BackupProblem(f"{folder / NAME} cannot be read: it was altered or cut off.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BackupProblem(f"{folder} is not a backup in the format that this program reads ({FORMAT}).")
    if not all(STORED.fullmatch(name) for name in found["parts"]):
        raise BackupProblem(f"{folder / NAME} names a part that no backup has: it was altered.")
    return found


def wrong_in(folder: Path, manifest: dict[str, Any]) -> list[str]:
    """What of a backup is not as it was written: parts that are missing or altered, and files that are too many."""
    wrong = []
    for name, expected in manifest["parts"].items():
        path = folder / name
        if not path.is_file():
            wrong.append(f"missing: {name}")
        elif path.stat().st_size != expected["size"] or sha256_of(path) != expected["sha256"]:
            wrong.append(f"altered: {name}")
    stored = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    wrong += [f"not of this backup: {name}" for name in sorted(stored - set(manifest["parts"]) - {NAME})]
    return wrong


def last_migrations() -> list[str]:
    """The last migration of each app that this database has had."""
    loader = MigrationLoader(connection)
    done = set(loader.applied_migrations or ())
    children = {
        key: {child.key for child in loader.graph.node_map[key].children} for key in done & set(loader.graph.nodes)
    }
    return sorted(
        ".".join(key)
        for key, after in children.items()
        if not any(later in done and later[0] == key[0] for later in after)
    )


def program_version() -> str:
    with (PROJECT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
