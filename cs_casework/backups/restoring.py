"""Restoring a backup onto a database in which nothing stands.

All of it is verified before anything is changed: the hash of each part, and where it is encrypted that it can be read. Then
come the files, the database in one transaction, a comparison of every table with what it was, and the rights of both roles.
"""

import io
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.utils.module_loading import import_string
from psycopg import sql

from cs_casework import embedded
from cs_casework.audit.changes import EVIDENCE_TABLES, Seal, verify
from cs_casework.audit.management.commands.flush import KEPT_TABLES
from cs_casework.backups import manifest as manifests
from cs_casework.backups.making import kept_files, last_line, seal_all
from cs_casework.backups.problems import BackupProblem
from cs_casework.backups.programs import program, reaching
from cs_casework.backups.sealing import Hashed, unpour
from cs_casework.backups.tables import digests

# Rows that no person made: what migrations put there, and the workings of queue, cache and sessions.
NO_RECORDS = ("procrastinate_", "django_", "auth_", "axes_", "cs_casework_cache")
# How long the tables of migrations, which are taken away, are waited for where somebody has them open.
WAIT = "20s"

# How things stand where it ends, for whoever has to go on.
UNCHANGED = "Nothing was changed: mend that and run it again."
NOT_LOADED = "No table was loaded: mend that and run it again; files that are there are not written a second time."
LOADED = (
    "The tables are loaded and not yet fit to be used: mend that, drop the database, make it anew and run it again."
)


@dataclass
class Restored:
    manifest: dict[str, Any]
    rows: int
    files: int
    wrong: list[str]


def restore(folder: Path, *, identities: list[Any]) -> Restored:
    """Restore onto the database of the environment. Refuses where records stand, and where anything is not as it was
    written. Everybody has to sign in again."""
    with _told(UNCHANGED):
        found = manifests.read_manifest(folder)
        encrypted = bool(found["encrypted_to"])
        content = _check(folder, found, identities)
        with embedded.owner_connection() as owner:
            _refuse_records(owner)
            database = str(owner.info.dbname)
            version = owner.info.server_version // 10000
        if version < found["database"]["version"]:
            raise BackupProblem(
                f"The backup is of PostgreSQL {found['database']['version']}, and this server is older ({version})."
            )
        restorer = program("pg_restore", at_least=max(version, found["database"]["version"]))
        tables = json.loads(_content(folder, manifests.TABLES, identities, encrypted=encrypted))
    with _told(NOT_LOADED):
        files = _put_files(folder, content, identities, encrypted=encrypted)
        with embedded.owner_connection() as owner:
            _refuse_records(owner)  # while files were copied somebody may have begun
            _empty(owner)
        _load(restorer, database, folder, identities, encrypted=encrypted)
    with _told(LOADED):
        with embedded.owner_connection() as owner:
            _compare(digests(owner), tables)
            # Who was signed in then may have left since.
            owner.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier("public", session_table())))
        connections.close_all()
        call_command("migrate", verbosity=0, interactive=False)
        with embedded.owner_connection() as owner:
            seal_all(owner)
        with embedded.owner_connection() as owner:
            number, _colon, digest = found["seal"].partition(":")
            wrong = verify(owner, expected=Seal(int(number), digest) if number else None).wrong
            wrong += _files_wrong(kept_files(owner), found)
    return Restored(found, sum(count for count, _digest in tables.values()), files, wrong)


@contextmanager
def _told(standing: str) -> Iterator[None]:
    """What the disk or the database refuses, in a sentence, and how things stand then."""
    try:
        yield
    except psycopg.errors.LockNotAvailable as problem:
        raise BackupProblem(
            f"Somebody else has the database open: stop the service and whatever else is connected to it. {standing}"
        ) from problem
    except OSError as problem:
        where = f" ({problem.filename})" if problem.filename else ""
        raise BackupProblem(f"{problem.strerror or problem}{where}. {standing}") from problem
    except (psycopg.Error, DatabaseError, CommandError) as problem:
        said = (str(problem).strip().splitlines() or [type(problem).__name__])[0]
        raise BackupProblem(f"The database refused: {said.rstrip('.')}. {standing}") from problem


def session_table() -> str:
    """Where it stands who is signed in."""
    table: str = import_string(f"{settings.SESSION_ENGINE}.SessionStore").get_model_class()._meta.db_table
    return table


def _check(folder: Path, found: dict[str, Any], identities: list[Any]) -> dict[str, str]:
    """Everything that can be said of a backup before anything is changed. Gives the hash of what each part holds."""
    if wrong := manifests.wrong_in(folder, found):
        raise BackupProblem("\n".join(["The backup is not as it was written, so nothing was restored:", *wrong[:20]]))
    content = {name: part["sha256"] for name, part in found["parts"].items()}
    if found["encrypted_to"]:
        if not identities:
            raise BackupProblem("The backup is encrypted; name the file of the secret key: --key FILE.")
        for name in found["parts"]:
            with (folder / name).open("rb") as file:
                hashed = Hashed()
                unpour(file, hashed, identities, encrypted=True)
                content[name] = hashed.sha256
    known = {".".join(key) for key in MigrationLoader(None).graph.nodes}
    if unknown := set(found["migrations"]) - known:
        raise BackupProblem(
            f"The backup was made by a newer version of this program ({found['made_by']}, with {min(unknown)});"
            " use that one."
        )
    return content


