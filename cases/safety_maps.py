"""Safety maps: drawing one with a young person, putting it right, and asking whether it may be counted with others'."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.changed_since import check_read
from cases.models import SafetyMap, SafetyMapAdult, SafetyMapFeature
from cases.proposals import propose_links
from cases.safety_codes import Pooling
from contexts.models import Context
from contexts.workflow import lock_standing
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future, today
from families.models import Person
from families.workflow import lock_people, require_sight

# So many places and ways, and so many adults, stand on one map.
MOST_FEATURES, MOST_ADULTS = 30, 10


@dataclass(frozen=True)
class Drawn:
    """A place or a way as it is to stand on a map; `came_from` is the id of the row that it was before, if any."""

    name: str
    colour: str
    shape: str = "area"
    context: Context | None = None
    times: Sequence[str] = ()
    when: str = ""
    reasons: Sequence[str] = ()
    why: str = ""
    points: list[list[float]] | None = None
    came_from: UUID | None = None


@dataclass(frozen=True)
class Trusted:
    """An adult whom they trust, as they are to stand on a map."""

    name: str
    how: str = ""
    person: Person | None = None
    came_from: UUID | None = None


@dataclass(frozen=True)
class _Told:
    """All that stands on a map, locked."""

    child: Person
    features: list[Drawn] = field(default_factory=list)
    adults: list[Trusted] = field(default_factory=list)


@transaction.atomic
def draw_map(
    child: Person,
    *,
    by: User,
    drawn_on: datetime.date,
    drawn_with: str,
    features: Sequence[Drawn],
    adults: Sequence[Trusted] = (),
    said: str = "",
    pooling: str = Pooling.LATER,
) -> SafetyMap:
    """Record the map that a young person drew with somebody on a day.

    A red or an amber place that names a context proposes a link, and none is made (`cases/proposals.py`); a green one
    proposes nothing. Whether what they told may be counted with what others told was asked on that day, or is asked
    later. Refuses a day to come, one before birth, somebody who was grown up then and no care leaver, a map with nothing
    on it, and a context or a person that the writer may not see or that became part of another.
    """
    require(by, Permission.WRITE_NOTES)
    told = _lock(child, features, adults, by=by)
    safety_map = SafetyMap(child=told.child, drawn_on=drawn_on, drawn_with=drawn_with, said=said)
    if pooling == Pooling.WITHDRAWN:
        raise ValidationError({"pooling": _("Only what they agreed to before can be taken back.")})
    if pooling != Pooling.LATER:
        safety_map.pooling, safety_map.pooling_on, safety_map.pooling_by = pooling, drawn_on, by
    _check(safety_map, told, by=by)
    save_record(safety_map, by=by)
    _save_rows(safety_map, told, by=by)
    record(by=by, action="safety_map.drawn", target=safety_map, shown=[child.pk])
    return safety_map


@transaction.atomic
def change_map(
    safety_map: SafetyMap,
    *,
    by: User,
    reason: str,
    drawn_on: datetime.date,
    drawn_with: str,
    features: Sequence[Drawn],
    adults: Sequence[Trusted] = (),
    said: str = "",
    read_version: int | None = None,
) -> SafetyMap:
    """Put a map right by a new version, saying why: what was misheard or left out. Where they see a place in another way
    by now, another map is drawn. The version before stays readable to whoever may read it.

    What is no longer on it is taken off and not away. A link that a place proposed and no longer does is withdrawn.
    Whether it may be counted with others' stays as they answered. Refuses without a reason, what `draw_map` refuses, and
    where somebody else has changed it since the writer opened it.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, safety_map)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is changed.")})
    told = _lock(safety_map.child, features, adults, by=by)
    safety_map = _lock_map(safety_map, by=by)
    check_read(safety_map, read_version)
    if safety_map.pooling_on and safety_map.pooling_on < drawn_on:
        words = _("They were asked on %(day)s whether it may be counted: it was drawn by then.")
        raise ValidationError({"drawn_on": words % {"day": f"{safety_map.pooling_on:%-d %B %Y}"}})
    safety_map.drawn_on, safety_map.drawn_with, safety_map.said = drawn_on, drawn_with, said
    _check(safety_map, told, by=by)
    # A version of the map for whatever changed on it: what its readers are compared by (`check_read`).
    save_record(safety_map, by=by, reason=reason)
    _save_rows(safety_map, told, by=by, reason=reason)
    record(by=by, action="safety_map.changed", target=safety_map, reason=reason, shown=[told.child.pk])
    return safety_map


