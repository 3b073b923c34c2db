"""A sub-query that stands in a statement more than once is asked once, and the statement gives back the same."""

import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.db.models import Q

from cs_casework.once import asked_once, marked
from cs_casework.statements import as_written
from families.models import Person
from families.querysets import hidden_people
from tests import factories
from tests.site.records import restrict

HIDDEN = marked("(SELECT id FROM hidden WHERE team = %s)")


def test_what_stands_there_twice_is_said_at_the_head() -> None:
    text = f"SELECT %s FROM a WHERE x IN ({HIDDEN}) AND y = %s AND z IN ({HIDDEN}) AND w = %s"
    assert asked_once(text, ["first", 7, "between", 7, "last"]) == (
        "WITH once_0 AS MATERIALIZED (SELECT id FROM hidden WHERE team = %s) "
        "SELECT %s FROM a WHERE x IN ((SELECT * FROM once_0)) AND y = %s AND z IN ((SELECT * FROM once_0)) AND w = %s",
        (7, "first", "between", "last"),
    )


def test_what_stands_there_once_stays_where_it_is() -> None:
    text = f"SELECT * FROM a WHERE x IN ({HIDDEN}) AND y = %s"
    assert asked_once(text, (7, "last")) == (
        "SELECT * FROM a WHERE x IN ((SELECT id FROM hidden WHERE team = %s)) AND y = %s",
        (7, "last"),
    )


@pytest.mark.parametrize("other", [8, "7", [7]])
def test_the_same_words_with_other_values_are_two(other: Any) -> None:
    """One and the same words about two teams; and a value that cannot be compared stands for itself."""
    text = f"SELECT * FROM a WHERE x IN ({HIDDEN}) AND y IN ({HIDDEN})"
    written, values = asked_once(text, (other, 7))
    assert "WITH" not in written
    assert values == (other, 7)


def test_one_within_another_is_said_before_it() -> None:
    within = marked(f"(SELECT id FROM b WHERE c NOT IN ({HIDDEN}) AND d = %s)")
    text = f"SELECT * FROM a WHERE x IN ({within}) AND y IN ({within}) AND z IN ({HIDDEN})"
    assert asked_once(text, (7, "d", 7, "d", 7)) == (
        "WITH once_0 AS MATERIALIZED (SELECT id FROM hidden WHERE team = %s), "
        "once_1 AS MATERIALIZED (SELECT id FROM b WHERE c NOT IN ((SELECT * FROM once_0)) AND d = %s) "
        "SELECT * FROM a WHERE x IN ((SELECT * FROM once_1)) AND y IN ((SELECT * FROM once_1)) "
        "AND z IN ((SELECT * FROM once_0))",
        (7, "d"),
    )


def test_one_that_stands_once_in_what_is_said_at_the_head_stays_in_it() -> None:
    within = marked(f"(SELECT id FROM b WHERE c IN ({HIDDEN}))")
    assert asked_once(f"SELECT * FROM a WHERE x IN ({within}) AND y IN ({within})", (7, 7)) == (
        "WITH once_0 AS MATERIALIZED (SELECT id FROM b WHERE c IN ((SELECT id FROM hidden WHERE team = %s))) "
        "SELECT * FROM a WHERE x IN ((SELECT * FROM once_0)) AND y IN ((SELECT * FROM once_0))",
        (7,),
    )


def test_a_value_that_goes_to_several_places_is_given_once() -> None:
    several = marked(f"(SELECT id FROM b WHERE d = %s AND e = %s AND c IN ({HIDDEN}))", [0, 1, 0])
    assert asked_once(f"SELECT * FROM a WHERE x = %s AND y IN ({several})", ("x", 7, "e")) == (
        "SELECT * FROM a WHERE x = %s AND y IN ((SELECT id FROM b WHERE d = %s AND e = %s "
        "AND c IN ((SELECT id FROM hidden WHERE team = %s))))",
        ("x", 7, "e", 7),
    )
    named = several.replace("%s", "%(v0)s", 1).replace("%s", "%(v1)s", 1)
    assert (
        "d = %(v0)s AND e = %(v1)s AND c IN ((SELECT id FROM hidden WHERE team = %(v0)s"
        in (asked_once(f"SELECT * FROM a WHERE y IN ({named})", {"v0": 7, "v1": "e"})[0])
    )


def test_values_with_names_keep_them() -> None:
    one, other = (HIDDEN.replace("%s", f"%({name})s") for name in ("v0", "v1"))
    values = {"v0": 7, "v1": 7, "v2": UUID(int=1)}
    text, given = asked_once(f"SELECT %(v2)s FROM a WHERE x IN ({one}) AND y IN ({other})", values)
    assert text == (
        "WITH once_0 AS MATERIALIZED (SELECT id FROM hidden WHERE team = %(v0)s) "
        "SELECT %(v2)s FROM a WHERE x IN ((SELECT * FROM once_0)) AND y IN ((SELECT * FROM once_0))"
    )
    assert given == values


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        ("WITH mine AS (SELECT 1) SELECT", "WITH once_0 AS MATERIALIZED {0}, mine AS (SELECT 1) SELECT"),
        (
            "WITH RECURSIVE mine AS (SELECT 1) SELECT",
            "WITH RECURSIVE once_0 AS MATERIALIZED {0}, mine AS (SELECT 1) SELECT",
        ),
        ("EXPLAIN (ANALYZE) SELECT", "EXPLAIN (ANALYZE) WITH once_0 AS MATERIALIZED {0} SELECT"),
        ("(SELECT", "WITH once_0 AS MATERIALIZED {0} (SELECT"),
    ],
)
def test_it_goes_before_what_the_statement_begins_with(begins: str, expected: str) -> None:
    sub = "(SELECT id FROM hidden)"
    text, _values = asked_once(f"{begins} {marked(sub)}, {marked(sub)}", ())
    assert text == f"{expected.format(sub)} (SELECT * FROM once_0), (SELECT * FROM once_0)"


@pytest.mark.django_db
def test_rows_are_the_same_and_the_database_reads_them_once(worker: Any, manager: Any) -> None:
    shown, hidden = factories.PersonFactory(), factories.PersonFactory()
    restrict(hidden, by=manager)
    ask = as_written(hidden_people, worker)
    found = Person.objects.filter(~Q(pk__in=ask), ~Q(pk__in=ask), pk__in=[shown.pk, hidden.pk])
    with transaction.atomic():
        assert list(found) == [shown]
        assert list(found.select_for_update()) == [shown]
        assert list(found.iterator()) == [shown]
        assert found.update(birth_on=datetime.date(2012, 3, 4)) == 1
    assert "CTE once_0" in found.explain()


@pytest.mark.django_db
def test_a_connection_that_is_made_again_is_watched_once() -> None:
    before = list(connection.execute_wrappers)
    connection_created.send(sender=connection.__class__, connection=connection)
    assert connection.execute_wrappers == before
