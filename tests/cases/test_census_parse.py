"""Reading a census return: what is taken from it, what is reported, and what is refused."""

import csv
import datetime
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from cases.census.fields import upn_check_letter
from cases.census.parse import CensusReturn
from cases.census.record import CensusChild, Part
from cases.census.report import Report
from cases.census.rules import Problem, Rule, Severity
from cases.census.stream import CensusError
from cs_casework import dates
from cs_casework.spreadsheets import cell

SMALL = Path(__file__).resolve().parents[1] / "data" / "census_small.xml"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "cin_census_fake.xml"

HEADER = (
    "<Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year>"
    "<ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails></Header>"
)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def episode(referred: str = "2024-05-01", closed: str = "", reason: str = "", **values: str) -> str:
    """A `CINdetails` element; an empty value leaves its element out."""
    given = {
        "CINreferralDate": referred,
        "ReferralSource": "6",
        "PrimaryNeedCode": "N1",
        "CINclosureDate": closed,
        "ReasonForClosure": reason,
        "ReferralNFA": "false",
    } | values
    return "<CINdetails>" + "".join(f"<{t}>{v}</{t}>" for t, v in given.items() if v) + "</CINdetails>"


def child(*episodes: str, la_child_id: str = "OAK1", ethnicity: str = "WBRI", extra: str = "", **values: str) -> str:
    """A `Child` element with nothing wrong unless told otherwise."""
    given = {"LAchildID": la_child_id, "PersonBirthDate": "2012-01-01", "Sex": "F"} | values
    identifiers = "".join(f"<{t}>{v}</{t}>" for t, v in given.items() if v)
    characteristics = f"<Ethnicity>{ethnicity}</Ethnicity>{extra}"
    return (
        f"<Child><ChildIdentifiers>{identifiers}</ChildIdentifiers>"
        f"<ChildCharacteristics>{characteristics}</ChildCharacteristics>{''.join(episodes or [episode()])}</Child>"
    )


@pytest.fixture
def read(tmp_path):
    """Reads children given as XML, or a whole document, and gives the children and the problems."""

    def _read(*children: str, document: str | bytes = "") -> tuple[list[CensusChild], list[Problem]]:
        text = document or f"<Message>{HEADER}<Children>{''.join(children)}</Children></Message>"
        path = tmp_path / "return.xml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        problems: list[Problem] = []
        with CensusReturn(path) as census:
            return list(census.children(problems.append)), problems

    return _read


@pytest.fixture
def refused(read):
    def _refused(document: str | bytes) -> str:
        with pytest.raises(CensusError) as refusal:
            read(document=document)
        return str(refusal.value)

    return _refused


def rules(problems: list[Problem]) -> list[tuple[Rule, Severity]]:
    return [(problem.rule, problem.severity) for problem in problems]


# --- What is read --------------------------------------------------------------------------------------------------


def test_child_is_read_whole(read):
    disabilities = "<Disabilities><Disability>LD</Disability><Disability>AUT</Disability></Disabilities>"
    [found], problems = read(
        child(
            episode("2023-02-01", "2023-07-19", "RC9"),
            episode("2024-11-04", DateOfInitialCPC="2024-12-02"),
            UPN="W999123413001",
            extra=disabilities,
        )
    )
    assert problems == []
    assert (found.la_child_id, found.upn, found.born_on, found.sex) == ("OAK1", "W999123413001", day("2012-01-01"), "F")
    assert (found.ethnicity, found.disabilities) == ("WBRI", ["LD", "AUT"])
    closed, opened = found.episodes
    assert (closed.referred_on, closed.closed_on, closed.closure_reason) == (
        day("2023-02-01"),
        day("2023-07-19"),
        "RC9",
    )
    assert (opened.source, opened.primary_need, opened.is_open, opened.icpc_on) == ("6", "N1", True, day("2024-12-02"))
    assert found.open_episode is opened
    assert found.parts == Counter({Part.CONFERENCE: 1})


