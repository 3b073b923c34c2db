"""Who has to know of a contact: the workers and managers of children and contexts in it that are open to the service."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Allocation, Case, CaseChild
from cases.standing import managers_of
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future
from families.models import Person
from referrals.models import Acknowledgement, Referral


def tell_workers(referral: Referral, *, by: User) -> None:
    """Ask each worker and manager of a child, or of the case on a context, that the contact is about to say that they
    have seen it. Nobody is asked twice, and nobody who may not see the whole of it."""
    asked: set[tuple[Any, Any, Any]] = set(referral.acknowledgements.values_list("user", "case", "child"))
    for case, child, user in _concerned(referral):
        key = (user.pk, case.pk, child.pk if child else None)
        if key in asked or not Referral.objects.shown_whole_to(user).filter(pk=referral.pk).exists():
            continue
        asked.add(key)
        save_record(Acknowledgement(referral=referral, case=case, child=child, user=user), by=by)


def _concerned(referral: Referral) -> list[tuple[Case, Person | None, User]]:
    children = referral.children.standing().filter(person__isnull=False).order_by().values("person")
    contexts = referral.contexts.standing().filter(context__isnull=False).order_by().values("context")
    found: list[tuple[Case, Person | None, User]] = []
    periods = CaseChild.objects.filter(child__in=children, to_on=None).select_related("case__team", "child")
    for period in periods:
        found += [(period.case, period.child, user) for user in _who_works_with(period.case, period.child)]
    for case in Case.objects.filter(context__in=contexts, status=Case.Status.OPEN).select_related("team"):
        found += [(case, None, user) for user in _who_works_with(case, None)]
    return found


def _who_works_with(case: Case, child: Person | None) -> list[User]:
    held = Allocation.objects.current().filter(Q(child=None) | Q(child=child), case=case).select_related("worker__role")
    workers: dict[Any, User] = {row.worker_id: row.worker for row in held if row.worker.is_active}
    if case.team:
        workers |= {user.pk: user for user in managers_of(case.team)}
    return list(workers.values())


@transaction.atomic
def acknowledge(asked: Acknowledgement, *, by: User) -> Acknowledgement:
    """Say that one has seen a contact one was told of. Said twice, the first time counts. Nobody says it for another,
    unless they cover for them."""
    found: Any = Acknowledgement.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=asked.pk).first()
    if found is None or not Acknowledgement.objects.filter(by.own_or_covered("user"), pk=asked.pk).exists():
        raise PermissionDenied
    if found.acknowledged_at is None:
        found.acknowledged_at = timezone.now()
        save_record(found, by=by)
        record(by=by, action="referral.acknowledged", target=found.referral)
    return found


@transaction.atomic
def tell_referrer(referral: Referral, *, by: User, told_on: Any, told_how: str) -> Referral:
    """Note that the referrer was told what comes of it, when and how. Refuses a day to come or before it was received,
    one who gave no name, and one who was told already."""
    require(by, Permission.TAKE_REFERRALS)
    found: Any = Referral.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=referral.pk).first()
    if found is None:
        raise PermissionDenied
    if found.is_anonymous:
        raise ValidationError(_("The referrer gave no name, so nobody can be told."))
    check_not_in_future(told_on=told_on)
    if told_on < timezone.localdate(found.received_at):
        raise ValidationError({"told_on": _("This is before the contact was received.")})
    if not told_how.strip():
        raise ValidationError({"told_how": _("Say how the referrer was told, and what.")})
    if found.told_on:
        raise ValidationError(_("The referrer has been told already."))
    found.told_on, found.told_how, found.told_by = told_on, told_how, by
    save_record(found, by=by)
    record(by=by, action="referral.referrer_told", target=found)
    return found
