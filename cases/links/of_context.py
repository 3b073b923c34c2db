"""From one context: the children linked to it, open ones first, with where each stands, in one statement."""

import datetime
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import DateField

from cases.links.asked import Asked
from cases.links.rows import PERSON_COLUMNS, WORKER_COLUMNS, day_of, period_of, person_of, plans_above
from cases.links.statement import BY_INDEX, Statement, Written, answer
from cases.models import Allocation, Case, CaseChild, CaseChildStatus
from contexts.models import Context, ContextLink
from cs_casework.accounts.models import User
from cs_casework.pages import PER_PAGE
from families.kinship import RELATED
from families.models import Person

CHILDREN, ADULTS = "children", "adults"
LINK_COLUMNS = (
    "id",
    "child_id",
    "role",
    "basis",
    "reliability",
    "from_on",
    "to_on",
    "lapses_on",
    "review_due",
    "reviewed_on",
)
LINK_JSON = f"JSONB_BUILD_ARRAY({', '.join(f'l.{name}' for name in LINK_COLUMNS if name != 'child_id')})"
CHILD_COLUMNS = ", ".join(f"q.{name}" for name in PERSON_COLUMNS)
SEEN_COLUMNS = ("last_seen_on", "last_seen_alone_on")
DUE_COLUMNS = ("visit_due_on",)


@dataclass
class Linked:
    """A child linked to the context: what links them, where they stand, and who of their family is linked to it too."""

    child: Person
    period: CaseChild | None
    links: list[ContextLink]
    relatives: list[Person] = field(default_factory=list)
    is_reached: bool = False  # by the context's plan


@dataclass
class LinkedChildren:
    """What stands on the page of one context: its children, and apart from them those who have turned 18."""

    total: int
    open_total: int
    adult_total: int
    is_planned: bool  # whether the context has a plan that is agreed
    page: int
    children: list[Linked]
    adults: list[Linked]

    @property
    def shown(self) -> list[UUID]:
        return [row.child.pk for row in (*self.children, *self.adults)]


def linked_children(
    context: Context, user: User, asked: Asked, *, part: str = CHILDREN, page: int = 1
) -> LinkedChildren:
    """A page of the children linked to this context, or of those of them who are 18 or over and no care leaver. Beneath
    the first stand the first page of the second."""
    rows = answer(
        _who_is_linked,
        user,
        asked,
        context=context.pk,
        day=asked.day,
        part=part,
        page=max(page, 1),
        per_page=PER_PAGE,
        adults=ADULTS,
    )
    head = rows[0]
    found: dict[str, list[Linked]] = {CHILDREN: [], ADULTS: []}
    for row in rows:
        if row["part"]:
            found[row["part"]].append(_linked(row, context))
    return LinkedChildren(
        total=head["total"],
        open_total=head["open_total"],
        adult_total=head["adult_total"],
        is_planned=head["is_planned"],
        page=head["at_page"],
        children=found[CHILDREN],
        adults=found[ADULTS],
    )


def _linked(row: dict[str, Any], context: Context) -> Linked:
    child = person_of(row)
    period = period_of(row, child)
    if period is not None:
        for name in (*SEEN_COLUMNS, *DUE_COLUMNS):
            setattr(period, name, row[name])
    return Linked(
        child=child,
        period=period,
        links=[_link(link, child, context) for link in row["links"]],
        relatives=[
            Person(id=UUID(pk), display_name=name, la_child_id=la_id, reference=reference)
            for name, la_id, reference, pk in row["relatives"] or []
        ],
        is_reached=row["is_reached"],
    )


def _link(row: list[Any], child: Person, context: Context) -> ContextLink:
    pk, role, basis, reliability, from_on, to_on, lapses_on, review_due, reviewed_on = row
    return ContextLink(
        id=UUID(pk),
        child=child,
        context=context,
        role=role,
        basis=basis,
        reliability=reliability,
        from_on=datetime.date.fromisoformat(from_on),
        to_on=day_of(to_on),
        lapses_on=day_of(lapses_on),
        review_due=day_of(review_due),
        reviewed_on=day_of(reviewed_on),
    )