def test_default_namespace_whitespace_and_case_are_no_obstacle(read):
    document = (
        f'<Message xmlns="urn:census">{HEADER}<Children>{child(Sex=" f ", ethnicity=" wbri ")}</Children></Message>'
    )
    [found], problems = read(document=document)
    assert (found.sex, found.ethnicity, problems) == ("F", "WBRI", [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "iso-8859-1"])
def test_encodings_a_system_may_write_are_read(read, encoding):
    document = f'<?xml version="1.0" encoding="{encoding}"?><Message>{HEADER}<Children>é{child()}</Children></Message>'
    [found], problems = read(document=document.encode(encoding))
    assert found.la_child_id == "OAK1"
    assert [(problem.rule, problem.found) for problem in problems] == [(Rule.STRAY_TEXT, "é")]


@pytest.mark.parametrize(("code", "sex"), [("1", "M"), ("2", "F"), ("0", "U"), ("9", "U")])
def test_superseded_sex_code_is_translated_and_reported(read, code, sex):
    [found], problems = read(child(Sex="", GenderCurrent=code))
    assert found.sex == sex
    assert rules(problems) == [(Rule.SEX_SUPERSEDED, Severity.CHANGED)]
    assert problems[0].found == f"GenderCurrent {code}"


def test_parts_that_are_not_loaded_are_counted(read):
    parts = (
        "<Assessments/><Assessments/><Section47/><CINPlanDates/>"
        "<ChildProtectionPlans><Reviews/><Reviews/></ChildProtectionPlans>"
    )
    [found], problems = read(child(episode().replace("</CINdetails>", f"{parts}</CINdetails>")))
    assert problems == []
    assert found.parts == Counter(
        {Part.ASSESSMENT: 2, Part.SECTION_47: 1, Part.CIN_PLAN: 1, Part.CP_PLAN: 1, Part.CP_REVIEW: 2}
    )


# --- Who the child is ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("la_child_id", "rule"),
    [("", Rule.ID_MISSING), ("X" * 21, Rule.ID_TOO_LONG), ("OAK/1", Rule.ID_NOT_ALPHANUMERIC)],
)
def test_child_who_cannot_be_found_again_is_left_out_and_reported(read, la_child_id, rule):
    found, problems = read(child(la_child_id=la_child_id), child(la_child_id="ASH2"))
    assert [one.la_child_id for one in found] == ["ASH2"]
    assert rules(problems) == [(rule, Severity.LEFT_OUT)]
    assert problems[0].found == la_child_id


def test_wrong_pupil_number_is_kept_unless_too_long(read):
    found, problems = read(
        child(la_child_id="A1", UPN="A999123413001"),
        child(la_child_id="A2", UPN="12345"),
        child(la_child_id="A3", UPN="W9991234130011"),
    )
    assert [one.upn for one in found] == ["A999123413001", "12345", ""]
    assert rules(problems) == [
        (Rule.UPN_CHECK_LETTER, Severity.KEPT),
        (Rule.UPN_SHAPE, Severity.KEPT),
        (Rule.UPN_SHAPE, Severity.CHANGED),
    ]


def test_check_letter_is_reckoned_with_the_published_weights():
    # 2×2 + 0×3 + 7×4 + 1×9 + 6×10 + 4×12 + 9×13 = 266 = 11×23 + 13, and the thirteenth letter after A is P.
    assert upn_check_letter("?207000016049") == "P"
    assert upn_check_letter("?99912341300A") == upn_check_letter("?999123413000")


@pytest.mark.parametrize(
    ("values", "expected", "outcome"),
    [
        ({"ExpectedPersonBirthDate": "2025-06-01"}, ("2012-01-01", None), (Rule.BIRTH_AND_EXPECTED, Severity.CHANGED)),
        ({"PersonBirthDate": ""}, (None, None), (Rule.BIRTH_AND_EXPECTED, Severity.KEPT)),
        ({"PersonBirthDate": "2999-01-01"}, (None, None), (Rule.BIRTH_IN_FUTURE, Severity.CHANGED)),
    ],
)
def test_birth_dates_that_cannot_be_are_not_recorded(read, values, expected, outcome):
    [found], problems = read(child(**values))
    assert (found.born_on and found.born_on.isoformat(), found.expected_on) == expected
    assert rules(problems)[0] == outcome


