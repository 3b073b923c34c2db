"""Tokens of the API: made, shown once, ended; and who calls by one.

What is kept is a hash: nobody who reads the database, or a copy of it, can call. The secret is long and random, so it
needs no salt and cannot be found by trying.
"""

import datetime
import hashlib
import secrets
from copy import copy
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from cs_casework.accounts.backends import StaffBackend
from cs_casework.accounts.models import ApiToken, Permission, Role, Team, User
from cs_casework.accounts.models.tokens import LONGEST
from cs_casework.audit.log import record
from cs_casework.dates import today

# What is done for the whole service, and so not by a token that is for one team.
OF_ALL_TEAMS = {
    Permission.REVIEW_RESTRICTIONS.value,
    Permission.READ_REMOVED.value,
    Permission.KEEP_RECORDS.value,
    Permission.AGREE_DISPOSAL.value,
    Permission.AUDIT_ALL.value,
    Permission.MANAGE_STAFF.value,
}
# So that whoever finds one in a file or a log knows what it is, and a scanner of secrets does.
PREFIX = "csc_"


@transaction.atomic
def make_token(
    user: User,
    *,
    by: User | None,
    name: str,
    expires_on: datetime.date,
    owner: User | None = None,
    role: Role | None = None,
    team: Team | None = None,
) -> tuple[ApiToken, str]:
    """Make a token that calls the API as `user`, for the system of this name; the secret is given back here and never
    again. `owner` answers for it, and is `user` unless another is named.

    `by` is None for whoever may run commands on the server. Everybody else makes them for themselves alone; whoever
    manages staff, for an account with which nobody can sign in, as a system's is. Refuses an account that is switched off
    or has no role, no name of a system, and an end that is past or more than a year away.
    """
    if by is not None and user != by and (not by.may(Permission.MANAGE_STAFF) or user.has_usable_password()):
        raise PermissionDenied
    owner = owner or user
    if not user.is_active or user.role is None or not owner.is_active:
        raise ValidationError(_("This account is switched off or has no role, so nothing can call as it."))
    if not name.strip():
        raise ValidationError({"name": _("Say which system it is for.")})
    if not today() <= expires_on <= today() + LONGEST:
        raise ValidationError({"expires_on": _("Choose a day from today on, and within a year.")})
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(user=user, owner=owner, name=name.strip(), role=role, team=team)
    token.token_hash, token.made_on, token.expires_on = hash_of(secret), today(), expires_on
    token.full_clean(exclude=["id"])
    token.save()
    record(by=by, action="token.made", target=user, reason=token.name)
    return token, secret


@transaction.atomic
def end_token(token: ApiToken, *, by: User | None) -> ApiToken:
    """End a token: from this moment on nothing calls by it. Refuses one of somebody else, but for who manages staff; one
    that has ended stays as it is."""
    if by is not None and by.pk not in (token.user_id, token.owner_id) and not by.may(Permission.MANAGE_STAFF):
        raise PermissionDenied
    token = ApiToken.objects.select_for_update(of=("self",)).select_related("user").get(pk=token.pk)
    if token.ended_on is None:
        token.ended_on = today()
        token.save(update_fields=["ended_on"])
        record(by=by, action="token.ended", target=token.user, reason=token.name)
    return token


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


# --- Who calls -------------------------------------------------------------------------------------------------------
def token_of(secret: str) -> ApiToken | None:
    """The token with this secret, while it is good."""
    found = ApiToken.objects.live().select_related("role", "team").filter(token_hash=hash_of(secret)).first()
    return found


def caller(token: ApiToken) -> User | None:
    """As whom it calls: the account as it is now, with no right that the token's role has not. Nobody, once the account or
    that of who answers for it is switched off."""
    user = StaffBackend().get_user(token.user_id)
    if user is None or (token.owner_id != token.user_id and not User.objects.filter(pk=token.owner_id, is_active=True)):
        return None
    calling = copy(user)
    calling.through, calling.token = token.name, token.pk
    calling.only_team = token.team_id
    if user.role is not None:
        rights = set(user.role.permissions)
        rights &= set(token.role.permissions) if token.role else rights
        rights -= OF_ALL_TEAMS if token.team_id else set()
        calling.role = Role(code=user.role.code, name=user.role.name, permissions=sorted(rights))
    return calling


COUNT = """
    INSERT INTO accounts_apiuse (token_id, used_at, since, calls) VALUES (%(token)s, now(), now(), 1)
    ON CONFLICT (token_id) DO UPDATE SET used_at = now(),
        since = CASE WHEN accounts_apiuse.since > now() - interval '1 minute' THEN accounts_apiuse.since ELSE now() END,
        calls = CASE WHEN accounts_apiuse.since > now() - interval '1 minute' THEN accounts_apiuse.calls + 1 ELSE 1 END
    RETURNING calls, ceil(extract(epoch FROM since + interval '1 minute' - now()))::int
"""


def count_call(token: UUID) -> tuple[int, int]:
    """Note that a token is used now: how often in this minute, and in how many seconds the next begins."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"token": token})
        found: Any = cursor.fetchone()
    return found[0], found[1]
