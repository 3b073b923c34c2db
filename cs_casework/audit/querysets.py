"""What can be asked of the audit and of what left, and by whom. Rights are named in words: this lies below roles."""

import re
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

# How the actions are named by which something was only looked at: the last word of each.
LOOKING = "viewed|read|listed|searched|suggested|shown|chosen|drawn|done|map_drawn"
IS_LOOKING = rf"\.(.*_)?({LOOKING})$"
# Those that are named like it and are none: what a young person drew, who was given their choice.
NOT_LOOKING = ("safety_map.drawn", "user.password_chosen")

# What follows the name of the row of a page where the browser's own print command printed it.
PRINTED = "_printed"


def is_looking(action: str) -> bool:
    return action not in NOT_LOOKING and re.search(IS_LOOKING, action) is not None


class AuditEventQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Everything for records officers; what they did themselves for everybody else who works here.

        What a manager may read of a record of their own team is asked of that record (`looking/events.py`).
        """
        return self if user.may("audit.all") else self.own(user)

    def own(self, user: Any) -> Self:
        return self.filter(actor_id=user.pk)

    def about(self, record: Any) -> Self:
        """What was done or looked at on this record and, of a person, wherever they were shown."""
        found = Q(record_id=record.pk)
        return self.filter(found | Q(shown__contains=[record.pk])) if is_person(record) else self.filter(found)

    def looking(self) -> Self:
        return self.filter(action__regex=IS_LOOKING).exclude(action__in=NOT_LOOKING)

    def doing(self) -> Self:
        return self.filter(~Q(action__regex=IS_LOOKING) | Q(action__in=NOT_LOOKING))


class DisclosureQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Everything for records officers; what they gave out themselves for everybody else.

        What was given of one person is asked of that person (`looking/given.py`).
        """
        return self if user.may("audit.all") else self.filter(actor_id=user.pk)

    def of(self, person: UUID) -> Self:
        return self.filter(people__contains=[person])

    def given(self) -> Self:
        """Without the files that a member of staff opened to read them."""
        return self.exclude(basis="read")


def is_person(record: Any) -> bool:
    return bool(record._meta.label == "families.Person")
