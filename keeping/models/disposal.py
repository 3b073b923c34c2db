"""That a record is to be disposed of, by whom it was agreed, and what proves afterwards that it was."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from families.models import Person
from keeping.models.hold import _one_of
from keeping.models.rule import RetentionRule
from keeping.querysets import CertificateQuerySet, DisposalQuerySet
from referrals.models import Referral


class Disposal(Record):
    """That a records officer proposes to dispose of one record that is due, and what a second person said to it.

    Agreed is disposed of: the one transaction does both. It outlives the record, and tells nothing of it but its
    reference.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Disposed of")
        DECLINED = "declined", _("Declined")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="disposals", null=True, blank=True)
    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="disposals", null=True, blank=True)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="disposals", null=True, blank=True)
    rule = models.ForeignKey(RetentionRule, on_delete=models.PROTECT, related_name="disposals")
    rule_words = models.CharField(_("rule"), max_length=200)
    due_on = models.DateField(_("due since"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_why = models.TextField(_("why it is declined"), max_length=1000, blank=True)

    objects = DisposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("disposal")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(name="disposal_of_one_record", condition=_one_of("person", "context", "referral")),
            models.CheckConstraint(
                name="disposal_decided_is_whole",
                condition=Q(status="proposed", decided_by=None, decided_on=None)
                | (~Q(status="proposed") & Q(decided_by__isnull=False, decided_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="disposal_is_agreed_by_another",
                condition=~Q(status="agreed") | ~Q(decided_by=F("created_by")),
                violation_error_message=_("Somebody else than who proposed it has to agree."),
            ),
            models.CheckConstraint(
                name="disposal_declined_says_why",
                condition=Q(status="declined") & ~Q(decided_why="") | ~Q(status="declined") & Q(decided_why=""),
                violation_error_message=_("Say why it is not disposed of."),
            ),
            *(
                models.UniqueConstraint(
                    name=f"one_standing_disposal_a_{kind}",
                    fields=[kind],
                    condition=Q(status__in=["proposed", "agreed"]),
                    violation_error_message=_("It is proposed already."),
                )
                for kind in ("person", "context", "referral")
            ),
        ]

    def __str__(self) -> str:
        return str(_("Disposal of %(reference)s") % {"reference": self.record.reference})

    def get_absolute_url(self) -> str:
        return reverse("keeping:disposal-detail", args=[self.pk])

    @property
    def record(self) -> Any:
        return self.person or self.context or self.referral

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.PROPOSED


class Certificate(models.Model):
    """What proves that a record was disposed of: its reference, of what kind, by which rule, by whom twice, when, and how
    many rows, versions, logged values and files it was. No name.

    The database writes it in the transaction of the disposal (`casework_dispose`); the application may only read it.
    """

    owner_only = True

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    disposal = models.OneToOneField(Disposal, on_delete=models.PROTECT, related_name="certificate")
    at = models.DateTimeField(db_default=Now())
    reference = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    rule_words = models.CharField(max_length=200)
    due_on = models.DateField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    versions = models.PositiveIntegerField()
    logged = models.PositiveIntegerField()
    files = models.PositiveIntegerField()

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return str(_("Certificate for %(reference)s") % {"reference": self.reference})
