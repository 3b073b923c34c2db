"""The assessments in hand; those on a case, and on the record of a child, a family and a context."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessments.filters import AssessmentFilter
from assessments.models import Assessment, AssessmentChild
from assessments.pages import TONES, may_start
from cases.models import Case
from cases.pages import case_page
from cases.views import CASE
from contexts.models import Context
from contexts.pages import context_page
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import RecordPage, needs, paginate
from cs_casework.searches import asked
from families.models import Family, Person
from families.pages import family_page, person_page


@require_GET
@needs(Permission.VIEW_CASES)
def in_hand(request: StaffRequest) -> HttpResponse:
    """Every assessment that is being written or waits for a manager, the soonest due first, or what its filters ask for."""
    found = Assessment.objects.visible_to(request.user)
    narrowed = AssessmentFilter(asked(request), found, request=request)
    shown = paginate(request, narrowed.qs.in_hand(request.user))
    record_listing(request, "assessment.in_hand_listed")
    return render(
        request,
        "assessments/in_hand.html",
        {
            "page_of": shown,
            "rows": [(assessment, TONES[assessment.status]) for assessment in shown],
            "filter": narrowed.form,
            "is_filtered": bool(request.GET),
        },
    )


@require_GET
@needs(Permission.VIEW_CASES)
def case_assessments(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = open_record(request, CASE, pk=pk)
    found = Assessment.objects.visible_to(request.user).filter(case=case)
    return _listed(request, found, case_page(case, request.user, "assessments"), case)


@require_GET
@needs(Permission.VIEW_CASES)
def family_assessments(request: StaffRequest, pk: UUID) -> HttpResponse:
    family = open_record(request, Family, pk=pk)
    found = Assessment.objects.visible_to(request.user).filter(case__family=family)
    case = CASE.visible_to(request.user).open().filter(family=family).first()
    return _listed(request, found, family_page(family, request.user, "assessments"), case)


@require_GET
@needs(Permission.VIEW_CASES)
def context_assessments(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context, pk=pk)
    found = Assessment.objects.visible_to(request.user).filter(case__context=context)
    case = CASE.visible_to(request.user).open().filter(context=context).first()
    return _listed(request, found, context_page(context, request.user, "assessments"), case)


def _listed(request: StaffRequest, found: Any, page: RecordPage, case: Case | None) -> HttpResponse:
    """`case` is the one on which another can be begun from here, if this reader may."""
    shown = paginate(request, found.select_related("case", "authorised_by"))
    rows = [(assessment, TONES[assessment.status]) for assessment in shown]
    record_listing(request, "assessment.listed")
    starts = {"case": case, "may_start": case is not None and may_start(case, request.user)}
    return render(request, "assessments/assessment_list.html", {"page": page, "page_of": shown, "rows": rows} | starts)


@require_GET
@needs(Permission.VIEW_CASES)
def person_assessments(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The assessments in which this person is a child, each with what it says of them."""
    person = open_record(request, Person, pk=pk)
    found = AssessmentChild.objects.visible_to(request.user).filter(child=person).select_related("assessment")
    shown = paginate(request, found.order_by("-assessment__started_on", "-created_at"))
    rows = [(row, TONES[row.assessment.status]) for row in shown]
    record_listing(request, "assessment.listed", [person.pk])
    page = person_page(person, request.user, "assessments")
    return render(request, "assessments/person_list.html", {"page": page, "page_of": shown, "rows": rows})
