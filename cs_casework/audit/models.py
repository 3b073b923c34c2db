"""What every record is made of, and the append-only account of who did and who looked."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import UUID7, Now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from cs_casework.audit.fields import Reference
from cs_casework.audit.querysets import AuditEventQuerySet, DisclosureQuerySet


class Record(models.Model):
    """Anything staff write down: it says who recorded it and when, and every version of it stays readable.

    When something *happened* is a field of its own on the model (`occurred_at`, `from_on`): the two are often days
    apart, and a reader must be able to tell.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    created_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    history = HistoricalRecords(inherit=True, excluded_fields=["created_at"])
    # Who makes the version about to be written, and why: set by save_record, read by the line above.
    _history_user: Any
    _change_reason: str | None

    class Meta:
        abstract = True


class AuditEvent(models.Model):
    """One thing that was done or looked at, in the field's words, without any value of a field.

    Append-only: the application role may not change or remove a row, and a trigger refuses it to anyone else. There
    are no foreign keys, so it outlives what it speaks of. It is kept by month; each row is sealed (`audit/changes.py`).
    """

    append_only = True

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    at = models.DateTimeField(db_default=Now(), editable=False)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=60)
    record_type = models.CharField(max_length=60, blank=True)
    record_id = models.UUIDField(null=True)
    record_reference = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    shown = ArrayField(models.UUIDField(), default=list, blank=True)
    path = models.CharField(max_length=300, blank=True)
    address = models.GenericIPAddressField(null=True)
    # The transaction it was written in: the log of changes holds what was changed in the same one.
    xact = models.BigIntegerField(db_default=models.Func(template="pg_current_xact_id()::text::bigint"), editable=False)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["record_id", "-at"], name="audit_of_record"),
            models.Index(fields=["actor_id", "-at"], name="audit_of_actor"),
            # Whoever was shown one person, wherever that was.
            GinIndex(fields=["shown"], name="audit_of_shown"),
            # What was looked at since a moment: asked every few minutes.
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.record_reference}"


class Disclosure(models.Model):
    """That something left: what, of whom, given to whom, on what basis, by whom and when, and the hash of the file.

    Append-only and without foreign keys, as the audit. `recipient` is what the person who gave it out wrote, or the names
    of those that a meeting's papers were sent to. The file itself is kept nowhere; `digest` tells one copy from another.
    """

    append_only = True

    class Kind(models.TextChoices):
        """What left, in the words of its page."""

        SUMMARY = "summary", _("Summary")
        CHRONOLOGY = "chronology", _("Chronology")
        ASSESSMENT = "assessment", _("Assessment")
        SAFETY_MAP = "safety_map", _("Safety map")
        PLAIN_PLANS = "plain_plans", _("Plans for places, in plain words")
        CONFERENCE_PAPER = "conference_paper", _("Paper of a conference about a place or a group")
        MEETING = "meeting", _("Invitation, paper or minutes of a meeting")
        CONTACTS = "contacts", _("List of contacts, as a spreadsheet")
        CALENDAR = "calendar", _("What falls due, in a calendar of another program")
        FILE = "file", _("File from outside")
        GIVEN = "given", _("What was given to whom")
        ACCESS_PACK = "access_pack", _("What is kept of somebody, as they asked to see it")

    class Basis(models.TextChoices):
        """Why it may be given. Consent is not assumed: sharing to keep a child safe seldom stands on it."""

        PUBLIC_TASK = "public_task", _("To keep a child safe, or for their welfare (our task in law)")
        LEGAL = "legal", _("A law or a court says that it must be given")
        VITAL = "vital", _("Somebody’s life is in danger")
        SUBJECT = "subject", _("It is about them, or about a child whose parent they are")
        CONSENT = "consent", _("Who it is about agreed to it")
        OWN_WORK = "own_work", _("For my own work, on paper or in a file")
        READ = "read", _("Opened by a member of staff, to read it")

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    at = models.DateTimeField(db_default=Now(), editable=False)
    reference = models.CharField(max_length=20, db_default=Reference("OUT", "disclosure_reference"), editable=False)
    actor_id = models.UUIDField()
    actor_name = models.CharField(max_length=200)
    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    record_type = models.CharField(max_length=60, blank=True)
    record_id = models.UUIDField(null=True, blank=True)
    record_reference = models.CharField(max_length=40, blank=True)
    people = ArrayField(models.UUIDField(), default=list, blank=True)
    recipient = models.CharField(_("to whom"), max_length=2000)
    basis = models.CharField(_("basis"), max_length=20, choices=Basis)
    form = models.CharField(_("as what"), max_length=20)
    version = models.CharField(_("version"), max_length=60, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            GinIndex(fields=["people"], name="disclosure_of_people"),
            models.Index(fields=["actor_id", "-at"], name="disclosure_of_actor"),
        ]
        constraints = [
            models.CheckConstraint(
                name="disclosure_names_recipient",
                condition=~models.Q(recipient=""),
                violation_error_message=_("Say to whom it is given."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.get_kind_display()}"
