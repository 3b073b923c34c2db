"""Pages about who holds a case, and about handing over all that one worker holds."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases import allocating
from cases.allocation_forms import AllocateForm, EndAllocationForm, HandOverForm
from cases.models import Allocation
from cases.pages import case_page
from cases.views import CASE
from contexts.views import uuid_or_none
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, needs, paginate


@needs(Permission.ALLOCATE_CASE)
def case_allocate(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = open_record(request, CASE.open(), pk=pk)
    return answer_form(
        request,
        AllocateForm(request.POST or None, case=case, user=request.user),
        allocating.allocate,
        case,
        done=case,
        said=_("The case has been allocated."),
        heading=_("Allocate this case"),
        intro=_("A new lead worker takes over from the one before; a co-worker or cover stands beside the lead."),
        submit=_("Allocate"),
        back=case.get_absolute_url(),
        page=case_page(case, request.user),
    )


@needs(Permission.ALLOCATE_CASE)
def allocation_end(request: StaffRequest, pk: UUID, allocation: UUID) -> HttpResponse:
    case = open_record(request, CASE.open(), pk=pk)
    found = get_object_or_404(
        Allocation.objects.visible_to(request.user).select_related("worker"), pk=allocation, case=case, to_on=None
    )
    return answer_form(
        request,
        EndAllocationForm(request.POST or None),
        allocating.end_allocation,
        found,
        done=case,
        said=_("The allocation has been ended."),
        heading=_("End the allocation to %(worker)s") % {"worker": found.worker},
        warning=_("A case without a lead worker stands in the list of unallocated cases."),
        back=case.get_absolute_url(),
        page=case_page(case, request.user),
    )


# --- A whole caseload ------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.ALLOCATE_CASE)
def to_hand_over(request: StaffRequest) -> HttpResponse:
    """Workers who have left, moved team or may no longer hold cases, and who still hold something."""
    leavers = Allocation.objects.visible_to(request.user).left_behind().order_by("name")
    record_listing(request, "caseload.listed")
    return render(request, "cases/to_hand_over.html", {"page_of": paginate(request, leavers)})


@needs(Permission.ALLOCATE_CASE)
def hand_over(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everything that a worker holds and the manager may see, each row with who takes it."""
    worker = User.objects.filter(pk=pk).first()
    if worker is None:
        raise Http404
    rows = _held(request, worker)
    form = HandOverForm(request.POST or None, worker=worker, allocations=rows)
    if request.method == "GET":
        record_listing(request, "caseload.viewed", shown=[row.child_id for row in rows if row.child_id])
    elif "_fill" in request.POST:
        form = HandOverForm(None, worker=worker, allocations=rows, initial=form.filled)
        return render(request, "cases/hand_over.html", _hand_over_page(worker, form))
    return answer_form(
        request,
        form,
        allocating.hand_over,
        worker,
        done=reverse("cases:hand-over", args=[worker.pk]),
        said=_("The caseload has been handed over."),
        template="cases/hand_over.html",
        **{name: value for name, value in _hand_over_page(worker, form).items() if name != "form"},
    )


def _held(request: StaffRequest, worker: User) -> list[Any]:
    """What the worker holds now and, where a form is sent, the rows it was sent for: one that ended since the page was
    opened is refused in words, and not dropped."""
    sent = [uuid_or_none(name.removeprefix("to_")) for name in request.POST if name.startswith("to_")]
    seen = Allocation.objects.visible_to(request.user).filter(worker=worker)
    held = seen.filter(Q(pk__in=seen.caseload_of(worker).values("pk")) | Q(pk__in=filter(None, sent)))
    return list(
        held.select_related("case__family", "case__context", "case__team", "child", "team").order_by(
            "case__reference", "-role", "from_on"
        )
    )


def _hand_over_page(worker: User, form: HandOverForm) -> dict[str, Any]:
    return {"worker": worker, "form": form, "back": reverse("cases:to-hand-over")}
