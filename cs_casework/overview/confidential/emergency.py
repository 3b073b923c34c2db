"""Breaking the glass: a restricted record is opened to one member of staff for a few hours, and answered for afterwards."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cs_casework.access import model_above, require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.confidential.codes import Found
from cs_casework.confidential.models import EmergencyAccess, Interest
from cs_casework.confidential.openings import HOURS_OPEN
from cs_casework.confidential.writing import write_for_each
from cs_casework.dates import today
from cs_casework.overview.confidential.asking import KINDS, Asking, found_by, ids_of
from cs_casework.overview.confidential.reaching import (
    Reach,
    reach_of,
    who_answers,
    with_what_contacts_are_about,
)
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval

AN_HOUR, A_DAY = 1, 24
MOST_AN_HOUR, MOST_A_DAY = 5, 10


@transaction.atomic
def break_glass(*, by: User, asking: Asking, why: str, words: str) -> EmergencyAccess:
    """Open a restricted record, named exactly, and what must be seen with it, for four hours.

    Whoever asks is not told what came of it: the answer is the same where there is no such record, where it is not
    restricted, and where they are barred from it, and so are the statements sent. Each asking is written to the audit and
    shown to records officers; one that opened something is a manager's to answer for. Over five in an hour or ten in a
    day nothing is opened, which is said.
    """
    require(by, Permission.BREAK_GLASS)
    if not words.strip():
        raise ValidationError({"words": _("Say what the emergency is.")})
    # Two tabs at once count one after the other.
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    access = EmergencyAccess(way=asking.way, asked=asking.typed, why=why, words=words, found=Found.OVER_LIMIT)
    found = found_by(asking)
    # Over the limit, too: whoever of the records officers is barred from it does not read what was typed.
    access.met = ids_of(with_what_contacts_are_about(found))
    asked = EmergencyAccess.objects.all()
    if asked.counted(by, hours=AN_HOUR) >= MOST_AN_HOUR or asked.counted(by, hours=A_DAY) >= MOST_A_DAY:
        save_record(access, by=by)
        record(by=by, action="emergency.over_limit", target=access)
        return access
    reach = reach_of(found, by=by)
    due = Interval.objects.get(code=IntervalCode.EMERGENCY_ANSWER).after(today())
    owner = who_answers(reach.opens, asker=by)
    access.found = _found(reach)
    if access.opened:
        access.answer_due, access.owner_id = due, owner
    save_record(access, by=by)
    opened_at = access.created_at
    closes_at = opened_at + datetime.timedelta(hours=HOURS_OPEN)
    facts = {"access": access, "user": by, "opened_at": opened_at, "closes_at": closes_at}
    for kind, model in KINDS.items():
        write_for_each(model_above(model, "openings"), reach.opens.get(kind, ()), by=by, **facts)
    why_said = str(access.get_why_display())
    record(by=by, action="emergency.asked", target=access, reason=why_said, shown=reach.opens.get("person", ()))
    return access


def _found(reach: Reach) -> str:
    if reach.is_barred:
        return Found.BARRED
    return Found.OPENED if any(reach.opens.values()) else Found.NOTHING


@transaction.atomic
def answer_for(access: EmergencyAccess, *, by: User, was_right: bool, answer: str) -> EmergencyAccess:
    """A manager says afterwards whether it was right to open it, in words. It is said once; refuses whose it is not, and
    an answer without words."""
    require(by, Permission.RESTRICT)
    access = _lock(access, by=by)
    if not access.opened:
        raise ValidationError(_("Nothing was opened, so there is nothing to answer for."))
    if access.answered_on is not None:
        words = _("%(who)s has answered this already.")
        raise ValidationError(words % {"who": access.answered_by})
    if not answer.strip():
        raise ValidationError({"answer": _("Say why.")})
    access.answered_on, access.answered_by = today(), by
    access.was_right, access.answer = was_right, answer
    save_record(access, by=by)
    record(by=by, action="emergency.answered", target=access)
    return access


@transaction.atomic
def look_at(asked: EmergencyAccess | Interest, *, by: User) -> None:
    """A records officer says that they have looked at it. Said twice, it stays with who said it first."""
    require(by, Permission.REVIEW_RESTRICTIONS)
    asked = _lock(asked, by=by)
    if asked.looked_at_on is None:
        asked.looked_at_on, asked.looked_at_by = today(), by
        save_record(asked, by=by)
        record(by=by, action=f"{asked._meta.model_name}.looked_at", target=asked)


@transaction.atomic
def pass_on(access: EmergencyAccess, *, by: User, to: User) -> EmergencyAccess:
    """A records officer gives it to another manager to answer for: where whoever it was with is away or has left, or
    nobody was found. Refuses who opened it, who does not restrict records, and who is barred from what was opened."""
    require(by, Permission.REVIEW_RESTRICTIONS)
    access = _lock(access, by=by)
    if not access.opened or access.answered_on is not None:
        raise ValidationError(_("There is nothing left to answer for."))
    if not to.may(Permission.RESTRICT) or to.pk == access.created_by_id or _is_barred(access, to):
        raise ValidationError({"to": _("%(who)s cannot answer for this.") % {"who": to}})
    access.owner = to
    save_record(access, by=by)
    record(by=by, action="emergency.passed_on", target=access)
    return access


def _is_barred(access: EmergencyAccess, user: User) -> bool:
    return any(
        model_above(model, "openings")
        .objects.filter(access=access, record__in=model.objects.order_by().barred_ids(user))
        .exists()
        for model in KINDS.values()
    )


def _lock(asked: Any, *, by: User) -> Any:
    rows = type(asked).objects
    if not rows.visible_to(by).filter(pk=asked.pk).exists():
        raise PermissionDenied
    return rows.select_for_update(of=("self",)).get(pk=asked.pk)
