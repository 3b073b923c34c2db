"""Whether somebody who was described on the phone is on record: the likeliest people, and why, in words.

Names are misheard and misspelt, days and months change places, William is called Bill. What was said is looked up along
indexes, never by reading everyone; among those found only the ones this reader may see are weighed, so that a hidden
person changes neither the order nor the number of the others.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import DateField, F, Func, IntegerField, Q, QuerySet, TextField, UUIDField
from django.utils.translation import gettext as _

from cs_casework.accounts.models import User
from cs_casework.audit.fields import Plain, Sound, is_in_other_letters, is_like
from cs_casework.statements import BY_INDEX, Statement, Written, answer
from families.models import Address, Person, PersonName
from families.nicknames import as_compared, other_forms
from families.querysets import sounds_like
from families.validators import tidy_postcode
from families.workflow import likely_duplicates

MOST = 5
# One person may be found under several names; enough of them to fill the list above.
ROWS_A_PERSON = 6
# A baby comes before or after the day it is expected.
EARLY_OR_LATE = datetime.timedelta(days=45)
# How near the day of birth on record is to the one stated; the nearer the more.
OTHER, UNKNOWN, EXPECTED, ONE_DIGIT, SWAPPED, EXACT = range(6)
BORN = (0.0, 0.15, 0.3, 0.38, 0.42, 0.5)  # what each is worth beside a name, at most 0.6
NAMED = 0.5  # how like a name is, from 0 to 1, to be worth a look by itself
# In which ways it can be like it, the plainest first.
WAYS = ("same", "turned", "form", "alike", "sound")
# Beside a date of birth or an address, that a name has something of the one stated is enough.
SOMETHING = 0.3
# Letters changed, put in or left out where a first name is misspelt.
SLIPS = 2
LONGEST = 100  # letters of each part of a name, as on record
# How like a last name counts to be where the first name is the same, in one form or another: enough to be something.
FIRST_NAME_ALONE = 0.35


@dataclass(frozen=True)
class Stated:
    """What somebody said of a person. Any of it may be missing or wrong."""

    given: str = ""
    family: str = ""
    known_as: str = ""
    birth_on: datetime.date | None = None  # or, of one not born yet, the day they are expected
    nhs_number: str = ""
    upn: str = ""
    postcode: str = ""

    @property
    def names(self) -> list[tuple[str, str]]:
        """First names and last name, as they may be on record: those given, and those they go by."""
        given, family, known_as = (
            " ".join(name.split())[:LONGEST].strip() for name in (self.given, self.family, self.known_as)
        )
        if not family:  # all of it said in one breath
            given, _space, family = given.rpartition(" ") if " " in given else (given, "", "")
        firsts = dict.fromkeys([given, known_as])
        return [(first, family) for first in firsts if first] or ([("", family)] if family else [])

    @property
    def place(self) -> str:
        """The postcode as it would be on record."""
        return tidy_postcode(self.postcode)

    @property
    def is_enough(self) -> bool:
        """Whether it is enough to look for somebody. One name alone is half the borough's, and finds nobody."""
        given, family = self.names[0] if self.names else ("", "")
        several = sum(map(bool, (given, family, self.birth_on, self.place))) > 1
        return several or bool(_compact(self.nhs_number) or _compact(self.upn))


@dataclass
class Likely:
    """Somebody on record, why they may be meant, and whether they are open to the service as far as the reader sees."""

    person: Person
    is_open: bool
    reasons: list[str] = field(default_factory=list)


def likely_people(stated: Stated, user: User, most: int = MOST) -> list[Likely]:
    """The likeliest people that this reader may see to be meant, best first. In two statements, however many are found.

    Nobody where less was said than can be looked for.
    """
    if not stated.is_enough:
        return []
    rows: dict[UUID, list[dict[str, Any]]] = {}
    for row in answer(_statement, user, _shape(stated), **_values(stated), most=most * ROWS_A_PERSON):
        if row["id"] in rows or len(rows) < most:
            rows.setdefault(row["id"], []).append(row)
    people = Person.objects.in_bulk(list(rows))  # who may be seen has been asked with the rest
    return [
        Likely(people[pk], found[0]["is_open"], list(_in_words(found, stated)))
        for pk, found in rows.items()
        if pk in people
    ]


