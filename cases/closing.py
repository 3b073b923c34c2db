"""Closing a case or one child's time in it: what is still open, what came of it, and a manager's agreement."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.allocating import end_allocations
from cases.codes import ClosureReason, StillTrue, WorkerChange
from cases.models import Case, CaseChild, CaseChildStatus, CaseClosure
from cases.standing import Standing, lock_case
from cases.workflow import close_period
from contexts.models import Context, ContextLink
from contexts.workflow import end_link, renew_link, set_status
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future, today
from cs_casework.drafts.models import Draft
from families.workflow import require_sight

# What a context can be once its case is closed.
CONTEXT_AFTERWARDS = (Context.Status.MONITORING, Context.Status.CLOSED, Context.Status.NOTED)


# --- What is still open ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class StillOpen:
    """One thing that is not finished, where it stands, and whether it has to be before anything is closed."""

    label: str
    url: str = ""
    blocks: bool = False


def still_open(case: Case, user: User, period: CaseChild | None = None) -> list[StillOpen]:
    """What this reader should know of before the case, or one child's time in it, is closed.

    A kind of record that hangs on a case is listed here as soon as its queryset has `still_open(user, period)`, giving
    the rows of it that are not finished, and its model `still_open_words` and `blocks_closing`: apps above this one
    need not be known here.
    """
    periods = closing_periods(case, user, period)
    return [
        *_hanging(case, user, period),
        *_told(case, user, periods),
        *_drafts(case, user, periods),
        *_children(case, user, periods, alone=period is not None),
        *_statuses(user, periods),
    ]


def closing_periods(case: Case, user: User, period: CaseChild | None = None) -> list[CaseChild]:
    """The children whose time ends, as far as this reader may see them."""
    if period:
        return [period]
    return list(
        CaseChild.objects.visible_to(user).open().filter(case=case).select_related("child").order_by("child__birth_on")
    )


def links_to_ask_about(periods: Iterable[CaseChild], user: User) -> Any:
    """The current context links of those children that this reader may see."""
    links = ContextLink.objects.visible_to(user).current().filter(child__in=[period.child_id for period in periods])
    return links.select_related("child", "context").order_by("child__birth_on", "context__name", "role")


def links_to_ask_again(closure: CaseClosure, user: User) -> Any:
    """Of which nothing was said when this closing was proposed: the links recorded since, those of children who came
    since, and those that whoever proposed it may not see. As far as this reader may see them."""
    periods = [period for period in closing_periods(closure.case, user, closure.period) if period.to_on is None]
    came = [period.child_id for period in periods if _came_after(period, closure)]
    known = ContextLink.objects.visible_to(closure.asked_by).filter(created_at__lte=closure.created_at)
    known = known.filter(child__in=[period.child_id for period in periods]).exclude(child__in=came)
    return links_to_ask_about(periods, user).exclude(pk__in=known.order_by().values("pk"))


def _came_after(period: CaseChild, closure: CaseClosure) -> bool:
    return period.created_at > closure.created_at or period.from_on > closure.asked_on


def _hanging(case: Case, user: User, period: CaseChild | None) -> Iterator[StillOpen]:
    for relation in Case._meta.related_objects:
        model: Any = relation.related_model
        records = model._default_manager.all()
        if hasattr(records, "still_open"):
            for found in records.visible_to(user).filter(**{relation.field.name: case}).still_open(user, period):
                address = found.get_absolute_url() if hasattr(found, "get_absolute_url") else ""
                yield StillOpen(found.still_open_words, address, model.blocks_closing)


def _told(case: Case, user: User, periods: list[CaseChild]) -> Iterator[StillOpen]:
    """What an app above has to say to the reason that is chosen: its queryset has `closing_words`."""
    for relation in Case._meta.related_objects:
        model: Any = relation.related_model
        records = model._default_manager.all()
        if hasattr(records, "closing_words"):
            for words, url in records.filter(**{relation.field.name: case}).closing_words(user, periods):
                yield StillOpen(words, url)


def blocks_closing(case: Case, user: User, period: CaseChild | None = None) -> list[str]:
    """What has to be finished before the case can end, in words, as far as this person may know of it."""
    return [row.label for row in _hanging(case, user, period) if row.blocks]


def _drafts(case: Case, user: User, periods: Iterable[CaseChild]) -> Iterator[StillOpen]:
    """The reader's own: nobody else's are theirs to know of."""
    keys = [f"child:{period.child_id}" for period in periods]
    keys.append(f"family:{case.family_id}" if case.family_id else f"context:{case.context_id}")
    about = Q(about__in=keys)
    for key in keys:
        about |= Q(data__subject__contains=[key])
    for draft in Draft.objects.visible_to(user).unfinished().filter(about):
        yield StillOpen(_("Your draft, %(kind)s: %(draft)s") % {"kind": draft.kind, "draft": draft}, draft.path)


def _children(case: Case, user: User, periods: list[CaseChild], *, alone: bool) -> Iterator[StillOpen]:
    if not case.family_id:
        return
    if not alone:
        for period in periods:
            yield StillOpen(
                _("%(child)s is open to the service, and closes with the case.") % {"child": period.child},
                period.child.get_absolute_url(),
            )
    elif is_last(case, periods[0], user):
        yield StillOpen(_("No other child is listed as open here: the case itself would stay open with nobody in it."))


def is_last(case: Case, period: CaseChild, user: User) -> bool:
    """Whether no other child stays open in the case, as far as this reader may see."""
    return not CaseChild.objects.visible_to(user).open().filter(case=case).exclude(pk=period.pk).exists()


def _statuses(user: User, periods: Iterable[CaseChild]) -> Iterator[StillOpen]:
    current = CaseChildStatus.objects.visible_to(user).current().filter(period__in=[period.pk for period in periods])
    for status in current.select_related("period__child"):
        words = {"child": status.period.child, "status": status}
        yield StillOpen(_("%(child)s: “%(status)s” ends with it.") % words, status.period.child.get_absolute_url())


# --- Closing ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class LinkAnswer:
    """What is said of one context link of a child whose time with the service ends."""

    link: ContextLink
    answer: str
    ended_why: str = ""


@transaction.atomic
def close_case(
    case: Case,
    *,
    by: User,
    reason: str,
    outcome: str,
    summary: str,
    period: CaseChild | None = None,
    answers: Iterable[LinkAnswer] = (),
    context_status: str = "",
    closed_on: datetime.date | None = None,
) -> CaseClosure:
    """Close a case, or one child's time in it: a manager of its team does, a practitioner who works with it proposes.

    Of each current context link of the children concerned it must be said whether it is still true; none ends by
    itself. What is said of a link holds from now on, whatever the manager says of the closing. Refuses a case that is
    not open, a transfer or a closing that waits, whatever else has to be finished first, a reason that is none, a child
    who is said to have died and has no date of death, and for a manager what `agree_closing` refuses.
    """
    require(by, Permission.PROPOSE_CASE)
    require_sight(by, period)
    case = lock_case(case, by=by)
    standing = Standing(by, case)
    if not standing.manages and not standing.works_with:
        raise PermissionDenied
    if not case.is_open:
        raise ValidationError(_("Only an open case can be closed."))
    if period:
        period = CaseChild.objects.select_related("child").get(pk=period.pk)
        if period.case_id != case.pk or period.to_on:
            raise ValidationError(_("This child is not open in the case."))
    _check_nothing_blocks(case, by=by, period=period)
    if case.closures.waiting().filter(Q(period=None) | Q(period=period)).exists():
        raise ValidationError(_("Closing has been proposed already and waits for a manager."))
    _check_said(
        case, reason=reason, outcome=outcome, summary=summary, context_status=None if period else context_status
    )
    closure = CaseClosure(case=case, period=period, reason=reason, outcome=outcome, summary=summary)
    closure.context_status = context_status if case.context_id and not period else ""
    closure.asked_on, closure.asked_by = today(), by
    periods = closing_periods(case, by, period)
    _check_deaths(reason, periods)
    _answer_links(links_to_ask_about(periods, by), answers, by=by)
    if standing.manages:
        _carry_out(closure, by=by, closed_on=closed_on, why="")
    else:
        save_record(closure, by=by)
        record(by=by, action="case.closing_proposed", target=case)
    return closure


@transaction.atomic
def agree_closing(
    closure: CaseClosure,
    *,
    by: User,
    closed_on: datetime.date | None = None,
    why: str = "",
    answers: Iterable[LinkAnswer] = (),
) -> CaseClosure:
    """A manager of the team agrees, and what was proposed closes, today or on an earlier day.

    Each child's period ends with the national reason, what is allocated for the child with it; with the whole case,
    everything that is allocated, and closings of single children that waited are answered. Of each link that nothing
    could be said of when it was proposed (`links_to_ask_again`) it must be said now. Refuses one that was decided
    already, a case that is closed by now, a transfer that waits and whatever else has to be finished first, a day
    before a child was open, and a case with a child in it whom the manager may not see.
    """
    require(by, Permission.OPEN_CASE)
    closure = _lock(closure, by=by)
    if not Standing(by, closure.case).manages:
        raise PermissionDenied
    _check_waiting(closure)
    _check_nothing_blocks(closure.case, by=by, period=closure.period)
    _check_deaths(closure.reason, closing_periods(closure.case, by, closure.period))
    _answer_links(links_to_ask_again(closure, by), answers, by=by)
    _carry_out(closure, by=by, closed_on=closed_on, why=why)
    return closure


@transaction.atomic
def return_closing(closure: CaseClosure, *, by: User, why: str) -> CaseClosure:
    """A manager of the team does not agree, and says what is missing. Nothing closes. Refuses one decided already."""
    require(by, Permission.OPEN_CASE)
    closure = _lock(closure, by=by)
    if not Standing(by, closure.case).manages:
        raise PermissionDenied
    _check_waiting(closure)
    if not why.strip():
        raise ValidationError({"why": _("Say what is missing.")})
    _decide(closure, CaseClosure.Status.RETURNED, by=by, why=why)
    record(by=by, action="case.closing_returned", target=closure.case)
    return closure


def _carry_out(closure: CaseClosure, *, by: User, closed_on: datetime.date | None, why: str) -> None:
    require(by, Permission.OPEN_CASE)
    case = closure.case
    if not case.is_open:
        raise ValidationError(_("This case is closed already."))
    closed_on = closed_on or today()
    periods = [closure.period] if closure.period else list(case.children.open().select_related("child"))
    seen = set(CaseChild.objects.visible_to(by).filter(case=case).values_list("pk", flat=True))
    if any(period.pk not in seen for period in periods):
        # Asked before anything else is, so that no other refusal can tell of somebody hidden.
        raise ValidationError(_("This case cannot be closed by you. Ask a manager who works with it."))
    _check_day(case, periods, closed_on)
    if closure.period and closure.period.to_on:
        raise ValidationError(_("This child is no longer open in the case."))
    for period in periods:
        close_period(period, by=by, to_on=closed_on, reason=closure.reason)
    _decide(closure, CaseClosure.Status.AGREED, by=by, why=why)
    ending = case.allocations.filter(child=closure.period.child_id) if closure.period else case.allocations
    end_allocations(
        ending,
        by=by,
        to_on=closed_on,
        change_reason=WorkerChange.CASE_MANAGEMENT,
        reason=_("The child’s time in the case ended") if closure.period else _("The case closed"),
    )
    if closure.period:
        record(by=by, action="case.child_closed", target=case)
        return
    for waiting in case.closures.waiting().select_for_update(of=("self",)):
        _decide(waiting, CaseClosure.Status.AGREED, by=by, why=_("Closed with the whole case"))
    case.status, case.closed_on, case.closure_reason = Case.Status.CLOSED, closed_on, closure.reason
    case.outcome, case.summary = closure.outcome, closure.summary
    save_record(case, by=by)
    if case.context:
        case.context = set_status(case.context, by=by, status=closure.context_status or Context.Status.MONITORING)
    record(by=by, action="case.closed", target=case)


def _answer_links(links: Iterable[ContextLink], answers: Iterable[LinkAnswer], *, by: User) -> None:
    """Do what was said of each link; one of which nothing was said, recorded meanwhile perhaps, is asked about."""
    said = {answer.link.pk: answer for answer in answers}
    for link in links:
        answer = said.get(link.pk)
        if answer is None or answer.answer not in StillTrue.values:
            raise ValidationError({f"link_{link.pk}": _("Say whether this is still true: %(link)s.") % {"link": link}})
        if answer.answer == StillTrue.RENEW:
            renew_link(link, by=by)
        elif answer.answer == StillTrue.END:
            if not answer.ended_why.strip():
                raise ValidationError({f"ended_{link.pk}": _("Say why the link ended.")})
            end_link(link, by=by, to_on=today(), ended_why=answer.ended_why)


def _lock(closure: CaseClosure, *, by: User) -> CaseClosure:
    """The closing as it is now, with its case, both locked: the case first, as in everything done to a case."""
    require_sight(by, closure)
    case = lock_case(closure.case, by=by)
    closure = CaseClosure.objects.select_for_update(of=("self",)).select_related("period__child").get(pk=closure.pk)
    closure.case = case
    return closure


def _check_said(case: Case, *, reason: str, outcome: str, summary: str, context_status: str | None) -> None:
    """`context_status` is None where the context is not asked about: for one child."""
    problems: dict[str, str] = {}
    if reason not in ClosureReason.values or reason == ClosureReason.NOT_STATED:
        problems["reason"] = _("Choose the reason for closing.")
    if not outcome.strip():
        problems["outcome"] = _("Say what came of it.")
    if not summary.strip():
        problems["summary"] = _("Write a closing summary.")
    if case.context_id and context_status is not None and context_status not in CONTEXT_AFTERWARDS:
        problems["context_status"] = _("Say what the context is from now on.")
    if problems:
        raise ValidationError(problems)


def _check_deaths(reason: str, periods: Iterable[CaseChild]) -> None:
    if reason == ClosureReason.DIED:
        for period in periods:
            if not period.child.died_on:
                words = _("Record on %(child)s’s own page when they died, then close.") % {"child": period.child}
                raise ValidationError({"reason": words})


def _check_day(case: Case, periods: Iterable[CaseChild], closed_on: datetime.date) -> None:
    check_not_in_future(closed_on=closed_on)
    begun = [period.from_on for period in periods]
    if begun and closed_on < max(begun):
        raise ValidationError({"closed_on": _("A child was opened after that day.")})
    opened_on = case.reopened_on or case.opened_on
    if opened_on and closed_on < opened_on:
        raise ValidationError({"closed_on": _("The case was opened after that day.")})


def _check_nothing_blocks(case: Case, *, by: User, period: CaseChild | None) -> None:
    """Refuse while something that has to be finished first is not, as far as whoever closes may know of it."""
    if case.transfers.waiting().exists():
        raise ValidationError(_("A transfer of this case is waiting. It is accepted, declined or withdrawn first."))
    if blocking := blocks_closing(case, by, period):
        raise ValidationError(
            [_("Nothing can be closed until this is done: %(what)s") % {"what": label} for label in blocking]
        )


def _check_waiting(closure: CaseClosure) -> None:
    if not closure.is_waiting:
        raise ValidationError(_("This closing has been decided already."))


def _decide(closure: CaseClosure, status: str, *, by: User, why: str) -> None:
    closure.status, closure.decided_on, closure.decided_by, closure.decided_why = status, today(), by, why
    save_record(closure, by=by)
