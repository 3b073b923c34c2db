"""The lists that an inspection asks for: who stands in which, what each says, and what is not held."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import load_workbook

from cs_casework.audit.models import Disclosure
from tests import factories
from tests.site.records import restrict

ON = datetime.date(2026, 3, 31)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def moment(text: str) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def lists(user: Any, path: Path) -> dict[str, list[dict[str, Any]]]:
    """Each sheet as its rows, by the words of its columns."""
    call_command("export_annex_a", "--by", user.username, "--on", str(ON), "--output", str(path))
    found = {}
    for sheet in load_workbook(path):
        names, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["Child Unique ID"] for row in rows]


@pytest.fixture
def child(db: None, worker: Any, team: Any) -> Any:
    """Known to the service since January, on a child protection plan since March, and seen."""
    child = factories.PersonFactory(
        birth_on=day("2012-05-14"), la_child_id="ALDER01", sex="F", ethnicity="MWBC", disabilities=["MOB"]
    )
    case = factories.CaseFactory(family=factories.FamilyMembershipFactory(person=child).family, team=team)
    type(case).objects.filter(pk=case.pk).update(opened_on=day("2026-01-12"))
    period = factories.CaseChildFactory(
        case=case, child=child, from_on=day("2026-01-12"), referred_on=day("2026-01-10"), source="5D", primary_need="N1"
    )
    factories.AllocationFactory(case=case, worker=worker, from_on=day("2026-01-12"))
    period.statuses.create(status="cp", category="NEG", from_on=day("2026-03-02"))
    note = factories.CaseNoteFactory(kind="visit", occurred_at=moment("2026-03-20T10:00"))
    factories.NoteSubjectFactory(note=note, child=child, case=case, seen="seen_alone")
    later = factories.CaseNoteFactory(kind="visit", occurred_at=moment("2026-04-20T10:00"))
    factories.NoteSubjectFactory(note=later, child=child, case=case, seen="seen")
    return child


def test_each_list_tells_what_is_held_on_its_day(
    child: Any, records: Any, worker: Any, team: Any, tmp_path: Path
) -> None:
    (period,) = child.case_periods.all()
    case = period.case
    contact = factories.ReferralFactory(submitted=True, source="6", received_at=moment("2026-01-08T09:00"))
    factories.ReferralChildFactory(referral=contact, person=child, known="known")
    factories.ReferralChildFactory(referral=contact)
    assessment = factories.AssessmentFactory(case=case, started_on=day("2026-01-15"), authorised=True)
    type(assessment).objects.filter(pk=assessment.pk).update(authorised_on=day("2026-02-20"))
    factories.AssessmentChildFactory(
        assessment=assessment, child=child, seen="seen", seen_on=day("2026-01-20"), outcome="strategy"
    )
    enquiry = factories.Section47Factory(case=case, child=child)
    type(enquiry).objects.filter(pk=enquiry.pk).update(
        started_on=day("2026-02-10"), outcome="icpc", outcome_on=day("2026-02-18"), outcome_why="Harm goes on"
    )
    found = lists(records, tmp_path / "lists.xlsx")
    who = {
        "Child Unique ID": "ALDER01",
        "Gender": "b) Female",
        "Ethnicity": "f) MWBC",
        "Date of Birth": datetime.datetime(2012, 5, 14),  # a day, as a workbook holds one
        "Age of Child (Years)": "13",
    }
    held = {"Allocated Team": team.name, "Allocated Worker": worker.name}
    expected = {
        "List 1": {"Date of Contact": "2026-01-08", "Contact Source": "q) 6: Police"},
        "List 3": {
            "Date of referral": "2026-01-10",
            "Referral Source": "p1) 5D: LA services",
            "Referral NFA?": "b) No",
            "Number of Referrals in Last 12 Months": "0",
            **held,
        },
        "List 4": {
            "Does the Child have a Disability": "a) Yes",
            "Continuous Assessment Start Date": "2026-01-15",
            "Child Seen During Continuous Assessment": "a) Yes",
            "Continuous Assessment Date of Authorisation": "2026-02-20",
            "Was the child assessed as requiring LA children’s social care support?": "a) Yes",
            **held,
        },
        "List 5": {
            "Strategy discussion initiating Section 47 Enquiry Start Date": "2026-02-10",
            "Was an Initial Child Protection Conference deemed unnecessary?": "b) No",
            "Date of Initial Child Protection Conference": None,
            "Number of Section 47 Enquiries in the last 12 months": "0",
            **held,
        },
        "List 6": {
            "CIN Start Date": "2026-01-10",
            "Primary Need Code": "N1 - Abuse or neglect",
            "Date Child Was Last Seen": "2026-03-20",
            "CIN Closure Date": None,
            "Case Status": "b) Child protection plan",
            **held,
        },
        "List 7": {
            "Child Protection Plan Start Date": "2026-03-02",
            "Initial Category of Abuse": "a) Neglect",
            "Date of the Last Statutory Visit": "2026-03-20",
            "Was the Child Seen Alone?": "a) Yes",
            "Number of Previous Child Protection Plans": "0",
            **held,
        },
    }
    for name, told in expected.items():
        (row,) = found[name]
        days = {key: str(value.date()) if isinstance(value, datetime.datetime) else value for key, value in row.items()}
        assert {key: row[key] for key in who} == who, name
        assert {key: days[key] for key in told} == told, name
    # Every list is spoken of: how many rows, or that there is none, and what of it is not held.
    about = {row["List"]: row for row in found["About"]}
    assert sorted(about, key=lambda name: int(name.split()[1])) == [f"List {number}" for number in range(1, 12)]
    assert all(row["What is not held"] for row in about.values())
    assert {name for name, row in about.items() if row["Rows"] == "1"} == set(expected)
    left = Disclosure.objects.get(kind="return")
    assert (left.people, left.version, left.actor_id) == ([child.pk], "Annex A 2026-03-31", records.pk)


def test_a_list_ends_where_its_months_do_and_hides_nobody(
    child: Any, records: Any, manager: Any, tmp_path: Path
) -> None:
    """A restricted child is in it; who left before its months, began after its day, or is a care leaver is not."""
    restrict(child, by=manager)
    for begun, over, status in (
        ("2025-01-10", "2025-09-29", ""),
        ("2026-04-01", None, ""),
        ("2025-10-10", None, "care_leaver"),
    ):
        other = factories.CaseChildFactory(from_on=day(begun))
        type(other).objects.filter(pk=other.pk).update(
            referred_on=None, to_on=over and day(over), closure_reason="RC7" if over else ""
        )
        if status:
            other.statuses.create(status=status, from_on=day(begun))
    closed = factories.CaseChildFactory(from_on=day("2025-11-10"), child__la_child_id="BIRCH02")
    type(closed).objects.filter(pk=closed.pk).update(to_on=day("2026-02-01"), closure_reason="RC8", referred_on=None)
    again = factories.CaseChildFactory(child=closed.child, from_on=day("2026-02-20"))
    type(again).objects.filter(pk=again.pk).update(referred_on=None)
    found = lists(records, tmp_path / "lists.xlsx")
    assert sorted(ids(found["List 6"])) == ["ALDER01", "BIRCH02"]
    assert {row["Child Unique ID"]: row["Case Status"] for row in found["List 6"]}["BIRCH02"] == "c) Child in need plan"
    repeats = "Number of Referrals in Last 12 Months"
    assert [row[repeats] for row in found["List 3"] if row["Child Unique ID"] == "BIRCH02"] == ["0", "1"]


def test_whoever_does_not_review_restrictions_is_given_none(manager: Any, records: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="reviews restrictions"):
        lists(manager, tmp_path / "none.xlsx")
    for on in ("2026-13-01", "2999-01-01", "soon"):
        with pytest.raises(CommandError, match="no day of lists"):
            call_command(
                "export_annex_a", "--by", records.username, "--on", on, "--output", str(tmp_path / "none.xlsx")
            )
    assert list(tmp_path.iterdir()) == []
    assert not Disclosure.objects.exists()
