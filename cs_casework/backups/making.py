"""Making a backup while the service is in use.

The order is what makes it whole. A file is written before its row, so the files of a snapshot's rows are there when it is
taken: first the snapshot, then the dump of it, then the files. The folder has another name until all of it is on the disk.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql

from cs_casework import embedded
from cs_casework.backups import manifest as manifests
from cs_casework.backups.problems import BackupProblem
from cs_casework.backups.programs import program, reaching
from cs_casework.backups.sealing import PIECE, pour, written
from cs_casework.backups.tables import digests
from cs_casework.files.keeping import kept_models
from cs_casework.files.models import KeptFile

SEALED_AT_ONCE = 50_000  # by casework_seal()
REMOVED = "-removed"  # what follows the name of a backup that is going, and the point before it
SETTLED = 60 * 60  # seconds after which a file without a row is no upload of just now


@dataclass
class Made:
    """A backup that is whole, and what a person should know of it."""

    folder: Path
    manifest: dict[str, Any]
    removed: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    not_removed: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.manifest["missing_files"] and not self.manifest["altered_files"]

    @property
    def ends_with(self) -> int:
        """What `bin/backup` ends with."""
        return 0 if self.is_whole and not self.not_removed else 2


def make_backup(
    to: Path, *, keep: int | None = None, recipients: list[Any], on_snapshot: Callable[[str], None] | None = None
) -> Made:
    """Back the database and its files up into a new folder in `to`, and then leave the `keep` newest of this database.

    Overwrites nothing, and removes nothing but older backups of the same database, in which nothing was added. Who watches
    is given the snapshot's name while it stands, as the proof is, which reads the same rows for itself.
    """
    if not to.is_dir():
        raise BackupProblem(f"{to} is no folder; make it, or mount the volume, first.")
    began = datetime.now(UTC)
    folder = to / began.strftime("cs_casework-%Y%m%dT%H%M%SZ")
    with _aside(to, folder) as draft, embedded.owner_connection() as owner:
        # A migration waits for the backup, rather than for its locks with every request behind it.
        owner.execute("SELECT pg_advisory_lock_shared(hashtext('cs_casework.migrate'))")
        # So that the newest seal stands for all that is in the backup.
        seal_all(owner)
        owner.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        owner.read_only = True
        row = owner.execute("SELECT pg_export_snapshot(), now(), current_database()").fetchone()
        assert row is not None
        snapshot, taken_at, database = row
        if on_snapshot:
            on_snapshot(snapshot)
        found = {
            "format": manifests.FORMAT,
            "made_by": manifests.program_version(),
            "snapshot_at": taken_at.astimezone(UTC).isoformat(timespec="seconds"),
            "database": {"name": database, **_server(owner)},
            "migrations": manifests.last_migrations(),
            "seal": _newest_seal(owner),
            "encrypted_to": [str(recipient) for recipient in recipients],
        }
        suffix = ".age" if recipients else ""
        parts = {}
        with _dumping(database, snapshot, found["database"]["version"]) as dump:
            parts[manifests.DATABASE + suffix] = written(
                draft / (manifests.DATABASE + suffix), recipients, lambda out, keys: pour(dump, out, keys)
            )
        told_of = json.dumps(digests(owner), indent=1).encode()
        parts[manifests.TABLES + suffix] = written(
            draft / (manifests.TABLES + suffix), recipients, lambda out, keys: pour(io.BytesIO(told_of), out, keys)
        )
        rows = kept_files(owner)
        owner.rollback()
        found |= _copy_files(owner, rows, draft, recipients, suffix, parts)
        found["parts"] = parts
        written(draft / manifests.NAME, [], lambda out, _keys: out.write(json.dumps(found, indent=1).encode()))
        _settle(draft, folder)
    made = Made(folder, found, told=_left_over(to))
    if keep is not None:
        _leave_newest(to, made, keep)
    return made


def seal_all(owner: psycopg.Connection) -> None:
    """Seal what is committed, lot by lot, as a large import leaves more than one."""
    row = owner.execute("SELECT casework_seal()").fetchone()
    while row and row[0] >= SEALED_AT_ONCE:
        owner.commit()
        row = owner.execute("SELECT casework_seal()").fetchone()
    owner.commit()


@contextmanager
def _aside(to: Path, folder: Path) -> Iterator[Path]:
    """A folder of another name while it is being filled, gone when that fails."""
    try:
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=to))
        (draft / manifests.FILES).mkdir(mode=0o700)
    except OSError as problem:
        raise BackupProblem(f"Nothing can be written to {to}: {problem.strerror}.") from None
    try:
        yield draft
    except OSError as problem:
        raise BackupProblem(f"The backup could not be written: {problem.strerror or problem}.") from problem
    except psycopg.Error as problem:
        raise BackupProblem(f"The database could not be read: {str(problem).strip().splitlines()[0]}") from problem
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _settle(draft: Path, folder: Path) -> None:
    """Give the folder its name once all that is in it is on the disk. One of that name is not touched."""
    for inner in (draft / manifests.FILES, draft):
        _sync(inner)
    if folder.exists():
        raise BackupProblem(f"{folder} is there already, and no backup is overwritten; try again.")
    draft.rename(folder)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _server(owner: psycopg.Connection) -> dict[str, Any]:
    """Which database this is, so that another's backups in the same folder are left alone."""
    row = owner.execute(
        "SELECT system_identifier::text, oid::text, current_setting('server_version_num')::int / 10000"
        " FROM pg_control_system(), pg_database WHERE datname = current_database()"
    ).fetchone()
    assert row is not None
    return {"server": row[0], "oid": row[1], "version": row[2]}


