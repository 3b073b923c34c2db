"""Breaking the glass, what is open because of it, and who answers for it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cs_casework.access import record_listing
from cs_casework.accounts.models import Permission, Team
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.signing_in import signed_in_lately
from cs_casework.audit.log import record
from cs_casework.confidential.codes import Found
from cs_casework.confidential.models import EmergencyAccess
from cs_casework.drafts.sending import Sending
from cs_casework.overview.confidential.emergency import answer_for, break_glass, look_at, pass_on
from cs_casework.overview.confidential.forms import AnswerForm, BreakGlassForm, PassOnForm
from cs_casework.overview.confidential.telling import opened_by, with_what_opened
from cs_casework.pages import answer_form, attempt, needs, paginate


@needs(Permission.BREAK_GLASS)
@signed_in_lately
def emergency(request: StaffRequest) -> HttpResponse:
    form, sending = BreakGlassForm(request.POST or None), Sending(request)
    if request.method == "POST" and form.is_valid():
        ask = partial(break_glass, by=request.user, **form.cleaned_data)
        if address := attempt(form, sending.once, ask, _after_asking):
            return HttpResponseRedirect(address)
    return render(request, "overview/confidential/emergency.html", {"form": form, "form_key": sending.key})


def _after_asking(access: EmergencyAccess) -> str:
    return reverse("overview:emergency-limit" if access.found == Found.OVER_LIMIT else "overview:emergency-asked")


@require_GET
@needs(Permission.BREAK_GLASS)
def emergency_asked(request: StaffRequest) -> HttpResponse:
    """The same for whatever was asked: it holds nothing of it."""
    return render(request, "overview/confidential/emergency_asked.html")


@require_GET
@needs(Permission.BREAK_GLASS)
def emergency_limit(request: StaffRequest) -> HttpResponse:
    """Over the limit: whom to ring instead."""
    on_duty = Team.objects.filter(kind__in=[Team.Kind.OUT_OF_HOURS, Team.Kind.FRONT_DOOR])
    return render(request, "overview/confidential/emergency_limit.html", {"teams": on_duty.order_by("-kind", "name")})


@require_GET
@needs(Permission.BREAK_GLASS)
def emergency_opened(request: StaffRequest) -> HttpResponse:
    """What is open to this member of staff now, and until when."""
    found = opened_by(request.user)
    page = paginate(request, found)
    record_listing(request, "emergency.opened_listed", [row.record.pk for row in page if row.kind == "person"])
    return render(request, "overview/confidential/emergency_opened.html", {"page_of": page})


# --- Afterwards ------------------------------------------------------------------------------------------------------
def _reviews(request: StaffRequest) -> bool:
    """Whether it is a records officer who asks; else it must be a manager."""
    reviews = request.user.may(Permission.REVIEW_RESTRICTIONS)
    if not reviews and not request.user.may(Permission.RESTRICT):
        raise PermissionDenied
    return reviews


@require_GET
def emergency_list(request: StaffRequest) -> HttpResponse:
    """Each time that somebody asked: all of them to records officers, to a manager those to answer for."""
    reviews = _reviews(request)
    found = EmergencyAccess.objects.visible_to(request.user)
    everything = request.GET.get("show") == "all"
    if everything:
        found = found.order_by("-created_at", "-pk")
    else:
        found = (found.to_look_at() if reviews else found.to_answer()).oldest_first()
    page = paginate(request, found.with_staff())
    record_listing(request, "emergency.listed")
    with_what_opened(page.object_list, request.user)
    shown = {"page_of": page, "everything": everything, "reviews": reviews}
    return render(request, "overview/confidential/emergency_list.html", shown)


def emergency_answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The manager's answer for what was opened; to others who see it, what was answered."""
    reviews = _reviews(request)
    found = get_object_or_404(EmergencyAccess.objects.visible_to(request.user).with_staff(), pk=pk)
    with_what_opened([found], request.user)
    listed = reverse("overview:emergency-list")
    may_answer = request.user.may(Permission.RESTRICT) and found.opened and not found.answered_on
    if not may_answer and request.method == "POST":
        raise PermissionDenied
    record(by=request.user, action="emergency.viewed", target=found)
    return answer_form(
        request,
        AnswerForm(request.POST or None),
        answer_for,
        found,
        done=listed,
        said=_("Your answer is recorded."),
        template="overview/confidential/emergency_answer.html",
        access=found,
        may_answer=may_answer,
        may_pass_on=reviews and found.opened and not found.answered_on,
        may_look_at=reviews and found.looked_at_on is None,
        back=listed,
    )


@require_POST
@needs(Permission.REVIEW_RESTRICTIONS)
def emergency_look_at(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(EmergencyAccess.objects.visible_to(request.user), pk=pk)
    look_at(found, by=request.user)
    messages.success(request, _("It is recorded that you have looked at it."))
    return HttpResponseRedirect(reverse("overview:emergency-list"))


@needs(Permission.REVIEW_RESTRICTIONS)
def emergency_pass_on(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(EmergencyAccess.objects.visible_to(request.user), pk=pk)
    listed = reverse("overview:emergency-list")
    return answer_form(
        request,
        PassOnForm(request.POST or None),
        pass_on,
        found,
        done=listed,
        said=_("It is theirs to answer for now."),
        heading=_("Who should answer for it?"),
        submit=_("Give it to them"),
        back=reverse("overview:emergency-answer", args=[pk]),
    )
