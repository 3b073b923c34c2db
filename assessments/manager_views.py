"""What a manager does with an assessment."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from assessments import authorising
from assessments.conclusion import conclusions_of
from assessments.fitting import sentences_of
from assessments.forms import AuthoriseForm, ExtendForm, ReturnForm
from assessments.models import Assessment
from assessments.pages import assessment_page
from assessments.reading import versions_of
from assessments.views import ASSESSMENT
from cases.changed_since import version_sent
from cases.standing import Standing
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, needs


@needs(Permission.AUTHORISE_ASSESSMENTS)
def assessment_authorise(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Each conclusion, what in it does not fit, and the manager's word. Who wrote some of it is told so."""
    assessment = _opened(request, pk)
    authorising.require_decision(assessment, by=request.user)
    if request.method == "GET" and not assessment.is_submitted:
        return redirect(assessment)
    # Before anything else is read: what is shown is then never older than the number it is shown with.
    version = versions_of(assessment)
    rows = assessment.children.visible_to(request.user).current()
    typed = request.POST if request.method == "POST" else None
    return _answer(
        request,
        assessment,
        AuthoriseForm(typed, sentences=sentences_of(assessment, request.user)),
        partial(authorising.authorise_assessment, read_version=version_sent(typed) if typed is not None else None),
        version=version,
        said=_("Authorised. The assessment is locked from now on; a later one begins from it."),
        template="assessments/assessment_authorise.html",
        conclusions=conclusions_of(assessment, request.user, rows.select_related("child")),
        is_writer=authorising.has_written(assessment, request.user),
        heading=_("Authorise this assessment?"),
        submit=_("Authorise"),
    )


@needs(Permission.AUTHORISE_ASSESSMENTS)
def assessment_return(request: StaffRequest, pk: UUID) -> HttpResponse:
    assessment = _opened(request, pk)
    authorising.require_decision(assessment, by=request.user)
    if request.method == "GET" and not assessment.is_submitted:
        return redirect(assessment)
    return _answer(
        request,
        assessment,
        ReturnForm(request.POST or None),
        authorising.return_assessment,
        said=_("Returned with your reason. It can be written on."),
        heading=_("Return this assessment"),
        submit=_("Return it"),
    )


@needs(Permission.AUTHORISE_ASSESSMENTS)
def assessment_extend(request: StaffRequest, pk: UUID) -> HttpResponse:
    assessment = _opened(request, pk)
    if request.method == "GET" and not assessment.is_unauthorised:
        return redirect(assessment)
    return _answer(
        request,
        assessment,
        ExtendForm(request.POST or None),
        authorising.extend_assessment,
        said=_("It is due later now. Your reason stands beside the day."),
        heading=_("Give this assessment longer"),
        intro=_("It is due on %(day)s.") % {"day": f"{assessment.due_on:%-d %B %Y}"},
        submit=_("Give it longer"),
    )


def _opened(request: StaffRequest, pk: UUID) -> Assessment:
    """The assessment, for a manager of the team that holds its case."""
    assessment = open_record(request, ASSESSMENT, pk=pk)
    if not Standing(request.user, assessment.case).manages:
        raise PermissionDenied
    return assessment


def _answer(
    request: StaffRequest, assessment: Assessment, form: Any, change: Callable[..., Any], **context: Any
) -> HttpResponse:
    return answer_form(
        request,
        form,
        change,
        assessment,
        done=assessment,
        assessment=assessment,
        back=assessment.get_absolute_url(),
        page=assessment_page(assessment),
        **context,
    )
