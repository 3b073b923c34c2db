from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from cases import meetings
from cases.circulating import send
from cases.meeting_codes import CONFERENCES, OUTCOMES
from cases.meeting_forms import AttendanceForm, BookForm, BookingForm, CancelForm, InviteForm, ReviseForm, SendForm
from cases.models import (
    Action,
    AgendaItem,
    Case,
    CaseChild,
    ContextPaper,
    ExtraFamilialFactor,
    Invitation,
    Meeting,
    MinutesSent,
)
from cases.pages import case_page
from cases.papers import may_go_out
from cases.views import CASE
from contexts.models import Context
from cs_casework.access import model_above, open_record, record_listing
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.signing_in import signed_in_lately
from cs_casework.began import lock
from cs_casework.pages import RecordPage, answer_form, needs, paginate
from cs_casework.versions import show_versions
from families.models import Person

MEETING = Meeting.objects.select_related("case__family", "case__context", "case__team", "chair", "minute_taker")
SHOWN = {
    "coming": gettext_lazy("To come"),
    "past": gettext_lazy("Past"),
    "minute": gettext_lazy("Minutes to write"),
    "approve": gettext_lazy("Minutes to approve"),
    "circulate": gettext_lazy("Minutes to circulate"),
}


# --- Lists -----------------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.RUN_MEETINGS)
def meeting_list(request: StaffRequest) -> HttpResponse:
    """The meetings this member of staff, or whoever they cover for, chairs, minutes or is invited to: those to come, or
    with `?show=` those past, or what waits for them."""
    user = request.user
    show = request.GET.get("show", "coming")
    show = show if show in SHOWN else "coming"
    seen = Meeting.objects.visible_to(user)
    read = Meeting.objects.readable_by(user)
    coming = seen.concerning(user).coming()
    if show == "coming":
        found = coming
    elif show == "past":
        found = seen.concerning(user).exclude(pk__in=coming.order_by().values("pk")).order_by("-starts_at", "pk")
    else:
        asked = {"minute": read.to_minute_by, "approve": read.to_approve_by, "circulate": read.to_circulate_by}
        found = asked[show](user).order_by("starts_at", "pk")
    record_listing(request, "meetings.listed")
    page_of = paginate(request, found.for_list(user))
    return render(request, "cases/meeting_list.html", {"page_of": page_of, "parts": parts_of_list(SHOWN, show)})


def parts_of_list(shown: dict[str, Any], show: str) -> list[dict[str, Any]]:
    """The parts of a list that is narrowed by `?show=`, for the navigation above it."""
    return [{"label": label, "url": f"?show={name}", "current": name == show} for name, label in shown.items()]


