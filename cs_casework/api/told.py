"""What is answered to questions that are no list of records, and how it is described."""

from typing import Any

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers


def page_of(name: str, row: Any) -> Any:
    """A page of rows that the database has cut to size: whether there is another, and how many in all where it is known."""
    return inline_serializer(
        f"{name}Page",
        {
            "page": serializers.IntegerField(),
            "has_next": serializers.BooleanField(),
            "count": serializers.IntegerField(allow_null=True),
            "results": row(many=True),
        },
    )


class LinkTold(serializers.Serializer):
    id = serializers.UUIDField()
    role = serializers.CharField()
    basis = serializers.CharField()
    reliability = serializers.CharField()
    from_on = serializers.DateField()
    to_on = serializers.DateField(allow_null=True)
    lapses_on = serializers.DateField(allow_null=True)


class ContextTold(serializers.Serializer):
    id = serializers.UUIDField()
    reference = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    status = serializers.CharField()


class SharedTold(serializers.Serializer):
    """A context that two children share: what links each to it."""

    context = ContextTold()
    linked_children = serializers.IntegerField(allow_null=True)
    mine = LinkTold(many=True)
    theirs = LinkTold(many=True)
    since = serializers.DateField(allow_null=True)
    days = serializers.IntegerField(allow_null=True)
    lies_in_or_around = ContextTold(allow_null=True)
    is_planned = serializers.BooleanField()
    plan_reaches_mine = serializers.BooleanField()
    plan_reaches_theirs = serializers.BooleanField()


class StandingTold(serializers.Serializer):
    """Where a child stands with the service."""

    statuses = serializers.ListField(child=serializers.CharField())
    team = serializers.CharField(allow_blank=True)
    workers = serializers.ListField(child=serializers.CharField())


class ChildTold(serializers.Serializer):
    id = serializers.UUIDField()
    reference = serializers.CharField()
    display_name = serializers.CharField(allow_blank=True)
    birth_on = serializers.DateField(allow_null=True)
    open = StandingTold(allow_null=True)


class LinkedChild(serializers.Serializer):
    """Another child who shares contexts with this one, and which."""

    child = ChildTold()
    shared = SharedTold(many=True)
    may_be_related = serializers.ListField(child=serializers.CharField())
    families_not_confirmed = serializers.ListField(child=serializers.CharField())


class LinkedHere(serializers.Serializer):
    """A child linked to the context, and what links them."""

    child = ChildTold()
    links = LinkTold(many=True)
    relatives_here = serializers.ListField(child=serializers.UUIDField())
    plan_reaches = serializers.BooleanField()


class PlanReaching(serializers.Serializer):
    """A context's plan that reaches the child: of one shared as a summary neither goals nor actions."""

    link = serializers.UUIDField()
    plan = serializers.UUIDField()
    plan_reference = serializers.CharField()
    context = serializers.UUIDField()
    context_reference = serializers.CharField()
    why = serializers.CharField()
    share = serializers.CharField()
    aim = serializers.CharField()
    lead = serializers.UUIDField(allow_null=True)
    review_due = serializers.DateField(allow_null=True)
    goals = serializers.ListField(child=serializers.CharField())
    next_actions = serializers.ListField(child=serializers.UUIDField())


class EventTold(serializers.Serializer):
    key = serializers.CharField()
    kind = serializers.CharField()
    day = serializers.DateField()
    at = serializers.DateTimeField(allow_null=True)
    label = serializers.CharField()
    words = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    source = serializers.CharField(allow_blank=True)


class HitTold(serializers.Serializer):
    kind = serializers.CharField()
    id = serializers.UUIDField(allow_null=True)
    words = serializers.CharField()
    more = serializers.CharField(allow_blank=True)
    why = serializers.CharField(allow_blank=True)
    page = serializers.CharField(help_text="Where it is read, for a person.")


class RestrictedTold(serializers.Serializer):
    kind = serializers.CharField()
    id = serializers.UUIDField()
    reference = serializers.CharField()
    name = serializers.CharField(allow_blank=True, help_text="Nothing where the record itself may not be seen.")
    restricted_by = serializers.CharField()
    restricted_on = serializers.DateField()
    review_due = serializers.DateField()
    granted = serializers.IntegerField()
    lifting_proposed_by = serializers.CharField(allow_blank=True)


CHRONOLOGY = page_of("Chronology", EventTold)
