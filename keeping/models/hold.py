"""What must not be disposed of for now, whatever its rule says."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from contexts.models import Context
from cs_casework.audit.models import Record
from cs_casework.dates import today
from families.models import Family, Person
from keeping.querysets import LegalHoldQuerySet

# The kinds of record that can be held, by the word in their address.
HELD: dict[str, type[Any]] = {"person": Person, "family": Family, "context": Context, "case": Case}


def _one_of(*names: str) -> Q:
    """Exactly one of these columns is set."""
    alone = Q()
    for name in names:
        alone |= Q(**{f"{other}__isnull": other != name for other in names})
    return alone


class LegalHold(Record):
    """That a record, and what hangs together with it, is kept for an inquiry, a court or a complaint until somebody ends
    the hold with a reason."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="legal_holds", null=True, blank=True)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="legal_holds", null=True, blank=True)
    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="legal_holds", null=True, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="legal_holds", null=True, blank=True)
    reason = models.TextField(_("why it is held"), max_length=1000)
    review_due = models.DateField(_("to be looked at again by"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    ended_why = models.TextField(_("why it ended"), max_length=1000, blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal hold")
        ordering = ["review_due", "id"]
        constraints = [
            models.CheckConstraint(
                name="hold_is_on_one_record", condition=_one_of("person", "family", "context", "case")
            ),
            models.CheckConstraint(
                name="hold_says_why",
                condition=~Q(reason=""),
                violation_error_message=_("Say why the record is held."),
            ),
            models.CheckConstraint(
                name="hold_ended_says_why",
                condition=Q(ended_on=None, ended_why="") | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
                violation_error_message=_("Say why the hold ends."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Legal hold on %(record)s") % {"record": self.record})

    def get_absolute_url(self) -> str:
        return reverse("keeping:hold-detail", args=[self.pk])

    @property
    def record(self) -> Any:
        return self.person or self.family or self.context or self.case

    @property
    def stands(self) -> bool:
        return self.ended_on is None

    @property
    def is_review_overdue(self) -> bool:
        return self.stands and self.review_due < today()