def test_birth_after_the_reference_date_that_has_come_is_kept(read, monkeypatch):
    monkeypatch.setattr(dates.timezone, "localdate", lambda: day("2025-06-01"))
    [found], problems = read(child(episode("2025-02-01"), PersonBirthDate="2025-04-20"))
    assert found.born_on == day("2025-04-20")
    assert rules(problems) == [(Rule.BIRTH_IN_FUTURE, Severity.KEPT)]


def test_unborn_child_is_read_and_its_sex_questioned(read):
    values = {"PersonBirthDate": "", "ExpectedPersonBirthDate": "2025-07-01"}
    [found], problems = read(child(episode("2025-02-01"), Sex="M", **values))
    assert (found.born_on, found.expected_on) == (None, day("2025-07-01"))
    assert rules(problems) == [(Rule.SEX_OF_UNBORN, Severity.KEPT)]


def test_expected_date_far_from_the_reference_date_is_reported(read):
    values = {"PersonBirthDate": "", "ExpectedPersonBirthDate": "2023-07-01", "Sex": "U"}
    [found], problems = read(child(episode("2023-02-01"), **values))
    assert found.expected_on == day("2023-07-01")
    assert rules(problems) == [(Rule.EXPECTED_OUT_OF_RANGE, Severity.KEPT)]


def test_death_before_birth_is_not_recorded_and_the_child_stays_open(read):
    [found], problems = read(child(PersonDeathDate="2011-01-01"))
    assert found.died_on is None
    assert found.open_episode
    assert rules(problems) == [(Rule.DEATH_BEFORE_BIRTH, Severity.CHANGED)]


def test_codes_that_do_not_exist_become_not_known_and_are_reported_as_given(read):
    disabilities = "".join(f"<Disability>{code}</Disability>" for code in ("MOB", "MOB", "NONE", "TIRED"))
    [found], problems = read(
        child(
            episode(
                closed="2024-06-01", reason="RC15", ReferralSource="5Z", PrimaryNeedCode="N12", ReferralNFA="perhaps"
            ),
            Sex="X",
            ethnicity="ABCD",
            UPNunknown="UN77",
            extra=f"<Disabilities>{disabilities}</Disabilities>",
        )
    )
    [only] = found.episodes
    assert (found.sex, found.ethnicity, found.upn_unknown, found.disabilities) == ("U", "", "", ["MOB"])
    assert (only.source, only.primary_need, only.closure_reason, only.referral_nfa) == ("10", "N0", "NS", None)
    assert {(problem.rule, problem.found) for problem in problems} == {
        (Rule.SEX_CODE, "X"),
        (Rule.ETHNICITY_CODE, "ABCD"),
        (Rule.UPN_UNKNOWN_CODE, "UN77"),
        (Rule.DISABILITY_REPEATED, "MOB"),
        (Rule.DISABILITY_CODE, "TIRED"),
        (Rule.DISABILITY_AND_NONE, "MOB, NONE"),
        (Rule.SOURCE_CODE, "5Z"),
        (Rule.NEED_CODE, "N12"),
        (Rule.CLOSURE_REASON_CODE, "RC15"),
        (Rule.NFA_CODE, "perhaps"),
    }


def test_our_own_code_for_no_reason_is_not_taken_from_a_return(read):
    [found], problems = read(child(episode(closed="2024-06-01", reason="NS")))
    assert found.episodes[0].closure_reason == "NS"
    assert rules(problems) == [(Rule.CLOSURE_REASON_CODE, Severity.CHANGED)]


