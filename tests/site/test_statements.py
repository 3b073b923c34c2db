"""What is kept of a statement for the next who asks: the same for all whose role may do the same, but for their id."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models.expressions import RawSQL

from cases.child_querysets import hidden_cases
from cases.links import of_child, of_context
from cases.links.asked import Asked
from cases.merge_querysets import requests_within_sight
from contexts.querysets import hidden_contexts
from cs_casework.dates import today
from cs_casework.statements import Given, Reader, as_written, kept_rows, kept_statement
from families import likely
from families.models import Person
from families.querysets import hidden_families, hidden_people
from referrals.querysets import stands_on_hidden, taken_by
from tests import factories
from tests.helpers import stand_on

pytestmark = pytest.mark.django_db

ROWS = [
    hidden_people,
    hidden_families,
    hidden_contexts,
    hidden_cases,
    requests_within_sight,
    stands_on_hidden,
    taken_by,
]
WRITERS: list[tuple[Callable[..., str], Any]] = [
    (of_child._who_shares, Asked()),
    (of_context._who_is_linked, Asked()),
    (likely._statement, likely.Shape(names=((True, True, True),), born=True, place=True, nhs_number=True, upn=True)),
]
ROLES = ("practitioner", "manager", "business_support", "records_officer", "administrator")


@pytest.fixture(params=ROLES)
def two(request: Any) -> tuple[Any, Any]:
    """Two of one role, of whom one manages a team, is of the front door, and covers for somebody."""
    plain, busy = (factories.UserFactory(code=request.param) for _number in range(2))
    factories.TeamMembershipFactory(user=busy, is_manager=True)
    factories.TeamMembershipFactory(user=busy, team__kind="front_door")
    factories.CoverFactory(covering=busy)
    return plain, busy


@pytest.mark.parametrize("ask", ROWS, ids=lambda ask: ask.__name__)
def test_rows_are_asked_for_alike_for_two_of_one_role(two: tuple[Any, Any], ask: Callable[..., Any]) -> None:
    plain, busy = (kept_rows.__wrapped__(ask, Reader.like(user)) for user in two)
    assert plain == busy
    assert two[0].pk not in plain[1]


@pytest.mark.parametrize(("write", "what"), WRITERS, ids=lambda part: getattr(part, "__module__", ""))
def test_statements_are_written_alike_for_two_of_one_role(
    two: tuple[Any, Any], write: Callable[..., str], what: Any
) -> None:
    plain, busy = (kept_statement.__wrapped__(write, Reader.like(user), what, today()) for user in two)
    assert plain[1] == busy[1]
    assert plain[0].values == busy[0].values
    assert two[0].pk not in plain[0].values.values()


def test_what_is_kept_for_one_is_filled_in_for_the_next(two: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The id of whoever asks, and the day on which they do."""
    for user in two:
        for day in (datetime.date(2026, 3, 4), datetime.date(2026, 3, 5)):
            stand_on(monkeypatch, day)
            params = as_written(requests_within_sight, user).params
            assert Given.READER not in params
            assert Given.TODAY not in params
            assert {value for value in params if isinstance(value, datetime.date)} <= {day}
            assert (two[0] if user == two[1] else two[1]).pk not in params


def test_a_day_that_is_not_today_is_refused(worker: Any) -> None:
    def born_before(_user: Any) -> Any:
        return Person.objects.filter(birth_on__lt=today() - datetime.timedelta(days=1)).values("pk")

    with pytest.raises(TypeError, match="knows no day but today"):
        as_written(born_before, worker)


def test_a_list_with_the_reader_or_the_day_in_it_is_refused(worker: Any) -> None:
    """It would be the first reader's for everybody after them."""

    def named(user: Any) -> Any:
        return Person.objects.filter(pk__in=RawSQL("SELECT unnest(%s)", [[user.pk]])).values("pk")

    with pytest.raises(TypeError, match="in a list"):
        as_written(named, worker)
