"""A tracker that was kept as a spreadsheet, loaded: whole rows or none, nothing guessed, and the same row once."""

import csv
import datetime
import io
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from cs_casework.reference.codes import ReferralSource
from cs_casework.reference.models import Agency, HarmType
from referrals.importing.columns import TITLES, FileProblem
from referrals.importing.load import load_tracker
from referrals.importing.reading import read_tracker
from referrals.importing.report import Report
from referrals.importing.values import Unclear, choice, clock, day, moment, name_of
from referrals.models import Referral, ReferralTaking, ScreeningDecision
from tests import factories
from tests.helpers import audited, everything, without_audit

DATABASE = pytest.mark.django_db
DOCS = Path(__file__).resolve().parents[2] / "docs" / "import_referrals.md"

HEADINGS = ["No.", "Date received", "Method", "Young people", "Place", "Type", "Concerns", "Source", "Status"]
HEADINGS += ["Decision date", "Outcome"]
OPEN = [
    "1",
    "04/03/2026 14:30",
    "By phone",
    "Nia Holloway; Oneil, Siân",
    "",
    "",
    "A car waits",
    "School",
    "Open",
    "",
    "",
]
DONE = [
    "2",
    "2026-02-02",
    "email",
    "",
    "The arcade",
    "Location",
    "Fights",
    "6",
    "Closed",
    "03/02/2026",
    "advice; panel",
]


def written(tmp_path: Path, *rows: list[Any], headings: list[str] = HEADINGS, name: str = "tracker.csv") -> Path:
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def workbook(tmp_path: Path, *rows: list[Any], headings: list[str] = HEADINGS) -> Path:
    book = Workbook()
    for row in [headings, *rows]:
        book.worksheets[0].append(row)
    book.create_sheet("Notes").append(["Received"])
    book.save(tmp_path / "tracker.xlsx")
    return tmp_path / "tracker.xlsx"


def loaded(path: Path, by: Any, *more: str) -> tuple[str, list[list[str]]]:
    """What the command says, and the rows of its report."""
    out, report = io.StringIO(), path.with_name("report.csv")
    call_command("import_referrals", str(path), "--by", by.username, "--report", str(report), *more, stdout=out)
    with report.open(encoding="utf-8-sig", newline="") as file:
        return out.getvalue(), list(csv.reader(file))[1:]


def number(said: str, label: str) -> int:
    (line,) = [line for line in said.splitlines() if line.startswith(label)]
    return int(line.split()[-1].replace(",", ""))


# --- What is made of a row -------------------------------------------------------------------------------------------
@DATABASE
@pytest.mark.parametrize("write", [written, workbook])
def test_a_row_becomes_a_contact_that_says_what_it_said(tmp_path: Path, manager: Any, write: Any) -> None:
    said, problems = loaded(write(tmp_path, OPEN, DONE), manager)
    assert problems == []
    assert (number(said, "Loaded, being taken"), number(said, "Loaded, decided")) == (1, 1)
    taken, done = Referral.objects.order_by("-received_at")
    assert (taken.status, taken.channel, taken.source, taken.subjects) == ("taking", "phone", "2A", ["children"])
    assert f"{taken.received_at:%Y-%m-%d %H:%M}" == "2026-03-04 14:30"
    assert taken.decision_due == datetime.date(2026, 3, 5)
    children = [(child.given, child.family, child.known) for child in taken.children.all()]
    assert children == [("Nia", "Holloway", ""), ("Siân", "Oneil", "")]
    assert (done.status, done.channel, done.danger) == ("decided", "email", "not_known")
    assert (done.contexts.get().name, done.contexts.get().kind) == ("The arcade", "location")
    decision = ScreeningDecision.objects.get(referral=done)
    assert (decision.outcomes, decision.stage) == (["advice", "panel"], "final")
    assert "3 February 2026" in decision.rationale
    assert (done.accepted_on, len(audited("referral.loaded"))) == (None, 2)
    # Who loads a list does not see more of a contact than others do for having loaded it.
    assert not ReferralTaking.objects.exists()


