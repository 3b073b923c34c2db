"""Whether what watches over the log still stands: each trigger there, switched on, called for every change and calling our
function, and each function doing what its migration says.

Who can switch a trigger off can also write the log anew. What is told here is told by a command that its reader runs, from
a copy of the program that nobody else may change.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _

APPEND_ONLY, CHANGED, EVENT_ADDED, DIGEST_REASON = (
    "casework_append_only",
    "casework_changed",
    "casework_event_added",
    "casework_digest_reason",
)
ONLY_ERASES, ONLY_WORDS = "casework_only_erases", "casework_only_erases_words"
# What a trigger is called for, as the database keeps it (`pg_trigger.tgtype`).
ROW, BEFORE, INSERT, DELETE, UPDATE, TRUNCATE = 1, 2, 4, 8, 16, 32
EVERY_CHANGE, ADDED = ROW | INSERT | DELETE | UPDATE, ROW | INSERT
NOTHING_BUT_ADDING, KEEPING = BEFORE | DELETE | UPDATE | TRUNCATE, BEFORE | DELETE | TRUNCATE
ERASED = ROW | BEFORE | UPDATE
# What is only ever added to, and what its trigger is called for; and where something may be erased, by which function,
# which is told of what.
GUARDS: dict[str, tuple[int, list[str]]] = {
    "audit_auditevent": (NOTHING_BUT_ADDING, ["words are erased"]),
    "audit_disclosure": (NOTHING_BUT_ADDING, ["words are erased"]),
    "audit_seal": (NOTHING_BUT_ADDING, []),
    "audit_change": (KEEPING, []),
}
MAY_BE_ERASED: dict[str, tuple[str, list[str]]] = {
    "audit_auditevent": (ONLY_WORDS, ["reason", ""]),
    "audit_disclosure": (ONLY_WORDS, ["recipient", "–"]),
    "audit_change": (ONLY_ERASES, []),
}
# In which migration each of these was made last, and by which statement.
FUNCTIONS = {
    APPEND_ONLY: ("0008_words_can_be_erased", "APPEND_ONLY"),
    "casework_first_key": ("0003_append_only", "FIRST_KEY"),
    "casework_guard_parts": ("0003_append_only", "GUARD_PARTS"),
    "casework_make_months": ("0003_append_only", "MAKE_MONTHS"),
    ONLY_ERASES: ("0004_changes", "ERASES"),
    CHANGED: ("0004_changes", "CHANGED"),
    DIGEST_REASON: ("0008_words_can_be_erased", "DIGEST"),
    "casework_event_digest": ("0008_words_can_be_erased", "EVENT_DIGEST"),
    ONLY_WORDS: ("0008_words_can_be_erased", "ONLY_WORDS"),
    EVENT_ADDED: ("0004_changes", "EVENT_ADDED"),
    "casework_link": ("0004_changes", "LINK"),
    "casework_seal": ("0007_seal_some", "SEAL"),
    "casework_seal_some": ("0007_seal_some", "SEAL_SOME"),
    "casework_newest_seal": ("0004_changes", "NEWEST"),
}
BODY = re.compile(r"\bAS \$\$(.*)\$\$", re.DOTALL)
RUNS_AS_OWNER = re.compile(r"\bSECURITY DEFINER\b")

# A part of a table that is kept by month has triggers of its own, by which each of its rows goes.
TRIGGERS = """
    SELECT part.name::regclass::text, wanted.name, found.oid IS NULL, found.tgenabled NOT IN ('O', 'A'),
        found.tgfoid::regproc::text, found.tgfoid <> to_regproc('public.' || wanted.function)
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[], %s::bytea[])
        AS wanted (of_table, name, function, called_for, arguments)
    CROSS JOIN LATERAL (
        SELECT to_regclass(format('public.%%I', of_table)) AS name
        UNION ALL SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = to_regclass(format('public.%%I', of_table))
    ) AS part
    LEFT JOIN pg_trigger found ON found.tgrelid = part.name AND found.tgname = wanted.name AND NOT found.tgisinternal
    WHERE found.oid IS NULL OR found.tgenabled NOT IN ('O', 'A') OR found.tgtype <> called_for OR found.tgqual IS NOT NULL
       OR found.tgfoid IS DISTINCT FROM to_regproc('public.' || wanted.function)
       OR cardinality(found.tgattr::int2[]) > 0 OR found.tgargs <> arguments
    ORDER BY 1, 2
