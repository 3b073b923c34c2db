"""What a records officer watches over, as figures on their home page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cs_casework.accounts.models import Permission, StandingGrant, User
from cs_casework.confidential.models import EmergencyAccess, Interest
from cs_casework.looking.models import LookUp, Volume
from cs_casework.overview.figures import Figure, count_all
from cs_casework.overview.restricted import DUE, reviews_due

# Standing grants are told of so many days before their review is due.
SOON_DAYS = 14


def review_figure(counts: dict[str, int]) -> Figure:
    """Restricted records that are to be looked at again."""
    number = sum(count for name, count in counts.items() if name.startswith("review_"))
    return Figure(number, _("restrictions to review"), f"{reverse('overview:restriction-list')}?show={DUE}")


def officer_work(user: User) -> dict[str, Any]:
    """What a records officer watches over: restrictions to review, standing grants, emergencies, look-ups."""
    if not user.may(Permission.REVIEW_RESTRICTIONS):
        return {"figures": []}
    counts = count_all(**reviews_due(user), standing=StandingGrant.objects.visible_to(user).to_review(SOON_DAYS))
    return {
        "figures": [
            review_figure(counts),
            Figure(
                counts["standing"], _("standing grants to review"), f"{reverse('overview:standing-list')}?show={DUE}"
            ),
            *records_figures(user),
            *looked_figures(user),
        ]
    }


def records_figures(user: User) -> list[Figure]:
    """What waits for a records officer. None for another role."""
    if not user.may(Permission.REVIEW_RESTRICTIONS):
        return []
    asked = EmergencyAccess.objects.visible_to(user)
    counts = count_all(
        asked=asked.to_look_at(),
        overdue=asked.overdue(),
        interests=Interest.objects.visible_to(user).to_look_at(),
    )
    listed = reverse("overview:emergency-list")
    return [
        Figure(counts["asked"], _("asked for in an emergency, to look at or to be answered"), listed),
        Figure(counts["overdue"], _("of these, answers overdue"), listed),
        Figure(counts["interests"], _("interests declared"), reverse("overview:interest-list")),
    ]


def looked_figures(user: User) -> list[Figure]:
    """What waits for a records officer: look-ups, and unusually many records opened, that nobody has answered."""
    if not user.may(Permission.AUDIT_ALL):
        return []
    counts = count_all(
        look_ups=LookUp.objects.visible_to(user).unanswered(), volumes=Volume.objects.visible_to(user).to_answer()
    )
    return [
        Figure(counts["look_ups"], _("look-ups to answer"), reverse("looking:look-up-list")),
        Figure(counts["volumes"], _("times many records were opened"), reverse("looking:volume-list")),
    ]
