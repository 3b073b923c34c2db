"""How each constraint on what is recorded of harm outside the family is broken: read by `test_models.py`."""

import datetime
from typing import Any

from django.utils import timezone

from cs_casework.dates import today
from tests.factories import (
    ActionFactory,
    FactorChildFactory,
    FactorFactory,
    FactorHarmFactory,
    IncidentChildFactory,
    IncidentFactory,
    IncidentHarmFactory,
    InterventionFactory,
    LinkProposalFactory,
    NotANameFactory,
    UserFactory,
)
from tests.helpers import twice

BEFORE = today() - datetime.timedelta(days=1)

OUTSIDE: dict[str, list[Any]] = {
    "factor_seen_until_after_it_began": [lambda: FactorFactory(seen_to=BEFORE)],
    "factor_status_after_it_began": [lambda: FactorFactory(status_on=BEFORE)],
    "factor_ended_has_reason": [
        lambda: FactorFactory(status="ended"),
        lambda: FactorFactory(ended_why="They moved away"),
    ],
    "factor_says_what_is_seen": [
        lambda: FactorFactory(seen=""),
        lambda: FactorFactory(seen_by=""),
        lambda: FactorFactory(effect_on_child=""),
    ],
    "one_harm_of_a_kind_in_a_factor": [twice(FactorHarmFactory, "factor", "harm_type")],
    "factor_child_once": [twice(FactorChildFactory, "factor", "child")],
    "one_waiting_proposal_a_child": [twice(LinkProposalFactory, "factor", "child")],
    "proposal_answered_has_date": [lambda: LinkProposalFactory(decided_on=today())],
    "proposal_declined_has_reason": [lambda: LinkProposalFactory(status="declined", decided_on=today())],
    "proposal_accepted_has_link": [lambda: LinkProposalFactory(status="accepted", decided_on=today())],
    "incident_is_not_of_the_future": [
        lambda: IncidentFactory(occurred_at=timezone.now() + datetime.timedelta(hours=1)),
    ],
    "incident_says_what": [lambda: IncidentFactory(what=""), lambda: IncidentFactory(source="")],
    "one_part_of_a_kind_in_an_incident": [twice(IncidentChildFactory, "incident", "child")],
    "one_harm_of_a_kind_in_an_incident": [twice(IncidentHarmFactory, "incident", "harm_type")],
    "action_is_somebodys": [lambda: ActionFactory(owner=None), lambda: ActionFactory(owner_name="His uncle")],
    "action_says_what": [lambda: ActionFactory(what=""), lambda: ActionFactory(aimed_at="")],
    "action_finished_has_outcome": [
        lambda: ActionFactory(status="done", finished_on=today()),
        lambda: ActionFactory(outcome="They stay until four"),
    ],
    "action_extended_has_reason": [
        lambda: ActionFactory(first_due_on=today()),
        lambda: ActionFactory(extended_why="Holidays"),
    ],
    "action_chased_is_not_a_colleagues": [lambda: ActionFactory(chaser=UserFactory())],
    "intervention_says_what": [
        lambda part=part: InterventionFactory(**{part: ""}) for part in ("what", "aimed_at", "condition")
    ],
    "intervention_is_provided": [lambda: InterventionFactory(provider="")],
    "intervention_ends_after_it_began": [
        lambda: InterventionFactory(from_on=today(), to_on=BEFORE, effect="Not known", effect_known="Nobody asked"),
    ],
    "intervention_ended_has_effect": [lambda: InterventionFactory(to_on=today())],
    "intervention_effect_is_known_by": [
        lambda: InterventionFactory(effect="Fewer are followed"),
        lambda: InterventionFactory(effect_known="The young people say so"),
    ],
    "not_a_name_says_why": [lambda: NotANameFactory(reason=""), lambda: NotANameFactory(word="")],
}
