"""A plan on a case, what is done for it, its reviews, and how it read at each time."""

import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from cases.action_querysets import Origin
from cases.models import Action, Case
from cases.periods import Period
from cs_casework.accounts.models import User
from cs_casework.audit.fields import Reference
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future, today
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval
from families.models import Person
from plans.codes import OF_CHILD, UNAGREED, Decision, Kind, Outcome, Status
from plans.querysets import PlanActionQuerySet, PlanQuerySet, PlanReviewQuerySet, PlanVersionQuerySet


class Plan(Record):
    """What is to be different for one child, or in one context, who leads it, and when it is looked at again.

    Written by whoever works with the case, agreed and ended by a manager. From the day it is agreed every change is a
    new version with a reason. A child has one plan of a kind at a time, a context's case one plan. `number` counts how
    often its text was written: what a form was begun from; `version` counts what was agreed or changed since.
    """

    # A plan is ended, with what came of it, before its case or the child's time in it is.
    blocks_closing = True

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, editable=False, db_default=Reference("PLN", "plan_reference")
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plans", null=True, blank=True)
    kind = models.CharField(_("kind of plan"), max_length=10, choices=Kind)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="plans", null=True, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.DRAFT)
    lead = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="plans_led", null=True, blank=True, verbose_name=_("who leads it")
    )
    starts_on = models.DateField(_("starts on"))
    aim = models.TextField(_("what it is for"), max_length=5000, blank=True)
    views = models.TextField(_("what they say of it"), max_length=5000, blank=True)
    contingency = models.TextField(_("what happens if things do not get better"), max_length=5000, blank=True)
    number = models.PositiveIntegerField(default=0, editable=False)
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    written_on = models.DateField(_("last written on"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    asked_on = models.DateField(_("sent to a manager on"), null=True, blank=True, editable=False)
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    returned_why = models.TextField(_("what is missing"), max_length=2000, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True, editable=False)
    agreed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    agreed_why = models.TextField(_("what the manager says"), max_length=2000, blank=True)
    review_due = models.DateField(_("review due"), null=True, blank=True, editable=False)
    # Where a manager gave the next review longer: when it was due at first, and why.
    review_first_due = models.DateField(_("review first due"), null=True, blank=True, editable=False)
    extended_why = models.TextField(_("why it needed longer"), max_length=2000, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, validators=[not_in_future])
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    outcome_words = models.TextField(_("what came of it"), max_length=5000, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        ordering = ["-starts_on", "-created_at"]
        indexes = [
            models.Index(fields=["review_due"], name="plan_review_due", condition=Q(status="agreed")),
        ]
        constraints = [
            models.CheckConstraint(
                name="plan_of_child_or_context",
                condition=Q(kind="context", child=None) | (~Q(kind="context") & Q(child__isnull=False)),
                violation_error_message=_("A context’s plan names no child; every other plan is one child’s own."),
            ),
            models.UniqueConstraint(
                name="one_plan_of_a_kind_a_child",
                fields=["case", "child", "kind"],
                condition=~Q(status="ended") & Q(child__isnull=False),
                violation_error_message=_("This child has a plan of this kind already. Change it, or end it first."),
            ),
            models.UniqueConstraint(
                name="one_plan_a_context_case",
                fields=["case"],
                condition=~Q(status="ended") & Q(kind="context"),
                violation_error_message=_("This context has a plan already. Change it, or end it first."),
            ),
            models.CheckConstraint(
                name="plan_agreed_is_whole",
                condition=Q(status__in=["draft", "asked"], agreed_on=None, agreed_by=None, review_due=None, version=0)
                | Q(
                    status="agreed",
                    agreed_on__isnull=False,
                    agreed_by__isnull=False,
                    review_due__isnull=False,
                    lead__isnull=False,
                    version__gt=0,
                )
                | Q(status="ended", review_due=None),
            ),
            models.CheckConstraint(
                name="plan_ended_is_whole",
                condition=(
                    Q(status="ended", ended_on__isnull=False, ended_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(outcome_words="")
                )
                | (~Q(status="ended") & Q(ended_on=None, ended_by=None, outcome="", outcome_words="")),
                violation_error_message=_("Say what came of the plan."),
            ),
            models.CheckConstraint(
                name="plan_asked_is_whole",
                condition=Q(status="asked", asked_on__isnull=False, asked_by__isnull=False) | ~Q(status="asked"),
            ),
            models.CheckConstraint(
                name="plan_ends_after_it_started",
                condition=Q(ended_on=None) | Q(agreed_on=None) | Q(ended_on__gte=F("starts_on")),
                violation_error_message=_("It ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("plans:plan-detail", args=[self.pk])

    @property
    def is_of_context(self) -> bool:
        return self.kind == Kind.CONTEXT

    @property
    def is_of_child(self) -> bool:
        return self.kind in OF_CHILD

    @property
    def is_unagreed(self) -> bool:
        """Being written, or waiting for a manager."""
        return self.status in UNAGREED

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_asked(self) -> bool:
        return self.status == Status.ASKED

    @property
    def is_agreed(self) -> bool:
        return self.status == Status.AGREED

    @property
    def is_ended(self) -> bool:
        return self.status == Status.ENDED

    @property
    def is_review_overdue(self) -> bool:
        return self.review_due is not None and self.review_due < today()

    @property
    def about(self) -> Any:
        """The child or the context it is to change something for."""
        return self.child if self.child_id else self.case.subject

    @property
    def title(self) -> str:
        """As a list names it that holds other records too."""
        return now_in("%(kind)s for %(about)s") % {"kind": self.get_kind_display(), "about": self.about}

    @property
    def period(self) -> Period:
        """How it lies under a count of incidents by month (`cases/periods.py`)."""
        # An agreed plan has its own day to start on, and holds from the day it was agreed at the earliest.
        from_on = max(self.starts_on, self.agreed_on) if self.agreed_on else self.starts_on
        to_on = max(self.ended_on, from_on) if self.ended_on else None
        label, kind = self.reference, str(self.get_kind_display())
        return Period(label=label, kind=kind, from_on=from_on, to_on=to_on, url=self.get_absolute_url())

    @property
    def core_group_by(self) -> datetime.date | None:
        """When those who carry out a child protection plan are to have met for the first time."""
        if self.kind != Kind.CHILD_PROTECTION or self.agreed_on is None:
            return None
        return Interval.objects.get(code=IntervalCode.CORE_GROUP).after(self.starts_on)

    @property
    def still_open_words(self) -> str:
        """As closing its case lists it."""
        return now_in("%(plan)s has not ended. A manager ends it, with what came of it.") % {"plan": self}


class PlanVersion(Record):
    """The plan as it read from one day on: when it was agreed, and after each change since, with the reason.

    `said` is a copy of its words and its goals, to be read and never written from; what is done for it stands beside it
    as it is now, since an action may serve several plans and has a door of its own.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="plan_versions")
    number = models.PositiveIntegerField()
    why = models.CharField(_("why it was changed"), max_length=500, blank=True)
    said = models.JSONField(default=dict, editable=False)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a plan")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="version_once_a_plan", fields=["plan", "number"]),
            models.CheckConstraint(
                name="plan_change_says_why",
                condition=Q(number=1) | ~Q(why=""),
                violation_error_message=_("Say why the plan is changed."),
            ),
        ]

    def __str__(self) -> str:
        return now_in("Version %(number)s") % {"number": self.number}

    @property
    def starts_on(self) -> datetime.date | None:
        return _day(self.said["starts_on"])

    @property
    def goals(self) -> list[dict[str, Any]]:
        """Its goals as they read, each day as a day."""
        return [goal | {"baseline_on": _day(goal["baseline_on"])} for goal in self.said["goals"]]


def _day(kept: str) -> datetime.date | None:
    """A day as a copy keeps it."""
    return datetime.date.fromisoformat(kept) if kept else None


class PlanAction(Record):
    """That an action is done for a plan, perhaps for one goal of it.

    One action may serve several plans and has one status: done once, it is done on all of them.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="plan_actions")
    goal = models.ForeignKey("plans.Goal", on_delete=models.PROTECT, related_name="plan_actions", null=True, blank=True)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="plan_actions")
    removed_on = models.DateField(_("taken out on"), null=True, blank=True, editable=False)
    removed_why = models.CharField(_("why it was taken out"), max_length=500, blank=True)

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action of a plan")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="action_once_a_plan",
                fields=["plan", "action"],
                condition=Q(removed_on=None),
                violation_error_message=_("This action stands in the plan already."),
            ),
            models.CheckConstraint(
                name="plan_action_taken_out_says_why",
                condition=Q(removed_on=None, removed_why="") | (Q(removed_on__isnull=False) & ~Q(removed_why="")),
                violation_error_message=_("Say why the action is taken out."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.action)

    @property
    def origin(self) -> Origin:
        """How a list of actions tells of the plan that it serves (`cases/action_querysets.py`)."""
        return Origin(self.plan.get_kind_display(), self.plan.reference, self.plan.get_absolute_url())


class PlanReview(Record):
    """A plan looked at again: what has changed, what weighed most when it was, and whether it goes on.

    `assessment` is the one whose weighting was in view. That a review says a plan should end does not end it: a manager
    does that, with what came of it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField(_("reviewed on"), validators=[not_in_future])
    was_due_on = models.DateField(_("was due on"), editable=False)
    changed = models.TextField(_("what has changed"), max_length=5000)
    views = models.TextField(_("what they say of it"), max_length=5000, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    why = models.TextField(_("why"), max_length=2000)
    next_due = models.DateField(_("next review due"))
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="plan_reviews", null=True, blank=True
    )

    objects = PlanReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a plan")
        ordering = ["-held_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                name="plan_review_says_what_changed",
                condition=~Q(changed="") & ~Q(why="") & ~Q(decision=""),
                violation_error_message=_("Say what has changed, what is decided, and why."),
            ),
            models.CheckConstraint(
                name="plan_reviewed_before_the_next",
                condition=Q(next_due__gt=F("held_on")),
                violation_error_message=_("The next review is after this one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%-d %B %Y}: {self.get_decision_display()}"

    @property
    def was_late(self) -> bool:
        return self.held_on > self.was_due_on
