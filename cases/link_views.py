from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.link_forms import AskedForm
from cases.links.of_child import ALSO, APART, ELSEWHERE, KIN, LINKED, NEARBY
from cases.links.of_child import shared_contexts as who_shares
from cases.links.of_context import ADULTS, CHILDREN, linked_children
from contexts.link_views import removed_links
from contexts.models import Context, ContextAdult, ContextLink
from contexts.pages import context_page
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import needs, page_number, page_of
from cs_casework.searches import asked
from families.models import Person
from families.pages import person_page

MOST_PAST = 50


@require_GET
@needs(Permission.VIEW_CONTEXTS)
def shared_contexts(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Which other open children share a context with this one, and beneath them who stands apart: the first of each, or
    all of one part, paged, with `?part=`."""
    child = open_record(request, Person, pk=pk)
    form = AskedForm(asked(request))
    part = request.GET.get("part", "")
    part = part if part in APART else LINKED
    found = who_shares(child, request.user, form.asked, part=part, page=page_number(request))
    record_listing(request, "links.shown", found.shown)
    rows = found.linked if part == LINKED else found.apart[part]
    return render(
        request,
        "cases/shared_contexts.html",
        {
            "child": child,
            "page": person_page(child, request.user, "shared"),
            "filter": form,
            "asked": form.asked,
            "found": found,
            "part": part,
            "page_of": page_of(rows, found.page, found.total),
            "apart": [_apart(name, found.apart[name], found.more[name]) for name in APART if part in (LINKED, name)],
        },
    )


@require_GET
@needs(Permission.VIEW_CONTEXTS)
def context_children(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The children linked to a context, open ones first: each with status, worker, team, when they were last seen and
    every role. Who has turned 18 stands apart and is not counted, unless a care leaver: the first of them below the
    children, all of them, paged, with `?adults=on`. Before the children stand the adults of the place."""
    context = open_record(request, Context, pk=pk)
    user = request.user
    form = AskedForm(asked(request), leave_out=["kind", "months", "least", "role"], sides=1)
    wanted = form.asked
    part = ADULTS if "adults" in request.GET else CHILDREN
    found = linked_children(context, user, wanted, part=part, page=page_number(request))
    past = ContextLink.objects.visible_to(user).filter(context=context).past(wanted.on)
    adults = ContextAdult.objects.visible_to(user).filter(context=context).current(wanted.on).select_related("person")
    record_listing(request, "context.children_listed", found.shown)
    rows = found.adults if part == ADULTS else found.children
    return render(
        request,
        "cases/context_children.html",
        {
            "context": context,
            "page": context_page(context, user, "children"),
            "filter": form,
            "asked": wanted,
            "found": found,
            "rows": rows,
            "only_adults": part == ADULTS,
            "page_of": page_of(rows, found.page, found.adult_total if part == ADULTS else found.total),
            "people_here": adults.protective_first(),
            "past": past.latest_ended(MOST_PAST),
            "removals": [] if wanted.on else removed_links(context, user),
        },
    )


def _apart(name: str, rows: list[Any], more: bool) -> dict[str, Any]:
    words = {
        KIN: (_("Related children who share a context"), _("Brothers, sisters and others of the family, as recorded.")),
        ALSO: (
            _("Also shared"),
            _("Only by what is no shared risk: they attend the same school, live near or feel safe there."),
        ),
        NEARBY: (_("Nearby"), _("One context lies in another.")),
        ELSEWHERE: (_("Open elsewhere"), _("Open to another council and not to us, with whom to ask there.")),
    }
    heading, explained = words[name]
    return {"name": name, "heading": heading, "explained": explained, "rows": rows, "more": more}
