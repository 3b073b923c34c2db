"""Meetings: what is booked, who is invited and came, the minutes, and who got them."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from cases.meeting_codes import NAME_FREE, Attendance, MeetingKind, SentWhat
from cases.meeting_querysets import InvitationQuerySet, MeetingQuerySet, OfMeetingQuerySet
from cases.models.case import Case
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future
from cs_casework.reference.models import Agency


class Meeting(Record):
    """A discussion, conference, core group or panel: on a family's or a context's case, a panel on none.

    Booked, held, minuted by whoever it is given to, approved by whoever chaired it. From then on what was said stands:
    it changes only as a new version with a reason, which is approved anew.
    """

    Kind = MeetingKind

    kind = models.CharField(_("kind of meeting"), max_length=12, choices=MeetingKind)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="meetings", null=True, blank=True)
    starts_at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=200)
    chair = models.ForeignKey(User, on_delete=models.PROTECT, related_name="meetings_chaired", verbose_name=_("chair"))
    minute_taker = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="meetings_minuted",
        null=True,
        blank=True,
        verbose_name=_("who invites, minutes and circulates"),
    )
    partners = models.TextField(_("what parents and carers bring, as partners in it"), max_length=5000, blank=True)
    minutes = models.TextField(_("minutes"), max_length=50000, blank=True)
    minutes_number = models.PositiveSmallIntegerField(_("version of the minutes"), default=1, editable=False)
    number = models.PositiveIntegerField(default=0, editable=False)
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    written_on = models.DateField(_("minutes written on"), null=True, blank=True, editable=False)
    approved_on = models.DateField(_("approved on"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True, editable=False)
    cancelled_why = models.CharField(_("why it was cancelled"), max_length=500, blank=True)

    objects = MeetingQuerySet.as_manager()
    # Closing a case tells of it, and is not kept back by it.
    blocks_closing = False

    class Meta:
        verbose_name = _("meeting")
        ordering = ["-starts_at", "-created_at"]
        indexes = [
            models.Index(fields=["case", "-starts_at"], name="meeting_of_case"),
            models.Index(fields=["chair", "starts_at"], name="meeting_of_chair"),
            models.Index(fields=["minute_taker", "starts_at"], name="meeting_of_minute_taker"),
        ]
        constraints = [
            models.CheckConstraint(
                name="panel_is_on_no_case",
                condition=Q(kind="panel", case=None) | (~Q(kind="panel") & Q(case__isnull=False)),
                violation_error_message=_("A panel is on no case, and every other meeting on one."),
            ),
            models.CheckConstraint(
                name="minutes_written_by_somebody",
                condition=Q(minutes="", written_by=None, written_on=None)
                | (~Q(minutes="") & Q(written_by__isnull=False, written_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="minutes_approved_is_whole",
                condition=Q(approved_on=None, approved_by=None)
                | (Q(approved_on__isnull=False, approved_by__isnull=False) & ~Q(minutes="")),
                violation_error_message=_("There are no minutes to approve."),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_says_why",
                condition=Q(cancelled_on=None, cancelled_why="")
                | (Q(cancelled_on__isnull=False) & ~Q(cancelled_why="")),
                violation_error_message=_("Say why it is cancelled."),
            ),
            models.CheckConstraint(
                name="who_minutes_does_not_chair",
                condition=Q(minute_taker=None) | ~Q(minute_taker=F("chair")),
                violation_error_message=_(
                    "Whoever chairs it does not minute it too: leave this empty, or ask somebody."
                ),
            ),
        ]

    def __str__(self) -> str:
        day = f"{timezone.localtime(self.starts_at):%-d %B %Y}"
        return now_in("%(kind)s on %(day)s") % {"kind": self.get_kind_display(), "day": day}

    def get_absolute_url(self) -> str:
        return reverse("cases:meeting-detail", args=[self.pk])

    @property
    def day(self) -> datetime.date:
        """The day it is held, in England."""
        return timezone.localdate(self.starts_at)

    @property
    def is_panel(self) -> bool:
        return self.kind == MeetingKind.PANEL

    @property
    def has_taken_place(self) -> bool:
        """Whether its time has come: what was said and decided can be written down."""
        return self.cancelled_on is None and self.starts_at <= timezone.now()

    @property
    def is_approved(self) -> bool:
        return self.approved_on is not None

    @property
    def is_name_free(self) -> bool:
        """Whether it is about a place or a group: its paper names no child."""
        return self.kind in NAME_FREE

    @property
    def still_open_words(self) -> str:
        """How closing a case tells of it."""
        return now_in("Still to come: %(meeting)s") % {"meeting": self}


class Invitation(Record):
    """That a colleague, or somebody by name and agency, is asked to a meeting, and whether they came."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="invitations", null=True, blank=True, verbose_name=_("colleague")
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    part = models.CharField(_("who they are to the child or the place"), max_length=150, blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("agency")
    )
    attendance = models.CharField(_("attendance"), max_length=10, choices=Attendance, blank=True)
    removed_on = models.DateField(_("taken off on"), null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="invited_is_somebody",
                condition=Q(user__isnull=False, name="", agency=None) | (Q(user=None) & ~Q(name="")),
                violation_error_message=_("Say who is invited: a colleague, or somebody by name."),
            ),
            models.UniqueConstraint(
                name="colleague_invited_once",
                fields=["meeting", "user"],
                condition=Q(user__isnull=False, removed_on=None),
                violation_error_message=_("They are invited already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.name)

    @property
    def described(self) -> str:
        """Who they are, in words."""
        return ", ".join(str(part) for part in (self.part, self.agency) if part)


class MinutesSent(Record):
    """That somebody invited got something of a meeting on a day: the invitation, the paper, one version of the minutes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sent")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="sent")
    what = models.CharField(_("what"), max_length=10, choices=SentWhat)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    sent_on = models.DateField(_("sent on"), validators=[not_in_future])
    how = models.CharField(_("how"), max_length=100, blank=True)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("what was sent")
        ordering = ["-sent_on", "-created_at"]
        indexes = [models.Index(fields=["meeting", "what", "number"], name="sent_of_meeting")]

    def __str__(self) -> str:
        return f"{self.get_what_display()} · {self.invitation}"
