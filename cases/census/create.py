"""Children of a return whom nobody has recorded yet: each with a family, cases and periods of their own."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.census.bulk import record_many, save_new
from cases.census.record import CensusChild, CensusEpisode, CensusHeader
from cases.census.told import as_json, period_told, person_told
from cases.models import Case, CaseChild
from cs_casework.accounts.models import User
from families.models import Family, FamilyMembership, Person


@dataclass(frozen=True, slots=True)
class Import:
    """Which return is being loaded, and by whom; nobody where the command was run without a name."""

    header: CensusHeader
    by: User | None

    @property
    def reason(self) -> str:
        """Why a version of a record was written, for those who read its history."""
        return f"Children in need census return of {self.header.reference_on:%-d %B %Y}"


def spells(episodes: Iterable[CensusEpisode]) -> list[list[CensusEpisode]]:
    """Episodes, oldest first, in groups that one case covers: those that overlap are one, those that touch are two."""
    groups: list[list[CensusEpisode]] = []
    reach = datetime.date.min
    for episode in episodes:
        if not groups or episode.start >= reach:
            groups.append([])
        groups[-1].append(episode)
        reach = max(reach, episode.closed_on or datetime.date.max)
    return groups


def case_of(family: Family, spell: Sequence[CensusEpisode]) -> Case:
    """The case that covers a spell: open while one of its episodes is, and held by nobody until a manager allocates it."""
    case = Case(family=family, status=Case.Status.OPEN, referred_on=spell[0].start, opened_on=spell[0].start)
    if all(not episode.is_open for episode in spell):
        last = max(spell, key=lambda episode: episode.closed_on or datetime.date.min)
        case.status, case.closed_on, case.closure_reason = Case.Status.CLOSED, last.closed_on, last.closure_reason
    return case


def period_of(
    case: Case, person: Person, child: CensusChild, episode: CensusEpisode, header: CensusHeader
) -> CaseChild:
    return CaseChild(
        case=case,
        child=person,
        referred_on=episode.referred_on,
        imported=as_json(header, child, episode),
        **period_told(episode),
    )


def record_children(children: Sequence[CensusChild], load: Import) -> tuple[list[Person], int]:
    """Record each child, in a family of their own that is marked as not yet confirmed, with a case for every spell.

    No name is written: the record shows the LA child id until somebody adds one. Says who was recorded, and how many
    cases were.
    """
    people = [Person(la_child_id=child.la_child_id, **person_told(child)) for child in children]
    save_new(people, by=load.by, reason=load.reason)
    families = found_families(people, load)
    cases: list[Case] = []
    periods: list[CaseChild] = []
    for child, person, family in zip(children, people, families, strict=True):
        for spell in spells(child.episodes):
            cases.append(case_of(family, spell))
            periods += [period_of(cases[-1], person, child, episode, load.header) for episode in spell]
    save_cases(cases, periods, load)
    record_many(by=load.by, action="person.imported", targets=people)
    return people, len(cases)


def found_families(people: Sequence[Person], load: Import) -> list[Family]:
    """A family for each of these people alone. Who else belongs to it is not in a return, so it is not confirmed."""
    families = [Family() for _person in people]
    save_new(families, by=load.by, reason=load.reason)
    members = [
        FamilyMembership(person=person, family=family, part=FamilyMembership.Part.CHILD)
        for person, family in zip(people, families, strict=True)
    ]
    save_new(members, by=load.by, reason=load.reason)
    record_many(by=load.by, action="family.imported", targets=families)
    return families


def save_cases(cases: Sequence[Case], periods: Sequence[CaseChild], load: Import) -> None:
    """Insert new cases and then the periods in them."""
    save_new(cases, by=load.by, reason=load.reason)
    for period in periods:
        period.case = period.case  # Takes over the key its case has only now.
    save_new(periods, by=load.by, reason=load.reason)
    record_many(by=load.by, action="case.imported", targets=cases)