def hidden_matches(stated: Stated) -> QuerySet[Person]:
    """Everyone on record with an identifier that was stated, or with the name and date of birth, whoever may see them.

    No page may show it, nor that there is one, nor how many: it is for the workflow alone, which makes a task of those
    whom the typist may not see, for somebody who may.
    """
    found: QuerySet[Person] = Person.objects.none()
    for given, family in stated.names or [("", "")]:
        found |= likely_duplicates(
            given=given,
            family=family,
            birth_on=stated.birth_on,
            nhs_number=_compact(stated.nhs_number),
            upn=_compact(stated.upn),
            la_child_id="",
        )
    return found


# --- Dates of birth ------------------------------------------------------------------------------------------------
def swapped(day: datetime.date) -> datetime.date | None:
    """With day and month the other way round, where that is another day."""
    if day.day > 12 or day.day == day.month:
        return None
    return day.replace(month=day.day, day=day.month)


def one_digit_off(day: datetime.date) -> list[datetime.date]:
    """The days that differ from this one in one of their eight digits, within a person's life of it."""
    digits = f"{day:%d%m%Y}"
    found = []
    for place in range(8):
        for digit in "0123456789":
            typed = f"{digits[:place]}{digit}{digits[place + 1 :]}"
            try:
                other = datetime.date(int(typed[4:]), int(typed[2:4]), int(typed[:2]))
            except ValueError:
                continue
            if other != day and abs(other.year - day.year) <= 100:
                found.append(other)
    return found


# --- Who is weighed ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Shape:
    """What kinds of thing were said. The text of the statement hangs on this alone; what was said is passed to it."""

    names: tuple[tuple[bool, bool, bool], ...]  # of each: has a first name, has a last name, is in letters not English
    born: bool
    place: bool
    nhs_number: bool
    upn: bool


def _shape(stated: Stated) -> Shape:
    names = tuple(
        (bool(given), bool(family), is_in_other_letters(f"{given} {family}")) for given, family in stated.names
    )
    numbers = bool(_compact(stated.nhs_number)), bool(_compact(stated.upn))
    return Shape(names, bool(stated.birth_on), bool(stated.place), *numbers)


def _values(stated: Stated) -> dict[str, Any]:
    values: dict[str, Any] = {
        "nhs_number": _compact(stated.nhs_number),
        "upn": _compact(stated.upn),
        "place": stated.place,
    }
    for number, (given, family) in enumerate(stated.names):
        first = given.split()[0] if given else ""
        values |= {
            f"name{number}": f"{given} {family}".strip(),
            f"turned{number}": f"{family} {given}".strip(),
            f"family{number}": family,
            f"first{number}": first,
            f"forms{number}": [as_compared(first), *sorted(other_forms(given))],
        }
    if day := stated.birth_on:
        values |= {
            "born": day,
            "swapped": swapped(day),
            "near": one_digit_off(day),
            "earliest": day - EARLY_OR_LATE,
            "latest": day + EARLY_OR_LATE,
        }
    return values


def _compact(number: str) -> str:
    return "".join(number.split()).replace("-", "").upper()


def _text(name: str) -> Written:
    return Written(f"%({name})s::text")


def _day(name: str) -> Written:
    return Written(f"%({name})s::date", DateField())


def _look_ups(shape: Shape) -> Iterator[Any]:
    """The ids of everyone who may be meant: one look-up along an index for each thing that was said."""
    people, names = Person.objects.order_by(), PersonName.objects.order_by()
    yield from people.by_number(nhs_number=shape.nhs_number and _text("nhs_number"), upn=shape.upn and _text("upn"))
    for number, (has_given, has_family, as_it_stands) in enumerate(shape.names):
        first, family = _text(f"first{number}"), _text(f"family{number}")
        if has_given and has_family:
            yield names.filter(is_like(_text(f"name{number}"), as_it_stands=as_it_stands)).values_list("person")
            forms = Written(f"(SELECT UNNEST(%(forms{number})s::text[]))")
            other_form = Q(sound_family=Sound(family), first__in=forms) & ~Q(sound_family="")
            slip = Q(sound_family=Sound(family), slips__lte=SLIPS) & ~Q(sound_family="")
            known_as = Q(sound_family="", sound_given=Sound(first)) & ~Q(sound_given="")
            sounding = sounds_like(first, family) | sounds_like(family, first) | other_form | slip | known_as
            slips = Func(
                FirstWord(F("plain")),
                Plain(first),
                SLIPS,
                function="LEVENSHTEIN_LESS_EQUAL",
                output_field=IntegerField(),
            )
            worded = names.annotate(first=FirstWord(F("plain")), slips=slips)
            yield worded.filter(sounding).values_list("person")
        elif shape.born:
            # Two names find her whatever her date of birth; one name finds too many for that.
            word = Sound(first if has_given else family)
            near = names.filter(person__birth_on__in=Written("(SELECT UNNEST(%(near)s::date[]))", DateField()))
            yield near.filter(Q(sound_given=word) | Q(sound_family=word)).values_list("person")
    if shape.born:
        yield people.filter(birth_on__in=[_day("born"), _day("swapped")]).values_list("pk")
        yield people.filter(expected_on__range=(_day("earliest"), _day("latest"))).values_list("pk")
    if shape.place:
        yield _homes().values_list("person")


