"""What is asked about who looked: look-ups of oneself, kin and neighbours; more records than somebody's work explains."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import User
from cs_casework.looking.querysets import DutyQuerySet, LookUpQuerySet, OwnDetailsQuerySet, VolumeQuerySet
from families import validators


class OwnDetails(models.Model):
    """What a member of staff declared for one check alone: where they live, and other names they have or had.

    No page shows it, not even to whom it is about: it is written over. Only the search for look-ups reads it.
    """

    user = models.OneToOneField(User, on_delete=models.PROTECT, primary_key=True, related_name="own_details")
    home_lines = models.CharField(_("home address, first line"), max_length=150, blank=True)
    home_postcode = models.CharField(_("postcode"), max_length=8, blank=True, validators=[validators.postcode])
    other_names = models.CharField(_("other names you have or had"), max_length=300, blank=True)
    said_on = models.DateField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = OwnDetailsQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.user)


class Answerable(models.Model):
    """Something that a records officer answers: explained, or taken further, in words."""

    class Outcome(models.TextChoices):
        EXPLAINED = "explained", _("Explained")
        FURTHER = "further", _("Taken further")

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    outcome = models.CharField(_("what came of it"), max_length=10, choices=Outcome, blank=True)
    words = models.TextField(_("in words"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_answer_is_whole",
                condition=Q(outcome="", words="", answered_by=None, answered_at=None)
                | (~Q(outcome="") & ~Q(words="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            )
        ]

    @property
    def is_answered(self) -> bool:
        return bool(self.outcome)


class LookUp(Answerable):
    """That a member of staff looked, on one day, at a person who may be themselves, kin or a neighbour, and why it may be.

    It says nothing of why they looked: that is what a records officer asks. No foreign key to the person: it outlives a
    merge, as the audit that it was found in.
    """

    class Why(models.TextChoices):
        SELF = "self", _("Of the same name as they")
        ADDRESS = "address", _("At the same address as they")
        KIN = "kin", _("Related, as recorded, to who is they")
        SURNAME = "surname", _("Of the same surname, and in the same postcode, as they")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="look_ups")
    person_id = models.UUIDField()
    on = models.DateField(_("day"))
    why = models.CharField(max_length=10, choices=Why)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    objects = LookUpQuerySet.as_manager()

    class Meta(Answerable.Meta):
        ordering = ["-on", "-first_at", "-id"]
        indexes = [models.Index(fields=["-on", "-first_at"], name="look_up_unanswered", condition=Q(outcome=""))]
        constraints = [
            *Answerable.Meta.constraints,
            models.UniqueConstraint(name="look_up_once_a_day", fields=["user", "person_id", "on", "why"]),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_why_display()}"

    def get_absolute_url(self) -> str:
        return reverse("looking:look-up", args=[self.pk])


class Duty(models.Model):
    """That a member of staff said beforehand why they open many records for a while: on duty, screening, or preparing a
    panel. It is believed and shown to the records officer; it opens nothing."""

    class Kind(models.TextChoices):
        DUTY = "duty", _("I am on duty")
        SCREENING = "screening", _("I am screening contacts")
        PANEL = "panel", _("I am preparing a panel or a meeting")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind)
    words = models.CharField(_("in words"), max_length=200, blank=True)
    from_at = models.DateTimeField(_("from"))
    until_at = models.DateTimeField(_("until"))

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["-until_at"]
        indexes = [models.Index(fields=["user", "-until_at"], name="duty_of_user")]
        constraints = [
            models.CheckConstraint(name="duty_ends_after_it_began", condition=Q(until_at__gt=F("from_at"))),
            models.CheckConstraint(name="duty_of_another_kind_says_which", condition=~Q(kind="other", words="")),
        ]

    def __str__(self) -> str:
        return self.words or str(self.get_kind_display())


class Volume(Answerable):
    """That somebody opened the records of more people in an hour than their work explains, and what they say of it.

    They are asked above every page until they answer, and nothing is closed to them meanwhile. Who said beforehand why is
    not asked (`said_duty`), but shown to the records officer as well.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="unusual_volumes")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    opened = models.PositiveIntegerField(_("people whose records were opened"))
    explained = models.PositiveIntegerField(_("of whom their work explains"))
    said = models.TextField(_("what they said"), max_length=1000, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    said_duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="volumes", null=True, blank=True)

    objects = VolumeQuerySet.as_manager()

    class Meta(Answerable.Meta):
        ordering = ["-until_at", "-id"]
        indexes = [models.Index(fields=["-until_at"], name="volume_unanswered", condition=Q(outcome=""))]
        constraints = [
            *Answerable.Meta.constraints,
            models.CheckConstraint(
                name="volume_said_is_whole",
                condition=Q(said="", said_at=None) | (~Q(said="") & Q(said_at__isnull=False)),
            ),
            # Asked once at a time.
            models.UniqueConstraint(
                name="volume_asked_once", fields=["user"], condition=Q(said_at=None, said_duty=None, outcome="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.opened}"

    def get_absolute_url(self) -> str:
        return reverse("looking:volume", args=[self.pk])

    @property
    def unexplained(self) -> int:
        return self.opened - self.explained
