"""One row of a tracker read whole: every cell of it that cannot be told is said, not only the first."""

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from contexts.codes import Kind
from cs_casework.accounts.models import User
from cs_casework.dates import today
from cs_casework.reference.codes import ENDS, OutcomeCode, ReferralSource
from cs_casework.reference.models import Agency, HarmType
from referrals.codes import Channel, Danger, Emergency, Frequency, HowMany, Subject
from referrals.importing import values
from referrals.importing.columns import tidy
from referrals.importing.reading import LONGEST_CELL, SourceRow
from referrals.importing.report import Problem
from referrals.importing.values import Unclear

UNFINISHED = {"being taken", "to be decided", "being screened", "unfinished", "open", "new", "waiting", "pending"}
DECIDED = {"decided", "closed", "finished", "complete", "completed"}
# What tells one row from another where the tracker numbers none of them.
TELLING = ("received", "children", "given", "family", "birth_on", "context", "referrer", "agency", "worry")


class Lists:
    """The local lists and the staff that cells are looked up in, read once for a whole file."""

    def __init__(self) -> None:
        self.agencies = list(Agency.objects.all())
        self.harm_types = list(HarmType.objects.all())
        self.staff: dict[str, list[User]] = {}
        for user in User.objects.select_related("role"):
            for called in {tidy(user.username), tidy(user.name)}:
                self.staff.setdefault(called, []).append(user)

    def member(self, text: str) -> User | None:
        """A member of staff by user name or name, whether or not they still work here."""
        if not tidy(text):
            return None
        found = self.staff.get(tidy(text), [])
        if len(found) != 1:
            raise Unclear(_("Nobody here is called this, or more than one. Write the name they sign in with."))
        return found[0]


@dataclass
class Parsed:
    """What one row says, as the fields of the records that are made of it."""

    row: SourceRow
    contact: dict[str, Any] = field(default_factory=dict)
    harm_types: list[HarmType] = field(default_factory=list)
    children: list[dict[str, Any]] = field(default_factory=list)
    context: dict[str, Any] | None = None
    taker: User | None = None
    decided_at: datetime.datetime | None = None
    decided_by: User | None = None
    outcomes: list[str] = field(default_factory=list)
    rationale: str = ""
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, column: str, words: str) -> None:
        self.problems.append(Problem(self.row.number, column, self.row.text(column)[:200], words))

    def read[T](self, column: str, how: Callable[..., T], *more: Any, otherwise: Any = None) -> T:
        """A cell as it is to be read; where it cannot be told, that is noted and the reading goes on."""
        try:
            return how(self.row.text(column), *more)
        except Unclear as unclear:
            self.wrong(column, str(unclear))
            return otherwise


