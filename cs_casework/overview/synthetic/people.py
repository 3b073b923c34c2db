"""Families: their members, how they are related beyond one family, and where they live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from families.models import Address, Family, FamilyMembership, Person, PersonName, Relationship

from . import names, words
from .rows import Table
from .service import ChildMade, FamilyMade

if TYPE_CHECKING:
    from .service import Making

CHILDREN_A_FAMILY = ((1, 38), (2, 34), (3, 19), (4, 9))
# Years of age: as many of each up to ten, more in the years in which harm outside the family comes to notice.
AGES = ([*range(20)], [3] * 10 + [4, 5, 6, 7, 8, 9, 9, 8, 3, 2])
OPEN_FAMILIES = 0.19
OPEN_OF_THEM = 0.9
ETHNICITIES = (["WBRI", "WOTH", "MWBC", "APKN", "ABAN", "AIND", "BAFR", "BCRB", "NOBT"], [55, 7, 6, 8, 5, 4, 8, 5, 2])
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


class People:
    """The tables that people stand in."""

    def __init__(self, making: Making) -> None:
        self.making = making
        owner = making.owner
        own = ("id", "created_at", "created_by")
        shut = ("restricted_on", "restricted_by", "restricted_why", "restriction_review_due")
        self.families = Table(owner, Family, *own, "name", "confirmed_on", *shut)
        self.people = Table(
            owner, Person, *own, "display_name", "birth_on", "sex", "ethnicity", "school", "la_child_id", *shut
        )
        self.names = Table(owner, PersonName, *own, "person", "kind", "given", "family")
        self.members = Table(
            owner, FamilyMembership, *own, "person", "family", "basis", "part", "from_on", "to_on", "ended_why"
        )
        self.ties = Table(owner, Relationship, *own, "person", "other", "kind", "parental_responsibility")
        self.addresses = Table(owner, Address, *own, "person", "lines", "postcode", "is_protected", "from_on", "to_on")
        self.houses = 0
        self.last_home = ("", "")

    def tables(self) -> list[Table]:
        return [self.families, self.people, self.names, self.members, self.ties, self.addresses]

    # --- One family -------------------------------------------------------------------------------------------------
    def family(self, most: int) -> FamilyMade:
        """A family with so many children at most, its parents, and its home."""
        making, rng = self.making, self.making.rng
        sizes, shares = zip(*CHILDREN_A_FAMILY, strict=True)
        count = min(most, rng.choices(sizes, shares)[0])
        made = FamilyMade(
            making.keys.new(), rng.choice(names.FAMILY), rng.randrange(making.areas), rng.randint(60, 1800)
        )
        if making.chance(0.08):
            made.name = f"{made.name}-{rng.choice(names.FAMILY)}"
        made.is_open = making.chance(OPEN_FAMILIES)
        made.is_protected = making.chance(0.015)
        made.home = self.home()
        made.worker = rng.choice(making.workers)
        self.write_family(made, confirmed=making.chance(0.94))
        ethnicity = rng.choices(*ETHNICITIES)[0]
        eldest = 0
        for number in range(count):
            apart = number and number == count - 1 and making.chance(0.05)
            family = self.apart_from(made) if apart else made
            years = rng.choices(*AGES)[0]
            child = ChildMade(making.keys.new(), int(years * 365.25) + rng.randrange(3, 362), family)
            eldest = max(eldest, child.born)
            child.is_open = family.is_open and making.chance(OPEN_OF_THEM)
            self.child(child, ethnicity)
            family.children.append(child)
            making.children.append(child)
        if made.is_open and not any(child.is_open for child in made.children):
            made.children[0].is_open = True
        self.parents(made, eldest, ethnicity)
        making.families.append(made)
        return made

    def apart_from(self, family: FamilyMade) -> FamilyMade:
        """A family that nobody has looked at, for one child whose brothers and sisters stand in another: what an import
        of children alone leaves. They live at one address under one name, and no row says that they are kin."""
        alone = FamilyMade(self.making.keys.new(), family.name, family.area, family.recorded)
        alone.home, alone.worker, alone.is_open = family.home, family.worker, family.is_open
        self.write_family(alone, confirmed=False)
        self.making.families.append(alone)
        return alone

    def write_family(self, made: FamilyMade, *, confirmed: bool) -> None:
        self.families.add(
            made.key,
            *self.recorded(made),
            made.name,
            self.making.days.ago(made.recorded) if confirmed else None,
            *self.shut("family", made.key, made.worker, made.recorded),
        )

    def child(self, child: ChildMade, ethnicity: str) -> None:
        rng, family = self.making.rng, child.family
        last = family.name if rng.random() < 0.93 else rng.choice(names.FAMILY)
        school = f"{rng.choice(names.STREET)} {'Primary School' if child.age < 11 else 'Academy'}"
        self.person(
            child.key, family, child.born, last, ethnicity, school=school if 4 <= child.age < 17 else "", child=True
        )
        self.member(child.key, family, "kin", "child")
        self.lives(child.key, family)

    def parents(self, family: FamilyMade, eldest: int, ethnicity: str) -> None:
        making, rng = self.making, self.making.rng
        for part, share in (("mother", 0.95), ("father", 0.62)):
            if family.parents and not making.chance(share):
                continue
            key = making.keys.new()
            last = family.name if rng.random() < 0.7 else rng.choice(names.FAMILY)
            self.person(
                key, family, eldest + rng.randint(17 * 365, 38 * 365), last, ethnicity, sex="FM"[part == "father"]
            )
            left = rng.randint(30, family.recorded) if part == "father" and making.chance(0.3) else None
            self.member(key, family, "kin", part, left)
            if left is None:
                self.lives(key, family)
            family.parents.append(key)
            if part == "father":
                family.father = key
            for child in family.children:
                self.tie(key, child.key, "parent", family, responsible=True)

    def person(
        self, key: str, family: FamilyMade, born: int, last: str, ethnicity: str, *,
        sex: str = "", school: str = "", child: bool = False,
    ) -> None:  # fmt: skip
        making, rng = self.making, self.making.rng
        given = rng.choice(names.GIVEN)
        if rng.random() < 0.25:
            given = f"{given} {rng.choice(names.GIVEN)}"
        recorded = making.days.at(min(family.recorded, born), 600), family.worker
        self.people.add(
            key,
            *recorded,
            f"{given} {last}",
            making.days.ago(born),
            sex or rng.choice("FM"),
            ethnicity,
            school,
            f"S{len(making.children):07d}" if child else "",
            *(self.shut("person", key, family.worker, family.recorded) if child else (None, None, "", None)),
        )
        self.names.add(making.keys.new(), *recorded, key, "name", given, last)
        if rng.random() < 0.06:
            self.names.add(making.keys.new(), *recorded, key, "known_as", given[:3], last)

    # --- What ties people together --------------------------------------------------------------------------------
    def member(self, person: str, family: FamilyMade, basis: str, part: str, left: int | None = None) -> None:
        making = self.making
        self.members.add(
            making.keys.new(),
            *self.recorded(family),
            person,
            family.key,
            basis,
            part,
            None if basis == "kin" else making.days.ago(family.recorded),
            None if left is None else making.days.ago(left),
            "" if left is None else making.rng.choice(words.MEMBERSHIP_ENDED),
        )

    def tie(self, person: str, other: str, kind: str, family: FamilyMade, *, responsible: bool | None = None) -> None:
        self.ties.add(self.making.keys.new(), *self.recorded(family), person, other, kind, responsible)

    def kin_elsewhere(self) -> None:
        """Half-siblings and cousins in two families, which only a relationship tells of; and who is known as a friend."""
        making, rng = self.making, self.making.rng
        for family in making.families:
            for kind, share in (("half_sibling", 0.03), ("cousin", 0.02), ("friend", 0.02)):
                if not making.chance(share):
                    continue
                other = rng.choice(making.families)
                if other is family:
                    continue
                for child in family.children:
                    self.tie(child.key, rng.choice(other.children).key, kind, family)

    def placements(self) -> None:
        """Children's homes and foster homes: who lives there is not related by it."""
        making, rng = self.making, self.making.rng
        looked_after = [child for child in making.children if child.is_open and making.chance(0.06)]
        for child in looked_after:
            child.status = "lac"
        while looked_after:
            beds = rng.choice((1, 1, 2, 4, 5))
            home = FamilyMade(making.keys.new(), "", rng.randrange(making.areas), rng.randint(300, 1500))
            home.name = f"{rng.choice(names.STREET)} House" if beds > 2 else rng.choice(names.FAMILY)
            home.worker = rng.choice(making.workers)
            self.write_family(home, confirmed=True)
            for _bed in range(beds):
                if looked_after:
                    self.member(looked_after.pop().key, home, "placement", "placed_child")

    # --- Where they live --------------------------------------------------------------------------------------------
    def home(self) -> tuple[str, str]:
        """The next house, now and then the last one again: two families at one address."""
        rng = self.making.rng
        if self.last_home[0] and rng.random() < 0.012:
            return self.last_home
        code, self.houses = self.houses // 15, self.houses + 1
        street = names.STREET[code % len(names.STREET)]
        road = names.ROAD[code // len(names.STREET) % len(names.ROAD)]
        district, unit = divmod(code, 400)
        # The area ZZ has no real streets in it. Its districts run out last.
        postcode = f"ZZ{1 + district // 10 % 99} {district % 10}{LETTERS[unit // 20]}{LETTERS[unit % 20]}"
        self.last_home = (f"{1 + self.houses % 15 * 2} {street} {road}", postcode)
        return self.last_home

    def lives(self, person: str, family: FamilyMade) -> None:
        making, rng = self.making, self.making.rng
        moved = rng.randint(30, family.recorded) if rng.random() < 0.06 else None
        own = self.recorded(family)
        if moved is not None:
            lines, postcode = self.home()
            self.addresses.add(making.keys.new(), *own, person, lines, postcode, False, None, making.days.ago(moved))
        since = None if moved is None else making.days.ago(moved)
        self.addresses.add(making.keys.new(), *own, person, *family.home, family.is_protected, since, None)

    # --- Who recorded it, and who is kept from it -------------------------------------------------------------------
    def recorded(self, family: FamilyMade) -> tuple[str, str]:
        return self.making.days.at(family.recorded, 600), family.worker

    def shut(self, kind: str, key: str, worker: str, recorded: int) -> tuple[str | None, str | None, str, str | None]:
        """The four columns of a restriction: one record in a hundred has one."""
        making = self.making
        if not making.chance(0.01):
            return None, None, "", None
        since, by = making.rng.randint(1, min(recorded, 85)), making.rng.choice(making.managers)
        making.restrict(kind, key, by=by, since=since, also=worker)
        return making.days.ago(since), by, making.rng.choice(words.RESTRICTED), making.days.ago(since - 90)


def make_people(making: Making) -> None:
    people = People(making)
    while (left := making.size.children - len(making.children)) > 0:
        people.family(left)
        making.progress("Families", len(making.children), making.size.children)
    people.kin_elsewhere()
    people.placements()
    for table in people.tables():
        table.write()
