"""Who may see what was asked for by exact words."""

import datetime
from collections.abc import Callable
from functools import cache
from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q
from django.db.models.functions import Now

from cs_casework.accounts.models import Permission
from cs_casework.confidential.codes import Found
from cs_casework.dates import today
from cs_casework.statements import as_written

# By what name an asking has what it opened, of each kind of record. The tables are of apps above this one.
OPENED = {
    "person": "personopenings",
    "family": "familyopenings",
    "context": "contextopenings",
    "case": "caseopenings",
}


@cache
def _barred(openings: Any) -> Callable[[Any], Any]:
    """Asks for the ids of the records of this kind that somebody is barred from, for `as_written`."""
    records = openings.record.field.related_model._default_manager.order_by()
    return lambda user: records.barred_ids(user)


def without_what_met(asked: Any, user: Any) -> Any:
    """Without those that named a record from which this reader is barred."""
    access: Any = apps.get_model("confidential", "EmergencyAccess")
    for related in OPENED.values():
        openings = access._meta.get_field(related).related_model
        asked = asked.exclude(met__overlap=AllOf(as_written(_barred(openings), user)))
    return asked


class AllOf(Func):
    """The ids of a sub-query as one array."""

    function = "ARRAY"
    output_field = ArrayField(models.UUIDField())


class EmergencyAccessQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Every one to records officers; to a manager those that are theirs, or whom they cover for, to answer for. Nobody
        is shown their own here, nor what opened or named a record that they are barred from."""
        if user.may(Permission.REVIEW_RESTRICTIONS):
            found = self.exclude(created_by=user)
        elif user.may(Permission.RESTRICT):
            found = self.filter(user.own_or_covered("owner"), found=Found.OPENED).exclude(created_by=user)
        else:
            return self.none()
        for related in OPENED.values():
            openings: Any = self.model._meta.get_field(related).related_model
            barred = openings.objects.filter(access=OuterRef("pk"), record__in=as_written(_barred(openings), user))
            found = found.exclude(Exists(barred.order_by()))
        return without_what_met(found, user)

    def to_answer(self) -> Self:
        """Those that opened something, and that no manager has answered for."""
        return self.filter(found=Found.OPENED, answered_on=None)

    def overdue(self) -> Self:
        return self.to_answer().filter(answer_due__lt=today())

    def to_look_at(self) -> Self:
        """Those that no records officer has looked at, and those that nobody has answered for."""
        return self.filter(Q(looked_at_on=None) | Q(found=Found.OPENED, answered_on=None))

    def oldest_first(self) -> Self:
        """What nobody has answered for before the rest, the oldest first."""
        waits = models.Case(models.When(found=Found.OPENED, answered_on=None, then=0), default=1)
        return self.order_by(waits, "created_at", "pk")

    def with_staff(self) -> Self:
        """Each with who asked, who answers, and who has answered and looked at it."""
        return self.select_related("created_by", "owner", "answered_by", "looked_at_by")

    def counted(self, user: Any, *, hours: int) -> int:
        """How often this member of staff has asked in the last hours, by the database's clock, without what was over
        the limit: else nobody who asks on could ever ask again."""
        since = Now() - datetime.timedelta(hours=hours)
        return self.filter(created_by=user, created_at__gt=since).exclude(found=Found.OVER_LIMIT).count()


class InterestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Every one to records officers, but their own, and those of what they are barred from themselves."""
        if not user.may(Permission.REVIEW_RESTRICTIONS):
            return self.none()
        return without_what_met(self.exclude(created_by=user), user)

    def to_look_at(self) -> Self:
        return self.filter(looked_at_on=None)

    def counted(self, user: Any, *, hours: int) -> int:
        """How often this member of staff has declared one in the last hours."""
        return self.filter(created_by=user, created_at__gt=Now() - datetime.timedelta(hours=hours)).count()
