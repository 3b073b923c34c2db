"""What the pages of a contact being taken share: who may open one, what stands around each, and what is still to do."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import View, needs
from referrals.intake import STEPS, Intake, key_title, key_url, part_of, step_url
from referrals.intake_typing import Typing
from referrals.models import Referral
from referrals.pages import referral_page


def being_taken(view: Callable[..., HttpResponse]) -> View:
    """Open the contact that the address names, for who may take contacts; one that is finished is only read."""

    @wraps(view)
    @needs(Permission.TAKE_REFERRALS)
    def opened(request: StaffRequest, pk: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        referral = open_record(request, Referral.objects.select_related("taker", "agency", "created_by"), pk=pk)
        if not referral.is_unfinished:
            return redirect(referral)
        return view(request, referral, *args, **kwargs)

    return opened


def around(request: StaffRequest, referral: Referral, step: str = "") -> dict[str, Any]:
    """What every page of a contact being taken is given."""
    return {
        "referral": referral,
        "page": referral_page(referral, request.user),
        "heading": STEPS.get(step, referral.reference),
        "steps_url": reverse("referrals:intake", args=[referral.pk]),
        "danger_url": reverse("referrals:intake-danger", args=[referral.pk]),
        "is_anothers": referral.is_taking and referral.taker_id != request.user.pk,
    }


def missing_with_links(found: Intake) -> list[dict[str, str]]:
    return [{"words": lacking.words, "url": step_url(found.referral, lacking.step)} for lacking in found.missing]


def unsaved(found: Intake, step: str = "") -> list[dict[str, Any]]:
    """What is typed and not saved yet, in words, with who typed it and where one goes on; of one step, or of all."""
    return [
        {"title": key_title(key, row.data), "url": key_url(found.referral, key, row.data), "row": row}
        for key, row in found.typed.items()
        if not step or part_of(key) == step
    ]


def discarded(request: StaffRequest, typing: Typing, url: str) -> HttpResponse:
    typing.discard()
    messages.success(request, _("What was typed has been thrown away."))
    return redirect(url)


def kept_for_later(request: StaffRequest, referral: Referral) -> HttpResponse:
    messages.info(
        request, _("What you typed is kept as it is. Something in it is not right yet; look at it again later.")
    )
    return redirect("referrals:intake", referral.pk)
