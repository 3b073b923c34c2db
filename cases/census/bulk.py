"""Saving what a return tells, one record or many: with the checks, versions and audit that `save_record` gives.

Some dates are recorded *as told*. A form refuses a referral on a day that has not come. A return that tells of one is
reported for it (rule 8600), and the episode is recorded, so that no child it holds open is out of sight for a wrong year.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

from cs_casework.accounts.models import User
from cs_casework.audit.models import AuditEvent, Record

AS_TOLD = {"referred_on", "opened_on", "from_on"}


def save_changed[R: Record](row: R, *, by: User | None, reason: str) -> None:
    """Save a case or a period that was recorded before. Raises `ValidationError` where it does not fit."""
    row.clean_fields(exclude=_links(type(row)) | AS_TOLD)
    row.clean()
    row.validate_constraints()
    row._history_user = by
    row._change_reason = reason
    row.save()


def save_new[R: Record](rows: Sequence[R], *, by: User | None, reason: str) -> None:
    """Check and insert new records of one kind, each with its first version.

    Constraints are left to the database, which asks them all the same: asked one by one, they would take most of the
    time of an import. Raises `ValidationError` or `IntegrityError`.
    """
    if not rows:
        return
    model = type(rows[0])
    unchecked = _links(model) | AS_TOLD
    for row in rows:
        row.created_by = by
        row.clean_fields(exclude=unchecked)
        row.clean()
    model._default_manager.bulk_create(rows)
    model.history.bulk_history_create(rows, default_user=by, default_change_reason=reason)


def record_many(*, by: User | None, action: str, targets: Iterable[models.Model], reason: str = "") -> None:
    """Append to the audit that one thing was done to each of these records."""
    AuditEvent.objects.bulk_create([_event(by, action, target, reason) for target in targets])


def _links(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields if field.is_relation}


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
