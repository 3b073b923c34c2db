"""A manager's pages about links across the service: pairs, groups, contexts without a case, and what to answer for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from cases.links import groups as grouping
from cases.links.pairs import computed_at, explain, find_pairs, pairs_to_group, positions_of
from cases.links.watched import What, contexts_without_case, groups_watched, links_watched
from cases.pattern_forms import (
    Answer,
    AnswerGroupsForm,
    AnswerLinksForm,
    GroupAnswer,
    KindForm,
    PairsForm,
    RowsForm,
    WatchedForm,
)
from contexts import reviewing
from contexts.models import ContextLink
from contexts.views import uuid_or_none
from cs_casework.access import record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import attempt, needs, page_number, page_of, paginate


def _parts(current: str) -> list[dict[str, Any]]:
    """The pages called Patterns, for the navigation above each of them."""
    parts = {
        "patterns": _("Pairs"),
        "pattern-groups": _("Groups"),
        "pattern-contexts": _("Contexts without a case"),
        "pattern-links": _("Links to answer for"),
        "pattern-peer-groups": _("Peer groups to review"),
    }
    return [
        {"label": label, "url": reverse(f"cases:{name}"), "current": name == current} for name, label in parts.items()
    ]


@require_GET
@needs(Permission.ALLOCATE_CASE)
def patterns(request: StaffRequest) -> HttpResponse:
    """Pairs of unrelated open children who share two contexts or more, those who share most first."""
    narrowed = PairsForm(request.GET)
    found = find_pairs(request.user, page=page_number(request), **narrowed.asked(request.user))
    rows = explain(found, request.user)
    record_listing(
        request, "patterns.pairs_listed", _shown(period for row in rows for period in (row.first, row.second))
    )
    return render(
        request,
        "cases/pattern_pairs.html",
        {
            "parts": _parts("patterns"),
            "filter": narrowed,
            "is_filtered": bool(request.GET),
            "computed_at": computed_at(),
            "found": found,
            "rows": rows,
            "page_of": page_of(found.rows, found.page, found.total),
        },
    )


@require_GET
@needs(Permission.ALLOCATE_CASE)
def pattern_groups(request: StaffRequest) -> HttpResponse:
    """The same pairs as groups: who is joined to whom, by which contexts; the largest first."""
    narrowed = PairsForm(request.GET)
    found = pairs_to_group(request.user, **narrowed.asked(request.user))
    joined = [] if found.too_many else grouping.join(found)
    page = paginate(request, joined, grouping.PER_PAGE)
    rows = grouping.explain(list(page), request.user)
    record_listing(request, "patterns.groups_listed", _shown(period for row in rows for period in row.children))
    return render(
        request,
        "cases/pattern_groups.html",
        {
            "parts": _parts("pattern-groups"),
            "filter": narrowed,
            "is_filtered": bool(request.GET),
            "computed_at": computed_at(),
            "found": found,
            "rows": rows,
            "page_of": page,
        },
    )


@require_GET
@needs(Permission.ALLOCATE_CASE)
def pattern_contexts(request: StaffRequest) -> HttpResponse:
    """Contexts that three open children or more share, and on which no case is open."""
    narrowed = KindForm(request.GET)
    page = paginate(request, contexts_without_case(request.user, narrowed.chosen("kind")))
    record_listing(request, "patterns.contexts_listed")
    return render(
        request,
        "cases/pattern_contexts.html",
        {
            "parts": _parts("pattern-contexts"),
            "filter": narrowed,
            "is_filtered": bool(request.GET),
            "page_of": page,
        },
    )


# --- What to answer for ----------------------------------------------------------------------------------------------
@needs(Permission.ALLOCATE_CASE)
def pattern_links(request: StaffRequest) -> HttpResponse:
    """Links overdue, lapsing or unconfirmed: several answered for at once, with one reason."""
    narrowed = WatchedForm(request.GET)
    user = request.user
    what = narrowed.chosen("what") or What.OVERDUE
    listed = links_watched(user, what=what, teams=narrowed.teams(user))
    page = paginate(request, listed.select_related("child", "context").soonest_first())
    form = AnswerLinksForm(request.POST or None, rows=_rows(request, page, ContextLink.objects.visible_to(user)))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["answer"] == Answer.ENDED:
            how: dict[str, Any] = {"to_on": given["to_on"], "reason": given["reason"]}
            done = attempt(form, reviewing.end_links, given["rows"], by=user, **how)
            said = ngettext("%(n)s link has been ended.", "%(n)s links have been ended.", done or 0)
        else:
            done = attempt(form, reviewing.renew_links, given["rows"], by=user, reason=given["reason"])
            said = ngettext("Recorded of %(n)s link: still true.", "Recorded of %(n)s links: still true.", done or 0)
        if done:
            messages.success(request, said % {"n": done})
            return redirect(request.get_full_path())
    record_listing(request, "patterns.links_listed", {link.child_id for link in form.rows})
    return render(
        request,
        "cases/pattern_links.html",
        {
            "parts": _parts("pattern-links"),
            "filter": narrowed,
            "is_filtered": bool(request.GET),
            "page_of": page,
            "form": _with_periods(form, user),
        },
    )


@needs(Permission.ALLOCATE_CASE)
def pattern_peer_groups(request: StaffRequest) -> HttpResponse:
    """Peer groups whose review is overdue: several reviewed or ended at once, with one reason."""
    user = request.user
    page = paginate(request, groups_watched(user))
    form = AnswerGroupsForm(request.POST or None, rows=_rows(request, page, groups_watched(user)))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["answer"] == GroupAnswer.ENDED:
            change, said = reviewing.end_peer_groups, _("Groups ended, and every link to them: %(n)s.")
        else:
            change, said = reviewing.review_peer_groups, _("Groups reviewed: %(n)s.")
        if done := attempt(form, change, given["rows"], by=user, reason=given["reason"]):
            messages.success(request, said % {"n": done})
            return redirect(request.get_full_path())
    record_listing(request, "patterns.peer_groups_listed")
    return render(
        request,
        "cases/pattern_peer_groups.html",
        {"parts": _parts("pattern-peer-groups"), "page_of": page, "form": form},
    )


def _rows(request: StaffRequest, page: Page, seen: Any) -> list[Any]:
    """The rows of the page and, where a form is sent, those it was sent for: one that was answered for meanwhile is
    refused in words, or answered for again, and not dropped."""
    rows = list(page)
    sent = {uuid_or_none(name.removeprefix("row_")) for name in request.POST if name.startswith("row_")}
    missing = sent - {row.pk for row in rows} - {None}
    if not missing:
        return rows
    more = seen.filter(pk__in=missing)
    return rows + list(more.select_related("child", "context") if seen.model is ContextLink else more)


def _with_periods(form: RowsForm, user: Any) -> RowsForm:
    """The form whose links each say where the child stands with the service (`period`)."""
    periods = positions_of({link.child_id for link in form.rows}, user)
    for link in form.rows:
        link.period = periods.get(link.child_id)
    return form


def _shown(periods: Any) -> set[UUID]:
    return {period.child_id for period in periods}
