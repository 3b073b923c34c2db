"""What a manager does with a plan, and its reviews."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.conclusion import conclusions_of, latest_conclusion
from assessments.forms import ExtendForm
from assessments.models import Assessment
from cases.standing import Standing
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, needs
from plans import agreeing
from plans.conferences import undecided
from plans.forms import AgreeForm, EndForm, ReturnForm, ReviewForm
from plans.models import Goal, Plan
from plans.pages import answer_kept, plan_page
from plans.views import PLAN, goals_measured, opened_to_write
from plans.writing import reading_of


@needs(Permission.AGREE_PLANS)
def plan_agree(request: StaffRequest, pk: UUID) -> HttpResponse:
    plan = _opened(request, pk)
    if request.method == "GET" and not plan.is_unagreed:
        return redirect(plan)
    unmeasured = Goal.objects.visible_to(request.user).standing().filter(plan=plan, measure="").count()
    words = ngettext(
        "%(count)d goal does not say how we will know that it has changed. You can agree all the same.",
        "%(count)d goals do not say how we will know that they have changed. You can agree all the same.",
        unmeasured,
    )
    warnings = [words % {"count": unmeasured} if unmeasured else "", undecided(plan.kind, plan.child, plan.case)]
    return _answer(
        request,
        plan,
        AgreeForm(request.POST or None, initial={"read": reading_of(plan)}),
        agreeing.agree_plan,
        said=_("Agreed. Every change from now on is a new version with a reason."),
        heading=_("Agree to this plan?"),
        intro=_("What it is for: %(aim)s") % {"aim": plan.aim} if plan.aim else "",
        warning=" ".join(filter(None, warnings)),
        submit=_("Agree"),
    )


@needs(Permission.AGREE_PLANS)
def plan_return(request: StaffRequest, pk: UUID) -> HttpResponse:
    plan = _opened(request, pk)
    if request.method == "GET" and not plan.is_asked:
        return redirect(plan)
    return _answer(
        request,
        plan,
        ReturnForm(request.POST or None),
        agreeing.return_plan,
        said=_("Returned with your reason. It can be written on."),
        heading=_("Return this plan"),
        submit=_("Return it"),
    )


@needs(Permission.AGREE_PLANS)
def plan_extend(request: StaffRequest, pk: UUID) -> HttpResponse:
    plan = _opened(request, pk)
    if not plan.is_agreed or plan.review_due is None:
        return redirect(plan)
    return _answer(
        request,
        plan,
        ExtendForm(request.POST or None),
        agreeing.extend_review,
        said=_("It is due later now. Your reason stands on the plan."),
        heading=_("Give the next review longer"),
        intro=_("It is due on %(day)s.") % {"day": f"{plan.review_due:%-d %B %Y}"},
        submit=_("Give it longer"),
    )


@needs(Permission.AGREE_PLANS)
def plan_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    plan = _opened(request, pk)
    if request.method == "GET" and plan.is_ended:
        return redirect(plan)
    links = agreeing.links_to_answer(plan, request.user)
    if links:
        record_listing(request, "plan.reach_listed", [link.child_id for link in links])
    return answer_kept(
        request,
        name="plans.end",
        about=str(plan.pk),
        make=lambda typed: EndForm(typed, links=links),
        change=partial(agreeing.end_plan, plan),
        done=plan,
        said=_("The plan has ended. It stays readable, with what came of it."),
        heading=_("End this plan"),
        intro=_("This plan reaches children. Say for each of them what happens next.") if links else "",
        submit=_("End the plan"),
        page=plan_page(plan, request.user),
        back=plan.get_absolute_url(),
    )


@needs(Permission.WRITE_PLANS)
def plan_review(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What has changed, in view of what weighed most when it was last assessed, and whether the plan goes on."""
    plan = opened_to_write(request, pk)
    if request.method == "GET" and not plan.is_agreed:
        return redirect(plan)
    conclusion = latest_weighed(plan, request.user)
    return answer_kept(
        request,
        name="plans.review",
        about=str(plan.pk),
        make=lambda typed: ReviewForm(typed, latest=agreeing.longest_between_reviews(plan)),
        change=partial(agreeing.review_plan, plan, assessment=conclusion.assessment if conclusion else None),
        done=plan,
        said=_("The review is recorded."),
        template="plans/plan_review.html",
        plan=plan,
        conclusion=conclusion,
        goals=goals_measured(plan, request.user).standing(),
        heading=_("Review this plan"),
        submit=_("Record the review"),
        page=plan_page(plan, request.user),
        back=plan.get_absolute_url(),
    )


def latest_weighed(plan: Plan, user: Any) -> Any:
    """What the last authorised assessment concluded, of the child or of the context, as far as this reader may see."""
    if plan.child_id:
        return latest_conclusion(plan.child, user, with_factors=True)
    found = Assessment.objects.read_whole_by(user).authorised().filter(case__context=plan.case.context_id)
    assessment = found.select_related("case__context").order_by("-authorised_on", "-created_at").first()
    return conclusions_of(assessment, user, [])[0] if assessment else None


def _opened(request: StaffRequest, pk: UUID) -> Plan:
    """The plan, for a manager of the team that holds its case."""
    plan = open_record(request, PLAN, pk=pk)
    if not Standing(request.user, plan.case).manages:
        raise PermissionDenied
    return plan


def _answer(request: StaffRequest, plan: Plan, form: Any, change: Callable[..., Any], **context: Any) -> HttpResponse:
    return answer_form(
        request,
        form,
        change,
        plan,
        done=plan,
        back=plan.get_absolute_url(),
        page=plan_page(plan, request.user),
        **context,
    )
