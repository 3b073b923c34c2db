"""Which column of a tracker is which: by the names that trackers give them, or as it is said on the command line."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

# What a column may be called, small letters and signs aside. The first is what docs/import_referrals.md calls it.
TITLES: dict[str, tuple[str, ...]] = {
    "id": ("id", "number", "no", "tracker number", "row id", "ref", "reference"),
    "received": ("received", "date received", "received on", "received at", "date of contact", "contact date"),
    "received_time": ("time received", "received time", "time"),
    "channel": ("how it came", "channel", "method", "contact method"),
    "danger": ("immediate danger", "danger"),
    "emergency": ("emergency services", "999"),
    "handed_to": ("handed to",),
    "consultation": ("consultation",),
    "referrer": ("referrer", "referrer name", "referred by", "name of referrer"),
    "referrer_role": ("referrer role", "role", "job title", "relationship to child"),
    "referrer_contact": ("referrer contact", "referrer phone", "referrer email", "contact details"),
    "agency": ("agency", "organisation", "referring agency"),
    "source": ("source", "source code", "referral source"),
    "anonymous": ("anonymous",),
    "keep_name": ("keep name from family", "withhold name"),
    "children": ("children", "child", "young people", "young person", "name of child", "child name"),
    "given": ("first names", "first name", "child first name", "forename"),
    "family": ("last name", "child last name", "surname"),
    "birth_on": ("date of birth", "dob", "born"),
    "nhs_number": ("nhs number", "nhs no"),
    "upn": ("upn", "unique pupil number"),
    "child_address": ("child address", "home address"),
    "child_postcode": ("child postcode", "home postcode"),
    "school": ("school", "attends"),
    "context": ("context", "place", "location", "peer group", "context name", "name of place"),
    "context_kind": ("kind of context", "context kind", "context type", "type"),
    "context_address": ("place address", "context address"),
    "context_postcode": ("place postcode", "context postcode", "postcode"),
    "happens": ("what happens there", "what happens"),
    "when": ("when it happens", "when"),
    "frequency": ("how often", "frequency"),
    "how_many": ("how many young people", "how many", "number of children"),
    "worry": ("worry", "concern", "concerns", "reason", "details", "summary"),
    "strengths": ("strengths", "what is going well"),
    "harm": ("kinds of harm", "harm", "harm type", "harm types", "type of harm"),
    "state": ("state", "status"),
    "taker": ("taken by", "worker", "screener"),
    "decided": ("decided", "decided on", "date decided", "decision date"),
    "decided_by": ("decided by", "manager", "decision maker"),
    "outcome": ("outcome", "decision"),
    "rationale": ("why", "rationale", "reason for decision"),
}
NEEDED = "received"


class FileProblem(Exception):
    """Why the file as a whole cannot be loaded, in words."""


def tidy(title: object) -> str:
    """A heading without what differs from one spreadsheet to the next."""
    text = "" if title is None else str(title)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())


BY_TITLE = {tidy(title): name for name, titles in TITLES.items() for title in (name, *titles)}


def mapped(headings: list[str], given: Iterable[str]) -> tuple[dict[int, str], list[str]]:
    """Which place of a row holds which column, and the headings that stand for none.

    `given` holds what was said on the command line: `Their heading=received`. Refuses a heading or a column that there
    is not, two headings for one column, and a file that does not say when its contacts were received.
    """
    said = dict(_pair(text) for text in given)
    known = {tidy(heading) for heading in headings}
    if strangers := [heading for heading in said if heading not in known]:
        raise FileProblem(_("No column is headed “%(heading)s”.") % {"heading": strangers[0]})
    found: dict[int, str] = {}
    unused = []
    for place, heading in enumerate(headings):
        # A heading that was named is what it was named as, even where it would have been known.
        name = said.get(tidy(heading)) or (None if tidy(heading) in said else BY_TITLE.get(tidy(heading)))
        if name is None or (name in said.values() and tidy(heading) not in said):
            unused += [heading] if heading else []
        elif name in found.values():
            raise FileProblem(
                _("Two columns could be “%(name)s”: say which one is, with --map “HEADING=%(name)s”.") % {"name": name}
            )
        else:
            found[place] = name
    if NEEDED not in found.values():
        raise FileProblem(
            _("No column says when a contact was received: say which one does, with --map “HEADING=received”.")
        )
    return found, unused


def _pair(text: str) -> tuple[str, str]:
    heading, equals, name = text.rpartition("=")
    if not equals or name.strip() not in TITLES:
        raise FileProblem(
            _(
                "“%(text)s” is no pair of a heading and a column: “HEADING=COLUMN”, with one of these columns: %(names)s."
            )
            % {"text": text, "names": ", ".join(TITLES)}
        )
    return tidy(heading), name.strip()
