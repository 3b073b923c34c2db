"""What a picture shows: who is linked to whom around one child or one context, one or two steps wide, in one statement.

*Around a child*, one step: the contexts it is linked to by a role that counts as shared risk, the children linked with
it there, and related children who share one of them, marked as that. *Around a context*, one step: the children open to
the service who are linked to it by such a role, those who are related to another of them marked.

Two steps, around either: also the further contexts that at least two of the children drawn are linked to. It ends
there. The children linked to those further contexts share nothing with the one the picture started from; who wants to
know of them opens that context, and the audit says so. A picture never becomes a map of the borough.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from cases.links.asked import Asked
from cases.links.rows import CONTEXT_JSON, LINK_COLUMNS, LINK_JSON, PERSON_COLUMNS, context_of, link_of, person_of
from cases.links.statement import BY_INDEX, Statement, Writer, answer
from cases.models import Case, CaseChild
from contexts.codes import SHARED_RISK
from contexts.models import Context, ContextLink
from cs_casework.accounts.models import User
from families.kinship import RELATED
from families.models import Person
from families.querysets import is_adult

# More than this nobody can read: nothing is drawn, and the reader is asked to narrow.
MOST = 60
CHILD_COLUMNS = ", ".join(f"q.{name}" for name in PERSON_COLUMNS)


@dataclass
class Pictured:
    """A child in the picture."""

    child: Person
    is_open: bool
    related: list[Person] = field(default_factory=list)  # of those drawn


@dataclass
class Pair:
    """That one child is linked to one context: a line of the picture, and a row of the table beneath it."""

    child: Pictured
    context: Context
    links: list[ContextLink]

    @property
    def reliability(self) -> str:
        """That of the most reliable of its links, by which its line is drawn."""
        return min((link.reliability for link in self.links), key=lambda code: RANK.index(code))


RANK = ("confirmed", "reported", "unconfirmed")


@dataclass
class Picture:
    centre: Person | Context
    steps: int
    is_open: bool  # whether the child it starts from is open to the service; always, of a context
    size: int  # how many children and contexts there are to draw
    contexts: list[Context]  # of a child
    children: list[Pictured]
    further: list[Context]
    pairs: list[Pair]

    @property
    def is_too_large(self) -> bool:
        return self.size > MOST

    @property
    def is_empty(self) -> bool:
        return not self.pairs and not self.is_too_large

    @property
    def shown(self) -> list[UUID]:
        """Everybody who stands in it, for the audit."""
        centre = [self.centre.pk] if isinstance(self.centre, Person) else []
        return centre + [pictured.child.pk for pictured in self.children]


def picture_of_child(child: Person, user: User, asked: Asked, *, steps: int) -> Picture:
    """Around a child. Narrowed to a role, a pair counts where one of the two holds it; narrowed to a number of shared
    contexts, contexts that nobody drawn shares are left out."""
    return _picture(child, steps, _rows(_around_child, child.pk, user, replace(asked, months=0), steps))


def picture_of_context(context: Context, user: User, asked: Asked, *, steps: int) -> Picture:
    """Around a context. The kind narrows the further contexts alone, the role who is drawn; a number of shared contexts
    has no meaning here."""
    asked = replace(asked, months=0, least=1)
    return _picture(context, steps, _rows(_around_context, context.pk, user, asked, steps))


def _rows(write: Writer, centre: UUID, user: User, asked: Asked, steps: int) -> list[dict[str, Any]]:
    return answer(
        write,
        user,
        asked,
        centre=centre,
        role=asked.role,
        least=asked.least,
        steps=steps,
        most=MOST,
        counting=[str(role) for role in SHARED_RISK],
    )


# --- The statement ---------------------------------------------------------------------------------------------------
# Both beginnings give `there`, the links of the first step; `held`, the contexts of it that are drawn or lead to who is;
# `opened`, who is open; `drawn`, the children; `near`, the contexts drawn; `this`, about the one it starts from.
def _around_child(ask: Statement, user: User, asked: Asked) -> str:
    return _whole(ask, user, asked, first=_of_child(ask, user, asked))


def _around_context(ask: Statement, user: User, asked: Asked) -> str:
    return _whole(ask, user, asked, first=_of_context(ask, user, asked))


def _of_child(ask: Statement, user: User, asked: Asked) -> str:
    links = ask.rows(asked.links(user).values(*LINK_COLUMNS))
    contexts = ask.rows(Context.objects.visible_to(user).values("id"))
    grown_up = ask.rows(Person.objects.filter(is_adult(on=asked.day)).values("id"))
    return f"""
    touched AS MATERIALIZED (SELECT DISTINCT context_id FROM contexts_contextlink WHERE child_id = %(centre)s),
    contexts AS MATERIALIZED (SELECT id FROM {contexts} c WHERE id IN (SELECT context_id FROM touched)),
    at_them AS MATERIALIZED (
        SELECT l.* FROM contexts
        CROSS JOIN LATERAL (SELECT * FROM {links} l WHERE l.context_id = contexts.id {BY_INDEX}) l
        WHERE l.role = ANY(%(counting)s)
    ),
    held AS MATERIALIZED (
        SELECT context_id, %(role)s = '' OR BOOL_OR(role = %(role)s) AS fits
        FROM at_them WHERE child_id = %(centre)s GROUP BY context_id
    ),
    there AS MATERIALIZED (SELECT * FROM at_them WHERE context_id IN (SELECT context_id FROM held)),
    kin AS MATERIALIZED (SELECT DISTINCT other_id FROM {RELATED} r WHERE r.person_id = %(centre)s),
    {_who_is_open(ask, user, asked)},
    this AS (SELECT EXISTS (SELECT 1 FROM opened WHERE child_id = %(centre)s) AS is_open),
    shared AS MATERIALIZED (
        SELECT t.child_id, t.context_id
        FROM there t JOIN people ON people.id = t.child_id JOIN held USING (context_id) CROSS JOIN this
        WHERE t.child_id <> %(centre)s AND CASE
            WHEN t.child_id IN (SELECT other_id FROM kin)
            THEN t.child_id IN (SELECT child_id FROM opened) OR t.child_id NOT IN (SELECT g.id FROM {grown_up} g)
            ELSE this.is_open AND t.child_id IN (SELECT child_id FROM opened)
        END
        GROUP BY t.child_id, t.context_id, held.fits HAVING held.fits OR BOOL_OR(t.role = %(role)s)
    ),
    drawn AS MATERIALIZED (SELECT child_id FROM shared GROUP BY child_id HAVING COUNT(*) >= %(least)s),
    near AS MATERIALIZED (
        SELECT context_id FROM held WHERE fits AND %(least)s = 1
        UNION SELECT context_id FROM shared JOIN drawn USING (child_id)
    )
    """  # noqa: S608  every value is given by name; the rest is ours, and the querysets'


def _of_context(ask: Statement, user: User, asked: Asked) -> str:
    links = ask.rows(replace(asked, kind="").links(user).values(*LINK_COLUMNS))
    return f"""
    held AS (SELECT %(centre)s::uuid AS context_id),
    there AS MATERIALIZED (
        SELECT l.* FROM {links} l WHERE l.context_id = %(centre)s AND l.role = ANY(%(counting)s)
    ),
    {_who_is_open(ask, user, asked)},
    this AS (SELECT TRUE AS is_open),
    drawn AS MATERIALIZED (
        SELECT t.child_id FROM there t JOIN opened USING (child_id)
        GROUP BY t.child_id HAVING %(role)s = '' OR BOOL_OR(t.role = %(role)s)
    ),
    near AS (SELECT context_id FROM held)
    """  # noqa: S608


def _who_is_open(ask: Statement, user: User, asked: Asked) -> str:
    """Of those linked `there`, whom the reader may see (`people`), and who is open in a case that they may see."""
    people = ask.rows(Person.objects.visible_to(user).values("id"))
    cases = ask.rows(Case.objects.visible_to(user).values("id"))
    periods = ask.rows(CaseChild.objects.open(asked.day).counted_as_children(asked.day).values("child_id", "case_id"))
    return f"""
    people AS MATERIALIZED (SELECT id FROM {people} q WHERE id IN (SELECT child_id FROM there)),
    opened AS MATERIALIZED (
        SELECT DISTINCT o.child_id
        FROM people CROSS JOIN LATERAL (SELECT * FROM {periods} o WHERE o.child_id = people.id {BY_INDEX}) o
        CROSS JOIN LATERAL (SELECT id FROM {cases} c WHERE c.id = o.case_id {BY_INDEX}) c
    )
    """.strip()  # noqa: S608


def _whole(ask: Statement, user: User, asked: Asked, *, first: str) -> str:
    """The first step, the second, and a row for each child and context; none of them where there are too many."""
    links = ask.rows(asked.links(user).values(*LINK_COLUMNS))
    contexts = ask.rows(Context.objects.visible_to(user).values("id"))
    return f"""
    WITH {first},
    reach AS MATERIALIZED (
        SELECT l.* FROM drawn CROSS JOIN LATERAL (SELECT * FROM {links} l WHERE l.child_id = drawn.child_id {BY_INDEX}) l
        WHERE %(steps)s = 2 AND l.role = ANY(%(counting)s) AND l.context_id NOT IN (SELECT context_id FROM held)
    ),
    far AS MATERIALIZED (
        SELECT context_id FROM reach
        WHERE context_id IN (SELECT id FROM {contexts} c WHERE id IN (SELECT context_id FROM reach))
        GROUP BY context_id
        HAVING COUNT(DISTINCT child_id) > 1 AND (%(role)s = '' OR BOOL_OR(role = %(role)s))
    ),
    head AS MATERIALIZED (
        SELECT this.is_open, (SELECT COUNT(*) FROM drawn) + (
            SELECT COUNT(*) FROM (
                SELECT context_id FROM near UNION SELECT context_id FROM far UNION SELECT %(centre)s::uuid
            ) all_of_them
        ) AS size FROM this
    ),
    pairs AS (
        SELECT step, child_id, context_id, JSONB_AGG({LINK_JSON} ORDER BY l.role, l.from_on, l.id) AS links
        FROM (
            SELECT 1 AS step, t.* FROM there t
            WHERE context_id IN (SELECT context_id FROM near)
            AND (child_id = %(centre)s OR child_id IN (SELECT child_id FROM drawn))
            UNION ALL
            SELECT 2, r.* FROM reach r WHERE context_id IN (SELECT context_id FROM far)
        ) l GROUP BY step, child_id, context_id
    )
    SELECT head.is_open, head.size, pairs.step, pairs.child_id, {CHILD_COLUMNS}, pairs.links,
        pairs.child_id IN (SELECT child_id FROM opened) AS child_is_open, {CONTEXT_JSON} AS context,
        (SELECT JSONB_AGG(DISTINCT r.other_id::text) FROM {RELATED} r WHERE r.person_id = pairs.child_id
            AND (r.other_id = %(centre)s OR r.other_id IN (SELECT child_id FROM drawn))) AS related
    FROM head LEFT JOIN pairs ON head.size <= %(most)s
    LEFT JOIN families_person q ON q.id = pairs.child_id
    LEFT JOIN contexts_context c ON c.id = pairs.context_id
    ORDER BY pairs.step, c.name, c.reference, q.display_name, q.reference
    """.strip()  # noqa: S608


# --- What it gives back ----------------------------------------------------------------------------------------------
def _picture(centre: Person | Context, steps: int, rows: list[dict[str, Any]]) -> Picture:
    head, rows = rows[0], [row for row in rows if row["child_id"]]
    children: dict[UUID, Pictured] = {}
    contexts: dict[UUID, Context] = {centre.pk: centre} if isinstance(centre, Context) else {}
    for row in rows:
        if row["child_id"] not in children:
            children[row["child_id"]] = Pictured(person_of(row), row["child_is_open"])
        context = context_of(row["context"])
        contexts.setdefault(context.pk, context)
    for row in rows:
        children[row["child_id"]].related = list(_those(children, row["related"] or []))
    pairs = [_pair(row, children, contexts) for row in rows]
    far = {pair.context.pk for pair, row in zip(pairs, rows, strict=True) if row["step"] == 2}
    others = [pictured for pictured in children.values() if pictured.child.pk != centre.pk]
    return Picture(
        centre=centre,
        steps=steps,
        is_open=head["is_open"],
        size=head["size"],
        contexts=[context for pk, context in contexts.items() if pk not in far and pk != centre.pk],
        children=sorted(others, key=_by_name),
        further=[context for pk, context in contexts.items() if pk in far],
        pairs=pairs,
    )


def _pair(row: dict[str, Any], children: dict[UUID, Pictured], contexts: dict[UUID, Context]) -> Pair:
    context = contexts[context_of(row["context"]).pk]
    return Pair(children[row["child_id"]], context, [link_of(link, context) for link in row["links"]])


def _those(children: dict[UUID, Pictured], ids: list[str]) -> Iterator[Person]:
    for pictured in sorted((children[UUID(pk)] for pk in ids if UUID(pk) in children), key=_by_name):
        yield pictured.child


def _by_name(pictured: Pictured) -> tuple[str, str]:
    return str(pictured.child).casefold(), pictured.child.reference