def test_missing_values_are_reported(read):
    bare = episode(ReferralSource="", PrimaryNeedCode="", ReferralNFA="")
    [found], problems = read(child(bare, Sex="", ethnicity=""))
    assert (found.sex, found.ethnicity) == ("U", "")
    assert {problem.rule for problem in problems} == {
        Rule.SEX_CODE,
        Rule.ETHNICITY_CODE,
        Rule.SOURCE_CODE,
        Rule.NEED_MISSING,
        Rule.NFA_CODE,
    }


def test_value_given_twice_is_reported_and_the_first_used(read):
    [found], problems = read(child().replace("<Sex>F</Sex>", "<Sex>F</Sex><Sex>M</Sex>"))
    assert found.sex == "F"
    assert [(problem.rule, problem.found) for problem in problems] == [(Rule.ELEMENT_REPEATED, "Sex M")]


# --- Episodes that cannot all be true ------------------------------------------------------------------------------


def test_closure_before_referral_leaves_the_episode_out_and_says_all_of_it(read):
    [found], problems = read(child(episode("2024-06-18", "2024-06-03", "RC7")))
    assert found.episodes == []
    assert rules(problems) == [(Rule.CLOSED_BEFORE_REFERRAL, Severity.LEFT_OUT)]
    assert problems[0].found == (
        "referral date 2024-06-18, source 6, primary need N1, closure date 2024-06-03, reason RC7"
    )


def test_episode_without_referral_date_is_left_out(read):
    [found], problems = read(child(episode("")))
    assert found.episodes == []
    assert rules(problems) == [(Rule.REFERRAL_DATE, Severity.LEFT_OUT)]


def test_two_open_episodes_leave_the_latest_open(read):
    [found], problems = read(child(episode("2024-08-13"), episode("2024-01-22")))
    assert [one.referred_on for one in found.episodes] == [day("2024-08-13")]
    assert rules(problems) == [(Rule.TWO_OPEN, Severity.LEFT_OUT)]
    assert "2024-01-22" in problems[0].found


def test_open_episode_that_is_not_the_latest_is_reported(read):
    [found], problems = read(child(episode("2023-01-01"), episode("2024-01-01", "2024-02-01", "RC7")))
    assert len(found.episodes) == 2
    assert set(rules(problems)) == {(Rule.OPEN_NOT_LATEST, Severity.KEPT), (Rule.OVERLAP, Severity.KEPT)}


def test_episodes_may_touch_but_not_overlap(read):
    touching = (episode("2023-01-01", "2023-06-01", "RC7"), episode("2023-06-01", "2023-09-01", "RC7"))
    _found, problems = read(child(*touching))
    assert problems == []
    [found], problems = read(child(*touching, episode("2023-08-31", "2023-10-01", "RC7")))
    assert len(found.episodes) == 3
    assert rules(problems) == [(Rule.OVERLAP, Severity.KEPT)]


def test_episode_given_twice_is_one(read):
    [found], problems = read(child(episode(), episode()))
    assert len(found.episodes) == 1
    assert rules(problems) == [(Rule.EPISODE_REPEATED, Severity.CHANGED)]


def test_closure_without_reason_closes_and_reason_without_date_does_not(read):
    [found], problems = read(child(episode("2023-01-01", "2023-06-01"), episode("2024-01-01", "", "RC5")))
    closed, opened = found.episodes
    assert (closed.closure_reason, opened.is_open, opened.closure_reason) == ("NS", True, "")
    assert rules(problems) == [
        (Rule.CLOSED_WITHOUT_REASON, Severity.CHANGED),
        (Rule.REASON_WITHOUT_DATE, Severity.CHANGED),
    ]


def test_open_episode_of_a_child_who_died_closes_on_the_day_of_death(read):
    [found], problems = read(child(episode("2024-05-07"), PersonDeathDate="2024-10-21"))
    [only] = found.episodes
    assert (only.closed_on, only.closure_reason) == (day("2024-10-21"), "RC2")
    assert rules(problems) == [(Rule.OPEN_AFTER_DEATH, Severity.CHANGED)]


