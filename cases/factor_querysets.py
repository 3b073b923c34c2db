"""What can be asked about factors outside the family and the links they propose, and who may see them."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef

from cases.child_querysets import hidden_cases
from contexts.querysets import hidden_contexts
from cs_casework.accounts.models import Permission
from cs_casework.reference.harms import ToldHarmQuerySet
from cs_casework.statements import as_written, none_of
from families.querysets import hidden_people


def hidden_factors(user: Any) -> Any:
    """The ids of factors hidden from this reader, for `as_written`."""
    from cases.models import ExtraFamilialFactor

    return ExtraFamilialFactor.objects.order_by().hidden_ids(user)


class ExtraFamilialFactorQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows where its case, its context and every one of its children may be seen, to roles that read cases.

        Hidden is hidden whole, as the shared part of a note is. What is seen and what it does to a child tells of the
        place and the group by itself; a factor shown without its context would tell that there is one that is kept from
        this reader; and a factor with one child left out tells of that child in every sentence about "them".
        """
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.exclude(pk__in=as_written(hidden_factors, user))

    def hidden_ids(self, user: Any) -> Any:
        """Those `visible_to` leaves out, for what hangs on them: few, and found once for all rows asked about.

        A context that it named before counts on: the earlier versions tell of it.
        """
        if not user.may(Permission.VIEW_CASES):
            return self.values("pk")
        return self.out_of_sight(user)

    def out_of_sight(self, user: Any) -> Any:
        """Those of which the case, the context or a child may not be seen, whatever the role reads of a factor."""
        from cases.models import FactorChild

        factors = self.model.objects.order_by()
        of_hidden = FactorChild.objects.order_by().filter(child__in=as_written(hidden_people, user))
        return (
            factors.filter(case__in=as_written(hidden_cases, user))
            .values("pk")
            .union(
                factors.filter(context__in=as_written(hidden_contexts, user)).values("pk"),
                self.model.history.model.objects.order_by()
                .filter(context__in=as_written(hidden_contexts, user))
                .values("id"),
                of_hidden.values("factor"),
            )
        )

    def in_sight(self, user: Any) -> Self:
        """Those out of nobody's sight who is asked about, for who is given something to do about one and reads no more."""
        return self.exclude(pk__in=self.out_of_sight(user))

    def not_ended(self) -> Self:
        return self.exclude(status="ended")

    def current_first(self) -> Self:
        """Those that have not ended before those that have; of each the newest first."""
        ended = models.Case(models.When(status="ended", then=1), default=0)
        return self.order_by(ended, "-seen_from", "-created_at", "pk")

    def of_child(self, child: Any) -> Self:
        """Those that are about this child."""
        from cases.models import FactorChild

        rows = FactorChild.objects.told().filter(child=child, factor=OuterRef("pk"))
        return self.filter(Exists(rows.order_by()))

    def of_context(self, context: Any) -> Self:
        """Those that name this context."""
        return self.filter(context=context)

    def with_versions(self) -> Self:
        """Each factor with `version_count`: one for what stands as it was first recorded."""
        versions = self.model.history.model.objects.filter(id=OuterRef("pk")).order_by().values("id")
        return self.annotate(version_count=models.Subquery(versions.annotate(n=models.Count("*")).values("n")))

    def how_many(self) -> dict[str, int]:
        """How many there are of each status, none too."""
        counted = dict(self.order_by().values_list("status").annotate(number=models.Count("pk")))
        return {status: counted.get(status, 0) for status in self.model.Status.values}

    def of_family(self, family: Any) -> Self:
        """Those on any case of this family, open or closed."""
        return self.filter(case__family=family)

    def whole(self, user: Any) -> Self:
        """Each with its context, children (`who`) and what is to be done (`to_do`), as this reader may see them."""
        from cases.models import Action, FactorChild

        who = FactorChild.objects.visible_to(user).told().select_related("child")
        to_do = Action.objects.visible_to(user).select_related("owner", "agency", "chaser")
        return self.select_related("case__family", "context").prefetch_related(
            models.Prefetch("children", queryset=who, to_attr="who"),
            models.Prefetch("actions", queryset=to_do, to_attr="to_do"),
        )

    def with_harms(self) -> Self:
        """Each with `harm_rows`, for pages that tell what each is returned as: its words it has itself."""
        from cases.models import FactorHarm

        return self.prefetch_related(FactorHarm.objects.for_pages())


class FactorHarmQuerySet(ToldHarmQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Shows with its factor."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.filter(none_of(hidden_factors, user, "factor"))


class FactorChildQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its factor, which shows where all of its children do."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.filter(none_of(hidden_factors, user, "factor"), none_of(hidden_people, user, "child"))

    def told(self) -> Self:
        """Without those taken out, and those of a record that was merged into one the factor is about too."""
        return self.filter(removed_on=None, child__merged_into=None)

    def by_child(self, children: Any) -> dict[Any, list[Any]]:
        """The factors that have not ended, the newest first, by each of these children they are about."""
        rows = self.told().filter(child__in=children).exclude(factor__status="ended").select_related("factor__context")
        found: dict[Any, list[Any]] = {}
        for row in rows.order_by("-factor__seen_from", "-factor__created_at", "factor_id"):
            found.setdefault(row.child_id, []).append(row.factor)
        return found
