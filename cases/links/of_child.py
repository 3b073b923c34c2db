"""From one child: who else open to the service shares a context with them, ranked and explained, in one statement."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cases.links.asked import Asked
from cases.links.rows import (
    CONTEXT_JSON,
    LINK_JSON,
    PERSON_COLUMNS,
    WORKER_COLUMNS,
    Linked,
    family_of,
    period_of,
    person_of,
    plans_above,
    shared_of,
)
from cases.links.statement import BY_INDEX, Statement, answer
from cases.models import Allocation, Case, CaseChild, CaseChildStatus
from contexts.codes import SHARED_RISK
from contexts.models import Context, ContextLink, ContextRelation
from cs_casework.accounts.models import User
from cs_casework.pages import PER_PAGE
from families.kinship import RELATED, may_be_related
from families.models import Person

# Of each part that stands apart, this many on the first page; all of them on a page of their own.
FIRST_FEW = 5
LINKED, ALSO, NEARBY, KIN, ELSEWHERE = "linked", "also", "nearby", "related", "elsewhere"
APART = (ALSO, NEARBY, KIN, ELSEWHERE)
OWN_JSON = CONTEXT_JSON.replace("c.", "mine.")
CHILD_COLUMNS = ", ".join(f"q.{name}" for name in PERSON_COLUMNS)


@dataclass
class SharedContexts:
    """What stands on the page of one child: linked children ranked, and those who stand apart."""

    is_open: bool
    total: int  # in the part that is paged
    page: int
    linked: list[Linked]
    apart: dict[str, list[Linked]]
    more: dict[str, bool]

    @property
    def shown(self) -> list[UUID]:
        return [row.child.pk for rows in (self.linked, *self.apart.values()) for row in rows]


def shared_contexts(child: Person, user: User, asked: Asked, *, part: str = LINKED, page: int = 1) -> SharedContexts:
    """Everybody linked to this child, a page of them, and the first of those who stand apart; or, of one `part`, a page.

    Ranked by the number of contexts shared, then the smallest of them by the children the reader may see linked there,
    then by the longest time they shared one of them, then by name.
    """
    rows = answer(
        _who_shares,
        user,
        asked,
        child=child.pk,
        day=asked.day,
        since=asked.since,
        role=asked.role,
        least=asked.least,
        counting=[str(role) for role in SHARED_RISK],
        part=part,
        page=max(page, 1),
        per_page=PER_PAGE,
        few=FIRST_FEW,
    )
    head, rows = rows[0], [row for row in rows if row["child_id"]]
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in (LINKED, *APART)}
    for row in rows:
        found[row["part"]].append(row)
    return SharedContexts(
        is_open=head["is_open"],
        total=head["total"],
        page=head["at_page"],
        linked=[_linked(row) for row in found[LINKED]],
        # One more than is shown says that there are more.
        apart={
            name: [_linked(row) for row in found[name][: PER_PAGE if name == part else FIRST_FEW]] for name in APART
        },
        more={name: name != part and len(found[name]) > FIRST_FEW for name in APART},
    )


def _linked(row: dict[str, Any]) -> Linked:
    child = person_of(row)
    return Linked(
        child=child,
        period=period_of(row, child),
        shared=[shared_of(shared) for shared in row["shares"] or []],
        may_be_related=row["may_be"] or [],
        unconfirmed=[family_of(family) for family in row["unconfirmed"] or []],
    )


def _who_shares(ask: Statement, user: User, asked: Asked) -> str:
    """Who may see a person, a context and a case is asked once each, of the few rows that the answer could be made of."""
    # Of the many that are looked at, what an index holds; of the few that are shown, the rest.
    links = ask.rows(asked.links(user).values("id", "child_id", "context_id", "role", "from_on", "to_on", "lapses_on"))
    standing = ask.rows(ContextLink.objects.standing(asked.since, asked.day).values("child_id", "context_id"))
    contexts = ask.rows(Context.objects.visible_to(user).values("id"))
    lying_in = ask.rows(ContextRelation.objects.lying_in(asked.day).values("context_id", "other_id"))
    people = ask.rows(
        Person.objects.visible_to(user).with_grown_up(asked.day).values("id", "is_grown_up", *PERSON_COLUMNS)
    )
    cases = ask.rows(Case.objects.visible_to(user).values("id", "team_id"))
    # Counted as children, as `counted_as_children` has it: of people who are known to have grown up or not.
    periods = ask.rows(CaseChild.objects.open(asked.day).values("id", "child_id", "case_id"))
    leaving = ask.rows(CaseChild.objects.care_leavers(asked.day).values("id"))
    # Who may see the child and the case sees these, too.
    statuses = ask.rows(CaseChildStatus.objects.current(asked.on).values("period_id", "status", "category", "from_on"))
    workers = ask.rows(Allocation.objects.current(asked.on).values(*WORKER_COLUMNS))
    planned, reached = map(ask.rows, plans_above(user))
    may_be = may_be_related(first="%(child)s", second="shown.child_id", relatives="(SELECT id FROM relatives)")
    return f"""
    WITH
    touched AS MATERIALIZED (SELECT DISTINCT context_id FROM {standing} l WHERE l.child_id = %(child)s),
    -- What these lie in, and what lies in them.
    lies AS MATERIALIZED (
        SELECT c.id AS context_id, c.parent_id AS in_id FROM touched CROSS JOIN LATERAL (
            SELECT c.id, c.parent_id FROM contexts_context c WHERE c.id = touched.context_id {BY_INDEX}) c
        WHERE c.parent_id IS NOT NULL
        UNION ALL
        SELECT c.id, c.parent_id FROM touched CROSS JOIN LATERAL (
            SELECT c.id, c.parent_id FROM contexts_context c WHERE c.parent_id = touched.context_id {BY_INDEX}) c
        UNION ALL
        SELECT r.context_id, r.other_id FROM touched CROSS JOIN LATERAL (
            SELECT * FROM {lying_in} r WHERE r.context_id = touched.context_id {BY_INDEX}) r
        UNION ALL
        SELECT r.context_id, r.other_id FROM touched CROSS JOIN LATERAL (
            SELECT * FROM {lying_in} r WHERE r.other_id = touched.context_id {BY_INDEX}) r
    ),
    contexts AS MATERIALIZED (
        SELECT c.id FROM (
            SELECT context_id AS id FROM touched UNION SELECT in_id FROM lies UNION SELECT context_id FROM lies
        ) these CROSS JOIN LATERAL (SELECT c.id FROM {contexts} c WHERE c.id = these.id {BY_INDEX}) c
    ),
    links AS MATERIALIZED (
        SELECT l.*, LEAST(l.to_on, l.lapses_on, %(day)s + 1) AS until_on, l.role = ANY(%(counting)s) AS counts
        FROM contexts CROSS JOIN LATERAL (SELECT * FROM {links} l WHERE l.context_id = contexts.id {BY_INDEX}) l
    ),
    own AS MATERIALIZED (SELECT * FROM links WHERE child_id = %(child)s),
    planned AS MATERIALIZED (SELECT p.context_id FROM {planned} p WHERE p.context_id IN (SELECT id FROM contexts)),
    reached AS MATERIALIZED (
        SELECT r.context_id, r.child_id FROM {reached} r WHERE r.context_id IN (SELECT context_id FROM planned)
    ),
    -- What the child's contexts lie in, and what lies in them.
    near AS MATERIALIZED (
        SELECT context_id, MIN(own_id::text)::uuid AS own_id FROM (
            SELECT lies.in_id AS context_id, own.context_id AS own_id FROM own JOIN lies USING (context_id) WHERE counts
            UNION ALL
            SELECT lies.context_id, own.context_id FROM own JOIN lies ON lies.in_id = own.context_id WHERE counts
        ) either
        WHERE context_id NOT IN (SELECT context_id FROM own) AND context_id IN (SELECT id FROM contexts)
        GROUP BY context_id
    ),
    kin AS MATERIALIZED (SELECT DISTINCT other_id FROM {RELATED} r WHERE r.person_id = %(child)s),
    there AS MATERIALIZED (
        SELECT l.*, l.context_id IN (SELECT context_id FROM own) AS is_own FROM links l WHERE l.child_id <> %(child)s
    ),
    -- Contexts that both hold by a role that counts, at the same time: not yet asked whether the reader may see whom.
    pair AS MATERIALIZED (
        SELECT t.child_id, t.context_id,
            MAX(LEAST(t.until_on, o.until_on) - GREATEST(t.from_on, o.from_on)) AS days,
            MIN(GREATEST(t.from_on, o.from_on)) AS since_on,
            %(role)s = '' OR BOOL_OR(t.role = %(role)s OR o.role = %(role)s) AS fits
        FROM there t JOIN own o ON o.context_id = t.context_id
        WHERE t.counts AND o.counts
        AND LEAST(t.until_on, o.until_on) > GREATEST(t.from_on, o.from_on, %(since)s)
        GROUP BY t.child_id, t.context_id
    ),
    -- In an open case that the reader may see. Most who are linked are in none: fewer people are looked up.
    in_case AS MATERIALIZED (
        SELECT o.id, o.child_id, o.case_id, held.team_id
        FROM (SELECT %(child)s AS child_id UNION SELECT child_id FROM links) these
        CROSS JOIN LATERAL (SELECT * FROM {periods} o WHERE o.child_id = these.child_id {BY_INDEX}) o
        CROSS JOIN LATERAL (SELECT * FROM {cases} held WHERE held.id = o.case_id {BY_INDEX}) held
    ),
    -- Whoever could be shown, and whom the reader may see.
    people AS MATERIALIZED (
        SELECT q.* FROM (
            SELECT child_id AS id FROM in_case UNION SELECT child_id FROM pair UNION SELECT other_id FROM kin
        ) these CROSS JOIN LATERAL (SELECT * FROM {people} q WHERE q.id = these.id {BY_INDEX}) q
    ),
    relatives AS MATERIALIZED (SELECT id FROM people WHERE id IN (SELECT other_id FROM kin)),
    opened AS MATERIALIZED (
        SELECT o.* FROM in_case o JOIN people ON people.id = o.child_id
        WHERE NOT people.is_grown_up OR o.id IN (SELECT l.id FROM {leaving} l WHERE l.id = o.id)
    ),
    this AS (SELECT EXISTS (SELECT 1 FROM opened WHERE child_id = %(child)s) AS is_open),
    sizes AS MATERIALIZED (
        SELECT t.context_id, COUNT(DISTINCT t.child_id) + 1 AS size
        FROM there t JOIN opened USING (child_id) WHERE t.counts AND t.is_own GROUP BY t.context_id
    ),
    ranked AS MATERIALIZED (
        SELECT p.child_id, COUNT(*) AS shared, MIN(s.size) AS smallest, MAX(p.days) AS days
        FROM pair p JOIN opened USING (child_id) JOIN sizes s USING (context_id) CROSS JOIN this
        WHERE this.is_open AND p.fits AND p.child_id NOT IN (SELECT other_id FROM kin)
        GROUP BY p.child_id HAVING COUNT(*) >= %(least)s
    ),
    -- Who shares something and is not linked: by what they are put apart.
    apart AS MATERIALIZED (
        SELECT CASE
                WHEN t.child_id IN (SELECT other_id FROM kin) THEN '{KIN}'
                WHEN t.child_id IN (SELECT child_id FROM opened) THEN NULL
                WHEN q.responsible_authority <> '' THEN '{ELSEWHERE}'
            END AS part, t.child_id
        FROM (SELECT DISTINCT child_id FROM pair) t JOIN people q ON q.id = t.child_id
        WHERE t.child_id IN (SELECT child_id FROM opened) OR NOT q.is_grown_up
        UNION ALL
        SELECT CASE WHEN BOOL_OR(t.is_own) THEN '{ALSO}' ELSE '{NEARBY}' END, t.child_id
        FROM there t JOIN opened USING (child_id)
        WHERE (t.is_own OR (t.counts AND t.context_id IN (SELECT context_id FROM near)))
        AND t.child_id NOT IN (SELECT other_id FROM kin) AND t.child_id NOT IN (SELECT child_id FROM pair)
        GROUP BY t.child_id
    ),
    -- Each part in its own order. Who stands in one does not stand in those below.
    placed AS MATERIALIZED (
        SELECT '{LINKED}' AS part, child_id,
            ROW_NUMBER() OVER (ORDER BY shared DESC, smallest, r.days DESC, q.display_name, q.reference) AS place
        FROM ranked r JOIN people q ON q.id = r.child_id
        UNION ALL
        SELECT part, child_id, ROW_NUMBER() OVER (PARTITION BY part ORDER BY q.display_name, q.reference)
        FROM apart JOIN people q ON q.id = apart.child_id
        WHERE part IS NOT NULL
    ),
    head AS MATERIALIZED (
        SELECT this.is_open, total, LEAST(%(page)s, GREATEST(1, (total + %(per_page)s - 1) / %(per_page)s)) AS at_page
        FROM this CROSS JOIN (SELECT COUNT(*) AS total FROM placed WHERE part = %(part)s) counted
    ),
    shown AS MATERIALIZED (
        SELECT placed.* FROM placed CROSS JOIN head
        WHERE CASE
            WHEN part = %(part)s THEN place > (at_page - 1) * %(per_page)s
                AND place <= at_page * %(per_page)s
            ELSE %(part)s = '{LINKED}' AND place <= %(few)s + 1
        END
    ),
    their AS MATERIALIZED (SELECT t.* FROM there t WHERE t.child_id IN (SELECT child_id FROM shown)),
    shares AS MATERIALIZED (
        SELECT shown.part, p.child_id, p.context_id, p.context_id AS own_id, p.days, p.since_on
        FROM shown JOIN pair p USING (child_id) WHERE shown.part IN ('{LINKED}', '{KIN}', '{ELSEWHERE}')
        UNION ALL
        SELECT DISTINCT shown.part, t.child_id, t.context_id, COALESCE(near.own_id, t.context_id), NULL::int, NULL::date
        FROM shown JOIN their t USING (child_id) LEFT JOIN near USING (context_id)
        WHERE (shown.part = '{ALSO}' AND t.is_own)
        OR (shown.part = '{NEARBY}' AND t.counts AND near.own_id IS NOT NULL)
    ),
    explained AS MATERIALIZED (
        SELECT s.part, s.child_id, JSONB_AGG(JSONB_BUILD_OBJECT(
                'context', {CONTEXT_JSON}, 'own', {OWN_JSON}, 'size', sizes.size, 'days', s.days, 'since', s.since_on,
                'mine', (SELECT JSONB_AGG({LINK_JSON} ORDER BY l.role) FROM contexts_contextlink l
                    WHERE l.context_id = s.own_id AND l.child_id = %(child)s
                    AND (l.id IN (SELECT id FROM own)) IS TRUE),
                'theirs', (SELECT JSONB_AGG({LINK_JSON} ORDER BY l.role) FROM contexts_contextlink l
                    WHERE l.context_id = s.context_id AND l.child_id = s.child_id
                    AND (l.id IN (SELECT id FROM their)) IS TRUE),
                'planned', s.context_id IN (SELECT context_id FROM planned),
                'reaches_mine', (s.context_id, %(child)s) IN (SELECT context_id, child_id FROM reached),
                'reaches_theirs', (s.context_id, s.child_id) IN (SELECT context_id, child_id FROM reached)
            ) ORDER BY sizes.size, c.name, c.reference) AS shares
        FROM shares s
        CROSS JOIN LATERAL (SELECT * FROM contexts_context c WHERE c.id = s.context_id {BY_INDEX}) c
        CROSS JOIN LATERAL (SELECT * FROM contexts_context c WHERE c.id = s.own_id {BY_INDEX}) mine
        LEFT JOIN sizes ON sizes.context_id = s.context_id
        GROUP BY s.part, s.child_id
    )
    SELECT head.*, shown.part, shown.place, shown.child_id, {CHILD_COLUMNS},
        o.id AS period_id, o.case_id, team.name AS team,
        (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(s.status, s.category) ORDER BY s.from_on)
            FROM {statuses} s WHERE s.period_id = o.id) AS statuses,
        (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(w.role, staff.name, held.name) ORDER BY w.role DESC, staff.name)
            FROM {workers} w JOIN accounts_user staff ON staff.id = w.worker_id
            JOIN accounts_team held ON held.id = w.team_id
            WHERE w.case_id = o.case_id AND (w.child_id IS NULL OR w.child_id = o.child_id)) AS workers,
        explained.shares,
        (SELECT JSONB_AGG(reasons.why ORDER BY reasons.why) FROM {may_be} reasons
            WHERE shown.part <> '{KIN}') AS may_be,
        (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(f.id, f.name, f.reference) ORDER BY f.reference)
            FROM families_familymembership m JOIN families_family f ON f.id = m.family_id
            WHERE m.person_id = shown.child_id AND m.basis = 'kin'
            AND f.confirmed_on IS NULL AND f.joined_into_id IS NULL) AS unconfirmed
    FROM head LEFT JOIN shown ON TRUE
    LEFT JOIN people q ON q.id = shown.child_id
    LEFT JOIN opened o ON o.child_id = shown.child_id
    LEFT JOIN explained ON explained.child_id = shown.child_id AND explained.part = shown.part
    LEFT JOIN accounts_team team ON team.id = o.team_id
    ORDER BY shown.part, shown.place
    """  # noqa: S608  every value is given by name; the rest is ours, and the querysets'
