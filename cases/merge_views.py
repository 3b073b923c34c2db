"""Pages about contexts that are one: comparing and merging two, what was asked for, and what a merge moved."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.join_views import facts_of
from cases.merge_details import changes_in_words
from cases.merge_forms import DeclineMergeForm, MergeForm
from cases.merging import decline_merge, merge_contexts
from cases.models import Case, ContextMerge, MergeRequest, NoteSubject
from cases.moved import context_kinds, not_put_right
from contexts.likeness import may_be_the_same
from contexts.models import Context, ContextAdult, ContextLink
from contexts.pages import context_page
from contexts.views import choose_context, uuid_or_none
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, attempt, needs, paginate

# What a merge is read back by, beside its links, which are paged.
MOST_READ = 50


@needs(Permission.MERGE_CONTEXTS)
def context_merge(request: StaffRequest, pk: UUID) -> HttpResponse:
    """First which other context, then what stands: `?with=` holds the one chosen, which is merged into this one."""
    standing = Context.objects.standing().select_related("owner_team", "parent", "category")
    kept = open_record(request, standing, pk=pk)
    page = context_page(kept, request.user)
    if not request.GET.get("with"):
        return choose_context(
            request,
            heading=_("Which context is the same as %(context)s?") % {"context": kept},
            back=kept.get_absolute_url(),
            page=page,
            field="with",
            leave_out=[kept.pk],
            kind=kept.kind,
            matches=[match for match in may_be_the_same(kept, request.user) if match.context.kind == kept.kind],
        )
    merged = open_record(request, standing.filter(kind=kept.kind).exclude(pk=pk), pk=uuid_or_none(request.GET["with"]))
    sides = [_side(context, request.user) for context in (kept, merged)]
    unsettled = [case for side in sides for case in side["cases"] if case.is_unsettled]
    form = MergeForm(
        request.POST or None,
        kept=kept,
        merged=merged,
        user=request.user,
        cases=Case.objects.visible_to(request.user).filter(pk__in=[case.pk for case in unsettled]),
        facts={str(case.pk): facts_of(case) for case in unsettled},
        initial={"reason": _asked_because(kept, merged, request.user)},
    )
    if request.method == "POST" and form.is_valid():
        merge = attempt(form, merge_contexts, kept, merged=merged, by=request.user, **form.chosen)
        if isinstance(merge, MergeRequest):
            messages.info(
                request,
                _("This merge could not be carried out by you. It has been passed on to somebody who can."),
            )
            return redirect("cases:merge-list")
        if merge:
            messages.success(request, _("The two contexts are one. The other reference leads here."))
            return redirect(kept)
    context = {
        "form": form,
        "kept": kept,
        "merged": merged,
        "sides": sides,
        "has_two_cases": len(unsettled) == 2,
        "back": kept.get_absolute_url(),
        "page": page,
    }
    return render(request, "cases/merge_confirm.html", context)


def _asked_because(kept: Context, merged: Context, user: User) -> str:
    """What whoever asked for this merge wrote, where it waits for this reader."""
    pair = Q(kept=kept, merged=merged) | Q(kept=merged, merged=kept)
    asked = MergeRequest.objects.visible_to(user).for_decision_by(user).filter(pair).first()
    return asked.reason if asked else ""


def _side(context: Context, user: User) -> dict[str, Any]:
    """What one of the two contexts brings, as far as this manager may see it."""
    links = ContextLink.objects.visible_to(user).current().filter(context=context).order_by()
    cases = Case.objects.visible_to(user).filter(context=context).select_related("team").with_continuation(user)
    return {
        "context": context,
        "children": links.aggregate(count=Count("child", distinct=True))["count"],
        "adults": ContextAdult.objects.visible_to(user).current().filter(context=context).count(),
        "cases": list(cases.with_workers(user).with_open_children(user)),
        "notes": NoteSubject.objects.readable_by(user).filter(context=context).count(),
    }


@require_GET
@needs(Permission.MERGE_CONTEXTS)
def merge_list(request: StaffRequest) -> HttpResponse:
    """Merges that wait for this manager, alone with `?waiting=on`, and those they asked for, with the answer."""
    asked = MergeRequest.objects.visible_to(request.user).with_decider(request.user)
    if "waiting" in request.GET:
        asked = asked.for_decision_by(request.user)
    asked = asked.select_related("kept", "merged", "asked_by", "decided_by").order_by("status", "-asked_on", "pk")
    record_listing(request, "context.merges_listed")
    return render(request, "cases/merge_list.html", {"page_of": paginate(request, asked)})


@needs(Permission.MERGE_CONTEXTS)
def merge_decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    asked = MergeRequest.objects.select_related("kept", "merged", "asked_by")
    waiting = asked.for_decision_by(request.user)
    found = open_record(request, waiting if request.method == "GET" else asked, pk=pk, viewed=False)
    words = {"merged": found.merged, "kept": found.kept, "who": found.asked_by, "reason": found.reason}
    return answer_form(
        request,
        DeclineMergeForm(request.POST or None),
        decline_merge,
        found,
        done=reverse("cases:merge-list"),
        said=_("Both contexts stay as they are. Your reason goes to whoever asked."),
        heading=_("Do not merge %(merged)s into %(kept)s") % words,
        intro=_("%(who)s asked for it: %(reason)s") % words,
        submit=_("Do not merge them"),
        back=reverse("cases:merge-list"),
    )


@require_GET
@needs(Permission.VIEW_CONTEXTS)
def merge_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What one merge moved, ended and changed, as far as this reader may see it now: its links paged."""
    merge = open_record(request, ContextMerge.objects.select_related("kept", "merged", "created_by"), pk=pk)
    user = request.user
    links = _rows(merge, "links", user).select_related("child").order_by("child__display_name", "role", "pk")
    page_of = paginate(request, links)
    changed = merge.moved.get("links", {})
    return render(
        request,
        "cases/merge_detail.html",
        {
            "merge": merge,
            "page": context_page(merge.kept, user),
            "details": list(changes_in_words(merge, "contexts", user)),
            "page_of": page_of,
            "links": [(link, "to_on" in changed[str(link.pk)]) for link in page_of],
            "adults": _told(merge, "adults", user, "person"),
            "relations": _told(merge, "relations", user, "context", "other"),
            "contexts": _rows(merge, "contexts", user).exclude(pk=merge.kept_id)[:MOST_READ],
            "cases": _rows(merge, "cases", user).with_continuation(user)[:MOST_READ],
            "notes": _rows(merge, "note_subjects", user).select_related("note")[:MOST_READ],
            "incidents": _rows(merge, "incidents", user)[:MOST_READ],
            "contacts": _rows(merge, "referral_contexts", user).select_related("referral")[:MOST_READ],
        },
    )


def _rows(merge: ContextMerge, kind: str, user: User) -> Any:
    """The rows of one kind that the merge changed and this reader may see."""
    rows: Any = context_kinds()[kind].objects.visible_to(user).filter(pk__in=merge.moved.get(kind, {}))
    rows = not_put_right(kind, rows, since=merge.created_at)
    # The title of a note stands here: only whole notes.
    return rows.readable_whole_by(user) if kind == "note_subjects" else rows


def _told(merge: ContextMerge, kind: str, user: User, *related: str) -> list[tuple[Any, bool]]:
    """Those rows, each with whether the merge ended it."""
    found = _rows(merge, kind, user).select_related(*related)[:MOST_READ]
    return [(row, "to_on" in merge.moved[kind][str(row.pk)]) for row in found]