def _homes() -> Any:
    """Where people live or lived at the postcode: never a protected address, not even unnamed."""
    return Address.objects.listable().filter(postcode=_text("place")).order_by()


class FirstWord(Func):
    """The first word of a name as it is compared: the first of the first names."""

    function = "SPLIT_PART"
    template = "%(function)s(%(expressions)s, ' ', 1)"
    output_field = TextField()


# --- What speaks for them ------------------------------------------------------------------------------------------
def _statement(ask: Statement, user: User, shape: Shape) -> str:
    """Each name of those looked up whom the reader may see, with what speaks for it, the likeliest first."""
    look_ups = list(_look_ups(shape))
    columns = ("id", "display_name", "reference", "birth_on", "expected_on", "nhs_number", "upn")
    people = Person.objects.visible_to(user).standing().values(*columns)
    is_open = Person.objects.all().open_periods(user).filter(child=Written("likeliest.id", UUIDField()))
    # OFFSET 0: each thing is worked out once, and used in several places.
    return f"""
        SELECT likeliest.*, EXISTS (SELECT FROM {ask.rows(is_open.values("pk"))} period {BY_INDEX}) AS is_open
        FROM (
            SELECT person.id, name.kind, name.given, name.family, SPLIT_PART(name.plain, ' ', 1) AS first, fact.*,
                2 * same_nhs_number::int + 2 * same_upn::int + 0.6 * named
                + (ARRAY[{", ".join(map(str, BORN))}])[born + 1] + 0.2 * is_home::int AS score,
                person.display_name, person.reference, name.id AS name_id
            FROM {ask.rows(look_ups[0].union(*look_ups[1:]))} meant (id)
            CROSS JOIN LATERAL (SELECT * FROM {ask.rows(people)} seen WHERE seen.id = meant.id {BY_INDEX}) person
            LEFT JOIN families_personname name ON name.person_id = person.id
            CROSS JOIN LATERAL (
                SELECT {_likeness(shape)},
                    {_born(shape)} AS born,
                    {f"person.id IN {ask.rows(_homes().values('person'))}" if shape.place else "FALSE"} AS is_home,
                    {"person.nhs_number = %(nhs_number)s" if shape.nhs_number else "FALSE"} AS same_nhs_number,
                    {"person.upn = %(upn)s" if shape.upn else "FALSE"} AS same_upn
                OFFSET 0
            ) fact
            CROSS JOIN LATERAL (SELECT GREATEST(same, turned, form, alike, sound) AS named OFFSET 0) best
            WHERE same_nhs_number OR same_upn OR named >= {NAMED}
            OR ((born >= {EXPECTED} OR is_home) AND named >= {SOMETHING}) OR (born = {EXACT} AND is_home)
            ORDER BY score DESC, person.display_name, person.reference, name.kind, name.id
            LIMIT %(most)s
        ) likeliest
        ORDER BY score DESC, display_name, reference, kind, name_id
    """  # noqa: S608  values are passed apart


