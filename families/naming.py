"""The check for names: which words of a text are a name of one of these people.

It is made here once. For what is printed of a context, an assessment or a conference paper, it is asked through
`cases/naming.py`, which knows whose names those are, and what was answered.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from families.models import PersonName

# Letters that no accent is taken from.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
)
APOSTROPHES = "'\u2019\u2018\u02bc\u02bb`\u00b4"
HYPHENS = "-\u2010\u2011"
# Small words within a longer name: alone they name nobody.
PARTICLES = frozenset(
    [
        "abu",
        "al",
        "an",
        "and",
        "ap",
        "bin",
        "binti",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "mac",
        "of",
        "o",
        "san",
        "st",
        "ten",
        "ter",
        "the",
        "van",
        "von",
        "y",
    ]
)
# What stands between two words. What stands within one (letters, their marks, joiners) is told by its category.
CHUNK = re.compile(r"\S+")
INSIDE = frozenset("LM")
JOINS = frozenset(APOSTROPHES + HYPHENS)
HYPHEN = re.compile(f"[{re.escape(HYPHENS)}]")
PARTED = re.compile(f"[{re.escape(APOSTROPHES + HYPHENS)}]")
ENDING = re.compile(f"[{re.escape(APOSTROPHES)}](s|ll|d|re|ve|)$", re.IGNORECASE)


@dataclass(frozen=True)
class Mark:
    """A word of a text that is somebody's name: where it stands, and as it is written. Not whose it is."""

    start: int
    end: int
    word: str


class KnownNames:
    """Every name of some people, in memory: read in one statement, whoever may see them.

    Names of people hidden from the reader are among them: a paper that goes out must not name anybody, and least of all
    those who are kept from most. So nothing that is made of this ever tells whose name a word is, or how many have it;
    `whose` is for the audit.
    """

    def __init__(self, people: Any) -> None:
        """`people`: their ids, as a queryset."""
        self._people: dict[str, set[UUID]] = {}
        self._met: dict[str, list[str]] = {}  # the words of a text come again and again
        for person, given, family in (
            PersonName.objects.filter(person__in=people).order_by().values_list("person", "given", "family")
        ):
            for form in {*_forms_of(given), *_forms_of(family)}:
                self._people.setdefault(form, set()).add(person)

    def marks_in(self, text: str) -> list[Mark]:
        """The words of this text that are one of the names: first or last name alone, known as, former or other name,
        whatever the case and accents, with a hyphen or an apostrophe or without, of one or of several ("Ayla's", "the
        Browns"). An initial is none."""
        return [Mark(start, end, text[start:end]) for start, end in _words(text) if self._known(text[start:end])]

    def whose(self, marks: Iterable[Mark]) -> set[UUID]:
        """Whose names these are. For the audit alone: it goes onto no page, into no message and into no count."""
        return {person for mark in marks for form in self._known(mark.word) for person in self._people[form]}

    def _known(self, word: str) -> list[str]:
        if word not in self._met:
            self._met[word] = [form for form in _readings(word) if form in self._people]
        return self._met[word]


class Mask:
    """Names as initials, but for the words of somebody's own name, given as they are compared (`own_words`): a sister's
    last name is the child's, too."""

    def __init__(self, names: KnownNames, own: Collection[str] = ()) -> None:
        self._names, self._own = names, set(own)

    def marks_in(self, text: str) -> list[Mark]:
        """The words that become initials."""
        return [mark for mark in self._names.marks_in(text) if not is_own(mark.word, self._own)]

    def pieces(self, text: str) -> list[tuple[str, bool]]:
        """The text as it stands, in pieces, each with whether it becomes an initial."""
        return list(pieces_of(text, self.marks_in(text)))

    def initials(self, text: str) -> str:
        """The text with initials. One at the end of a sentence has the sentence's stop."""
        told, was_marked = "", False
        for piece, is_marked in self.pieces(text):
            told += f"{piece[0].upper()}." if is_marked else piece.removeprefix(".") if was_marked else piece
            was_marked = is_marked
        return told

    def whose(self, texts: Iterable[str]) -> set[UUID]:
        """Whose names these texts hold. For the audit alone, as of `KnownNames`."""
        return self._names.whose(mark for text in texts for mark in self.marks_in(text))


def pieces_of(text: str, marks: Iterable[Mark]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is marked."""
    place = 0
    for mark in marks:
        if mark.start > place:
            yield text[place : mark.start], False
        yield text[mark.start : mark.end], True
        place = mark.end
    if place < len(text):
        yield text[place:], False


def is_own(word: str, own: Collection[str]) -> bool:
    """Whether this word of a text is one of these, given as they are compared (`own_words`)."""
    return not _readings(word).isdisjoint(own)


def own_words(names: Iterable[PersonName]) -> set[str]:
    """The words of somebody's own names, as they are compared."""
    return {form for name in names for form in (*_forms_of(name.given), *_forms_of(name.family))}


def plain(text: str) -> str:
    """As it is compared: without case, accents, and what is drawn with no width."""
    taken_apart = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    return "".join(letter for letter in taken_apart if unicodedata.category(letter) not in ("Mn", "Cf"))


def _forms_of(name: str) -> Iterator[str]:
    """The words by which a first or last name is known in a text: each of its words, whole and in its parts, and all of
    them as one."""
    words = name.split()
    for word in words:
        whole, parts = _letters(word), [_letters(part) for part in PARTED.split(word)]
        found = {whole} | {part for part in parts if len(part) > 2}
        yield from (form for form in found if len(form) > 1 and (len(words) == 1 or form not in PARTICLES))
    if len(words) > 1:
        yield _letters(name)


def _letters(word: str) -> str:
    return "".join(letter for letter in plain(word) if unicodedata.category(letter)[0] in INSIDE)


def _readings(word: str) -> set[str]:
    """What a word of a text may be a form of: itself and its parts at hyphens, and each of these without what says whose
    it is, that there are several, or what is short for a verb ("Ayla'll")."""
    found = set()
    for part in {word, *HYPHEN.split(word)}:
        found |= {_letters(part), _letters(ENDING.sub("", part))}
    found |= {form.removesuffix(ending) for form in found for ending in ("s", "es") if len(form) > len(ending) + 2}
    return {form for form in found if len(form) > 1}


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where each word of a text begins and ends: letters with their marks, hyphens and apostrophes between them."""
    for chunk in CHUNK.finditer(text):
        start: int | None = None
        last = 0
        for place in range(chunk.start(), chunk.end()):
            letter = text[place]
            category = unicodedata.category(letter)
            if category[0] in INSIDE or (start is not None and category == "Cf"):
                start = place if start is None else start
                last = place + 1
            elif start is not None and letter not in JOINS:
                yield start, _with_apostrophe(text, last)
                start = None
        if start is not None:
            yield start, _with_apostrophe(text, last)


def _with_apostrophe(text: str, end: int) -> int:
    """Where it ends: an apostrophe after an s belongs to the word ("James'")."""
    return end + 1 if text[end - 1 : end] in ("s", "S") and text[end : end + 1] in set(APOSTROPHES) else end
