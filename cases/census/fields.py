"""One `<Child>` element turned into a child, value by value.

A code that is in no list becomes "not known" or empty and is reported with what was given. Both layouts are read: the
older with `GenderCurrent` (1, 2, 0, 9) and the newer with `Sex` (M, F, U).
"""

import datetime
import re
from collections.abc import Callable

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from cases.census.record import CensusChild, CensusEpisode, CensusHeader, Part
from cases.census.rules import Problem, Rule, Severity
from cases.census.stream import CensusError, Element
from cases.codes import ClosureReason, PrimaryNeed
from cs_casework.reference.codes import ReferralSource
from families.codes import Disability, Ethnicity, Sex, UpnUnknown

IDENTIFIERS = {
    "LAchildID",
    "UPN",
    "FormerUPN",
    "UPNunknown",
    "PersonBirthDate",
    "ExpectedPersonBirthDate",
    "GenderCurrent",
    "Sex",
    "PersonDeathDate",
}
EPISODE = {
    "CINreferralDate",
    "ReferralSource",
    "PrimaryNeedCode",
    "CINclosureDate",
    "ReasonForClosure",
    "DateOfInitialCPC",
    "ReferralNFA",
}
PARTS = {
    "Assessments": Part.ASSESSMENT,
    "Section47": Part.SECTION_47,
    "CINPlanDates": Part.CIN_PLAN,
    "ChildProtectionPlans": Part.CP_PLAN,
    "Reviews": Part.CP_REVIEW,
}
# Dates of parts that are counted only. They are read all the same: a file with a date nobody can read is refused whole.
DATES_OF_PARTS = {
    "AssessmentActualStartDate",
    "AssessmentInternalReviewDate",
    "AssessmentAuthorisationDate",
    "CINPlanStartDate",
    "CINPlanEndDate",
    "S47ActualStartDate",
    "InitialCPCtarget",
    "DateOfInitialCPC",
    "CPPstartDate",
    "CPPendDate",
    "CPPreviewDate",
}
# The list before the census asked for sex: 1 male, 2 female, 0 not known, 9 not specified.
SUPERSEDED_SEX = {"1": Sex.MALE, "2": Sex.FEMALE, "0": Sex.UNKNOWN, "9": Sex.UNKNOWN}
YES = {"true": True, "1": True, "false": False, "0": False}
LONGEST_ID = 20
LONGEST_UPN = 13
UPN_SHAPE = re.compile(r"[A-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
# The 23 letters a check letter is taken from: no I, O or S.
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T00:00:00(?:\.0+)?)?Z?")
EARLIEST_YEAR = 1900

Report = Callable[[Problem], None]


def read_date(element: Element) -> datetime.date:
    """The date an element holds. Raises `CensusError` with the line where it is not one."""
    match = DATE.fullmatch(element.text)
    try:
        day = datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None or day.year < EARLIEST_YEAR:
        raise CensusError(
            _("Line %(line)s: <%(tag)s> is not a date: “%(text)s”. A return writes the year first, such as 2026-03-31.")
            % {"line": element.line, "tag": element.tag[:40], "text": element.text[:40]}
        )
    return day


def upn_check_letter(upn: str) -> str:
    """The letter a unique pupil number must begin with: its other characters, weighted 2 to 13, modulo 23 (rule 1510)."""
    values = (int(c) if c.isdigit() else UPN_LETTERS.index(c) for c in upn[1:])
    return UPN_LETTERS[sum(value * weight for weight, value in enumerate(values, start=2)) % len(UPN_LETTERS)]


