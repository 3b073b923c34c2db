"""What a manager watches over conferences: enquiries whose day for one has gone by."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.filters import teams_of
from cases.models import Section47
from cs_casework.access import record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import needs, paginate


@require_GET
@needs(Permission.VIEW_CASES)
def conferences_overdue(request: StaffRequest) -> HttpResponse:
    """Section 47 enquiries of the reader's teams, open or led to a conference, that was to be held before today."""
    found = Section47.objects.visible_to(request.user).of_teams(teams_of(request.user)).conference_overdue()
    page = paginate(request, found.select_related("child", "case__team").order_by("conference_due_on", "pk"))
    record_listing(request, "conferences.overdue_listed", {enquiry.child_id for enquiry in page})
    return render(request, "cases/conferences_overdue.html", {"page_of": page})
