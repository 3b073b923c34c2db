"""What was printed of an assessment, and for whom."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.models.assessment import Assessment
from assessments.querysets import PrintedCopyQuerySet
from cs_casework.audit.fields import Reference
from cs_casework.audit.models import Record


class PrintedCopy(Record):
    """That somebody printed an assessment, what for, and who may hold it: so that it is known who has what.

    The paper is not kept. `digest` is that of what stood on it, as far as who printed it may see: a paper that would read
    otherwise today is not printed again under this reference, it is a copy of its own.
    """

    reference = models.CharField(
        _("reference"),
        max_length=20,
        unique=True,
        editable=False,
        db_default=Reference("PRT", "printed_copy_reference"),
    )
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="printed_copies")
    purpose = models.CharField(_("what it is printed for"), max_length=200)
    holders = ArrayField(models.CharField(max_length=150), verbose_name=_("who may hold it"))
    is_nameless = models.BooleanField(_("without any child’s name"), default=False, editable=False)
    is_draft = models.BooleanField(_("a draft"), default=False, editable=False)
    digest = models.CharField(max_length=64, editable=False)

    objects = PrintedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("printed copy")
        verbose_name_plural = _("printed copies")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="printed_copy_has_a_purpose",
                condition=~Q(purpose=""),
                violation_error_message=_("Say what it is printed for."),
            ),
            models.CheckConstraint(
                name="printed_copy_has_holders",
                condition=Q(holders__len__gt=0),
                violation_error_message=_("Say who may hold it."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("assessments:printed-copy", args=[self.assessment_id, self.pk])
