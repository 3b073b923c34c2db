"""The invented borough of Ottermere, as of a given day."""

from __future__ import annotations

from datetime import date

from .casework import plan_cases
from .families_more import THEME_FAMILIES
from .families_story import STORY_FAMILIES
from .households import settle
from .links import plan_links
from .notes import plan_notes
from .places import plan_context_adults, plan_context_relations, plan_contexts
from .shapes import Borough, GrantPlan
from .staff import BOROUGH, TEAMS, USERS

# What restricting a record grants to whoever restricts it: nobody else sees these two.
GRANTS = [
    GrantPlan("family", "mcallister", "manager", "Holds the case while a relative works in the service."),
    GrantPlan("context", "waypoint", "manager", "Leads the work while the police enquiry lasts."),
]


def plan_borough(today: date) -> Borough:
    """Everything that the demo holds. The same on the same day; on another day the same, as long ago."""
    houses = [*STORY_FAMILIES, *THEME_FAMILIES]
    people = settle(houses, today)
    cases, allocations = plan_cases(houses, today)
    opened = {row.child: row.from_on for case in cases for row in case.children}
    unborn = {person.key for person in people.people if person.born_on is None}
    borough = Borough(
        today=today,
        name=BOROUGH,
        teams=list(TEAMS),
        users=list(USERS),
        people=people.people,
        families=people.families,
        memberships=people.memberships,
        relationships=people.relationships,
        addresses=people.addresses,
        contexts=plan_contexts(today),
        context_adults=plan_context_adults(today),
        context_relations=plan_context_relations(today),
        links=plan_links(today, {child: day for child, day in opened.items() if child not in unborn}),
        cases=cases,
        allocations=allocations,
        grants=list(GRANTS),
    )
    borough.notes = plan_notes(borough)
    return borough
