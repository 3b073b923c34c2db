"""Pairs of unrelated open children who share two contexts or more: candidates of last night, asked again for one reader.

What a night found is never shown as it stands. Both must still be open to the service, the links current today, the two
still unrelated; and of the children, their cases, the contexts and the roles only what this reader may see counts.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cases.links.asked import Asked
from cases.links.rows import LINK_COLUMNS, Shared
from cases.links.statement import Statement
from cases.models import Case, CaseChild, PatternsComputed
from contexts.codes import SHARED_RISK
from contexts.models import Context, ContextLink
from cs_casework.accounts.models import User
from cs_casework.dates import today
from cs_casework.pages import PER_PAGE
from families.kinship import RELATED, may_be_related
from families.models import Family, Person

# Two contexts at least: who shares but one with somebody is linked to half the service.
LEAST = 2
# More candidates than this are not asked again one by one, nor more pairs than this made into groups: nobody reads so
# many. The page asks to narrow.
MOST_CANDIDATES, MOST_GROUPED = 30_000, 2_000


@dataclass
class Pair:
    """Two children, where each stands with the service, and what they share: `mine` of the first, `theirs` of the other."""

    first: CaseChild
    second: CaseChild
    shared: list[Shared]
    may_be_related: list[str] = field(default_factory=list)
    unconfirmed: list[Family] = field(default_factory=list)


@dataclass
class Found:
    """What was found for one reader: how many pairs, and the rows of those asked for. `too_many` where it was not
    looked for, because there are more candidates than are asked again."""

    total: int
    rows: list[dict[str, Any]]
    page: int = 1
    too_many: bool = False


def computed_at() -> datetime.datetime | None:
    """When the pairs were last worked out."""
    return PatternsComputed.objects.values_list("at", flat=True).first()


def find_pairs(
    user: User, *, teams: Any = None, least: int = LEAST, kind: str = "", page: int = 1, per_page: int = PER_PAGE
) -> Found:
    """A page of the pairs that this reader may see, those who share most first.

    `teams` narrows to pairs of which one child is in a case that these teams hold; `kind` to those who share a context of
    that kind. Ranked by the number of contexts, then the smallest of them by the children the reader may see linked
    there, then by the longest time both were there, then by name.
    """
    ask = _asking(least, kind, page=max(page, 1), per_page=per_page)
    rows = ask.run_large(
        f"""{_pairs(ask, user, teams, ranked=True)},
        head AS (
            SELECT total, LEAST(%(page)s, GREATEST(1, (total + %(per_page)s - 1) / %(per_page)s)) AS at_page
            FROM (SELECT COUNT(*) AS total FROM pairs) counted
        ),
        placed AS MATERIALIZED (
            SELECT r.first_id, r.second_id, ROW_NUMBER() OVER (
                ORDER BY r.shared DESC, r.smallest, r.days DESC,
                    a.display_name, b.display_name, a.reference, b.reference
            ) AS place
            FROM pairs r JOIN families_person a ON a.id = r.first_id JOIN families_person b ON b.id = r.second_id
        ),
        shown AS MATERIALIZED (
            SELECT placed.* FROM placed CROSS JOIN head
            WHERE place > (at_page - 1) * %(per_page)s AND place <= at_page * %(per_page)s
        ),
        shares AS MATERIALIZED (
            SELECT shown.place, s.first_id, s.second_id,
                JSONB_AGG(JSONB_BUILD_ARRAY(s.context_id, sizes.size, s.days, s.since_on)
                    ORDER BY sizes.size, c.name, c.reference) AS shares
            FROM shown JOIN shared s USING (first_id, second_id)
            JOIN sizes USING (context_id) JOIN contexts_context c ON c.id = s.context_id
            GROUP BY shown.place, s.first_id, s.second_id
        )
        SELECT counted.candidates, head.*, shares.* FROM counted CROSS JOIN head LEFT JOIN shares ON TRUE
        ORDER BY shares.place
        """  # noqa: S608  every value is given by name; the rest is ours, and the querysets'
    )
    return Found(
        total=rows[0]["total"],
        rows=[row for row in rows if row["first_id"]],
        page=rows[0]["at_page"],
        too_many=rows[0]["candidates"] > MOST_CANDIDATES,
    )


def pairs_to_group(user: User, *, teams: Any = None, least: int = LEAST, kind: str = "") -> Found:
    """All the pairs that groups are made of, each with its contexts; none where there are more than are grouped."""
    ask = _asking(least, kind, most_grouped=MOST_GROUPED)
    rows = ask.run_large(
        f"""{_pairs(ask, user, teams)},
        head AS (SELECT COUNT(*) AS total FROM pairs)
        SELECT counted.candidates, head.total, pairs.first_id, pairs.second_id, pairs.contexts
        FROM counted CROSS JOIN head LEFT JOIN pairs ON total <= %(most_grouped)s
        """  # noqa: S608
    )
    head = rows[0]
    return Found(
        total=head["total"],
        rows=[row for row in rows if row["first_id"]],
        too_many=head["candidates"] > MOST_CANDIDATES or head["total"] > MOST_GROUPED,
    )


def explain(found: Found, user: User) -> list[Pair]:
    """The pairs of a page as they are shown: with statuses, workers and teams, the links of both sides, and whether the
    two may be related."""
    ids = {row[side] for row in found.rows for side in ("first_id", "second_id")}
    periods = positions_of(ids, user)
    links: dict[tuple[UUID, UUID], list[ContextLink]] = defaultdict(list)
    wanted = {UUID(share[0]) for row in found.rows for share in row["shares"]}
    seen = ContextLink.objects.visible_to(user).current().counting_as_shared_risk()
    for link in seen.filter(child__in=ids, context__in=wanted).select_related("context").order_by("role"):
        links[link.child_id, link.context_id].append(link)
    doubts = _doubts([(row["first_id"], row["second_id"]) for row in found.rows], user)
    return [
        Pair(
            first=periods[row["first_id"]],
            second=periods[row["second_id"]],
            shared=list(_shared(row, links)),
            **doubts.get((row["first_id"], row["second_id"]), {}),
        )
        for row in found.rows
        if row["first_id"] in periods and row["second_id"] in periods
    ]


def positions_of(children: Iterable[UUID], user: User) -> dict[UUID, CaseChild]:
    """The open period of each of these children, with statuses, workers and team."""
    periods = CaseChild.objects.visible_to(user).open().filter(child__in=set(children)).with_position(user)
    return {period.child_id: period for period in periods}


def _shared(row: dict[str, Any], links: dict[tuple[UUID, UUID], list[ContextLink]]) -> Iterator[Shared]:
    for context, size, days, since in row["shares"]:
        mine, theirs = (links[row[side], UUID(context)] for side in ("first_id", "second_id"))
        if mine and theirs:
            on = datetime.date.fromisoformat(since)
            yield Shared(context=mine[0].context, size=size, mine=mine, theirs=theirs, since=on, days=days)


def _doubts(pairs: list[tuple[UUID, UUID]], user: User) -> dict[tuple[UUID, UUID], dict[str, Any]]:
    """For each pair that may be related, why; and the families of either, not yet confirmed, that the reader may see."""
    if not pairs:
        return {}
    firsts, seconds = map(list, zip(*pairs, strict=True))
    ask = Statement(firsts=firsts, seconds=seconds)
    people = ask.rows(Person.objects.visible_to(user).values("id"))
    relatives = f"(SELECT r.other_id FROM {RELATED} r WHERE r.person_id = p.first_id AND r.other_id IN {people})"  # noqa: S608
    families = ask.rows(Family.objects.visible_to(user).unconfirmed().values("id", "name", "reference"))
    may_be = may_be_related(first="p.first_id", second="p.second_id", relatives=relatives)
    rows = ask.run(
        f"""
        SELECT p.first_id, p.second_id,
            (SELECT JSONB_AGG(reasons.why ORDER BY reasons.why) FROM {may_be} reasons) AS may_be,
            (SELECT JSONB_AGG(DISTINCT JSONB_BUILD_ARRAY(f.id, f.name, f.reference))
                FROM families_familymembership m JOIN {families} f ON f.id = m.family_id
                WHERE m.person_id IN (p.first_id, p.second_id) AND m.basis = 'kin') AS unconfirmed
        FROM UNNEST(%(firsts)s::uuid[], %(seconds)s::uuid[]) p (first_id, second_id)
        """  # noqa: S608
    )
    return {
        (row["first_id"], row["second_id"]): {
            "may_be_related": row["may_be"] or [],
            "unconfirmed": [
                Family(id=UUID(pk), name=name, reference=ref) for pk, name, ref in row["unconfirmed"] or []
            ],
        }
        for row in rows
    }


# --- The statement ---------------------------------------------------------------------------------------------------
def _asking(least: int, kind: str, **more: Any) -> Statement:
    return Statement(
        least=max(least, LEAST),
        kind=kind,
        day=today(),
        counting=[str(role) for role in SHARED_RISK],
        most=MOST_CANDIDATES,
        **more,
    )


def _people(ask: Statement, user: User) -> str:
    return ask.rows(Person.objects.visible_to(user).values("id"))


def _cases(ask: Statement, user: User) -> str:
    return ask.rows(Case.objects.visible_to(user).values("id", "team_id"))


def _periods(ask: Statement) -> str:
    return ask.rows(CaseChild.objects.open().counted_as_children().values("child_id", "case_id"))


def _counting(ask: Statement, user: User) -> str:
    links = Asked().links(user).counting_as_shared_risk()
    return ask.rows(links.values(*LINK_COLUMNS))


def _pairs(ask: Statement, user: User, teams: Any, *, ranked: bool = False) -> str:
    """The statement up to `pairs`: who shares how many contexts (`contexts`, `shared`), and `shared`: each context they
    share, with the days. Who may see what is asked once of the few that the answer could be made of. Where they are
    ranked, also `sizes`: how many open children the reader may see linked to each context."""
    mine, ours, sizes, of_sizes = "", "", "", ""
    if ranked:
        sizes = f"""sizes AS MATERIALIZED (
            SELECT l.context_id, COUNT(DISTINCT l.child_id) AS size FROM {_counting(ask, user)} l
            WHERE l.context_id IN (SELECT id FROM places) AND l.child_id IN (
                SELECT o.child_id FROM {_periods(ask)} o JOIN {_cases(ask, user)} held ON held.id = o.case_id
                WHERE o.child_id IN (SELECT q.id FROM {_people(ask, user)} q)
            )
            GROUP BY l.context_id
        ),"""  # noqa: S608
        of_sizes = "JOIN sizes USING (context_id)"
    if teams is not None:
        mine = f"""mine AS MATERIALIZED (
            SELECT o.child_id FROM {_periods(ask)} o JOIN {_cases(ask, user)} held ON held.id = o.case_id
            WHERE held.team_id IN {ask.rows(teams)}
        ),"""  # noqa: S608
        ours = """AND (p.first_id IN (SELECT child_id FROM mine) OR p.second_id IN (SELECT child_id FROM mine))"""
    contexts = ask.rows(Context.objects.visible_to(user).values("id", "kind"))
    return f"""
    WITH {mine}
    wanted AS MATERIALIZED (
        SELECT p.first_id, p.second_id, p.contexts FROM cases_sharedcontextpair p
        WHERE CARDINALITY(p.contexts) >= %(least)s {ours}
        LIMIT %(most)s + 1
    ),
    counted AS (SELECT COUNT(*) AS candidates FROM wanted),
    candidates AS MATERIALIZED (SELECT wanted.* FROM wanted CROSS JOIN counted WHERE candidates <= %(most)s),
    children AS MATERIALIZED (
        SELECT o.child_id FROM {_periods(ask)} o JOIN {_cases(ask, user)} held ON held.id = o.case_id
        WHERE o.child_id IN (SELECT first_id FROM candidates UNION SELECT second_id FROM candidates)
        AND o.child_id IN (SELECT q.id FROM {_people(ask, user)} q)
    ),
    places AS MATERIALIZED (
        SELECT c.id, c.kind FROM {contexts} c WHERE c.id IN (SELECT UNNEST(contexts) FROM candidates)
    ),
    links AS MATERIALIZED (
        SELECT l.child_id, l.context_id, l.from_on, LEAST(l.to_on, l.lapses_on, %(day)s + 1) AS until_on
        FROM {_counting(ask, user)} l
        WHERE l.child_id IN (SELECT child_id FROM children) AND l.context_id IN (SELECT id FROM places)
    ),
    strangers AS MATERIALIZED (
        SELECT c.* FROM candidates c
        WHERE c.first_id IN (SELECT child_id FROM children) AND c.second_id IN (SELECT child_id FROM children)
        AND NOT EXISTS (SELECT 1 FROM {RELATED} r WHERE r.person_id = c.first_id AND r.other_id = c.second_id)
    ),
    shared AS MATERIALIZED (
        SELECT s.first_id, s.second_id, s.context_id,
            MAX(LEAST(mine.until_on, theirs.until_on) - GREATEST(mine.from_on, theirs.from_on)) AS days,
            MIN(GREATEST(mine.from_on, theirs.from_on)) AS since_on
        FROM (SELECT first_id, second_id, UNNEST(contexts) AS context_id FROM strangers) s
        JOIN links mine ON mine.child_id = s.first_id AND mine.context_id = s.context_id
        JOIN links theirs ON theirs.child_id = s.second_id AND theirs.context_id = s.context_id
        WHERE LEAST(mine.until_on, theirs.until_on) > GREATEST(mine.from_on, theirs.from_on)
        GROUP BY s.first_id, s.second_id, s.context_id
    ),
    {sizes}
    pairs AS MATERIALIZED (
        SELECT first_id, second_id, COUNT(*) AS shared, ARRAY_AGG(context_id) AS contexts,
            {"MIN(sizes.size) AS smallest," if ranked else ""} MAX(shared.days) AS days
        FROM shared JOIN places ON places.id = shared.context_id {of_sizes}
        GROUP BY first_id, second_id
        HAVING COUNT(*) >= %(least)s AND (%(kind)s = '' OR BOOL_OR(places.kind = %(kind)s))
    )
    """  # noqa: S608