@transaction.atomic
def answer_pooling(safety_map: SafetyMap, *, by: User, answer: str, answered_on: datetime.date) -> SafetyMap:
    """Say what the young person answered when they were asked whether what they told of places may be counted with what
    others told, or that they take it back. From that moment it counts, or counts no more.

    Refuses a day to come, one before it was drawn or before what they answered last, what they answered already, and
    that somebody takes back what they did not agree to.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, safety_map)
    lock_people(safety_map.child)
    safety_map = _lock_map(safety_map, by=by)
    if answer == Pooling.NO and safety_map.agrees:
        answer = Pooling.WITHDRAWN
    check_not_in_future(answered_on=answered_on)
    if answered_on < max(filter(None, [safety_map.drawn_on, safety_map.pooling_on])):
        raise ValidationError({"answered_on": _("This is before it was drawn, or before what they answered last.")})
    if answer == Pooling.LATER or answer == safety_map.pooling:
        raise ValidationError({"answer": _("It is recorded so already.")})
    if answer == Pooling.WITHDRAWN and not safety_map.agrees:
        raise ValidationError({"answer": _("Only what they agreed to before can be taken back.")})
    safety_map.pooling, safety_map.pooling_on, safety_map.pooling_by = answer, answered_on, by
    save_record(safety_map, by=by)
    record(by=by, action="safety_map.pooling", target=safety_map, shown=[safety_map.child_id])
    return safety_map


@transaction.atomic
def withdraw_map(safety_map: SafetyMap, *, by: User, why: str) -> SafetyMap:
    """Say that it was recorded in error, such as another child's. It stays readable, counts nowhere, and proposes no link.
    Refuses without a reason, and one of which that was said already."""
    require(by, Permission.WRITE_NOTES)
    require_sight(by, safety_map)
    if not why.strip():
        raise ValidationError({"why": _("Say why it was an error.")})
    lock_people(safety_map.child)
    safety_map = _lock_map(safety_map, by=by)
    safety_map.withdrawn_on, safety_map.withdrawn_why = today(), why
    save_record(safety_map, by=by, reason=why)
    for feature in safety_map.features.exclude(context=None):
        feature.safety_map = safety_map
        propose_links(feature, by=by)
    record(by=by, action="safety_map.withdrawn", target=safety_map, reason=why)
    return safety_map


def _lock(child: Person, features: Sequence[Drawn], adults: Sequence[Trusted], *, by: User) -> _Told:
    """All that is named, as far as the writer may see it, locked in the order in which everybody does: people, then
    contexts."""
    contexts = list({row.context.pk: row.context for row in features if row.context}.values())
    people = list({row.person.pk: row.person for row in adults if row.person}.values())
    require_sight(by, child, *people, *contexts)
    locked = {person.pk: person for person in lock_people(child, *people)}
    places = {context.pk: context for context in lock_standing(*contexts)} if contexts else {}
    return _Told(
        locked[child.pk],
        [replace(row, context=places[row.context.pk] if row.context else None) for row in features],
        [replace(row, person=locked[row.person.pk] if row.person else None) for row in adults],
    )


def _lock_map(safety_map: SafetyMap, *, by: User) -> SafetyMap:
    seen = SafetyMap.objects.visible_to(by).select_for_update(of=("self",))
    found: SafetyMap | None = seen.filter(pk=safety_map.pk).first()
    if found is None:
        raise PermissionDenied
    if found.withdrawn_on:
        raise ValidationError(_("This was recorded in error, and is changed no more."))
    return found


def _check(safety_map: SafetyMap, told: _Told, *, by: User) -> None:
    check_not_in_future(drawn_on=safety_map.drawn_on)
    if not told.features:
        raise ValidationError(_("Put at least one place or way on the map."))
    if len(told.features) > MOST_FEATURES or len(told.adults) > MOST_ADULTS:
        raise ValidationError(_("That is more than one map holds. Draw another for the rest."))
    child, day = told.child, safety_map.drawn_on
    if child.is_unborn or (child.birth_on and day < child.birth_on):
        raise ValidationError({"drawn_on": _("%(child)s was not born yet.") % {"child": child}})
    if not Person.objects.visible_to(by).filter(pk=child.pk).counted_as_children(by, day).exists():
        words = _("%(person)s was 18 or over on that day. A safety map is drawn with a child or a care leaver.")
        raise ValidationError({"drawn_on": words % {"person": child}})
    if any(row.person and row.person.pk == child.pk for row in told.adults):
        raise ValidationError(_("A trusted adult is somebody else than the young person."))


def _save_rows(safety_map: SafetyMap, told: _Told, *, by: User, reason: str = "") -> None:
    """Put on the map what is new, change what is different, and take off what is no longer said; then propose links."""
    features = [
        vars(row) | {"times": list(row.times), "reasons": list(row.reasons), "points": row.points or None}
        for row in told.features
    ]
    for feature in _save(SafetyMapFeature, safety_map, features, by=by, reason=reason):
        # The row is known by the map that was saved, and not as it stood before.
        feature.safety_map = safety_map
        propose_links(feature, by=by)
    _save(SafetyMapAdult, safety_map, [dict(vars(row)) for row in told.adults], by=by, reason=reason)


def _save(
    model: type[Any], safety_map: SafetyMap, rows: Sequence[dict[str, Any]], *, by: User, reason: str
) -> list[Any]:
    """The rows of one kind that were saved: those on the map now, and those taken off just now."""
    standing = {row.pk: row for row in model.objects.on_it().filter(safety_map=safety_map)}
    saved = []
    for place, fields in enumerate(rows, start=1):
        row = standing.pop(fields.pop("came_from"), None) or model(safety_map=safety_map)
        fields["place"] = place
        if row._state.adding or any(getattr(row, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(row, name, value)
            save_record(row, by=by, reason=reason)
        saved.append(row)
    for row in standing.values():
        row.removed_on = today()
        save_record(row, by=by, reason=reason)
        saved.append(row)
    return saved
