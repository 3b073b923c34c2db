"""Who may read who looked, and what they are told."""

from typing import Any

import pytest
from django.urls import reverse

from cs_casework.audit.log import record, record_view
from cs_casework.looking.events import events_about, in_words
from tests import factories
from tests.site.records import restrict

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(team: Any) -> Any:
    return factories.CaseChildFactory(case__team=team).child


def looked(kind: str, found: Any) -> str:
    return reverse("looking:looked", args=[kind, found.pk])


def test_the_manager_of_its_team_and_records_officers_read_who_looked(
    as_user: Any, child: Any, worker: Any, colleague: Any, manager: Any, records: Any, support: Any
) -> None:
    as_user(colleague).get(child.get_absolute_url())
    for reader in (manager, records):
        body = as_user(reader).get(looked("person", child)).content.decode()
        assert colleague.name in body
        assert "Page of the person" in body
        assert child.get_absolute_url() not in body.split("<table", 1)[1].split("</table>", 1)[0]
    for refused in (worker, support):
        assert as_user(refused).get(looked("person", child)).status_code == 403
    assert as_user(manager).get(looked("nobody", child)).status_code == 404


def test_a_manager_reads_no_record_of_another_team(as_user: Any, manager: Any) -> None:
    period = factories.CaseChildFactory(case__team=factories.TeamFactory())
    context = factories.ContextFactory()
    for kind, found in (
        ("person", period.child),
        ("family", period.case.family),
        ("case", period.case),
        ("context", context),
    ):
        assert as_user(manager).get(looked(kind, found)).status_code == 403, kind
    context.owner_team = manager.team_memberships.get().team
    context.save()
    assert as_user(manager).get(looked("context", context)).status_code == 200


def test_a_manager_is_told_that_there_was_another_page_and_not_which(
    as_user: Any, child: Any, colleague: Any, manager: Any, records: Any
) -> None:
    hidden = restrict(factories.ContextFactory(name="Quiet yard"), by=factories.UserFactory(code="manager"))
    record(by=colleague, action="context.viewed", target=hidden, shown=[child.pk])
    record(by=colleague, action="incidents.read", shown=[child.pk])
    told = {in_words(event) for event in events_about(child, manager)}
    assert told == {"Another page on which they stand", "Something of another record"}
    table = as_user(manager).get(looked("person", child)).content.decode().split("<table", 1)[1].split("</table>", 1)[0]
    for words in ("Quiet yard", hidden.reference, str(hidden.pk), "ontext", "ncident"):
        assert words not in table
    assert hidden.reference in as_user(records).get(looked("person", child)).content.decode()


def test_it_is_narrowed_by_day_person_and_what_was_done(
    as_user: Any, child: Any, colleague: Any, worker: Any, manager: Any
) -> None:
    record_view(by=colleague, action="person.viewed", target=child)
    record(by=worker, action="person.changed", target=child, reason="A slip of the pen")
    desk = as_user(manager)

    def told(query: str) -> set[str]:
        rows = desk.get(f"{looked('person', child)}?{query}").context["rows"]
        return {row["event"].actor_name for row in rows if row["event"].actor_id != manager.pk}

    assert told("") == {colleague.name, worker.name}
    assert "A slip of the pen" in desk.get(looked("person", child)).content.decode()
    assert told("what=looked") == {colleague.name}
    assert told("what=done") == {worker.name}
    assert told(f"who={colleague.name.split()[0].lower()}") == {colleague.name}
    assert told("on=2001-01-01") == set()


def test_everybody_reads_their_own_doings_and_nobody_elses(
    as_user: Any, child: Any, worker: Any, colleague: Any
) -> None:
    record_view(by=colleague, action="person.viewed", target=child)
    record_view(by=worker, action="person.viewed", target=child)
    hidden = restrict(factories.PersonFactory(), by=factories.UserFactory(code="manager"))
    record(by=worker, action="person.changed", target=hidden)
    rows = as_user(worker).get(reverse("looking:own")).context["rows"]
    assert {row["event"].actor_id for row in rows} == {worker.pk}
    assert {row["reference"] for row in rows} == {"", child.reference}  # nothing of what they may see no more
