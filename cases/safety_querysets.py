"""What can be asked about safety maps, and who may see them."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from contexts.querysets import hidden_contexts
from cs_casework.access import model_above
from cs_casework.accounts.models import Permission
from cs_casework.statements import as_written, none_of
from families.querysets import hidden_people


def hidden_safety_maps(user: Any) -> Any:
    """The ids of safety maps hidden from this reader, for `as_written`."""
    from cases.models import SafetyMap

    return SafetyMap.objects.order_by().hidden_ids(user)


def hidden_safety_features(user: Any) -> Any:
    """The ids of what stands on safety maps hidden from this reader, for `as_written`."""
    from cases.models import SafetyMapFeature

    return SafetyMapFeature.objects.order_by().filter(safety_map__in=hidden_safety_maps(user)).values("pk")


class SafetyMapQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows where its child may be seen, and every context and every person that it names or named, to roles that
        read cases.

        Hidden is hidden whole, as a factor is: a map is one picture of a child's days, in which every place tells of the
        others, and one with a place left out would tell that there is one that is kept from this reader. Whoever could
        write on half a map would leave off the other half.
        """
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.exclude(pk__in=as_written(hidden_safety_maps, user))

    def hidden_ids(self, user: Any) -> Any:
        """Those `visible_to` leaves out, for what hangs on them: few, and found once for all rows asked about.

        A context or a person that it named before counts on: the earlier versions tell of it.
        """
        from cases.models import SafetyMapAdult, SafetyMapFeature

        if not user.may(Permission.VIEW_CASES):
            return self.values("pk")
        places, adults = SafetyMapFeature.objects.order_by(), SafetyMapAdult.objects.order_by()
        places_before, adults_before = (row.model.history.model.objects.order_by() for row in (places, adults))
        return (
            self.model.objects.order_by()
            .filter(child__in=as_written(hidden_people, user))
            .values("pk")
            .union(
                places.filter(context__in=as_written(hidden_contexts, user)).values("safety_map"),
                places_before.filter(context__in=as_written(hidden_contexts, user)).values("safety_map"),
                adults.filter(person__in=as_written(hidden_people, user)).values("safety_map"),
                adults_before.filter(person__in=as_written(hidden_people, user)).values("safety_map"),
            )
        )

    def standing(self) -> Self:
        """Without those that were recorded in error, and those a merge left behind."""
        return self.filter(withdrawn_on=None, child__merged_into=None)

    def of_child(self, child: Any) -> Self:
        return self.filter(child=child)

    def of_context(self, context: Any) -> Self:
        """Those on which this context stands."""
        from cases.models import SafetyMapFeature

        rows = SafetyMapFeature.objects.order_by().on_it().filter(context=context)
        return self.filter(pk__in=rows.values("safety_map"))

    def newest_first(self) -> Self:
        return self.order_by("-drawn_on", "-created_at", "-pk")

    def latest_of_each_child(self) -> Self:
        """Of each child the map that was drawn last, of those that stand."""
        same_day = Q(drawn_on=OuterRef("drawn_on"))
        later = Q(drawn_on__gt=OuterRef("drawn_on")) | (same_day & Q(created_at__gt=OuterRef("created_at")))
        later |= same_day & Q(created_at=OuterRef("created_at"), pk__gt=OuterRef("pk"))
        newer = self.model.objects.order_by().standing().filter(later, child=OuterRef("child"))
        return self.standing().filter(~Exists(newer))

    def with_versions(self) -> Self:
        """Each with `version_count`: one for what stands as it was first recorded."""
        versions = self.model.history.model.objects.filter(id=OuterRef("pk")).order_by().values("id")
        return self.annotate(version_count=models.Subquery(versions.annotate(n=models.Count("*")).values("n")))

    def whole(self, user: Any) -> Self:
        """Each with its child, places and ways (`drawn`) and trusted adults (`trusted`), as this reader may see them."""
        from cases.models import SafetyMapAdult, SafetyMapFeature

        drawn = SafetyMapFeature.objects.visible_to(user).on_it().select_related("context__category")
        trusted = SafetyMapAdult.objects.visible_to(user).on_it().select_related("person")
        return self.select_related("child", "created_by", "pooling_by").prefetch_related(
            models.Prefetch("features", queryset=drawn, to_attr="drawn"),
            models.Prefetch("adults", queryset=trusted, to_attr="trusted"),
        )

    def without_restricted(self, besides: Any = None) -> Self:
        """Those on which nobody and nothing is restricted from anybody, and nobody is barred from anybody or anything: that
        every reader of cases may see. `besides` is a context that may be, as whoever asks about it may see it."""
        from cases.models import SafetyMapAdult, SafetyMapFeature
        from contexts.models import Context
        from families.models import Family, FamilyMembership, Person

        families = model_above(Family, "bars").objects.standing().order_by().values("record")
        barred = model_above(Person, "bars").objects.standing().order_by().values("record")
        of_barred = FamilyMembership.objects.filter(person__in=barred).order_by().values("family")
        closed_families = FamilyMembership.objects.filter(
            Q(family__restricted_on__isnull=False) | Q(family__in=families) | Q(family__in=of_barred)
        )
        closed = Q(restricted_on__isnull=False) | Q(pk__in=closed_families.order_by().values("person"))
        closed |= Q(pk__in=barred)
        people = Person.objects.order_by().filter(closed).values("pk")
        merged = Person.objects.order_by().filter(merged_into__in=people).values("pk")
        places = Context.objects.order_by().filter(
            Q(restricted_on__isnull=False)
            | Q(merged_into__restricted_on__isnull=False)
            | Q(pk__in=model_above(Context, "bars").objects.standing().order_by().values("record"))
        )
        if besides is not None:
            places = places.exclude(Q(pk=besides.pk) | Q(merged_into=besides, restricted_on=None))
        named: list[Any] = []
        drawn: Any
        trusted: Any
        for drawn in (SafetyMapFeature, SafetyMapFeature.history.model):
            named.append(drawn.objects.filter(context__in=places.values("pk")).order_by().values("safety_map"))
        for trusted in (SafetyMapAdult, SafetyMapAdult.history.model):
            told = trusted.objects.filter(Q(person__in=people) | Q(person__in=merged))
            named.append(told.order_by().values("safety_map"))
        found = self.exclude(Q(child__in=people) | Q(child__in=merged))
        return found.exclude(pk__in=named[0].union(*named[1:]))


class SafetyMapRowQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its map, which shows where everything on it does."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.filter(none_of(hidden_safety_maps, user, "safety_map"))

    def on_it(self) -> Self:
        """Without what was taken off again."""
        return self.filter(removed_on=None)


class SafetyMapFeatureQuerySet(SafetyMapRowQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Shows with its map, which shows where everything on it does."""
        return super().visible_to(user)


class SafetyMapAdultQuerySet(SafetyMapRowQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Shows with its map, which shows where everything on it does."""
        return super().visible_to(user)
