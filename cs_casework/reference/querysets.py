"""What can be asked of the local lists."""

from typing import Any, Self

from django.db import models


class ReferenceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Everybody who works here: the lists hold words and numbers, nothing of anybody's record."""
        return self if user.is_active else self.none()

    def offered(self) -> Self:
        """What forms offer. What was withdrawn stays on the records that have it."""
        return self.filter(withdrawn_on=None)


class PlaceCategoryQuerySet(ReferenceQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Everybody who works here."""
        return super().visible_to(user)

    def offered(self, keep: str | None = None) -> Self:
        """What a form offers: those not withdrawn, and the one that the record has already."""
        return self.filter(models.Q(withdrawn_on=None) | models.Q(code=keep or ""))


class IntervalQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Everybody who works here."""
        return self if user.is_active else self.none()
