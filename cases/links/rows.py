"""What a statement about links gives back, as records that a page shows like any other. None of them is for saving."""

import datetime
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F

from cases.models import Allocation, Case, CaseChild, CaseChildStatus
from contexts.models import Context, ContextLink
from cs_casework.access import model_above
from cs_casework.accounts.models import Team, User
from families.models import Family, Person

# The columns that these are made of, for the statements that ask for them.
LINK_COLUMNS = ("id", "child_id", "context_id", "role", "basis", "reliability", "from_on", "to_on", "lapses_on")
LINK_JSON = "JSONB_BUILD_ARRAY(l.id, l.role, l.basis, l.reliability, l.from_on, l.to_on, l.lapses_on)"
CONTEXT_JSON = "JSONB_BUILD_ARRAY(c.id, c.name, c.kind, c.status, c.reference)"
PERSON_COLUMNS = (
    "reference",
    "display_name",
    "la_child_id",
    "birth_on",
    "died_on",
    "expected_on",
    "responsible_authority",
    "elsewhere_contact",
)
WORKER_COLUMNS = ("case_id", "child_id", "worker_id", "team_id", "role")


@dataclass
class Shared:
    """One context that two children share: what links each to it, and since when both are."""

    context: Context
    size: int | None
    mine: list[ContextLink]
    theirs: list[ContextLink]
    since: datetime.date | None = None
    days: int | None = None
    lies: Context | None = None  # the child's own context that it lies in, or that lies in it
    # Whether the context has a plan that is agreed, and whether that reaches each of the two.
    is_planned: bool = False
    reaches_mine: bool = False
    reaches_theirs: bool = False


@dataclass
class Linked:
    """Another child, with the contexts shared and where they stand with the service."""

    child: Person
    period: CaseChild | None
    shared: list[Shared]
    may_be_related: list[str] = field(default_factory=list)
    unconfirmed: list[Family] = field(default_factory=list)


def plans_above(user: User) -> tuple[Any, Any]:
    """The contexts that have an agreed plan, and which children each of those plans reaches, as far as this reader may
    see: (context_id), (context_id, child_id). Plans are of an app above, and reached by name."""
    plans, links = model_above(Case, "plans").objects, model_above(Person, "plan_links").objects
    agreed = plans.visible_to(user).agreed().of_context().values(context_id=F("case__context"))
    reached = links.visible_to(user).current().values("child_id", context_id=F("plan__case__context"))
    return agreed, reached


def person_of(row: dict[str, Any]) -> Person:
    return Person(id=row["child_id"], **{name: row[name] for name in PERSON_COLUMNS})


def period_of(row: dict[str, Any], child: Person) -> CaseChild | None:
    """The open period of a child with its statuses (`now`), its team and whom they work with (`workers`)."""
    if row["period_id"] is None:
        return None
    case = Case(id=row["case_id"], team=Team(name=row["team"]) if row["team"] else None)
    period = CaseChild(id=row["period_id"], child=child, case=case)
    now = [CaseChildStatus(status=status, category=category) for status, category in row["statuses"] or []]
    workers = [
        Allocation(role=role, worker=User(name=worker), team=Team(name=team))
        for role, worker, team in row["workers"] or []
    ]
    # As `with_position` brings them along.
    period.now, case.workers = now, workers  # type: ignore[attr-defined]
    return period


def shared_of(row: dict[str, Any]) -> Shared:
    context = context_of(row["context"])
    own = context if row["own"][0] == row["context"][0] else context_of(row["own"])
    return Shared(
        context=context,
        size=row["size"],
        mine=[link_of(link, own) for link in row["mine"] or []],
        theirs=[link_of(link, context) for link in row["theirs"] or []],
        since=day_of(row["since"]),
        days=row["days"],
        lies=None if own is context else own,
        is_planned=row["planned"],
        reaches_mine=row["reaches_mine"],
        reaches_theirs=row["reaches_theirs"],
    )


def context_of(row: list[Any]) -> Context:
    pk, name, kind, status, reference = row
    return Context(id=UUID(pk), name=name, kind=kind, status=status, reference=reference)


def link_of(row: list[Any], context: Context) -> ContextLink:
    pk, role, basis, reliability, from_on, to_on, lapses_on = row
    return ContextLink(
        id=UUID(pk),
        context=context,
        role=role,
        basis=basis,
        reliability=reliability,
        from_on=datetime.date.fromisoformat(from_on),
        to_on=day_of(to_on),
        lapses_on=day_of(lapses_on),
    )


def family_of(row: list[Any]) -> Family:
    pk, name, reference = row
    return Family(id=UUID(pk), name=name, reference=reference)


def day_of(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