def test_open_episode_referred_after_the_death_closes_on_its_first_day(read):
    [found], problems = read(child(episode("2024-05-07"), PersonDeathDate="2020-10-21"))
    [only] = found.episodes
    assert (only.closed_on, only.closure_reason) == (day("2024-05-07"), "RC2")
    assert rules(problems) == [
        (Rule.REFERRAL_AFTER_DEATH, Severity.KEPT),
        (Rule.OPEN_AFTER_DEATH, Severity.CHANGED),
    ]


def test_closed_as_died_without_a_date_of_death_is_reported_and_so_is_what_follows(read):
    [found], problems = read(child(episode("2023-01-01", "2023-06-01", "RC2"), episode("2024-01-01")))
    assert found.open_episode
    assert found.died_on is None
    assert rules(problems) == [
        (Rule.DIED_WITHOUT_DATE, Severity.KEPT),
        (Rule.REFERRAL_AFTER_DIED, Severity.KEPT),
    ]


def test_closure_that_has_not_come_leaves_the_child_open(read):
    [found], problems = read(child(episode("2024-01-01", "2999-12-31", "RC7")))
    assert found.open_episode
    assert rules(problems) == [(Rule.CLOSED_IN_FUTURE, Severity.CHANGED)]


def test_referral_after_the_reference_date_is_kept_and_reported(read):
    [found], problems = read(child(episode("2025-04-01")))
    assert found.open_episode
    assert rules(problems) == [(Rule.REFERRAL_DATE, Severity.KEPT)]


def test_referral_during_the_pregnancy_is_right_and_before_it_is_reported(read):
    _found, problems = read(child(episode("2011-06-01", "2011-12-01", "RC7")))
    assert problems == []
    [found], problems = read(child(episode("2010-06-01", "2011-12-01", "RC7")))
    assert len(found.episodes) == 1
    assert rules(problems) == [(Rule.REFERRAL_BEFORE_CONCEPTION, Severity.KEPT)]


def test_no_further_action_on_an_open_episode_is_reported_not_obeyed(read):
    [found], problems = read(child(episode(ReferralNFA="true")))
    assert found.open_episode
    assert rules(problems) == [(Rule.NFA_ON_OPEN, Severity.KEPT)]
    _found, problems = read(child(episode(closed="2024-06-01", reason="RC7", ReferralNFA="1")))
    assert problems == []


def test_open_child_over_25_is_questioned(read):
    _found, problems = read(child(PersonBirthDate="1990-01-01"))
    assert rules(problems) == [(Rule.OVER_25, Severity.KEPT)]


def test_child_without_an_episode_is_read_and_reported(read):
    [found], problems = read(child("<!-- none -->"))
    assert found.episodes == []
    assert rules(problems) == [(Rule.NO_EPISODE, Severity.KEPT)]


# --- A child more than once, and what does not belong --------------------------------------------------------------


def test_repeated_child_is_one_with_the_episodes_of_both(read):
    first = child(episode("2023-01-01", "2023-06-01", "RC7"))
    second = child(
        episode("2023-01-01", "2023-06-01", "RC7"),
        episode("2024-01-01"),
        PersonBirthDate="2013-01-01",
        UPNunknown="UN2",
    )
    found, problems = read(first, child(la_child_id="ASH2"), second)
    assert [one.la_child_id for one in found] == ["ASH2", "OAK1"]
    oak = found[1]
    assert (oak.born_on, oak.upn_unknown, len(oak.episodes)) == (day("2012-01-01"), "UN2", 2)
    assert rules(problems) == [(Rule.ID_REPEATED, Severity.CHANGED)]
    assert problems[0].found == "date of birth 2013-01-01"


def test_repeated_child_who_is_the_same_in_all_is_said_to_agree(read):
    [found], problems = read(child(), child(), child())
    assert len(found.episodes) == 1
    assert rules(problems) == [(Rule.ID_REPEATED, Severity.KEPT)] * 2


