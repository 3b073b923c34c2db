"""The pages measured, each in its ways, and whom they are about. Imported when Django is set up."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cases.models import CaseChild
from contexts.codes import SHARED_RISK
from contexts.models import Context, ContextLink
from cs_casework.accounts.models import Permission, User
from cs_casework.dates import today
from families.models import Person, Relationship

HERE = Path(__file__).resolve().parent
PER_PAGE = 25
# What a page asks about who asks, rather than about records.
NOT_RECORDS = ("django_session", "accounts_", "audit_", "drafts_", "SAVEPOINT", "RELEASE", "ROLLBACK", "django_content")
AS_BACKEND = "cs_casework.accounts.backends.StaffBackend"


# --- Who asks, and about whom --------------------------------------------------------------------------------------
def reader() -> User:
    """The demo's practitioner, who has a caseload and some grants on restricted records."""
    return User.objects.get(username="practitioner")


def sampled_children(user: User, number: int, rng: random.Random) -> list[Any]:
    """Open children whom the reader may see, each as likely as the other: linked to something, or not."""
    found = CaseChild.objects.visible_to(user).open().order_by("pk").values_list("child", flat=True)
    return rng.sample(list(found), min(number, len(found)))


def most_linked_children(user: User, number: int) -> list[Any]:
    return _most("child", ContextLink.objects.filter(child__in=_open(user)), number)


def largest_contexts(user: User, number: int) -> list[Any]:
    return _most("context", ContextLink.objects.filter(context__in=Context.objects.visible_to(user)), number)


def _open(user: User) -> Any:
    return CaseChild.objects.visible_to(user).open().order_by().values("child")


def _most(column: str, links: Any, number: int) -> list[Any]:
    from django.db.models import Count

    counted = links.current().order_by().values(column).annotate(n=Count("*")).order_by("-n", column)
    return [row[column] for row in counted[:number]]


# --- A page --------------------------------------------------------------------------------------------------------
class Page:
    """One page in its four ways. What is learned of a subject on the way there: statements of the page, rows it shows."""

    url = ""
    statement = ""

    def __init__(self, user: User) -> None:
        self.user = user
        self.statements: dict[Any, int] = {}
        self.rows: dict[Any, int] = {}
        self.asked: dict[Any, list[tuple[str, Any]]] = {}
        self.psycopg: psycopg.Connection = _connection()
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(user, backend=AS_BACKEND)

    def ways(self, subjects: list[Any]) -> dict[str, Callable[[Any], Any]]:
        """Those that there are: a page that is not built yet has none, a statement not written yet has none."""
        ways: dict[str, Callable[[Any], Any]] = {}
        if self.statement:
            ways["a"] = self.by_hand
        if self.is_built(subjects):
            for subject in subjects:
                self.learn(subject)
            ways |= {"b": self.asked_again, "d": self.page}
            if bare := self.bare():
                ways["c"] = bare
        elif functions := self.functions():
            ways["b"] = functions
        return dict(sorted(ways.items()))

    def is_built(self, subjects: list[Any]) -> bool:
        try:
            return bool(subjects) and bool(reverse(self.url, args=[subjects[0]]))
        except NoReverseMatch:
            return False

    # a
    def by_hand(self, subject: Any) -> Any:
        rows = self.psycopg.execute(self.statement, self.values(subject), prepare=True).fetchall()
        self.rows[subject] = len(rows)
        return rows

    def values(self, subject: Any) -> dict[str, Any]:
        return {}

    # b
    def asked_again(self, subject: Any) -> None:
        """What the page asked about records, in the same words, through Django's own connection."""
        for text, values in self.asked[subject]:
            with connection.cursor() as cursor:
                cursor.execute(text, values)
                cursor.fetchall()

    def functions(self) -> Callable[[Any], Any] | None:
        """The page's own query functions, for as long as the page is not there."""
        return None

    # c
    def bare(self) -> Callable[[Any], Any] | None:
        """A view of one query with the same rows and template. To be written with the page."""
        return None

    # d
    def page(self, subject: Any) -> Any:
        response = self.client.get(reverse(self.url, args=[subject]))
        assert response.status_code == 200, response.status_code
        return response

    def learn(self, subject: Any) -> None:
        """What the page sends to the database, statement by statement."""
        sent: list[tuple[str, Any]] = []

        def note(execute: Any, text: str, values: Any, many: bool, context: Any) -> Any:
            sent.append((text, values))
            return execute(text, values, many, context)

        with connection.execute_wrapper(note):
            self.page(subject)
        self.statements[subject] = len(sent)
        self.asked[subject] = [(text, values) for text, values in sent if _is_about_records(text)]


def _is_about_records(text: str) -> bool:
    """Whether a statement reads records. One about who asks names its table before any other."""
    if not text.lstrip().startswith(("SELECT", "WITH")):
        return False
    first = text.partition(" FROM ")[2].lstrip('("')
    return not first.startswith(NOT_RECORDS)


def _connection() -> psycopg.Connection:
    """As the application's role, to the same database, with the same settings, as Django's."""
    found = connection.get_connection_params()
    found.pop("cursor_factory", None)
    found.pop("context", None)
    return psycopg.connect(**found, autocommit=True)


class ChildPage(Page):
    """Shared contexts of a child."""

    url = "cases:shared-contexts"
    statement = (HERE / "shared_contexts.sql").read_text()

    def values(self, subject: Any) -> dict[str, Any]:
        return {
            "child": subject,
            "reader": self.user.pk,
            "day": today(),
            "alleged": self.user.may(Permission.VIEW_ALLEGED),
            "counting": [str(role) for role in SHARED_RISK],
            "family_kinds": [kind.value for kind in Relationship.FAMILY_KINDS],
            "per_page": PER_PAGE,
            "skip": 0,
        }

    def functions(self) -> Callable[[Any], Any] | None:
        try:
            from cases.links.asked import Asked
            from cases.links.of_child import shared_contexts
        except ImportError:
            return None
        return lambda subject: shared_contexts(Person(pk=subject), self.user, Asked())


class ContextPage(Page):
    """Linked children of a context."""

    url = "cases:context-children"
