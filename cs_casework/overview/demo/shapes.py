"""The shapes of the invented borough: plain data, no database. `writing.py` writes them through the workflows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class TeamPlan:
    """A team of the invented council, with the kind of work it does."""

    key: str
    name: str
    manager: str


@dataclass(frozen=True)
class UserPlan:
    """A member of staff; `signs_in` marks the five accounts a visitor of the demo may use."""

    username: str
    given: str
    family: str
    role: str
    team: str | None = None
    job: str = ""
    signs_in: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.given} {self.family}"


@dataclass(frozen=True)
class NamePlan:
    """One name of a person: the full name, what they are known as, or another name they have used."""

    kind: str  # "name", "known_as", "former" or "alias"
    given: str
    family: str

    @property
    def full(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True)
class PersonPlan:
    """Someone known to the service, child or adult."""

    key: str
    names: tuple[NamePlan, ...]
    sex: str
    is_child: bool
    born_on: date | None = None
    expected_on: date | None = None
    estimated: bool = False
    gender: str = ""
    pronoun: str = ""
    ethnicity: str = ""
    first_language: str = ""
    interpreter: bool = False
    communication: str = ""
    disabilities: tuple[str, ...] = ()
    nhs_number: str = ""
    upn: str = ""
    upn_unknown: str = ""
    la_child_id: str = ""
    likes: str = ""
    uasc: bool = False

    @property
    def known_as(self) -> str:
        """What one calls this person: the known-as name, else the given name, else the LA child id."""
        for kind in ("known_as", "name"):
            for name in self.names:
                if name.kind == kind:
                    return name.given
        return self.la_child_id

    @property
    def display(self) -> str:
        for kind in ("known_as", "name"):
            for name in self.names:
                if name.kind == kind:
                    return name.full
        return self.la_child_id

    def age_on(self, day: date) -> int:
        """Whole years on a day; 0 before birth."""
        if self.born_on is None or self.born_on > day:
            return 0
        before_birthday = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before_birthday


@dataclass(frozen=True)
class FamilyPlan:
    """A family as the service knows it; unconfirmed when nobody has yet said who belongs to it."""

    key: str
    name: str
    team: str
    confirmed: bool = True
    restricted: str = ""  # the reason, empty when not restricted
    theme: str = ""  # which line of work its notes follow; empty when it has a story of its own


@dataclass(frozen=True)
class MembershipPlan:
    person: str
    family: str
    role: str
    basis: str  # "kin" or "placement"
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True)
class RelationshipPlan:
    """`person` is the `kind` of `other`: mother, father, sibling, half-sibling, partner…"""

    person: str
    other: str
    kind: str
    parental_responsibility: bool = False
    informal_carer: bool = False
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True)
class AddressPlan:
    person: str
    lines: str
    postcode: str
    from_on: date
    to_on: date | None = None
    protected: bool = False


@dataclass(frozen=True)
class ContextPlan:
    """A place, group, school, online space, route or relationship that matters to children's safety."""

    key: str
    kind: str
    name: str
    description: str
    status: str
    team: str
    noted_on: date
    category: str = ""
    protected: bool = False
    address: str = ""
    postcode: str = ""
    easting: int | None = None
    northing: int | None = None
    times: str = ""
    platform: str = ""
    route: str = ""
    strengths: str = ""
    purpose: str = ""
    intended_outcome: str = ""
    how_identified: str = ""
    told_young_people: str = ""
    told_parents: str = ""
    why_not_told: str = ""
    threshold_level: str = ""
    threshold_why: str = ""
    lawful_basis: str = ""
    reviewed_on: date | None = None
    review_due: date | None = None
    restricted: str = ""
    parent: str = ""


@dataclass(frozen=True)
class LinkPlan:
    """One thing about one child and one context, with who said so and when."""

    child: str
    context: str
    role: str
    basis: str
    reliability: str
    source: str
    source_on: date
    recorded_by: str
    child_view: str = ""
    from_on: date | None = None
    to_on: date | None = None
    ended_why: str = ""
    reviewed_on: tuple[date, ...] = ()
    review_due: date | None = None
    lapsed: bool = False


