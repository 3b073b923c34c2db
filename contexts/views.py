from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from contexts import workflow
from contexts.codes import Kind
from contexts.filters import ContextFilter
from contexts.forms import AdultForm, ContextForm, KindForm, RelationForm, ReviewForm
from contexts.models import Context, ContextAdult, ContextRelation
from contexts.pages import context_page
from cs_casework.access import model_above, open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.pages import answer_form, attempt, needs, paginate
from cs_casework.searches import asked, sought
from cs_casework.versions import show_versions


@require_GET
@needs(Permission.LIST_CONTEXTS)
def context_list(request: StaffRequest) -> HttpResponse:
    narrowed = ContextFilter(asked(request), Context.objects.visible_to(request.user), request=request)
    page = paginate(request, narrowed.qs.with_linked_children(request.user))
    record_listing(request, "context.listed")
    return render(
        request,
        "contexts/context_list.html",
        {"page_of": page, "filter": narrowed.form, "is_filtered": bool(request.GET)},
    )


@needs(Permission.EDIT_CONTEXTS)
def context_create(request: StaffRequest) -> HttpResponse:
    """First its kind, which decides what is asked next: `?kind=`."""
    kind = request.GET.get("kind", "")
    if kind not in Kind.values:
        kinds = KindForm(request.GET if "kind" in request.GET else None)
        return render(request, "contexts/context_kind.html", {"form": kinds})
    draft = FormDraft(request, "contexts.context", kind)
    form = ContextForm(draft.typed, instance=Context(kind=kind), user=request.user)
    if request.method == "POST":
        if "_save" in request.POST:
            draft.save(title=request.POST.get("name", ""))
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return redirect("overview:home")
        if form.is_valid() and (context := attempt(form, _create, draft=draft, by=request.user, kind=kind, form=form)):
            messages.success(request, _("%(context)s has been recorded.") % {"context": context})
            return redirect(context)
    elif draft.draft:
        unchecked(form)
    return render(request, "contexts/context_form.html", {"form": form, "draft": draft, "kind": Kind(kind)})


def _create(*, draft: FormDraft, by: Any, kind: str, form: ContextForm) -> Context:
    made = draft.submit(lambda: workflow.create_context(by=by, kind=kind, **form.cleaned_data).pk)
    return Context.objects.visible_to(by).get(pk=made)


@require_GET
def context_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context.objects.select_related("owner_team", "parent"), pk=pk)
    user = request.user
    cases = model_above(Context, "cases").objects.visible_to(user)
    cases = cases.filter(context=context).select_related("team").with_continuation(user).with_workers(user)
    parent = Context.objects.visible_to(user).filter(pk=context.parent_id).first()
    page = {
        "context": context,
        "parent": parent,
        "page": context_page(context, user, "details"),
        "adults": ContextAdult.objects.visible_to(user)
        .filter(context=context)
        .current()
        .protective_first()
        .select_related("person"),
        "relations": ContextRelation.objects.visible_to(user).of(context),
        "cases": cases,
        "may_propose": user.may(Permission.PROPOSE_CASE) and not any(case.is_unsettled for case in cases),
    }
    return render(request, "contexts/context_detail.html", page)


@needs(Permission.EDIT_CONTEXTS)
def context_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context, pk=pk)
    return answer_form(
        request,
        ContextForm(request.POST or None, instance=context, user=request.user),
        workflow.change_context,
        context,
        done=context,
        said=_("The context has been changed."),
        heading=_("Change this context"),
        back=context.get_absolute_url(),
        page=context_page(context, request.user),
    )


@needs(Permission.EDIT_CONTEXTS)
def context_review(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context.objects.filter(kind=Kind.PEER_GROUP), pk=pk)
    return answer_form(
        request,
        ReviewForm(request.POST or None, initial={"review_due": workflow.longest_review(context)}),
        workflow.review_peer_group,
        context,
        done=context,
        said=_("The review has been recorded."),
        heading=_("Is it still right to record this group?"),
        intro=_("Recording a group needs a purpose that still holds. If it does, say when it is looked at again."),
        submit=_("It is still right"),
        back=context.get_absolute_url(),
        page=context_page(context, request.user),
    )


@require_GET
@needs(Permission.VIEW_CONTEXTS)
def context_history(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context, pk=pk)
    return show_versions(request, context, context_page(context, request.user, "history"))


@needs(Permission.EDIT_CONTEXTS)
def adult_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context, pk=pk)
    return answer_form(
        request,
        AdultForm(request.POST or None, instance=ContextAdult(context=context)),
        workflow.add_adult,
        context,
        done=context,
        said=_("The adult has been recorded."),
        heading=_("Add an adult in this context"),
        intro=_("Who protects young people here, who manages the place, or who is a concern."),
        back=context.get_absolute_url(),
        page=context_page(context, request.user),
    )


@needs(Permission.EDIT_CONTEXTS)
def relation_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """First which other context, then how the two stand to each other: `?other=` holds the one chosen."""
    context = open_record(request, Context, pk=pk)
    page = context_page(context, request.user)
    heading = _("Which other context?")
    if not request.GET.get("other"):
        return choose_context(
            request, heading=heading, back=context.get_absolute_url(), page=page, field="other", leave_out=[context.pk]
        )
    other = open_record(request, Context, pk=uuid_or_none(request.GET["other"]))
    return answer_form(
        request,
        RelationForm(request.POST or None, instance=ContextRelation(context=context, other=other)),
        lambda **fields: workflow.relate_contexts(context, other=other, **fields),
        done=context,
        said=_("The relation has been recorded on both records."),
        heading=_("How does %(context)s stand to %(other)s?") % {"context": context, "other": other},
        back=context.get_absolute_url(),
        page=page,
    )


def uuid_or_none(text: str) -> UUID | None:
    """An id from an address, or None for a text that is none (which then is not found)."""
    try:
        return UUID(text)
    except ValueError:
        return None


def choose_context(
    request: StaffRequest, *, heading: str, back: str, page: Any, field: str, leave_out: Any = ()
) -> HttpResponse:
    """A page that finds contexts by name, postcode or reference and leads back with `?<field>=` set to one."""
    text = sought(asked(request))
    found = Context.objects.visible_to(request.user).search(text).exclude(pk__in=leave_out)[:20] if text else []
    new = f"{reverse('contexts:context-create')}"
    return render(
        request,
        "contexts/choose_context.html",
        {"heading": heading, "back": back, "page": page, "text": text, "contexts": found, "field": field, "new": new},
    )
