from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cs_casework.access import record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.signing_in_views import SignInView
from cs_casework.audit.log import record
from cs_casework.looking.events import in_words, readable_events, reasons_of
from cs_casework.overview.counted import links_to_review
from cs_casework.overview.forms import AuditFilter
from cs_casework.overview.home import home_of, my_work
from cs_casework.pages import needs, paginate
from cs_casework.searches import asked

sign_in = SignInView.as_view()


@login_not_required
def home(request: StaffRequest) -> HttpResponse:
    """The sign-in form for who is not signed in; else what this role comes here for."""
    if not request.user.is_authenticated:
        return sign_in(request)
    template, work = home_of(request.user)
    record_listing(request, "home.viewed")
    return render(request, template, work)


@require_GET
@needs(Permission.WRITE_NOTES)
def own_work(request: StaffRequest) -> HttpResponse:
    """The children and contexts somebody holds, for a manager who holds some too: their home is their teams."""
    work = my_work(request.user)
    record_listing(request, "work.viewed")
    return render(request, "overview/home_practitioner.html", work)


@require_GET
@needs(Permission.WRITE_NOTES)
def links_due(request: StaffRequest) -> HttpResponse:
    """All the links that somebody is to look at in the next two weeks, of which their work shows the first."""
    page = paginate(request, links_to_review(request.user))
    record_listing(request, "links.due_listed", {link.child_id for link in page})
    return render(request, "overview/links_due.html", {"page_of": page})


@require_GET
@needs(Permission.AUDIT_ALL)
def audit_list(request: StaffRequest) -> HttpResponse:
    # A records officer's own affairs are looked after by another.
    events = readable_events(request.user)
    narrowed = AuditFilter(asked(request), events)
    # Written before it is read: a line added in between would push the last one off the page.
    record(by=request.user, action="audit.viewed")
    page = paginate(request, narrowed.qs, 50)
    reasons = reasons_of(page, request.user)
    rows = [
        {"event": event, "what": in_words(event, of_anything=True), "why": reasons.get(event.pk, "")} for event in page
    ]
    return render(
        request,
        "overview/audit_list.html",
        {"page_of": page, "rows": rows, "filter": narrowed.form, "is_filtered": bool(request.GET)},
    )


@login_not_required
def gallery(request: StaffRequest) -> HttpResponse:
    """Every component with every argument, for those who build pages. In development only."""
    return render(request, "components/gallery.html")
