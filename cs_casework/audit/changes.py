"""The log of changes: what stood in every case table before and after, and whether anybody has touched the log since.

Versions are what people read, and the application writes them. This log is evidence: triggers write it, so a change made in
bulk, by SQL or by a cascade is in it as well, and nobody reads it on a page. The application may neither read nor write it.
Once a minute what is committed is sealed: each change into a chain of hashes, in which no link can be altered, taken out or
put in without the next telling. A hash is made of digests of values, so values can be lawfully erased and the chain
still holds; so can the reasons that staff typed in the audit, of which an erasure stands in the log.

A superuser of the database can rewrite log and chain together. Against that, send the newest seal off the machine:
the worker logs it every minute, and `bin/manage verify_audit --seal NUMBER:HASH` says whether the chain still holds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from django.utils.translation import gettext as _
from psycopg import sql

from cs_casework.audit.watching import unwatched

# Made by migrations and no model's: nothing of the application reads them.
EVIDENCE_TABLES = ("audit_change", "audit_seal")
EVENTS_TABLE = "audit_auditevent"
# Whose tables are no case records, and are watched none the less: staff, teams, roles, who may see what.
WATCHED_APPS = {
    "accounts",
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
# Of staff neither the password nor, as it is kept for one check alone, where they live.
LEFT_OUT = {"password", "home_lines", "home_postcode", "other_names"}
MONTHS_AHEAD = 3
# How long a committed change may wait for its seal before it is told of.
UNSEALED_MINUTES = 15


def watched_models() -> Iterator[Any]:
    """Those whose every change is logged: all records and what joins them, but for versions, which are only ever added, and
    for sessions, which come and go and hold what nobody is to read."""
    for model in apps.get_models(include_auto_created=True):
        is_version = hasattr(model, "instance_type")
        passing = any(getattr(model, mark, False) for mark in ("derived", "owner_only", "passing")) or model._meta.proxy
        watched = model._meta.app_label in WATCHED_APPS or model._meta.label == "audit.Disclosure"
        if watched and not is_version and not passing:
            yield model


def left_out(model: Any) -> list[str]:
    """The columns whose values are not logged: passwords, and what the database works out of others."""
    return sorted(
        field.column
        for field in model._meta.concrete_fields
        if field.name in LEFT_OUT or isinstance(field, models.GeneratedField | SearchVectorField)
    )


def trigger_is_told(model: Any) -> list[str]:
    """The arguments of its trigger: the column of the key, and what is left out."""
    return [model._meta.pk.column, *left_out(model)]


def log_changes(cursor: Any) -> None:
    """Put the trigger on every table whose changes are logged: with `migrate`, as new tables come with it."""
    statements = []
    for model in watched_models():
        columns = sql.SQL(", ").join(map(sql.Literal, trigger_is_told(model)))
        statements.append(
            sql.SQL(
                "CREATE OR REPLACE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON {}"
                " FOR EACH ROW EXECUTE FUNCTION casework_changed({})"
            ).format(sql.Identifier("public", model._meta.db_table), columns)
        )
    cursor.execute(sql.SQL("; ").join(statements).as_string(cursor.connection))


def make_months() -> int:
    """Make the parts of the coming months in which the audit and the log are kept; how many were missing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_make_months(%s)", [MONTHS_AHEAD])
        made: int = cursor.fetchone()[0]
    return made


@dataclass(frozen=True)
class Seal:
    """How far the chain reaches, and the hash that stands for all of it."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


def seal_changes(most: int = 50_000) -> tuple[int, Seal | None]:
    """Seal what is committed, so many changes at most; how many that were, and the newest seal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_seal_some(%s)", [most])
        found: int = cursor.fetchone()[0]
        cursor.execute("SELECT number, hash FROM casework_newest_seal()")
        number, digest = cursor.fetchone()
    return found, Seal(number, digest) if number else None


# --- Verifying -------------------------------------------------------------------------------------------------------
@dataclass
class Verified:
    """What stands in the log and what is wrong with it, each wrong row named."""

    changes: int = 0
    sealed: int = 0
    erased: int = 0
    newest: Seal | None = None
    wrong: list[str] = field(default_factory=list)


