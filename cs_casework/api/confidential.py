"""Restrictions and grants: for managers who may see the record. Lifting one, and opening one in an emergency, ask who sits
there, and are for people alone."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework import serializers

from cases.models import CaseNote
from cases.restricting import restrict_with
from cs_casework.access import Grant, Restrictable, grant_access
from cs_casework.accounts.models import Permission, User
from cs_casework.api import cases, contexts, people  # noqa: F401  # whose records these are
from cs_casework.api.bodies import Body, Choose, ChooseSeveral, body, saying, text
from cs_casework.api.days import DayField
from cs_casework.api.resources import RESOURCES, Resource, Verb, offer
from cs_casework.restricting import end_grant, renew_grant


class NoteDecided(Body):
    """What becomes of a note that stands on other records too: these lose sight of it, or read the words sent here."""

    note = Choose(CaseNote)
    decision = serializers.ChoiceField(choices=[("hide", "Hide"), ("release", "Release")])
    title = text(150)
    happened = text(20000)
    said = text(20000)
    analysis = text(20000)
    are_no_names = serializers.BooleanField(required=False)


RESTRICTED = body(
    title="RestrictionSent",
    reason=text(2000, needed=True),
    granted=ChooseSeveral(User, required=False),
    notes=NoteDecided(many=True, required=False, max_length=200),
    hide_others=serializers.BooleanField(required=False),
)
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


def restrict(target: Any, *, by: User, notes: Sequence[dict[str, Any]] = (), **said: Any) -> Any:
    decided = [one["note"].pk for one in notes]
    if len(set(decided)) < len(decided):
        raise ValidationError({"notes": _("One of these stands here twice.")})
    hidden = [one["note"] for one in notes if one["decision"] == "hide"]
    if any(set(one) - {"note", "decision"} for one in notes if one["decision"] == "hide"):
        raise ValidationError(
            {"notes": _("A note is hidden, or words of it are released. Send no words of one to hide.")}
        )
    released = {one["note"]: _words(one) for one in notes if one["decision"] == "release"}
    try:
        return restrict_with(target, by=by, hidden=hidden, released=released, **said)
    except ValidationError as refusal:
        told = getattr(refusal, "error_dict", {})
        if not (of_notes := {name: errors for name, errors in told.items() if name.startswith("note_")}):
            raise
        raise ValidationError({"notes": [error for errors in of_notes.values() for error in errors]}) from None


def _words(sent: dict[str, Any]) -> dict[str, Any]:
    return {"title": ""} | {name: value for name, value in sent.items() if name not in ("note", "decision")}


restrict.__doc__ = restrict_with.__doc__


def grant(target: Restrictable, *, by: User, **said: Any) -> Any:
    return grant_access(target, by=by, **said)


grant.__doc__ = grant_access.__doc__

for name in ("people", "families", "contexts", "cases"):
    found = RESOURCES[name]
    found.verbs = [
        *found.verbs,
        Verb(restrict, RESTRICTED, "restrict"),
        Verb(grant, GRANTED, "grant", makes=found.model.grant_model()),
    ]
    offer(grants_of(found))
