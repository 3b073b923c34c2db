"""Proposing, opening and reopening cases, and who is open in them.

Who holds a case is in `allocating.py`, moving it in `transferring.py`, ending it in `closing.py`; notes in `notes.py`.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.allocating import end_allocations
from cases.codes import ClosureReason, WorkerChange
from cases.models import Case, CaseChild, CaseClosure, CaseTransfer
from cases.standing import Standing, lock_case
from contexts.models import Context
from contexts.workflow import lock_standing, set_status
from cs_casework.access import model_above, require
from cs_casework.accounts.models import Permission, Team, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future, today
from families.models import Family, FamilyMembership, Person
from families.workflow import lock_people, lock_unended, require_sight

UNSETTLED = [Case.Status.PROPOSED, Case.Status.OPEN]


@transaction.atomic
def propose_case(
    subject: Family | Context, *, by: User, why: str, referred_on: datetime.date | None = None, team: Team | None = None
) -> Case:
    """Ask a manager to open a case on a family or a context, saying why.

    Refuses a subject that has a case already, open or proposed, and a family or a context that became part of another.
    A case that they may not see is not told of.
    """
    require(by, Permission.PROPOSE_CASE)
    require_sight(by, subject)
    if not why.strip():
        raise ValidationError({"why": _("Say why a case is needed.")})
    check_not_in_future(referred_on=referred_on)
    # Locked, so that a second proposal, or a join with another family, waits until this one is written.
    type(subject)._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)
    if isinstance(subject, Family) and Family.objects.filter(pk=subject.pk, joined_into__isnull=False).exists():
        raise ValidationError(_("This family was joined into another. Propose the case there."))
    if isinstance(subject, Context):
        lock_standing(subject)
    _check_no_hidden(
        subject.cases.filter(status__in=UNSETTLED),
        by=by,
        words=_("A case cannot be proposed here by you. Ask a manager who works with it."),
    )
    case = Case(
        family=subject if isinstance(subject, Family) else None,
        context=subject if isinstance(subject, Context) else None,
        proposed_on=today(),
        proposed_by=by,
        proposed_why=why,
        referred_on=referred_on,
        team=team,
    )
    save_record(case, by=by)
    record(by=by, action="case.proposed", target=case)
    return case


@transaction.atomic
def open_case(
    case: Case,
    *,
    by: User,
    team: Team,
    children: Iterable[Person] = (),
    why: str = "",
    referred_on: datetime.date | None = None,
    primary_need: str = "",
    source: str = "",
) -> Case:
    """A manager agrees: the case is open, held by a team, and the children named are open to the service.

    Refuses a case that is not proposed, a family case without a child, a child who is open already, who is not a
    member of the family, who has died, or whom the manager may not see. A context case opens its context too.
    """
    require(by, Permission.OPEN_CASE)
    children = list(children)
    require_sight(by, *children)
    lock_people(*children)
    case = lock_case(case, by=by)
    if case.status != Case.Status.PROPOSED:
        raise ValidationError(_("Only a proposed case can be opened."))
    check_not_in_future(referred_on=referred_on)
    case.status = Case.Status.OPEN
    case.opened_on = today()
    case.referred_on = referred_on or case.referred_on or today()
    case.team = team
    case.decided_why = why
    save_record(case, by=by)
    if case.family:
        if not children:
            raise ValidationError({"children": _("Choose at least one child who is open to the service.")})
        for child in children:
            open_child(case, child=child, by=by, primary_need=primary_need, source=source)
    elif case.context:
        worked_on = (Context.Status.OPEN.value, Context.Status.MONITORING.value)
        case.context = set_status(case.context, by=by, status=Context.Status.OPEN, unless=worked_on)
    record(by=by, action="case.opened", target=case)
    return case


@transaction.atomic
def open_child(
    case: Case,
    *,
    child: Person,
    by: User,
    primary_need: str = "",
    source: str = "",
    from_on: datetime.date | None = None,
) -> CaseChild:
    """Open one child of the family to the service, in this case. Refuses as `open_case` does, a day before the case was
    open or the child was born, and while closing the whole case waits for a manager: what was said of it was not said
    of this child. A period that they may not see is not told of."""
    require(by, Permission.OPEN_CASE)
    require_sight(by, child)
    (child,) = lock_people(child)
    case = lock_case(case, by=by)
    if not case.is_open or not case.family:
        raise ValidationError(_("A child is opened in an open case on a family."))
    if case.closures.waiting().filter(period=None).exists():
        raise ValidationError(_("Closing this case has been proposed. A manager answers that first."))
    check_not_in_future(from_on=from_on)
    begun = case.reopened_on or case.opened_on
    if from_on and begun and from_on < begun:
        raise ValidationError({"from_on": _("The case was not open yet.")})
    if from_on and child.birth_on and from_on < child.birth_on:
        raise ValidationError({"from_on": _("%(child)s was not born yet.") % {"child": child}})
    if child.died_on:
        raise ValidationError({"children": _("%(child)s has died.") % {"child": child}})
    if not FamilyMembership.objects.current().filter(family=case.family, person=child).exists():
        raise ValidationError({"children": _("%(child)s is not a member of this family.") % {"child": child}})
    _check_no_hidden(
        CaseChild.objects.filter(child=child, to_on=None),
        by=by,
        words=_("%(child)s cannot be opened here by you. Ask a manager who works with them.") % {"child": child},
    )
    period = CaseChild(case=case, child=child, from_on=from_on or today(), referred_on=case.referred_on, source=source)
    if primary_need:
        period.primary_need = primary_need
    save_record(period, by=by)
    record(by=by, action="child.opened", target=child)
    return period


@transaction.atomic
def decline_case(case: Case, *, by: User, why: str) -> Case:
    """A manager does not open the case, and says why. The proposal stays readable."""
    require(by, Permission.OPEN_CASE)
    case = lock_case(case, by=by)
    if case.status != Case.Status.PROPOSED:
        raise ValidationError(_("Only a proposed case can be declined."))
    if not why.strip():
        raise ValidationError({"why": _("Say why the case is not opened.")})
    case.status = Case.Status.DECLINED
    case.decided_why = why
    save_record(case, by=by)
    record(by=by, action="case.declined", target=case)
    return case


@transaction.atomic
def reopen_case(
    case: Case,
    *,
    by: User,
    why: str,
    team: Team,
    children: Iterable[Person] = (),
    referred_on: datetime.date | None = None,
    primary_need: str = "",
    source: str = "",
) -> Case:
    """A manager opens a closed case again, with a reason, and a new period for each child named. Nobody holds it yet.

    The referral is the one that brings it back, of today unless another day is given: each new period carries it. What
    was said when it closed stands in its closing and its versions. A context case opens its context again.
    Refuses a case that is not closed or was closed into another, a manager of another team than the one that held it, a
    family joined into another, a subject that has another case by now, and what `open_child` refuses.
    """
    require(by, Permission.OPEN_CASE)
    opened = list(children)
    require_sight(by, *opened)
    lock_people(*opened)  # before anything else
    subject = case.subject
    # Locked first, as in `propose_case`: a proposal, or a join with another family, waits until this is written.
    type(subject)._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)
    case = lock_case(case, by=by)
    if not Standing(by, case).manages:
        raise PermissionDenied
    if case.status != Case.Status.CLOSED:
        raise ValidationError(_("Only a closed case can be opened again."))
    not_yours = _("This case cannot be opened again by you. Ask a manager who works with it.")
    if case.closed_into_id:
        if Case.objects.visible_to(by).filter(pk=case.closed_into_id).exists():
            raise ValidationError(_("This case goes on in another. Work with that one."))
        raise ValidationError(not_yours)
    if case.family and case.family.joined_into_id:
        raise ValidationError(_("This family was joined into another. Propose a case there."))
    _check_no_hidden(subject.cases.filter(status__in=UNSETTLED), by=by, words=not_yours)
    check_not_in_future(referred_on=referred_on)
    if not why.strip():
        raise ValidationError({"why": _("Say why the case is opened again.")})
    if case.family and not opened:
        raise ValidationError({"children": _("Choose at least one child who is open to the service.")})
    # A case that was loaded closed may still say who held it then.
    end_allocations(
        case.allocations,
        by=by,
        to_on=case.closed_on or today(),
        change_reason=WorkerChange.CASE_MANAGEMENT,
        reason=_("The case closed"),
    )
    case.status, case.closed_on = Case.Status.OPEN, None
    case.closure_reason = case.outcome = case.summary = ""
    case.reopened_on, case.reopened_why, case.team = today(), why, team
    case.referred_on = referred_on or today()
    save_record(case, by=by)
    answer_what_waits(case, by=by, why=_("The case was opened again"))
    for child in opened if case.family else ():
        open_child(case, child=child, by=by, primary_need=primary_need, source=source)
    if case.context:
        case.context = set_status(case.context, by=by, status=Context.Status.OPEN)
    record(by=by, action="case.reopened", target=case)
    return case


@transaction.atomic
def close_period(period: CaseChild, *, by: User, to_on: datetime.date, reason: str) -> CaseChild:
    """End a period in which a child was open, with the national reason. Their statuses end with it.

    So does what says that a context's plan reaches them. Refuses a period that has closed already, a day to come, and
    one before the period began. The journey of closing (what is still open, the summary, the manager's agreement) is
    built on this.
    """
    require(by, Permission.OPEN_CASE)
    require_sight(by, period)
    period = lock_unended(period, to_on=to_on)
    period.to_on, period.closure_reason = to_on, reason
    save_record(period, by=by)
    for status in period.statuses.filter(to_on=None):
        status.to_on = max(to_on, status.from_on)
        save_record(status, by=by)
    end_plan_links(period, by=by)
    record(by=by, action="child.closed", target=period.child)
    return period


def end_plan_links(period: CaseChild, *, by: User | None, reason: str = "") -> None:
    """What says that a context's plan reaches the child ends with the period, and says why: the plan goes on without
    them. Plans are of an app above, and reached by name."""
    assert period.to_on is not None
    links = model_above(Person, "plan_links").objects.select_for_update(of=("self",))
    for link in links.filter(child=period.child_id, to_on=None):
        words = _("Closed to the service: %(reason)s") % {"reason": period.get_closure_reason_display()}
        link.to_on, link.ended_why = max(period.to_on, link.from_on), words
        save_record(link, by=by, reason=reason)


@transaction.atomic
def close_into(case: Case, *, continuing: Case, by: User) -> Case:
    """Close a case whose work goes on in another, when two families or two contexts turn out to be one. What waited for
    a manager's word on it is answered by that."""
    require(by, Permission.OPEN_CASE)
    answer_what_waits(case, by=by, why=_("The case goes on in another"))
    case.status = Case.Status.CLOSED
    case.opened_on = case.opened_on or today()
    case.closed_on = max(today(), case.opened_on)
    case.closure_reason = ClosureReason.CEASED_OTHER
    case.outcome = _("Continues in another case")  # which one, a reader learns through that case's own door
    case.closed_into = continuing
    save_record(case, by=by)
    record(by=by, action="case.closed", target=case)
    return case


def answer_what_waits(case: Case, *, by: User, why: str) -> None:
    """Answer what waits for a manager's word on a case that ended, or begins anew, without it: nobody is asked still.

    Only what ends or reopens the case calls this, with the case locked, when the right to do so has been asked for.
    """
    said = {"decided_on": today(), "decided_by": by, "decided_why": why}
    for waiting, status in (
        (case.transfers, CaseTransfer.Status.WITHDRAWN),
        (case.closures, CaseClosure.Status.RETURNED),
    ):
        for row in waiting.waiting().select_for_update(of=("self",)):
            for field, value in {**said, "status": status}.items():
                setattr(row, field, value)
            save_record(row, by=by)


def _check_no_hidden(others: Any, *, by: User, words: str) -> None:
    """Refuse, without saying that there is one, where another stands in the way that they may not see. One that they
    may see is refused by the table, in words that tell of it."""
    if others.exists() and not others.visible_to(by).exists():
        raise ValidationError(words)
