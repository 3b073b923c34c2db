"""What follows on restricting a record: grants that are renewed or end early, and the standing grants of teams on duty.

Each is one function, as a change is anywhere else. A grant is first written by `grant_access` (`access.py`).
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cs_casework.access import REVIEW_DAYS, Grant, Restrictable, grant_access, require, require_own_sight
from cs_casework.accounts.models import Permission, StandingGrant, Team, TeamMembership, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today


def check_said(words: str, told: Any, field: str = "reason") -> None:
    """Refuse, beside its field, that nothing was said."""
    if not words.strip():
        raise ValidationError({field: told})


# --- Grants to named people ------------------------------------------------------------------------------------------
@transaction.atomic
def renew_grant(grant: Any, *, by: User, reason: str, ends_on: datetime.date) -> Grant:
    """Let somebody who sees a restricted record go on seeing it, for what they were granted it, until another date.

    Refuses what `grant_access` refuses, and a grant that has ended: that takes a new one.
    """
    grant = _locked_grant(grant, by=by)
    if not _is_live(grant):
        raise ValidationError(_("This access has ended. Grant it anew."))
    found = grant.content_object
    try:
        return grant_access(found, to=grant.user, by=by, reason=reason, ends_on=ends_on, kind=grant.kind)
    except ValidationError as refusal:
        if "to" in getattr(refusal, "error_dict", {}):
            raise ValidationError(
                _("You cannot renew your own access. Ask another manager who may see the record.")
            ) from None
        raise


@transaction.atomic
def end_grant(grant: Any, *, by: User, reason: str) -> Any:
    """End somebody's access to a restricted record today, before its time. The grant stays readable, with the reason.

    Refuses no reason, a grant that has ended, and to end the last one of anybody who may restrict: nobody could grant or
    lift any more.
    """
    grant = _locked_grant(grant, by=by)
    check_said(reason, _("Say why the access ends."))
    if not _is_live(grant):
        raise ValidationError(_("This access has ended already."))
    others = type(grant).objects.live().filter(content_object=grant.content_object_id).exclude(pk=grant.pk)
    may_go_on = {"user__is_active": True, "user__role__permissions__contains": [Permission.RESTRICT.value]}
    if grant.user.may(Permission.RESTRICT) and not others.filter(**may_go_on).exists():
        raise ValidationError(
            _(
                "Nobody else could grant access to this record or lift its restriction. Grant it to another manager first."
            )
        )
    write_end(grant, by=by, reason=reason)
    return grant


def write_end(grant: Any, *, by: User, reason: str) -> None:
    """End a grant that is locked, and say so in the audit of its record."""
    grant.ended_on, grant.ended_by, grant.ended_why = today(), by, reason
    grant._history_user = by
    grant.save()
    found = grant.content_object
    record(by=by, action=f"{found._meta.model_name}.grant_ended", target=found, reason=reason)


def _locked_grant(grant: Any, *, by: User) -> Any:
    """The grant as it is now. Its record is locked before it, so that nobody else grants, ends or lifts meanwhile."""
    require(by, Permission.RESTRICT)
    lock_restrictable(grant.content_object, by=by)
    found = type(grant).objects.select_for_update(of=("self",)).select_related("user__role").get(pk=grant.pk)
    return found


def lock_restrictable(target: Restrictable, *, by: User) -> Any:
    """The record as it is now, locked. Refuses somebody who does not see it, or by an opening in an emergency alone."""
    require_own_sight(by, target)
    records: Any = type(target)._default_manager
    return records.select_for_update(of=("self",)).get(pk=target.pk)


def _is_live(grant: Grant) -> bool:
    return grant.ended_on is None and grant.from_on <= today() < grant.ends_on


# --- Standing grants of teams ------------------------------------------------------------------------------------------
@transaction.atomic
def give_standing_grant(*, by: User, team: Team, reason: str) -> StandingGrant:
    """Let whoever is in a front-door or out-of-hours team see the restricted records of the service. It is reviewed in 90
    days, or stops the day after.

    Refuses no reason, a team of another kind, one that holds one already, and a team that the manager is in or covers
    for somebody of: nobody lets themselves see what is kept from them.
    """
    require(by, Permission.RESTRICT)
    team = Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    if team.kind not in Team.ON_DUTY:
        raise ValidationError({"team": _("Only a front-door or an out-of-hours team can hold a standing grant.")})
    if StandingGrant.objects.standing().filter(team=team).exists():
        raise ValidationError({"team": _("This team holds a standing grant already. Review that one.")})
    _check_another(team, by=by, field="team")
    check_said(reason, _("Say why this team has to see restricted records."))
    found = StandingGrant(team=team, reason=reason, from_on=today(), review_due=_next_review())
    save_record(found, by=by, reason=reason)
    record(by=by, action="standing_grant.given", target=found, reason=str(team))
    return found


@transaction.atomic
def review_standing_grant(grant: StandingGrant, *, by: User, reason: str) -> StandingGrant:
    """Keep a team's standing grant for another 90 days, with a reason. One that had stopped, as nobody reviewed it in time,
    counts again.

    Refuses no reason, one that was ended, a team that is on duty no more, and whoever is in the team.
    """
    grant = _locked_standing(grant, by=by)
    if grant.team.kind not in Team.ON_DUTY:
        raise ValidationError(_("This team is neither a front door nor out of hours any more. End its standing grant."))
    _check_another(grant.team, by=by)
    check_said(reason, _("Say why this team still has to see restricted records."))
    grant.review_due, grant.reviewed_on, grant.reviewed_by, grant.reviewed_why = _next_review(), today(), by, reason
    save_record(grant, by=by, reason=reason)
    record(by=by, action="standing_grant.reviewed", target=grant, reason=str(grant.team))
    return grant


@transaction.atomic
def end_standing_grant(grant: StandingGrant, *, by: User, reason: str) -> StandingGrant:
    """The team sees restricted records no more, from this moment. Any manager may: it closes. Refuses no reason, and one
    that was ended."""
    grant = _locked_standing(grant, by=by)
    check_said(reason, _("Say why it ends."))
    grant.ended_on, grant.ended_by, grant.ended_why = today(), by, reason
    save_record(grant, by=by, reason=reason)
    record(by=by, action="standing_grant.ended", target=grant, reason=str(grant.team))
    return grant


def _locked_standing(grant: StandingGrant, *, by: User) -> StandingGrant:
    require(by, Permission.RESTRICT)
    found: StandingGrant = StandingGrant.objects.select_for_update(of=("self",)).select_related("team").get(pk=grant.pk)
    if found.ended_on:
        raise ValidationError(_("This standing grant was ended."))
    return found


def _check_another(team: Team, *, by: User, field: str = "__all__") -> None:
    if TeamMembership.objects.current().filter(by.own_or_covered("user"), team=team).exists():
        words = _("You are in this team, or cover for somebody of it. A manager of another team has to decide this.")
        raise ValidationError({field: words})


def _next_review() -> datetime.date:
    return today() + datetime.timedelta(days=REVIEW_DAYS)
