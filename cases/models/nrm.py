"""What was referred to the National Referral Mechanism, and what was decided."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from cases.missing_querysets import CONCLUSIVE_AFTER, NRMReferralQuerySet
from cases.models.proposal import LinkFacts
from contexts.codes import Basis
from contexts.models import Context
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future, today
from families.models import Person


class NRMReferral(Record):
    """That a child was referred to the National Referral Mechanism as a possible victim of modern slavery, and what was
    decided.

    A first responder (the council, the police and others) has a duty to refer, and needs no consent of a child. It
    runs alongside a section 47 enquiry: neither waits for the other. The first decision, whether there are reasonable
    grounds, is made within five working days where possible; the conclusive one after at least 30 days.
    """

    class Told(models.TextChoices):
        YES = "yes", _("Yes")
        NOT_YET = "not_yet", _("Not yet")
        NO = "no", _("No")

    class Decision(models.TextChoices):
        POSITIVE = "positive", _("Positive")
        NEGATIVE = "negative", _("Negative")

    class Step(models.TextChoices):
        REASONABLE = "reasonable", _("Reasonable grounds")
        CONCLUSIVE = "conclusive", _("Conclusive grounds")

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nrm_referrals")
    referred_on = models.DateField(_("referred on"), validators=[not_in_future])
    responder = models.CharField(_("first responder agency"), max_length=150)
    nrm_reference = models.CharField(_("NRM reference"), max_length=60, blank=True)
    what_for = models.TextField(_("what it is about"), max_length=5000)
    context = models.ForeignKey(
        Context,
        on_delete=models.PROTECT,
        related_name="nrm_referrals",
        null=True,
        blank=True,
        verbose_name=_("context"),
    )
    told = models.CharField(_("child told of it"), max_length=10, choices=Told)
    not_told_why = models.CharField(_("why they are not told"), max_length=500, blank=True)
    reasonable_due_on = models.DateField(_("first decision due by, where possible"))
    reasonable = models.CharField(_("reasonable grounds decision"), max_length=10, choices=Decision, blank=True)
    reasonable_on = models.DateField(_("reasonable grounds decided on"), null=True, blank=True)
    conclusive = models.CharField(_("conclusive grounds decision"), max_length=10, choices=Decision, blank=True)
    conclusive_on = models.DateField(_("conclusive grounds decided on"), null=True, blank=True)
    # Which decision was asked to be looked at again: it is open from then on, and stands in the versions.
    reconsidered = models.CharField(_("asked to be reconsidered"), max_length=10, choices=Step, blank=True)
    reconsider_on = models.DateField(_("reconsideration asked on"), null=True, blank=True)
    reconsider_why = models.CharField(_("why it is to be reconsidered"), max_length=500, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    objects = NRMReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral to the NRM")
        verbose_name_plural = _("referrals to the NRM")
        ordering = ["-referred_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                name="nrm_says_what_for",
                condition=~Q(what_for="") & ~Q(responder=""),
                violation_error_message=_("Say what it is about and which agency referred."),
            ),
            models.CheckConstraint(
                name="nrm_not_told_has_reason",
                condition=~Q(told="no") | ~Q(not_told_why=""),
                violation_error_message=_("Say why the child is not told."),
            ),
            models.CheckConstraint(
                name="nrm_decisions_have_dates",
                condition=(Q(reasonable="", reasonable_on=None) | (~Q(reasonable="") & Q(reasonable_on__isnull=False)))
                & (Q(conclusive="", conclusive_on=None) | (~Q(conclusive="") & Q(conclusive_on__isnull=False))),
                violation_error_message=_("Say what was decided, and when."),
            ),
            models.CheckConstraint(
                name="nrm_conclusive_follows_positive",
                condition=Q(conclusive="") | Q(reasonable="positive"),
                violation_error_message=_("A conclusive decision follows a positive one on reasonable grounds."),
            ),
            models.CheckConstraint(
                name="nrm_decided_in_order",
                condition=(Q(reasonable_on=None) | Q(reasonable_on__gte=F("referred_on")))
                & (Q(conclusive_on=None) | Q(conclusive_on__gte=F("reasonable_on"))),
                violation_error_message=_("This is before what went before it."),
            ),
            models.CheckConstraint(
                name="nrm_reconsidered_is_whole",
                condition=Q(reconsidered="", reconsider_on=None, reconsider_why="")
                | (Q(reconsider_on__isnull=False) & ~Q(reconsidered="") & ~Q(reconsider_why="")),
                violation_error_message=_("Say which decision, when it was asked, and why."),
            ),
            models.CheckConstraint(
                name="nrm_decided_again_once_asked",
                condition=(
                    ~Q(reconsidered="reasonable") | Q(reasonable_on=None) | Q(reasonable_on__gte=F("reconsider_on"))
                )
                & (~Q(reconsidered="conclusive") | Q(conclusive_on=None) | Q(conclusive_on__gte=F("reconsider_on"))),
                violation_error_message=_("This is before it was asked to be looked at again."),
            ),
            models.CheckConstraint(
                name="nrm_withdrawn_has_reason",
                condition=Q(withdrawn_on=None, withdrawn_why="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_why="")),
                violation_error_message=_("Say why it is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return now_in("Referral to the NRM of %(day)s") % {"day": f"{self.referred_on:%-d %B %Y}"}

    def get_absolute_url(self) -> str:
        return reverse("cases:nrm-detail", args=[self.pk])

    @property
    def next_step(self) -> str:
        """Which decision is waited for; none where it is over."""
        if self.withdrawn_on:
            return ""
        if not self.reasonable:
            return self.Step.REASONABLE
        return self.Step.CONCLUSIVE if self.reasonable == self.Decision.POSITIVE and not self.conclusive else ""

    @property
    def decided_steps(self) -> list[str]:
        """The decisions that are recorded, and so can be put right."""
        return [] if self.withdrawn_on else [step.value for step in self.Step if getattr(self, step.value)]

    def decided_in_words(self, step: str) -> str:
        """What is recorded of a decision that was made, and when."""
        told = {"decision": self.Decision(getattr(self, step)).label, "day": f"{getattr(self, f'{step}_on'):%-d %B %Y}"}
        return now_in("Recorded: %(decision)s, %(day)s") % told

    @property
    def last_decided(self) -> str:
        """The decision that can be asked to be looked at again: the last one, where it was negative."""
        if self.withdrawn_on:
            return ""
        for step in (self.Step.CONCLUSIVE, self.Step.REASONABLE):
            if decided := getattr(self, step.value):
                return step.value if decided == self.Decision.NEGATIVE else ""
        return ""

    @property
    def conclusive_from(self) -> datetime.date | None:
        """From when on the conclusive decision can be made, where it is waited for. No day says by when."""
        waits = self.next_step == self.Step.CONCLUSIVE and self.reasonable_on
        return self.reasonable_on + CONCLUSIVE_AFTER if waits and self.reasonable_on else None

    @property
    def is_late(self) -> bool:
        """Whether the first decision was due before today."""
        return self.awaits_first and self.reasonable_due_on < today()

    @property
    def awaits_first(self) -> bool:
        """Whether the first decision is waited for as it was at first. Once it is asked to be looked at again, nothing
        says by when."""
        return self.next_step == self.Step.REASONABLE and self.reconsidered != self.Step.REASONABLE

    @property
    def link_facts(self) -> LinkFacts:
        return LinkFacts(
            child=self.child_id,
            context=None if self.withdrawn_on else self.context_id,
            intro=now_in("A referral to the NRM names this place. Nothing is linked by that."),
            basis=Basis.AGENCY_REPORT,
            source=now_in("%(referral)s by %(who)s") % {"referral": self, "who": self.responder},
            source_on=self.referred_on,
            from_on=self.referred_on,
        )
