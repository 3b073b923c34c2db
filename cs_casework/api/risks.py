"""What harms children outside their family: factors, incidents, times of being missing, and what children say of those."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from cases import factors, incidents, interviews, missing
from cases.codes import IncidentRole
from cases.models import (
    Action,
    Case,
    ExtraFamilialFactor,
    FactorChild,
    FactorHarm,
    Incident,
    IncidentChild,
    IncidentHarm,
    MissingEpisode,
    ReturnInterview,
)
from cs_casework.accounts.models import Permission, User
from cs_casework.api.answers import Rows
from cs_casework.api.bodies import Body, Choose, ChooseSeveral, body, saying, text
from cs_casework.api.days import MomentField
from cs_casework.api.problems import placed
from cs_casework.api.resources import Resource, Verb, offer
from cs_casework.reference.models import HarmType
from families.models import Person

SEEN = "seen_to effect_on_family strengths child_view parent_view context"
SEEN_NEEDED = "seen seen_by seen_from effect_on_child"
DO = body(Action, "owner agency owner_name chaser", required="what due_on aimed_at", title="FactorActionSent")


def standing(rows: Any) -> Any:
    return rows.standing()


# --- Factors ---------------------------------------------------------------------------------------------------------
def record_factor(*, by: User, case: Case, **said: Any) -> ExtraFamilialFactor:
    return factors.record_factor(case, by=by, **said)


def change_factor(
    factor: ExtraFamilialFactor,
    *,
    by: User,
    children: Sequence[Person] | None = None,
    harm_types: Sequence[HarmType] | None = None,
    **said: Any,
) -> ExtraFamilialFactor:
    if children is None:
        rows = FactorChild.objects.visible_to(by).filter(factor=factor, removed_on=None)
        children = [row.child for row in rows.select_related("child")]
    if harm_types is None:
        told = FactorHarm.objects.visible_to(by).standing().filter(factor=factor)
        harm_types = [row.harm_type for row in told.select_related("harm_type")]
    return factors.change_factor(factor, by=by, children=children, harm_types=harm_types, **said)


record_factor.__doc__, change_factor.__doc__ = factors.record_factor.__doc__, factors.change_factor.__doc__


# --- Incidents -------------------------------------------------------------------------------------------------------
class IncidentPartSent(Body):
    """A child who was in it, and every part they had."""

    child = Choose(Person)
    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=IncidentRole.choices), min_length=1, max_length=len(IncidentRole)
    )


def _parts(sent: Sequence[dict[str, Any]]) -> tuple[list[incidents.Part], dict[str, str]]:
    """The children who were in it, and where what is refused of each was sent."""
    return [incidents.Part(**one) for one in sent], {
        f"part_{one['child'].pk}": f"parts/{number}/roles" for number, one in enumerate(sent)
    }


def record_incident(*, by: User, parts: Sequence[dict[str, Any]] = (), **said: Any) -> Incident:
    found, places = _parts(parts)
    with placed(places):
        return incidents.record_incident(by=by, parts=found, **said)


def change_incident(
    incident: Incident,
    *,
    by: User,
    parts: Sequence[dict[str, Any]] | None = None,
    harm_types: Sequence[HarmType] | None = None,
    **said: Any,
) -> Incident:
    if parts is None:
        roles: dict[Person, list[str]] = {}
        rows = IncidentChild.objects.visible_to(by).standing().filter(incident=incident)
        for row in rows.select_related("child"):
            roles.setdefault(row.child, []).append(row.role)
        parts = [{"child": child, "roles": names} for child, names in roles.items()]
    if harm_types is None:
        told = IncidentHarm.objects.visible_to(by).standing().filter(incident=incident)
        harm_types = [row.harm_type for row in told.select_related("harm_type")]
    found, places = _parts(parts)
    with placed(places):
        return incidents.change_incident(incident, by=by, parts=found, harm_types=harm_types, **said)


record_incident.__doc__ = incidents.record_incident.__doc__
change_incident.__doc__ = incidents.change_incident.__doc__

HAPPENED = "occurred_at what source context police_reference is_critical"


# --- Missing ---------------------------------------------------------------------------------------------------------
def record_episode(*, by: User, child: Person, **said: Any) -> MissingEpisode:
    return missing.record_episode(child, by=by, **said)


record_episode.__doc__ = missing.record_episode.__doc__

FOUND = "context found_where with_whom travelled"
MISSING = f"reported_by reported_at police_reference done found_at {FOUND}"
INTERVIEW = """offered offered_at offered_by not_offered_why taken_up not_taken_up_why not_applicable_why held_at held_by
    independent said told_where told_with told_travelled context"""

offer(
    Resource(
        name="factors",
        model=ExtraFamilialFactor,
        fields=f"id case harm_words {SEEN_NEEDED} {SEEN} no_action_why status status_on ended_why created_at created_by",
        rows={
            "children": Rows(FactorChild, "factor", "id child removed_on"),
            "harms": Rows(FactorHarm, "factor", "harm_type", standing),
        },
        needs=Permission.VIEW_CASES,
        filters="case context children__child status seen_from created_at",
        ordering="seen_from status_on created_at",
        create=Verb(
            record_factor,
            body(
                ExtraFamilialFactor,
                f"{SEEN} no_action_why",
                required=f"case {SEEN_NEEDED}",
                title="FactorSent",
                children=ChooseSeveral(Person),
                harm_types=ChooseSeveral(HarmType),
                actions=DO(many=True, required=False, max_length=20),
            ),
        ),
        change=Verb(
            change_factor,
            body(
                ExtraFamilialFactor,
                f"{SEEN_NEEDED} {SEEN} no_action_why",
                title="FactorChange",
                children=ChooseSeveral(Person, required=False),
                harm_types=ChooseSeveral(HarmType, required=False),
            ),
            fills=("context",),
        ),
        verbs=[
            Verb(
                factors.set_factor_status,
                body(ExtraFamilialFactor, "ended_why", required="status status_on", title="FactorStatusSent"),
                "set-status",
            )
        ],
    ),
    Resource(
        name="incidents",
        model=Incident,
        fields=f"id {HAPPENED} created_at created_by",
        rows={
            "parts": Rows(IncidentChild, "incident", "id child role withdrawn_on", standing),
            "harms": Rows(IncidentHarm, "incident", "harm_type", standing),
        },
        needs=Permission.VIEW_CASES,
        filters="context children__child is_critical occurred_at created_at",
        ordering="occurred_at created_at",
        create=Verb(
            record_incident,
            body(
                Incident,
                "context police_reference is_critical",
                required="occurred_at what source",
                title="IncidentSent",
                parts=IncidentPartSent(many=True, required=False, max_length=incidents.MOST_CHILDREN),
                harm_types=ChooseSeveral(HarmType, required=False),
            ),
        ),
        change=Verb(
            change_incident,
            body(
                Incident,
                HAPPENED,
                title="IncidentChange",
                parts=IncidentPartSent(many=True, required=False, max_length=incidents.MOST_CHILDREN),
                harm_types=ChooseSeveral(HarmType, required=False),
                reason=text(2000, needed=True),
            ),
            fills=tuple(HAPPENED.split()),
        ),
    ),
    Resource(
        name="missing-episodes",
        model=MissingEpisode,
        fields=f"id child kind missing_from {MISSING} withdrawn_on withdrawn_why created_at created_by",
        needs=Permission.VIEW_CASES,
        filters="child context kind missing_from found_at created_at",
        ordering="missing_from found_at created_at",
        create=Verb(
            record_episode, body(MissingEpisode, MISSING, required="child kind missing_from", title="EpisodeSent")
        ),
        change=Verb(
            missing.change_episode,
            body(MissingEpisode, f"kind missing_from {MISSING}", title="EpisodeChange", reason=text(2000, needed=True)),
            fills=("context",),
        ),
        verbs=[
            Verb(
                missing.record_found,
                body(MissingEpisode, f"{FOUND} done", required="found_at", title="FoundSent"),
                "found",
            ),
            Verb(missing.withdraw_episode, saying("why", title="EpisodeWithdrawn", most=500), "withdraw"),
        ],
    ),
    Resource(
        name="return-interviews",
        model=ReturnInterview,
        fields=f"id episode due_at first_due_at extended_why {INTERVIEW} created_at",
        needs=Permission.VIEW_CASES,
        filters="episode offered taken_up due_at held_at",
        ordering="due_at held_at created_at",
        change=Verb(
            interviews.record_interview,
            body(ReturnInterview, INTERVIEW, title="InterviewChange", reason=text(2000)),
            fills=("offered", "taken_up", "context"),
        ),
        verbs=[
            Verb(
                interviews.extend_interview,
                body(title="InterviewExtended", due_at=MomentField(), why=text(500, needed=True)),
                "extend",
            )
        ],
    ),
)
