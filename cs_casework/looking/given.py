"""What was given of one person, and to whom."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q

from assessments.models import Assessment
from cases.models import Case, Document, Meeting, Removal, SafetyMap
from contexts.models import Context
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.models import Disclosure
from families.models import Family, Person
from referrals.models import Referral

# What a disclosure may be about: each is told where the record may be seen.
RECORDS: list[Any] = [Person, Family, Context, Case, Meeting, SafetyMap, Assessment, Document, Referral, Removal]


def may_read(user: User) -> bool:
    """Managers and workers, and records officers."""
    return user.may(Permission.VIEW_CASES) or user.may(Permission.AUDIT_ALL)


def given_of(person: Person, user: User) -> Any:
    """What left of this person, the newest first, without files that staff opened to read. Not what is about a record
    that is hidden from this reader. Refuses who may not read it."""
    if not may_read(user):
        raise PermissionDenied
    about = Q(record_id=None)
    for model in RECORDS:
        seen = model.objects.visible_to(user).filter(pk=OuterRef("record_id")).order_by()
        about |= Q(record_type=model._meta.label) & Q(Exists(seen))
    return Disclosure.objects.of(person.pk).given().filter(about)