class ChildReader:
    """Reads one child of a return. `read()` gives None where the child has no id a record could be found by."""

    def __init__(self, element: Element, header: CensusHeader, today: datetime.date, report: Report) -> None:
        self.element = element
        self.header = header
        self.today = today
        self.report = report
        self.child_id = ""

    def read(self) -> CensusChild | None:
        blocks = self.element.all("ChildIdentifiers")
        identifiers = blocks[0] if blocks else Element("ChildIdentifiers", self.element.line)
        given = identifiers.first("LAchildID")
        self.child_id = given.text[: LONGEST_ID * 2] if given else ""
        if not self._is_usable_id(given):
            return None
        child = CensusChild(self.child_id, self.element.line)
        self._spare(blocks)
        self._unknown(self.element, {"ChildIdentifiers", "ChildCharacteristics", "CINdetails"})
        self._unknown(identifiers, IDENTIFIERS)
        self._read_upn(child, identifiers)
        self._read_dates(child, identifiers)
        self._read_sex(child, identifiers)
        self._read_characteristics(child)
        child.episodes = [self._read_episode(details) for details in self.element.all("CINdetails")]
        return child

    # --- Who the child is ---------------------------------------------------------------------------------------

    def _is_usable_id(self, given: Element | None) -> bool:
        """Whether the child can be found by its id again. Without that, loading a return twice would make two."""
        if not given or not given.text:
            rule = Rule.ID_MISSING
        elif len(given.text) > LONGEST_ID:
            rule = Rule.ID_TOO_LONG
        elif not (given.text.isascii() and given.text.isalnum()):
            rule = Rule.ID_NOT_ALPHANUMERIC
        else:
            return True
        found = given.text[:100] if given else ""
        episodes = len(self.element.all("CINdetails"))
        done = _("The child was left out, with this many episodes: %(count)s.") % {"count": episodes}
        self._tell(rule, Severity.LEFT_OUT, given.line if given else self.element.line, found, done)
        return False

    def _read_upn(self, child: CensusChild, identifiers: Element) -> None:
        if upn := self._one(identifiers, "UPN"):
            child.upn = self._upn(upn)
        if former := self._one(identifiers, "FormerUPN"):
            child.former_upn = former.text
            child.parts[Part.FORMER_UPN] += 1
        if unknown := self._one(identifiers, "UPNunknown"):
            child.upn_unknown = self._code(unknown, UpnUnknown, Rule.UPN_UNKNOWN_CODE, "")

    def _upn(self, element: Element) -> str:
        upn = element.text.upper()
        if len(upn) > LONGEST_UPN:
            self._tell(
                Rule.UPN_SHAPE, Severity.CHANGED, element.line, upn[:40], _("It was not recorded: it is too long.")
            )
            return ""
        if not UPN_SHAPE.fullmatch(upn):
            self._tell(Rule.UPN_SHAPE, Severity.KEPT, element.line, upn, _("It was recorded as given."))
        elif upn_check_letter(upn) != upn[0]:
            self._tell(Rule.UPN_CHECK_LETTER, Severity.KEPT, element.line, upn, _("It was recorded as given."))
        return upn

    def _read_dates(self, child: CensusChild, identifiers: Element) -> None:
        born = self._one(identifiers, "PersonBirthDate")
        expected = self._one(identifiers, "ExpectedPersonBirthDate")
        died = self._one(identifiers, "PersonDeathDate")
        child.born_on = self._not_in_future(born, Rule.BIRTH_IN_FUTURE)
        child.expected_on = read_date(expected) if expected else None
        if born and expected:
            done = _("The date of birth was used.")
            self._tell(Rule.BIRTH_AND_EXPECTED, Severity.CHANGED, expected.line, f"{born.text}, {expected.text}", done)
            child.expected_on = None
        elif not born and not expected:
            done = _("The child was recorded without a date of birth.")
            self._tell(Rule.BIRTH_AND_EXPECTED, Severity.KEPT, identifiers.line, "", done)
        elif expected and child.expected_on:
            days = (child.expected_on - self.header.reference_on).days
            if not -31 <= days <= 280:
                done = _("It was recorded as given.")
                self._tell(Rule.EXPECTED_OUT_OF_RANGE, Severity.KEPT, expected.line, expected.text, done)
        child.died_on = self._not_in_future(died, Rule.DEATH_IN_FUTURE)
        if died and born and child.died_on and child.born_on and child.died_on < child.born_on:
            done = _(
                "The date of death was not recorded, and an open episode stays open. Find out which date is wrong."
            )
            self._tell(Rule.DEATH_BEFORE_BIRTH, Severity.CHANGED, died.line, f"{born.text}, {died.text}", done)
            child.died_on = None

    def _not_in_future(self, element: Element | None, rule: Rule) -> datetime.date | None:
        """A day after the reference date is not the return's to tell, but true if it has come; otherwise it is not."""
        if element is None:
            return None
        day = read_date(element)
        if day > self.today:
            done = _("It was not recorded: the day has not come.")
            self._tell(rule, Severity.CHANGED, element.line, element.text, done)
            return None
        if day > self.header.reference_on:
            self._tell(rule, Severity.KEPT, element.line, element.text, _("It was recorded as given."))
        return day

    def _read_sex(self, child: CensusChild, identifiers: Element) -> None:
        newer, older = self._one(identifiers, "Sex"), self._one(identifiers, "GenderCurrent")
        given = newer or older
        if given is None:
            self._tell(Rule.SEX_CODE, Severity.CHANGED, identifiers.line, "", _("It was recorded as not known."))
            return
        code = given.text.upper()
        if code in SUPERSEDED_SEX:
            child.sex = SUPERSEDED_SEX[code]
            done = _("It was recorded as “%(sex)s”.") % {"sex": Sex(child.sex).label}
            self._tell(Rule.SEX_SUPERSEDED, Severity.CHANGED, given.line, f"{given.tag} {given.text}", done)
        else:
            child.sex = self._code(given, Sex, Rule.SEX_CODE, Sex.UNKNOWN)
        if child.expected_on and child.sex != Sex.UNKNOWN:
            self._tell(Rule.SEX_OF_UNBORN, Severity.KEPT, given.line, given.text, _("It was recorded as given."))

    def _read_characteristics(self, child: CensusChild) -> None:
        blocks = self.element.all("ChildCharacteristics")
        self._spare(blocks)
        block = blocks[0] if blocks else Element("ChildCharacteristics", self.element.line)
        self._unknown(block, {"Ethnicity", "Disabilities"})
        if ethnicity := self._one(block, "Ethnicity"):
            child.ethnicity = self._code(ethnicity, Ethnicity, Rule.ETHNICITY_CODE, "")
        else:
            self._tell(Rule.ETHNICITY_CODE, Severity.KEPT, block.line, "", _("It was left empty."))
        for disabilities in block.all("Disabilities"):
            self._unknown(disabilities, {"Disability"})
            for disability in disabilities.all("Disability"):
                self._add_disability(child, disability)
        if Disability.NONE in child.disabilities and len(child.disabilities) > 1:
            found = ", ".join(child.disabilities)
            child.disabilities.remove(Disability.NONE)
            done = _("The disabilities were recorded, “no disability” was not.")
            self._tell(Rule.DISABILITY_AND_NONE, Severity.CHANGED, block.line, found, done)

    def _add_disability(self, child: CensusChild, element: Element) -> None:
        code = self._code(element, Disability, Rule.DISABILITY_CODE, "") if element.text else ""
        if code in child.disabilities:
            self._tell(Rule.DISABILITY_REPEATED, Severity.CHANGED, element.line, code, _("It was recorded once."))
        elif code:
            child.disabilities.append(code)

    # --- What the child was open for ----------------------------------------------------------------------------

    def _read_episode(self, details: Element) -> CensusEpisode:
        episode = CensusEpisode(details.line)
        self._unknown(details, EPISODE | PARTS.keys())
        if referred := self._one(details, "CINreferralDate"):
            episode.referred_on = read_date(referred)
        if closed := self._one(details, "CINclosureDate"):
            episode.closed_on = read_date(closed)
        if conference := self._one(details, "DateOfInitialCPC"):
            episode.icpc_on = read_date(conference)
            episode.parts[Part.CONFERENCE] += 1
        if source := self._one(details, "ReferralSource"):
            episode.source = self._code(source, ReferralSource, Rule.SOURCE_CODE, ReferralSource.UNKNOWN)
        else:
            done = _("It was recorded as not known.")
            self._tell(Rule.SOURCE_CODE, Severity.CHANGED, details.line, "", done)
            episode.source = ReferralSource.UNKNOWN
        if reason := self._one(details, "ReasonForClosure"):
            episode.closure_reason = self._closure_reason(reason)
        self._read_nfa(episode, details)
        self._read_need(episode, details)
        self._count_parts(episode, details)
        return episode

    def _closure_reason(self, element: Element) -> str:
        code = element.text.upper()
        # "Not stated" is ours: in a return it is as wrong as any other code that is not in the Department's list.
        if code in ClosureReason.values and code != ClosureReason.NOT_STATED:
            return code
        done = _("The reason was recorded as not stated.")
        self._tell(Rule.CLOSURE_REASON_CODE, Severity.CHANGED, element.line, element.text[:80], done)
        return ClosureReason.NOT_STATED

    def _read_nfa(self, episode: CensusEpisode, details: Element) -> None:
        flag = self._one(details, "ReferralNFA")
        episode.referral_nfa = YES.get(flag.text.lower()) if flag else None
        if episode.referral_nfa is None:
            line, found = (flag.line, flag.text[:40]) if flag else (details.line, "")
            self._tell(Rule.NFA_CODE, Severity.KEPT, line, found, _("The flag is not recorded in any case."))

    def _read_need(self, episode: CensusEpisode, details: Element) -> None:
        """A primary need is asked for where the referral went further (rule 8610); it is "not stated" elsewhere."""
        episode.primary_need = PrimaryNeed.NOT_STATED
        if need := self._one(details, "PrimaryNeedCode"):
            episode.primary_need = self._code(need, PrimaryNeed, Rule.NEED_CODE, PrimaryNeed.NOT_STATED)
        elif not episode.referral_nfa:
            done = _("It was recorded as not stated.")
            self._tell(Rule.NEED_MISSING, Severity.CHANGED, details.line, "", done)

    def _count_parts(self, episode: CensusEpisode, details: Element) -> None:
        for tag, part in PARTS.items():
            for element in details.all(tag):
                episode.parts[part] += 1
                for inner in element.walk():
                    if inner.tag in DATES_OF_PARTS and inner.text:
                        read_date(inner)
                    if inner.tag in PARTS:
                        episode.parts[PARTS[inner.tag]] += 1

    # --- How a value is read ------------------------------------------------------------------------------------

    def _one(self, parent: Element, tag: str) -> Element | None:
        """The first element of that name that is not empty, or None. Others that differ from it are reported."""
        found = [element for element in parent.all(tag) if element.text]
        for other in found[1:]:
            if other.text != found[0].text:
                done = _("“%(first)s”, given first, was used.") % {"first": found[0].text[:80]}
                self._tell(Rule.ELEMENT_REPEATED, Severity.CHANGED, other.line, f"{tag} {other.text[:80]}", done)
        return found[0] if found else None

    def _code(self, element: Element, codes: type[TextChoices], rule: Rule, otherwise: str) -> str:
        code = element.text.upper()
        if code in codes.values:
            return code
        if otherwise:
            done = _("It was recorded as “%(label)s”.") % {"label": codes(otherwise).label}
        else:
            done = _("It was not recorded.")
        self._tell(rule, Severity.CHANGED, element.line, element.text[:80], done)
        return otherwise

    def _spare(self, blocks: list[Element]) -> None:
        for other in blocks[1:]:
            self._tell(Rule.ELEMENT_REPEATED, Severity.LEFT_OUT, other.line, other.tag, _("The first was used."))

    def _unknown(self, parent: Element, known: set[str]) -> None:
        for element in parent.elements:
            if element.tag not in known:
                self._tell(
                    Rule.ELEMENT_UNKNOWN, Severity.LEFT_OUT, element.line, element.tag[:80], _("It was not read.")
                )

    def _tell(self, rule: Rule, severity: Severity, line: int | None, found: str, done: str) -> None:
        self.report(Problem(rule, severity, self.child_id, line, found, done))
