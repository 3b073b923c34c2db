"""The words a plan is written with, and how long each kind of it waits to be reviewed. Nothing here imports a model."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cs_casework.reference.codes import IntervalCode


class Kind(models.TextChoices):
    CHILD_IN_NEED = "cin", _("Child in need plan")
    CHILD_PROTECTION = "cp", _("Child protection plan")
    RISK_OUTSIDE_HOME = "roth", _("Risk outside the home plan")
    SAFETY = "safety", _("Safety plan")
    CONTEXT = "context", _("Context plan")


# The kinds that are one child's own.
OF_CHILD = [kind for kind in Kind if kind != Kind.CONTEXT]
# Those that a conference decides on: their clocks run from that day, and each has the code of the status it goes with.
BY_CONFERENCE = (Kind.CHILD_PROTECTION, Kind.RISK_OUTSIDE_HOME)


class Status(models.TextChoices):
    DRAFT = "draft", _("Being written")
    ASKED = "asked", _("To be agreed")
    AGREED = "agreed", _("Agreed")
    ENDED = "ended", _("Ended")


UNAGREED = (Status.DRAFT, Status.ASKED)

# When each is reviewed for the first time, and from then on. Lengths are the council's (`reference.Interval`).
REVIEWS: dict[str, tuple[IntervalCode, IntervalCode]] = {
    Kind.CHILD_IN_NEED: (IntervalCode.PLAN_CHILD_IN_NEED, IntervalCode.PLAN_CHILD_IN_NEED),
    Kind.CHILD_PROTECTION: (IntervalCode.PLAN_CHILD_PROTECTION_FIRST, IntervalCode.PLAN_CHILD_PROTECTION),
    Kind.RISK_OUTSIDE_HOME: (IntervalCode.PLAN_RISK_OUTSIDE_HOME, IntervalCode.PLAN_RISK_OUTSIDE_HOME),
    Kind.SAFETY: (IntervalCode.PLAN_SAFETY, IntervalCode.PLAN_SAFETY),
    Kind.CONTEXT: (IntervalCode.PLAN_CONTEXT, IntervalCode.PLAN_CONTEXT),
}


class Outcome(models.TextChoices):
    """What came of a plan as a whole."""

    ACHIEVED = "achieved", _("What it was for has been reached")
    PARTLY = "partly", _("Some of it has been reached")
    NOT_ACHIEVED = "not_achieved", _("It has not been reached")
    REPLACED = "replaced", _("Another plan takes its place")
    NOT_NEEDED = "not_needed", _("No longer needed, or begun in error")


class Change(models.TextChoices):
    """What measuring again found, beside the baseline."""

    BETTER = "better", _("Better than at first")
    SAME = "same", _("As at first")
    WORSE = "worse", _("Worse than at first")
    NOT_KNOWN = "not_known", _("Cannot be told yet")


class Decision(models.TextChoices):
    """What a review decides."""

    GO_ON = "go_on", _("Go on as it is")
    CHANGE = "change", _("Change the plan")
    END = "end", _("End the plan")


class Share(models.TextChoices):
    """How much of a context plan stands on the record of a child it reaches."""

    SUMMARY = "summary", _("A summary: what it is for, who leads, when it is reviewed")
    WHOLE = "whole", _("The whole: goals and next actions too")