def _who_is_linked(ask: Statement, user: User, asked: Asked) -> str:
    """Who may see a person and a case is asked once each; the reader has opened the context."""
    # Of the many that are looked at, what an index holds; of the few that are shown, the rest.
    links = ask.rows(asked.links(user).values("id", "context_id", "child_id"))
    people = ask.rows(
        Person.objects.visible_to(user).with_grown_up(asked.day).values("id", "is_grown_up", *PERSON_COLUMNS)
    )
    cases = ask.rows(Case.objects.visible_to(user).values("id", "team_id"))
    periods = ask.rows(CaseChild.objects.open(asked.day).values("id", "child_id", "case_id"))
    leaving = ask.rows(CaseChild.objects.care_leavers(asked.day).values("id"))
    # Who may see the child and the case sees these, too.
    seen = ask.rows(CaseChild.objects.with_last_seen(user).values("id", *SEEN_COLUMNS))
    last_seen = Written("seen.last_seen_on", DateField())
    due = ask.rows(CaseChild.objects.with_visit_due(user, last_seen).values("id", *DUE_COLUMNS))
    statuses = ask.rows(CaseChildStatus.objects.current(asked.on).values("period_id", "status", "category", "from_on"))
    workers = ask.rows(Allocation.objects.current(asked.on).values(*WORKER_COLUMNS))
    planned, reached = map(ask.rows, plans_above(user))
    # IS TRUE keeps the people hashed; joined, they would be read once for each child.
    return f"""
    WITH links AS MATERIALIZED (SELECT l.id, l.child_id FROM {links} l WHERE l.context_id = %(context)s),
    people AS MATERIALIZED (
        SELECT q.* FROM (SELECT DISTINCT child_id FROM links) l
        CROSS JOIN LATERAL (SELECT * FROM {people} q WHERE q.id = l.child_id {BY_INDEX}) q
    ),
    opened AS MATERIALIZED (
        SELECT o.id, o.child_id, o.case_id, held.team_id
        FROM people CROSS JOIN LATERAL (SELECT * FROM {periods} o WHERE o.child_id = people.id {BY_INDEX}) o
        CROSS JOIN LATERAL (SELECT * FROM {cases} held WHERE held.id = o.case_id {BY_INDEX}) held
    ),
    -- Counted as children, as `counted_as_children` has it.
    sorted AS (
        SELECT q.id AS child_id, o.id IS NOT NULL AS is_open, q.display_name, q.reference,
            CASE WHEN q.is_grown_up AND NOT EXISTS (SELECT 1 FROM {leaving} l WHERE l.id = o.id)
                THEN '{ADULTS}' ELSE '{CHILDREN}' END AS part
        FROM people q LEFT JOIN opened o ON o.child_id = q.id
    ),
    placed AS MATERIALIZED (
        SELECT s.*, ROW_NUMBER() OVER (PARTITION BY part ORDER BY is_open DESC, display_name, reference) AS place
        FROM sorted s
    ),
    head AS MATERIALIZED (
        SELECT counted.*, LEAST(%(page)s, GREATEST(1, (
            CASE WHEN %(part)s = %(adults)s THEN adult_total ELSE total END + %(per_page)s - 1) / %(per_page)s)) AS at_page
        FROM (
            SELECT COUNT(*) FILTER (WHERE part = '{CHILDREN}') AS total,
                COUNT(*) FILTER (WHERE part = '{CHILDREN}' AND is_open) AS open_total,
                COUNT(*) FILTER (WHERE part = '{ADULTS}') AS adult_total
            FROM placed
        ) counted
    ),
    shown AS MATERIALIZED (
        SELECT placed.* FROM placed CROSS JOIN head
        WHERE CASE WHEN part = %(part)s THEN place > (at_page - 1) * %(per_page)s AND place <= at_page * %(per_page)s
            ELSE %(part)s = '{CHILDREN}' AND place <= %(per_page)s END
    ),
    whole AS MATERIALIZED (
        SELECT these.child_id, JSONB_AGG({LINK_JSON} ORDER BY l.role) AS links
        FROM (SELECT * FROM links WHERE child_id IN (SELECT child_id FROM shown)) these
        CROSS JOIN LATERAL (SELECT * FROM contexts_contextlink l WHERE l.id = these.id {BY_INDEX}) l
        GROUP BY these.child_id
    )
    SELECT head.*, %(context)s IN (SELECT p.context_id FROM {planned} p) AS is_planned,
        shown.child_id IN (SELECT r.child_id FROM {reached} r WHERE r.context_id = %(context)s) AS is_reached,
        shown.part, shown.place, shown.child_id, {CHILD_COLUMNS},
        o.id AS period_id, o.case_id, team.name AS team, seen.last_seen_on, seen.last_seen_alone_on, due.visit_due_on,
        whole.links,
        (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(s.status, s.category) ORDER BY s.from_on)
            FROM {statuses} s WHERE s.period_id = o.id) AS statuses,
        (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(w.role, staff.name, held.name) ORDER BY w.role DESC, staff.name)
            FROM {workers} w JOIN accounts_user staff ON staff.id = w.worker_id
            JOIN accounts_team held ON held.id = w.team_id
            WHERE w.case_id = o.case_id AND (w.child_id IS NULL OR w.child_id = o.child_id)) AS workers,
        (SELECT JSONB_AGG(DISTINCT JSONB_BUILD_ARRAY(kin.display_name, kin.la_child_id, kin.reference, kin.id))
            FROM {RELATED} r JOIN families_person kin ON kin.id = r.other_id
            WHERE r.person_id = shown.child_id AND (r.other_id IN (SELECT id FROM people)) IS TRUE) AS relatives
    FROM head LEFT JOIN shown ON TRUE
    LEFT JOIN people q ON q.id = shown.child_id
    LEFT JOIN opened o ON o.child_id = shown.child_id
    LEFT JOIN whole ON whole.child_id = shown.child_id
    LEFT JOIN LATERAL (SELECT * FROM {seen} seen WHERE seen.id = o.id {BY_INDEX}) seen ON TRUE
    LEFT JOIN LATERAL (SELECT * FROM {due} due WHERE due.id = o.id {BY_INDEX}) due ON TRUE
    LEFT JOIN accounts_team team ON team.id = o.team_id
    ORDER BY shown.part DESC, shown.place
    """  # noqa: S608  every value is given by name; the rest is ours, and the querysets'
