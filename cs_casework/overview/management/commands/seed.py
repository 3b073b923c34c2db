"""Fill an empty database, or the demo's, with a synthetic service of any size."""

import sys
import time
from datetime import date
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from cs_casework import embedded
from cs_casework.dates import today
from cs_casework.overview import synthetic
from cs_casework.overview.management.commands.demo import PASSWORD, exists, refuse_anothers_work

BAR = 30


class Command(BaseCommand):
    help = (
        "Fills an empty database with a synthetic service in the shape of a real one: invented families, contexts, "
        "links and notes. A database of the demo is added to; any other that holds records is left as it is. What it "
        "makes is served on this machine only, with the demo's accounts."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--children", type=_number(1), default=2000, help="How many children; 2,000 unless given.")
        parser.add_argument("--contexts", type=_number(1), default=400, help="How many contexts; 400 unless given.")
        parser.add_argument("--links", type=_number(0), default=10_000, help="How many links; 10,000 unless given.")
        parser.add_argument("--notes", type=_number(0), default=20_000, help="How many notes; 20,000 unless given.")
        parser.add_argument("--seed", type=_number(0), default=1, help="The same number gives the same service.")
        parser.add_argument(
            "--today", type=date.fromisoformat, default=None, help="The day on which it stands, as 2026-03-02; today."
        )

    def handle(
        self, *, children: int, contexts: int, links: int, notes: int, seed: int, today: date | None, **options: Any
    ) -> None:
        size = synthetic.Size(children, contexts, links, notes)
        told = Told(self.stderr)
        started = time.monotonic()
        connection.close()
        with embedded.owner_connection() as owner:
            if not exists(owner, "accounts_installation"):
                raise CommandError("This database has no tables yet; run bin/manage migrate first.")
            refuse_anothers_work(owner)
            # Somebody at work in it would wait for minutes, and this for them.
            owner.execute("SET LOCAL lock_timeout = '20s'")
            owner.execute(
                "INSERT INTO accounts_installation (id, kind) VALUES (1, 'demo')"
                " ON CONFLICT (id) DO UPDATE SET kind = 'demo'"
            )
            try:
                synthetic.fill(owner, size, seed=seed, day=today or _today(), password=PASSWORD, progress=told)
            except psycopg.errors.UniqueViolation as problem:
                raise CommandError("What this seed makes is in the database already; give another --seed.") from problem
            except psycopg.errors.LockNotAvailable as problem:
                raise CommandError("Another command is using this database; stop it first.") from problem
            except ValueError as problem:
                raise CommandError(str(problem)) from problem
            told("Keeping it", 0, 1)
            owner.commit()
            told("Statistics", 0, 1)
            synthetic.tidy(owner)
        told.end()
        self.stdout.write(
            f"{children:,} children, {contexts:,} contexts, {links:,} links and {notes:,} notes in "
            f"{time.monotonic() - started:.0f} s. Sign in as practitioner or manager, with the password {PASSWORD}."
        )


class Told:
    """A bar on a terminal; elsewhere a line for each step, with the seconds it took."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.is_terminal = sys.stderr.isatty()
        self.step, self.began, self.shown = "", time.monotonic(), 0.0

    def __call__(self, step: str, done: int, of: int) -> None:
        now = time.monotonic()
        if step != self.step:
            self.end()
            self.step, self.began, self.shown = step, now, 0.0
        if self.is_terminal and (now - self.shown > 0.1 or done == of):
            self.shown = now
            full = BAR * done // max(of, 1)
            self.stream.write(f"\r{step:<12}[{'#' * full}{'.' * (BAR - full)}] {done:,} of {of:,}", ending="")
            self.stream.flush()

    def end(self) -> None:
        if self.step:
            took = f"{self.step:<12}{time.monotonic() - self.began:6.1f} s"
            self.stream.write(f"\r{took:<{BAR + 40}}" if self.is_terminal else took)
            self.step = ""


def _today() -> date:
    return today()


def _number(least: int) -> Any:
    def number(text: str) -> int:
        value = int(text.replace("_", "").replace(",", ""))
        if value < least:
            raise ValueError
        return value

    return number
