"""Documents that came from outside or were made elsewhere, and the records they stand on."""

import datetime
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.document_querysets import DocumentQuerySet, DocumentSubjectQuerySet
from cases.incident_querysets import start_of
from contexts.models import Context
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future
from cs_casework.files.models import KeptFile
from families.models import Family, Person


class Document(KeptFile, Record):
    """A letter, a report or anything else that is kept as a file: once, standing on the record of everyone it is about.

    It is read only by those who may see *every* record it stands on. What is said of it changes by a new version with a
    reason; the file never does: another file is another document.
    """

    class Type(models.TextChoices):
        LETTER = "letter", _("Letter or e-mail")
        SCHOOL = "school", _("School report")
        HEALTH = "health", _("Health report")
        POLICE = "police", _("Police report")
        REPORT = "report", _("Report of another agency")
        COURT = "court", _("Court paper")
        MINUTES = "minutes", _("Minutes")
        CONSENT = "consent", _("Consent")
        WORK = "work", _("Work done with a child or family")
        PICTURE = "picture", _("Picture or map")
        OTHER = "other", _("Something else")

    # Only a manager writes some kinds of note; a document has none of these.
    is_managers = False

    title = models.CharField(_("title"), max_length=150)
    type = models.CharField(_("kind of document"), max_length=10, choices=Type)
    dated_on = models.DateField(_("dated"), validators=[not_in_future])
    from_whom = models.CharField(_("from whom"), max_length=200)
    # Stored from the first migration: added later it rewrites every row under a lock.
    words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("from_whom", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = DocumentQuerySet.as_manager()

    class Meta(KeptFile.Meta):
        verbose_name = _("document")
        ordering = ["-dated_on", "-created_at"]
        indexes = [*KeptFile.Meta.indexes, GinIndex(fields=["words"], name="document_words")]
        constraints = [
            *KeptFile.Meta.constraints,
            models.CheckConstraint(
                name="document_says_what_it_is",
                condition=~Q(title="") & ~Q(type="") & ~Q(from_whom=""),
                violation_error_message=_("Say what the document is, and whom it is from."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cases:document-detail", args=[self.pk])

    @property
    def occurred_at(self) -> datetime.datetime:
        """Its place in time among what stands on a record."""
        return start_of(self.dated_on)

    @property
    def texts(self) -> list[str]:
        """All that is said of it in words."""
        return [self.title, self.from_whom, self.name]


class DocumentSubject(Record):
    """That a document stands on the record of this child, family or context.

    A row that was taken off a record on which it had been put in error, while the document stands on the right one by a
    row of its own, is on nobody's record (`cases/removing.py`).
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="subjects")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="document_subjects", null=True, blank=True)
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, related_name="document_subjects", null=True, blank=True
    )
    context = models.ForeignKey(
        Context, on_delete=models.PROTECT, related_name="document_subjects", null=True, blank=True
    )

    objects = DocumentSubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject of a document")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="document_subject_is_one",
                condition=Q(family=None, context=None) | Q(child=None, context=None) | Q(child=None, family=None),
            ),
            models.UniqueConstraint(
                name="document_subject_once",
                fields=["document", "child", "family", "context"],
                condition=Q(child__isnull=False) | Q(family__isnull=False) | Q(context__isnull=False),
                nulls_distinct=False,
                violation_error_message=_("The document is about this record already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def entry(self) -> Document:
        """What this row puts on a record."""
        return self.document

    @property
    def subject(self) -> Any:
        """The one record this row puts the document on."""
        found = self.child or self.family or self.context
        assert found is not None
        return found
