"""Let the first people sign in: on a new service nobody can."""

import getpass
import os
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cs_casework.accounts.models import Role, Team
from cs_casework.accounts.workflow import create_team, create_user, join_team


class Command(BaseCommand):
    help = "Makes an account in one role, and its team where there is none of that name yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="Full name, as colleagues know it.")
        parser.add_argument("--role", required=True, help="practitioner, manager, business_support, …")
        parser.add_argument("--team", help="The team they work in.")
        parser.add_argument("--manages-team", action="store_true", help="They manage that team.")

    @transaction.atomic
    def handle(self, *, username: str, name: str, role: str, team: str | None, **options: Any) -> None:
        found = Role.objects.filter(pk=role).first()
        if found is None:
            known = ", ".join(Role.objects.values_list("pk", flat=True))
            raise CommandError(f"There is no role {role}. Roles: {known}.")
        password = os.environ.get("CS_NEW_PASSWORD") or getpass.getpass("Password: ")
        try:
            user = create_user(by=None, username=username, name=name, role=found, password=password)
            if team:
                existing = Team.objects.filter(name=team).first()
                held = existing or create_team(by=None, name=team)
                join_team(by=None, user=user, team=held, is_manager=options["manages_team"])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{user.name} can sign in as {user.username}, in the role {found.name}.")
