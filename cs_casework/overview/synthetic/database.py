"""What PostgreSQL is asked to do round the writing: indexes built afterwards, first versions, statistics."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.apps import apps
from psycopg import sql

from .rows import written
from .service import Progress

APPS = ("families", "contexts", "cases")

# Tables that are kept by month are left alone: they are not filled, and their parts have indexes of their own.
INDEXES = """
    SELECT relation.relname, pg_get_indexdef(index.indexrelid)
    FROM pg_index index JOIN pg_class relation ON relation.oid = index.indexrelid
    WHERE index.indrelid = ANY(%s::regclass[]) AND relation.relkind = 'i'
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = index.indexrelid AND contype IN ('p', 'u', 'x'))
    ORDER BY index.indrelid, relation.relname
"""
FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(pg_constraint.oid)
    FROM pg_constraint JOIN pg_class held ON held.oid = conrelid
    WHERE contype = 'f' AND conrelid = ANY(%s::regclass[]) AND held.relkind = 'r' ORDER BY conrelid, conname
"""


def models_filled() -> list[Any]:
    """Every table of records, and of their versions."""
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


def table_names() -> list[str]:
    return [model._meta.db_table for model in models_filled()]


@contextmanager
def without_indexes(owner: psycopg.Connection, progress: Progress) -> Iterator[None]:
    """Take indexes and foreign keys off the tables, and put them back when all rows are there: checked and built once,
    in one pass each, not a row at a time. All in the caller's transaction, so that a failure leaves them as they were.
    """
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    keys = owner.execute(FOREIGN_KEYS, [table_names()]).fetchall()
    indexes = owner.execute(INDEXES, [table_names()]).fetchall()
    for table, name, _definition in keys:
        owner.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.Identifier(table), sql.Identifier(name)))
    for name, _definition in indexes:
        owner.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    yield
    of = len(indexes) + len(keys)
    for number, (_name, definition) in enumerate(indexes, start=1):
        owner.execute(definition)
        progress("Indexes", number, of)
    for number, (table, name, definition) in enumerate(keys, start=len(indexes) + 1):
        owner.execute(
            sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(
                sql.Identifier(table), sql.Identifier(name), sql.SQL(definition)
            )
        )
        progress("Indexes", number, of)


def write_versions(owner: psycopg.Connection, progress: Progress) -> None:
    """The first version of each record that has none yet, as of when and by whom it was recorded."""
    kinds = [model for model in models_filled() if hasattr(model, "history")]
    for number, model in enumerate(kinds, start=1):
        versions = model.history.model
        kept = [field.column for field in written(versions) if not field.name.startswith("history_")]
        dated = [field.column for field in model._meta.concrete_fields if field.name == "created_at"]
        statement = sql.SQL(
            "INSERT INTO {versions} ({columns}, history_date, history_type, history_user_id)"
            " SELECT {columns}, {at}, '+', {by} FROM {table} record"
            " WHERE NOT EXISTS (SELECT 1 FROM {versions} version WHERE version.id = record.id)"
        )
        owner.execute(
            statement.format(
                versions=sql.Identifier(versions._meta.db_table),
                table=sql.Identifier(model._meta.db_table),
                columns=sql.SQL(", ").join(map(sql.Identifier, kept)),
                at=sql.Identifier("created_at" if dated else "from_on"),
                by=sql.Identifier("created_by_id" if dated else "granted_by_id"),
            )
        )
        progress("Versions", number, len(kinds))


def tidy(owner: psycopg.Connection) -> None:
    """Tell the planner what is there, and mark the pages that all may read, which index-only scans need."""
    owner.autocommit = True
    names = sql.SQL(", ").join(map(sql.Identifier, table_names()))
    owner.execute(sql.SQL("VACUUM (ANALYZE) {}").format(names))
    owner.execute("ANALYZE")
