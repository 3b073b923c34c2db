"""The database keeps how a long statement is run, and nothing of what it found."""

import datetime
import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import NotSupportedError, ProgrammingError, connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from psycopg.types.json import Jsonb

from cs_casework import embedded
from cs_casework.accounts.models import User
from cs_casework.confidential.openings import first_key
from cs_casework.dates import today
from cs_casework.kept_plans import LONG, KeepingCursor, _written, left_open
from families.models import Person
from tests import factories
from tests.site.records import grant, restrict

NOTHING = f"/* {'long ' * (LONG // 5)}*/"
ONE, TWO = uuid4(), uuid4()
NOBODY = UUID(int=0)
NOON = datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC)


@pytest.fixture
def keeping(db: None) -> Any:
    connection.ensure_connection()
    return connection.connection


def kept() -> list[tuple[str, int]]:
    """The statements whose plan this connection keeps, and how often each was asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans + custom_plans FROM pg_prepared_statements")
        return [(text, asked) for text, asked in cursor.fetchall() if NOTHING in text]


def ask(text: str, values: Any = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"{text} {NOTHING}", values)
        return cursor.fetchall()


@pytest.mark.parametrize(
    ("text", "params", "written", "given"),
    [
        (
            "SELECT %s, %s WHERE a = %s AND b = %s AND c LIKE '50%%'",
            (ONE, "it's 5%", ONE, datetime.date(2026, 3, 4)),
            "SELECT %(v0)s, 'it''s 5%%' WHERE a = %(v0)s AND b = '2026-03-04'::date AND c LIKE '50%%'",
            {"v0": ONE},
        ),
        ("WHERE a IN (%s, %s) AND b = %s", (ONE, TWO, 1), "WHERE a = ANY(%(all0)s) AND b = 1", {"all0": [ONE, TWO]}),
        ("WHERE a IN (%s)", (ONE,), "WHERE a = ANY(%(all0)s)", {"all0": [ONE]}),
        ("WHERE a NOT IN (%s, %s)", (ONE, TWO), "WHERE a NOT IN (%(v0)s, %(v1)s)", {"v0": ONE, "v1": TWO}),
        ("WHERE a IN (%s, %s)", ("x", None), "WHERE a IN ('x', NULL)", {}),
        ("WHERE a = ANY(%s)", ([ONE],), "WHERE a = ANY(%(v0)s)", {"v0": [ONE]}),
        ("WHERE a = ANY(%s)", ([1, 2],), "WHERE a = ANY('{1,2}'::int2[])", {}),
        ("%(b)s, %(a)s, %(b)s", {"a": True, "b": ONE, "c": 3}, "%(v1)s, true, %(v1)s", {"v1": ONE}),
        ("VALUES (%s, %s)", (NOON, NOON), "VALUES (%(v0)s, %(v0)s)", {"v0": NOON}),
        ("LIMIT 50 OFFSET 100", (), "LIMIT 50 OFFSET 100", {}),
        # No row has the first key of a moment: the months that are read are known before, and no others are planned for.
        (
            "WHERE a >= %s AND b = %s",
            (first_key(NOON), ONE),
            f"WHERE a >= '{first_key(NOON).hex}'::uuid AND b = %(v1)s",
            {"v1": ONE},
        ),
        ("WHERE b = %s", (NOBODY,), "WHERE b = %(v0)s", {"v0": NOBODY}),
    ],
)
def test_what_differs_from_page_to_page_is_left_open(
    keeping: Any, text: str, params: Any, written: str, given: dict[str, Any]
) -> None:
    for _time in range(2):  # as it was written for the first, too
        assert left_open(text, params, keeping) == (written, given)


def test_a_value_of_another_type_is_another_statement(keeping: Any) -> None:
    assert [left_open("%s", [value], keeping)[0] for value in (1, True, "1", None)] == ["1", "true", "'1'", "NULL"]
    assert [left_open("%s", [[value]], keeping)[0] for value in (1, True)] == ["'{1}'::int2[]", "'{t}'::bool[]"]
    whole, given = left_open("%s", [Jsonb({"a": 1})], keeping)
    assert (whole, given["v0"].obj) == ("%(v0)s", {"a": 1})


@pytest.mark.usefixtures("keeping")
def test_what_is_sent_again_is_planned_once_whatever_the_ids() -> None:
    several = "SELECT %s::uuid = %s, %s WHERE %s IN (%s, %s)"
    assert ask(several, (ONE, TWO, "x", ONE, ONE, TWO)) == [(False, "x")]
    assert kept() == []
    for number in range(2, 5):
        one = uuid4()
        assert ask(several, (one, uuid4(), "x", one, TWO, one)) == [(False, "x")]
        assert [asked for _text, asked in kept()] == [number - 1]
    # What somebody types stands in it, and is another statement.
    assert ask(several, (ONE, TWO, "y", ONE, ONE, TWO)) == [(False, "y")]
    assert len(kept()) == 1


@pytest.mark.usefixtures("keeping")
def test_what_is_told_of_a_statement_that_was_sent_is_the_same_whether_or_not_its_plan_was_kept() -> None:
    """Else a test that compares what two pages send would compare how often each was asked."""
    with CaptureQueriesContext(connection) as sent:
        for _time in range(3):
            ask("SELECT %s::uuid, 'a %%' WHERE %s IN (%s)", (ONE, ONE, ONE))
    told = {query["sql"].removesuffix(NOTHING).strip() for query in sent}
    assert told == {f"SELECT '{ONE.hex}'::uuid::uuid, 'a %' WHERE '{ONE.hex}'::uuid = ANY('{{{ONE.hex}}}'::uuid[])"}


@pytest.mark.usefixtures("keeping")
def test_a_connection_keeps_so_many_and_no_more(settings: Any) -> None:
    before, connection.connection.prepared_max = connection.connection.prepared_max, 2
    try:
        for number in range(4):
            for _time in range(2):
                ask("SELECT %s", (number,))
        assert len(kept()) == 2
        settings.KEPT_PLANS = 0
        for _time in range(3):
            assert ask("SELECT %s", (9,)) == [(9,)]
        assert not [text for text, _asked in kept() if text.startswith("SELECT 9")]
    finally:
        connection.connection.prepared_max = before


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize("text", ["UPDATE a SET b = 1", "WITH c AS (SELECT 1) INSERT INTO a SELECT * FROM c"])
def test_what_writes_is_sent_as_it_is(text: str) -> None:
    with connection.cursor() as cursor:
        with pytest.raises(ProgrammingError), transaction.atomic():
            cursor.execute(f"{text} {NOTHING}")
        assert not isinstance(cursor.cursor, KeepingCursor)


def test_a_statement_of_very_many_values_is_written_anew(keeping: Any) -> None:
    many = [uuid4() for _number in range(400)]
    text = f"WHERE a IN ({', '.join(['%s'] * 400)})"
    before = len(_written)
    assert left_open(text, many, keeping) == ("WHERE a = ANY(%(all0)s)", {"all0": many})
    assert len(_written) == before


@pytest.mark.usefixtures("keeping")
def test_what_a_cursor_sends_after_it_is_sent_as_any_other() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 {NOTHING}")
        assert isinstance(cursor.cursor, KeepingCursor)
        cursor.execute("SELECT concat_ws('; ', %s, %s)", ["a", "b"])
        assert cursor.fetchall() == [("a; b",)]
        assert not isinstance(cursor.cursor, KeepingCursor)


@pytest.mark.usefixtures("keeping")
def test_what_is_hidden_a_moment_ago_is_hidden_however_long_its_plan_is_kept(worker: Any, manager: Any) -> None:
    """Through every standing: of a statement that is planned for one, then kept for all."""
    child = factories.PersonFactory()

    def sees() -> bool:
        reader = User.objects.get(pk=worker.pk)
        answers = {Person.objects.visible_to(reader).filter(pk=child.pk).exists() for _time in range(8)}
        (answer,) = answers
        return answer

    assert sees()
    child = restrict(child, by=manager)
    assert not sees()
    given = grant(child, to=worker)
    assert sees()
    type(given).objects.filter(pk=given.pk).update(ends_on=today())
    assert not sees()


@pytest.mark.usefixtures("keeping")
def test_a_refusal_within_a_savepoint_and_rows_one_by_one_go_on(worker: Any) -> None:
    child = factories.PersonFactory()
    found = Person.objects.visible_to(worker).filter(~Q(pk=ONE))
    for _time in range(3):
        assert [one.pk for one in found.iterator()] == [child.pk]
        assert list(found) == [child]
        with transaction.atomic():
            assert list(found.select_for_update(of=("self",))) == [child]
            transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_a_table_that_has_become_another_ends_the_connection_with_the_page(monkeypatch: Any) -> None:
    connection.ensure_connection()
    monkeypatch.setattr(connection, "close_at", None)
    # By the owner of the tables, as a release is: the service itself makes none, be it for a moment.
    with embedded.owner_connection(connection.settings_dict["NAME"]) as owner:
        owner.autocommit = True
        owner.execute("CREATE TABLE altered (a varchar(10))")
        try:
            owner.execute("GRANT SELECT ON altered TO PUBLIC")
            for _time in range(3):
                assert ask("SELECT a FROM altered") == []
            assert connection.close_at is None
            owner.execute("ALTER TABLE altered ALTER a TYPE text")
            with pytest.raises(NotSupportedError):
                ask("SELECT a FROM altered")
        finally:
            owner.execute("DROP TABLE altered")
    assert connection.close_at is not None
    assert connection.close_at <= time.monotonic()
