"""What a search gives back, and how what was typed is read."""

import datetime
import re
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from contexts.models import Context
from cs_casework.accounts.models import Permission, User
from cs_casework.searches import LONGEST
from families.models import Person

DAY = re.compile(r"\b(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\b")
# What stands around the words that were looked for in a snippet, until it is made safe to show.
OPEN, CLOSE = "\x02", "\x03"
# Letters at the beginning of a word that must be right where it is misspelt: so many, or three of every five. Of words on
# record only their stems are kept, so what follows tells nothing.
SURE = 4


@dataclass(frozen=True)
class Hit:
    """One thing found: what it is called, where it stands, and why it matched."""

    words: str
    url: str
    more: str = ""
    why: str = ""
    snippet: SafeString | str = ""
    shown: tuple[UUID, ...] = ()  # the people it names, for the audit


@dataclass(frozen=True)
class Asked:
    """What was typed: the text, a date of birth in it, day first, and the query that it makes on what was written."""

    text: str
    born_on: datetime.date | None
    name: str  # without the date
    query: SearchQuery

    @classmethod
    def of(cls, typed: str) -> "Asked":
        text = " ".join(typed.split())[:LONGEST]
        day = born_on(text)
        # Quoted phrases hold together, and a leading minus leaves out.
        query = SearchQuery(text, config="english", search_type="websearch")
        return cls(text, day, DAY.sub("", text).strip() if day else text, query)

    def guessed(self) -> "Asked | None":
        """What may have been meant by words that stand nowhere: whatever begins as each of them does. None where one is
        too short to be sure of its beginning, or where the text says more than words."""
        words = re.findall(r"[^\W_]+", self.text)
        if not words or any(sign in self.text for sign in '"-') or any(len(word) < SURE for word in words):
            return None
        begun = (f"{word[: max(SURE, len(word) * 3 // 5)].lower()}:*" for word in words)
        return replace(self, query=SearchQuery(" & ".join(begun), config="simple", search_type="raw"))


def born_on(text: str) -> datetime.date | None:
    """A date of birth typed into the search, such as 27/3/2012, day first."""
    if found := DAY.search(text):
        day, month, year = (int(part) for part in found.groups())
        try:
            return datetime.date(year, month, day)
        except ValueError:
            return None
    return None


def summary_url(record: Person | Context, user: User) -> str:
    """Where the record is told on one page; nothing for a reader who reads no cases."""
    name = "person" if isinstance(record, Person) else "context"
    return reverse(f"overview:{name}-summary", args=[record.pk]) if user.may(Permission.VIEW_CASES) else ""


def headline(query: SearchQuery, *columns: str) -> SearchHeadline:
    """The places of a text where the words stand, with marks around them."""
    options: Any = {"max_words": 30, "min_words": 15, "max_fragments": 2, "fragment_delimiter": " … "}
    text = Concat(*(part for name in columns for part in (name, Value(" "))), output_field=TextField())
    return SearchHeadline(text, query, config="english", start_sel=OPEN, stop_sel=CLOSE, **options)


def shown(text: str) -> SafeString:
    """A headline as it may stand on a page: everything in it escaped, and the words that were looked for marked."""
    safe = escape(text or "").replace(OPEN, "<mark>").replace(CLOSE, "</mark>")
    return mark_safe(safe)  # noqa: S308 - escaped above
