"""The contacts on the record of a person and of a context."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from contexts.models import Context
from contexts.pages import context_page
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import RecordPage, needs, paginate
from families.models import Person
from families.pages import person_page
from referrals.models import Referral
from referrals.tracker import rows_of, with_stated


@require_GET
@needs(Permission.VIEW_REFERRALS)
def person_referrals(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The contacts in which this person was named, and is known to have been meant."""
    person = open_record(request, Person, pk=pk)
    found = Referral.objects.visible_to(request.user).about_person(person)
    return _contacts_on(request, found, person_page(person, request.user, "referrals"))


@require_GET
@needs(Permission.VIEW_REFERRALS)
def context_referrals(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context, pk=pk)
    found = Referral.objects.visible_to(request.user).about_context(context)
    return _contacts_on(request, found, context_page(context, request.user, "referrals"))


def _contacts_on(request: StaffRequest, found: Any, page: RecordPage) -> HttpResponse:
    """Newest first, with what became of each. Those taken in error are left out: they were about nobody."""
    counted = found.exclude(status=Referral.Status.WITHDRAWN).newest_first()
    shown = paginate(request, with_stated(counted, request.user))
    rows = rows_of(shown.object_list)
    record_listing(request, "referral.listed", sorted({person for row in rows for person in row.people_shown}))
    return render(request, "referrals/record_referrals.html", {"page": page, "page_of": shown, "rows": rows})
