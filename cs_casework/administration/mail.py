"""Sending a one-time link by e-mail, where a server for it is set up. Nothing else leaves the service."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from cs_casework.accounts.models import User

log = logging.getLogger(__name__)


def can_be_sent(user: User) -> bool:
    return bool(settings.SENDS_EMAIL and user.email)


def send_link(user: User, link: str) -> None:
    """Send somebody their link. It names nobody, and fails without a word but in the log: the link is on the page too."""
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    body = [
        _("You can choose your password for Casework here:"),
        link,
        _("The link works once, within %(hours)s hours. Whoever opens it is in, so pass it on to nobody.")
        % {"hours": hours},
        _("If you expected no such message, tell whoever manages users in your service."),
    ]
    try:
        send_mail(_("Casework: choose your password"), "\n\n".join(body), None, [user.email])
    except OSError as problem:
        # Its text may hold the address that was refused.
        log.warning("A one-time link could not be sent by e-mail: %s", type(problem).__name__)
