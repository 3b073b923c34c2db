"""Saving many records at once, with what `save_record` and `record` do for one: checks, versions and the audit."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import models

from cs_casework.accounts.models import User
from cs_casework.audit.models import AuditEvent, Record


def save_new[R: Record](rows: Sequence[R], *, by: User | None, reason: str, as_told: Collection[str] = ()) -> None:
    """Check and insert new records of one kind, each with its first version.

    Fields are checked as `save_record` checks them, but for those recorded `as_told`. Constraints are left to the
    database, which asks them all the same: asked one by one, they would take most of the time of an import. Raises
    `ValidationError` or `IntegrityError`.
    """
    if not rows:
        return
    model = type(rows[0])
    unchecked = {field.name for field in model._meta.concrete_fields if field.is_relation} | set(as_told)
    for row in rows:
        row.created_by = by
        row.clean_fields(exclude=unchecked)
        row.clean()
    model._default_manager.bulk_create(rows)
    model.history.bulk_history_create(rows, default_user=by, default_change_reason=reason)


def record_many(*, by: User | None, action: str, targets: Iterable[models.Model], reason: str = "") -> None:
    """Append to the audit that one thing was done to each of these records."""
    AuditEvent.objects.bulk_create([_event(by, action, target, reason) for target in targets])


def _event(by: User | None, action: str, target: Any, reason: str) -> AuditEvent:
    return AuditEvent(
        actor_id=by.pk if by else None,
        actor_name=str(by) if by else "the system",
        action=action,
        record_type=target._meta.label,
        record_id=target.pk,
        record_reference=getattr(target, "reference", ""),
        reason=reason,
    )