@dataclass(frozen=True)
class ContextAdultPlan:
    """An adult in a context, named or only described: protective, managing the place, or a concern."""

    context: str
    role: str
    described: str
    basis: str
    reliability: str
    source: str
    source_on: date


@dataclass(frozen=True)
class ContextRelationPlan:
    """How one context stands to another: `context` `kind` `other`."""

    context: str
    kind: str
    other: str
    source: str
    from_on: date


@dataclass(frozen=True)
class StatusPlan:
    """A dated status of an open child; several may hold at once."""

    status: str
    from_on: date
    to_on: date | None = None
    category: str = ""


@dataclass(frozen=True)
class CaseChildPlan:
    child: str
    from_on: date
    referred_on: date
    source: str
    need: str
    statuses: tuple[StatusPlan, ...] = ()
    to_on: date | None = None
    closure_reason: str = ""


@dataclass(frozen=True)
class CasePlan:
    """Work on one family or one context: proposed, open or closed."""

    key: str
    family: str
    context: str
    status: str
    team: str
    referred_on: date
    opened_on: date | None
    proposed_on: date
    proposed_by: str
    proposed_why: str
    decided_by: str = ""
    decided_why: str = ""
    children: tuple[CaseChildPlan, ...] = ()
    closed_on: date | None = None
    closure_reason: str = ""
    outcome: str = ""
    summary: str = ""


@dataclass(frozen=True)
class AllocationPlan:
    case: str
    worker: str
    role: str
    from_on: date
    by: str
    child: str = ""
    to_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class SubjectPlan:
    """One record a note stands on: a child, a family or a context, with an own part that stands there alone."""

    kind: str  # "child", "family" or "context"
    key: str
    own: str = ""
    seen: bool | None = None
    seen_alone: bool | None = None


@dataclass(frozen=True)
class NotePlan:
    key: str
    kind: str
    occurred_at: datetime
    author: str
    title: str
    happened: str
    said: str
    analysis: str
    subjects: tuple[SubjectPlan, ...]
    significant: bool = False
    story: str = ""

    @property
    def body(self) -> str:
        return "\n\n".join(part for part in (self.happened, self.said, self.analysis) if part)


@dataclass(frozen=True)
class GrantPlan:
    """Leave for one member of staff to see a restricted family or context."""

    kind: str
    key: str
    user: str
    reason: str


@dataclass
class Borough:
    """Everything that is written for the demo, in the order in which it can be written."""

    today: date
    name: str
    teams: list[TeamPlan] = field(default_factory=list)
    users: list[UserPlan] = field(default_factory=list)
    people: list[PersonPlan] = field(default_factory=list)
    families: list[FamilyPlan] = field(default_factory=list)
    memberships: list[MembershipPlan] = field(default_factory=list)
    relationships: list[RelationshipPlan] = field(default_factory=list)
    addresses: list[AddressPlan] = field(default_factory=list)
    contexts: list[ContextPlan] = field(default_factory=list)
    context_adults: list[ContextAdultPlan] = field(default_factory=list)
    context_relations: list[ContextRelationPlan] = field(default_factory=list)
    links: list[LinkPlan] = field(default_factory=list)
    cases: list[CasePlan] = field(default_factory=list)
    allocations: list[AllocationPlan] = field(default_factory=list)
    grants: list[GrantPlan] = field(default_factory=list)
    notes: list[NotePlan] = field(default_factory=list)

    def person(self, key: str) -> PersonPlan:
        return next(person for person in self.people if person.key == key)

    @property
    def children(self) -> list[PersonPlan]:
        return [person for person in self.people if person.is_child]

    def families_of(self, key: str, *, basis: str = "kin") -> set[str]:
        return {m.family for m in self.memberships if m.person == key and m.basis == basis}

    def case_of(self, kind: str, key: str) -> CasePlan | None:
        """The case that stands on a family or context, open or not."""
        return next((case for case in self.cases if getattr(case, kind) == key), None)

    def open_children(self) -> dict[str, CasePlan]:
        """Each child open to the service today, with the case."""
        return {
            row.child: case
            for case in self.cases
            if case.status == "open"
            for row in case.children
            if row.to_on is None or row.to_on > self.today
        }
