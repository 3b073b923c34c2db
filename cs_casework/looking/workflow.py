"""Every change that is made to what is asked about looking."""

import datetime
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, record_print
from cs_casework.audit.models import AuditEvent
from cs_casework.audit.querysets import is_looking
from cs_casework.dates import today
from cs_casework.looking.models import Answerable, Duty, OwnDetails, Volume

# Longer than this is no shift and no preparation, but a way never to be asked.
LONGEST = datetime.timedelta(days=3)


@transaction.atomic
def say_own_details(
    *, by: User, home_lines: str, home_postcode: str, other_names: str, user: User | None = None
) -> OwnDetails:
    """Write over what a member of staff declared: their own, or another's for whoever manages staff or reads the audit.

    What stood there before is kept nowhere, and no page shows what stands there now.
    """
    user = user or by
    if user != by and not (by.may(Permission.MANAGE_STAFF) or by.may(Permission.AUDIT_ALL)):
        raise PermissionDenied
    if bool(home_lines.strip()) != bool(home_postcode.strip()):
        raise ValidationError({"home_postcode": _("Enter both the first line and the postcode, or neither.")})
    said: dict[str, Any] = {
        "home_lines": home_lines.strip(),
        "home_postcode": home_postcode,
        "other_names": other_names.strip(),
    }
    details = OwnDetails(user=user, said_on=today(), said_by=by, **said)
    details.clean_fields(exclude={"user", "said_by"})
    now: dict[str, Any] = said | {"said_on": today(), "said_by": by}
    made, _is_new = OwnDetails.objects.update_or_create(user=user, defaults=now)
    record(by=by, action="user.own_details_said", target=user)
    return made


@transaction.atomic
def tell_of_print(*, by: User, views: Collection[UUID]) -> None:
    """Write down that somebody printed a page that they were shown, by the browser's own command.

    `views` are the rows of the audit that say that they were shown it, and say of whom and of what it was. Nothing is
    written for the row of anybody else, for one of what was done, or for a page older than any session. Nobody is told
    whether it was.
    """
    since = timezone.now() - datetime.timedelta(hours=settings.SESSION_LONGEST_HOURS)
    for found in AuditEvent.objects.own(by).filter(pk__in=views, at__gte=since).order_by("at", "pk"):
        if is_looking(found.action):
            record_print(found, by=by)


@transaction.atomic
def answer(found: Answerable, *, by: User, outcome: str, words: str) -> Any:
    """Write down what a records officer found out about a look-up, or about an unusual number of records opened.

    Refuses who is no records officer, one's own looking, a look-up of somebody one is barred from, one that is answered
    already, and no words.
    """
    require(by, Permission.AUDIT_ALL)
    model: Any = type(found)
    found = model.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if not model.objects.visible_to(by).filter(pk=found.pk).exists():
        raise PermissionDenied
    if found.is_answered:
        raise ValidationError(_("Somebody else has answered this."))
    if not words.strip():
        raise ValidationError({"words": _("Say what you found out.")})
    found.outcome, found.words, found.answered_by, found.answered_at = outcome, words.strip(), by, timezone.now()
    found.clean_fields(exclude={"user"})
    found.save()
    record(by=by, action=f"{found._meta.model_name}.answered", target=found)
    return found


def question_to(user: User) -> Volume | None:
    """What they are still asked above every page."""
    found: Volume | None = Volume.objects.asked_of(user).first()
    return found


@transaction.atomic
def say_why(volume: Volume, *, by: User, said: str) -> Volume:
    """Say why one opened so many records: read by the records officers. Refuses who was not asked, and who has said it."""
    volume = Volume.objects.select_for_update(of=("self",)).get(pk=volume.pk)
    if volume.user_id != by.pk:
        raise PermissionDenied
    if volume.said_at:
        raise ValidationError(_("You have said why already."))
    if not said.strip():
        raise ValidationError({"said": _("Say in a few words why.")})
    volume.said, volume.said_at = said.strip(), timezone.now()
    volume.clean_fields(exclude={"user", "answered_by", "said_duty", "answered_at"})
    volume.save()
    record(by=by, action="volume.said_why", target=volume)
    return volume


@transaction.atomic
def tell_of_duty(*, by: User, kind: str, until_at: datetime.datetime, words: str = "") -> Duty:
    """Say beforehand why one will open many records for a while. Refuses an end that is past or more than three days off,
    and another kind of work without saying which."""
    now = timezone.now()
    if not now < until_at <= now + LONGEST:
        raise ValidationError({"until_at": _("It ends within three days from now.")})
    if kind == Duty.Kind.OTHER and not words.strip():
        raise ValidationError({"words": _("Say what it is.")})
    duty = Duty(user=by, kind=kind, words=words.strip(), from_at=now, until_at=until_at)
    duty.clean_fields(exclude={"user"})
    duty.save()
    record(by=by, action="duty.told", target=duty, reason=str(duty))
    return duty
