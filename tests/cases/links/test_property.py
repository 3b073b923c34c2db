"""What the one statement answers is what the definition says, in services built at random."""

import datetime
import os
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.links.asked import Asked
from cases.links.of_child import shared_contexts
from tests.cases.links.obvious import Child, Link, Service, apart_from, linked_to, may_see, people_of, write
from tests.factories import UserFactory
from tests.helpers import stand_on

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 9, 1)
MOST = 5
# More of them by hand: LINKS_EXAMPLES=2000 bin/test tests/cases/links
EXAMPLES = int(os.environ.get("LINKS_EXAMPLES", "20"))
rarely = st.sampled_from([False, False, False, True])
ROLES = ["spends_time", "harmed", "alleged_harm", "at_risk", "attends", "feels_safe"]

children = st.builds(
    Child,
    age=st.sampled_from([12, 14, 16, 19]),
    is_open=st.sampled_from([True, True, True, False]),
    is_care_leaver=rarely,
    is_restricted=rarely,
    is_case_restricted=rarely,
    elsewhere=rarely,
)


@st.composite
def services(draw: Any) -> Service:
    who = draw(st.lists(children, min_size=2, max_size=MOST))
    where = draw(st.lists(rarely, min_size=1, max_size=3))
    families = draw(st.lists(rarely, max_size=2))
    child = st.integers(0, len(who) - 1)
    context = st.integers(0, len(where) - 1)
    links = draw(
        st.lists(
            st.builds(
                Link,
                child=child,
                context=context,
                role=st.sampled_from(ROLES),
                began=st.integers(1, 400),
                ended=st.sampled_from([None, None, None, None, 0, 1]),
                lapses=st.sampled_from([None, None, None, 1, 0, -1]),
            ),
            max_size=12,
            # One open link of a role for each child and context, as the database has it.
            unique_by=lambda link: (link.child, link.context, link.role),
        )
    )
    pairs = st.tuples(child, child).filter(lambda pair: pair[0] != pair[1])
    members = st.tuples(child, st.integers(0, max(len(families) - 1, 0)), st.sampled_from(["kin", "placement"]), rarely)
    return Service(
        children=who,
        contexts=where,
        families=families,
        links=links,
        members=draw(st.lists(members, max_size=4, unique_by=lambda row: row[:2])) if families else [],
        ties=[
            (one, other, kind)
            for (one, other), kind in draw(
                st.lists(
                    st.tuples(pairs, st.sampled_from(["sibling", "cousin", "friend", "foster_carer"])),
                    max_size=2,
                    unique_by=lambda row: frozenset(row[0]),
                )
            )
        ],
        lying_in=draw(
            st.lists(
                st.tuples(context, context).filter(lambda pair: pair[0] != pair[1]), max_size=2, unique_by=frozenset
            )
        )
        if len(where) > 1
        else [],
        is_manager=draw(st.booleans()),
        works_with=draw(st.none() | child),
    )


@pytest.fixture
def keeper(db: None) -> Any:
    """A manager beside the reader: who restricts a record may see it."""
    return UserFactory(code="manager", username="keeper")


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(service=services())
def test_the_statement_answers_what_the_definition_says(
    service: Service, worker: Any, manager: Any, keeper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_on(monkeypatch, DAY)
    reader = manager if service.is_manager else worker
    with transaction.atomic():
        written = write(service, day=DAY, reader=reader, keeper=keeper)
        for number, child in enumerate(written.people):
            if not may_see(service, number):
                continue  # such a child's page is not there
            found = shared_contexts(child, reader, Asked())
            expected = linked_to(service, number)
            assert [
                (written.number(row.child), sorted(written.contexts.index(shared.context) for shared in row.shared))
                for row in found.linked
            ] == expected
            assert found.total == len(expected)
            assert {name: set(people_of(rows, written)) for name, rows in found.apart.items()} == apart_from(
                service, number
            )
        transaction.set_rollback(True)
