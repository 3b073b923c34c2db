"""A token for one team alone: of what others work with it is told nothing, as if that were not there."""

from typing import Any
from uuid import uuid4

import pytest

from cs_casework.audit.models import AuditEvent
from cs_casework.dates import today
from tests import factories
from tests.api.conftest import Caller, problem
from tests.api.test_bulk import lines_of


class Work:
    """A child, a family, a place and what hangs on each, as a team works with them."""

    def __init__(self, team: Any, place: Any) -> None:
        self.period = factories.CaseChildFactory(case__team=team)
        self.child, self.family, self.case = self.period.child, self.period.case.family, self.period.case
        self.context = factories.ContextFactory(owner_team=team)
        self.link = factories.ContextLinkFactory(child=self.child, context=self.context)
        factories.ContextLinkFactory(child=self.child, context=place)
        self.note = factories.NoteSubjectFactory(child=self.child, case=self.case).note
        self.factor = factories.FactorFactory(case=self.case)
        self.contact = factories.ReferralCaseFactory(case=self.case).referral
        self.plan = factories.PlanFactory(case=self.case, child=self.child)
        self.assessment = factories.AssessmentFactory(case=self.case)

    def keys(self) -> dict[str, str]:
        names = {
            "people": self.child,
            "children": self.child,
            "families": self.family,
            "cases": self.case,
            "case-children": self.period,
            "contexts": self.context,
            "context-links": self.link,
            "case-notes": self.note,
            "factors": self.factor,
            "referrals": self.contact,
            "plans": self.plan,
            "assessments": self.assessment,
        }
        return {name: str(record.pk) for name, record in names.items()}


@pytest.fixture
def elsewhere(db: None) -> Any:
    return factories.TeamFactory(name="Hillside team")


def listed(program: Caller, name: str) -> set[str]:
    found = program.read(f"{name}/?page_size=200")
    assert found["count"] == len(found["results"])
    return {row["id"] for row in found["results"]}


def test_it_reaches_what_its_team_works_with_and_nothing_else(
    calling: Any, manager: Any, team: Any, elsewhere: Any
) -> None:
    # One place that both know: it is one team's, and the other has a case on it.
    place = factories.ContextFactory(owner_team=elsewhere)
    factories.ContextCaseFactory(context=place, team=team)
    here, there = Work(team, place), Work(elsewhere, place)
    nobody = factories.PersonFactory()
    whole, mine, theirs = calling(manager), calling(manager, team=team), calling(manager, team=elsewhere)
    for program, own, others in ((mine, here, there), (theirs, there, here), (mine, here, there)):
        for name, key in own.keys().items():
            assert program.get(f"{name}/{key}/").status_code == 200, name
            missing = program.get(f"{name}/{others.keys()[name]}/")
            assert problem(missing, 404) == [], name
            assert missing.content == program.get(f"{name}/{uuid4()}/").content, name
            found = listed(program, name)
            assert key in found, name
            assert others.keys()[name] not in found, name
        assert str(nobody.pk) not in listed(program, "people")
        # Who is linked to the place they share, and who shares it with one's own child.
        linked = program.read(f"contexts/{place.pk}/linked-children/")
        assert [row["child"]["id"] for row in linked["results"]] == [str(own.child.pk)]
        assert linked["count"] == 1
        assert program.read(f"children/{own.child.pk}/linked-children/")["count"] == 0
        assert [row["id"] for row in program.read(f"search/?q={others.child.reference}")["results"]] == []
        # Nor is it named in what is sent, nor found by it.
        (said,) = problem(
            program.post("memberships/", {"family": own.family.pk, "person": others.child.pk, "part": "child"}), 400
        )
        assert said["pointer"] == "/person"
        assert program.read(f"case-notes/?subjects__child={others.child.pk}")["count"] == 0
    # Without a team it is told what its account is.
    for name, key in here.keys().items():
        assert {key, there.keys()[name]} <= listed(whole, name), name
    assert whole.read(f"contexts/{place.pk}/linked-children/")["count"] == 2


def test_what_is_done_for_the_whole_service_is_not_done_by_it(
    calling: Any, records: Any, worker: Any, team: Any
) -> None:
    calling(worker).read("contexts/")
    assert calling(records).read(f"audit/?actor_id={worker.pk}")["count"] > 0
    assert problem(calling(records, team=team).get(f"audit/?actor_id={worker.pk}"), 403) == []
    assert AuditEvent.objects.filter(actor_id=worker.pk).exists()
    assert calling(records).get("restrictions/").status_code == 200
    assert problem(calling(records, team=team).get("restrictions/"), 403) == []


@pytest.mark.django_db(transaction=True)
def test_what_goes_to_another_team_is_a_tombstone_for_who_follows(
    calling: Any, manager: Any, team: Any, elsewhere: Any
) -> None:
    period = factories.CaseChildFactory(case__team=team)
    program = calling(manager, team=team)
    *found, last = lines_of(program, "cases/?since=")
    assert [row["id"] for row in found] == [str(period.case.pk)]
    period.case.team = elsewhere
    period.case.save()
    gone, later = lines_of(program, f"cases/?since={last['since']}")
    assert gone == {"id": str(period.case.pk), "gone": True}
    assert lines_of(program, f"cases/?since={later['since']}")[:-1] == []
    assert today() == period.from_on  # it was open on the day it went
