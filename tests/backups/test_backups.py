"""A backup made while somebody writes is one moment, whole; restored elsewhere it is that moment, and nothing is restored
that was altered, onto records, or with another key.

`bin/prove restore` does so under load, with the service opened on it.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from psycopg import sql

from cases.documents import record_document
from cs_casework import embedded
from cs_casework.backups import restoring
from cs_casework.backups.making import make_backup
from cs_casework.backups.problems import BackupProblem
from cs_casework.backups.restoring import restore, session_table
from cs_casework.backups.sealing import identities_in, new_key, recipients_in
from cs_casework.backups.tables import digests
from cs_casework.dates import today
from families.models import Person
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
LETTER = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"


@contextmanager
def other_database() -> Iterator[str]:
    """An empty database on the tests' server, made by the owner, to restore onto."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with embedded.owner_connection("postgres") as owner:
        owner.autocommit = True
        owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template1").format(sql.Identifier(name)))
        try:
            yield name
        finally:
            owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def url(role: str, database: str) -> str:
    """The way to the tests' server, as on a server of one's own."""
    found = embedded.database_settings(role)
    host = quote(found["HOST"], safe="")
    return f"postgresql://{found['USER']}@/{database}?host={host}&port={found['PORT']}"


def run_on(database: str, attachments: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """One of our commands, told of the database by URLs."""
    environment = os.environ | {
        "DATABASE_URL": url("app", database),
        "DATABASE_OWNER_URL": url("owner", database),
        "SECRET_KEY": "of no use to anybody",
        "ATTACHMENTS_ROOT": str(attachments),
        "HTTPS": "false",
        "DEBUG": "true",  # static files where they are: a fresh clone has collected none
    }
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def restore_onto(database: str, folder: Path, attachments: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return run_on(database, attachments, "-m", "cs_casework.backups", "restore", str(folder), *more)


@pytest.fixture
def kept(worker: Any, tmp_path: Path) -> Any:
    """A child with a document, whose file lies in a folder of this test's own."""
    before, settings.ATTACHMENTS_ROOT = settings.ATTACHMENTS_ROOT, tmp_path / "attachments"
    try:
        child = factories.PersonFactory()
        yield record_document(
            by=worker, subjects=(child,), file=SimpleUploadedFile("Nia.pdf", LETTER), title="Attendance",
            type="school", from_whom="Northgate School", dated_on=today(),
        )  # fmt: skip
    finally:
        settings.ATTACHMENTS_ROOT = before


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def test_an_encrypted_backup_is_one_moment_and_is_restored_as_it_was(kept: Any, backups: Path, tmp_path: Path) -> None:
    """Whoever writes meanwhile is not in it; rows, files, rights and the audit's chain are; a service opens on it."""
    public = new_key(tmp_path / "secret")
    before = Person.objects.count()
    then: dict[str, Any] = {}

    def meanwhile(_snapshot: str) -> None:
        with embedded.owner_connection() as owner:
            then.update(digests(owner))
        factories.PersonFactory(given="Toolate")

    made = make_backup(backups, recipients=recipients_in(public), on_snapshot=meanwhile)
    assert Person.objects.count() == before + 1
    assert made.is_whole
    assert made.manifest["seal"]
    stored = b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
    assert LETTER not in stored
    assert kept.name.encode() not in stored
    assert {path.stat().st_mode & 0o077 for path in [made.folder, *made.folder.rglob("*")]} == {0}

    target = tmp_path / "elsewhere"
    with other_database() as database:
        # Tried with another key first: nothing is changed, so that it can be tried again.
        new_key(tmp_path / "another")
        refused = restore_onto(database, made.folder, target, "--key", str(tmp_path / "another"))
        assert (refused.returncode, "not encrypted to this key" in refused.stderr) == (1, True)
        assert not target.exists()
        with pytest.MonkeyPatch.context() as patch:
            put, lies = stopped_on_the_way(made.folder, database, target, tmp_path, patch)
        done = restore_onto(database, made.folder, target, "--key", str(tmp_path / "secret"))
        assert (done.returncode, done.stderr) == (0, "")
        assert [path.read_bytes() for path in target.iterdir()] == [LETTER]
        assert put.stat().st_ino == lies
        with embedded.owner_connection(database) as owner:
            now = digests(owner)
            # What the restore itself does: nobody is signed in any more, and what waited for its seal is sealed.
            assert {name for name in then if now[name] != then[name]} <= {f"public.{session_table()}"}
            rights = "SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"
            with embedded.owner_connection() as source:
                assert owner.execute(rights).fetchall() == source.execute(rights).fetchall()
                triggers = (
                    "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
                    " WHERE NOT tgisinternal ORDER BY 1, 2"
                )
                assert owner.execute(triggers).fetchall() == source.execute(triggers).fetchall()
        looked = run_on(database, target, "-c", OPENS)
        assert (looked.returncode, looked.stdout) == (0, "200 1\n"), looked.stderr
        again = restore_onto(database, made.folder, target, "--key", str(tmp_path / "secret"))
        assert (again.returncode, "holds records" in again.stderr) == (1, True)


def stopped_on_the_way(
    folder: Path, database: str, target: Path, tmp_path: Path, patch: pytest.MonkeyPatch
) -> tuple[Path, int]:
    """What ends a restore before the tables are loaded is told in a sentence with what to do, and it can be run again: what
    it put into the folder of files is not written a second time. Gives the file, and where it lies on the disk."""
    (name,) = (path.name.removesuffix(".age") for path in (folder / "files").iterdir())
    patch.setitem(settings.DATABASES["default"], "NAME", database)
    patch.setattr(settings, "ATTACHMENTS_ROOT", target)

    def refused() -> str:
        with pytest.raises(BackupProblem) as problem:
            restore(folder, identities=identities_in(str(tmp_path / "secret")))
        (line,) = str(problem.value).splitlines()
        return line

    target.mkdir()
    if Path("/dev/full").exists():  # a disk without room is no wrong key
        (target / f"{name}.restoring").symlink_to("/dev/full")
        assert refused().startswith("No space left on device. No table was loaded: mend that and run it again")
        (target / f"{name}.restoring").unlink()
    # Somebody reads a table there is, which has to go; and a file of a first try was cut off.
    (target / name).write_bytes(LETTER[:9])
    patch.setattr(restoring, "WAIT", "10ms")
    with embedded.owner_connection(database) as other:
        other.execute("CREATE TABLE begun (what text)")
        other.commit()
        other.execute("SELECT FROM begun")
        assert refused().startswith("Somebody else has the database open: stop the service")
        assert (target / name).read_bytes() == LETTER
        lies = (target / name).stat().st_ino
    # Somebody begins to record after the database was found empty: here, when `pg_restore` is asked for its version.
    urls = {"DATABASE_URL": url("app", database), "DATABASE_OWNER_URL": url("owner", database)}
    begins = f"psycopg.connect({urls['DATABASE_OWNER_URL']!r}, autocommit=True).execute"
    lines = [f"#!{sys.executable}", "import psycopg", f'{begins}("INSERT INTO begun VALUES (1)")', 'print("(X) 99")']
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "pg_restore").write_text("\n".join(lines))
    (programs / "pg_restore").chmod(0o700)
    for variable, value in (urls | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}).items():
        patch.setenv(variable, value)
    assert "holds records (in begun)" in refused()
    with psycopg.connect(urls["DATABASE_OWNER_URL"]) as owner:
        assert owner.execute("SELECT what FROM begun").fetchall() == [("1",)]
        owner.execute("DROP TABLE begun")
    return target / name, lies


