"""What a home page counts is asked by statements kept for all who may do the same: they hold nothing of anybody."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cs_casework.accounts.models import User
from cs_casework.dates import today
from cs_casework.overview import changes, counted, figures
from cs_casework.statements import Reader, Statement, kept_statement
from tests.factories import (
    AllocationFactory,
    ContextCaseFactory,
    CoverFactory,
    MeetingFactory,
    StandingGrantFactory,
    TeamMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

COUNTED = {
    "worker": [counted.own_counts, counted.meeting_counts],
    "manager": [counted.manager_counts, counted.pattern_counts, counted.plan_counts, counted.meeting_counts],
    "support": [counted.desk_counts, counted.meeting_counts],
}


def written_for(user: Any, write: Any, what: Any) -> tuple[str, dict[str, Any]]:
    with CaptureQueriesContext(connection) as asked:
        statement, text = kept_statement.__wrapped__(write, Reader.like(user), what, today())
    assert not list(asked)  # what is looked up now would stand in it all day
    return text, statement.values


@pytest.mark.parametrize("role", COUNTED)
def test_what_is_counted_for_one_holds_nothing_of_another(role: str, request: pytest.FixtureRequest) -> None:
    one: User = request.getfixturevalue(role)
    # Somebody of the same role about whom everything else is otherwise.
    other: User = UserFactory(role=one.role)
    membership = TeamMembershipFactory(user=other, is_manager=True)
    StandingGrantFactory(team=membership.team)
    CoverFactory(absent=one, covering=other)
    AllocationFactory(worker=other, case=ContextCaseFactory(team=membership.team))
    MeetingFactory(chair=other)
    asked = [(figures._written, ask) for ask in COUNTED[role]]
    for write, what in [*asked, (changes._on_own, None)] if role == "worker" else asked:
        assert written_for(one, write, what) == written_for(other, write, what), what
        assert str(one.pk) not in str(written_for(one, write, what))


@pytest.mark.parametrize("kind", ["the reader in a list", "an hour ago", "now in a list"])
def test_statement_that_tells_readers_or_hours_apart_is_not_kept(kind: str, worker: Any) -> None:
    def write(statement: Statement, user: User, _what: None) -> str:
        now = timezone.now()
        values = {
            "the reader in a list": [user.pk],
            "an hour ago": now - datetime.timedelta(hours=1),
            "now in a list": [now],
        }
        statement.values["value"] = values[kind]
        return "SELECT %(value)s"

    with pytest.raises(TypeError, match="kept statement"):
        written_for(worker, write, None)
