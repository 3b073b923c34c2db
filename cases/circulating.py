"""Who got what of a meeting, and when: the invitation, the paper, a version of the minutes."""

import datetime
from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.meeting_codes import SentWhat
from cases.models import ContextPaper, Invitation, Meeting, MinutesSent
from cases.papers import may_go_out
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import disclose, record, save_record
from cs_casework.audit.models import Disclosure
from cs_casework.dates import check_not_in_future


@transaction.atomic
def send(
    meeting: Meeting,
    *,
    by: User,
    what: str,
    invitations: Sequence[Invitation],
    sent_on: datetime.date,
    how: str = "",
    basis: str = Disclosure.Basis.PUBLIC_TASK,
) -> list[MinutesSent]:
    """Write down who was sent what, when, and why they may have it: the invitation, the paper, or the minutes as they
    stand. It is a line of what was given to whom as well.

    The paper is the one that stands, in the version that it has. Refuses nobody, a day to come, somebody who is not on
    the list, minutes that are not approved, a paper that is not written, and one with a word marked in it that nobody has
    answered for.
    """
    require(by, Permission.RUN_MEETINGS)
    found = Meeting.objects.readable_by(by).select_for_update(of=("self",)).filter(pk=meeting.pk).first()
    if found is None:
        raise PermissionDenied
    if not invitations:
        raise ValidationError({"invitations": _("Choose who was sent it.")})
    check_not_in_future(sent_on=sent_on)
    known = set(found.invitations.standing().values_list("pk", flat=True))
    if any(row.pk not in known for row in invitations):
        raise ValidationError({"invitations": _("Somebody here is not on the list any more.")})
    number = _version_of(what, found, by=by)
    made = [
        save_record(
            MinutesSent(meeting=found, invitation=row, what=what, number=number, sent_on=sent_on, how=how), by=by
        )
        for row in invitations
    ]
    record(by=by, action="meeting.circulated", target=found)
    disclose(
        by=by,
        kind=Disclosure.Kind.MEETING,
        recipient="; ".join(f"{row} ({row.described})" if row.described else str(row) for row in invitations)[:2000],
        basis=basis,
        form=how[:20] or _("sent"),
        target=found,
        people=_told_of(found, what),
        version=f"{SentWhat(what).label} {number}",
    )
    return made


def _told_of(meeting: Meeting, what: str) -> list[UUID]:
    """The children whom it may tell of: those on the agenda. A paper for a place names none."""
    if what == SentWhat.PAPER:
        return []
    return list(meeting.items.exclude(child=None).filter(removed_on=None).values_list("child", flat=True))


def _version_of(what: str, meeting: Meeting, *, by: User) -> int:
    """Which version of it goes out now. Refuses what may not go out yet."""
    if what == SentWhat.MINUTES:
        if not meeting.is_approved:
            raise ValidationError({"what": _("The chair approves the minutes before they are sent.")})
        return meeting.minutes_number
    if what == SentWhat.PAPER:
        paper = ContextPaper.objects.filter(meeting=meeting).first()
        if paper is None:
            raise ValidationError({"what": _("There is no paper yet.")})
        if not may_go_out(paper, by=by):
            raise ValidationError({"what": _("Words in the paper may be a child’s name. Read it as it prints first.")})
        return paper.number
    return 1
