"""What a child is to the service, and until when: giving a status, ending one, changing the category of a plan."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import CaseChild, CaseChildStatus
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future
from families.workflow import lock_unended, require_sight

Status = CaseChildStatus.Status

# Which statuses end when one begins; no others do, as a child may be several things at once.
#  * A child protection plan takes the place of a child in need plan: the children in need census accepts none beside
#    it (rule 4001).
#  * A care leaver is not looked after any more: Children Act 1989, section 23A and following, as put in by the Children
#    (Leaving Care) Act 2000.
ENDS = {Status.CHILD_PROTECTION: (Status.CHILD_IN_NEED,), Status.CARE_LEAVER: (Status.LOOKED_AFTER,)}


@transaction.atomic
def give_status(
    period: CaseChild, *, by: User, status: str, from_on: datetime.date, category: str = ""
) -> CaseChildStatus:
    """Say what a child is to the service from a day on. Several statuses stand at once; only those end, the same day
    and saying why, that the law or the census does not let stand beside the new one (`ENDS`).

    Refuses a status for a period that has closed or had not begun, a day to come, one that the child has already or
    had on that day, one that cannot stand beside what the child has now, and a protection plan without its category.
    """
    require(by, Permission.OPEN_CASE)
    require_sight(by, period)
    period = CaseChild.objects.select_for_update(of=("self",)).get(pk=period.pk)
    if period.to_on:
        raise ValidationError(_("This child is no longer open to the service."))
    check_not_in_future(from_on=from_on)
    if from_on < period.from_on:
        raise ValidationError({"from_on": _("The child was not open to the service yet.")})
    if past := period.statuses.filter(status=status, to_on__gt=from_on).order_by("-to_on").first():
        words = _("The child had this status until %(day)s. It can begin again on that day or later.")
        raise ValidationError({"from_on": words % {"day": f"{past.to_on:%-d %B %Y}"}})
    row = CaseChildStatus(period=period, status=status, category=category, from_on=from_on)
    for standing in period.statuses.filter(to_on=None):
        if status in ENDS.get(Status(standing.status), ()):
            words = _("%(standing)s and %(status)s do not stand beside each other. End the first before.")
            raise ValidationError(
                {"status": words % {"standing": standing.get_status_display(), "status": row.get_status_display()}}
            )
    for status_ended in ENDS.get(status, ()):  # type: ignore[call-overload]
        for former in period.statuses.filter(status=status_ended, to_on=None):
            former.to_on = max(from_on, former.from_on)
            former.ended_why = _("%(status)s began") % {"status": row.get_status_display()}
            save_record(former, by=by)
    save_record(row, by=by)
    record(by=by, action="child.status_given", target=period.child)
    return row


@transaction.atomic
def end_status(row: CaseChildStatus, *, by: User, to_on: datetime.date, why: str) -> CaseChildStatus:
    """Say when a child stopped being this to the service, and why. The child stays open, and other statuses stand.

    Refuses one that has ended already, an end without a reason, a day to come, and one before it began.
    """
    row = _lock(row, by=by, to_on=to_on)
    if not why.strip():
        raise ValidationError({"why": _("Say why the status ended.")})
    row.to_on, row.ended_why = to_on, why
    save_record(row, by=by)
    record(by=by, action="child.status_ended", target=row.period.child)
    return row


@transaction.atomic
def change_category(row: CaseChildStatus, *, by: User, category: str, from_on: datetime.date) -> CaseChildStatus:
    """The category of a child protection plan changes: the plan goes on under another one from that day, and both can
    be read. Refuses what is no protection plan, the category it has, and a day as `end_status` does."""
    try:
        row = _lock(row, by=by, to_on=from_on)
    except ValidationError as refusal:
        if not hasattr(refusal, "error_dict"):
            raise
        raise ValidationError({"from_on": refusal.messages}) from refusal
    if row.status != Status.CHILD_PROTECTION:
        raise ValidationError(_("Only a child protection plan has a category."))
    if category == row.category:
        raise ValidationError({"category": _("This is the plan’s category already.")})
    new = CaseChildStatus(period=row.period, status=row.status, category=category, from_on=from_on)
    row.to_on = from_on
    row.ended_why = _("Category changed to %(category)s") % {"category": new.get_category_display().lower()}
    save_record(row, by=by)
    save_record(new, by=by)
    record(by=by, action="child.status_category_changed", target=row.period.child)
    return new


def _lock(row: CaseChildStatus, *, by: User, to_on: datetime.date) -> Any:
    """The status, locked, that is about to end on that day. Its period first: closing that ends its statuses too."""
    require(by, Permission.OPEN_CASE)
    require_sight(by, row)
    CaseChild.objects.select_for_update(of=("self",)).get(pk=row.period_id)
    return lock_unended(row, to_on=to_on)
