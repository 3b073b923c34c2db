"""Loading a census return: what becomes of it, again and again, beside what staff record."""

import csv
import datetime
import io
import re
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db import connection

from cases.census.load import Loaded, load_return
from cases.census.parse import CensusReturn
from cases.census.report import Report
from cases.census.rules import Problem, Rule, Severity
from cases.census.stream import CensusError
from cases.codes import ClosureReason
from cases.management.commands.import_cin import Bar
from cases.models import Allocation, Case, CaseChild
from cs_casework.accounts.models import Permission, Role, Team, User
from cs_casework.audit.models import AuditEvent
from families.models import Family, FamilyMembership, Person, PersonName, PossibleDuplicate
from tests.factories import AssessmentFactory, CaseClosureFactory, CaseTransferFactory

pytestmark = pytest.mark.django_db

SMALL = Path(__file__).resolve().parents[1] / "data" / "census_small.xml"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "cin_census_fake.xml"
MODELS = (Person, PersonName, Family, FamilyMembership, Case, CaseChild, Allocation, PossibleDuplicate)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def load(path: Path = SMALL, *, by: User | None = None, dry_run: bool = False) -> tuple[Loaded, list[Problem]]:
    problems: list[Problem] = []
    with CensusReturn(path) as census:
        return load_return(census, by=by, report=problems.append, dry_run=dry_run), problems


def everything() -> dict[str, list[dict]]:
    """Every record and every version, to tell whether anything changed."""
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}
    return rows | {f"{model.__name__} versions": model.history.count() for model in MODELS}


def person(la_child_id: str) -> Person:
    return Person.objects.get(la_child_id=la_child_id)


def periods(la_child_id: str) -> list[CaseChild]:
    return list(CaseChild.objects.filter(child__la_child_id=la_child_id).order_by("from_on"))


@pytest.fixture
def newer(tmp_path):
    """The small return a year on, changed as told: pairs of what stands in it and what shall stand there."""

    def _newer(*changes: tuple[str, str], reference: str = "2026-03-31") -> Path:
        text = SMALL.read_text().replace("2025-03-31", reference)
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path / "newer.xml"
        path.write_text(text)
        return path

    return _newer


def of(la_child_id: str, old: str, new: str) -> tuple[str, str]:
    """A change to one child of the small return: the element of theirs that holds `old`."""
    found = re.search(rf"<LAchildID>{la_child_id}.*?</Child>", SMALL.read_text(), re.DOTALL)
    assert found
    assert found[0].count(old) == 1
    return found[0], found[0].replace(old, new)


def episode(referred: str, closed: str = "", reason: str = "") -> str:
    given = {"CINreferralDate": referred, "ReferralSource": "6", "PrimaryNeedCode": "N1", "ReferralNFA": "false"}
    given |= {"CINclosureDate": closed, "ReasonForClosure": reason}
    return (
        "<CINdetails>" + "".join(f"<{tag}>{value}</{tag}>" for tag, value in given.items() if value) + "</CINdetails>"
    )


def adding(la_child_id: str, added: str) -> tuple[str, str]:
    """A change to one child of the small return: another episode."""
    return of(la_child_id, "    </Child>", f"{added}</Child>")


# --- The first time ------------------------------------------------------------------------------------------------


def test_return_becomes_people_families_cases_and_periods():
    loaded, problems = load()
    assert (loaded.people, loaded.episodes, loaded.open, loaded.closed) == (10, 13, 6, 7)
    assert Person.objects.count() == Family.objects.unconfirmed().count() == FamilyMembership.objects.count() == 10
    assert CaseChild.objects.count() == 13
    assert CaseChild.objects.open().count() == Case.objects.open().count() == 6
    # Overlapping episodes share a case: FIR06 has two periods in one.
    assert Case.objects.count() == 12
    assert {case.children.count() for case in Case.objects.filter(family__memberships__person=person("FIR06"))} == {2}
    assert len(problems) == 25


