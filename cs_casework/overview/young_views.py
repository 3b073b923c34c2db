"""What a young person said, and the plans for places that affect them in plain words, to be read together with them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.audit.log import record
from cs_casework.disclosures import Given, Kind, give
from cs_casework.overview.young import plans_for, said_by
from cs_casework.pages import RecordPage, needs, page_number
from cs_casework.printing import can_draw, pdf_response
from families.models import Person
from families.pages import person_page
from plans.affecting import affecting_whom


@require_GET
@needs(Permission.VIEW_CASES)
def what_they_said(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = open_record(request, Person, pk=pk)
    page = page_number(request)
    words, has_more = said_by(person, request.user, page=page)
    record_listing(request, "words.read", [person.pk])
    return render(
        request,
        "overview/young/said.html",
        {
            "person": person,
            "page": person_page(person, request.user, "said"),
            "words": words,
            "number": page,
            "next_number": page + 1 if has_more else None,
            "affecting": affecting_whom(person, request.user),
        },
    )


def without_warnings(page: RecordPage) -> RecordPage:
    """What stands above a page that is printed and handed over: what staff have to know is for staff."""
    page.warnings = []
    return page


@needs(Permission.VIEW_CASES)
def plans_in_plain_words(request: StaffRequest, pk: UUID) -> HttpResponse:
    """To be given to the young person: what is recorded of the plans for places that reach them, and to whom they can
    talk. What is shared as a summary alone stays one. The page shows before which names become initials.

    That records are restricted stands on the page, for staff. On the paper stands that it may not be all that is written
    down, and that they can ask to see it: they have that right, and it is so for whoever prints. The same on every one, it
    tells of nothing.
    """
    person = open_record(request, Person, pk=pk)
    plans, passages = plans_for(person, request.user)
    page: dict[str, Any] = {
        "person": person,
        "page": without_warnings(person_page(person, request.user, "said")),
        "plans": plans,
        "passages": passages,
        "title": _("Plans for places that matter to you"),
        "reference": person.reference,
        "is_draft": False,
        "given": "",
    }
    if not plans or (request.method == "GET" and "give" not in request.GET):
        return render(request, "overview/young/plain.html", page)

    def make(given: Given) -> HttpResponse:
        record(by=request.user, action="plans.printed", target=person, shown=[person.pk])
        paper = page | given.on_paper
        if can_draw():
            return pdf_response("overview/young/paper.html", paper, name=f"{person.reference}-plans")
        return render(request, "overview/young/plain.html", paper)

    return give(
        request,
        Kind.PLAIN_PLANS,
        make,
        target=person,
        people=[person.pk],
        heading=_("Give out “Plans for places that matter to you”"),
        back=request.path,
        page=page["page"],
    )
