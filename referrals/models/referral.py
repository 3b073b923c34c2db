"""A contact, from the moment somebody answers the telephone until it is decided."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from cs_casework.dates import today
from cs_casework.reference.codes import ReferralSource
from cs_casework.reference.harms import ToldHarm
from cs_casework.reference.models import Agency
from referrals.codes import Agreement, Answer, Channel, Danger, Emergency, Prompted, Subject
from referrals.fields import YearReference
from referrals.querysets import ReferralHarmQuerySet, ReferralQuerySet, ReferralTakingQuerySet


class Referral(Record):
    """What somebody told the front door: about children, a place or group, a relationship, or several of these.

    It is a *contact* until a decision accepts it, and a *referral* from that day on, under the same reference. While it
    is taken it belongs to the front door and not to who typed it: whoever answers the telephone next can go on. What
    was said is kept as it was said, beside whatever record it turned out to be about. The clock runs from when it was
    received (one working day: Working Together to Safeguard Children 2023), not from when it was submitted.
    """

    class Status(models.TextChoices):
        TAKING = "taking", _("Being taken")
        SUBMITTED = "submitted", _("To be decided")
        SCREENING = "screening", _("Being screened")
        DECIDED = "decided", _("Decided")
        WITHDRAWN = "withdrawn", _("Taken in error")

    UNFINISHED = (Status.TAKING, Status.SUBMITTED, Status.SCREENING)

    reference = models.CharField(
        _("reference"),
        max_length=20,
        unique=True,
        editable=False,
        db_default=YearReference("REF", "referral_reference"),
    )
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.TAKING)
    taker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="taking", verbose_name=_("taken by"))
    # When and how it came, and whether a child is in danger now
    received_at = models.DateTimeField(_("received"))
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel)
    danger = models.CharField(_("immediate danger"), max_length=10, choices=Danger)
    emergency = models.CharField(_("emergency services"), max_length=10, choices=Emergency, blank=True)
    handed_to = models.CharField(_("handed to"), max_length=150, blank=True)
    handed_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    handed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    # Who referred, apart from who typed it (created_by)
    is_consultation = models.BooleanField(_("a professional’s question without names"), default=False)
    is_anonymous = models.BooleanField(_("the referrer does not give their name"), default=False)
    keeps_name_from_family = models.BooleanField(_("keep the referrer’s name from the family"), default=False)
    referrer_name = models.CharField(_("referrer’s name"), max_length=150, blank=True)
    referrer_role = models.CharField(_("referrer’s job, or who they are to the child"), max_length=150, blank=True)
    referrer_contact = models.CharField(_("how to reach the referrer"), max_length=300, blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="referrals", null=True, blank=True, verbose_name=_("agency")
    )
    source = models.CharField(_("counts in the census as"), max_length=2, choices=ReferralSource, blank=True)
    # What it is about
    subjects = ArrayField(
        models.CharField(max_length=20, choices=Subject), verbose_name=_("what it is about"), default=list, blank=True
    )
    worry = models.TextField(_("the worry, in the referrer’s own words"), max_length=20000, blank=True)
    strengths = models.TextField(_("what is going well, and who helps"), max_length=5000, blank=True)
    support_sought = models.TextField(_("what the referrer hopes for"), max_length=2000, blank=True)
    done_already = models.TextField(_("what has been done already"), max_length=2000, blank=True)
    peers = models.CharField(_("friends and peers"), max_length=10, choices=Prompted, blank=True)
    peers_said = models.TextField(_("what was said about friends and peers"), max_length=2000, blank=True)
    school = models.CharField(_("school, college or training"), max_length=10, choices=Prompted, blank=True)
    school_said = models.TextField(_("what was said about school"), max_length=2000, blank=True)
    neighbourhood = models.CharField(_("neighbourhood, places and travel"), max_length=10, choices=Prompted, blank=True)
    neighbourhood_said = models.TextField(_("what was said about places"), max_length=2000, blank=True)
    online = models.CharField(_("online"), max_length=10, choices=Prompted, blank=True)
    online_said = models.TextField(_("what was said about life online"), max_length=2000, blank=True)
    child_knows = models.CharField(_("does the child know?"), max_length=10, choices=Answer, blank=True)
    parents_know = models.CharField(_("do the parents know?"), max_length=10, choices=Answer, blank=True)
    agreement = models.CharField(_("do they agree?"), max_length=10, choices=Agreement, blank=True)
    why_not_asked = models.TextField(_("why they have not been asked"), max_length=2000, blank=True)
    # What becomes of it
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    decision_due = models.DateField(_("decision due"), editable=False)
    due_extended_why = models.TextField(_("why the deadline was extended"), max_length=2000, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    accepted_on = models.DateField(_("referral date"), null=True, blank=True, editable=False)
    told_on = models.DateField(_("referrer told on"), null=True, blank=True)
    told_how = models.CharField(_("how the referrer was told, and what"), max_length=300, blank=True)
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_why = models.CharField(_("why it was taken in error"), max_length=300, blank=True)
    # Where it was loaded from a list that was kept before: the same row loaded again finds it.
    loaded_as = models.CharField(max_length=64, blank=True, editable=False)
    # The day on which its content was erased by a retention rule. Set by the database alone (`keeping/disposing.py`).
    disposed_on = models.DateField(null=True, blank=True, editable=False)
    words = models.GeneratedField(
        expression=SearchVector(
            "worry", "strengths", "peers_said", "school_said", "neighbourhood_said", "online_said", config="english"
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        ordering = ["decision_due", "received_at", "reference"]
        indexes = [
            GinIndex(fields=["words"], name="referral_words"),
            models.Index(
                fields=["decision_due", "received_at"],
                name="referral_unfinished",
                condition=Q(status__in=["taking", "submitted", "screening"]),
            ),
            models.Index(fields=["received_at"], name="referral_received"),
        ]
        constraints = [
            models.CheckConstraint(
                name="referral_is_not_of_the_future",
                condition=Q(received_at__lte=F("created_at")),
                violation_error_message=_("A contact cannot have been received in the future."),
            ),
            models.CheckConstraint(
                name="danger_is_handed_over",
                condition=~Q(danger="yes")
                | (Q(handed_at__isnull=False, handed_by__isnull=False) & ~Q(handed_to="") & ~Q(emergency="")),
                violation_error_message=_("Say who has taken it over now, and whether 999 has been called."),
            ),
            models.CheckConstraint(
                name="anonymous_has_no_name",
                condition=Q(is_anonymous=False) | Q(referrer_name=""),
                violation_error_message=_("An anonymous referrer has no name here. Untick the box, or take it out."),
            ),
            models.CheckConstraint(
                name="submission_is_whole",
                condition=Q(status="withdrawn")
                | Q(status="taking", submitted_at=None)
                | Q(~Q(status="taking"), submitted_at__isnull=False, submitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="decided_has_its_day",
                condition=Q(status="decided", decided_at__isnull=False) | Q(~Q(status="decided"), decided_at=None),
            ),
            models.CheckConstraint(
                name="only_what_was_decided_is_accepted", condition=Q(accepted_on=None) | Q(status="decided")
            ),
            models.CheckConstraint(
                name="withdrawal_has_a_reason",
                condition=(Q(status="withdrawn") & ~Q(withdrawn_why=""))
                | (~Q(status="withdrawn") & Q(withdrawn_why="")),
                violation_error_message=_("Say why it was taken in error."),
            ),
            models.CheckConstraint(
                name="telling_the_referrer_is_whole",
                condition=Q(told_on=None, told_by=None, told_how="")
                | (Q(told_on__isnull=False, told_by__isnull=False) & ~Q(told_how="")),
                violation_error_message=_("Say on which day and how the referrer was told."),
            ),
            models.UniqueConstraint(name="referral_is_loaded_once", fields=["loaded_as"], condition=~Q(loaded_as="")),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("referrals:referral-detail", args=[self.pk])

    @property
    def is_unfinished(self) -> bool:
        return self.status in self.UNFINISHED

    @property
    def is_taking(self) -> bool:
        return self.status == self.Status.TAKING

    @property
    def waits_for_decision(self) -> bool:
        return self.status in (self.Status.SUBMITTED, self.Status.SCREENING)

    @property
    def is_dangerous(self) -> bool:
        """In danger now, or nobody knows: it stands at the top of every list."""
        return self.danger == Danger.YES

    @property
    def is_late(self) -> bool:
        """Not decided although it was to be decided before today."""
        return self.is_unfinished and self.decision_due < today()

    @property
    def received_on(self) -> "models.DateField | object":
        return timezone.localdate(self.received_at)

    @property
    def subjects_shown(self) -> list[str]:
        return [str(Subject(code).label) for code in self.subjects if code in Subject.values]

    @property
    def kind_shown(self) -> str:
        """What it is called: a consultation, a contact, or, once accepted, a referral."""
        if self.accepted_on:
            return str(_("Referral"))
        return str(_("Consultation") if self.is_consultation else _("Contact"))


class ReferralHarm(ToldHarm):
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="harms")

    objects = ReferralHarmQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of harm of a contact")
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(name="one_harm_of_a_kind", fields=["referral", "harm_type"])]


class ReferralTaking(Record):
    """That somebody at the front door had a contact in hand, from when: who began it, and who took it over."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="takings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="takings")
    from_at = models.DateTimeField(_("from"), db_default=Now())
    reason = models.CharField(_("why it was taken over"), max_length=300, blank=True)

    objects = ReferralTakingQuerySet.as_manager()

    class Meta:
        verbose_name = _("taking of a contact")
        ordering = ["from_at", "id"]
        indexes = [models.Index(fields=["user", "referral"], name="taking_of_user")]

    def __str__(self) -> str:
        return f"{self.user} · {self.referral}"


class IntakeStep(models.Model):
    """What has been typed into one step of a contact being taken, checked by nobody, kept while it is typed.

    It belongs to the contact: whoever takes it over finds it. `version` grows with every save, so that a colleague who
    types into the same step is told instead of losing what the other wrote. `turn` is which of the saves of its page
    stands in it.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="steps")
    # A step of its own for each child, adult and context: `child:<id>`.
    step = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    turn = models.CharField(max_length=30, blank=True, default="", db_default="")
    saved_at = models.DateTimeField(db_default=Now())
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_row_a_step", fields=["referral", "step"])]

    def __str__(self) -> str:
        return f"{self.referral_id} · {self.step}"
