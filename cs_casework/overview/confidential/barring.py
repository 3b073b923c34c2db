"""Barring a member of staff from a record that is their own affair, and ending that."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cs_casework.access import Restrictable, model_above, require, require_own_sight
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.confidential.codes import BarredWhy
from cs_casework.confidential.models import Interest
from cs_casework.confidential.writing import write_for_each
from cs_casework.dates import today
from cs_casework.overview.confidential.asking import KINDS, Asking, found_by, ids_of
from cs_casework.overview.confidential.emergency import A_DAY
from cs_casework.overview.confidential.reaching import with_what_contacts_are_about
from families.models import Person
from families.own_affairs import bar_from_kin

MOST_INTERESTS_A_DAY = 10


@transaction.atomic
def bar_staff(target: Restrictable, *, by: User, user: User, why: str, words: str = "") -> Any:
    """Keep a member of staff from a record and all that hangs on it, whatever their role and whoever granted them what.

    It holds from now on. What they hold of it stands among the caseloads to hand over; a restricted record that no
    manager is left for is shown to records officers. Refuses oneself, and who is barred already, but by a merge alone: that
    bar is one of its own from then on.
    """
    require(by, Permission.RESTRICT)
    require_own_sight(by, target)
    type(target)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=target.pk)
    if user == by:
        raise ValidationError({"user": _("Declare an interest of your own on its own page.")})
    bars = model_above(type(target), "bars")
    bar = bars.objects.standing().filter(record=target, user=user).first()
    if bar is not None and not getattr(bar, "of_merged", None):
        raise ValidationError({"user": _("%(who)s is barred from this record already.") % {"who": user}})
    if bar is None:
        bar = bars(record=target, user=user, from_on=today())
    else:
        bar.of_merged = None  # it came of a merge, and no longer ends with that
    bar.why, bar.words = why, words
    save_record(bar, by=by)
    if why == BarredWhy.ABOUT_THEM and isinstance(target, Person):
        bar_from_kin([target.pk], user=user, by=by)
    record(by=by, action=f"{target._meta.model_name}.barred", target=target, reason=str(user))
    return bar


@transaction.atomic
def declare_interest(*, by: User, asking: Asking, why: str, words: str = "") -> Interest:
    """Somebody says that a record, named exactly, is their own affair: they are barred from it, if there is one. A contact
    stands for all that it is about.

    They are not told whether there is one, and the same statements are sent. Records officers see every declaration, also
    one that met nothing. A bar that somebody put on themselves is ended as any other: by two managers. Refuses more than
    ten in a day.
    """
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    if Interest.objects.counted(by, hours=A_DAY) >= MOST_INTERESTS_A_DAY:
        raise ValidationError(_("You have declared as many as can be in a day. Tell your manager of the others."))
    found = with_what_contacts_are_about(found_by(asking))
    interest = Interest(way=asking.way, asked=asking.typed, met=ids_of(found), why=why, words=words)
    interest = save_record(interest, by=by)
    facts = {"user": by, "created_by": by, "why": why, "words": words, "from_on": today(), "interest": interest}
    for kind, model in KINDS.items():
        write_for_each(model_above(model, "bars"), found.get(kind, ()), by=by, end_why="", **facts)
    if why == BarredWhy.ABOUT_THEM:
        bar_from_kin(found.get("person", ()), user=by, by=by, interest=interest)
    record(by=by, action="interest.declared", target=interest)
    return interest


@transaction.atomic
def ask_to_end(bar: Any, *, by: User, reason: str) -> Any:
    """A manager asks to end a bar, and says why. It goes on until another manager confirms."""
    bar = _lock(bar, by=by)
    if bar.end_asked_by_id:
        raise ValidationError(_("%(who)s has asked to end this already.") % {"who": bar.end_asked_by})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why they need not be barred any more.")})
    bar.end_asked_on, bar.end_asked_by, bar.end_why = today(), by, reason
    save_record(bar, by=by, reason=reason)
    record(by=by, action=f"{bar.record._meta.model_name}.bar_end_asked", target=bar.record, reason=str(bar.user))
    return bar


@transaction.atomic
def confirm_end(bar: Any, *, by: User) -> Any:
    """A second manager confirms that the bar ends: not the one who asked, nor who is barred."""
    bar = _lock(bar, by=by)
    if not bar.end_asked_by_id:
        raise ValidationError(_("Nobody has asked to end this."))
    if bar.end_asked_by_id == by.pk:
        raise ValidationError(_("Another manager must confirm that it ends."))
    bar.ended_on, bar.ended_by = today(), by
    save_record(bar, by=by)
    record(by=by, action=f"{bar.record._meta.model_name}.bar_ended", target=bar.record, reason=str(bar.user))
    return bar


@transaction.atomic
def keep_bar(bar: Any, *, by: User) -> Any:
    """A second manager finds that the bar should stand: the asking is taken back."""
    bar = _lock(bar, by=by)
    if bar.end_asked_by_id:
        bar.end_asked_on, bar.end_asked_by, bar.end_why = None, None, ""
        save_record(bar, by=by)
        record(by=by, action=f"{bar.record._meta.model_name}.bar_kept", target=bar.record, reason=str(bar.user))
    return bar


def _lock(bar: Any, *, by: User) -> Any:
    require(by, Permission.RESTRICT)
    require_own_sight(by, bar.record)  # which who is barred has not
    bar = type(bar).objects.select_for_update(of=("self",)).get(pk=bar.pk)
    if not bar.stands:
        raise ValidationError(_("This bar has ended already."))
    if bar.user_id == by.pk:
        raise PermissionDenied
    return bar


def bars_seen(user: User) -> list[Any]:
    """Every standing bar that this reader may see, of all kinds of record, those to confirm first: few."""
    found: list[Any] = []
    for model in KINDS.values():
        bars = model_above(model, "bars").objects.visible_to(user).standing()
        found += bars.select_related("record", "user", "created_by", "end_asked_by")
    return sorted(found, key=lambda bar: (bar.end_asked_on is None, -bar.from_on.toordinal(), str(bar.user)))
