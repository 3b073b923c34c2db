"""A letter or an e-mail that came with a contact."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cs_casework.audit.models import Record
from referrals.fields import attachment_storage, random_name
from referrals.models.referral import Referral
from referrals.querysets import AttachmentQuerySet


class Attachment(Record):
    """A file that came with a contact, kept as it came: never shown in a page, only handed out to be saved."""

    class Kind(models.TextChoices):
        """What the file's own content says that it is, whatever its name says."""

        PDF = "pdf", _("PDF")
        WORD = "word", _("Word document")
        IMAGE = "image", _("Image")
        EMAIL = "email", _("E-mail")

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="attachments")
    file = models.FileField(_("file"), storage=attachment_storage, upload_to=random_name, max_length=40)
    name = models.CharField(_("name of the file"), max_length=200)
    kind = models.CharField(_("kind of file"), max_length=10, choices=Kind)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_why = models.CharField(_("why it does not belong here"), max_length=300, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="attachment_withdrawal_is_whole",
                condition=models.Q(withdrawn_on=None, withdrawn_why="")
                | (models.Q(withdrawn_on__isnull=False) & ~models.Q(withdrawn_why="")),
                violation_error_message=_("Say why the file does not belong here."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("referrals:attachment-download", args=[self.referral_id, self.pk])