def test_child_is_recorded_without_a_name_and_shows_the_id():
    load()
    alder = person("ALDER01")
    assert str(alder) == "LA child id ALDER01"
    assert not alder.names.exists()
    assert (alder.birth_on, alder.sex, alder.ethnicity, alder.disabilities) == (
        day("2012-05-14"),
        "F",
        "MWBC",
        ["LD", "AUT"],
    )
    closed, opened = periods("ALDER01")
    assert (closed.to_on, closed.closure_reason) == (day("2023-07-19"), ClosureReason.STEPPED_DOWN_TO_EARLY_HELP)
    assert (opened.from_on, opened.referred_on, opened.to_on) == (day("2024-11-04"), day("2024-11-04"), None)
    assert (opened.source, opened.primary_need) == ("6", "N1")
    assert (opened.case.status, opened.case.opened_on, closed.case.status) == ("open", day("2024-11-04"), "closed")
    assert closed.case.closure_reason == closed.closure_reason


def test_open_cases_arrive_unallocated(manager):
    load()
    assert set(Case.objects.unallocated(manager)) == set(Case.objects.open())


def test_child_who_died_is_not_open():
    load()
    [period] = periods("DOGWOOD04")
    assert (period.to_on, period.closure_reason) == (day("2024-10-21"), ClosureReason.DIED)
    assert person("DOGWOOD04").died_on == day("2024-10-21")


def test_every_record_says_who_and_has_a_version_with_the_reason(django_user_model):
    role = Role.objects.create(code="all", name="All", permissions=Permission.values)
    manager = django_user_model.objects.create(username="m", name="Mo Manager", role=role)
    load(by=manager)
    for model in (Person, Family, FamilyMembership, Case, CaseChild):
        assert set(model.objects.values_list("created_by", flat=True)) == {manager.pk}
        [(user, why)] = set(model.history.values_list("history_user", "history_change_reason"))
        assert (user, why) == (manager.pk, "Children in need census return of 31 March 2025")
        assert model.history.count() == model.objects.count()
    events = AuditEvent.objects.filter(actor_id=manager.pk)
    assert events.filter(action="person.imported").count() == 10
    assert events.filter(action="family.imported").count() == 10
    assert events.filter(action="case.imported").count() == 12
    assert events.get(action="census.imported").reason == "CIN 2025, 2025-03-31"
    assert (
        events.get(action="person.imported", record_id=person("ELM05").pk).record_reference == person("ELM05").reference
    )


def test_who_may_not_open_cases_may_not_load(django_user_model):
    role = Role.objects.create(code="view", name="View", permissions=[Permission.EDIT_PEOPLE])
    viewer = django_user_model.objects.create(username="v", name="Vi Viewer", role=role)
    with pytest.raises(PermissionDenied):
        load(by=viewer)
    assert not Person.objects.exists()


def test_shared_pupil_number_is_a_possible_duplicate(newer):
    Person.objects.create(upn="W999123413001")
    _loaded, problems = load(newer(of("IVY09", "A999567811009", "K999123413002")))
    assert set(PossibleDuplicate.objects.values_list("person__la_child_id", "other__la_child_id")) == {
        ("ALDER01", ""),
        ("IVY09", "BIRCH02"),
    }
    task = PossibleDuplicate.objects.get(person=person("ALDER01"))
    assert (task.person, task.other.upn, task.why) == (person("ALDER01"), "W999123413001", "Same unique pupil number")
    assert [p.child_id for p in problems if p.rule == Rule.UPN_SHARED] == ["ALDER01", "IVY09"]


# --- Again ---------------------------------------------------------------------------------------------------------


def test_loading_again_changes_nothing():
    first, problems = load()
    before = everything()
    again, problems_again = load()
    assert everything() == before
    assert again.changes == 0
    assert first.changes == 10 + 10 + 12 + 13
    assert (again.done["people as before"], again.done["episodes as before"]) == (10, 13)
    assert problems_again == problems


def test_dry_run_says_the_same_and_writes_nothing():
    tried, problems = load(dry_run=True)
    assert not any(model.objects.exists() for model in MODELS)
    assert not AuditEvent.objects.exists()
    loaded, problems_loaded = load()
    assert tried == loaded
    assert problems == problems_loaded


