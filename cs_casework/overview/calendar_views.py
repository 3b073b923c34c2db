"""The page of somebody's calendar address, and what other programs read there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cs_casework.accounts.calendars import end_calendar, reader_of, renew_calendar
from cs_casework.accounts.models import CalendarFeed, Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.signing_in import signed_in_lately
from cs_casework.audit.log import disclose, record
from cs_casework.disclosures import Basis, Kind
from cs_casework.overview.calendar import calendar_of, entries_of
from cs_casework.pages import needs


@require_GET
@needs(Permission.OWN_ACTIONS)
def calendar(request: StaffRequest) -> HttpResponse:
    """Whether there is an address, since when, and how to get another."""
    feed = CalendarFeed.objects.visible_to(request.user).exclude(token_hash=None).first()
    return render(request, "overview/calendar.html", {"feed": feed, "address": ""})


@require_POST
@needs(Permission.OWN_ACTIONS)
@signed_in_lately
def calendar_renew(request: StaffRequest) -> HttpResponse:
    """A new address, shown on this answer and nowhere again: so there is no page to lead on to."""
    token = renew_calendar(by=request.user)
    address = request.build_absolute_uri(reverse("overview:calendar-feed", args=[token]))
    feed = CalendarFeed.objects.visible_to(request.user).get()
    disclose(
        by=request.user,
        kind=Kind.CALENDAR,
        recipient=_("The calendar program of %(who)s") % {"who": request.user},
        basis=Basis.OWN_WORK,
        form="iCalendar",
    )
    return render(request, "overview/calendar.html", {"feed": feed, "address": address})


@require_POST
@needs(Permission.OWN_ACTIONS)
def calendar_end(request: StaffRequest) -> HttpResponse:
    end_calendar(by=request.user)
    messages.success(request, _("The address leads nowhere from now on."))
    return redirect("overview:calendar")


@require_GET
@login_not_required
def calendar_feed(request: StaffRequest, token: str) -> HttpResponse:
    """What a calendar program reads. It signs nobody in, and reads what this member of staff may see today."""
    request.path = reverse("overview:calendar")  # the audit holds where it was asked, and no secret
    reader = reader_of(token)
    if reader is None or not reader.may(Permission.OWN_ACTIONS):
        raise Http404
    entries = entries_of(reader)
    record(by=reader, action="calendar.read", target=reader, shown={entry.child for entry in entries if entry.child})
    answer = HttpResponse(calendar_of(entries, request.build_absolute_uri), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="due.ics"'
    # A program asks every few minutes, and gets days and references: that it does is in the audit, and to whom it goes was
    # written down when the address was made.
    request.disclosed = True
    return answer