def _newest_seal(owner: psycopg.Connection) -> str:
    row = owner.execute("SELECT number, hash FROM casework_newest_seal()").fetchone()
    return f"{row[0]}:{row[1]}" if row and row[0] else ""


@contextmanager
def _dumping(database: str, snapshot: str, version: int) -> Iterator[Any]:
    """What `pg_dump` says, as a stream; an error where it did not end well."""
    where, environment = reaching(database)
    command = [program("pg_dump", at_least=version), "--format=custom", f"--snapshot={snapshot}", "--no-password"]
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603  PostgreSQL's own program
            [*command, f"--dbname={where}"], env=environment, stdout=subprocess.PIPE, stderr=errors
        )
        assert process.stdout is not None
        try:
            yield process.stdout
        finally:
            process.stdout.close()
            ended = process.wait()
        if ended:
            errors.seek(0)
            raise BackupProblem(f"pg_dump failed: {last_line(errors.read())}")


def kept_files(owner: psycopg.Connection) -> dict[str, str]:
    """The files that rows speak of, with their digests. What held a virus was removed, and its row says so."""
    found: dict[str, str] = {}
    for model in kept_models():
        asked = sql.SQL("SELECT file, digest FROM {} WHERE scan <> %s").format(
            sql.Identifier("public", model._meta.db_table)
        )
        found.update(owner.execute(asked, [KeptFile.Scan.INFECTED.value]).fetchall())
    return found


def _copy_files(
    owner: psycopg.Connection,
    rows: dict[str, str],
    draft: Path,
    recipients: list[Any],
    suffix: str,
    parts: dict[str, Any],
) -> dict[str, Any]:
    """Copy each file that the snapshot's rows speak of; say which are missing, are not what their row says, have no row."""
    source = Path(settings.ATTACHMENTS_ROOT)
    missing, altered = [], []
    for name, digest in sorted(rows.items()):
        stored = f"{manifests.FILES}/{name}{suffix}"
        try:
            with (source / name).open("rb") as file:
                reading = _Reading(file)
                parts[stored] = written(draft / stored, recipients, partial(_pour_into, reading))
        except FileNotFoundError:
            missing.append(name)
            continue
        if reading.sha256 != digest:
            altered.append(name)
    # What was removed since the snapshot, as what holds a virus is, is not missing.
    still = kept_files(owner) if missing else {}
    owner.rollback()
    return {
        "missing_files": [name for name in missing if name in still],
        "removed_meanwhile": [name for name in missing if name not in still],
        "altered_files": altered,
        "files_without_row": _without_row(source, rows),
    }


def _pour_into(reading: Any, out: Any, keys: list[Any]) -> None:
    pour(reading, out, keys)


class _Reading:
    """A file that is hashed while it is read."""

    def __init__(self, file: Any) -> None:
        self._file, self._digest = file, hashlib.sha256()

    def read(self, size: int = PIECE) -> bytes:
        piece: bytes = self._file.read(size)
        self._digest.update(piece)
        return piece

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def _without_row(source: Path, rows: dict[str, str]) -> list[str]:
    """Files that no row spoke of and that are no upload of just now: left by a change that was taken back, or strangers."""
    if not source.is_dir():
        return []
    before = time.time() - SETTLED
    return sorted(
        path.name
        for path in source.iterdir()
        if path.name not in rows and path.is_file() and path.stat().st_mtime < before
    )


def _leave_newest(to: Path, made: Made, keep: int) -> None:
    """Remove the older backups of this database, but for the newest ones; never one in which anything else lies. One that
    cannot be removed is told, and is no reason to keep the others."""
    own = []
    for going in sorted(to.glob(f".cs_casework-*Z{REMOVED}")):  # what could not be removed before
        try:
            shutil.rmtree(going)
        except OSError as problem:
            made.not_removed.append(_stays(going, problem))
    for folder in sorted(path for path in to.iterdir() if manifests.FOLDER.fullmatch(path.name) and path.is_dir()):
        try:
            other = manifests.read_manifest(folder)
        except BackupProblem as problem:
            made.told.append(f"Left alone: {problem}")
            continue
        if other["database"] == made.manifest["database"] or folder == made.folder:
            own.append((folder, other))
    for folder, other in own[: max(0, len(own) - keep)]:
        try:
            stored = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
            if stored - set(other["parts"]) - {manifests.NAME}:
                made.told.append(f"Left alone: {folder} holds files that are not of the backup.")
                continue
            # Renamed first: one that is removed in part is never taken for a backup.
            going = folder.with_name(f".{folder.name}{REMOVED}")
            folder.rename(going)
            shutil.rmtree(going)
        except OSError as problem:
            made.not_removed.append(_stays(folder if folder.exists() else going, problem))
        else:
            made.removed.append(folder.name)


def _stays(folder: Path, problem: OSError) -> str:
    return f"{folder} cannot be removed ({problem.strerror}); remove it, or the disk fills."


def _left_over(to: Path) -> list[str]:
    """What a backup that was killed has left, or another that is being made."""
    return [
        f"Not a whole backup, left by one that was cut off or is being made: {path}"
        for path in sorted(to.glob(".cs_casework-*Z-*"))
        if not path.name.endswith(REMOVED)
    ]


def last_line(said: bytes) -> str:
    return (said.decode(errors="replace").strip().splitlines() or ["no reason was given"])[-1]
