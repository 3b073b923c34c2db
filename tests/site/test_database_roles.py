"""What the database refuses the application, whatever the application's code may try, and what only the owner may do."""

import os
import re
import subprocess
import sys

import psycopg
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from psycopg import sql

from cs_casework import embedded, serve
from cs_casework.accounts.models import Role, User
from cs_casework.audit.log import record
from cs_casework.audit.management.commands import migrate
from cs_casework.audit.models import AuditEvent
from cs_casework.reference.models import Agency, Interval, PlaceCategory

pytestmark = pytest.mark.django_db

CASE_TABLES = sorted(
    model._meta.db_table
    for model in apps.get_models(include_auto_created=True)
    if model._meta.app_label in migrate.NEVER_DELETED_APPS and not getattr(model, "derived", False)
)
DERIVED_TABLES = sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "derived", False))
VERSION_TABLES = sorted(model._meta.db_table for model in apps.get_models() if hasattr(model, "instance_type"))
ALL_TABLES = sorted(model._meta.db_table for model in apps.get_models(include_auto_created=True))


def is_refused(statement: str) -> bool:
    """Whether the database says that this role lacks the right, and not something else."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as problem:
        if isinstance(problem.__cause__, psycopg.errors.InsufficientPrivilege):
            return True
        raise
    return False


def some_column(table: str) -> str:
    """A column of the table, to try an update with."""
    with connection.cursor() as cursor:
        return connection.introspection.get_table_description(cursor, table)[0].name


def rights() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"
        )
        return cursor.fetchall()


def test_the_suite_runs_as_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        user, database = cursor.fetchone()
    assert user == embedded.database_settings("app")["USER"]
    assert user != embedded.database_settings("owner")["USER"]
    assert re.fullmatch(r"test_cs_casework_\w+_\d+", database)


def test_case_records_and_versions_are_among_what_is_checked() -> None:
    assert {"audit_auditevent", "families_person", "contexts_context", "cases_case"} <= set(CASE_TABLES)
    assert "families_historicalperson" in VERSION_TABLES
    assert "audit_auditevent" not in VERSION_TABLES


@pytest.mark.parametrize("table", CASE_TABLES)
def test_the_application_cannot_remove_a_case_record(table: str) -> None:
    assert is_refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", ["audit_auditevent", *VERSION_TABLES])
def test_the_application_can_add_to_history_but_not_change_it(table: str) -> None:
    column = some_column(table)
    assert is_refused(f"UPDATE {table} SET {column} = {column}")
    assert not is_refused(f"INSERT INTO {table} ({column}) SELECT {column} FROM {table} WHERE false")


@pytest.mark.parametrize("table", ALL_TABLES)
def test_the_application_can_read_every_table_and_truncate_none(table: str) -> None:
    assert not is_refused(f"SELECT FROM {table} LIMIT 1")
    assert is_refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", ["accounts_installation", "django_migrations", "auth_permission"])
def test_the_application_cannot_write_what_is_the_owners(table: str) -> None:
    column = some_column(table)
    assert is_refused(f"INSERT INTO {table} ({column}) SELECT {column} FROM {table} WHERE false")
    assert is_refused(f"UPDATE {table} SET {column} = {column}")
    assert is_refused(f"DELETE FROM {table}")


def test_what_is_worked_out_from_records_is_no_record() -> None:
    assert DERIVED_TABLES == ["cases_patternscomputed", "cases_sharedcontextpair", "contexts_contextplace"]
    assert not any(hasattr(model, "history") for model in apps.get_models() if getattr(model, "derived", False))


@pytest.mark.parametrize(
    "table",
    [
        "accounts_staffsession",
        "mfa_authenticator",
        "drafts_draft",
        "cs_casework_cache",
        "procrastinate_jobs",
        *DERIVED_TABLES,
    ],
)
def test_the_application_can_do_its_daily_work(table: str) -> None:
    assert not is_refused(f"DELETE FROM {table} WHERE false")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (n int)",
        "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
        "DROP TABLE audit_auditevent CASCADE",
        "SET ROLE cs_owner",
        "SET session_replication_role = replica",
        "ALTER ROLE cs_app CREATEDB",
        "CREATE EXTENSION citext",
        "SELECT pg_read_file('postgresql.conf')",
        "COPY audit_auditevent TO PROGRAM 'cat'",
    ],
)
def test_the_application_cannot_raise_itself(statement: str) -> None:
    assert is_refused(statement)


def test_the_owner_too_is_refused_by_the_audit_itself() -> None:
    with embedded.owner_connection() as owner:
        for statement in ("UPDATE audit_auditevent SET reason = ''", "DELETE FROM audit_auditevent"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only ever added"), owner.transaction():
                owner.execute(statement)


def test_what_the_application_tries_to_grant_itself_is_not_granted() -> None:
    before = rights()
    with connection.cursor() as cursor:
        cursor.execute("GRANT DELETE, TRUNCATE ON audit_auditevent TO PUBLIC")  # PostgreSQL only warns
    assert rights() == before


@pytest.mark.django_db(transaction=True)
def test_migrating_again_gives_the_same_rights_and_takes_what_was_given_beside_them() -> None:
    before = rights()
    name = connection.settings_dict["NAME"]
    with embedded.owner_connection() as owner:
        assert owner.info.dbname == name
        owner.execute("GRANT DELETE, TRUNCATE ON audit_auditevent TO cs_app")
        owner.execute(sql.SQL("GRANT TEMPORARY ON DATABASE {} TO PUBLIC, cs_app").format(sql.Identifier(name)))
    assert rights() != before
    subprocess.run(
        [sys.executable, "-c", MIGRATE, name],
        cwd=embedded.PROJECT,
        env=os.environ | {"CS_DB_ROLE": "owner", "DJANGO_SETTINGS_MODULE": "cs_casework.settings"},
        check=True,
    )
    assert rights() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_database_privilege(current_user, current_database(), 'TEMPORARY')")
        assert cursor.fetchone() == (False,)


# As `bin/manage migrate` does it, but on this test's database.
MIGRATE = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


def test_the_application_may_not_migrate() -> None:
    with pytest.raises(CommandError, match="owner"):
        call_command("migrate", verbosity=0)


# --- Emptying a database ----------------------------------------------------------------------------------------------
def test_a_database_that_holds_a_services_records_is_never_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "cs_casework")
    with pytest.raises(CommandError, match="nothing was removed"):
        call_command("flush", interactive=False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("reset_sequences", [False, True])
def test_a_tests_database_is_emptied_of_all_but_what_it_starts_with(reset_sequences: bool) -> None:
    user = User.objects.create(username="worker", name="A worker")
    record(by=user, action="test.done")
    assert Role.objects.exists()
    PlaceCategory.objects.filter(code="park").update(name="Changed since", created_by=user)
    agencies, intervals = Agency.objects.count(), Interval.objects.count()
    call_command("flush", interactive=False, verbosity=0, reset_sequences=reset_sequences)
    assert not User.objects.exists()
    assert not AuditEvent.objects.exists()
    assert Role.objects.exists()
    assert PlaceCategory.objects.get(code="park").name == "Park or open space"
    assert (Agency.objects.count(), Interval.objects.count()) == (agencies, intervals)
    assert agencies > 5
    with connection.cursor() as cursor:  # and the audit is closed again
        cursor.execute("SELECT DISTINCT tgenabled FROM pg_trigger WHERE NOT tgisinternal")
        assert cursor.fetchall() == [("O",)]


# --- The demo's database ----------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_demos_database_is_served_on_this_machine_only() -> None:
    everywhere = ["", "0.0.0.0", "::", "192.0.2.1", "casework.example"]
    for address in everywhere:
        serve.refuse_demo_elsewhere(address)
    with embedded.owner_connection() as owner:
        before = owner.execute("SELECT kind FROM accounts_installation").fetchone()
        owner.execute(
            "INSERT INTO accounts_installation (id, kind) VALUES (1, 'demo') ON CONFLICT (id) DO UPDATE SET kind = 'demo'"
        )
    try:
        for address in everywhere:
            with pytest.raises(serve.CannotServe, match=r"on 127\.0\.0\.1 only"):
                serve.refuse_demo_elsewhere(address)
        for address in ("127.0.0.1", "localhost", "::1"):
            serve.refuse_demo_elsewhere(address)
    finally:
        with embedded.owner_connection() as owner:
            owner.execute("DELETE FROM accounts_installation")
            if before:
                owner.execute("INSERT INTO accounts_installation (id, kind) VALUES (1, %s)", before)
