"""Which words of an entry may name somebody else, and the entry without those that go.

Proposed from what is on record: everybody of the child's families, related to them, on the same notes and incidents, in
the same places; by any of their names, a short form or another spelling of one, or nearly such a name. Who is not on record
is not known: so every entry is read by somebody, who marks more.
"""

import difflib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cases.naming import children_in, people_around, people_told_of
from contexts.models import ContextLink
from families.models import Person, PersonName
from families.naming import KnownNames, is_own, own_words, plain
from families.nicknames import other_forms
from keeping.codes import MaskOrigin

# What stands in the place of a word that goes. It is no word of the text, and as long whatever it hides.
MASKED = "[masked]"
# Shorter words are nearly too many others.
SHORTEST_ALIKE = 5
NEARLY = 0.84


@dataclass(frozen=True)
class Proposed:
    start: int
    end: int
    word: str
    origin: MaskOrigin


class NearNames(KnownNames):
    """Names with their short forms and other spellings, and words with a capital that are nearly one."""

    def __init__(self, people: Any) -> None:
        super().__init__(people)
        self._exact = frozenset(self._people)
        for form in self._exact:
            for other in other_forms(form):
                self._people.setdefault(other, set()).update(self._people[form])
        self._by_first: dict[str, list[str]] = {}
        for form in self._exact:
            if len(form) >= SHORTEST_ALIKE:
                self._by_first.setdefault(form[0], []).append(form)

    def _known(self, word: str) -> list[str]:
        if word not in self._met:
            found = super()._known(word)
            if not found and word[:1].isupper() and len(word) >= SHORTEST_ALIKE:
                form = plain(word)
                found = difflib.get_close_matches(form, self._by_first.get(form[:1], []), n=1, cutoff=NEARLY)
            self._met[word] = found
        return self._met[word]


class PackNames:
    """The names that may have to go from one child's pack, and the child's own, which stay."""

    def __init__(self, person: Person, rows: Iterable[UUID]) -> None:
        contexts = ContextLink.objects.filter(child=person).order_by().values("context")
        people: set[UUID] = set()
        for found in (people_around([person.pk]), people_told_of(rows), children_in(contexts)):
            people |= {pk for (pk,) in found.values_list("child")}
        self.names = NearNames(people - {person.pk})
        self.exact = KnownNames(people - {person.pk})
        self.own = own_words(PersonName.objects.filter(person=person).order_by())

    def proposed(self, text: str) -> Iterator[Proposed]:
        """The words of a text that may be somebody else's name."""
        for mark in self.names.marks_in(text):
            if not is_own(mark.word, self.own):
                origin = MaskOrigin.RECORD if self.exact.marks_in(mark.word) else MaskOrigin.ALIKE
                yield Proposed(mark.start, mark.end, mark.word, origin)


def places_of(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where these words stand in a text, whatever their case: each time, as whole words."""
    if not words.strip():
        return
    wanted, folded, start = words.casefold(), text.casefold(), 0
    if len(folded) != len(text):  # a letter that folds into two: as it stands, then
        wanted, folded = words, text
    while (place := folded.find(wanted, start)) >= 0:
        end = place + len(wanted)
        before, after = folded[place - 1 : place], folded[end : end + 1]
        if not (before.isalnum() and wanted[0].isalnum()) and not (after.isalnum() and wanted[-1].isalnum()):
            yield place, end
        start = end


def masked(text: str, spans: Collection[tuple[int, int]]) -> str:
    """The text without these parts: what is hidden is not in what comes out, nor how long it was."""
    told, place = [], 0
    for start, end in _joined(spans):
        told += [text[place:start], MASKED]
        place = end
    return "".join([*told, text[place:]])


def _joined(spans: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
