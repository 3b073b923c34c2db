"""What stands above the pages of a member of staff, a team and an entry of a local list."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cs_casework.accounts.models import Team, User
from cs_casework.pages import RecordPage
from cs_casework.reference.models import Agency, HarmType, Interval, Outcome, PlaceCategory

STATE_TONES = {User.State.ACTIVE: "green", User.State.NO_PASSWORD: "yellow", User.State.OFF: "grey"}


@dataclass(frozen=True)
class LocalList:
    """One of the lists a council keeps itself, under a word that stands in its address."""

    slug: str
    model: Any
    title: str | Promise
    about: str | Promise

    @property
    def url(self) -> str:
        return reverse("administration:entry-list", args=[self.slug])


LISTS = {
    found.slug: found
    for found in (
        LocalList(
            "harm-types",
            HarmType,
            gettext_lazy("Harm types"),
            gettext_lazy("Kinds of harm outside the family in your own words, and what the census counts them as."),
        ),
        LocalList(
            "place-categories",
            PlaceCategory,
            gettext_lazy("Categories of place"),
            gettext_lazy("What kinds of place a location can be, and which of them are kept off maps and lists."),
        ),
        LocalList(
            "agencies",
            Agency,
            gettext_lazy("Agencies"),
            gettext_lazy("Who refers children or works with them, and the census source each counts as."),
        ),
    )
}


@dataclass(frozen=True)
class KeptList(LocalList):
    """A list of which the entries are code: a council adds none and withdraws none, and says of each one thing."""

    name: str
    intro: str | Promise


INTERVALS = KeptList(
    "intervals",
    Interval,
    gettext_lazy("Intervals"),
    gettext_lazy("How long may pass between visits, and between a manager’s looks at a case."),
    "interval",
    gettext_lazy(
        "How long may pass before the next visit, or the next look of a manager, is due. A looked after child is visited "
        "at least every six weeks by law, with few exceptions; a care leaver is seen at least every eight by guidance."
    ),
)
OUTCOMES = KeptList(
    "outcomes",
    Outcome,
    gettext_lazy("Outcomes of contacts"),
    gettext_lazy("What may be decided on a contact, and which decisions a second manager countersigns."),
    "outcome",
    gettext_lazy(
        "A decision that is countersigned takes effect at once: a child does not wait for a signature. It stays in a list "
        "until another manager has put their name to it, or opens the contact again."
    ),
)


def staff_page(member: User) -> RecordPage:
    return RecordPage(
        title=member.name,
        kind=_("Member of staff"),
        url=member.get_absolute_url(),
        facts=[
            {"label": _("User name"), "value": member.username},
            {"label": _("Role"), "value": str(member.role or "")},
            {"label": _("Job title"), "value": member.job_title},
        ],
        tags=[{"text": str(member.state.label), "tone": STATE_TONES[member.state]}],
    )


def team_page(team: Team) -> RecordPage:
    return RecordPage(
        title=team.name,
        kind=_("Team"),
        url=team.get_absolute_url(),
        facts=[
            {"label": _("Kind"), "value": team.get_kind_display()},
            {"label": _("Telephone"), "value": team.phone},
        ],
    )


def entry_page(listed: LocalList, entry: Any, part: str) -> RecordPage:
    """An entry has two parts: changing it, and what it was before. Those of an interval stand at addresses like it."""
    url = reverse("administration:entry-edit", args=[listed.slug, entry.pk])
    history = reverse("administration:entry-history", args=[listed.slug, entry.pk])
    withdrawn = getattr(entry, "is_withdrawn", False)
    return RecordPage(
        title=str(entry),
        kind=str(entry._meta.verbose_name).capitalize(),
        url=url,
        tags=[{"text": _("Withdrawn"), "tone": "grey"}] if withdrawn else [],
        parts=[
            {"name": "edit", "label": _("Change"), "url": url},
            {"name": "history", "label": _("Versions"), "url": history},
        ],
    ).at(part)
