"""Which children a context's plan reaches, and who of those linked to the context it does not."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.models import CaseChild
from cases.standing import Standing
from contexts.models import ContextLink
from contexts.views import uuid_or_none
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, needs, paginate
from families.models import Person
from plans import reaching
from plans.forms import ChangeReachForm, EndReachForm, ReachForm
from plans.models import Plan, PlanChildLink
from plans.pages import plan_page, steps_of
from plans.views import PLAN
from plans.writing import may_write

REACH = PlanChildLink.objects.select_related("child", "plan__case__context", "plan__case__team", "plan__case__family")
MOST_CHOSEN = 25
MOST_PAST = 50


@require_GET
@needs(Permission.VIEW_CASES)
def plan_reach(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every open child linked to the context, those whom the plan does not reach first; and whom it reached before."""
    user = request.user
    plan = _of_context(request, pk)
    links = PlanChildLink.objects.visible_to(user).filter(plan=plan)
    page = paginate(request, _open_children(plan, user))
    now = {link.child_id: link for link in links.filter(to_on=None, child__in=[row.child_id for row in page])}
    past = list(links.filter(to_on__isnull=False).select_related("child").order_by("-to_on", "pk")[:MOST_PAST])
    record_listing(request, "plan.reach_listed", [row.child_id for row in (*page, *past)])
    return render(
        request,
        "plans/plan_reach.html",
        {
            "plan": plan,
            "page": plan_page(plan, user, "reach"),
            "may_reach": "reach" in steps_of(plan, user),
            "page_of": page,
            "rows": [(row, now.get(row.child_id)) for row in page],
            "are_all_reached": all(row.child_id in now for row in page),
            "past": past,
        },
    )


def _open_children(plan: Plan, user: Any) -> Any:
    """Open children who are linked to the context, or whom the plan reaches, those not reached first: each with
    `is_reached`."""
    linked = ContextLink.objects.visible_to(user).current().filter(context=plan.case.context_id).order_by()
    reached = PlanChildLink.objects.visible_to(user).filter(plan=plan, to_on=None, child=OuterRef("child")).order_by()
    found = CaseChild.objects.visible_to(user).open().annotate(is_reached=Exists(reached))
    found = found.filter(Q(child__in=linked.values("child")) | Q(is_reached=True))
    return found.with_position(user).order_by("is_reached", "child__display_name", "child__reference", "pk")


@needs(Permission.WRITE_PLANS)
def reach_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The children ticked (`?child=`), each with a reason of their own."""
    user = request.user
    plan = _of_context(request, pk)
    _require_writer(request, plan)
    back = reverse("plans:plan-reach", args=[plan.pk])
    ticked = [key for text in request.GET.getlist("child") if (key := uuid_or_none(text))][:MOST_CHOSEN]
    able = _open_children(plan, user).filter(child__in=ticked)
    able = able.filter(is_reached=False) if request.method == "GET" else able
    children = list(Person.objects.visible_to(user).filter(pk__in=able.order_by().values("child")))
    if not children:
        return redirect(back)
    children.sort(key=str)
    record_listing(request, "plan.reach_chosen", [child.pk for child in children])
    return answer_form(
        request,
        ReachForm(request.POST or None, children=children),
        reaching.reach_children,
        plan,
        done=back,
        said=_("The plan reaches them from today. It stands on their records, and their workers are told."),
        heading=_("Why does this plan matter to each child?"),
        intro=_("What you write stands on the child’s own record. Name no other child in it."),
        submit=_("Link the plan to them"),
        back=back,
        page=plan_page(plan, user),
    )


@needs(Permission.WRITE_PLANS)
def reach_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    link = _link(request, pk)
    return answer_form(
        request,
        ChangeReachForm(request.POST or None, initial={"why": link.why, "share": link.share}),
        reaching.change_reach,
        link,
        said=_("Saved."),
        heading=_("Why the plan matters to %(child)s") % {"child": link.child},
        **_around(request, link),
    )


@needs(Permission.WRITE_PLANS)
def reach_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    link = _link(request, pk)
    return answer_form(
        request,
        EndReachForm(request.POST or None),
        reaching.end_reach,
        link,
        said=_("The plan no longer reaches the child. It stays in the history of both."),
        heading=_("End this for %(child)s") % {"child": link.child},
        submit=_("End it"),
        **_around(request, link),
    )


def _of_context(request: StaffRequest, pk: UUID) -> Plan:
    plan = open_record(request, PLAN, pk=pk)
    if not plan.is_of_context:
        raise Http404
    return plan


def _link(request: StaffRequest, pk: UUID) -> PlanChildLink:
    """For an answer that is sent, one that ended meanwhile too, so that it is refused in words."""
    link = open_record(request, REACH.filter(to_on=None) if request.method == "GET" else REACH, pk=pk)
    _require_writer(request, link.plan)
    return link


def _require_writer(request: StaffRequest, plan: Plan) -> None:
    if not may_write(Standing(request.user, plan.case)):
        raise PermissionDenied


def _around(request: StaffRequest, link: PlanChildLink) -> dict[str, Any]:
    back = reverse("plans:plan-reach", args=[link.plan_id])
    return {"done": back, "back": back, "page": plan_page(link.plan, request.user)}
