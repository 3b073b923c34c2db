"""Where a case stands in its life, what this reader may do about it next, and what has happened to it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cases.models import Case, CaseClosure, CaseTransfer
from cases.standing import Standing
from cs_casework.accounts.models import Permission, User

# More of its past than this stands in the versions of the case alone.
MOST = 25


@dataclass(frozen=True)
class Happening:
    """One thing that has happened to a case: when, what, by whom, and in which words."""

    on: datetime.date
    what: str
    who: str = ""
    why: str = ""


@dataclass
class Life:
    """What a page about a case shows of its life. `steps` names what this reader may do; nothing else is offered."""

    case: Case
    standing: Standing
    transfer: CaseTransfer | None = None
    closing: CaseClosure | None = None
    closings: list[CaseClosure] = field(default_factory=list)
    past: list[Happening] = field(default_factory=list)
    unallocated: bool = False

    @cached_property
    def steps(self) -> set[str]:
        return {*self._deciding(), *self._transferring(), *self._closing()}

    @property
    def children_closing(self) -> set[Any]:
        """The periods of children whose closing waits for a manager."""
        return {closure.period_id for closure in self.closings if closure.period_id}

    def _deciding(self) -> Iterator[str]:
        user, case = self.standing.user, self.case
        if user.may(Permission.OPEN_CASE):
            if case.status == Case.Status.PROPOSED:
                yield from ("open", "decline")
            if case.is_open and case.family_id and self.closing is None:
                yield "open_child"
            if case.is_open and self.standing.manages:
                yield "put_right_referral"
            if self._may_come_back and not _has_another(case, user):
                yield "reopen"
        if case.is_open and user.may(Permission.ALLOCATE_CASE):
            yield from ("allocate", "end_allocation")

    def _transferring(self) -> Iterator[str]:
        user, transfer = self.standing.user, self.transfer
        if transfer is None:
            # One about to close does not move; one that moves does not close.
            if self.case.is_open and self.closing is None and self._acts:
                yield "transfer"
            return
        if transfer.status == CaseTransfer.Status.ASKED and self.standing.manages:
            yield from ("send", "decline_transfer")
        if transfer.status == CaseTransfer.Status.SENT and self.standing.receives(transfer.to_team_id):
            yield from ("accept", "decline_transfer")
        if self.standing.manages or (transfer.asked_by_id == user.pk and user.may(Permission.PROPOSE_CASE)):
            yield "withdraw"

    def _closing(self) -> Iterator[str]:
        if not self.case.is_open:
            return
        if self.closings and self.standing.manages and self.standing.user.may(Permission.OPEN_CASE):
            yield "return"
            if self.transfer is None:
                yield "agree"
        if self.transfer is None and self.closing is None and self._acts:
            yield "close"
            if self.case.family_id:
                yield "close_child"

    @property
    def _may_come_back(self) -> bool:
        case = self.case
        # That it goes on in a case out of their sight must not be told by what is missing; it is refused all the same.
        continues = getattr(case, "shows_continuation", bool(case.closed_into_id))
        if case.status != Case.Status.CLOSED or continues or (case.family and case.family.joined_into_id):
            return False
        return self.standing.manages

    @property
    def _acts(self) -> bool:
        """Whether they may ask for a change, or make it."""
        return self.standing.manages or self.standing.works_with


def life_of(case: Case, user: User) -> Life:
    """Where the case stands, as this reader may know."""
    life = Life(case, Standing(user, case))
    transfers = list(
        CaseTransfer.objects.visible_to(user)
        .filter(case=case)
        .select_related("from_team", "to_team", "asked_by", "sent_by", "decided_by")[:MOST]
    )
    closures = list(
        CaseClosure.objects.visible_to(user)
        .filter(case=case)
        .select_related("period__child", "asked_by", "decided_by")[:MOST]
    )
    life.transfer = next((transfer for transfer in transfers if transfer.is_waiting), None)
    life.closings = [closure for closure in closures if closure.is_waiting]
    life.closing = next((closure for closure in life.closings if closure.period_id is None), None)
    life.unallocated = Case.objects.visible_to(user).unallocated(user).filter(pk=case.pk).exists()
    if user.may(Permission.VIEW_CASES):
        # What was done on one day stands in the order in which it is done as a rule: the newest first.
        happened = [*_again(case), *map(_closed, closures), *map(_moved, transfers), *_begun(case)]
        life.past = sorted(filter(None, happened), key=lambda found: found.on, reverse=True)[:MOST]
    return life


def _has_another(case: Case, user: User) -> bool:
    """Whether the family or context has a case again, so that this one stays closed."""
    on = {"family": case.family_id} if case.family_id else {"context": case.context_id}
    unsettled = [Case.Status.PROPOSED, Case.Status.OPEN]
    return Case.objects.visible_to(user).filter(**on, status__in=unsettled).exists()


def _again(case: Case) -> Iterator[Happening]:
    if case.reopened_on:
        yield Happening(case.reopened_on, _("Opened again"), why=case.reopened_why)


def _begun(case: Case) -> Iterator[Happening]:
    if case.opened_on:
        yield Happening(case.opened_on, _("Opened"), why=case.decided_why)
    if case.proposed_on:
        yield Happening(case.proposed_on, _("Proposed"), who=str(case.proposed_by or ""), why=case.proposed_why)


def _moved(transfer: CaseTransfer) -> Happening | None:
    if transfer.decided_on is None:
        return None
    teams = {"old": transfer.from_team or _("no team"), "new": transfer.to_team}
    what = {
        CaseTransfer.Status.ACCEPTED: _("Moved from %(old)s to %(new)s"),
        CaseTransfer.Status.DECLINED: _("Transfer from %(old)s to %(new)s not accepted"),
        CaseTransfer.Status.WITHDRAWN: _("Transfer from %(old)s to %(new)s withdrawn"),
    }[CaseTransfer.Status(transfer.status)]
    why = "\n".join(filter(None, [transfer.why, transfer.decided_why]))
    return Happening(transfer.decided_on, what % teams, who=str(transfer.decided_by), why=why)


def _closed(closure: CaseClosure) -> Happening | None:
    if closure.decided_on is None:
        return None
    child = closure.period.child if closure.period else None
    agreed = closure.status == CaseClosure.Status.AGREED
    if child:
        what = _("Closed for %(child)s") if agreed else _("Closing for %(child)s returned")
    else:
        what = _("Closed") if agreed else _("Closing returned")
    said = [closure.get_reason_display(), closure.outcome, closure.summary, closure.decided_why]
    who = str(closure.decided_by)
    return Happening(closure.decided_on, what % {"child": child}, who=who, why="\n".join(filter(None, said)))
