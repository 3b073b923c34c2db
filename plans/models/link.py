"""Which children a context's plan reaches."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future
from families.models import Person
from plans.codes import Share
from plans.models.plan import Plan
from plans.querysets import PlanChildLinkQuerySet


class PlanChildLink(Record):
    """That a context's plan matters to one child: why, since when, and how much of it stands on the child's record."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="child_links")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plan_links")
    why = models.TextField(_("why it matters to this child"), max_length=2000)
    share = models.CharField(_("what stands on the child’s record"), max_length=10, choices=Share)
    from_on = models.DateField(_("from"), validators=[not_in_future])
    to_on = models.DateField(_("until"), null=True, blank=True, validators=[not_in_future])
    ended_why = models.CharField(_("why it ended"), max_length=500, blank=True)

    objects = PlanChildLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("child reached by a plan")
        verbose_name_plural = _("children reached by a plan")
        ordering = ["-from_on", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="plan_reaches_a_child_once",
                fields=["plan", "child"],
                condition=Q(to_on=None),
                violation_error_message=_("This plan reaches this child already."),
            ),
            models.CheckConstraint(
                name="plan_link_says_why",
                condition=~Q(why=""),
                violation_error_message=_("Say why the plan matters to this child."),
            ),
            models.CheckConstraint(
                name="plan_link_ends_with_reason",
                condition=Q(to_on=None, ended_why="") | (Q(to_on__isnull=False) & ~Q(ended_why="")),
                violation_error_message=_("Say why it ended."),
            ),
            models.CheckConstraint(
                name="plan_link_ends_after_it_began",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} · {self.plan}"

    def end_as_twice(self, day: datetime.date) -> None:
        """Two records of one child are merged, and the plan reaches both: this one ends (`cases/merge_rows.py`)."""
        self.to_on, self.ended_why = max(day, self.from_on), now_in("The child was recorded twice")
