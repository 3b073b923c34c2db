"""What makes a password too easy: that many people have used it, and that breaches have laid it open.

By the rules of NIST SP 800-63B: at least twelve characters, whatever they are, none that stands on the list of breached
ones, nothing to be mixed in, no change without a cause, and pasting is welcome. The list lies on this machine: no password,
and no part of one, is asked of anybody outside.
"""

import logging
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


class BreachedPasswordValidator:
    """Refuses a password that stands on the list, whatever the case of its letters."""

    def validate(self, password: str, user: Any = None) -> None:
        if password.lower().strip() in breached_passwords():
            raise ValidationError(
                _("This password is among those that breaches have laid open. Choose another."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Your password cannot be one that many people use.")


@cache
def breached_passwords() -> frozenset[str]:
    """The list that `bin/assets` makes; Django's own, which is shorter, where it was not run."""
    path = settings.BREACHED_PASSWORDS
    if not path.is_file():
        logger.warning("The list of breached passwords is missing: run bin/assets. A shorter one is used.")
        return frozenset(CommonPasswordValidator().passwords)
    return frozenset(CommonPasswordValidator(path).passwords)
