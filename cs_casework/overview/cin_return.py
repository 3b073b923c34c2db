"""The children in need census return of a year, written from what is recorded, in the structure of the national return.

Every child who was open to the service in the year is in it, whoever may see them: it is the council's return. A value
that is not held is left out, and counted, so that whoever sends it knows what is to be added.

What is told of an episode is what stood on the day of reference: a closing after it has not happened yet. Not held, and
so never in it: former pupil numbers, the review of an assessment half way, and referrals that went no further.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from uuid import UUID
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from django.db.models import F, Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from assessments.models import AssessmentChild
from cases.codes import ClosureReason, PrimaryNeed
from cases.meeting_codes import TO_CONFERENCE, MeetingKind
from cases.models import AgendaItem, CaseChild, CaseChildStatus, Section47
from cs_casework.reference.codes import ReferralSource
from families.codes import Sex
from families.models import Person

PART = 500
Parts = dict[Any, list[Any]]


@dataclass
class Written:
    """What stands in a return, and what is not held of it."""

    people: set[UUID] = field(default_factory=set)
    episodes: int = 0
    missing: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Year:
    """The year of a return: from 1 April to the last day of the March after, on which what it tells stood."""

    number: int

    @property
    def first(self) -> datetime.date:
        return datetime.date(self.number - 1, 4, 1)

    @property
    def last(self) -> datetime.date:
        return datetime.date(self.number, 3, 31)


class Tree:
    """XML written element by element; what is empty is left out."""

    def __init__(self, file: Any) -> None:
        self._out = XMLGenerator(file, "utf-8", short_empty_elements=True)
        self._out.startDocument()
        self._depth = 0

    def begin(self, tag: str) -> None:
        self._line()
        self._out.startElement(tag, AttributesImpl({}))
        self._depth += 1

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._line()
        self._out.endElement(tag)

    def value(self, tag: str, value: Any) -> None:
        if value in (None, ""):
            return
        self._line()
        self._out.startElement(tag, AttributesImpl({}))
        self._out.characters(value.isoformat() if isinstance(value, datetime.date) else str(value))
        self._out.endElement(tag)

    def values(self, tag: str, of: dict[str, Any]) -> None:
        """An element with these values in it, where any is held."""
        if any(value not in (None, "") for value in of.values()):
            self.begin(tag)
            for name, value in of.items():
                self.value(name, value)
            self.end(tag)

    def _line(self) -> None:
        self._out.ignorableWhitespace("\n" + "  " * self._depth)


def write_return(file: IO[str], year: Year, *, authority: str, made_at: datetime.datetime) -> Written:
    """Write the return of a year to a text file, child by child."""
    written, tree = Written(), Tree(file)
    tree.begin("Message")
    tree.begin("Header")
    header = {"Collection": "CIN", "Year": year.number, "ReferenceDate": year.last}
    tree.values("CollectionDetails", header)
    source = {"SourceLevel": "L", "LEA": authority, "SoftwareCode": "cs_casework", "Release": 1, "SerialNo": "001"}
    tree.values("Source", source | {"DateTime": made_at.strftime("%Y-%m-%dT%H:%M:%SZ")})
    tree.end("Header")
    tree.begin("Children")
    for part in _children(year):
        held = _Held(part, year)
        for child in part:
            _write_child(tree, child, held, written)
    tree.end("Children")
    tree.end("Message")
    file.write("\n")
    return written


def _children(year: Year) -> Iterator[list[Any]]:
    """Who was open to the service in the year, with their episodes: a part at a time."""
    periods = _episodes(year).order_by("from_on", "created_at")
    children: Any = Person.objects.standing().filter(pk__in=periods.order_by().values("child"))
    children = children.prefetch_related(Prefetch("case_periods", periods, to_attr="episodes")).order_by("pk")
    last: Any = None
    while part := list((children if last is None else children.filter(pk__gt=last))[:PART]):
        yield part
        last = part[-1].pk


def _episodes(year: Year) -> Any:
    of_year = Q(to_on=None) | Q(to_on__gte=year.first)
    begun = CaseChild.objects.annotate(began_on=Coalesce(F("referred_on"), F("from_on")))
    return begun.filter(of_year, began_on__lte=year.last, from_on__lte=year.last)


class _Held:
    """What hangs on the episodes of some children: asked for all of them at once."""

    def __init__(self, children: Iterable[Any], year: Year) -> None:
        self.year = year
        self.episodes = [episode for child in children for episode in child.episodes]
        self.of_child: Parts = {}
        for episode in self.episodes:
            self.of_child.setdefault((episode.child_id, episode.case_id), []).append(episode)
        keys = {"child__in": {episode.child_id for episode in self.episodes}}
        cases = {episode.case_id for episode in self.episodes}
        assessed = AssessmentChild.objects.current().filter(**keys, assessment__case__in=cases)
        assessed = assessed.exclude(assessment__status="discarded").filter(assessment__started_on__lte=year.last)
        self.assessments = self._by_episode(
            assessed.select_related("assessment").order_by("assessment__started_on"),
            lambda row: (row.assessment.case_id, row.assessment.started_on),
        )
        enquiries = Section47.objects.filter(**keys, case__in=cases, started_on__lte=year.last).order_by("started_on")
        self.enquiries = self._by_episode(enquiries, lambda row: (row.case_id, row.started_on))
        held = AgendaItem.objects.filter(**keys, meeting__kind=MeetingKind.INITIAL, meeting__case__in=cases)
        held = held.filter(meeting__approved_on__isnull=False, meeting__starts_at__date__lte=year.last)
        self.conferences = self._by_episode(
            held.select_related("meeting").order_by("meeting__starts_at"),
            lambda row: (row.meeting.case_id, row.meeting.starts_at.date()),
        )
        self.statuses: Parts = {}
        stood = CaseChildStatus.objects.filter(period__in=[episode.pk for episode in self.episodes])
        for status in stood.filter(from_on__lte=year.last, status__in=["cin", "cp"]).order_by("from_on"):
            self.statuses.setdefault(status.period_id, []).append(status)

    def _by_episode(self, rows: Iterable[Any], placed: Any) -> Parts:
        """Each with the episode of its child and case under way on its day: of several, the last that had begun."""
        found: Parts = {}
        for row in rows:
            case, day = placed(row)
            fitting = self.of_child.get((row.child_id, case), [])
            begun = [one for one in fitting if one.began_on <= day] or fitting
            if begun:
                found.setdefault(begun[-1].pk, []).append(row)
        return found

    def until(self, day: datetime.date | None) -> datetime.date | None:
        """A day that had come by the day of reference."""
        return day if day is not None and day <= self.year.last else None


# --- A child ---------------------------------------------------------------------------------------------------------
def _write_child(tree: Tree, child: Any, held: _Held, written: Written) -> None:
    written.people.add(child.pk)
    # Who has no number of the council's is known by ours, of letters and digits alone.
    known_by = child.la_child_id or child.reference.replace("-", "")
    is_born = child.birth_on is not None
    missing = {
        _("LA child id"): not child.la_child_id,
        _("date of birth"): not is_born and child.expected_on is None,
        _("ethnicity"): not child.ethnicity,
        _("UPN, or why there is none"): not (child.upn or child.upn_unknown),
    }
    written.missing.update(name for name, is_missing in missing.items() if is_missing)
    tree.begin("Child")
    tree.values(
        "ChildIdentifiers",
        {
            "LAchildID": known_by,
            "UPN": child.upn,
            "UPNunknown": "" if child.upn else child.upn_unknown,
            "PersonBirthDate": child.birth_on,
            "ExpectedPersonBirthDate": None if is_born else child.expected_on,
            "Sex": child.sex or Sex.UNKNOWN,
            "PersonDeathDate": held.until(child.died_on),
        },
    )
    tree.begin("ChildCharacteristics")
    tree.value("Ethnicity", child.ethnicity)
    if child.disabilities:
        tree.begin("Disabilities")
        for code in child.disabilities:
            tree.value("Disability", code)
        tree.end("Disabilities")
    tree.end("ChildCharacteristics")
    for episode in child.episodes:
        _write_episode(tree, episode, held, written)
    tree.end("Child")


def _write_episode(tree: Tree, episode: Any, held: _Held, written: Written) -> None:
    written.episodes += 1
    closed_on = held.until(episode.to_on)
    reason = episode.closure_reason if closed_on else ""
    if reason == ClosureReason.NOT_STATED:
        reason = ""
        written.missing[_("reason for closure")] += 1
    if episode.primary_need == PrimaryNeed.NOT_STATED:
        written.missing[_("primary need")] += 1
    if not episode.source:
        written.missing[_("who referred")] += 1
    conference = next(iter(held.conferences.get(episode.pk, [])), None)
    conference_on = conference.meeting.starts_at.date() if conference else None
    enquiries = held.enquiries.get(episode.pk, [])
    tree.begin("CINdetails")
    tree.value("CINreferralDate", episode.began_on)
    tree.value("ReferralSource", episode.source or ReferralSource.UNKNOWN)
    tree.value("PrimaryNeedCode", episode.primary_need)
    tree.value("CINclosureDate", closed_on)
    tree.value("ReasonForClosure", reason)
    # Of a conference that an enquiry led to, its day stands with the enquiry.
    tree.value("DateOfInitialCPC", None if enquiries else conference_on)
    tree.value("ReferralNFA", "false")
    for row in held.assessments.get(episode.pk, []):
        _write_assessment(tree, row, held)
    statuses = held.statuses.get(episode.pk, [])
    for status in statuses:
        if status.status == "cin":
            ended_on = held.until(status.to_on)
            tree.values("CINPlanDates", {"CINPlanStartDate": status.from_on, "CINPlanEndDate": ended_on})
    for enquiry in enquiries:
        is_over = held.until(enquiry.outcome_on) is not None
        led_to_one = conference_on if conference_on and conference_on >= enquiry.started_on else None
        needs_none = is_over and enquiry.outcome not in TO_CONFERENCE and led_to_one is None
        told = {"S47ActualStartDate": enquiry.started_on, "InitialCPCtarget": enquiry.conference_due_on}
        told |= {"DateOfInitialCPC": led_to_one, "ICPCnotRequired": "true" if needs_none else "false"}
        tree.values("Section47", told)
    plans = [status for status in statuses if status.status == "cp"]
    for number, plan in enumerate(plans):
        told = {"CPPstartDate": plan.from_on, "CPPendDate": held.until(plan.to_on)}
        told |= {"InitialCategoryOfAbuse": plan.category, "LatestCategoryOfAbuse": plan.category}
        tree.values("ChildProtectionPlans", told | {"NumberOfPreviousCPP": number})
    tree.end("CINdetails")


def _write_assessment(tree: Tree, row: Any, held: _Held) -> None:
    """Factors are told of one that is authorised, and of no other (rules 8614 and 8897Q)."""
    authorised_on = held.until(row.assessment.authorised_on)
    tree.begin("Assessments")
    tree.value("AssessmentActualStartDate", row.assessment.started_on)
    tree.value("AssessmentAuthorisationDate", authorised_on)
    if authorised_on and row.census_factors:
        tree.begin("FactorsIdentifiedAtAssessment")
        for code in row.census_factors:
            tree.value("AssessmentFactors", code)
        tree.end("FactorsIdentifiedAtAssessment")
    tree.end("Assessments")
