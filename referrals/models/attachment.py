"""A letter or an e-mail that came with a contact."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cs_casework.audit.models import Record
from cs_casework.files.models import KeptFile
from referrals.models.referral import Referral
from referrals.querysets import AttachmentQuerySet


class Attachment(KeptFile, Record):
    """A file that came with a contact, kept as it came: never shown in a page, only handed out to be saved."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="attachments")

    objects = AttachmentQuerySet.as_manager()

    class Meta(KeptFile.Meta):
        verbose_name = _("attachment")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("referrals:attachment-download", args=[self.referral_id, self.pk])
