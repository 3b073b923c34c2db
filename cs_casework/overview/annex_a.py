"""The lists of children that an inspection asks for (ILACS, Annex A), as far as what they ask for is held: a workbook.

As in the census return, every child is in it who belongs there, whoever may see them. A column that is not held stands
there and is empty; the first sheet says of every list what is in it, what is not, and which lists are not held at all.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from assessments.models import AssessmentChild
from cases.codes import ClosureReason, CPCategory, PrimaryNeed
from cases.meeting_codes import TO_CONFERENCE, ItemOutcome, MeetingKind
from cases.models import AgendaItem, Allocation, CaseChild, CaseChildStatus, NoteSubject, Section47
from cs_casework.dates import age_on, months_after
from cs_casework.spreadsheets import Sheet
from referrals.models import ReferralChild

MONTHS, REPEATS = 6, 12
# As the lists word their codes, each with its letter.
GENDERS = {"M": "a) Male", "F": "b) Female", "U": "c) Not stated/recorded", "": "c) Not stated/recorded"}
ETHNICITIES = "WBRI WIRI WIRT WOTH WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT"
ETHNIC = {code: f"{letter}) {code}" for letter, code in zip("abcdefghijklmnopqrst", ETHNICITIES.split(), strict=True)}
KINDS = {
    "Individual": "1A 1B 1C 1D",
    "Schools": "2A",
    "Education services": "2B",
    "Health services": "3A 3B 3C 3D 3E 3F",
    "Housing": "4",
    "LA services": "5A 5B 5C",
    "Police": "6",
    "Other legal agency": "7",
    "Other": "8",
    "Anonymous": "9",
    "Unknown": "10",
}
_CODES = [(code, kind) for kind, codes in KINDS.items() for code in codes.split()]
SOURCES = {
    code: f"{letter}) {code}: {kind}" for letter, (code, kind) in zip("abcdefghijklmnopqrstu", _CODES, strict=True)
} | {"5D": "p1) 5D: LA services"}
ABUSE = {code: f"{letter}) {label}" for letter, (code, label) in zip("abcde", CPCategory.choices, strict=True)}
WHO = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"]
DISABILITY = "Does the Child have a Disability"
ALLOCATED = ["Allocated Team", "Allocated Worker"]


@dataclass
class Written:
    """Who stands in the lists, and how many rows each has."""

    people: set[UUID] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Period:
    """The day of the lists and the months before it."""

    on: datetime.date

    @property
    def start(self) -> datetime.date:
        return months_after(self.on, -MONTHS)

    def until(self, day: datetime.date | None) -> datetime.date | None:
        """A day that had come by then."""
        return day if day is not None and day <= self.on else None

    def in_it(self, begun: str, ended: str) -> Q:
        """What was under way on the day or in the months before: from one column to another."""
        return Q(**{f"{begun}__lte": self.on}) & (Q(**{ended: None}) | Q(**{f"{ended}__gte": self.start}))


@dataclass(frozen=True)
class List:
    """One list: its columns after those of the child, its rows, and in words what it holds and what not."""

    name: str
    title: str
    columns: list[str]
    rows: Callable[[Period], Iterable[tuple[Any, list[Any]]]]
    holds: Any
    not_held: Any


def yes(answer: bool | None) -> str:
    return "" if answer is None else "a) Yes" if answer else "b) No"


def disabled(child: Any) -> str:
    return yes(bool(set(child.disabilities) - {"NONE"}))


def _who(child: Any, period: Period) -> list[Any]:
    known_by = child.la_child_id or child.reference.replace("-", "")
    born = child.birth_on
    ethnicity = ETHNIC.get(child.ethnicity, "u) UNKNOWN")
    return [known_by, GENDERS[child.sex], ethnicity, born, age_on(born, period.on) if born else None]


def held_by(period: Period, case: str, child: str) -> Any:
    """The name of the lead worker on the day, else of the last there was: of the child before that of the whole case."""
    leads = Allocation.objects.filter(Q(child=None) | Q(child=OuterRef(child)), case=OuterRef(case), role="lead")
    leads = leads.filter(from_on__lte=period.on).order_by(F("to_on").desc(nulls_first=True), "child", "-from_on")
    return Subquery(leads.values("worker__name")[:1])


def _allocated(case: Any, row: Any) -> list[str]:
    return [case.team.name if case.team else "", row.worker_name or ""]


def before(rows: dict[Any, list[datetime.date]], child: Any, day: datetime.date, months: int = REPEATS) -> int:
    """How many of these days lie in the months before this one."""
    return sum(months_after(day, -months) <= other < day for other in rows.get(child, []))


def _days(rows: Iterable[tuple[Any, datetime.date]]) -> dict[Any, list[datetime.date]]:
    found: dict[Any, list[datetime.date]] = {}
    for child, day in rows:
        found.setdefault(child, []).append(day)
    return found


# --- The lists -------------------------------------------------------------------------------------------------------
def contacts(period: Period) -> Iterator[tuple[Any, list[Any]]]:
    made = ReferralChild.objects.filter(person__isnull=False, withdrawn_on=None, referral__disposed_on=None)
    made = made.exclude(referral__status__in=["taking", "withdrawn"])
    made = made.filter(referral__received_at__date__range=(period.start, period.on))
    for row in made.select_related("person", "referral").order_by("referral__received_at", "pk"):
        source = SOURCES.get(row.referral.source, SOURCES["10"])
        yield row.person, [row.referral.received_at.date(), source]


def _episodes(period: Period) -> Any:
    begun = CaseChild.objects.annotate(began_on=Coalesce(F("referred_on"), F("from_on")))
    begun = begun.filter(child__merged_into=None).annotate(worker_name=held_by(period, "case", "child"))
    return begun.select_related("child", "case__team").order_by("began_on", "pk")


def referrals(period: Period) -> Iterator[tuple[Any, list[Any]]]:
    year = months_after(period.start, -REPEATS)
    days = _days(_episodes(period).filter(began_on__gte=year).values_list("child_id", "began_on"))
    for row in _episodes(period).filter(began_on__range=(period.start, period.on)):
        told = [row.began_on, SOURCES.get(row.source, SOURCES["10"]), yes(False)]
        yield row.child, [*told, before(days, row.child_id, row.began_on), *_allocated(row.case, row)]


def assessments(period: Period) -> Iterator[tuple[Any, list[Any]]]:
    made = AssessmentChild.objects.current().exclude(assessment__status="discarded")
    made = made.filter(period.in_it("assessment__started_on", "assessment__authorised_on"), child__merged_into=None)
    made = made.annotate(worker_name=held_by(period, "assessment__case", "child"))
    for row in made.select_related("child", "assessment__case__team").order_by("assessment__started_on", "pk"):
        done_on = period.until(row.assessment.authorised_on)
        needs = row.outcome not in ("no_further_action", "early_help") if done_on and row.outcome else None
        seen = row.seen != "not_seen" if row.seen else None
        told = [disabled(row.child), row.assessment.started_on, yes(seen), done_on, yes(needs)]
        yield row.child, [*told, *_allocated(row.assessment.case, row)]


def enquiries(period: Period) -> Iterator[tuple[Any, list[Any]]]:
    every = Section47.objects.filter(started_on__lte=period.on, child__merged_into=None)
    days = _days(every.values_list("child_id", "started_on"))
    held = AgendaItem.objects.filter(
        child__isnull=False,
        removed_on=None,
        meeting__kind=MeetingKind.INITIAL,
        meeting__approved_on__isnull=False,
        meeting__starts_at__date__lte=period.on,
    )
    conferences: dict[Any, list[tuple[datetime.date, bool]]] = {}
    for item in held.select_related("meeting").order_by("meeting__starts_at"):
        made, meeting = item.outcome in (ItemOutcome.CHILD_PROTECTION, ItemOutcome.BOTH), item.meeting
        if meeting is not None:
            conferences.setdefault((item.child_id, meeting.case_id), []).append((meeting.starts_at.date(), made))
    of_child: dict[Any, list[datetime.date]] = {}
    for (child, _case), found in conferences.items():
        of_child.setdefault(child, []).extend(day for day, _made in found)
    rows = every.filter(period.in_it("started_on", "outcome_on"))
    rows = rows.annotate(worker_name=held_by(period, "case", "child"))
    for row in rows.select_related("child", "case__team").order_by("started_on", "pk"):
        later = [one for one in conferences.get((row.child_id, row.case_id), []) if one[0] >= row.started_on]
        day, led_to_plan = later[0] if later else (None, None)
        is_over = period.until(row.outcome_on) is not None
        needless = row.outcome not in TO_CONFERENCE and day is None if is_over else None
        told = [disabled(row.child), row.started_on, yes(needless), day, yes(led_to_plan)]
        repeats = [before(found, row.child_id, row.started_on) for found in (days, of_child)]
        yield row.child, [*told, *repeats, *_allocated(row.case, row)]


def visits(period: Period, child: str, begun: str, ended: str) -> Any:
    """Of whom somebody saw in that time, the days on which they were, the last one first."""
    rows = NoteSubject.objects.filter(child=OuterRef(child), note__kind="visit", seen__in=["seen", "seen_alone"])
    rows = rows.filter(
        note__occurred_at__date__gte=OuterRef(begun),
        note__occurred_at__date__lte=Coalesce(OuterRef(ended), period.on),
    )
    return rows.filter(note__occurred_at__date__lte=period.on).order_by("-note__occurred_at")


def in_need(period: Period) -> Iterator[tuple[Any, list[Any]]]:
    now = CaseChildStatus.objects.filter(Q(to_on=None) | Q(to_on__gt=period.on), from_on__lte=period.on)
    of_episode = now.filter(period=OuterRef("pk"))
    assessed = AssessmentChild.objects.current().filter(child=OuterRef("child"), assessment__case=OuterRef("case"))
    assessed = assessed.exclude(assessment__status="discarded").filter(assessment__started_on__lte=period.on)
    episodes = _episodes(period).filter(period.in_it("from_on", "to_on"))
    episodes = episodes.exclude(Exists(of_episode.filter(status__in=["care_leaver", "early_help"])))
    episodes = episodes.annotate(
        seen_on=Subquery(visits(period, "child", "from_on", "to_on").values("note__occurred_at__date")[:1]),
        is_lac=Exists(of_episode.filter(status="lac")),
        is_cp=Exists(of_episode.filter(status="cp")),
        is_cin=Exists(of_episode.filter(status="cin")),
        is_assessed=Exists(
            assessed.filter(Q(assessment__authorised_on=None) | Q(assessment__authorised_on__gt=period.on))
        ),
    )
    latest = {row.child_id: row for row in episodes}
    for row in latest.values():
        closed_on = period.until(row.to_on)
        reason = row.closure_reason if closed_on and row.closure_reason != ClosureReason.NOT_STATED else ""
        told = [disabled(row.child), row.began_on, _said(PrimaryNeed, row.primary_need), row.seen_on, closed_on]
        yield row.child, [*told, _said(ClosureReason, reason), _stands(row, closed_on), *_allocated(row.case, row)]


def _said(codes: Any, code: str) -> str:
    return f"{code} - {codes(code).label}" if code else ""


def _stands(row: Any, closed_on: datetime.date | None) -> str:
    if closed_on:
        return "e) Closed episode"
    if row.is_lac:
        return "a) Looked after child"
    if row.is_cp:
        return "b) Child protection plan"
    return "d) Open assessment" if row.is_assessed and not row.is_cin else "c) Child in need plan"


def protected(period: Period) -> Iterator[tuple[Any, list[Any]]]:
    every = CaseChildStatus.objects.filter(status="cp", from_on__lte=period.on, period__child__merged_into=None)
    days = _days(every.values_list("period__child_id", "from_on"))
    reviews = AgendaItem.objects.filter(
        child=OuterRef("period__child"),
        removed_on=None,
        meeting__kind=MeetingKind.REVIEW,
        meeting__approved_on__isnull=False,
        meeting__starts_at__date__gte=OuterRef("from_on"),
        meeting__starts_at__date__lte=period.on,
    ).order_by("-meeting__starts_at")
    seen = visits(period, "period__child", "from_on", "to_on")
    rows = every.filter(period.in_it("from_on", "to_on")).annotate(
        worker_name=held_by(period, "period__case", "period__child"),
        seen_on=Subquery(seen.values("note__occurred_at__date")[:1]),
        seen_how=Subquery(seen.values("seen")[:1]),
        reviewed_on=Subquery(reviews.values("meeting__starts_at__date")[:1]),
    )
    for row in rows.select_related("period__child", "period__case__team").order_by("from_on", "pk"):
        child = row.period.child
        abuse = ABUSE.get(row.category, "")
        alone = yes(row.seen_how == "seen_alone") if row.seen_on else ""
        told = [
            disabled(child),
            row.from_on,
            abuse,
            abuse,
            row.seen_on,
            alone,
            row.reviewed_on,
            period.until(row.to_on),
        ]
        earlier = sum(day < row.from_on for day in days[child.pk])
        yield child, [*told, None, earlier, *_allocated(row.period.case, row)]


LISTS = [
    List(
        "List 1",
        "Contacts",
        ["Date of Contact", "Contact Source"],
        contacts,
        _("Contacts of six months, a row for each child who is known by name on record."),
        _("Children in a contact who were matched with nobody on record."),
    ),
    List(
        "List 3",
        "Referrals",
        [
            "Date of referral",
            "Referral Source",
            "Referral NFA?",
            "Number of Referrals in Last 12 Months",
            *ALLOCATED,
        ],
        referrals,
        _("Episodes of children that began in six months, with how many had begun in the twelve months before."),
        _("Referrals that went no further: every one here led to an episode."),
    ),
    List(
        "List 4",
        "Assessments",
        [
            DISABILITY,
            "Continuous Assessment Start Date",
            "Child Seen During Continuous Assessment",
            "Continuous Assessment Date of Authorisation",
            "Was the child assessed as requiring LA children’s social care support?",
            *ALLOCATED,
        ],
        assessments,
        _("Assessments of families that were under way in six months, a row for each child in one."),
        _("Whether the child was seen, where nobody has said so yet."),
    ),
    List(
        "List 5",
        "Sec 47 and ICPC",
        [
            DISABILITY,
            "Strategy discussion initiating Section 47 Enquiry Start Date",
            "Was an Initial Child Protection Conference deemed unnecessary?",
            "Date of Initial Child Protection Conference",
            "Did the Initial Child Protection Conference Result in a Child Protection Plan",
            "Number of Section 47 Enquiries in the last 12 months",
            "Number of ICPCs in the last 12 months",
            *ALLOCATED,
        ],
        enquiries,
        _("Section 47 enquiries that were under way in six months, and the conference each led to."),
        _("Conferences whose minutes are not approved yet; what was held before this service was in use."),
    ),
    List(
        "List 6",
        "Children in need",
        [
            DISABILITY,
            "CIN Start Date",
            "Primary Need Code",
            "Date Child Was Last Seen",
            "CIN Closure Date",
            "Reason for Closure",
            "Case Status",
            *ALLOCATED,
        ],
        in_need,
        _("Children who were open in six months, each with the last episode; without care leavers and early help."),
        _("Whether a child is looked after, but where that is recorded as a status."),
    ),
    List(
        "List 7",
        "Child protection",
        [
            DISABILITY,
            "Child Protection Plan Start Date",
            "Initial Category of Abuse",
            "Latest Category of Abuse",
            "Date of the Last Statutory Visit",
            "Was the Child Seen Alone?",
            "Date of latest review conference",
            "Child Protection Plan End Date",
            "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
            "Number of Previous Child Protection Plans",
            *ALLOCATED,
        ],
        protected,
        _("Child protection plans that were in force in six months."),
        _("Emergency protection orders and police powers; a category before the latest; plans of other councils."),
    ),
]
ABSENT = {
    "List 2": "Early help assessments",
    "List 8": "Children in care",
    "List 9": "Leaving care services",
    "List 10": "Adoption",
    "List 11": "Adopters",
}


def write_lists(file: IO[bytes], period: Period) -> Written:
    """Write the workbook: what it holds and what not, and then a sheet for each list that is held."""
    written = Written()
    about = Sheet("About", [10, 30, 10, 90, 90])
    about.write([_("List"), _("Title"), _("Rows"), _("What it holds"), _("What is not held")], bold=True)
    for one in LISTS:
        columns = [*WHO, *one.columns]
        sheet = Sheet(one.name, [18] * len(columns), beside=about)
        sheet.write(columns, bold=True)
        number = 0
        for child, told in one.rows(period):
            sheet.write([*_who(child, period), *told])
            written.people.add(child.pk)
            number += 1
        written.rows[one.name] = number
        about.write([one.name, one.title, number, one.holds, one.not_held])
    for name, title in ABSENT.items():
        about.write([name, title, None, None, _("None of it: this service does not record it.")])
    about.save(file)
    return written