def _likeness(shape: Shape) -> str:
    """Five columns, each from 0 to 1: how like this name is to the stated one, in one way each."""
    ways: dict[str, list[str]] = {way: ["0"] for way in WAYS}
    for number, (has_given, has_family, _as_it_stands) in enumerate(shape.names):
        plain, turned, last = (f"casework_plain(%({word}{number})s)" for word in ("name", "turned", "family"))
        ways["same"].append(f"(name.plain = {plain})::int")
        # Trigrams of the whole know nothing of order; those of an extent forgive a second first name.
        ways["alike"].append(
            f"0.95 * (similarity(name.plain, {plain}) + word_similarity({plain}, name.plain))::numeric / 2"
        )
        if not (has_given and has_family):
            continue
        first_sound, last_sound = (f"casework_sound(%({word}{number})s)" for word in ("first", "family"))
        # Letters to change, of the first and the last word: who is recorded with a second first name is not less like it.
        letters = f"LENGTH(%(first{number})s::text || %(family{number})s)"
        ways["alike"].append(
            f"0.95 * (1 - 2.0 * (LEVENSHTEIN(SPLIT_PART(name.plain, ' ', 1), casework_plain(%(first{number})s))"
            f" + LEVENSHTEIN(SPLIT_PART(name.plain, ' ', -1), {last})) / {letters})"
        )
        ways["turned"].append(f"0.97 * (name.plain = {turned})::int")
        # Somebody's known-as has no last name of its own.
        of_family = f"""GREATEST(
            word_similarity(
                {last}, CASE WHEN name.family = '' THEN casework_plain(person.display_name) ELSE name.plain END
            ),
            0.8 * (name.sound_family = {last_sound} AND name.sound_family <> '')::int,
            {FIRST_NAME_ALONE}
        )"""
        ways["form"].append(
            f"CASE WHEN SPLIT_PART(name.plain, ' ', 1) = ANY(%(forms{number})s)"
            f" THEN 0.9 * {of_family}::numeric ELSE 0 END"
        )
        for one, other, worth in ((first_sound, last_sound, 0.75), (last_sound, first_sound, 0.7)):
            ways["sound"].append(
                f"{worth} * (name.sound_given = {one} AND name.sound_family = {other}"
                f" AND name.sound_given <> '' AND name.sound_family <> '')::int"
            )
    # Who has no name on record is like none: an unknown would come before all others.
    return ", ".join(f"COALESCE(GREATEST({', '.join(found)}), 0) AS {way}" for way, found in ways.items())


def _born(shape: Shape) -> str:
    if not shape.born:
        return str(UNKNOWN)
    return f"""CASE
        WHEN person.birth_on = %(born)s::date THEN {EXACT}
        WHEN person.birth_on = %(swapped)s::date THEN {SWAPPED}
        WHEN person.birth_on = ANY(%(near)s::date[]) THEN {ONE_DIGIT}
        WHEN person.expected_on BETWEEN %(earliest)s::date AND %(latest)s::date THEN {EXPECTED}
        WHEN person.birth_on IS NULL THEN {UNKNOWN}
        ELSE {OTHER}
    END"""


# --- In words ------------------------------------------------------------------------------------------------------
def _in_words(rows: list[dict[str, Any]], stated: Stated) -> Iterator[str]:
    """Why, the strongest reasons first, from the names of one person by which they were found."""
    best = rows[0]
    if best["same_nhs_number"]:
        yield _("Same NHS number")
    if best["same_upn"]:
        yield _("Same UPN")
    yield from dict.fromkeys(filter(None, (_name_in_words(row, stated) for row in _worth_saying(rows))))
    born = {
        EXACT: _("Same date of birth"),
        SWAPPED: _("Day and month the other way round"),
        ONE_DIGIT: _("One digit of the date of birth differs"),
        EXPECTED: _("Expected about this date"),
    }
    if best["born"] in born:
        yield born[best["born"]]
    if best["is_home"]:
        yield _("Lives or lived at this postcode")


def _worth_saying(rows: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """The likest name, and any others that are the stated one, whole or in another form."""
    return [row for number, row in enumerate(rows) if number == 0 or max(row["same"], row["turned"], row["form"]) > 0.8]


def _name_in_words(row: dict[str, Any], stated: Stated) -> str:
    way = max(WAYS, key=lambda name: row[name])
    if row[way] < SOMETHING:
        return ""
    if way == "form" and row["first"] in {as_compared(given.split()[0]) for given, _family in stated.names if given}:
        way = "alike"  # the very first name, with a last name that is not quite theirs
    other_name = {
        PersonName.Kind.KNOWN_AS: _("Known as %(name)s"),
        PersonName.Kind.FORMER: _("Formerly %(name)s"),
        PersonName.Kind.ALIAS: _("Also uses %(name)s"),
    }
    if row["kind"] in other_name:
        return other_name[row["kind"]] % {"name": f"{row['given']} {row['family']}".strip()}
    return {
        "same": _("The same name"),
        "turned": _("First and last name the other way round"),
        "form": _("Another form of the first name"),
        "alike": _("A name like this one"),
        "sound": _("Sounds like it"),
    }[way]
