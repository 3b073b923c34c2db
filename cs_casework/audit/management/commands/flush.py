"""Empty the database, but only one that holds nothing real."""

from importlib import import_module
from typing import Any

import psycopg
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import sql

from cs_casework import embedded

# What migrations put there, and what says which kind of database this is.
KEPT_TABLES = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "accounts_role",
    "accounts_installation",
}

OWN_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
      AND pg_has_role(relowner, 'USAGE')
"""
FOREIGN_KEYS = """
    SELECT source.relname, target.relname FROM pg_constraint
    JOIN pg_class source ON source.oid = conrelid JOIN pg_class target ON target.oid = confrelid
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace
"""
# Triggers of ours (bit 8: on DELETE, bit 32: on TRUNCATE) on these tables and their parts.
GUARDS = """
    SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND tgtype & 40 <> 0 AND tgenabled <> 'D' AND relnamespace = 'public'::regnamespace
      AND (relname = ANY(%(tables)s)
           OR pg_class.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent::regclass::text = ANY(%(tables)s)))
"""


class Command(BaseCommand):
    """Replaces Django's flush, which would remove reference data and needs rights the application does not have.

    Refuses on any database that is neither a test's nor the demo's, whoever asks.
    """

    help = "Removes every record from a test's database or the demo's; refuses on any other."
    # Passed by Django's test cases. Sequences are left alone unless asked; content types stay, so `post_migrate` has
    # nothing to put back.
    stealth_options = ("reset_sequences", "allow_cascade", "inhibit_post_migrate")

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--noinput", "--no-input", action="store_false", dest="interactive", help="Do not ask.")
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, choices=tuple(connections))

    def handle(self, **options: Any) -> None:
        name = connections[options["database"]].settings_dict["NAME"]
        with embedded.owner_connection(name) as owner:
            if not name.startswith("test_") and not embedded.is_demo(owner):
                raise CommandError(f"The database {name} is neither a test's nor the demo's, so nothing was removed.")
            if options["interactive"] and input(f"Remove every record from {name}? Type 'yes': ") != "yes":
                self.stdout.write("Nothing was removed.")
                return
            # A connection left open in a transaction would make this wait for ever; say so instead.
            owner.execute("SET LOCAL lock_timeout = '20s'")
            empty(owner, restart_numbers=options.get("reset_sequences", True))
        put_back_starting_rows()


def put_back_starting_rows() -> None:
    """Fill again what a service starts with and may change, such as its local lists, as the migration did.

    A model names that migration in `started_by`: what somebody has changed since goes, as every record does.
    """
    models = [model for model in apps.get_models() if hasattr(model, "started_by")]
    for migration in {model.started_by for model in models if not model._default_manager.exists()}:
        import_module(migration).add_starting_rows(apps, None)


def empty(owner: psycopg.Connection, *, restart_numbers: bool) -> None:
    """Remove every row of every table but the kept ones.

    Tables are truncated where their numbers start again. Where they go on, as after a test, rows are deleted instead,
    which is ten times quicker for the few that a test makes.
    """
    kept = KEPT_TABLES | {
        model._meta.db_table for model in apps.get_models() if getattr(model, "reference_data", False)
    }
    tables = {name for (name,) in owner.execute(OWN_TABLES)} - kept
    filled = _tables_with_rows(owner, tables)
    if not filled:
        return
    if restart_numbers:
        # PostgreSQL truncates no table that another, not truncated with it, points at.
        pointing = owner.execute(FOREIGN_KEYS).fetchall()
        while more := {source for source, target in pointing if target in filled and source in tables} - filled:
            filled |= more
        remove = sql.SQL("TRUNCATE {} RESTART IDENTITY").format(sql.SQL(", ").join(map(_table, sorted(filled))))
    else:
        # In one statement, so that no table has to come before another.
        deletions = [
            sql.SQL("{} AS (DELETE FROM {})").format(sql.Identifier(f"from_{name}"), _table(name))
            for name in sorted(filled)
        ]
        remove = sql.SQL("WITH {} SELECT").format(sql.SQL(", ").join(deletions))
    # Append-only tables refuse this by a trigger, to the owner too; the owner may lift that here, where it has just been
    # established that nothing in them is real.
    guards = owner.execute(GUARDS, {"tables": list(filled)}).fetchall()
    _switch(owner, guards, "DISABLE")
    owner.execute(remove)
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _switch(owner, guards, "ENABLE")


def _tables_with_rows(owner: psycopg.Connection, tables: set[str]) -> set[str]:
    if not tables:
        return set()
    parts = [sql.SQL("(SELECT {} FROM {} LIMIT 1)").format(name, _table(name)) for name in sorted(tables)]
    return {name for (name,) in owner.execute(sql.SQL(" UNION ALL ").join(parts))}


def _switch(owner: psycopg.Connection, triggers: list[tuple[str, str]], how: str) -> None:
    for table, trigger in triggers:
        owner.execute(
            sql.SQL("ALTER TABLE {} {} TRIGGER {}").format(_table(table), sql.SQL(how), sql.Identifier(trigger))
        )


def _table(name: str) -> sql.Composable:
    return sql.Identifier("public", name)
