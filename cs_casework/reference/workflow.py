"""Every change to a council's own lists. Nothing is removed: records go on saying what was withdrawn."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval, Listed, Outcome, PlaceCategory

LONGEST_CODE = 30
# What begins at a moment that is recorded: all else is reckoned from a day.
BY_THE_HOUR = frozenset({IntervalCode.RETURN_INTERVIEW})
LONGEST = {Interval.Unit.HOURS: 720, Interval.Unit.DAYS: 730, Interval.Unit.WORKING_DAYS: 500, Interval.Unit.MONTHS: 24}


@transaction.atomic
def add_entry[E: Listed](model: type[E], *, by: User, name: str, description: str = "", **details: Any) -> E:
    """Add an entry to a list. A category of place gets its code from its name, and keeps it whatever it is called later.

    Refuses a name that the list has already, whatever the case of its letters, and among what was withdrawn too.
    """
    require(by, Permission.MANAGE_STAFF)
    entry = model(description=description, **details)
    if isinstance(entry, PlaceCategory):
        entry.code = _code_for(name)
    _save_named(entry, name, by=by)
    record(by=by, action="reference.added", target=entry)
    return entry


@transaction.atomic
def change_entry[E: Listed](entry: E, *, by: User, name: str, description: str = "", **details: Any) -> E:
    """Change what an entry is called, means or counts as, on every record that has it. Earlier versions stay readable.

    Refuses a name that another entry of the list has. A protected category of place stays protected: whether people's
    homes stand under it is not for this page to know or to say, and once on a map they would be found.
    """
    require(by, Permission.MANAGE_STAFF)
    entry = _locked(entry)
    if isinstance(entry, PlaceCategory) and entry.is_protected and not details.get("is_protected", True):
        raise ValidationError(
            {
                "is_protected": _(
                    "A protected category stays protected, as people’s homes may stand under it. For places that need "
                    "no protection, add another category."
                )
            }
        )
    entry.description = description
    for field, value in details.items():
        setattr(entry, field, value)
    _save_named(entry, name, by=by)
    record(by=by, action="reference.changed", target=entry)
    return entry


@transaction.atomic
def withdraw_entry[E: Listed](entry: E, *, by: User) -> E:
    """Offer an entry no longer. Records that have it keep it. Refuses one that is withdrawn already."""
    require(by, Permission.MANAGE_STAFF)
    entry = _locked(entry)
    if entry.is_withdrawn:
        raise ValidationError(_("“%(name)s” is withdrawn already.") % {"name": entry})
    entry.withdrawn_on = today()
    save_record(entry, by=by)
    record(by=by, action="reference.withdrawn", target=entry)
    return entry


@transaction.atomic
def restore_entry[E: Listed](entry: E, *, by: User) -> E:
    """Offer an entry again that was withdrawn. Refuses one that is offered already."""
    require(by, Permission.MANAGE_STAFF)
    entry = _locked(entry)
    if not entry.is_withdrawn:
        raise ValidationError(_("“%(name)s” is offered already.") % {"name": entry})
    entry.withdrawn_on = None
    save_record(entry, by=by)
    record(by=by, action="reference.restored", target=entry)
    return entry


@transaction.atomic
def change_interval(interval: Interval, *, by: User, length: int, unit: str) -> Interval:
    """Say how long something may take here. What is due by it is reckoned anew at once, on every page.

    Refuses no time at all, more than two years, and hours for what begins on a day and not at a moment.
    """
    require(by, Permission.MANAGE_STAFF)
    interval = _locked(interval)
    if not 1 <= length <= LONGEST[Interval.Unit(unit)]:
        raise ValidationError(
            {
                "length": _(
                    "An interval is at least 1, and two years at the most: 730 days, 500 working days or 24 months. Of "
                    "hours it is 720 at the most."
                )
            }
        )
    if unit == Interval.Unit.HOURS and interval.code not in BY_THE_HOUR:
        raise ValidationError({"unit": _("This is reckoned from a day, not from a moment. Choose days.")})
    interval.length, interval.unit = length, unit
    save_record(interval, by=by)
    record(by=by, action="reference.changed", target=interval)
    return interval


@transaction.atomic
def change_outcome(outcome: Outcome, *, by: User, needs_countersignature: bool) -> Outcome:
    """Say whether a second manager puts their name to this outcome here. Decisions made already stay as they are."""
    require(by, Permission.MANAGE_STAFF)
    outcome = _locked(outcome)
    outcome.needs_countersignature = needs_countersignature
    save_record(outcome, by=by)
    record(by=by, action="reference.changed", target=outcome)
    return outcome


def _locked(found: Any) -> Any:
    return type(found)._default_manager.select_for_update(of=("self",)).get(pk=found.pk)


def _save_named(entry: Listed, name: str, *, by: User) -> None:
    entry.name = " ".join(name.split())
    others = type(entry)._default_manager.filter(name__iexact=entry.name)
    namesake = (others if entry._state.adding else others.exclude(pk=entry.pk)).first()
    if namesake is not None and namesake.is_withdrawn:
        raise ValidationError({"name": _("“%(name)s” was withdrawn. Bring it back instead.") % {"name": namesake}})
    if namesake is not None:
        raise ValidationError({"name": _("This list has “%(name)s” already.") % {"name": namesake}})
    save_record(entry, by=by)


def _code_for(name: str) -> str:
    """A code no other category has, in letters that any system takes: `shopping_centre`, `shopping_centre_2`."""
    plain = slugify(name).replace("-", "_")[: LONGEST_CODE - 4].strip("_") or "category"
    taken = set(PlaceCategory.objects.filter(code__startswith=plain).values_list("code", flat=True))
    code, number = plain, 1
    while code in taken:
        number += 1
        code = f"{plain}_{number}"
    return code
