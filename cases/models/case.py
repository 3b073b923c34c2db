"""Cases on families and contexts, who is open to the service, and who works with them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.child_querysets import CaseChildQuerySet, CaseChildStatusQuerySet
from cases.codes import ClosureReason, CPCategory, PrimaryNeed, WorkerChange
from cases.querysets import AllocationQuerySet, CaseQuerySet
from contexts.models import Context
from cs_casework.access import Grant, Restrictable
from cs_casework.accounts.models import Team, User
from cs_casework.audit.fields import Reference
from cs_casework.audit.models import Record
from cs_casework.confidential.bars import Bar
from cs_casework.confidential.openings import Opening
from cs_casework.reference.codes import ReferralSource
from families.models import Family, Person


class Case(Restrictable):
    """The service's work with one family or on one context, from proposal to closure.

    A practitioner proposes, a manager opens or declines. A subject has one case at a time. An open case that nobody is
    allocated to is *unallocated*: a state a manager must see, not an error.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        DECLINED = "declined", _("Not opened")

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, editable=False, db_default=Reference("CASE", "case_reference")
    )
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="cases", null=True, blank=True)
    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="cases", null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    proposed_on = models.DateField(_("proposed on"), null=True, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    proposed_why = models.TextField(_("why a case is needed"), max_length=5000, blank=True)
    decided_why = models.TextField(_("the manager's reason"), max_length=5000, blank=True)
    referred_on = models.DateField(_("referral date"), null=True, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="cases", null=True, blank=True, verbose_name=_("team")
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closure_reason = models.CharField(_("reason for closing"), max_length=20, choices=ClosureReason, blank=True)
    outcome = models.CharField(_("outcome"), max_length=300, blank=True)
    summary = models.TextField(_("closing summary"), max_length=5000, blank=True)
    reopened_on = models.DateField(_("reopened on"), null=True, blank=True)
    reopened_why = models.TextField(_("why it was reopened"), max_length=5000, blank=True)
    closed_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="continues", null=True, blank=True, editable=False
    )

    objects = CaseQuerySet.as_manager()

    class Meta(Restrictable.Meta):
        verbose_name = _("case")
        ordering = ["-opened_on", "reference"]
        constraints = [
            *Restrictable.Meta.constraints,
            models.CheckConstraint(
                name="case_on_one_subject",
                condition=Q(family__isnull=False, context=None) | Q(family=None, context__isnull=False),
                violation_error_message=_("A case is on one family or one context."),
            ),
            models.UniqueConstraint(
                name="one_open_case_a_family",
                fields=["family"],
                condition=Q(status__in=["proposed", "open"]),
                violation_error_message=_("This family has a case already, open or proposed."),
            ),
            models.UniqueConstraint(
                name="one_open_case_a_context",
                fields=["context"],
                condition=Q(status__in=["proposed", "open"]),
                violation_error_message=_("This context has a case already, open or proposed."),
            ),
            models.CheckConstraint(
                name="case_opened_has_date",
                condition=Q(status__in=["proposed", "declined"], opened_on=None)
                | Q(status__in=["open", "closed"], opened_on__isnull=False),
            ),
            models.CheckConstraint(
                name="case_closed_has_date",
                condition=(Q(status="closed") & Q(closed_on__isnull=False)) | (~Q(status="closed") & Q(closed_on=None)),
            ),
            models.CheckConstraint(
                name="case_closes_after_it_opened",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                violation_error_message=_("The case closes before it was opened."),
            ),
            models.CheckConstraint(
                name="case_reopening_has_reason",
                condition=Q(reopened_on=None) | (Q(opened_on__isnull=False) & ~Q(reopened_why="")),
                violation_error_message=_("Say why the case is opened again."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("cases:case-detail", args=[self.pk])

    @property
    def subject(self) -> Family | Context:
        """The one record it is on: the database lets it be on no other number of them."""
        found = self.family or self.context
        assert found is not None
        return found

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_unsettled(self) -> bool:
        """Open, or waiting for a manager: while it is, no other case is proposed on the same family or context."""
        return self.status in (self.Status.PROPOSED, self.Status.OPEN)


class CaseGrant(Grant):
    """That one member of staff may see one restricted case until a date."""

    content_object = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="grants")


class CaseBar(Bar):
    """That one member of staff is barred from one case."""

    record = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="bars")

    class Meta(Bar.Meta):
        verbose_name = _("bar")


class CaseOpening(Opening):
    """That one restricted case was opened to one member of staff in an emergency."""

    record = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings")


class CaseChild(Record):
    """A period in which one child of a family is open to the service: an episode of the children in need census.

    *Open to the service* means a period without an end. It may be unallocated. A child has one at a time.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="case_periods")
    from_on = models.DateField(_("open from"))
    to_on = models.DateField(_("closed on"), null=True, blank=True)
    referred_on = models.DateField(_("referral date"), null=True, blank=True)
    source = models.CharField(_("who referred"), max_length=2, choices=ReferralSource, blank=True)
    primary_need = models.CharField(
        _("primary need"), max_length=2, choices=PrimaryNeed, default=PrimaryNeed.NOT_STATED
    )
    closure_reason = models.CharField(_("reason for closing"), max_length=3, choices=ClosureReason, blank=True)
    # The episode as the last return told it, so that a newer return changes what the return changed and nothing else.
    imported = models.JSONField(default=dict, blank=True, editable=False)

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("child's case period")
        ordering = ["-from_on", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_period_a_child",
                fields=["child"],
                condition=Q(to_on=None),
                violation_error_message=_("This child is open to the service already."),
            ),
            models.CheckConstraint(
                name="period_ends_after_it_began",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("The period closes before it opens."),
            ),
            models.CheckConstraint(
                name="period_ends_with_reason",
                condition=Q(to_on=None, closure_reason="") | (Q(to_on__isnull=False) & ~Q(closure_reason="")),
                violation_error_message=_("A closing date needs a reason, and a reason a closing date."),
            ),
        ]
        indexes = [models.Index(fields=["child", "to_on"], name="period_of_child")]

    def __str__(self) -> str:
        return f"{self.child} · {self.case.reference}"

    @property
    def workers(self) -> list["Allocation"]:
        """Who works with this child: with the whole case or the child alone (where the queryset brought them along)."""
        return [held for held in getattr(self.case, "workers", []) if held.child_id in (None, self.child_id)]

    @property
    def has_lead(self) -> bool:
        return any(held.role == Allocation.Role.LEAD for held in self.workers)


class CaseChildStatus(Record):
    """What a child is to the service at a time: in need, on a protection plan, looked after. Several at once."""

    class Status(models.TextChoices):
        EARLY_HELP = "early_help", _("Early help")
        ASSESSMENT = "assessment", _("Being assessed")
        CHILD_IN_NEED = "cin", _("Child in need")
        CHILD_PROTECTION = "cp", _("Child protection plan")
        RISK_OUTSIDE_HOME = "roth", _("Risk outside the home plan")
        LOOKED_AFTER = "lac", _("Looked after")
        CARE_LEAVER = "care_leaver", _("Care leaver")

    period = models.ForeignKey(CaseChild, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(_("status"), max_length=20, choices=Status)
    category = models.CharField(_("category of plan"), max_length=3, choices=CPCategory, blank=True)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True, blank=True)
    ended_why = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects = CaseChildStatusQuerySet.as_manager()

    class Meta:
        verbose_name = _("status")
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(
                name="one_current_status_a_kind",
                fields=["period", "status"],
                condition=Q(to_on=None),
                violation_error_message=_("The child has this status already."),
            ),
            models.CheckConstraint(
                name="status_ends_after_it_began", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(
                name="protection_plan_has_category",
                condition=(Q(status="cp") & ~Q(category="")) | (~Q(status="cp") & Q(category="")),
                violation_error_message=_("A child protection plan has a category; nothing else has."),
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_status_display()}: {self.get_category_display()}"
            if self.category
            else self.get_status_display()
        )


class Allocation(Record):
    """That a worker holds a case, or one child of it, in a team: lead, co-worker, or covering for somebody."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead worker")
        CO_WORKER = "co_worker", _("Co-worker")
        COVERING = "covering", _("Covering")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="allocations")
    child = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="allocations", null=True, blank=True, verbose_name=_("child")
    )
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="allocations", verbose_name=_("worker"))
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="allocations", verbose_name=_("team"))
    role = models.CharField(_("part"), max_length=10, choices=Role, default=Role.LEAD)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason for the change"), max_length=300, blank=True)
    change_reason = models.CharField(_("kind of reason"), max_length=6, choices=WorkerChange, blank=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("allocation")
        ordering = ["role", "-from_on"]
        constraints = [
            models.UniqueConstraint(
                name="one_lead_a_case",
                fields=["case"],
                condition=Q(role="lead", to_on=None, child=None),
                violation_error_message=_("The case has a lead worker already."),
            ),
            models.UniqueConstraint(
                name="one_lead_a_child",
                fields=["case", "child"],
                condition=Q(role="lead", to_on=None, child__isnull=False),
                violation_error_message=_("The child has a lead worker already."),
            ),
            models.CheckConstraint(
                name="allocation_ends_after_it_began",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} · {self.case.reference}"
