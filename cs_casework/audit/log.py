"""The one way to say in the audit what was done or looked at, and to save a record so that its version says by whom."""

import hashlib
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction
from django.http import HttpRequest
from django.utils.html import escape

from cs_casework.audit.models import AuditEvent, Disclosure, Record
from cs_casework.audit.querysets import PRINTED, is_looking, is_person

# The request being answered, so that a workflow function need not be told the path and the address it was called from.
current_request: ContextVar[HttpRequest | None] = ContextVar("current_request", default=None)


@dataclass
class Page:
    """What is known of the page that is being answered until it is written down: whose names were put into it, and the
    one record it was opened for; then the rows that say so."""

    named: dict[UUID, str] = field(default_factory=dict)
    told: set[UUID] = field(default_factory=set)
    views: list[dict[str, Any]] = field(default_factory=list)
    seen: list[AuditEvent] = field(default_factory=list)


current_page: ContextVar[Page | None] = ContextVar("current_page", default=None)


def named(pk: UUID, words: str) -> None:
    """Note that somebody's name was put into words: where it stands on the page, the page has shown them."""
    if (page := current_page.get()) is not None:
        page.named[pk] = words


def record_view(
    *, by: Any, action: str, target: models.Model | None = None, reason: Any = "", shown: Iterable[UUID] = ()
) -> None:
    """Append that a record or a list was looked at: with everybody whom its page turns out to show, when the page is made
    and before it is answered; at once where no page is being made."""
    view: dict[str, Any] = {"by": by, "action": action, "target": target, "reason": reason}
    view["shown"] = {*shown, *_itself(target)}
    page = current_page.get()
    if page is None:
        record(**view)
    else:
        page.views.append(view)


def people_in(content: str) -> set[UUID]:
    """Those who were named for the page that is being made, and whose name stands in it."""
    page = current_page.get()
    named = page.named if page else {}
    return {pk for pk, words in named.items() if words in content or escape(words) in content}


def write_views(page: Page, by: Any, content: str) -> None:
    """Write down what was opened, and who is shown on the page: those whose name stands in it. Whom another row of the
    page tells of is not told of again. Of a file its view says who is in it.

    A page that opened no record and names people all the same is written down as such.
    """
    shown = people_in(content).difference(page.told, *(view["shown"] for view in page.views))
    for number, view in enumerate(page.views):
        record(**view | {"shown": sorted(view["shown"] | shown if number == 0 else view["shown"])})
    if shown and not page.views and by is not None:
        record(by=by, action="page.shown", shown=sorted(shown))


def _itself(target: models.Model | None) -> list[UUID]:
    return [target.pk] if target is not None and is_person(target) else []


def record(
    *,
    by: Any,
    action: str,
    target: models.Model | None = None,
    reason: Any = "",
    shown: Iterable[UUID] = (),
    otherwise: str = "the system",
) -> AuditEvent:
    """Append what `by` did or looked at to the audit, in the transaction it belongs to. `otherwise` is who did it where
    `by` is nobody.

    `action` is in the field's words, namespaced: `case.opened`, `person.viewed`. `shown` holds the ids of the people
    whose details stood on the page. `reason` is what the member of staff gave, or which role or team a change of
    staff is about, as a text or as an expression that the database works out; never put a case record's value in it.
    """
    request = current_request.get()
    shown = list(shown)
    if (page := current_page.get()) is not None:
        page.told.update(shown)
    made = AuditEvent.objects.create(
        actor_id=by.pk if by else None,
        actor_name=name_of(by) if by else otherwise,
        action=action,
        record_type=target._meta.label if target else "",
        record_id=target.pk if target else None,
        record_reference=getattr(target, "reference", "") if target else "",
        reason=reason,
        shown=shown,
        path=request.path[:300] if request else "",
        address=_address_of(request),
    )
    if page is not None and is_looking(action):
        page.seen.append(made)
    return made


def record_print(view: AuditEvent, *, by: Any) -> AuditEvent:
    """Append that somebody printed a page by their browser's own command: of whom and of what the row of the page says."""
    return AuditEvent.objects.create(
        actor_id=by.pk,
        actor_name=name_of(by),
        action=f"{view.action}{PRINTED}",
        record_type=view.record_type,
        record_id=view.record_id,
        record_reference=view.record_reference,
        shown=view.shown,
        path=view.path,
        address=_address_of(current_request.get()),
    )


def _address_of(request: HttpRequest | None) -> str | None:
    return request.META.get("REMOTE_ADDR") or None if request else None


def name_of(by: Any) -> str:
    """Who did it; and through which system, where a program called the API as them."""
    through = getattr(by, "through", "")
    return f"{by} · {through}" if through else str(by)


def disclose(
    *,
    by: Any,
    kind: str,
    recipient: str,
    basis: str,
    form: str,
    target: models.Model | None = None,
    people: Iterable[UUID] = (),
    version: str = "",
    content: bytes | None = None,
    reference: str = "",
) -> Disclosure:
    """Append that something left, and to whom, in the transaction in which it is made: what cannot be written down does
    not go out.

    `content` is the file as it goes out, of which the hash is kept and nothing else. `reference` is one that was taken
    before, where it stands on the paper itself (`next_reference`).
    """
    if (request := current_request.get()) is not None:
        request.disclosed = True  # type: ignore[attr-defined]  # asked by LeavingMiddleware
    given = {"reference": reference} if reference else {}
    made = Disclosure(
        actor_id=by.pk,
        actor_name=name_of(by),
        kind=kind,
        record_type=target._meta.label if target else "",
        record_id=target.pk if target and isinstance(target.pk, UUID) else None,
        record_reference=getattr(target, "reference", "") if target else "",
        people=sorted(set(people)),
        recipient=recipient,
        basis=basis,
        form=form,
        version=version,
        digest=hashlib.sha256(content).hexdigest() if content is not None else "",
        **given,
    )
    made.clean_fields(exclude={"reference"})
    made.save(force_insert=True)
    return made


def next_reference() -> str:
    """The reference under which what is about to leave will stand, for the foot of the paper."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_reference('OUT', 'disclosure_reference')")
        found: str = cursor.fetchone()[0]
    return found


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
