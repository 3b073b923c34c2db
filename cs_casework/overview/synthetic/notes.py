"""Case notes of some forty words, each on the record of one to three children, families and contexts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cases.models import CaseNote, NoteSubject

from . import words
from .rows import Table
from .service import ChildMade, ContextMade, FamilyMade

if TYPE_CHECKING:
    from .service import Making

KINDS = (
    ["visit", "contact", "meeting", "correspondence", "management_oversight", "supervision", "other"],
    [30, 34, 10, 10, 7, 5, 4],
)
SEEN = (["seen", "seen_alone", "not_seen"], [55, 33, 12])
ON_OPEN = 0.75
ON_A_CONTEXT_ALONE = 0.06


class Notes:
    def __init__(self, making: Making) -> None:
        self.making = making
        own = ("id", "created_at", "created_by")
        self.notes = Table(
            making.owner, CaseNote, *own, "kind", "occurred_at", "title", "happened", "said", "analysis",
            "is_significant",
        )  # fmt: skip
        self.subjects = Table(
            making.owner, NoteSubject, *own, "note", "child", "family", "context", "case", "own_part", "seen"
        )
        self.open = [child for child in making.children if child.is_open]
        self.others = [child for child in making.children if not child.is_open]
        self.worked_on = [made for made in making.contexts if made.case]

    def write(self) -> None:
        for table in (self.notes, self.subjects):
            table.write()

    def next(self) -> None:
        rng = self.making.rng
        if self.worked_on and rng.random() < ON_A_CONTEXT_ALONE:
            self.on_context(rng.choice(self.worked_on))
        elif self.open and (not self.others or rng.random() < ON_OPEN):
            self.on_child(rng.choice(self.open))
        else:
            self.on_child(rng.choice(self.others))

    def on_child(self, child: ChildMade) -> None:
        rng = self.making.rng
        family, kind = child.family, rng.choices(*KINDS)[0]
        if child.is_open and child.age >= 17 and rng.random() < 0.02:
            kind = "transition_plan"
        # Most of what is written is of the last months.
        ago = max(1, child.until or 1, int(child.since * rng.random() ** 1.5))
        context = rng.choice(child.links) if child.links and rng.random() < 0.3 else None
        manager = kind in ("management_oversight", "supervision")
        note, own = self.note(kind, ago, family.manager if manager else family.worker, context)
        if manager:
            self.subject(note, own, family.case, family=family)
            if rng.random() < 0.5:
                self.subject(note, own, family.case, child=child)
            return
        visit = kind == "visit"
        self.subject(note, own, family.case, child=child, seen=rng.choices(*SEEN)[0] if visit else "")
        if len(family.children) > 1 and rng.random() < 0.3:
            other = rng.choice(family.children)
            if other is not child:
                self.subject(note, own, family.case, child=other, seen=rng.choices(*SEEN)[0] if visit else "")
        elif rng.random() < 0.15:
            self.subject(note, own, family.case, family=family)
        if context is not None:
            self.subject(note, own, context.case if context.case_since >= ago else "", context=context)

    def on_context(self, context: ContextMade) -> None:
        rng = self.making.rng
        ago = max(1, int(context.case_since * rng.random()))
        kind = rng.choice(("observation", "observation", "meeting", "contact"))
        note, own = self.note(kind, ago, context.worker, context)
        self.subject(note, own, context.case, context=context)

    def note(self, kind: str, ago: int, by: str, context: ContextMade | None) -> tuple[str, tuple[str, str]]:
        making, rng = self.making, self.making.rng
        minute = rng.randint(510, 1100)
        own = making.days.at(ago, minute + rng.randint(10, 300)), by
        happened = f"{rng.choice(words.HAPPENED[kind])} {rng.choice(words.DETAIL)}"
        if context is not None:
            happened = f"{happened} We spoke about {context.name}."
        key = making.keys.new()
        self.notes.add(
            key, *own, kind, making.days.at(ago, minute), rng.choice(words.TITLES[kind]), happened,
            rng.choice(words.SAID), rng.choice(words.ANALYSIS) if rng.random() < 0.7 else "", rng.random() < 0.04,
        )  # fmt: skip
        return key, own

    def subject(
        self, note: str, own: tuple[str, str], case: str, *, child: ChildMade | None = None,
        family: FamilyMade | None = None, context: ContextMade | None = None, seen: str = "",
    ) -> None:  # fmt: skip
        part = self.making.rng.choice(words.DETAIL) if self.making.rng.random() < 0.08 else ""
        self.subjects.add(
            self.making.keys.new(), *own, note, child and child.key, family and family.key, context and context.key,
            case or None, part, seen,
        )  # fmt: skip


def make_notes(making: Making) -> None:
    notes = Notes(making)
    for number in range(making.size.notes):
        notes.next()
        making.tell("Notes", number + 1, making.size.notes)
    notes.write()