@DATABASE
def test_local_lists_and_staff_are_looked_up_and_an_acceptance_is_one(
    tmp_path: Path, manager: Any, support: Any
) -> None:
    agency, harm = Agency.objects.order_by("name")[0], HarmType.objects.order_by("name")[0]
    headings = [
        "id",
        "received",
        "agency",
        "harm",
        "taker",
        "outcome",
        "decided",
        "decided by",
        "children",
        "dob",
        "why",
    ]
    row = ["7", "2 March 2026", agency.name.upper(), harm.name, "Sula Perrin", "Child and family assessment"]
    row += ["3 Mar 2026", "mana", "Nia Holloway", "29/02/2012", "Since June"]
    _said, problems = loaded(written(tmp_path, row, headings=headings), manager)
    assert problems == []
    referral = Referral.objects.get()
    assert (referral.agency, referral.source, [row.harm_type for row in referral.harms.all()]) == (
        agency,
        agency.source,
        [harm],
    )
    assert (referral.taker, referral.takings.get().user) == (support, support)
    assert (referral.accepted_on, referral.kind_shown) == (datetime.date(2026, 3, 3), "Referral")
    assert (referral.decisions.get().created_by, referral.children.get().birth_on) == (
        manager,
        datetime.date(2012, 2, 29),
    )
    assert referral.decisions.get().rationale.startswith("Since June\n\n")


@DATABASE
def test_the_same_row_again_finds_it_and_a_mended_one_is_added(tmp_path: Path, manager: Any) -> None:
    wrong = ["3", "soon", *OPEN[2:]]
    said, problems = loaded(written(tmp_path, OPEN, DONE, wrong), manager)
    assert ([row[:3] for row in problems], number(said, "Left out")) == ([["4", "received", "soon"]], 1)
    before = {referral.pk for referral in Referral.objects.all()}
    said, problems = loaded(written(tmp_path, OPEN, DONE, ["3", *OPEN[1:]]), manager)
    assert (number(said, "There already"), number(said, "Loaded, being taken"), problems) == (2, 1, [])
    assert before < {referral.pk for referral in Referral.objects.all()}
    said, _problems = loaded(written(tmp_path, OPEN), manager, "--name", "locations")
    assert number(said, "Loaded, being taken") == 1  # number 1 of another tracker is another contact


@DATABASE
def test_without_numbers_a_row_is_known_by_what_it_says(tmp_path: Path, manager: Any) -> None:
    path = written(tmp_path, OPEN[1:], OPEN[1:], headings=HEADINGS[1:])
    said, problems = loaded(path, manager)
    assert (number(said, "Loaded, being taken"), problems[0][3]) == (1, "This is the same as row 2.")
    said, _problems = loaded(path, manager)
    assert (number(said, "There already"), number(said, "Loaded, being taken")) == (1, 0)


@DATABASE
def test_a_dry_run_reports_the_same_and_writes_nothing(tmp_path: Path, manager: Any) -> None:
    path, before = written(tmp_path, OPEN, DONE, ["3", "soon", *OPEN[2:]]), everything()
    dry = loaded(path, manager, "--dry-run")
    assert everything() == before
    assert "A dry run" in dry[0]
    said, problems = loaded(path, manager)
    assert (dry[0].split()[-15:], dry[1]) == (said.split()[-15:], problems)


