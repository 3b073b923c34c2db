"""What can be asked about incidents, and who may see them."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from cases.codes import IncidentRole
from contexts.querysets import hidden_contexts, may_see_alleged, of_own_children
from cs_casework.accounts.models import Permission
from cs_casework.dates import months_after, today
from cs_casework.reference.harms import ToldHarmQuerySet
from cs_casework.statements import as_written, none_of
from families.models import FamilyMembership
from families.querysets import hidden_people

MONTHS_SHOWN = 12
SPANS = (3, 6, 12)


def start_of(day: datetime.date) -> datetime.datetime:
    """The first moment of a day in England."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


class IncidentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """An incident is read whole or not at all, as its words name everybody in it: by roles that read cases, where
        every child in it and its context may be seen.

        One in which a child harmed others tells an allegation. It shows to those who may see allegations in that
        context (managers, the allocated workers of children there, duty and out-of-hours teams), and to the allocated
        workers of the children in it; to nobody else is there any such incident. A child who was taken out again, and
        where it was said to have happened before, count on: the earlier versions tell of them.
        """
        from cases.models import IncidentChild

        if not user.may(Permission.VIEW_CASES):
            return self.none()
        rows = IncidentChild.objects.order_by().filter(incident=OuterRef("pk"))
        versions = self.model.history.model.objects.order_by().filter(id=OuterRef("pk"))
        hidden_child = rows.filter(child__in=as_written(hidden_people, user))
        hidden_before = versions.filter(context__in=as_written(hidden_contexts, user))
        seen = self.filter(none_of(hidden_contexts, user, "context"))
        seen = seen.exclude(Exists(hidden_child)).exclude(Exists(hidden_before))
        alleged = Exists(rows.filter(role=IncidentRole.HARMED_OTHERS))
        own = of_own_children(IncidentChild.objects.standing(), user).order_by().values("incident")
        return seen.filter(~alleged | may_see_alleged(user, "context") | Q(pk__in=own))

    def of_child(self, child: Any) -> Self:
        """Those that stand on this child's record."""
        from cases.models import IncidentChild

        rows = IncidentChild.objects.standing().filter(child=child)
        return self.filter(pk__in=rows.order_by().values("incident"))

    def of_family(self, family: Any, user: Any) -> Self:
        """Those of the people who belong to this family today, as far as this reader may see that they do."""
        from cases.models import IncidentChild

        members = FamilyMembership.objects.visible_to(user).current().filter(family=family).order_by().values("person")
        rows = IncidentChild.objects.standing().filter(child__in=members)
        return self.filter(pk__in=rows.order_by().values("incident"))

    def newest_first(self) -> Self:
        return self.order_by("-occurred_at", "-created_at")

    def with_rows(self) -> Self:
        """Each with its context, who recorded it, the children in it (`in_it`) and what harm it was (`harm_rows`). Who
        may see the incident may see each of them."""
        from cases.models import IncidentChild, IncidentHarm

        children = IncidentChild.objects.standing().select_related("child").order_by("child__display_name", "child")
        return self.select_related("context", "created_by").prefetch_related(
            Prefetch("children", queryset=children, to_attr="in_it"),
            IncidentHarm.objects.for_pages(),
        )

    def with_versions(self) -> Self:
        """Each incident with `version_count`: one for what stands as it was first recorded."""
        versions = self.model.history.model.objects.filter(id=OuterRef("pk")).order_by().values("id")
        return self.annotate(version_count=models.Subquery(versions.annotate(n=Count("*")).values("n")))

    # --- How many -----------------------------------------------------------------------------------------------------
    def by_month(self) -> list[tuple[datetime.date, int]]:
        """How many there were in each of the last twelve calendar months, this one included, the newest first; those
        without any too."""
        first = today().replace(day=1)
        months = [months_after(first, -back) for back in range(MONTHS_SHOWN)]
        found = self.order_by().filter(occurred_at__gte=start_of(months[-1]))
        counted = dict(
            found.annotate(month=TruncMonth("occurred_at")).values_list("month").annotate(number=Count("pk"))
        )
        by_day = {timezone.localdate(month): number for month, number in counted.items()}
        return [(month, by_day.get(month, 0)) for month in months]

    def drawn_at(self, context: Any, user: Any) -> Any:
        """Those at this context by month, with what went on there laid under them, as far as this reader may see it."""
        from cases.incident_chart import chart_of
        from cases.periods import periods_under

        return chart_of(self.by_month(), periods_under(context, user), spans=self.over_spans())

    def over_spans(self) -> dict[int, int]:
        """How many there were in the last 3, 6 and 12 months, to the day."""
        since = {span: start_of(months_after(today(), -span)) for span in SPANS}
        counted = self.order_by().aggregate(
            **{f"over_{span}": Count("pk", filter=Q(occurred_at__gte=start)) for span, start in since.items()}
        )
        return {span: counted[f"over_{span}"] for span in SPANS}


def of_incidents_seen(rows: Any, user: Any) -> Any:
    """Those of these rows whose incident this reader may see."""
    from cases.models import Incident

    return rows.filter(incident__in=Incident.objects.visible_to(user).order_by().values("pk"))


class IncidentChildQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its incident, and with nothing less."""
        found: Self = of_incidents_seen(self, user)
        return found

    def standing(self) -> Self:
        """Without those taken out again, and those that a merge left behind: the person's other record has the same."""
        return self.filter(withdrawn_on=None, child__merged_into=None)


class IncidentHarmQuerySet(ToldHarmQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Shows with its incident, and with nothing less."""
        found: Self = of_incidents_seen(self, user)
        return found
