"""What the last return told, kept beside each period, so that a newer one changes what *it* changed and nothing else.

Three values stand against each other for every detail: what the last return told, what this one tells, and what the
record says now. Only where the return has changed and the record has not does the record change. Where staff have
recorded something else, theirs stands, and the report says that the two differ, never what theirs is: a record may be
restricted from the reader of the report.
"""

import datetime
from typing import Any

from cases.census.record import CensusChild, CensusEpisode, CensusHeader
from cases.codes import PrimaryNeed
from families.codes import Sex

# What counts as nothing recorded yet, for each detail of a person and of a period.
NOTHING: dict[str, Any] = {
    "birth_on": None,
    "expected_on": None,
    "died_on": None,
    "sex": Sex.UNKNOWN.value,
    "ethnicity": "",
    "disabilities": [],
    "upn": "",
    "upn_unknown": "",
    "from_on": None,
    "to_on": None,
    "closure_reason": "",
    "source": "",
    "primary_need": PrimaryNeed.NOT_STATED.value,
}
PERSON = ("birth_on", "expected_on", "died_on", "sex", "ethnicity", "disabilities", "upn", "upn_unknown")
PERIOD = ("from_on", "to_on", "closure_reason", "source", "primary_need")
# Details a newer return takes back by no longer giving them. Any other stays: that nothing is told changes nothing.
TAKEN_BACK = {"expected_on", "died_on", "to_on", "closure_reason"}


def person_told(child: CensusChild) -> dict[str, Any]:
    """The details of a person as the return tells them."""
    return {
        "birth_on": child.born_on,
        "expected_on": child.expected_on,
        "died_on": child.died_on,
        "sex": str(child.sex),
        "ethnicity": str(child.ethnicity),
        "disabilities": [str(code) for code in child.disabilities],
        "upn": child.upn,
        "upn_unknown": str(child.upn_unknown),
    }


def period_told(episode: CensusEpisode) -> dict[str, Any]:
    """The details of a case period as the return tells them."""
    return {
        "from_on": episode.start,
        "to_on": episode.closed_on,
        "closure_reason": str(episode.closure_reason),
        "source": str(episode.source),
        "primary_need": str(episode.primary_need),
    }


def as_json(header: CensusHeader, child: CensusChild, episode: CensusEpisode) -> dict[str, Any]:
    """What is kept in `CaseChild.imported`."""
    return {
        "return": header.reference_on.isoformat(),
        "child": {field: _plain(value) for field, value in person_told(child).items()},
        **{field: _plain(value) for field, value in period_told(episode).items()},
    }


def last_told(stored: dict[str, Any], field: str) -> Any:
    """A detail as the last return told it, read back from what `as_json` kept; nothing where none did."""
    value = stored.get(field, NOTHING[field])
    return datetime.date.fromisoformat(value) if value and field.endswith("_on") else value


def decide(field: str, *, last: Any, told: Any, now: Any) -> tuple[Any, bool]:
    """What the record says after this return, and whether that differs from what the return tells."""
    if told == now or (told == NOTHING[field] and field not in TAKEN_BACK):
        return now, False
    if told != last and now == last:
        return told, False
    return now, True


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value
