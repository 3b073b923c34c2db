"""Who takes part in an assessment, or is to be asked."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import participating, writing
from assessments.forms import ParticipantChangeForm, ParticipantForm
from assessments.models import Assessment, AssessmentParticipant
from assessments.pages import assessment_page
from assessments.views import ASSESSMENT
from assessments.writing import may_write
from cases.standing import Standing
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.forms import GovukForm
from cs_casework.pages import answer_form, needs, paginate


@needs(Permission.WRITE_ASSESSMENTS)
def participants(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everybody so far, and the form for one more."""
    assessment = _opened(request, pk)
    # Whoever was taken out stays readable, behind the others.
    rows = AssessmentParticipant.objects.visible_to(request.user).filter(assessment=assessment)
    rows = rows.order_by(F("removed_on").asc(nulls_first=True), "created_at", "pk")
    return answer_form(
        request,
        ParticipantForm(request.POST or None),
        participating.add_participant,
        assessment,
        done=_list(assessment),
        said=_("Added."),
        template="assessments/participants.html",
        assessment=assessment,
        page_of=paginate(request, rows.select_related("person")),
        heading=_("Who takes part"),
        submit=_("Add"),
        back=assessment.get_absolute_url(),
        page=assessment_page(assessment),
    )


@needs(Permission.WRITE_ASSESSMENTS)
def participant_change(request: StaffRequest, pk: UUID, row: UUID) -> HttpResponse:
    assessment = _opened(request, pk)
    found = _row(request, assessment, row)
    return answer_form(
        request,
        ParticipantChangeForm(request.POST or None, initial={"part": found.part, "took_part": found.took_part}),
        participating.change_participant,
        found,
        done=_list(assessment),
        said=_("Saved."),
        heading=str(found),
        back=_list(assessment),
        page=assessment_page(assessment),
    )


@require_POST
@needs(Permission.WRITE_ASSESSMENTS)
def participant_take_out(request: StaffRequest, pk: UUID, row: UUID) -> HttpResponse:
    assessment = _opened(request, pk)
    return answer_form(
        request,
        GovukForm(request.POST),
        participating.take_out_participant,
        _row(request, assessment, row),
        done=_list(assessment),
        said=_("Taken out."),
        heading=_("Who takes part"),
        back=_list(assessment),
        page=assessment_page(assessment),
    )


def _opened(request: StaffRequest, pk: UUID) -> Assessment:
    """The assessment, for who may write in it and read what is shared."""
    assessment = open_record(request, ASSESSMENT, pk=pk)
    if not may_write(Standing(request.user, assessment.case)):
        raise PermissionDenied
    writing.require_whole(assessment, by=request.user)
    return assessment


def _row(request: StaffRequest, assessment: Assessment, row: UUID) -> Any:
    found = AssessmentParticipant.objects.visible_to(request.user).filter(assessment=assessment)
    return get_object_or_404(found.visible_to(request.user).select_related("assessment__case", "person"), pk=row)


def _list(assessment: Assessment) -> str:
    return reverse("assessments:participants", args=[assessment.pk])
