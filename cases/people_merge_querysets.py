"""What can be asked about people who were merged, and what a merge would move: who may carry it out."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from cs_casework.statements import none_of
from families.models import Person
from families.querysets import hidden_people

# What is moved unseen: that two records may be one person is no more than a task, and who may not see both is told of
# none. To refuse because of one would tell.
UNSEEN = ("duplicates",)


def concerned_by_merge(kept: Person, merged: Person, user: Any) -> list[tuple[str, Any, Any]]:
    """Everything that merging one person into another may move, end or close, each kind with what this person may see
    of it. Of the kept person that is the period that may close, and who is allocated to them in its case."""
    from cases.models import CaseChild
    from cases.moved import person_columns, person_kinds

    found = []
    open_periods = CaseChild.objects.filter(child__in=[kept, merged], to_on=None).order_by()
    for kind, model in person_kinds().items():
        if kind in (*UNSEEN, "statuses"):
            continue  # a status stands on a period, and shows with it
        rows = model._default_manager.all().order_by()
        concerned = Q(pk__in=[])
        for column in person_columns(kind):
            concerned |= Q(**{column: merged.pk})
        if kind in ("periods", "allocations") and len(open_periods) == 2:
            concerned |= Q(child=kept, to_on=None)
        found.append((kind, rows.filter(concerned), seen_of(kind, model, user)))
    return found


def seen_of(kind: str, model: type[Any], user: Any) -> Any:
    """What somebody may see of the rows of a kind: of notes, at least something to read on this record."""
    rows: Any = model._default_manager.all()
    return rows.readable_by(user) if kind == "note_subjects" else rows.visible_to(user)


class PersonMergeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A merge shows where both records may be seen."""
        return self.filter(none_of(hidden_people, user, "kept", "merged"))

    def standing(self) -> Self:
        return self.filter(undone_on=None)

    def of(self, person: models.Model) -> Self:
        """Every merge this person's record had a part in, and those that came to it by way of another, standing or
        undone, with who made and who undid it."""
        found = self.filter(Q(kept=person) | Q(merged=person) | Q(merged__merged_into=person))
        return found.select_related("kept", "merged", "created_by", "undone_by")
