"""Who is linked to whom, said in plain Python over plain data: slow, obvious, and written without the SQL at hand.

A *service* is built at random, written to the database, and asked both ways.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from cases.models import CaseChildStatus
from contexts.codes import SHARED_RISK
from contexts.models import ContextRelation
from cs_casework.access import restrict_record
from tests import factories

FAMILY_TIES = {"parent", "sibling", "half_sibling", "cousin", "other_kin"}


@dataclass
class Child:
    age: int = 14
    is_open: bool = True
    is_care_leaver: bool = False
    is_restricted: bool = False
    is_case_restricted: bool = False
    elsewhere: bool = False


@dataclass
class Link:
    child: int
    context: int
    role: str
    began: int  # days before today
    ended: int | None = None
    lapses: int | None = None  # days from today; negative when it has


@dataclass
class Service:
    """Children, contexts and families by their numbers, and what ties them."""

    children: list[Child]
    contexts: list[bool]  # whether each is restricted
    families: list[bool]
    links: list[Link]
    members: list[tuple[int, int, str, bool]] = field(default_factory=list)  # child, family, basis, has left
    ties: list[tuple[int, int, str]] = field(default_factory=list)
    lying_in: list[tuple[int, int]] = field(default_factory=list)
    is_manager: bool = False
    works_with: int | None = None  # the child whom the reader is allocated


# --- Said plainly ------------------------------------------------------------------------------------------------------
def may_see(service: Service, child: int) -> bool:
    shut = {family for family, is_restricted in enumerate(service.families) if is_restricted}
    is_member = any(who == child and family in shut for who, family, _basis, _left in service.members)
    return not service.children[child].is_restricted and not is_member


def is_open(service: Service, child: int) -> bool:
    """Open as far as the reader may see, and counted as a child."""
    who = service.children[child]
    if not may_see(service, child) or not who.is_open or who.is_case_restricted:
        return False
    return who.age < 18 or who.is_care_leaver


def are_related(service: Service, one: int, other: int) -> bool:
    for first, second, kind in service.ties:
        if {first, second} == {one, other} and kind in FAMILY_TIES:
            return True
    kin = {(who, family) for who, family, basis, _left in service.members if basis == "kin"}
    return any((one, family) in kin and (other, family) in kin for family in range(len(service.families)))


def stands(link: Link) -> bool:
    return (link.ended is None or link.ended < 0) and (link.lapses is None or link.lapses > 0)


def shows(service: Service, link: Link) -> bool:
    if service.contexts[link.context]:
        return False
    if link.role != "alleged_harm" or service.is_manager:
        return True
    theirs = service.works_with
    if theirs is None or not service.children[theirs].is_open:
        return False
    return any(mine.child == theirs and mine.context == link.context and stands(mine) for mine in service.links)


def counting(service: Service, child: int) -> dict[int, list[Link]]:
    """The contexts that this child holds by a role that counts, with the links."""
    found: dict[int, list[Link]] = {}
    for link in service.links:
        if link.child == child and link.role in SHARED_RISK and stands(link) and shows(service, link):
            found.setdefault(link.context, []).append(link)
    return found


def any_role(service: Service, child: int) -> set[int]:
    return {link.context for link in service.links if link.child == child and stands(link) and shows(service, link)}


def linked_to(service: Service, child: int) -> list[tuple[int, list[int]]]:
    """Who is linked to this child, in order, each with the contexts shared."""
    if not is_open(service, child):
        return []
    mine = counting(service, child)
    rows = []
    for other in range(len(service.children)):
        shared = sorted(set(mine) & set(counting(service, other)))
        if other == child or not is_open(service, other) or are_related(service, child, other) or not shared:
            continue
        smallest = min(
            sum(context in counting(service, who) for who in range(len(service.children)) if is_open(service, who))
            for context in shared
        )
        theirs = counting(service, other)
        days = max(
            1 + min(max(link.began for link in mine[context]), max(link.began for link in theirs[context]))
            for context in shared
        )
        rows.append((-len(shared), smallest, -days, other, shared))
    return [(other, shared) for _shared, _smallest, _days, other, shared in sorted(rows)]


def apart_from(service: Service, child: int) -> dict[str, set[int]]:
    """Who stands apart on the page of this child."""
    mine = counting(service, child)
    held = any_role(service, child)
    found: dict[str, set[int]] = {"related": set(), "elsewhere": set(), "also": set(), "nearby": set()}
    around = {b for a, b in service.lying_in if a in mine} | {a for a, b in service.lying_in if b in mine}
    around = {context for context in around if not service.contexts[context]} - held
    for other, who in enumerate(service.children):
        if other == child or not may_see(service, other):
            continue
        shares = bool(set(mine) & set(counting(service, other)))
        if are_related(service, child, other):
            if shares and (who.age < 18 or is_open(service, other)):
                found["related"].add(other)
        elif shares:
            # One who grew up in an open case is open here all the same, and is not called open elsewhere only.
            if who.elsewhere and not is_open(service, other) and who.age < 18:
                found["elsewhere"].add(other)
        elif is_open(service, other):
            if held & any_role(service, other):
                found["also"].add(other)
            elif around & set(counting(service, other)):
                found["nearby"].add(other)
    return found


# --- Written to the database -----------------------------------------------------------------------------------------
@dataclass
class Written:
    people: list[Any]
    contexts: list[Any]
    families: list[Any]

    def number(self, person: Any) -> int:
        return [found.pk for found in self.people].index(person.pk)


def write(service: Service, *, day: datetime.date, reader: Any, keeper: Any) -> Written:
    """The same service as rows. The `keeper`, a manager, restricts; the `reader` is granted nothing."""
    people = [
        factories.PersonFactory(
            given=f"Child{number:02}",
            birth_on=day.replace(year=day.year - who.age, month=1, day=1),
            responsible_authority="Northport" if who.elsewhere else "",
        )
        for number, who in enumerate(service.children)
    ]
    contexts = [factories.ContextFactory(name=f"Place {number}") for number in range(len(service.contexts))]
    families = [factories.FamilyFactory() for _restricted in service.families]
    written = Written(people, contexts, families)
    _open(service, written, day=day, reader=reader, keeper=keeper)
    for link in service.links:
        ended = None if link.ended is None else day - datetime.timedelta(days=link.ended)
        lapses = None if link.lapses is None else day + datetime.timedelta(days=link.lapses)
        factories.ContextLinkFactory(
            child=people[link.child],
            context=contexts[link.context],
            role=link.role,
            from_on=day - datetime.timedelta(days=link.began),
            source_on=day - datetime.timedelta(days=link.began),
            to_on=ended,
            ended_why="" if ended is None else "No longer",
            review_due=lapses or day,
            lapses_on=lapses or day + datetime.timedelta(days=90),
        )
    for number, family, basis, has_left in service.members:
        left = {"to_on": day, "ended_why": "Moved out"} if has_left else {}
        factories.FamilyMembershipFactory(person=people[number], family=families[family], basis=basis, **left)
    for one, other, kind in service.ties:
        factories.RelationshipFactory(person=people[one], other=people[other], kind=kind)
    for inner, outer in service.lying_in:
        ContextRelation.objects.create(context=contexts[inner], other=contexts[outer], kind="lies_in", from_on=day)
    hidden = [person for person, who in zip(people, service.children, strict=True) if who.is_restricted]
    hidden += [context for context, is_restricted in zip(contexts, service.contexts, strict=True) if is_restricted]
    hidden += [family for family, is_restricted in zip(families, service.families, strict=True) if is_restricted]
    for record in hidden:
        restrict_record(record, by=keeper, reason="Planted")
    return written


def _open(service: Service, written: Written, *, day: datetime.date, reader: Any, keeper: Any) -> None:
    long_ago = day - datetime.timedelta(days=900)
    for number, who in enumerate(service.children):
        if not who.is_open:
            continue
        case = factories.CaseFactory(opened_on=long_ago, referred_on=long_ago)
        period = factories.CaseChildFactory(case=case, child=written.people[number], from_on=long_ago)
        if who.is_care_leaver:
            CaseChildStatus.objects.create(period=period, status="care_leaver", from_on=long_ago)
        if service.works_with == number:
            factories.AllocationFactory(case=case, worker=reader, from_on=long_ago)
        if who.is_case_restricted:
            restrict_record(case, by=keeper, reason="Planted")


def people_of(rows: Any, written: Written) -> list[int]:
    return [written.number(row.child) for row in rows]
