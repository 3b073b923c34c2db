"""What goes astray between a caller's mouth and a form: mistakes made on purpose, the same for the same seed."""

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from families.likely import Stated, one_digit_off, swapped
from families.nicknames import other_forms

# Letters beside each other on a keyboard, and spellings that sound alike.
BESIDE = {
    letter: row[max(0, at - 1) : at] + row[at + 1 : at + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for at, letter in enumerate(row)
}
ALIKE = (
    ("ph", "f"), ("ck", "k"), ("ie", "y"), ("ei", "ie"), ("ee", "ea"), ("ou", "u"), ("ll", "l"), ("tt", "t"), ("nn", "n"),
    ("ss", "s"), ("ah", "a"), ("sh", "ch"), ("w", "wh"), ("c", "k"), ("y", "i"), ("z", "s"), ("er", "ar"), ("on", "en"),
    ("an", "en"), ("a", "ar"), ("i", "y"), ("e", "ee"), ("o", "oh"), ("u", "oo"),
)  # fmt: skip


@dataclass(frozen=True)
class Recorded:
    """Somebody on record, as far as a caller could know them."""

    given: str
    family: str
    birth_on: datetime.date
    postcode: str

    @property
    def first(self) -> str:
        return self.given.split()[0]  # nobody says the second first name on the phone

    @property
    def stated(self) -> Stated:
        return Stated(given=self.first, family=self.family, birth_on=self.birth_on)


# Told whom, gives back what was said of them; None where this mistake cannot be made with them.
Mistake = Callable[[Recorded, random.Random], Stated | None]


# --- With a word ---------------------------------------------------------------------------------------------------
def another_letter(word: str, rng: random.Random) -> str:
    at = rng.choice([at for at in range(1, len(word)) if word[at].isalpha()])
    return word[:at] + rng.choice(BESIDE.get(word[at].lower()) or "e") + word[at + 1 :]


def dropped_or_doubled(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    return word[:at] + rng.choice(["", 2 * word[at]]) + word[at + 1 :]


def letters_swapped(word: str, rng: random.Random) -> str:
    places = [at for at in range(len(word) - 1) if word[at].lower() != word[at + 1].lower()]
    at = rng.choice([at for at in places if at] or places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def as_it_sounds(word: str, rng: random.Random) -> str:
    both_ways = [*ALIKE, *((other, one) for one, other in ALIKE)]
    possible = [(one, other) for one, other in both_ways if one in word[1:].lower()]
    if not possible:
        return dropped_or_doubled(word, rng)
    one, other = rng.choice(possible)
    return word[0] + word[1:].lower().replace(one, other, 1)


def any_slip(word: str, rng: random.Random) -> str:
    return rng.choice((another_letter, dropped_or_doubled, letters_swapped, as_it_sounds))(word, rng)


# --- With a person -------------------------------------------------------------------------------------------------
def in_one_name(slip: Callable[[str, random.Random], str]) -> Mistake:
    def made(person: Recorded, rng: random.Random) -> Stated:
        if rng.random() < 0.5:
            return replace(person.stated, given=slip(person.first, rng))
        return replace(person.stated, family=slip(person.family, rng))

    return made


def in_both_names(person: Recorded, rng: random.Random) -> Stated:
    return replace(person.stated, given=as_it_sounds(person.first, rng), family=as_it_sounds(person.family, rng))


def other_form(person: Recorded, rng: random.Random) -> Stated | None:
    forms = sorted(other_forms(person.first))
    return replace(person.stated, given=rng.choice(forms).title()) if forms else None


def turned(person: Recorded, rng: random.Random) -> Stated:
    slip = in_one_name(any_slip)(person, rng)
    assert slip
    return replace(slip, given=slip.family, family=slip.given)


def day_and_month(person: Recorded, rng: random.Random) -> Stated | None:
    day, slip = swapped(person.birth_on), in_one_name(any_slip)(person, rng)
    return replace(slip, birth_on=day) if day and slip else None


def one_digit(person: Recorded, rng: random.Random) -> Stated | None:
    slip = in_one_name(any_slip)(person, rng)
    return slip and replace(slip, birth_on=rng.choice(one_digit_off(person.birth_on)))


def by_postcode(person: Recorded, rng: random.Random) -> Stated | None:
    slip = in_one_name(any_slip)(person, rng)
    return replace(slip, birth_on=None, postcode=person.postcode) if person.postcode and slip else None


def by_names(person: Recorded, rng: random.Random) -> Stated | None:
    slip = in_one_name(any_slip)(person, rng)
    return slip and replace(slip, birth_on=None)


# An equal share of those drawn is stated with each.
MISTAKES: dict[str, Mistake] = {
    "one letter another, in one name": in_one_name(another_letter),
    "a letter dropped or doubled": in_one_name(dropped_or_doubled),
    "two letters swapped": in_one_name(letters_swapped),
    "both names as they sound": in_both_names,
    "a nickname or another spelling": other_form,
    "first and last name reversed, one misspelt": turned,
    "day and month swapped, one name misspelt": day_and_month,
    "one digit of the date wrong, one name misspelt": one_digit,
    "no date; a postcode, one name misspelt": by_postcode,
    "no date, nothing else; one name misspelt": by_names,
}
