"""The pages measured, each in its ways, and whom they are about. Imported when Django is set up."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.urls import reverse

from cases.link_forms import AskedForm
from cases.link_views import MOST_PAST, _apart, page_of
from cases.links import of_child, of_context
from cases.links.asked import Asked
from cases.links.rows import day_of
from cases.links.statement import JSONB
from cases.models import CaseChild
from contexts.codes import SHARED_RISK
from contexts.models import Context, ContextAdult, ContextLink
from contexts.pages import context_page
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.signing_in import PASSED
from cs_casework.dates import latest_birth, today
from families.models import Person, Relationship
from families.pages import person_page
from families.querysets import ADULT_AGE

HERE = Path(__file__).resolve().parent
# What a page asks about who asks, rather than about records.
NOT_RECORDS = ("django_session", "accounts_", "audit_", "drafts_", "SAVEPOINT", "RELEASE", "ROLLBACK", "django_content")
AT_HEAD = re.compile(r"\s*WITH\s+once_\d+ AS MATERIALIZED \(")
AS_BACKEND = "cs_casework.accounts.backends.StaffBackend"


# --- Who asks, and about whom --------------------------------------------------------------------------------------
def reader() -> User:
    """The demo's practitioner, who has a caseload and some grants on restricted records."""
    return User.objects.get(username="practitioner")


def sampled_children(user: User, number: int, rng: random.Random) -> list[Any]:
    """Open children whom the reader may see, each as likely as the other: linked to something, or not."""
    found = CaseChild.objects.visible_to(user).open().order_by("pk").values_list("child", flat=True)
    return rng.sample(list(found), min(number, len(found)))


def most_linked_children(user: User, number: int, *, every: int = 1) -> list[Any]:
    """Those with most links; or, of so many times as many, every so many'th, who are as linked as those of a service that
    is so many times as small."""
    return _most("child", ContextLink.objects.filter(child__in=_open(user)), number, every)


def largest_contexts(user: User, number: int, *, every: int = 1) -> list[Any]:
    return _most("context", ContextLink.objects.filter(context__in=Context.objects.visible_to(user)), number, every)


def _open(user: User) -> Any:
    return CaseChild.objects.visible_to(user).open().order_by().values("child")