def test_gap_is_not_filled_with_what_would_contradict(read):
    [found], _problems = read(
        child(PersonBirthDate="", ExpectedPersonBirthDate="2025-06-01", Sex="U"), child(PersonBirthDate="2012-01-01")
    )
    assert (found.born_on, found.expected_on) == (None, day("2025-06-01"))


def test_stray_text_is_reported_with_its_child_and_line(read):
    inside = child().replace("<Child>", "<Child>\nsee the file")
    header = HEADER.replace("</Header>", "in the header</Header>")
    document = f"<Message>{header}\n<Children>\nbetween\n{inside}after\n</Children>end</Message>"
    [_found], problems = read(document=document)
    assert [(problem.rule, problem.child_id, problem.line, problem.found) for problem in problems] == [
        (Rule.STRAY_TEXT, "", 1, "in the header"),
        (Rule.STRAY_TEXT, "", 3, "between"),
        (Rule.STRAY_TEXT, "OAK1", 5, "see the file"),
        (Rule.STRAY_TEXT, "", 5, "after"),
        (Rule.STRAY_TEXT, "", 6, "end"),
    ]


def test_unknown_elements_are_reported(read):
    extra = child().replace("</Child>", "<Surname>x</Surname></Child>").replace("<Sex>", "<Shoe>4</Shoe><Sex>")
    document = f"<Message>{HEADER}<Children>{extra}<Adult/></Children><Footer/></Message>"
    _found, problems = read(document=document)
    assert [(problem.rule, problem.child_id, problem.found) for problem in problems] == [
        (Rule.ELEMENT_UNKNOWN, "OAK1", "Surname"),
        (Rule.ELEMENT_UNKNOWN, "OAK1", "Shoe"),
        (Rule.ELEMENT_UNKNOWN, "", "Adult"),
        (Rule.ELEMENT_UNKNOWN, "", "Footer"),
    ]


# --- What is refused -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b" ", "not well-formed XML"),
        ("<Message><Header>", "not well-formed XML"),
        (f"<Message>{HEADER}<Children></Child></Message>", "mismatched tag, at line 1"),
        (f"<Message>{HEADER}<Children>&unknown;</Children></Message>", "undefined entity"),
        (f"<Message>{HEADER}<Children>\0</Children></Message>", "not well-formed XML"),
        ("<html><body/></html>", "it begins with <html>"),
        ("<Message><Children/></Message>", "it has no <Header>"),
        (f"<Message><Children>{child()}</Children>{HEADER}</Message>", "no <Header> before its first child"),
        (f"<Message>{HEADER.replace('CIN', 'CLA')}<Children/></Message>", "its collection is “CLA”"),
        (f"<Message>{HEADER.replace('2025-03-31', '')}<Children/></Message>", "no <ReferenceDate>"),
        (f"<Message>{HEADER.replace('2025-03-31', '31/03/2025')}<Children/></Message>", "is not a date"),
        (f"<Message>{HEADER.replace('2025-03-31', '2999-03-31')}<Children/></Message>", "more than a year ahead"),
        ('<?xml version="1.0" encoding="nonsense"?><Message/>', "encoding that cannot be read"),
        ('<?xml version="1.0" encoding="shift_jis"?><Message/>', "encoding that cannot be read"),
    ],
)
def test_what_is_not_a_return_is_refused_in_one_sentence(refused, document, words):
    said = refused(document)
    assert words in said
    assert "\n" not in said


def test_empty_file_is_refused(tmp_path):
    (tmp_path / "empty.xml").touch()
    with pytest.raises(CensusError, match="is empty"):
        CensusReturn(tmp_path / "empty.xml")


@pytest.mark.parametrize("name", ["missing.xml", "."])
def test_file_that_cannot_be_opened_is_refused(tmp_path, name):
    with pytest.raises(CensusError, match="cannot be read"):
        CensusReturn(tmp_path / name)


