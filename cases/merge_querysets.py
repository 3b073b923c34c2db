"""What can be asked about contexts that were merged, and what a merge would move: who may carry it out."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from contexts.models import Context, ContextAdult, ContextLink, ContextRelation
from contexts.querysets import hidden_contexts
from cs_casework.accounts.models import Permission
from cs_casework.statements import as_written, none_of

UNSETTLED = ("open", "proposed")
# Kind of row, the rows, and those of that kind that somebody may see.
Concerned = list[tuple[str, Any, Any]]


def concerned_by_merge(kept: Any, merged: Any, user: Any) -> Concerned:
    """Everything that merging one context into another may move, end or close, each kind with what this person may see
    of it. Of the kept context that is what stands twice.

    `kept` and `merged` are contexts, or references to columns that name them: the one definition answers both whether
    a merge may go through and who may carry out one that was asked for.
    """
    from cases.models import Action, Allocation, Case, Meeting, NoteSubject
    from cases.moved import rows_above

    cases, unsettled = Case.objects.order_by(), {"status__in": UNSETTLED}
    ending = Exists(Case.objects.filter(context=_within(merged), **unsettled).order_by())
    ours = Q(context=merged) | (Q(ending, context=kept) & Q(**unsettled))
    # The cases whose workers may come to move: where both have one, either may end.
    held = Q(case__context=merged) | Q(ending, case__context=kept)
    links, adults = ContextLink.objects.order_by(), ContextAdult.objects.order_by()
    said_of_both = links.filter(context=_within(merged), child=OuterRef("child"), role=OuterRef("role"), to_on=None)
    same_adult = Q(person=OuterRef("person")) | Q(described__iexact=OuterRef("described"), person=None)
    named_in_both = adults.filter(same_adult, context=_within(merged), role=OuterRef("role"), to_on=None)
    related = ContextRelation.objects.order_by().filter(Q(context=merged) | Q(other=merged))
    contexts = Context.objects.visible_to(user)
    return [
        (
            "links",
            links.filter(Q(context=merged) | Q(Exists(said_of_both), context=kept, to_on=None)),
            ContextLink.objects.visible_to(user),
        ),
        (
            "adults",
            adults.filter(Q(context=merged) | Q(Exists(named_in_both), context=kept, to_on=None)),
            ContextAdult.objects.visible_to(user),
        ),
        ("relations", related, ContextRelation.objects.visible_to(user)),
        # What lies within it, what it lies within, and what was merged into it before.
        (
            "contexts",
            Context.objects.order_by().filter(Q(parent=merged) | Q(parts=merged) | Q(merged_into=merged)),
            contexts,
        ),
        ("cases", cases.filter(ours), Case.objects.visible_to(user)),
        (
            "allocations",
            Allocation.objects.order_by().filter(held, to_on=None, case__status__in=UNSETTLED),
            Allocation.objects.visible_to(user),
        ),
        # What goes on is moved to the case that continues; a meeting by who may read all of it.
        (
            "actions",
            Action.objects.order_by().filter(held, finished_on=None, case__status__in=UNSETTLED),
            Action.objects.visible_to(user),
        ),
        (
            "meetings",
            Meeting.objects.order_by().standing().filter(held, approved_on=None, case__status__in=UNSETTLED),
            Meeting.objects.readable_by(user),
        ),
        (
            "note_subjects",
            NoteSubject.objects.order_by().filter(context=merged),
            NoteSubject.objects.readable_by(user),
        ),
        *(
            (kind, model._default_manager.order_by().filter(context=merged), model._default_manager.visible_to(user))
            for kind, model in rows_above(Context).items()
        ),
    ]


def _within(found: Any) -> Any:
    """The same in a query within the query."""
    return OuterRef(found) if isinstance(found, OuterRef) else found


def hidden_among(rows: Any, seen: Any) -> Any:
    """Those of these rows that are not among what somebody may see, looked up row by row."""
    return rows.exclude(Exists(seen.order_by().filter(pk=OuterRef("pk"))))


def requests_within_sight(user: Any) -> Any:
    """The ids of the requests that wait and of which this reader may see all that would move."""
    from cases.models import MergeRequest

    waiting = MergeRequest.objects.waiting().order_by()
    for _kind, rows, seen in concerned_by_merge(OuterRef("kept"), OuterRef("merged"), user):
        waiting = waiting.exclude(Exists(hidden_among(rows, seen)))
    contexts = Context.objects.visible_to(user).standing().values("pk")
    return waiting.filter(kept__in=contexts, merged__in=contexts).values("pk")


class ContextMergeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A merge shows where both contexts may be seen, to roles that read what stands on them."""
        if not user.may(Permission.VIEW_CONTEXTS):
            return self.none()
        return self.filter(none_of(hidden_contexts, user, "kept", "merged"))

    def of(self, context: models.Model) -> Self:
        """Every merge that brought something to this context, by way of another too."""
        return self.filter(merged__merged_into=context).select_related("kept", "merged", "created_by")


class MergeRequestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows to whoever asked, and to those who could carry it out, or could have."""
        mine = Q(asked_by=user)
        if user.may(Permission.MERGE_CONTEXTS):
            mine |= Q(pk__in=as_written(requests_within_sight, user)) | Q(decided_by=user)
        return self.filter(mine, none_of(hidden_contexts, user, "kept", "merged"))

    def waiting(self) -> Self:
        return self.filter(status="asked")

    def for_decision_by(self, user: Any) -> Self:
        """Those that wait and that this person can carry out, since they may see all that would move."""
        if not user.may(Permission.MERGE_CONTEXTS):
            return self.none()
        return self.filter(pk__in=as_written(requests_within_sight, user))

    def with_decider(self, user: Any) -> Self:
        """Each with `waits_for_reader`: whether this manager can carry it out now."""
        mine = self.model.objects.for_decision_by(user).filter(pk=OuterRef("pk")).order_by()
        return self.annotate(waits_for_reader=Exists(mine))

    def answered_to(self, user: Any, since: Any) -> Self:
        """What this person asked for and was answered, from that day on."""
        return self.filter(asked_by=user, decided_on__gte=since).exclude(decided_by=user)
