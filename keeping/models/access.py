"""What a child, or somebody for them, asked to see of their record, and what each page of the answer holds back."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import User
from cs_casework.audit.fields import Reference
from cs_casework.audit.models import Record
from cs_casework.dates import today
from families.models import Person
from keeping.codes import MaskOrigin, PackStatus
from keeping.querysets import AccessItemQuerySet, AccessMaskQuerySet, AccessRequestQuerySet


class AccessRequest(Record):
    """That somebody asked to see what is kept of one child, how it was made sure who they are, and until when it is due.

    One calendar month from the day it was received (UK GDPR, article 12(3)), two more where it is complex, with the
    reason told. A records officer decides entry by entry, a second person checks, and only then is it made.
    """

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, editable=False, db_default=Reference("SAR", "access_reference")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="access_requests")
    asked_by = models.CharField(_("who asks"), max_length=200)
    asks_as = models.CharField(_("as what"), max_length=200)
    identity = models.CharField(_("how it was made sure who they are"), max_length=300)
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("due by"))
    extended_why = models.TextField(_("why it takes longer"), max_length=1000, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=PackStatus, default=PackStatus.GATHERING)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    returned_why = models.TextField(_("why it went back"), max_length=1000, blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    given_on = models.DateField(null=True, blank=True)
    ended_why = models.TextField(_("why no pack is given"), max_length=1000, blank=True)

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to see a record")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_pack_in_the_making_a_person",
                fields=["person"],
                condition=Q(status__in=["gathering", "deciding", "checking"]),
                violation_error_message=_("A pack for this person is being made already."),
            ),
            models.CheckConstraint(
                name="access_checked_by_another",
                condition=Q(checked_by=None) | ~Q(checked_by=F("submitted_by")),
                violation_error_message=_("Somebody else than who prepared it has to check it."),
            ),
            models.CheckConstraint(
                name="access_checked_is_whole",
                condition=Q(status__in=["checked", "given"], checked_by__isnull=False, checked_on__isnull=False)
                | (~Q(status__in=["checked", "given"]) & Q(checked_by=None, checked_on=None)),
            ),
            models.CheckConstraint(
                name="access_ended_says_why",
                condition=Q(status="ended") & ~Q(ended_why="") | ~Q(status="ended") & Q(ended_why=""),
                violation_error_message=_("Say why no pack is given."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Request %(reference)s") % {"reference": self.reference})

    def get_absolute_url(self) -> str:
        return reverse("keeping:access-detail", args=[self.pk])

    @property
    def is_overdue(self) -> bool:
        return self.due_on < today() and self.status not in (PackStatus.GIVEN, PackStatus.ENDED)

    @property
    def is_being_decided(self) -> bool:
        return self.status == PackStatus.DECIDING

    @property
    def is_ready(self) -> bool:
        return self.status in (PackStatus.CHECKED, PackStatus.GIVEN)


class AccessItem(models.Model):
    """One entry of a pack: what the record said of this child when it was gathered, and whether it is left out.

    It is found first (`source`, `row`) and read after, in steps, so a long record is gathered without anybody waiting.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=40)
    row = models.UUIDField()
    day = models.DateField(null=True)
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    is_gathered = models.BooleanField(default=False)
    is_shared = models.BooleanField(default=False)
    # Of a note: whether what it says of everybody on it was gathered too, and not this child's part alone.
    shows_whole = models.BooleanField(default=True)
    read_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    left_out_why = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    objects = AccessItemQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="item_once_a_pack", fields=["request", "source", "row"]),
            models.UniqueConstraint(name="item_has_its_place", fields=["request", "number"]),
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("keeping:access-item", args=[self.request_id, self.pk])

    @property
    def is_left_out(self) -> bool:
        return self.left_out_why != ""


class AccessMask(models.Model):
    """One word, or some, of an entry that may be somebody else's: where it stands, and whether it goes, with a reason."""

    class Decision(models.TextChoices):
        OPEN = "", _("To decide")
        MASK = "mask", _("Mask")
        KEEP = "keep", _("Keep")

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    item = models.ForeignKey(AccessItem, on_delete=models.PROTECT, related_name="masks")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    word = models.CharField(max_length=300)
    # As it is compared: what is decided for a word is decided for each way of writing it.
    plain = models.CharField(max_length=300)
    origin = models.CharField(max_length=10, choices=MaskOrigin)
    decision = models.CharField(max_length=4, choices=Decision, blank=True, default=Decision.OPEN)
    why = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    objects = AccessMaskQuerySet.as_manager()

    class Meta:
        ordering = ["item", "start"]
        indexes = [models.Index(fields=["item", "plain"], name="mask_of_word")]
        constraints = [
            models.UniqueConstraint(name="mask_once", fields=["item", "start", "end"]),
            models.CheckConstraint(name="mask_covers_something", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="mask_decided_says_why",
                condition=Q(decision="", decided_by=None)
                | (~Q(decision="") & ~Q(why="") & Q(decided_by__isnull=False)),
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return self.word

    @property
    def record(self) -> Any:
        return self.item.request
