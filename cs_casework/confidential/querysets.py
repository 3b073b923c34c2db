"""Who may see what was asked for by exact words."""

from typing import Any, Self

from django.db import models

from cs_casework.accounts.models import Permission


class EmergencyAccessQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Every one to records officers, but their own and what met a record that they are barred from; to others none:
        who may answer for one finds it by `to_answer_by`."""
        if not user.may(Permission.REVIEW_RESTRICTIONS):
            return self.none()
        return self.exclude(created_by=user)


class InterestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Every one to records officers, but their own."""
        if not user.may(Permission.REVIEW_RESTRICTIONS):
            return self.none()
        return self.exclude(created_by=user)
