"""A calendar that another program reads without anybody signing in: by a secret address, which is good until renewed.

The address is shown once. What is kept is a hash of its secret, so that nobody who reads the database, or a copy of it,
can read a calendar. The secret is long and random, so it needs no salt and cannot be found by trying.
"""

import hashlib
import secrets

from django.db import transaction

from cs_casework.accounts.models import CalendarFeed, User
from cs_casework.audit.log import record
from cs_casework.dates import today


@transaction.atomic
def renew_calendar(*, by: User) -> str:
    """Give a member of staff a new secret for their calendar, and end the one before. The secret is known to nobody else
    from then on; it is given back here and never again."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=by, defaults={"token_hash": hash_of(token), "made_on": today()})
    record(by=by, action="calendar.renewed", target=by)
    return token


@transaction.atomic
def end_calendar(*, by: User) -> None:
    """End the secret address: nobody reads the calendar until there is a new one."""
    CalendarFeed.objects.filter(user=by).update(token_hash=None)
    record(by=by, action="calendar.ended", target=by)


def reader_of(token: str) -> User | None:
    """Whose calendar this secret opens. Nobody's who no longer works here, and none that was renewed or ended."""
    feed = CalendarFeed.objects.select_related("user__role").filter(token_hash=hash_of(token)).first()
    return feed.user if feed and feed.user.is_active else None


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
