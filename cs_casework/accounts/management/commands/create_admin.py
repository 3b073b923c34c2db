"""Let an administrator in: on a new service nobody can sign in, and one day the last of them has left."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cs_casework.accounts.models import Permission, Role, User
from cs_casework.accounts.second_factor import reset_second_factor
from cs_casework.accounts.workflow import hand_out_link, invite_user, make_link


class Command(BaseCommand):
    help = "Makes an administrator's account and prints a one-time link at which they choose their password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="Full name, as colleagues know it.")
        parser.add_argument("--email", default="")
        parser.add_argument("--new-link", action="store_true", help="A new link for an administrator there is already.")
        parser.add_argument(
            "--without-second-factor",
            action="store_true",
            help="With --new-link, for one who has lost their second factor too: they set up a new one.",
        )
        parser.add_argument(
            "--host",
            default="http://localhost:8000",
            help="Where people reach the service, such as https://casework.example.gov.uk.",
        )

    @transaction.atomic
    def handle(
        self,
        *,
        username: str,
        name: str,
        email: str,
        host: str,
        new_link: bool,
        without_second_factor: bool,
        **options: Any,
    ) -> None:
        if urlsplit(host).scheme not in ("http", "https") or not urlsplit(host).hostname:
            raise CommandError(f"--host is an address such as https://casework.example.gov.uk, and {host} is none.")
        try:
            user = self.renew(username) if new_link else self.invite(username, name, email)
            if new_link and without_second_factor:
                reset_second_factor(user, by=None)
            link = hand_out_link(user, by=None)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        hours = settings.PASSWORD_RESET_TIMEOUT // 3600
        self.stdout.write(f"{user.name}, user name {user.username}, chooses a password here:")
        self.stdout.write(host.rstrip("/") + link)
        self.stdout.write(f"The link works once, within {hours} hours. Whoever opens it is in: keep it to yourself.")

    def invite(self, username: str, name: str, email: str) -> User:
        if not name.strip():
            raise CommandError('Give the full name too: --name "Wren Ashdown".')
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError(f"There is a user {username} already; --new-link makes a new link for an administrator.")
        return invite_user(by=None, username=username, name=name, email=email, role=_administrators_role())

    def renew(self, username: str) -> User:
        user = User.objects.filter(username=username).first()
        if user is None or user.role is None or Permission.MANAGE_STAFF not in user.role.permissions:
            raise CommandError(f"There is no administrator {username}.")
        return make_link(user, by=None)


def _administrators_role() -> Role:
    """The role with the fewest other rights among those that may manage users: roles are data."""
    roles = Role.objects.filter(permissions__contains=[Permission.MANAGE_STAFF])
    if found := min(roles, key=lambda role: len(role.permissions), default=None):
        return found
    raise CommandError("No role may manage users; run bin/manage migrate.")
