"""Whom and what a contact is about: stating them, saying which record they are, and taking out what was a mistake."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from contexts.models import Context
from contexts.workflow import lock_standing
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.likely import Stated, hidden_matches
from families.models import Person
from families.workflow import lock_people, require_sight
from referrals.codes import Known
from referrals.models import HiddenMatch, Referral, ReferralAdult, ReferralChild, ReferralContext
from referrals.taking import lock_unfinished
from referrals.telling import tell_workers

Row = ReferralChild | ReferralAdult | ReferralContext


@transaction.atomic
def state_child(
    referral: Referral,
    *,
    by: User,
    child: ReferralChild | None = None,
    known: str = "",
    person: Person | None = None,
    **said: Any,
) -> ReferralChild:
    """Write down a child as stated, or what is said of one already stated, and which child on record it is.

    What was stated stays beside the record chosen. Somebody whom the typist may not see is never chosen and never shown:
    where the names fit, a manager who may see both gets a task. Refuses a child who is in the contact already, a person
    they may not see, and "this one" without one.
    """
    referral = lock_unfinished(referral, by=by)
    row = _row(ReferralChild, referral, child)
    _say(row, known=known, column="person", chosen=person, by=by, said=said)
    _look_for_hidden(row, by=by)
    _told(referral, by=by)
    record(by=by, action="referral.child_stated", target=referral, shown=[person.pk] if person else [])
    return row


@transaction.atomic
def state_adult(
    referral: Referral,
    *,
    by: User,
    adult: ReferralAdult | None = None,
    known: str = "",
    person: Person | None = None,
    **said: Any,
) -> ReferralAdult:
    """Write down an adult as stated: a parent, the other half of a relationship, somebody of concern or protective."""
    referral = lock_unfinished(referral, by=by)
    row = _row(ReferralAdult, referral, adult)
    _say(row, known=known, column="person", chosen=person, by=by, said=said)
    record(by=by, action="referral.adult_stated", target=referral, shown=[person.pk] if person else [])
    return row


@transaction.atomic
def state_context(
    referral: Referral,
    *,
    by: User,
    stated: ReferralContext | None = None,
    known: str = "",
    context: Context | None = None,
    **said: Any,
) -> ReferralContext:
    """Write down a place, group, online space or relationship as stated, and which context on record it is.

    Refuses a context that is in the contact already, one that was merged into another, and one they may not see.
    """
    referral = lock_unfinished(referral, by=by)
    row = _row(ReferralContext, referral, stated)
    _say(row, known=known, column="context", chosen=context, by=by, said=said)
    _told(referral, by=by)
    record(by=by, action="referral.context_stated", target=referral)
    return row


@transaction.atomic
def take_out(row: Row, *, by: User) -> Row:
    """Take a child, an adult or a context out of a contact: it was stated by mistake. It stays in the versions."""
    lock_unfinished(row.referral, by=by)
    require_sight(by, row)
    row = _again(row)
    row.withdrawn_on = today()
    save_record(row, by=by)
    record(by=by, action="referral.taken_out", target=row.referral)
    return row


@transaction.atomic
def put_back(row: Row, *, by: User) -> Row:
    """Undo taking it out. Refuses one whose record is in the contact again by now."""
    lock_unfinished(row.referral, by=by)
    require_sight(by, row)
    row = _again(row)
    row.withdrawn_on = None
    save_record(row, by=by)
    record(by=by, action="referral.put_back", target=row.referral)
    return row


@transaction.atomic
def settle_hidden_match(task: HiddenMatch, *, by: User, outcome: str) -> HiddenMatch:
    """Say whether a child as stated is somebody whom the typist may not see. *The same* chooses the record: from then on
    the contact is hidden with it. Refuses a task that is settled."""
    require(by, Permission.DECIDE_REFERRALS)
    require_sight(by, task)
    referral = lock_unfinished(task.stated.referral, by=by)
    task = HiddenMatch.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if task.outcome != HiddenMatch.Outcome.OPEN:
        raise ValidationError(_("This has been settled already."))
    if outcome not in (HiddenMatch.Outcome.SAME, HiddenMatch.Outcome.DIFFERENT):
        raise ValidationError({"outcome": _("Say whether it is the same child.")})
    task.outcome, task.settled_on = outcome, today()
    save_record(task, by=by)
    if outcome == HiddenMatch.Outcome.SAME:
        row = _row(ReferralChild, referral, task.stated)
        _say(row, known=Known.KNOWN, column="person", chosen=task.person, by=by, said={})
        _told(referral, by=by)
    record(by=by, action="referral.match_settled", target=referral, shown=[task.person_id])
    return task


def _again(row: Any) -> Any:
    """The row as it is now, locked."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def _row(model: Any, referral: Referral, row: Row | None) -> Any:
    if row is None:
        return model(referral=referral)
    return model._default_manager.select_for_update(of=("self",)).get(pk=row.pk, referral=referral)


def _say(row: Row, *, known: str, column: str, chosen: Any, by: User, said: dict[str, Any]) -> None:
    require_sight(by, chosen)
    # Locked, so that it is not merged into another while it is chosen here.
    if isinstance(chosen, Person):
        lock_people(chosen)
    elif chosen is not None:
        lock_standing(chosen)
    if known == Known.KNOWN and chosen is None:
        raise ValidationError({"known": _("Choose which one on record it is, or “Can’t tell yet”.")})
    for field, value in said.items():
        setattr(row, field, value)
    if not _is_hidden(getattr(row, column), by=by):
        row.known = known
        setattr(row, column, chosen if known == Known.KNOWN else None)
    save_record(row, by=by)


def _is_hidden(chosen: Any, *, by: User) -> bool:
    """Whether a manager has chosen a record that this member of staff may not see. To them the row is one that nobody
    has matched: what they say of it must neither undo that choice nor be told of it."""
    return chosen is not None and not type(chosen)._default_manager.visible_to(by).filter(pk=chosen.pk).exists()


def _look_for_hidden(row: ReferralChild, *, by: User) -> None:
    """Make a task of each person who fits and whom the typist may not see. Nothing here is told to anybody."""
    if row.known == Known.KNOWN:
        return
    stated = Stated(given=row.given, family=row.family, birth_on=row.birth_on, nhs_number=row.nhs_number, upn=row.upn)
    hidden = hidden_matches(stated).exclude(pk__in=Person.objects.visible_to(by).order_by().values("pk"))
    already = HiddenMatch.objects.filter(stated=row).order_by().values("person")
    for person in hidden.exclude(pk__in=already):
        save_record(HiddenMatch(stated=row, person=person), by=by)


def _told(referral: Referral, *, by: User) -> None:
    """Whoever works with a child who is chosen once the contact has been submitted is told then."""
    if not referral.is_taking:
        tell_workers(referral, by=by)
