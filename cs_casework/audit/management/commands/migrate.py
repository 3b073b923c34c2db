"""Django's migrate, run by the owner, followed by what the application's role may do with each table."""

import getpass
import time
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from psycopg import sql

from cs_casework import embedded
from cs_casework.audit.changes import EVIDENCE_TABLES, MONTHS_AHEAD, log_changes, trigger_is_told, watched_models

# Case records: nothing in these apps is removed by the application, so the database refuses to. Only the retention
# rule deletes, and it is the owner's.
NEVER_DELETED_APPS = {
    "audit",
    "confidential",
    "reference",
    "families",
    "contexts",
    "cases",
    "referrals",
    "assessments",
    "plans",
    "looking",
    "keeping",
}
# Written by `migrate` alone, beside the models that say `owner_only = True`.
OWNERS_TABLES = {"django_migrations", "django_content_type", "auth_permission"}

# What the owner does for the application on request. Each checks what it is asked for; nobody else may ask.
OWNERS_FUNCTIONS = ("casework_dispose(uuid, jsonb, integer)",)

# How long a migration may wait for a table that somebody is using. Whoever comes after it waits behind it for as long, so
# it gives up, lets them pass, and tries again: twenty minutes in all, in which whatever holds the table should end.
LOCK_SECONDS = 1
ATTEMPTS = 240
MOST_PAUSE = 5.0  # seconds

NOTHING: tuple[str, ...] = ()
READ = ("SELECT",)
APPEND = ("SELECT", "INSERT")
RECORD = ("SELECT", "INSERT", "UPDATE")
WORK = ("SELECT", "INSERT", "UPDATE", "DELETE")


class Command(DjangoMigrate):
    help = "Brings the tables up to date, then gives the application's role its rights, and no more."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["database"] != DEFAULT_DB_ALIAS or options["check_unapplied"] or options["plan"]:
            super().handle(*args, **options)
            return
        owner, application = _user(embedded.database_settings("owner")), _user(embedded.database_settings("app"))
        if owner != application and _user(connections[DEFAULT_DB_ALIAS].settings_dict) == application:
            raise CommandError("The owner's role migrates, not the application's: run `bin/manage migrate`.")
        # Two servers that start at once wait for each other here.
        with embedded.owner_connection() as turn:
            turn.autocommit = True
            turn.execute("SELECT pg_advisory_lock(hashtext('cs_casework.migrate'))")
            drop_broken_indexes(turn)
            try:
                self._patiently(lambda: super(Command, self).handle(*args, **options))
                call_command("createcachetable", verbosity=0)
                self._patiently(self._follow_up)
            finally:
                with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                    cursor.execute("RESET lock_timeout")
            if owner == application:
                self.stderr.write(
                    self.style.WARNING(
                        "The application is the owner of its own tables, so the database cannot keep the record from "
                        "it: set DATABASE_OWNER_URL to the owner and DATABASE_URL to a role of its own."
                    )
                )
            else:
                grant_rights(application)

    def _patiently(self, work: Callable[[], object]) -> None:
        """Do it, and do it again where a table was in use for longer than `LOCK_SECONDS`: what was done stays done."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                wait_for_locks(LOCK_SECONDS)
                work()
                return
            except OperationalError as problem:
                if not isinstance(problem.__cause__, psycopg.errors.LockNotAvailable):
                    raise
                if attempt == ATTEMPTS:
                    raise CommandError(
                        "A table was in use the whole time, so a migration was not made, and nothing of it is half done."
                        " End what uses it (pg_stat_activity shows it), and run bin/manage migrate again."
                    ) from problem
            pause = min(attempt * 0.5, MOST_PAUSE)
            self.stdout.write(f"A table is in use; trying again in {pause:g} s ({attempt} of {ATTEMPTS}).")
            time.sleep(pause)
            with embedded.owner_connection() as owner:
                owner.autocommit = True
                drop_broken_indexes(owner)

    def _follow_up(self) -> None:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT casework_make_months(%s)", [MONTHS_AHEAD])
            if lacks_trigger(cursor):
                log_changes(cursor)

    def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:
        if action == "apply_start":
            migration.operations = made_together(migration.operations)
        if action in ("apply_start", "unapply_start"):
            # What is no transaction makes or drops an index while the table is used. It keeps nobody out, and has to wait
            # for whoever began before it.
            wait_for_locks(LOCK_SECONDS if migration.atomic else 0)
        super().migration_progress_callback(action, migration, fake)


def wait_for_locks(seconds: int) -> None:
    """How long the next statements wait for a lock; 0 is as long as it takes."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{seconds}s"])


