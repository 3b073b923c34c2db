"""What a manager said, on authorising, where the conclusion did not fit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.codes import Misfit
from assessments.models.assessment import Assessment
from assessments.models.weighting import WeightingRow
from assessments.querysets import MisfitAnswerQuerySet
from cs_casework.audit.models import Record
from families.models import Person


class MisfitAnswer(Record):
    """What the manager who authorised said to one sentence that did not fit: of a part that was weighed, or of a child."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="misfit_answers")
    misfit = models.CharField(_("what does not fit"), max_length=20, choices=Misfit)
    row = models.ForeignKey(
        WeightingRow, on_delete=models.PROTECT, related_name="misfit_answers", null=True, blank=True
    )
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="misfit_answers", null=True, blank=True)
    answer = models.TextField(_("what the manager says"), max_length=2000)

    objects = MisfitAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to what does not fit")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(name="misfit_answer_says_something", condition=~Q(answer="")),
        ]

    def __str__(self) -> str:
        return self.get_misfit_display()

    @property
    def about(self) -> str:
        """Which part, and of whom."""
        return ", ".join(str(found) for found in (self.row, self.child) if found)
