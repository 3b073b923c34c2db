"""What can be asked about documents, and who may see them."""

from typing import Any, Self

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Exists, OuterRef, Q

from contexts.querysets import hidden_contexts
from cs_casework.accounts.models import Permission
from cs_casework.statements import none_of
from families.querysets import hidden_families, hidden_people


class DocumentSubjectQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """That a document stands on a record shows with the document: to those who may see every record it stands on.
        What was taken off a record and is on nobody's shows to nobody."""
        from cases.models import Document

        documents = Document.objects.visible_to(user).filter(pk=OuterRef("document")).order_by()
        return self.on_a_record().filter(Exists(documents))

    def in_sight(self, user: Any) -> Self:
        """Rows of which the record may be seen, whatever the role reads."""
        return self.filter(
            none_of(hidden_people, user, "child"),
            none_of(hidden_families, user, "family"),
            none_of(hidden_contexts, user, "context"),
        )

    def on_a_record(self) -> Self:
        """Without those taken off the wrong record, while the document stands on the right one by another row."""
        return self.filter(Q(child__isnull=False) | Q(family__isnull=False) | Q(context__isnull=False))

    def told(self) -> Self:
        """Without those that a merge left where they were, as the document stands on the kept record already."""
        return self.exclude(Q(child__merged_into__isnull=False) | Q(context__merged_into__isnull=False))


class DocumentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A document is read by those who may see *every* record it stands on, by roles that read cases."""
        return self.in_sight(user) if user.may(Permission.VIEW_CASES) else self.none()

    def in_sight(self, user: Any) -> Self:
        """Those of which every record may be seen, whatever the role reads of a document."""
        from cases.models import DocumentSubject

        subjects = DocumentSubject.objects.order_by().filter(document=OuterRef("pk"))
        seen = DocumentSubject.objects.order_by().in_sight(user).filter(document=OuterRef("document"))
        return self.exclude(Exists(subjects.exclude(pk__in=seen.values("pk"))))

    def with_versions(self) -> Self:
        """Each document with `version_count`: how often staff have said what it is."""
        versions = self.model.history.model.objects.filter(id=OuterRef("pk"), history_user__isnull=False)
        counted = versions.order_by().values("id").annotate(n=models.Count("*")).values("n")
        return self.annotate(version_count=models.Subquery(counted))

    def standing(self) -> Self:
        """Without those that were taken out."""
        return self.filter(withdrawn_on=None)

    def search(self, text: str) -> Self:
        """Documents whose title, or whom they are from, holds the words; quoted phrases and a leading minus work as
        people expect."""
        return self.filter(words=SearchQuery(text, config="english", search_type="websearch"))
