"""Restricting a record whole, in one step: who still sees it, and what the other records of its notes keep."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.hiding import check_decided, leave_hidden
from cases.models import Allocation, Case, CaseNote
from cases.releasing import Target, release_note
from contexts.models import Context
from cs_casework.access import LONGEST_DAYS, Grant, grant_access, restrict_record
from cs_casework.accounts.models import Permission, TeamMembership, User
from cs_casework.dates import today
from families.models import Family, Person


@dataclass(frozen=True)
class WorksWith:
    """Somebody who works with a record now, and as what: whom restricting it would shut out."""

    user: User
    part: str


def working_with(target: Target, *, user: User) -> list[WorksWith]:
    """The allocated workers of the open cases about this record, then the managers of their teams, but for the manager who
    asks; as far as that one may see them."""
    held = Allocation.objects.visible_to(user).current().filter(_cases_about(target), case__status=Case.Status.OPEN)
    found: dict[UUID, WorksWith] = {}
    teams: set[UUID] = set()
    for row in held.filter(worker__is_active=True).select_related("worker", "case").order_by("-role", "worker__name"):
        part = _("%(role)s, %(case)s") % {"role": row.get_role_display(), "case": row.case.reference}
        found.setdefault(row.worker_id, WorksWith(row.worker, part))
        teams |= {team for team in (row.team_id, row.case.team_id) if team}
    managing = TeamMembership.objects.current().filter(team__in=teams, is_manager=True, user__is_active=True)
    for member in managing.select_related("user", "team").order_by("team__name", "user__name"):
        part = _("Manager, %(team)s") % {"team": member.team}
        found.setdefault(member.user_id, WorksWith(member.user, part))
    found.pop(user.pk, None)
    return list(found.values())


def _cases_about(target: Target) -> Q:
    if isinstance(target, Person):
        open_now = Q(case__children__child=target, case__children__to_on=None)
        return open_now & (Q(child=None) | Q(child=target))
    if isinstance(target, Family):
        return Q(case__family=target)
    return Q(case__context=target) if isinstance(target, Context) else Q(case=target)


@transaction.atomic
def restrict_with(
    target: Target,
    *,
    by: User,
    reason: str,
    granted: Iterable[User] = (),
    released: Mapping[CaseNote, dict[str, Any]] | None = None,
    hidden: Collection[CaseNote] = (),
    hide_others: bool = False,
) -> Target:
    """Restrict a record, and in the same step let those chosen who work with it go on seeing it, for six months, and decide
    on each of its notes that stand on other records too: these lose sight of it, or read words that are released to them.
    With `hide_others` all other such notes are hidden, and wait to be decided on. Either all of it happens or nothing.

    Refuses what `restrict_record`, `grant_access` and `release_note` refuse, to grant it so to somebody who does not work
    with it, and to hide a note on which nobody decided.
    """
    parts = {found.user.pk: found.part for found in working_with(target, user=by)}
    target = restrict_record(target, by=by, reason=reason)
    if not hide_others:
        check_decided(target, by=by, decided=[*hidden, *(released or {})])
    ends_on = today() + datetime.timedelta(days=LONGEST_DAYS[Grant.Kind.INVOLVED])
    for user in granted:
        if user.pk not in parts:
            raise ValidationError({"granted": _("%(who)s no longer works with this record.") % {"who": user}})
        grant_access(target, to=user, by=by, reason=parts[user.pk], ends_on=ends_on)
    for note, words in (released or {}).items():
        try:
            release_note(note, target=target, by=by, **words)
        except ValidationError as refusal:
            raise ValidationError({f"note_{note.pk.hex}": refusal.messages}) from None
    if hidden:
        leave_hidden(target, by=by, notes=hidden)
    return target


def granted_before(target: Target) -> Any:
    """Every version of every grant on this record, the latest first: what was granted, renewed and ended."""
    versions: Any = type(target).grant_model().history.model.objects
    told = versions.filter(content_object_id=target.pk)
    return told.select_related("user", "granted_by", "ended_by").order_by("-history_date", "-history_id")


def nobody_left(target: Target) -> bool:
    """Whether no manager holds a live grant on this restricted record: then nobody can grant it or lift it."""
    may = {"user__is_active": True, "user__role__permissions__contains": [Permission.RESTRICT.value]}
    return not type(target).grant_model().objects.live().filter(content_object=target, **may).exists()
