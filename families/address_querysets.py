"""What can be asked about where people live."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from cs_casework.dates import today
from cs_casework.statements import none_of
from families.querysets import hidden_people


class AddressQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """The addresses of those who may be seen. Whether a protected one may stand on a page is the page's question:
        on the person's own record only."""
        return self.filter(none_of(hidden_people, user, "person"))

    def current(self) -> Self:
        return self.filter(Q(to_on=None) | Q(to_on__gt=today()))

    def listable(self) -> Self:
        return self.filter(is_protected=False)
