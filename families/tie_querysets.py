"""What can be asked about how two people are related, or are not."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from cs_casework.statements import none_of
from families.querysets import hidden_people


class TieQuerySet(models.QuerySet[Any]):
    """Of what is said of two people: that they are related, or that they are not."""

    def visible_to(self, user: Any) -> Self:
        """Shows where both people may be seen."""
        return self.filter(none_of(hidden_people, user, "person", "other"))

    def of(self, person: models.Model) -> Self:
        """What is said of this person and others; not what was said of two records that turned out to be one person."""
        standing = self.filter(person__merged_into=None, other__merged_into=None)
        return standing.filter(Q(person=person) | Q(other=person)).select_related("person", "other")

    def between(self, person: models.Model, other: models.Model) -> Self:
        """What was said of these two, from whichever side."""
        return self.filter(Q(person=person, other=other) | Q(person=other, other=person))
