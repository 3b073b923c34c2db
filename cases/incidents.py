"""Recording an incident and changing one: written once, standing on every child's and context's record it names."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.changed_since import check_read
from cases.codes import IncidentRole
from cases.joining import lock_rows
from cases.models import Incident, IncidentChild
from contexts.models import Context
from contexts.workflow import lock_standing
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from cs_casework.reference.harms import say_harms
from cs_casework.reference.models import HarmType
from families.models import Person
from families.workflow import lock_people, require_sight

MOST_CHILDREN = 50


@dataclass(frozen=True)
class Part:
    """One child who was in it, and every part they had."""

    child: Person
    roles: Sequence[str]


@transaction.atomic
def record_incident(
    *,
    by: User,
    occurred_at: datetime.datetime,
    what: str,
    source: str,
    context: Context | None = None,
    parts: Sequence[Part] = (),
    harm_types: Iterable[HarmType] = (),
    police_reference: str = "",
    is_critical: bool = False,
) -> Incident:
    """Put one incident on the record of each child who was in it and of the context where it happened.

    Without a context it is not known where it was, and without children not who was in it. It makes no link between a
    child and a context. Refuses a time to come, an incident on nobody's record, one of which nothing is said or of which
    nobody says how it is known, a child or a context the writer may not see or that became part of another, a child
    without a part or whose part is both known and not known, somebody who was not born yet, and somebody who was grown
    up then: 18 or over, and no care leaver. Refuses more than 50 children.
    """
    require(by, Permission.WRITE_NOTES)
    _check(by=by, occurred_at=occurred_at, what=what, source=source, context=context, parts=parts)
    incident = Incident(
        occurred_at=occurred_at,
        context=context,
        what=what,
        source=source,
        police_reference=police_reference,
        is_critical=is_critical,
        created_at=timezone.now(),
    )
    save_record(incident, by=by)
    _write_rows(incident, parts, harm_types, by=by)
    record(by=by, action="incident.recorded", target=incident, shown=_children(parts))
    return incident


@transaction.atomic
def change_incident(
    incident: Incident,
    *,
    by: User,
    reason: str,
    occurred_at: datetime.datetime,
    what: str,
    source: str,
    context: Context | None = None,
    parts: Sequence[Part] = (),
    harm_types: Iterable[HarmType] = (),
    police_reference: str = "",
    is_critical: bool = False,
    read_version: int | None = None,
) -> Incident:
    """Replace an incident by a new version, saying why. The version before stays readable to whoever may read it.

    A child, a part or a kind of harm that is no longer in it is taken out, and stays in history with the day.
    `read_version` is how many versions there were when the writer opened it. Refuses without a reason, what
    `record_incident` refuses, and where somebody else has changed it since the writer opened it.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, incident)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the incident is changed.")})
    check_read(incident, read_version)
    _check(by=by, occurred_at=occurred_at, what=what, source=source, context=context, parts=parts)
    found = Incident.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=incident.pk).first()
    if found is None:
        raise PermissionDenied
    check_read(found, read_version)  # again, now that nobody else can change it
    found.occurred_at, found.context, found.what, found.source = occurred_at, context, what, source
    found.police_reference, found.is_critical = police_reference, is_critical
    save_record(found, by=by, reason=reason)
    _write_rows(found, parts, harm_types, by=by, reason=reason)
    record(by=by, action="incident.changed", target=found, reason=reason, shown=_children(parts))
    return found


def _check(
    *,
    by: User,
    occurred_at: datetime.datetime,
    what: str,
    source: str,
    context: Context | None,
    parts: Sequence[Part],
) -> None:
    """Refuse what cannot be. Locks the children and the context, so that none of them is merged into another while this
    is written."""
    if occurred_at > timezone.now():
        raise ValidationError({"occurred_at": _("An incident cannot be of the future.")})
    if not what.strip():
        raise ValidationError({"what": _("Say what happened.")})
    if not source.strip():
        raise ValidationError({"source": _("Say who told us, or what was seen.")})
    if context is None and not parts:
        raise ValidationError({"subjects": on_nobodys_record()})
    if len(parts) > MOST_CHILDREN:
        words = _(
            "Up to %(most)s children can be in one incident. Record those most affected, and say how many there were."
        )
        raise ValidationError({"subjects": words % {"most": MOST_CHILDREN}})
    require_sight(by, context, *(part.child for part in parts))
    children = {child.pk: child for child in lock_people(*(part.child for part in parts))}
    if context:
        lock_standing(context)
    day = timezone.localdate(occurred_at)
    still_children = _counted_as_children(children, day, by=by)
    for part in parts:
        child = children[part.child.pk]
        if child.is_unborn or (child.birth_on and day < child.birth_on):
            raise ValidationError({"occurred_at": _("%(child)s was not born yet.") % {"child": child}})
        if child.pk not in still_children:
            words = _("%(person)s was 18 or over on that day. Only children are named here: write of adults in words.")
            raise ValidationError({"subjects": words % {"person": child}})
        check_roles(part)


def on_nobodys_record() -> str:
    return _("Choose a child who was in it, or where it happened: else it would stand on nobody’s record.")


def no_part(child: Person) -> str:
    return _("Say what part %(child)s had, or that it is not known.") % {"child": child}


def check_roles(part: Part) -> None:
    """Refuse a child without a part, and one whose part is both known and not known."""
    field = f"part_{part.child.pk}"
    if not part.roles:
        raise ValidationError(
            {field: _("Say what part %(child)s had, or that it is not known.") % {"child": part.child}}
        )
    if IncidentRole.NOT_KNOWN in part.roles and len(set(part.roles)) > 1:
        words = _("Choose what part %(child)s had, or that it is not known, not both.")
        raise ValidationError({field: words % {"child": part.child}})


def _counted_as_children(children: dict[UUID, Person], day: datetime.date, *, by: User) -> set[UUID]:
    found = Person.objects.visible_to(by).filter(pk__in=children).counted_as_children(by, day)
    return set(found.values_list("pk", flat=True))


def _write_rows(
    incident: Incident, parts: Sequence[Part], harm_types: Iterable[HarmType], *, by: User, reason: str = ""
) -> None:
    """Put in what is said now, take out what is said no more, and put back what was taken out before."""
    roles = {(part.child.pk, role) for part in parts for role in part.roles}
    # What a merge left on a record that was merged stays where it was written.
    rows = lock_rows(IncidentChild.objects.filter(incident=incident, child__merged_into=None))
    made = [IncidentChild(incident=incident, child_id=child, role=role) for child, role in sorted(roles)]
    _settle(rows, made, lambda row: (row.child_id, row.role), by=by, reason=reason)
    say_harms(incident, harm_types, by=by, reason=reason)


def _settle(rows: Sequence[Any], wanted: Sequence[Any], says: Any, *, by: User, reason: str) -> None:
    there = {says(row) for row in rows}
    kept = {says(row) for row in wanted}
    for row in rows:
        if (says(row) in kept) == (row.withdrawn_on is not None):
            row.withdrawn_on = None if says(row) in kept else today()
            save_record(row, by=by, reason=reason)
    for row in wanted:
        if says(row) not in there:
            save_record(row, by=by, reason=reason)


def _children(parts: Sequence[Part]) -> list[UUID]:
    return [part.child.pk for part in parts]