def test_newer_return_closes_and_opens_and_corrects(newer):
    load()
    closing = "<CINclosureDate>2025-09-01</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>"
    path = newer(
        of("ALDER01", "<Ethnicity>MWBC", "<Ethnicity>MWBA"),
        of("BIRCH02", "<ReferralNFA>", f"{closing}<ReferralNFA>"),
        adding("FIR06", episode("2025-11-11")),
        of("CEDAR03", *(f"<{tag}>2025-06-20</{tag}>" for tag in ("ExpectedPersonBirthDate", "PersonBirthDate"))),
    )
    loaded, problems = load(path)
    assert person("ALDER01").ethnicity == "MWBA"
    cedar = person("CEDAR03")
    assert (cedar.birth_on, cedar.expected_on) == (day("2025-06-20"), None)
    [birch] = periods("BIRCH02")
    assert (birch.to_on, birch.closure_reason, birch.case.status) == (day("2025-09-01"), "RC7", "closed")
    assert periods("FIR06")[-1].to_on is None
    assert Family.objects.count() == 10
    assert dict(loaded.done) == {
        "people changed": 2,
        "people as before": 8,
        "episodes changed": 1,
        "episodes as before": 12,
        "episodes new": 1,
        "cases new": 1,
    }
    assert Rule.LOCAL_CHANGE not in {problem.rule for problem in problems}
    before = everything()
    assert load(path)[0].changes == 0
    assert everything() == before


def test_corrected_referral_date_moves_the_open_period(newer):
    load()
    loaded, problems = load(newer(of("BIRCH02", "2025-01-15", "2025-01-20")))
    [period] = periods("BIRCH02")
    assert period.from_on == period.referred_on == period.case.opened_on == period.case.referred_on == day("2025-01-20")
    assert loaded.done["episodes new"] == 0
    assert [p.found for p in problems if p.rule == Rule.REFERRAL_MOVED] == ["2025-01-15, 2025-01-20"]


def test_two_episodes_of_one_day_are_told_apart_each_time(newer):
    ended = episode("2025-01-15", "2025-01-31", "RC8"), episode("2025-01-15", "2025-03-20", "RC7")
    path = newer(adding("FIR06", "".join(ended)))
    load(path)
    before = everything()
    path.write_text(path.read_text().replace("".join(ended), "".join(reversed(ended))))
    assert load(path)[0].changes == 0
    assert everything() == before


def test_referral_on_a_day_that_has_not_come_is_recorded_and_can_be_corrected(newer):
    load(newer(of("ELM05", "2024-08-13", "2999-08-13"), reference="2025-03-31"))
    [period] = periods("ELM05")
    assert (period.from_on, period.case.opened_on, period.to_on) == (day("2999-08-13"), day("2999-08-13"), None)
    load(newer(of("ELM05", "2024-08-13", "2024-08-14"), reference="2025-03-31"))
    [period] = periods("ELM05")
    assert (period.from_on, period.case.opened_on, period.to_on) == (day("2024-08-14"), day("2024-08-14"), None)


def test_closure_taken_back_opens_the_period_and_its_case_again(newer):
    load()
    load(
        newer(
            of("HAZEL08", "<CINclosureDate>2024-09-09</CINclosureDate>", ""),
            of("ALDER01", "<CINclosureDate>2023-07-19", "<CINclosureDate>2023-08-01"),
        )
    )
    [hazel] = periods("HAZEL08")
    assert (hazel.to_on, hazel.closure_reason, hazel.case.status, hazel.case.closed_on) == (None, "", "open", None)
    alder = periods("ALDER01")[0]
    assert alder.to_on == alder.case.closed_on == day("2023-08-01")


def test_death_told_later_closes_the_period(newer):
    load()
    load(newer(of("BIRCH02", "<GenderCurrent>1", "<PersonDeathDate>2025-12-24</PersonDeathDate><GenderCurrent>1")))
    [period] = periods("BIRCH02")
    assert (period.to_on, period.closure_reason) == (day("2025-12-24"), ClosureReason.DIED)
    assert not period.case.is_open


def test_older_return_is_refused(newer):
    load()
    before = everything()
    with pytest.raises(CensusError, match="A newer return, of 2025-03-31, was loaded before"):
        load(newer(reference="2024-03-31"))
    assert everything() == before


def test_child_missing_from_a_newer_return_stays_open_and_is_reported(newer):
    load()
    whole = re.search(
        r"    <Child>\s*<ChildIdentifiers>\s*<LAchildID>BIRCH02.*?</Child>", SMALL.read_text(), re.DOTALL
    )[0]
    _loaded, problems = load(newer((whole, "")))
    assert periods("BIRCH02")[0].to_on is None
    assert [(p.child_id, p.found) for p in problems if p.rule == Rule.GONE] == [("BIRCH02", "2025-01-15")]


def test_two_returns_are_not_loaded_at_once():
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('cs_casework.census'))")
        with pytest.raises(CensusError, match="Another return is being loaded"):
            load()
    finally:
        other.close()
    load()