def key_of(row: SourceRow, tracker: str) -> str:
    """By what a row is found again: the number its tracker gives it, or else what tells it from the others."""
    number = row.text("id")
    parts = [tracker, "id", number] if number else [tracker, *(row.text(name) for name in TELLING)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def parse(row: SourceRow, lists: Lists) -> Parsed:
    """Read one row. What is wrong with it stands in `problems`; then nothing is to be made of it."""
    said = Parsed(row)
    for name in row.cells:
        if len(row.text(name)) > LONGEST_CELL:
            said.wrong(name, _("This is longer than %(most)s characters.") % {"most": f"{LONGEST_CELL:,}"})
    _received(said)
    _referrer(said, lists)
    _children(said)
    _context(said)
    _worry(said, lists)
    _decision(said, lists)
    said.taker = said.read("taker", lists.member)
    return said


def _moment(said: Parsed, column: str, at: str = "") -> datetime.datetime | None:
    try:
        found = values.moment(said.row.cells.get(column), said.row.cells.get(at))
    except Unclear as unclear:
        said.wrong(column, str(unclear))
        return None
    if found and found.date() > today():
        said.wrong(column, _("This is in the future."))
        return None
    return found


def _received(said: Parsed) -> None:
    received = _moment(said, "received", "received_time")
    if received is None and not said.problems:
        said.wrong("received", _("Say when the contact was received."))
    danger = said.read("danger", values.choice, Danger, otherwise="") or Danger.NOT_KNOWN
    said.contact |= {
        "received_at": received,
        "channel": said.read("channel", values.choice, Channel, otherwise="") or Channel.OTHER,
        "danger": danger,
        "is_consultation": said.read("consultation", values.yes_or_no),
    }
    if danger == Danger.YES:
        emergency = said.read("emergency", values.choice, Emergency, otherwise="")
        said.contact |= {"emergency": emergency, "handed_to": said.row.text("handed_to"), "handed_at": received}


def _referrer(said: Parsed, lists: Lists) -> None:
    agency = said.read("agency", values.entry, lists.agencies)
    source = said.read("source", values.choice, ReferralSource, otherwise="")
    said.contact |= {
        "agency": agency,
        "source": source or (agency.source if agency else ""),
        "referrer_name": said.row.text("referrer"),
        "referrer_role": said.row.text("referrer_role"),
        "referrer_contact": said.row.text("referrer_contact"),
        "is_anonymous": said.read("anonymous", values.yes_or_no),
        "keeps_name_from_family": said.read("keep_name", values.yes_or_no),
    }


def _children(said: Parsed) -> None:
    """Either several names in one cell, or one child in columns of its own."""
    text = said.row.text
    names = [values.name_of(name) for name in values.several(text("children"))]
    if text("given") or text("family"):
        if names:
            said.wrong("children", _("This row names children in two ways. Use one of them."))
        names = [{"given": text("given"), "family": text("family")}]
    try:
        born = values.day(said.row.cells.get("birth_on"))
    except Unclear as unclear:
        born = None
        said.wrong("birth_on", str(unclear))
    details = {
        "birth_on": born,
        "nhs_number": text("nhs_number").replace(" ", ""),
        "upn": text("upn"),
        "address": text("child_address"),
        "postcode": text("child_postcode"),
        "attends": text("school"),
    }
    if any(details.values()) and len(names) != 1:
        said.wrong(
            "children", _("These details are one child’s, and this row names %(number)s.") % {"number": len(names)}
        )
    said.children = [{**name, **details} for name in names]


def _context(said: Parsed) -> None:
    text = said.row.text
    if not text("context"):
        return
    kind = said.read("context_kind", values.choice, Kind, otherwise="")
    if not kind and not text("context_kind"):
        said.wrong("context_kind", _("Say what kind of context it is."))
    said.context = {
        "name": text("context"),
        "kind": kind,
        "address": text("context_address"),
        "postcode": text("context_postcode"),
        "happens": text("happens"),
        "when": text("when"),
        "frequency": said.read("frequency", values.choice, Frequency, otherwise=""),
        "how_many": said.read("how_many", values.choice, HowMany, otherwise=""),
    }


def _worry(said: Parsed, lists: Lists) -> None:
    said.contact |= {"worry": said.row.text("worry"), "strengths": said.row.text("strengths")}
    about = [Subject.CHILDREN] if said.children else []
    said.contact["subjects"] = [str(code) for code in [*about, *([Subject.CONTEXT] if said.context else [])]]
    try:
        said.harm_types = [values.entry(name, lists.harm_types) for name in values.several(said.row.text("harm"))]
    except Unclear as unclear:
        said.wrong("harm", str(unclear))


def _decision(said: Parsed, lists: Lists) -> None:
    """Whether it is finished, and what was decided: a state, a day and an outcome must not speak against each other."""
    text, state = said.row.text, tidy(said.row.text("state"))
    if state and state not in UNFINISHED | DECIDED:
        words = ", ".join(sorted(UNFINISHED | DECIDED))
        said.wrong("state", _("This is no state that is known here: %(words)s.") % {"words": words})
    decided = _moment(said, "decided")
    is_decided = state in DECIDED if state else bool(text("decided") or text("outcome"))
    if not is_decided:
        if state and (text("decided") or text("outcome")):
            said.wrong("state", _("It has been decided, by its day or its outcome, and its state says otherwise."))
        return
    if not text("decided"):
        said.wrong("decided", _("Say on which day it was decided."))
    received = said.contact["received_at"]
    if decided and received and decided.date() < received.date():
        said.wrong("decided", _("This is before the contact was received."))
    try:
        said.outcomes = [values.choice(part, OutcomeCode) for part in values.several(text("outcome"))]
    except Unclear as unclear:
        said.wrong("outcome", str(unclear))
    if not text("outcome"):
        said.wrong("outcome", _("Say what was decided."))
    elif ENDS & set(said.outcomes) and len(set(said.outcomes)) > 1:
        said.wrong("outcome", _("No further action stands with nothing else."))
    if decided and received:
        said.decided_at = max(decided, received)
    said.decided_by = said.read("decided_by", lists.member)
    said.rationale = text("rationale")
