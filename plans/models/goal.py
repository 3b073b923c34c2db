"""What a plan is to change, and how we will know."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future
from plans.codes import Change
from plans.models.plan import Plan
from plans.querysets import GoalMeasureQuerySet, GoalQuerySet


class Goal(Record):
    """One thing that will be different, said as it will be: “Young people feel safe walking home”.

    Its measure is of *change*, not of effort: what will be found, not what was attended. `baseline` is what was found at
    first, and when. `number` counts how often it was written: what a form was begun from.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    statement = models.CharField(_("what will be different"), max_length=500)
    measure = models.TextField(_("how we will know that it has changed"), max_length=2000, blank=True)
    baseline = models.TextField(_("how it is now"), max_length=2000, blank=True)
    baseline_on = models.DateField(_("found on"), null=True, blank=True, validators=[not_in_future])
    how = models.TextField(_("how it will be measured again"), max_length=2000, blank=True)
    result = models.TextField(_("what came of it"), max_length=2000, blank=True)
    result_on = models.DateField(_("result said on"), null=True, blank=True, editable=False)
    removed_on = models.DateField(_("taken out on"), null=True, blank=True, editable=False)
    removed_why = models.CharField(_("why it was taken out"), max_length=500, blank=True)
    number = models.PositiveIntegerField(default=0, editable=False)
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    written_on = models.DateField(_("last written on"), null=True, blank=True, editable=False)

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="goal_says_what_will_be_different",
                condition=~Q(statement=""),
                violation_error_message=_("Say what will be different."),
            ),
            models.CheckConstraint(
                name="goal_baseline_has_a_day",
                condition=Q(baseline="", baseline_on=None) | (~Q(baseline="") & Q(baseline_on__isnull=False)),
                violation_error_message=_("Say how it is now, and on which day that was found."),
            ),
            models.CheckConstraint(
                name="goal_taken_out_says_why",
                condition=Q(removed_on=None, removed_why="") | (Q(removed_on__isnull=False) & ~Q(removed_why="")),
                violation_error_message=_("Say why the goal is taken out."),
            ),
            models.CheckConstraint(
                name="goal_result_has_a_day",
                condition=Q(result="", result_on=None) | (~Q(result="") & Q(result_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def get_absolute_url(self) -> str:
        return f"{reverse('plans:plan-detail', args=[self.plan_id])}#goal-{self.pk}"

    @property
    def is_in_plan(self) -> bool:
        return self.removed_on is None


class GoalMeasure(Record):
    """A goal measured again: on which day, what was found, and whether that is better than at first."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="measures")
    measured_on = models.DateField(_("measured on"), validators=[not_in_future])
    found = models.TextField(_("what was found"), max_length=2000)
    change = models.CharField(_("beside how it was at first"), max_length=10, choices=Change)

    objects = GoalMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure of a goal")
        ordering = ["measured_on", "created_at"]
        constraints = [
            models.CheckConstraint(
                name="goal_measure_says_what_was_found",
                condition=~Q(found="") & ~Q(change=""),
                violation_error_message=_("Say what was found."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measured_on:%-d %B %Y}: {self.get_change_display()}"
