"""One assessment: begun, read, its sections written, submitted or given up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from assessments import writing
from assessments.conclusion import conclusions_of
from assessments.copying import copied_freely
from assessments.forms import DiscardForm, SectionForm, StartForm
from assessments.keeping import FormKept, read_draft
from assessments.missing import missing_of
from assessments.models import (
    Assessment,
    AssessmentParticipant,
    AssessmentPassage,
    AssessmentSection,
    MisfitAnswer,
)
from assessments.pages import assessment_page, may_start, steps_of
from assessments.writing import may_write
from cases.pages import case_page
from cases.standing import Standing
from cases.views import CASE
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.forms import GovukForm
from cs_casework.pages import answer_form, attempt, needs, paginate
from cs_casework.versions import show_versions

ASSESSMENT = Assessment.objects.select_related("case__family", "case__context", "case__team")


@needs(Permission.WRITE_ASSESSMENTS)
def assessment_start(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = open_record(request, CASE, pk=pk)
    if not may_write(Standing(request.user, case)):
        raise PermissionDenied
    if request.method == "GET" and not may_start(case, request.user):
        return redirect("assessments:case-assessments", case.pk)
    return answer_form(
        request,
        StartForm(request.POST or None, case=case, user=request.user),
        writing.start_assessment,
        case,
        done=lambda made: made,
        said=_(
            "The assessment is begun. What the record says already stands in its sections, with where it comes from."
        ),
        heading=writing.kind_for(case).label,
        submit=_("Start the assessment"),
        back=reverse("assessments:case-assessments", args=[case.pk]),
        page=case_page(case, request.user),
    )


@require_GET
@needs(Permission.VIEW_CASES)
def assessment_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The whole of it on one page: how far it has come, each child, each section, who took part."""
    user = request.user
    assessment = open_record(request, ASSESSMENT.select_related("authorised_by", "submitted_by", "returned_by"), pk=pk)
    rows = AssessmentSection.objects.visible_to(user).filter(assessment=assessment).select_related("written_by")
    sections = {row.name: row for row in rows}
    quoted: dict[Any, list[AssessmentPassage]] = {}
    for passage in _passages(user).filter(section__assessment=assessment):
        quoted.setdefault(passage.section_id, []).append(passage)
    children = list(assessment.children.visible_to(user).select_related("child", "written_by"))
    # A child who is in it with two records that were merged concludes once.
    in_it = {row.child_id for row in children if row.removed_on is None}
    concluding = [row for row in children if row.removed_on is None and row.child.merged_into_id not in in_it]
    read = [(asked, sections[asked.name]) for asked in assessment.asked if asked.name in sections]
    record_listing(request, "assessment.read", sorted(row.child_id for row in children))
    steps = steps_of(assessment, user, reads_whole=bool(sections))
    took_part = AssessmentParticipant.objects.visible_to(user).current().filter(assessment=assessment)
    return render(
        request,
        "assessments/assessment_detail.html",
        {
            "assessment": assessment,
            "page": assessment_page(assessment, "assessment"),
            "steps": steps,
            "writes_child": "write_child" in steps,
            "writes_whole": "write" in steps,
            "sections": [(asked, row, quoted.get(row.pk, [])) for asked, row in read],
            "written": sum(row.is_written for _asked, row in read),
            "children": children,
            "conclusions": conclusions_of(assessment, user, concluding) if assessment.is_of_family or sections else [],
            "answers": MisfitAnswer.objects.visible_to(user)
            .filter(assessment=assessment)
            .select_related("row__context", "child"),
            "participants": paginate(request, took_part.select_related("person")),
            "earlier": _earlier(assessment, request),
        },
    )


def _earlier(assessment: Assessment, request: StaffRequest) -> Assessment | None:
    """The one it began from, where this reader may see it."""
    if assessment.earlier_id is None:
        return None
    return Assessment.objects.visible_to(request.user).filter(pk=assessment.earlier_id).first()


def _passages(user: Any, *, left_out: bool = False) -> Any:
    found = AssessmentPassage.objects.visible_to(user).filter(left_out_on__isnull=not left_out)
    return found.with_source()


