"""Who looked at a record, what was given of a person, and what a records officer asks about both."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.pages import case_page
from contexts.pages import context_page
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.disclosures import Given, Kind, give
from cs_casework.looking import workflow
from cs_casework.looking.barred import KINDS
from cs_casework.looking.events import events_about, in_words, narrowed, own_events, reason_of, reference_of
from cs_casework.looking.forms import (
    AnswerForm,
    DetailsForForm,
    DutyForm,
    EventFilter,
    OwnDetailsForm,
    OwnEventFilter,
    WhyForm,
)
from cs_casework.looking.given import given_of, may_read, registered
from cs_casework.looking.masking import masked, told_of
from cs_casework.looking.models import Duty, LookUp, Volume
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.printing import can_draw, pdf_response
from cs_casework.searches import asked
from families.models import Person
from families.pages import family_page, person_page

PAGES: dict[str, Any] = {"person": person_page, "family": family_page, "context": context_page, "case": case_page}
PER_PAGE = 50
MOST_ROWS_OF_A_PAGE = 20  # that a page's script may name: few have more than three


# --- Who looked ------------------------------------------------------------------------------------------------------
@require_GET
def looked(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """Who looked at a record and who did something on it, the newest first. For the manager of its team and for records
    officers: anybody else who may see the record is refused."""
    if kind not in KINDS:
        raise Http404
    found = open_record(request, KINDS[kind], pk=pk)
    events = events_about(found, request.user)
    form = EventFilter(asked(request))
    record_listing(request, "events.viewed")
    return _events(
        request,
        "looking/looked.html",
        events,
        form,
        page=PAGES[kind](found, request.user, "looked"),
        record=found,
        may_see_all=request.user.may(Permission.AUDIT_ALL),
    )


@require_GET
def own(request: StaffRequest) -> HttpResponse:
    """What somebody looked at and did themselves."""
    form = OwnEventFilter(asked(request))
    record_listing(request, "own.viewed")
    return _events(request, "looking/own.html", own_events(request.user), form, is_own=True)


@require_POST
def printed(request: StaffRequest) -> HttpResponse:
    """Where a page's script says that the page was printed (`printed.js`)."""
    with suppress(ValueError):
        views = {UUID(view) for view in request.POST.getlist("view")[:MOST_ROWS_OF_A_PAGE]}
        workflow.tell_of_print(by=request.user, views=views)
    return HttpResponse(status=204)


def _events(
    request: StaffRequest, template: str, events: Any, form: EventFilter, *, is_own: bool = False, **context: Any
) -> HttpResponse:
    page = paginate(request, narrowed(events, form.cleaned_data if form.is_valid() else {}), PER_PAGE)
    about = context.get("record")
    rows = [
        {
            "event": event,
            "words": in_words(event, of_anything=is_own),
            "reason": reason_of(event, about),
            "reference": reference_of(event),
        }
        for event in page
    ]
    is_filtered = bool(set(request.GET) - {"page"})
    return render(
        request, template, {"page_of": page, "rows": rows, "filter": form, "is_filtered": is_filtered, **context}
    )