# --- Beside what staff record --------------------------------------------------------------------------------------


def test_what_staff_changed_stays_and_the_difference_is_reported(newer):
    load()
    Person.objects.filter(la_child_id="ALDER01").update(
        birth_on=day("2012-05-15"), ethnicity="BAFR", display_name="Ada"
    )
    CaseChild.objects.filter(child__la_child_id="ELM05").update(primary_need="N4")
    before = everything()
    loaded, problems = load()
    assert everything() == before
    assert loaded.changes == 0
    told = [(p.child_id, p.severity, p.found) for p in problems if p.rule == Rule.LOCAL_CHANGE]
    assert told == [
        ("ALDER01", Severity.LEFT_OUT, "date of birth: 2012-05-14"),
        ("ALDER01", Severity.LEFT_OUT, "ethnicity: MWBC"),
        ("ELM05", Severity.LEFT_OUT, "primary need: N1"),
    ]
    load(newer(of("ALDER01", "<Ethnicity>MWBC", "<Ethnicity>MWBA")))
    assert person("ALDER01").ethnicity == "BAFR"


def test_what_staff_added_stays_and_gaps_are_filled(newer):
    load()
    hazel = person("HAZEL08")
    hazel.first_language, hazel.school = "Welsh", "Hill School"
    hazel.save()
    load(newer(of("HAZEL08", "<Ethnicity>ABCD", "<Ethnicity>AOTH")))
    hazel.refresh_from_db()
    assert (hazel.first_language, hazel.school, hazel.ethnicity) == ("Welsh", "Hill School", "AOTH")


def test_period_closed_by_staff_stays_closed():
    load()
    CaseChild.objects.filter(child__la_child_id="ELM05").update(to_on=day("2025-05-05"), closure_reason="RC5")
    _loaded, problems = load()
    [period] = periods("ELM05")
    assert (period.to_on, period.closure_reason) == (day("2025-05-05"), "RC5")
    assert [p.found for p in problems if p.rule == Rule.LOCAL_CHANGE] == ["closed on: –"]


def test_child_recorded_by_staff_is_taken_up_not_made_twice():
    family = Family.objects.create(name="Alder", confirmed_on=day("2025-01-01"))
    alder = Person.objects.create(la_child_id="ALDER01", display_name="Ada Alder")
    FamilyMembership.objects.create(person=alder, family=family, part="child")
    loaded, _problems = load()
    alder.refresh_from_db()
    assert (alder.birth_on, alder.display_name) == (day("2012-05-14"), "Ada Alder")
    assert set(Case.objects.filter(children__child=alder).values_list("family", flat=True)) == {family.pk}
    assert loaded.done["people new"] == loaded.done["families new"] == 9
    assert loaded.done["people changed"] == 1


def test_new_open_episode_joins_the_open_case_of_a_joined_family(newer):
    load()
    elm, alder = periods("ELM05")[0], periods("ALDER01")[1]
    # FIR06 moves into the family of ELM05, which has an open case.
    FamilyMembership.objects.filter(person__la_child_id="FIR06").update(family=elm.case.family)
    load(newer(adding("FIR06", episode("2025-11-11"))))
    assert periods("FIR06")[-1].case == elm.case != alder.case


def test_open_episode_waits_while_a_case_is_proposed(newer):
    load()
    family = FamilyMembership.objects.get(person__la_child_id="FIR06").family
    Case.objects.create(family=family, proposed_why="Worry about the park")
    _loaded, problems = load(newer(adding("FIR06", episode("2025-03-01"))))
    assert len(periods("FIR06")) == 2
    assert [(p.child_id, p.found) for p in problems if p.rule == Rule.OPEN_TWICE] == [("FIR06", "2025-03-01")]


def test_case_somebody_works_on_is_not_closed_by_a_return(newer, django_user_model):
    load()
    [period] = periods("BIRCH02")
    team = Team.objects.create(name="East")
    worker = django_user_model.objects.create(username="w", name="Wo Worker")
    Allocation.objects.create(case=period.case, worker=worker, team=team, from_on=day("2025-02-01"))
    closing = "<CINclosureDate>2025-09-01</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>"
    _loaded, problems = load(newer(of("BIRCH02", "<ReferralNFA>", f"{closing}<ReferralNFA>")))
    period.refresh_from_db()
    assert (period.to_on, period.case.status) == (day("2025-09-01"), "open")
    assert [p.found for p in problems if p.rule == Rule.CASE_WITHOUT_CHILD] == [period.case.reference]


