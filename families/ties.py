"""Every change staff can make to how people are related and where they live."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from families.models import Address, NotRelated, Person, Relationship
from families.own_affairs import bar_who_they_are
from families.workflow import lock_people, lock_unended, require_sight


@transaction.atomic
def relate(*, person: Person, other: Person, by: User, kind: str, **details: Any) -> Relationship:
    """Record that `person` is `kind` of `other`: one row, read from both sides.

    Refuses a relationship to oneself, one recorded already, and one to a person the writer may not see.
    """
    require(by, Permission.EDIT_PEOPLE)
    require_sight(by, person, other)
    lock_people(person, other)
    mirrored = Relationship.objects.filter(person=other, other=person, kind=kind, to_on=None)
    if kind not in Relationship.INVERSE and mirrored.exists():
        raise ValidationError(_("This relationship is recorded already."))
    relationship = save_record(Relationship(person=person, other=other, kind=kind, **details), by=by)
    if kind in Relationship.FAMILY_KINDS:
        bar_who_they_are(person, other, by=by)
    record(by=by, action="relationship.recorded", target=person)
    return relationship


@transaction.atomic
def end_relationship(relationship: Relationship, *, by: User, to_on: datetime.date) -> Relationship:
    """Say when a relationship ended. Being related is for life: ending it does not undo kinship in links."""
    require(by, Permission.EDIT_PEOPLE)
    require_sight(by, relationship.person, relationship.other)
    relationship = lock_unended(relationship, to_on=to_on)
    relationship.to_on = to_on
    save_record(relationship, by=by)
    record(by=by, action="relationship.ended", target=relationship.person)
    return relationship


@transaction.atomic
def settle_not_related(*, person: Person, other: Person, by: User, reason: str) -> NotRelated:
    """Record that two people who may be related are not, and how that is known, so that nobody is asked again.

    Refuses without a reason, for two who are recorded as family, and from somebody who may not see both. Said of two
    people already, it stays as it was said first.
    """
    require(by, Permission.EDIT_PEOPLE)
    require_sight(by, person, other)
    # Two who say it at once wait for each other here, in one order whoever asks.
    lock_people(person, other)
    if not reason.strip():
        raise ValidationError({"reason": _("Say how you know that they are not related.")})
    if Relationship.objects.between(person, other).filter(kind__in=Relationship.FAMILY_KINDS).exists():
        raise ValidationError(_("They are recorded as family: see the relationships on their records."))
    if said := NotRelated.objects.between(person, other).first():
        return said
    said = save_record(NotRelated(person=person, other=other, reason=reason), by=by)
    record(by=by, action="relationship.ruled_out", target=person, shown=[other.pk])
    return said


@transaction.atomic
def add_address(person: Person, *, by: User, **details: Any) -> Address:
    """Record where someone lives or lived. Refuses a day before birth."""
    require(by, Permission.EDIT_PEOPLE)
    require_sight(by, person)
    (person,) = lock_people(person)
    from_on = details.get("from_on")
    if from_on and person.birth_on and from_on < person.birth_on:
        raise ValidationError({"from_on": _("This is before the person was born.")})
    address = save_record(Address(person=person, **details), by=by)
    record(by=by, action="address.recorded", target=person)
    return address


@transaction.atomic
def end_address(address: Address, *, by: User, to_on: datetime.date) -> Address:
    """Say when someone stopped living there."""
    require(by, Permission.EDIT_PEOPLE)
    require_sight(by, address.person)
    address = lock_unended(address, to_on=to_on)
    address.to_on = to_on
    save_record(address, by=by)
    record(by=by, action="address.ended", target=address.person)
    return address
