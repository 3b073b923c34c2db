"""Restrictions and grants: for managers who may see the record. Lifting one, and opening one in an emergency, ask who sits
there, and are for people alone."""

from typing import Any

from rest_framework import serializers

from cases.restricting import restrict_with
from cs_casework.access import Grant, Restrictable, grant_access
from cs_casework.accounts.models import Permission, User
from cs_casework.api import cases, contexts, people  # noqa: F401  # whose records these are
from cs_casework.api.bodies import Choose, ChooseSeveral, body, saying, text
from cs_casework.api.days import DayField
from cs_casework.api.resources import RESOURCES, Resource, Verb, offer
from cs_casework.restricting import end_grant, renew_grant

RESTRICTED = body(title="RestrictionSent", reason=text(2000, needed=True), granted=ChooseSeveral(User, required=False))
GRANTED = body(
    title="GrantSent",
    to=Choose(User),
    reason=text(2000, needed=True),
    ends_on=DayField(),
    kind=serializers.ChoiceField(choices=Grant.Kind.choices, required=False),
)
RENEWED = body(title="GrantRenewed", reason=text(2000, needed=True), ends_on=DayField())
ENDED = saying("reason", title="GrantEnded")


def grants_of(resource: Resource) -> Resource:
    """The grants on records of one kind, and how they are ended and renewed."""
    return Resource(
        name=f"{resource.model._meta.model_name}-grants",
        model=resource.model.grant_model(),
        fields="id content_object user kind reason granted_by from_on ends_on ended_on ended_by ended_why",
        needs=Permission.RESTRICT,
        audited=lambda held: held.content_object,
        filters="content_object user kind from_on ends_on",
        ordering="from_on ends_on",
        verbs=[
            Verb(renew_grant, RENEWED, "renew"),
            Verb(end_grant, ENDED, "end"),
        ],
        about="Who may see a restricted record until when, and why.",
    )


def grant(target: Restrictable, *, by: User, **said: Any) -> Any:
    return grant_access(target, by=by, **said)


grant.__doc__ = grant_access.__doc__

for name in ("people", "families", "contexts", "cases"):
    found = RESOURCES[name]
    found.verbs = [
        *found.verbs,
        Verb(restrict_with, RESTRICTED, "restrict"),
        Verb(grant, GRANTED, "grant", makes=found.model.grant_model()),
    ]
    offer(grants_of(found))
