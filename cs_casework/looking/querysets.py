"""Who may read what was found of looking: records officers, and nobody of themselves."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from cs_casework.accounts.models import Permission
from families.models import Person
from families.querysets import called


class OwnDetailsQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Nobody: it is written over, and read by the search for look-ups alone."""
        return self.none()


class LookUpQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Records officers, but for what they looked up themselves, and look-ups of whom they are barred from: another one
        answers these."""
        if not user.may(Permission.AUDIT_ALL):
            return self.none()
        return self.exclude(user=user).exclude(person_id__in=Person.objects.order_by().barred_ids(user))

    def unanswered(self) -> Self:
        return self.filter(outcome="")

    def with_people(self, user: Any) -> Self:
        """Each with `reference` of whom was looked at, and `called` and `sees_person` where this reader may see them."""
        of_these = Person.objects.filter(pk=OuterRef("person_id")).order_by()
        seen = Person.objects.visible_to(user).filter(pk=OuterRef("person_id")).order_by()
        return self.annotate(
            reference=Subquery(of_these.values("reference")),
            called=Subquery(seen.annotate(called_now=called()).values("called_now")),
            sees_person=Exists(seen),
        )


class DutyQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """One's own, and all for records officers."""
        return self if user.may(Permission.AUDIT_ALL) else self.filter(user=user)

    def running(self, at: Any = None) -> Self:
        at = at or timezone.now()
        return self.filter(from_at__lte=at, until_at__gt=at)


class VolumeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Records officers, but for their own: another one answers that."""
        return self.exclude(user=user) if user.may(Permission.AUDIT_ALL) else self.none()

    def unanswered(self) -> Self:
        """Those of whom it is still asked why: not once they said it, told of their duty before, or an officer answered."""
        return self.filter(said_at=None, said_duty=None, outcome="")

    def asked_of(self, user: Any) -> Self:
        return self.unanswered().filter(user=user)

    def to_answer(self) -> Self:
        """Those that wait for a records officer."""
        return self.filter(outcome="")
