"""The paper of a conference about a place or a group, in which no child is named."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.meeting_querysets import ContextPaperQuerySet
from cases.models.meeting import Meeting
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record


class ContextPaper(Record):
    """What those who come to a context or peer group conference read beforehand: about the place or group, not anybody.

    It begins with what the record says and is then written on. Before it prints it is read for names.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="paper")
    text = models.TextField(_("text of the paper"), max_length=50000)
    number = models.PositiveIntegerField(default=0, editable=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    written_on = models.DateField(_("last written on"), editable=False)

    objects = ContextPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a conference")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.meeting)
