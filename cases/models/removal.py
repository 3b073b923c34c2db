"""That something was removed from a record: it had been recorded there in error."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.document import DocumentSubject
from cases.models.note import NoteSubject
from cases.removal_querysets import RemovalQuerySet
from contexts.models import Context, ContextLink
from cs_casework.audit.models import Record
from families.models import Family, Person


class Removal(Record):
    """That an entry was removed from this record, by whom, when and why. The entry itself stands where it belongs.

    On the record it was removed from this is all that is left, and all that is told there is that an entry was removed,
    by whom and when: not why, as the reason may tell whom it is about. What it said there is read by records officers.
    What stood there for that record alone is kept here (`own_part`, `seen`), the rest as it then was among its versions.
    """

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="removals", null=True, blank=True)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="removals", null=True, blank=True)
    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="removals", null=True, blank=True)
    # The case it was written in, where there was one: what is restricted there stays so.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="removals", null=True, blank=True)
    note_subject = models.ForeignKey(
        NoteSubject, on_delete=models.PROTECT, related_name="removals", null=True, blank=True
    )
    document_subject = models.ForeignKey(
        DocumentSubject, on_delete=models.PROTECT, related_name="removals", null=True, blank=True
    )
    link = models.ForeignKey(ContextLink, on_delete=models.PROTECT, related_name="removals", null=True, blank=True)
    stood_at = models.DateTimeField(editable=False)
    why = models.CharField(_("why it was removed"), max_length=500)
    own_part = models.TextField(_("for this record alone"), max_length=20000, blank=True, editable=False)
    seen = models.CharField(_("seen"), max_length=10, choices=NoteSubject.Seen, blank=True, editable=False)

    objects = RemovalQuerySet.as_manager()
    # Whether its reader may see that it was, where the queryset asked (`with_sight`).
    is_seen = False

    class Meta:
        verbose_name = _("removed entry")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="removed_from_one_record",
                condition=Q(child__isnull=False, family=None, context=None)
                | Q(child=None, family__isnull=False, context=None)
                | Q(child=None, family=None, context__isnull=False),
            ),
            models.CheckConstraint(
                name="removed_is_one_entry",
                condition=Q(note_subject__isnull=False, document_subject=None, link=None)
                | Q(note_subject=None, document_subject__isnull=False, link=None)
                | Q(note_subject=None, document_subject=None, link__isnull=False),
            ),
            models.CheckConstraint(
                name="removed_with_reason",
                condition=~Q(why=""),
                violation_error_message=_("Say why it does not belong there."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("An entry was removed"))

    def get_absolute_url(self) -> str:
        return reverse("cases:removal-detail", args=[self.pk])

    @property
    def record(self) -> Person | Family | Context:
        """The record it was removed from."""
        found = self.child or self.family or self.context
        assert found is not None
        return found

    @property
    def rows(self) -> list[UUID]:
        """What put the entry on the record: it puts it on another now, or on none."""
        return [pk for pk in (self.note_subject_id, self.document_subject_id) if pk]
