"""What a manager decided on a contact, what it led to, and who has to know."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.codes import Need
from cases.models import Case
from contexts.codes import ThresholdLevel
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from cs_casework.reference.codes import OutcomeCode
from cs_casework.reference.models import HarmType
from families.models import Person
from referrals.codes import Frequency, How, HowMany, Severity, Stage
from referrals.models.referral import Referral
from referrals.querysets import AcknowledgementQuerySet, ReferralCaseQuerySet, ScreeningDecisionQuerySet


class ScreeningDecision(Record):
    """One manager's decision at one stage, with why. Decisions are added, never changed: a contact that is opened again
    sets its final decision aside, with a reason, and gets another.

    The threshold level of a child comes from the children's list, that of a context from the contexts' list: never one
    for the other. Frequency, children affected and severity are what a context is screened by (Hackney's context
    threshold); the aid lays them out and the manager judges.
    """

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="decisions")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    outcomes = ArrayField(
        models.CharField(max_length=30, choices=OutcomeCode), verbose_name=_("outcome"), default=list, blank=True
    )
    is_urgent = models.BooleanField(_("urgent"), default=False)
    category = models.ForeignKey(
        HarmType, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("main kind of harm")
    )
    child_level = models.CharField(_("level of need of the child"), max_length=1, choices=Need, blank=True)
    context_level = models.CharField(_("level of the context"), max_length=20, choices=ThresholdLevel, blank=True)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency, blank=True)
    how_many = models.CharField(_("how many young people"), max_length=10, choices=HowMany, blank=True)
    severity = models.CharField(_("how serious"), max_length=10, choices=Severity, blank=True)
    rationale = models.TextField(_("why"), max_length=5000)
    late_why = models.TextField(_("why it is later than it was due"), max_length=2000, blank=True)
    council = models.CharField(_("to which council"), max_length=100, blank=True)
    needs_countersignature = models.BooleanField(default=False, editable=False)
    countersigned_on = models.DateField(_("countersigned on"), null=True, blank=True, editable=False)
    countersigned_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    countersigned_why = models.TextField(_("what the second manager says"), max_length=2000, blank=True)
    set_aside_on = models.DateField(_("set aside on"), null=True, blank=True, editable=False)
    set_aside_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    set_aside_why = models.TextField(_("why it was opened again"), max_length=2000, blank=True)

    objects = ScreeningDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="decision_says_why",
                condition=~Q(rationale=""),
                violation_error_message=_("Say why you decide so."),
            ),
            models.CheckConstraint(
                name="only_a_final_decision_has_outcomes",
                condition=(Q(stage="final") & Q(outcomes__len__gt=0)) | (~Q(stage="final") & Q(outcomes__len=0)),
                violation_error_message=_("Choose what is to happen."),
            ),
            models.CheckConstraint(
                name="transfer_out_names_the_council",
                condition=(Q(outcomes__contains=["transfer_out"]) & ~Q(council=""))
                | (~Q(outcomes__contains=["transfer_out"]) & Q(council="")),
                violation_error_message=_("Say to which council it goes."),
            ),
            models.CheckConstraint(
                name="countersignature_is_whole",
                condition=Q(countersigned_on=None, countersigned_by=None)
                | Q(countersigned_on__isnull=False, countersigned_by__isnull=False, needs_countersignature=True),
            ),
            models.CheckConstraint(
                name="setting_aside_is_whole",
                condition=Q(set_aside_on=None, set_aside_by=None, set_aside_why="")
                | (Q(set_aside_on__isnull=False, set_aside_by__isnull=False) & ~Q(set_aside_why="")),
                violation_error_message=_("Say why the contact is opened again."),
            ),
            models.UniqueConstraint(
                name="one_final_decision_stands",
                fields=["referral"],
                condition=Q(stage="final", set_aside_on=None),
                violation_error_message=_("This contact has been decided already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral} · {self.get_stage_display()}"

    @property
    def outcomes_shown(self) -> list[str]:
        return [str(OutcomeCode(code).label) for code in self.outcomes if code in OutcomeCode.values]

    @property
    def waits_for_countersignature(self) -> bool:
        return self.needs_countersignature and self.countersigned_on is None and self.set_aside_on is None


class ReferralCase(Record):
    """That a contact stands on a case: it opened the case, or it was added to one that was open."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="on_cases")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    how = models.CharField(_("how"), max_length=10, choices=How)

    objects = ReferralCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact on a case")
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(name="referral_once_a_case", fields=["referral", "case"])]

    def __str__(self) -> str:
        return f"{self.referral} · {self.case.reference}"


class Acknowledgement(Record):
    """That a worker or a manager is to know of a contact on a child they work with, and when they said that they do."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="acknowledgements")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acknowledgements", null=True, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="acknowledgements")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="acknowledgements")
    acknowledged_at = models.DateTimeField(_("seen"), null=True, blank=True)

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("acknowledgement")
        ordering = ["created_at"]
        indexes = [
            models.Index(fields=["user"], name="to_acknowledge", condition=Q(acknowledged_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="acknowledged_once", fields=["referral", "user", "case", "child"], nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.referral}"
