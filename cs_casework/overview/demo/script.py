"""Reads the stories (`stories_*.py`) and turns words about people into names, ages and pronouns.

A story is a run of notes, one blank line between them:

    @ 190 contact by:stefan sig | finn* abena+ c:larkspur f:brannigan | Title
    H: What happened …
    S: What was said …
    A: Analysis …
    O finn: The own part for one subject …

The number counts days back from today. Of a child, `*` says seen alone, `+` seen. `f:` is a family, `c:` a context.
`{finn.age}` is an age on the day of the note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .shapes import PersonPlan, SubjectPlan

HEAD = re.compile(
    r"^@ (?P<ago>\d+) (?P<kind>\w+)(?: by:(?P<by>\w+))?(?P<sig> sig)? \| (?P<who>[^|]+) \| (?P<title>.+)$"
)
PART = re.compile(r"^(?:(?P<part>[HSA])|O (?P<own>\w+)): (?P<text>.*)$")

PRONOUNS = {
    "he": ("he", "him", "his", "himself"),
    "she": ("she", "her", "her", "herself"),
    "they": ("they", "them", "their", "themself"),
}


class ScriptError(ValueError):
    """A story that cannot be read; the message quotes the line."""


@dataclass(frozen=True)
class Draft:
    """A note as written in a story, before dates and staff are settled."""

    ago: int
    kind: str
    by: str
    title: str
    happened: str
    said: str
    analysis: str
    subjects: tuple[SubjectPlan, ...]
    significant: bool
    story: str


class Voice:
    """A person as a fragment speaks of them: `{c}`, `{c.they}`, `{c.Their}`, `{c.was}`, `{c.age}`."""

    def __init__(self, person: PersonPlan, day: date) -> None:
        they, them, their, themself = PRONOUNS[person.pronoun or "they"]
        plural = they == "they"
        self.name = person.known_as
        self.age = person.age_on(day)
        self.they, self.them, self.their, self.themself = they, them, their, themself
        self.They, self.Their = they.capitalize(), their.capitalize()
        self.was, self.has = ("were", "have") if plural else ("was", "has")
        self.is_ = "are" if plural else "is"
        self.enjoys = "enjoy" if plural else "enjoys"

    def __getattr__(self, name: str) -> str:
        if name == "is":  # a keyword, so it cannot be set by name
            return self.is_
        raise AttributeError(name)

    def __format__(self, spec: str) -> str:
        return self.name


def _subject(token: str, own: dict[str, str]) -> SubjectPlan:
    kind, _, rest = token.rpartition(":")
    mark = rest[-1] if rest[-1] in "*+-" else ""
    key = rest.rstrip("*+-")
    return SubjectPlan(
        kind={"": "child", "f": "family", "c": "context"}[kind],
        key=key,
        own=own.pop(key, ""),
        seen=None if not mark else mark != "-",
        seen_alone=None if not mark else mark == "*",
    )


def read_note(block: str, story: str) -> Draft:
    """One note of a story."""
    lines = block.strip().splitlines()
    head = HEAD.match(lines[0])
    if head is None:
        raise ScriptError(f"Not the head of a note: {lines[0]}")
    parts: dict[str, list[str]] = {}
    current = ""
    for line in lines[1:]:
        found = PART.match(line)
        if found:
            current = found["part"] or found["own"]
            parts[current] = [found["text"]]
        elif current:
            parts[current].append(line.strip())
        else:
            raise ScriptError(f"Words that belong to no part: {line}")
    text = {key: " ".join(words) for key, words in parts.items()}
    happened, said, analysis = (text.pop(key, "") for key in "HSA")
    subjects = tuple(_subject(token, text) for token in head["who"].split())
    if text:
        raise ScriptError(f"An own part for nobody: {', '.join(text)} in {lines[0]}")
    return Draft(
        ago=int(head["ago"]),
        kind=head["kind"],
        by=head["by"] or "",
        title=head["title"].strip(),
        happened=happened,
        said=said,
        analysis=analysis,
        subjects=subjects,
        significant=bool(head["sig"]),
        story=story,
    )


def read_stories(stories: dict[str, str]) -> list[Draft]:
    return [read_note(block, story) for story, text in stories.items() for block in re.split(r"\n\s*\n", text.strip())]


def speak(text: str, voices: dict[str, object]) -> str:
    """Fill a fragment in."""
    return text.format_map(voices) if "{" in text else text
