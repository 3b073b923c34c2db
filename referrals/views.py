"""The tracker of contacts, and the page of one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import needs, paginate
from cs_casework.versions import show_versions
from referrals.models import Referral, ReferralAdult, ReferralChild, ReferralContext
from referrals.pages import referral_page


@require_GET
@needs(Permission.VIEW_REFERRALS)
def referral_list(request: StaffRequest) -> HttpResponse:
    found = Referral.objects.visible_to(request.user).unfinished().urgent_first().select_related("taker", "agency")
    page = paginate(request, found)
    record_listing(request, "referral.listed")
    return render(request, "referrals/referral_list.html", {"page_of": page})


@require_GET
@needs(Permission.VIEW_REFERRALS)
def referral_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    referral = open_record(request, Referral.objects.select_related("taker", "agency", "created_by"), pk=pk)
    page = {
        "referral": referral,
        "page": referral_page(referral, user, "details"),
        "children": ReferralChild.objects.visible_to(user).filter(referral=referral).standing().with_match(user),
        "adults": ReferralAdult.objects.visible_to(user).filter(referral=referral).standing().with_match(user),
        "contexts": ReferralContext.objects.visible_to(user).filter(referral=referral).standing().with_match(user),
    }
    return render(request, "referrals/referral_detail.html", page)


@require_GET
@needs(Permission.VIEW_REFERRALS)
def referral_history(request: StaffRequest, pk: UUID) -> HttpResponse:
    referral = open_record(request, Referral, pk=pk)
    return show_versions(request, referral, referral_page(referral, request.user, "history"))
