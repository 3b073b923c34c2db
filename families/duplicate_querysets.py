"""What can be asked about two records that may be one, and who may see it."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from cs_casework.statements import none_of
from families.querysets import hidden_families, hidden_people


class PossibleDuplicateQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Tasks where both people may be seen; nobody else learns that there is one."""
        return self.filter(none_of(hidden_people, user, "person", "other"))

    def open(self) -> Self:
        return self.standing().filter(outcome="open")

    def to_merge(self) -> Self:
        """Pairs that somebody found to be one person, and that a manager is to merge."""
        return self.standing().filter(outcome="same")

    def standing(self) -> Self:
        """Pairs of two records neither of which was merged into another."""
        return self.filter(person__merged_into=None, other__merged_into=None)


class FamiliesApartQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows where both families may be seen."""
        return self.filter(none_of(hidden_families, user, "family", "other"))

    def about(self, family: models.Model) -> Self:
        """What was found about this family and about those joined into it, with who found it."""
        from families.models import Family

        one = Family.objects.filter(Q(pk=family.pk) | Q(joined_into=family.pk)).order_by().values("pk")
        found = self.filter(Q(family__in=one) | Q(other__in=one))
        return found.select_related("family", "other", "created_by")