def test_entity_bomb_is_refused_before_it_grows(refused):
    laughs = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    tracemalloc.start()
    said = refused(f"<!DOCTYPE Message [{laughs}]><Message>&a29;</Message>")
    assert "entity bomb" in said
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Message SYSTEM "http://example.org/x.dtd">',
    ],
)
def test_reference_to_another_file_is_refused(refused, doctype):
    assert "declares a document type" in refused(f"{doctype}<Message>{HEADER}</Message>")


@pytest.mark.parametrize(
    "wrong", ["31/03/2024", "2024-02-30", "2024-13-01", "0024-01-01", "soon", "20240101", "٢٠٢٤-٠١-٠١"]
)
def test_bad_date_refuses_the_whole_file_and_says_where(refused, wrong):
    said = refused(
        f"<Message>{HEADER}<Children>\n{child()}\n{child(episode(wrong), la_child_id='B')}</Children></Message>"
    )
    assert said.startswith("Line 3: <CINreferralDate> is not a date")
    assert wrong in said


def test_bad_date_in_a_part_that_is_only_counted_refuses_too(refused):
    part = "<Assessments><AssessmentActualStartDate>tomorrow</AssessmentActualStartDate></Assessments>"
    bad = child(episode().replace("</CINdetails>", f"{part}</CINdetails>"))
    assert "AssessmentActualStartDate" in refused(f"<Message>{HEADER}<Children>{bad}</Children></Message>")


@pytest.mark.parametrize("good", ["2024-02-29", "2024-02-29T00:00:00", "2024-02-29Z"])
def test_dates_as_systems_write_them_are_read(read, good):
    [found], _problems = read(child(episode(good)))
    assert found.episodes[0].referred_on == day("2024-02-29")


def test_elements_that_would_fill_the_memory_are_refused(refused):
    def inside(content: str) -> str:
        return f"<Message>{HEADER}<Children><Child>{content}</Child></Children></Message>"

    assert "more than 10,000 characters" in refused(inside(f"<UPN>{'9' * 20_000}</UPN>"))
    assert "more elements" in refused(inside("<a>" * 50 + "</a>" * 50))
    assert "more elements" in refused(inside("<a/>" * 30_000))
    assert "too long" in refused(inside(f'<a b="{"x" * 6_000_000}"/>'))


# --- In flat memory ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("repeated", [False, True])
def test_memory_does_not_grow_with_the_file(tmp_path, repeated):
    def peak(times: int) -> int:
        path = tmp_path / f"{times}.xml"
        with path.open("w") as file:
            file.write(f"<Message>{HEADER}<Children>")
            for number in range(times):
                file.write(child(la_child_id="OAK1" if repeated else f"OAK{number}"))
            file.write("</Children></Message>")
        tracemalloc.start()
        with CensusReturn(path) as census:
            count = sum(1 for _child in census.children(lambda problem: None))
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == (1 if repeated else times)
        return used

    assert peak(4000) < peak(400) * 1.2


def test_progress_is_told_byte_by_byte_for_each_reading(tmp_path):
    told: list[int] = []
    with CensusReturn(SMALL, on_bytes=told.append) as census:
        assert sum(told) == census.size == SMALL.stat().st_size
        told.clear()
        list(census.children(lambda problem: None, on_bytes=told.append))
        assert sum(told) == census.size


# --- The report ----------------------------------------------------------------------------------------------------


