"""What was said of a word that the check for names marked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.naming_querysets import NotANameQuerySet
from contexts.models import Context
from cs_casework.audit.models import Record


class NotAName(Record):
    """That a marked word is no child's name where it stands, in what is printed of this context: who said so, and why.

    It holds for one place in one passage as it read then (`passage`, a digest: the text is not kept a second time). Of a
    word written in small letters (“may”, “hope”) it holds wherever that word is written so, and `passage` is empty.
    """

    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="not_names")
    word = models.CharField(_("word"), max_length=200, editable=False)
    passage = models.CharField(max_length=64, blank=True, editable=False)
    reason = models.CharField(_("why it is not a child’s name here"), max_length=300)
    taken_back_on = models.DateField(_("taken back on"), null=True, blank=True, editable=False)

    objects = NotANameQuerySet.as_manager()

    class Meta:
        verbose_name = _("word that is not a name")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="not_a_name_says_why",
                condition=~Q(reason="") & ~Q(word=""),
                violation_error_message=_("Say why it is not a child’s name here."),
            ),
        ]

    def __str__(self) -> str:
        return self.word
