"""A migration keeps nobody out for longer than a second: what it cannot have at once it gives up, and tries again.

`bin/prove migrate` runs migrations while pages are asked for and records are written.
"""

import importlib.machinery
import importlib.util
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, RemoveIndexConcurrently
from django.contrib.postgres.search import SearchVectorField
from django.db import OperationalError, connection, migrations, models
from django.db.migrations.state import ProjectState

from cs_casework import embedded
from cs_casework.audit.management.commands import migrate

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def as_owner() -> Iterator[None]:
    """Django's connection as `migrate` has it."""
    connection.close()
    before = dict(connection.settings_dict)
    found = embedded.database_settings("owner")
    connection.settings_dict |= {key: found[key] for key in ("USER", "PASSWORD", "HOST", "PORT")}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= before


def application() -> psycopg.Connection:
    """As the application, apart from Django's connection; nothing waits for longer than ten seconds."""
    found = {key: connection.settings_dict[key.upper()] for key in ("user", "password", "host", "port")}
    return psycopg.connect(
        **{key: value for key, value in found.items() if value},
        dbname=connection.settings_dict["NAME"],
        options="-c statement_timeout=10s",
        autocommit=True,
    )


def apply(*operations: Any) -> None:
    made = migrations.Migration("0999_invented", "families")
    made.operations = list(operations)
    with connection.schema_editor(atomic=True) as editor:
        made.apply(ProjectState(), editor)


@pytest.mark.django_db(transaction=True)
def test_a_migration_gives_way_to_whoever_uses_the_table_and_is_made_after_them() -> None:
    adds = migrations.RunSQL("ALTER TABLE families_person ADD COLUMN invented text")
    waited: list[float] = []
    over = threading.Event()
    reader, holder = application(), application()

    def read() -> None:
        while not over.is_set():
            began = time.monotonic()
            reader.execute("SELECT FROM families_person LIMIT 1")
            waited.append(time.monotonic() - began)

    class Told:
        """What `migrate` says when it has given way: from then on the table is free."""

        said: list[str] = []

        def write(self, line: str) -> None:
            self.said.append(line)
            holder.rollback()

    command = migrate.Command()
    command.stdout = Told()  # type: ignore[assignment]
    reading = threading.Thread(target=read)
    with reader, holder:
        holder.autocommit = False
        holder.execute("SELECT FROM families_person LIMIT 1")  # a page that takes long, or was forgotten
        reading.start()
        try:
            with as_owner():
                command._patiently(lambda: apply(adds))
        finally:
            over.set()
            reading.join()
            with embedded.owner_connection() as owner:
                added = owner.execute("ALTER TABLE families_person DROP COLUMN IF EXISTS invented").statusmessage
    assert added == "ALTER TABLE"
    assert [line.partition(";")[0] for line in Told.said] == ["A table is in use"]
    # Once behind the migration that waited for its second, and a little for what else the machine does.
    assert migrate.LOCK_SECONDS * 0.5 < max(waited) < migrate.LOCK_SECONDS + 3


@pytest.mark.django_db(transaction=True)
def test_only_a_table_in_use_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with as_owner(), pytest.raises(OperationalError, match="canceling statement due to statement timeout"):
        migrate.Command()._patiently(
            lambda: apply(migrations.RunSQL("SET LOCAL statement_timeout = 1; SELECT pg_sleep(9)"))
        )


@pytest.mark.django_db(transaction=True)
def test_what_is_left_of_an_index_is_taken_away_and_a_trigger_is_put_on_only_where_it_lacks() -> None:
    with embedded.owner_connection() as owner:
        owner.autocommit = True
        with pytest.raises(psycopg.errors.UniqueViolation):
            owner.execute("CREATE UNIQUE INDEX CONCURRENTLY left_over ON accounts_role ((1))")
        assert owner.execute("SELECT to_regclass('left_over') IS NOT NULL").fetchone() == (True,)
        migrate.drop_broken_indexes(owner)
        assert owner.execute("SELECT to_regclass('left_over') IS NOT NULL").fetchone() == (False,)
        with connection.cursor() as cursor:
            assert not migrate.lacks_trigger(cursor)
            owner.execute("ALTER TABLE families_person DISABLE TRIGGER changed")
            try:
                assert migrate.lacks_trigger(cursor)
            finally:
                owner.execute("ALTER TABLE families_person ENABLE TRIGGER changed")
            assert not migrate.lacks_trigger(cursor)


def test_a_migration_that_would_keep_people_out_is_named_with_what_to_do_instead() -> None:
    loader = importlib.machinery.SourceFileLoader("lint_migrations", str(ROOT / "bin" / "lint-migrations"))
    spec = importlib.util.spec_from_loader("lint_migrations", loader)
    assert spec is not None
    linter = importlib.util.module_from_spec(spec)
    loader.exec_module(linter)
    check = models.CheckConstraint(name="is_right", condition=models.Q(kind="x"))

    def said(*operations: Any, atomic: bool = True) -> list[str]:
        made = migrations.Migration("0999_invented", "families")
        made.operations, made.atomic = list(operations), atomic
        return [line.partition(":")[0] for line in linter.wrong_in(made)]

    index = AddIndexConcurrently("person", GinIndex(fields=["kind"], name="kinds"))
    vector = migrations.AddField("person", "words", SearchVectorField(null=True))
    assert said(migrations.AddConstraint("person", check), vector) == ["is_right", "words"]
    assert said(AddConstraintNotValid("person", check)) == []
    assert said(index, atomic=False) == []
    # Nothing follows an index: should that fail, the index is there, and cannot be made a second time.
    another = AddIndexConcurrently("person", GinIndex(fields=["kind"], name="others"))
    assert said(index, another, atomic=False) == ["kinds"]
    assert said(RemoveIndexConcurrently("person", "before"), index, atomic=False) == []
    assert said(index, migrations.RunSQL("SELECT 1"), atomic=False) == ["kinds", "RunSQL"]
    assert said(migrations.CreateModel("Place", []), index, atomic=False) == ["CreateModel"]
    assert said(migrations.CreateModel("Person", []), migrations.AddConstraint("person", check), vector) == []
