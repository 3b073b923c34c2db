"""What can be asked about interventions, and who may see them."""

from typing import Any, Self

from django.db import models

from cases.child_querysets import hidden_cases
from cs_casework.accounts.models import Permission
from cs_casework.dates import today
from cs_casework.statements import none_of


class InterventionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its case, to roles that read cases."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.filter(none_of(hidden_cases, user, "case"))

    def of_context(self, context: Any) -> Self:
        """Those on any case of this context, open or closed."""
        return self.filter(case__context=context)

    def going_on(self) -> Self:
        """Begun, and not ended."""
        return self.filter(from_on__lte=today(), to_on=None).order_by("-from_on", "pk")

    def going_on_first(self) -> Self:
        """Those that have not ended before those that have; of each the newest first."""
        ended = models.Case(models.When(to_on=None, then=0), default=1)
        return self.order_by(ended, "-from_on", "-created_at", "pk")

    def whole(self) -> Self:
        """Each with what is shown of it."""
        return self.select_related("case__family", "case__context", "agency", "created_by")

    def with_versions(self) -> Self:
        """Each with `version_count`: one for what stands as it was first recorded."""
        versions = self.model.history.model.objects.filter(id=models.OuterRef("pk")).order_by().values("id")
        return self.annotate(version_count=models.Subquery(versions.annotate(n=models.Count("*")).values("n")))

    def laid_under(self) -> Self:
        """What lies under a count of incidents by month: all of them."""
        return self

    def still_open(self, user: Any, period: Any) -> Self:
        """What is told before a whole case is closed: one child's time in it may end with all of it going on."""
        return self.none() if period else self.filter(to_on=None)
