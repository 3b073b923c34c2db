"""What an assessment says of one child: read, written, and who is in it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from assessments import writing
from assessments.conclusion import conclusions_of
from assessments.forms import AddChildForm, ChildForm, TakeOutForm
from assessments.keeping import FormKept, read_draft
from assessments.models import Assessment, AssessmentChild
from assessments.pages import assessment_page, steps_of
from assessments.prefilling import said_before
from assessments.views import ASSESSMENT
from assessments.writing import may_write
from cases.standing import Standing
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, needs
from cs_casework.versions import show_versions

# What a later assessment begins from. When the child was seen, their words and the outcome are of its own time.
KEPT = ("factors", "level", "level_why", "support")
SAID = ("seen", "seen_on", "not_seen_why", "words", "factors", "outcome", "level", "level_why", "support")


def _opened(request: StaffRequest, pk: UUID, row: UUID) -> tuple[Assessment, Any]:
    """The child's own record, and the assessment it is in, each as this reader may see it."""
    assessment = open_record(request, ASSESSMENT, viewed=False, pk=pk)
    rows = AssessmentChild.objects.filter(assessment=assessment).select_related("child", "written_by")
    found = open_record(request, rows, pk=row)
    found.assessment = assessment
    return assessment, found


@require_GET
@needs(Permission.VIEW_CASES)
def child(request: StaffRequest, pk: UUID, row: UUID) -> HttpResponse:
    assessment, found = _opened(request, pk, row)
    earlier = AssessmentChild.objects.visible_to(request.user).current().filter(child=found.child_id)
    earlier = earlier.filter(assessment__status="authorised", assessment__started_on__lt=assessment.started_on)
    steps = steps_of(assessment, request.user, reads_whole=False)
    return render(
        request,
        "assessments/child.html",
        {
            "assessment": assessment,
            "row": found,
            "steps": steps,
            "writes_child": "write_child" in steps,
            "conclusion": conclusions_of(assessment, request.user, [found])[0],
            "earlier": earlier.select_related("assessment").order_by("-assessment__authorised_on")[:5],
            "page": assessment_page(assessment),
        },
    )


@needs(Permission.WRITE_ASSESSMENTS)
def child_write(request: StaffRequest, pk: UUID, row: UUID) -> HttpResponse:
    assessment, found = _opened(request, pk, row)
    _require_writer(request, assessment)
    before = said_before(found, request.user)
    initial = {name: getattr(found, name) for name in SAID}
    if before:
        initial |= {name: getattr(before, name) for name in KEPT}
    kept = FormKept(
        request,
        "assessments.child",
        str(found.pk),
        found,
        lambda typed: ChildForm(typed, initial=initial),
        fill=lambda row: ChildForm(initial={name: getattr(row, name) for name in SAID}),
    )
    why = writing.why_not_written(assessment) or (writing.child_is_out() if found.removed_on else "")
    if request.method == "GET" and why:
        about = {"heading": str(found.child), "why": why, "page": assessment_page(assessment)}
        return read_draft(request, kept.draft, [("", kept.form)], back=found.get_absolute_url(), **about)
    if kept.is_put_by:
        messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
        return redirect(found)
    if kept.send(writing.write_child):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {
        "assessment": assessment,
        "row": found,
        "before": before,
        "kept": kept,
        "form": kept.form,
        "draft": kept.draft,
        "page": assessment_page(assessment),
        "back": found.get_absolute_url(),
    }
    return render(request, "assessments/child_write.html", context)


@require_GET
@needs(Permission.VIEW_CASES)
def child_history(request: StaffRequest, pk: UUID, row: UUID) -> HttpResponse:
    assessment, found = _opened(request, pk, row)
    return show_versions(request, found, assessment_page(assessment))


@needs(Permission.WRITE_ASSESSMENTS)
def child_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    assessment = open_record(request, ASSESSMENT.filter(kind="family"), pk=pk)
    _require_writer(request, assessment)
    return answer_form(
        request,
        AddChildForm(request.POST or None, assessment=assessment, user=request.user),
        writing.add_child,
        assessment,
        done=lambda made: made,
        said=_("The child is in the assessment from today."),
        heading=_("Add a child to the assessment"),
        intro=_("Children open in this case who are not in it yet."),
        submit=_("Add"),
        back=assessment.get_absolute_url(),
        page=assessment_page(assessment),
    )


@needs(Permission.WRITE_ASSESSMENTS)
def child_take_out(request: StaffRequest, pk: UUID, row: UUID) -> HttpResponse:
    assessment, found = _opened(request, pk, row)
    _require_writer(request, assessment)
    return answer_form(
        request,
        TakeOutForm(request.POST or None),
        writing.take_out_child,
        found,
        done=assessment,
        said=_("The child is no longer in the assessment. What was written of them stays on their record."),
        heading=_("Take %(child)s out of the assessment") % {"child": found.child},
        submit=_("Take out"),
        back=found.get_absolute_url(),
        page=assessment_page(assessment),
    )


def _require_writer(request: StaffRequest, assessment: Assessment) -> None:
    if not may_write(Standing(request.user, assessment.case)):
        raise PermissionDenied