"""
# What else stands on these tables: a rule puts something in the place of a statement, and a trigger may leave a row out.
OTHERS = """
    SELECT part.name::text, stands.what FROM (
        SELECT to_regclass(format('public.%%I', of_table)) AS name, of_table FROM unnest(%s::text[]) AS of_table
        UNION ALL SELECT inhrelid::regclass, of_table FROM pg_inherits, unnest(%s::text[]) AS of_table
            WHERE inhparent = to_regclass(format('public.%%I', of_table))
    ) AS part
    CROSS JOIN LATERAL (
        SELECT rulename::text FROM pg_rewrite WHERE ev_class = part.name
        UNION ALL SELECT tgname::text FROM pg_trigger WHERE tgrelid = part.name AND NOT tgisinternal
            AND of_table = ANY(%s) AND tgname <> ALL(%s)
    ) AS stands (what)
    ORDER BY 1, 2
"""
MADE = """
    SELECT wanted.name, made.oid IS NULL
    FROM unnest(%s::text[], %s::text[], %s::boolean[]) AS wanted (name, body, as_owner)
    LEFT JOIN pg_proc made ON made.oid = to_regproc('public.' || wanted.name)
    WHERE made.oid IS NULL OR made.prosrc <> wanted.body OR made.prosecdef <> wanted.as_owner
    ORDER BY 1
"""


def unwatched(owner: Any, logged: dict[str, list[str]], events: str) -> Iterator[str]:
    """In words, each trigger and each function that is not as it was made. `logged` are the tables whose every change is
    logged, with what their trigger is told; `events` is the audit, of which is logged what is added."""
    wanted = [(table, "changed", CHANGED, EVERY_CHANGE, told) for table, told in logged.items()]
    wanted.append((events, "changed", EVENT_ADDED, ADDED, []))
    wanted += [(table, "append_only", APPEND_ONLY, *called) for table, called in GUARDS.items()]
    wanted += [(table, "only_erases", function, ERASED, told) for table, (function, told) in MAY_BE_ERASED.items()]
    wanted.append((events, "digested", DIGEST_REASON, ROW | BEFORE | INSERT, []))
    columns = [list(column) for column in zip(*wanted, strict=True)]
    columns[-1] = [b"".join(word.encode() + b"\0" for word in told) for told in columns[-1]]
    for table, name, is_missing, is_off, called, is_other in owner.execute(TRIGGERS, columns).fetchall():
        told = {"table": table, "name": name, "called": called}
        if is_missing and name == "changed":
            yield _("unwatched: the table %(table)s has no trigger that logs its changes") % told
        elif is_missing:
            yield _("unwatched: the table %(table)s has no trigger %(name)s") % told
        elif is_off:
            yield _("unwatched: the trigger %(name)s of the table %(table)s is switched off") % told
        elif is_other:
            yield _("unwatched: the trigger %(name)s of the table %(table)s calls %(called)s") % told
        else:
            yield _("unwatched: the trigger %(name)s of the table %(table)s is not called as it should be") % told
    tables = sorted({table for table, *_rest in wanted})
    ours = sorted({name for _table, name, *_rest in wanted})
    for table, what in owner.execute(OTHERS, [tables, tables, list(GUARDS), ours]).fetchall():
        yield _("unwatched: on the table %(table)s stands %(what)s, which is not ours") % {"table": table, "what": what}
    made = [(name, *_made(*where)) for name, where in FUNCTIONS.items()]
    for name, is_missing in owner.execute(MADE, [list(column) for column in zip(*made, strict=True)]).fetchall():
        words = (
            _("unwatched: there is no function %(name)s")
            if is_missing
            else _("unwatched: the function %(name)s was altered")
        )
        yield words % {"name": name}


def _made(migration: str, statement: str) -> tuple[str, bool]:
    """The body of a function as its migration wrote it, and whether it runs with its owner's rights."""
    text = getattr(import_module(f"cs_casework.audit.migrations.{migration}"), statement)
    found = BODY.search(text)
    assert found is not None
    return found[1], bool(RUNS_AS_OWNER.search(text))
