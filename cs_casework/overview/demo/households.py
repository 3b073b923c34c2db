"""How one writes an invented family down in a line or two, and what follows from it.

A family is given as a table of members with an age in years. From that come dates of birth (so that ages stay the same
whenever the demo is filled), memberships, relationships (parents, siblings, half-siblings, grandparents) and addresses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from zlib import crc32

from .shapes import (
    AddressPlan,
    FamilyPlan,
    MembershipPlan,
    NamePlan,
    PersonPlan,
    RelationshipPlan,
)

# Streets of the invented borough. The area ZZ has no real streets in it.
STREETS = {
    "Larkspur Walk": "ZZ1 4QD",
    "Pender Court": "ZZ1 4QH",
    "Kiln End Terrace": "ZZ1 2RB",
    "Tallow Lane": "ZZ1 2RX",
    "Bobbin Street": "ZZ1 3EA",
    "Cooper's Rise": "ZZ2 1DL",
    "Saltern Street": "ZZ2 1FN",
    "Quarrel Hill": "ZZ2 4RT",
    "Fennel Hill": "ZZ2 5UB",
    "Sedge Avenue": "ZZ2 5YG",
    "Netherwick Road": "ZZ3 1AW",
    "Heron Way": "ZZ3 1BJ",
    "Withy Grove": "ZZ3 2LP",
    "Orrery Road": "ZZ3 4SD",
    "Limeburner Street": "ZZ3 5TF",
    "Ferrymead Close": "ZZ4 1XE",
    "Basin Street": "ZZ4 1ZR",
    "Wharf Road": "ZZ4 2NQ",
    "Chandler's Yard": "ZZ4 2PW",
    "Marl Road": "ZZ4 3HS",
}

# Homes of children in care and care leavers: never on a map or in a list.
PROTECTED_HOMES = ("3 Chandler's Yard", "44 Basin Street", "19 Sedge Avenue", "33 Heron Way")

PARENT_ROLES = ("mother", "father")


@dataclass(frozen=True)
class Member:
    """One line of a family's table. `age` in years today; negative means born that many years from now."""

    key: str
    name: str
    age: float
    sex: str
    role: str
    known_as: str = ""
    alias: str = ""
    likes: str = ""
    home: str | None = ""  # another address than the family's; None when not known
    parents: tuple[str, ...] | None = None
    pronoun: str = ""
    gender: str = ""
    ethnicity: str = ""
    disabilities: tuple[str, ...] = ()
    communication: str = ""
    basis: str = "kin"
    since: int = 0  # days ago that they came to live where they live, or into a placement; 0 for "always"
    estimated: bool = False
    uasc: bool = False
    is_child: bool | None = None
    nhs: str = ""
    upn: str = ""
    upn_unknown: str = ""
    la_id: str = ""


@dataclass(frozen=True)
class Household:
    """A family as it is written in the tables."""

    key: str
    name: str
    team: str
    home: str
    members: tuple[Member, ...]
    theme: str = ""
    ethnicity: str = ""
    language: str = ""
    interpreter: bool = False
    confirmed: bool = True
    restricted: str = ""
    protected: bool = False  # the address may not be shown: someone in it is being looked for
    moved_in: int = 1400  # days ago
    extra: tuple[tuple[str, str, str], ...] = ()  # (person, other, kind) that the table does not tell


def split_name(name: str) -> tuple[str, str]:
    """`"Siobhán/da Costa"` where the family name has more words than one, else the first blank divides."""
    given, _, family = name.partition("/") if "/" in name else name.partition(" ")
    return given, family


def days(age: float) -> int:
    return round(age * 365.25)


def lived(member: Member) -> int:
    """Days since birth. Whole years in the table stand for some day in that year, the same one every time."""
    spread = 20 + crc32(member.key.encode()) % 300 if member.age >= 1 and member.age == int(member.age) else 0
    return days(member.age) + spread


def _names(member: Member) -> tuple[NamePlan, ...]:
    names = []
    if member.name:
        names.append(NamePlan("name", *split_name(member.name)))
    if member.known_as:
        names.append(NamePlan("known_as", *split_name(member.known_as)))
    if member.alias:
        names.append(NamePlan("alias", *split_name(member.alias)))
    return tuple(names)


