"""The one way to say in the audit what was done or looked at, and to save a record so that its version says by whom."""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.http import HttpRequest

from cs_casework.audit.models import AuditEvent, Record

# The request being answered, so that a workflow function need not be told the path and the address it was called from.
current_request: ContextVar[HttpRequest | None] = ContextVar("current_request", default=None)


def record(
    *, by: Any, action: str, target: models.Model | None = None, reason: str = "", shown: Iterable[UUID] = ()
) -> AuditEvent:
    """Append what `by` did or looked at to the audit, in the transaction it belongs to.

    `action` is in the field's words, namespaced: `case.opened`, `person.viewed`. `shown` holds the ids of the people
    whose details stood on the page. `reason` is what the member of staff gave, or which role or team a change of
    staff is about; never put a case record's value in it.
    """
    request = current_request.get()
    return AuditEvent.objects.create(
        actor_id=by.pk if by else None,
        actor_name=str(by) if by else "the system",
        action=action,
        record_type=target._meta.label if target else "",
        record_id=target.pk if target else None,
        record_reference=getattr(target, "reference", "") if target else "",
        reason=reason,
        shown=list(shown),
        path=request.path[:300] if request else "",
        address=request.META.get("REMOTE_ADDR") or None if request else None,
    )


def save_record[R: Record](instance: R, *, by: Any, reason: str = "") -> R:
    """Check the record whole, save it, and write its version with who changed it and why.

    Every workflow function saves through here, so what a page refuses an import or the API refuses too. Raises
    `ValidationError` with a message per field.
    """
    links = {field.name for field in instance._meta.concrete_fields if field.is_relation}
    instance.clean_fields(exclude=links)
    instance.clean()
    if instance._state.adding and instance.created_by_id is None:
        instance.created_by = by
    instance._history_user = by
    instance._change_reason = reason or None
    try:
        with transaction.atomic():
            instance.save()
    except IntegrityError:
        # The database holds the rules. Which of them are broken, in words, is asked where one is: a statement a rule.
        instance.validate_constraints()
        raise
    return instance
