"""How assessments of the borough are written down here; `assessed_families.py` and `assessed_contexts.py` hold them.

`write_assessments.py` writes them as staff would. Days are counted back from today.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """One part of the child's world as somebody weighs it. `rests` names factors, incidents and contexts by their keys:
    `factor:finn_debt`, `incident:dunnock/117` (where, days ago), `context:larkspur`."""

    kind: str
    influence: str
    direction: str
    why: str
    context: str = ""
    rests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Weighed:
    """One version of one view, of a child or (without one) of a context. `acts` counts the parts from one."""

    ago: int
    view: str
    parts: tuple[Part, ...]
    child: str = ""
    acts: tuple[tuple[int, int, str], ...] = ()
    change_first: str = ""
    no_primary: str = ""
    no_primary_why: str = ""


@dataclass(frozen=True)
class Concluded:
    """What an assessment says of one child; what is not written yet is left out of `said`."""

    child: str
    seen_ago: int | None = None
    said: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What a manager did with it: authorised it, or returned it, with `why`; `answers` are by the kind of sentence."""

    ago: int
    by: str
    why: str
    authorised: bool = True
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Appraisal:
    """One assessment: started, written on a day, submitted, decided. Without `submitted` it is being written."""

    case: str
    by: str
    started: int
    written: int
    sections: dict[str, str]
    children: tuple[Concluded, ...] = ()
    views: tuple[Weighed, ...] = ()
    took_part: tuple[tuple[str, str, str], ...] = ()  # who, who they are to it, whether they took part
    submitted: int | None = None
    verdict: Verdict | None = None
