"""Make the invented borough and serve it on this machine, to try the service out."""

import os
from typing import Any

import psycopg
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.db.migrations.exceptions import InconsistentMigrationHistory
from psycopg import sql

from cs_casework import embedded, serve
from cs_casework.overview import demo as borough

ADDRESS = "127.0.0.1"
PASSWORD = "demo-password"  # noqa: S105  it is meant to be known, and is served on this machine only
ACCOUNTS = {
    "practitioner": "children, contexts and cases of her team",
    "manager": "a team, and what waits to be allocated",
    "support": "referrals, families and meetings",
    "records": "who looked at what",
    "admin": "users, teams and roles",
}
# A database with a row in any of these is somebody's work.
TELLTALE_TABLES = ["accounts_user", "families_person", "contexts_context", "cases_case"]


class Command(BaseCommand):
    help = "Fills a database of invented people and serves it at 127.0.0.1; what is recorded in it stays."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="Throw away what was recorded and start over.")
        parser.add_argument("--empty", action="store_true", help="Do not fill it: no accounts, no borough.")
        parser.add_argument("--no-serve", action="store_true", help="Make the database ready and stop.")

    def handle(self, *, reset: bool, empty: bool, no_serve: bool, **options: Any) -> None:
        port = os.environ.get("PORT") or "8000"
        if not embedded.is_embedded():
            raise CommandError("The demo has a database of its own; unset DATABASE_URL to use it.")
        try:
            if not no_serve:
                serve.check_port_is_free(ADDRESS, port)
            self.make_ready(reset=reset, fill=not empty)
            if no_serve:
                return
            self.stdout.write("\nSign in as one of these, with the password " + PASSWORD + ":")
            for name, sees in ACCOUNTS.items():
                self.stdout.write(f"  {name:<14}{sees}")
            self.stdout.write("\nStarting the server…")
            self.stdout.flush()
            raise SystemExit(serve.serve(ADDRESS, port))
        except serve.CannotServe as problem:
            raise CommandError(str(problem)) from problem

    def make_ready(self, *, reset: bool, fill: bool) -> None:
        with embedded.owner_connection() as owner:
            refuse_anothers_work(owner)
        if reset:
            self.progress("Removing what was recorded in the demo")
            remove_database()
        self.progress("Bringing the tables up to date")
        try:
            call_command("migrate", verbosity=0)
        except InconsistentMigrationHistory as problem:
            raise CommandError(
                "The tables of this demo are older than this version can change; begin again with bin/demo --reset, "
                "which throws away what was recorded in it."
            ) from problem
        with embedded.owner_connection() as owner:
            refuse_anothers_work(owner)
            owner.execute(
                "INSERT INTO accounts_installation (id, kind) VALUES (1, 'demo')"
                " ON CONFLICT (id) DO UPDATE SET kind = 'demo'"
            )
            filled = holds_rows(owner, "accounts_user")
        if filled:
            self.progress("The invented borough is there from last time")
        elif fill:
            self.progress("Filling an invented borough")
            with transaction.atomic():  # the whole borough, or an empty database to try again with
                borough.fill(self.progress)
        connection.close()

    def progress(self, text: str) -> None:
        self.stdout.write(f"{text}…")
        self.stdout.flush()


def refuse_anothers_work(owner: psycopg.Connection) -> None:
    """Refuse a database with records in it that no demo made: its passwords would be known to all."""
    if embedded.is_demo(owner):
        return
    if any(holds_rows(owner, table) for table in TELLTALE_TABLES):
        raise CommandError(
            f"The database {owner.info.dbname} holds records that bin/demo did not make, so it was left as it is; "
            "set CS_STATE_DIR to an empty folder for a demo beside it."
        )


def holds_rows(owner: psycopg.Connection, table: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier("public", table))
    return exists(owner, table) and owner.execute(query).fetchone() is not None


def exists(owner: psycopg.Connection, table: str) -> bool:
    return bool(
        owner.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename = %s", [table]).fetchone()
    )


def remove_database() -> None:
    """Drop the database and make it anew. The caller has made sure that it is the demo's."""
    connection.close()
    name = sql.Identifier(connection.settings_dict["NAME"])
    with embedded.owner_connection("postgres") as owner:
        owner.autocommit = True
        try:
            owner.execute(sql.SQL("DROP DATABASE {}").format(name))
        except psycopg.errors.ObjectInUse as problem:
            raise CommandError("Another command is using the demo's database; stop it first.") from problem
        owner.execute(sql.SQL("CREATE DATABASE {}").format(name))
