"""What stands above every page of a contact."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cs_casework.accounts.models import User
from cs_casework.pages import RecordPage
from referrals.models import Referral

TONES = {"taking": "yellow", "submitted": "blue", "screening": "blue", "decided": "green", "withdrawn": "grey"}


def referral_page(referral: Referral, user: User, part: str = "") -> RecordPage:
    """The identity bar and parts of a contact. Its title is its reference: no name stands there."""
    parts = [
        {"name": "details", "label": referral.kind_shown, "url": referral.get_absolute_url()},
        {
            "name": "history",
            "label": _("Versions"),
            "url": reverse("referrals:referral-history", args=[referral.pk]),
        },
    ]
    tags = [{"text": referral.get_status_display(), "tone": TONES[referral.status]}]
    if referral.is_dangerous:
        tags.insert(0, {"text": _("Immediate danger"), "tone": "red"})
    if referral.keeps_name_from_family:
        tags.append({"text": _("Keep the referrer’s name from the family"), "tone": "purple"})
    received = timezone.localtime(referral.received_at)
    return RecordPage(
        title=referral.reference,
        kind=referral.kind_shown,
        url=referral.get_absolute_url(),
        facts=[
            {
                "label": _("Received"),
                "value": f"{received:%-d %B %Y, %-I:%M}{received:%p}".replace("AM", "am").replace("PM", "pm"),
            },
            {"label": _("Decision due"), "value": f"{referral.decision_due:%-d %B %Y}"},
        ],
        tags=tags,
        parts=parts,
    ).at(part)