@require_GET
@needs(Permission.VIEW_CASES)
def case_meetings(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every meeting on a case, the newest first."""
    case = open_record(request, CASE, pk=pk)
    found = Meeting.objects.visible_to(request.user).filter(case=case).for_list(request.user)
    page = {"case": case, "page": case_page(case, request.user, "meetings"), "may_book": _may_book(case, request.user)}
    return render(request, "cases/case_meetings.html", page | {"page_of": paginate(request, found)})


def _may_book(case: Case, user: User) -> bool:
    return case.is_open and user.may(Permission.RUN_MEETINGS)


# --- Booking ---------------------------------------------------------------------------------------------------------
@needs(Permission.RUN_MEETINGS)
def meeting_book(request: StaffRequest, pk: UUID) -> HttpResponse:
    """On this case; of a kind (`?kind=`), where one comes from what is due."""
    user = request.user
    case = open_record(request, CASE.open() if request.method == "GET" else CASE, pk=pk)
    form = BookForm(
        request.POST or None,
        user=user,
        case=case,
        children=_children(case, user),
        contexts=_of(case, user),
        initial={"kind": request.GET.get("kind", "")},
    )
    return answer_form(
        request,
        form,
        partial(meetings.book_meeting, case),
        done=lambda meeting: meeting.get_absolute_url(),
        said=_("The meeting is booked. Say next who is invited."),
        heading=_("Book a meeting"),
        submit=_("Book the meeting"),
        back=case.get_absolute_url(),
        page=case_page(case, user, "meetings"),
    )


@needs(Permission.RUN_MEETINGS)
def panel_book(request: StaffRequest) -> HttpResponse:
    return answer_form(
        request,
        BookForm(request.POST or None, user=request.user, case=None),
        partial(meetings.book_meeting, None),
        done=lambda meeting: meeting.get_absolute_url(),
        said=_("The panel is booked. Its agenda is gathered from what was put forward."),
        heading=_("Book a panel"),
        submit=_("Book the panel"),
        back=reverse("cases:meeting-list"),
    )


def _children(case: Case, user: User) -> Any:
    periods = CaseChild.objects.visible_to(user).open().filter(case=case).order_by()
    found = Person.objects.visible_to(user).standing().filter(pk__in=periods.values("child"))
    return found.order_by("birth_on", "display_name") if case.family_id else None


def _of(case: Case, user: User) -> Any:
    """The contexts of what harms the children of a family outside it, as far as this person may read that."""
    if not case.family_id or not user.may(Permission.VIEW_CASES):
        return None
    factors = ExtraFamilialFactor.objects.visible_to(user).not_ended().filter(case=case, context__isnull=False)
    return Context.objects.visible_to(user).filter(pk__in=factors.order_by().values("context")).order_by("name")


def open_meeting(request: StaffRequest, pk: UUID, *, whole: bool = True) -> Meeting:
    """A meeting that this person runs: the booking, or all of it."""
    if not request.user.may(Permission.RUN_MEETINGS):
        raise PermissionDenied
    found = MEETING.readable_by(request.user) if whole else MEETING
    return open_record(request, found, pk=pk)


def _open_booking(request: StaffRequest, pk: UUID) -> Meeting:
    """The booking; once it has taken place, for those who may read it whole (`meetings.change_booking`)."""
    booked = Meeting.objects.visible_to(request.user).filter(pk=pk, starts_at__lte=timezone.now())
    return open_meeting(request, pk, whole=booked.exists())


def form_about(meeting: Meeting, user: User) -> dict[str, Any]:
    """What every form about one meeting has."""
    page = _page_of_case(meeting, user) if meeting.case else None
    return {"intro": str(meeting), "back": meeting.get_absolute_url(), "done": meeting, "page": page}


@needs(Permission.RUN_MEETINGS)
def meeting_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    meeting = _open_booking(request, pk)
    initial = {name: getattr(meeting, name) for name in ("starts_at", "place", "chair", "minute_taker")}
    return answer_form(
        request,
        BookingForm(request.POST or None, user=request.user, initial=initial),
        meetings.change_booking,
        meeting,
        said=_("The booking has been changed. Tell those who are invited."),
        heading=_("Change the booking"),
        **form_about(meeting, request.user),
    )


@needs(Permission.RUN_MEETINGS)
def meeting_cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    meeting = _open_booking(request, pk)
    return answer_form(
        request,
        CancelForm(request.POST or None),
        meetings.cancel_meeting,
        meeting,
        said=_("The meeting is cancelled. Tell those who were invited."),
        heading=_("Cancel this meeting"),
        submit=_("Cancel the meeting"),
        **form_about(meeting, request.user),
    )


# --- Who comes -------------------------------------------------------------------------------------------------------
@needs(Permission.RUN_MEETINGS)
def meeting_invite(request: StaffRequest, pk: UUID) -> HttpResponse:
    meeting = open_meeting(request, pk)
    return answer_form(
        request,
        InviteForm(request.POST or None),
        meetings.invite,
        meeting,
        said=_("They are on the list."),
        heading=_("Invite somebody"),
        submit=_("Put them on the list"),
        **form_about(meeting, request.user),
    )


@require_POST
@needs(Permission.RUN_MEETINGS)
def invitation_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(Invitation.objects.visible_to(request.user).select_related("meeting"), pk=pk)
    return answer_press(request, row.meeting, meetings.take_off_list, row, said=_("They are not on the list any more."))


def answer_press(request: StaffRequest, meeting: Meeting, change: Any, *args: Any, said: str) -> HttpResponse:
    """Answer a button with nothing to fill in; what is refused is said on the page it leads back to."""
    try:
        change(*args, by=request.user)
        messages.success(request, said)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(meeting)


@needs(Permission.RUN_MEETINGS)
def meeting_attendance(request: StaffRequest, pk: UUID) -> HttpResponse:
    meeting = open_meeting(request, pk)
    if request.method == "POST":
        lock(meeting)  # before it is read who came
    rows = Invitation.objects.visible_to(request.user).standing().filter(meeting=meeting)
    return answer_form(
        request,
        AttendanceForm(request.POST or None, meeting=meeting, invitations=rows.select_related("user", "agency")),
        meetings.record_attendance,
        meeting,
        said=_("Recorded who came."),
        heading=_("Who came?"),
        **form_about(meeting, request.user),
    )


# --- A new version, and who got what ----------------------------------------------------------------------
@needs(Permission.RUN_MEETINGS)
def minutes_revise(request: StaffRequest, pk: UUID) -> HttpResponse:
    meeting = open_meeting(request, pk)
    return answer_form(
        request,
        ReviseForm(request.POST or None),
        meetings.revise_minutes,
        meeting,
        said=_("A new version is begun. The version before stays readable; the chair approves the new one."),
        heading=_("Begin a new version of the minutes"),
        submit=_("Begin a new version"),
        **form_about(meeting, request.user),
    )


@needs(Permission.RUN_MEETINGS)
@signed_in_lately
def meeting_send(request: StaffRequest, pk: UUID) -> HttpResponse:
    meeting = open_meeting(request, pk)
    rows = Invitation.objects.visible_to(request.user).standing().filter(meeting=meeting).select_related("user")
    paper = ContextPaper.objects.visible_to(request.user).filter(meeting=meeting).select_related("meeting").first()
    goes_out = paper is not None and may_go_out(paper, by=request.user)
    return answer_form(
        request,
        SendForm(request.POST or None, meeting=meeting, invitations=rows, paper=paper, goes_out=goes_out),
        send,
        meeting,
        said=_("Recorded who got it."),
        heading=_("Who was sent what?"),
        **form_about(meeting, request.user),
    )


# --- One meeting -----------------------------------------------------------------------------------------------------
@require_GET
def meeting_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One meeting: the booking, what is on its agenda as far as this reader may see it, and, to those who may read it
    whole, who came, the minutes with every version, and who got them."""
    user = request.user
    whole = MEETING.for_list(user).select_related("written_by", "approved_by")
    meeting: Any = open_record(request, whole, pk=pk)
    items = list(AgendaItem.objects.visible_to(user).standing().filter(meeting=meeting).for_pages())
    done = Action.objects.visible_to(user).filter(meeting=meeting).for_tables()
    runs = user.may(Permission.RUN_MEETINGS) and not meeting.cancelled_on
    chairs = meetings.chairs(meeting, user)
    _with_conclusions(request, meeting, items)
    kept = {
        "meeting": meeting,
        "items": items,
        "actions": done,
        "runs": runs and not meeting.is_approved,
        "books": runs and not meeting.is_approved and (meeting.is_whole or not meeting.has_taken_place),
        "writes": user.may(Permission.WRITE_NOTES) and meeting.has_taken_place,
        "decides": bool(OUTCOMES.get(meeting.kind)) and chairs,
    }
    page = meeting_page(meeting, user)
    if not meeting.is_whole:
        return render(request, "cases/meeting_detail.html", kept | {"page": page})
    invited = Invitation.objects.visible_to(user).standing().filter(meeting=meeting).select_related("user", "agency")
    sent = MinutesSent.objects.visible_to(user).filter(meeting=meeting)
    return show_versions(
        request,
        meeting,
        page,
        template="cases/meeting_detail.html",
        invited=invited,
        sent=sent.select_related("invitation__user", "created_by"),
        paper=ContextPaper.objects.visible_to(user).filter(meeting=meeting).first(),
        may_approve=chairs and not meeting.is_approved and bool(meeting.minutes),
        may_revise=runs and meeting.is_approved,
        may_send=runs,
        **kept,
    )


def _with_conclusions(request: StaffRequest, meeting: Meeting, items: list[Any]) -> None:
    """Each child on the agenda of a conference with what the last authorised assessment concluded (`conclusion`), home
    and outside it, as far as this reader may see; until the minutes are approved: a later assessment is no part of them."""
    rows = model_above(Person, "assessments").objects.visible_to(request.user)
    decided = meeting.kind not in CONFERENCES or meeting.is_approved
    children = [] if decided else [item.child_id for item in items if item.child_id]
    found = rows.latest_conclusions(children, request.user, with_factors=True) if children else {}
    for item in items:
        item.conclusion = found.get(item.child_id)
    if found:
        record_listing(request, "meeting.conclusions_read", sorted(found))


def _page_of_case(meeting: Any, user: User) -> RecordPage:
    """What stands above the pages of its case, with the warnings that came with the meeting."""
    if hasattr(meeting, "warnings_above"):
        meeting.case.warnings_above = meeting.warnings_above
    return case_page(meeting.case, user, "meetings")


def meeting_page(meeting: Meeting, user: User) -> RecordPage:
    if meeting.case and user.may(Permission.VIEW_CASES):
        return _page_of_case(meeting, user)
    return RecordPage(title=str(meeting), kind=_("Meeting"), url=meeting.get_absolute_url())
