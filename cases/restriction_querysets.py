"""What can be asked about reviews of restrictions, and about words that were released from restricted records."""

from typing import Any, Self

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q

from cases.child_querysets import hidden_cases
from contexts.querysets import hidden_contexts
from cs_casework.accounts.models import Permission
from cs_casework.statements import none_of
from families.querysets import hidden_families, hidden_people


class RestrictionReviewQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Those who restrict or review restrictions, of a record that they may see."""
        if not user.may(Permission.RESTRICT) and not user.may(Permission.REVIEW_RESTRICTIONS):
            return self.none()
        return self.filter(*_of_what_is_seen(user))

    def proposed(self) -> Self:
        """Proposals to lift that nobody has answered."""
        return self.filter(state="proposed")

    def for_decision_by(self, user: Any) -> Self:
        """What waits for this manager: lifting that somebody else proposed, of a record they may see."""
        return self.proposed().exclude(created_by=user) if user.may(Permission.RESTRICT) else self.none()


def _of_what_is_seen(user: Any) -> list[Any]:
    return [
        none_of(hidden_people, user, "person"),
        none_of(hidden_families, user, "family"),
        none_of(hidden_contexts, user, "context"),
        none_of(hidden_cases, user, "case"),
    ]


class NoteHidingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Managers who may read the note and see the record that is restricted."""
        if not user.may(Permission.RESTRICT):
            return self.none()
        from cases.models import CaseNote

        note = CaseNote.objects.visible_to(user).filter(pk=OuterRef("note")).order_by()
        return self.filter(Exists(note), *_of_what_is_seen(user))

    def standing(self) -> Self:
        return self.filter(ended_on=None)


class NoteReleaseQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Released words are read by those who may see every record that the note stands on but those which were left out
        of them. Once the release has ended, by those alone who may read the note itself."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        from cases.models import CaseNote, NoteSubject

        rows = NoteSubject.objects.filter(note=OuterRef("note"))
        seen = NoteSubject.objects.in_sight(user).filter(note=OuterRef("note")).order_by()
        hidden = rows.exclude(pk__in=seen.values("pk")).exclude(_is_among("left_out"))
        whole = CaseNote.objects.visible_to(user).filter(pk=OuterRef("note")).order_by()
        return self.exclude(Exists(hidden.order_by())).filter(Q(ended_on=None) | Exists(whole))

    def standing(self) -> Self:
        return self.filter(ended_on=None)

    def instead(self, user: Any) -> Self:
        """What this reader reads in the place of notes that are hidden from them: of each note the first of those released
        that they may read, which leaves out the least."""
        from cases.models import CaseNote

        whole = CaseNote.objects.visible_to(user).filter(pk=OuterRef("note")).order_by()
        earlier = self.model.objects.visible_to(user).standing().filter(note=OuterRef("note"))
        earlier = earlier.filter(created_at__lt=OuterRef("created_at")).order_by()
        return self.visible_to(user).standing().exclude(Exists(whole)).exclude(Exists(earlier))

    def search(self, text: str) -> Self:
        """Those whose released words hold these."""
        return self.filter(words=SearchQuery(text, config="english", search_type="websearch"))


def _is_among(column: str) -> Func:
    """Whether the row asked about is among the ids in this column of the statement around it."""
    return Func(
        F("pk"),
        OuterRef(column),
        template="(%(expressions)s))",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )
