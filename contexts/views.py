from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from contexts import workflow
from contexts.codes import Kind
from contexts.filters import ContextFilter
from contexts.forms import AdultForm, ContextForm, KindForm, RelationForm, ReviewForm
from contexts.likeness import Likeness, may_be_the_same
from contexts.mapping import on_map
from contexts.models import Context, ContextAdult, ContextRelation
from contexts.pages import context_page
from cs_casework.access import model_above, open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.pages import answer_form, attempt, needs, paginate
from cs_casework.searches import asked, sought
from cs_casework.versions import show_versions
from families.models import Person


@require_GET
@needs(Permission.LIST_CONTEXTS)
def context_list(request: StaffRequest) -> HttpResponse:
    narrowed = ContextFilter(asked(request), Context.objects.visible_to(request.user).standing(), request=request)
    page = paginate(request, narrowed.qs.with_linked_children(request.user))
    record_listing(request, "context.listed")
    return render(
        request,
        "contexts/context_list.html",
        {"page_of": page, "filter": narrowed.form, "is_filtered": bool(request.GET)},
    )


@needs(Permission.EDIT_CONTEXTS)
def context_create(request: StaffRequest) -> HttpResponse:
    """First its kind, which decides what is asked next: `?kind=`. One like those that exist is asked about before it is
    recorded. Begun while linking a child, `?for=`, it goes on with that, and with the contexts chosen so far; begun in a
    form of an app above, `?after=`, it goes back there with `?context=`."""
    child = None
    if request.GET.get("for"):
        child = open_record(request, Person, viewed=False, pk=uuid_or_none(request.GET["for"]))
    chosen = [text for text in request.GET.getlist("context") if uuid_or_none(text)]
    after = request.GET.get("after", "") if _form_above(request.GET.get("after", "")) else ""
    kind = request.GET.get("kind", "")
    if kind not in Kind.values:
        kinds = KindForm(request.GET if "kind" in request.GET else None)
        keep = [("for", child.pk), *(("context", text) for text in chosen)] if child else []
        keep += [("after", after)] if after else []
        return render(request, "contexts/context_kind.html", {"form": kinds, "keep": keep})
    draft = FormDraft(request, "contexts.context", ":".join([kind, str(child.pk) if child else after]).rstrip(":"))
    form = ContextForm(draft.typed, instance=Context(kind=kind), user=request.user)
    alike: list[tuple[Likeness, str]] = []
    if request.method == "POST":
        if "_save" in request.POST:
            draft.save(title=request.POST.get("name", ""))
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return redirect("overview:home")
        if form.is_valid():
            if "_another" not in request.POST and not draft.is_recorded:
                found = may_be_the_same(form.instance, request.user)
                alike = [(like, _go_on(like.context, child, chosen, after)) for like in found]
            if alike:
                draft.save(title=form.cleaned_data["name"])
            elif context := attempt(form, _create, draft=draft, by=request.user, kind=kind, form=form):
                messages.success(request, _("%(context)s has been recorded.") % {"context": context})
                return redirect(_go_on(context, child, chosen, after))
    elif draft.draft:
        unchecked(form)
    page = {"form": form, "draft": draft, "kind": Kind(kind), "alike": alike, "child": child}
    return render(request, "contexts/context_form.html", page)


# So many interventions are named on a context's first page; all of them are on their own.
MOST_TOLD = 5
# Forms of apps above in which a context is named: reached by the names of their addresses, never by import.
FORMS_ABOVE = {"case": "cases:factor-create", "factor": "cases:factor-change"}


def _form_above(after: str) -> str:
    """The address of the form one came from: `case:<id>`. Who may see it is asked there."""
    name, _colon, text = after.partition(":")
    pk = uuid_or_none(text)
    return reverse(FORMS_ABOVE[name], args=[pk]) if pk and name in FORMS_ABOVE else ""


def _go_on(context: Context, child: Person | None, chosen: list[str], after: str) -> str:
    """Where one goes on with a context: to its page, or back to linking the child or to the form one came from."""
    if child is None and after:
        return f"{_form_above(after)}?{urlencode({'context': str(context.pk)})}"
    if child is None:
        return context.get_absolute_url()
    return linking_url(child, [*chosen, str(context.pk)])


def linking_url(child: Person, chosen: Iterable[str]) -> str:
    """Where these contexts are linked to the child."""
    query = urlencode([("context", pk) for pk in dict.fromkeys(chosen)])
    return f"{reverse('contexts:person-link-add', args=[child.pk])}?{query}"


def _create(*, draft: FormDraft, by: Any, kind: str, form: ContextForm) -> Context:
    made = draft.submit(lambda: workflow.create_context(by=by, kind=kind, **form.cleaned_data).pk)
    return Context.objects.visible_to(by).get(pk=made)


@require_GET
def context_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One context; the address of one that was merged into another leads to that one, and says so."""
    context = open_record(request, Context.objects.select_related("owner_team", "parent", "category"), pk=pk)
    user = request.user
    if context.merged_into_id:
        messages.info(request, _("%(reference)s was merged into this.") % {"reference": context.reference})
        return redirect("contexts:context-detail", context.merged_into_id)
    may_read = user.may(Permission.VIEW_CONTEXTS)
    cases = model_above(Context, "cases").objects.visible_to(user)
    cases = cases.filter(context=context).select_related("team").with_continuation(user).with_workers(user)
    parent = Context.objects.visible_to(user).filter(pk=context.parent_id).first()
    incidents = model_above(Context, "incidents").objects.visible_to(user).filter(context=context)
    factors = model_above(Context, "factors").objects.visible_to(user).of_context(context)
    done = model_above(model_above(Context, "cases"), "interventions").objects.visible_to(user).of_context(context)
    reads = may_read and user.may(Permission.VIEW_CASES)
    page = {
        "context": context,
        "parent": parent,
        "interventions": list(done.going_on()[:MOST_TOLD]) if user.may(Permission.VIEW_CASES) else None,
        "chart": incidents.drawn_at(context, user) if reads else None,
        "factors": factors.how_many() if reads else {},
        "reads": reads,
        "page": context_page(context, user, "details"),
        "on_map": on_map(context, user),
        "adults": ContextAdult.objects.visible_to(user)
        .filter(context=context)
        .current()
        .protective_first()
        .select_related("person"),
        "relations": ContextRelation.objects.visible_to(user).of(context),
        "cases": cases,
        "matches": may_be_the_same(context, user) if may_read else [],
        "merges": model_above(Context, "merges").objects.visible_to(user).of(context),
        "may_propose": user.may(Permission.PROPOSE_CASE) and not any(case.is_unsettled for case in cases),
    }
    return render(request, "contexts/context_detail.html", page)


@needs(Permission.EDIT_CONTEXTS)
def context_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context.objects.standing(), pk=pk)
    draft = FormDraft(request, "contexts.context_change", f"context:{pk}")
    return answer_form(
        request,
        ContextForm(draft.typed, instance=context, user=request.user),
        workflow.change_context,
        context,
        draft=draft,
        done=context,
        said=_("The context has been changed."),
        heading=_("Change this context"),
        back=context.get_absolute_url(),
        page=context_page(context, request.user),
    )


@needs(Permission.EDIT_CONTEXTS)
def context_review(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context.objects.standing().filter(kind=Kind.PEER_GROUP), pk=pk)
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
    context = open_record(request, Context.objects.standing(), pk=pk)
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
    context = open_record(request, Context.objects.standing(), pk=pk)
    page = context_page(context, request.user)
    heading = _("Which other context?")
    if not request.GET.get("other"):
        return choose_context(
            request, heading=heading, back=context.get_absolute_url(), page=page, field="other", leave_out=[context.pk]
        )
    other = open_record(request, Context.objects.standing(), pk=uuid_or_none(request.GET["other"]))
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
    request: StaffRequest,
    *,
    heading: str,
    back: str,
    page: Any,
    field: str,
    leave_out: Any = (),
    kind: str = "",
    matches: Iterable[Likeness] = (),
) -> HttpResponse:
    """A page that finds contexts by name, postcode or reference and leads back with `?<field>=` set to one.

    Of one `kind` alone where it is given, and with the likeliest, `matches`, before anything is searched for.
    """
    text = sought(asked(request))
    found = find_contexts(request, text).exclude(pk__in=leave_out)
    if kind:
        found = found.filter(kind=kind)
    context = {
        "heading": heading,
        "back": back,
        "page": page,
        "text": text,
        "contexts": [(context, []) for context in found[:20]]
        if text
        else [(match.context, match.reasons) for match in matches],
        "field": field,
        "new": "" if kind else reverse("contexts:context-create"),
    }
    return render(request, "contexts/choose_context.html", context)


def find_contexts(request: StaffRequest, text: str) -> Any:
    """The contexts that may be chosen and that fit what was typed."""
    standing = Context.objects.visible_to(request.user).standing()
    return standing.search(text, request.user) if text else standing.none()