def _refuse_records(owner: psycopg.Connection) -> None:
    """Whatever stands in a table that no migration fills was written by somebody."""
    begun = {
        model._meta.db_table
        for model in apps.get_models()
        if getattr(model, "reference_data", False) or hasattr(model, "started_by")
    }
    left = begun | KEPT_TABLES | set(EVIDENCE_TABLES)
    found = owner.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        " AND NOT relispartition ORDER BY 1"
    ).fetchall()
    for (table,) in found:
        if table in left or table.startswith(NO_RECORDS):
            continue
        some = owner.execute(
            sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier("public", table))
        ).fetchone()
        if some and some[0]:
            raise BackupProblem(
                f"The database {owner.info.dbname} holds records (in {table}), so nothing was restored:"
                " a backup is restored onto an empty one."
            )


def _empty(owner: psycopg.Connection) -> None:
    """Take away what migrations made, so that the tables are those of the backup."""
    if owner.execute("SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace)").fetchone() == (
        True,
    ):
        owner.execute("SELECT set_config('lock_timeout', %s, true)", [WAIT])
        owner.execute("DROP SCHEMA public CASCADE")
        owner.execute("CREATE SCHEMA public")
        owner.execute("ALTER SCHEMA public OWNER TO pg_database_owner")
        owner.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")


def _put_files(folder: Path, content: dict[str, str], identities: list[Any], *, encrypted: bool) -> int:
    """Put the files where the service keeps them, each whole under its name. What a first try put there whole is not
    written again; a folder with anything else in it is another service's, and is refused."""
    names = {
        Path(part).name.removesuffix(".age" if encrypted else ""): part
        for part in content
        if part.startswith(f"{manifests.FILES}/")
    }
    target = Path(settings.ATTACHMENTS_ROOT)
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    if strangers := sorted(path.name for path in target.iterdir() if path.name.removesuffix(".restoring") not in names):
        raise BackupProblem(
            f"{target} holds files that are not of this backup ({strangers[0]}), so nothing was restored; set"
            " ATTACHMENTS_ROOT to an empty folder."
        )
    for name, part in names.items():
        if (target / name).is_file() and manifests.sha256_of(target / name) == content[part]:
            continue
        draft = target / f"{name}.restoring"
        with (
            (folder / part).open("rb") as file,
            open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out,
        ):
            unpour(file, out, identities, encrypted=encrypted)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(target / name)
    return len(names)


def _load(restorer: str, database: str, folder: Path, identities: list[Any], *, encrypted: bool) -> None:
    """Have `pg_restore` load the dump, in one transaction: all of it, or nothing. Nothing decrypted touches the disk."""
    where, environment = reaching(database)
    command = [restorer, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-password"]
    with tempfile.TemporaryFile() as errors, (folder / _stored(manifests.DATABASE, encrypted)).open("rb") as file:
        process = subprocess.Popen(  # noqa: S603  PostgreSQL's own program
            [*command, f"--dbname={where}"], env=environment, stdin=subprocess.PIPE, stderr=errors
        )
        assert process.stdin is not None
        try:
            unpour(file, process.stdin, identities, encrypted=encrypted)
            process.stdin.close()
        except BrokenPipeError:
            pass  # it ended by itself; why, it said
        except BaseException:
            process.kill()  # what it was given ends in the middle
            raise
        finally:
            with suppress(BrokenPipeError):
                process.stdin.close()
            ended = process.wait()
        if ended:
            errors.seek(0)
            raise BackupProblem(f"pg_restore failed, and the database is empty: {last_line(errors.read())}")


def _compare(now: dict[str, list[Any]], then: dict[str, list[Any]]) -> None:
    if differing := sorted(table for table in now.keys() | then.keys() if now.get(table) != then.get(table)):
        raise BackupProblem(
            f"Do not use this database: {len(differing)} tables are not what they were when backed up ({differing[0]})."
        )


def _files_wrong(rows: dict[str, str], found: dict[str, Any]) -> list[str]:
    """Files that are not there, or are not what their rows say. What was so at the backup is said to have been."""
    wrong = []
    for name, digest in sorted(rows.items()):
        path = Path(settings.ATTACHMENTS_ROOT) / name
        if not path.is_file():
            when = "missing already when backed up" if name in found["missing_files"] else "missing"
            wrong.append(f"{when}: the file {name}")
        elif manifests.sha256_of(path) != digest:
            wrong.append(f"not what its row says: the file {name}")
    return wrong


def _content(folder: Path, name: str, identities: list[Any], *, encrypted: bool) -> bytes:
    out = io.BytesIO()
    with (folder / _stored(name, encrypted)).open("rb") as file:
        unpour(file, out, identities, encrypted=encrypted)
    return out.getvalue()


def _stored(name: str, encrypted: bool) -> str:
    return f"{name}.age" if encrypted else name
