"""What can be asked about rules, holds, disposals and requests to see a record, and who may see them."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, Q

from cases.child_querysets import hidden_cases
from contexts.querysets import hidden_contexts
from cs_casework.accounts.models import Permission
from cs_casework.dates import today
from cs_casework.statements import as_written, none_of
from families.querysets import hidden_families, hidden_people
from referrals.querysets import stands_on_hidden


def keeps(user: Any) -> bool:
    """Whether somebody's work is with how long records are kept: records officers, and managers who agree."""
    return bool(user.may(Permission.KEEP_RECORDS) or user.may(Permission.AGREE_DISPOSAL))


class RetentionRuleQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Everybody who works here: a rule says nothing of anybody's record."""
        return self if user.is_active else self.none()


class LegalHoldQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """For records officers and managers: a hold on a record that they may see."""
        if not keeps(user):
            return self.none()
        return self.filter(
            none_of(hidden_people, user, "person"),
            none_of(hidden_families, user, "family"),
            none_of(hidden_contexts, user, "context"),
            none_of(hidden_cases, user, "case"),
        )

    def standing(self) -> Self:
        return self.filter(ended_on=None)


class DisposalQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """For records officers and managers: of a record that they may see, or that is gone and so says nothing."""
        if not keeps(user):
            return self.none()
        return self.filter(
            none_of(hidden_people, user, "person"),
            none_of(hidden_contexts, user, "context"),
            ~Q(referral__in=as_written(stands_on_hidden, user)),
        )

    def waiting(self) -> Self:
        return self.filter(status="proposed")


class CertificateQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """For records officers and managers: a certificate names nobody."""
        return self if keeps(user) else self.none()


class AccessRequestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """For records officers, and managers who check: about a person whom they may see, and who is still on record."""
        if not keeps(user):
            return self.none()
        return self.filter(none_of(hidden_people, user, "person"), person__disposed_on=None)

    def in_hand(self) -> Self:
        return self.exclude(status__in=["given", "ended"])

    def overdue(self) -> Self:
        return self.in_hand().filter(due_on__lt=today())


class AccessItemQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """As the request that they belong to, and what they were read from: an entry whose record was restricted since, or
        from which this keeper is barred, is hidden from them here too. Each source asks its own door, and a statement that
        asks all takes long to plan: so these are asked first from which sources they are."""
        from keeping.models import AccessRequest
        from keeping.sources import readable_by

        if not keeps(user):
            return self.none()
        codes = set(self.order_by().values_list("source", flat=True))
        return self.filter(readable_by(user, codes), request__in=AccessRequest.objects.visible_to(user).order_by())

    def progress(self) -> dict[str, int]:
        """How many entries these are, how many of them were gathered, and how many are left out."""
        return self.aggregate(
            total=Count("pk"),
            gathered=Count("pk", filter=Q(is_gathered=True)),
            left_out=Count("pk", filter=~Q(left_out_why="")),
        )

    def with_open_masks(self) -> Self:
        """Each with `open_masks`, how many words wait for a decision, and `masked`, how many go."""
        return self.annotate(
            open_masks=Count("masks", filter=Q(masks__decision="")),
            masked=Count("masks", filter=Q(masks__decision="mask")),
        )

    def undecided(self) -> Self:
        """Those that nobody has read, or of which a word waits for a decision; not what is left out."""
        return self.filter(left_out_why="").filter(Q(read_by=None) | Q(masks__decision="")).distinct()


class AccessMaskQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """As the entry in which they stand."""
        from keeping.models import AccessItem

        items = AccessItem.objects.filter(pk__in=self.order_by().values("item"))
        return self.filter(item__in=items.visible_to(user).order_by())