# --- What was given to whom ------------------------------------------------------------------------------------------
def given(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was given of a person, to whom, why and by whom; and the same on paper, for them or their parent, with the
    names of other people as initials."""
    if not may_read(request.user):
        raise PermissionDenied
    person = open_record(request, Person, pk=pk)
    rows = given_of(person, request.user)
    page = person_page(person, request.user, "given")
    if request.method == "GET" and "give" not in request.GET:
        record_listing(request, "given.viewed", [person.pk])
        shown = paginate(request, rows)
        told = [told_of(row) for row in shown]
        return render(request, "looking/given.html", {"person": person, "page": page, "page_of": shown, "rows": told})
    page.warnings = []  # what staff have to know is for staff

    def make(given: Given) -> HttpResponse:
        told = masked(list(rows), person, by=request.user)
        paper = {"person": person, "rows": told, "title": _("What was given to whom"), "is_draft": False}
        paper |= {"reference": person.reference, "page": page, **given.on_paper}
        if can_draw():
            return pdf_response("looking/given_paper.html", paper, name=f"{person.reference}-given")
        return render(request, "looking/given_print.html", paper)

    return give(
        request,
        Kind.GIVEN,
        make,
        target=person,
        people=[person.pk],
        heading=_("Give out “What was given to whom”"),
        back=request.path,
        page=page,
    )


@require_GET
@needs(Permission.AUDIT_ALL)
def register(request: StaffRequest) -> HttpResponse:
    """Everything that left, the newest first, with files that staff opened to read."""
    page = paginate(request, registered(request.user), PER_PAGE)
    record_listing(request, "register.viewed")
    return render(request, "looking/register.html", {"page_of": page, "rows": [(row, told_of(row)) for row in page]})


# --- Look-ups, and unusual volume -----------------------------------------------------------------------------------
def _listed(request: StaffRequest, rows: Any, template: str, action: str) -> HttpResponse:
    show = "all" if request.GET.get("show") == "all" else "waiting"
    page = paginate(request, rows if show == "all" else rows.filter(outcome=""))
    record_listing(request, action, {row.person_id for row in page if getattr(row, "called", None)})
    return render(request, template, {"page_of": page, "show": show})


@require_GET
@needs(Permission.AUDIT_ALL)
def look_up_list(request: StaffRequest) -> HttpResponse:
    """Look-ups that may be of oneself, of kin or of neighbours, those first that nobody has answered."""
    rows = LookUp.objects.visible_to(request.user).with_people(request.user).select_related("user", "answered_by")
    return _listed(request, rows, "looking/look_up_list.html", "look_up.listed")


@needs(Permission.AUDIT_ALL)
def look_up(request: StaffRequest, pk: UUID) -> HttpResponse:
    rows = LookUp.objects.with_people(request.user).select_related("user", "answered_by")
    found = open_record(request, rows, pk=pk)
    return _answered(request, found, "looking/look_up.html", "looking:look-up-list", _("Look-up"))


@require_GET
@needs(Permission.AUDIT_ALL)
def volume_list(request: StaffRequest) -> HttpResponse:
    rows = Volume.objects.visible_to(request.user).select_related("user", "answered_by", "said_duty")
    return _listed(request, rows, "looking/volume_list.html", "volume.listed")


@needs(Permission.AUDIT_ALL)
def volume(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = open_record(request, Volume.objects.select_related("user", "answered_by", "said_duty"), pk=pk)
    return _answered(request, found, "looking/volume.html", "looking:volume-list", _("Many records opened"))


def _answered(request: StaffRequest, found: Any, template: str, back: str, heading: str) -> HttpResponse:
    form: Callable[..., AnswerForm] = AnswerForm
    return answer_form(
        request,
        form(request.POST or None),
        workflow.answer,
        found,
        done=reverse(back),
        said=_("Your answer is written down."),
        template=template,
        found=found,
        heading=heading,
        submit=_("Save the answer"),
        back=reverse(back),
    )


def why(request: StaffRequest) -> HttpResponse:
    """Where somebody says why they opened so many records: nobody else is asked there, and nothing waits for it."""
    found = workflow.question_to(request.user)
    if found is None:
        return redirect("overview:home")
    request.user.is_asked_why = False  # not above the page on which it is answered
    return answer_form(
        request,
        WhyForm(request.POST or None),
        workflow.say_why,
        found,
        done=reverse("overview:home"),
        said=_("Thank you. It is written down for the records officer."),
        heading=_("You opened many records"),
        intro=_(
            "Between %(start)s and %(end)s you opened the records of %(number)s people, of whom your work as it is "
            "recorded explains %(explained)s. Often there is a reason that nobody recorded. A records officer reads what "
            "you say."
        )
        % {
            "start": f"{timezone.localtime(found.from_at):%H:%M}",
            "end": f"{timezone.localtime(found.until_at):%H:%M}",
            "number": found.opened,
            "explained": found.explained,
        },
        back=reverse("overview:home"),
    )


def duty(request: StaffRequest) -> HttpResponse:
    """Where somebody says beforehand that they will open many records."""
    return answer_form(
        request,
        DutyForm(request.POST or None),
        workflow.tell_of_duty,
        done=reverse("looking:own"),
        said=_("It is written down until then. It opens nothing, and nobody asks you why."),
        template="looking/duty.html",
        running=Duty.objects.visible_to(request.user).filter(user=request.user).running(),
        heading=_("Say that you will open many records"),
        intro=_(
            "On duty, while screening, or before a panel one opens far more records than one’s own. Say so beforehand, "
            "and you are not asked why. Records officers see it."
        ),
        back=reverse("looking:own"),
    )


# --- Where staff live ------------------------------------------------------------------------------------------------
DETAILS_INTRO = (
    "It is kept for one check alone: whether a member of staff looked up themselves, a relative or a neighbour. A records "
    "officer is told that a look-up matches, and of no address. No page shows what you enter, not even to you: write it "
    "again to change it, and leave all empty to take it away."
)


def own_details(request: StaffRequest) -> HttpResponse:
    return answer_form(
        request,
        OwnDetailsForm(request.POST or None),
        workflow.say_own_details,
        done=reverse("looking:own"),
        said=_("Your details are written down. No page shows them."),
        heading=_("My details"),
        intro=_(DETAILS_INTRO),
        back=reverse("looking:own"),
    )


def details_for(request: StaffRequest) -> HttpResponse:
    """The same for another member of staff, without seeing what stands there."""
    if not (request.user.may(Permission.MANAGE_STAFF) or request.user.may(Permission.AUDIT_ALL)):
        raise PermissionDenied
    return answer_form(
        request,
        DetailsForForm(request.POST or None, by=request.user),
        workflow.say_own_details,
        done=reverse("overview:home"),
        said=_("Their details are written down. No page shows them."),
        heading=_("Details of a member of staff"),
        intro=_(DETAILS_INTRO),
        back=reverse("overview:home"),
    )
