"""What can be asked about answers of the check for names, and who may see them."""

from typing import Any, Self

from django.db import models

from contexts.querysets import hidden_contexts
from cs_casework.accounts.models import Permission
from cs_casework.statements import none_of


class NotANameQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with the context it was said about, to roles that read case records, and to those that run meetings and
        print the papers in which it stops nothing any more."""
        if not (user.may(Permission.VIEW_CASES) or user.may(Permission.RUN_MEETINGS)):
            return self.none()
        return self.filter(none_of(hidden_contexts, user, "context"))

    def standing(self) -> Self:
        """Without those that were taken back."""
        return self.filter(taken_back_on=None)