# --- What is left out ------------------------------------------------------------------------------------------------
@DATABASE
@pytest.mark.parametrize(
    ("column", "text", "why"),
    [
        ("Date received", "", "Say when"),
        ("Date received", "04/03/26", "no date"),
        ("Date received", "31/02/2026", "no date"),
        ("Date received", "2099-01-01", "future"),
        ("Date received", "1926-01-01", "before 1990"),
        ("Method", "By pigeon", "none of"),
        ("Type", "", "what kind"),
        ("Type", "Den", "none of"),
        ("Source", "2", "none of"),
        ("Status", "Parked", "no state"),
        ("Status", "Open", "otherwise"),
        ("Decision date", "01/01/2026", "before the contact"),
        ("Decision date", "", "on which day"),
        ("Outcome", "", "what was decided"),
        ("Outcome", "Watch", "none of"),
        ("Outcome", "No further action; advice", "nothing else"),
        ("Place", "x" * 200, "150 characters"),
        ("Concerns", "x" * 20_001, "longer than"),
    ],
)
def test_what_cannot_be_told_is_reported_and_not_guessed(
    tmp_path: Path, manager: Any, column: str, text: str, why: str
) -> None:
    row = [text if heading == column else value for heading, value in zip(HEADINGS, DONE, strict=True)]
    said, problems = loaded(written(tmp_path, row, OPEN), manager)
    assert {problem[0] for problem in problems} == {"2"}
    assert why in " ".join(problem[3] for problem in problems)
    assert Referral.objects.count() == number(said, "Loaded, being taken") == 1


@DATABASE
def test_every_problem_of_a_row_is_said_and_no_cell_of_the_report_is_a_formula(tmp_path: Path, manager: Any) -> None:
    row = ["1", "=NOW()", "@sum", "", "", "", "", "+1", "", "", ""]
    path = written(tmp_path, row)
    _said, problems = loaded(path, manager)
    given = [problem[2] for problem in problems]
    assert given == ["'=NOW()", "'@sum", "'+1"]
    assert stat.S_IMODE(path.with_name("report.csv").stat().st_mode) == 0o600


@DATABASE
def test_danger_needs_who_took_it_over(tmp_path: Path, manager: Any) -> None:
    headings = ["id", "received", "danger", "999", "handed to"]
    rows = [["1", "04/03/2026", "yes", "", ""], ["2", "04/03/2026", "yes", "called", "Duty: Ines Cole"]]
    _said, problems = loaded(written(tmp_path, *rows, headings=headings), manager)
    assert [problem[0] for problem in problems] == ["2"]
    assert Referral.objects.get().handed_to == "Duty: Ines Cole"


@DATABASE
def test_when_it_fails_in_the_middle_nothing_is_written(tmp_path: Path, manager: Any) -> None:
    path, before = written(tmp_path, OPEN, DONE), everything()

    def load() -> None:
        with Report(tmp_path / "report.csv") as report:
            load_tracker(read_tracker(path, maps=[]), by=manager, report=report, name="tracker")

    without_audit(load)
    assert everything() == before
    assert [found.name for found in tmp_path.iterdir()] == ["tracker.csv"]


# --- The file --------------------------------------------------------------------------------------------------------
@DATABASE
def test_who_may_not_take_or_not_decide_loads_nothing(tmp_path: Path, support: Any, records: Any) -> None:
    for by, rows in ((records, [OPEN]), (support, [OPEN, DONE])):
        with pytest.raises(CommandError, match="may not"):
            loaded(written(tmp_path, *rows), by)
    assert not Referral.objects.exists()
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("import_referrals", str(written(tmp_path, OPEN)), "--by", "nobody")
    with pytest.raises(CommandError, match="over the tracker"):
        call_command(
            "import_referrals", str(tmp_path / "tracker.csv"), "--by", "x", "--report", f"{tmp_path}/tracker.csv"
        )


@DATABASE
def test_a_heading_can_be_named(tmp_path: Path, manager: Any) -> None:
    path = written(tmp_path, ["04/03/2026", "Nia", "Blue"], headings=["Came in", "Who", "Folder"])
    said, _problems = loaded(path, manager, "--map", "Came in=received", "--map", "Who=children")
    assert Referral.objects.get().children.get().given == "Nia"
    assert "Columns not loaded: Folder" in said


@pytest.mark.parametrize(
    ("headings", "maps", "why"),
    [
        (["Came in"], [], "when a contact was received"),
        (["Received", "Date received"], [], "Two columns"),
        (["Received"], ["Nowhere=children"], "No column is headed"),
        (["Received"], ["Received=colour"], "no pair"),
        (["Received"], ["Received"], "no pair"),
    ],
)
def test_a_heading_that_cannot_be_told_is_refused(
    tmp_path: Path, headings: list[str], maps: list[str], why: str
) -> None:
    with pytest.raises(FileProblem, match=why):
        read_tracker(written(tmp_path, headings=headings), maps=maps)


