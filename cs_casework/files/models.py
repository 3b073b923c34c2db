"""What every row is made of that keeps a file from outside."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cs_casework.files.filetypes import FileKind
from cs_casework.files.storage import attachment_storage, random_name


class KeptFile(models.Model):
    """A file kept as it came: never shown in a page, only handed out to be saved, and not before it was looked at.

    A new one is in quarantine. A scanner says whether it is clean; what is not is removed, and its row says so. One that
    does not belong where it is is withdrawn, with a reason.
    """

    class Scan(models.TextChoices):
        WAITING = "waiting", _("Waiting to be checked for viruses")
        CLEAN = "clean", _("Checked for viruses")
        INFECTED = "infected", _("A virus was found, and the file was removed")

    file = models.FileField(_("file"), storage=attachment_storage, upload_to=random_name, max_length=40)
    name = models.CharField(_("name of the file"), max_length=200)
    kind = models.CharField(_("kind of file"), max_length=10, choices=FileKind)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    scan = models.CharField(_("check for viruses"), max_length=10, choices=Scan, default=Scan.WAITING, editable=False)
    scanned_at = models.DateTimeField(_("checked for viruses at"), null=True, blank=True, editable=False)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_why = models.CharField(_("why it does not belong here"), max_length=300, blank=True)

    class Meta:
        abstract = True
        # What waits is looked for again and again, and there is little of it.
        indexes = [models.Index(fields=["id"], name="%(class)s_in_quarantine", condition=Q(scan="waiting"))]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_withdrawal_is_whole",
                condition=Q(withdrawn_on=None, withdrawn_why="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_why="")),
                violation_error_message=_("Say why the file does not belong here."),
            ),
            models.CheckConstraint(
                name="%(class)s_scan_is_whole",
                condition=Q(scan="waiting", scanned_at=None) | (~Q(scan="waiting") & Q(scanned_at__isnull=False)),
            ),
        ]

    @property
    def is_handed_out(self) -> bool:
        """Not what was taken out or holds a virus; what nothing looked at only where that was said to be right."""
        if self.withdrawn_on or self.scan == self.Scan.INFECTED:
            return False
        return self.scan == self.Scan.CLEAN or (settings.FILES_WITHOUT_SCAN and not settings.CLAMD_ADDRESS)

    @property
    def waits_for_scan(self) -> bool:
        return self.scan == self.Scan.WAITING and not self.is_handed_out and not self.withdrawn_on

    @property
    def is_infected(self) -> bool:
        return self.scan == self.Scan.INFECTED
