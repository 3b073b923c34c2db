"""Asking pages as somebody, and reading the answers so that two of them can be compared."""

import copy
import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core import mail
from django.db import connection, transaction
from django.template import Template, engines
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from django.utils import timezone
from pypdf import PdfReader

from cs_casework.accounts.models import StaffSession
from cs_casework.accounts.signing_in import PROVED

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What differs from one answer to the next though nothing else does: tokens, keys of forms, ids of drafts not yet saved.
CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)?[ap]m\b|\bmidnight\b|\bmidday\b")
TOKEN = re.compile(r"(name=\"(?:csrfmiddlewaretoken|draft_id|draft_page|form_key)\" value=\")[^\"]*")
# Around the work: the transaction of a request, and of each savepoint in it.
FRAME = re.compile(r"^(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT|BEGIN|COMMIT)\b")
READS = re.compile(r"^\(*(SELECT|WITH)\b", re.IGNORECASE)
LOCKS = re.compile(r"\bFOR (NO KEY )?UPDATE\b")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIST = re.compile(r"\((?:%s, )+%s\)")
# Of the headers those that could tell one record, or that there is one, from another.
TELLING = ("Location", "ETag", "Last-Modified", "Content-Type", "Content-Disposition", "Allow", "Vary")


@dataclass
class Answer:
    """One answer of the service, and the statements it took."""

    status: int
    headers: dict[str, str]
    body: str
    statements: list[str] = field(default_factory=list)
    # Whose ids the audit was given.
    shown: frozenset[str] = frozenset()
    # What was put on the job queue, and what was mailed.
    elsewhere: list[str] = field(default_factory=list)

    @property
    def writes(self) -> list[str]:
        """Those of the statements that write or lock something."""
        return [statement for statement in self.statements if not READS.match(statement) or LOCKS.search(statement)]

    @property
    def whole(self) -> str:
        """Status line, headers and body: everything that a reader is sent."""
        return "\n".join([str(self.status), *(f"{name}: {value}" for name, value in self.headers.items()), self.body])

    @property
    def comparable(self) -> str:
        """The same without what differs from one answer to the next."""
        headers = "\n".join(f"{name}: {self.headers[name]}" for name in TELLING if name in self.headers)
        text = TOKEN.sub(r"\1TOKEN", f"{self.status}\n{headers}\n{self.body}")
        # A draft says when it was saved, and a minute may pass between two answers.
        return CLOCK.sub("TIME", text)

    def without(self, *words: str) -> str:
        """The same, leaving out ids, and the words that it was asked with."""
        text = self.comparable
        for word in words:
            for written in (word, word.lower(), word.upper()):
                text = text.replace(written, "WORD").replace(written.replace(" ", "+"), "WORD")
        return UUID.sub("ID", text)


class Browser:
    """A client signed in as one member of staff, or as nobody; it answers every question from the same state."""

    def __init__(self, user: Any = None) -> None:
        self.client = Client()
        if user is not None:
            self.client.force_login(user, backend="cs_casework.accounts.backends.StaffBackend")
            # They ask for as long as it takes: no page writes down that a minute has passed, and none asks who they are.
            session = self.client.session
            session[PROVED] += 6 * 60 * 60
            session.save()
            StaffSession.objects.filter(user=user).update(used_at=timezone.now() + timedelta(hours=6))
        self._cookies = copy.deepcopy(self.client.cookies)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def send(self, method: str, path: str, sent: Any) -> Answer:
        """The same to the API: what is sent is JSON, and every version may be changed."""
        if method == "GET":
            return self.get(path)
        more = {"headers": {"If-Match": "*"}, "content_type": "application/json"}
        return self.ask(method, path, json.dumps(sent, default=str), **more)

    def ask(self, method: str, path: str, data: Any = None, **more: Any) -> Answer:
        """Send one request. What it wrote is undone, and cookies it set are forgotten, so order does not matter."""
        statements: list[str] = []
        shown: set[str] = set()
        jobs: list[str] = []
        mailed = len(mail.outbox)
        with undone(), noting(statements, shown, jobs), as_served():
            response = getattr(self.client, method.lower())(path, data=data, **more)
            # A file is handed out in pieces, and may be no text at all.
            content = b"".join(response.streaming_content) if response.streaming else response.content
        body = read_out(content, response.headers.get("Content-Type", ""))
        elsewhere = jobs + [str(letter.message()) for letter in mail.outbox[mailed:]]
        self.client.cookies = copy.deepcopy(self._cookies)
        headers = dict(response.headers.items())
        headers |= {f"Set-Cookie {name}": morsel.OutputString() for name, morsel in response.cookies.items()}
        return Answer(response.status_code, headers, body, statements, frozenset(shown), elsewhere)