def test_case_with_an_assessment_that_is_not_authorised_is_not_closed_by_a_return(newer):
    """Rule 8867."""
    load()
    [period] = periods("BIRCH02")
    AssessmentFactory(case=period.case)
    closing = "<CINclosureDate>2025-09-01</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>"
    _loaded, problems = load(newer(of("BIRCH02", "<ReferralNFA>", f"{closing}<ReferralNFA>")))
    period.refresh_from_db()
    assert (period.to_on, period.case.status) == (day("2025-09-01"), "open")
    assert [p.found for p in problems if p.rule == Rule.CASE_WITHOUT_CHILD] == [period.case.reference]


def test_what_waits_for_a_manager_is_answered_when_a_return_closes_the_case(newer, manager):
    load()
    [period] = periods("BIRCH02")
    waiting = CaseTransferFactory(case=period.case), CaseClosureFactory(case=period.case, period=period)
    closing = "<CINclosureDate>2025-09-01</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>"
    path = newer(of("BIRCH02", "<ReferralNFA>", f"{closing}<ReferralNFA>"))
    load(path, by=manager)
    period.refresh_from_db()
    assert (period.case.status, period.case.closed_on) == ("closed", day("2025-09-01"))
    for row, status in zip(waiting, ("withdrawn", "returned"), strict=True):
        row.refresh_from_db()
        said = (status, manager, "The census return closed the case")
        assert (row.status, row.decided_by, row.decided_why) == said


def test_case_stays_open_for_what_waits_where_nobody_is_named_who_loads(newer):
    load()
    [period] = periods("BIRCH02")
    waiting = CaseClosureFactory(case=period.case)
    closing = "<CINclosureDate>2025-09-01</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>"
    _loaded, problems = load(newer(of("BIRCH02", "<ReferralNFA>", f"{closing}<ReferralNFA>")))
    period.refresh_from_db()
    waiting.refresh_from_db()
    assert (period.to_on, period.case.status, waiting.is_waiting) == (day("2025-09-01"), "open", True)
    assert [p.found for p in problems if p.rule == Rule.CASE_WITHOUT_CHILD] == [period.case.reference]


def test_two_records_with_one_id_are_reported_and_the_first_used():
    Person.objects.create(la_child_id="ELM05", school="First")
    Person.objects.create(la_child_id="ELM05", school="Second")
    _loaded, problems = load()
    assert CaseChild.objects.get(child__la_child_id="ELM05").child.school == "First"
    assert [p.child_id for p in problems if p.rule == Rule.ID_ON_TWO_RECORDS] == ["ELM05"]


def test_detail_that_does_not_fit_with_the_record_is_left_and_reported(newer):
    load()
    Person.objects.filter(la_child_id="ELM05").update(died_on=day("2025-02-02"))
    _loaded, problems = load(newer(of("ELM05", "2010-01-08", "2025-03-03")))
    assert person("ELM05").birth_on == day("2010-01-08")
    assert ("ELM05", "date of birth: 2025-03-03") in [
        (p.child_id, p.found) for p in problems if p.rule == Rule.LOCAL_CHANGE
    ]


# --- As many statements for many as for few ------------------------------------------------------------------------


def test_statements_do_not_grow_with_the_children(tmp_path, django_assert_num_queries, django_assert_max_num_queries):
    for times in (1, 20):
        children = "".join(
            f"<Child><ChildIdentifiers><LAchildID>N{times}X{n}</LAchildID><PersonBirthDate>2015-01-01</PersonBirthDate>"
            f"<Sex>F</Sex></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>"
            f"{episode('2024-01-01', '2024-02-01', 'RC7')}{episode('2024-05-01')}</Child>"
            for n in range(times)
        )
        head, tail = re.split(r"<Children>.*</Children>", SMALL.read_text(), flags=re.DOTALL)
        path = tmp_path / f"{times}.xml"
        path.write_text(f"{head}<Children>{children}</Children>{tail}")
        with django_assert_max_num_queries(24):
            load(path)
        with django_assert_max_num_queries(10):
            load(path)


