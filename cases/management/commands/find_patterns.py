"""Work out now what is worked out each night: the pairs of children on the pages called Patterns."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.links.jobs import find_patterns


class Command(BaseCommand):
    help = "Works out which unrelated open children share two contexts or more, as the worker does each night."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{find_patterns()} pairs of children share two contexts or more.")
