"""What somebody asks for and a manager decides: a case moving to another team, and closing."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.codes import ClosureReason
from cases.models.case import Case, CaseChild
from cases.querysets import CaseClosureQuerySet, CaseTransferQuerySet
from contexts.models import Context
from cs_casework.accounts.models import Team, User
from cs_casework.audit.models import Record


class CaseTransfer(Record):
    """That a case is to move from one team to another, and what the receiving team's manager said.

    Until it is accepted nothing changes: the team and its workers hold the case, and answer for it. A worker may ask
    for a transfer; then a manager of the team that holds the case sends it on or does not.
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked for, with the team’s own manager")
        SENT = "sent", _("Waiting for the receiving manager")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Not accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    WAITING = (Status.ASKED, Status.SENT)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    from_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="transfers_out", null=True, blank=True, verbose_name=_("from")
    )
    to_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="transfers_in", verbose_name=_("receiving team")
    )
    why = models.TextField(_("why the case moves"), max_length=2000)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ASKED)
    asked_on = models.DateField(_("asked on"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("sent by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("decided by")
    )
    decided_why = models.TextField(_("the manager's reason"), max_length=2000, blank=True)

    blocks_closing = True

    objects = CaseTransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("transfer")
        ordering = ["-asked_on", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_transfer_a_case",
                fields=["case"],
                condition=Q(status__in=["asked", "sent"]),
                violation_error_message=_("A transfer of this case is waiting already."),
            ),
            models.CheckConstraint(
                name="transfer_is_to_another_team",
                condition=Q(from_team=None) | ~Q(from_team=F("to_team")),
                violation_error_message=_("The case is with this team already."),
            ),
            models.CheckConstraint(
                name="transfer_decision_is_whole",
                condition=Q(status__in=["asked", "sent"], decided_on=None, decided_by=None)
                | Q(
                    status__in=["accepted", "declined", "withdrawn"],
                    decided_on__isnull=False,
                    decided_by__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.reference} → {self.to_team}"

    def get_absolute_url(self) -> str:
        """It stands on the page of its case."""
        return self.case.get_absolute_url()

    @property
    def is_waiting(self) -> bool:
        return self.status in self.WAITING

    @property
    def still_open_words(self) -> str:
        return gettext("A transfer to %(team)s is waiting: it is accepted, declined or withdrawn first.") % {
            "team": self.to_team
        }


class CaseClosure(Record):
    """That a case, or one child's time in it, is to end: the national reason, what came of it, and a manager's word.

    A practitioner proposes; a manager of the team agrees, or returns it with a reason. What a manager writes is agreed
    as it is written. It stays readable after the case is opened again.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Waiting for a manager")
        AGREED = "agreed", _("Agreed")
        RETURNED = "returned", _("Returned")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closures")
    period = models.ForeignKey(
        CaseChild, on_delete=models.PROTECT, related_name="closures", null=True, blank=True, verbose_name=_("child")
    )
    reason = models.CharField(_("reason for closing"), max_length=3, choices=ClosureReason)
    outcome = models.CharField(_("outcome"), max_length=300)
    summary = models.TextField(_("closing summary"), max_length=5000)
    context_status = models.CharField(_("the context afterwards"), max_length=20, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    asked_on = models.DateField(_("proposed on"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("decided by")
    )
    decided_why = models.TextField(_("the manager's reason"), max_length=2000, blank=True)

    objects = CaseClosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing")
        ordering = ["-asked_on", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_proposed_closure",
                fields=["case", "period"],
                condition=Q(status="proposed"),
                nulls_distinct=False,
                violation_error_message=_("Closing has been proposed already and waits for a manager."),
            ),
            models.CheckConstraint(
                name="closure_decision_is_whole",
                condition=Q(status="proposed", decided_on=None, decided_by=None)
                | Q(status__in=["agreed", "returned"], decided_on__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="closure_says_what_came_of_it",
                condition=~Q(reason="") & ~Q(outcome="") & ~Q(summary=""),
                violation_error_message=_("Give the reason, the outcome and a summary."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.child} · {self.case.reference}" if self.period else self.case.reference

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.PROPOSED

    def get_context_status_display(self) -> str:
        """What the context is afterwards, in its own words."""
        return str(dict(Context.Status.choices).get(self.context_status, ""))
