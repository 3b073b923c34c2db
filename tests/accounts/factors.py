"""Second factors in tests: an authenticator app that knows its secret, and somebody who has one."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from cs_casework.accounts.second_factor import add_app, new_app_secret

HALF_A_MINUTE = 30


def code_of(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // HALF_A_MINUTE))


def next_code_of(secret: str) -> str:
    """What it shows in half a minute, which is taken already: a code counts once, and a test does not wait."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // HALF_A_MINUTE + 1))


def wrong_code(secret: str) -> str:
    return f"{(int(code_of(secret)) + 500_000) % 1_000_000:06}"


def with_app(user: Any) -> str:
    """Sets up an app for somebody; its secret."""
    secret = new_app_secret()
    add_app(by=user, secret=secret, code=code_of(secret))
    return secret
