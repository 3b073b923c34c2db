"""Worked out each night: which unrelated children, open to the service, share two contexts or more."""

from contextlib import ExitStack
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from cases.links.statement import Statement
from cases.models import CaseChild, PatternsComputed, SharedContextPair
from contexts.models import ContextLink
from cs_casework.replica import for_reading
from families.kinship import RELATED

PAIRS = "cases_sharedcontextpair (first_id, second_id, contexts)"


@app.periodic(cron="10 4 * * *")
@app.task(name="patterns.find", queueing_lock="patterns.find", pass_context=False)
def find_patterns_tonight(timestamp: int = 0) -> None:
    """Work out the pairs, once a night."""
    find_patterns()


@transaction.atomic
def find_patterns() -> int:
    """Put the pairs of today in the place of those before, and give back how many there are.

    Of everybody: this asks for no reader, and nobody reads what it finds but through `cases/links/pairs.py`, which asks
    who may see it. Whoever reads meanwhile reads those before. Where there is a standby, it does the work of reading.
    """
    reads = for_reading()
    with connection.cursor() as cursor:
        # Two at once would each leave its pairs beside the other's.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cs_casework.patterns'))")
        SharedContextPair.objects.all().delete()
        ask = Statement()
        text = _statement(ask)
        with ExitStack() as held:
            if reads.alias != DEFAULT_DB_ALIAS:
                held.enter_context(transaction.atomic(using=reads.alias))
            asked = held.enter_context(reads.cursor())
            # A whole service passes through it: in memory that takes seconds, on disk three times as long. Nor can
            # PostgreSQL foresee how many rows its steps give: joined one by one they take minutes.
            asked.execute("SET LOCAL work_mem = '256MB'; SET LOCAL enable_nestloop = off")
            if reads.alias == DEFAULT_DB_ALIAS:
                asked.execute(f"INSERT INTO {PAIRS} {text}", ask.values)
                found: int = asked.rowcount
            else:
                found = _carry_over(asked.cursor, cursor.cursor, text, ask.values)
            asked.execute("SET LOCAL enable_nestloop = on")
    PatternsComputed.objects.update_or_create(id=1, defaults={"at": timezone.now()})
    return found


def _carry_over(asked: Any, written: Any, text: str, values: dict[str, Any]) -> int:
    """What the standby finds, row by row into the table: it keeps nothing itself."""
    with asked.copy(f"COPY ({text}) TO STDOUT", values) as found, written.copy(f"COPY {PAIRS} FROM STDIN") as table:
        for part in found:
            table.write(part)
    return int(written.rowcount)


def _statement(ask: Statement) -> str:
    """By twos of contexts: those who hold the same two share both, so nobody is met who shares but one. By each context
    alone, every child of a large school would meet every other. Numbers stand for ids: a fifth of what has to be held.
    """
    open_children = ask.rows(CaseChild.objects.open().counted_as_children().values("child_id"))
    links = ask.rows(ContextLink.objects.current().counting_as_shared_risk().values("child_id", "context_id"))
    return f"""
    WITH
    links AS MATERIALIZED (
        SELECT DISTINCT l.child_id, l.context_id FROM {links} l
        WHERE l.child_id IN (SELECT o.child_id FROM {open_children} o)
    ),
    children AS MATERIALIZED (
        SELECT child_id, ROW_NUMBER() OVER (ORDER BY child_id)::int AS n
        FROM links GROUP BY child_id HAVING COUNT(*) > 1
    ),
    contexts AS MATERIALIZED (
        SELECT context_id, ROW_NUMBER() OVER (ORDER BY context_id)::int AS n
        FROM links JOIN children USING (child_id) GROUP BY context_id HAVING COUNT(*) > 1
    ),
    held AS MATERIALIZED (
        SELECT children.n AS child, contexts.n AS context, context_id
        FROM links JOIN children USING (child_id) JOIN contexts USING (context_id)
    ),
    twos AS MATERIALIZED (
        SELECT one.child, one.context AS one, one.context::bigint << 32 | other.context AS both_of, other.context_id
        FROM held one JOIN held other ON other.child = one.child AND other.context > one.context
    ),
    -- All that two children share: the first of it, and whatever stands in a two with that or with another.
    pairs AS MATERIALIZED (
        SELECT mine.child AS first, theirs.child AS second, MIN(mine.one) AS one,
            ARRAY_AGG(DISTINCT mine.context_id) AS others
        FROM twos mine JOIN twos theirs ON theirs.both_of = mine.both_of AND theirs.child > mine.child
        GROUP BY mine.child, theirs.child
    )
    SELECT a.child_id, b.child_id, contexts.context_id || pairs.others
    FROM pairs JOIN children a ON a.n = pairs.first JOIN children b ON b.n = pairs.second
    JOIN contexts ON contexts.n = pairs.one
    WHERE NOT EXISTS (SELECT 1 FROM {RELATED} r WHERE r.person_id = a.child_id AND r.other_id = b.child_id)
    """  # noqa: S608  every value is given by name; the rest is ours, and the querysets'
