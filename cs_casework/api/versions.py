"""Which version of a record somebody has read, and that nobody changes one that they have not.

A version is told by what is answered (`ETag`), so it is another for whoever is given other fields. What is changed with
`If-Match` is compared before, and asked again after the workflow function has taken its locks: whatever somebody else has
written in between is found among the record's versions.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import connection

from cs_casework.api.problems import Problem


def etag_of(answer: dict[str, Any]) -> str:
    text = json.dumps(answer, sort_keys=True, default=str)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def check_match(request: Any, read: Callable[[], dict[str, Any]], *, is_needed: bool) -> bool:
    """Whether it was said which version was read; refused where it is another by now, with both."""
    said = request.headers.get("If-Match", "").strip()
    if not said:
        if is_needed:
            words = "Say which version you have read, by If-Match with the ETag that came with it."
            raise Problem(428, words)
        return False
    if said == "*":
        return False
    if etag_of(read()) not in [one.strip().removeprefix("W/") for one in said.split(",")]:
        raise stale(read(), request.data)
    return True


def stale(current: dict[str, Any], yours: Any) -> Problem:
    words = "Somebody has changed this since you read it. Look at both, and send what is right."
    return Problem(412, words, current=current, yours=yours)


# What this transaction has written, in savepoints of it too, is in progress: of nobody else could it be seen. A row knows
# the lower half of the number of its transaction alone, so the half that is nearest is the right one.
BY_OTHERS = """
    WITH one AS MATERIALIZED (SELECT pg_current_xact_id()::text::bigint AS running)
    SELECT count(*) FROM (
        SELECT (one.running >> 32 << 32) + version.xmin::text::bigint AS written, one.running
        FROM {} AS version, one WHERE version.id = %s
    ) AS found
    WHERE pg_xact_status((CASE
        WHEN written - running > 2147483648 THEN written - 4294967296 ELSE written
    END)::text::xid8) IS DISTINCT FROM 'in progress'
"""


def versions_by_others(record: Any) -> int:
    """How many versions of it there are that this transaction has not written."""
    if not hasattr(type(record), "history"):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            BY_OTHERS.format(connection.ops.quote_name(type(record).history.model._meta.db_table)), [record.pk]
        )
        found: int = cursor.fetchone()[0]
    return found
