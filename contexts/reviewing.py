"""Answering for links and peer groups that are to be looked at again: several at once, with one reason, all or none."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from contexts.codes import Kind
from contexts.models import Context, ContextLink
from contexts.workflow import end_link, link_child, renew_link, review_peer_group
from cs_casework.access import model_above, require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.workflow import lock_people, require_sight


@transaction.atomic
def renew_links(links: Sequence[ContextLink], *, by: User, reason: str) -> int:
    """Say of each of these links that it is still true, and how that is known. One that has lapsed is taken up again.

    Refuses the whole when one link is refused, saying which and why.
    """
    require(by, Permission.EDIT_CONTEXTS)
    if not reason.strip():
        raise ValidationError({"reason": _("Say how you know.")})
    lock_people(*(link.child for link in links))  # all of them before any link

    def still_true(link: ContextLink) -> None:
        if link.has_lapsed:
            take_up_again(link, by=by, source=reason)
        else:
            renew_link(link, by=by, reason=reason)

    return _each(links, still_true)


@transaction.atomic
def end_links(links: Sequence[ContextLink], *, by: User, to_on: datetime.date, reason: str) -> int:
    """End each of these links on one day, for one reason. Refuses the whole when one of them is refused."""
    require(by, Permission.EDIT_CONTEXTS)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why they ended, or how you know.")})
    return _each(links, lambda link: end_link(link, by=by, to_on=to_on, ended_why=reason))


@transaction.atomic
def take_up_again(link: ContextLink, *, by: User, source: str) -> ContextLink:
    """Record a lapsed link anew from today, from this source: the same role, known in the same way, as reliable as
    before. The one that lapsed ends on the day it did. Refuses one that has ended or has not lapsed."""
    require(by, Permission.EDIT_CONTEXTS)
    require_sight(by, link)
    lock_people(link.child)
    link = ContextLink.objects.select_for_update(of=("self",)).select_related("child", "context").get(pk=link.pk)
    if not link.has_lapsed:
        raise ValidationError(_("This link has been answered for meanwhile. Look at the list again."))
    return link_child(
        link.child,
        link.context,
        by=by,
        role=link.role,
        basis=link.basis,
        reliability=link.reliability,
        source=source,
        source_on=today(),
        from_on=today(),
        child_view=link.child_view,
        handling=link.handling,
        handling_conditions=link.handling_conditions,
    )


@transaction.atomic
def review_peer_groups(groups: Sequence[Context], *, by: User, reason: str) -> int:
    """Say of each of these groups that recording it is still right, and why. Refuses the whole when one is refused."""
    require(by, Permission.EDIT_CONTEXTS)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why recording them is still right.")})
    return _each(groups, lambda group: review_peer_group(group, by=by, reason=reason))


@transaction.atomic
def end_peer_groups(groups: Sequence[Context], *, by: User, reason: str) -> int:
    """End each of these groups, for one reason. Refuses the whole when one is refused."""
    require(by, Permission.OPEN_CASE)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why they are no longer recorded.")})
    return _each(groups, lambda group: end_peer_group(group, by=by, reason=reason))


@transaction.atomic
def end_peer_group(group: Context, *, by: User, reason: str) -> Context:
    """Say that it is no longer right to record this group: it is closed, and every link to it ends today, each with the
    reason. The record stays, with its versions.

    Refuses a group with a case that is not closed, and one linked to a child whom this manager may not see: in the same
    words, which tell neither.
    """
    require(by, Permission.OPEN_CASE)
    require_sight(by, group)
    group = Context.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if group.kind != Kind.PEER_GROUP:
        raise ValidationError(_("Only a peer group has a review of its own."))
    unended = ContextLink.objects.filter(context=group, to_on=None)
    seen = ContextLink.objects.visible_to(by).filter(context=group, to_on=None)
    # The table is of an app above this one: reached by name, never by import.
    cases = model_above(Context, "cases").objects.filter(context=group, status__in=["proposed", "open"])
    if cases.exists() or unended.exclude(pk__in=seen.values("pk")).exists():
        raise ValidationError(
            _("It cannot be ended here. Close its case first, or ask a manager who may see all that stands on it.")
        )
    for link in seen.select_related("child", "context").order_by("pk"):
        end_link(link, by=by, to_on=today(), ended_why=reason)
    group.status = Context.Status.CLOSED
    save_record(group, by=by, reason=reason)
    record(by=by, action="context.ended", target=group, reason=reason)
    return group


def _each[R: Any](rows: Sequence[R], change: Callable[[R], Any]) -> int:
    """Change each row; what is refused of any is raised of all, by the id of the row."""
    if not rows:
        raise ValidationError(_("Choose at least one row."))
    refused: dict[str, str] = {}
    # In one order, so that two managers do not wait for each other.
    for row in sorted(rows, key=lambda row: row.pk):
        try:
            with transaction.atomic():
                change(row)
        except ValidationError as refusal:
            refused[f"row_{row.pk}"] = _("%(row)s: %(why)s") % {"row": row, "why": " ".join(refusal.messages)}
    if refused:
        raise ValidationError(refused)
    return len(rows)