def drop_broken_indexes(owner: psycopg.Connection) -> None:
    """Take away what was left of an index that could not be made while its table was used, so that it can be made anew.

    Nothing reads such an index, and every change of the table keeps it up. Only one migration runs at a time, so none of
    these is being made just now.
    """
    found = owner.execute(
        "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
        " WHERE NOT indisvalid AND relkind = 'i' AND relnamespace = 'public'::regnamespace"
        " AND pg_has_role(relowner, 'USAGE')"
    ).fetchall()
    for (name,) in found:
        owner.execute(sql.SQL("DROP INDEX CONCURRENTLY IF EXISTS {}").format(sql.Identifier("public", name)))


def lacks_trigger(cursor: Any) -> bool:
    """Whether a table's changes are not logged, or not as they should be. Putting the trigger on a table that has it keeps
    everybody out who writes there."""
    cursor.execute(
        "SELECT tgrelid::regclass::text, tgargs FROM pg_trigger WHERE tgname = 'changed' AND tgenabled = 'O'"
        " AND tgfoid = 'casework_changed'::regproc"
    )
    found = {table: bytes(arguments) for table, arguments in cursor.fetchall()}
    return any(
        found.get(model._meta.db_table) != b"".join(name.encode() + b"\0" for name in trigger_is_told(model))
        for model in watched_models()
    )


class CreateModels(Operation):
    """Tables that a migration makes one after another, made by what is known after the last of them.

    After each table Django works out all models anew that can be reached from it, and from a case nearly all can: that
    was most of what a first start took. The foreign keys follow when the migration has made its tables, as ever.
    """

    def __init__(self, operations: list[CreateModel]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        if "apps" in state.__dict__:
            del state.apps
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)


def made_together(operations: Iterable[Operation]) -> list[Operation]:
    """The same operations, those that make tables one after another in one."""
    found: list[Operation] = []
    for operation in operations:
        if not isinstance(operation, CreateModel):
            found.append(operation)
        elif found and isinstance(found[-1], CreateModels):
            found[-1].operations.append(operation)
        else:
            found.append(CreateModels([operation]))
    return found


def grant_rights(role: str) -> None:
    """Set what the application's role may do, from the tables as they are now. The same result however often it runs.

    Nobody may TRUNCATE but the owner, nor make a table of their own, not for a while either: what runs as the owner finds
    tables by their names. A table that belongs to no model, such as the job queue's, is for work. The parts of a table are
    reached through the whole alone.
    """
    rights = {
        model._meta.db_table: rights_on(model)
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
    }
    rights |= dict.fromkeys(OWNERS_TABLES, READ) | dict.fromkeys(EVIDENCE_TABLES, NOTHING)
    name = sql.Identifier(role)
    with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if not cursor.fetchone():
            raise CommandError(f"The role {role} of DATABASE_URL does not exist on this server; make it first.")
        cursor.execute(
            "SELECT relname, relkind IN ('r', 'p'), relispartition FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S')"
            " AND pg_has_role(relowner, 'USAGE')"
        )
        found = cursor.fetchall()
        statements = [sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name)]
        for relation, is_table, is_part in found:
            kind = sql.SQL("TABLE" if is_table else "SEQUENCE")
            given = rights.get(relation, WORK) if is_table else ("USAGE", "SELECT")
            given = NOTHING if is_part else given
            target = sql.Identifier("public", relation)
            statements.append(sql.SQL("REVOKE ALL ON {} {} FROM {}").format(kind, target, name))
            if given:
                rights_given = sql.SQL(", ".join(given))
                statements.append(sql.SQL("GRANT {} ON {} {} TO {}").format(rights_given, kind, target, name))
        for function in OWNERS_FUNCTIONS:
            statements.append(sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(sql.SQL(function), name))
        cursor.execute("SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()")
        if cursor.fetchone() == (True,):
            database = sql.Identifier(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"])
            for whom in (sql.SQL("PUBLIC"), name):
                statements.append(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM {}").format(database, whom))
        connection = connections[DEFAULT_DB_ALIAS].connection
        cursor.execute(sql.SQL("; ").join(statements).as_string(connection))


def rights_on(model: Any) -> tuple[str, ...]:
    """What the application may do with the rows of one model: its own mark first, then what its app holds."""
    if getattr(model, "owner_only", False):
        return READ
    # Worked out from records, and no record itself: it is worked out anew, from nothing.
    if getattr(model, "derived", False):
        return WORK
    # `instance_type` marks a table of versions: django-simple-history sets it on each model it makes.
    if getattr(model, "append_only", False) or hasattr(model, "instance_type"):
        return APPEND
    return RECORD if model._meta.app_label in NEVER_DELETED_APPS else WORK


def _user(settings: dict[str, Any]) -> str:
    return settings["USER"] or getpass.getuser()
