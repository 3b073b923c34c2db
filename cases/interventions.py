"""Interventions: recording one, saying anew what is known of it, and ending it with its effect."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Case, Intervention
from cases.standing import lock_case
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future
from cs_casework.reference.models import Agency
from families.workflow import require_sight


@transaction.atomic
def record_intervention(
    case: Case,
    *,
    by: User,
    what: str,
    aimed_at: str,
    condition: str,
    from_on: datetime.date,
    agency: Agency | None = None,
    provider: str = "",
    take_up: str = "",
    effect: str = "",
    effect_known: str = "",
) -> Intervention:
    """Say what is done on an open case over a time, by whom, and which social condition it is to change.

    It may begin on a day to come. Refuses a case that is not open, one that nobody provides, one of which is not said
    what it is to change, and an effect without how it is known.
    """
    require(by, Permission.WRITE_NOTES)
    case = lock_case(case, by=by)
    if not case.is_open:
        raise ValidationError(_("The case is not open. An intervention is recorded on an open one."))
    intervention = Intervention(
        case=case,
        what=what,
        aimed_at=aimed_at,
        condition=condition,
        from_on=from_on,
        agency=agency,
        provider=provider,
        take_up=take_up,
        effect=effect,
        effect_known=effect_known,
    )
    _check(intervention)
    save_record(intervention, by=by)
    record(by=by, action="intervention.recorded", target=intervention)
    return intervention


@transaction.atomic
def change_intervention(
    intervention: Intervention, *, by: User, read_version: int | None = None, **said: Any
) -> Intervention:
    """Say anew what is known of it: what is done, how far it is taken up, what has changed so far. Every version stays
    readable, and a case may have closed meanwhile.

    `read_version` is how many versions there were when the writer opened it. Refuses what `record_intervention` refuses,
    an end before its beginning, and where somebody else has changed it since the writer opened it.
    """
    intervention = _lock(intervention, by=by)
    _check_read(intervention, read_version)
    for field, value in said.items():
        setattr(intervention, field, value)
    _check(intervention)
    save_record(intervention, by=by)
    record(by=by, action="intervention.changed", target=intervention)
    return intervention


@transaction.atomic
def end_intervention(
    intervention: Intervention,
    *,
    by: User,
    to_on: datetime.date,
    effect: str,
    effect_known: str,
    take_up: str = "",
    read_version: int | None = None,
) -> Intervention:
    """Say when it ended, what has changed in what it was to change, and how that is known; "not known" is an answer.

    Refuses a day to come or before it began, no effect or none said to be known by anything, one that has ended already,
    and where somebody else has changed it since the writer opened it.
    """
    intervention = _lock(intervention, by=by)
    if intervention.has_ended:
        words = _("This intervention has ended already, on %(day)s. What came of it stands on the record.")
        raise ValidationError(words % {"day": f"{intervention.to_on:%-d %B %Y}"})
    _check_read(intervention, read_version)
    check_not_in_future(to_on=to_on)
    if not effect.strip():
        raise ValidationError({"effect": _("Say what has changed, or that it is not known.")})
    intervention.to_on, intervention.effect, intervention.effect_known = to_on, effect, effect_known
    intervention.take_up = take_up
    _check(intervention)
    save_record(intervention, by=by)
    record(by=by, action="intervention.ended", target=intervention)
    return intervention


def _lock(intervention: Intervention, *, by: User) -> Intervention:
    require(by, Permission.WRITE_NOTES)
    require_sight(by, intervention)
    found = Intervention.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=intervention.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _check_read(intervention: Intervention, read_version: int | None) -> None:
    if read_version is not None and intervention.history.count() != read_version:
        raise ValidationError(
            _(
                "Somebody else has changed this intervention since you opened it. Read their version in another window. "
                "What you send now takes its place."
            )
        )


def _check(intervention: Intervention) -> None:
    """Refuse, beside its field, what the database would refuse as a whole."""
    if not intervention.agency and not intervention.provider.strip():
        raise ValidationError({"agency": _("Say which agency or who provides it.")})
    if not intervention.condition.strip():
        raise ValidationError(
            {"condition": _("Say what it is to change in the place, the group or how services work.")}
        )
    if intervention.effect.strip() and not intervention.effect_known.strip():
        raise ValidationError({"effect_known": _("Say how you know, or that nobody has asked yet.")})
    if intervention.effect_known.strip() and not intervention.effect.strip():
        raise ValidationError({"effect": _("Say what has changed, or that it is not known.")})
    if intervention.to_on and intervention.to_on < intervention.from_on:
        words = _("It began on %(day)s: the end cannot be before.")
        raise ValidationError({"to_on": words % {"day": f"{intervention.from_on:%-d %B %Y}"}})