def read_out(content: bytes, kind: str) -> str:
    """What an answer says in words: of a PDF what can be read on its pages, once more without the ends of lines, and what
    stands about it; of a workbook its parts."""
    if kind == "application/pdf" and content.endswith((b"%%EOF", b"%%EOF\n")) and b"startxref" in content:
        paper = PdfReader(io.BytesIO(content))
        pages = "\n".join(page.extract_text() for page in paper.pages)
        about = {name: value for name, value in (paper.metadata or {}).items() if not name.endswith("Date")}
        return f"{pages}\n{''.join(pages.split())}\n{about}"
    if kind == WORKBOOK:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = {name: book.read(name).decode(errors="replace") for name in book.namelist()}
        return "\n".join(parts[name] for name in sorted(parts) if name != "docProps/core.xml")
    return content.decode(errors="replace")


@contextmanager
def as_served() -> Iterator[None]:
    """Pages are drawn as in service: Django's test client copies the context of every template in them, and nothing here
    looks at one. Thousands of pages are asked for."""
    watched = Template._render
    Template._render = lambda template, context: template.nodelist.render(context)
    try:
        yield
    finally:
        Template._render = watched


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def noting(statements: list[str], shown: set[str] | None = None, jobs: list[str] | None = None) -> Iterator[None]:
    """Collect the statements sent to the database, values aside; a list of values counts as one. And the ids that are
    added to the audit: of the record, and of whoever was shown; and what is put on the job queue."""

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not FRAME.match(sql):
            statements.append(LIST.sub("(%s, …)", sql))
            if shown is not None and 'INSERT INTO "audit_auditevent"' in sql:
                shown.update(UUID.findall(str(params)))
            if jobs is not None and "procrastinate" in sql:
                jobs.append(str(params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


class Undefined(str):
    """What Django puts for a variable that is not there; this one says so."""

    def __new__(cls, found: list[str]) -> "Undefined":
        made = super().__new__(cls, "undefined")
        made.found = found  # type: ignore[attr-defined]
        return made

    def __contains__(self, text: object) -> bool:
        return text == "%s"

    def __mod__(self, variable: Any) -> str:
        self.found.append(str(variable))  # type: ignore[attr-defined]
        return ""


@contextmanager
def undefined() -> Iterator[list[str]]:
    """Collect the variables that templates ask for and were not given."""
    engine: Any = engines["django"]
    before, found = engine.engine.string_if_invalid, list[str]()
    engine.engine.string_if_invalid = Undefined(found)
    try:
        yield found
    finally:
        engine.engine.string_if_invalid = before


def patterns() -> list[URLPattern]:
    """Every address of the service."""
    return [pattern for _prefix, pattern in _patterns(get_resolver(), "")]


def named_urls() -> set[str]:
    """The name of every page of the service, `families:person-list`; what has none is given by its pattern. What programs
    ask for is asked of every operation of its description (tests/api/)."""
    found = _patterns(get_resolver(), "")
    names = {f"{prefix}{pattern.name}" if pattern.name else str(pattern.pattern) for prefix, pattern in found}
    return {name for name in names if not name.startswith("api:") or name in ("api:docs", "api:resource-docs")}


def _patterns(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            yield prefix, pattern