# --- The command ---------------------------------------------------------------------------------------------------


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_cin", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_command_prints_the_numbers_and_writes_the_report(tmp_path):
    report = tmp_path / "report.csv"
    said = run(str(SMALL), "--report", str(report))
    assert "CIN 2025, 2025-03-31 · census_small.xml" in said
    assert re.search(r"^People +10 +10 +0 +0$", said, re.MULTILINE)
    assert re.search(r"^Episodes +13 +13 +0 +0$", said, re.MULTILINE)
    assert re.search(r"^  open +6$", said, re.MULTILINE)
    assert re.search(r"^  closed +7$", said, re.MULTILINE)
    assert re.search(r"^Families, not yet confirmed +10$", said, re.MULTILINE)
    assert re.search(r"^  Section 47 enquiries +1$", said, re.MULTILINE)
    assert f"Reported: 25, in {report}" in said
    assert re.search(r"^ +1  8815 +Two episodes are open at once – left out$", said, re.MULTILINE)
    rows = list(csv.reader(report.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 26
    assert ["ELM05", "154", "8815"] in [row[:3] for row in rows]


def test_command_writes_its_report_where_it_is_called_unless_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "in census_small-report.csv" in run(str(SMALL), "--dry-run")
    assert (tmp_path / "census_small-report.csv").exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("2024-08-13", "13/08/2024"), "Line 161: <CINreferralDate> is not a date"),
        (("</Message>", ""), "not well-formed XML"),
        (("<Message>", "<!DOCTYPE Message [<!ENTITY a 'b'>]><Message>"), "entity bomb"),
        (("<Collection>CIN", "<Collection>CLA"), "not a children in need census return"),
    ],
)
def test_command_refuses_a_file_in_one_sentence_and_leaves_everything_as_it_was(tmp_path, change, words):
    load()
    before = everything()
    path, report = tmp_path / "bad.xml", tmp_path / "report.csv"
    path.write_text(SMALL.read_text().replace("2025-03-31", "2026-03-31").replace(*change))
    with pytest.raises(CommandError) as refusal:
        run(str(path), "--report", str(report))
    assert words in str(refusal.value)
    assert str(refusal.value).endswith("Nothing was loaded.")
    assert refusal.value.returncode == 1
    assert everything() == before
    assert not report.exists()


def test_command_refuses_what_it_cannot_do(tmp_path, django_user_model):
    django_user_model.objects.create(username="v", name="Vi Viewer")
    for arguments, words in {
        (str(SMALL), "--by", "nobody"): "Nobody signs in as nobody",
        (str(SMALL), "--by", "v"): "v may not open cases",
        (str(tmp_path / "missing.xml"),): "cannot be read",
        (str(SMALL), "--report", str(SMALL)): "cannot be written over the return",
        (str(SMALL), "--report", str(tmp_path / "no" / "report.csv")): "cannot be written",
    }.items():
        with pytest.raises(CommandError, match=words):
            run(*arguments)
    assert not Person.objects.exists()


def test_progress_shows_on_a_terminal_alone(tmp_path):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for out, shown in ((Terminal(), True), (io.StringIO(), False)):
        bar = Bar(OutputWrapper(out))
        bar.begin("Loading", SMALL)
        bar.add(SMALL.stat().st_size)
        bar.end()
        assert ("100%" in out.getvalue()) is shown


# --- The shared return ---------------------------------------------------------------------------------------------


@pytest.mark.skipif(
    not SHARED.exists(), reason="the shared census return is not here: it stands beside the project in CI"
)
def test_shared_return_is_loaded_with_the_numbers_it_is_known_to_hold(manager):
    report = Report()
    with CensusReturn(SHARED) as census:
        loaded = load_return(census, by=None, report=report)
    assert (loaded.people, loaded.episodes, loaded.open, loaded.closed) == (332, 402, 137, 265)
    assert Person.objects.count() == Family.objects.unconfirmed().count() == 332
    assert CaseChild.objects.count() == 402
    assert CaseChild.objects.open().count() == Case.objects.unallocated(manager).count() == 137
    assert not CaseChild.objects.open().filter(child__died_on__isnull=False).exists()
    assert not PersonName.objects.exists()
    assert report.count(Rule.OPEN_AFTER_DEATH) == 13
    assert report.count(Rule.NFA_ON_OPEN) == 137
    assert report.count(Rule.SEX_SUPERSEDED) == 332
    assert report.total == 895
    before = everything()
    with CensusReturn(SHARED) as census:
        assert load_return(census, by=None, report=lambda problem: None).changes == 0
    assert everything() == before