def test_what_is_no_spreadsheet_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content, why in (
        ("nowhere.csv", None, "no file"),
        ("tracker.pdf", b"%PDF", "Only"),
        ("tracker.xlsx", b"PK\x03\x04 cut off", "cannot be read"),
        ("tracker.csv", b"", "empty"),
        ("quoted.csv", b'Received\n"04/03/2026"x,\n', "Line"),
    ):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(FileProblem, match=why):
            read_tracker(tmp_path / name, maps=[])
    with pytest.raises(FileProblem, match="no sheet"):
        read_tracker(workbook(tmp_path, OPEN), maps=[], sheet="Elsewhere")
    monkeypatch.setattr("referrals.importing.reading.MOST_ROWS", 1)
    with pytest.raises(FileProblem, match="more than 1 rows"):
        read_tracker(written(tmp_path, OPEN, DONE), maps=[])


def test_a_workbook_that_is_broken_inside_is_refused(tmp_path: Path) -> None:
    whole, broken = workbook(tmp_path, OPEN), tmp_path / "broken.xlsx"
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(broken, "w") as written_anew:
        for name in parts.namelist():
            content = parts.read(name)
            written_anew.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    with pytest.raises(FileProblem, match="cannot be read"):
        read_tracker(broken, maps=[])


def test_what_excel_wrote_before_and_with_semicolons_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_bytes("Received;Children\r\n04/03/2026;Siân\r\n;\r\n".encode("cp1252"))
    (row,) = read_tracker(path, maps=[]).rows
    assert (row.number, row.text("children")) == (2, "Siân")


# --- One cell --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text", ["4/3/2026", "04.03.2026", "4 March 2026", "4 Mar 2026", "2026-03-04", datetime.datetime(2026, 3, 4, 9, 0)]
)
def test_a_day_is_read_as_it_is_written_in_england_and_by_iso(text: Any) -> None:
    assert day(text) == datetime.date(2026, 3, 4)


@pytest.mark.parametrize("text", ["2026-03-04T14:30", "4/3/2026 2:30pm", "04/03/2026 14.30"])
def test_a_moment_may_stand_in_one_cell(text: str) -> None:
    assert f"{moment(text):%d %H:%M}" == "04 14:30"


def test_a_time_may_stand_in_a_cell_of_its_own() -> None:
    assert f"{moment('4/3/2026', '9:05'):%H:%M}" == "09:05"
    assert f"{moment('4/3/2026'):%H:%M}" == "12:00"
    with pytest.raises(Unclear):
        clock("early")


def test_a_choice_is_its_code_or_its_words() -> None:
    for text in ("7", "Other legal agency", "other legal agency, such as a court, probation or Cafcass"):
        assert choice(text, ReferralSource) == "7"
    with pytest.raises(Unclear):
        choice("Legal", ReferralSource)


def test_a_name_is_taken_apart_at_its_comma_or_its_last_space() -> None:
    assert name_of("Holloway, Nia May") == name_of("Nia May Holloway") == {"given": "Nia May", "family": "Holloway"}
    assert name_of("Nia") == {"given": "Nia", "family": ""}


def test_every_column_is_documented() -> None:
    text = DOCS.read_text()
    assert [name for name in TITLES if f"| `{name}` |" not in text] == []


@DATABASE
def test_a_loaded_contact_says_that_nobody_took_it(tmp_path: Path, manager: Any, as_user: Any) -> None:
    loaded(written(tmp_path, OPEN), manager)
    page = as_user(manager).get(Referral.objects.get().get_absolute_url()).content.decode()
    assert "loaded from a list that was kept before" in page
    assert "Whether Nia Holloway is known" in page
    assert factories.ReferralFactory().takings.count() == 1