@needs(Permission.WRITE_ASSESSMENTS)
def section(request: StaffRequest, pk: UUID, name: str) -> HttpResponse:
    """One section, written beside what the record says already. Every button keeps what was typed."""
    user = request.user
    assessment = open_record(request, ASSESSMENT, pk=pk)
    rows = AssessmentSection.objects.visible_to(user).select_related("written_by")
    found = get_object_or_404(rows.visible_to(user), assessment=assessment, name=name)
    found.assessment = assessment
    if not may_write(Standing(user, assessment.case)):
        raise PermissionDenied
    asked = found.asked
    quoted = _passages(user).filter(section=found)
    passages = list(quoted)
    copied = copied_freely(assessment, passages)
    kept = FormKept(
        request,
        "assessments.section",
        f"{assessment.pk}:{name}",
        found,
        lambda typed: SectionForm(
            typed, initial={"text": found.text}, heading=asked.heading, hint=asked.hint, passages=quoted
        ),
        title=str(asked.heading),
    )
    if request.method == "GET" and (why := writing.why_not_written(assessment)):
        back, about = f"{assessment.get_absolute_url()}#{name}", {"heading": asked.heading, "why": why}
        page = assessment_page(assessment)
        return read_draft(request, kept.draft, [("", kept.form)], back=back, page=page, **about)
    if taken := next((row for row in passages if row.pk in copied and str(row.pk) == request.POST.get("_take")), None):
        text = "\n\n".join(filter(None, [request.POST.get("text", "").rstrip(), taken.text]))
        kept.draft.save(title=str(asked.heading), text=[text])
        return redirect(f"{found.get_absolute_url()}#id_text")
    left_out = _passages(user, left_out=True).filter(section=found).select_related("section__assessment__case")
    if returning := next((row for row in left_out if str(row.pk) == request.POST.get("_put_back")), None):
        kept.draft.save(title=str(asked.heading))
        if attempt(kept.form, writing.put_back_passage, returning, by=user):
            return redirect(f"{found.get_absolute_url()}#passages")
    elif kept.is_put_by:
        messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
        return redirect(assessment)
    elif kept.send(writing.write_section):
        following = _after(assessment, name)
        messages.success(request, _("“%(section)s” is saved.") % {"section": asked.heading})
        return (
            redirect("assessments:section", assessment.pk, following)
            if "_next" in request.POST and following
            else (redirect(assessment))
        )
    ticked = {str(value) for value in kept.form["left_out"].value() or []}
    return render(
        request,
        "assessments/section.html",
        {
            "assessment": assessment,
            "section": found,
            "asked": asked,
            "kept": kept,
            "form": kept.form,
            "draft": kept.draft,
            "passages": [(row, str(row.pk) in ticked, row.pk in copied) for row in passages],
            "left_out": left_out,
            "following": _after(assessment, name),
            "page": assessment_page(assessment),
            "back": assessment.get_absolute_url(),
        },
    )


def _after(assessment: Assessment, name: str) -> str:
    names = [asked.name for asked in assessment.asked]
    place = names.index(name) + 1
    return names[place] if place < len(names) else ""


@require_GET
@needs(Permission.VIEW_CASES)
def section_history(request: StaffRequest, pk: UUID, name: str) -> HttpResponse:
    assessment = open_record(request, ASSESSMENT, pk=pk)
    rows = AssessmentSection.objects.visible_to(request.user).filter(assessment=assessment)
    found = get_object_or_404(rows.visible_to(request.user), name=name)
    left_out = _passages(request.user, left_out=True).filter(section=found)
    page = assessment_page(assessment)
    return show_versions(request, found, page, "assessments/section_history.html", left_out=left_out)


@require_GET
@needs(Permission.VIEW_CASES)
def assessment_history(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every version, with the reason of each return and of each day that was moved, for who may read all of it."""
    assessment = open_record(request, ASSESSMENT, pk=pk)
    writing.require_whole(assessment, by=request.user)
    return show_versions(request, assessment, assessment_page(assessment))


@needs(Permission.WRITE_ASSESSMENTS)
def assessment_submit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is still missing; when nothing is, the button."""
    user = request.user
    assessment = open_record(request, ASSESSMENT, pk=pk)
    _require_whole(assessment, user)
    if request.method == "GET" and not assessment.is_being_written:
        return redirect(assessment)
    return answer_form(
        request,
        GovukForm(request.POST if request.method == "POST" else None),
        writing.submit_assessment,
        assessment,
        done=assessment,
        said=_("Submitted. A manager who wrote none of it authorises it or returns it."),
        template="assessments/assessment_submit.html",
        assessment=assessment,
        missing=missing_of(assessment, user),
        heading=_("Submit this assessment for authorisation"),
        submit=_("Submit"),
        back=assessment.get_absolute_url(),
        page=assessment_page(assessment),
    )


def _require_whole(assessment: Assessment, user: Any) -> None:
    if not may_write(Standing(user, assessment.case)):
        raise PermissionDenied
    writing.require_whole(assessment, by=user)


@needs(Permission.WRITE_ASSESSMENTS)
def assessment_discard(request: StaffRequest, pk: UUID) -> HttpResponse:
    assessment = open_record(request, ASSESSMENT, pk=pk)
    _require_whole(assessment, request.user)
    return answer_form(
        request,
        DiscardForm(request.POST or None),
        writing.discard_assessment,
        assessment,
        done=assessment,
        said=_("The assessment is not gone on with. Your reason stands on it."),
        heading=_("Do not go on with this assessment"),
        intro=_("This is for one begun in error, in which nobody has written anything."),
        submit=_("Do not go on with it"),
        back=assessment.get_absolute_url(),
        page=assessment_page(assessment),
    )
