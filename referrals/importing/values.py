"""One cell read: a day, a choice, a name. What cannot be told is refused, never guessed."""

import datetime
import re
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from referrals.importing.columns import tidy

DAYS = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")
TIMES = ("%H:%M", "%H:%M:%S", "%H.%M", "%I:%M%p", "%I%p")
YES, NO = {"yes", "y", "true", "1", "x"}, {"no", "n", "false", "0", ""}
EARLIEST = datetime.date(1990, 1, 1)


class Unclear(Exception):
    """What one cell says cannot be told; `args` holds why, in words."""


def day(value: Any) -> datetime.date | None:
    """A day in English or ISO form, or as a spreadsheet keeps it. A year of two digits is refused: of which century?"""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = " ".join(str(value or "").split())
    if not text:
        return None
    for form in DAYS:
        try:
            found = datetime.datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
        return found
    raise Unclear(_("This is no date. Write it as 04/03/2026 or 2026-03-04."))


def moment(value: Any, at: Any = None) -> datetime.datetime | None:
    """A day, with the time of day where there is one: in the same cell or in one of its own; else noon."""
    time = clock(at)
    if isinstance(value, str):
        text = " ".join(value.replace("T", " ").split())
        head, _between, tail = text.rpartition(" ")
        if head and re.match(r"^\d{1,2}[:.]\d\d|^\d{1,2}\s?[ap]m$", tail, re.IGNORECASE):
            value, time = head, clock(tail)
    elif isinstance(value, datetime.datetime) and value.time() != datetime.time(0):
        time = value.time()
    found = day(value)
    if found is None:
        return None
    if found < EARLIEST:
        raise Unclear(_("This is before 1990. Check the year."))
    return timezone.make_aware(datetime.datetime.combine(found, time or datetime.time(12)))


def clock(value: Any) -> datetime.time | None:
    if isinstance(value, datetime.time):
        return value
    if isinstance(value, datetime.datetime):
        return value.time()
    text = "".join(str(value or "").split()).upper()
    if not text:
        return None
    for form in TIMES:
        try:
            return datetime.datetime.strptime(text, form).time()  # noqa: DTZ007  a time of day has no time zone
        except ValueError:
            continue
    raise Unclear(_("This is no time of day. Write it as 14:30."))


def yes_or_no(text: str) -> bool:
    if tidy(text) in YES:
        return True
    if tidy(text) in NO:
        return False
    raise Unclear(_("Write yes or no."))


def choice(text: str, choices: type[models.TextChoices]) -> str:
    """A code by itself or by its words, whole or up to their first comma or colon; nothing for an empty cell."""
    if not tidy(text):
        return ""
    found = {code for code, label in choices.choices if tidy(text) in _called(str(code), str(label))}
    if len(found) != 1:
        words = "; ".join(str(label) for label in choices.labels)
        raise Unclear(_("This is none of: %(words)s.") % {"words": words})
    return str(found.pop())


def _called(code: str, label: str) -> set[str]:
    return {tidy(code), tidy(label), tidy(re.split(r"[:,]", label)[0])}


def several(text: str) -> list[str]:
    """What stands in one cell, one after another: by lines or semicolons. A comma stands within a name."""
    return [" ".join(part.split()) for part in re.split(r"[;\n]", text) if part.strip()]


def entry(text: str, entries: Iterable[Any]) -> Any:
    """One of a local list, by its name; nothing for an empty cell."""
    if not tidy(text):
        return None
    for found in entries:
        if tidy(found.name) == tidy(text):
            return found
    raise Unclear(_("This is no entry of that list. An administrator can add it, or --map can leave the column out."))


def name_of(text: str) -> dict[str, str]:
    """A name as it was stated: “Holloway, Nia”, or “Nia Holloway” with the last word as last name."""
    last, comma, first = text.partition(",")
    if not comma:
        first, _between, last = text.rpartition(" ")
        first, last = (first, last) if first else (last, "")
    return {"given": first.strip()[:100], "family": last.strip()[:100]}
