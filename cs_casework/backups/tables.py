"""What stands in each table, as a number that two databases can be compared by."""

from typing import Any

import psycopg
from psycopg import sql

# Text of a value must not depend on who asks.
AS_TEXT = """
    SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres';
    SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL search_path = pg_catalog
"""
# Those that hold rows themselves: the parts of a table, and not the whole.
TABLES = """
    SELECT nspname, relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind = 'r' AND relpersistence = 'p' AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
    ORDER BY 1, 2
"""


def digests(connection: psycopg.Connection) -> dict[str, list[Any]]:
    """How many rows each table has, and a sum over hashes of them, which does not depend on their order.

    It tells of a row that was lost, doubled or read wrongly. Against whoever writes a forgery there is the audit's chain.
    """
    connection.execute(AS_TEXT)
    found: dict[str, list[Any]] = {}
    for schema, table in connection.execute(TABLES).fetchall():
        asked = sql.SQL(
            "SELECT count(*), coalesce(sum(hashtextextended(casework_row::text, 0)::numeric), 0)::text"
            " FROM ONLY {} AS casework_row"
        ).format(sql.Identifier(schema, table))
        row = connection.execute(asked).fetchone()
        assert row is not None
        found[f"{schema}.{table}"] = list(row)
    return found
