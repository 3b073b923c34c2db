"""The tracker of contacts, and the page of one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.audit.log import record
from cs_casework.disclosures import Given, Kind, give
from cs_casework.pages import needs, paginate
from cs_casework.reference.harms import harms_over_time
from cs_casework.searches import asked
from cs_casework.versions import show_versions
from referrals.decision_pages import decisions_of
from referrals.exporting import FORMATS, MOST_ROWS, asked_in_words, spreadsheet
from referrals.filters import ReferralFilter
from referrals.models import (
    Attachment,
    Referral,
    ReferralAdult,
    ReferralChild,
    ReferralContext,
    ReferralTaking,
)
from referrals.pages import referral_page
from referrals.showing import adults_shown, children_shown, contexts_shown, facts_of, worlds_of
from referrals.tracker import Row, clock_in_words, counts, rows_of, with_stated

REFERRAL = Referral.objects.select_related(
    "taker", "agency", "created_by", "handed_by", "submitted_by", "told_by"
).with_harms()


def _narrowed(request: StaffRequest) -> ReferralFilter:
    return ReferralFilter(asked(request), Referral.objects.visible_to(request.user), request=request)


@require_GET
@needs(Permission.VIEW_REFERRALS)
def referral_list(request: StaffRequest) -> HttpResponse:
    user = request.user
    narrowed = _narrowed(request)
    page = paginate(request, with_stated(narrowed.qs, user))
    rows = rows_of(page.object_list)
    record_listing(request, "referral.listed", _people_on(rows))
    return render(
        request,
        "referrals/referral_list.html",
        {
            "page_of": page,
            "rows": rows,
            "counts": counts(user),
            "filter": narrowed.form,
            "is_filtered": bool(request.GET),
        },
    )


@needs(Permission.VIEW_REFERRALS)
def referral_export(request: StaffRequest) -> HttpResponse:
    """What the filters show, as a file. Too many are refused in words: half a list looks like a whole one."""
    kind = request.GET.get("format", "")
    kind = kind if kind in FORMATS else "xlsx"
    narrowed = _narrowed(request)
    found = list(with_stated(narrowed.qs, request.user)[: MOST_ROWS + 1])
    if len(found) > MOST_ROWS:
        messages.error(
            request,
            _("There are more than %(most)s of these. Narrow the list, and save it in parts.")
            % {"most": f"{MOST_ROWS:,}"},
        )
        address = request.GET.copy()
        address.pop("format", None)
        return redirect(f"{reverse('referrals:referral-list')}?{address.urlencode()}")
    rows = rows_of(found)
    what = asked_in_words(narrowed.form, kind, len(rows))
    people = _people_on(rows)

    def make(given: Given) -> HttpResponse:
        record(by=request.user, action="referral.exported", reason=what, shown=people)
        return spreadsheet(rows, kind)

    address = request.GET.copy()
    address.pop("format", None)
    return give(
        request,
        Kind.CONTACTS,
        make,
        target=None,
        people=people,
        version=what[:60],
        heading=_("Save this list as a spreadsheet"),
        intro=_("It holds what the filters show now: %(number)s contacts.") % {"number": len(rows)},
        submit=_("Save the spreadsheet"),
        back=f"{reverse('referrals:referral-list')}?{address.urlencode()}",
    )


def _people_on(rows: list[Row]) -> list[UUID]:
    return sorted({person for row in rows for person in row.people_shown})


@require_GET
@needs(Permission.VIEW_REFERRALS)
def referral_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    referral = open_record(request, REFERRAL, pk=pk)
    children, adults, contexts = (
        list(model.objects.visible_to(user).filter(referral=referral).standing().with_match(user))
        for model in (ReferralChild, ReferralAdult, ReferralContext)
    )
    files = Attachment.objects.visible_to(user).filter(referral=referral).select_related("created_by")
    takings = ReferralTaking.objects.visible_to(user).filter(referral=referral)
    page: dict[str, Any] = {
        "referral": referral,
        "page": referral_page(referral, user, "details"),
        "clock": clock_in_words(referral) if referral.is_unfinished else "",
        "missing": rows_of([_as_stated(referral, children, adults, contexts)])[0].missing,
        "children": children_shown(children),
        "adults": adults_shown(adults),
        "contexts": contexts_shown(contexts),
        "said": facts_of(referral, ["strengths", "support_sought", "done_already"]),
        "worlds": worlds_of(referral),
        "takings": takings.select_related("user"),
        "files": files,
        "decided": decisions_of(referral, user),
        "may_attach": user.may(Permission.TAKE_REFERRALS) and referral.status != Referral.Status.WITHDRAWN,
    }
    return render(request, "referrals/referral_detail.html", page)


def _as_stated(referral: Any, children: list[Any], adults: list[Any], contexts: list[Any]) -> Any:
    referral.stated_children, referral.stated_adults, referral.stated_contexts = children, adults, contexts
    return referral


@require_GET
@needs(Permission.VIEW_REFERRALS)
def referral_history(request: StaffRequest, pk: UUID) -> HttpResponse:
    referral = open_record(request, Referral, pk=pk)
    page = referral_page(referral, request.user, "history")
    return show_versions(request, referral, page, rows=harms_over_time(referral))
