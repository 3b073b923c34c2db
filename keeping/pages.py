"""What stands above the pages of keeping records."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cs_casework.accounts.models import Permission, User
from cs_casework.pages import RecordPage
from keeping.models import AccessRequest


def parts_for(user: User, part: str) -> list[dict[str, Any]]:
    """The pages of keeping records, for the sub-navigation."""
    parts = [
        ("people", _("Due: people"), reverse("keeping:due-list", args=["people"])),
        ("contexts", _("Due: contexts"), reverse("keeping:due-list", args=["contexts"])),
        ("contacts", _("Due: contacts"), reverse("keeping:due-list", args=["contacts"])),
        ("disposals", _("Proposed"), reverse("keeping:disposal-list")),
        ("certificates", _("Certificates"), reverse("keeping:certificate-list")),
        ("holds", _("Legal holds"), reverse("keeping:hold-list")),
        ("access", _("Requests to see a record"), reverse("keeping:access-list")),
        ("rules", _("Rules"), reverse("keeping:rule-list")),
    ]
    return [{"name": name, "label": label, "url": url, "current": name == part} for name, label, url in parts]


def access_page(pack: AccessRequest, part: str) -> RecordPage:
    tones = {"checked": "green", "given": "green", "ended": "grey", "checking": "blue"}
    facts = [
        {"label": _("About"), "value": str(pack.person)},
        {"label": _("Asked by"), "value": f"{pack.asked_by} ({pack.asks_as})"},
        {"label": _("Received"), "value": f"{pack.received_on:%-d %B %Y}"},
        {"label": _("Due by"), "value": f"{pack.due_on:%-d %B %Y}"},
    ]
    tags = [{"text": str(pack.get_status_display()), "tone": tones.get(pack.status, "yellow")}]
    if pack.is_overdue:
        tags.append({"text": _("Overdue"), "tone": "red"})
    urls = [
        ("request", _("Request"), pack.get_absolute_url()),
        ("entries", _("Entries"), reverse("keeping:access-items", args=[pack.pk])),
        ("words", _("Marked words"), reverse("keeping:access-words", args=[pack.pk])),
    ]
    return RecordPage(
        title=pack.reference,
        kind=_("Request to see a record"),
        url=pack.get_absolute_url(),
        facts=facts,
        tags=tags,
        parts=[{"name": name, "label": label, "url": url} for name, label, url in urls],
    ).at(part)


def may_keep(user: User) -> bool:
    return user.may(Permission.KEEP_RECORDS)
