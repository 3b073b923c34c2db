"""The mail of a service that sends none: said aloud, so that nothing is thought to be sent that is not."""

from collections.abc import Sequence
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class NothingIsSent(OSError):
    """There is no server for mail (`EMAIL_HOST`)."""


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise NothingIsSent
