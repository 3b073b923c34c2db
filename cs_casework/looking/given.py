"""What was given of one person, and to whom."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q

from assessments.models import Assessment
from cases.models import Case, Document, Meeting, Removal, SafetyMap
from contexts.models import Context
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.models import Disclosure
from cs_casework.looking.events import not_of_barred
from cs_casework.statements import as_written
from families.models import Family, Person
from families.querysets import hidden_people
from referrals.models import Referral

# What a disclosure may be about: each is told where the record may be seen.
RECORDS: list[Any] = [Person, Family, Context, Case, Meeting, SafetyMap, Assessment, Document, Referral, Removal]


def may_read(user: User) -> bool:
    """Managers and workers, and records officers."""
    return user.may(Permission.VIEW_CASES) or user.may(Permission.AUDIT_ALL)


def registered(user: User) -> Any:
    """What left, as this reader may read it in the register: without what is about a record that they are barred from."""
    return not_of_barred(Disclosure.objects.visible_to(user), user, "people")


def given_of(person: Person, user: User) -> Any:
    """What left of this person, the newest first, without files that staff opened to read.

    Records officers read all of it, as in the register. Others do not read what is about a record that is hidden from
    them, or of somebody hidden as well: to whom it went may tell whom it was about. Refuses who may not read it."""
    if not may_read(user):
        raise PermissionDenied
    if user.may(Permission.AUDIT_ALL):
        return registered(user).of(person.pk).given()
    about = Q(record_id=None)
    for model in RECORDS:
        seen = model.objects.readable_by(user) if model is Meeting else model.objects.visible_to(user)
        about |= Q(record_type=model._meta.label) & Q(Exists(seen.filter(pk=OuterRef("record_id")).order_by()))
    hidden = ArraySubquery(Person.objects.filter(pk__in=as_written(hidden_people, user)).order_by().values("pk"))
    return Disclosure.objects.of(person.pk).given().filter(about).exclude(people__overlap=hidden)
