"""What is looked for in a service, drawn from what stands in it: names and words that are rare, or common, or misspelt."""

import random
from dataclasses import dataclass

from bench._wording import invented

EACH = 8  # of every kind of question
PEOPLE, NOTES = "people", "notes"
# Words of the sentences that every note is put together from: they stand in one note of two to fifty.
COMMON_WORDS = ("school", "home", "families", "police", "door", "landlord", "football", "grandma")
PHRASES = (
    '"first lesson was missed"',
    '"kept a place open"',
    '"walk home goes past the underpass"',
    '"train tickets to the coast"',
    # Words that are common, and never stand beside each other.
    '"lesson underpass"',
    '"school missed"',
    '"home tickets"',
    '"landlord football"',
)


@dataclass(frozen=True)
class Question:
    kind: str  # of what is looked for
    called: str
    text: str


def questions(rng: random.Random) -> list[Question]:
    return [*about_people(rng), *about_notes(rng)]


def about_people(rng: random.Random) -> list[Question]:
    rare, middling, common = surnames(rng)
    full = [f"{given.split()[0]} {family}" for given, family in people(rng, middling + rare)]
    often = [f"{given.split()[0]} {family}" for given, family in people(rng, common)]
    asked = {
        "a rare last name": rare,
        "a last name of some hundred people": middling,
        "a common last name": common,
        "first and last name": full,
        "first and common last name": often,
        "both names, one misspelt": [swapped(text, rng) for text in full],
        "as a name sounds": [
            "shone",
            "shan",
            "keeva",
            "shone smith",
            "shan tailor",
            "catherine jones",
            "muhamed kahn",
            "andray",
        ],
        "a common last name with a date of birth": [
            f"{family} {born:%d/%m/%Y}" for family, born in born_on(rng, common)
        ],
        "nobody": ["xqzv", "wyxquv", "qwzx qvxz", "zzxqy", "vvkqxz", "jqxzzv", "xxqjvv", "qzqzqz"],
    }
    return [Question(PEOPLE, called, text) for called, texts in asked.items() for text in texts[:EACH]]


def surnames(rng: random.Random) -> tuple[list[str], list[str], list[str]]:
    """Last names of one to three people, of some hundred, and the commonest."""
    from django.db.models import Count

    from families.models import PersonName

    counted = PersonName.objects.order_by().values_list("family").annotate(n=Count("*")).order_by("-n", "family")
    found = [(name, number) for name, number in counted if "-" not in name]
    rare = [name for name, number in found if number <= 3]
    middling = [name for name, number in found if 150 <= number <= 500]
    common = [name for name, _number in found[:EACH]]
    return rng.sample(rare, min(EACH, len(rare))), rng.sample(middling, min(EACH, len(middling))), common


def people(rng: random.Random, families: list[str]) -> list[tuple[str, str]]:
    """The first of those with each last name, in any order."""
    from families.models import PersonName

    found = [
        PersonName.objects.filter(family=name).order_by("pk").values_list("given", "family")[0] for name in families
    ]
    rng.shuffle(found)
    return found


def born_on(rng: random.Random, families: list[str]) -> list[tuple[str, object]]:
    from families.models import Person

    return [
        (
            name,
            Person.objects.filter(display_name__endswith=f" {name}", birth_on__isnull=False).order_by("pk")[3].birth_on,
        )
        for name in families
    ]


def swapped(text: str, rng: random.Random) -> str:
    from bench._mistakes import letters_swapped

    given, _space, family = text.partition(" ")
    return f"{given} {letters_swapped(family, rng)}"


def about_notes(rng: random.Random) -> list[Question]:
    rare, middling = words(rng)
    common = list(COMMON_WORDS)
    asked = {
        "a rare word": rare,
        "a word in some thousand notes": middling,
        "a common word": common,
        "two rare words": [f"{one} {two}" for one, two in together(rng)],
        "two common words": [f"{one} {two}" for one, two in zip(common, common[1:] + common[:1], strict=True)],
        "a rare and a common word": [f"{one} {two}" for one, two in zip(rare, common, strict=False)],
        "a quoted phrase": list(PHRASES),
        "a common word without another": [
            f"{one} -{two}" for one, two in zip(common, common[2:] + common[:2], strict=True)
        ],
        "no note": [f"{name}quv" for name in ("xylo", "zarkw", "blinqu", "vexqu", "jorqx", "wuvqz", "kyxqa", "opqzx")],
    }
    return [Question(NOTES, called, text) for called, texts in asked.items() for text in texts[:EACH]]


def words(rng: random.Random) -> tuple[list[str], list[str]]:
    """Words that stand in a few notes, and in some thousand."""
    from cases.models import CaseNote

    rare: list[str] = []
    middling: list[str] = []
    found = invented()
    rng.shuffle(found)
    largest = CaseNote.objects.count()
    for word in found:
        number = CaseNote.objects.search(word).count()
        if 1 <= number <= max(3, largest // 40_000) and len(rare) < EACH:
            rare.append(word)
        if largest // 2000 <= number <= largest // 400 and len(middling) < EACH:
            middling.append(word)
        if len(rare) == len(middling) == EACH:
            break
    return rare, middling


def together(rng: random.Random) -> list[tuple[str, str]]:
    """Two words that stand in one note and mean nothing: the last but one sentence of what happened is of such words."""
    from cases.models import CaseNote

    made = set(invented())
    found: list[tuple[str, str]] = []
    for text in CaseNote.objects.order_by("pk").values_list("happened", flat=True)[: 50 * EACH : 50]:
        of_it = [word for word in text.lower().replace(".", " ").split() if word in made]
        found.append((of_it[0], of_it[-1]))
    return found
