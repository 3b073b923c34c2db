"""What can be asked about warnings, and who may see them."""

import datetime
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject

from contexts.querysets import hidden_contexts
from cs_casework.accounts.models import Permission
from cs_casework.dates import today
from cs_casework.statements import none_of
from families.models import FamilyMembership
from families.querysets import hidden_families, hidden_people

# A page of these is more than anybody takes in; the rest stand on the page of warnings alone.
MOST_ABOVE = 30
SOON = datetime.timedelta(days=30)


class WarningNoteQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with the one person, family or context that it stands on, to every role that sees these: business support
        sends people to the door, too. What was proposed and not agreed shows to roles that read cases alone."""
        found = self.filter(
            none_of(hidden_people, user, "person"),
            none_of(hidden_families, user, "family"),
            none_of(hidden_contexts, user, "context"),
        )
        return found if user.may(Permission.VIEW_CASES) else found.filter(status__in=["in_force", "ended"])

    def in_force(self) -> Self:
        """Those that a manager agreed and that have not ended. One whose review is late goes on: it is not safe to forget
        it in silence."""
        return self.filter(status="in_force")

    def to_agree(self) -> Self:
        return self.filter(status="proposed")

    def review_soon(self) -> Self:
        """Those to be looked at again within the month, and those that were to be."""
        return self.in_force().filter(review_due__lte=today() + SOON)

    def in_force_first(self) -> Self:
        """Those in force, then those that wait, then those that are over; of each the newest first."""
        order = models.Case(models.When(status="in_force", then=0), models.When(status="proposed", then=1), default=2)
        return self.order_by(order, "-from_on", "-created_at", "pk")

    def on_standing(self) -> Self:
        """Without those that a merge or a join left behind."""
        return self.filter(person__merged_into=None, family__joined_into=None, context__merged_into=None)

    def on(self, record: Any) -> Self:
        """Those that stand on this person, family or context itself."""
        return self.filter(**{self.model.column_of(record): record})

    def for_lists(self) -> Self:
        return self.select_related("person", "family", "context", "created_by", "agreed_by")

    # --- Above every page of a record --------------------------------------------------------------------------------
    def above(self, user: Any, *, person: Any = None, family: Any = None, context: Any = None) -> Self:
        """Those in force that stand above the pages of this record: on a person's also those of their family today, on a
        family's also those of its people. Each is a record, or a reference to a column of the statement around this.
        """
        members = FamilyMembership.objects.visible_to(user).current().order_by()
        on = Q(pk__in=[])
        if person is not None:
            on |= Q(person=person) | Q(family__in=members.filter(person=_within(person)).values("family"))
        if family is not None:
            on |= Q(family=family) | Q(person__in=members.filter(family=_within(family)).values("person"))
        if context is not None:
            on |= Q(context=context)
        return self.visible_to(user).in_force().filter(on).order_by("from_on", "pk")[:MOST_ABOVE]

    def told(self, user: Any, **on: Any) -> ArraySubquery:
        """What stands of these above a page, as one column of the statement that opens the record: so that no page asks
        for them apart."""
        facts = {name: F(name) for name in ("id", "kind", "what_to_do", "person", "family", "context")}
        named = {"who": F("person__display_name"), "of_family": F("family__name")}
        return ArraySubquery(self.above(user, **on).values(above=JSONObject(**facts, **named)))


def _within(found: Any) -> Any:
    """The same in a query within the query."""
    return OuterRef(found) if isinstance(found, OuterRef) else found
