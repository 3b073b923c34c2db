"""Groups of unrelated open children: those whom pairs join, one to the next, made of the pairs one reader may see.

A group is never stored. Made of everybody's pairs, it would be held together by a child who is hidden from its reader,
and tell of that child.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cases.links.pairs import Found, positions_of
from cases.models import CaseChild
from contexts.models import Context
from cs_casework.accounts.models import User

PER_PAGE = 20
# Of one group, this many children and contexts stand on the page; how many more there are is said.
MOST_CHILDREN, MOST_CONTEXTS = 25, 10


@dataclass
class Joined:
    """One group by its ids: its children, and each context shared by a pair of them with how many of them share it."""

    children: set[UUID]
    contexts: Counter[UUID]


@dataclass
class Group:
    """One group as it is shown."""

    size: int
    children: list[CaseChild]
    contexts: list[tuple[Context, int]]
    more_children: int
    more_contexts: int


def join(found: Found) -> list[Joined]:
    """The groups of these pairs, the largest first, then those who share the most contexts."""
    leads_to: dict[UUID, UUID] = {}

    def root(child: UUID) -> UUID:
        top = child
        while (above := leads_to.setdefault(top, top)) != top:
            top = above
        while leads_to[child] != top:
            leads_to[child], child = top, leads_to[child]
        return top

    for row in found.rows:
        leads_to[root(row["first_id"])] = root(row["second_id"])
    sharing: dict[UUID, dict[UUID, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    for row in found.rows:
        for context in row["contexts"]:
            sharing[root(row["first_id"])][context] |= {row["first_id"], row["second_id"]}
    groups = [
        Joined(
            children=set().union(*by_context.values()),
            contexts=Counter({context: len(children) for context, children in by_context.items()}),
        )
        for by_context in sharing.values()
    ]
    return sorted(groups, key=lambda group: (-len(group.children), -len(group.contexts), min(group.children)))


def explain(groups: list[Joined], user: User) -> list[Group]:
    """The groups of a page as they are shown, in as many statements however many there are."""
    periods = positions_of({child for group in groups for child in group.children}, user)
    wanted = {context for group in groups for context in group.contexts}
    contexts = Context.objects.visible_to(user).in_bulk(wanted)
    return [_explained(group, periods, contexts) for group in groups]


def _explained(group: Joined, periods: dict[UUID, CaseChild], contexts: dict[Any, Context]) -> Group:
    children = sorted(
        (periods[child] for child in group.children if child in periods),
        key=lambda period: (str(period.child), period.child.reference),
    )
    shared = sorted(
        ((contexts[pk], many) for pk, many in group.contexts.items() if pk in contexts),
        key=lambda found: (-found[1], found[0].name, found[0].reference),
    )
    return Group(
        size=len(children),
        children=children[:MOST_CHILDREN],
        contexts=shared[:MOST_CONTEXTS],
        more_children=max(len(children) - MOST_CHILDREN, 0),
        more_contexts=max(len(shared) - MOST_CONTEXTS, 0),
    )
