"""The return that is written: of the structure of the national one, and
the same when it is loaded where nobody is recorded."""

import datetime
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from cases.census.load import load_return
from cases.census.parse import CensusReturn
from cases.models import CaseChild
from cs_casework.audit.models import Disclosure
from families.models import Person
from tests import factories

pytestmark = pytest.mark.django_db
OLD = "ZZ"
SMALL = Path(__file__).resolve().parents[1] / "data" / "census_small.xml"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def export(user: Any, path: Path, year: str = "2025") -> Any:
    call_command("export_cin", year, "--by", user.username, "--output", str(path), "--authority", "999")
    return ElementTree.parse(path).getroot()  # our own


def load(path: Path) -> list[Any]:
    problems: list[Any] = []
    with CensusReturn(path) as census:
        load_return(census, by=None, report=problems.append)
    return problems


def told(old: str = "") -> tuple[list[Any], list[Any]]:
    """The children and episodes of the year, as a return tells them; `old` stands before the ids of those meant."""
    fields = ["upn", "upn_unknown", "birth_on", "expected_on", "died_on", "sex", "ethnicity", "disabilities"]
    of_period = ["from_on", "to_on", "referred_on", "source", "primary_need", "closure_reason"]
    periods = CaseChild.objects.filter(Q(to_on=None) | Q(to_on__gte=day("2024-04-01")), from_on__lte=day("2025-03-31"))
    people = Person.objects.filter(pk__in=periods.values("child"), la_child_id__startswith=old)
    people = people if old else people.exclude(la_child_id__startswith=OLD)
    known = dict(people.values_list("pk", "la_child_id"))
    found = [(known[pk].removeprefix(old), *rest) for pk, *rest in people.values_list("pk", *fields)]
    rows = periods.filter(child__in=known).values_list("child", *of_period)
    episodes = [(known[pk].removeprefix(old), *rest) for pk, *rest in rows]
    return sorted(found, key=str), sorted(episodes, key=str)


def test_what_is_exported_gives_the_same_children_and_episodes_where_nobody_is_recorded(
    records: Any, tmp_path: Path
) -> None:
    load(SMALL)
    first = export(records, tmp_path / "one.xml")
    # Known by other ids from now on, so that whoever is loaded is new.
    Person.objects.update(la_child_id=Concat(Value(OLD), "la_child_id"), upn="")
    Person.objects.filter(case_periods=None).update(la_child_id="")
    before = told(OLD)
    assert len(before[0]) == len(list(first.iter("Child"))) > 5
    load(tmp_path / "one.xml")
    now = told()
    assert [(row[0], *row[2:]) for row in now[0]] == [(row[0], *row[2:]) for row in before[0]]
    assert now[1] == before[1]
    assert {row[0]: row[1] for row in now[0] if row[1]} == {
        one.findtext("ChildIdentifiers/LAchildID"): upn
        for one in first.iter("Child")
        if (upn := one.findtext("ChildIdentifiers/UPN"))
    }


@pytest.mark.django_db(transaction=True)
def test_where_there_is_a_standby_the_returns_are_read_there_and_what_left_is_written_down_by_the_database_itself(
    standby: Any, records: Any, tmp_path: Path
) -> None:
    child = factories.PersonFactory(birth_on=day("2012-05-14"), la_child_id="ALDER01")
    factories.CaseChildFactory(child=child, from_on=day("2024-11-04"))
    for returned in (["export_cin", "2025"], ["export_annex_a", "--on", "2025-03-31"]):
        path = tmp_path / returned[0]
        with CaptureQueriesContext(connection) as here, CaptureQueriesContext(standby) as there:
            call_command(*returned, "--by", records.username, "--output", str(path))
        assert path.stat().st_size
        assert [asked for asked in here.captured_queries if "families_person" in asked["sql"]] == []
        assert [asked for asked in there.captured_queries if "families_person" in asked["sql"]] != []
        assert Disclosure.objects.get(version__contains=returned[-1]).people == [child.pk]


def test_what_hangs_on_an_episode_is_told_as_it_stood_on_the_day(records: Any, tmp_path: Path, manager: Any) -> None:
    child = factories.PersonFactory(birth_on=day("2012-05-14"), la_child_id="ALDER01", sex="F", ethnicity="MWBC")
    family = factories.FamilyMembershipFactory(person=child).family
    case = factories.CaseFactory(family=family, opened_on=day("2024-11-04"), referred_on=day("2024-11-01"))
    period = factories.CaseChildFactory(
        case=case, child=child, from_on=day("2024-11-04"), referred_on=day("2024-11-01"), source="6", primary_need="N1"
    )
    period.statuses.create(status="cin", from_on=day("2024-11-20"), to_on=day("2025-02-01"), ended_why="x")
    period.statuses.create(
        status="cp", category="NEG", from_on=day("2025-02-01"), to_on=day("2025-06-01"), ended_why="x"
    )
    done = factories.AssessmentFactory(case=case, started_on=day("2024-11-05"), authorised=True)
    type(done).objects.filter(pk=done.pk).update(authorised_on=day("2024-12-18"))
    row = factories.AssessmentChildFactory(assessment=done, child=child, factors=["10A", "24A"])
    (found,) = export(records, tmp_path / "cin.xml").iter("Child")
    assert found.findtext("ChildIdentifiers/LAchildID") == "ALDER01"
    (episode,) = found.iter("CINdetails")
    assert [one.tag for one in episode] == [
        "CINreferralDate",
        "ReferralSource",
        "PrimaryNeedCode",
        "ReferralNFA",
        "Assessments",
        "CINPlanDates",
        "ChildProtectionPlans",
    ]
    assert episode.findtext("CINreferralDate") == "2024-11-01"
    assert [one.text for one in episode.iter("AssessmentFactors")] == row.factors
    assert episode.findtext("CINPlanDates/CINPlanEndDate") == "2025-02-01"
    # It ended after the day of reference.
    assert episode.find("ChildProtectionPlans/CPPendDate") is None
    left = Disclosure.objects.get(kind="return")
    assert (left.people, left.version, left.actor_id) == ([child.pk], "CIN 2025", records.pk)
    with pytest.raises(CommandError, match="reviews restrictions"):
        export(manager, tmp_path / "none.xml")
    assert not (tmp_path / "none.xml").exists()
