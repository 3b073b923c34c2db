"""What stands above every page of a plan, what this reader may do with it next, and what its long forms do."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.keeping import FormKept
from cases.models import Case
from cases.standing import Standing
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.pages import RecordPage, attempt
from families.models import Person
from plans.models import Goal, Plan
from plans.writing import may_write

TONES = {"draft": "yellow", "asked": "blue", "agreed": "green", "ended": "grey"}


def plan_page(plan: Plan, user: User, part: str = "") -> RecordPage:
    """The identity bar of a plan: whom or what it is for, and where it stands."""
    case = plan.case
    facts = [
        {"label": _("Reference"), "value": plan.reference},
        {"label": _("Starts"), "value": f"{plan.starts_on:%-d %B %Y}"},
    ]
    if plan.review_due:
        facts.append({"label": _("Review due"), "value": f"{plan.review_due:%-d %B %Y}"})
    if plan.ended_on:
        facts.append({"label": _("Ended"), "value": f"{plan.ended_on:%-d %B %Y}"})
    parts = [{"name": "plan", "label": _("Plan"), "url": plan.get_absolute_url()}]
    if plan.is_of_context and user.may(Permission.VIEW_CONTEXTS):
        parts.append(
            {"name": "reach", "label": _("Children it reaches"), "url": reverse("plans:plan-reach", args=[plan.pk])}
        )
    if plan.version:
        parts.append(
            {"name": "versions", "label": _("Versions"), "url": reverse("plans:plan-versions", args=[plan.pk])}
        )
    all_of = (
        reverse("plans:person-plans", args=[plan.child_id])
        if plan.child_id
        else reverse("plans:case-plans", args=[case.pk])
    )
    parts += [
        {"name": "all", "label": _("All plans"), "url": all_of},
        {"name": "case", "label": _("Case"), "url": case.get_absolute_url()},
    ]
    return RecordPage(
        title=str(plan.about),
        kind=plan.get_kind_display(),
        url=plan.get_absolute_url(),
        facts=facts,
        tags=[{"text": plan.get_status_display(), "tone": TONES[plan.status]}],
        parts=parts,
        restricted=case.is_restricted or bool(plan.child and plan.child.is_restricted),
    ).at(part)


def steps_of(plan: Plan, user: User) -> set[str]:
    """What this reader may do: nothing else is offered on a page, and the workflow refuses it all the same."""
    standing = Standing(user, plan.case)
    steps: set[str] = set()
    if plan.is_ended:
        return steps
    if plan.case.is_open and may_write(standing) and not plan.is_asked:
        steps.add("write")
        if plan.is_draft:
            steps.add("ask")
        if plan.is_agreed:
            steps |= {"review", "measure"}
            if plan.is_of_context and user.may(Permission.VIEW_CONTEXTS):
                steps.add("reach")
    if user.may(Permission.AGREE_PLANS) and standing.manages:
        steps.add("end")
        if plan.is_unagreed and plan.case.is_open:
            steps.add("agree")
        if plan.is_asked:
            steps.add("return")
        if plan.is_agreed:
            steps.add("extend")
    return steps


def start_url(case: Case | None, user: User, *, child: Person | None = None) -> str:
    """Where this reader begins a plan on the case, for this child where they came from the child's record; nothing where
    they may not, or where the context has one already that has not ended."""
    if case is None or not case.is_open or not may_write(Standing(user, case)):
        return ""
    if case.context_id and Plan.objects.visible_to(user).unended().filter(case=case).exists():
        return ""
    address = reverse("plans:plan-start", args=[case.pk])
    return f"{address}?child={child.pk}" if child else address


def answer_kept(
    request: StaffRequest,
    *,
    name: str,
    about: str,
    make: Callable[[Any], Any],
    change: Callable[..., Any],
    done: Any,
    said: str,
    record: Plan | Goal | None = None,
    theirs: Sequence[tuple[Any, str]] = (),
    template: str = "plans/kept_form.html",
    **context: Any,
) -> HttpResponse:
    """Show a long form whose typing is kept as its writer's draft, and call `change(by=user, **fields)` once, however
    often it is sent. With `record`, one that carries a number, nothing that somebody else wrote since is overwritten:
    `change(record, by=user, number=…, **fields)`; `theirs` names what of it is laid beside what was typed."""
    kept: Any = FormKept(request, name, about, record, make) if record else None  # type: ignore[arg-type]
    draft = kept.draft if kept else FormDraft(request, name, about)
    form = kept.form if kept else make(draft.typed)
    if request.method == "POST":
        if "_save" in request.POST:
            draft.save(title=str(context.get("heading", "")))
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return redirect(done)
        if kept:
            is_done = kept.send(change)
        elif is_done := form.is_valid():
            attempt(form, draft.submit, lambda: change(by=request.user, **form.cleaned_data).pk)
            is_done = not form.errors
        if is_done:
            messages.success(request, said)
            return redirect(done)
    elif draft.draft and not kept:
        unchecked(form)
    if kept and kept.conflict:
        context["conflict_said"] = [(label, getattr(kept.conflict, field)) for label, field in theirs]
    return render(request, template, {"form": form, "draft": draft, "kept": kept, **context})
