"""Let a program call the API: makes a token, and prints it once, as the last word."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cs_casework.accounts.models import Role, Team, User
from cs_casework.accounts.tokens import make_token
from cs_casework.dates import today


class Command(BaseCommand):
    help = "Makes a token with which a program calls the API as somebody, and prints it as its last word."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="As whom it calls: a member of staff, or the account of a system.")
        parser.add_argument("--name", default="Command line", help="Which system it is for; stands in the audit.")
        parser.add_argument("--days", type=int, default=90, help="For how many days it is good; a year at most.")
        parser.add_argument("--owner", default="", help="User name of who answers for it, if that is another.")
        parser.add_argument("--role", default="", help="Code of a role: it may do no more than that.")
        parser.add_argument("--team", default="", help="Name of a team: it reaches what that works with, alone.")

    def handle(self, *, username: str, name: str, days: int, owner: str, role: str, team: str, **options: Any) -> None:
        try:
            expires_on = today() + datetime.timedelta(days=days)
        except OverflowError:
            raise CommandError("--days is a year at most.") from None
        chosen = {
            "owner": self.found(User, username=owner) if owner else None,
            "role": self.found(Role, code=role) if role else None,
            "team": self.found(Team, name=team) if team else None,
        }
        try:
            token, secret = make_token(
                self.found(User, username=username), by=None, name=name, expires_on=expires_on, **chosen
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{token.name} calls as {token.user}, until {token.expires_on:%-d %B %Y}.")
        self.stdout.write("It is shown this once; whoever has it is in. Send it as: Authorization: Token …")
        self.stdout.write(secret)

    def found(self, model: Any, **by: str) -> Any:
        if (found := model.objects.filter(**by).first()) is None:
            raise CommandError(f"There is no {model._meta.verbose_name} {next(iter(by.values()))}.")
        return found