# As the application's role: a page is answered, a name is found by the search's own functions, the next reference is free.
OPENS = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "cs_casework.settings"
django.setup()
from django.test import Client
from django.db import connection
from families.models import Person
from cs_casework.accounts.models import User
answer = Client().get("/", headers={"host": "localhost"})
with connection.cursor() as cursor:
    cursor.execute("SELECT casework_reference('PER', 'person_reference')")
    assert not Person.objects.filter(reference=cursor.fetchone()[0]).exists()
    cursor.execute("SELECT count(*) FROM families_personname WHERE sounds && casework_sounds('Testynton')")
    assert cursor.fetchone()[0]
print(answer.status_code, User.objects.filter(username="wren").count())
"""


def test_what_is_not_as_it_was_written_is_not_restored(kept: Any, backups: Path, tmp_path: Path) -> None:
    made = make_backup(backups, recipients=[])
    target = tmp_path / "elsewhere"
    dump = made.folder / "database.dump"
    whole = dump.read_bytes()
    dump.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    (stored,) = (made.folder / "files").iterdir()
    stored.rename(made.folder / "files" / "stranger")
    with other_database() as database:
        refused = restore_onto(database, made.folder, target)
        assert refused.returncode == 1
        assert refused.stderr.splitlines()[1:] == [
            "altered: database.dump",
            f"missing: files/{stored.name}",
            "not of this backup: files/stranger",
        ]
        (made.folder / "files" / "stranger").rename(stored)
        dump.write_bytes(whole)
        # Of a program that is newer than this one.
        manifest = made.folder / "manifest.json"
        found = json.loads(manifest.read_text())
        manifest.write_text(json.dumps(found | {"migrations": [*found["migrations"], "cases.0999_later"]}))
        refused = restore_onto(database, made.folder, target)
        assert (refused.returncode, "newer version" in refused.stderr) == (1, True)
        assert not target.exists()
        with embedded.owner_connection(database) as owner:
            assert digests(owner) == {}


def test_a_file_that_is_gone_or_altered_or_has_no_row_is_told(kept: Any, worker: Any, backups: Path) -> None:
    folder = Path(settings.ATTACHMENTS_ROOT)
    stranger = folder / "stranger"
    stranger.write_bytes(b"left behind")
    os.utime(stranger, (0, 0))
    (folder / kept.file.name).write_bytes(b"altered")
    made = make_backup(backups, recipients=[])
    assert (made.is_whole, made.manifest["altered_files"]) == (False, [kept.file.name])
    assert made.manifest["files_without_row"] == ["stranger"]
    made.folder.rename(backups / "first")
    (folder / kept.file.name).unlink()
    made = make_backup(backups, recipients=[])
    assert (made.is_whole, made.manifest["missing_files"]) == (False, [kept.file.name])


def test_the_newest_are_kept_and_nothing_else_is_removed(
    db: None, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def older(name: str, **changed: Any) -> Path:
        """The backup that was just made, under an earlier name."""
        folder = backups / f"cs_casework-{name}Z"
        made.folder.rename(folder)
        manifest = json.loads((folder / "manifest.json").read_text()) | changed
        (folder / "manifest.json").write_text(json.dumps(manifest))
        return folder

    made = make_backup(backups, recipients=[])
    oldest = older("20250101T000000")
    made = make_backup(backups, recipients=[])
    others = older("20250102T000000", database={"name": "another", "server": "1", "oid": "2", "version": 18})
    made = make_backup(backups, recipients=[])
    added_to = older("20250103T000000")
    (added_to / "notes.txt").write_text("kept by hand")
    (backups / "letter.txt").write_text("no backup")
    # One that cannot be removed, as its new name is taken, keeps no other from being removed.
    stuck = backups / "cs_casework-20241231T000000Z"
    shutil.copytree(oldest, stuck)
    (taken := backups / f".{stuck.name}-removed").touch()
    # What an earlier try left of another is tried again.
    (backups / ".cs_casework-20240101T000000Z-removed").mkdir()
    made = make_backup(backups, recipients=[], keep=1)
    assert (made.removed, made.is_whole, made.ends_with) == ([oldest.name], True, 2)
    told = [line.partition(" (")[0] for line in made.not_removed]
    assert told == [f"{path} cannot be removed" for path in (taken, stuck)]
    taken.unlink()
    shutil.rmtree(stuck)
    assert [line for line in made.told if added_to.name in line]
    assert {path.name for path in backups.iterdir()} == {made.folder.name, others.name, added_to.name, "letter.txt"}
    # One that would have the name of another is not made, and leaves nothing.
    monkeypatch.setattr(Path, "exists", lambda _path: True)
    with pytest.raises(BackupProblem, match="no backup is overwritten"):
        make_backup(backups, recipients=[])
    monkeypatch.undo()
    assert len(list(backups.iterdir())) == 4


def test_keys_are_made_once_and_read_from_a_file(tmp_path: Path) -> None:
    public = new_key(tmp_path / "secret")
    assert [str(key.to_public()) for key in identities_in(str(tmp_path / "secret"))] == [public]
    (tmp_path / "public").write_text(f"# of the records office\n{public}\n")
    assert [str(key) for key in recipients_in(str(tmp_path / "public"))] == [public]
    with pytest.raises(BackupProblem, match="cannot be written"):
        new_key(tmp_path / "secret")
    with pytest.raises(BackupProblem, match="no secret key"):
        identities_in(str(tmp_path / "public"))
    with pytest.raises(BackupProblem, match="public key"):
        recipients_in("age1nothing")