def _most(column: str, links: Any, number: int, every: int) -> list[Any]:
    from django.db.models import Count

    counted = links.current().order_by().values(column).annotate(n=Count("*")).order_by("-n", column)
    return [row[column] for row in counted[: number * every]][every // 2 :: every]


# --- A page --------------------------------------------------------------------------------------------------------
class Page:
    """One page in its four ways. What is learned of a subject on the way there: statements of the page, what it found."""

    url = ""
    statement = ""

    def __init__(self, user: User) -> None:
        self.user = user
        self.statements: dict[Any, int] = {}
        self.found: dict[Any, int] = {}  # children found, on all pages
        self.asked: dict[Any, list[tuple[str, Any]]] = {}
        self.psycopg: psycopg.Connection = _connection()
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(user, backend=AS_BACKEND)
        session = self.client.session
        session[PASSED] = "the benchmark"  # as whoever has shown a second factor
        session.save()
        self.requests = RequestFactory(SERVER_NAME="localhost")

    def ways(self, subjects: list[Any]) -> dict[str, Callable[[Any], Any]]:
        for subject in subjects:
            self.learn(subject)
        return {"a": self.by_hand, "b": self.asked_again, "c": self.bare, "d": self.page}

    # a
    def by_hand(self, subject: Any) -> Any:
        return self.psycopg.execute(self.statement, self.values(subject), prepare=True).fetchall()

    def values(self, subject: Any) -> dict[str, Any]:
        return {
            "reader": self.user.pk,
            "day": today(),
            "born_by": latest_birth(ADULT_AGE, today()),
            "alleged": self.user.may(Permission.VIEW_ALLEGED),
            "family_kinds": [kind.value for kind in Relationship.FAMILY_KINDS],
        }

    # b
    def asked_again(self, subject: Any) -> None:
        """What the page asked about records, in the same words, through Django's own connection."""
        for text, values in self.asked[subject]:
            with connection.cursor() as cursor:
                cursor.execute(text, values)
                cursor.fetchall()

    # c
    def bare(self, subject: Any) -> HttpResponse:
        """One statement, the one written by hand, through Django's cursor; then the page's template."""
        request = self.requests.get(reverse(self.url, args=[subject]))
        request.user, request.session = self.user, {}  # type: ignore[assignment]
        return self.view(request, subject, self.rows(subject))

    def rows(self, subject: Any) -> list[dict[str, Any]]:
        with connection.cursor() as cursor:
            cursor.execute(self.statement, self.values(subject))
            read = [(column.name, json.loads if column.type_code == JSONB else None) for column in cursor.description]
            return [
                {name: load(value) if load and value else value for (name, load), value in zip(read, row, strict=True)}
                for row in cursor.fetchall()
            ]

    def view(self, request: Any, subject: Any, rows: list[dict[str, Any]]) -> HttpResponse:
        raise NotImplementedError

    # d
    def page(self, subject: Any) -> Any:
        response = self.client.get(reverse(self.url, args=[subject]))
        assert response.status_code == 200, response.status_code
        return response

    # That they are the same
    def differences(self, subject: Any) -> list[str]:
        """In what the statement written by hand and the page differ: children in their order, then every word of both."""
        wrong = []
        by_hand = [(row["part"], row["child_id"]) for row in self.rows(subject) if row["child_id"]]
        of_page = self.listed(subject)
        for part in sorted({part for part, _child in by_hand + of_page}):
            one, other = ([child for name, child in found if name == part] for found in (by_hand, of_page))
            # Of a part that stands apart, what is one more than is shown says only that there are more.
            if one[: len(other)] != other or len(one) - len(other) != (part in self.more(subject)):
                wrong.append(f"{subject}, {part}: by hand {one}, on the page {other}")
        bare, page = (_words(response) for response in (self.bare(subject), self.page(subject)))
        if bare != page:
            at = next((n for n, (one, other) in enumerate(zip(bare, page, strict=False)) if one != other), -1)
            wrong.append(f"{subject}: by hand {bare[at : at + 4]}, on the page {page[at : at + 4]}")
        return wrong

    def listed(self, subject: Any) -> list[tuple[str, Any]]:
        """Part and id of each child on the page, as the page's own function finds them."""
        raise NotImplementedError

    def more(self, subject: Any) -> set[str]:
        """The parts of which the page shows the first only, and says so."""
        return set()

    def sent(self, subject: Any) -> list[tuple[str, Any]]:
        """What the page sends to the database, statement by statement."""
        sent: list[tuple[str, Any]] = []

        def note(execute: Any, text: str, values: Any, many: bool, context: Any) -> Any:
            sent.append((text, values))
            return execute(text, values, many, context)

        with connection.execute_wrapper(note):
            self.page(subject)
        return sent

    def learn(self, subject: Any) -> None:
        sent = self.sent(subject)
        self.found[subject] = self.rows(subject)[0]["total"]
        self.statements[subject] = len(sent)
        self.asked[subject] = [(text, values) for text, values in sent if _is_about_records(text)]


def _is_about_records(text: str) -> bool:
    """Whether a statement reads records. One about who asks names its table before any other, but for what is asked once
    and stands at the head of a statement."""
    if not text.lstrip().startswith(("SELECT", "WITH")):
        return False
    first = _without_head(text).partition(" FROM ")[2].lstrip('("')
    return not first.startswith(NOT_RECORDS)


def _without_head(text: str) -> str:
    """A statement without what `cs_casework/once.py` has put before it."""
    while found := AT_HEAD.match(text):
        at, depth = found.end(), 1
        while depth:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            at += 1
        text = "WITH " + text[at:].lstrip(", ")
    return text


def _connection() -> psycopg.Connection:
    """As the application's role, to the same database, with the same settings, as Django's; but that it prepares what it
    is told to, which Django lets none do."""
    found = connection.get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold"):
        found.pop(name, None)
    return psycopg.connect(**found, autocommit=True)


def _words(response: HttpResponse) -> list[str]:
    """A page's words and where its links lead. Of links that ended, which end on one day in any order, the days."""
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    body, heading, past = body.partition("Ended and lapsed links")
    return [
        *re.findall(r'href="[^"]*"|[^<>\s][^<>]*(?=<)', body),
        heading,
        *re.findall(r"(?:to|lapsed) \d+ \w+ \d+", past),
    ]


class ChildPage(Page):
    """Shared contexts of a child."""

    url = "cases:shared-contexts"
    statement = (HERE / "shared_contexts.sql").read_text()

    def values(self, subject: Any) -> dict[str, Any]:
        return super().values(subject) | {
            "child": subject,
            "counting": [str(role) for role in SHARED_RISK],
            "per_page": of_child.PER_PAGE,
            "few": of_child.FIRST_FEW,
        }

    def view(self, request: Any, subject: Any, rows: list[dict[str, Any]]) -> HttpResponse:
        head = rows[0]
        child = _record(Person, subject, head["subject"])
        parts: dict[str, list[Any]] = {name: [] for name in (of_child.LINKED, *of_child.APART)}
        for row in rows:
            if row["child_id"]:
                parts[row["part"]].append(of_child._linked(row))
        linked, few = parts[of_child.LINKED], of_child.FIRST_FEW
        apart = {name: parts[name][:few] for name in of_child.APART}
        more = {name: len(parts[name]) > few for name in of_child.APART}
        found = of_child.SharedContexts(head["is_open"], head["total"], head["at_page"], linked, apart, more)
        return render(
            request,
            "cases/shared_contexts.html",
            {
                "child": child,
                "page": person_page(child, self.user, "shared"),
                "filter": AskedForm(request.GET),
                "asked": Asked(),
                "found": found,
                "part": of_child.LINKED,
                "page_of": page_of(linked, found.page, found.total),
                "apart": [_apart(name, apart[name], more[name]) for name in of_child.APART],
            },
        )

    def listed(self, subject: Any) -> list[tuple[str, Any]]:
        found = of_child.shared_contexts(Person(pk=subject), self.user, Asked())
        parts = {of_child.LINKED: found.linked} | found.apart
        return [(name, row.child.pk) for name, rows in parts.items() for row in rows]

    def more(self, subject: Any) -> set[str]:
        found = of_child.shared_contexts(Person(pk=subject), self.user, Asked())
        return {name for name, there_are in found.more.items() if there_are}


class ContextPage(Page):
    """Linked children of a context."""

    url = "cases:context-children"
    statement = (HERE / "context_children.sql").read_text()

    def values(self, subject: Any) -> dict[str, Any]:
        return super().values(subject) | {
            "context": subject,
            "view": self.user.may(Permission.VIEW_CASES),
            "per_page": of_context.PER_PAGE,
            "most_past": MOST_PAST,
        }

    def view(self, request: Any, subject: Any, rows: list[dict[str, Any]]) -> HttpResponse:
        head = rows[0]
        context = _record(Context, subject, head["subject"])
        parts: dict[str, list[Any]] = {of_context.CHILDREN: [], of_context.ADULTS: []}
        for row in rows:
            if row["part"]:
                parts[row["part"]].append(of_context._linked(row, context))
        children, adults = parts.values()
        counted = head["total"], head["open_total"], head["adult_total"]
        found = of_context.LinkedChildren(*counted, head["is_planned"], head["at_page"], children, adults)
        return render(
            request,
            "cases/context_children.html",
            {
                "context": context,
                "page": context_page(context, self.user, "children"),
                "filter": AskedForm(request.GET, leave_out=["kind", "months", "least", "role"], sides=1),
                "asked": Asked(),
                "found": found,
                "rows": children,
                "only_adults": False,
                "page_of": page_of(children, found.page, found.total),
                "people_here": [_adult(row) for row in head["people_here"] or []],
                "past": [_past(row) for row in head["past"] or []],
            },
        )

    def listed(self, subject: Any) -> list[tuple[str, Any]]:
        found = of_context.linked_children(Context(pk=subject), self.user, Asked())
        parts = {of_context.CHILDREN: found.children, of_context.ADULTS: found.adults}
        return [(name, row.child.pk) for name, rows in parts.items() for row in rows]


# --- Records out of what the statements give back ------------------------------------------------------------------
def _record(model: Any, pk: Any, columns: dict[str, Any]) -> Any:
    return model(pk=pk, **{name: day_of(value) if name.endswith("_on") else value for name, value in columns.items()})


def _adult(row: list[Any]) -> ContextAdult:
    pk, role, described, basis, reliability, source, source_on, person = row
    return ContextAdult(
        pk=UUID(pk),
        role=role,
        described=described,
        basis=basis,
        reliability=reliability,
        source=source,
        source_on=day_of(source_on),
        person=_called(*person) if person else None,
    )


def _past(row: list[Any]) -> ContextLink:
    pk, role, from_on, to_on, lapses_on, ended_why, *child = row
    days = {"from_on": day_of(from_on), "to_on": day_of(to_on), "lapses_on": day_of(lapses_on)}
    return ContextLink(pk=UUID(pk), role=role, ended_why=ended_why, child=_called(*child), **days)


def _called(pk: str, name: str, la_child_id: str, reference: str) -> Person:
    return Person(pk=UUID(pk), display_name=name, la_child_id=la_child_id, reference=reference)
