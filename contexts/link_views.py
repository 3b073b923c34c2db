from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from contexts import workflow
from contexts.forms import EndLinkForm, LinkForm
from contexts.models import Context, ContextLink
from contexts.pages import context_page
from contexts.views import find_contexts, uuid_or_none
from cs_casework.access import model_above, open_record, record_listing
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, attempt, needs
from cs_casework.searches import asked, sought
from cs_casework.versions import show_versions
from families.models import Person
from families.pages import person_page
from families.people_views import to_change

MOST_CHOSEN = 30


@require_GET
@needs(Permission.VIEW_CONTEXTS)
def person_contexts(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The contexts that matter to a child: current links by context, and those that ended or lapsed."""
    child = open_record(request, Person, pk=pk)
    links = ContextLink.objects.visible_to(request.user).filter(child=child).select_related("context", "child")
    current = [
        (context, list(group))
        for context, group in groupby(links.current().order_by("context__name", "context", "role"), lambda x: x.context)
    ]
    return render(
        request,
        "contexts/person_contexts.html",
        {
            "child": child,
            "page": person_page(child, request.user, "contexts"),
            "current": current,
            "proposals": model_above(Person, "link_proposals")
            .objects.visible_to(request.user)
            .waiting()
            .filter(child=child)
            .with_sources()[:50],
            "past": links.past().order_by("-to_on", "-lapses_on")[:50],
            "removals": removed_links(child, request.user),
        },
    )


def removed_links(of: Person | Context, user: User) -> Any:
    """That links were removed from this record, the last first. The table is of an app above this one."""
    removals = model_above(ContextLink, "removals").objects.visible_to(user).of_links().with_readable(user)
    return removals.filter(**{"child" if isinstance(of, Person) else "context": of})[:MOST_CHOSEN]


@needs(Permission.EDIT_CONTEXTS)
def link_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Find children, choose several, then say once what links them: the chosen ones travel as `?child=`."""
    context = open_record(request, Context.objects.standing(), pk=pk)
    chosen_ids = _chosen_ids(request, "child")
    chosen = list(Person.objects.visible_to(request.user).filter(pk__in=chosen_ids))
    back = reverse("cases:context-children", args=[context.pk])
    page = context_page(context, request.user, "children")
    if not chosen or "more" in request.GET:
        text = sought(asked(request))
        people = Person.objects.visible_to(request.user).search(text).exclude(pk__in=chosen_ids)[:20] if text else []
        record_listing(request, "person.searched", [person.pk for person in people])
        return render(
            request,
            "contexts/choose_children.html",
            {
                "context": context,
                "page": page,
                "back": back,
                "chosen": chosen,
                "found": people,
                "text": text,
                "keep": [("more", "1"), *(("child", child.pk) for child in chosen)],
                "most": MOST_CHOSEN,
            },
        )
    return _link_form(request, children=chosen, contexts=[context], page=page, back=back)


@needs(Permission.EDIT_CONTEXTS)
def person_link_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """From a child: find contexts, choose several, then say once what links them. The chosen ones travel as
    `?context=`, through recording a new one too."""
    child = open_record(request, to_change(request), pk=pk)
    chosen_ids = _chosen_ids(request, "context")
    chosen = list(Context.objects.visible_to(request.user).standing().filter(pk__in=chosen_ids))
    if chosen_ids and not chosen:
        raise Http404
    back = reverse("contexts:person-contexts", args=[child.pk])
    page = person_page(child, request.user, "contexts")
    if not chosen or "more" in request.GET:
        text = sought(asked(request))
        carried: list[tuple[str, str]] = [("context", str(context.pk)) for context in chosen]
        return render(
            request,
            "contexts/choose_contexts.html",
            {
                "child": child,
                "page": page,
                "back": back,
                "chosen": chosen,
                "found": find_contexts(request, text).exclude(pk__in=chosen_ids)[:20] if text else [],
                "text": text,
                "keep": [("more", "1"), *carried],
                "new": f"{reverse('contexts:context-create')}?{urlencode([('for', str(child.pk)), *carried])}",
                "most": MOST_CHOSEN,
            },
        )
    return _link_form(request, children=[child], contexts=chosen, page=page, back=back)


def _chosen_ids(request: StaffRequest, name: str) -> list[UUID]:
    """What was chosen so far, each once: at most so many."""
    found = [pk for text in request.GET.getlist(name) if (pk := uuid_or_none(text))]
    return list(dict.fromkeys(found))[:MOST_CHOSEN]


def _link_form(
    request: StaffRequest, *, children: list[Person], contexts: list[Context], page: Any, back: str
) -> HttpResponse:
    latest = min(workflow.longest_review(context) for context in contexts)
    form = LinkForm(request.POST or None, latest_review=latest)
    if request.method == "POST" and form.is_valid():
        links = attempt(form, workflow.link_children, children, contexts, by=request.user, **form.cleaned_data)
        if links:
            made, already = links
            words = ngettext("%(count)d link has been recorded.", "%(count)d links have been recorded.", len(made))
            messages.success(request, words % {"count": len(made)})
            if already:
                standing = "; ".join(str(link) for link in already)
                said = _("Linked already, and left as it was: %(links)s. Renew it if it is still true.")
                messages.info(request, said % {"links": standing})
            return redirect(back)
    more = urlencode({"more": ["1"]} | dict(request.GET.lists()), doseq=True)
    return render(
        request,
        "contexts/link_form.html",
        {
            "form": form,
            "children": children,
            "child": children[0],
            "contexts": contexts,
            "context": contexts[0],
            "page": page,
            "back": back,
            "more": more,
        },
    )


@require_GET
@needs(Permission.VIEW_CONTEXTS)
def link_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One link with its source, and every version of it."""
    link = open_record(request, ContextLink.objects.select_related("child", "context"), pk=pk)
    # Where it stood in error is told on that record alone; the table is of an app above this one.
    removed = ContextLink.objects.visible_to(request.user).put_right(link, request.user)
    return show_versions(
        request,
        link,
        context_page(link.context, request.user, "children"),
        template="contexts/link_detail.html",
        since=removed.created_at if removed else None,
        link=link,
        moved=removed if removed and removed.is_seen else None,
    )


@require_POST
@needs(Permission.EDIT_CONTEXTS)
def link_renew(request: StaffRequest, pk: UUID) -> HttpResponse:
    link = open_record(request, ContextLink.objects.select_related("child", "context"), pk=pk)
    try:
        workflow.renew_link(link, by=request.user)
        messages.success(request, _("Recorded: still true today. It falls due for review again as a new link would."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("cases:context-children", link.context_id)


@needs(Permission.EDIT_CONTEXTS)
def link_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    link = open_record(request, ContextLink.objects.select_related("child", "context"), pk=pk)
    back = reverse("cases:context-children", args=[link.context_id])
    return answer_form(
        request,
        EndLinkForm(request.POST or None),
        workflow.end_link,
        link,
        done=back,
        said=_("The link has been ended. It stays in the history of both records."),
        heading=_("End this link"),
        intro=str(link),
        submit=_("End the link"),
        back=back,
        page=context_page(link.context, request.user),
    )