COUNTS = """
    SELECT (SELECT count(*) FROM audit_change), (SELECT count(*) FROM audit_seal),
        (SELECT count(*) FROM audit_change
            WHERE coalesce(before, after) IS NULL AND (table_name <> 'audit_auditevent' OR what = 'UPDATE')),
        number, hash FROM (SELECT 1) AS once LEFT JOIN casework_newest_seal() ON true
"""
VALUES_ALTERED = """
    SELECT id, table_name, row_key FROM audit_change
    WHERE sha256(convert_to(before::text, 'UTF8')) <> before_digest
       OR sha256(convert_to(after::text, 'UTF8')) <> after_digest
       OR (before IS NOT NULL AND before_digest IS NULL) OR (after IS NOT NULL AND after_digest IS NULL)
    ORDER BY id
"""
LINKS = """
    SELECT number, change_id, number - 1 IS DISTINCT FROM before_number AS is_gap, change.id IS NULL AS is_missing,
        change.table_name, change.row_key
    FROM (
        SELECT seal.*, lag(hash, 1, ''::bytea) OVER way AS before_hash, lag(number, 1, 0::bigint) OVER way AS before_number
        FROM audit_seal seal WINDOW way AS (ORDER BY number)
    ) AS seal
    LEFT JOIN audit_change change ON change.id = seal.change_id
    WHERE change.id IS NULL OR number - 1 IS DISTINCT FROM before_number
       OR hash IS DISTINCT FROM casework_link(before_hash, change)
    ORDER BY number
"""
UNSEALED = """
    SELECT change.id, table_name, row_key FROM audit_change change
    LEFT JOIN audit_seal seal ON seal.change_id = change.id
    WHERE seal.change_id IS NULL AND at < clock_timestamp() - make_interval(mins => %s)
    ORDER BY change.id
"""
# An event is sealed by the digest of its reason: the reason itself is what it was, or it is gone and the log says that a
# disposal erased it.
EVENTS = """
    SELECT coalesce(added.row_key, event.id::text), event.id IS NULL, added.id IS NULL
    FROM (SELECT * FROM audit_change WHERE table_name = 'audit_auditevent' AND what = 'INSERT') AS added
    FULL JOIN audit_auditevent event ON event.id::text = added.row_key
    WHERE event.id IS NULL OR added.id IS NULL OR casework_event_digest(event) IS DISTINCT FROM added.after_digest
       OR (sha256(convert_to(event.reason, 'UTF8')) <> event.reason_digest AND (event.reason <> '' OR NOT EXISTS (
            SELECT FROM audit_change erased
            WHERE erased.row_key = added.row_key AND erased.table_name = 'audit_auditevent' AND erased.what = 'UPDATE'
              AND erased.after_digest = added.after_digest
          )))
    ORDER BY 1
"""
SEALED_AS = "SELECT encode(hash, 'hex') FROM audit_seal WHERE number = %s"


def verify(owner: Any, *, expected: Seal | None = None, unsealed_minutes: int = UNSEALED_MINUTES) -> Verified:
    """Read the log and the audit whole, as their owner, and say what was altered, is missing or was never sealed.

    `expected` is a seal that was kept elsewhere: the chain has to hold it still.
    """
    found = Verified()
    found.changes, found.sealed, found.erased, number, digest = owner.execute(COUNTS).fetchone()
    found.newest = Seal(number, digest) if number else None
    for key, table, row in owner.execute(VALUES_ALTERED):
        found.wrong.append(_("altered: the values of change %(key)s (%(table)s %(row)s)") % _of(key, table, row))
    for number, key, is_gap, is_missing, table, row in owner.execute(LINKS):
        if is_missing:
            found.wrong.append(
                _("missing: change %(key)s, sealed as number %(number)s") % {"key": key, "number": number}
            )
        elif is_gap:
            found.wrong.append(_("missing: the seal before number %(number)s") % {"number": number})
        else:
            found.wrong.append(_("altered: change %(key)s (%(table)s %(row)s) or its seal") % _of(key, table, row))
    for key, table, row in owner.execute(UNSEALED, [unsealed_minutes]):
        found.wrong.append(_("unsealed: change %(key)s (%(table)s %(row)s)") % _of(key, table, row))
    for key, is_missing, is_unlogged in owner.execute(EVENTS):
        words = _("altered: event %(key)s of the audit")
        if is_missing:
            words = _("missing: event %(key)s of the audit")
        elif is_unlogged:
            words = _("unsealed: event %(key)s of the audit, added past its trigger")
        found.wrong.append(words % {"key": key})
    logged = {model._meta.db_table: trigger_is_told(model) for model in watched_models()}
    found.wrong += unwatched(owner, logged, EVENTS_TABLE)
    if expected:
        known = owner.execute(SEALED_AS, [expected.number]).fetchone()
        if known is None or known[0] != expected.hash:
            found.wrong.append(_("altered: the chain does not hold the seal %(seal)s") % {"seal": expected})
    return found


def _of(key: Any, table: str, row: str) -> dict[str, Any]:
    return {"key": key, "table": table, "row": row}
