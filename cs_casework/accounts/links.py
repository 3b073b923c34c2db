"""One-time links: how somebody comes by a password without anybody else ever knowing it.

Django's own tokens, and no table of ours. A link is a signature over the account as it stands, so nothing is kept that
could be stolen, and everything that should end a link ends it by itself:

- *once*: the signature includes the hash of the password, which choosing one changes;
- *72 hours*: the link carries when it was made (`PASSWORD_RESET_TIMEOUT`);
- *the last one only*: making a link first takes the password away, which changes that hash too;
- *never for an account that is switched off, or that has a password*, whatever its signature: so none that was made
  too late, or left lying about, takes an account from its holder.

`choose_password()` asks again with the account locked, so that of two people with one link only one gets in.
"""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from cs_casework.accounts.models import User


class OneTimeTokens(PasswordResetTokenGenerator):
    """The signature in a link, for accounts that are on and wait for a password."""

    key_salt = "cs_casework.accounts.links.OneTimeTokens"

    def check_token(self, user: Any, token: str | None) -> bool:
        waits = user and user.is_active and not user.has_usable_password()
        return bool(waits and super().check_token(user, token))


one_time_tokens = OneTimeTokens()


def link_for(user: User) -> str:
    """The path at which this person chooses a password, good while they have none. Given out by `hand_out_link()`."""
    who = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("accounts:choose-password", args=[who, one_time_tokens.make_token(user)])
