"""What every record is made of, and the append-only account of who did and who looked."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import UUID7, Now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


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

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["record_id", "-at"], name="audit_of_record"),
            models.Index(fields=["actor_id", "-at"], name="audit_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.record_reference}"
