"""A letter or an e-mail that came with a contact."""

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cs_casework.audit.models import Record
from referrals.models.referral import Referral
from referrals.querysets import AttachmentQuerySet


class AttachmentStorage(FileSystemStorage):
    """A folder that no address leads to: a file is handed out by a page that has asked who may see the contact.

    Which folder is asked each time, so that no test writes into a real one.
    """

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> Path:
        return Path(settings.ATTACHMENTS_ROOT)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    def url(self, name: str | None) -> str:
        raise ValueError("No address leads to an attachment.")


def attachment_storage() -> AttachmentStorage:
    return AttachmentStorage()


def random_name(_attachment: Any, _name: str) -> str:
    """The name on the disk tells nothing: what somebody called the file stands in the database."""
    return uuid4().hex


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
