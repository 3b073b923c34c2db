"""Legal hold: what is kept whatever its rule says, and what hangs together with it."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from cases.models import Case, CaseChild
from contexts.models import Context, ContextLink
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import months_after, today
from families.models import Family, FamilyMembership, Person
from keeping.models import LegalHold

LONGEST_UNTIL_REVIEW_MONTHS = 12


# --- What is held ----------------------------------------------------------------------------------------------------
def _held_directly(holds: Any) -> tuple[Any, Any]:
    """The people and the contexts on which these holds stand themselves: of a family its members, of a case the children
    in it and whom or what it is about."""
    cases = Case.objects.filter(legal_holds__in=holds).order_by()
    families = Family.objects.filter(Q(legal_holds__in=holds) | Q(cases__in=cases)).order_by()
    # What was joined or merged into another is read there, so that is held.
    joined = Family.objects.filter(joined_families__in=families.values("pk")).order_by()
    members = FamilyMembership.objects.filter(Q(family__in=families.values("pk")) | Q(family__in=joined.values("pk")))
    people = Person.objects.filter(Q(legal_holds__in=holds) | Q(merged__legal_holds__in=holds)).order_by()
    contexts = Context.objects.filter(
        Q(legal_holds__in=holds) | Q(cases__in=cases) | Q(merged__legal_holds__in=holds)
    ).order_by()
    return (
        people.values(found=F("pk")).union(
            members.order_by().values(found=F("person")),
            CaseChild.objects.filter(case__in=cases.values("pk")).order_by().values(found=F("child")),
        ),
        contexts.values(found=F("pk")),
    )


def held_people(holds: Any = None) -> Any:
    """The ids of everybody who is held: on whom a hold stands, who is or was of a family with them, and who is or was
    linked to a context that is held. Whoever may see the holds, unless some are given."""
    holds = LegalHold.objects.standing() if holds is None else holds
    people, contexts = _held_directly(holds)
    members = FamilyMembership.objects.order_by()
    families = members.filter(person__in=people).values("family")
    linked = ContextLink.objects.filter(context__in=contexts).order_by().values(found=F("child"))
    merged = Person.objects.filter(merged_into__in=people).order_by().values(found=F("pk"))
    return people.union(members.filter(family__in=families).values(found=F("person")), linked, merged)


def held_contexts(holds: Any = None) -> Any:
    """The ids of every context that is held: on which a hold stands, or to which somebody is or was linked on whom one
    does."""
    holds = LegalHold.objects.standing() if holds is None else holds
    people, contexts = _held_directly(holds)
    linked = ContextLink.objects.filter(child__in=people).order_by()
    return contexts.union(linked.values(found=F("context")))


def holds_on(found: Person | Context, user: User) -> list[LegalHold]:
    """The standing holds that keep this record and that this reader may see."""
    seen = LegalHold.objects.visible_to(user).standing().select_related("person", "family", "context", "case")
    held = held_people if isinstance(found, Person) else held_contexts
    return [
        hold
        for hold in seen.select_related("case__family", "case__context")
        if type(found).objects.filter(pk=found.pk, pk__in=held(LegalHold.objects.filter(pk=hold.pk))).exists()
    ]


# --- Changes ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def hold_record(found: Any, *, by: User, reason: str, review_due: datetime.date) -> LegalHold:
    """Keep a person, a family, a context or a case, and what hangs together with it, until the hold is ended.

    Refuses no reason, a record that may not be seen, and a day of review that has gone by or is more than a year off.
    """
    require(by, Permission.KEEP_RECORDS)
    if not type(found).objects.visible_to(by).filter(pk=found.pk).exists():
        raise PermissionDenied
    # Whoever disposes of it locks it too: either the hold comes first and keeps it, or there is nothing left to hold.
    locked = type(found).objects.select_for_update(of=("self",)).get(pk=found.pk)
    if locked.disposed_on:
        raise ValidationError(_("This record has been disposed of."))
    _check_review(review_due)
    hold = LegalHold(reason=reason.strip(), review_due=review_due, **{found._meta.model_name: found})
    save_record(hold, by=by, reason=reason)
    record(by=by, action="hold.placed", target=found)
    return hold


@transaction.atomic
def review_hold(hold: LegalHold, *, by: User, reason: str, review_due: datetime.date) -> LegalHold:
    """Say that it still has to be held, why, and when it is looked at again. Refuses one that has ended."""
    hold = _standing(hold, by)
    _check_review(review_due)
    hold.reason, hold.review_due = reason.strip(), review_due
    save_record(hold, by=by, reason=reason)
    record(by=by, action="hold.reviewed", target=hold.record)
    return hold


@transaction.atomic
def end_hold(hold: LegalHold, *, by: User, ended_why: str) -> LegalHold:
    """Let the record's rule count again. Refuses no reason, and one that has ended."""
    hold = _standing(hold, by)
    hold.ended_on, hold.ended_why = today(), ended_why.strip()
    save_record(hold, by=by, reason=ended_why)
    record(by=by, action="hold.ended", target=hold.record)
    return hold


def _standing(hold: LegalHold, by: User) -> LegalHold:
    require(by, Permission.KEEP_RECORDS)
    if not LegalHold.objects.visible_to(by).filter(pk=hold.pk).exists():
        raise PermissionDenied
    hold = LegalHold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if not hold.stands:
        raise ValidationError(_("This hold has ended already."))
    return hold


def _check_review(day: datetime.date) -> None:
    if not today() < day <= months_after(today(), LONGEST_UNTIL_REVIEW_MONTHS):
        raise ValidationError({"review_due": _("Choose a day between tomorrow and a year from today.")})