def test_report_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "report.csv"
    path.write_text("from before")
    problem = Problem(Rule.STRAY_TEXT, Severity.LEFT_OUT, "A1", 3, "x", "y")
    with pytest.raises(ZeroDivisionError), Report(path) as report:
        report(problem) or 1 / 0
    assert path.read_text() == "from before"
    with Report(path) as report:
        report(
            Problem(Rule.STRAY_TEXT, Severity.LEFT_OUT, "A1", 3, '=HYPERLINK("http://example.org")', "It was not read.")
        )
    [_head, row] = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    assert row == [
        "A1",
        "3",
        "TEXT",
        "Text stands between elements",
        '\'=HYPERLINK("http://example.org")',
        "Left out",
        "It was not read.",
    ]
    assert path.stat().st_mode & 0o077 == 0
    assert [p.name for p in tmp_path.iterdir()] == ["report.csv"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_begins_a_formula(start):
    assert cell(f"{start}1") == f"'{start}1"
    assert cell("plain") == "plain"
    assert cell(None) == ""


def test_report_is_not_written_over_something_that_is_no_file(tmp_path):
    with pytest.raises(CensusError, match="is not a file"), Report(tmp_path):
        pass


# --- Whole returns -------------------------------------------------------------------------------------------------


def test_small_return_of_our_own_holds_every_kind_of_fault():
    report = Report()
    with CensusReturn(SMALL) as census:
        found = list(census.children(report))
    assert len(found) == 10
    assert sum(len(one.episodes) for one in found) == 13
    assert sorted(one.la_child_id for one in found if one.open_episode) == [
        "ALDER01",
        "BIRCH02",
        "CEDAR03",
        "ELM05",
        "IVY09",
        "JUNIPER10",
    ]
    assert {rule for rule, _severity in report.by_rule} == {
        Rule.ID_MISSING,
        Rule.ID_REPEATED,
        Rule.UPN_SHAPE,
        Rule.UPN_UNKNOWN_CODE,
        Rule.SEX_SUPERSEDED,
        Rule.SEX_CODE,
        Rule.SEX_OF_UNBORN,
        Rule.ETHNICITY_CODE,
        Rule.DISABILITY_CODE,
        Rule.DISABILITY_AND_NONE,
        Rule.DISABILITY_REPEATED,
        Rule.SOURCE_CODE,
        Rule.NEED_CODE,
        Rule.CLOSED_BEFORE_REFERRAL,
        Rule.CLOSURE_REASON_CODE,
        Rule.CLOSED_WITHOUT_REASON,
        Rule.REASON_WITHOUT_DATE,
        Rule.OPEN_AFTER_DEATH,
        Rule.TWO_OPEN,
        Rule.OVERLAP,
        Rule.EPISODE_REPEATED,
        Rule.NFA_CODE,
        Rule.NFA_ON_OPEN,
        Rule.STRAY_TEXT,
    }
    assert report.total == 25


@pytest.mark.skipif(
    not SHARED.exists(), reason="the shared census return is not here: it stands beside the project in CI"
)
def test_shared_return_numbers():
    report = Report()
    with CensusReturn(SHARED) as census:
        found = list(census.children(report))
    assert (census.header.year, census.header.reference_on, census.header.authority) == (
        "2022",
        day("2022-07-21"),
        "975",
    )
    assert len(found) == 332
    assert sum(len(one.episodes) for one in found) == 402
    assert sum(one.open_episode is not None for one in found) == 137
    assert sum((one.parts for one in found), Counter()) == Counter({Part.CONFERENCE: 350})
    assert dict(report.by_rule) == {
        (Rule.UPN_CHECK_LETTER, Severity.KEPT): 320,
        (Rule.SEX_SUPERSEDED, Severity.CHANGED): 332,
        (Rule.DISABILITY_AND_NONE, Severity.CHANGED): 3,
        (Rule.DISABILITY_REPEATED, Severity.CHANGED): 5,
        (Rule.REFERRAL_DATE, Severity.KEPT): 8,
        (Rule.REFERRAL_AFTER_DEATH, Severity.KEPT): 30,
        (Rule.REFERRAL_AFTER_DIED, Severity.KEPT): 3,
        (Rule.CLOSED_IN_FUTURE, Severity.KEPT): 9,
        (Rule.DIED_WITHOUT_DATE, Severity.KEPT): 35,
        (Rule.OPEN_AFTER_DEATH, Severity.CHANGED): 13,
        (Rule.NFA_ON_OPEN, Severity.KEPT): 137,
    }
    assert report.total == 895