def _person(member: Member, house: Household, today: date, number: int) -> PersonPlan:
    is_child = member.is_child if member.is_child is not None else member.role in ("child", "placed_child")
    birthday = today - timedelta(days=lived(member))
    return PersonPlan(
        key=member.key,
        names=_names(member),
        sex=member.sex,
        is_child=is_child,
        born_on=None if member.age < 0 else birthday,
        expected_on=birthday if member.age < 0 else None,
        estimated=member.estimated,
        gender=member.gender,
        pronoun=member.pronoun or {"M": "he", "F": "she"}.get(member.sex, "they"),
        ethnicity=member.ethnicity or house.ethnicity,
        first_language=house.language,
        interpreter=house.interpreter and not is_child,
        communication=member.communication,
        disabilities=member.disabilities,
        nhs_number=member.nhs,
        upn=member.upn,
        upn_unknown=member.upn_unknown,
        la_child_id=member.la_id or (f"OTM{number:06d}" if is_child else ""),
        likes=member.likes,
        uasc=member.uasc,
    )


def _address(person: str, home: str, today: date, from_ago: int, to_ago: int | None, protected: bool) -> AddressPlan:
    street = next(street for street in STREETS if home.endswith(street))
    return AddressPlan(
        person=person,
        lines=home,
        postcode=STREETS[street],
        from_on=today - timedelta(days=from_ago),
        to_on=None if to_ago is None else today - timedelta(days=to_ago),
        protected=protected or home.endswith(PROTECTED_HOMES),
    )


def _addresses(member: Member, house: Household, today: date) -> Iterable[AddressPlan]:
    home = house.home if member.home == "" else member.home
    if not home or member.age < 0:
        return
    born_ago = lived(member)
    moved = min(member.since or house.moved_in, born_ago)
    if house.home and home != house.home and member.since and moved < born_ago:
        before = min(moved + 900, born_ago)
        yield _address(member.key, house.home, today, before, moved, house.protected)
    yield _address(member.key, home, today, moved, None, house.protected)


def _relationships(house: Household, today: date) -> Iterable[RelationshipPlan]:
    members = {member.key: member for member in house.members}
    children = [m for m in house.members if m.role == "child" and m.basis == "kin"]
    default = tuple(m.key for m in house.members if m.role in PARENT_ROLES)
    parents = {m.key: default if m.parents is None else m.parents for m in children}
    for child in children:
        for parent in parents[child.key]:
            if parent not in members:
                continue
            yield RelationshipPlan(parent, child.key, "parent", parental_responsibility=True)
        for other in house.members:
            if other.role == "step_parent" and other.key not in parents[child.key]:
                yield RelationshipPlan(other.key, child.key, "step_parent")
            elif other.role == "grandparent":
                with_parent = any(members[p].home == other.home for p in parents[child.key] if p in members)
                yield RelationshipPlan(
                    other.key, child.key, "grandparent", informal_carer=child.home == other.home and not with_parent
                )
    for one, other in combinations(children, 2):
        mine, theirs = set(parents[one.key]), set(parents[other.key])
        if mine and mine == theirs:
            yield RelationshipPlan(one.key, other.key, "sibling")
        elif mine & theirs:
            yield RelationshipPlan(one.key, other.key, "half_sibling")
    for person, other_key, kind in house.extra:
        yield RelationshipPlan(person, other_key, kind)


@dataclass
class People:
    """What the tables come to."""

    people: list[PersonPlan]
    families: list[FamilyPlan]
    memberships: list[MembershipPlan]
    relationships: list[RelationshipPlan]
    addresses: list[AddressPlan]


def settle(houses: Iterable[Household], today: date) -> People:
    """Turn the tables into people, families, memberships, relationships and addresses as of `today`."""
    result = People([], [], [], [], [])
    known: set[str] = set()
    for house in houses:
        result.families.append(
            FamilyPlan(house.key, house.name, house.team, house.confirmed, house.restricted, house.theme)
        )
        for member in house.members:
            if member.key not in known:
                known.add(member.key)
                result.people.append(_person(member, house, today, 4100 + 13 * len(known)))
                result.addresses.extend(_addresses(member, house, today))
            known_for = max(lived(member), 0)
            began = (member.since or 0) if member.basis == "placement" else min(known_for, 5000)
            result.memberships.append(
                MembershipPlan(member.key, house.key, member.role, member.basis, today - timedelta(days=began))
            )
        result.relationships.extend(_relationships(house, today))
    return result
