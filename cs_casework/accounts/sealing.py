"""Secrets that have to be read again stand in the database sealed with a key made from SECRET_KEY, so that whoever reads
the database, or a copy of it, has none of them.

Whoever changes SECRET_KEY puts the old one into SECRET_KEY_FALLBACKS, or authenticator apps and recovery codes have to be
set up anew; passkeys stand on no secret of ours.
"""

import base64
import json
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@cache
def _keys(*secrets: str) -> MultiFernet:
    found = []
    for secret in secrets:
        made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"cs_casework.accounts.sealing")
        found.append(Fernet(base64.urlsafe_b64encode(made.derive(secret.encode()))))
    return MultiFernet(found)


def _current() -> MultiFernet:
    return _keys(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def seal(value: Any) -> str:
    """Anything that JSON holds, readable only with the key."""
    return _current().encrypt(json.dumps(value).encode()).decode()


def unseal(text: str) -> Any:
    """What was sealed; None where it was sealed with a key that is gone, or altered since."""
    try:
        return json.loads(_current().decrypt(text.encode()))
    except InvalidToken:
        return None
