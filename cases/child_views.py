from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases import statuses
from cases.child_filters import ChildFilter
from cases.child_forms import CategoryForm, EndStatusForm, GiveStatusForm
from cases.models import CaseChild, CaseChildStatus
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.searches import asked
from families.pages import person_page

PERIOD = CaseChild.objects.select_related("child", "case")
STATUS = CaseChildStatus.objects.select_related("period__child", "period__case")


@require_GET
@needs(Permission.LIST_CASES)
def child_list(request: StaffRequest) -> HttpResponse:
    """The children open to the service, those whose visit is overdue first."""
    user = request.user
    narrowed = ChildFilter(asked(request), CaseChild.objects.visible_to(user).open(), request=request)
    page = paginate(request, narrowed.qs.with_position(user).with_transition(user).due_first(user))
    record_listing(request, "child.listed", [period.child_id for period in page])
    return render(
        request, "cases/child_list.html", {"page_of": page, "filter": narrowed.form, "is_filtered": bool(request.GET)}
    )


# --- What a child is to the service ---------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def status_list(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every status of one child in one period, those of today first."""
    period = open_record(request, PERIOD, pk=pk)
    rows = CaseChildStatus.objects.visible_to(request.user).filter(period=period)
    return render(
        request,
        "cases/status_list.html",
        {
            "period": period,
            "page": person_page(period.child, request.user),
            "current": rows.current(),
            "past": rows.past().order_by("-to_on", "-from_on"),
        },
    )


@needs(Permission.OPEN_CASE)
def status_give(request: StaffRequest, pk: UUID) -> HttpResponse:
    period = open_record(request, _not_ended(request, PERIOD), pk=pk)
    now = CaseChildStatus.objects.visible_to(request.user).filter(period=period).current()
    return answer_form(
        request,
        GiveStatusForm(request.POST or None, now=now),
        statuses.give_status,
        period,
        said=_("The status has been given."),
        heading=_("Give %(child)s a status") % {"child": period.child},
        submit=_("Give this status"),
        **_around(request, period),
    )


@needs(Permission.OPEN_CASE)
def status_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = open_record(request, _not_ended(request, STATUS), pk=pk)
    return answer_form(
        request,
        EndStatusForm(request.POST or None),
        statuses.end_status,
        row,
        said=_("The status has been ended. It stays in the history."),
        heading=_("End “%(status)s”") % {"status": row},
        intro=_("The child stays open to the service, and other statuses go on."),
        submit=_("End this status"),
        **_around(request, row.period),
    )


@needs(Permission.OPEN_CASE)
def status_category(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = open_record(request, _not_ended(request, STATUS), pk=pk)
    if row.status != CaseChildStatus.Status.CHILD_PROTECTION:
        raise Http404
    return answer_form(
        request,
        CategoryForm(request.POST or None, row=row),
        statuses.change_category,
        row,
        said=_("The category has been changed. The one before stays in the history."),
        heading=_("Change the category of the child protection plan"),
        intro=str(row),
        submit=_("Change the category"),
        **_around(request, row.period),
    )


def _not_ended(request: StaffRequest, rows: Any) -> Any:
    """What has not ended; for an answer that is sent, what ended meanwhile too, so that it is refused in words."""
    return rows.filter(to_on=None) if request.method == "GET" else rows


def _around(request: StaffRequest, period: CaseChild) -> dict[str, Any]:
    back = reverse("cases:status-list", args=[period.pk])
    return {"done": back, "back": back, "page": person_page(period.child, request.user)}
